//! The check of all answers before they are sent.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::Phase,
    draft::{Draft, Step, Walk},
    question::Question,
    response::Submission,
};
use leptos::prelude::*;

use super::{CHECK, Room, fingerprint};
use crate::{
    error::PageError,
    pages::drafts::{changed_notice, digest, later, tabs, unstored_notice},
    parts::{ErrorSummary, Frame, Input, InputExtra, SummaryRow, field_id, summary_list},
    state::AppState,
    visitor::Visitor,
};

/// The field for an address to which the reference is sent.
pub(super) const EMAIL: &str = "receipt-email";

/// What the check page says besides the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// Nothing.
    None,
    /// The answers are not those that were shown when the button was pressed.
    Changed,
    /// The address for the reference is not an e-mail address.
    NotAnEmail,
    /// The store was away when the button was pressed.
    Unstored,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    if room.phase != Phase::Open {
        return Ok(Redirect::to(&room.elsewhere()).into_response());
    }
    if room.is_submitted() {
        return Ok(Redirect::to(&room.address("receipt")).into_response());
    }
    Ok(draw(&state, &visitor, &room, &room.typed(), Note::None))
}

/// Draws the check page, or leads to the page that has to be done first.
pub(super) fn draw(state: &AppState, visitor: &Visitor, room: &Room, draft: &Draft, note: Note) -> Response {
    if let Some(page) = tabs::undecided(draft) {
        return Redirect::to(&room.address(page)).into_response();
    }
    let submission = match Submission::new(&room.version.questionnaire, draft) {
        Ok(submission) => submission,
        Err(page) => return Redirect::to(&room.address(&page)).into_response(),
    };
    let walk = room.walk(draft);
    let digest = digest::written(&fingerprint(room, &submission));
    let status = match note {
        Note::None => StatusCode::OK,
        Note::Changed => StatusCode::CONFLICT,
        Note::NotAnEmail => StatusCode::UNPROCESSABLE_ENTITY,
        Note::Unstored => StatusCode::SERVICE_UNAVAILABLE,
    };
    let typed = draft.get(CHECK).map(|fields| fields.typed(EMAIL).to_owned()).unwrap_or_default();
    let message = (note == Note::NotAnEmail)
        .then(|| "Enter an email address like name@example.org, or leave it empty".to_owned());
    let errors = message.iter().map(|message| (EMAIL.to_owned(), message.clone())).collect::<Vec<_>>();
    let mail = state.site.sends_mail.then(|| email_field(typed, message));
    let page = Frame::new(state, visitor, "Check your answers").status(status).personal().step().show(|| {
        view! {
            {walk.steps.last().map(|last| {
                view! { <a class="govuk-back-link" href=room.address(&last.page.id)>"Back"</a> }
            })}
            <ErrorSummary errors=errors/>
            {(note == Note::Changed).then(changed_notice)}
            {(note == Note::Unstored).then(unstored_notice)}
            <h1 class="govuk-heading-l">"Check your answers before you send them"</h1>
            {walk.steps.iter().map(|step| page_summary(room, &walk, step)).collect_view()}
            <form method="post" action=room.address(CHECK) novalidate>
                <input type="hidden" name="digest" value=digest/>
                {mail}
                <h2 class="govuk-heading-m">"Send your response"</h2>
                <p class="govuk-body">
                    "When you send it, you get a reference. You cannot change your answers after that."
                </p>
                <button class="govuk-button" type="submit">"Send your response"</button>
            </form>
        }
    });
    if note == Note::Unstored { later(page) } else { page }
}

fn page_summary(room: &Room, walk: &Walk<'_>, step: &Step<'_>) -> Option<AnyView> {
    let asked = step.questions.iter().filter(|question| question.kind.is_asked());
    let rows: Vec<_> = asked.map(|question| row(room, walk, step, question)).collect();
    let title = step.page.title.clone();
    (!rows.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">{title}</h2>
            {summary_list(rows)}
        }
        .into_any()
    })
}

fn row(room: &Room, walk: &Walk<'_>, step: &Step<'_>, question: &Question) -> SummaryRow {
    let said = walk.answers.get(&question.id).map(|answer| question.say(answer)).unwrap_or_default();
    let first = field_id(&question.first_field());
    let change = format!("{}?from=check#{first}", room.address(&step.page.id));
    SummaryRow::said(question.text.clone(), said).with_change(change)
}

fn email_field(typed: String, message: Option<String>) -> AnyView {
    let hint = "We use this address once, for your reference, and do not keep it.";
    let field = Input {
        name: EMAIL.to_owned(),
        label: "Where should we send your reference? (optional)".to_owned(),
        width: "govuk-!-width-two-thirds",
        typed,
        message,
        extra: InputExtra {
            label_class: "govuk-label govuk-label--m",
            hint: Some(hint.to_owned()),
            ..InputExtra::email()
        },
    };
    field.in_group()
}
