//! Bulletins for very many alerts, beside the database adding as many rows in one statement.

use std::time::Instant;

use anyhow::ensure;
use app::{
    alerts::{News, letter, make, see},
    secret::Secret,
};
use chrono::TimeDelta;
use clap::Args;
use domain::{
    alert::{Pace, Scope, Scopes, Strand, Wish},
    ids::{AlertId, unordered},
};
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::{BulletinEnd, StoreError};
use support::TestApp;

use crate::process::peak;

/// How many seconds making all bulletins may take for 40,000 alerts.
const LIMIT: f64 = 30.0;
/// How much more memory the process may take for it, in MB.
const MEMORY_LIMIT: u64 = 100;
/// How many alerts are added in one write.
const PIECE: u32 = 500;
/// How many bulletins are written and finished one after another, as for a mail server that takes no time.
const WRITTEN: i64 = 1_000;
const PLAIN: [&str; 2] = [
    "CREATE TABLE plain_bulletins (id UUID PRIMARY KEY, alert_id UUID, since_number BIGINT, last_number BIGINT, attempts BIGINT)",
    "INSERT INTO plain_bulletins (id, alert_id, since_number, last_number, attempts) SELECT id, id, told, told, 0 FROM alerts",
];

/// What `alerts` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// An empty database; a file in a temporary folder, if none is named
    #[arg(long, value_name = "ADDRESS")]
    database: Option<String>,
    /// How many addresses have alerts
    #[arg(long, value_name = "NUMBER", default_value_t = 40_000)]
    alerts: u32,
}

/// Measures and prints.
pub async fn run(Arguments { database, alerts }: Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(".")?;
    let file = format!("sqlite:{}", folder.path().join("folkmoot.db").display());
    let database = database.unwrap_or(file);
    let app = TestApp::open(&database).await?;
    for first in (0..alerts).step_by(usize::try_from(PIECE)?) {
        add(&app, first..alerts.min(first + PIECE)).await?;
    }
    // A consultation that has opened: everybody is to hear of it but those who asked for documents alone.
    let app = app.with_early_survey().await;
    let before = peak("self")?;
    let begun = Instant::now();
    see(&app.state).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let made = make(&app.state).await?;
    let seconds = begun.elapsed().as_secs_f64();
    let memory = peak("self")? - before;
    ensure!(made == i64::from(alerts - alerts.div_ceil(4)), "{made} bulletins were made");
    println!("{made} bulletins for {alerts} alerts made in {seconds:.2} s, with {memory} MB more memory");
    ensure!(make(&app.state).await? == 0, "bulletins were made twice");
    let written = write(&app, made.min(WRITTEN)).await?;
    println!("each taken, written and finished in {:.2} ms, without the mail server", written * 1_000.0);
    let plain = plain(&database).await?;
    println!("the database alone adds as many rows in {plain:.3} s: ratio {:.1}", seconds / plain);
    let is_met = seconds <= LIMIT && memory <= MEMORY_LIMIT;
    println!("limits {LIMIT} s and {MEMORY_LIMIT} MB: {}", if is_met { "met" } else { "MISSED" });
    Ok(())
}

/// Adds alerts, of which each fourth asks for documents alone.
async fn add(app: &TestApp, numbers: std::ops::Range<u32>) -> Result<(), StoreError> {
    let now = app.state.clock.now();
    let new: Vec<(u32, AlertId)> = numbers.map(|number| (number, AlertId(unordered(&*app.state.entropy)))).collect();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for (number, id) in new {
                let scope = if number % 4 == 0 { Scope::Strand(Strand::Documents) } else { Scope::Everything };
                let wish = Wish { scopes: Scopes::new([scope]), pace: Pace::AtOnce };
                let hash = [&id.0.into_bytes()[..], &[0; 16]].concat();
                write.add_alert_request(&hash, (&format!("person-{number}@example.org"), &wish), now).await?;
                write.set_alert_confirmed(id, &hash, (now - TimeDelta::days(1), now)).await?;
            }
            Ok(())
        })
    });
    work.await
}

/// Takes, writes and finishes bulletins; gives the seconds for each.
async fn write(app: &TestApp, count: i64) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let state = &app.state;
    let news = News::read(state).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let now = state.clock.now();
    for bulletin in state.store.list_due_bulletins(now, count).await? {
        let secret = Secret::new(&*state.entropy);
        let (hash, taken) = (secret.hash(), bulletin.clone());
        let work = state
            .store
            .write(move |mut write| Box::pin(async move { write.set_bulletin_taken(&taken, &hash, (now, now)).await }));
        let taken: Result<(), StoreError> = work.await;
        taken?;
        ensure!(letter(state, &news, &bulletin, &secret).is_some(), "a bulletin tells nothing");
        let work = state.store.write(move |mut write| {
            Box::pin(async move { write.remove_bulletin(&bulletin, BulletinEnd::Sent, now).await })
        });
        let finished: Result<(), StoreError> = work.await;
        finished?;
    }
    Ok(begun.elapsed().as_secs_f64() / f64::from(u32::try_from(count)?))
}

/// Has the database add a row for each alert in one statement; gives the seconds.
async fn plain(database: &str) -> anyhow::Result<f64> {
    let [create, insert] = PLAIN;
    if database.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(database).await?;
        sqlx::query(create).execute(&mut connection).await?;
        let begun = Instant::now();
        sqlx::query(insert).execute(&mut connection).await?;
        return Ok(begun.elapsed().as_secs_f64());
    }
    let mut connection = PgConnection::connect(database).await?;
    sqlx::query(create).execute(&mut connection).await?;
    let begun = Instant::now();
    sqlx::query(insert).execute(&mut connection).await?;
    Ok(begun.elapsed().as_secs_f64())
}
