use engines::{on_both_engines, postgres, sqlite};
use store::{Store, StoreError};

use crate::fixtures::{add_consultation, number};

on_both_engines! {
    async fn opening_twice_changes_nothing(store: Store, database: &Database) {
        add_consultation(&store, 1).await;
        let applied = number(database, "SELECT COUNT(*) FROM _sqlx_migrations").await;
        store.close().await;

        let again = Store::open(&database.url).await.unwrap();

        assert!(again.find_consultation("consultation-1").await.unwrap().is_some());
        assert_eq!(number(database, "SELECT COUNT(*) FROM _sqlx_migrations").await, applied);
    }

    async fn a_server_before_the_newest_still_opens_the_database(store: Store, database: &Database) {
        store.close().await;
        let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            VALUES (9999, 'from a later release', TRUE, '', 0) RETURNING version";
        number(database, newer).await;

        let opened = Store::open(&database.url).await;

        assert!(opened.is_ok(), "{opened:?}");
    }

    async fn the_database_answers_a_check_until_it_is_closed(store: Store) {
        store.check().await.unwrap();

        store.close().await;

        assert!(matches!(store.check().await, Err(StoreError::Unavailable(_))));
    }
}

/// Opens a fresh database from several servers at the same time.
async fn open_together(url: &str) {
    for opened in futures_util::future::join_all([(); 4].map(|()| Store::open(url))).await {
        assert_eq!(opened.unwrap().list_consultations().await.unwrap(), []);
    }
}

#[tokio::test]
async fn several_servers_open_a_fresh_postgres_together() {
    open_together(&postgres().await.url).await;
}

#[tokio::test]
async fn several_servers_open_a_fresh_sqlite_together() {
    // Whether two meet in the moment in which a file gets its log is left to chance, so that once says little.
    for _ in 0..20 {
        open_together(&sqlite().url).await;
    }
}

#[tokio::test]
async fn an_address_of_no_known_engine_is_refused() {
    for address in ["", "mysql://localhost/x", "folkmoot.db", "/var/lib/folkmoot.db"] {
        assert!(matches!(Store::open(address).await, Err(StoreError::Unusable(_))), "{address}");
    }
}
