use std::collections::BTreeMap;

use proptest::{
    collection::vec,
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::*;
use crate::{answer::Answer, questionnaire::Questionnaire};

/// A kind of question, and what may be typed in each of its fields in the order of the form.
type Form = (&'static str, Value, Vec<Typed>);
/// A field, and what may be typed in it.
type Typed = (&'static str, &'static [&'static str]);

const WORDS: [&str; 6] = ["", "ponds, please", "=1+1", "two\nlines; and \"more\"", "e\u{301}", "'tis"];
const OPTIONS: [&str; 4] = ["", "a", "b", "c"];
const POINTS: [&str; 4] = ["", "0", "1", "2"];
const WHERE: [&str; 10] = [
    "",
    "SJ 395 880",
    "sk11",
    "SK 1 1",
    "L17 1AP",
    "Formby",
    "12 High Street, L17 1AP",
    "SU387148",
    "SJ390880; SJ 400 880\nSJ 400 890",
    "SJ 390 880, the mill\nSJ 400 880",
];

fn options() -> Value {
    json!([{ "id": "a", "label": "Hedges" }, { "id": "b", "label": "Ponds" }, { "id": "c", "label": "Don’t know" }])
}

fn typed(field: &'static str, pool: &'static [&'static str]) -> Typed {
    (field, pool)
}

/// Gives each kind that has columns.
fn forms() -> Vec<Form> {
    let other = json!([
        { "id": "a", "label": "Hedges" }, { "id": "b", "label": "Ponds", "asks_words": true },
        { "id": "c", "label": "Something else", "asks_words": true },
    ]);
    let scale = json!({ "least": 0, "most": 3, "labels": { "0": "Bad", "3": "Good" }, "dont_know": "Can’t say" });
    let sets = json!([{ "id": "one", "options": ["a", "b", "c"] }, { "id": "two", "options": ["c", "b", "a"] }]);
    let pairs = json!([{ "id": "one", "left": "a", "right": "b" }, { "id": "two", "left": "c", "right": "a" }]);
    vec![
        (
            "single choice",
            json!({ "single_choice": { "options": other } }),
            vec![typed("q", &OPTIONS), typed("q.b", &WORDS), typed("q.c", &WORDS)],
        ),
        (
            "multiple choice",
            json!({ "multiple_choice": { "options": other } }),
            vec![
                typed("q", &["", "a"]),
                typed("q", &["", "b"]),
                typed("q", &["", "c"]),
                typed("q.b", &WORDS),
                typed("q.c", &WORDS),
            ],
        ),
        ("yes or no", json!({ "yes_no": {} }), vec![typed("q", &["", "yes", "no"])]),
        ("rating", json!({ "rating": scale }), vec![typed("q", &["", "0", "1", "3", "dont-know"])]),
        (
            "matrix",
            json!({ "matrix": { "rows": options(), "options": options() } }),
            vec![typed("q.a", &OPTIONS), typed("q.b", &OPTIONS), typed("q.c", &OPTIONS)],
        ),
        (
            "ranking",
            json!({ "ranking": { "options": options(), "places": 2 } }),
            vec![typed("q.1", &OPTIONS), typed("q.2", &OPTIONS)],
        ),
        (
            "best and worst",
            json!({ "best_worst": { "options": options(), "best_label": "Most", "worst_label": "Least", "sets": sets } }),
            vec![
                typed("q.one.best", &OPTIONS),
                typed("q.one.worst", &OPTIONS),
                typed("q.two.best", &["", "a"]),
                typed("q.two.worst", &["", "c"]),
            ],
        ),
        (
            "pairwise",
            json!({ "pairwise": { "options": options(), "no_preference": "Neither", "pairs": pairs } }),
            vec![typed("q.one", &["", "a", "b", "no-preference"]), typed("q.two", &["", "c", "a", "no-preference"])],
        ),
        (
            "points",
            json!({ "points": { "options": options(), "total": 2 } }),
            vec![typed("q.a", &POINTS), typed("q.b", &POINTS), typed("q.c", &POINTS)],
        ),
        (
            "number",
            json!({ "number": { "unit": "hectares", "decimals": 2 } }),
            vec![typed("q", &["", "0", "−3", "1,250.50 hectares", "7"])],
        ),
        (
            "date",
            json!({ "date": {} }),
            vec![
                typed("q.day", &["", "5", "28"]),
                typed("q.month", &["2", "sept", "12"]),
                typed("q.year", &["2026", "1999"]),
            ],
        ),
        ("text", json!({ "text": { "limit": 100, "multiline": true } }), vec![typed("q", &WORDS)]),
        (
            "several texts",
            json!({ "text_list": { "at_most": 3, "limit": 100, "label": "Species" } }),
            vec![typed("q.1", &WORDS), typed("q.2", &WORDS), typed("q.3", &WORDS)],
        ),
        ("postcode", json!("postcode"), vec![typed("q", &["", "L17 1AP", "sk11"])]),
        (
            "places",
            json!({ "places": { "at_most": 2, "options": options() } }),
            vec![
                typed("q.1.where", &WHERE),
                typed("q.1.kind", &OPTIONS),
                typed("q.1.comment", &WORDS),
                typed("q.1.private", &["", "yes"]),
                typed("q.2.where", &WHERE),
                typed("q.2.comment", &WORDS),
            ],
        ),
    ]
}

fn question(kind: &Value) -> Question {
    serde_json::from_value(json!({ "id": "q", "text": "What?", "kind": kind })).unwrap()
}

/// Leaves out the options that got no points, which are as good as not named.
fn without_nothing(answer: Answer) -> Answer {
    match answer {
        Answer::Points(mut points) => {
            points.retain(|_, given| *given > 0);
            Answer::Points(points)
        }
        other => other,
    }
}

/// Sends an answer through the cells of a file and back to the judge.
fn sent_round(question: &Question, answer: &Answer) -> Answer {
    let cells = question.cells(answer);
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let fields = question.fields(&cells).unwrap_or_else(|misread| panic!("{cells:?} gave {misread:?}"));
    question.judge(&fields).unwrap().unwrap_or_else(|| panic!("{cells:?} gave no answer"))
}

#[test]
fn what_is_written_into_cells_is_read_as_the_same_answer_for_every_kind() {
    let forms = forms();
    let mut answered: BTreeMap<&str, usize> = BTreeMap::new();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(4_000) });
    let drawn = (0..forms.len(), vec(any::<Index>(), 6));
    let counted = std::cell::RefCell::new(&mut answered);
    let held = runner.run(&drawn, |(form, picks)| {
        let (name, kind, fields) = &forms[form];
        let question = question(kind);
        let typed = fields.iter().zip(&picks).map(|((field, pool), pick)| (*field, *pick.get(pool)));
        if let Ok(Some(answer)) = question.judge(&Fields::new(typed)) {
            let again = sent_round(&question, &answer);
            prop_assert_eq!(without_nothing(again), without_nothing(answer));
            *counted.borrow_mut().entry(name).or_default() += 1;
        }
        Ok(())
    });
    held.unwrap();
    assert_eq!(answered.len(), forms.len(), "every kind was answered at least once: {answered:?}");
}

#[test]
fn empty_cells_are_a_question_left_blank_for_every_kind() {
    for (name, kind, _) in forms() {
        let question = question(&kind);
        let fields = question.fields(&vec![" "; question.columns().len()]).unwrap();
        assert_eq!(question.judge(&fields), Ok(None), "{name}");
        assert_eq!(question.fields(&[]), Ok(Fields::default()), "{name}");
    }
}

#[test]
fn a_label_is_as_good_as_a_name_in_any_case_and_with_either_apostrophe() {
    let choice = question(&json!({ "single_choice": { "options": options() } }));
    for typed in ["c", "C", " don't KNOW ", "Don’t know"] {
        assert_eq!(choice.fields(&[typed]), Ok(Fields::new([("q", "c")])), "{typed}");
    }
    let rating = question(&json!({ "rating": { "least": 1, "most": 2, "labels": { "1": "Bad", "2": "Good" } } }));
    assert_eq!(rating.fields(&["good"]), Ok(Fields::new([("q", "2")])));
    let twice = json!({ "single_choice": { "options": [{ "id": "a", "label": "X" }, { "id": "b", "label": "x" }] } });
    assert!(question(&twice).fields(&["x"]).is_err(), "a label that two options have names neither");
}

#[test]
fn a_tick_may_be_written_in_the_ways_of_people_and_spreadsheets() {
    let kind = question(&json!({ "multiple_choice": { "options": options() } }));
    for typed in ["1", "x", "X", "Yes", "TRUE", "a", "hedges"] {
        assert_eq!(kind.fields(&[typed, "0", "FALSE"]), Ok(Fields::new([("q", "a")])), "{typed}");
    }
    assert_eq!(kind.fields(&["", "2"]), Err(vec![Misread { column: 1, expected: Expected::Tick }]));
}

#[test]
fn a_cell_that_cannot_be_read_names_its_column_and_what_it_could_hold() {
    let misread = |column: usize, expected: Expected| Err(vec![Misread { column, expected }]);
    let names = || Expected::OneOf(vec!["a".into(), "b".into(), "c".into()]);
    let matrix = question(&json!({ "matrix": { "rows": options(), "options": options() } }));
    assert_eq!(matrix.fields(&["a", "bogs"]), misread(1, names()));
    let other = json!([{ "id": "a", "label": "A" }, { "id": "o", "label": "Other", "asks_words": true }]);
    let choice = question(&json!({ "single_choice": { "options": other } }));
    assert_eq!(choice.fields(&["a", "canals"]), misread(1, Expected::NothingUnless("Other".into())));
    assert_eq!(choice.fields(&["o", "canals"]), Ok(Fields::new([("q", "o"), ("q.o", "canals")])));
    let pairs = json!([{ "id": "one", "left": "a", "right": "b" }]);
    let pairwise = question(&json!({ "pairwise": { "options": options(), "pairs": pairs } }));
    assert_eq!(pairwise.fields(&["a c", "a"]), misread(0, Expected::Shown("a b".into())));
    assert_eq!(pairwise.fields(&["a b", "c"]), misread(1, Expected::OneOf(vec!["a".into(), "b".into()])));
}

#[test]
fn a_day_begins_with_its_year_or_with_its_day() {
    let kind = question(&json!({ "date": {} }));
    let day = |typed: &str| kind.fields(&[typed]).map(|fields| kind.judge(&fields));
    let seventh =
        question(&json!({ "date": {} })).judge(&Fields::new([("q.day", "7"), ("q.month", "4"), ("q.year", "2026")]));
    for typed in ["2026-04-07", "7/4/2026", "07.04.2026", "7 April 2026", "7-Apr-2026"] {
        assert_eq!(day(typed), Ok(seventh.clone()), "{typed}");
    }
    for typed in ["4/17/2026", "7/4/26", "2026-13-01"] {
        assert!(matches!(day(typed), Ok(Err(_))), "{typed} is for the judge to refuse");
    }
    for typed in ["46119", "April 2026", "2026-04-07 00:00"] {
        assert_eq!(day(typed), Err(vec![Misread { column: 0, expected: Expected::Day }]), "{typed}");
    }
}

#[test]
fn what_is_refused_in_a_field_is_shown_in_the_column_that_it_came_from() {
    let other = json!([{ "id": "a", "label": "A" }, { "id": "o", "label": "Other", "asks_words": true }]);
    let kind = question(&json!({ "multiple_choice": { "options": other } }));
    assert_eq!([kind.column_of("q"), kind.column_of("q.o"), kind.column_of("q.a")], [0, 2, 0]);
    let date = question(&json!({ "date": {} }));
    assert_eq!(date.column_of("q.month"), 0);
    let places = question(&json!({ "places": { "at_most": 2, "options": [] } }));
    assert_eq!(places.column_of("q.2.where"), 4);
}

#[test]
fn a_ranking_of_what_was_chosen_before_is_read_with_all_that_could_have_been() {
    let asked = json!({ "pages": [{ "id": "p", "title": "P", "questions": [
        { "id": "some", "text": "Which?", "kind": { "multiple_choice": { "options": options() } } },
        { "id": "q", "text": "In order?", "kind": { "ranking": { "options_from": "some", "places": 2 } } },
    ] }] });
    let asked: Questionnaire = serde_json::from_value(asked).unwrap();
    let legible = asked.legible(asked.question("q").unwrap());
    assert_eq!(legible.fields(&["Ponds", "a"]), Ok(Fields::new([("q.1", "b"), ("q.2", "a")])));
}
