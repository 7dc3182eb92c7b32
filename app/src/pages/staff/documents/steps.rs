//! The two steps that everybody sees: publishing the file that waits, and withdrawing a document.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    document::{DocumentStatus, NOTE_LIMIT, REASON_LIMIT},
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::Refusal,
};
use leptos::prelude::*;
use store::StoreError;

use super::{CHANGED, Room, one::thoughts};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, draw, lines, messages},
        form::{self, STATE},
    },
    parts::{ErrorSummary, Frame, SummaryRow, scripts, summary_list},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::documents as words,
};

const NOTE: &str = "note";
const REASON: &str = "reason";

/// One of the two steps, as it is asked for.
struct Step {
    title: &'static str,
    intro: AnyView,
    below: &'static str,
    question: Question,
    button: &'static str,
    class: &'static str,
}

impl Step {
    fn publish(room: &Room) -> Result<Self, PageError> {
        let waiting = room.waiting().ok_or(PageError::Status(StatusCode::CONFLICT))?;
        let is_first = room.current().is_none();
        let note = if is_first {
            lines(NOTE, "What should readers know of this file?", NOTE_LIMIT).optional()
        } else {
            lines(NOTE, "What changed?", NOTE_LIMIT).hint("Everybody reads this beside the version.")
        };
        let consequence = if is_first {
            "Everybody reads the document from now on. It can be withdrawn with a reason, and not removed."
        } else {
            "The version before stays at its address and says that it is replaced."
        };
        let intro = view! {
            {summary_list([
                SummaryRow::new("File", waiting.file_name.clone()),
                SummaryRow::new("Format and size", words::file(&waiting)),
                SummaryRow::new("Version", waiting.number.to_string()),
            ])}
            {thoughts(room, &waiting)}
            <p class="govuk-body">{consequence}</p>
        };
        Ok(Self {
            title: "Publish this file",
            intro: intro.into_any(),
            below: "/publish",
            question: note,
            button: "Publish",
            class: "govuk-button",
        })
    }

    fn withdraw(room: &Room) -> Result<Self, PageError> {
        if room.stored.status != DocumentStatus::Published {
            return Err(PageError::Status(StatusCode::CONFLICT));
        }
        let intro = view! {
            <p class="govuk-body">
                "Its page and all its versions say from now on that it was withdrawn, when and why. This cannot be undone. "
                "Copies that people have saved are out of reach."
            </p>
            <p class="govuk-body">"If a newer file takes its place, add a new version instead. If another document does, say so in that one first."</p>
        };
        Ok(Self {
            title: "Withdraw this document",
            intro: intro.into_any(),
            below: "/withdraw",
            question: lines(REASON, "Why is it withdrawn?", REASON_LIMIT)
                .hint("Everybody reads this. Name nobody in it."),
            button: "Withdraw the document",
            class: "govuk-button govuk-button--warning",
        })
    }

    /// Reads what is said with the step.
    fn read(&self, fields: &Fields) -> Result<String, Vec<Refusal>> {
        let questions = std::slice::from_ref(&self.question);
        let told = Told::new(questions, fields);
        if told.is_refused() { Err(told.refusals(questions)) } else { Ok(told.needed_words(&self.question.id)) }
    }

    fn draw(
        self,
        (state, staff): (&AppState, &Staff),
        room: &Room,
        fields: &Fields,
        (status, refusals): (StatusCode, &[Refusal]),
    ) -> Response {
        let questions = [self.question];
        let summary = messages(&questions, refusals);
        // A refused form is still one of the state that it was first drawn from.
        let seen = if refusals.is_empty() { room.stored.revision } else { form::seen(fields) };
        let changed = (status == StatusCode::CONFLICT).then(|| {
            view! {
                <p class="govuk-inset-text" role="alert">
                    {CHANGED} " Nothing was done. " <a class="govuk-link" href=room.address("")>"See what stands there now"</a> ", and go on if it still holds."
                </p>
            }
        });
        Frame::new(state, &staff.visitor, self.title).status(status).scripts(scripts(&questions)).show(|| {
            view! {
                <a class="govuk-back-link" href=room.address("")>"The document"</a>
                <ErrorSummary errors=summary/>
                <span class="govuk-caption-l">{room.document().title.clone()}</span>
                <h1 class="govuk-heading-l">{self.title}</h1>
                {changed}
                {self.intro}
                <form method="post" action=room.address(self.below) novalidate>
                    <input type="hidden" name=STATE value=seen.to_string()/>
                    {draw(&questions, fields, refusals)}
                    <button class=self.class type="submit">{self.button}</button>
                </form>
            }
        })
    }
}

/// Asks what is to be said of the file that waits.
pub(super) async fn ask_to_publish(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    Ok(Step::publish(&room)?.draw((&state, &staff), &room, &Fields::default(), (StatusCode::OK, &[])))
}

/// Publishes the file that waits.
pub(super) async fn publish(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let step = Step::publish(&room)?;
    let note = match step.read(&fields) {
        Ok(note) => note,
        Err(refusals) => {
            return Ok(step.draw((&state, &staff), &room, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &refusals)));
        }
    };
    let (id, seen, stamp) = (room.document().id, form::seen(&fields), staff.stamp(&state));
    let number = room.waiting().map_or(0, |version| version.number);
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_document_published((id, seen), (number, &note), stamp).await })
    });
    after((&state, &staff), &slug, &fields, work.await, Step::publish).await
}

/// Asks why a document is withdrawn.
pub(super) async fn ask_to_withdraw(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    Ok(Step::withdraw(&room)?.draw((&state, &staff), &room, &Fields::default(), (StatusCode::OK, &[])))
}

/// Withdraws a document.
pub(super) async fn withdraw(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let step = Step::withdraw(&room)?;
    let reason = match step.read(&fields) {
        Ok(reason) => reason,
        Err(refusals) => {
            return Ok(step.draw((&state, &staff), &room, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &refusals)));
        }
    };
    let (id, seen, stamp) = (room.document().id, form::seen(&fields), staff.stamp(&state));
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_document_withdrawn((id, seen), &reason, stamp).await })
    });
    after((&state, &staff), &slug, &fields, work.await, Step::withdraw).await
}

/// Leads back to the document, or asks again whoever was not the first, with what was typed.
async fn after(
    (state, staff): (&AppState, &Staff),
    slug: &str,
    fields: &Fields,
    done: Result<(), StoreError>,
    step: fn(&Room) -> Result<Step, PageError>,
) -> Result<Response, PageError> {
    let room = Room::enter(state, staff, slug, Action::WriteMinutes).await?;
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, document = slug, "somebody published or withdrew a document");
            Ok(Redirect::to(&room.address("")).into_response())
        }
        Err(StoreError::Changed) => Ok(step(&room)?.draw((state, staff), &room, fields, (StatusCode::CONFLICT, &[]))),
        Err(error) => Err(error.into()),
    }
}
