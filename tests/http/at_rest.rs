//! What the database holds: no secret, and no address beside an answer but in the mail that waits to be sent.

use engines::on_both_engines;
use store::StoreError;
use support::{Page, TestApp};

use crate::{
    answering, expressions,
    staff::{EMAIL, PASSWORD, add_account},
};

const ADDRESS: &str = "ann.canary@example.org";

/// Gives the value of the one cookie that a page sets.
fn secret(page: &Page) -> String {
    let set = page.headers["set-cookie"].to_str().unwrap();
    let value = set.split(';').next().unwrap().split_once('=').unwrap().1;
    assert_eq!(value.len(), 22, "{set}");
    value.to_owned()
}

/// Takes all mail out of the outbox, as sending it does, and gives how much there was.
async fn send_mail(app: &TestApp) -> usize {
    let waiting = app.state.store.list_due_mail(app.state.clock.now(), 99).await.unwrap();
    let ids: Vec<_> = waiting.iter().map(|mail| mail.id).collect();
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            for id in ids {
                write.remove_mail(id).await?;
            }
            Ok(())
        })
    });
    let removed: Result<(), StoreError> = work.await;
    removed.unwrap();
    waiting.len()
}

on_both_engines! {
    async fn no_secret_stands_in_the_database(app: TestApp, database: &Database) {
        let app = app.with_early_survey().await;
        add_account(&app, EMAIL, "strategist").await;
        let (mut visitor, mut sender, mut staff) = (app.visitor(), app.visitor(), app.visitor());
        let begun = "/consultations/early-survey/respond/you";
        let survey = secret(&visitor.post(begun, &[("responding-as", "resident")]).await);
        let land = secret(&sender.post("/expressions-of-interest/respond/contact", &[("full_name", "Ann")]).await);
        let signed_in = staff.post("/staff/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        let session = secret(&signed_in);
        for secret in [&survey, &land, &session] {
            assert_eq!(database.find_words(secret).await, Vec::<String>::new());
        }
        let check = answering::answer_to_check(&mut visitor).await;
        visitor.submit(&check, &[]).await;
        expressions::send(&mut sender).await;
        assert_eq!(database.find_words(&land).await, ["outbox.body"]);
        assert_eq!(send_mail(&app).await, 1);
        for secret in [&survey, &land, &session, &PASSWORD.to_owned()] {
            assert_eq!(database.find_words(secret).await, Vec::<String>::new());
        }
        assert_eq!(staff.get("/staff").await.status, 200);
    }

    async fn the_address_for_a_receipt_stands_in_the_mail_alone_and_goes_with_it(app: TestApp, database: &Database) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answering::answer_to_check(&mut visitor).await;
        let sent = visitor.submit(&check, &[("receipt-email", ADDRESS)]).await;
        let reference = visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap();
        assert_eq!(database.find_words(ADDRESS).await, ["outbox.recipient"]);
        assert_eq!(database.find_words(&reference).await, ["outbox.body", "responses.reference"]);
        assert_eq!(send_mail(&app).await, 1);
        assert_eq!(database.find_words(ADDRESS).await, Vec::<String>::new());
        assert_eq!(database.find_words(&reference).await, ["responses.reference"]);
    }

    async fn an_address_that_asked_for_news_stands_in_no_table_of_answers(app: TestApp, database: &Database) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        answering::answer_and_ask_for_news(&mut visitor, ADDRESS).await;
        assert_eq!(database.find_words(ADDRESS).await, ["subscriptions.email"]);
    }
}
