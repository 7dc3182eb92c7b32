//! The versions of documents: which file each is, what was found in it, and its text.

use domain::{
    document::{DocumentVersion, Finding},
    ids::DocumentId,
    time::Moment,
};
use sqlx::FromRow;

use crate::{
    Stamp, Store, StoreError, Subject, Write,
    engine::{change, on, one_changed},
    words::{from_word, to_word},
};

/// A version of a document, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocumentVersion {
    /// The version.
    pub version: DocumentVersion,
    /// The address of who added its file, unless the account is removed.
    pub added_by: Option<String>,
    /// The address of who published it, if somebody did and the account is not removed.
    pub published_by: Option<String>,
}

#[derive(FromRow)]
pub(crate) struct VersionRow {
    pub(crate) number: i64,
    file_name: String,
    format: String,
    size: i64,
    sha256: Vec<u8>,
    findings: String,
    note: String,
    added_at: Moment,
    published_at: Option<Moment>,
}

#[derive(FromRow)]
struct StoredRow {
    #[sqlx(flatten)]
    version: VersionRow,
    added_email: Option<String>,
    published_email: Option<String>,
}

impl TryFrom<VersionRow> for DocumentVersion {
    type Error = StoreError;

    fn try_from(row: VersionRow) -> Result<Self, StoreError> {
        let damaged = || StoreError::damaged("document_versions", &row.file_name);
        let findings: Vec<Finding> = serde_json::from_str(&row.findings).map_err(|_| damaged())?;
        Ok(Self {
            number: row.number,
            format: from_word("document_versions", &row.format)?,
            size: u64::try_from(row.size).map_err(|_| damaged())?,
            sha256: row.sha256,
            findings,
            note: row.note,
            added_at: row.added_at,
            published_at: row.published_at,
            file_name: row.file_name,
        })
    }
}

impl Store {
    /// Lists the versions of a document, the newest first; one that waits to be published is among them.
    pub async fn list_document_versions(&self, document: DocumentId) -> Result<Vec<StoredDocumentVersion>, StoreError> {
        let rows: Vec<StoredRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT v.number, v.file_name, v.format, v.size, v.sha256, v.findings, v.note, v.added_at, v.published_at,
                        (SELECT a.email FROM accounts a WHERE a.id = v.account_id) AS added_email,
                        (SELECT a.email FROM accounts a WHERE a.id = v.published_account_id) AS published_email
                 FROM document_versions v WHERE v.document_id = $1 ORDER BY v.number DESC",
            )
            .bind(document.0)
            .fetch_all(conn)
            .await
        })?;
        let stored = |row: StoredRow| {
            let version = row.version.try_into()?;
            Ok(StoredDocumentVersion { version, added_by: row.added_email, published_by: row.published_email })
        };
        rows.into_iter().map(stored).collect()
    }

    /// Finds the text of a version of a document.
    pub async fn find_document_text(&self, document: DocumentId, number: i64) -> Result<Option<String>, StoreError> {
        let found = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT text FROM document_text WHERE document_id = $1 AND number = $2")
                .bind(document.0)
                .bind(number)
                .fetch_optional(conn)
                .await
        })?;
        Ok(found)
    }
}

impl Write<'_> {
    /// Adds a version of a document with its text, which waits to be published, in the place of one that waited; its file is
    /// kept already.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the document is not at this revision, or is withdrawn.
    pub async fn add_document_version(
        &mut self,
        (document, revision): (DocumentId, i64),
        version: &DocumentVersion,
        text: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        self.set_document_changed(document, revision).await?;
        self.remove_waiting_version(document).await?;
        change!(
            self,
            "INSERT INTO document_versions
                (document_id, number, file_name, format, size, sha256, findings, note, account_id, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            document.0,
            version.number,
            &version.file_name,
            to_word(version.format),
            i64::try_from(version.size).unwrap_or(i64::MAX),
            &version.sha256,
            serde_json::to_string(&version.findings).unwrap_or_default(),
            &version.note,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        change!(
            self,
            "INSERT INTO document_text (document_id, number, text) VALUES ($1, $2, $3)",
            document.0,
            version.number,
            text
        )?;
        Ok(())
    }

    /// Publishes the version that waits, with what changed in it; the document is public from then on.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the document is not at this revision or is withdrawn, or no such version waits.
    pub async fn set_document_published(
        &mut self,
        (document, revision): (DocumentId, i64),
        (number, note): (i64, &str),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        self.set_document_changed(document, revision).await?;
        one_changed(change!(
            self,
            "UPDATE document_versions SET note = $3, published_account_id = $4, published_at = $5
             WHERE document_id = $1 AND number = $2 AND published_at IS NULL",
            document.0,
            number,
            note,
            stamp.by.0,
            stamp.at
        )?)?;
        change!(self, "UPDATE documents SET status = 'published' WHERE id = $1", document.0)?;
        self.refresh(Subject::Document(document));
        Ok(())
    }

    /// Removes the file that waits to be published.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the document is not at this revision or is withdrawn.
    pub async fn remove_document_version(&mut self, document: DocumentId, revision: i64) -> Result<(), StoreError> {
        self.set_document_changed(document, revision).await?;
        self.remove_waiting_version(document).await
    }

    /// Guards a step that does something with the versions of a document.
    async fn set_document_changed(&mut self, document: DocumentId, revision: i64) -> Result<(), StoreError> {
        one_changed(change!(
            self,
            "UPDATE documents SET revision = revision + 1 WHERE id = $1 AND revision = $2 AND status <> 'withdrawn'",
            document.0,
            revision
        )?)
    }

    /// Removes the version of a document that is not published, with its text.
    pub(crate) async fn remove_waiting_version(&mut self, document: DocumentId) -> Result<(), StoreError> {
        change!(
            self,
            "DELETE FROM document_text WHERE document_id = $1 AND number IN
                (SELECT v.number FROM document_versions v WHERE v.document_id = $1 AND v.published_at IS NULL)",
            document.0
        )?;
        change!(self, "DELETE FROM document_versions WHERE document_id = $1 AND published_at IS NULL", document.0)?;
        Ok(())
    }
}
