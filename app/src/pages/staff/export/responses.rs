//! All responses of a consultation as a file, read and sent piece by piece.

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use domain::{ids::ConsultationId, permission::Action};
use futures_util::{Stream, stream};

use super::{headers, note, sheet::Sheet, write};
use crate::{error::PageError, pages::staff::find_consultation, state::AppState, visitor::Staff};

/// How many responses are in memory at once.
const PIECE: u16 = 500;

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
    let headers = headers(&state.site, &consultation, "responses");
    let headings = write([sheet.headings().collect()]).map_err(super::broken)?;
    let reading = Reading { state, consultation: consultation.id, sheet, after: None };
    let pieces = stream::once(async { Ok(Bytes::from(headings)) });
    let body = Body::from_stream(futures_util::StreamExt::chain(pieces, reading.pieces()));
    Ok((headers, body).into_response())
}

/// How far the file has been read.
struct Reading {
    state: AppState,
    consultation: ConsultationId,
    sheet: Sheet,
    /// The reference of the last response that was sent.
    after: Option<String>,
}

impl Reading {
    fn pieces(self) -> impl Stream<Item = Result<Bytes, Failure>> {
        stream::try_unfold(self, |mut reading| async move {
            let piece = reading.piece().await.inspect_err(|error| tracing::error!(%error, "an export broke off"));
            Ok(piece?.map(|bytes| (bytes, reading)))
        })
    }

    /// Reads the next responses by their references, whose order tells nothing of who answered when.
    async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        let after = self.after.as_deref();
        let read = self.state.store.list_submitted_after(self.consultation, after, PIECE.into()).await?;
        let Some(last) = read.last() else { return Ok(None) };
        self.after.clone_from(&last.response.reference);
        let rows: Option<Vec<_>> = read.iter().map(|stored| self.sheet.row(stored)).collect();
        let rows = rows.ok_or("a version was published while its first answers were being exported")?;
        Ok(Some(write(rows)?.into()))
    }
}
