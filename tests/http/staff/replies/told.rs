//! What is told of replies besides their words: when they are due, who is reminded, how often a tag counts, and what is missing.

use app::replies::reminding::remind;
use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone, Utc};
use engines::on_both_engines;
use serde_json::Value;
use support::{TestApp, Visitor};

use super::{
    super::{
        add_account, code_frame,
        comments::{add_tags, code, find, with_comments},
        signed_in,
    },
    PUBLIC, STAFF, close, closed, publish, write,
};

/// Tags comments that are found by words of their own.
async fn tag(coder: &mut Visitor, words: &[String], tags: &[&str]) {
    for word in words {
        let comment = find(coder, word).await;
        let saved = code(coder, &comment, tags).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    }
}

/// Gives words of which no two comments have the same.
fn words(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| format!("comment-{number}-end")).collect()
}

/// A site after the closing with comments and two tags, Ponds and Hedges, and somebody who codes and publishes.
async fn commented(app: TestApp, comments: usize) -> (TestApp, Visitor) {
    let app = app.with_early_survey().await;
    let all = words(0, comments);
    with_comments(&app, &all.iter().map(String::as_str).collect::<Vec<_>>()).await;
    close(&app).await;
    let mut strategist = signed_in(&app, "strategist").await;
    add_tags(&mut strategist, &["Ponds", "Hedges"]).await;
    (app, strategist)
}

on_both_engines! {
    async fn what_is_due_is_said_after_the_closing_and_marked_once_it_is_overdue(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut anybody = app.visitor();
        let pages = [PUBLIC, "/consultations/early-survey", "/consultations"];
        assert_eq!(anybody.get(PUBLIC).await.status, StatusCode::NOT_FOUND, "nothing is said while people answer");
        assert!(!anybody.get(pages[1]).await.body.contains("weeks of the closing"));
        close(&app).await;
        for page in &pages[..2] {
            let main = anybody.main_of(page).await;
            assert!(main.contains("We will say here by 28 September 2026") && !main.contains("Overdue"), "{main}");
        }
        app.clock.set(Utc.with_ymd_and_hms(2026, 9, 28, 22, 59, 59).unwrap());
        assert!(!anybody.main_of("/consultations").await.contains("Overdue"));
        app.clock.set(Utc.with_ymd_and_hms(2026, 9, 28, 23, 0, 0).unwrap());
        for page in pages {
            let main = anybody.main_of(page).await;
            assert!(main.contains("Overdue since 28 September 2026"), "{main}");
        }
        let mut strategist = signed_in(&app, "strategist").await;
        assert!(strategist.main_of(STAFF).await.contains("overdue by 1 day"));
        publish(&mut strategist, 1, &[]).await;
        for page in pages {
            assert!(!anybody.get(page).await.body.contains("Overdue"), "{page}");
        }
    }

    async fn those_who_may_publish_are_reminded_once_at_each_time_until_a_reply_is_public(app: TestApp) {
        let app = app.with_early_survey().await;
        for role in ["strategist", "administrator", "auditor", "editor"] {
            add_account(&app, &format!("{role}@example.org"), role).await;
        }
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        let waiting = || async { app.state.store.list_due_mail(app.state.clock.now(), 99).await.unwrap() };
        let mut so_far = 0;
        for (weeks, expected) in [(0, 0), (3, 0), (4, 2), (5, 0), (8, 2), (10, 2), (12, 2), (13, 0), (60, 0)] {
            app.clock.set(consultation.closes_at + TimeDelta::weeks(weeks));
            let (one, other) = tokio::join!(remind(&app.state), remind(&app.state));
            assert_eq!(one.unwrap() + other.unwrap(), expected, "{weeks} weeks after the closing");
            so_far += expected;
            assert_eq!(waiting().await.len(), so_far);
        }
        let mails = waiting().await;
        let recipients: std::collections::BTreeSet<_> = mails.iter().map(|mail| mail.recipient.as_str()).collect();
        assert_eq!(recipients.into_iter().collect::<Vec<_>>(), ["administrator@example.org", "strategist@example.org"]);
        assert!(mails[0].body.contains("http://folkmoot.test/staff/consultations/early-survey/replies"), "{}", mails[0].body);
        assert_eq!(mails[0].subject, format!("Replies to ‘{}’: 8 weeks left", consultation.title));
    }

    async fn a_day_that_is_expected_is_public_after_the_closing_and_so_is_each_move_of_it(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        let address = format!("{STAFF}/expected");
        let day = |month: &'static str| [("expected.day", "1"), ("expected.month", month), ("expected.year", "2026")];
        let past = strategist.get(&address).await;
        let past = strategist.submit(&past, &day("2")).await;
        assert_eq!((past.status, past.count(".govuk-error-summary a[href='#expected-day']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        let first = strategist.get(&address).await;
        assert_eq!(strategist.submit(&first, &day("9")).await.location().as_deref(), Some(STAFF));
        assert_eq!(strategist.submit(&first, &day("9")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a move needs a reason");
        let late = [&day("11")[..], &[("reason", "Too late")]].concat();
        assert_eq!(strategist.submit(&first, &late).await.status, StatusCode::CONFLICT);
        let second = strategist.get(&address).await;
        let moved = [&day("10")[..], &[("reason", "We wait for the <b>board</b>.")]].concat();
        strategist.submit(&second, &moved).await;

        let mut anybody = app.visitor();
        for page in [PUBLIC, "/consultations/early-survey"] {
            let main = anybody.main_of(page).await;
            assert!(main.contains("We expect to say it by 1 October 2026."), "{main}");
            assert!(main.contains("On 6 July 2026 we moved it from 1 September 2026 to 1 October 2026: We wait for the <b>board</b>."), "{main}");
        }
        app.clock.set(Utc.with_ymd_and_hms(2026, 9, 29, 12, 0, 0).unwrap());
        assert!(anybody.main_of(PUBLIC).await.contains("Overdue"), "what is expected moves nothing that is due");
    }

    async fn nobody_is_reminded_once_a_reply_is_public(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        publish(&mut strategist, 1, &[]).await;
        app.clock.advance(TimeDelta::weeks(9));
        assert_eq!(remind(&app.state).await.unwrap(), 0);
    }

    async fn a_tag_of_nine_people_is_named_and_their_number_is_nowhere(app: TestApp) {
        let (app, mut strategist) = commented(app, 9).await;
        tag(&mut strategist, &words(0, 9), &["t1-1"]).await;
        publish(&mut strategist, 1, &[("tags", "t1-1")]).await;

        let mut anybody = app.visitor();
        let page = anybody.main_of(PUBLIC).await;
        assert!(page.contains("‘Ponds’: number of comments withheld") && page.contains("fewer than 10 people"), "{page}");
        let data: Value = serde_json::from_str(&anybody.get(&format!("{PUBLIC}.json")).await.body).unwrap();
        assert_eq!(data["replies"][0]["reply"]["tags"][0], serde_json::json!({ "name": "Ponds", "comments": null }));
    }

    async fn two_counts_that_are_public_never_tell_of_a_few(app: TestApp) {
        let (app, mut strategist) = commented(app, 21).await;
        tag(&mut strategist, &words(0, 10), &["t1-1"]).await;
        publish(&mut strategist, 1, &[("tags", "t1-1")]).await;
        tag(&mut strategist, &words(10, 11), &["t1-1", "t2-2"]).await;
        publish(&mut strategist, 2, &[("tags", "t1-1")]).await;
        let mut anybody = app.visitor();
        let page = anybody.main_of(PUBLIC).await;
        assert_eq!(page.matches("‘Ponds’: 10 comments").count(), 2, "eleven less ten is one: {page}");

        tag(&mut strategist, &words(11, 21), &["t1-1"]).await;
        publish(&mut strategist, 3, &[("tags", "t1-1")]).await;
        assert!(anybody.main_of(PUBLIC).await.contains("‘Ponds’: 21 comments"));

        let seen = code_frame::state(&mut strategist).await;
        let tags = "/staff/consultations/early-survey/comments/tags";
        strategist.post(&format!("{tags}/t1-1/merge"), &[("state", &seen), ("into", "t2-2")]).await;
        publish(&mut strategist, 4, &[("tags", "t2-2")]).await;
        let page = anybody.main_of(PUBLIC).await;
        assert!(page.contains("‘Hedges’: number of comments withheld"), "21 of both would tell that one had both: {page}");
    }

    async fn what_has_no_reply_yet_is_listed_so_that_nothing_is_forgotten(app: TestApp) {
        let (_, mut strategist) = commented(app, 10).await;
        tag(&mut strategist, &words(0, 10), &["t1-1"]).await;
        let page = strategist.get(STAFF).await;
        assert!(page.text("main").unwrap().contains("No reply is written."), "{}", page.body);
        assert_eq!(page.count(&format!("a[href='{STAFF}/new?tags=t1-1']")), 1);
        assert_eq!(page.count(&format!("a[href='{STAFF}/new?asked=habitats-chosen']")), 1);
        let form = strategist.get(&format!("{STAFF}/new?tags=t1-1")).await;
        assert_eq!(form.count("input[name='tags'][value='t1-1'][checked]"), 1);

        write(&mut strategist, &[("tags", "t1-1"), ("asked", "habitats-chosen")]).await;

        let page = strategist.get(STAFF).await;
        assert_eq!(page.count("a[href*='tags=t1-1'], a[href*='asked=habitats-chosen']"), 0, "{}", page.body);
    }
}
