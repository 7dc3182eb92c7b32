//! The name that something new gets in addresses: made of the first words of its title unless somebody chooses one, and kept for good.

use domain::{fields::Fields, question::Question, refusal::Reason, slug};

use super::asking::{Asks, Told, line};

/// How long a name in addresses may be.
const LIMIT: usize = 60;
/// The most words of a title that it is made of.
const WORDS: usize = 6;

/// Asks for it; `like` is an example, and `of` what it is made from if it is left empty.
pub(super) fn question(id: &str, like: &str, of: &str) -> Question {
    let hint = format!(
        "Small letters, digits and hyphens, like {like}. It is made from the {of} if you leave it empty. It cannot be changed later."
    );
    line(id, "Name in the address", LIMIT).optional().hint(&hint)
}

/// Reads it; one that cannot be a name in addresses is refused, unless the title is missing that it would be made of.
pub(super) fn read(told: &mut Told, id: &str, title: &str) -> String {
    let name = told.words(id).unwrap_or_else(|| made_of(title));
    if !title.is_empty() && !slug::is_name(&name) {
        told.refuse(id, Reason::NotAName);
    }
    name
}

fn made_of(title: &str) -> String {
    slug::from_words(title, WORDS, LIMIT)
}

/// Shows the name that was made of the title in another field, so that it can be changed.
pub(super) fn suggested(fields: &Fields, id: &str, title: &str) -> Fields {
    let typed = fields.text(id);
    let name = if typed.is_empty() { made_of(fields.text(title)) } else { typed.to_owned() };
    let others = fields.pairs().filter(|(field, _)| *field != id);
    Fields::new(others.chain([(id, name.as_str())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_for_addresses_is_made_of_the_first_words_of_the_title() {
        assert_eq!(made_of("Nature near you: what matters? 2026"), "nature-near-you-what-matters-2026");
        assert_eq!(made_of("«…»"), "");
    }
}
