//! Takes into the search what was there before there was one, and what a server before this release has changed. Everything else is
//! found from the moment in which it becomes public.

use std::time::Duration;

use app::state::AppState;
use store::StoreError;

use crate::stop::Stop;

/// How long what a server before this release changes may be found as it was.
const PERIOD: Duration = Duration::from_hours(1);

/// Looks at once and every hour, until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    while !stop.is_asked() {
        if let Err(error) = renew(&state, &stop).await {
            tracing::warn!(error = %error, "it could not be seen whether everything public is found");
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Looks at everything once, piece by piece, so that other writes go on meanwhile.
pub async fn renew(state: &AppState, stop: &Stop) -> Result<(), StoreError> {
    if state.store.remove_outdated_found().await? {
        tracing::info!("the search is made anew by other rules");
    }
    for subject in state.store.list_subjects().await? {
        if stop.is_asked() {
            break;
        }
        // One that cannot be read must not keep the others from being found.
        if let Err(error) = state.store.set_found(subject).await {
            tracing::warn!(error = %error, subject = ?subject, "something public may not be found");
        }
    }
    Ok(())
}
