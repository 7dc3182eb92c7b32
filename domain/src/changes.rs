//! What publishing a questionnaire anew does to the answers that are there: each change in its class.
//!
//! Words may be mended under the same name. A question that asks something else gets a name of its own, so that answers to
//! the one are never counted with answers to the other.

use std::collections::BTreeSet;

use crate::{
    language::Language,
    question::{AnswerOption, Question, QuestionKind},
    questionnaire::{OptionId, QuestionId, Questionnaire},
};

/// What happened to one question between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub question: QuestionId,
    /// What kind of change it is.
    pub class: Class,
}

/// Kinds of change, from the one that does least to answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// It stands elsewhere, is shown to others or in another order; its answers mean what they meant.
    Shown,
    /// What is said in other languages changed; the English words are as they were.
    Translated {
        /// The languages.
        languages: BTreeSet<Language>,
    },
    /// It tells something else of a respondent than before; what was told stays with the answers that told it.
    Used,
    /// Its words changed, and answers are counted together; whoever publishes says that the meaning is the same.
    Wording,
    /// Options were added, which nobody could choose before.
    OptionsAdded {
        /// The options.
        options: Vec<OptionId>,
    },
    /// It was not asked before.
    Added,
    /// It is not asked any more; its answers stay.
    Removed,
    /// It asks something else: answers are kept apart, under a name of its own.
    Meaning,
}

/// Lists what changed, in the order of the new version, then what was removed.
pub fn changes(old: &Questionnaire, new: &Questionnaire) -> Vec<Change> {
    let change = |question: &Question, class: Class| Change { question: question.id.clone(), class };
    let kept = new.questions().filter_map(|question| match old.question(&question.id) {
        None => Some(change(question, Class::Added)),
        Some(before) => class(before, question, old, new).map(|class| change(question, class)),
    });
    let removed = old.questions().filter(|question| new.question(&question.id).is_none());
    kept.chain(removed.map(|question| change(question, Class::Removed))).collect()
}

fn class(before: &Question, after: &Question, old: &Questionnaire, new: &Questionnaire) -> Option<Class> {
    if means_something_else(&before.kind, &after.kind) {
        return Some(Class::Meaning);
    }
    let known: BTreeSet<&str> = before.kind.offered().map(|option| option.id.as_str()).collect();
    let added = after.kind.offered().filter(|option| !known.contains(option.id.as_str()));
    let options: Vec<OptionId> = added.map(|option| option.id.clone()).collect();
    if !options.is_empty() {
        return Some(Class::OptionsAdded { options });
    }
    if before.text != after.text || before.hint != after.hint || before.kind != after.kind {
        return Some(Class::Wording);
    }
    if old.roles.told_by(&before.id) != new.roles.told_by(&after.id) {
        return Some(Class::Used);
    }
    let languages = before.translations.differing(&after.translations);
    if !languages.is_empty() {
        return Some(Class::Translated { languages });
    }
    let page = |questionnaire: &Questionnaire| {
        questionnaire.pages.iter().find(|page| page.questions.iter().any(|known| known.id == after.id)).cloned()
    };
    let shown = |questionnaire: &Questionnaire| page(questionnaire).map(|page| (page.id, page.shown_when));
    let is_shown_alike = before.shown_when == after.shown_when && shown(old) == shown(new);
    let asks_alike = (before.required, before.random_order) == (after.required, after.random_order);
    (!is_shown_alike || !asks_alike).then_some(Class::Shown)
}

/// Says whether answers to the one cannot be read as answers to the other, whatever the words say.
fn means_something_else(before: &QuestionKind, after: &QuestionKind) -> bool {
    if std::mem::discriminant(before) != std::mem::discriminant(after) || loses(before, after) {
        return true;
    }
    match (before, after) {
        (QuestionKind::MultipleChoice(a), QuestionKind::MultipleChoice(b)) => a.at_most != b.at_most,
        (QuestionKind::Ranking(a), QuestionKind::Ranking(b)) => {
            (a.places, &a.options_from) != (b.places, &b.options_from)
        }
        (QuestionKind::Points(a), QuestionKind::Points(b)) => a.total != b.total,
        (QuestionKind::Rating(a), QuestionKind::Rating(b)) => (a.least, a.most) != (b.least, b.most),
        (QuestionKind::Number(a), QuestionKind::Number(b)) => a.unit != b.unit,
        (QuestionKind::BestWorst(a), QuestionKind::BestWorst(b)) => a.sets != b.sets,
        (QuestionKind::Pairwise(a), QuestionKind::Pairwise(b)) => a.pairs != b.pairs,
        _ => false,
    }
}

/// Says whether an option is gone, or stands for something else than before.
fn loses(before: &QuestionKind, after: &QuestionKind) -> bool {
    let stays = |option: &AnswerOption| {
        let now = after.offered().find(|now| now.id == option.id);
        now.is_some_and(|now| {
            (now.alone, now.missing, &now.stands_for, &now.priority)
                == (option.alone, option.missing, &option.stands_for, &option.priority)
        })
    };
    !before.offered().all(stays)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn asking(questions: &[Value]) -> Questionnaire {
        let page = json!({ "id": "page", "title": "Page", "questions": questions });
        serde_json::from_value(json!({ "pages": [page] })).unwrap()
    }

    fn choice(text: &str, options: &[&str]) -> Value {
        let options: Vec<Value> = options.iter().map(|id| json!({ "id": id, "label": id.to_uppercase() })).collect();
        json!({ "id": "q", "text": text, "kind": { "single_choice": { "options": options } } })
    }

    fn classes(old: &[Value], new: &[Value]) -> Vec<Class> {
        changes(&asking(old), &asking(new)).into_iter().map(|change| change.class).collect()
    }

    #[test]
    fn the_same_questionnaire_has_no_changes() {
        assert_eq!(classes(&[choice("Where?", &["a", "b"])], &[choice("Where?", &["a", "b"])]), []);
    }

    #[test]
    fn each_change_is_in_the_class_that_does_most_to_answers() {
        let old = [choice("Where?", &["a", "b"])];
        let class = |new: &Value| classes(&old, std::slice::from_ref(new));
        assert_eq!(class(&choice("Where to?", &["a", "b"])), [Class::Wording]);
        assert_eq!(class(&choice("Where to?", &["a", "b", "c"])), [Class::OptionsAdded { options: vec!["c".into()] }]);
        assert_eq!(class(&choice("Where?", &["a"])), [Class::Meaning]);
        assert_eq!(
            class(&json!({ "id": "q", "text": "Where?", "kind": { "text": { "limit": 10 } } })),
            [Class::Meaning]
        );
        let mut needed = choice("Where?", &["a", "b"]);
        needed["required"] = json!(true);
        assert_eq!(class(&needed), [Class::Shown]);
        let mut mixed = choice("Where?", &["a", "b"]);
        mixed["random_order"] = json!(true);
        assert_eq!(class(&mixed), [Class::Shown]);
        let mut alone = choice("Where?", &["a", "b"]);
        alone["kind"]["single_choice"]["options"][1]["missing"] = json!(true);
        assert_eq!(class(&alone), [Class::Meaning]);
    }

    #[test]
    fn another_scale_total_unit_or_number_of_ranks_means_something_else() {
        let of = |kind: Value| json!({ "id": "q", "text": "Words", "kind": kind });
        let options = json!([{ "id": "a", "label": "A" }, { "id": "b", "label": "B" }]);
        let scale = |most: u8| of(json!({ "rating": { "least": 1, "most": most, "labels": {} } }));
        let points = |total: u32| of(json!({ "points": { "options": options, "total": total } }));
        let unit = |unit: &str| of(json!({ "number": { "unit": unit } }));
        let ranks = |places: usize| of(json!({ "ranking": { "options": options, "places": places } }));
        for (before, after) in
            [(scale(5), scale(7)), (points(10), points(100)), (unit("acres"), unit("hectares")), (ranks(1), ranks(2))]
        {
            assert_eq!(classes(&[before], &[after]), [Class::Meaning]);
        }
    }

    #[test]
    fn words_in_another_language_are_a_change_of_their_own() {
        let plain = choice("Where?", &["a"]);
        let mut polish = plain.clone();
        polish["translations"] = json!({ "pl": { "text": { "of": "Where?", "text": "Gdzie?" } } });
        let languages = BTreeSet::from([Language::Polish]);
        assert_eq!(
            classes(std::slice::from_ref(&plain), std::slice::from_ref(&polish)),
            [Class::Translated { languages }]
        );
        polish["text"] = json!("Where to?");
        assert_eq!(classes(&[plain], &[polish]), [Class::Wording]);
    }

    #[test]
    fn another_role_keeps_the_question_and_another_code_does_not() {
        let plain = || asking(&[choice("Where?", &["a", "b"])]);
        let mut told = plain();
        told.roles.segment = Some("q".into());
        let class = |old: &Questionnaire, new: &Questionnaire| changes(old, new).pop().map(|change| change.class);
        assert_eq!(class(&plain(), &told), Some(Class::Used));
        assert_eq!(class(&told, &plain()), Some(Class::Used));
        for code in ["stands_for", "priority"] {
            let mut coded = choice("Where?", &["a", "b"]);
            coded["kind"]["single_choice"]["options"][0][code] = json!("H1");
            assert_eq!(classes(&[choice("Where?", &["a", "b"])], &[coded]), [Class::Meaning], "{code}");
        }
    }

    #[test]
    fn where_a_question_comes_from_is_no_change() {
        let mut from_library = choice("Where?", &["a", "b"]);
        from_library["from_library"] = json!({ "id": "where", "version": 1 });
        assert_eq!(classes(&[choice("Where?", &["a", "b"])], &[from_library]), []);
    }

    #[test]
    fn rows_of_a_matrix_are_judged_as_options_are() {
        let of = |rows: &[&str]| {
            let rows: Vec<Value> = rows.iter().map(|id| json!({ "id": id, "label": id })).collect();
            let kind = json!({ "matrix": { "rows": rows, "options": [{ "id": "x", "label": "X" }] } });
            json!({ "id": "q", "text": "Words", "kind": kind })
        };
        let more = Class::OptionsAdded { options: vec!["b".into()] };
        assert_eq!(classes(&[of(&["a"])], &[of(&["a", "b"])]), [more]);
        assert_eq!(classes(&[of(&["a", "b"])], &[of(&["a"])]), [Class::Meaning]);
    }

    #[test]
    fn what_is_added_and_removed_is_told() {
        let mut other = choice("Other?", &["a"]);
        other["id"] = json!("other");
        let found = changes(&asking(&[choice("Where?", &["a"])]), &asking(&[other]));
        let told: Vec<_> = found.iter().map(|change| (change.question.as_str(), &change.class)).collect();
        assert_eq!(told, [("other", &Class::Added), ("q", &Class::Removed)]);
    }
}
