//! The results of runs that are published or written to be, and every step of it.

use domain::{
    ids::{AccountId, ConsultationId, PublicationId, RunId},
    publication::{PublicationStep, Standing},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Noted, Stamp, Store, StoreError, Subject, Write,
    engine::{change, on},
    noted::PUBLICATION_STEPS,
};

/// Results that are published or written to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Its identity.
    pub id: PublicationId,
    /// Its consultation.
    pub consultation: ConsultationId,
    /// Its place among the publications of the consultation, from 1.
    pub edition: i64,
    /// The run whose results they are.
    pub run: RunId,
    /// How often it was written.
    pub revision: i64,
    /// What was asked, what came out and what it will be used for.
    pub summary: String,
    /// What changed since the edition before; empty in the first.
    pub changes: String,
    /// Who wrote it last, unless the account is removed.
    pub writer: Option<AccountId>,
    /// Their address, for people.
    pub by: Option<String>,
    /// When it was written last.
    pub written_at: Moment,
    /// Where it stands.
    pub standing: Standing,
    /// The SHA-256 of what was released.
    pub hash: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    consultation_id: Uuid,
    edition: i64,
    run_id: Uuid,
    revision: i64,
    summary: String,
    changes: String,
    writer_id: Option<Uuid>,
    by_email: Option<String>,
    written_at: Moment,
    released_at: Option<Moment>,
    digest: Option<Vec<u8>>,
    taken_back_at: Option<Moment>,
    taken_back_reason: Option<String>,
}

impl From<Row> for Publication {
    fn from(row: Row) -> Self {
        let standing = Standing::of(row.released_at, row.taken_back_at, row.taken_back_reason);
        Self {
            id: PublicationId(row.id),
            consultation: ConsultationId(row.consultation_id),
            edition: row.edition,
            run: RunId(row.run_id),
            revision: row.revision,
            summary: row.summary,
            changes: row.changes,
            writer: row.writer_id.map(AccountId),
            by: row.by_email,
            written_at: row.written_at,
            standing,
            hash: row.digest,
        }
    }
}

impl Store {
    /// Lists the publications of a consultation, the newest first.
    pub async fn list_publications(&self, consultation: ConsultationId) -> Result<Vec<Publication>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT p.id, p.consultation_id, p.edition, p.run_id, p.revision, p.summary, p.changes, p.writer_id,
                        p.written_at, p.released_at, p.digest, p.taken_back_at, p.taken_back_reason,
                        (SELECT a.email FROM accounts a WHERE a.id = p.writer_id) AS by_email
                 FROM publications p WHERE p.consultation_id = $1 ORDER BY p.edition DESC",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().map(Publication::from).collect())
    }

    /// Finds what was released, byte for byte; none before it was, or where it was taken back.
    pub async fn find_released(&self, publication: PublicationId) -> Result<Option<String>, StoreError> {
        let document: Option<Option<String>> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM publications WHERE id = $1 AND taken_back_at IS NULL")
                .bind(publication.0)
                .fetch_optional(conn)
                .await
        })?;
        Ok(document.flatten())
    }

    /// Finds what was released, also where it was taken back since.
    pub async fn find_publication_document(&self, publication: PublicationId) -> Result<Option<String>, StoreError> {
        let document: Option<Option<String>> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT document FROM publications WHERE id = $1")
                .bind(publication.0)
                .fetch_optional(conn)
                .await
        })?;
        Ok(document.flatten())
    }

    /// Lists the consultations of which results are public.
    pub async fn list_consultations_with_results(&self) -> Result<Vec<ConsultationId>, StoreError> {
        let found: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT DISTINCT consultation_id FROM publications
                 WHERE released_at IS NOT NULL AND taken_back_at IS NULL",
            )
            .fetch_all(conn)
            .await
        })?;
        Ok(found.into_iter().map(ConsultationId).collect())
    }

    /// Lists the steps of publishing of a consultation, the first first.
    pub async fn list_publication_events(
        &self,
        consultation: ConsultationId,
    ) -> Result<Vec<Noted<PublicationStep>>, StoreError> {
        self.list_noted(&PUBLICATION_STEPS, consultation).await
    }
}

impl Write<'_> {
    /// Begins the next edition of a consultation's results, unless one is written and not released.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where one is, or where the last edition is not the one before this.
    pub async fn add_publication(&mut self, publication: &Publication, stamp: Stamp) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO publications
                 (id, consultation_id, edition, run_id, revision, summary, changes, writer_id, written_at)
             SELECT $1, $2, $3, $4, 1, $5, $6, $7, $8
             WHERE $3 = 1 + (SELECT COALESCE(MAX(p.edition), 0) FROM publications p WHERE p.consultation_id = $2)
               AND NOT EXISTS (SELECT 1 FROM publications p WHERE p.consultation_id = $2 AND p.released_at IS NULL)",
            publication.id.0,
            publication.consultation.0,
            publication.edition,
            publication.run.0,
            &publication.summary,
            &publication.changes,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        self.note_publication(added, publication, (PublicationStep::Written, &publication.summary), stamp).await
    }

    /// Writes the words of a publication again; whoever wrote it before has not signed what it says now.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at its revision any more, or was released.
    pub async fn set_publication(&mut self, publication: &Publication, stamp: Stamp) -> Result<(), StoreError> {
        let written = change!(
            self,
            "UPDATE publications
             SET revision = revision + 1, summary = $3, changes = $4, writer_id = $5, written_at = $6
             WHERE id = $1 AND revision = $2 AND released_at IS NULL",
            publication.id.0,
            publication.revision,
            &publication.summary,
            &publication.changes,
            stamp.by.0,
            stamp.at
        )?;
        self.note_publication(written, publication, (PublicationStep::Written, &publication.summary), stamp).await
    }

    /// Gives a publication up that was not released.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at its revision any more, or was released.
    pub async fn remove_publication(&mut self, publication: &Publication, stamp: Stamp) -> Result<(), StoreError> {
        let removed = change!(
            self,
            "DELETE FROM publications WHERE id = $1 AND revision = $2 AND released_at IS NULL",
            publication.id.0,
            publication.revision
        )?;
        self.note_publication(removed, publication, (PublicationStep::GivenUp, ""), stamp).await
    }

    /// Releases a publication with what everybody reads from then on and its SHA-256.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not at its revision any more, was released, or was written last by the same account.
    pub async fn set_publication_released(
        &mut self,
        publication: &Publication,
        (document, hash): (&str, &[u8]),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let released = change!(
            self,
            "UPDATE publications SET released_at = $4, document = $5, digest = $6
             WHERE id = $1 AND revision = $2 AND released_at IS NULL AND writer_id <> $3",
            publication.id.0,
            publication.revision,
            stamp.by.0,
            stamp.at,
            document,
            hash
        )?;
        self.refresh(Subject::Consultation(publication.consultation));
        self.note_publication(released, publication, (PublicationStep::Released, ""), stamp).await
    }

    /// Takes a released publication back, with the reason that its address gives from then on.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where it is not public.
    pub async fn set_publication_taken_back(
        &mut self,
        publication: &Publication,
        reason: &str,
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let taken = change!(
            self,
            "UPDATE publications SET taken_back_at = $2, taken_back_reason = $3
             WHERE id = $1 AND released_at IS NOT NULL AND taken_back_at IS NULL",
            publication.id.0,
            stamp.at,
            reason
        )?;
        self.refresh(Subject::Consultation(publication.consultation));
        self.note_publication(taken, publication, (PublicationStep::TakenBack, reason), stamp).await
    }

    async fn note_publication(
        &mut self,
        changed: u64,
        publication: &Publication,
        step: (PublicationStep, &str),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let of = (publication.consultation, publication.edition);
        self.note(&PUBLICATION_STEPS, changed, of, step, stamp).await
    }
}
