//! Rows that hold what should never be in them: an error says where, and never what.

use domain::{fields::Fields, ids::EoiId};
use engines::on_both_engines;
use store::{Store, StoreError};
use uuid::Uuid;

use crate::fixtures::{Submitting, add_consultation, add_draft, change, in_write, moment, token};

fn assert_tells_nothing<T: std::fmt::Debug>(found: Result<T, StoreError>, table: &str) {
    let Err(error @ StoreError::Damaged { .. }) = found else { panic!("{table}: {found:?}") };
    for told in [error.to_string(), format!("{error:?}")] {
        assert!(told.contains(table) && told.contains("line 1"), "{told}");
        assert!(!told.contains("canary"), "{told}");
    }
}

on_both_engines! {
    async fn what_somebody_typed_is_not_in_the_error(store: Store, database: &Database) {
        let version = add_consultation(&store, 1).await;
        let draft = add_draft(&store, &version, 1).await.id;
        Submitting::new(2).saying("a pond").add(&store, &version).await;
        let (eoi, typed) = (EoiId(Uuid::from_u128(3)), Fields::new([("why", "a pond")]));
        in_write!(store, write => {
            write.set_draft_page(draft, "you", &typed, moment(1)).await?;
            write.add_eoi_draft(eoi, &token(3), moment(0)).await?;
            write.set_eoi_draft_page(eoi, "you", &typed, moment(1)).await
        })
        .unwrap();

        change(database, "UPDATE draft_pages SET fields = '\"canary\"'").await;
        change(database, "UPDATE eoi_draft_pages SET fields = '\"canary\"'").await;
        change(database, "UPDATE answers SET outcomes = '\"canary\"'").await;
        change(database, "UPDATE questionnaire_versions SET document = '\"canary\"'").await;
        change(database, "INSERT INTO settings (name, value) VALUES ('strategy_area', '\"canary\"')").await;
        change(database, "INSERT INTO strategy (id, document) VALUES (1, '\"canary\"')").await;

        assert_tells_nothing(store.find_draft(&token(1)).await, "draft_pages");
        assert_tells_nothing(store.find_eoi_draft(&token(3)).await, "eoi_draft_pages");
        assert_tells_nothing(store.find_response("REF-2").await, "answers");
        assert_tells_nothing(store.find_version(version.id).await, "questionnaire_versions");
        assert_tells_nothing(store.find_strategy_area().await, "settings");
        assert_tells_nothing(store.find_strategy().await, "strategy");
    }
}
