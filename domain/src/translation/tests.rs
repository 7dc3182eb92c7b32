use serde_json::json;

use super::*;
use crate::{
    answer::{Answer, Answers, Chosen},
    editing::Edit,
    question::QuestionKind,
};

const POLISH: Language = Language::Polish;

/// A page with a choice, which a ranking on the next page takes its options from.
fn asked() -> Questionnaire {
    let options = json!([{ "id": "oak", "label": "Oak", "hint": "Quercus" }, { "id": "ash", "label": "Ash" }]);
    let choice =
        json!({ "id": "trees", "text": "Which trees?", "kind": { "multiple_choice": { "options": options } } });
    let ranking = json!({ "id": "order", "text": "In which order?",
        "kind": { "ranking": { "options_from": "trees", "places": 2 } } });
    serde_json::from_value(json!({ "pages": [
        { "id": "wood", "title": "The wood", "intro": "About trees.", "questions": [choice] },
        { "id": "rank", "title": "Order", "questions": [ranking] },
    ] }))
    .unwrap()
}

/// Gives each English word the same words with a mark, but for those of which nothing is said.
fn translated(questionnaire: &Questionnaire, but_for: &[&str]) -> Questionnaire {
    let pieces = questionnaire.pieces(POLISH).into_iter().filter(|piece| !but_for.contains(&piece.original.as_str()));
    let say = |piece: Piece| (piece.place, Translated { text: format!("{} (pl)", piece.original), of: piece.original });
    let edit = Edit::Translate { language: POLISH, pieces: pieces.map(say).collect() };
    questionnaire.edited(&edit, &BTreeSet::new()).unwrap()
}

fn chosen(option: &str) -> Chosen {
    Chosen { option: option.into(), words: None }
}

fn set(questionnaire: &Questionnaire, question: &str, change: impl FnOnce(&mut Question)) -> Questionnaire {
    let mut question = questionnaire.question(question).unwrap().clone();
    change(&mut question);
    questionnaire.edited(&Edit::SetQuestion { question: Box::new(question) }, &BTreeSet::new()).unwrap()
}

#[test]
fn every_piece_is_named_once_and_its_place_is_read_as_it_was_written() {
    let places: Vec<String> = asked().pieces(POLISH).iter().map(|piece| piece.place.to_string()).collect();
    let expected = [
        "page.wood.title",
        "page.wood.intro",
        "question.trees.text",
        "question.trees.option.oak.label",
        "question.trees.option.oak.hint",
        "question.trees.option.ash.label",
        "page.rank.title",
        "question.order.text",
    ];
    assert_eq!(places, expected);
    assert!(places.iter().all(|place| place.parse::<Place>().unwrap().to_string() == *place));
    for other in ["", "page", "page.wood", "option.oak.label", "pages.wood.title"] {
        assert_eq!(other.parse::<Place>(), Err(()), "{other}");
    }
}

#[test]
fn what_is_wholly_translated_is_read_in_the_language_and_its_names_stay() {
    let spoken = translated(&asked(), &[]).spoken(POLISH);
    let words: Vec<_> = spoken.pieces(POLISH).into_iter().map(|piece| piece.original).collect();
    assert!(words.iter().all(|words| words.ends_with(" (pl)")), "{words:?}");
    assert_eq!(spoken.pages[0].spoken_in, Some(POLISH));
    assert_eq!(spoken.question("trees").unwrap().kind.options()[0].id, "oak");
}

#[test]
fn a_question_of_which_a_piece_is_missing_stays_in_english_as_a_whole() {
    let asked = translated(&asked(), &["Quercus"]);
    let spoken = asked.spoken(POLISH);
    let trees = spoken.question("trees").unwrap();
    assert_eq!((trees.text.as_str(), trees.spoken_in), ("Which trees?", None));
    assert_eq!(spoken.pages[0].title, "The wood (pl)");
    assert_eq!(asked.progress(POLISH), Progress { pieces: 8, missing: 1, stale: 0 });
}

#[test]
fn a_ranking_stays_in_english_with_the_question_that_it_takes_its_options_from() {
    let whole = translated(&asked(), &[]).spoken(POLISH);
    assert_eq!(whole.question("order").unwrap().spoken_in, Some(POLISH));
    for missing in ["Ash", "In which order?"] {
        let part = translated(&asked(), &[missing]).spoken(POLISH);
        assert!(part.questions().all(|question| question.spoken_in.is_none()), "{missing}");
        let chosen = Answers::from([("trees".to_owned(), Answer::Choices(vec![chosen("oak"), chosen("ash")]))]);
        let offered = part.offered(part.question("order").unwrap(), &chosen);
        assert_eq!(offered.kind.options()[0].label, "Oak", "{missing}");
    }
}

#[test]
fn changed_english_words_make_a_translation_stale_until_it_is_given_again() {
    let changed = set(&translated(&asked(), &[]), "trees", |trees| trees.text = "Which trees do you like?".into());
    assert_eq!(changed.progress(POLISH), Progress { pieces: 8, missing: 0, stale: 1 });
    assert_eq!(changed.spoken(POLISH).question("trees").unwrap().text, "Which trees do you like?");
    let again = translated(&changed, &[]);
    assert!(again.progress(POLISH).is_whole());
    assert_eq!(again.spoken(POLISH).question("trees").unwrap().text, "Which trees do you like? (pl)");
}

#[test]
fn a_translation_of_words_that_are_gone_goes_with_them() {
    let changed = set(&translated(&asked(), &[]), "trees", |trees| {
        let QuestionKind::MultipleChoice(kind) = &mut trees.kind else { panic!("{:?}", trees.kind) };
        kind.options.pop();
    });
    let stored = serde_json::to_string(&changed).unwrap();
    assert!(stored.contains("Oak (pl)") && !stored.contains("Ash (pl)"), "{stored}");
}

#[test]
fn empty_words_take_a_translation_away_and_unknown_places_are_left_out() {
    let whole = translated(&asked(), &[]);
    let say =
        |place: &str, text: &str| (place.parse().unwrap(), Translated { of: "The wood".into(), text: text.into() });
    let pieces = vec![say("page.wood.title", " "), say("page.gone.title", "x"), say("page.wood.hint", "x")];
    let fewer = whole.edited(&Edit::Translate { language: POLISH, pieces }, &BTreeSet::new()).unwrap();
    assert_eq!(fewer.progress(POLISH), Progress { pieces: 8, missing: 1, stale: 0 });
    assert!(!serde_json::to_string(&fewer).unwrap().contains("\"x\""));
}

#[test]
fn a_language_is_spoken_as_soon_as_one_question_can_be_read_in_it() {
    assert_eq!(asked().spoken_languages(), []);
    let heads = translated(&asked(), &["Which trees?", "In which order?"]);
    assert_eq!(heads.languages(), BTreeSet::from([POLISH]));
    assert_eq!(heads.spoken_languages(), []);
    assert_eq!(translated(&asked(), &["Order"]).spoken_languages(), [POLISH]);
}

#[test]
fn translations_are_stored_and_read_and_a_questionnaire_without_any_is_stored_as_before() {
    let whole = translated(&asked(), &[]);
    let stored = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<Questionnaire>(&stored).unwrap(), whole);
    assert!(!serde_json::to_string(&asked()).unwrap().contains("translations"));
    assert!(!serde_json::to_string(&whole.spoken(POLISH)).unwrap().contains("spoken_in"));
}
