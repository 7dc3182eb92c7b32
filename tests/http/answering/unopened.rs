//! A consultation that has not opened, or that was never there.

use super::*;

const ASIDE: &str = "a pond before its time";

on_both_engines! {
    async fn a_consultation_that_has_not_opened_takes_no_answers_and_gives_the_words_back(app: TestApp) {
        let app = app.with_early_survey().await;
        let opens_at = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().opens_at;
        app.clock.set(opens_at - TimeDelta::seconds(1));
        for page in ["anything-else", "new"] {
            let mut visitor = app.visitor();
            let words = [("page", "anything-else"), ("other-comments", ASIDE)];
            let early = visitor.post(&format!("{RESPOND}/{page}"), &words).await;
            assert_eq!(early.status, 409, "{page}");
            assert!(early.text("main").unwrap().contains(ASIDE), "{page}: {}", early.body);
            assert!(early.headers.get("set-cookie").is_none(), "{page}");
        }
        let sent = app.visitor().post(&format!("{RESPOND}/check"), &[("digest", "00")]).await;
        assert_eq!(sent.status, 409);
        assert!(sent.headers.get("set-cookie").is_none());
        let page = app.visitor().get(&format!("{RESPOND}/you")).await;
        assert_eq!(page.location().as_deref(), Some("/consultations/early-survey"));
        assert_eq!(count(&app).await, 0);
    }

    async fn a_draft_that_was_begun_before_the_clock_was_put_back_cannot_be_sent_before_the_opening(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        let opens_at = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().opens_at;
        app.clock.set(opens_at - TimeDelta::days(1));
        assert_eq!(visitor.submit(&check, &[]).await.status, 409);
        assert_eq!(count(&app).await, 0);
        app.clock.set(opens_at);
        assert_eq!(visitor.submit(&check, &[]).await.status, 303);
        assert_eq!(count(&app).await, 1);
    }

    async fn a_consultation_that_is_not_there_takes_no_answers(app: TestApp) {
        let app = app.with_early_survey().await;
        for page in ["you", "check", "new", "saved", "forget"] {
            let mut visitor = app.visitor();
            let posted = visitor.post(&format!("/consultations/none/respond/{page}"), &[("responding-as", "resident")]).await;
            assert_eq!(posted.status, 404, "{page}");
            assert!(posted.headers.get("set-cookie").is_none(), "{page}");
        }
        assert_eq!(count(&app).await, 0);
    }
}
