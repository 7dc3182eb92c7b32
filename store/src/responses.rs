//! Responses while they are drafts: what was typed, page by page.

use chrono::NaiveDate;
use domain::{
    fields::Fields,
    ids::{ConsultationId, ResponseId, VersionId},
    language::Language,
    order::OrderSeed,
    response::{Response, ResponseStatus},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, StoredDraft, Write,
    drafts::{self, Pages},
    engine::{change, on},
    words::{from_word, to_word},
};

/// The columns of a [`ResponseRow`].
macro_rules! response_columns {
    () => {
        "id, consultation_id, version_id, status, revision, reference, digest, segment, organisation, area, submitted_at, channel,
         received_on, is_invited, order_seed, language"
    };
}
pub(crate) use response_columns;

/// Spells out a statement that reads each column of a [`ResponseRow`], with what follows the table's name.
macro_rules! select_responses {
    ($($rest:expr),+) => {
        concat!("SELECT ", crate::responses::response_columns!(), " FROM responses ", $($rest),+)
    };
}
pub(crate) use select_responses;

#[derive(FromRow)]
pub(crate) struct ResponseRow {
    id: Uuid,
    consultation_id: Uuid,
    version_id: Uuid,
    status: String,
    revision: i64,
    reference: Option<String>,
    digest: Option<Vec<u8>>,
    segment: Option<String>,
    organisation: Option<String>,
    area: Option<String>,
    submitted_at: Option<Moment>,
    channel: String,
    received_on: Option<NaiveDate>,
    is_invited: bool,
    order_seed: Option<String>,
    language: Option<String>,
}

impl TryFrom<&ResponseRow> for Response {
    type Error = StoreError;

    fn try_from(row: &ResponseRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: ResponseId(row.id),
            consultation: ConsultationId(row.consultation_id),
            version: VersionId(row.version_id),
            status: from_word("responses", &row.status)?,
            reference: row.reference.clone(),
            segment: row.segment.clone(),
            organisation: row.organisation.clone(),
            area: row.area.clone(),
            submitted_at: row.submitted_at,
            channel: from_word("responses", &row.channel)?,
            received_on: row.received_on,
            is_invited: row.is_invited,
            order: row.order_seed.as_deref().and_then(OrderSeed::parse),
            language: row.language.as_deref().map(|word| from_word("responses", word)).transpose()?,
        })
    }
}

/// Where the pages of a draft are kept.
pub(crate) const PAGES: Pages = Pages {
    table: "draft_pages",
    find: "SELECT page, fields FROM draft_pages WHERE response_id = $1",
    count: "UPDATE responses SET revision = revision + 1, updated_at = $1 WHERE id = $2 AND status = 'draft'",
    set: "INSERT INTO draft_pages (response_id, page, fields) VALUES ($1, $2, $3)
          ON CONFLICT (response_id, page) DO UPDATE SET fields = excluded.fields",
};

impl Store {
    /// Finds a response, draft or submitted, by the hash of its token; one that was withdrawn is not found.
    pub async fn find_draft(&self, token_hash: &[u8]) -> Result<Option<StoredDraft<Response>>, StoreError> {
        let row: Option<ResponseRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_responses!("WHERE token_hash = $1"))
            .bind(token_hash)
            .fetch_optional(conn)
            .await
        })?;
        let Some(row) = row else { return Ok(None) };
        let draft = self.find_pages(&PAGES, row.id).await?;
        let of = Response::try_from(&row)?;
        let receipt = drafts::receipt(row.reference, row.digest, row.submitted_at);
        Ok(Some(StoredDraft { of, revision: row.revision, receipt, draft }))
    }
}

impl Write<'_> {
    /// Adds an empty draft.
    pub async fn add_draft(&mut self, response: &Response, token_hash: &[u8], now: Moment) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO responses
                    (id, consultation_id, version_id, status, token_hash, revision, updated_at, channel, received_on,
                     is_invited, order_seed, language)
                 VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11)",
            response.id.0,
            response.consultation.0,
            response.version.0,
            to_word(ResponseStatus::Draft),
            token_hash,
            now,
            to_word(response.channel),
            response.received_on,
            response.is_invited,
            response.order.map(|seed| seed.to_string()),
            response.language.map(to_word)
        )?;
        Ok(())
    }

    /// Sets what was typed on a page of a draft; [`StoreError::Changed`] when it has been submitted.
    pub async fn set_draft_page(
        &mut self,
        response: ResponseId,
        page: &str,
        fields: &Fields,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.set_page(&PAGES, response.0, (page, fields), now).await
    }

    /// Sets the language in which a draft is read; [`StoreError::Changed`] when it has been submitted.
    pub async fn set_draft_language(
        &mut self,
        response: ResponseId,
        language: Option<Language>,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE responses SET language = $1 WHERE id = $2 AND status = $3",
            language.map(to_word),
            response.0,
            to_word(ResponseStatus::Draft)
        )?;
        if updated == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }

    /// Removes some drafts that nobody has touched since a moment, and gives their number.
    pub async fn remove_idle_drafts(&mut self, before: Moment, at_most: i64) -> Result<u64, StoreError> {
        let removed = change!(
            self,
            "DELETE FROM responses
                 WHERE id IN (SELECT id FROM responses WHERE status = $1 AND updated_at < $2 LIMIT $3)
                 AND status = $1 AND updated_at < $2",
            to_word(ResponseStatus::Draft),
            before,
            at_most
        )?;
        Ok(removed)
    }
}
