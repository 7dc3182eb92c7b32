//! Documents: all that are published, each with its versions, and the files themselves.

mod file;
mod list;
mod one;

use axum::{Router, routing::get};
use domain::{
    document::{Document, DocumentVersion},
    language::Language,
};
use leptos::prelude::*;

use crate::{pages::download::encoded, state::AppState};

/// Makes the addresses of documents.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/documents", get(list::show))
        .route("/documents/{slug}", get(one::show))
        .route("/documents/{slug}/{number}", get(one::version))
        .route("/documents/{slug}/{number}/{file}", get(file::show))
}

/// Gives the address of the page of a document.
pub(super) fn address(document: &Document) -> String {
    format!("/documents/{}", document.slug)
}

/// Draws the title of a document in a list, which leads to its page.
pub(super) fn listed_title(document: &Document) -> impl IntoView + use<> {
    let tag = document.language.map(Language::tag);
    view! {
        <p class="fm-listing__title">
            <a class="govuk-link" href=address(document) lang=tag>{document.title.clone()}</a>
        </p>
    }
}

/// Gives the address of the file of a version.
pub(in crate::pages) fn file_address(document: &Document, version: &DocumentVersion) -> String {
    format!("{}/{}/{}", address(document), version.number, encoded(&version.file_name))
}
