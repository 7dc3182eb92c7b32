//! The check of a questionnaire: all that makes no sense in it, before anybody is asked.

use std::collections::BTreeSet;

use super::{Fault, Page, Problem, Questionnaire, RESERVED_PAGES};
use crate::{question::Question, routing::Condition};

impl Questionnaire {
    /// Lists what is wrong, in the order of the form; a questionnaire without faults can be asked.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut asked = Asked { questionnaire: self, pages: BTreeSet::new(), questions: BTreeSet::new() };
        if self.pages.is_empty() {
            faults.push(Fault { page: None, question: None, problem: Problem::NoPages });
        }
        for page in &self.pages {
            faults.extend(asked.page(page));
        }
        faults.extend(self.faults_of_uses());
        faults
    }
}

/// What comes before the place that is checked.
struct Asked<'a> {
    questionnaire: &'a Questionnaire,
    pages: BTreeSet<&'a str>,
    questions: BTreeSet<&'a str>,
}

impl<'a> Asked<'a> {
    fn page(&mut self, page: &'a Page) -> Vec<Fault> {
        let mut problems = name(&page.id);
        if !self.pages.insert(&page.id) {
            problems.push(Problem::PageTwice);
        }
        if RESERVED_PAGES.contains(&page.id.as_str()) {
            problems.push(Problem::ReservedPage { name: page.id.clone() });
        }
        if page.title.trim().is_empty() {
            problems.push(Problem::NoWords);
        }
        problems.extend(page.shown_when.iter().flat_map(|condition| self.condition(condition)));
        let fault = |question: Option<&Question>, problem: Problem| Fault {
            page: Some(page.id.clone()),
            question: question.map(|question| question.id.clone()),
            problem,
        };
        let mut faults: Vec<Fault> = problems.into_iter().map(|problem| fault(None, problem)).collect();
        for question in &page.questions {
            faults.extend(self.question(question).into_iter().map(|problem| fault(Some(question), problem)));
        }
        faults
    }

    fn question(&mut self, question: &'a Question) -> Vec<Problem> {
        let mut problems = name(&question.id);
        if question.text.trim().is_empty() {
            problems.push(Problem::NoWords);
        }
        problems.extend(question.shown_when.iter().flat_map(|condition| self.condition(condition)));
        let source = question.kind.options_from().filter(|source| !self.questions.contains(source));
        problems.extend(source.map(|source| Problem::NotAskedBefore { question: source.to_owned() }));
        if !self.questions.insert(&question.id) {
            problems.push(Problem::QuestionTwice);
        }
        problems.extend(question.kind.problems());
        problems
    }

    fn condition(&self, condition: &Condition) -> Vec<Problem> {
        let before = |question: &str| {
            let problem = Problem::NotAskedBefore { question: question.to_owned() };
            (!self.questions.contains(question)).then_some(problem)
        };
        match condition {
            Condition::Chose { question, any_of } => match before(question) {
                Some(problem) => vec![problem],
                None => any_of.iter().filter_map(|option| self.never_chosen(question, option)).collect(),
            },
            Condition::ChoseAtLeast { question, .. } | Condition::Number { question, .. } => {
                before(question).into_iter().collect()
            }
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().flat_map(|part| self.condition(part)).collect()
            }
            Condition::Not(part) => self.condition(part),
        }
    }

    fn never_chosen(&self, question: &str, option: &str) -> Option<Problem> {
        let kind = &self.questionnaire.question(question)?.kind;
        let source = kind.options_from().and_then(|source| self.questionnaire.question(source));
        let options = source.map_or(kind, |source| &source.kind).options();
        let is_there = options.iter().any(|known| known.id == option);
        let problem = Problem::NeverChosen { question: question.to_owned(), option: option.to_owned() };
        (!is_there).then_some(problem)
    }
}

/// Checks a name, which stands in addresses, in the names of fields and in the headings of exports.
pub(crate) fn name(name: &str) -> Vec<Problem> {
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if is_name { Vec::new() } else { vec![Problem::NotAName { name: name.to_owned() }] }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn questionnaire(pages: &Value) -> Questionnaire {
        serde_json::from_value(json!({ "pages": pages })).unwrap()
    }

    fn asking(kind: &Value) -> Questionnaire {
        let question = json!({ "id": "q", "text": "What do you say?", "kind": kind });
        questionnaire(&json!([{ "id": "only", "title": "One question", "questions": [question] }]))
    }

    fn problems(kind: &Value) -> Vec<Problem> {
        asking(kind).check().into_iter().map(|fault| fault.problem).collect()
    }

    fn options(ids: &[&str]) -> Value {
        ids.iter().map(|id| json!({ "id": id, "label": id.to_uppercase() })).collect()
    }

    #[test]
    fn a_questionnaire_that_makes_sense_has_no_faults() {
        let kinds = [
            json!({ "yes_no": {} }),
            json!({ "rating": { "least": 1, "most": 5, "labels": { "1": "Poor", "5": "Good" } } }),
            json!({ "number": { "least": "0", "most": "0" } }),
            json!({ "date": { "earliest": "2026-01-01", "latest": "2026-01-01" } }),
            json!({ "ranking": { "options": options(&["a", "b"]), "places": 2 } }),
            json!({ "best_worst": {
                "options": options(&["a", "b", "c"]), "best_label": "Most", "worst_label": "Least",
                "sets": [{ "id": "one", "options": ["b", "a", "c"] }]
            } }),
            json!({ "pairwise": { "options": options(&["a", "b"]), "pairs": [{ "id": "one", "left": "b", "right": "a" }] } }),
            json!("postcode"),
        ];
        for kind in kinds {
            assert_eq!(problems(&kind), [], "{kind}");
        }
    }

    #[test]
    fn a_scale_needs_two_ends_with_labels() {
        let ends = [Problem::EndWithoutLabel { point: 0 }, Problem::EndWithoutLabel { point: 10 }];
        assert_eq!(problems(&json!({ "rating": { "least": 0, "most": 10, "labels": {} } })), ends);
        for (least, most) in [(5, 1), (1, 1), (2, 5), (0, 11)] {
            let kind = json!({ "rating": { "least": least, "most": most, "labels": {} } });
            assert_eq!(problems(&kind), [Problem::NotAScale], "{least} to {most}");
        }
        let labels = json!({ "1": "Poor", "5": "Good", "6": "Better" });
        let beside = [Problem::LabelBesideScale { point: 6 }];
        assert_eq!(problems(&json!({ "rating": { "least": 1, "most": 5, "labels": labels } })), beside);
    }

    #[test]
    fn bounds_must_leave_something_between_them() {
        assert_eq!(problems(&json!({ "number": { "least": "2", "most": "1.5" } })), [Problem::LeastAboveMost]);
        assert_eq!(problems(&json!({ "number": { "decimals": 10 } })), [Problem::TooManyDecimals { at_most: 9 }]);
        let date = json!({ "date": { "earliest": "2026-05-01", "latest": "2026-04-30" } });
        assert_eq!(problems(&date), [Problem::EarliestAfterLatest]);
        assert_eq!(problems(&json!({ "text": { "limit": 0 } })), [Problem::AllowsNothing]);
        let ranking = json!({ "ranking": { "options": options(&["a", "b"]), "places": 3 } });
        assert_eq!(problems(&ranking), [Problem::MoreRanksThanOptions]);
    }

    #[test]
    fn options_need_names_and_labels_of_their_own() {
        let choice = |options: Value| problems(&json!({ "single_choice": { "options": options } }));
        assert_eq!(choice(json!([])), [Problem::TooFewOptions { least: 1 }]);
        assert_eq!(choice(options(&["a", "b", "a"])), [Problem::OptionTwice { option: "a".into() }]);
        assert_eq!(choice(options(&["a", "state"])), []);
        let choices = json!({ "multiple_choice": { "options": options(&["a", "state"]) } });
        assert_eq!(problems(&choices), [Problem::ReservedOption { option: "state".into() }]);
        assert_eq!(choice(options(&["a.b"])), [Problem::NotAName { name: "a.b".into() }]);
        assert_eq!(choice(json!([{ "id": "a", "label": " " }])), [Problem::NoLabel { option: "a".into() }]);
        assert_eq!(problems(&json!({ "yes_no": { "options": options(&["yes", "maybe"]) } })), [Problem::NotYesAndNo]);
    }

    #[test]
    fn comparisons_must_show_different_options_of_the_question_and_all_of_them() {
        let sets = |sets: Value| {
            let (best, worst) = ("Most", "Least");
            let options = options(&["a", "b", "c", "d"]);
            let kind = json!({ "options": options, "best_label": best, "worst_label": worst, "sets": sets });
            problems(&json!({ "best_worst": kind }))
        };
        assert_eq!(sets(json!([])), [Problem::NothingCompared]);
        let wrong = json!([{ "id": "one", "options": ["a", "a", "e"] }, { "id": "one", "options": ["b", "c"] }]);
        let expected = [
            Problem::ComparedTwice { comparison: 1, option: "a".into() },
            Problem::NotAnOption { comparison: 1, option: "e".into() },
            Problem::TooFewCompared { comparison: 2, least: 3 },
            Problem::ComparisonTwice { name: "one".into() },
            Problem::NeverCompared { option: "d".into() },
        ];
        assert_eq!(sets(wrong), expected);
        let pair = json!({ "options": options(&["a", "b"]), "pairs": [{ "id": "one", "left": "a", "right": "a" }] });
        let expected = [
            Problem::ComparedTwice { comparison: 1, option: "a".into() },
            Problem::NeverCompared { option: "b".into() },
        ];
        assert_eq!(problems(&json!({ "pairwise": pair })), expected);
    }

    #[test]
    fn a_fault_says_on_which_page_and_at_which_question_it_is() {
        let later = json!({ "chose": { "question": "late", "any_of": ["yes"] } });
        let early = json!({ "id": "early", "text": "First?", "kind": { "yes_no": {} }, "shown_when": later });
        let strange = json!({ "chose": { "question": "early", "any_of": ["perhaps"] } });
        let late = json!({ "id": "late", "text": "", "kind": { "yes_no": {} } });
        let pages = json!([
            { "id": "one", "title": "One", "questions": [early] },
            { "id": "two", "title": "Two", "questions": [late], "shown_when": strange },
        ]);
        let fault = |page: &str, question: Option<&str>, problem: Problem| Fault {
            page: Some(page.into()),
            question: question.map(str::to_owned),
            problem,
        };
        let expected = [
            fault("one", Some("early"), Problem::NotAskedBefore { question: "late".into() }),
            fault("two", None, Problem::NeverChosen { question: "early".into(), option: "perhaps".into() }),
            fault("two", Some("late"), Problem::NoWords),
        ];
        assert_eq!(questionnaire(&pages).check(), expected);
    }

    #[test]
    fn names_and_roles_are_checked_too() {
        let problems = |document: Value| -> Vec<Problem> {
            let read: Questionnaire = serde_json::from_value(document).unwrap();
            read.check().into_iter().map(|fault| fault.problem).collect()
        };
        assert_eq!(problems(json!({ "pages": [] })), [Problem::NoPages]);
        let question = json!({ "id": "q", "text": "Well?", "kind": "postcode" });
        let page = json!({ "id": "p", "title": "Page", "questions": [question] });
        let twice = json!({ "pages": [page, page], "roles": { "segment": "r", "margins": {} } });
        let role = Problem::RoleWithoutQuestion { question: "r".into() };
        assert_eq!(problems(twice), [Problem::PageTwice, Problem::QuestionTwice, role]);
        let check = json!({ "pages": [{ "id": "check", "title": "Check", "questions": [question] }] });
        assert_eq!(problems(check), [Problem::ReservedPage { name: "check".into() }]);
    }

    proptest! {
        #[test]
        fn no_number_in_a_document_breaks_the_judge_the_check_or_the_export(
            (least, most) in (any::<u8>(), any::<u8>()),
            (places, typed) in (0_usize..60, "[0-9a-z,. -]{0,12}"),
        ) {
            use crate::fields::Fields;
            let kinds = [
                json!({ "rating": { "least": least, "most": most, "labels": {} } }),
                json!({ "number": { "least": least.to_string(), "most": most.to_string(), "decimals": places } }),
                json!({ "points": { "options": options(&["a", "b"]), "total": u32::MAX } }),
                json!({ "ranking": { "options": options(&["a"]), "places": places } }),
                json!({ "best_worst": { "options": [], "best_label": "", "worst_label": "", "sets": [{ "id": "", "options": [] }] } }),
                json!({ "pairwise": { "options": [], "pairs": [{ "id": "", "left": "", "right": "" }] } }),
                json!({ "yes_no": { "options": [] } }),
            ];
            for kind in kinds {
                let asking = asking(&kind);
                drop(asking.check());
                let question = asking.question("q").unwrap();
                let names = ["q", "q.1", "q.a", "q.b", "q..best", "q..worst", "q."];
                let typed = if typed.is_empty() { "4294967295" } else { &typed };
                if let Ok(Some(answer)) = question.judge(&Fields::new(names.map(|name| (name, typed)))) {
                    prop_assert_eq!(question.cells(&answer).len(), question.columns().len());
                    drop(question.say(&answer));
                }
            }
        }
    }
}
