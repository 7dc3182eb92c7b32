//! The published versions of questionnaires; since none ever changes, those that were read last stay in memory.

use domain::{
    ids::{ConsultationId, VersionId},
    questionnaire::Questionnaire,
    time::Moment,
};
use moka::sync::Cache;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Subject, Write, document,
    engine::{change, on},
};

/// How many bytes of documents are remembered: some hundred questionnaires of a usual size.
const REMEMBERED_BYTES: u64 = 4 * 1024 * 1024;

/// A published version of a questionnaire, which never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its identity.
    pub id: VersionId,
    /// The consultation that it belongs to.
    pub consultation: ConsultationId,
    /// Its number, from 1.
    pub number: i64,
    /// What it asks.
    pub questionnaire: Questionnaire,
    /// When it was published.
    pub published_at: Moment,
}

/// The versions that were read last, with the sizes of their documents.
#[derive(Clone, Debug)]
pub(crate) struct Remembered(Cache<VersionId, (Version, u32)>);

#[derive(FromRow)]
struct VersionRow {
    id: Uuid,
    consultation_id: Uuid,
    number: i64,
    document: String,
    published_at: Moment,
}

impl Default for Remembered {
    fn default() -> Self {
        let of_all = Cache::builder().max_capacity(REMEMBERED_BYTES);
        Self(of_all.weigher(|_, (_, size): &(Version, u32)| *size).build())
    }
}

impl TryFrom<&VersionRow> for Version {
    type Error = StoreError;

    fn try_from(row: &VersionRow) -> Result<Self, StoreError> {
        let questionnaire = document::read("questionnaire_versions", row.id, &row.document)?;
        Ok(Self {
            id: VersionId(row.id),
            consultation: ConsultationId(row.consultation_id),
            number: row.number,
            questionnaire,
            published_at: row.published_at,
        })
    }
}

impl Store {
    /// Finds the newest version of a consultation's questionnaire.
    pub async fn find_current_version(&self, consultation: ConsultationId) -> Result<Option<Version>, StoreError> {
        let row: Option<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, consultation_id, number, document, published_at FROM questionnaire_versions
                 WHERE consultation_id = $1 ORDER BY number DESC LIMIT 1",
            )
            .bind(consultation.0)
            .fetch_optional(conn)
            .await
        })?;
        row.as_ref().map(Version::try_from).transpose()
    }

    /// Lists all versions of a consultation's questionnaire, the newest first.
    pub async fn list_versions(&self, consultation: ConsultationId) -> Result<Vec<Version>, StoreError> {
        let rows: Vec<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, consultation_id, number, document, published_at FROM questionnaire_versions
                 WHERE consultation_id = $1 ORDER BY number DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        rows.iter().map(Version::try_from).collect()
    }

    /// Finds a version by its identity, in memory if it was read lately.
    pub async fn find_version(&self, id: VersionId) -> Result<Option<Version>, StoreError> {
        if let Some((version, _)) = self.remembered.0.get(&id) {
            return Ok(Some(version));
        }
        let row: Option<VersionRow> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT id, consultation_id, number, document, published_at FROM questionnaire_versions WHERE id = $1",
            )
            .bind(id.0)
            .fetch_optional(conn)
            .await
        })?;
        let Some(row) = row else { return Ok(None) };
        let version = Version::try_from(&row)?;
        let size = u32::try_from(row.document.len()).unwrap_or(u32::MAX);
        self.remembered.0.insert(id, (version.clone(), size));
        Ok(Some(version))
    }
}

impl Write<'_> {
    /// Adds a version of a questionnaire; [`StoreError::Taken`] when its number is in use.
    pub async fn add_version(&mut self, version: &Version) -> Result<(), StoreError> {
        let document = document::write("questionnaire_versions", &version.questionnaire)?;
        change!(
            self,
            "INSERT INTO questionnaire_versions (id, consultation_id, number, document, published_at)
                 VALUES ($1, $2, $3, $4, $5)",
            version.id.0,
            version.consultation.0,
            version.number,
            document,
            version.published_at
        )?;
        self.refresh(Subject::Consultation(version.consultation));
        Ok(())
    }
}
