//! Trying other weights than those that were decided: a form that asks for the same page, and what comes of it.

use axum::http::StatusCode;
use domain::{
    answer::Answer,
    decimal::Decimal,
    fields::Fields,
    plan::ALL,
    question::{Number, Question, QuestionKind},
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;

use super::{
    super::{Asked, ErrorSummary, ErrorSummaryProps, Scripts, question_field},
    PoolSection,
};
use crate::{
    analysis::run::PublishedPool,
    islands::{ONE, TriedPanel, TriedWeights},
    words::refusals,
};

/// The fields begin so.
const WEIGHT: &str = "weight";

/// The weights that somebody tries.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// Whether there is a pool of which they could be the weights.
    has_pool: bool,
    fields: Fields,
    refusals: Vec<Refusal>,
    /// One for each panel, if all could be read.
    weights: Option<Vec<u32>>,
}

impl Tried {
    /// Reads the weights that stand in an address; nothing is tried where none do.
    pub fn read(pool: Option<&PublishedPool>, fields: Fields) -> Self {
        let Some(pool) = pool.filter(|pool| pool.figures.is_some()) else { return Self::default() };
        let names: Vec<String> = pool.panels.iter().map(|panel| field(&panel.segment)).collect();
        let untried = Self { has_pool: true, ..Self::default() };
        if names.iter().all(|name| fields.pairs().all(|(field, _)| field != name)) {
            return untried;
        }
        let mut tried = Self { fields, ..untried };
        let mut weights = Vec::new();
        for panel in &pool.panels {
            match question(&panel.segment, String::new()).judge(&tried.fields) {
                Ok(answer) => weights.extend(answer.as_ref().and_then(Answer::number).and_then(whole)),
                Err(refusals) => tried.refusals.extend(refusals),
            }
        }
        if tried.refusals.is_empty() && weights.iter().all(|weight| *weight == 0) {
            let first = names.first().cloned().unwrap_or_default();
            tried.refusals.push(Refusal::new(first, Reason::WeightsTotal { total: ALL, given: 0 }));
        }
        tried.weights = Some(weights).filter(|_| tried.refusals.is_empty());
        tried
    }

    /// Gives the status of a page on which these are tried.
    pub fn status(&self) -> StatusCode {
        if self.refusals.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Says whether the page needs the script by which figures follow what is typed.
    pub fn scripts(&self) -> Scripts {
        if self.has_pool { Scripts::Islands } else { Scripts::None }
    }

    /// Draws what has to be put right; `label` is what people read for the code of a segment.
    pub fn summary(&self, label: impl Fn(&str) -> String) -> AnyView {
        let message = |refusal: &Refusal| {
            let segment =
                refusal.field.strip_prefix(WEIGHT).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
            (refusal.field.clone(), refusals::say(&refusal.reason, &label(segment)))
        };
        let errors: Vec<(String, String)> = self.refusals.iter().map(message).collect();
        ErrorSummary(ErrorSummaryProps { errors }).into_any()
    }
}

fn field(segment: &str) -> String {
    format!("{WEIGHT}.{segment}")
}

fn question(segment: &str, label: String) -> Question {
    let bound = |number: u32| Decimal::parse(&number.to_string()).ok();
    let bounds = Number { least: bound(0), most: bound(ALL), ..Number::default() };
    Question { required: true, ..Question::new(field(segment), label, QuestionKind::Number(bounds)) }
}

fn whole(number: Decimal) -> Option<u32> {
    number.to_string().parse().ok()
}

/// Draws the form, and what the weights in it give.
pub(super) fn draw(section: &PoolSection<'_>) -> Option<AnyView> {
    let PoolSection { pool, tried, .. } = section;
    let action = format!("{}#other-weights", section.address?);
    let decided = pool.panels.iter().map(|panel| (field(&panel.segment), panel.stake.weight.to_string()));
    let decided = Fields::new(decided.collect::<Vec<_>>());
    let is_tried = tried.weights.is_some() || !tried.refusals.is_empty();
    let fields = if is_tried { &tried.fields } else { &decided };
    let questions: Vec<Question> =
        pool.panels.iter().zip(section.labels()).map(|(panel, label)| question(&panel.segment, label)).collect();
    let inputs = questions.iter().map(|question| {
        question_field(Asked { question, fields, refusals: &tried.refusals, marks_optional: false, places: 1 })
    });
    let drawn = view! {
        <h3 class="govuk-heading-s" id="other-weights">"Try other weights"</h3>
        <form method="get" action=action novalidate>
            <p class="govuk-body">"How much should each group count, in 100?"</p>
            {inputs.collect::<Vec<_>>()}
            <button class="govuk-button govuk-button--secondary" type="submit">"Pool by these weights"</button>
        </form>
        {pooled(section)}
    };
    Some(drawn.into_any())
}

/// Draws the pool by the weights that are tried.
fn pooled(section: &PoolSection<'_>) -> AnyView {
    let pool = section.pool;
    let panels = pool.panels.iter().zip(section.labels()).map(|(panel, label)| TriedPanel {
        field: field(&panel.segment),
        label,
        weight: panel.stake.weight,
        shares: panel.shares.iter().copied().map(parts).collect(),
    });
    view! { <TriedWeights panels=panels.collect() priorities=pool.priorities.clone() tried=section.tried.weights.clone()/> }.into_any()
}

/// Writes a share of 1 in whole parts.
fn parts(share: f64) -> u32 {
    format!("{:.0}", share * f64::from(ONE)).parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_written_to_the_nearest_part() {
        assert_eq!([0.0, 1.0, 1.0 / 3.0, 2.0 / 3.0].map(parts), [0, ONE, 333_333_333, 666_666_667]);
    }
}
