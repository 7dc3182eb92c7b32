//! Drafts of any form: what was typed, page by page, and the receipt once it was sent.

use domain::{draft::Draft, fields::Fields, time::Moment};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on},
};

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
struct PageRow {
    page: String,
    fields: String,
}

/// Where the pages of one kind of draft are kept.
pub(crate) struct Pages {
    /// The table.
    pub(crate) table: &'static str,
    /// The statement that reads `page` and `fields` of the draft `$1`.
    pub(crate) find: &'static str,
    /// The statement that counts one more page of the draft `$2` at the moment `$1`, unless it was sent.
    pub(crate) count: &'static str,
    /// The statement that sets on the page `$2` of the draft `$1` the fields `$3`.
    pub(crate) set: &'static str,
}

/// Gives the receipt of what was sent, which has all of its parts, or none of a draft.
pub(crate) fn receipt(
    reference: Option<String>,
    digest: Option<Vec<u8>>,
    submitted_at: Option<Moment>,
) -> Option<Receipt> {
    Some(Receipt { reference: reference?, digest: digest?, submitted_at: submitted_at? })
}

impl Store {
    /// Finds what was typed on each page of one draft.
    pub(crate) async fn find_pages(&self, pages: &Pages, of: Uuid) -> Result<Draft, StoreError> {
        let rows: Vec<PageRow> = on!(self.reader(), conn => {
            sqlx::query_as(pages.find).bind(of).fetch_all(conn).await
        })?;
        let read = |row: PageRow| Ok((row.page, document::read(pages.table, of, &row.fields)?));
        rows.into_iter().map(read).collect()
    }
}

impl Write<'_> {
    /// Sets what was typed on a page of a draft; [`StoreError::Changed`] when it was sent or is gone.
    pub(crate) async fn set_page(
        &mut self,
        pages: &Pages,
        of: Uuid,
        (page, fields): (&str, &Fields),
        now: Moment,
    ) -> Result<(), StoreError> {
        let document = document::write(pages.table, fields)?;
        self.touch(pages, of, now).await?;
        change!(self, pages.set, of, page, document)?;
        Ok(())
    }

    /// Counts a change of a draft, whose row others then wait for; [`StoreError::Changed`] when it was sent or is gone.
    pub(crate) async fn touch(&mut self, pages: &Pages, of: Uuid, now: Moment) -> Result<(), StoreError> {
        let updated = change!(self, pages.count, now, of)?;
        if updated == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }
}
