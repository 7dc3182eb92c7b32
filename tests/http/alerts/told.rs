//! What bulletins tell, to whom and when.

use app::{
    alerts::{make, see},
    state::AppState,
};
use chrono::{TimeDelta, TimeZone, Utc};
use domain::permission::Role;
use engines::on_both_engines;
use store::{BulletinEnd, StoreError};
use support::{TestApp, Visitor};

use super::{ANN, letters, with_alert, work};
use crate::{
    feeds::{self, HOSTILE, ORIGIN},
    staff::{
        documents::{self, NOTE, describe, give},
        meetings::{self, FIRST, add_meeting, stored, with_group},
    },
};

const LIST: &str = "/staff/documents";

/// Publishes a document with a title.
async fn publish(editor: &mut Visitor, title: &'static str) -> String {
    let added = describe(editor, &format!("{LIST}/new"), &[("title", title)]).await;
    let document = added.location().unwrap_or_else(|| panic!("{}", added.body));
    give(editor, &document, "file.pdf", documents::PDF).await;
    documents::publish(editor, &document, "").await;
    document
}

async fn withdraw(editor: &mut Visitor, document: &str) {
    let form = editor.get(&format!("{document}/withdraw")).await;
    editor.submit(&form, &[("reason", "It was wrong.")]).await;
}

/// Gives to whom a bulletin would be sent now, and its subject.
async fn told(app: &TestApp) -> Vec<(String, String)> {
    let mut told: Vec<_> =
        letters(app).await.into_iter().map(|letter| (letter.mail.recipient, letter.mail.subject)).collect();
    told.sort();
    told
}

on_both_engines! {
    async fn each_hears_of_what_they_asked_for_in_the_words_of_the_feed(app: TestApp) {
        let mut editor = with_group(&app).await;
        let group = app.state.store.find_group("river-group").await.unwrap().unwrap().group;
        for (who, about) in [("all", "everything"), ("papers", "documents"), ("talks", "minutes"), ("rivers", &*format!("group-{}", group.id)), ("asked", "consultations")] {
            with_alert(&app, &format!("{who}@example.net"), about, "at-once").await;
        }
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
        assert_eq!(work(&app).await, 0, "nothing is public yet");
        meetings::publish(&mut editor, &format!("{FIRST}/agenda"), &[]).await;
        publish(&mut editor, "Pond note").await;

        assert_eq!(work(&app).await, 4);

        let agenda = "River Group agenda, 1 June 2026".to_owned();
        let two = "2 things new on Nature Recovery".to_owned();
        let expected = [("all@example.net", two), ("papers@example.net", "Pond note".to_owned()), ("rivers@example.net", agenda.clone()), ("talks@example.net", agenda)];
        assert_eq!(told(&app).await, expected.map(|(who, what)| (who.to_owned(), what)));
        let body = letters(&app).await.into_iter().find(|letter| letter.mail.recipient == "all@example.net").unwrap().mail.body;
        let feed = feeds::feed(&app, "/feed.atom").await;
        assert_eq!(feed.entries.len(), 2);
        let mut place = 0;
        for entry in feed.entries {
            let lines = format!("{}\n", entry.title.unwrap().content);
            place += body[place..].find(&lines).unwrap_or_else(|| panic!("{lines} is not in its place: {body}"));
            assert!(body.contains(&entry.links[0].href), "{body}");
        }
        assert!(body.contains("* Everything that is published\nHow often: as soon as something is published\n"), "{body}");
        assert!(body.contains(&format!("Change what you get: {ORIGIN}/alerts/change/")) && body.contains(&format!("Stop these emails: {ORIGIN}/alerts/end/")), "{body}");
    }

    async fn nothing_is_told_that_is_not_public_when_it_is_sent(app: TestApp) {
        with_alert(&app, ANN, "documents", "at-once").await;
        with_alert(&app, "ben@example.net", "everything", "at-once").await;
        let mut editor = documents::with_note(&app).await;
        publish(&mut editor, "Pond note").await;
        assert_eq!(work(&app).await, 2);
        withdraw(&mut editor, NOTE).await;
        assert_eq!(told(&app).await, [(ANN.to_owned(), "Pond note".to_owned()), ("ben@example.net".to_owned(), "Pond note".to_owned())]);
        assert!(letters(&app).await.iter().all(|letter| !letter.mail.body.contains("Advice note")));
        withdraw(&mut editor, "/staff/documents/pond-note").await;
        assert_eq!(told(&app).await, [], "and an empty one is not sent");
    }

    async fn what_was_withdrawn_before_bulletins_are_made_and_what_is_new_in_nothing_that_was_asked_for_is_not_told(app: TestApp) {
        with_alert(&app, ANN, "minutes", "at-once").await;
        let mut editor = documents::with_note(&app).await;
        assert_eq!(work(&app).await, 0);
        withdraw(&mut editor, NOTE).await;
        assert_eq!(work(&app).await, 0);
        assert_eq!(told(&app).await, []);
    }

    async fn each_thing_is_told_once_and_each_version_is_a_thing(app: TestApp) {
        with_alert(&app, ANN, "documents", "at-once").await;
        let mut editor = documents::with_note(&app).await;
        assert_eq!((work(&app).await, work(&app).await), (1, 0));
        finish(&app).await;
        app.clock.advance(TimeDelta::minutes(20));
        describe(&mut editor, &format!("{NOTE}/change"), &[("title", "Guide")]).await;
        assert_eq!(work(&app).await, 0, "another title is no news");
        editor = app.staff(Role::Editor).await;
        give(&mut editor, NOTE, "Guide.pdf", documents::PDF).await;
        assert_eq!(work(&app).await, 0, "nor is a version that waits");
        documents::publish(&mut editor, NOTE, "Page 2 is new.").await;
        assert_eq!(work(&app).await, 1);
        assert_eq!(told(&app).await, [(ANN.to_owned(), "Guide (version 2)".to_owned())]);
    }

    async fn of_several_servers_over_one_database_one_makes_a_bulletin(app: TestApp) {
        for number in 0..10 {
            app.clock.advance(TimeDelta::hours(1));
            with_alert(&app, &format!("person-{number}@example.net"), "documents", "at-once").await;
        }
        documents::with_note(&app).await;
        let others: Vec<AppState> = (0..3).map(|_| AppState::new(app.shared())).collect();
        let at_once = tokio::join!(both(&others[0]), both(&others[1]), both(&others[2]));
        let later = work(&app).await;
        assert_eq!(at_once.0 + at_once.1 + at_once.2 + later, 10);
        assert_eq!(app.state.store.count_bulletins().await.unwrap(), 10);
    }

    async fn whoever_hears_daily_or_weekly_hears_in_the_morning_of_all_that_came_before(app: TestApp) {
        // The clock stands at Monday, 15 June 2026, 13:00 in England.
        with_alert(&app, "daily@example.net", "documents", "daily").await;
        with_alert(&app, "weekly@example.net", "documents", "weekly").await;
        let mut editor = documents::with_note(&app).await;
        publish(&mut editor, "Pond note").await;
        let at = |day, hour, minute| Utc.with_ymd_and_hms(2026, 6, day, hour, minute, 0).unwrap();
        assert_eq!(work(&app).await, 0);
        app.clock.set(at(16, 5, 59));
        assert_eq!(work(&app).await, 0);
        app.clock.set(at(16, 6, 0));
        assert_eq!(work(&app).await, 1);
        assert_eq!(told(&app).await, [("daily@example.net".to_owned(), "2 things new on Nature Recovery".to_owned())]);
        finish(&app).await;
        app.clock.set(at(17, 6, 0));
        assert_eq!(work(&app).await, 0, "nothing came since");
        app.clock.set(at(22, 6, 0));
        assert_eq!(work(&app).await, 1);
        assert_eq!(told(&app).await, [("weekly@example.net".to_owned(), "2 things new on Nature Recovery".to_owned())]);
    }

    async fn what_comes_within_a_quarter_of_an_hour_after_an_email_comes_together_in_the_next(app: TestApp) {
        with_alert(&app, ANN, "documents", "at-once").await;
        let mut editor = documents::with_note(&app).await;
        assert_eq!(work(&app).await, 1);
        finish(&app).await;
        for title in ["Pond note", "Hedge note"] {
            app.clock.advance(TimeDelta::minutes(5));
            publish(&mut editor, title).await;
            assert_eq!(work(&app).await, 0);
        }
        app.clock.advance(TimeDelta::minutes(5));
        assert_eq!(work(&app).await, 1);
        assert_eq!(told(&app).await, [(ANN.to_owned(), "2 things new on Nature Recovery".to_owned())]);
    }

    async fn words_that_would_break_out_of_an_email_stay_words(app: TestApp) {
        with_alert(&app, ANN, "documents", "at-once").await;
        let mut editor = app.staff(Role::Editor).await;
        let added = describe(&mut editor, &format!("{LIST}/new"), &[("title", HOSTILE), ("slug", "hostile")]).await;
        let document = added.location().unwrap_or_else(|| panic!("{}", added.body));
        give(&mut editor, &document, "file.pdf", documents::PDF).await;
        documents::publish(&mut editor, &document, "").await;
        work(&app).await;
        let letter = letters(&app).await.remove(0);
        assert_eq!(letter.mail.subject, HOSTILE);
        assert!(letter.mail.body.contains(HOSTILE), "{}", letter.mail.body);
    }

    async fn what_is_there_when_alerts_are_first_confirmed_is_no_news(app: TestApp) {
        documents::with_note(&app).await;
        with_alert(&app, ANN, "everything", "at-once").await;
        assert_eq!(work(&app).await, 0);
        let app = app.with_early_survey().await;
        assert_eq!(work(&app).await, 1, "a consultation that is open now is");
    }
}

/// Looks for news and makes bulletins as one of several servers.
async fn both(state: &AppState) -> i64 {
    see(state).await.unwrap();
    make(state).await.unwrap()
}

/// Ends the bulletins that wait, as if they were sent.
async fn finish(app: &TestApp) {
    let now = app.state.clock.now();
    for bulletin in app.state.store.list_due_bulletins(now, 99).await.unwrap() {
        let end = BulletinEnd::Sent;
        let work = app
            .state
            .store
            .write(move |mut write| Box::pin(async move { write.remove_bulletin(&bulletin, end, now).await }));
        let done: Result<(), StoreError> = work.await;
        done.unwrap();
    }
}
