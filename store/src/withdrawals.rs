//! Responses that were taken back: their answers are deleted, and only the reference and the day stay.

use chrono::NaiveDate;
use domain::{ids::ConsultationId, response::ResponseStatus, time::Moment};

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

    /// Counts the responses of a consultation that were withdrawn.
    pub async fn count_withdrawals(&self, consultation: ConsultationId) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM responses WHERE consultation_id = $1 AND status = $2")
                .bind(consultation.0)
                .bind(to_word(ResponseStatus::Withdrawn))
                .fetch_one(conn)
                .await
        })?;
        Ok(u64::try_from(count).unwrap_or(0))
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
            "UPDATE responses SET status = $1, withdrawn_on = $2, updated_at = $3,
                    digest = NULL, segment = NULL, area = NULL, submitted_at = NULL
                 WHERE consultation_id = $4 AND reference = $5 AND status = $6",
            to_word(ResponseStatus::Withdrawn),
            now.date_naive(),
            now,
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
        Ok(())
    }
}
