//! Reminds those who may publish replies that a consultation has none, for as long as that is so.

use std::time::Duration;

use app::{replies::reminding::remind, state::AppState};

use crate::stop::Stop;

/// Reminders are weeks apart, so that an hour more is nothing.
const PERIOD: Duration = Duration::from_hours(1);

/// Looks every hour, until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    while !stop.is_asked() {
        match remind(&state).await {
            Ok(0) => {}
            Ok(mails) => tracing::info!(mails, "reminders of replies that are due wait to be sent"),
            Err(error) => tracing::warn!(error = %error, "nobody could be reminded of replies that are due"),
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}
