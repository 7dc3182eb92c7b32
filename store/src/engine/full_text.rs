//! The words of search entries, as each engine keeps them for itself: an FTS5 table in SQLite, vectors with a GIN index in PostgreSQL.
//!
//! Both are given words that `domain::search` made, and neither makes any itself, so that they find the same.

mod vectors;

use domain::search::{Breadth, Clause, Query, stems};
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::{Engine, Write, change};
use crate::StoreError;

/// The lock that writers of the search and servers that start take by turns in PostgreSQL; any number that nobody else takes.
const LOCK: i64 = 0x666f_6c6b_0049;

/// What is searched of an entry.
#[derive(Debug)]
pub(crate) struct Searched<'a> {
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
    pub(crate) file: &'a str,
}

/// What of a query a statement is given: what has to be there, and what must not.
pub(crate) struct Asked {
    pub(crate) wanted: String,
    pub(crate) unwanted: Option<String>,
}

/// Finds entries in SQLite, best first by the highest score: `$5` has to be there, `$6` must not.
macro_rules! found_in_sqlite {
    () => {
        "SELECT rowid AS entry_id, -bm25(search_fts, 10.0, 3.0, 1.0) AS score FROM search_fts WHERE search_fts MATCH $5
         AND (CAST($6 AS TEXT) IS NULL OR rowid NOT IN (SELECT rowid FROM search_fts WHERE search_fts MATCH $6))"
    };
}

/// The same in PostgreSQL. An entry with many words has several vectors, so that each line of `$5` is looked for in all of them.
macro_rules! found_in_postgres {
    () => {
        "SELECT v.entry_id, SUM(ts_rank('{0.1, 0.1, 0.3, 1.0}', v.words, CAST(c.clause AS TSQUERY), 1)) AS score
         FROM unnest(string_to_array(CAST($5 AS TEXT), chr(10))) AS c (clause)
         JOIN search_vectors v ON v.words @@ CAST(c.clause AS TSQUERY)
         WHERE CAST($6 AS TEXT) IS NULL OR v.entry_id NOT IN
             (SELECT x.entry_id FROM search_vectors x WHERE x.words @@ CAST(CAST($6 AS TEXT) AS TSQUERY))
         GROUP BY v.entry_id
         HAVING COUNT(DISTINCT c.clause) = cardinality(string_to_array(CAST($5 AS TEXT), chr(10)))"
    };
}
pub(crate) use {found_in_postgres, found_in_sqlite};

/// Makes what SQLite needs, once.
pub(super) async fn prepare_sqlite(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let is_there: Option<i64> = sqlx::query_scalar("SELECT 1 FROM sqlite_schema WHERE name = 'search_fts'")
        .fetch_optional(&mut *connection)
        .await?;
    if is_there.is_some() {
        return Ok(());
    }
    // Words come in small letters, parted by spaces, so that what parts and folds by other rules is left out.
    sqlx::query("CREATE VIRTUAL TABLE search_fts USING fts5(title, text, file, tokenize = 'ascii')")
        .execute(&mut *connection)
        .await?;
    // What is withheld must not stay in the index until it is tidied (<https://sqlite.org/fts5.html#the_secure_delete_configuration_option>).
    sqlx::query("INSERT INTO search_fts (search_fts, rank) VALUES ('secure-delete', 1)").execute(connection).await?;
    Ok(())
}

/// Makes what PostgreSQL needs; servers that start together do so one after the other.
pub(super) async fn prepare_postgres(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    for statement in [
        "CREATE TABLE IF NOT EXISTS search_vectors
             (entry_id BIGINT NOT NULL, place BIGINT NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (entry_id, place))",
        "CREATE INDEX IF NOT EXISTS search_vectors_by_words ON search_vectors USING GIN (words)",
    ] {
        sqlx::query(statement).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}

impl Asked {
    /// Spells a query for an engine.
    pub(crate) fn of<S, P>(engine: &Engine<S, P>, query: &Query, breadth: Breadth) -> Self {
        let spell = match engine {
            Engine::Sqlite(_) => |clause: &Clause| format!("\"{}\"", clause.stems().join(" ")),
            Engine::Postgres(_) => |clause: &Clause| {
                let words: Vec<String> = clause.stems().iter().map(|stem| format!("'{stem}'")).collect();
                format!("({})", words.join(" <-> "))
            },
        };
        let (all, any) = match engine {
            Engine::Sqlite(_) => (" AND ", " OR "),
            Engine::Postgres(_) => ("\n", " | "),
        };
        let wanted: Vec<String> = query.wanted().map(spell).collect();
        let unwanted: Vec<String> = query.unwanted().map(spell).collect();
        let wanted = wanted.join(match breadth {
            Breadth::All => all,
            Breadth::Any => any,
        });
        Self { wanted, unwanted: (!unwanted.is_empty()).then(|| unwanted.join(any)) }
    }
}

impl Write<'_> {
    /// Lets no other write change what is found until this one is done. SQLite has one writer at a time.
    pub(crate) async fn lock_search(&mut self) -> Result<(), StoreError> {
        if let Engine::Postgres(connection) = self.connection() {
            sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(connection).await?;
        }
        Ok(())
    }

    /// Adds the words of an entry.
    pub(crate) async fn add_searched(&mut self, entry: i64, searched: &Searched<'_>) -> Result<(), StoreError> {
        let parts = [searched.title, searched.text, searched.file].map(stems);
        match self.connection() {
            Engine::Sqlite(connection) => {
                let [title, text, file] = parts.map(|stems| stems.join(" "));
                sqlx::query("INSERT INTO search_fts (rowid, title, text, file) VALUES ($1, $2, $3, $4)")
                    .bind(entry)
                    .bind(title)
                    .bind(text)
                    .bind(file)
                    .execute(connection)
                    .await?;
            }
            Engine::Postgres(connection) => {
                for (place, vector) in (1_i64..).zip(vectors::of(&parts)) {
                    sqlx::query(
                        "INSERT INTO search_vectors (entry_id, place, words) VALUES ($1, $2, CAST(CAST($3 AS TEXT) AS TSVECTOR))",
                    )
                    .bind(entry)
                    .bind(place)
                    .bind(vector)
                    .execute(&mut *connection)
                    .await?;
                }
            }
        }
        Ok(())
    }

    /// Removes the words of an entry.
    pub(crate) async fn remove_searched(&mut self, entry: i64) -> Result<(), StoreError> {
        match self.0 {
            Engine::Sqlite(_) => change!(self, "DELETE FROM search_fts WHERE rowid = $1", entry),
            Engine::Postgres(_) => change!(self, "DELETE FROM search_vectors WHERE entry_id = $1", entry),
        }?;
        Ok(())
    }

    /// Removes the words of all entries.
    pub(crate) async fn remove_all_searched(&mut self) -> Result<(), StoreError> {
        match self.0 {
            Engine::Sqlite(_) => change!(self, "DELETE FROM search_fts"),
            Engine::Postgres(_) => change!(self, "DELETE FROM search_vectors"),
        }?;
        Ok(())
    }
}
