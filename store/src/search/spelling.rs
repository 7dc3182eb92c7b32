//! The words of all entries as they are written: what can be meant by whoever misspells one. None of them stands in nothing public.

use std::collections::BTreeMap;

use domain::search::{nearest, reach, spelled};
use sqlx::QueryBuilder;

use super::entries::{Entry, EntryRow};
use crate::{
    Store, StoreError, Write,
    engine::{change, on},
};

/// How many words one statement changes.
const CHANGED_AT_ONCE: usize = 500;

/// A word with its stem, and in how many entries more it stands than before.
type Counts = BTreeMap<String, (String, i64)>;

fn count<'a>(counts: &mut Counts, texts: impl IntoIterator<Item = &'a str>, more: i64) {
    for (word, stem) in spelled(texts) {
        counts.entry(word).or_insert((stem, 0)).1 += more;
    }
}

impl Store {
    /// Finds the word that was most likely meant by one that stands in nothing that is public; nothing where the word does.
    pub async fn find_meant_word(&self, word: &str, stem: &str) -> Result<Option<String>, StoreError> {
        let letters = word.chars().count();
        let reach = reach(letters);
        if reach == 0 {
            return Ok(None);
        }
        let is_known: Option<String> = on!(self.reader(), conn => {
            sqlx::query_scalar("SELECT word FROM search_words WHERE stem = $1 LIMIT 1")
                .bind(stem)
                .fetch_optional(conn)
                .await
        })?;
        if is_known.is_some() {
            return Ok(None);
        }
        let bound = |letters: usize| i64::try_from(letters).unwrap_or(i64::MAX);
        let known: Vec<(String, i64)> = on!(self.reader(), conn => {
            sqlx::query_as("SELECT word, entries FROM search_words WHERE letters BETWEEN $1 AND $2")
                .bind(bound(letters.saturating_sub(reach)))
                .bind(bound(letters + reach))
                .fetch_all(conn)
                .await
        })?;
        Ok(nearest(word, known.iter().map(|(word, entries)| (word.as_str(), *entries))).map(str::to_owned))
    }
}

impl Write<'_> {
    /// Counts the words of entries that take the place of others.
    pub(super) async fn set_spelling(&mut self, before: &[EntryRow], after: &[Entry]) -> Result<(), StoreError> {
        let mut counts = Counts::new();
        for row in before {
            count(&mut counts, [row.title.as_str(), &row.text, row.file_text.as_deref().unwrap_or_default()], -1);
        }
        for entry in after {
            count(&mut counts, [entry.title.as_str(), &entry.text, entry.file.as_deref().unwrap_or_default()], 1);
        }
        counts.retain(|_, (_, more)| *more != 0);
        let counts: Vec<_> = counts.into_iter().collect();
        for some in counts.chunks(CHANGED_AT_ONCE) {
            on!(self.connection(), connection => {
                let mut insert = QueryBuilder::new("INSERT INTO search_words (word, stem, letters, entries) ");
                insert.push_values(some, |mut row, (word, (stem, more))| {
                    let letters = i64::try_from(word.chars().count()).unwrap_or(i64::MAX);
                    row.push_bind(word.as_str()).push_bind(stem.as_str()).push_bind(letters).push_bind(*more);
                });
                insert.push(" ON CONFLICT (word) DO UPDATE SET entries = search_words.entries + excluded.entries");
                insert.build().execute(connection).await.map(|_| ())
            })?;
        }
        if counts.iter().any(|(_, (_, more))| *more < 0) {
            change!(self, "DELETE FROM search_words WHERE entries < 1")?;
        }
        Ok(())
    }
}
