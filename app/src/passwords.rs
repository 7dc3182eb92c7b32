//! Making and checking password hashes with argon2id, a few at a time, so that a flood of sign-ins cannot take all
//! processors and memory.

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::Semaphore;

/// How many hashes are made at once: each takes 19 MiB and a processor for some 30 ms.
const AT_ONCE: usize = 2;
/// How many more may wait before further ones are refused.
const WAITING: usize = 32;

/// The judge of passwords.
#[derive(Clone, Debug)]
pub struct Passwords {
    places: Arc<Semaphore>,
    slots: Arc<Semaphore>,
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
        Ok(Self { places, slots, decoy: decoy.into() })
    }

    /// Makes the hash to be stored for a password.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.run(move || hash_now(&password)).await?
    }

    /// Says whether a password belongs to a hash; with no hash it takes as long and says no.
    pub async fn is_right(&self, password: String, hash: Option<String>) -> Result<bool, PasswordError> {
        let decoy = self.decoy.clone();
        self.run(move || {
            let matches = |hash: &str| {
                PasswordHash::new(hash)
                    .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
            };
            let is_match = matches(hash.as_deref().unwrap_or(&decoy));
            is_match && hash.is_some()
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, PasswordError> {
        let _place = self.places.try_acquire().map_err(|_| PasswordError::Busy)?;
        let _slot = self.slots.acquire().await.map_err(|_| PasswordError::Busy)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Failed)
    }
}

fn hash_now(password: &str) -> Result<String, PasswordError> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|_| PasswordError::Failed)?;
    Ok(hash.to_string())
}
