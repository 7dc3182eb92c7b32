//! Answering a consultation, from the first page to the receipt, and what may go wrong on the way.

mod agree;
mod by_itself;
mod copied;
mod files;
mod kept;
mod kinds;
mod marks;
mod mixed;
mod race;
mod routing;
mod spoken;
mod unopened;
mod withdrawn;

use chrono::TimeDelta;
use engines::on_both_engines;
use store::PageRequest;
use support::{Page, TestApp, Visitor};

const RESPOND: &str = "/consultations/early-survey/respond";

/// Answers what has to be answered and leaves all else as it is, up to the check page.
pub(crate) async fn answer_to_check(visitor: &mut Visitor) -> Page {
    let mut page = visitor.open(RESPOND).await;
    for _ in 0..40 {
        if page.count("input[name=digest]") == 1 {
            return page;
        }
        let changes: &[(&str, &str)] =
            if page.count("input[name=responding-as]") > 0 { &[("responding-as", "resident")] } else { &[] };
        let next = visitor.submit(&page, changes).await;
        let address = next.location().unwrap_or_else(|| panic!("a page was refused: {}", next.body));
        page = visitor.open(&address).await;
    }
    panic!("the check page was never reached");
}

pub(crate) async fn answer_and_ask_for_news(visitor: &mut Visitor, address: &str) {
    answer_to_check(visitor).await;
    let page = visitor.get("/consultations/early-survey/respond/keep-in-touch").await;
    let names = page.attributes("main form input", "name");
    let name = |part: &str| names.iter().find(|name| name.ends_with(part)).unwrap();
    let kept = visitor.submit(&page, &[(name("email"), address), (name("updates"), "yes")]).await;
    assert_eq!(kept.status, 303, "{}", kept.body);
    let check = visitor.open("/consultations/early-survey/respond/check").await;
    assert_eq!(visitor.submit(&check, &[]).await.status, 303);
}

pub(crate) async fn count(app: &TestApp) -> u64 {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    let request = PageRequest { number: 1, size: 1 };
    app.state.store.list_responses(consultation.id, &store::ResponseFilter::default(), request).await.unwrap().total
}

on_both_engines! {
    async fn a_resident_answers_and_gets_a_reference(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        let sent = visitor.submit(&check, &[]).await;
        let receipt = visitor.open(&sent.location().unwrap()).await;
        let reference = receipt.text("#reference").unwrap();
        assert!(app.state.store.find_response(&reference).await.unwrap().is_some());
    }

    async fn sending_the_same_again_gives_the_same_receipt(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        let mut second_tab = visitor.clone();
        let (first, second) = tokio::join!(visitor.submit(&check, &[]), second_tab.submit(&check, &[]));
        let first = visitor.open(&first.location().unwrap()).await.text("#reference");
        let second = second_tab.open(&second.location().unwrap()).await.text("#reference");
        assert!(first.is_some());
        assert_eq!(first, second);
        assert_eq!(count(&app).await, 1);
    }

    async fn other_answers_under_the_same_key_are_refused_with_the_words_kept(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        visitor.submit(&check, &[]).await;
        let page = format!("{RESPOND}/anything-else");
        let late = visitor.post(&page, &[("other-comments", "a second thought about ponds")]).await;
        assert_eq!(late.status, 409);
        assert!(late.body.contains("a second thought about ponds"));
        assert_eq!(count(&app).await, 1);
        let again = visitor.submit(&late, &[]).await;
        visitor.open(&again.location().unwrap()).await;
        let kept = visitor.clone().post(&format!("{RESPOND}/you"), &[("responding-as", "resident")]).await;
        assert_eq!(kept.status, 303);
    }

    async fn an_answer_changed_in_another_tab_is_shown_before_it_is_sent(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        visitor.post(&format!("{RESPOND}/anything-else"), &[("other-comments", "more hedges")]).await;
        let sent = visitor.submit(&check, &[]).await;
        assert_eq!(sent.status, 409);
        assert!(sent.body.contains("more hedges"));
        assert_eq!(count(&app).await, 0);
        let sent = visitor.submit(&sent, &[]).await;
        assert_eq!(sent.status, 303);
        assert_eq!(count(&app).await, 1);
    }

    async fn a_refused_page_shows_the_same_words_and_what_to_do(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let long = format!("</textarea><script>alert(1)</script>{}", "x".repeat(2_000));
        let page = format!("{RESPOND}/anything-else");
        let refused = visitor.post(&page, &[("other-comments", &long)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text("title").unwrap().starts_with("Error: "));
        assert_eq!(refused.text("textarea").unwrap(), long);
        assert_eq!(refused.count("main script"), 0);
        assert_eq!(refused.attribute(".govuk-error-summary__list a", "href").as_deref(), Some("#other-comments"));
        assert!(refused.text("#other-comments-error").unwrap().contains("Use 2,000 characters or fewer"));
    }

    async fn what_was_typed_on_a_refused_page_is_there_after_coming_back(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let first = visitor.open(RESPOND).await;
        visitor.submit(&first, &[("responding-as", "nobody")]).await;
        let saved = visitor.open(&format!("{RESPOND}/saved")).await;
        let link = saved.text(".fm-long-link").unwrap();
        let mut elsewhere = app.visitor();
        let offer = elsewhere.get(link.trim_start_matches("http://folkmoot.test")).await;
        let resumed = elsewhere.submit(&offer, &[]).await;
        let resumed = elsewhere.open(&resumed.location().unwrap()).await;
        assert_eq!(resumed.status, 200);
        assert_eq!(resumed.count(".govuk-error-summary"), 1);
    }

    async fn a_closed_consultation_refuses_answers_and_gives_the_words_back(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        app.clock.advance(TimeDelta::weeks(3));
        let late = visitor.submit(&check, &[]).await;
        assert_eq!(late.status, 409);
        let page = visitor.post(&format!("{RESPOND}/anything-else"), &[("other-comments", "one more pond")]).await;
        assert_eq!(page.status, 409);
        assert!(page.body.contains("one more pond"));
        assert_eq!(count(&app).await, 0);
    }

    async fn a_page_that_routing_does_not_show_cannot_be_answered(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/you"), &[("responding-as", "resident")]).await;
        let land = visitor.get(&format!("{RESPOND}/your-land")).await;
        assert_eq!(land.location().as_deref(), Some("/consultations/early-survey/respond/where-you-live"));
        assert_eq!(visitor.get(&format!("{RESPOND}/no-such-page")).await.status, 404);
    }

    async fn nobody_gets_a_cookie_before_a_page_is_saved(app: TestApp) {
        let app = app.with_early_survey().await;
        let page = app.visitor().open(RESPOND).await;
        assert!(page.headers.get("set-cookie").is_none());
    }

    async fn the_reference_is_mailed_once_and_the_mail_holds_no_answers(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        let refused = visitor.submit(&check, &[("receipt-email", "not an address")]).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.attribute("#receipt-email", "value").as_deref(), Some("not an address"));
        let sent = visitor.submit(&refused, &[("receipt-email", "ann@example.org")]).await;
        visitor.submit(&refused, &[("receipt-email", "ann@example.org")]).await;
        let reference = visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap();
        let mail = app.state.store.list_due_mail(app.state.clock.now(), 10).await.unwrap();
        assert_eq!(mail.len(), 1);
        assert!(mail[0].body.contains(&reference));
    }

    async fn somebody_else_cannot_open_a_response_by_guessing(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        answer_to_check(&mut visitor).await;
        let guess = app.visitor().get("/resume/early-survey/AAAAAAAAAAAAAAAAAAAAAA").await;
        assert_eq!(guess.status, 404);
    }
}
