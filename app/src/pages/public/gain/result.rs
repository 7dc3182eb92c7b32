//! What the rules say of a development, with reasons, the rules themselves, and what to do next.

use axum::response::Response;
use chrono::NaiveDate;
use domain::{
    fields::Fields,
    gain::{Development, Guidance, RuleSet, check},
};
use leptos::prelude::*;

use super::{
    LOG_ADDRESS, about,
    check::{Desk, unverified},
    questions::said,
};
use crate::{
    parts::{SummaryRow, field_id, summary_list},
    words::gain::{LOG, NO_ADVICE, heading, missing, reason},
};

/// Draws the page.
pub(super) fn draw(
    desk: &Desk<'_>,
    fields: &Fields,
    (day, rules): (NaiveDate, &RuleSet),
    development: &Development,
) -> Response {
    let guidance = check(rules, development);
    let title = heading(&guidance);
    let answers = desk.answers(fields);
    let dated = (desk.tried.is_none()).then(|| {
        let href = desk.first(fields);
        view! { <li><a class="govuk-link" href=href>"Change the day of the application"</a></li> }
    });
    desk.frame(title, &[]).show(|| {
        view! {
            <a class="govuk-back-link" href=answers.clone()>"Back to the questions"</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {desk.dated(fields, day)}
            {unverified(rules)}
            <h2 class="govuk-heading-m">"Why"</h2>
            {why(&guidance, rules)}
            <p class="govuk-inset-text">{NO_ADVICE}</p>
            <h2 class="govuk-heading-m">"What to do next"</h2>
            {next(&guidance)}
            <h2 class="govuk-heading-m">"What you answered"</h2>
            {answered(rules, fields, &answers)}
            <h2 class="govuk-heading-m">"The rules"</h2>
            {about(rules)}
            <ul class="govuk-list fm-screen-only">
                <li><a class="govuk-link" href=answers>"Change your answers"</a></li>
                {dated}
                <li><a class="govuk-link" href=desk.address.clone()>"Begin again"</a></li>
            </ul>
            <p class="govuk-body fm-screen-only">
                "You can print this page, or keep its address: your answers stand in it, and nowhere else."
            </p>
        }
    })
}

fn why(guidance: &Guidance, rules: &RuleSet) -> AnyView {
    let (intro, lines): (_, Vec<String>) = match guidance {
        Guidance::MayBeExempt(reasons) => ("By these rules:", reasons.iter().map(|one| reason(one, rules)).collect()),
        Guidance::LikelyNeeded(reasons) => {
            ("None of the exemptions of these rules fits:", reasons.iter().map(|one| reason(one, rules)).collect())
        }
        Guidance::CannotTell(lacks) => {
            ("You would have to find out first:", lacks.iter().map(|lack| missing(*lack).to_owned()).collect())
        }
    };
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <p class="govuk-body">{intro}</p>
        <ul class="govuk-list govuk-list--bullet">{lines}</ul>
    }
    .into_any()
}

fn next(guidance: &Guidance) -> AnyView {
    match guidance {
        Guidance::MayBeExempt(_) => view! {
            <p class="govuk-body">
                "Say in your application why you think that it is exempt, and ask your local planning authority whether it agrees before you rely on this."
            </p>
        }
        .into_any(),
        Guidance::LikelyNeeded(_) => view! {
            <p class="govuk-body">
                "Ask your local planning authority which documents it needs with the application. Have the habitats of the site recorded before anything is cleared."
            </p>
            <p class="govuk-body">
                "If you need units from a provider elsewhere: " <a class="govuk-link" href=LOG_ADDRESS>{LOG}</a> "."
            </p>
        }
        .into_any(),
        Guidance::CannotTell(_) => view! {
            <p class="govuk-body">
                "Ask your local planning authority. An ecologist can tell you which habitats are on the site and how much of them is affected; then come back and change your answers."
            </p>
        }
        .into_any(),
    }
}

fn answered(rules: &RuleSet, fields: &Fields, answers: &str) -> AnyView {
    let row = |(question, lines): (domain::question::Question, Vec<String>)| {
        let href = format!("{answers}#{}", field_id(&question.id));
        let lines = if lines.is_empty() { vec!["I do not know".to_owned()] } else { lines };
        SummaryRow::said(question.text, lines).with_change(href)
    };
    summary_list(said(rules, fields).into_iter().map(row))
}
