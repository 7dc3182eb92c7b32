//! Expressions of interest while they are drafts: what was typed, page by page.

use domain::{fields::Fields, ids::EoiId, time::Moment};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, StoredDraft, Write,
    drafts::{self, Pages},
    engine::{change, on},
};

#[derive(FromRow)]
struct EoiRow {
    id: Uuid,
    revision: i64,
    reference: Option<String>,
    digest: Option<Vec<u8>>,
    submitted_at: Option<Moment>,
}

/// Where the pages of a draft are kept.
const PAGES: Pages = Pages {
    table: "eoi_draft_pages",
    find: "SELECT page, fields FROM eoi_draft_pages WHERE eoi_id = $1",
    count: "UPDATE eois SET revision = revision + 1, updated_at = $1 WHERE id = $2 AND submitted_at IS NULL",
    set: "INSERT INTO eoi_draft_pages (eoi_id, page, fields) VALUES ($1, $2, $3)
          ON CONFLICT (eoi_id, page) DO UPDATE SET fields = excluded.fields",
};

impl Store {
    /// Finds an expression of interest, draft or submitted, by the hash of its token.
    pub async fn find_eoi_draft(&self, token_hash: &[u8]) -> Result<Option<StoredDraft<EoiId>>, StoreError> {
        let row: Option<EoiRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT id, revision, reference, digest, submitted_at FROM eois WHERE token_hash = $1")
                .bind(token_hash)
                .fetch_optional(conn)
                .await
        })?;
        let Some(row) = row else { return Ok(None) };
        let draft = self.find_pages(&PAGES, row.id).await?;
        let receipt = drafts::receipt(row.reference, row.digest, row.submitted_at);
        Ok(Some(StoredDraft { of: EoiId(row.id), revision: row.revision, receipt, draft }))
    }
}

impl Write<'_> {
    /// Adds an empty draft.
    pub async fn add_eoi_draft(&mut self, eoi: EoiId, token_hash: &[u8], now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO eois (id, token_hash, revision, updated_at) VALUES ($1, $2, 0, $3)",
            eoi.0,
            token_hash,
            now
        )?;
        Ok(())
    }

    /// Sets what was typed on a page of a draft; [`StoreError::Changed`] when it has been submitted.
    pub async fn set_eoi_draft_page(
        &mut self,
        eoi: EoiId,
        page: &str,
        fields: &Fields,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.set_page(&PAGES, eoi.0, (page, fields), now).await
    }

    /// Removes some drafts that nobody has touched since a moment, and gives their number.
    pub async fn remove_idle_eoi_drafts(&mut self, before: Moment, at_most: i64) -> Result<u64, StoreError> {
        let removed = change!(
            self,
            "DELETE FROM eois
                 WHERE id IN (SELECT id FROM eois WHERE submitted_at IS NULL AND updated_at < $1 LIMIT $2)
                 AND submitted_at IS NULL AND updated_at < $1",
            before,
            at_most
        )?;
        Ok(removed)
    }
}
