//! The page of one response: its words with what in them may lead to a person, the form that decides, and what was decided.

use axum::{http::StatusCode, response::Response};
use domain::{fields::Fields, moderation::ModerationStage, refusal::Refusal};
use leptos::prelude::*;
use store::Moderated;

use super::{
    is_moderator,
    list::stands,
    one::{Shown, Words},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{draw, messages},
        comments::{People, coder, may_be_personal, text},
        form::STATE,
    },
    parts::{ErrorSummary, Frame, SummaryRow, scripts, summary_list},
    state::AppState,
    visitor::Staff,
    words::{Labelled, dates, moderation::MODERATION},
};

/// How the page is drawn.
pub(super) enum Showing {
    /// As it is opened.
    Opened,
    /// With what has to be put right; nothing was stored.
    Refused(Vec<Refusal>),
    /// As others have changed it meanwhile; nothing was stored.
    Changed,
}

/// Draws the page.
pub(super) async fn page(
    state: &AppState,
    staff: &Staff,
    shown: &Shown,
    fields: &Fields,
    showing: Showing,
) -> Result<Response, PageError> {
    let people = People::find(state).await?;
    let (status, refusals) = match showing {
        Showing::Opened => (StatusCode::OK, Vec::new()),
        Showing::Refused(refusals) => (StatusCode::UNPROCESSABLE_ENTITY, refusals),
        Showing::Changed => (StatusCode::CONFLICT, Vec::new()),
    };
    let questions = shown.questions();
    // A refused form is still one of the state that it was first drawn from.
    let drawn_from = if refusals.is_empty() { shown.state() } else { fields.text(STATE).to_owned() };
    let notice = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Nothing was saved, because somebody else has redacted this response or decided about it meanwhile. It is shown below as it is now."
            </p>
        }
    });
    let title = format!("Response {}", shown.response.reference);
    let form = is_moderator(staff).then(|| {
        view! {
            <form method="post" action=shown.address("/decide") novalidate>
                <input type="hidden" name=STATE value=drawn_from/>
                {draw(&questions, fields, &refusals)}
                <button class="govuk-button" type="submit">"Save"</button>
            </form>
        }
    });
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&questions));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href=shown.room.address("")>{MODERATION}</a>
            <ErrorSummary errors=messages(&questions, &refusals)/>
            <span class="govuk-caption-l">{shown.room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {notice}
            {about(shown)}
            {shown.all_words.iter().map(|words| said(shown, staff, words)).collect_view()}
            {form}
            {history(shown, &people)}
        }
    }))
}

fn about(shown: &Shown) -> impl IntoView + use<> {
    let Moderated { reference, consent, number, stage, .. } = &shown.response;
    let whole = format!("/staff/responses/{reference}");
    let mut rows = vec![
        SummaryRow::new("Where it stands", stands(&shown.response)),
        SummaryRow::new("Its sender says", consent.label()),
    ];
    rows.extend(shown.name().map(|name| {
        let found = may_be_personal(name).map(|found| format!(". It may hold {found}.")).unwrap_or_default();
        let left_out = if shown.is_nameless() { ". It is left out" } else { "" };
        SummaryRow::new("Published with it", format!("{name}{left_out}{found}"))
    }));
    rows.extend(number.filter(|_| *stage == ModerationStage::Published).map(|number| {
        let href = format!("/consultations/{}/responses/{number}", shown.room.consultation.slug);
        SummaryRow::new("Public page", view! { <a class="govuk-link" href=href>{number}</a> })
    }));
    rows.push(SummaryRow::new(
        "Never published",
        view! { "All else of it. " <a class="govuk-link" href=whole>"See the whole response"</a> },
    ));
    summary_list(rows)
}

/// Draws the words to a question with what in them may lead to a person, and the way to redact them.
fn said(shown: &Shown, staff: &Staff, Words { said: words, needs_redaction }: &Words) -> impl IntoView + use<> {
    let coded = needs_redaction.then(|| {
        view! { <p class="govuk-body"><strong>"Somebody who coded it thinks that it needs redaction."</strong></p> }
    });
    let found = may_be_personal(&words.text).map(|found| {
        view! { <p class="govuk-body"><strong>{format!("It may hold {found}.")}</strong> " It is marked because of its form alone, and other personal words may be missed."</p> }
    });
    let redacted = (words.redactions > 0).then_some("It was redacted, and this is what is published. ");
    let redact = coder(staff).map(|_| {
        let href = format!("/staff/consultations/{}/comments/{}/redact", shown.room.consultation.slug, words.number);
        let about = format!(" what it says to ‘{}’", shown.room.publishing.question(&words.question));
        view! { <a class="govuk-link" href=href>"Redact" <span class="govuk-visually-hidden">{about}</span></a> }
    });
    view! {
        <h2 class="govuk-heading-m">{shown.room.publishing.question(&words.question).to_owned()}</h2>
        {text(&words.text)}
        {found}
        {coded}
        <p class="govuk-body">{redacted} {redact}</p>
    }
}

fn history(shown: &Shown, people: &People) -> Option<impl IntoView + use<>> {
    let each = shown.moderations.iter().rev().map(|step| {
        let decided = match step.ground {
            None => {
                let nameless = if step.is_nameless { " without the name of the organisation" } else { "" };
                let confirmed = if step.is_confirmed { ", although something is marked" } else { "" };
                format!("To be published{nameless}{confirmed}")
            }
            Some(ground) => format!("Not to be published. {}", ground.label()),
        };
        let (who, when) = (people.say(step.account), dates::moment(step.made_at));
        let note = step.note.clone().map(|note| view! { <p class="govuk-body fm-words">{note}</p> });
        view! { <li>{format!("{decided}: {who}, {when}")} {note}</li> }
    });
    let each: Vec<_> = each.collect();
    (!each.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"What was decided"</h2>
            <ul class="govuk-list govuk-list--bullet">{each}</ul>
        }
    })
}
