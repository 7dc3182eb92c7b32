//! Responses that were taken back: their answers are deleted, and only the reference and the day stay.

use chrono::{DurationRound, NaiveDate, TimeDelta};
use domain::{
    ids::{ConsultationId, ImportId},
    response::ResponseStatus,
    time::Moment,
};

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::to_word,
};

impl Store {
    /// Finds the day (UTC) on which the response with a reference was withdrawn.
    pub async fn find_withdrawal(
        &self,
        consultation: ConsultationId,
        reference: &str,
    ) -> Result<Option<NaiveDate>, StoreError> {
        let day: Option<NaiveDate> = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT withdrawn_on FROM responses
                 WHERE consultation_id = $1 AND reference = $2 AND withdrawn_on IS NOT NULL",
            )
            .bind(consultation.0)
            .bind(reference)
            .fetch_optional(conn)
            .await
        })?;
        Ok(day)
    }
}

impl Write<'_> {
    /// Withdraws a submitted response with all its answers.
    ///
    /// # Errors
    /// [`StoreError::Changed`] when no submitted response of the consultation has the reference.
    pub async fn set_withdrawn(
        &mut self,
        consultation: ConsultationId,
        reference: &str,
        now: Moment,
    ) -> Result<(), StoreError> {
        let updated = change!(
            self,
            "UPDATE responses SET status = $1, withdrawn_on = $2, updated_at = $3, token_hash = $4,
                    digest = NULL, segment = NULL, organisation = NULL, area = NULL, submitted_at = NULL,
                    received_on = NULL, is_invited = FALSE, language = NULL
                 WHERE consultation_id = $5 AND reference = $6 AND status = $7",
            to_word(ResponseStatus::Withdrawn),
            now.date_naive(),
            now.duration_trunc(TimeDelta::days(1)).unwrap_or(now),
            // No secret has a hash that is as short as a reference, so that nothing leads here any more.
            reference.as_bytes(),
            consultation.0,
            reference,
            to_word(ResponseStatus::Submitted)
        )?;
        if updated == 0 {
            return Err(StoreError::Changed);
        }
        change!(
            self,
            "DELETE FROM answers WHERE response_id = (SELECT id FROM responses WHERE reference = $1)",
            reference
        )?;
        change!(
            self,
            "DELETE FROM attachments WHERE response_id = (SELECT id FROM responses WHERE reference = $1)",
            reference
        )?;
        change!(
            self,
            "DELETE FROM imported_responses WHERE response_id = (SELECT id FROM responses WHERE reference = $1)",
            reference
        )?;
        change!(
            self,
            "DELETE FROM response_marks WHERE response_id = (SELECT id FROM responses WHERE reference = $1)",
            reference
        )?;
        Ok(())
    }

    /// Withdraws the submitted responses of an import with all their answers, and gives their number.
    pub(crate) async fn set_imported_withdrawn(&mut self, import: ImportId, now: Moment) -> Result<u64, StoreError> {
        // Their tokens are hashes of secrets that nobody ever had, and need not be overwritten.
        let withdrawn = change!(
            self,
            "UPDATE responses SET status = $1, withdrawn_on = $2, updated_at = $3,
                    digest = NULL, segment = NULL, organisation = NULL, area = NULL, submitted_at = NULL,
                    received_on = NULL, language = NULL
                 WHERE status = $4 AND id IN (SELECT response_id FROM imported_responses WHERE import_id = $5)",
            to_word(ResponseStatus::Withdrawn),
            now.date_naive(),
            now.duration_trunc(TimeDelta::days(1)).unwrap_or(now),
            to_word(ResponseStatus::Submitted),
            import.0
        )?;
        change!(
            self,
            "DELETE FROM answers WHERE response_id IN (SELECT response_id FROM imported_responses WHERE import_id = $1)",
            import.0
        )?;
        change!(self, "DELETE FROM imported_responses WHERE import_id = $1", import.0)?;
        Ok(withdrawn)
    }
}
