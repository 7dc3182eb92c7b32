//! The ways around the site as every page shows them, kept for a moment so that no page waits for the database to draw them.

use std::{
    sync::{Arc, PoisonError, RwLock, RwLockWriteGuard},
    time::{Duration, Instant},
};

use domain::{
    front::{Front, Way},
    time::Clock,
};
use store::{Store, StoreError};

use crate::articles;

/// How long a change on another server may not be seen: with the time for which a page is kept it stays below a second.
const LIFE: Duration = Duration::from_millis(300);

/// The ways, with when they were read.
#[derive(Debug, Default)]
pub struct Navigation(RwLock<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Nothing, where they have to be read anew.
    read_at: Option<Instant>,
    ways: Option<Arc<[Way]>>,
}

impl Navigation {
    /// Gives the ways as they were read last; what is usual, where they never were.
    pub fn ways(&self) -> Arc<[Way]> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.ways.clone().unwrap_or_else(|| Front::default().ways.into())
    }

    /// Reads the ways anew, unless they were read a moment ago.
    ///
    /// # Errors
    /// What the store says; the ways stay as they were.
    pub async fn refresh(&self, store: &Store, clock: &dyn Clock) -> Result<(), StoreError> {
        if !self.is_due() {
            return Ok(());
        }
        let ways = read(store, clock).await?;
        self.lock().ways = Some(ways);
        Ok(())
    }

    /// Has the ways read anew by whoever comes next; pages that are drawn meanwhile show those that are there.
    pub fn forget(&self) {
        self.lock().read_at = None;
    }

    /// Says whether the ways are to be read, and has others who ask meanwhile go on with those that are there.
    fn is_due(&self) -> bool {
        let is_fresh = |kept: &Kept| kept.ways.is_some() && kept.read_at.is_some_and(|at| at.elapsed() < LIFE);
        if is_fresh(&self.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return false;
        }
        self.lock().read_at = Some(Instant::now());
        true
    }

    fn lock(&self) -> RwLockWriteGuard<'_, Kept> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reads the ways, without those that lead to a page which nobody reads now.
async fn read(store: &Store, clock: &dyn Clock) -> Result<Arc<[Way]>, StoreError> {
    let mut ways = store.find_front().await?.front.ways;
    if ways.iter().any(|way| articles::is_address(&way.address)) {
        let shown = store.list_shown_slugs(clock.now()).await?;
        let addresses: Vec<String> = shown.iter().map(|slug| articles::address(slug)).collect();
        ways.retain(|way| !articles::is_address(&way.address) || addresses.contains(&way.address));
    }
    Ok(ways.into())
}
