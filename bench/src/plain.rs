//! SQLite alone: as many bytes in groups of the same size, flushed at each commit, in one table, by nobody but us.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sqlx::{
    ConnectOptions, Connection, Executor, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::rates::rate;

/// Gives how many pieces of so many bytes SQLite commits a second.
pub async fn commits(file: &Path, count: u32, group: u32, bytes: usize) -> anyhow::Result<f64> {
    let mut connection = open(file).await?;
    let piece = vec![b'x'; bytes];
    let begin = Instant::now();
    let mut done = 0;
    while done < count {
        let in_this = group.min(count - done);
        commit(&mut connection, in_this, &piece).await?;
        done += in_this;
    }
    let rate = rate(count, begin.elapsed());
    connection.close().await?;
    Ok(rate)
}

/// Gives how long SQLite takes for each of so many pieces, written and flushed one after another.
pub async fn writes(file: &Path, count: u32, bytes: usize) -> anyhow::Result<Vec<Duration>> {
    let mut connection = open(file).await?;
    let piece = vec![b'x'; bytes];
    let mut times = Vec::new();
    for _ in 0..count {
        let begin = Instant::now();
        commit(&mut connection, 1, &piece).await?;
        times.push(begin.elapsed());
    }
    connection.close().await?;
    Ok(times)
}

async fn open(file: &Path) -> anyhow::Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let mut connection = options.connect().await?;
    connection.execute("CREATE TABLE pieces (id INTEGER PRIMARY KEY, piece BLOB NOT NULL)").await?;
    Ok(connection)
}

async fn commit(connection: &mut SqliteConnection, group: u32, piece: &[u8]) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    for _ in 0..group {
        sqlx::query("INSERT INTO pieces (piece) VALUES ($1)").bind(piece).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}
