//! What every form has that keeps a draft: where it is and what a browser holds of it, the drawing of its pages, the check
//! before it is sent, the way back, and words given back.
//!
//! What is asked and how it is judged is not here; a form says only what differs.

mod by_itself;
mod carry_on;
mod check;
mod desk;
pub mod digest;
mod held;
mod kept;
mod links;
mod lost;
mod mailed;
mod page_form;
mod receipt;
mod saved;
pub mod tabs;
mod unstored;

pub use self::{
    by_itself::{is_by_itself, kept, not_kept},
    check::{Check, Note},
    desk::{Desk, Keep},
    held::{DIGEST, Held, Kept},
    kept::{Rows, SentBefore, SentOtherwise, words},
    links::Links,
    lost::{Begun, begun},
    mailed::{mail, mail_link},
    page_form::{CHECK, FORM, FROM, PageForm, Showing},
    receipt::{confirmation, with_receipt},
    saved::{Saved, Sent, forget_form},
    unstored::{or_give_back, typed},
};
use self::{
    carry_on::CarryOn,
    kept::hidden,
    lost::Lost,
    saved::Forgotten,
    unstored::{later, unstored_notice},
};
