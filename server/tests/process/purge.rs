//! What nobody came back to, after its time.

use chrono::TimeDelta;
use domain::{ids::EoiId, permission::Role};
use server::jobs::purge::{DRAFT_LIFE, purge};
use store::StoreError;
use support::TestApp;
use uuid::Uuid;

const TOKEN: [u8; 32] = [7; 32];

async fn app_with_a_draft() -> (TestApp, engines::Database) {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    let now = app.state.clock.now();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move { write.add_eoi_draft(EoiId(Uuid::from_u128(1)), &TOKEN, now).await })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
    (app, database)
}

#[tokio::test]
async fn a_draft_is_kept_for_its_time_and_removed_after_it() {
    let (app, _database) = app_with_a_draft().await;

    app.clock.advance(DRAFT_LIFE);
    assert_eq!(purge(&app.state).await.unwrap(), (0, 0));
    assert!(app.state.store.find_eoi_draft(&TOKEN).await.unwrap().is_some());

    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), (0, 1));
    assert!(app.state.store.find_eoi_draft(&TOKEN).await.unwrap().is_none());
}

#[tokio::test]
async fn a_session_is_removed_when_it_cannot_be_used_any_more() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    app.staff(Role::Auditor).await;

    app.clock.advance(app::visitor::ABSOLUTE_LIMIT);
    assert_eq!(purge(&app.state).await.unwrap(), (0, 0));
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), (1, 0));
}
