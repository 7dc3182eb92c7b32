//! Steps that are noted beside what they change: who took each and when. They are only added to, each kind in a table of its own.

use domain::{
    ids::{AccountId, ConsultationId},
    time::Moment,
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

/// Who takes a step, when, and the identity of what is noted of it.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The identity of what is noted.
    pub event: Uuid,
    /// Who.
    pub by: AccountId,
    /// When.
    pub at: Moment,
}

/// A step that was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted<S> {
    /// The number of what it was taken with, among its kind in the consultation.
    pub number: i64,
    /// What was done.
    pub step: S,
    /// By whom, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub at: Moment,
    /// What was written, or why it was taken back.
    pub words: String,
}

/// A table of steps, with its statements.
pub(crate) struct Steps {
    table: &'static str,
    insert: &'static str,
    select: &'static str,
}

/// Spells out the statements of a table of steps, by its name and that of its column with the number.
macro_rules! steps_of {
    ($table:literal, $number:literal) => {
        Steps {
            table: $table,
            insert: concat!(
                "INSERT INTO ",
                $table,
                " (id, consultation_id, ",
                $number,
                ", step, account_id, happened_at, words)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            ),
            select: concat!(
                "SELECT e.",
                $number,
                " AS number, e.step, e.happened_at, e.words,
                        (SELECT a.email FROM accounts a WHERE a.id = e.account_id) AS by_email
                 FROM ",
                $table,
                " e WHERE e.consultation_id = $1 ORDER BY e.happened_at, e.id"
            ),
        }
    };
}

/// The steps of publishing results.
pub(crate) const PUBLICATION_STEPS: Steps = steps_of!("publication_events", "edition");
/// The steps of open data.
pub(crate) const OPEN_DATA_STEPS: Steps = steps_of!("open_data_events", "issue");
/// The steps of replies.
pub(crate) const REPLY_STEPS: Steps = steps_of!("reply_events", "number");

#[derive(FromRow)]
struct Row {
    number: i64,
    step: String,
    by_email: Option<String>,
    happened_at: Moment,
    words: String,
}

impl Row {
    fn noted<S: DeserializeOwned>(self, table: &'static str) -> Result<Noted<S>, StoreError> {
        let step = from_word(table, &self.step)?;
        Ok(Noted { number: self.number, step, by: self.by_email, at: self.happened_at, words: self.words })
    }
}

impl Store {
    /// Lists the steps of a table in a consultation, the first first.
    pub(crate) async fn list_noted<S: DeserializeOwned>(
        &self,
        steps: &Steps,
        consultation: ConsultationId,
    ) -> Result<Vec<Noted<S>>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(steps.select).bind(consultation.0).fetch_all(conn).await
        })?;
        rows.into_iter().map(|row| row.noted(steps.table)).collect()
    }
}

impl Write<'_> {
    /// Notes a step by which so many rows changed.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where none did.
    pub(crate) async fn note(
        &mut self,
        steps: &Steps,
        changed: u64,
        (consultation, number): (ConsultationId, i64),
        (step, words): (impl Serialize, &str),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        if changed == 0 {
            return Err(StoreError::Changed);
        }
        change!(self, steps.insert, stamp.event, consultation.0, number, to_word(step), stamp.by.0, stamp.at, words)?;
        Ok(())
    }
}
