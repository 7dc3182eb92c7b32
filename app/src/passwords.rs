//! Making and checking password hashes with argon2id, a few at a time, so that a flood of sign-ins cannot take all
//! processors and memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::network::Network;

/// How many hashes are made at once: each takes 19 MiB and a processor for some 30 ms.
const AT_ONCE: usize = 2;
/// How many more may wait before further ones are refused.
const WAITING: usize = 32;
/// How many of all these one network may have, so that a flood from one place leaves the others theirs.
const SHARE: usize = 8;

/// The judge of passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    places: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    networks: Shares,
    /// A hash of nothing that anybody knows, checked when there is no account, so that the time tells nothing.
    decoy: Arc<str>,
}

/// Why a password was not judged.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Too many people are signing in at this moment.
    #[error("too many sign-ins at once")]
    Busy,
    /// Hashing itself failed.
    #[error("the password could not be hashed")]
    Failed,
}

impl Passwords {
    /// Makes a judge.
    pub fn new() -> Result<Self, PasswordError> {
        let decoy = hash_now("no account has this password")?;
        let (places, slots) = (Arc::new(Semaphore::new(AT_ONCE + WAITING)), Arc::new(Semaphore::new(AT_ONCE)));
        Ok(Self { places, slots, networks: Arc::default(), decoy: decoy.into() })
    }

    /// Makes the hash to be stored for a password.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.run(None, move || hash_now(&password)).await?
    }

    /// Says whether a password belongs to a hash; with no hash it takes as long and says no.
    pub async fn is_right(
        &self,
        password: String,
        hash: Option<String>,
        from: Option<Network>,
    ) -> Result<bool, PasswordError> {
        let decoy = self.decoy.clone();
        self.run(from, move || {
            let matches = |hash: &str| {
                PasswordHash::new(hash)
                    .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
            };
            let is_match = matches(hash.as_deref().unwrap_or(&decoy));
            is_match && hash.is_some()
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        from: Option<Network>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _share = from.map(|network| Share::take(&self.networks, network).ok_or(PasswordError::Busy)).transpose()?;
        let _place = self.places.try_acquire().map_err(|_| PasswordError::Busy)?;
        let _slot = self.slots.acquire().await.map_err(|_| PasswordError::Busy)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Failed)
    }
}

fn hash_now(password: &str) -> Result<String, PasswordError> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| PasswordError::Failed)?;
    Ok(hash.to_string())
}

/// The hashes that each network has at this moment.
type Shares = Arc<Mutex<HashMap<Network, usize>>>;

/// One hash of a network, free again when this is dropped.
struct Share {
    all: Shares,
    network: Network,
}

impl Share {
    fn take(all: &Shares, network: Network) -> Option<Self> {
        let mut taken = lock(all);
        let count = taken.get(&network).copied().unwrap_or(0);
        if count >= SHARE {
            return None;
        }
        taken.insert(network, count + 1);
        Some(Self { all: all.clone(), network })
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut taken = lock(&self.all);
        match taken.get_mut(&self.network) {
            Some(count) if *count > 1 => *count -= 1,
            _ => {
                taken.remove(&self.network);
            }
        }
    }
}

/// Counts are whole after every statement, so a panic elsewhere leaves nothing half done.
fn lock(shares: &Shares) -> MutexGuard<'_, HashMap<Network, usize>> {
    shares.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_has_its_share_and_leaves_the_others_theirs() {
        let (all, one, other) = (Shares::default(), "192.0.2.1", "192.0.2.2");
        let take = |from: &str| Share::take(&all, Network::of(from.parse().unwrap()));

        let mut taken: Vec<_> = (0..SHARE).map(|_| take(one)).collect();

        assert!(taken.iter().all(Option::is_some));
        assert!(take(one).is_none());
        assert!(take(other).is_some());
        taken.pop();
        assert!(take(one).is_some());
        drop(taken);
        assert!(lock(&all).is_empty());
    }
}
