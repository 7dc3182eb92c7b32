//! Reading all responses to a consultation, some at a time, so that no page holds them all in memory.

use domain::ids::ConsultationId;
use store::{StoreError, StoredResponse};

use crate::state::AppState;

/// How many responses are in memory at once.
const AT_ONCE: i64 = 500;

/// The submitted responses of a consultation, as far as they were read.
pub(super) struct Submitted {
    consultation: ConsultationId,
    /// The reference of the last response that was read.
    after: Option<String>,
}

impl Submitted {
    /// Begins with the first.
    pub(super) fn new(consultation: ConsultationId) -> Self {
        Self { consultation, after: None }
    }

    /// Reads the next responses by their references, whose order tells nothing of who answered when; none at the end.
    pub(super) async fn read_on(&mut self, state: &AppState) -> Result<Option<Vec<StoredResponse>>, StoreError> {
        let read = state.store.list_submitted_after(self.consultation, self.after.as_deref(), AT_ONCE).await?;
        let Some(last) = read.last() else { return Ok(None) };
        self.after.clone_from(&last.response.reference);
        Ok(Some(read))
    }
}
