//! Words that cannot be taken, or that two tabs have: none of them is lost, and what is said of them is true.

use std::time::Duration;

use domain::ids::VersionId;
use store::{Store, StoreError, Version};

use super::*;

const WORDS: &str = "a second thought about ponds";

fn comments() -> String {
    format!("{RESPOND}/anything-else")
}

/// Gives the path of the link for coming back.
async fn link(visitor: &mut Visitor) -> String {
    let saved = visitor.open(&format!("{RESPOND}/saved")).await;
    saved.text(".fm-long-link").unwrap().trim_start_matches("http://folkmoot.test").to_owned()
}

/// Publishes the questions from which a page was drawn once more, without some of their pages.
async fn publish_without(app: &TestApp, page: &Page, gone: &[&str]) {
    let drawn = VersionId(page.attribute("input[name=form-version]", "value").unwrap().parse().unwrap());
    let first = app.state.store.find_version(drawn).await.unwrap().unwrap();
    let mut second = Version { id: VersionId::new(&*app.state.clock, &*app.state.entropy), number: 2, ..first };
    second.questionnaire.pages.retain(|page| !gone.contains(&page.id.as_str()));
    app.add_version(&second).await;
}

on_both_engines! {
    async fn a_press_of_the_button_after_other_answers_were_sent_shows_what_was_sent(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let old = answer_to_check(&mut visitor).await;
        visitor.post(&comments(), &[("other-comments", WORDS)]).await;
        let new = visitor.get(&format!("{RESPOND}/check")).await;
        assert_eq!(visitor.submit(&new, &[]).await.status, 303);
        let late = visitor.submit(&old, &[("receipt-email", "ann@example.org")]).await;
        assert_eq!(late.status, 409);
        let main = late.text("main").unwrap();
        assert!(main.contains(WORDS) && main.contains("ann@example.org"), "{main}");
        assert!(!main.contains("with these words") && !main.contains("What you typed"), "{main}");
        assert_eq!(count(&app).await, 1);
    }

    async fn a_page_drawn_before_the_questions_changed_is_taken_as_it_was_asked(app: TestApp) {
        let app = app.with_early_survey().await;
        let (mut visitor, mut sender) = (app.visitor(), app.visitor());
        let you = format!("{RESPOND}/you");
        let page = visitor.open(&you).await;
        let check = answer_to_check(&mut sender).await;
        let last = sender.open(&comments()).await;
        sender.submit(&check, &[]).await;
        publish_without(&app, &page, &["you", "anything-else"]).await;

        assert_eq!(app.visitor().get(&you).await.status, 404);
        let next = visitor.submit(&page, &[("responding-as", "resident")]).await;
        visitor.open(&next.location().unwrap()).await;
        assert_eq!(visitor.open(&you).await.attribute("input[checked]", "value").as_deref(), Some("resident"));

        let late = sender.submit(&last, &[("other-comments", WORDS)]).await;
        assert_eq!(late.status, 409);
        assert_eq!(sender.submit(&late, &[]).await.status, 303);
        assert_eq!(sender.get(&you).await.status, 200);
    }

    async fn after_the_closing_all_that_was_typed_is_shown_to_whoever_typed_it(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        visitor.post(&comments(), &[("other-comments", WORDS)]).await;
        let link = link(&mut visitor).await;
        app.clock.advance(TimeDelta::weeks(3));
        let late = visitor.submit(&check, &[]).await;
        assert_eq!(late.status, 409);
        assert!(late.body.contains(WORDS));
        let other = visitor.post(&comments(), &[("other-comments", "one more hedge")]).await;
        assert!(other.body.contains(WORDS) && other.body.contains("one more hedge"));
        for address in [RESPOND.to_owned(), format!("{RESPOND}/check"), format!("{RESPOND}/saved"), comments(), link] {
            let page = visitor.open(&address).await;
            assert_eq!(page.status, 200, "{address}");
            assert!(page.body.contains(WORDS) && page.body.contains("was not sent"), "{address}");
            assert!(!page.body.contains("Come back and send them"), "{address}");
        }
        assert_eq!(app.visitor().get(&comments()).await.location().as_deref(), Some("/consultations/early-survey"));
    }

    async fn while_the_store_is_away_the_words_come_back_with_a_form_that_sends_them_again(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        app.state.store.close().await;
        let addresses = [(comments(), "other-comments"), (format!("{RESPOND}/new"), "other-comments")];
        for (address, field) in addresses {
            let unstored = visitor.post(&address, &[(field, WORDS)]).await;
            assert_eq!(unstored.status, 503, "{address}");
            assert!(unstored.headers.contains_key("retry-after"), "{address}");
            assert!(unstored.text("main").unwrap().contains(WORDS), "{address}");
            assert_eq!(unstored.attribute("form[method=post]", "action").as_deref(), Some(address.as_str()));
            assert_eq!(unstored.attribute("input[name=other-comments]", "value").as_deref(), Some(WORDS));
        }
        let unsent = visitor.submit(&check, &[("receipt-email", "ann@example.org")]).await;
        assert_eq!(unsent.status, 503);
        assert_eq!(unsent.attribute("input[name=receipt-email]", "value").as_deref(), Some("ann@example.org"));
        assert_eq!(unsent.attribute("input[name=digest]", "value"), check.attribute("input[name=digest]", "value"));
        let asked = visitor.get(&comments()).await;
        assert_eq!(asked.status, 503);
        assert!(!asked.body.contains("stored"), "{}", asked.body);
    }

    async fn opening_a_link_changes_nothing_until_somebody_carries_on(app: TestApp) {
        let app = app.with_early_survey().await;
        let (mut ann, mut ben) = (app.visitor(), app.visitor());
        ann.post(&comments(), &[("other-comments", WORDS)]).await;
        ben.post(&comments(), &[("other-comments", "of his own")]).await;
        let (of_ann, of_ben) = (link(&mut ann).await, link(&mut ben).await);
        let offer = ben.get(&of_ann).await;
        assert_eq!(offer.status, 200);
        assert!(offer.headers.get("set-cookie").is_none());
        assert!(offer.text(".fm-long-link").unwrap().ends_with(&of_ben));
        assert_eq!(link(&mut ben).await, of_ben);
        ben.submit(&offer, &[]).await;
        assert_eq!(link(&mut ben).await, of_ann);
    }

    async fn beginning_again_never_gives_up_a_draft(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        visitor.post(&comments(), &[("other-comments", WORDS)]).await;
        let before = link(&mut visitor).await;
        visitor.post(&format!("{RESPOND}/new"), &[]).await;
        assert_eq!(link(&mut visitor).await, before);
        visitor.post(&format!("{RESPOND}/you"), &[("responding-as", "resident")]).await;
        let both = visitor.post(&format!("{RESPOND}/new"), &[("page", "you"), ("responding-as", "land-manager")]).await;
        let both = visitor.open(&both.location().unwrap()).await;
        assert_eq!(both.count("input[value=resident][checked]"), 1);
        assert_eq!(both.attribute("#use-aside input[name=responding-as]", "value").as_deref(), Some("land-manager"));
    }

    async fn a_shared_computer_forgets_a_draft_and_its_link_leads_to_it(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/you"), &[("responding-as", "resident")]).await;
        let link = link(&mut visitor).await;
        let saved = visitor.get(&format!("{RESPOND}/saved")).await;
        assert_eq!(saved.attributes("form", "action").last(), Some(&format!("{RESPOND}/forget")));
        let forgotten = visitor.post(&format!("{RESPOND}/forget"), &[]).await;
        assert!(forgotten.text(".fm-long-link").unwrap().ends_with(&link));
        assert_eq!(visitor.open(&format!("{RESPOND}/you")).await.count("input[checked]"), 0);
        let offer = visitor.get(&link).await;
        visitor.submit(&offer, &[]).await;
        assert_eq!(visitor.open(&format!("{RESPOND}/you")).await.count("input[checked]"), 1);
    }

    async fn a_shared_computer_forgets_a_response_that_was_sent_and_shows_its_reference_no_more(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        visitor.submit(&check, &[]).await;
        let receipt = visitor.get(&format!("{RESPOND}/receipt")).await;
        let forget = format!("{RESPOND}/forget");
        assert_eq!(receipt.attributes("form", "action").last(), Some(&forget));
        let forgotten = visitor.post(&forget, &[]).await;
        assert_eq!(forgotten.count(".fm-long-link"), 0);
        let after = visitor.get(&format!("{RESPOND}/receipt")).await;
        assert_eq!(after.location().as_deref(), Some("/consultations/early-survey"));
        assert_eq!(count(&app).await, 1);
    }

    async fn two_tabs_keep_both_words_until_somebody_decides(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        answer_to_check(&mut visitor).await;
        let first_tab = visitor.get(&comments()).await;
        let second_tab = visitor.get(&comments()).await;
        assert_eq!(visitor.submit(&first_tab, &[("other-comments", WORDS)]).await.status, 303);
        assert_eq!(visitor.submit(&first_tab, &[("other-comments", WORDS)]).await.status, 303);
        let both = visitor.submit(&second_tab, &[("other-comments", "only hedges")]).await;
        assert_eq!(both.status, 409);
        for page in [both, visitor.open(&format!("{RESPOND}/check")).await] {
            assert_eq!(page.text("textarea").as_deref(), Some(WORDS));
            assert_eq!(page.attribute("#use-aside input[name=other-comments]", "value").as_deref(), Some("only hedges"));
        }
        let page = visitor.get(&comments()).await;
        let shown = page.attribute("#use-aside input[name=shown-words]", "value").unwrap();
        let chosen = visitor.post(&comments(), &[("other-comments", "only hedges"), ("shown-words", &shown)]).await;
        assert_eq!(chosen.status, 303);
        let check = visitor.get(&format!("{RESPOND}/check")).await;
        assert!(check.body.contains("only hedges") && !check.body.contains(WORDS));
    }

    async fn a_browser_without_cookies_is_told_so(app: TestApp) {
        let app = app.with_early_survey().await;
        let saved = app.visitor().post(&format!("{RESPOND}/you"), &[("responding-as", "resident")]).await;
        let next = app.visitor().get(&saved.location().unwrap()).await;
        assert!(next.text("main").unwrap().contains("needs a cookie"), "{}", next.body);
        let unsent = app.visitor().post(&format!("{RESPOND}/check"), &[("digest", "00")]).await;
        assert_eq!(unsent.status, 409);
        assert!(unsent.text("main").unwrap().contains("needs a cookie"));
        let old = app.visitor().with_cookie("draft-early-survey", "AAAAAAAAAAAAAAAAAAAAAA");
        let gone = old.clone().post(&format!("{RESPOND}/check"), &[("digest", "00")]).await;
        assert!(gone.text("main").unwrap().contains("not there any more"));
    }

    async fn a_receipt_read_after_the_closing_says_so(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        visitor.submit(&check, &[]).await;
        assert!(visitor.get(&format!("{RESPOND}/receipt")).await.body.contains("The consultation closes on"));
        app.clock.advance(TimeDelta::weeks(3));
        assert!(visitor.get(&format!("{RESPOND}/receipt")).await.body.contains("The consultation closed on"));
    }
}

/// On SQLite another process that writes is enough to keep a page from being stored while everything can be read.
#[tokio::test]
async fn a_page_that_cannot_be_stored_is_drawn_again_with_the_words() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap().with_early_survey().await;
    let mut visitor = app.visitor();
    let check = answer_to_check(&mut visitor).await;
    let other = Store::open(&database.url).await.unwrap();
    let busy = tokio::spawn(async move {
        let work = other.write(|_| {
            Box::pin(async {
                std::thread::sleep(Duration::from_secs(12));
                Ok::<(), StoreError>(())
            })
        });
        work.await
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    let mut second = visitor.clone();
    let page = visitor.get(&comments()).await;
    let (unstored, unsent) =
        tokio::join!(visitor.submit(&page, &[("other-comments", WORDS)]), second.submit(&check, &[]));
    for page in [&unstored, &unsent] {
        assert_eq!(page.status, 503);
        assert!(page.headers.contains_key("retry-after"));
        assert!(page.text("main").unwrap().contains("may not have stored"));
    }
    assert_eq!(unstored.text("textarea").as_deref(), Some(WORDS));
    assert_eq!(unsent.attribute("input[name=digest]", "value"), check.attribute("input[name=digest]", "value"));
    busy.await.unwrap().unwrap();
    assert_eq!(visitor.submit(&unstored, &[]).await.status, 303);
    assert!(visitor.open(&format!("{RESPOND}/check")).await.body.contains(WORDS));
}
