//! The rules of the guided check on biodiversity net gain, revision by revision.

use domain::{gain::RuleSet, ids::AccountId, time::Moment};
use sqlx::FromRow;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on, one_changed},
};

/// A set of rules as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRules {
    /// How many times somebody had written any set by then, this time among them.
    pub step: i64,
    /// The name of the set for good, from 1.
    pub number: i64,
    /// What they say.
    pub rules: RuleSet,
    /// Whether the check uses them.
    pub is_shown: bool,
    /// The address of who wrote them, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub written_at: Moment,
}

#[derive(FromRow)]
struct Row {
    step: i64,
    number: i64,
    document: String,
    is_shown: bool,
    by_email: Option<String>,
    written_at: Moment,
}

impl TryFrom<Row> for StoredRules {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            step: row.step,
            number: row.number,
            rules: document::read("gain_rules", row.step, &row.document)?,
            is_shown: row.is_shown,
            by: row.by_email,
            written_at: row.written_at,
        })
    }
}

/// Selects the columns of a [`Row`].
macro_rules! rules {
    ($rest:literal) => {
        concat!(
            "SELECT g.step, g.number, g.document, g.is_shown, g.written_at,
                    (SELECT a.email FROM accounts a WHERE a.id = g.account_id) AS by_email
             FROM gain_rules g ",
            $rest
        )
    };
}

impl Store {
    /// Lists every set of rules as it stands, by its number.
    pub async fn list_gain_rules(&self) -> Result<Vec<StoredRules>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(rules!(
                "WHERE g.step = (SELECT MAX(n.step) FROM gain_rules n WHERE n.number = g.number) ORDER BY g.number"
            ))
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(StoredRules::try_from).collect()
    }

    /// Lists the revisions of a set of rules, the newest first.
    pub async fn list_gain_rule_revisions(&self, number: i64) -> Result<Vec<StoredRules>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(rules!("WHERE g.number = $1 ORDER BY g.step DESC")).bind(number).fetch_all(conn).await
        })?;
        rows.into_iter().map(StoredRules::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds what somebody wrote of the set of rules with a number, and whether the check uses it; `after` is how many times somebody had
    /// written any set before. Nobody stamps what comes with the demonstration.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody has written any set since.
    pub async fn add_gain_rules(
        &mut self,
        (number, after): (i64, i64),
        (rules, is_shown): (&RuleSet, bool),
        stamp: (Option<AccountId>, Moment),
    ) -> Result<(), StoreError> {
        let (by, at) = stamp;
        let added = change!(
            self,
            "INSERT INTO gain_rules (step, number, document, is_shown, account_id, written_at)
             SELECT $1 + 1, $2, $3, $4, $5, $6
             WHERE $1 = (SELECT COALESCE(MAX(g.step), 0) FROM gain_rules g)",
            after,
            number,
            document::write("gain_rules", rules)?,
            is_shown,
            by.map(|account| account.0),
            at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }
}
