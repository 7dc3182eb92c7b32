//! What a team has saved in the library: each entry in versions, of which the newest counts.
//!
//! A title belongs to one entry for ever, also after that was removed: saving under it again makes its next version.

use domain::{
    ids::{AccountId, EntryId},
    library::{Entry, Item},
    time::Moment,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Store, StoreError, Write, document,
    engine::{change, on, one_changed},
};

/// One version of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedEntry {
    /// The identity of the entry.
    pub id: EntryId,
    /// Its version, from 1.
    pub version: u32,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What it holds.
    pub item: Item,
    /// Who saved it; nobody, once the account is removed.
    pub account: Option<AccountId>,
    /// When it was saved.
    pub made_at: Moment,
    /// When it was removed from the list, if it was.
    pub removed_at: Option<Moment>,
}

impl SavedEntry {
    /// Gives it as an entry of the library.
    pub fn entry(&self) -> Entry {
        let Self { id, version, title, purpose, item, .. } = self.clone();
        Entry { id: id.to_string(), version, title, purpose, item }
    }
}

#[derive(FromRow)]
struct EntryRow {
    id: Uuid,
    version: i64,
    title: String,
    purpose: String,
    document: String,
    account_id: Option<Uuid>,
    made_at: Moment,
    removed_at: Option<Moment>,
}

const ENTRIES: &str = "library_entries";

/// The newest version of each entry.
macro_rules! select_newest {
    ($($rest:literal),+) => {
        concat!(
            "SELECT e.id, e.version, e.title, e.purpose, e.document, e.account_id, e.made_at, e.removed_at
             FROM library_entries e
             WHERE e.version = (SELECT MAX(n.version) FROM library_entries n WHERE n.id = e.id) ",
            $($rest),+
        )
    };
}

impl TryFrom<EntryRow> for SavedEntry {
    type Error = StoreError;

    fn try_from(row: EntryRow) -> Result<Self, StoreError> {
        let version = u32::try_from(row.version)
            .map_err(|_| StoreError::damaged(ENTRIES, format!("{} has no such version", row.id)))?;
        Ok(Self {
            id: EntryId(row.id),
            version,
            item: document::read(ENTRIES, row.id, &row.document)?,
            title: row.title,
            purpose: row.purpose,
            account: row.account_id.map(AccountId),
            made_at: row.made_at,
            removed_at: row.removed_at,
        })
    }
}

impl Store {
    /// Lists the newest version of each entry that was not removed, by title.
    pub async fn list_library(&self) -> Result<Vec<SavedEntry>, StoreError> {
        let rows: Vec<EntryRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_newest!("AND e.removed_at IS NULL")).fetch_all(conn).await
        })?;
        let mut saved = rows.into_iter().map(SavedEntry::try_from).collect::<Result<Vec<_>, _>>()?;
        // The engines do not agree on the order of letters.
        saved.sort_by_cached_key(|saved| (saved.title.to_lowercase(), saved.id));
        Ok(saved)
    }

    /// Finds the newest version of an entry, removed or not.
    pub async fn find_library_entry(&self, id: EntryId) -> Result<Option<SavedEntry>, StoreError> {
        let row: Option<EntryRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_newest!("AND e.id = $1")).bind(id.0).fetch_optional(conn).await
        })?;
        row.map(SavedEntry::try_from).transpose()
    }

    /// Finds the newest version of the entry with a title, removed or not.
    pub async fn find_library_entry_of(&self, title: &str) -> Result<Option<SavedEntry>, StoreError> {
        let row: Option<EntryRow> = on!(self.reader(), conn => {
            sqlx::query_as(select_newest!("AND e.title = $1")).bind(title).fetch_optional(conn).await
        })?;
        row.map(SavedEntry::try_from).transpose()
    }

    /// Counts the versions that an entry has.
    pub async fn count_library_versions(&self, id: EntryId) -> Result<i64, StoreError> {
        let count = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT COUNT(*) FROM library_entries WHERE id = $1").bind(id.0).fetch_one(conn).await
        })?;
        Ok(count)
    }
}

impl Write<'_> {
    /// Adds a version of an entry; [`StoreError::Taken`] when somebody has saved that version, or another entry under the
    /// same title, before.
    pub async fn add_library_entry(&mut self, saved: &SavedEntry) -> Result<(), StoreError> {
        let document = document::write(ENTRIES, &saved.item)?;
        change!(
            self,
            "INSERT INTO library_entries (id, version, title, purpose, document, account_id, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            saved.id.0,
            i64::from(saved.version),
            &saved.title,
            &saved.purpose,
            document,
            saved.account.map(|account| account.0),
            saved.made_at
        )?;
        Ok(())
    }

    /// Removes an entry from the list and keeps its versions; [`StoreError::Changed`] when the version is not the newest any
    /// more or was removed before.
    pub async fn remove_library_entry(&mut self, id: EntryId, version: u32, now: Moment) -> Result<(), StoreError> {
        let removed = change!(
            self,
            "UPDATE library_entries SET removed_at = $3
             WHERE id = $1 AND version = $2 AND removed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM library_entries n WHERE n.id = $1 AND n.version > $2)",
            id.0,
            i64::from(version),
            now
        )?;
        one_changed(removed)
    }
}
