//! A question as its form shows it.

use domain::{
    editing::{Kind, write_options},
    fields::Fields,
    question::{AnswerOption, Question, QuestionKind},
    vocabulary::Word,
};

use super::kinds::OWN;
use crate::pages::staff::asking::{parts_of_day, ticked};

/// What stands in the fields of a form.
type Pairs = Vec<(String, String)>;

/// Fills the form with a question.
pub(super) fn fields(question: &Question) -> Fields {
    let mut pairs = vec![pair("text", &question.text), pair("hint", question.hint.as_deref().unwrap_or_default())];
    pairs.extend(of_kind(&question.kind));
    pairs.extend(ticked("required", question.required));
    pairs.extend(ticked("random-order", question.random_order));
    Fields::new(pairs)
}

/// Fills the form for a new question with what most questions of its kind have.
pub(super) fn begun(kind: Kind) -> Fields {
    let pairs: &[(&str, &str)] = match kind {
        Kind::YesNo => &[("yes", "Yes"), ("no", "No")],
        Kind::Rating => &[("least", "1"), ("most", "5"), ("dont-know", "Don’t know")],
        Kind::Ranking => &[("options-from", OWN)],
        Kind::BestWorst => &[("best", "Matters most"), ("worst", "Matters least"), ("shown", "4")],
        Kind::Contact => &[("ways", "email")],
        Kind::Points => &[("total", "100")],
        Kind::Number => &[("decimals", "0")],
        Kind::Text => &[("limit", "500"), ("multiline", "yes")],
        Kind::TextList => &[("at-most", "5"), ("limit", "100")],
        Kind::Places => &[("at-most", "3")],
        _ => &[],
    };
    Fields::new(pairs.iter().copied())
}

fn of_kind(kind: &QuestionKind) -> Pairs {
    match kind {
        QuestionKind::SingleChoice(kind) => vec![options(&kind.options)],
        QuestionKind::MultipleChoice(kind) => vec![options(&kind.options), maybe("at-most", kind.at_most)],
        QuestionKind::YesNo(kind) => ["yes", "no", "dont-know"]
            .into_iter()
            .zip(&kind.options)
            .map(|(name, each)| pair(name, &each.label))
            .collect(),
        QuestionKind::Rating(kind) => {
            let label = |point: &u8| kind.labels.get(point).cloned();
            vec![
                pair("least", kind.least),
                pair("most", kind.most),
                maybe("low", label(&kind.least)),
                maybe("high", label(&kind.most)),
                maybe("dont-know", kind.dont_know.as_ref()),
            ]
        }
        QuestionKind::Matrix(kind) => vec![pair("rows", write_options(&kind.rows)), options(&kind.options)],
        QuestionKind::Ranking(kind) => vec![
            pair("options-from", kind.options_from.as_deref().unwrap_or(OWN)),
            options(&kind.options),
            pair("places", kind.places),
        ],
        QuestionKind::BestWorst(kind) => vec![
            options(&kind.options),
            pair("best", &kind.best_label),
            pair("worst", &kind.worst_label),
            maybe("shown", kind.sets.first().map(|set| set.options.len())),
            pair("sets", kind.sets.len()),
        ],
        QuestionKind::Pairwise(kind) => vec![
            options(&kind.options),
            pair("pairs", kind.pairs.len()),
            maybe("no-preference", kind.no_preference.as_ref()),
        ],
        kind => without_options(kind),
    }
}

fn without_options(kind: &QuestionKind) -> Pairs {
    match kind {
        QuestionKind::Points(kind) => vec![options(&kind.options), pair("total", kind.total)],
        QuestionKind::Number(kind) => vec![
            maybe("unit", kind.unit.as_ref()),
            maybe("smallest", kind.least),
            maybe("largest", kind.most),
            pair("decimals", kind.decimals),
        ],
        QuestionKind::Date(kind) => [("earliest", kind.earliest), ("latest", kind.latest)]
            .into_iter()
            .flat_map(|(name, day)| day.into_iter().flat_map(move |day| parts_of_day(name, day)))
            .collect(),
        QuestionKind::Text(kind) => {
            std::iter::once(pair("limit", kind.limit)).chain(ticked("multiline", kind.multiline)).collect()
        }
        QuestionKind::TextList(kind) => {
            vec![pair("label", &kind.label), pair("at-most", kind.at_most), pair("limit", kind.limit)]
        }
        QuestionKind::Places(kind) => vec![pair("at-most", kind.at_most), options(&kind.options)],
        QuestionKind::Contact(kind) => {
            vec![
                pair("ways", kind.ways.word()),
                pair("updates", &kind.updates_label),
                pair("interview", &kind.interview_label),
            ]
        }
        QuestionKind::Files(kind) => vec![pair("at-most", kind.at_most)],
        QuestionKind::Information(kind) => {
            vec![maybe("link-text", kind.link_text.as_ref()), maybe("link", kind.link.as_ref())]
        }
        _ => Vec::new(),
    }
}

fn options(options: &[AnswerOption]) -> (String, String) {
    pair("options", write_options(options))
}

fn pair(name: &str, value: impl ToString) -> (String, String) {
    (name.to_owned(), value.to_string())
}

fn maybe(name: &str, value: Option<impl ToString>) -> (String, String) {
    (name.to_owned(), value.map(|value| value.to_string()).unwrap_or_default())
}
