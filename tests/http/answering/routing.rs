//! Answers on pages that routing hides again, and ways past pages that are not done.

use std::collections::BTreeMap;

use domain::{answer::Outcome, permission::Role};

use super::*;

on_both_engines! {
    async fn what_was_answered_on_a_page_that_is_hidden_again_does_not_count(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let you = visitor.open(&format!("{RESPOND}/you")).await;
        let land = visitor.submit(&you, &[("responding-as", "land-manager")]).await;
        let land = visitor.open(&land.location().unwrap()).await;
        assert_eq!(visitor.submit(&land, &[("land-use", "arable"), ("land-size", "under-5")]).await.status, 303);

        let you = visitor.open(&format!("{RESPOND}/you")).await;
        visitor.submit(&you, &[("responding-as", "resident")]).await;
        let check = answer_to_check(&mut visitor).await;
        assert!(!check.body.contains("Arable") && !check.body.contains("5 hectares"), "{}", check.body);
        let receipt = visitor.submit(&check, &[]).await.location().unwrap();
        let reference = visitor.open(&receipt).await.text("#reference").unwrap();

        let stored = app.state.store.find_response(&reference).await.unwrap().unwrap();
        for hidden in ["land-use", "land-size", "organisation-name"] {
            assert_eq!(stored.outcomes[hidden], Outcome::Skipped, "{hidden}");
        }
        assert_eq!(stored.response.segment.as_deref(), Some("resident"));
        let file = app.staff(Role::Strategist).await.get("/staff/consultations/early-survey/responses.csv").await;
        let mut rows = csv::Reader::from_reader(file.body.as_bytes());
        let row: BTreeMap<String, String> = rows.deserialize().next().unwrap().unwrap();
        assert_eq!((row["land-use.state"].as_str(), row["land-use.arable"].as_str()), ("skipped", ""));
    }

    async fn nobody_sends_past_a_page_that_is_not_done(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/you"), &[("responding-as", "resident")]).await;
        for page in ["anything-else", "about-you"] {
            visitor.post(&format!("{RESPOND}/{page}"), &[]).await;
        }
        for digest in ["", "00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            let sent = visitor.post(&format!("{RESPOND}/check"), &[("digest", digest)]).await;
            assert_eq!(sent.status, 303, "{digest}");
            assert_eq!(sent.location(), Some(format!("{RESPOND}/where-you-live")), "{digest}");
        }
        assert_eq!(count(&app).await, 0);
    }
}
