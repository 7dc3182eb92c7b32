//! All responses of a consultation as a file, read and sent piece by piece.

use std::collections::BTreeMap;

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::permission::Action;
use futures_util::{Stream, stream};
use store::Redacted;

use super::{headers, note, sheet::Sheet, write};
use crate::{
    error::PageError,
    pages::staff::{find_consultation, submitted::Submitted},
    state::AppState,
    visitor::Staff,
};

/// What went wrong in the middle of a file; the connection breaks off, so that nobody takes half a file for all of it.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Sends the file.
pub(in crate::pages::staff) async fn responses(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::ExportResponses)?;
    let consultation = find_consultation(&state, &slug).await?;
    note(&staff, &consultation, "responses");
    let sheet = Sheet::new(&state.store.list_answered_versions(consultation.id).await?);
    let redacted = state.store.list_redactions(consultation.id).await?;
    let headers = headers(&state.site, &consultation, "responses");
    let headings = write([sheet.headings().collect()]).map_err(super::broken)?;
    let reading = Reading { state, submitted: Submitted::new(consultation.id), sheet, redacted };
    let pieces = stream::once(async { Ok(Bytes::from(headings)) });
    let body = Body::from_stream(futures_util::StreamExt::chain(pieces, reading.pieces()));
    Ok((headers, body).into_response())
}

/// How far the file has been read.
struct Reading {
    state: AppState,
    submitted: Submitted,
    sheet: Sheet,
    /// What takes the place of what was written, where that was redacted.
    redacted: Redacted,
}

impl Reading {
    fn pieces(self) -> impl Stream<Item = Result<Bytes, Failure>> {
        stream::try_unfold(self, |mut reading| async move {
            let piece = reading.piece().await.inspect_err(|error| tracing::error!(%error, "an export broke off"));
            Ok(piece?.map(|bytes| (bytes, reading)))
        })
    }

    async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        let Some(mut read) = self.submitted.read_on(&self.state).await? else { return Ok(None) };
        let nothing = BTreeMap::new();
        let rows = read.iter_mut().map(|stored| {
            let redacted = self.redacted.get(&stored.response.id).unwrap_or(&nothing);
            stored.redact(redacted.iter().map(|(question, text)| (question, text.as_str())));
            self.sheet.row(stored, redacted)
        });
        let rows: Option<Vec<_>> = rows.collect();
        let rows = rows.ok_or("a version was published while its first answers were being exported")?;
        Ok(Some(write(rows)?.into()))
    }
}
