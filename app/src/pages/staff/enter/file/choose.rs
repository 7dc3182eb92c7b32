//! Choosing a file: what it has to look like, the form for it, and what was added from files before.

use axum::{
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::ImportId, response::days_of_receipt};
use leptos::prelude::*;
use sha2::{Digest, Sha256};
use store::{Import, StoreError};

use super::{Room, who};
use crate::{
    error::PageError,
    imports::NotRead,
    pages::staff::file_form::{errors, file_form, posted_file},
    parts::{Caption, ErrorSummary, Frame, Table},
    state::AppState,
    visitor::Staff,
    words::{dates, imports as words, numbers},
};

const HEADING: &str = "Add responses from a file";

pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    draw(&state, &staff, &room, None).await
}

/// Reads the file and keeps it, so that what is wrong in it can be shown as often as somebody wants.
pub(super) async fn read(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug).await?;
    let bytes = posted_file(request, &state).await;
    let digest = Sha256::digest(&bytes).to_vec();
    if let Some(standing) = state.store.find_standing_import(room.consultation.id, &digest).await? {
        return Ok(again(&state, &staff, &room, &standing));
    }
    if let Err(wrong) = room.read(&state, bytes.clone()).await? {
        return draw(&state, &staff, &room, Some(wrong)).await;
    }
    let import = ImportId::new(&*state.clock, &*state.entropy);
    let (consultation, by) = (room.consultation.id, (staff.account.id, room.now));
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.add_import(import, consultation, by, &digest, &bytes).await })
    });
    let kept: Result<(), StoreError> = work.await;
    kept?;
    Ok(Redirect::to(&room.page(import)).into_response())
}

/// Says that the file was added before, and nothing now.
pub(super) fn again(state: &AppState, staff: &Staff, room: &Room, standing: &Import) -> Response {
    const AGAIN: &str = "This file was added before";
    let (day, count) = standing.added.map_or((standing.read_at, 0), |added| added);
    let count = numbers::count(count, "response", "responses");
    Frame::new(state, &staff.visitor, AGAIN).status(StatusCode::CONFLICT).show(|| {
        view! {
            <a class="govuk-back-link" href=room.address("")>{HEADING}</a>
            <h1 class="govuk-heading-l">{AGAIN}</h1>
            <p class="govuk-body">
                {format!("It was added on {} by {}, with {count}. Nothing was added now.", dates::day_of(day), who(standing))}
            </p>
            <p class="govuk-body"><a class="govuk-link" href=room.page(standing.id)>"See what was added"</a></p>
        }
    })
}

/// Draws the form for the file, perhaps with why the one that was sent cannot be read.
pub(super) async fn draw(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    wrong: Option<NotRead>,
) -> Result<Response, PageError> {
    let before = state.store.list_imports(room.consultation.id).await?;
    let message = wrong.as_ref().map(words::not_read);
    let status = if message.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let errors = errors(message.as_ref());
    let (first, last) = days_of_receipt(&room.consultation, room.now);
    Ok(Frame::new(state, &staff.visitor, HEADING).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=format!("/staff/consultations/{}/enter", room.consultation.slug)>"Type in a response"</a>
            <ErrorSummary errors=errors/>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{HEADING}</h1>
            <p class="govuk-body">
                "For answers on paper that somebody else typed, or that were written into a spreadsheet at an event. Each row is one "
                "response, and each column has the same heading as in the file of responses that can be downloaded."
            </p>
            {if first > last {
                view! { <p class="govuk-inset-text">"The consultation has not opened yet."</p> }.into_any()
            } else {
                view! { {steps(room)} {file_form(room.address(""), "At most 2 MB and 5,000 responses", message)} }.into_any()
            }}
            {earlier(room, &before)}
        }
    }))
}

fn steps(room: &Room) -> impl IntoView + use<> {
    view! {
        <ol class="govuk-list govuk-list--number">
            <li>
                <a class="govuk-link" href=room.address("/empty.csv")>"Download the empty file (CSV)"</a>
                " and open it in a spreadsheet. "
                <a class="govuk-link" href=room.address("/columns.csv")>"Download what each column can hold (CSV)"</a> "."
            </li>
            <li>
                "Fill in one row for each response. Leave empty what was left blank. Every row says how the answers came (" <strong>"channel"</strong>
                ") and when we got them (" <strong>"received"</strong> "). Write your own number of the sheet under "
                <strong>"your_number"</strong> ", so that you can find it again."
            </li>
            <li>"Save it as ‘CSV UTF-8’ and choose it here. You see what was read before anything is stored."</li>
        </ol>
        <p class="govuk-body">
            "Email addresses and telephone numbers for news are not read from a file: they are kept apart from the answers."
        </p>
    }
}

fn earlier(room: &Room, before: &[Import]) -> Option<AnyView> {
    let first = before.first()?;
    let caption = Caption::Spoken("Files that were added, the newest first".to_owned());
    let table = Table::new("Files", caption, "Added").words("By").words("Responses").words("Now");
    let row = |table: Table, import: &Import| {
        let (at, count) = import.added.map_or((first.read_at, 0), |added| added);
        let now =
            import.taken_back_at.map_or("Counted".to_owned(), |at| format!("Taken back on {}", dates::day_of(at)));
        table.row(
            view! { <a class="govuk-link" href=room.page(import.id)>{dates::moment(at)}</a> },
            [who(import).to_owned().into_any(), numbers::whole(count).into_any(), now.into_any()],
        )
    };
    let table = before.iter().fold(table, row);
    Some(
        view! {
            <h2 class="govuk-heading-m">"Added from files before"</h2>
            {table.draw()}
        }
        .into_any(),
    )
}
