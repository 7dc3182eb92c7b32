//! Reading whole files that staff choose: away from the threads that answer requests, and one at a time.
//!
//! A large file takes a good part of a second and many times its size in memory; several at once would take either from
//! whoever answers a consultation meanwhile.

use tokio::sync::Semaphore;

use crate::error::PageError;

static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Reads a file when no other is being read, and gives what came of it.
///
/// # Errors
/// [`PageError::Broken`] when the reading broke off.
pub async fn read_file<T: Send + 'static>(reading: impl FnOnce() -> T + Send + 'static) -> Result<T, PageError> {
    let broken = |error: &dyn std::fmt::Display| PageError::Broken(format!("reading a file broke off: {error}"));
    let turn = ONE_AT_A_TIME.acquire().await.map_err(|error| broken(&error))?;
    // The turn goes along, because a reading whose request is given up goes on to its end.
    let read = tokio::task::spawn_blocking(move || {
        let read = reading();
        drop(turn);
        read
    });
    read.await.map_err(|error| broken(&error))
}
