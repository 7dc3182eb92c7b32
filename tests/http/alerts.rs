//! Email alerts: asked for, confirmed, changed and ended by anybody; counted and never shown to staff; and what their emails tell.

mod asked;
mod ended;
mod told;

use app::{
    alerts::{Letter, News, letter, make, see},
    secret::Secret,
};
use chrono::TimeDelta;
use store::Mail;
use support::{Page, TestApp, Visitor};

use crate::feeds::ORIGIN;

pub const ANN: &str = "ann@example.net";

/// Gives the emails that wait in the outbox, due or not.
pub async fn mails(app: &TestApp) -> Vec<Mail> {
    app.state.store.list_due_mail(app.state.clock.now() + TimeDelta::days(999), 99).await.unwrap()
}

/// Takes the one email out of the outbox, as if it were sent, and gives the path of the link in it.
pub async fn link_in_mail(app: &TestApp) -> String {
    let mut mails = mails(app).await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    let mail = mails.remove(0);
    let work = app.state.store.write(move |mut write| Box::pin(async move { write.remove_mail(mail.id).await }));
    let removed: Result<(), store::StoreError> = work.await;
    removed.unwrap();
    let line = mail.body.lines().find(|line| line.starts_with(&format!("{ORIGIN}/alerts/"))).unwrap();
    line.strip_prefix(ORIGIN).unwrap().to_owned()
}

/// Asks for alerts.
pub async fn ask(visitor: &mut Visitor, email: &str, about: &str, pace: &str) -> Page {
    visitor.post("/alerts", &[("email", email), ("about", about), ("pace", pace)]).await
}

/// Asks for alerts and confirms them; gives the path at which they are changed.
pub async fn with_alert(app: &TestApp, email: &str, about: &str, pace: &str) -> String {
    let mut visitor = app.visitor();
    let asked = ask(&mut visitor, email, about, pace).await;
    assert_eq!(asked.location().as_deref(), Some("/alerts/asked"), "{}", asked.body);
    let link = link_in_mail(app).await;
    let confirmed = visitor.post(&link, &[]).await.location().unwrap();
    confirmed.split_once('?').unwrap().0.to_owned()
}

/// Looks for news and makes bulletins of it; says how many.
pub async fn work(app: &TestApp) -> i64 {
    see(&app.state).await.unwrap();
    make(&app.state).await.unwrap()
}

/// Writes the bulletins that wait as they would be sent now.
pub async fn letters(app: &TestApp) -> Vec<Letter> {
    let news = News::read(&app.state).await.unwrap();
    let due = app.state.store.list_due_bulletins(app.state.clock.now(), 99).await.unwrap();
    due.iter().filter_map(|bulletin| letter(&app.state, &news, bulletin, &Secret::new(&*app.state.entropy))).collect()
}
