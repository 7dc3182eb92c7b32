//! The demonstration in a database of either engine.

use domain::{consultation::Phase, time::Clock};
use engines::on_both_engines;
use server::{
    demonstration::{Contents, contents, load},
    system::{SystemClock, SystemEntropy},
};
use store::{PageRequest, ResponseFilter, Store, StoreError};
use support::TestApp;

on_both_engines! {
    async fn an_empty_database_gets_an_open_consultation_with_responses(store: Store) {
        assert_eq!(contents(&store).await.unwrap(), Contents::Nothing);

        let sign_in = load(&store, &SystemClock, &SystemEntropy, 1_800).await.unwrap().to_string();

        assert_eq!(contents(&store).await.unwrap(), Contents::Something);
        assert!(store.is_synthetic().await.unwrap());
        let consultation = store.list_consultations().await.unwrap().remove(0);
        assert_eq!(consultation.phase(SystemClock.now()), Phase::Open);
        let request = PageRequest { number: 1, size: 1 };
        let responses = store.list_responses(consultation.id, &ResponseFilter::default(), request).await.unwrap();
        assert_eq!(responses.total, 1_800);
        assert!(!store.list_priorities().await.unwrap().is_empty());
        assert!(!store.list_margin_levels().await.unwrap().is_empty());
        assert!(sign_in.contains("staff@example.org"));
        assert!(store.find_account("staff@example.org").await.unwrap().is_some());
    }

    async fn a_load_that_was_cut_off_is_not_taken_for_a_demonstration(store: Store) {
        let cut_off = store.write(|mut write| Box::pin(async move { write.set_synthetic().await })).await;
        let _: () = cut_off.map_err(|error: StoreError| error).unwrap();

        let refused = contents(&store).await.map_err(|failure| failure.sentence());

        assert!(refused.is_err_and(|sentence| sentence.contains("did not finish")));
    }
}

#[tokio::test]
async fn a_demonstration_that_is_loaded_while_the_site_is_served_is_said_on_its_pages() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    assert!(!app.visitor().get("/").await.body.contains("fm-demonstration"));

    let beside = Store::open(&database.url).await.unwrap();
    let marked = beside.write(|mut write| Box::pin(async move { write.set_synthetic().await })).await;
    let _: () = marked.map_err(|error: StoreError| error).unwrap();
    server::jobs::synthetic::look(&app.state).await.unwrap();

    assert!(app.visitor().get("/").await.body.contains("fm-demonstration"));
}
