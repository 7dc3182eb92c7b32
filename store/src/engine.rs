//! An open database, and the honest differences between the two engines.

use std::{collections::BTreeSet, pin::Pin, time::Duration};

use sqlx::{PgConnection, PgPool, SqliteConnection, SqlitePool};
use tokio::time::timeout;

use crate::{StoreError, Subject, versions::Remembered, writer::Writer};

pub(crate) mod full_text;
mod open;

/// How long reads have to end when the database is closed.
const CLOSE_PATIENCE: Duration = Duration::from_secs(5);

/// An open database.
#[derive(Clone, Debug)]
pub struct Store {
    engine: Engine<Sqlite, PgPool>,
    pub(crate) remembered: Remembered,
}

/// The same thing for each of the two engines.
#[derive(Clone, Debug)]
pub(crate) enum Engine<S, P> {
    Sqlite(S),
    Postgres(P),
}

/// Runs the same body against whichever engine is there.
macro_rules! on {
    ($engine:expr, $connection:ident => $body:expr) => {
        match $engine {
            $crate::engine::Engine::Sqlite($connection) => $body,
            $crate::engine::Engine::Postgres($connection) => $body,
        }
    };
}
pub(crate) use on;

/// Runs a statement that changes rows, with the values for its `$1`, `$2` and so on, and gives how many rows it changed.
macro_rules! change {
    ($write:expr, $statement:expr $(, $value:expr)* $(,)?) => {
        $crate::engine::on!($write.connection(), connection => {
            sqlx::query($statement)$(.bind($value))*.execute(connection).await.map(|done| done.rows_affected())
        })
    };
}
pub(crate) use change;

/// Says that somebody else was quicker where a statement did not change the one row that it is for.
pub(crate) fn one_changed(rows: u64) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Changed) }
}

#[derive(Clone, Debug)]
pub(crate) struct Sqlite {
    readers: SqlitePool,
    writer: Writer,
}

/// A transaction in which a piece of work writes, with the subjects of which it changes what everybody finds.
#[derive(Debug)]
pub struct Write<'c>(
    pub(crate) Engine<&'c mut SqliteConnection, &'c mut PgConnection>,
    pub(crate) &'c mut BTreeSet<Subject>,
);

/// What a piece of work gives back when it is done; see [`Store::write`].
pub type Work<'c, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;

/// Runs a piece of work, and then brings what everybody finds up to what it has changed.
pub(crate) async fn run<T, E, W>(engine: Engine<&mut SqliteConnection, &mut PgConnection>, work: W) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    W: for<'c> FnOnce(Write<'c>) -> Work<'c, T, E> + Send + 'static,
{
    let (mut touched, mut none) = (BTreeSet::new(), BTreeSet::new());
    let mut write = Write(engine, &mut none);
    let done = work(Write(write.connection(), &mut touched)).await?;
    write.renew(&touched).await?;
    Ok(done)
}

impl Write<'_> {
    pub(crate) fn connection(&mut self) -> Engine<&mut SqliteConnection, &mut PgConnection> {
        match &mut self.0 {
            Engine::Sqlite(connection) => Engine::Sqlite(connection),
            Engine::Postgres(connection) => Engine::Postgres(connection),
        }
    }
}

impl Store {
    fn new(engine: Engine<Sqlite, PgPool>) -> Self {
        Self { engine, remembered: Remembered::default() }
    }

    /// Opens the database that an address names (`sqlite:FILE` or `postgres://…`) and brings its tables up to date.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Ok(Self::new(Engine::Postgres(open::postgres(address).await?)))
        } else if address.starts_with("sqlite:") {
            Ok(Self::new(Engine::Sqlite(open::sqlite(address).await?)))
        } else {
            Err(StoreError::Unusable("a database address begins with sqlite: or postgres://".into()))
        }
    }

    pub(crate) fn reader(&self) -> Engine<&SqlitePool, &PgPool> {
        match &self.engine {
            Engine::Sqlite(sqlite) => Engine::Sqlite(&sqlite.readers),
            Engine::Postgres(pool) => Engine::Postgres(pool),
        }
    }

    /// Names the engine, for the log and for people who operate it.
    pub fn engine(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// Runs a piece of work in one transaction and returns when its result is safe on disk.
    ///
    /// An error that the work returns undoes all that it wrote. On SQLite several pieces of work may share one commit,
    /// each in a savepoint of its own; none can see another undone.
    ///
    /// Nothing is tried twice: the work runs at most once, and what it captured is gone then. PostgreSQL reads committed
    /// rows and every write here begins with one guarded row, so that it reports no serialisation failure and hardly a
    /// deadlock; where it does, the caller hears [`StoreError::Unavailable`] and nothing is stored.
    ///
    /// # Errors
    /// What the work returns, or [`StoreError::Unavailable`] when it could not be committed: then it may or may not be
    /// stored, and has to be safe to send again.
    pub async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        W: for<'c> FnOnce(Write<'c>) -> Work<'c, T, E> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.writer.write(work).await,
            Engine::Postgres(pool) => {
                let mut transaction = pool.begin().await.map_err(StoreError::from)?;
                let result = run(Engine::Postgres(&mut transaction), work).await?;
                transaction.commit().await.map_err(StoreError::from)?;
                Ok(result)
            }
        }
    }

    /// Says whether the database answers and takes writes.
    pub async fn check(&self) -> Result<(), StoreError> {
        if let Engine::Sqlite(sqlite) = &self.engine
            && !sqlite.writer.takes_writes()
        {
            return Err(StoreError::unavailable("the writer has stopped"));
        }
        let question = match &self.engine {
            Engine::Sqlite(_) => "SELECT TRUE",
            Engine::Postgres(_) => "SELECT current_setting('transaction_read_only') = 'off'",
        };
        let takes_writes: bool = on!(self.reader(), conn => sqlx::query_scalar(question).fetch_one(conn).await)?;
        if takes_writes { Ok(()) } else { Err(StoreError::unavailable("the database only reads")) }
    }

    /// Finishes the writes that were accepted and closes the database; reads that do not end are not waited for.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite(sqlite) => {
                // Before the writer, because only a connection that may write removes the log when it is the last.
                let _ = timeout(CLOSE_PATIENCE, sqlite.readers.close()).await;
                sqlite.writer.stop().await;
            }
            Engine::Postgres(pool) => {
                let _ = timeout(CLOSE_PATIENCE, pool.close()).await;
            }
        }
    }
}

#[cfg(test)]
mod full;
