//! The rules of the guided check, revision by revision.

use domain::{gain::RuleSet, ids::GainRulesId, time::Moment};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Stamp, Store, StoreError, Write, document,
    engine::{change, on, one_changed},
};

/// A set of rules at a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRules {
    /// Its identity.
    pub id: GainRulesId,
    /// Its name for good, from 1.
    pub number: i64,
    /// From 1.
    pub revision: i64,
    /// What they say.
    pub rules: RuleSet,
    /// Whether the check uses them.
    pub is_used: bool,
    /// The address of who wrote them last, unless the account is removed.
    pub by: Option<String>,
    /// When.
    pub written_at: Moment,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    number: i64,
    revision: i64,
    document: String,
    is_used: bool,
    by_email: Option<String>,
    written_at: Moment,
}

impl TryFrom<Row> for StoredRules {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: GainRulesId(row.id),
            number: row.number,
            revision: row.revision,
            rules: document::read("gain_rule_revisions", row.number, &row.document)?,
            is_used: row.is_used,
            by: row.by_email,
            written_at: row.written_at,
        })
    }
}

/// The columns of a [`Row`].
macro_rules! revisions {
    ($rest:literal) => {
        concat!(
            "SELECT g.id, g.number, r.revision, r.document, r.is_used, r.written_at,
                    (SELECT a.email FROM accounts a WHERE a.id = r.account_id) AS by_email
             FROM gain_rules g JOIN gain_rule_revisions r ON r.rules_id = g.id ",
            $rest
        )
    };
}

impl Store {
    /// Lists every set of rules as it stands, by its number.
    pub async fn list_gain_rules(&self) -> Result<Vec<StoredRules>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(revisions!(
                "WHERE r.revision = (SELECT MAX(n.revision) FROM gain_rule_revisions n WHERE n.rules_id = g.id)
                 ORDER BY g.number"
            ))
            .fetch_all(conn)
            .await
        })?;
        rows.into_iter().map(StoredRules::try_from).collect()
    }

    /// Lists the revisions of a set of rules, the newest first.
    pub async fn list_gain_rule_revisions(&self, number: i64) -> Result<Vec<StoredRules>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(revisions!("WHERE g.number = $1 ORDER BY r.revision DESC")).bind(number).fetch_all(conn).await
        })?;
        rows.into_iter().map(StoredRules::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds a set of rules, and gives its number.
    pub async fn add_gain_rules(
        &mut self,
        id: GainRulesId,
        rules: &RuleSet,
        stamp: Stamp,
    ) -> Result<i64, StoreError> {
        change!(
            self,
            "INSERT INTO gain_rules (id, number) SELECT $1, 1 + COALESCE(MAX(g.number), 0) FROM gain_rules g",
            id.0
        )
        .map_err(StoreError::first_come)?;
        self.add_gain_rule_revision((id, 1), (rules, true), stamp).await?;
        on!(self.connection(), connection => {
            sqlx::query_scalar("SELECT number FROM gain_rules WHERE id = $1").bind(id.0).fetch_one(connection).await
        })
    }

    /// Adds what somebody wrote of a set of rules, and whether the check uses it.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody has written since the revision before.
    pub async fn add_gain_rule_revision(
        &mut self,
        (id, revision): (GainRulesId, i64),
        (rules, is_used): (&RuleSet, bool),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO gain_rule_revisions (rules_id, revision, document, is_used, account_id, written_at)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $2 = 1 + (SELECT COALESCE(MAX(r.revision), 0) FROM gain_rule_revisions r WHERE r.rules_id = $1)",
            id.0,
            revision,
            document::write("gain_rule_revisions", rules)?,
            is_used,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }
}
