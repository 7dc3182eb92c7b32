//! Notes of the articles whose next version is due that it is, so that it is found. Everybody reads it from its moment on without this.

use std::time::Duration;

use app::state::AppState;
use store::StoreError;

use crate::stop::Stop;

/// How long after its moment a version may not be found yet.
const PERIOD: Duration = Duration::from_mins(1);

/// Looks at once and every minute, until asked to stop.
pub async fn run(state: AppState, mut stop: Stop) {
    while !stop.is_asked() {
        if let Err(error) = note(&state).await {
            tracing::warn!(error = %error, "it could not be seen whether a page is due");
        }
        tokio::select! {
            () = stop.asked() => {}
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
}

/// Notes what is due now.
pub async fn note(state: &AppState) -> Result<(), StoreError> {
    let now = state.clock.now();
    for article in state.store.list_due_articles(now).await? {
        let work =
            state.store.write(move |mut write| Box::pin(async move { write.set_article_due(article, now).await }));
        work.await?;
        tracing::info!(article = %article, "a version of a page is shown now");
    }
    Ok(())
}
