//! The entries of a subject: made of the tables, compared with those that are there, and put in their place.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    ids::GroupId,
    language::Language,
    search::{FoundKind, RULES},
    vocabulary::Word,
};
use sqlx::FromRow;
use uuid::Uuid;

use super::Subject;
use crate::{
    Store, StoreError, Write,
    engine::{change, full_text::Searched, on},
    words::to_word,
};

/// The setting that holds the rules by which the entries were made, where they are not the first.
const SEARCH_RULES: &str = "search_rules";
const FIRST_RULES: i64 = 1;

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: FoundKind,
    pub(super) slug: String,
    pub(super) part: Option<i64>,
    pub(super) group: Option<GroupId>,
    pub(super) day: Option<NaiveDate>,
    pub(super) language: Option<Language>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) file: Option<String>,
}

/// An entry as it is stored, to be compared.
#[derive(FromRow)]
pub(super) struct EntryRow {
    id: i64,
    kind: String,
    slug: String,
    part: Option<i64>,
    group_id: Option<Uuid>,
    day: Option<NaiveDate>,
    language: Option<String>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) file_text: Option<String>,
}

impl EntryRow {
    fn is(&self, entry: &Entry) -> bool {
        self.kind == to_word(entry.kind)
            && (&self.slug, self.part, self.group_id) == (&entry.slug, entry.part, entry.group.map(|group| group.0))
            && (self.day, self.language.as_deref()) == (entry.day, entry.language.map(Word::word))
            && (&self.title, &self.text, &self.file_text) == (&entry.title, &entry.text, &entry.file)
    }
}

impl Entry {
    /// Makes an entry of which no more is known than where it leads and what it is called and says.
    pub(super) fn new(kind: FoundKind, slug: &str, title: &str, text: String) -> Self {
        let (slug, title) = (slug.to_owned(), title.to_owned());
        Self { kind, slug, part: None, group: None, day: None, language: None, title, text, file: None }
    }
}

/// Puts texts below one another, without those that are empty.
pub(super) fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

impl Store {
    /// Makes the entries of a subject anew where they are not as its tables say, which only those are that a server before this release
    /// has changed, or that were there before there was a search.
    pub async fn set_found(&self, subject: Subject) -> Result<(), StoreError> {
        let work = self.write(move |mut write| {
            Box::pin(async move {
                write.refresh(subject);
                Ok(())
            })
        });
        work.await
    }

    /// Removes every entry that was made by earlier rules, and tells whether there were any.
    pub async fn remove_outdated_found(&self) -> Result<bool, StoreError> {
        self.write(move |mut write| Box::pin(async move { write.remove_outdated_found().await })).await
    }
}

impl Write<'_> {
    /// Notes that something of a subject changed which everybody reads or may read.
    pub(crate) fn refresh(&mut self, subject: Subject) {
        self.1.insert(subject);
    }

    /// Makes the entries of subjects anew.
    pub(crate) async fn renew(&mut self, subjects: &BTreeSet<Subject>) -> Result<(), StoreError> {
        if subjects.is_empty() {
            return Ok(());
        }
        // Before anything is read, so that whoever comes second reads what the first has written.
        self.lock_search().await?;
        for subject in subjects {
            let entries = match *subject {
                Subject::Article(id) => self.entries_of_article(id).await,
                Subject::Consultation(id) => self.entries_of_consultation(id).await,
                Subject::Document(id) => self.entries_of_document(id).await,
                Subject::Group(id) => self.entries_of_group(id).await,
                Subject::Meeting(id) => self.entries_of_meeting(id).await,
                Subject::Priorities => self.entries_of_priorities().await,
            }?;
            self.set_entries(*subject, &entries).await?;
        }
        Ok(())
    }

    async fn set_entries(&mut self, subject: Subject, entries: &[Entry]) -> Result<(), StoreError> {
        let rows: Vec<EntryRow> = on!(self.connection(), connection => {
            sqlx::query_as(
                "SELECT id, kind, slug, part, group_id, day, language, title, text, file_text
                 FROM search_entries WHERE subject = $1 AND subject_id = $2 ORDER BY place",
            )
            .bind(subject.word())
            .bind(subject.id())
            .fetch_all(connection)
            .await
        })?;
        if rows.len() == entries.len() && rows.iter().zip(entries).all(|(row, entry)| row.is(entry)) {
            return Ok(());
        }
        for row in &rows {
            self.remove_searched(row.id).await?;
            change!(self, "DELETE FROM search_entries WHERE id = $1", row.id)?;
        }
        let last: i64 = on!(self.connection(), connection => {
            sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM search_entries").fetch_one(connection).await
        })?;
        for (place, entry) in (1..).zip(entries) {
            self.add_entry(subject, (last + place, place), entry).await?;
        }
        self.set_spelling(&rows, entries).await
    }

    async fn add_entry(&mut self, subject: Subject, (id, place): (i64, i64), entry: &Entry) -> Result<(), StoreError> {
        change!(
            self,
            "INSERT INTO search_entries
                 (id, subject, subject_id, place, kind, slug, part, group_id, day, language, title, text, file_text)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id,
            subject.word(),
            subject.id(),
            place,
            to_word(entry.kind),
            &entry.slug,
            entry.part,
            entry.group.map(|group| group.0),
            entry.day,
            entry.language.map(Word::word),
            &entry.title,
            &entry.text,
            &entry.file
        )?;
        let file = entry.file.as_deref().unwrap_or_default();
        self.add_searched(id, &Searched { title: &entry.title, text: &entry.text, file }).await
    }

    async fn remove_outdated_found(&mut self) -> Result<bool, StoreError> {
        self.lock_search().await?;
        let rules: Option<String> = on!(self.connection(), connection => {
            sqlx::query_scalar("SELECT value FROM settings WHERE name = $1")
                .bind(SEARCH_RULES)
                .fetch_optional(connection)
                .await
        })?;
        if rules.and_then(|rules| rules.parse().ok()).unwrap_or(FIRST_RULES) >= RULES {
            return Ok(false);
        }
        self.remove_all_searched().await?;
        let removed = change!(self, "DELETE FROM search_entries")?;
        change!(self, "DELETE FROM search_words")?;
        change!(
            self,
            "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            SEARCH_RULES,
            RULES.to_string()
        )?;
        Ok(removed > 0)
    }
}
