//! The days by which replies were said to be expected: only added to, so that everybody sees when one was moved.

use chrono::NaiveDate;
use domain::{
    ids::{AccountId, ConsultationId},
    time::Moment,
};
use sqlx::FromRow;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
};

/// A day by which replies are expected, as it was said.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ExpectedDay {
    /// Its place among the days that were said of the consultation, from 1.
    pub place: i64,
    /// The day.
    pub expected_on: NaiveDate,
    /// Why it is another than was said before; empty for the first.
    pub reason: String,
    /// When it was said.
    pub said_at: Moment,
}

impl Store {
    /// Lists the days that were said of a consultation, the first first.
    pub async fn list_expected_days(&self, consultation: ConsultationId) -> Result<Vec<ExpectedDay>, StoreError> {
        let days = on!(self.reader(), conn => {
            sqlx::query_as(
                "SELECT place, expected_on, reason, said_at FROM reply_days WHERE consultation_id = $1 ORDER BY place",
            )
            .bind(consultation.0)
            .fetch_all(conn)
            .await
        })?;
        Ok(days)
    }
}

impl Write<'_> {
    /// Adds the next day by which the replies to a consultation are expected.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where its place is not the next, because somebody else has said another.
    pub async fn add_expected_day(
        &mut self,
        consultation: ConsultationId,
        day: &ExpectedDay,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO reply_days (consultation_id, place, expected_on, reason, account_id, said_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $2 = 1 + (SELECT COALESCE(MAX(d.place), 0) FROM reply_days d WHERE d.consultation_id = $1)",
            consultation.0,
            day.place,
            day.expected_on,
            &day.reason,
            by.0,
            day.said_at
        )
        .map_err(StoreError::first_come)?;
        if added == 0 { Err(StoreError::Changed) } else { Ok(()) }
    }
}
