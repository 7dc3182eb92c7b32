//! Opening a database of either engine, with what it has to keep to.

use std::{fs::OpenOptions, io, os::unix::fs::OpenOptionsExt, path::Path, str::FromStr, time::Duration};

use sqlx::{
    Connection, PgConnection, PgPool, SqliteConnection,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::time::{Instant, sleep};

use super::{Sqlite, full_text};
use crate::{StoreError, writer::Writer};

/// The tables. Those of a later release are left alone: migrations expand first, so that this server works on them too.
static MIGRATIONS: Migrator = Migrator { ignore_missing: true, ..sqlx::migrate!("../migrations") };

/// The first SQLite whose write-ahead log cannot lose committed writes (<https://sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// How long a write waits for a lock that another process holds.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);
/// How long to let others go on before a locked file is tried again.
const LOCK_PAUSE: Duration = Duration::from_millis(10);
/// The number by which SQLite says that a file is locked (<https://sqlite.org/rescode.html#busy>).
const SQLITE_BUSY: &str = "5";
/// How long a request waits for a free connection before it is told to come back later.
const POOL_PATIENCE: Duration = Duration::from_secs(5);
/// How long PostgreSQL may work on one statement, so that none holds a connection for ever; an export is many statements.
const STATEMENT_PATIENCE: &str = "60s";
const SQLITE_READERS: u32 = 4;
/// How many rows SQLite may read ahead of whoever takes them: as many as most who read all ask for at once, so that the two
/// threads wait for each other once for all of them.
const ROWS_AHEAD: usize = 500;
const POSTGRES_CONNECTIONS: u32 = 16;

/// Opens a file of SQLite, which is made where it is not there yet, and brings its tables up to date.
pub(super) async fn sqlite(address: &str) -> Result<Sqlite, StoreError> {
    let options = SqliteConnectOptions::from_str(address)
        .map_err(|error| StoreError::Unusable(format!("the database address cannot be read: {error}")))?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(LOCK_PATIENCE)
        .row_buffer_size(ROWS_AHEAD)
        // What is deleted is overwritten: an address that is not kept must not stay in the free pages of the file.
        .pragma("secure_delete", "ON")
        .foreign_keys(true);
    make_private(options.get_filename())
        .map_err(|error| StoreError::Unusable(format!("the database file cannot be made: {error}")))?;
    let mut connection = connect(&options).await?;
    refuse_old_sqlite(&mut connection).await?;
    migrate_sqlite(&mut connection).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(POOL_PATIENCE)
        // A connection to a file does not break while it waits, so that asking it first is time lost.
        .test_before_acquire(false)
        .connect_with(options.read_only(true).create_if_missing(false))
        .await?;
    Ok(Sqlite { readers, writer: Writer::start(connection)? })
}

/// Opens a database of PostgreSQL and brings its tables up to date.
pub(super) async fn postgres(address: &str) -> Result<PgPool, StoreError> {
    let options = PgConnectOptions::from_str(address)
        .map_err(|error| StoreError::Unusable(format!("the database address cannot be read: {error}")))?;
    let mut connection = PgConnection::connect_with(&options).await?;
    refuse_without_flush(&mut connection).await?;
    migrate(MIGRATIONS.run(&mut connection).await)?;
    full_text::prepare_postgres(&mut connection).await?;
    connection.close().await?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(POOL_PATIENCE)
        .after_connect(|connection, _| Box::pin(insist(connection)))
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// Connects to SQLite, again and again while the file is locked: SQLite does not wait by itself where a fresh file is to
/// get its write-ahead log (<https://sqlite.org/c3ref/busy_handler.html>), and servers that start together meet there.
async fn connect(options: &SqliteConnectOptions) -> Result<SqliteConnection, sqlx::Error> {
    let until = Instant::now() + LOCK_PATIENCE;
    loop {
        match sqlx::ConnectOptions::connect(options).await {
            Err(error) if is_locked(&error) && Instant::now() < until => sleep(LOCK_PAUSE).await,
            connected => return connected,
        }
    }
}

fn is_locked(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(sqlx::error::DatabaseError::code).is_some_and(|code| code == SQLITE_BUSY)
}

/// Makes the file of a database that is not there yet, for this account's eyes only; what SQLite puts beside it gets the
/// same rights.
fn make_private(file: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Refuses a PostgreSQL that says that rows are on disk before they are.
async fn refuse_without_flush(connection: &mut PgConnection) -> Result<(), StoreError> {
    let fsync: Option<String> =
        sqlx::query_scalar("SELECT current_setting('fsync', TRUE)").fetch_one(connection).await?;
    if fsync.as_deref() == Some("off") {
        return Err(StoreError::Unusable("PostgreSQL runs with fsync = off and can lose committed writes".into()));
    }
    Ok(())
}

/// Makes a connection wait for the disk at each commit, however the server is configured, and for no statement for ever.
async fn insist(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let statement = "SELECT set_config('statement_timeout', $1, FALSE),
            CASE WHEN current_setting('synchronous_commit') = 'off'
                 THEN set_config('synchronous_commit', 'on', FALSE) END";
    sqlx::query(statement).bind(STATEMENT_PATIENCE).execute(connection).await?;
    Ok(())
}

async fn refuse_old_sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await?;
    if is_old(&version) {
        return Err(StoreError::Unusable(format!(
            "SQLite {version} can lose committed writes; version 3.51.3 or later is needed"
        )));
    }
    Ok(())
}

fn is_old(version: &str) -> bool {
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    parts.as_slice() < OLDEST_SQLITE.as_slice()
}

/// Brings the tables up to date in one transaction, so that of two servers that start together one waits.
async fn migrate_sqlite(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    migrate(MIGRATIONS.run(&mut *transaction).await)?;
    full_text::prepare_sqlite(&mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}

fn migrate(result: Result<(), sqlx::migrate::MigrateError>) -> Result<(), StoreError> {
    result.map_err(|error| StoreError::Unusable(format!("the tables could not be brought up to date: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, engine::Engine};

    /// What `PRAGMA synchronous` says where each commit is flushed.
    const FULL: i64 = 2;

    #[test]
    fn a_sqlite_that_can_lose_writes_is_refused() {
        for old in ["3.40.1", "3.50.9", "3.51.2"] {
            assert!(is_old(old), "{old}");
        }
        for new in ["3.51.3", "3.52.0", "4.0.0"] {
            assert!(!is_old(new), "{new}");
        }
    }

    async fn setting(connection: &mut SqliteConnection, name: &'static str) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar(name).fetch_one(connection).await?)
    }

    #[tokio::test]
    async fn the_connection_that_writes_flushes_each_commit_checks_foreign_keys_and_overwrites_what_it_deletes() {
        let database = engines::sqlite();
        let store = Store::open(&database.url).await.unwrap();

        let settings: Result<_, StoreError> = store
            .write(|write| {
                Box::pin(async move {
                    let Engine::Sqlite(connection) = write.0 else { return Err(StoreError::Changed) };
                    let synchronous = setting(connection, "PRAGMA synchronous").await?;
                    let foreign_keys = setting(connection, "PRAGMA foreign_keys").await?;
                    Ok((synchronous, foreign_keys, setting(connection, "PRAGMA secure_delete").await?))
                })
            })
            .await;

        assert_eq!(settings.unwrap(), (FULL, 1, 1));
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        let database = engines::sqlite();
        let store = Store::open(&database.url).await.unwrap();
        let Engine::Sqlite(readers) = store.reader() else { panic!("this is SQLite") };

        assert!(sqlx::query("DELETE FROM settings").execute(readers).await.is_err());
    }

    #[tokio::test]
    async fn a_commit_waits_for_the_disk_even_where_the_database_says_that_it_need_not() {
        let database = engines::postgres().await;
        let mut outside = PgConnection::connect(&database.url).await.unwrap();
        let name: String = sqlx::query_scalar("SELECT current_database()").fetch_one(&mut outside).await.unwrap();
        let lax = format!("ALTER DATABASE {name} SET synchronous_commit = off");
        sqlx::raw_sql(sqlx::AssertSqlSafe(lax)).execute(&mut outside).await.unwrap();

        let store = Store::open(&database.url).await.unwrap();
        let Engine::Postgres(pool) = store.reader() else { panic!("this is PostgreSQL") };

        let set: (String, String) =
            sqlx::query_as("SELECT current_setting('synchronous_commit'), current_setting('statement_timeout')")
                .fetch_one(pool)
                .await
                .unwrap();
        assert_eq!(set, ("on".to_owned(), "1min".to_owned()));
    }
}
