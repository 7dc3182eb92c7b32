//! What a page can fail with, and what the public is told: nothing but the kind, and a number to quote.
//!
//! A handler returns [`PageError`]. It becomes a bare status with a note; `pages::errors` draws the page around it, so
//! that an error from any layer looks alike. Causes go to the log once, here.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use store::StoreError;
use uuid::Uuid;

/// A failure of a page.
#[derive(Debug)]
pub enum PageError {
    /// There is no such page, or it is not for this person to know of.
    NotFound,
    /// The person may not do this.
    NotAllowed,
    /// Another status that needs no words of its own.
    Status(StatusCode),
    /// The database did not answer; the person may try again.
    Unavailable(StoreError),
    /// Something is wrong that only we can mend.
    Broken(String),
}

/// The number that joins an error page to the line in the log; a note on the response.
#[derive(Clone, Copy, Debug)]
pub struct Incident(pub Uuid);

/// A note on a refusal: the change was not sent by a page of this site.
#[derive(Clone, Copy, Debug)]
pub struct SentFromElsewhere;

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) => Self::Unavailable(error),
            other => Self::Broken(other.to_string()),
        }
    }
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::Status(status) => *status,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = status.into_response();
        if status.is_server_error() {
            let incident = Incident(Uuid::new_v4());
            match &self {
                Self::Unavailable(StoreError::Unavailable(cause)) => {
                    tracing::error!(incident = %incident.0, cause = %cause, "the store did not answer");
                }
                error => tracing::error!(incident = %incident.0, error = ?error, "a page broke"),
            }
            response.extensions_mut().insert(incident);
        }
        response
    }
}
