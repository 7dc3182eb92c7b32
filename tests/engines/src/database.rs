//! A fresh database on either engine, removed with its last handle.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection, sqlite::SqliteRow};
use tempfile::TempDir;
use url::Url;

use crate::server;

/// A database that nobody else uses.
#[derive(Debug)]
pub struct Database {
    /// Its address, as the product takes it.
    pub url: String,
    place: Place,
}

/// What has to be removed when the database is not needed any more.
#[derive(Debug)]
enum Place {
    Folder(#[expect(dead_code, reason = "its drop removes the folder")] TempDir),
    Server { admin: String, name: String },
}

/// Gives the address of an SQLite file that does not exist yet.
///
/// # Panics
/// When no folder for it can be made.
pub fn sqlite() -> Database {
    let folder = tempfile::Builder::new().prefix("folkmoot-sqlite-").tempdir().expect("a folder for the database");
    let url = format!("sqlite:{}", folder.path().join("folkmoot.db").display());
    Database { url, place: Place::Folder(folder) }
}

/// Makes an empty database on the PostgreSQL server of this test process, which the first call starts.
///
/// # Panics
/// When there is no PostgreSQL, or the server refuses.
pub async fn postgres() -> Database {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let admin = server::address().await;
    let name = format!("folkmoot_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    run(admin, &format!("CREATE DATABASE {name}")).await;
    let mut url = Url::parse(admin).expect("the address of the server is a URL");
    url.set_path(&name);
    Database { url: url.into(), place: Place::Server { admin: admin.to_owned(), name } }
}

impl Database {
    /// Says whether the database is a PostgreSQL one.
    pub fn is_postgres(&self) -> bool {
        matches!(self.place, Place::Server { .. })
    }

    /// Lists what SQLite itself finds wrong in the file; PostgreSQL has no such check to ask.
    ///
    /// # Panics
    /// When the file cannot be opened at all.
    pub async fn find_damage(&self) -> Vec<String> {
        if self.is_postgres() { Vec::new() } else { find_damage(&self.url).await }
    }

    /// Lists each column of each table in which some words stand, as text or as bytes.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn find_words(&self, words: &str) -> Vec<String> {
        if self.is_postgres() { self.find_in_postgres(words).await } else { self.find_in_sqlite(words).await }
    }

    /// Runs a statement as somebody at the database's own command line would, and gives how many rows it changed.
    ///
    /// # Panics
    /// When the database does not answer or refuses.
    pub async fn change(&self, statement: &str) -> u64 {
        run(&self.url, statement).await
    }

    async fn find_in_sqlite(&self, words: &str) -> Vec<String> {
        let mut connection = SqliteConnection::connect(&self.url).await.expect("the database answers");
        let columns: Vec<(String, String)> = sqlx::query_as(
            "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1, 2",
        )
        .fetch_all(&mut connection)
        .await
        .expect("the columns can be listed");
        let mut found = Vec::new();
        for (table, column) in columns {
            let query = format!("SELECT COUNT(*) FROM \"{table}\" WHERE instr(CAST(\"{column}\" AS TEXT), $1) > 0");
            let count: Result<i64, _> =
                sqlx::query_scalar(AssertSqlSafe(query)).bind(words).fetch_one(&mut connection).await;
            if count.expect("the table can be searched") > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
        found
    }

    async fn find_in_postgres(&self, words: &str) -> Vec<String> {
        let mut connection = PgConnection::connect(&self.url).await.expect("the database answers");
        let columns: Vec<(String, String, String)> = sqlx::query_as(
            "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns
             WHERE table_schema = 'public' ORDER BY 1, 2",
        )
        .fetch_all(&mut connection)
        .await
        .expect("the columns can be listed");
        let mut found = Vec::new();
        for (table, column, kind) in columns {
            let place = match kind.as_str() {
                "bytea" => format!("position(convert_to($1, 'UTF8') IN \"{column}\")"),
                _ => format!("strpos(\"{column}\"::text, $1)"),
            };
            let query = format!("SELECT COUNT(*) FROM \"{table}\" WHERE {place} > 0");
            let count: Result<i64, _> =
                sqlx::query_scalar(AssertSqlSafe(query)).bind(words).fetch_one(&mut connection).await;
            if count.expect("the table can be searched") > 0 {
                found.push(format!("{table}.{column}"));
            }
        }
        found
    }
}

/// Runs a statement at an address past the product, and gives how many rows it changed.
///
/// # Panics
/// When the database does not answer or refuses.
pub async fn run(url: &str, statement: &str) -> u64 {
    let statement = AssertSqlSafe(statement.to_owned());
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(url).await.expect("the database answers");
        let done = connection.execute(statement).await.expect("the database obeys").rows_affected();
        connection.close().await.expect("the connection closes");
        done
    } else {
        let mut connection = PgConnection::connect(url).await.expect("the database answers");
        let done = connection.execute(statement).await.expect("the database obeys").rows_affected();
        connection.close().await.expect("the connection closes");
        done
    }
}

/// Keeps everybody else from writing to an SQLite database for as long as the connection lives.
///
/// # Panics
/// When the database does not answer or refuses.
pub async fn lock(url: &str) -> SqliteConnection {
    let mut connection = SqliteConnection::connect(url).await.expect("the database answers");
    connection.execute("BEGIN IMMEDIATE").await.expect("the database can be locked");
    connection
}

/// Lists what SQLite itself finds wrong in a file.
///
/// # Panics
/// When the file cannot be opened at all.
pub async fn find_damage(url: &str) -> Vec<String> {
    let mut connection = SqliteConnection::connect(url).await.expect("the file can be opened");
    let mut found: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut connection).await.expect("the check runs");
    found.retain(|line| line != "ok");
    let dangling = connection.fetch_all("PRAGMA foreign_key_check").await.expect("the check runs");
    let table = |row: &SqliteRow| format!("a row of {} refers to nothing", row.get::<String, _>(0));
    found.extend(dangling.iter().map(table));
    found
}

impl Drop for Database {
    fn drop(&mut self) {
        let Place::Server { admin, name } = &self.place else { return };
        let (admin, drop) = (admin.clone(), format!("DROP DATABASE {name} WITH (FORCE)"));
        // A runtime of its own, in a thread of its own: the test's runtime is busy dropping this.
        let removed = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(run(&admin, &drop));
        });
        if removed.join().is_err() {
            eprintln!("the test database {name} could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_of_postgresql_goes_with_its_handle_even_while_somebody_is_connected() {
        let database = postgres().await;
        let url = database.url.clone();
        let _connected = PgConnection::connect(&url).await.unwrap();

        drop(database);

        assert!(PgConnection::connect(&url).await.is_err());
    }
}
