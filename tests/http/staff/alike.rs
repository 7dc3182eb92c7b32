//! The page of responses that are alike.

use axum::http::StatusCode;
use domain::{answer::Answer, permission::Role};
use engines::on_both_engines;
use support::TestApp;

use super::{Given, SURVEY, add_responses, choose, version};

const LETTER: &str = "We, the friends of the moss, ask you to put ponds, wet woodland and quiet places first, because they are \
                      what our children will remember.";

fn saying(words: &str) -> Given {
    vec![("responding-as", choose("resident")), ("other-comments", Answer::Text(words.into()))]
}

on_both_engines! {
    async fn responses_with_the_same_long_text_are_grouped_and_lead_to_each(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let shouted = LETTER.to_uppercase();
        let all = vec![saying(LETTER), saying("Ponds"), saying("Ponds"), saying(&shouted), saying("Hedges")];
        let references = add_responses(&app, &version, all).await;
        let mut staff = app.staff(Role::Auditor).await;

        let list = staff.get(&format!("{SURVEY}/responses")).await;
        assert!(list.attributes("main a", "href").contains(&format!("{SURVEY}/alike")));
        let page = staff.get(&format!("{SURVEY}/alike")).await;
        assert_eq!(page.text("h2.govuk-heading-m").as_deref(), Some("2 responses with the same text"));
        assert!(page.text(".fm-words").unwrap().to_lowercase().contains("friends of the moss"));
        assert!(page.text("main").unwrap().contains("Responses that are alike are counted like all others."));
        let mut expected = [&references[0], &references[3]].map(|reference| format!("/staff/responses/{reference}"));
        expected.sort();
        assert_eq!(page.attributes("main ul a", "href"), expected);
        add_responses(&app, &version, vec![saying(LETTER)]).await;
        let later = staff.get(&format!("{SURVEY}/alike")).await;
        assert_eq!(later.text("h2.govuk-heading-m").as_deref(), Some("3 responses with the same text"));
    }

    async fn a_large_group_has_pages_of_its_own_and_the_largest_comes_first(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut all = vec![saying(LETTER); 101];
        all.extend(vec![saying(&LETTER.replace("ponds", "<b>hedges</b>")); 2]);
        add_responses(&app, &version, all).await;
        let mut staff = app.staff(Role::Strategist).await;

        let page = staff.get(&format!("{SURVEY}/alike")).await;
        assert_eq!(page.text("h2.govuk-heading-m").as_deref(), Some("101 responses with the same text"));
        assert_eq!((page.text(".fm-count").as_deref(), page.count("main ul a"), page.count("main b")), (Some("2 groups"), 12, 0));
        let own = page.attribute(&format!("a[href^='{SURVEY}/alike/']"), "href").unwrap();
        let first = staff.get(&own).await;
        let second = staff.get(&first.attribute("a[rel=next]", "href").unwrap()).await;
        assert_eq!((first.count("main ul a"), second.count("main ul a")), (100, 1));
        for nowhere in [format!("{own}?page=3"), format!("{SURVEY}/alike/none"), format!("{SURVEY}/alike?page=2")] {
            assert_eq!(staff.get(&nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    }

    async fn a_consultation_in_which_nothing_is_alike_says_so_and_not_to_everybody(app: TestApp) {
        let app = app.with_early_survey().await;
        let page = app.staff(Role::Strategist).await.get(&format!("{SURVEY}/alike")).await;
        assert_eq!((page.count(".fm-empty"), page.count("h2.govuk-heading-m")), (1, 0));
        for address in [format!("{SURVEY}/alike"), format!("{SURVEY}/alike/none")] {
            assert_eq!(app.visitor().get(&address).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(app.staff(Role::Intake).await.get(&format!("{SURVEY}/alike")).await.status, StatusCode::FORBIDDEN);
    }
}
