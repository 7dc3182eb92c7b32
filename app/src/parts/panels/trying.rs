//! Trying other weights than those that were decided: a form that asks for the same page, and what came of it.

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
    super::{Asked, Caption, ErrorSummary, ErrorSummaryProps, Table, question_field},
    PoolSection,
};
use crate::{
    analysis::run::PublishedPool,
    words::{analysis, pooling, published::percent, refusals},
};

/// The fields begin so.
const WEIGHT: &str = "weight";

/// The weights that somebody tries.
#[derive(Clone, Debug, Default)]
pub struct Tried {
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
        if names.iter().all(|name| fields.pairs().all(|(field, _)| field != name)) {
            return Self::default();
        }
        let mut tried = Self { fields, ..Self::default() };
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
pub(super) fn draw(section: &PoolSection<'_>) -> Option<impl IntoView + use<>> {
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
    Some(view! {
        <h3 class="govuk-heading-s" id="other-weights">"Try other weights"</h3>
        <form method="get" action=action novalidate>
            <p class="govuk-body">"How much should each group count, in 100?"</p>
            {inputs.collect::<Vec<_>>()}
            <button class="govuk-button govuk-button--secondary" type="submit">"Pool by these weights"</button>
        </form>
        {tried.weights.as_ref().and_then(|weights| pooled(section, weights))}
    })
}

/// Draws the pool by other weights.
fn pooled(section: &PoolSection<'_>, weights: &[u32]) -> Option<impl IntoView + use<>> {
    let pool = section.pool;
    let shares = pool.by(weights)?;
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by(|one, other| shares[*other].total_cmp(&shares[*one]));
    let name = "Pooled by the weights that you tried";
    let table =
        Table::new(name, Caption::Title(name.to_owned()), "Priority").numbers("By these weights").numbers("As decided");
    let decided = pool.figures.as_ref()?;
    let table = order.iter().fold(table, |table, place| {
        let cells = [percent(shares[*place]), percent(decided.shares[*place])];
        table.row(pool.priorities[*place].clone(), cells.map(IntoAny::into_any))
    });
    let stakes: Vec<u32> = pool.panels.iter().map(|panel| panel.stake.weight).collect();
    let said = if weights == stakes { pooling::AS_DECIDED } else { pooling::NOT_DECIDED };
    let sum: u32 = weights.iter().sum();
    let scaled = (sum != ALL).then(|| {
        let each = weights.iter().zip(section.labels()).map(|(weight, label)| {
            let share = f64::from(*weight) / f64::from(sum);
            format!("‘{label}’ {}", percent(share))
        });
        let each = analysis::list(&each.collect::<Vec<_>>());
        view! { <p class="govuk-body">{format!("Your weights add up to {sum}. They were brought to 100: {each}.")}</p> }
    });
    Some(view! {
        <p class="govuk-body"><strong>{said}</strong></p>
        {scaled}
        {table.draw()}
    })
}
