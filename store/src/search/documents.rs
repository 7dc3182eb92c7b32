//! What is found of a document: what it is called and for, and the text of its current file.

use chrono::NaiveDate;
use domain::{
    document::DocumentStatus,
    ids::{DocumentId, GroupId},
    search::FoundKind,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::entries::Entry;
use crate::{
    StoreError, Write,
    engine::on,
    words::{from_word, to_word},
};

#[derive(FromRow)]
struct Row {
    slug: String,
    title: String,
    purpose: String,
    dated: NaiveDate,
    language: Option<String>,
    group_id: Option<Uuid>,
    text: Option<String>,
}

impl Write<'_> {
    /// Makes the entry of a document that is published; none of any other.
    pub(super) async fn entries_of_document(&mut self, document: DocumentId) -> Result<Vec<Entry>, StoreError> {
        let row: Option<Row> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT d.slug, d.title, d.purpose, d.dated, d.language, d.group_id, t.text
                 FROM documents d JOIN document_versions v ON v.document_id = d.id
                 LEFT JOIN document_text t ON t.document_id = v.document_id AND t.number = v.number
                 WHERE d.id = $1 AND d.status = $2 AND v.published_at IS NOT NULL ORDER BY v.number DESC LIMIT 1",
            )
            .bind(document.0)
            .bind(to_word(DocumentStatus::Published))
            .fetch_optional(connection)
            .await
        })?;
        let Some(row) = row else { return Ok(Vec::new()) };
        Ok(vec![Entry {
            group: row.group_id.map(GroupId),
            day: Some(row.dated),
            language: row.language.as_deref().map(|tag| from_word("documents", tag)).transpose()?,
            file: row.text.filter(|text| !text.is_empty()),
            ..Entry::new(FoundKind::Document, &row.slug, &row.title, row.purpose)
        }])
    }
}
