//! Novelties: the entries of the feed that were seen so far, each once, under numbers that only grow.
//!
//! A number is taken only where all before it are stored. So nothing that is published at the same moment as something else can be
//! passed over, whenever it is committed and whatever the clocks of two servers say.

use std::collections::BTreeSet;

use domain::{
    alert::{Novelty, Strand},
    ids::GroupId,
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
    words::{from_word, to_word},
};

/// What a novelty is before it has its number: its entry, its strand and its group.
pub type Unnumbered = (Uuid, Strand, Option<GroupId>);

#[derive(FromRow)]
struct NoveltyRow {
    number: i64,
    entry_id: Uuid,
    strand: String,
    group_id: Option<Uuid>,
}

impl TryFrom<NoveltyRow> for Novelty {
    type Error = StoreError;

    fn try_from(row: NoveltyRow) -> Result<Self, StoreError> {
        let strand = from_word("novelties", &row.strand)?;
        Ok(Self { number: row.number, entry: row.entry_id, strand, group: row.group_id.map(GroupId) })
    }
}

impl Store {
    /// Lists the entries that were seen.
    pub async fn list_seen_entries(&self) -> Result<BTreeSet<Uuid>, StoreError> {
        let rows: Vec<Uuid> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT entry_id FROM novelties").fetch_all(conn).await
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Finds the number of the last novelty that was seen by a moment; 0, if there was none.
    pub async fn find_last_novelty(&self, by: Moment) -> Result<i64, StoreError> {
        let number = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM novelties WHERE seen_at <= $1")
                .bind(by)
                .fetch_one(conn)
                .await
        })?;
        Ok(number)
    }

    /// Lists the novelties after a number, in their order.
    pub async fn list_novelties(&self, since: i64) -> Result<Vec<Novelty>, StoreError> {
        let rows: Vec<NoveltyRow> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT number, entry_id, strand, group_id FROM novelties WHERE number > $1 ORDER BY number")
                .bind(since)
                .fetch_all(conn)
                .await
        })?;
        rows.into_iter().map(Novelty::try_from).collect()
    }
}

impl Write<'_> {
    /// Adds entries that were seen for the first time, in their order.
    ///
    /// # Errors
    /// [`StoreError::Changed`] where another server has just seen one of them, or another.
    pub async fn add_novelties(&mut self, entries: &[Unnumbered], now: Moment) -> Result<(), StoreError> {
        for (entry, strand, group) in entries {
            change!(
                self,
                "INSERT INTO novelties (number, entry_id, strand, group_id, seen_at)
                 SELECT 1 + COALESCE(MAX(number), 0), $1, $2, $3, $4 FROM novelties",
                *entry,
                to_word(*strand),
                group.map(|group| group.0),
                now
            )
            .map_err(StoreError::first_come)?;
        }
        Ok(())
    }
}
