//! What staff compose of the site as a whole, revision by revision.

use domain::{front::Front, time::Moment};
use sqlx::FromRow;

use crate::{
    Stamp, Store, StoreError, Write, document,
    engine::{change, on, one_changed},
};

/// The front of the site at a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFront {
    /// From 1; 0, where staff have composed nothing yet.
    pub revision: i64,
    /// What they composed.
    pub front: Front,
    /// The address of who did, unless the account is removed or nobody did.
    pub by: Option<String>,
    /// When, if anybody did.
    pub written_at: Option<Moment>,
}

#[derive(FromRow)]
struct Row {
    revision: i64,
    document: String,
    by_email: Option<String>,
    written_at: Moment,
}

impl TryFrom<Row> for StoredFront {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let front = document::read("front_revisions", row.revision, &row.document)?;
        Ok(Self { revision: row.revision, front, by: row.by_email, written_at: Some(row.written_at) })
    }
}

/// The columns of a [`Row`].
macro_rules! revisions {
    ($rest:literal) => {
        concat!(
            "SELECT f.revision, f.document, f.written_at,
                    (SELECT a.email FROM accounts a WHERE a.id = f.account_id) AS by_email
             FROM front_revisions f ",
            $rest
        )
    };
}

impl Store {
    /// Finds the front of the site: what staff composed last, or the words that the installation brought along with what is usual.
    pub async fn find_front(&self) -> Result<StoredFront, StoreError> {
        match self.list_front_revisions(1).await?.pop() {
            Some(stored) => Ok(stored),
            None => self.original_front().await,
        }
    }

    /// Finds the front of the site as it was at a revision.
    pub async fn find_front_revision(&self, revision: i64) -> Result<Option<StoredFront>, StoreError> {
        if revision == 0 {
            return self.original_front().await.map(Some);
        }
        let row: Option<Row> = on!(self.reader(), conn => {
            sqlx::query_as(revisions!("WHERE f.revision = $1")).bind(revision).fetch_optional(conn).await
        })?;
        row.map(StoredFront::try_from).transpose()
    }

    /// Lists what staff composed, the newest first, so many revisions at most.
    pub async fn list_front_revisions(&self, most: u32) -> Result<Vec<StoredFront>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(revisions!("ORDER BY f.revision DESC LIMIT $1")).bind(i64::from(most)).fetch_all(conn).await
        })?;
        rows.into_iter().map(StoredFront::try_from).collect()
    }

    async fn original_front(&self) -> Result<StoredFront, StoreError> {
        let front = Front { strategy: self.find_strategy().await?, ..Front::default() };
        Ok(StoredFront { revision: 0, front, by: None, written_at: None })
    }
}

impl Write<'_> {
    /// Adds what somebody composed of the site.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where somebody has composed since the revision before.
    pub async fn add_front_revision(
        &mut self,
        (front, revision): (&Front, i64),
        stamp: Stamp,
    ) -> Result<(), StoreError> {
        let added = change!(
            self,
            "INSERT INTO front_revisions (revision, document, account_id, written_at)
             SELECT $1, $2, $3, $4 WHERE $1 = 1 + (SELECT COALESCE(MAX(f.revision), 0) FROM front_revisions f)",
            revision,
            document::write("front_revisions", front)?,
            stamp.by.0,
            stamp.at
        )
        .map_err(StoreError::first_come)?;
        one_changed(added)
    }
}
