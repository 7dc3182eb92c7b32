//! Documents as they are described and found; their lists and their versions have files of their own here.

use chrono::NaiveDate;
use domain::{
    document::{Document, DocumentStatus, Withdrawal},
    ids::{DocumentId, GroupId},
    time::Moment,
    vocabulary::Word,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Stamp, Store, StoreError, Subject, Write,
    engine::{change, on, one_changed},
    submissions::fold,
    words::{from_word, to_word},
};

/// A document with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// The document.
    pub document: Document,
    /// Where it stands.
    pub status: DocumentStatus,
    /// When and why it was withdrawn, if it was.
    pub withdrawal: Option<Withdrawal>,
    /// How often it was changed.
    pub revision: i64,
}

#[derive(FromRow)]
pub(crate) struct DocumentRow {
    id: Uuid,
    slug: String,
    title: String,
    purpose: String,
    dated: NaiveDate,
    language: Option<String>,
    accessibility: String,
    group_id: Option<Uuid>,
    supersedes: Option<Uuid>,
    status: String,
    withdrawn_at: Option<Moment>,
    withdrawn_reason: Option<String>,
    revision: i64,
}

impl TryFrom<DocumentRow> for StoredDocument {
    type Error = StoreError;

    fn try_from(row: DocumentRow) -> Result<Self, StoreError> {
        let language = row.language.as_deref().map(|tag| from_word("documents", tag)).transpose()?;
        let document = Document {
            id: DocumentId(row.id),
            slug: row.slug,
            title: row.title,
            purpose: row.purpose,
            dated: row.dated,
            language,
            accessibility: from_word("documents", &row.accessibility)?,
            group: row.group_id.map(GroupId),
            supersedes: row.supersedes.map(DocumentId),
        };
        let withdrawal = row.withdrawn_at.map(|at| Withdrawal { at, reason: row.withdrawn_reason.unwrap_or_default() });
        Ok(Self { document, status: from_word("documents", &row.status)?, withdrawal, revision: row.revision })
    }
}

/// The columns of a [`DocumentRow`] of a table named `d`.
macro_rules! columns {
    () => {
        "d.id, d.slug, d.title, d.purpose, d.dated, d.language, d.accessibility, d.group_id, d.supersedes, d.status,
         d.withdrawn_at, d.withdrawn_reason, d.revision "
    };
}
pub(crate) use columns;

const FIND: &str = concat!("SELECT ", columns!(), "FROM documents d WHERE d.slug = $1");
const FIND_BY_ID: &str = concat!("SELECT ", columns!(), "FROM documents d WHERE d.id = $1");
const LIST_PUBLISHED: &str = concat!(
    "SELECT ",
    columns!(),
    "FROM documents d WHERE d.status = 'published' ORDER BY d.dated DESC, d.words, d.slug"
);
const LIST_SUCCESSORS: &str = concat!(
    "SELECT ",
    columns!(),
    "FROM documents d WHERE d.supersedes = $1 AND d.status = 'published' ORDER BY d.dated DESC, d.slug"
);

impl Store {
    /// Lists every document that everybody reads, the latest first, for pages that lead to some of them.
    pub async fn list_published_documents(&self) -> Result<Vec<StoredDocument>, StoreError> {
        let rows: Vec<DocumentRow> = on!(self.reader(), conn => sqlx::query_as(LIST_PUBLISHED).fetch_all(conn).await)?;
        rows.into_iter().map(StoredDocument::try_from).collect()
    }

    /// Finds the document with a name in addresses, wherever it stands.
    pub async fn find_document(&self, slug: &str) -> Result<Option<StoredDocument>, StoreError> {
        let row: Option<DocumentRow> =
            on!(self.reader(), conn => sqlx::query_as(FIND).bind(slug).fetch_optional(conn).await)?;
        row.map(StoredDocument::try_from).transpose()
    }

    /// Finds a document by its identity, wherever it stands.
    pub async fn find_document_by_id(&self, document: DocumentId) -> Result<Option<StoredDocument>, StoreError> {
        let row: Option<DocumentRow> =
            on!(self.reader(), conn => sqlx::query_as(FIND_BY_ID).bind(document.0).fetch_optional(conn).await)?;
        row.map(StoredDocument::try_from).transpose()
    }

    /// Lists the published documents that take the place of one.
    pub async fn list_document_successors(&self, document: DocumentId) -> Result<Vec<StoredDocument>, StoreError> {
        let rows: Vec<DocumentRow> =
            on!(self.reader(), conn => sqlx::query_as(LIST_SUCCESSORS).bind(document.0).fetch_all(conn).await)?;
        rows.into_iter().map(StoredDocument::try_from).collect()
    }

    /// Counts the documents of a group, wherever they stand.
    pub async fn count_documents(&self, group: GroupId) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM documents WHERE group_id = $1").bind(group.0).fetch_one(conn).await
        })?;
        Ok(count.unsigned_abs())
    }
}

impl Write<'_> {
    /// Adds a document as a draft; [`StoreError::Taken`] when its slug is in use.
    pub async fn add_document(&mut self, document: &Document) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO documents
                (id, slug, title, words, purpose, dated, language, accessibility, group_id, supersedes, status, revision)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
            document.id.0,
            &document.slug,
            &document.title,
            fold(&document.title),
            &document.purpose,
            document.dated,
            document.language.map(Word::word),
            to_word(document.accessibility),
            document.group.map(|group| group.0),
            document.supersedes.map(|other| other.0),
            to_word(DocumentStatus::Draft)
        )?;
        Ok(())
    }

    /// Changes how a document is described; its slug stays.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or is withdrawn.
    pub async fn set_document(&mut self, document: &Document, revision: i64) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE documents SET title = $3, words = $4, purpose = $5, dated = $6, language = $7, accessibility = $8,
                    group_id = $9, supersedes = $10, revision = revision + 1
             WHERE id = $1 AND revision = $2 AND status <> 'withdrawn'",
            document.id.0,
            revision,
            &document.title,
            fold(&document.title),
            &document.purpose,
            document.dated,
            document.language.map(Word::word),
            to_word(document.accessibility),
            document.group.map(|group| group.0),
            document.supersedes.map(|other| other.0)
        )?;
        self.refresh(Subject::Document(document.id));
        one_changed(rows)
    }

    /// Takes a published document from the public for good.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or not published.
    pub async fn set_document_withdrawn(
        &mut self,
        (document, revision): (DocumentId, i64),
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let rows = change!(
            self,
            "UPDATE documents SET status = 'withdrawn', withdrawn_reason = $3, withdrawn_account_id = $4,
                    withdrawn_at = $5, revision = revision + 1
             WHERE id = $1 AND revision = $2 AND status = 'published'",
            document.0,
            revision,
            reason,
            stamp.by.0,
            stamp.at
        )?;
        one_changed(rows)?;
        self.refresh(Subject::Document(document));
        // What nobody has published cannot be any more.
        self.remove_waiting_version(document).await
    }

    /// Removes a document that was never published, with the file that waits.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when it is not at this revision, or was published, or another takes its place.
    pub async fn remove_document(&mut self, document: DocumentId, revision: i64) -> Result<(), StoreError> {
        self.remove_waiting_version(document).await?;
        change!(self, "DELETE FROM meeting_papers WHERE document_id = $1", document.0)?;
        let rows = change!(
            self,
            "DELETE FROM documents WHERE id = $1 AND revision = $2 AND status = 'draft'
             AND NOT EXISTS (SELECT 1 FROM documents o WHERE o.supersedes = documents.id)",
            document.0,
            revision
        )?;
        one_changed(rows)
    }
}
