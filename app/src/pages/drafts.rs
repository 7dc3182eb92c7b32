//! What every form has that keeps a draft: the cookie, the fingerprint, the page for coming back, and words given back.
//!
//! What is asked and how it is judged is not here; a form says only what differs.

mod carry_on;
pub mod cookie;
pub mod digest;
mod kept;
mod links;
mod lost;
mod receipt;
mod rows;
mod saved;
pub mod tabs;
mod unstored;

pub use self::{
    carry_on::CarryOn,
    kept::{Rows, SentBefore, SentOtherwise, hidden, words},
    links::Links,
    lost::{Begun, Lost, begun},
    receipt::with_receipt,
    rows::changed_notice,
    saved::{Forgotten, Saved, Sent},
    unstored::{later, or_give_back, unstored_notice},
};

use domain::ids;
use store::Mail;

use crate::state::AppState;

/// Makes a mail that is due now.
pub fn mail(state: &AppState, recipient: String, subject: String, body: String) -> Mail {
    let id = ids::unordered(&*state.entropy);
    Mail { id, recipient, subject, body, attempts: 0, due_at: state.clock.now(), last_error: None }
}
