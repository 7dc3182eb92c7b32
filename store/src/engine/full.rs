//! A file that may not grow any more, as on a full disk.

use chrono::DateTime;
use domain::time::Moment;
use engines::Database;
use tokio::sync::oneshot;
use uuid::Uuid;

use super::*;
use crate::Mail;

fn now() -> Moment {
    DateTime::from_timestamp(1_772_355_600, 0).unwrap()
}

async fn add_mail(store: &Store, number: u128, length: usize) -> Result<(), StoreError> {
    let mail = Mail {
        id: Uuid::from_u128(number),
        recipient: "ann@example.org".into(),
        subject: "Words".into(),
        body: "x".repeat(length),
        attempts: 0,
        due_at: now(),
    };
    store.write(move |mut write| Box::pin(async move { write.add_mail(&mail).await })).await
}

async fn stored(store: &Store) -> Vec<u128> {
    let mails = store.list_due_mail(now(), 1_000).await.unwrap();
    let mut stored: Vec<_> = mails.iter().map(|mail| mail.id.as_u128()).collect();
    stored.sort_unstable();
    stored
}

/// Lets the file have so many pages more than it has.
async fn allow_pages(store: &Store, more: i64) {
    let work = store.write(move |write| {
        Box::pin(async move {
            let Engine::Sqlite(connection) = write.0 else { return Err(StoreError::Changed) };
            let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut *connection).await?;
            let limit = format!("PRAGMA max_page_count = {}", pages + more);
            sqlx::raw_sql(sqlx::AssertSqlSafe(limit)).execute(connection).await?;
            Ok::<(), StoreError>(())
        })
    });
    work.await.unwrap();
}

async fn filled() -> (Database, Store, Vec<u128>) {
    let database = engines::sqlite();
    let store = Store::open(&database.url).await.unwrap();
    allow_pages(&store, 20).await;
    let mut taken = Vec::new();
    let refused = loop {
        let number = taken.len() as u128;
        match add_mail(&store, number, 6_000).await {
            Ok(()) => taken.push(number),
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, StoreError::Unavailable(_)), "{refused:?}");
    assert!((5..20).contains(&taken.len()), "{taken:?}");
    (database, store, taken)
}

#[tokio::test]
async fn a_file_that_cannot_grow_refuses_writes_keeps_what_it_has_and_takes_more_when_there_is_room() {
    let (database, store, mut taken) = filled().await;

    for number in 500..503 {
        assert!(matches!(add_mail(&store, number, 6_000).await, Err(StoreError::Unavailable(_))), "{number}");
    }
    assert_eq!(stored(&store).await, taken);
    store.check().await.unwrap();

    allow_pages(&store, 1_000).await;
    add_mail(&store, 700, 6_000).await.unwrap();
    taken.push(700);
    assert_eq!(stored(&store).await, taken);
    assert_eq!(database.find_damage().await, Vec::<String>::new());
}

#[tokio::test]
async fn of_writes_that_share_a_commit_on_a_full_disk_just_those_that_were_acknowledged_are_stored() {
    let (_database, store, taken) = filled().await;
    let (release, released) = oneshot::channel::<()>();
    let (started, start) = oneshot::channel();
    let held = tokio::spawn({
        let store = store.clone();
        async move {
            let work = store.write(|_| {
                Box::pin(async move {
                    let _ = started.send(());
                    let _ = released.await;
                    Ok::<_, StoreError>(())
                })
            });
            work.await
        }
    });
    start.await.unwrap();
    let sizes = [(600, 10), (601, 90_000), (602, 10), (603, 90_000), (604, 10)];
    let writing: Vec<_> = sizes
        .map(|(number, length)| {
            let store = store.clone();
            (number, tokio::spawn(async move { add_mail(&store, number, length).await }))
        })
        .into();
    tokio::task::yield_now().await;
    release.send(()).unwrap();
    held.await.unwrap().unwrap();

    let (mut expected, mut refused) = (taken, 0);
    for (number, written) in writing {
        match written.await.unwrap() {
            Ok(()) => expected.push(number),
            Err(error) => {
                assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
                refused += 1;
            }
        }
    }
    assert!(refused >= 2, "{refused}");
    assert_eq!(stored(&store).await, expected);
    add_mail(&store, 800, 10).await.unwrap();
}
