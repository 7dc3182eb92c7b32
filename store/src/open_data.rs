//! Open data: what was written of it, its files byte for byte, and every step.

mod steps;

use domain::{
    crosstab::Crosstab,
    ids::{AccountId, ConsultationId, OpenDataId, PublicationId},
    publication::{PublicationStep, Standing},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Noted, Store, StoreError, document, engine::on, noted::OPEN_DATA_STEPS};

/// Open data that are published or written to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenData {
    /// Their identity.
    pub id: OpenDataId,
    /// Their consultation.
    pub consultation: ConsultationId,
    /// Their place among the open data of the consultation, from 1.
    pub issue: i64,
    /// The edition of the results that they go with.
    pub publication: PublicationId,
    /// How often they were written.
    pub revision: i64,
    /// The list of tables.
    pub crosstabs: Vec<Crosstab>,
    /// Under which licence they may be used.
    pub licence: String,
    /// What people should know about them; empty where there is nothing.
    pub note: String,
    /// Who wrote them last, unless the account is removed.
    pub writer: Option<AccountId>,
    /// Their address, for people.
    pub by: Option<String>,
    /// When they were written last.
    pub written_at: Moment,
    /// The SHA-256 of the manifest of their files; `None` before these are made.
    pub hash: Option<Vec<u8>>,
    /// What was public when their files were made; `None` before that.
    pub basis: Option<String>,
    /// Where they stand.
    pub standing: Standing,
}

/// What is known of a file of open data without what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFile {
    /// Its name.
    pub name: String,
    /// Its SHA-256.
    pub hash: Vec<u8>,
    /// How many bytes it has.
    pub size: u64,
}

/// A file as it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOpenFile {
    /// What is known of it.
    pub file: OpenFile,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// All files of open data as they are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFiles {
    /// The files in their order.
    pub files: Vec<NewOpenFile>,
    /// The SHA-256 of their manifest.
    pub hash: Vec<u8>,
    /// Every count that the tables rest on.
    pub counts: String,
    /// What was public then.
    pub basis: String,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    consultation_id: Uuid,
    issue: i64,
    publication_id: Uuid,
    revision: i64,
    crosstabs: String,
    licence: String,
    note: String,
    writer_id: Option<Uuid>,
    by_email: Option<String>,
    written_at: Moment,
    digest: Option<Vec<u8>>,
    basis: Option<String>,
    released_at: Option<Moment>,
    taken_back_at: Option<Moment>,
    taken_back_reason: Option<String>,
}

impl TryFrom<Row> for OpenData {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            crosstabs: document::read("open_data", row.id, &row.crosstabs)?,
            standing: Standing::of(row.released_at, row.taken_back_at, row.taken_back_reason),
            id: OpenDataId(row.id),
            consultation: ConsultationId(row.consultation_id),
            issue: row.issue,
            publication: PublicationId(row.publication_id),
            revision: row.revision,
            licence: row.licence,
            note: row.note,
            writer: row.writer_id.map(AccountId),
            by: row.by_email,
            written_at: row.written_at,
            hash: row.digest,
            basis: row.basis,
        })
    }
}

impl Store {
    /// Lists the open data of a consultation, the newest first.
    pub async fn list_open_data(&self, consultation: ConsultationId) -> Result<Vec<OpenData>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT o.id, o.consultation_id, o.issue, o.publication_id, o.revision, o.crosstabs, o.licence, o.note,
                        o.writer_id, o.written_at, o.digest, o.basis, o.released_at, o.taken_back_at, o.taken_back_reason,
                        (SELECT a.email FROM accounts a WHERE a.id = o.writer_id) AS by_email
                 FROM open_data o WHERE o.consultation_id = $1 ORDER BY o.issue DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(OpenData::try_from).collect()
    }

    /// Lists the files of open data in their order.
    pub async fn list_open_files(&self, of: OpenDataId) -> Result<Vec<OpenFile>, StoreError> {
        let rows: Vec<(String, Vec<u8>, i64)> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT name, digest, size FROM open_data_files WHERE open_data_id = $1 ORDER BY place")
                .bind(of.0)
                .fetch_all(conn)
                .await
        })?;
        Ok(rows.into_iter().map(|(name, hash, size)| OpenFile { name, hash, size: size.unsigned_abs() }).collect())
    }

    /// Finds what is in a file of open data, byte for byte.
    pub async fn find_open_file(&self, of: OpenDataId, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let bytes = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT bytes FROM open_data_files WHERE open_data_id = $1 AND name = $2")
                .bind(of.0)
                .bind(name)
                .fetch_optional(conn)
                .await
        })?;
        Ok(bytes)
    }

    /// Finds the counts that the tables of open data rest on, also where these were taken back since.
    pub async fn find_open_counts(&self, of: OpenDataId) -> Result<Option<String>, StoreError> {
        let counts: Option<Option<String>> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT counts FROM open_data WHERE id = $1").bind(of.0).fetch_optional(conn).await
        })?;
        Ok(counts.flatten())
    }

    /// Lists the steps of open data of a consultation, the first first.
    pub async fn list_open_data_events(
        &self,
        consultation: ConsultationId,
    ) -> Result<Vec<Noted<PublicationStep>>, StoreError> {
        self.list_noted(&OPEN_DATA_STEPS, consultation).await
    }
}
