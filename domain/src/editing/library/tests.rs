use super::*;
use crate::{
    editing::Edit,
    library::{included, public_survey},
};

fn entry(id: &str) -> Entry {
    let found = included().iter().flat_map(|collection| &collection.entries).find(|entry| entry.id == id);
    found.unwrap_or_else(|| panic!("{id} is not in the library")).clone()
}

fn nothing() -> Questionnaire {
    Questionnaire { pages: Vec::new(), roles: Roles::default() }
}

fn add(to: &Questionnaire, after: Option<&str>, ids: &[&str]) -> Questionnaire {
    let entries = ids.iter().map(|id| entry(id)).collect();
    let edit = Edit::AddFromLibrary { after: after.map(str::to_owned), entries };
    let added = to.edited(&edit, &BTreeSet::new()).unwrap();
    assert_eq!(added.check(), [], "{ids:?}");
    added
}

fn order(questionnaire: &Questionnaire) -> Vec<String> {
    let page = |page: &Page| {
        let questions: Vec<&str> = page.questions.iter().map(|question| question.id.as_str()).collect();
        format!("{}: {}", page.id, questions.join(" "))
    };
    questionnaire.pages.iter().map(page).collect()
}

#[test]
fn all_pages_of_the_public_survey_make_the_public_survey() {
    let pages: Vec<String> = public_survey().pages.into_iter().map(|page| page.id).collect();
    let ids: Vec<&str> = pages.iter().map(String::as_str).collect();
    assert_eq!(add(&nothing(), None, &ids), public_survey());
}

#[test]
fn every_entry_alone_makes_a_questionnaire_without_faults() {
    for entry in included().iter().flat_map(|collection| &collection.entries) {
        add(&nothing(), None, &[&entry.id]);
        add(&public_survey(), Some("nature-near-you"), &[&entry.id]);
    }
}

#[test]
fn pages_go_after_the_chosen_one_and_questions_to_its_end() {
    let before = add(&nothing(), None, &["your-response", "before-you-finish"]);
    let after = add(&before, Some("your-response"), &["daily-life", "about-you", "heard-of-strategy"]);
    let expected = [
        "your-response: responding-as found-out-by heard-of-strategy",
        "about-you: age-band-2 sex ethnic-group long-lasting-condition",
        "daily-life: activity-restriction",
        "before-you-finish: other-comments would-do contact age-band",
    ];
    assert_eq!(order(&after), expected);
    assert_eq!(after.roles.margins["age_band"], "age-band");
    assert_eq!(after.roles.margins["sex"], "sex");
}

#[test]
fn a_ranking_brings_what_it_takes_its_options_from_and_stands_on_a_page_after_it() {
    let added = add(&nothing(), None, &["habitats-ranked"]);
    assert_eq!(order(&added), ["top-3-habitats: habitats-chosen", "top-3-habitats-2: habitats-ranked"]);
    let onto = add(&add(&nothing(), None, &["your-response"]), Some("your-response"), &["habitats-ranked"]);
    let expected = ["your-response: responding-as found-out-by habitats-chosen", "top-3-habitats: habitats-ranked"];
    assert_eq!(order(&onto), expected);
    let there = add(&onto, Some("top-3-habitats"), &["what-comes-first"]);
    assert_eq!(order(&there)[2], "what-comes-first: habitats-ranked-2 species-named benefits-ranked");
}

#[test]
fn a_condition_is_kept_where_its_question_is_asked_before_and_left_out_elsewhere() {
    let shown_when =
        |questionnaire: &Questionnaire| questionnaire.question("organisation-name").unwrap().shown_when.clone();
    let alone = add(&nothing(), None, &["organisation-name"]);
    assert_eq!(shown_when(&alone), None);
    let asked = add(&nothing(), None, &["your-response"]);
    let after = add(&asked, Some("your-response"), &["organisation-name"]);
    assert!(shown_when(&after).is_some());
    assert_eq!(order(&after)[1], "name-of-the-organisation: organisation-name");
    assert_eq!(shown_when(&add(&asked, None, &["organisation-name"])), None);
    let mut other = asked.clone();
    other.pages[0].questions[0].kind = crate::question::QuestionKind::YesNo(crate::question::YesNo::new());
    assert_eq!(shown_when(&add(&other, Some("your-response"), &["organisation-name"])), None);
}

#[test]
fn a_question_of_the_same_name_that_offers_less_does_not_stand_in() {
    let whole = add(&nothing(), None, &["habitats-chosen"]);
    let page = whole.pages[0].id.clone();
    let stands_in = add(&whole, Some(&page), &["habitats-ranked"]);
    assert_eq!(stands_in.question("habitats-chosen-2"), None);
    let mut less = whole.clone();
    let chosen = &mut less.pages[0].questions[0].kind;
    let crate::question::QuestionKind::MultipleChoice(kind) = chosen else { panic!("it is another kind") };
    kind.options.remove(0);
    let brought = add(&less, Some(&page), &["habitats-ranked"]);
    assert!(brought.question("habitats-chosen-2").is_some());
}

#[test]
fn taken_names_are_made_new_and_what_asks_for_them_follows() {
    let twice =
        add(&public_survey(), Some("before-you-finish"), &["your-response", "you-and-the-strategy", "age-band"]);
    assert_eq!(order(&twice)[5], "before-you-finish: other-comments would-do contact age-band age-band-2");
    assert_eq!(order(&twice)[6], "your-response-2: responding-as-2 found-out-by-2");
    let name = twice.question("organisation-name-2").unwrap();
    assert_eq!(name.shown_when.as_ref().unwrap().questions(), ["responding-as-2"]);
    assert_eq!(twice.roles, public_survey().roles);
}

#[test]
fn a_name_of_an_earlier_version_is_not_given_again() {
    let used = BTreeSet::from(["sex".to_owned()]);
    let edit = Edit::AddFromLibrary { after: None, entries: vec![entry("about-you")] };
    let added = nothing().edited(&edit, &used).unwrap();
    assert_eq!(added.roles.margins["sex"], "sex-2");
    assert_eq!(added.question("sex-2").unwrap().from_library.as_ref().unwrap().id, "sex");
}

#[test]
fn what_is_chosen_twice_is_added_once_and_other_questions_of_the_same_name_are_kept() {
    let once = add(&nothing(), None, &["about-you", "sex"]);
    assert_eq!(order(&once), ["about-you: age-band sex ethnic-group long-lasting-condition"]);
    let mut other = entry("heard-of-strategy");
    if let Content::Question(question) = &mut other.item.content {
        question.id = "sex".into();
    }
    let edit = Edit::AddFromLibrary { after: None, entries: vec![entry("sex"), other] };
    let both = nothing().edited(&edit, &BTreeSet::new()).unwrap();
    assert_eq!(order(&both), ["sex: sex sex-2"]);
}

#[test]
fn nothing_is_added_after_a_page_that_is_gone() {
    let edit = Edit::AddFromLibrary { after: Some("gone".into()), entries: vec![entry("sex")] };
    let gone = EditError::NoSuchPage { page: "gone".into() };
    assert_eq!(public_survey().edited(&edit, &BTreeSet::new()), Err(gone));
}
