//! Sending while the consultation closes.

use std::sync::Arc;

use app::{
    pages::{drafts::Links, staff::Weighings},
    state::{AppState, Shared},
};
use domain::time::{Clock, Moment};
use support::{TestClock, Visitor};

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
    let Shared { store, entropy, passwords, site, assets, .. } = &*app.state;
    AppState::new(Shared {
        store: store.clone(),
        clock: Arc::new(Hasty(Arc::clone(&app.clock))),
        entropy: Arc::clone(entropy),
        passwords: passwords.clone(),
        site: site.clone(),
        assets: assets.clone(),
        links: Links::default(),
        weighings: Weighings::default(),
    })
}

on_both_engines! {
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
