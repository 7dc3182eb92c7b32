//! Publishing open data: one person writes the list of tables and makes the files, another releases these very files, and they can be
//! taken back.

mod desk;
mod drawn;

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{fields::Fields, permission::Action, publication::may_release};
use store::{OpenData, OpenFiles, StoreError};

use self::{
    desk::{BY, Desk, HASH, LICENCE, NOTE, QUESTIONS, REASON, TABLE, why, words},
    drawn::{Drawn, page},
};
use super::{asking::Told, form::STATE, shown::Shown};
use crate::{
    error::PageError,
    open_data::{NotMade, make},
    pages::{open_file_kind, saved_file},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::hex,
};

/// Makes the addresses of open data.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/staff/consultations/{slug}/data", get(show))
        .route("/staff/consultations/{slug}/data/add", post(add))
        .route("/staff/consultations/{slug}/data/remove", post(remove))
        .route("/staff/consultations/{slug}/data/make", post(make_files))
        .route("/staff/consultations/{slug}/data/give-up", post(give_up))
        .route("/staff/consultations/{slug}/data/release", post(release))
        .route("/staff/consultations/{slug}/data/take-back", post(take_back))
        .route("/staff/consultations/{slug}/data/files/{file}", get(file))
}

async fn show(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let desk = Desk::find(&state, &slug).await?;
    Ok(page(&state, &staff, &desk, &Fields::default(), Shown::AsIs))
}

/// Gives a file that is made and not released, byte for byte.
async fn file(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, name)): Path<(String, String)>,
) -> Result<Response, PageError> {
    staff.may(Action::ReadWeighting)?;
    let desk = Desk::find(&state, &slug).await?;
    let open = desk.open().ok_or(PageError::NotFound)?;
    let bytes = state.store.find_open_file(open.id, &name).await?.ok_or(PageError::NotFound)?;
    Ok((saved_file(open_file_kind(&name), &format!("{slug}-data-{name}")), bytes).into_response())
}

/// Adds tables to the list.
async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = Desk::find(&state, &slug).await?;
    let questions = desk.tables();
    let mut told = Told::new(&questions, &fields);
    let Some(mut data) = desk.draft(&state).filter(|_| fields.text(STATE) == desk.state()) else {
        return Ok(page(&state, &staff, &desk, &fields, Shown::Changed));
    };
    let (chosen, by) = (told.all_chosen(QUESTIONS), told.chosen(BY).map(str::to_owned));
    if let (false, Some(by)) = (told.is_refused(), by)
        && let Err(reason) = desk.add(&mut data.crosstabs, &chosen, &by)
    {
        told.refuse(QUESTIONS, reason);
    }
    let refusals = told.refusals(&questions);
    if !refusals.is_empty() {
        return Ok(page(&state, &staff, &desk, &fields, Shown::Refused(refusals)));
    }
    write(&state, &staff, (&desk, &slug), data, None, &fields).await
}

/// Takes a table out of the list.
async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = Desk::find(&state, &slug).await?;
    let place: Option<usize> = fields.text(TABLE).parse().ok().filter(|place| *place < desk.list().len());
    let draft = desk.draft(&state).filter(|_| fields.text(STATE) == desk.state());
    let (Some(place), Some(mut data)) = (place, draft) else {
        return Ok(page(&state, &staff, &desk, &Fields::default(), Shown::Moved));
    };
    data.crosstabs.remove(place);
    write(&state, &staff, (&desk, &slug), data, None, &fields).await
}

/// Makes the files of what is written.
async fn make_files(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = Desk::find(&state, &slug).await?;
    let questions = words();
    let told = Told::new(&questions, &fields);
    let (licence, note) = (told.needed_words(LICENCE), told.needed_words(NOTE));
    let refusals = told.refusals(&questions);
    let draft = desk.draft(&state).filter(|_| fields.text(STATE) == desk.state());
    let (Some(mut data), Some(edition)) = (draft, &desk.edition) else {
        return Ok(page(&state, &staff, &desk, &fields, Shown::Changed));
    };
    if !refusals.is_empty() {
        return Ok(page(&state, &staff, &desk, &fields, Shown::Refused(refusals)));
    }
    (data.licence, data.note) = (licence, note);
    if data.crosstabs.is_empty() {
        let words = "Put at least one table into the list before the files are made".to_owned();
        return Ok(page(&state, &staff, &desk, &fields, Drawn::NotMade(words)));
    }
    match make(&state, &desk.consultation, edition, &data).await {
        Ok(files) => write(&state, &staff, (&desk, &slug), data, Some(files), &fields).await,
        Err(NotMade::Unsafe(reason)) => {
            let words = format!("These tables cannot be published: {reason}");
            Ok(page(&state, &staff, &desk, &fields, Drawn::NotMade(words)))
        }
        Err(NotMade::Failed(error)) => Err(error),
    }
}

async fn give_up(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = Desk::find(&state, &slug).await?;
    let Some(data) = desk.open().filter(|_| fields.text(STATE) == desk.state()).cloned() else {
        return Ok(page(&state, &staff, &desk, &Fields::default(), Shown::Moved));
    };
    let stamp = staff.stamp(&state);
    let work = state.store.write(move |mut write| Box::pin(async move { write.remove_open_data(&data, stamp).await }));
    after(&state, &staff, &slug, &fields, work.await, "somebody gave up publishing open data").await
}

/// Releases the files that somebody else made, if they are those that were seen and nothing was published or deleted since.
async fn release(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::PublishResults)?;
    let desk = Desk::find(&state, &slug).await?;
    let seen = |data: &&OpenData| data.hash.as_deref().is_some_and(|hash| hex(hash) == fields.text(HASH));
    let signed = desk.open().filter(|_| fields.text(STATE) == desk.state()).filter(seen);
    let signed = signed.filter(|data| may_release(&data.standing, data.writer, staff.account.id).is_ok());
    let (Some(data), Some(hash)) = (signed.cloned(), desk.open().and_then(|data| data.hash.clone())) else {
        return Ok(page(&state, &staff, &desk, &Fields::default(), Shown::Moved));
    };
    if desk.is_stale(&state).await? {
        return Ok(page(&state, &staff, &desk, &Fields::default(), Drawn::Stale));
    }
    let stamp = staff.stamp(&state);
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_open_data_released(&data, &hash, stamp).await }));
    after(&state, &staff, &slug, &fields, work.await, "somebody released open data").await
}

async fn take_back(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::TakeBackResults)?;
    let desk = Desk::find(&state, &slug).await?;
    let Some(data) = desk.public().filter(|data| fields.text(STATE) == data.id.to_string()).cloned() else {
        return Ok(page(&state, &staff, &desk, &Fields::default(), Shown::Moved));
    };
    let questions = [why()];
    let told = Told::new(&questions, &fields);
    let reason = told.needed_words(REASON);
    let refusals = told.refusals(&questions);
    if !refusals.is_empty() {
        return Ok(page(&state, &staff, &desk, &fields, Shown::Refused(refusals)));
    }
    let stamp = staff.stamp(&state);
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_open_data_taken_back(&data, &reason, stamp).await }));
    after(&state, &staff, &slug, &fields, work.await, "somebody took open data back").await
}

/// Stores what is written, with the files that were made of it or without any.
async fn write(
    state: &AppState,
    staff: &Staff,
    (desk, slug): (&Desk, &str),
    data: OpenData,
    made: Option<OpenFiles>,
    fields: &Fields,
) -> Result<Response, PageError> {
    let is_new = desk.open().is_none();
    let (begun, stored) = (staff.stamp(state), staff.stamp(state));
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            if is_new {
                write.add_open_data(&data, begun).await?;
            }
            if is_new && made.is_none() {
                return Ok(());
            }
            let data = if is_new { OpenData { revision: 1, ..data } } else { data };
            write.set_open_data(&data, made.as_ref(), stored).await
        })
    });
    after(state, staff, slug, fields, work.await, "somebody wrote open data").await
}

/// Leads back to the page after a step, or shows what stands there where somebody else was first.
async fn after(
    state: &AppState,
    staff: &Staff,
    slug: &str,
    fields: &Fields,
    done: Result<(), StoreError>,
    said: &'static str,
) -> Result<Response, PageError> {
    match done {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, consultation = slug, "{said}");
            Ok(Redirect::to(&desk::address(slug, "")).into_response())
        }
        Err(StoreError::Changed) => {
            let desk = Desk::find(state, slug).await?;
            Ok(page(state, staff, &desk, fields, Shown::Changed))
        }
        Err(error) => Err(error.into()),
    }
}
