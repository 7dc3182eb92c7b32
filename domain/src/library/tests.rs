use std::collections::BTreeSet;

use super::*;
use crate::{answer::Answers, question::QuestionKind, vocabulary::Word};

fn entries() -> impl Iterator<Item = &'static Entry> {
    included().iter().flat_map(|collection| &collection.entries)
}

fn entry(id: &str) -> &'static Entry {
    entries().find(|entry| entry.id == id).unwrap()
}

/// Puts an entry on its own, after what it needs.
fn alone(entry: &Entry) -> Questionnaire {
    let page = |id: &str, questions: Vec<Question>| Page { questions, ..Page::new(id, "A page") };
    let deciding = entry.item.shown_by.keys().filter(|id| entry.item.needs.iter().all(|need| need.id != **id));
    let deciding = deciding.filter_map(|id| match &self::entry(id).item.content {
        Content::Question(question) => Some((**question).clone()),
        Content::Page(_) => None,
    });
    let before = page("before", entry.item.needs.iter().cloned().chain(deciding).collect());
    let own = match &entry.item.content {
        Content::Page(page) => (**page).clone(),
        Content::Question(question) => page("own", vec![(**question).clone()]),
    };
    Questionnaire { pages: vec![before, own], roles: entry.item.roles.clone() }
}

#[test]
fn every_entry_makes_sense_with_what_it_needs() {
    for entry in entries() {
        assert_eq!(alone(entry).check(), [], "{}", entry.id);
    }
}

#[test]
fn every_entry_has_a_name_of_its_own_and_says_in_a_sentence_what_it_is_for() {
    let mut names = BTreeSet::new();
    for entry in entries() {
        assert!(names.insert(&entry.id), "{} is there twice", entry.id);
        assert!(entry.version >= 1 && !entry.title.is_empty(), "{}", entry.id);
        let purpose = &entry.purpose;
        assert!(purpose.ends_with('.') && !purpose[..purpose.len() - 1].contains(". "), "{}: {purpose}", entry.id);
    }
    assert_eq!(names.len(), entries().count());
}

#[test]
fn every_question_of_a_page_is_there_on_its_own_and_none_is_left_out() {
    let on_pages = |entry: &'static Entry| match &entry.item.content {
        Content::Page(page) => page.questions.iter().map(|question| question.id.clone()).collect(),
        Content::Question(_) => Vec::new(),
    };
    let on_pages: BTreeSet<String> = entries().flat_map(on_pages).collect();
    let single = entries().filter(|entry| matches!(entry.item.content, Content::Question(_)));
    let single: BTreeSet<String> = single.map(|entry| entry.id.clone()).collect();
    assert_eq!(on_pages, single);
}

#[test]
fn the_public_survey_asks_18_questions_on_6_pages_and_nothing_is_wrong_with_it() {
    let survey = public_survey();
    assert_eq!((survey.pages.len(), survey.questions().count()), (6, 18));
    assert_eq!(survey.check(), []);
    assert!(survey.questions().all(|question| question.kind.is_asked()));
    let required: Vec<_> = survey.questions().filter(|question| question.required).map(|q| q.id.as_str()).collect();
    assert_eq!(required, ["responding-as", "organisation-name"]);
    assert_eq!(survey.roles.segment.as_deref(), Some("responding-as"));
    assert_eq!(survey.roles.margins.keys().collect::<Vec<_>>(), ["age_band"]);
}

#[test]
fn the_ranking_offers_what_was_chosen_and_neither_dont_know_nor_what_was_left() {
    use crate::answer::{Answer, Chosen};
    let survey = public_survey();
    let chosen = |id: &str| Chosen { option: id.into(), words: None };
    let answers = Answers::from([("habitats-chosen".into(), Answer::Choices(vec![chosen("ponds"), chosen("sea")]))]);
    let offered = survey.offered(survey.question("habitats-ranked").unwrap(), &answers);
    assert_eq!(offered.kind.options().iter().map(|option| option.id.as_str()).collect::<Vec<_>>(), ["ponds", "sea"]);
}

#[test]
fn what_says_nothing_is_missing_and_never_zero() {
    for question in entries().flat_map(|entry| entry.item.content.questions()) {
        for option in question.kind.options() {
            let says_nothing = ["dont-know", "prefer-not-to-say"].contains(&option.id.as_str());
            assert_eq!(option.missing, says_nothing, "{} {}", question.id, option.id);
        }
    }
}

#[test]
fn every_question_about_people_may_be_left_out_and_says_so() {
    let about = included().iter().find(|collection| collection.id == "about-people").unwrap();
    for question in about.entries.iter().flat_map(|entry| entry.item.content.questions()) {
        assert!(!question.required, "{}", question.id);
        let last = question.kind.options().last().unwrap();
        assert_eq!((last.id.as_str(), last.label.as_str()), ("prefer-not-to-say", "Prefer not to say"));
    }
}

#[test]
fn a_question_brings_what_it_takes_its_options_from_and_names_who_decides_about_it() {
    let ranked = &entry("habitats-ranked").item;
    assert_eq!(ranked.needs.iter().map(|need| need.id.as_str()).collect::<Vec<_>>(), ["habitats-chosen"]);
    assert_eq!(ranked.shown_by["habitats-chosen"], "Which habitats matter most to you?");
    let name = &entry("organisation-name").item;
    assert!(name.needs.is_empty());
    assert_eq!(name.shown_by["responding-as"], "Which of these best describes you?");
    assert_eq!(entry("about-you").item.roles.margins.len(), 2);
    assert!(entry("daily-life").item.roles == Roles::default());
}

#[test]
fn an_entry_is_found_by_words_of_its_title_its_purpose_and_what_it_asks() {
    let found =
        |words: &str| entries().filter(|entry| entry.has_words(words)).map(|e| e.id.as_str()).collect::<Vec<_>>();
    assert_eq!(found("DISABILITY second"), ["activity-restriction"]);
    assert_eq!(found("hedgehog"), ["what-comes-first", "species-named"]);
    assert!(found("saltmarsh").contains(&"habitats-chosen") && found("").len() == entries().count());
    assert!(found("saltmarsh hedgehog crocodile").is_empty());
}

#[test]
fn an_item_is_written_and_read_as_it_is() {
    for entry in entries() {
        let written = serde_json::to_string(&entry.item).unwrap();
        assert_eq!(serde_json::from_str::<Item>(&written).unwrap(), entry.item, "{}", entry.id);
    }
    assert!(serde_json::from_str::<Item>(r#"{"content":{"page":{}},"more":1}"#).is_err());
}

#[test]
fn the_kinds_that_the_library_asks_are_many() {
    let kinds: BTreeSet<_> = public_survey().questions().map(|q| crate::editing::Kind::of(&q.kind).word()).collect();
    assert_eq!(kinds.len(), 12, "{kinds:?}");
    let is_points = |question: &Question| matches!(&question.kind, QuestionKind::Points(points) if points.total == 10);
    assert!(public_survey().questions().any(is_points));
}
