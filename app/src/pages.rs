//! The pages, one folder for each room that a person enters, and the addresses under which they answer.
//!
//! A handler reads the store and draws the page; a form's handler asks `domain`, writes in one transaction and
//! redirects. There is nothing in between.

pub mod alerts;
mod answering;
mod api;
mod by_reference;
mod download;
pub mod drafts;
pub mod eoi;
pub mod errors;
mod feeds;
mod given;
pub mod intake;
mod listing;
mod map;
pub mod public;
pub mod respond;
pub mod revalidated;
pub mod staff;
mod testing;

use axum::{
    Router,
    http::{HeaderName, HeaderValue},
    middleware,
    response::Response,
};

use self::{
    api::PROBLEM,
    download::{given_file, open_file_kind, saved_file},
};
use crate::state::AppState;

/// Asks search engines to leave a page out.
async fn unlisted(mut response: Response) -> Response {
    let header = HeaderName::from_static("x-robots-tag");
    response.headers_mut().insert(header, HeaderValue::from_static("noindex, nofollow"));
    response
}

/// Makes the router of all pages.
pub fn router(state: AppState) -> Router {
    Router::new()
        .merge(public::routes())
        .merge(alerts::routes())
        .merge(api::routes())
        .merge(eoi::routes())
        .merge(feeds::routes())
        .merge(intake::routes())
        .merge(map::routes())
        .merge(respond::routes())
        .merge(staff::routes())
        .merge(testing::routes())
        .fallback(errors::not_found)
        .layer(middleware::from_fn_with_state(state.clone(), errors::draw))
        .with_state(state)
}
