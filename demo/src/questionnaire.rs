//! The questionnaire of the early survey, kept as the same document that a database keeps.

use domain::questionnaire::Questionnaire;

const DOCUMENT: &str = include_str!("../data/early-survey.json");

/// Reads the questionnaire of the early survey.
///
/// # Panics
///
/// Never: the document is part of the program, and the tests read it.
pub fn questionnaire() -> Questionnaire {
    serde_json::from_str(DOCUMENT).expect("a test reads the document")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{answer::Answers, question::QuestionKind, routing::Condition};

    use super::*;

    fn all_different<'a>(ids: impl IntoIterator<Item = &'a str>) -> bool {
        let mut seen = BTreeSet::new();
        ids.into_iter().all(|id| seen.insert(id))
    }

    fn leaves(condition: &Condition) -> Vec<&Condition> {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(leaves).collect(),
            Condition::Not(part) => leaves(part),
            leaf => vec![leaf],
        }
    }

    fn stands_for(question: &str) -> BTreeSet<String> {
        let questionnaire = questionnaire();
        let options = questionnaire.question(question).unwrap().kind.options().to_vec();
        options.into_iter().filter_map(|option| option.stands_for).collect()
    }

    #[test]
    fn no_id_of_a_page_or_a_question_occurs_twice() {
        let questionnaire = questionnaire();
        let pages = questionnaire.pages.iter().map(|page| page.id.as_str());
        assert!(all_different(pages.chain(questionnaire.questions().map(|question| question.id.as_str()))));
        for question in questionnaire.questions() {
            assert!(all_different(question.kind.options().iter().map(|option| option.id.as_str())), "{}", question.id);
        }
    }

    #[test]
    fn every_id_can_stand_in_an_address_and_in_the_name_of_a_field() {
        let questionnaire = questionnaire();
        let of_questions = questionnaire.questions().flat_map(|question| {
            std::iter::once(&question.id).chain(question.kind.options().iter().map(|option| &option.id))
        });
        for id in questionnaire.pages.iter().map(|page| &page.id).chain(of_questions) {
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{id}");
        }
    }

    #[test]
    fn a_condition_looks_only_at_questions_and_options_of_earlier_pages() {
        let questionnaire = questionnaire();
        for (number, page) in questionnaire.pages.iter().enumerate() {
            let earlier = || questionnaire.pages[..number].iter().flat_map(|page| &page.questions);
            let conditions = page.shown_when.iter().chain(page.questions.iter().filter_map(|q| q.shown_when.as_ref()));
            for leaf in conditions.flat_map(leaves) {
                let (Condition::Chose { question, .. } | Condition::ChoseAtLeast { question, .. }) = leaf else {
                    panic!("a leaf looks at a question")
                };
                let source = earlier().find(|q| q.id == *question);
                let source = source.unwrap_or_else(|| panic!("{} looks at {question}", page.id));
                if let Condition::Chose { any_of, .. } = leaf {
                    assert!(any_of.iter().all(|id| source.kind.options().iter().any(|o| o.id == *id)), "{}", page.id);
                }
            }
            for source in page.questions.iter().filter_map(|question| question.kind.options_from()) {
                assert!(earlier().any(|question| question.id == source), "{}", page.id);
            }
        }
    }

    #[test]
    fn every_page_is_open_to_somebody() {
        use domain::answer::{Answer, Chosen};
        let questionnaire = questionnaire();
        let chosen = |id: &str| Chosen { option: id.into(), words: None };
        let answers = |role: &str| {
            Answers::from([
                ("responding-as".into(), Answer::Choice(chosen(role))),
                ("habitats-chosen".into(), Answer::Choices(vec![chosen("ponds"), chosen("dunes")])),
                ("long-lasting-condition".into(), Answer::Choice(chosen("yes"))),
            ])
        };
        let somebody = ["resident", "land-manager", "business"].map(answers);
        for page in &questionnaire.pages {
            let is_open = |answers| page.shown_when.as_ref().is_none_or(|condition| condition.holds(answers));
            assert!(somebody.iter().any(is_open), "{}", page.id);
        }
    }

    #[test]
    fn a_resident_must_answer_one_question_and_an_organisation_must_give_its_name() {
        let questionnaire = questionnaire();
        let required = questionnaire.questions().filter(|question| question.required);
        assert_eq!(
            required.map(|question| question.id.as_str()).collect::<Vec<_>>(),
            ["responding-as", "organisation-name"]
        );
    }

    #[test]
    fn the_segments_are_those_of_the_question_bank() {
        let segments =
            ["business", "community", "education", "land-manager", "nature-organisation", "other", "public-body"];
        let expected = segments.into_iter().chain(["resident", "visitor"]).map(str::to_owned).collect();
        assert_eq!(stands_for("responding-as"), expected);
        assert_eq!(questionnaire().roles.segment.as_deref(), Some("responding-as"));
    }

    #[test]
    fn every_kind_of_question_that_a_person_can_be_asked_is_there() {
        let questionnaire = questionnaire();
        let kinds: BTreeSet<_> =
            questionnaire.questions().map(|q| std::mem::discriminant(&q.kind)).map(|d| format!("{d:?}")).collect();
        assert_eq!(kinds.len(), 11);
        assert!(
            questionnaire.questions().any(|q| matches!(&q.kind, QuestionKind::Points(points) if points.total == 10))
        );
    }

    #[test]
    fn nothing_is_wrong_with_it() {
        assert_eq!(questionnaire().check(), []);
    }

    #[test]
    fn the_document_is_written_as_the_domain_writes_it() {
        let written = serde_json::to_value(questionnaire()).unwrap();
        let read: Questionnaire = serde_json::from_value(written).unwrap();
        assert_eq!(read, questionnaire());
    }
}
