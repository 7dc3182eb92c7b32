//! Works on the runs of weightings that staff have asked for.

use std::time::Duration;

use app::{
    runs::{Worked, work_once},
    state::AppState,
};
use domain::ids::unordered;

use crate::stop::Stop;

/// How long whoever asked waits at the most until somebody looks.
const PERIOD: Duration = Duration::from_secs(1);

/// Looks every second, until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    let holder = unordered(&*state.entropy);
    let hears = stop.clone();
    while !stop.is_asked() {
        match work_once(&state, holder, env!("CARGO_PKG_VERSION"), &|| hears.is_asked()).await {
            Ok(Worked::OnOne) => continue,
            Ok(Worked::Nothing) => {}
            Err(error) => tracing::error!(error = %error, "weightings could not be worked on"),
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}
