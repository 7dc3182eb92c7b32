//! The one connection that writes to SQLite, and the group commit that makes it fast.
//!
//! Pieces of work that wait at the same time share one `BEGIN IMMEDIATE … COMMIT`, so that they share one flush to disk.
//! Each runs in a savepoint: a refusal undoes that piece alone. Nobody hears of success before the commit.

use std::{io, panic::AssertUnwindSafe, pin::Pin, thread};

use futures_util::FutureExt;
use sqlx::{Connection, SqliteConnection};
use tokio::{
    runtime,
    sync::{mpsc, oneshot},
};

use crate::{
    StoreError,
    engine::{Engine, Work, Write, run},
};

/// The most pieces of work that share a commit, so that the first never waits long for the last.
const GROUP: usize = 128;
/// The most pieces of work that wait; more are told to come back later.
const QUEUE: usize = 1024;
/// SQLite's primary result code for a failed read, write or flush.
const IO_ERROR: i32 = 10;

#[derive(Clone, Debug)]
pub(crate) struct Writer {
    messages: mpsc::Sender<Message>,
}

enum Message {
    Work(Job),
    /// Stop after what was accepted before; the sender is dropped when the connection is closed.
    Stop(oneshot::Sender<()>),
}

/// A piece of work whose result is kept back until the commit.
type Job =
    Box<dyn for<'c> FnOnce(&'c mut SqliteConnection) -> Pin<Box<dyn Future<Output = Finished> + Send + 'c>> + Send>;

struct Finished {
    outcome: Outcome,
    /// Tells the caller; dropping it unsent means that nothing was stored.
    tell: Box<dyn FnOnce() + Send>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Keep,
    Undo,
}

impl Writer {
    /// Starts the writer on a thread of its own: each statement waits for SQLite's thread, and a thread that does nothing
    /// else is woken sooner than a task that shares its thread with the network.
    pub(crate) fn start(connection: SqliteConnection) -> Result<Self, StoreError> {
        let (messages, queue) = mpsc::channel(QUEUE);
        let unusable = |error: io::Error| StoreError::Unusable(format!("the writer cannot be started: {error}"));
        let runtime = runtime::Builder::new_current_thread().build().map_err(unusable)?;
        let writing = move || runtime.block_on(take(connection, queue));
        thread::Builder::new().name("store-writer".to_owned()).spawn(writing).map_err(unusable)?;
        Ok(Self { messages })
    }

    pub(crate) async fn write<T, E, W>(&self, work: W) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        W: for<'c> FnOnce(Write<'c>) -> Work<'c, T, E> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            Box::pin(async move {
                let result = run(Engine::Sqlite(connection), work).await;
                let outcome = if result.is_ok() { Outcome::Keep } else { Outcome::Undo };
                Finished { outcome, tell: Box::new(move || drop(sender.send(result))) }
            })
        });
        let queued = self.messages.try_send(Message::Work(job));
        queued.map_err(|_| StoreError::unavailable("too many writes are waiting, or the writer has stopped"))?;
        receiver.await.map_err(|_| StoreError::unavailable("the write was not committed"))?
    }

    /// Says whether further writes are taken; after a failed flush none are.
    pub(crate) fn takes_writes(&self) -> bool {
        !self.messages.is_closed()
    }

    /// Lets the accepted writes finish, empties the log into the file and closes the connection.
    pub(crate) async fn stop(&self) {
        let (closed, wait) = oneshot::channel();
        if self.messages.send(Message::Stop(closed)).await.is_ok() {
            let _ = wait.await;
        }
    }
}

async fn take(mut connection: SqliteConnection, mut queue: mpsc::Receiver<Message>) {
    let mut messages = Vec::with_capacity(GROUP);
    while queue.recv_many(&mut messages, GROUP).await > 0 {
        let mut group = Vec::new();
        let mut stops = Vec::new();
        for message in messages.drain(..) {
            match message {
                Message::Work(job) => group.push(job),
                Message::Stop(closed) => stops.push(closed),
            }
        }
        let committed = commit(&mut connection, group).await;
        if committed.as_ref().is_err_and(is_io_error) {
            // After a failed flush the pages count as clean, so that a second try could succeed without storing them.
            tracing::error!("the database could not flush to disk: no more writes are taken until a restart");
            return;
        }
        if let Err(error) = committed {
            tracing::error!(error = %error, "a group of writes was undone");
        }
        if !stops.is_empty() {
            checkpoint(connection).await;
            return;
        }
    }
}

/// Runs a group of jobs in one transaction; after an error none of them is stored and none is told.
async fn commit(connection: &mut SqliteConnection, group: Vec<Job>) -> Result<(), sqlx::Error> {
    if group.is_empty() {
        return Ok(());
    }
    let finished = match run_group(connection, group).await {
        Ok(finished) => finished,
        Err(error) => {
            undo(connection).await;
            return Err(error);
        }
    };
    if let Err(error) = sqlx::query("COMMIT").execute(&mut *connection).await {
        undo(connection).await;
        return Err(error);
    }
    for done in finished {
        (done.tell)();
    }
    Ok(())
}

/// Runs each job after a savepoint, so that what follows a job also keeps it or undoes it: one statement for both.
async fn run_group(connection: &mut SqliteConnection, group: Vec<Job>) -> Result<Vec<Finished>, sqlx::Error> {
    let mut finished = Vec::with_capacity(group.len());
    let mut before = "BEGIN IMMEDIATE; SAVEPOINT job";
    for job in group {
        sqlx::query(before).execute(&mut *connection).await?;
        // A panic in one piece of work must not take the writer, and with it everybody's answers, down.
        let done = AssertUnwindSafe(job(connection)).catch_unwind().await;
        let is_kept = matches!(&done, Ok(done) if done.outcome == Outcome::Keep);
        before = if is_kept { "RELEASE job; SAVEPOINT job" } else { "ROLLBACK TO job" };
        finished.extend(done);
    }
    sqlx::query(before).execute(connection).await?;
    Ok(finished)
}

/// Ends a transaction that SQLite may have ended itself already.
async fn undo(connection: &mut SqliteConnection) {
    if let Err(error) = sqlx::query("ROLLBACK").execute(connection).await {
        tracing::debug!(error = %error, "there was no transaction to undo");
    }
}

fn is_io_error(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| is_io_error_code(&code))
}

/// Reads SQLite's extended code, whose lowest byte is the primary one.
fn is_io_error_code(code: &str) -> bool {
    code.parse::<i32>().is_ok_and(|code| code & 0xff == IO_ERROR)
}

async fn checkpoint(mut connection: SqliteConnection) {
    let emptied = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await;
    if let Err(error) = emptied {
        tracing::warn!(error = %error, "the log could not be emptied into the database file");
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(error = %error, "the database was not closed cleanly");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_flush_is_told_from_what_may_succeed_later() {
        for failed in ["10", "266", "778", "1034"] {
            assert!(is_io_error_code(failed), "{failed}");
        }
        for passing in ["5", "13", "19", "2067", "", "disk I/O error"] {
            assert!(!is_io_error_code(passing), "{passing}");
        }
    }

    #[tokio::test]
    async fn a_writer_that_has_stopped_says_so() {
        let writer = Writer::start(SqliteConnection::connect("sqlite::memory:").await.unwrap()).unwrap();
        assert!(writer.takes_writes());
        writer.stop().await;
        while writer.takes_writes() {
            tokio::task::yield_now().await;
        }
    }
}
