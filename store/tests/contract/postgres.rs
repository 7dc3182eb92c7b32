//! What PostgreSQL alone has to promise: the store outlives lost connections.

use std::time::{Duration, Instant};

use engines::{Database, postgres};
use sqlx::{Connection, Executor, PgConnection};
use store::{Store, StoreError};
use tokio::sync::oneshot;

use crate::fixtures::{consultation, in_write};

/// Ends every connection to the database but its own, as a restart of the server does.
async fn cut_connections(database: &Database) {
    let mut outside = PgConnection::connect(&database.url).await.unwrap();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    outside.execute(cut).await.unwrap();
}

#[tokio::test]
async fn the_store_comes_back_after_its_connections_were_cut() {
    let database = postgres().await;
    let store = Store::open(&database.url).await.unwrap();
    in_write!(store, write => write.add_consultation(&consultation(1)).await).unwrap();

    cut_connections(&database).await;

    let cut_at = Instant::now();
    while store.check().await.is_err() {
        assert!(cut_at.elapsed() < Duration::from_secs(5));
    }
    in_write!(store, write => write.add_consultation(&consultation(2)).await).unwrap();
    assert_eq!(store.list_consultations().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_write_whose_connection_is_cut_is_unavailable_and_leaves_nothing() {
    let database = postgres().await;
    let store = Store::open(&database.url).await.unwrap();
    let (go_on, wait) = oneshot::channel::<()>();
    let (started, start) = oneshot::channel();
    let writing = tokio::spawn({
        let store = store.clone();
        async move {
            in_write!(store, write => {
                write.add_consultation(&consultation(1)).await?;
                started.send(()).unwrap();
                let _ = wait.await;
                write.add_consultation(&consultation(2)).await
            })
        }
    });
    start.await.unwrap();

    cut_connections(&database).await;
    go_on.send(()).unwrap();

    let refused = writing.await.unwrap();
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert_eq!(store.list_consultations().await.unwrap(), []);
}

#[tokio::test]
async fn two_stores_on_one_database_see_each_others_writes() {
    let database = postgres().await;
    let (one, other) = (Store::open(&database.url).await.unwrap(), Store::open(&database.url).await.unwrap());

    in_write!(one, write => write.add_consultation(&consultation(1)).await).unwrap();
    let refused = in_write!(other, write => write.add_consultation(&consultation(1)).await);

    assert!(matches!(refused, Err(StoreError::Taken)), "{refused:?}");
    assert_eq!(other.list_consultations().await.unwrap().len(), 1);
    assert_eq!(one.engine(), "PostgreSQL");
}
