//! Bulletins of email alerts, from what is published to a mail server that speaks SMTP on loopback.

use std::sync::atomic::Ordering;

use app::alerts::{make, see};
use chrono::TimeDelta;
use domain::{
    alert::{Pace, Scope, Scopes, Wish},
    ids::{AlertId, unordered},
};
use engines::Database;
use server::{
    config::MailSettings,
    jobs::{
        bulletins::send_due,
        purge::{MAIL_LIFE, Purged, purge},
        send_mail::Mailer,
    },
    router, stop,
};
use store::{BulletinCount, StoreError};
use support::TestApp;

use crate::mail::{Inbox, Taken};

/// A site with alerts of some addresses, on which a consultation has just opened.
struct News {
    app: TestApp,
    mailer: Mailer,
    inbox: Inbox,
    database: Database,
}

impl News {
    async fn new(addresses: &[&str]) -> Self {
        let (database, inbox) = (engines::sqlite(), Inbox::default());
        let app = TestApp::open(&database.url).await.unwrap();
        for address in addresses {
            add(&app, address).await;
        }
        let app = app.with_early_survey().await;
        let settings = MailSettings {
            smtp_url: Some(format!("smtp://{}", inbox.listen()).parse().unwrap()),
            mail_from: Some("Nature team <nature@example.org>".parse().unwrap()),
        };
        Self { app, mailer: Mailer::new(&settings).unwrap().unwrap(), inbox, database }
    }

    async fn make(&self) -> i64 {
        see(&self.app.state).await.unwrap();
        make(&self.app.state).await.unwrap()
    }

    async fn send(&self) {
        let (_stopper, stop) = stop::pair();
        send_due(&self.app.state, &self.mailer, &stop).await.unwrap();
    }

    fn taken(&self) -> Vec<Taken> {
        self.inbox.taken.lock().unwrap().clone()
    }

    async fn counted(&self) -> BulletinCount {
        let today = self.app.state.clock.now().date_naive();
        self.app.state.store.find_bulletin_count(today - TimeDelta::days(9)).await.unwrap()
    }
}

/// Adds an alert of everything, at once.
async fn add(app: &TestApp, address: &str) {
    let (address, now) = (address.to_owned(), app.state.clock.now());
    let id = AlertId(unordered(&*app.state.entropy));
    let wish = Wish { scopes: Scopes::new([Scope::Everything]), pace: Pace::AtOnce };
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            let hash = id.0.into_bytes();
            write.add_alert_request(&hash, (&address, &wish), now).await?;
            write.set_alert_confirmed(id, &hash, (now - TimeDelta::days(1), now)).await
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
}

/// Takes the soft ends out of lines and gives the value of a header.
fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let begin = format!("{name}: ");
    let mut lines = head.lines().filter_map(|line| line.strip_prefix(&*begin));
    let value = lines.next().unwrap_or_else(|| panic!("{name} is not in {head}"));
    assert_eq!(lines.next(), None, "{name} stands there once");
    value
}

#[tokio::test]
async fn a_bulletin_arrives_once_with_headers_by_which_a_program_ends_it_with_one_post() {
    let news = News::new(&["ann@example.net"]).await;
    assert_eq!(news.make().await, 1);

    tokio::join!(news.send(), news.send(), news.send());
    news.send().await;

    let taken = news.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].recipients, ["ann@example.net"]);
    let text = String::from_utf8(taken[0].text.clone()).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let body = body.replace("=\r\n", "").replace("=3D", "=");
    assert_eq!(header(head, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert_eq!(header(head, "From"), "\"Nature team\" <nature@example.org>");
    assert_eq!(header(head, "Content-Type"), "text/plain; charset=utf-8");
    let end = header(head, "List-Unsubscribe").strip_prefix('<').unwrap().strip_suffix('>').unwrap().to_owned();
    assert!(body.contains(&end) && body.contains("http://folkmoot.test/consultations/early-survey"), "{body}");
    assert_eq!(news.counted().await, BulletinCount { made: 1, sent: 1, given_up: 0 });

    // What a mail provider sends has neither an origin nor a cookie, and passes every guard of the site.
    let path = end.strip_prefix("http://folkmoot.test").unwrap();
    assert_eq!(post(&news.app, path).await, 200);
    assert_eq!(news.database.find_words("ann@example.net").await, Vec::<String>::new());
    assert_eq!(post(&news.app, &path.replace("/end/", "/change/")).await, 403, "nothing else is let in so");
}

/// Posts from no page, as a mail provider does, through the whole site.
async fn post(app: &TestApp, path: &str) -> u16 {
    use axum::{body::Body, http::Request};
    use tower::ServiceExt as _;

    let request = Request::post(path)
        .header("host", "folkmoot.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap();
    router::router(app.state.clone()).oneshot(request).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn a_bulletin_that_is_refused_for_now_is_written_anew_at_the_next_try_and_not_made_twice() {
    let news = News::new(&["ann@example.net"]).await;
    news.inbox.is_refusing.store(true, Ordering::SeqCst);
    news.make().await;
    news.send().await;
    assert!(news.taken().is_empty());

    news.inbox.is_refusing.store(false, Ordering::SeqCst);
    assert_eq!(news.make().await, 0);
    news.send().await;
    assert!(news.taken().is_empty(), "it waits");
    news.app.clock.advance(TimeDelta::minutes(1));
    news.send().await;
    assert_eq!(news.taken().len(), 1);
}

#[tokio::test]
async fn of_many_each_gets_one_and_a_mailbox_that_is_not_there_keeps_nobody_waiting() {
    let addresses: Vec<String> = (0..120).map(|number| format!("person-{number}@example.net")).collect();
    let mut all: Vec<&str> = addresses.iter().map(String::as_str).collect();
    all.insert(3, "nobody@example.net");
    let news = News::new(&all).await;
    assert_eq!(news.make().await, 121);

    tokio::join!(news.send(), news.send());

    let mut recipients: Vec<String> = news.taken().into_iter().flat_map(|taken| taken.recipients).collect();
    recipients.sort();
    let mut expected = addresses.clone();
    expected.sort();
    assert_eq!(recipients, expected);
    assert_eq!(news.counted().await, BulletinCount { made: 121, sent: 120, given_up: 1 });
}

#[tokio::test]
async fn what_nobody_confirmed_and_a_bulletin_that_nobody_sends_are_removed_after_three_days() {
    let news = News::new(&["ann@example.net"]).await;
    let asked = [("email", "ben@example.net"), ("about", "documents"), ("pace", "daily")];
    assert_eq!(news.app.visitor().post("/alerts", &asked).await.status, 303);
    news.make().await;

    news.app.clock.advance(MAIL_LIFE);
    assert_eq!(purge(&news.app.state).await.unwrap(), Purged::default());
    news.app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&news.app.state).await.unwrap(), Purged { mails: 1, alerts: 2, ..Purged::default() });
    assert_eq!(news.database.find_words("ben@example.net").await, Vec::<String>::new());
    assert_eq!(news.app.state.store.count_alerts().await.unwrap().len(), 1, "what was confirmed stays");
}
