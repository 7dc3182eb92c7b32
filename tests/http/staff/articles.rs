//! Pages and news: written section by section, published now or later, replaced, taken down, and seen by nobody before.

use axum::http::StatusCode;
use chrono::{TimeDelta, Timelike as _};
use domain::{permission::Role, time::in_england};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::documents::{describe, give, publish as publish_document};

const LIST: &str = "/staff/pages";
const GOVERNANCE: &str = "/staff/pages/governance";
const PUBLIC: &str = "/pages/governance";
const PNG: &[u8] = include_bytes!("../../support/samples/synthetic.png");

/// Begins an article of a kind, with one section.
pub async fn begin(staff: &mut Visitor, kind: &str, title: &str, words: &str) -> String {
    let form = staff.get(&format!("{LIST}/new")).await;
    let begun = staff.submit(&form, &[("kind", kind), ("title", title), ("summary", "How it is <b>led</b>.")]).await;
    let own = begun.location().unwrap_or_else(|| panic!("{}", begun.body));
    let added = add_section(staff, &own, &[("heading", "Who decides"), ("words", words)]).await;
    assert_eq!(added.location(), Some(format!("{own}#sections")), "{}", added.body);
    own
}

async fn add_section(staff: &mut Visitor, own: &str, fields: &[(&str, &str)]) -> Page {
    let form = staff.get(&format!("{own}/sections/new")).await;
    staff.submit(&form, fields).await
}

async fn publish(staff: &mut Visitor, own: &str, fields: &[(&str, &str)]) -> Page {
    let form = staff.get(&format!("{own}/publish")).await;
    staff.submit(&form, fields).await
}

pub async fn publish_now(staff: &mut Visitor, own: &str) {
    let published = publish(staff, own, &[("when", "now"), ("note", "Put right.")]).await;
    assert_eq!(published.location().as_deref(), Some(own), "{}", published.body);
}

/// Schedules a version in so many hours.
async fn schedule(app: &TestApp, staff: &mut Visitor, own: &str, hours: i64) -> Page {
    let at = in_england(app.state.clock.now() + TimeDelta::hours(hours));
    let (day, month, year) = (at.format("%-d").to_string(), at.format("%-m").to_string(), at.format("%Y").to_string());
    let time = format!("{:02}:{:02}", at.hour(), at.minute());
    let fields = [
        ("when", "later"),
        ("day.day", &*day),
        ("day.month", &month),
        ("day.year", &year),
        ("time", &time),
        ("note", "Later."),
    ];
    publish(staff, own, &fields).await
}

on_both_engines! {
    async fn a_page_is_read_by_nobody_but_staff_until_it_is_published(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        assert_eq!(app.visitor().get("/pages").await.count(".fm-empty"), 1);
        let own = begin(&mut editor, "page", "Governance", "The board of **otters**.").await;
        assert_eq!(own, GOVERNANCE);
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
        assert_eq!(editor.get(PUBLIC).await.status, StatusCode::NOT_FOUND, "its address is for what everybody reads");
        for address in ["/", "/pages", "/news", "/search?q=otters", "/sitemap.xml", "/feed.atom"] {
            assert!(!app.visitor().get(address).await.body.contains("overnance"), "{address}");
        }
        publish_now(&mut editor, GOVERNANCE).await;
        let page = app.visitor().get(PUBLIC).await;
        let main = page.text("main").unwrap();
        assert!(main.contains("How it is <b>led</b>.") && main.contains("The board of otters."), "{main}");
        assert_eq!((page.count("main strong"), page.count("meta[name=robots]")), (1, 0));
        assert!(app.visitor().get("/pages").await.attributes("main a", "href").contains(&PUBLIC.to_owned()));
        for address in ["/search?q=otters", "/sitemap.xml", "/feed.atom"] {
            assert!(app.visitor().get(address).await.body.contains(PUBLIC), "{address}");
        }
    }

    async fn what_is_written_after_publishing_waits_for_the_next_version(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "page", "Governance", "The board of otters.").await;
        publish_now(&mut editor, GOVERNANCE).await;
        let section = format!("{GOVERNANCE}/sections/1");
        let form = editor.get(&section).await;
        assert!(editor.submit(&form, &[("words", "The board of beavers.")]).await.status.is_redirection());
        assert!(app.visitor().main_of(PUBLIC).await.contains("otters"));
        assert!(editor.main_of(GOVERNANCE).await.contains("Something was written since version 1"));
        let form = editor.get(&format!("{GOVERNANCE}/publish")).await;
        let refused = editor.submit(&form, &[("when", "now")]).await;
        assert_eq!((refused.status, refused.count("#note-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "what changed is asked");
        publish_now(&mut editor, GOVERNANCE).await;
        let main = app.visitor().main_of(PUBLIC).await;
        assert!(main.contains("beavers") && !main.contains("otters") && !main.contains("Put right."), "{main}");
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/1")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_page_is_shown_from_its_day_and_time_on_and_can_be_called_off_before(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "news", "Governance", "The board of otters.").await;
        let past = schedule(&app, &mut editor, GOVERNANCE, -2).await;
        assert_eq!((past.status, past.count("#time-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{}", past.body);
        assert!(schedule(&app, &mut editor, GOVERNANCE, 3).await.status.is_redirection());
        assert!(editor.main_of(LIST).await.contains("Scheduled"));
        app.clock.advance(TimeDelta::hours(2));
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::OK);
        let mut editor = app.staff(Role::Editor).await;
        assert!(app.visitor().main_of("/news").await.contains("How it is <b>led</b>."));

        assert!(schedule(&app, &mut editor, GOVERNANCE, 5).await.status.is_redirection());
        let own = editor.get(GOVERNANCE).await;
        assert_eq!(own.count("form[action$='/versions/2/call-off']"), 1);
        assert!(editor.post(&format!("{GOVERNANCE}/versions/2/call-off"), &[]).await.status.is_redirection());
        assert!(editor.main_of(GOVERNANCE).await.contains("Called off"));
        assert_eq!(editor.post(&format!("{GOVERNANCE}/versions/1/call-off"), &[]).await.status, StatusCode::CONFLICT);
    }

    async fn a_page_that_was_taken_down_says_when_and_why_and_is_found_nowhere(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "page", "Governance", "The board of otters.").await;
        assert_eq!(editor.get(&format!("{GOVERNANCE}/take-down")).await.status, StatusCode::CONFLICT, "nobody saw it yet");
        publish_now(&mut editor, GOVERNANCE).await;
        let form = editor.get(&format!("{GOVERNANCE}/take-down")).await;
        let refused = editor.submit(&form, &[("reason", " ")]).await;
        assert_eq!((refused.status, refused.count("#reason-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert!(editor.submit(&form, &[("reason", "It named <i>nobody</i> rightly.")]).await.status.is_redirection());
        let gone = app.visitor().get(PUBLIC).await;
        assert_eq!(gone.status, StatusCode::GONE);
        let main = gone.text("main").unwrap();
        assert!(main.contains("It named <i>nobody</i> rightly.") && !main.contains("otters"), "{main}");
        for address in ["/pages", "/search?q=otters", "/sitemap.xml", "/feed.atom"] {
            assert!(!app.visitor().get(address).await.body.contains(PUBLIC), "{address}");
        }
        publish_now(&mut editor, GOVERNANCE).await;
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::OK);
    }

    async fn every_version_of_a_notice_stays_readable(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "notice", "Governance", "We keep it for a year.").await;
        publish_now(&mut editor, GOVERNANCE).await;
        app.clock.advance(TimeDelta::minutes(1));
        let form = editor.get(&format!("{GOVERNANCE}/sections/1")).await;
        editor.submit(&form, &[("words", "We keep it for a month.")]).await;
        publish_now(&mut editor, GOVERNANCE).await;
        let newest = app.visitor().main_of(PUBLIC).await;
        assert!(newest.contains("for a month") && newest.contains("Version 1, from") && newest.contains("Put right."), "{newest}");
        let first = app.visitor().get(&format!("{PUBLIC}/1")).await;
        let main = first.text("main").unwrap();
        assert!(main.contains("for a year") && main.contains("This version was replaced."), "{main}");
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/3")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_version_that_was_replaced_before_its_moment_is_never_read_and_can_be_called_off(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "notice", "Governance", "We keep it for a year.").await;
        publish_now(&mut editor, GOVERNANCE).await;
        app.clock.advance(TimeDelta::minutes(1));
        for _ in 0..2 {
            assert!(schedule(&app, &mut editor, GOVERNANCE, 1).await.status.is_redirection());
        }
        publish_now(&mut editor, GOVERNANCE).await;
        assert!(editor.post(&format!("{GOVERNANCE}/versions/2/call-off"), &[]).await.status.is_redirection());
        app.clock.advance(TimeDelta::hours(2));
        for (number, status) in [(1, 200), (2, 404), (3, 404), (4, 200)] {
            assert_eq!(app.visitor().get(&format!("{PUBLIC}/{number}")).await.status.as_u16(), status, "{number}");
        }
        assert!(!app.visitor().main_of(PUBLIC).await.contains("Version 3"));
    }

    async fn a_form_of_publishing_that_is_sent_twice_makes_one_version(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "notice", "Governance", "We keep it for a year.").await;
        publish_now(&mut editor, GOVERNANCE).await;
        app.clock.advance(TimeDelta::minutes(1));
        let form = editor.get(&format!("{GOVERNANCE}/publish")).await;
        let first = editor.submit(&form, &[("when", "now"), ("note", "Once.")]).await;
        let second = editor.submit(&form, &[("when", "now"), ("note", "Once.")]).await;
        assert_eq!((first.location().as_deref(), second.location().as_deref()), (Some(GOVERNANCE), Some(GOVERNANCE)));
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/2")).await.status, StatusCode::OK);
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/3")).await.status, StatusCode::NOT_FOUND);
    }

    async fn words_for_a_section_that_somebody_removed_meanwhile_are_still_there(app: TestApp) {
        let (mut one, mut other) = (app.staff(Role::Editor).await, app.staff(Role::Editor).await);
        begin(&mut one, "page", "Governance", "The board of otters.").await;
        let form = one.get(&format!("{GOVERNANCE}/sections/1")).await;
        let state = form.attribute("input[name=state]", "value").unwrap();
        assert!(other.post(&format!("{GOVERNANCE}/sections/1/remove"), &[("state", &state)]).await.status.is_redirection());
        let conflict = one.submit(&form, &[("words", "Many words.")]).await;
        assert_eq!((conflict.status, conflict.text("textarea#words").as_deref()), (StatusCode::CONFLICT, Some("Many words.")));
        assert!(one.submit(&conflict, &[]).await.status.is_redirection());
        assert!(one.main_of(GOVERNANCE).await.contains("Many words."));
    }

    async fn two_who_write_in_one_page_do_not_lose_each_others_words(app: TestApp) {
        let (mut one, mut other) = (app.staff(Role::Editor).await, app.staff(Role::Editor).await);
        begin(&mut one, "page", "Governance", "The board of otters.").await;
        let section = one.get(&format!("{GOVERNANCE}/sections/1")).await;
        let about = one.get(&format!("{GOVERNANCE}/about")).await;
        let publishing = one.get(&format!("{GOVERNANCE}/publish")).await;
        let theirs = other.get(&format!("{GOVERNANCE}/sections/1")).await;
        assert!(other.submit(&theirs, &[("words", "The board of beavers.")]).await.status.is_redirection());

        let conflict = one.submit(&section, &[("words", "The board of voles.")]).await;
        assert_eq!((conflict.status, conflict.text("textarea#words").as_deref()), (StatusCode::CONFLICT, Some("The board of voles.")));
        assert!(one.submit(&about, &[("title", "Leadership")]).await.status.is_redirection(), "another part is free to change");
        let main = one.main_of(GOVERNANCE).await;
        assert!(main.contains("Leadership") && main.contains("beavers"), "{main}");
        let unseen = one.submit(&publishing, &[("when", "now")]).await;
        assert_eq!(unseen.status, StatusCode::CONFLICT, "nobody publishes what they did not read");
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::NOT_FOUND);
    }

    async fn sections_are_moved_and_removed_and_questions_need_theirs(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "questions", "Governance", "The board.").await;
        let refused = add_section(&mut editor, GOVERNANCE, &[("words", "An answer.")]).await;
        assert_eq!((refused.status, refused.count("#heading-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert_eq!(refused.text("textarea#words").as_deref(), Some("An answer."));
        add_section(&mut editor, GOVERNANCE, &[("heading", "Who pays?"), ("words", "The authority.")]).await;
        let own = editor.get(GOVERNANCE).await;
        let moved = editor.submit(&own, &[]).await;
        assert!(moved.location().is_some_and(|to| to.starts_with(GOVERNANCE)), "{}", moved.body);
        let main = editor.main_of(GOVERNANCE).await;
        assert!(main.find("Who pays?") < main.find("Who decides"), "{main}");
        let form = editor.get(&format!("{GOVERNANCE}/sections/1")).await;
        let revision = form.attribute("input[name=state]", "value").unwrap();
        assert!(editor.post(&format!("{GOVERNANCE}/sections/1/remove"), &[("state", &revision)]).await.status.is_redirection());
        assert!(!editor.main_of(GOVERNANCE).await.contains("Who decides"));
        assert_eq!(editor.get(&format!("{GOVERNANCE}/sections/1")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_picture_stands_in_a_page_as_long_as_its_document_is_published(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "story", "Governance", "The river.").await;
        assert_eq!(editor.get(&format!("{GOVERNANCE}/sections/new")).await.count("[name=picture]"), 0, "there is none to choose");
        let document = "/staff/documents/the-river";
        describe(&mut editor, "/staff/documents/new", &[("title", "The river")]).await;
        give(&mut editor, document, "river.png", PNG).await;
        publish_document(&mut editor, document, "").await;
        let form = editor.get(&format!("{GOVERNANCE}/sections/new")).await;
        let picture = [("picture", "the-river"), ("alternative", "A river \"in\" summer"), ("caption", "Synthetic")];
        assert!(editor.submit(&form, &picture).await.status.is_redirection());
        publish_now(&mut editor, GOVERNANCE).await;
        let page = app.visitor().get(PUBLIC).await;
        assert_eq!(page.attribute("main img", "alt").as_deref(), Some("A river \"in\" summer"));
        let source = page.attribute("main img", "src").unwrap();
        assert_eq!(app.visitor().get(&source).await.status, StatusCode::OK);
        let form = editor.get(&format!("{document}/withdraw")).await;
        assert!(editor.submit(&form, &[("reason", "Not ours.")]).await.status.is_redirection());
        assert_eq!(app.visitor().get(PUBLIC).await.count("main img"), 0);
        let form = editor.get(&format!("{GOVERNANCE}/sections/2")).await;
        assert!(editor.submit(&form, &[("heading", "In summer")]).await.status.is_redirection());
        assert!(editor.main_of(GOVERNANCE).await.contains("With a picture."), "it comes back with its document");
    }

    async fn who_only_reads_sees_drafts_and_changes_nothing(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        begin(&mut editor, "page", "Governance", "The board.").await;
        let mut reader = app.staff(Role::Auditor).await;
        let own = reader.get(GOVERNANCE).await;
        assert_eq!((own.status, own.count("main form"), own.count("main a[href$='/publish']")), (StatusCode::OK, 0, 0));
        for rest in ["/about", "/publish", "/sections/new", "/sections/1", "/take-down"] {
            assert_eq!(reader.get(&format!("{GOVERNANCE}{rest}")).await.status, StatusCode::FORBIDDEN, "{rest}");
        }
    }

    async fn news_stand_by_their_day_and_pages_in_the_order_that_staff_gave_them(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        for (kind, title) in [("page", "Governance"), ("news", "First news"), ("page", "Who took part"), ("news", "Second news")] {
            let own = begin(&mut editor, kind, title, "Words.").await;
            publish_now(&mut editor, &own).await;
            app.clock.advance(TimeDelta::minutes(1));
        }
        let titles = async |address: &str| {
            let links = app.visitor().get(address).await.attributes("main .fm-listing a", "href");
            links.join(" ")
        };
        assert_eq!(titles("/news").await, "/pages/second-news /pages/first-news");
        assert_eq!(titles("/pages").await, "/pages/governance /pages/who-took-part");
        assert!(editor.post(&format!("{LIST}/who-took-part/move"), &[]).await.status.is_redirection());
        assert_eq!(titles("/pages").await, "/pages/who-took-part /pages/governance");
        assert_eq!(app.visitor().get("/news?page=2").await.status, StatusCode::NOT_FOUND);
    }
}
