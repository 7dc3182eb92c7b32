//! What a weighting needs and a questionnaire does not have. It forbids nothing: answers can be read without a weighting.

use std::collections::BTreeSet;

use super::{RESIDENT, Use};
use crate::{
    priority::Priority,
    question::Question,
    questionnaire::{QuestionId, Questionnaire},
};

/// One level of a margin for which there is a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The margin.
    pub margin: String,
    /// The level as options stand for it.
    pub code: String,
    /// The level for people.
    pub label: String,
}

/// One thing that a weighting needs and a questionnaire does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No question tells the segment.
    NoSegment,
    /// No answer stands for residents.
    NoResidents {
        /// The question that tells the segment.
        question: QuestionId,
    },
    /// There are counts for a margin that no question tells.
    NotAsked {
        /// The margin.
        margin: String,
    },
    /// There are no counts for a margin that a question tells.
    NoCounts {
        /// The question.
        question: QuestionId,
        /// The margin.
        margin: String,
    },
    /// No answer stands for a level that has a count, so that nobody can be held against it.
    NobodyIn {
        /// The question.
        question: QuestionId,
        /// The level for people.
        level: String,
    },
    /// An answer stands for a level that has no count.
    NotCounted {
        /// The question.
        question: QuestionId,
        /// The answer for people.
        answer: String,
    },
    /// No answer counts for a priority.
    NoPriorities,
    /// An answer counts for a priority that the site does not have.
    UnknownPriority {
        /// The question.
        question: QuestionId,
        /// The code of the priority.
        priority: String,
    },
}

/// Lists what a weighting would need besides; nothing, where no question is used for counting at all.
pub fn gaps(questionnaire: &Questionnaire, levels: &[Level], priorities: &[Priority]) -> Vec<Gap> {
    let is_counted = |question: &Question| {
        questionnaire.uses(question).iter().any(|used_for| !matches!(used_for, Use::Organisation | Use::Consent))
    };
    if !questionnaire.questions().any(is_counted) {
        return Vec::new();
    }
    let mut gaps: Vec<Gap> = segment(questionnaire).into_iter().collect();
    let counted: BTreeSet<&str> = levels.iter().map(|level| level.margin.as_str()).collect();
    let asked = &questionnaire.roles.margins;
    let not_asked = counted.iter().filter(|margin| !asked.contains_key(**margin));
    gaps.extend(not_asked.map(|margin| Gap::NotAsked { margin: (*margin).to_owned() }));
    for (margin, id) in asked {
        let Some(question) = questionnaire.question(id) else { continue };
        gaps.extend(of_margin(question, margin, levels));
    }
    gaps.extend(of_priorities(questionnaire, priorities));
    gaps
}

fn segment(questionnaire: &Questionnaire) -> Option<Gap> {
    let told = questionnaire.roles.segment.as_deref().and_then(|id| questionnaire.question(id));
    let Some(question) = told else { return Some(Gap::NoSegment) };
    let has_residents = question.kind.options().iter().any(|option| option.stands_for.as_deref() == Some(RESIDENT));
    (!has_residents).then(|| Gap::NoResidents { question: question.id.clone() })
}

fn of_margin(question: &Question, margin: &str, levels: &[Level]) -> Vec<Gap> {
    let levels: Vec<&Level> = levels.iter().filter(|level| level.margin == margin).collect();
    let id = || question.id.clone();
    if levels.is_empty() {
        return vec![Gap::NoCounts { question: id(), margin: margin.to_owned() }];
    }
    let options = question.kind.options();
    let stands = |level: &&&Level| options.iter().all(|option| option.stands_for.as_ref() != Some(&level.code));
    let nobody = levels.iter().filter(stands).map(|level| Gap::NobodyIn { question: id(), level: level.label.clone() });
    let uncounted = options
        .iter()
        .filter(|option| option.stands_for.as_ref().is_some_and(|code| levels.iter().all(|level| level.code != *code)));
    let uncounted = uncounted.map(|option| Gap::NotCounted { question: id(), answer: option.label.clone() });
    nobody.chain(uncounted).collect()
}

fn of_priorities(questionnaire: &Questionnaire, priorities: &[Priority]) -> Vec<Gap> {
    let counting = questionnaire.questions().filter(|question| Use::Priorities.suits(&question.kind));
    let codes = counting.flat_map(|question| {
        question.kind.options().iter().filter_map(move |option| Some((question, option.priority.clone()?)))
    });
    let codes: Vec<(&Question, String)> = codes.collect();
    if codes.is_empty() {
        return vec![Gap::NoPriorities];
    }
    let is_unknown = |code: &str| !priorities.is_empty() && priorities.iter().all(|priority| priority.code != code);
    let unknown = codes.into_iter().filter(|(_, code)| is_unknown(code));
    unknown.map(|(question, priority)| Gap::UnknownPriority { question: question.id.clone(), priority }).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::priority::PriorityKind;

    fn choice(id: &str, options: &[(&str, Value)]) -> Value {
        let option = |(id, code): &(&str, Value)| {
            let mut option = json!({ "id": id, "label": id.to_uppercase() });
            option.as_object_mut().unwrap().extend(code.as_object().unwrap().clone());
            option
        };
        let options: Vec<Value> = options.iter().map(option).collect();
        json!({ "id": id, "text": id, "kind": { "single_choice": { "options": options } } })
    }

    fn found(questions: &[Value], roles: &Value) -> Vec<Gap> {
        let page = json!({ "id": "page", "title": "Page", "questions": questions });
        let read: Questionnaire = serde_json::from_value(json!({ "pages": [page], "roles": roles })).unwrap();
        let level = |code: &str| Level { margin: "sex".into(), code: code.into(), label: code.to_uppercase() };
        let ponds = Priority { code: "H1".into(), title: "Ponds".into(), kind: PriorityKind::Habitat };
        gaps(&read, &[level("female"), level("male")], &[ponds])
    }

    fn stands(code: &str) -> Value {
        json!({ "stands_for": code })
    }

    fn counts(code: &str) -> Value {
        json!({ "priority": code })
    }

    #[test]
    fn a_questionnaire_that_counts_nothing_needs_nothing() {
        let only = [choice("q", &[("a", json!({}))])];
        assert_eq!(found(&only, &json!({})), []);
        assert_eq!(found(&only, &json!({ "consent": "q" })), [], "consent is no figure");
    }

    #[test]
    fn a_questionnaire_with_all_that_is_weighed_has_no_gaps() {
        let questions = [
            choice("who", &[("me", stands("resident"))]),
            choice("sex", &[("f", stands("female")), ("m", stands("male")), ("no", json!({}))]),
            choice("what", &[("ponds", counts("H1")), ("other", json!({}))]),
        ];
        assert_eq!(found(&questions, &json!({ "segment": "who", "margins": { "sex": "sex" } })), []);
    }

    #[test]
    fn what_is_missing_is_told_one_by_one() {
        let only = [choice("what", &[("ponds", counts("H2"))])];
        let unknown = Gap::UnknownPriority { question: "what".into(), priority: "H2".into() };
        assert_eq!(found(&only, &json!({})), [Gap::NoSegment, Gap::NotAsked { margin: "sex".into() }, unknown]);
        let questions = [
            choice("who", &[("me", stands("visitor"))]),
            choice("sex", &[("f", stands("female")), ("x", stands("other"))]),
            choice("age", &[("old", stands("75+"))]),
        ];
        let roles = json!({ "segment": "who", "margins": { "sex": "sex", "age_band": "age" } });
        let expected = [
            Gap::NoResidents { question: "who".into() },
            Gap::NoCounts { question: "age".into(), margin: "age_band".into() },
            Gap::NobodyIn { question: "sex".into(), level: "MALE".into() },
            Gap::NotCounted { question: "sex".into(), answer: "X".into() },
            Gap::NoPriorities,
        ];
        assert_eq!(found(&questions, &roles), expected);
    }
}
