//! What nobody came back to, after its time.

use chrono::TimeDelta;
use domain::{
    answer::Contact,
    ids::{EoiId, InvitationId},
    invitation::Invitation,
    permission::Role,
};
use server::jobs::purge::{DRAFT_LIFE, FILE_LIFE, INVITED_LIFE, MAIL_LIFE, Purged, purge};
use store::{StoreError, StoredInvitation};
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
async fn a_file_that_no_document_has_is_kept_for_its_time_and_removed_after_it() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    let state = &app.state;
    state.store.add_file(&state.files, (vec![7; 32], "ponds".into()), state.clock.now()).await.unwrap();

    app.clock.advance(FILE_LIFE);
    assert_eq!(purge(state).await.unwrap(), Purged::default());
    assert!(state.files.find(&[7; 32], (0, 5)).await.unwrap().is_some());

    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(state).await.unwrap(), Purged { unused: 1, ..Purged::default() });
    assert!(state.files.find(&[7; 32], (0, 5)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_draft_is_kept_for_its_time_and_removed_after_it() {
    let (app, _database) = app_with_a_draft().await;

    app.clock.advance(DRAFT_LIFE);
    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
    assert!(app.state.store.find_eoi_draft(&TOKEN).await.unwrap().is_some());

    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { drafts: 1, ..Purged::default() });
    assert!(app.state.store.find_eoi_draft(&TOKEN).await.unwrap().is_none());
}

#[tokio::test]
async fn a_session_is_removed_when_it_cannot_be_used_any_more() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    app.staff(Role::Auditor).await;

    app.clock.advance(app::visitor::ABSOLUTE_LIMIT);
    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { sessions: 1, ..Purged::default() });
}

#[tokio::test]
async fn more_drafts_than_one_piece_are_all_removed() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    let now = app.state.clock.now();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for number in 0..450_u128 {
                write.add_eoi_draft(EoiId(Uuid::from_u128(number)), &number.to_be_bytes(), now).await?;
            }
            Ok(())
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();

    app.clock.advance(DRAFT_LIFE + TimeDelta::seconds(1));

    assert_eq!(purge(&app.state).await.unwrap(), Purged { drafts: 450, ..Purged::default() });
}

#[tokio::test]
async fn to_whom_invitations_went_is_forgotten_28_days_after_the_closing_and_how_many_is_not() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap().with_early_survey().await;
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    let id = consultation.id;
    let address = Some("someone@example.org".to_owned());
    let invitation = Invitation { address, made_on: app.state.clock.now().date_naive(), ..Invitation::default() };
    let new = [StoredInvitation { id: InvitationId(Uuid::from_u128(1)), token_hash: TOKEN.to_vec(), invitation }];
    let work =
        app.state.store.write(move |mut write| Box::pin(async move { write.add_invitations(id, 0, &new).await }));
    let added: Result<(), StoreError> = work.await;
    added.unwrap();

    app.clock.set(consultation.closes_at + INVITED_LIFE);
    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { nameless: 1, ..Purged::default() });
    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
    assert_eq!(database.find_words("someone@example.org").await, Vec::<String>::new());
    assert_eq!(app.state.store.count_invitations(id).await.unwrap().made, 1);
}

#[tokio::test]
async fn a_mail_that_nobody_sends_is_removed_after_three_days() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    let recipient = "someone@example.org".to_owned();
    let mail = app::pages::drafts::mail(&app.state, recipient, ("Your link".into(), "Here it is.".into()));
    let work = app.state.store.write(move |mut write| Box::pin(async move { write.add_mail(&mail).await }));
    let added: Result<(), StoreError> = work.await;
    added.unwrap();

    app.clock.advance(MAIL_LIFE);
    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { mails: 1, ..Purged::default() });
}

#[tokio::test]
async fn a_file_of_counts_that_nobody_stores_is_removed_after_a_day() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap();
    let file = b"area_code,variable,category,count\nE06000006,total,all,10\n";
    let kept = app.staff(Role::Strategist).await.upload("/staff/margins/load", "file", file).await.location().unwrap();
    assert!(kept.starts_with("/staff/margins/load/"), "{kept}");

    app.clock.advance(FILE_LIFE);
    assert_eq!(purge(&app.state).await.unwrap(), Purged { sessions: 1, ..Purged::default() });
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { files: 1, ..Purged::default() });
}

#[tokio::test]
async fn a_file_of_responses_that_nobody_adds_is_removed_after_a_day() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap().with_early_survey().await;
    let file = b"channel,received,responding-as\npaper,2026-06-10,resident\n";
    let page = "/staff/consultations/early-survey/enter/file";
    let kept = app.staff(Role::Strategist).await.upload(page, "file", file).await.location().unwrap();

    app.clock.advance(FILE_LIFE);
    assert_eq!(purge(&app.state).await.unwrap(), Purged { sessions: 1, ..Purged::default() });
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { files: 1, ..Purged::default() });
    assert_eq!(app.staff(Role::Administrator).await.get(&kept).await.status, 404);
}

#[tokio::test]
async fn an_address_that_asked_for_news_is_mixed_when_its_day_is_over() {
    let database = engines::sqlite();
    let app = TestApp::open(&database.url).await.unwrap().with_early_survey().await;
    let consultation = app.state.store.list_consultations().await.unwrap()[0].id;
    let now = app.state.clock.now();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            let contact =
                Contact { email: Some("someone@example.org".into()), telephone: None, updates: true, interview: false };
            write.add_subscription(Uuid::from_u128(1), consultation, &contact, now).await
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();

    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(purge(&app.state).await.unwrap(), Purged { mixed: 1, ..Purged::default() });
    assert_eq!(purge(&app.state).await.unwrap(), Purged::default());
}
