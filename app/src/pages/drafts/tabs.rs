//! The same page in two tabs: the later words never replace the earlier ones unseen.
//!
//! A page carries the digest of the words that it showed. Words that come from an older showing are kept beside
//! those that are stored, under a name of their own, until somebody has seen both.

use domain::{draft::Draft, fields::Fields};
use leptos::prelude::*;

use super::{Rows, digest, hidden, is_by_itself, words};

/// The field with the digest of the words that a page showed.
pub const SHOWN: &str = "shown-words";

/// What the name of words that were put aside ends with.
const ASIDE: &str = "~aside";

/// Where the words go that came in from an older showing of a page.
pub fn aside(page: &str) -> String {
    format!("{page}{ASIDE}")
}

/// Says whether something is the name of words that were put aside.
pub fn is_aside(name: &str) -> bool {
    name.ends_with(ASIDE)
}

/// Gives the words that were put aside for a page and that nobody has decided on.
pub fn put_aside<'a>(draft: &'a Draft, page: &str) -> Option<&'a Fields> {
    draft.get(&aside(page)).filter(|fields| filled(fields).next().is_some())
}

/// Names the first page that has words put aside.
pub fn undecided(draft: &Draft) -> Option<&str> {
    let undecided = |name: &&String| name.strip_suffix(ASIDE).is_some_and(|page| put_aside(draft, page).is_some());
    draft.keys().find(undecided)?.strip_suffix(ASIDE)
}

/// Makes the digest of the words that a draft has on a page; blank fields count as none.
pub fn digest_of(draft: &Draft, page: &str) -> String {
    let pairs: Vec<_> = draft.get(page).into_iter().flat_map(filled).collect();
    digest::written(&digest::digest(None, &serde_json::json!(pairs)))
}

/// Says whether posted words would replace others that their page did not show.
fn would_replace(draft: &Draft, page: &str, fields: &Fields, posted: &Fields) -> bool {
    let shown = posted.text(SHOWN);
    let is_same = draft.get(page).into_iter().flat_map(filled).eq(filled(fields));
    !shown.is_empty() && !is_same && shown != digest_of(draft, page)
}

/// How posted words come to what is stored on their page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// Nobody pressed a button: they are stored, and what was put aside stays until somebody decides.
    ByItself,
    /// They would replace words that the page did not show, so that both are kept.
    Beside,
    /// They take the place of what the page showed.
    InPlace,
}

impl Coming {
    /// Says how posted words come; `None` for words that come by themselves and would replace others unseen.
    pub fn of(draft: &Draft, page: &str, fields: &Fields, posted: &Fields) -> Option<Self> {
        match (is_by_itself(posted), would_replace(draft, page, fields, posted)) {
            (true, true) => None,
            (true, false) => Some(Self::ByItself),
            (false, true) => Some(Self::Beside),
            (false, false) => Some(Self::InPlace),
        }
    }

    /// Gives what is stored of them.
    pub fn words(self, draft: &Draft, page: &str, fields: Fields) -> Words {
        match self {
            Self::ByItself => Words::of(page, fields),
            Self::Beside => Words::aside(page, fields),
            Self::InPlace => Words::decided(draft, page, fields),
        }
    }
}

/// What is stored at once, each under the name of its page.
#[derive(Clone, Debug)]
pub struct Words(Vec<(String, Fields)>);

impl Words {
    /// Takes the words for those of a page.
    pub fn of(page: &str, fields: Fields) -> Self {
        Self(vec![(page.to_owned(), fields)])
    }

    /// Puts the words of a page aside.
    pub fn aside(page: &str, fields: Fields) -> Self {
        Self(vec![(aside(page), fields)])
    }

    /// Takes the words for those of the page, and clears what was put aside for it.
    pub fn decided(draft: &Draft, page: &str, fields: Fields) -> Self {
        let cleared = put_aside(draft, page).map(|_| (aside(page), Fields::default()));
        Self([(page.to_owned(), fields)].into_iter().chain(cleared).collect())
    }

    /// Takes no words, so that a draft begins empty.
    pub fn none() -> Self {
        Self(Vec::new())
    }

    /// Gives the words, each with the name of their page.
    pub fn into_pages(self) -> Vec<(String, Fields)> {
        self.0
    }

    /// Gives a draft as it is once the words are stored.
    pub fn added_to(&self, draft: &Draft) -> Draft {
        draft.iter().map(|(page, fields)| (page.clone(), fields.clone())).chain(self.0.clone()).collect()
    }
}

fn filled(fields: &Fields) -> impl Iterator<Item = (&str, &str)> {
    fields.pairs().filter(|(_, value)| !value.trim().is_empty())
}

/// Shows the words that were put aside, with a button that takes them in place of the others.
pub fn aside_notice(fields: &Fields, rows: Rows, action: String, shown: String) -> AnyView {
    view! {
        <div class="govuk-notification-banner" role="alert" aria-labelledby="aside-title">
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id="aside-title">"This page was changed twice"</h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">
                    "There are two sets of answers to this page, perhaps from two tabs. We have kept both."
                </p>
                <p class="govuk-body">
                    "One stands in the form on this page. The other is here. Choose this one with the button below it, or "
                    "change and save the form; the other one is deleted then, so copy from it what you need."
                </p>
                {words("The other answers", rows)}
                <form method="post" action=action id="use-aside">
                    {hidden(fields)}
                    <input type="hidden" name=SHOWN value=shown/>
                    <button class="govuk-button govuk-button--secondary" type="submit">"Use these answers"</button>
                </form>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(words: &str) -> Draft {
        Draft::from([("you".to_owned(), Fields::new([("why", words)]))])
    }

    fn posted(words: &str, shown: &str) -> Fields {
        Fields::new([("why", words), (SHOWN, shown)])
    }

    fn replaces(stored: &Draft, words: &str, shown: &str) -> bool {
        would_replace(stored, "you", &Fields::new([("why", words)]), &posted(words, shown))
    }

    #[test]
    fn words_that_the_page_did_not_show_are_not_replaced() {
        let (before, stored) = (digest_of(&draft("ponds"), "you"), draft("hedges"));
        assert!(replaces(&stored, "woods", &before));
        assert!(!replaces(&stored, "hedges", &before));
        assert!(!replaces(&stored, "woods", &digest_of(&stored, "you")));
    }

    #[test]
    fn a_first_page_has_nothing_to_replace() {
        let nothing = digest_of(&Draft::new(), "you");
        assert!(!replaces(&Draft::new(), "woods", &nothing));
        assert!(!replaces(&draft(" "), "woods", &nothing));
    }
}
