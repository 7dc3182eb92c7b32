//! What is said of an entry of the library before it is added.

use domain::{
    editing::Kind,
    library::{Content, Entry, Item},
    questionnaire::QuestionId,
};

use crate::words::Labelled;

/// Says what an entry holds, what it is for and what it brings or loses, in sentences.
pub fn about(entry: &Entry) -> String {
    let Item { needs, shown_by, roles, .. } = &entry.item;
    let mut said = vec![format!("{}. Version {}.", held(&entry.item.content), entry.version), entry.purpose.clone()];
    said.extend(
        needs
            .iter()
            .map(|need| format!("‘{}’ comes with it, unless that is asked before it or chosen too.", need.text)),
    );
    let is_brought = |id: &QuestionId| needs.iter().any(|need| need.id == *id);
    said.extend(shown_by.iter().filter(|(id, _)| !is_brought(id)).map(|(_, words)| decided(words)));
    said.extend(
        roles.segment.as_ref().map(|_| "It tells who answers, unless another question does already.".to_owned()),
    );
    said.extend(roles.organisation.as_ref().map(|_| {
        "It names the organisations in the list of those that answered, unless another question does.".to_owned()
    }));
    said.extend(roles.consent.as_ref().map(|_| {
        "It says whether what somebody wrote may be published, unless another question does already.".to_owned()
    }));
    said.extend(
        (!roles.margins.is_empty())
            .then(|| "Answers are weighted by it, unless another question serves for that already.".to_owned()),
    );
    said.join(" ")
}

/// Says what becomes of a condition whose question may not be there.
pub fn decided(words: &str) -> String {
    format!("The answer to ‘{words}’ decides who sees it. Where that is not asked before it, everybody sees it.")
}

/// Says what an entry holds.
fn held(content: &Content) -> String {
    match content {
        Content::Page(page) => {
            let asked: Vec<String> = page.questions.iter().map(|question| format!("‘{}’", question.text)).collect();
            match asked.len() {
                0 => "Page without questions".to_owned(),
                1 => format!("Page with {}", asked[0]),
                count => format!("Page with {count} questions: {}", asked.join(", ")),
            }
        }
        Content::Question(question) => format!("{}: ‘{}’", Kind::of(&question.kind).label(), question.text),
    }
}

#[cfg(test)]
mod tests {
    use domain::library::included;

    use super::*;

    fn of(id: &str) -> String {
        let mut entries = included().iter().flat_map(|collection| &collection.entries);
        about(entries.find(|entry| entry.id == id).unwrap())
    }

    #[test]
    fn what_comes_along_and_what_is_lost_is_said_before_it_is_added() {
        let ranked = of("habitats-ranked");
        assert!(ranked.starts_with("Put in order: ‘Put your top 3 habitats in order’. Version 1."), "{ranked}");
        assert!(ranked.ends_with(
            "‘Which habitats matter most to you?’ comes with it, unless that is asked before it or chosen too."
        ));
        let name = of("organisation-name");
        assert!(name.contains("The answer to ‘Which of these best describes you?’ decides who sees it."), "{name}");
        assert!(of("about-you").contains("Page with 4 questions: ‘How old are you?’, ‘What is your sex?’"));
        assert!(of("sex").contains("Answers are weighted by it"));
        assert!(of("responding-as").contains("It tells who answers"));
    }
}
