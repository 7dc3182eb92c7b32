//! Drafts of any form: what was typed, page by page, and the receipt once it was sent.

use domain::{draft::Draft, time::Moment};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{StoreError, document};

/// A draft as the person who holds its secret finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDraft<Of> {
    /// What it is a draft of.
    pub of: Of,
    /// Counts the pages that were stored, so that a change in another tab is noticed.
    pub revision: i64,
    /// What its sender got, if it was sent.
    pub receipt: Option<Receipt>,
    /// What was typed; empty once it is sent.
    pub draft: Draft,
}

/// What somebody gets for what they send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The reference to keep.
    pub reference: String,
    /// Fingerprint of what was sent, by which sending the same again is recognised.
    pub digest: Vec<u8>,
    /// When it was sent.
    pub submitted_at: Moment,
}

#[derive(FromRow)]
pub(crate) struct PageRow {
    page: String,
    fields: String,
}

/// Gives the receipt of what was sent, which has all of its parts, or none of a draft.
pub(crate) fn receipt(
    reference: Option<String>,
    digest: Option<Vec<u8>>,
    submitted_at: Option<Moment>,
) -> Option<Receipt> {
    Some(Receipt { reference: reference?, digest: digest?, submitted_at: submitted_at? })
}

/// Reads the pages of one draft.
pub(crate) fn read_pages(table: &'static str, of: Uuid, rows: Vec<PageRow>) -> Result<Draft, StoreError> {
    let read = |row: PageRow| Ok((row.page, document::read(table, of, &row.fields)?));
    rows.into_iter().map(read).collect()
}
