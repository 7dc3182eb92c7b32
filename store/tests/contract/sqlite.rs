//! What SQLite alone has to promise: one writer with a queue, and patience with other processes.

use std::{os::unix::fs::PermissionsExt, time::Duration};

use engines::sqlite;
use sqlx::{Connection, Executor, SqliteConnection};
use store::{Mail, Store, StoreError};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::fixtures::{consultation, in_write, moment};

#[tokio::test]
async fn the_file_keeps_a_write_ahead_log() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();

    let mut outside = SqliteConnection::connect(&database.url).await.unwrap();
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut outside).await.unwrap();

    assert_eq!((mode.as_str(), store.engine()), ("wal", "SQLite"));
}

#[tokio::test]
async fn a_write_waits_for_a_lock_of_another_process() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    let mut outside = SqliteConnection::connect(&database.url).await.unwrap();
    outside.execute("BEGIN IMMEDIATE").await.unwrap();

    let waiting = tokio::spawn({
        let store = store.clone();
        async move { in_write!(store, write => write.add_consultation(&consultation(1)).await) }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished());
    outside.execute("COMMIT").await.unwrap();

    waiting.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_lock_that_stays_makes_a_write_unavailable_and_nothing_is_lost() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    in_write!(store, write => write.add_consultation(&consultation(1)).await).unwrap();
    let mut outside = SqliteConnection::connect(&database.url).await.unwrap();
    outside.execute("BEGIN IMMEDIATE").await.unwrap();

    let refused = in_write!(store, write => write.add_consultation(&consultation(2)).await);
    let read_meanwhile = store.list_consultations().await.unwrap().len();
    outside.execute("COMMIT").await.unwrap();

    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert_eq!(read_meanwhile, 1);
    in_write!(store, write => write.add_consultation(&consultation(2)).await).unwrap();
    assert_eq!(store.list_consultations().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_keeps_what_it_took() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    let (release, released) = oneshot::channel::<()>();
    let (started, start) = oneshot::channel();
    let held = tokio::spawn({
        let store = store.clone();
        async move {
            in_write!(store, _write => {
                started.send(()).unwrap();
                let _ = released.await;
                Ok::<_, StoreError>(())
            })
        }
    });
    start.await.unwrap();

    let writes = (0..1500).map(|number| {
        let store = store.clone();
        tokio::spawn(async move { in_write!(store, write => write.add_consultation(&consultation(number)).await) })
    });
    let writes: Vec<_> = writes.collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let refused_at_once = writes.iter().filter(|write| write.is_finished()).count();
    release.send(()).unwrap();
    held.await.unwrap().unwrap();
    let mut stored = 0;
    for write in writes {
        match write.await.unwrap() {
            Ok(()) => stored += 1,
            Err(error) => assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}"),
        }
    }

    assert!(refused_at_once > 0);
    assert_eq!(stored + refused_at_once, 1500);
    assert_eq!(store.list_consultations().await.unwrap().len(), stored);
}

#[tokio::test]
async fn closing_leaves_one_file() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    in_write!(store, write => write.add_consultation(&consultation(1)).await).unwrap();

    store.close().await;

    let file = std::path::PathBuf::from(database.url.trim_start_matches("sqlite:"));
    let names: Vec<_> = file.parent().unwrap().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["folkmoot.db"]);
}

#[tokio::test]
async fn what_was_deleted_is_not_in_the_file_any_more() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    let mail = Mail {
        id: Uuid::from_u128(1),
        recipient: "canary@example.org".into(),
        subject: "canary".into(),
        body: "canary ".repeat(2_000),
        attempts: 0,
        due_at: moment(0),
    };
    let id = mail.id;
    in_write!(store, write => write.add_mail(&mail).await).unwrap();
    in_write!(store, write => write.remove_mail(id).await).unwrap();

    store.close().await;

    let bytes = std::fs::read(database.url.trim_start_matches("sqlite:")).unwrap();
    assert!(!bytes.windows(6).any(|window| window == b"canary"));
}

#[tokio::test]
async fn the_files_are_for_the_account_that_made_them_alone() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    in_write!(store, write => write.add_consultation(&consultation(1)).await).unwrap();

    let file = std::path::PathBuf::from(database.url.trim_start_matches("sqlite:"));
    for entry in file.parent().unwrap().read_dir().unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.file_name());
    }
}

#[tokio::test]
async fn a_closed_store_is_not_ready() {
    let database = sqlite();
    let store = Store::open(&database.url).await.unwrap();
    store.check().await.unwrap();

    store.close().await;

    assert!(store.check().await.is_err());
}
