//! Imports: responses that are added together from one file, and can be taken back together.

use std::collections::HashMap;

use domain::{
    ids::{AccountId, ConsultationId, ImportId},
    response::{Response, ResponseStatus, Submission},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::to_word,
};

/// A file that was read, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its identity.
    pub id: ImportId,
    /// The consultation that it belongs to.
    pub consultation: ConsultationId,
    /// The address of whoever read it, and once its responses are added of whoever added them, unless the account is removed.
    pub by: Option<String>,
    /// The hash of the file.
    pub digest: Vec<u8>,
    /// When it was read.
    pub read_at: Moment,
    /// When its responses were added, and how many.
    pub added: Option<(Moment, u64)>,
    /// When they were taken back.
    pub taken_back_at: Option<Moment>,
}

/// A response to add from a file.
#[derive(Clone, Debug)]
pub struct NewResponse {
    /// The response, with its reference.
    pub response: Response,
    /// The hash of a secret that nobody has.
    pub token_hash: Vec<u8>,
    /// Its answers.
    pub submission: Submission,
    /// Where it stands in the spreadsheet.
    pub sheet_row: i64,
    /// By which number the office knows it.
    pub your_number: Option<String>,
}

/// A response that was added from a file.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ImportedResponse {
    /// Its reference.
    pub reference: String,
    /// Where it stands in the spreadsheet.
    pub sheet_row: i64,
    /// By which number the office knows it.
    pub your_number: Option<String>,
}

#[derive(FromRow)]
struct ImportRow {
    id: Uuid,
    consultation_id: Uuid,
    by_email: Option<String>,
    digest: Vec<u8>,
    read_at: Moment,
    added_at: Option<Moment>,
    added: Option<i64>,
    taken_back_at: Option<Moment>,
}

impl From<ImportRow> for Import {
    fn from(row: ImportRow) -> Self {
        let count = row.added.and_then(|added| u64::try_from(added).ok());
        Self {
            id: ImportId(row.id),
            consultation: ConsultationId(row.consultation_id),
            by: row.by_email,
            digest: row.digest,
            read_at: row.read_at,
            added: row.added_at.zip(count),
            taken_back_at: row.taken_back_at,
        }
    }
}

/// Spells out a statement that reads each column of an [`ImportRow`], with what follows the table's name.
macro_rules! select_imports {
    ($rest:literal) => {
        concat!(
            "SELECT i.id, i.consultation_id, i.digest, i.read_at, i.added_at, i.added, i.taken_back_at,
                    (SELECT a.email FROM accounts a WHERE a.id = i.account_id) AS by_email
             FROM imports i ",
            $rest
        )
    };
}

impl Store {
    /// Finds an import of a consultation.
    pub async fn find_import(
        &self,
        consultation: ConsultationId,
        import: ImportId,
    ) -> Result<Option<Import>, StoreError> {
        let row: Option<ImportRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_imports!("WHERE i.consultation_id = $1 AND i.id = $2"))
                .bind(consultation.0)
                .bind(import.0)
                .fetch_optional(conn)
                .await
        })?;
        Ok(row.map(Import::from))
    }

    /// Finds the import whose responses were added from the same file and not taken back.
    pub async fn find_standing_import(
        &self,
        consultation: ConsultationId,
        digest: &[u8],
    ) -> Result<Option<Import>, StoreError> {
        let row: Option<ImportRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_imports!("WHERE i.consultation_id = $1 AND i.standing_digest = $2"))
                .bind(consultation.0)
                .bind(digest)
                .fetch_optional(conn)
                .await
        })?;
        Ok(row.map(Import::from))
    }

    /// Finds the file of an import; none once its responses are added.
    pub async fn find_import_file(&self, import: ImportId) -> Result<Option<Vec<u8>>, StoreError> {
        let file: Option<Option<Vec<u8>>> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT file FROM imports WHERE id = $1").bind(import.0).fetch_optional(conn).await
        })?;
        Ok(file.flatten())
    }

    /// Lists the imports of a consultation whose responses were added, the newest first.
    pub async fn list_imports(&self, consultation: ConsultationId) -> Result<Vec<Import>, StoreError> {
        let rows: Vec<ImportRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_imports!("WHERE i.consultation_id = $1 AND i.added_at IS NOT NULL ORDER BY i.added_at DESC, i.id"))
                .bind(consultation.0)
                .fetch_all(conn)
                .await
        })?;
        Ok(rows.into_iter().map(Import::from).collect())
    }

    /// Lists the numbers of the office that responses of a consultation have, with the reference of each.
    pub async fn list_office_numbers(
        &self,
        consultation: ConsultationId,
    ) -> Result<HashMap<String, String>, StoreError> {
        let rows: Vec<(String, String)> = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT i.your_number, r.reference
                 FROM imported_responses i JOIN responses r ON r.id = i.response_id
                 WHERE r.consultation_id = $1 AND r.status = 'submitted' AND i.your_number IS NOT NULL",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Lists the responses of an import that are there still, in the order of the file.
    pub async fn list_imported(&self, import: ImportId) -> Result<Vec<ImportedResponse>, StoreError> {
        let rows = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT r.reference, i.sheet_row, i.your_number
                 FROM imported_responses i JOIN responses r ON r.id = i.response_id
                 WHERE i.import_id = $1 AND r.status = 'submitted' ORDER BY i.sheet_row",
            )
            .bind(import.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(rows)
    }
}

impl Write<'_> {
    /// Adds a file that was read.
    pub async fn add_import(
        &mut self,
        import: ImportId,
        consultation: ConsultationId,
        (account, now): (AccountId, Moment),
        digest: &[u8],
        file: &[u8],
    ) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO imports (id, consultation_id, account_id, digest, file, read_at) VALUES ($1, $2, $3, $4, $5, $6)",
            import.0,
            consultation.0,
            account.0,
            digest,
            file,
            now
        )?;
        Ok(())
    }

    /// Adds all responses of an import, and lets go of its file.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when they were added before, by this import or by another of the same file, and
    /// [`StoreError::Taken`] when a reference is in use.
    pub async fn set_import_added(
        &mut self,
        import: ImportId,
        (account, now): (AccountId, Moment),
        responses: &[NewResponse],
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE imports SET account_id = $1, added_at = $2, added = $3, file = NULL, standing_digest = digest
                 WHERE id = $4 AND added_at IS NULL",
            account.0,
            now,
            i64::try_from(responses.len()).unwrap_or(i64::MAX),
            import.0
        );
        match updated.map_err(StoreError::from) {
            Ok(1..) => {}
            Ok(0) | Err(StoreError::Taken) => return Err(StoreError::Changed),
            Err(error) => return Err(error),
        }
        for response in responses {
            self.add_imported(import, response, now).await?;
        }
        Ok(())
    }

    async fn add_imported(&mut self, import: ImportId, new: &NewResponse, now: Moment) -> Result<(), StoreError> {
        let NewResponse { response, token_hash, submission, sheet_row, your_number } = new;
        change!(
            self,
            "INSERT INTO responses
                    (id, consultation_id, version_id, status, token_hash, revision, reference, segment, area,
                     updated_at, submitted_at, channel, received_on, organisation)
                 VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $9, $10, $11, $12)",
            response.id.0,
            response.consultation.0,
            response.version.0,
            to_word(ResponseStatus::Submitted),
            token_hash,
            &response.reference,
            &submission.segment,
            &submission.area,
            now,
            to_word(response.channel),
            response.received_on,
            &submission.organisation
        )?;
        self.add_answers(response.id, submission).await?;
        change!(
            self,
            "INSERT INTO imported_responses (response_id, import_id, sheet_row, your_number) VALUES ($1, $2, $3, $4)",
            response.id.0,
            import.0,
            sheet_row,
            your_number
        )?;
        Ok(())
    }

    /// Withdraws all responses of an import that are there still, and gives their number; its file can be added again.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when the consultation has no such import, or it was not added or was taken back before.
    pub async fn set_import_taken_back(
        &mut self,
        consultation: ConsultationId,
        import: ImportId,
        now: Moment,
    ) -> Result<u64, StoreError> {
        let updated = change!(
            self,
            "UPDATE imports SET taken_back_at = $1, standing_digest = NULL
                 WHERE id = $2 AND consultation_id = $3 AND added_at IS NOT NULL AND taken_back_at IS NULL",
            now,
            import.0,
            consultation.0
        )?;
        if updated == 0 {
            return Err(StoreError::Changed);
        }
        self.set_imported_withdrawn(import, now).await
    }

    /// Removes the files that nobody has used since a moment, and gives their number.
    pub async fn remove_idle_imports(&mut self, before: Moment) -> Result<u64, StoreError> {
        Ok(change!(self, "DELETE FROM imports WHERE added_at IS NULL AND read_at < $1", before)?)
    }
}
