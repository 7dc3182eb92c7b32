//! Reading all responses to a consultation, some at a time, so that no page holds them all in memory.

use domain::ids::ConsultationId;
use store::{ResponseFilter, StoreError, StoredResponse};

use crate::state::AppState;

/// How many responses are in memory at once.
const AT_ONCE: i64 = 500;

/// The submitted responses of a consultation, as far as they were read.
pub(super) struct Submitted {
    consultation: ConsultationId,
    filter: ResponseFilter,
    /// The reference of the last response that was read.
    after: Option<String>,
}

impl Submitted {
    /// Begins with the first of all.
    pub(super) fn new(consultation: ConsultationId) -> Self {
        Self::narrowed(consultation, ResponseFilter::default())
    }

    /// Begins with the first that a filter lets through.
    pub(super) fn narrowed(consultation: ConsultationId, filter: ResponseFilter) -> Self {
        Self { consultation, filter, after: None }
    }

    /// Reads the next responses by their references, whose order tells nothing of who answered when; none at the end.
    pub(super) async fn read_on(&mut self, state: &AppState) -> Result<Option<Vec<StoredResponse>>, StoreError> {
        let read = self.read(state).await?;
        let Some(last) = read.last() else { return Ok(None) };
        self.after.clone_from(&last.response.reference);
        Ok(Some(read))
    }

    async fn read(&self, state: &AppState) -> Result<Vec<StoredResponse>, StoreError> {
        state.store.list_matches_after(self.consultation, &self.filter, self.after.as_deref(), AT_ONCE).await
    }
}
