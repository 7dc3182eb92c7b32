//! Whole journeys with failures on the way, and not a word of them in the log.

use engines::on_both_engines;
use support::{Page, TestApp, Visitor};
use tracing::level_filters::LevelFilter;

use crate::{
    answering, expressions,
    log::Log,
    staff::{EMAIL, PASSWORD, add_account},
};

const SURVEY: &str = "/consultations/early-survey/respond";
const LAND: &str = "/expressions-of-interest/respond";
const WORDS: &str = "a canary by the pond";
const ADDRESS: &str = "receipt-canary@example.org";

/// Gives the value of the one cookie that a page sets.
fn secret(page: &Page) -> String {
    let set = page.headers["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().split_once('=').unwrap().1.to_owned()
}

/// Takes part, with a page that is refused, words that come too late and links that lead nowhere.
async fn take_part(visitor: &mut Visitor) -> [String; 2] {
    let comments = format!("{SURVEY}/anything-else");
    let survey = secret(&visitor.post(&comments, &[("other-comments", WORDS)]).await);
    let long = WORDS.repeat(200);
    assert_eq!(visitor.post(&comments, &[("other-comments", &long)]).await.status, 422);
    visitor.post(&comments, &[("other-comments", WORDS)]).await;
    let check = answering::answer_to_check(visitor).await;
    assert_eq!(visitor.submit(&check, &[("receipt-email", "canary at example")]).await.status, 422);
    visitor.submit(&check, &[("receipt-email", ADDRESS)]).await;
    assert_eq!(visitor.post(&comments, &[("other-comments", "another canary")]).await.status, 409);
    let land = secret(&visitor.post(&format!("{LAND}/contact"), &[("full_name", "Canary Person")]).await);
    expressions::send(visitor).await;
    for dead in ["/resume/early-survey/canary", "/expressions-of-interest/status/canary", "/canary?words=canary"] {
        assert_eq!(visitor.get(dead).await.status, 404);
    }
    [survey, land]
}

on_both_engines! {
    async fn no_line_of_the_log_holds_what_somebody_typed_their_address_or_a_secret(app: TestApp) {
        let app = app.with_early_survey().await;
        add_account(&app, EMAIL, "strategist").await;
        let (log, lines) = Log::listen_down_to(LevelFilter::TRACE);
        let mut visitor = app.visitor();
        let [survey, land] = take_part(&mut visitor).await;
        let mistyped = [("email", "my-canary-password"), ("password", "canary"), ("next", "/canary")];
        assert_eq!(visitor.post("/staff/sign-in", &mistyped).await.status, 422);
        let session = secret(&visitor.post("/staff/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await);
        let list = "/staff/consultations/early-survey/responses?words=canary";
        assert_eq!(visitor.get(list).await.text(".fm-count").as_deref(), Some("1 response"));
        app.state.store.close().await;
        let mut late = app.visitor();
        assert_eq!(late.post(&format!("{SURVEY}/anything-else"), &[("other-comments", WORDS)]).await.status, 503);
        assert_eq!(late.post(&format!("{LAND}/contact"), expressions::PAGES[0].1).await.status, 503);
        drop(lines);

        let written = log.lines();
        assert!(written.iter().any(|line| line.contains("did not answer")), "{written:?}");
        let words = ["canary", "0151 496", "sj 395", "staff@example", PASSWORD].map(str::to_lowercase);
        for line in written {
            let low = line.to_lowercase();
            assert!(!words.iter().any(|word| low.contains(word)), "{line}");
            assert!(![&survey, &land, &session].iter().any(|secret| line.contains(secret.as_str())), "{line}");
        }
    }
}
