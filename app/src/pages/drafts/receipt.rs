//! The receipt of what is sent, under a reference that nobody else has.

use domain::{reference, time::Moment};
use leptos::prelude::*;
use store::{Receipt, StoreError};

use crate::state::AppState;

/// How often a new reference is drawn when the one drawn is in use.
const DRAWS: usize = 5;

/// Sends under a new reference, and again under another one as long as the one drawn is in use.
///
/// The moment is the one at which the sending was allowed, so that nothing is sent after a closing that it came before.
pub async fn with_receipt<F>(
    state: &AppState,
    digest: &[u8],
    submitted_at: Moment,
    mut send: impl FnMut(Receipt) -> F,
) -> Result<(), StoreError>
where
    F: Future<Output = Result<(), StoreError>>,
{
    let mut result = Err(StoreError::Taken);
    for _ in 0..DRAWS {
        let reference = reference::new(&*state.entropy);
        result = send(Receipt { reference, digest: digest.to_vec(), submitted_at }).await;
        if !matches!(result, Err(StoreError::Taken)) {
            break;
        }
    }
    result
}

/// Says that something was sent, and shows its reference.
pub fn confirmation(sent: &'static str, reference: &str) -> impl IntoView + use<> {
    view! {
        <div class="govuk-panel govuk-panel--confirmation">
            <h1 class="govuk-panel__title">{sent}</h1>
            <div class="govuk-panel__body">
                "Your reference is" <br/> <strong class="fm-reference" id="reference">{reference.to_owned()}</strong>
            </div>
        </div>
    }
}
