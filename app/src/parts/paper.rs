//! A question on paper: what is asked, with room to answer by pen.
//!
//! Whoever cannot or will not answer on a screen gets this; staff type in what comes back. Nothing here is a form.

mod kinds;

use domain::{
    question::{Question, QuestionKind},
    questionnaire::Questionnaire,
};
use leptos::prelude::*;

use crate::{replies::question_anchor, words::questionnaire::conditions::only_if};

/// Draws a question with its number; `all` has the words of the questions that it hangs on.
pub fn paper_question(all: &Questionnaire, question: &Question, number: Option<usize>) -> AnyView {
    let number = number.map(|number| format!("{number}. "));
    let condition = question.shown_when.as_ref().map(|condition| {
        view! { <p class="govuk-hint">{only_if(condition, all)}</p> }
    });
    let hint = question.hint.clone().map(|hint| view! { <p class="govuk-hint">{hint}</p> });
    let needed = question.required.then(|| view! { <p class="govuk-hint">"Please answer this question."</p> });
    if let QuestionKind::Information(_) = &question.kind {
        return view! { <section class="fm-paper"><p class="govuk-body">{question.text.clone()}</p> {hint}</section> }
            .into_any();
    }
    view! {
        <section id=question_anchor(&question.id) class=if question.kind.is_personal() { "fm-paper fm-paper--apart" } else { "fm-paper" }>
            <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{number} {question.text.clone()}</h3>
            {condition}
            {hint}
            {needed}
            {kinds::room(all, question)}
        </section>
    }
    .into_any()
}
