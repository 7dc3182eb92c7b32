//! Seeing what is new: each entry of the feed gets its number once.

use domain::alert::Strand;
use store::{StoreError, Unnumbered};

use super::MOST_SEEN;
use crate::{
    error::PageError,
    feeds::{Entry, Kind, newest},
    state::AppState,
};

/// How often numbers are given where another server gives some at the same moment.
const TRIES: usize = 3;

/// Gives a number to each entry of the feed that has none yet, the oldest first, and says how many these were.
///
/// # Errors
/// Fails where the database does.
pub async fn see(state: &AppState) -> Result<usize, PageError> {
    for _ in 1..TRIES {
        if let Some(count) = see_once(state).await? {
            return Ok(count);
        }
    }
    Ok(see_once(state).await?.unwrap_or_default())
}

/// Gives the numbers, unless another server gave some meanwhile, so that nothing was stored.
async fn see_once(state: &AppState) -> Result<Option<usize>, PageError> {
    let seen = state.store.list_seen_entries().await?;
    let mut entries = newest(state, None, MOST_SEEN).await?;
    entries.retain(|entry| !seen.contains(&entry.id));
    entries.sort_by_key(|entry| (entry.published_at, entry.id));
    let new: Vec<Unnumbered> = entries.iter().map(|entry| (entry.id, strand(entry), entry.group)).collect();
    if new.is_empty() {
        return Ok(Some(0));
    }
    let (count, now) = (new.len(), state.clock.now());
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_novelties(&new, now).await }));
    match work.await {
        Ok(()) => Ok(Some(count)),
        Err(StoreError::Changed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn strand(entry: &Entry) -> Strand {
    match entry.kind {
        Kind::Agenda | Kind::Minutes => Strand::Minutes,
        Kind::Document => Strand::Documents,
        Kind::News | Kind::Page => Strand::News,
        Kind::Consultation | Kind::Results | Kind::OpenData | Kind::Report | Kind::Reply => Strand::Consultations,
    }
}
