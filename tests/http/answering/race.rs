//! Sending while the consultation closes, and many at the same time.

use std::{collections::BTreeSet, sync::Arc};

use app::{
    secret::Secret,
    state::{AppState, Shared},
};
use axum::Router;
use domain::{
    fields::Fields,
    ids::ResponseId,
    response::Response,
    time::{Clock, Moment},
};
use store::StoreError;
use support::{TestClock, Visitor};
use tokio::task::JoinSet;

use super::*;

/// A clock on which a minute passes each time that somebody looks.
struct Hasty(Arc<TestClock>);

impl Clock for Hasty {
    fn now(&self) -> Moment {
        self.0.advance(TimeDelta::minutes(1));
        self.0.now()
    }
}

fn hasty(app: &TestApp) -> AppState {
    AppState::new(Shared { clock: Arc::new(Hasty(Arc::clone(&app.clock))), ..app.shared() })
}

fn words(number: usize) -> String {
    format!("the words of visitor {number}.")
}

/// Gives visitors who have answered all pages, each with words of their own, on their way to the check page.
async fn many_at_check(app: &TestApp, router: &Router, how_many: usize) -> Vec<Visitor> {
    let mut first = app.visitor();
    answer_to_check(&mut first).await;
    let link = first.open(&format!("{RESPOND}/saved")).await.text(".fm-long-link").unwrap();
    let secret = Secret::from_outside(link.rsplit('/').next().unwrap());
    let answered = app.state.store.find_draft(&secret.hash()).await.unwrap().unwrap();
    let (clock, entropy) = (&*app.state.clock, &*app.state.entropy);
    let secrets: Vec<_> = (0..how_many).map(|_| Secret::new(entropy)).collect();
    let drafts = secrets.iter().enumerate().map(|(number, secret)| {
        let response = Response { id: ResponseId::new(clock, entropy), ..answered.of.clone() };
        let mut typed = answered.draft.clone();
        typed.insert("anything-else".into(), Fields::new([("other-comments", &words(number))]));
        (response, secret.hash(), typed)
    });
    let (drafts, now): (Vec<_>, _) = (drafts.collect(), clock.now());
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for (response, hash, typed) in drafts {
                write.add_draft(&response, &hash, now).await?;
                for (page, fields) in typed {
                    write.set_draft_page(response.id, &page, &fields, now).await?;
                }
            }
            Ok(())
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
    let visitors = secrets.iter();
    visitors.map(|secret| Visitor::new(router.clone()).with_cookie("draft-early-survey", secret.expose())).collect()
}

on_both_engines! {
    async fn of_many_who_send_while_it_closes_each_is_stored_in_time_or_gets_the_words_back(app: TestApp) {
        let app = app.with_early_survey().await;
        let closes_at = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().closes_at;
        let mut visitors = many_at_check(&app, &app::pages::router(hasty(&app)), 50).await;
        let mut checks = Vec::new();
        for visitor in &mut visitors {
            checks.push(visitor.get(&format!("{RESPOND}/check")).await);
        }

        app.clock.set(closes_at - TimeDelta::minutes(25));
        let mut sending = JoinSet::new();
        for (number, (mut visitor, check)) in visitors.into_iter().zip(checks).enumerate() {
            sending.spawn(async move { (number, visitor.submit(&check, &[]).await) });
        }
        let answers = sending.join_all().await;

        let in_time = answers.iter().filter(|(_, answer)| answer.status == 303).count();
        assert!((1..50).contains(&in_time), "{in_time}");
        for (number, late) in answers.iter().filter(|(_, answer)| answer.status != 303) {
            assert_eq!(late.status, 409, "{number}");
            assert!(late.text("main").unwrap().contains(&words(*number)), "{number}");
        }
        assert_eq!(count(&app).await, in_time as u64);
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        let stored = app.state.store.list_submitted_after(consultation.id, None, 100).await.unwrap();
        assert!(stored.iter().all(|stored| stored.response.submitted_at.unwrap() < closes_at));
    }

    async fn a_response_that_is_sent_twenty_times_at_once_has_one_receipt_and_one_mail(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        let mut sending = JoinSet::new();
        for _ in 0..20 {
            let (mut tab, check) = (visitor.clone(), check.clone());
            sending.spawn(async move {
                let sent = tab.submit(&check, &[("receipt-email", "ann@example.org")]).await;
                tab.open(&sent.location().unwrap_or_default()).await.text("#reference").unwrap()
            });
        }
        let references: BTreeSet<_> = sending.join_all().await.into_iter().collect();
        assert_eq!(references.len(), 1, "{references:?}");
        assert_eq!(count(&app).await, 1);
        assert_eq!(app.state.store.list_due_mail(app.state.clock.now(), 99).await.unwrap().len(), 1);
    }

    async fn nothing_is_stored_as_sent_after_the_closing(app: TestApp) {
        let app = app.with_early_survey().await;
        let closes_at = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().closes_at;
        let router = app::pages::router(hasty(&app));
        let mut sent = 0;
        for minutes in 1..6 {
            app.clock.set(closes_at - TimeDelta::hours(9));
            let mut visitor = Visitor::new(router.clone());
            let check = answer_to_check(&mut visitor).await;
            app.clock.set(closes_at - TimeDelta::minutes(minutes));
            let answer = visitor.submit(&check, &[]).await;
            sent += u64::from(answer.status == 303);
        }
        assert!((1..5).contains(&sent), "{sent}");
        assert_eq!(count(&app).await, sent);
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        let stored = app.state.store.list_submitted_after(consultation.id, None, 10).await.unwrap();
        for response in stored {
            assert!(response.response.submitted_at.unwrap() < closes_at);
        }
    }
}
