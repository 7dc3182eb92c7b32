//! What is worked out from all responses to a consultation, once for as long as nothing has changed.
//!
//! Pages and files that show it share one working out, and each server does one at a time, so that many readers at once cost no
//! more than one.

use std::{fmt, hash::Hash, sync::Arc, time::Duration};

use moka::sync::Cache;
use tokio::sync::Mutex;

use crate::error::PageError;

/// How many results are kept, and for how long when nobody asks for them.
const KEPT: u64 = 16;
const IDLE: Duration = Duration::from_hours(1);

/// Results by all that they rest on.
pub(super) struct WorkedOut<B, R> {
    found: Cache<B, Arc<R>>,
    turn: Mutex<()>,
}

impl<B, R> Default for WorkedOut<B, R>
where
    B: Eq + Hash + Send + Sync + 'static,
    R: Send + Sync + 'static,
{
    fn default() -> Self {
        Self { found: Cache::builder().max_capacity(KEPT).time_to_idle(IDLE).build(), turn: Mutex::default() }
    }
}

impl<B, R> fmt::Debug for WorkedOut<B, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WorkedOut").finish_non_exhaustive()
    }
}

impl<B, R> WorkedOut<B, R>
where
    B: Eq + Hash + Send + Sync + 'static,
    R: Send + Sync + 'static,
{
    /// Finds what rests on a basis, or does the work.
    pub(super) async fn find(
        &self,
        basis: B,
        work: impl Future<Output = Result<R, PageError>>,
    ) -> Result<Arc<R>, PageError> {
        if let Some(result) = self.found.get(&basis) {
            return Ok(result);
        }
        let _turn = self.turn.lock().await;
        // Whoever had the turn before may have worked out the same.
        if let Some(result) = self.found.get(&basis) {
            return Ok(result);
        }
        let result = Arc::new(work.await?);
        self.found.insert(basis, result.clone());
        Ok(result)
    }
}
