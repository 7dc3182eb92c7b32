//! Notices when the demonstration is loaded into a database that is being served, so that every page says so.

use std::{sync::atomic::Ordering, time::Duration};

use app::state::AppState;
use store::StoreError;

use crate::stop::Stop;

/// The mark is in the database before the first answer, and loading takes longer than this.
const PERIOD: Duration = Duration::from_secs(1);

/// Looks every second until the data is a demonstration, or until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    while !state.site.is_synthetic() && !stop.is_asked() {
        if let Err(error) = look(&state).await {
            tracing::debug!(error = %error, "it could not be seen whether the data is a demonstration");
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Looks once.
pub async fn look(state: &AppState) -> Result<(), StoreError> {
    if state.store.is_synthetic().await? {
        state.site.synthetic.store(true, Ordering::Relaxed);
    }
    Ok(())
}
