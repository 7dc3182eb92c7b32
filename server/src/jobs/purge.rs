//! Removes what nobody needs any more: sessions that ended and drafts that nobody came back to.

use std::time::Duration;

use app::{state::AppState, visitor::ABSOLUTE_LIMIT};
use chrono::TimeDelta;
use store::StoreError;

use crate::stop::Stop;

/// How long a draft waits for its writer.
pub const DRAFT_LIFE: TimeDelta = TimeDelta::days(28);
const PERIOD: Duration = Duration::from_hours(1);

/// Purges every hour until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    while !stop.is_asked() {
        match purge(&state).await {
            Ok((0, 0)) => {}
            Ok((sessions, drafts)) => tracing::info!(sessions, drafts, "removed what was idle"),
            Err(error) => tracing::warn!(error = %error, "what is idle could not be removed"),
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Removes idle sessions and drafts once and counts them.
pub async fn purge(state: &AppState) -> Result<(u64, u64), StoreError> {
    let now = state.clock.now();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            let sessions = write.remove_idle_sessions(now - ABSOLUTE_LIMIT).await?;
            let drafts = write.remove_idle_drafts(now - DRAFT_LIFE).await?;
            Ok((sessions, drafts))
        })
    });
    work.await
}
