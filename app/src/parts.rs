//! Components that several pages share.
//!
//! A component takes what it shows and reads nothing from the store.

mod document;
mod error_summary;
mod field;
mod frame;
mod link;
mod pagination;
mod question;
mod staff_bar;
mod text_area;

pub use self::{
    error_summary::{ErrorSummary, ErrorSummaryProps},
    field::{FieldError, FieldErrorProps, describe, error_of, field_id},
    frame::{Frame, ScriptNonce},
    link::{DataLink, DataLinkProps, safe_url},
    pagination::Pagination,
    question::{Asked, question_field},
    staff_bar::staff_bar,
    text_area::{TextArea, TextAreaProps},
};
