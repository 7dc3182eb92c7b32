//! Fetching a saved export: by a program, with its key and without a session or a cookie.
//!
//! The key stands behind the address, because Excel and Power BI take an address and nothing else without code; or it is the
//! password of HTTP's basic authentication, which both can ask for too and which leaves it out of the address.

use std::sync::Arc;

use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use domain::{
    consultation::Consultation,
    ids::SavedExportId,
    permission::{self, Action, Role},
    time::Moment,
    vocabulary::Word,
};
use store::{SavedExport, StoreError};

use crate::{
    error::PageError,
    network::Network,
    pages::{
        saved_file,
        staff::{
            export::{
                CSV,
                order::{Wanted, packing_for_programs},
                responses::{find_refusal, take},
                sheet::OwnWords,
                stream,
            },
            filter,
            submitted::Submitted,
        },
    },
    posted::InAddress,
    secret::Secret,
    state::AppState,
    throttle::Throttle,
};

const WINDOW: TimeDelta = TimeDelta::minutes(5);
/// [`WINDOW`] for the header that says when to come back.
const COME_BACK: HeaderValue = HeaderValue::from_static("300");
/// How many wrong keys one network has in [`WINDOW`], in this process.
const WRONG_KEYS: usize = 10;
/// How often one export is fetched in [`WINDOW`], in this process; each time all of it is read.
const MOST_FETCHES: usize = 20;
/// Asks a program for a password.
const CHALLENGE: HeaderValue = HeaderValue::from_static("Basic realm=\"Saved export\", charset=\"UTF-8\"");

/// The count of fetches.
#[derive(Debug)]
pub(super) struct Fetches {
    wrong: Throttle,
    of_export: Throttle,
}

impl Fetches {
    /// Begins to count, for all who fetch.
    pub(super) fn shared() -> Arc<Self> {
        let (wrong, of_export) = (Throttle::new(WRONG_KEYS, WINDOW), Throttle::new(MOST_FETCHES, WINDOW));
        Arc::new(Self { wrong, of_export })
    }
}

/// Sends a saved export, or one of the files that go with it.
pub(super) async fn fetch(
    State(state): State<AppState>,
    Extension(fetches): Extension<Arc<Fetches>>,
    network: Option<Extension<Network>>,
    Path(export): Path<String>,
    InAddress(fields): InAddress,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let in_address = Some(fields.text("token")).filter(|token| !token.is_empty()).map(Secret::from_outside);
    let Some(key) = in_address.clone().or_else(|| password(&headers)) else { return Ok(ask()) };
    let now = state.clock.now();
    let network = network.map(|Extension(network)| network.key()).unwrap_or_default();
    if !fetches.wrong.admit(&network, now) {
        return Ok(too_many());
    }
    let Some((saved, consultation)) = find(&state, &export, &key, now).await? else {
        return if in_address.is_some() { Err(PageError::NotFound) } else { Ok(ask()) };
    };
    fetches.wrong.take_back(&network, now);
    if !fetches.of_export.admit(&saved.of.id.to_string(), now) {
        return Ok(too_many());
    }
    let response = send(&state, &saved, &consultation, fields.text("part")).await?;
    let id = saved.of.id;
    let noted: Result<(), StoreError> = state
        .store
        .write(move |mut write| Box::pin(async move { write.set_saved_export_fetched(id, now).await }))
        .await;
    noted?;
    tracing::info!(export = %id, consultation = consultation.slug, "a saved export was fetched");
    Ok(response)
}

/// Finds the export that a key opens now, as long as whoever answers for it may take responses out.
async fn find(
    state: &AppState,
    export: &str,
    key: &Secret,
    now: Moment,
) -> Result<Option<(SavedExport, Consultation)>, PageError> {
    let Ok(id) = export.parse().map(SavedExportId) else { return Ok(None) };
    let Some(saved) = state.store.find_saved_export(id).await? else { return Ok(None) };
    let role = saved.made_by.as_ref().and_then(|(_, role)| Role::from_word(role));
    let is_answered_for = role.is_some_and(|role| permission::may(role, Action::ExportResponses));
    if saved.token_hash != key.hash() || now >= saved.of.expires_at || !is_answered_for {
        return Ok(None);
    }
    let consultation = state.store.find_consultation(&saved.slug).await?;
    Ok(consultation.map(|consultation| (saved, consultation)))
}

async fn send(
    state: &AppState,
    saved: &SavedExport,
    consultation: &Consultation,
    part: &str,
) -> Result<Response, PageError> {
    let of = &saved.of;
    let own_words = if of.has_own_words { OwnWords::Included } else { OwnWords::LeftOut };
    let packing = packing_for_programs(of.format);
    let wanted = Wanted { format: of.format, packing, filter: filter::read(&of.filter), own_words };
    match part {
        "dictionary" => {
            let prepared = wanted.prepare(state, consultation).await?;
            let dictionary = export::dictionary(&prepared.order.sheet);
            let dictionary = dictionary.map_err(|error| PageError::Broken(error.to_string()))?;
            Ok((saved_file(CSV, "dictionary.csv"), dictionary).into_response())
        }
        "manifest" => {
            let prepared = wanted.prepare(state, consultation).await?;
            let submitted = Submitted::narrowed(consultation.id, wanted.filter.clone());
            let manifest = stream::measure(state.clone(), prepared, submitted).await;
            let manifest = manifest.map_err(|error| PageError::Broken(error.to_string()))?;
            let written = serde_json::to_vec_pretty(&manifest);
            let written = written.map_err(|error| PageError::Broken(error.to_string()))?;
            Ok((saved_file("application/json", "manifest.json"), written).into_response())
        }
        _ if find_refusal(state, consultation, &wanted).await?.is_some() => {
            Err(PageError::Status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        _ => take(state, consultation, &wanted).await,
    }
}

/// Reads the password of basic authentication, whoever the user is.
fn password(headers: &HeaderMap) -> Option<Secret> {
    let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = given.split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let decoded = String::from_utf8(decoded).ok()?;
    decoded.split_once(':').map(|(_, password)| Secret::from_outside(password))
}

fn ask() -> Response {
    let mut response = PageError::Status(StatusCode::UNAUTHORIZED).into_response();
    response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
    response
}

fn too_many() -> Response {
    let mut response = PageError::Status(StatusCode::TOO_MANY_REQUESTS).into_response();
    response.headers_mut().insert(header::RETRY_AFTER, COME_BACK);
    response
}
