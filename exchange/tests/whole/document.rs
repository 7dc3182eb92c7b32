//! Our own document and its schema.

use std::{fs, path::Path, sync::LazyLock};

use exchange::{NotRead, schema, write};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{imported, said};

static VALIDATOR: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&schema()).expect("the schema is one"));

fn document(questionnaire: &Value) -> Value {
    json!({ "format": "folkmoot questionnaire", "format_version": 1, "title": "A title", "questionnaire": questionnaire })
}

/// The questionnaires that stand in files of this project.
fn stored() -> Vec<(&'static str, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the room stands in the project");
    let read = |path| {
        let text = fs::read_to_string(root.join(path)).expect("the file is there");
        (path, serde_json::from_str(&text).expect("the file is JSON"))
    };
    ["demo/data/early-survey.json", "tests/support/kinds.json", "tests/reliability/questionnaire.json"].map(read).into()
}

fn faults(document: &Value) -> Vec<String> {
    VALIDATOR.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn every_questionnaire_of_this_project_fits_the_schema_and_comes_back_exactly() {
    for (path, questionnaire) in stored() {
        assert_eq!(faults(&document(&questionnaire)), Vec::<String>::new(), "{path}");
        let read = exchange::read(document(&questionnaire).to_string().as_bytes()).unwrap();
        let written = write("A title", &read.questionnaire).unwrap();
        assert_eq!(faults(&serde_json::from_str(&written).unwrap()), Vec::<String>::new(), "{path}");
        let again = exchange::read(written.as_bytes()).unwrap();
        assert_eq!((again.title.as_str(), &again.questionnaire), ("A title", &read.questionnaire), "{path}");
        assert_eq!(again.report, []);
    }
}

#[test]
fn what_comes_from_other_programs_fits_the_schema_too() {
    for name in
        ["limesurvey-261.lss", "limesurvey-627.lss", "own-constructs.lss", "own-xlsform.csv", "own-citizen-space.json"]
    {
        let imported = imported(name);
        let written = write(&imported.title, &imported.questionnaire).unwrap();
        assert_eq!(faults(&serde_json::from_str(&written).unwrap()), Vec::<String>::new(), "{name}");
        assert_eq!(exchange::read(written.as_bytes()).unwrap().questionnaire, imported.questionnaire);
        assert_eq!(said(&exchange::read(written.as_bytes()).unwrap(), ""), Vec::<&exchange::Reason>::new());
    }
}

#[test]
fn what_is_wrong_is_refused_by_the_reader_and_by_the_schema() {
    let question = json!({ "id": "q", "text": "Why?", "kind": "postcode" });
    let asking =
        |question: &Value| document(&json!({ "pages": [{ "id": "p", "title": "P", "questions": [question] }] }));
    assert_eq!(faults(&asking(&question)), Vec::<String>::new());
    let with = |name: &str, value: Value| {
        let mut question = question.clone();
        question[name] = value;
        asking(&question)
    };
    let mut wrong = vec![
        document(&json!({ "page": [] })),
        document(&json!({ "pages": [{ "id": "p", "title": "P" }] })),
        with("colour", json!("red")),
        with("required", json!("yes")),
        with("text", json!(3)),
        with("kind", json!("telepathy")),
        with("kind", json!({ "number": { "least": 3 } })),
        with("kind", json!({ "number": { "least": "three" } })),
        with("kind", json!({ "date": { "earliest": 2020 } })),
        with("kind", json!({ "text": { "limit": -1 } })),
        with("kind", json!({ "rating": { "least": 1, "most": 300, "labels": {} } })),
        with("kind", json!({ "single_choice": { "options": [{ "id": "a" }] } })),
        with("shown_when", json!({ "chose": { "question": "r" } })),
        with("shown_when", json!({ "sometimes": [] })),
    ];
    for (name, value) in
        [("format", json!("another")), ("format_version", json!(2)), ("title", json!(null)), ("more", json!(1))]
    {
        let mut document = asking(&question);
        document[name] = value;
        wrong.push(document);
    }
    for document in wrong {
        assert!(exchange::read(document.to_string().as_bytes()).is_err(), "{document}");
        assert!(!VALIDATOR.is_valid(&document), "{document}");
    }
}

#[test]
fn a_file_that_is_not_ours_is_told_from_one_that_is_wrong() {
    let read = |text: &str| exchange::read(text.as_bytes()).unwrap_err();
    assert_eq!(read("{}"), NotRead::UnknownFormat);
    assert_eq!(read(r#"{"format":"folkmoot questionnaire","format_version":7}"#), NotRead::OtherVersion { version: 7 });
    let NotRead::NotOurDocument { line, what, .. } = read("{\n \"format\": \n") else { panic!() };
    assert_eq!((line, what.as_str()), (3, "EOF while parsing a value"));
    let unknown = document(&json!({ "pages": [], "colour": 1 })).to_string();
    let NotRead::NotOurDocument { what, .. } = read(&unknown) else { panic!() };
    assert!(what.contains("unknown field `colour`"), "{what}");
    assert!(matches!(read(&"[".repeat(100_000)), NotRead::NotOurDocument { .. }));
}

#[test]
fn names_that_could_not_be_put_right_here_are_put_right_in_the_file() {
    let question = |id: &str| json!({ "id": id, "text": "Why?", "kind": "postcode" });
    let page =
        |id: &str| json!({ "id": id, "title": "P", "questions": [question("a b"), question("c"), question("c")] });
    let document = document(&json!({ "pages": [page("p"), page("p")] })).to_string();
    let names = ["a b", "c", "p"].map(str::to_owned).into();
    assert_eq!(exchange::read(document.as_bytes()), Err(NotRead::Names { names }));
}

#[test]
fn each_field_of_the_schema_is_described() {
    fn undescribed(schema: &Value, path: &str, found: &mut Vec<String>) {
        let Some(schema) = schema.as_object() else { return };
        if let Some(fields) = schema.get("properties").and_then(Value::as_object) {
            for (name, field) in fields {
                // The only field of a variant is named by the variant, which is described.
                let is_variant = fields.len() == 1 && schema.contains_key("description");
                if field.get("description").is_none() && !is_variant {
                    found.push(format!("{path}.{name}"));
                }
            }
        }
        for (name, inner) in schema {
            match inner {
                Value::Array(all) => all.iter().for_each(|each| undescribed(each, &format!("{path}/{name}"), found)),
                inner => undescribed(inner, &format!("{path}/{name}"), found),
            }
        }
    }
    let mut found = Vec::new();
    undescribed(&schema(), "", &mut found);
    assert_eq!(found, Vec::<String>::new());
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

proptest! {
    #[test]
    fn any_words_and_order_of_questions_come_back_exactly(
        order in Just((0..17).collect::<Vec<usize>>()).prop_shuffle(),
        words in "\\PC{1,60}",
        title in "\\PC{0,40}",
    ) {
        let (_, kinds) = stored().remove(1);
        let mut read = exchange::read(document(&kinds).to_string().as_bytes()).unwrap().questionnaire;
        let mut all: Vec<_> = read.pages.iter().flat_map(|page| page.questions.clone()).collect();
        let kept = order.iter().filter(|place| **place < all.len()).map(|place| all[*place].clone()).collect();
        all = kept;
        for question in &mut all {
            question.text.clone_from(&words);
        }
        read.pages.truncate(1);
        read.pages[0].questions = all;
        let written = write(&title, &read).unwrap();
        prop_assert_eq!(faults(&serde_json::from_str(&written).unwrap()), Vec::<String>::new());
        let again = exchange::read(written.as_bytes()).unwrap();
        prop_assert_eq!((again.title, again.questionnaire), (title, read));
    }
}

#[test]
fn a_document_may_begin_with_a_byte_order_mark() {
    let (_, questionnaire) = stored().remove(0);
    let marked = format!("\u{feff}{}", document(&questionnaire));
    assert!(exchange::read(marked.as_bytes()).is_ok());
}
