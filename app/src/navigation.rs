//! The ways around the site as every page shows them, kept for a moment so that no page waits for the database to draw them.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::TimeDelta;
use domain::{
    front::{Front, Way},
    time::Moment,
};
use store::{Store, StoreError};

use crate::articles;

/// How long a change on another server may not be seen: with the time for which a page is kept it stays below a second.
const LIFE: TimeDelta = TimeDelta::milliseconds(300);

/// The ways, with when they were read.
#[derive(Debug, Default)]
pub struct Navigation(RwLock<Option<(Moment, Arc<[Way]>)>>);

impl Navigation {
    /// Gives the ways as they were read last; what is usual, where they never were.
    pub fn ways(&self) -> Arc<[Way]> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().map_or_else(|| Front::default().ways.into(), |(_, ways)| Arc::clone(ways))
    }

    /// Reads the ways anew, unless they were read a moment ago.
    ///
    /// # Errors
    /// What the store says; the ways stay as they were.
    pub async fn refresh(&self, store: &Store, now: Moment) -> Result<(), StoreError> {
        if !self.is_due(now) {
            return Ok(());
        }
        let ways = read(store, now).await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((now, ways));
        Ok(())
    }

    /// Has the ways read anew by whoever comes next.
    pub fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Says whether the ways are to be read, and has others who ask meanwhile go on with those that are there.
    fn is_due(&self, now: Moment) -> bool {
        let is_old = |read: Moment| (now - read).abs() >= LIFE;
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|(read, _)| *read);
        if !kept.is_none_or(is_old) {
            return false;
        }
        if let Some((read, _)) = self.0.write().unwrap_or_else(PoisonError::into_inner).as_mut() {
            *read = now;
        }
        true
    }
}

/// Reads the ways, without those that lead to a page which nobody reads now.
async fn read(store: &Store, now: Moment) -> Result<Arc<[Way]>, StoreError> {
    let mut ways = store.find_front().await?.front.ways;
    if ways.iter().any(|way| articles::is_address(&way.address)) {
        let shown = store.list_shown_articles(now).await?;
        let addresses: Vec<String> = shown.iter().map(|shown| articles::address(&shown.stored.slug)).collect();
        ways.retain(|way| !articles::is_address(&way.address) || addresses.contains(&way.address));
    }
    Ok(ways.into())
}
