//! The front of the site: its words, the home page part by part, and the navigation, composed by staff and seen at once.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::articles::{begin, publish_now};

const FRONT: &str = "/staff/front";
const NAVIGATION: &str = "nav[aria-label=Main] a";

/// Writes the words about the strategy.
async fn with_words(staff: &mut Visitor) {
    let form = staff.get(&format!("{FRONT}/strategy")).await;
    let words = [
        ("title", "Otters <b>back</b>"),
        ("summary", "How otters come back."),
        ("aims", "Clean rivers\n\n Plant trees "),
    ];
    assert!(staff.submit(&form, &words).await.status.is_redirection());
}

/// Presses a button of the overview.
async fn press(staff: &mut Visitor, rest: &str) {
    let state = staff.get(FRONT).await.attribute("input[name=state]", "value").unwrap();
    let pressed = staff.post(&format!("{FRONT}/{rest}"), &[("state", &state)]).await;
    assert!(pressed.status.is_redirection(), "{rest}: {}", pressed.body);
}

async fn headings(app: &TestApp) -> Vec<String> {
    let page = app.visitor().get("/").await;
    page.texts("main h1, main h2")
}

on_both_engines! {
    async fn the_words_about_the_strategy_are_on_the_home_page_as_soon_as_they_are_written(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        assert_eq!(editor.get(&format!("{FRONT}/figures/new")).await.status, StatusCode::NOT_FOUND, "there is no strategy to show figures of");
        let form = editor.get(&format!("{FRONT}/strategy")).await;
        let refused = editor.submit(&form, &[("title", ""), ("summary", "Kept.")]).await;
        assert_eq!((refused.status, refused.count("#title-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(refused.text("textarea#summary").as_deref(), Some("Kept."));
        with_words(&mut editor).await;
        for (list, entry) in [("figures", ["97%", "of rivers are <i>poor</i>", ""]), ("steps", ["Map", "What is here.", "current"])] {
            let form = editor.get(&format!("{FRONT}/{list}/new")).await;
            let added = editor.submit(&form, &[("first", entry[0]), ("second", entry[1]), ("third", entry[2])]).await;
            assert_eq!(added.location(), Some(format!("{FRONT}#{list}")), "{}", added.body);
        }
        let home = app.visitor().get("/").await;
        assert_eq!(home.text("h1").as_deref(), Some("Otters <b>back</b>"));
        assert_eq!(home.texts("main .govuk-list--bullet li"), ["Clean rivers", "Plant trees"]);
        let main = home.text("main").unwrap();
        assert!(main.contains("of rivers are <i>poor</i>") && main.contains("Happening now"), "{main}");
        with_words(&mut editor).await;
        assert!(app.visitor().get("/").await.text("main").unwrap().contains("97%"), "figures stay when the words are written anew");
    }

    async fn parts_of_the_home_page_are_hidden_shown_and_moved(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        let before = headings(&app).await;
        let place = |all: &[String], heading: &str| all.iter().position(|one| one == heading);
        assert!(place(&before, "Have your say") < place(&before, "Latest minutes"), "{before:?}");
        press(&mut editor, "home/consultations/toggle").await;
        assert!(!headings(&app).await.contains(&"Have your say".to_owned()));
        press(&mut editor, "home/consultations/toggle").await;
        let after = headings(&app).await;
        assert!(place(&after, "Have your say") > place(&after, "Latest minutes"), "{after:?}");
        press(&mut editor, "home/consultations/move").await;
        assert_eq!(headings(&app).await.last().map(String::as_str), Some("Latest minutes"));
        assert_eq!(editor.post(&format!("{FRONT}/home/unknown/move"), &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_home_page_lists_pages_and_the_newest_news(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        for (kind, title) in [("page", "Governance"), ("news", "One"), ("news", "Two"), ("news", "Three"), ("news", "Four")] {
            let own = begin(&mut editor, kind, title, "Words.").await;
            publish_now(&mut editor, &own).await;
            app.clock.advance(chrono::TimeDelta::minutes(1));
        }
        let links = app.visitor().get("/").await.attributes("main .fm-listing a", "href").join(" ");
        assert_eq!(links, "/pages/governance /pages/four /pages/three /pages/two");
    }

    async fn the_navigation_leads_where_staff_say_and_never_to_a_page_that_is_gone(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        let ways = async || app.visitor().get("/minutes").await.attributes(NAVIGATION, "href").join(" ");
        assert_eq!(ways().await, "/consultations /minutes /expressions-of-interest");
        let own = begin(&mut editor, "page", "Governance", "Words.").await;
        let form = editor.get(&format!("{FRONT}/navigation/new")).await;
        assert!(!form.body.contains("/pages/governance"), "a draft cannot be led to");
        let elsewhere = editor.submit(&form, &[("first", "Elsewhere"), ("second", "https://example.org")]).await;
        assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", elsewhere.body);
        publish_now(&mut editor, &own).await;
        let form = editor.get(&format!("{FRONT}/navigation/new")).await;
        let added = editor.submit(&form, &[("first", "Who decides"), ("second", "/pages/governance")]).await;
        assert!(added.status.is_redirection(), "{}", added.body);
        assert_eq!(ways().await, "/consultations /minutes /expressions-of-interest /pages/governance");
        let current = app.visitor().get("/pages/governance").await.attribute("nav[aria-label=Main] [aria-current=page]", "href");
        assert_eq!(current.as_deref(), Some("/pages/governance"));
        press(&mut editor, "navigation/3/move").await;
        press(&mut editor, "navigation/0/remove").await;
        assert_eq!(ways().await, "/minutes /pages/governance /expressions-of-interest");

        let form = editor.get(&format!("{own}/take-down")).await;
        assert!(editor.submit(&form, &[("reason", "Wrong.")]).await.status.is_redirection());
        assert_eq!(ways().await, "/minutes /expressions-of-interest");
    }

    async fn the_navigation_has_room_for_six_links_and_no_more(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        for _ in 0..3 {
            let form = editor.get(&format!("{FRONT}/navigation/new")).await;
            assert!(editor.submit(&form, &[("first", "Groups"), ("second", "/groups")]).await.status.is_redirection());
        }
        assert!(editor.get(FRONT).await.text("main").unwrap().contains("There is room for 6, and no more."));
        let form = editor.get(&format!("{FRONT}/navigation/5")).await;
        let state = form.attribute("input[name=state]", "value").unwrap();
        let added = editor.post(&format!("{FRONT}/navigation/new"), &[("state", &state), ("first", "G"), ("second", "/groups")]).await;
        assert_eq!((added.status, added.count("#first-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(editor.get(&format!("{FRONT}/navigation/6")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_link_that_was_moved_while_somebody_changed_it_is_changed_where_it_stands_now(app: TestApp) {
        let (mut one, mut other) = (app.staff(Role::Editor).await, app.staff(Role::Editor).await);
        let form = one.get(&format!("{FRONT}/navigation/1")).await;
        press(&mut other, "navigation/2/move").await;
        let conflict = one.submit(&form, &[("first", "Meetings")]).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);
        assert!(one.submit(&conflict, &[]).await.status.is_redirection());
        let words = app.visitor().get("/minutes").await.texts(NAVIGATION);
        assert_eq!(words, ["Consultations", "Landowners", "Meetings"]);
        let last = one.get(&format!("{FRONT}/navigation/2")).await;
        press(&mut other, "navigation/2/remove").await;
        let conflict = one.submit(&last, &[("first", "Kept")]).await;
        assert_eq!((conflict.status, conflict.attribute("input#first", "value").as_deref()), (StatusCode::CONFLICT, Some("Kept")));
        assert!(one.submit(&conflict, &[]).await.status.is_redirection());
        assert_eq!(app.visitor().get("/minutes").await.texts(NAVIGATION), ["Consultations", "Landowners", "Kept"]);
    }

    async fn two_who_compose_the_front_do_not_undo_each_other_unseen(app: TestApp) {
        let (mut one, mut other) = (app.staff(Role::Editor).await, app.staff(Role::Editor).await);
        let words = one.get(&format!("{FRONT}/strategy")).await;
        let link = one.get(&format!("{FRONT}/navigation/new")).await;
        with_words(&mut other).await;
        let conflict = one.submit(&words, &[("title", "Mine"), ("summary", "Mine too.")]).await;
        assert_eq!((conflict.status, conflict.attribute("input#title", "value").as_deref()), (StatusCode::CONFLICT, Some("Mine")));
        let added = one.submit(&link, &[("first", "Groups"), ("second", "/groups")]).await;
        assert!(added.status.is_redirection(), "another part is free to change");
        assert_eq!(app.visitor().get("/").await.text("h1").as_deref(), Some("Otters <b>back</b>"));
    }

    async fn going_back_undoes_a_change_and_is_a_change_itself(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        let before = headings(&app).await;
        press(&mut editor, "home/minutes/toggle").await;
        press(&mut editor, "home/landowners/toggle").await;
        let history = editor.get(&format!("{FRONT}/history")).await;
        assert_eq!(history.count("form[action$='/restore']"), 2, "{}", history.body);
        let state = history.attribute("input[name=state]", "value").unwrap();
        assert!(editor.post(&format!("{FRONT}/history/0/restore"), &[("state", &state)]).await.status.is_redirection());
        assert_eq!(headings(&app).await, before);
        assert_eq!(editor.get(&format!("{FRONT}/history")).await.count("form[action$='/restore']"), 3);
    }
}
