use serde_json::{Value, json};

use super::*;

fn question(id: &str, shown_when: &Value) -> Value {
    json!({ "id": id, "text": format!("{id} of yours"), "shown_when": shown_when, "kind": { "yes_no": {} } })
}

/// Two pages: the second question of the first and the second page ask for `first`, and the segment is told by `last`.
fn questionnaire() -> Questionnaire {
    let after_first = json!({ "chose": { "question": "first", "any_of": ["yes"] } });
    serde_json::from_value(json!({
        "pages": [
            { "id": "one", "title": "One", "questions": [question("first", &json!(null)), question("second", &after_first)] },
            { "id": "two", "title": "Two", "shown_when": after_first, "questions": [question("last", &json!(null))] },
        ],
        "roles": { "segment": "last" }
    }))
    .unwrap()
}

fn edited(edit: &Edit) -> Result<Questionnaire, EditError> {
    questionnaire().edited(edit, &BTreeSet::new())
}

fn order(questionnaire: &Questionnaire) -> Vec<String> {
    let page = |page: &Page| {
        let questions: Vec<&str> = page.questions.iter().map(|question| question.id.as_str()).collect();
        format!("{}: {}", page.id, questions.join(" "))
    };
    questionnaire.pages.iter().map(page).collect()
}

fn move_question(question: &str, way: Way) -> Edit {
    Edit::MoveQuestion { question: question.into(), way }
}

#[test]
fn a_question_moves_past_its_neighbour_and_over_the_edge_of_its_page() {
    assert_eq!(order(&edited(&move_question("second", Way::Up)).unwrap()), ["one: second first", "two: last"]);
    assert_eq!(order(&edited(&move_question("second", Way::Down)).unwrap()), ["one: first", "two: second last"]);
    assert_eq!(order(&edited(&move_question("last", Way::Up)).unwrap()), ["one: first second last", "two: "]);
    assert_eq!(edited(&move_question("first", Way::Up)), Err(EditError::AtTheEnd));
    assert_eq!(edited(&move_question("last", Way::Down)), Err(EditError::AtTheEnd));
}

#[test]
fn moving_there_and_back_changes_nothing() {
    for question in ["first", "second", "last"] {
        for (there, back) in [(Way::Up, Way::Down), (Way::Down, Way::Up)] {
            let Ok(moved) = edited(&move_question(question, there)) else { continue };
            let returned = moved.edited(&move_question(question, back), &BTreeSet::new()).unwrap();
            assert_eq!(returned, questionnaire(), "{question}");
        }
    }
}

#[test]
fn a_page_does_not_take_the_name_of_a_page_that_every_form_has() {
    let edit = Edit::AddPage { after: None, title: "Check".into(), intro: None };
    assert_eq!(edited(&edit).unwrap().pages[0].id, "check-2");
}

#[test]
fn what_others_ask_for_is_not_removed() {
    let remove = |question: &str| edited(&Edit::RemoveQuestion { question: question.into() });
    let users = vec![User::Question("second".into()), User::Page("two".into())];
    assert_eq!(remove("first"), Err(EditError::InUse { question: "first".into(), users }));
    assert_eq!(remove("last"), Err(EditError::InUse { question: "last".into(), users: vec![User::Segment] }));
    assert_eq!(order(&remove("second").unwrap()), ["one: first", "two: last"]);
    let page = |page: &str| edited(&Edit::RemovePage { page: page.into() });
    assert_eq!(page("one"), Err(EditError::InUse { question: "first".into(), users: vec![User::Page("two".into())] }));
    assert!(page("two").is_err());
}

#[test]
fn a_copied_page_asks_for_its_own_questions() {
    let copied = edited(&Edit::CopyPage { page: "one".into() }).unwrap();
    assert_eq!(order(&copied), ["one: first second", "one-2: first-of-yours second-of-yours", "two: last"]);
    let asks = Condition::Chose { question: "first-of-yours".into(), any_of: vec!["yes".into()] };
    assert_eq!(copied.pages[1].questions[1].shown_when, Some(asks));
    assert_eq!(copied.pages[0], questionnaire().pages[0]);
}

#[test]
fn a_name_of_any_version_is_never_given_again() {
    let used = BTreeSet::from(["first-of-yours".to_owned()]);
    let copied = questionnaire().edited(&Edit::CopyQuestion { question: "first".into() }, &used).unwrap();
    assert_eq!(order(&copied), ["one: first first-of-yours-2 second", "two: last"]);
}

#[test]
fn a_question_is_added_where_it_was_wanted_under_a_name_from_its_words() {
    let question: Question = serde_json::from_value(question("ignored", &json!(null))).unwrap();
    let add = |page: &str, after: Option<&str>| {
        let after = after.map(str::to_owned);
        edited(&Edit::AddQuestion { page: page.into(), after, question: Box::new(question.clone()) })
    };
    assert_eq!(order(&add("one", Some("first")).unwrap())[0], "one: first ignored-of-yours second");
    assert_eq!(order(&add("two", None).unwrap())[1], "two: ignored-of-yours last");
    assert_eq!(add("one", Some("last")), Err(EditError::NoSuchQuestion { question: "last".into() }));
    assert_eq!(add("three", None), Err(EditError::NoSuchPage { page: "three".into() }));
}

#[test]
fn a_page_is_added_set_and_moved() {
    let added = edited(&Edit::AddPage { after: Some("one".into()), title: "Two".into(), intro: None }).unwrap();
    assert_eq!(order(&added)[1], "two-2: ");
    let set =
        Edit::SetPage { page: "two-2".into(), title: "Between".into(), intro: Some("Words".into()), shown_when: None };
    let set = added.edited(&set, &BTreeSet::new()).unwrap();
    assert_eq!((set.pages[1].title.as_str(), set.pages[1].intro.as_deref()), ("Between", Some("Words")));
    let moved = set.edited(&Edit::MovePage { page: "two-2".into(), way: Way::Up }, &BTreeSet::new()).unwrap();
    assert_eq!(order(&moved)[0], "two-2: ");
    assert_eq!(
        moved.edited(&Edit::MovePage { page: "two-2".into(), way: Way::Up }, &BTreeSet::new()),
        Err(EditError::AtTheEnd)
    );
}

#[test]
fn a_question_is_set_anew_under_its_name() {
    let mut anew = questionnaire().question("second").unwrap().clone();
    anew.text = "Other words".into();
    let set = edited(&Edit::SetQuestion { question: Box::new(anew.clone()) }).unwrap();
    assert_eq!(set.question("second"), Some(&anew));
    anew.id = "third".into();
    assert!(edited(&Edit::SetQuestion { question: Box::new(anew) }).is_err());
}

#[test]
fn a_question_that_asks_something_else_takes_what_rests_on_it_along() {
    let questions = ["first".to_owned(), "last".to_owned()];
    let renewed = questionnaire().renewed(&questions, &BTreeSet::from(["last-2".to_owned()])).unwrap();
    assert_eq!(order(&renewed), ["one: first-2 second", "two: last-3"]);
    let asks = Some(Condition::Chose { question: "first-2".into(), any_of: vec!["yes".into()] });
    assert_eq!((&renewed.pages[0].questions[1].shown_when, &renewed.pages[1].shown_when), (&asks, &asks));
    assert_eq!(renewed.roles.segment.as_deref(), Some("last-3"));
    assert_eq!(renewed.check(), []);
}

#[test]
fn a_step_is_called_by_what_it_does_and_to_what() {
    let before = questionnaire();
    let named = |edit: &Edit| (edit.step(), edit.subject(&before).to_owned());
    assert_eq!(named(&Edit::RemovePage { page: "two".into() }), (Step::RemovePage, "Two".into()));
    assert_eq!(named(&move_question("first", Way::Down)), (Step::MoveQuestion, "first of yours".into()));
    let mut anew = before.question("last").unwrap().clone();
    anew.text = "Other words".into();
    assert_eq!(named(&Edit::SetQuestion { question: Box::new(anew) }), (Step::SetQuestion, "last of yours".into()));
    assert_eq!(named(&Edit::AddPage { after: None, title: "New".into(), intro: None }), (Step::AddPage, "New".into()));
}
