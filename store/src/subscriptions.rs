//! Addresses and telephone numbers of people who asked for news, and the mixing that parts them from the answers, up to their month, once their day is over.
//!
//! Such an address is written in the transaction of its response, so that both come or neither does. Until it is mixed,
//! what the engine itself notes of a row (the transaction on PostgreSQL, the place in the file on SQLite) leads from one to
//! the other.

use chrono::{Datelike, NaiveDate};
use domain::{
    answer::Contact,
    ids::{self, ConsultationId},
    time::{Entropy, Moment},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    StoreError, Write,
    engine::{change, on},
};

#[derive(FromRow)]
struct SubscriptionRow {
    consultation_id: Uuid,
    email: Option<String>,
    telephone: Option<String>,
    updates: bool,
    interview: bool,
    asked_on: NaiveDate,
}

impl Write<'_> {
    /// Adds an address that asked for news, with no key that leads back to the answers.
    pub async fn add_subscription(
        &mut self,
        id: Uuid,
        consultation: ConsultationId,
        contact: &Contact,
        now: Moment,
    ) -> Result<(), StoreError> {
        let row = SubscriptionRow {
            consultation_id: consultation.0,
            email: contact.email.clone(),
            telephone: contact.telephone.clone(),
            updates: contact.updates,
            interview: contact.interview,
            asked_on: now.date_naive(),
        };
        self.add_subscription_row(id, row, false).await
    }

    /// Writes the addresses of the earliest day that is over and not mixed yet anew, under new ids, in random order and
    /// with their month in place of the day, and gives their number.
    pub async fn set_subscriptions_mixed(
        &mut self,
        today: NaiveDate,
        entropy: &dyn Entropy,
    ) -> Result<u64, StoreError> {
        // Deleting and reading in one statement: of two servers that mix at the same time, one gets the rows.
        let rows: Vec<SubscriptionRow> = on!(self.connection(), connection => {
            sqlx::query_as(
                "DELETE FROM subscriptions
                 WHERE is_mixed = FALSE
                   AND asked_on = (SELECT MIN(asked_on) FROM subscriptions WHERE is_mixed = FALSE AND asked_on < $1)
                 RETURNING consultation_id, email, telephone, updates, interview, asked_on",
            )
            .bind(today)
            .fetch_all(connection)
            .await
        })?;
        let count = rows.len() as u64;
        for (id, row) in mixed(rows, entropy) {
            // With its day, the address of a day on which one person answered would lead to their answers.
            let row = SubscriptionRow { asked_on: month_of(row.asked_on), ..row };
            self.add_subscription_row(id, row, true).await?;
        }
        Ok(count)
    }

    async fn add_subscription_row(&mut self, id: Uuid, row: SubscriptionRow, is_mixed: bool) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO subscriptions (id, consultation_id, email, telephone, updates, interview, asked_on, is_mixed)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            id,
            row.consultation_id,
            &row.email,
            &row.telephone,
            row.updates,
            row.interview,
            row.asked_on,
            is_mixed
        )?;
        Ok(())
    }
}

/// Puts rows in random order, each with an id that tells nothing of where it stood.
pub(crate) fn mixed<R>(rows: Vec<R>, entropy: &dyn Entropy) -> Vec<(Uuid, R)> {
    let mut rows: Vec<_> = rows.into_iter().map(|row| (ids::unordered(entropy), row)).collect();
    rows.sort_unstable_by_key(|(id, _)| *id);
    rows
}

/// Gives the first day of the month of a day.
pub(crate) fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}
