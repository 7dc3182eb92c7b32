//! The receipt of what is sent, under a reference that nobody else has.

use domain::reference;
use store::{Receipt, StoreError};

use crate::state::AppState;

/// How often a new reference is drawn when the one drawn is in use.
const DRAWS: usize = 5;

/// Sends under a new reference, and again under another one as long as the one drawn is in use.
pub async fn with_receipt<F>(
    state: &AppState,
    digest: &[u8],
    mut send: impl FnMut(Receipt) -> F,
) -> Result<(), StoreError>
where
    F: Future<Output = Result<(), StoreError>>,
{
    let mut result = Err(StoreError::Taken);
    for _ in 0..DRAWS {
        let (reference, submitted_at) = (reference::new(&*state.entropy), state.clock.now());
        result = send(Receipt { reference, digest: digest.to_vec(), submitted_at }).await;
        if !matches!(result, Err(StoreError::Taken)) {
            break;
        }
    }
    result
}
