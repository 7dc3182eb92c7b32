//! Places for connections: so many in all, and so many for each address.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use app::network::Network;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// All places.
pub(super) struct Places {
    seats: Arc<Semaphore>,
    taken: Taken,
    per_address: usize,
}

/// One connection's place, free again when this is dropped.
pub(super) struct Place {
    _seat: OwnedSemaphorePermit,
    taken: Taken,
    from: Network,
}

type Taken = Arc<Mutex<HashMap<Network, usize>>>;

impl Places {
    pub(super) fn new(at_once: usize, per_address: usize) -> Self {
        Self { seats: Arc::new(Semaphore::new(at_once)), taken: Taken::default(), per_address }
    }

    /// Waits for one of all places.
    pub(super) async fn seat(&self) -> OwnedSemaphorePermit {
        self.seats.clone().acquire_owned().await.expect("nobody closes the semaphore")
    }

    /// Gives the place to an address, unless it has its share.
    pub(super) fn take(&self, seat: OwnedSemaphorePermit, from: Network) -> Option<Place> {
        let mut taken = lock(&self.taken);
        let count = taken.entry(from).or_default();
        if *count >= self.per_address {
            return None;
        }
        *count += 1;
        Some(Place { _seat: seat, taken: self.taken.clone(), from })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        if let Some(count) = taken.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.from);
            }
        }
    }
}

/// Counts are whole after every statement, so a panic elsewhere leaves nothing half done.
fn lock(taken: &Taken) -> MutexGuard<'_, HashMap<Network, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn take(places: &Places, from: &str) -> Option<Place> {
        places.take(places.seat().await, Network::of(from.parse().unwrap()))
    }

    #[tokio::test]
    async fn an_address_has_its_share_and_gets_it_back() {
        let places = Places::new(10, 2);
        let first = take(&places, "192.0.2.1").await;
        let second = take(&places, "::ffff:192.0.2.1").await;

        assert!(first.is_some() && second.is_some());
        assert!(take(&places, "192.0.2.1").await.is_none());
        assert!(take(&places, "192.0.2.2").await.is_some());
        drop(first);
        assert!(take(&places, "192.0.2.1").await.is_some());
    }

    #[tokio::test]
    async fn one_network_of_ipv6_counts_as_one_address() {
        let places = Places::new(10, 1);
        let _first = take(&places, "2001:db8:1:2200::1").await.unwrap();

        assert!(take(&places, "2001:db8:1:22ff::1").await.is_none());
        assert!(take(&places, "2001:db8:1:2300::1").await.is_some());
    }

    #[tokio::test]
    async fn addresses_that_left_are_forgotten() {
        let places = Places::new(10, 2);
        drop(take(&places, "192.0.2.1").await);

        assert!(lock(&places.taken).is_empty());
        assert_eq!(places.seats.available_permits(), 10);
    }
}
