//! The check of all answers before they are sent.

use axum::{
    extract::{Path, State},
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

use super::{Room, assisted, digest_of};
use crate::{
    error::PageError,
    pages::drafts::{CHECK, Check, FROM, Note, digest, tabs},
    parts::{Input, InputExtra, SummaryRow, field_id, summary_list},
    state::AppState,
    visitor::Visitor,
};

/// What the check page says.
pub(super) struct Words {
    /// The title of the page.
    pub(super) title: &'static str,
    /// The heading.
    pub(super) heading: &'static str,
    /// What the button does.
    pub(super) send: &'static str,
    /// What happens when it is pressed.
    pub(super) promise: &'static str,
}

/// What it says to whoever answers.
const OWN: Words = Words {
    title: "Check your answers",
    heading: "Check your answers before you send them",
    send: "Send your response",
    promise: "When you send it, you get a reference. You cannot change your answers after that.",
};

/// The field for an address to which the reference is sent.
pub(super) const EMAIL: &str = "receipt-email";

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
    if room.held.is_submitted() {
        return Ok(room.held.to_receipt());
    }
    Ok(draw(&state, &visitor, &room, &room.held.typed(), Note::None))
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
    let typed = draft.get(CHECK).map(|fields| fields.typed(EMAIL).to_owned()).unwrap_or_default();
    let message =
        (note == Note::Refused).then(|| "Enter an email address like name@example.org, or leave it empty".to_owned());
    let words = if room.is_assisted() { assisted::CHECK } else { OWN };
    let page = Check {
        desk: &room.held.desk,
        title: words.title,
        heading: words.heading,
        note: assisted::note(room),
        back: walk.steps.last().map(|last| last.page.id.as_str()),
        summaries: walk.steps.iter().filter_map(|step| page_summary(room, &walk, step)).collect(),
        digest: digest::written(&digest_of(room, &submission)),
        errors: message.iter().map(|message| (EMAIL.to_owned(), message.clone())).collect(),
        fields: (state.site.sends_mail && !room.is_assisted()).then(|| email_field(typed, message)),
        send: words.send,
        promise: words.promise,
    };
    page.draw(state, visitor, note)
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
    let change = format!("{}?{FROM}={CHECK}#{first}", room.address(&step.page.id));
    SummaryRow::said(question.text.clone(), said).with_change(change)
}

fn email_field(typed: String, message: Option<String>) -> AnyView {
    let hint = "We use this address once, for your reference. It is deleted when the email is sent.";
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
