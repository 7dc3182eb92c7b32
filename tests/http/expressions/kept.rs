//! Words that cannot be taken, and computers that several people share.

use super::*;

on_both_engines! {
    async fn while_the_store_is_away_the_page_comes_back_with_the_words(app: TestApp) {
        let mut visitor = app.visitor();
        visitor.post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        app.state.store.close().await;
        let unstored = visitor.post(&format!("{RESPOND}/role"), PAGES[1].1).await;
        assert_eq!(unstored.status, 503);
        assert!(unstored.headers.contains_key("retry-after"));
        assert_eq!(unstored.count("input[value=tenant][checked], #organisation[value='Canary Farm Partners']"), 2);
        assert!(unstored.text("main").unwrap().contains("may not have stored"));
        let unsent = visitor.post(&format!("{RESPOND}/check"), &[("digest", "00")]).await;
        assert_eq!(unsent.status, 503);
        assert_eq!(unsent.attribute("input[name=digest]", "value").as_deref(), Some("00"));
    }

    async fn words_for_a_page_that_has_some_are_kept_beside_them(app: TestApp) {
        let mut visitor = app.visitor();
        send(&mut visitor).await;
        let late = visitor.post(&format!("{RESPOND}/land"), &[("land_uses", "orchard"), ("land_use_words", "Plums")]).await;
        visitor.submit(&late, &[]).await;
        for (page, fields) in &PAGES[..3] {
            visitor.post(&format!("{RESPOND}/{page}"), fields).await;
        }
        visitor.post(&format!("{RESPOND}/land"), PAGES[3].1).await;
        let again = visitor.submit(&late, &[]).await;
        let both = visitor.open(&again.location().unwrap()).await;
        assert_eq!(both.count("input[value=woodland][checked]"), 1);
        assert_eq!(both.attribute("#use-aside input[name=land_use_words]", "value").as_deref(), Some("Plums"));
        visitor.submit(&both, &[]).await;
        assert_eq!(visitor.get(&format!("{RESPOND}/land")).await.count("#use-aside"), 0);
    }

    async fn two_tabs_keep_both_words_until_somebody_decides(app: TestApp) {
        let mut visitor = app.visitor();
        let (first, second) = (visitor.open(RESPOND).await, visitor.open(RESPOND).await);
        visitor.submit(&first, PAGES[0].1).await;
        let both = visitor.submit(&second, &[("full_name", "Somebody Else")]).await;
        assert_eq!(both.status, 409);
        assert_eq!(both.attribute("#full_name", "value").as_deref(), Some("Canary Person"));
        assert_eq!(both.attribute("#use-aside input[name=full_name]", "value").as_deref(), Some("Somebody Else"));
    }

    async fn a_shared_computer_keeps_no_form_after_the_browser_is_closed_or_told_to_forget(app: TestApp) {
        let mut visitor = app.visitor();
        let saved = visitor.post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        assert!(!saved.headers["set-cookie"].to_str().unwrap().contains("Max-Age"));
        let forgotten = visitor.post(&format!("{RESPOND}/forget"), &[]).await;
        let link = path(&forgotten.text(".fm-long-link").unwrap());
        assert_eq!(visitor.open(RESPOND).await.attribute("#full_name", "value").as_deref(), Some(""));
        let offer = visitor.get(&link).await;
        visitor.submit(&offer, &[]).await;
        let back = visitor.get(&format!("{RESPOND}/contact")).await;
        assert_eq!(back.attribute("#full_name", "value").as_deref(), Some("Canary Person"));
    }

    async fn a_shared_computer_forgets_what_was_sent_and_the_link_still_tells_how_far_it_is(app: TestApp) {
        let mut visitor = app.visitor();
        let receipt = send(&mut visitor).await;
        let forget = format!("{RESPOND}/forget");
        assert_eq!(receipt.attributes("form", "action").last(), Some(&forget));
        let forgotten = visitor.post(&forget, &[]).await;
        assert_eq!(forgotten.count(".fm-long-link"), 0);
        let after = visitor.get(&format!("{RESPOND}/receipt")).await;
        assert_eq!(after.location().as_deref(), Some("/expressions-of-interest"));
        let status = visitor.get(&path(&receipt.attribute("#status-link", "href").unwrap())).await;
        assert_eq!(status.status, 200);
    }

    async fn a_press_of_the_button_after_something_else_was_sent_promises_no_words(app: TestApp) {
        let mut visitor = app.visitor();
        send(&mut visitor).await;
        let other = visitor.post(&format!("{RESPOND}/check"), &[("digest", "00")]).await;
        assert_eq!(other.status, 409);
        let main = other.text("main").unwrap();
        assert!(!main.contains("below") && !main.contains("with these words"), "{main}");
    }

    async fn a_browser_without_cookies_is_told_so(app: TestApp) {
        let saved = app.visitor().post(&format!("{RESPOND}/contact"), PAGES[0].1).await;
        let next = app.visitor().get(&saved.location().unwrap()).await;
        assert!(next.text("main").unwrap().contains("needs a cookie"), "{}", next.body);
    }
}
