//! Responses from a file: choosing it, reading what would come of it, adding all of them at once, and taking them back.
//!
//! Between reading and adding the file is kept for a day, so that what is added is what was read. It is read anew each time.

mod added;
mod choose;
mod downloads;
mod shown;
mod take_back;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{
    consultation::Consultation,
    ids::{ImportId, ResponseId},
    permission::Action,
    reference,
    response::{Response as Answered, ResponseStatus},
    time::Moment,
};
use store::{Import, NewResponse, StoreError, Version};

use super::super::{
    asking::{Asks, line},
    find_consultation,
};
use crate::{
    error::PageError,
    imports::{self, Form, NUMBER, NotRead, Reading, Row},
    posted::{FILE_BODY_LIMIT, Posted},
    reading::read_file,
    secret::Secret,
    state::AppState,
    visitor::Staff,
};

/// The field with the version of the questionnaire that a file was read against.
const VERSION: &str = "form-version";
/// How often references are drawn anew that are in use by chance.
const DRAWS: usize = 3;

/// Makes the addresses of responses from a file.
pub(in crate::pages::staff) fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/staff/consultations/{slug}/enter/file",
            get(choose::show).post(choose::read).layer(DefaultBodyLimit::max(FILE_BODY_LIMIT)),
        )
        .route("/staff/consultations/{slug}/enter/file/empty.csv", get(downloads::empty))
        .route("/staff/consultations/{slug}/enter/file/columns.csv", get(downloads::columns))
        .route("/staff/consultations/{slug}/enter/file/{import}", get(show).post(add))
        .route("/staff/consultations/{slug}/enter/file/{import}/report.csv", get(downloads::report))
        .route("/staff/consultations/{slug}/enter/file/{import}/references.csv", get(downloads::references))
        .route(
            "/staff/consultations/{slug}/enter/file/{import}/take-back",
            get(take_back::ask).post(take_back::take_back),
        )
}

/// All that a file of a consultation is read with.
struct Room {
    now: Moment,
    consultation: Consultation,
    version: Version,
}

impl Room {
    async fn enter(state: &AppState, staff: &Staff, slug: &str) -> Result<Self, PageError> {
        staff.may(Action::EnterResponses)?;
        let consultation = find_consultation(state, slug).await?;
        let version = state.store.find_current_version(consultation.id).await?.ok_or(PageError::NotFound)?;
        Ok(Self { now: state.clock.now(), consultation, version })
    }

    /// Enters with the import that an address names below a consultation.
    async fn enter_import(
        state: &AppState,
        staff: &Staff,
        (slug, import): (&str, &str),
    ) -> Result<(Self, Import), PageError> {
        let room = Self::enter(state, staff, slug).await?;
        let id = import.parse().map_err(|_| PageError::NotFound)?;
        let import = state.store.find_import(room.consultation.id, ImportId(id)).await?.ok_or(PageError::NotFound)?;
        Ok((room, import))
    }

    fn address(&self, below: &str) -> String {
        format!("/staff/consultations/{}/enter/file{below}", self.consultation.slug)
    }

    fn page(&self, import: ImportId) -> String {
        self.address(&format!("/{import}"))
    }

    /// Makes what a file is read against: the questions, and how and when each response came.
    fn form(&self) -> Form {
        let mut about = super::questions(&self.consultation, self.now);
        about.push(line(NUMBER, "Your own number of the sheet", 40).optional());
        Form::new(&self.version.questionnaire, about)
    }

    async fn read(&self, state: &AppState, file: Vec<u8>) -> Result<Result<Reading, NotRead>, PageError> {
        let form = self.form().with_taken(state.store.list_office_numbers(self.consultation.id).await?);
        read_file(move || imports::read(&file, &form)).await
    }

    /// Reads the file that is kept for an import.
    async fn read_kept(&self, state: &AppState, import: &Import) -> Result<Result<Reading, NotRead>, PageError> {
        let file = state.store.find_import_file(import.id).await?.ok_or(PageError::NotFound)?;
        self.read(state, file).await
    }
}

/// Says who read or added something.
fn who(import: &Import) -> &str {
    import.by.as_deref().unwrap_or("somebody whose account was removed")
}

/// Shows what would come of a file, or what came of it.
async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, import)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (room, import) = Room::enter_import(&state, &staff, (&slug, &import)).await?;
    if import.added.is_some() {
        return added::draw(&state, &staff, &room, &import).await;
    }
    match room.read_kept(&state, &import).await? {
        Ok(reading) => Ok(shown::draw(&state, &staff, &room, &import, &reading, StatusCode::OK)),
        Err(wrong) => choose::draw(&state, &staff, &room, Some(wrong)).await,
    }
}

/// Adds all responses of a file, or none.
async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, import)): Path<(String, String)>,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let (room, import) = Room::enter_import(&state, &staff, (&slug, &import)).await?;
    let done = || Ok(Redirect::to(&room.page(import.id)).into_response());
    if import.added.is_some() {
        return done();
    }
    match state.store.find_standing_import(room.consultation.id, &import.digest).await? {
        Some(standing) if standing.id != import.id => return Ok(choose::again(&state, &staff, &room, &standing)),
        Some(_) => return done(),
        None => {}
    }
    let reading = match room.read_kept(&state, &import).await? {
        Ok(reading) => reading,
        Err(wrong) => return choose::draw(&state, &staff, &room, Some(wrong)).await,
    };
    if posted.text(VERSION) != room.version.id.to_string() {
        return Ok(shown::draw(&state, &staff, &room, &import, &reading, StatusCode::CONFLICT));
    }
    if !reading.is_ready() {
        return Ok(shown::draw(&state, &staff, &room, &import, &reading, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let count = reading.rows.len();
    match store_all(&state, &staff, &room, &import, &reading.rows).await {
        Ok(()) => {
            tracing::info!(
                account = %staff.account.id, consultation = slug, import = %import.id, count, "somebody added a file of responses"
            );
            done()
        }
        Err(StoreError::Changed) => {
            match state.store.find_standing_import(room.consultation.id, &import.digest).await? {
                Some(standing) if standing.id != import.id => Ok(choose::again(&state, &staff, &room, &standing)),
                _ => done(),
            }
        }
        Err(error) => Err(error.into()),
    }
}

async fn store_all(
    state: &AppState,
    staff: &Staff,
    room: &Room,
    import: &Import,
    rows: &[Row],
) -> Result<(), StoreError> {
    let (id, by) = (import.id, (staff.account.id, room.now));
    let mut result = Err(StoreError::Taken);
    for _ in 0..DRAWS {
        let responses: Vec<NewResponse> = rows.iter().map(|row| response(state, room, row)).collect();
        let work = state
            .store
            .write(move |mut write| Box::pin(async move { write.set_import_added(id, by, &responses).await }));
        result = work.await;
        if !matches!(result, Err(StoreError::Taken)) {
            break;
        }
    }
    result
}

fn response(state: &AppState, room: &Room, row: &Row) -> NewResponse {
    let response = Answered {
        id: ResponseId::new(&*state.clock, &*state.entropy),
        consultation: room.consultation.id,
        version: room.version.id,
        status: ResponseStatus::Submitted,
        reference: Some(reference::new(&*state.entropy)),
        segment: row.submission.segment.clone(),
        organisation: row.submission.organisation.clone(),
        area: row.submission.area.clone(),
        submitted_at: Some(room.now),
        channel: row.channel,
        received_on: Some(row.received_on),
        is_invited: false,
        order: None,
        language: None,
    };
    NewResponse {
        response,
        token_hash: Secret::new(&*state.entropy).hash(),
        submission: row.submission.clone(),
        sheet_row: i64::try_from(row.number).unwrap_or(i64::MAX),
        your_number: row.your_number.clone(),
    }
}
