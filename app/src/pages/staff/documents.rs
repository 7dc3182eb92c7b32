//! Documents as staff keep them: described, given files, published version by version, and withdrawn.
//!
//! Every role reads them. Whoever writes minutes writes documents.

mod file;
mod list;
mod of_meeting;
mod one;
mod steps;
mod written;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use domain::{
    document::{Document, DocumentVersion, current, waiting},
    permission::Action,
};
use store::{StoredDocument, StoredDocumentVersion};

pub(super) use self::list::status;

use super::kept::Kept;
use crate::{error::PageError, posted::DOCUMENT_BODY_LIMIT, state::AppState, visitor::Staff};

/// What the list is called.
const TITLE: &str = "Documents";
/// Where it is.
const ADDRESS: &str = "/staff/documents";
/// What is said to whoever was not the first.
const CHANGED: &str = "Somebody has changed this document since you opened the page.";

/// Makes the addresses of documents.
pub(super) fn routes() -> Router<AppState> {
    let limit = DefaultBodyLimit::max(DOCUMENT_BODY_LIMIT);
    Router::new()
        .route("/staff/documents", get(list::show))
        .route("/staff/documents/new", get(written::show_new).post(written::add))
        .route("/staff/documents/{slug}", get(one::show))
        .route("/staff/documents/{slug}/change", get(written::show).post(written::change))
        .route("/staff/documents/{slug}/file", get(file::show).post(file::add).layer(limit))
        .route("/staff/documents/{slug}/file/remove", post(file::remove))
        .route("/staff/documents/{slug}/publish", get(steps::ask_to_publish).post(steps::publish))
        .route("/staff/documents/{slug}/withdraw", get(steps::ask_to_withdraw).post(steps::withdraw))
        .route("/staff/documents/{slug}/remove", post(written::remove))
}

/// One document with its versions.
struct Room {
    stored: StoredDocument,
    /// The newest first; one that waits to be published is among them.
    versions: Vec<StoredDocumentVersion>,
}

impl Room {
    /// Enters the room of those who may do something here.
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        staff.may(action)?;
        let stored = state.store.find_document(slug).await?.ok_or(PageError::NotFound)?;
        let versions = state.store.list_document_versions(stored.document.id).await?;
        Ok(Self { stored, versions })
    }

    fn document(&self) -> &Document {
        &self.stored.document
    }

    fn address(&self, below: &str) -> String {
        format!("{ADDRESS}/{}{below}", self.document().slug)
    }

    fn versions(&self) -> Vec<DocumentVersion> {
        self.versions.iter().map(|stored| stored.version.clone()).collect()
    }

    fn waiting(&self) -> Option<DocumentVersion> {
        waiting(&self.versions()).cloned()
    }

    fn current(&self) -> Option<DocumentVersion> {
        current(&self.versions()).cloned()
    }

    fn kept(&self) -> Kept {
        Kept { home: (self.address(""), "The document"), revision: self.stored.revision.to_string() }
    }
}
