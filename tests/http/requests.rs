//! What `docs/requests.md` tells an operator to do when somebody asks for their data, done.

use domain::{invitation::Admission, permission::Role, questionnaire::Questionnaire};
use engines::{Database, on_both_engines};
use serde_json::json;
use support::TestApp;

use crate::{alerts, answering, expressions, invitations, staff::documents};

const ADDRESS: &str = "ann.canary@example.org";

/// Runs the statement of the document that deletes from a table, for a reference or an address, and gives how many rows it
/// deleted.
async fn delete(database: &Database, table: &str, whose: &str) -> u64 {
    let document = include_str!("../../docs/requests.md");
    let begin = format!("DELETE FROM {table} ");
    let statement = document.lines().find(|line| line.starts_with(&begin)).unwrap();
    database.change(&statement.replace("REFERENCE", whose).replace("ADDRESS", whose)).await
}

on_both_engines! {
    async fn a_response_is_deleted_with_its_answers_and_its_reference(app: TestApp, database: &Database) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let check = answering::answer_to_check(&mut visitor).await;
        let sent = visitor.submit(&check, &[("receipt-email", ADDRESS)]).await;
        let reference = visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap();
        let mut staff = app.staff(Role::Strategist).await;
        let page = format!("/staff/responses/{reference}");
        assert!(staff.get(&page).await.body.contains("Sent sooner than it can be read"));

        assert_eq!(delete(database, "responses", "000-000-000").await, 0);
        assert_eq!(delete(database, "responses", &reference).await, 1);
        assert_eq!(delete(database, "outbox", &ADDRESS.to_uppercase()).await, 1);

        assert_eq!(staff.get(&page).await.status, 404);
        for emptied in ["answers", "response_marks"] {
            assert_eq!(database.change(&format!("DELETE FROM {emptied}")).await, 0, "{emptied}");
        }
        for kept in [&reference, ADDRESS] {
            assert_eq!(database.find_words(kept).await, Vec::<String>::new());
        }
    }

    async fn an_address_for_news_is_deleted_however_it_is_spelt(app: TestApp, database: &Database) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        answering::answer_and_ask_for_news(&mut visitor, ADDRESS).await;

        assert_eq!(delete(database, "subscriptions", &ADDRESS.to_uppercase()).await, 1);

        assert_eq!(database.find_words(ADDRESS).await, Vec::<String>::new());
    }

    async fn an_address_with_email_alerts_is_deleted_with_its_links_and_what_waits_for_it(app: TestApp, database: &Database) {
        alerts::with_alert(&app, ADDRESS, "everything", "at-once").await;
        alerts::ask(&mut app.visitor(), "ben.canary@example.org", "documents", "daily").await;
        documents::with_note(&app).await;
        assert_eq!(alerts::work(&app).await, 1);

        assert_eq!(delete(database, "alerts", &ADDRESS.to_uppercase()).await, 1);
        assert_eq!(delete(database, "alert_requests", "Ben.Canary@example.org").await, 1);
        assert_eq!(delete(database, "outbox", "ben.canary@example.org").await, 1);

        assert_eq!(database.find_words("canary@example.org").await, Vec::<String>::new());
        for emptied in ["alert_links", "bulletins"] {
            assert_eq!(database.change(&format!("DELETE FROM {emptied}")).await, 0, "{emptied}");
        }
    }

    async fn an_address_that_was_invited_is_deleted_with_its_invitation(app: TestApp, database: &Database) {
        let (_app, mut staff) = invitations::survey(app, Admission::Invited).await;
        invitations::invite(&mut staff, ADDRESS).await;

        assert_eq!(delete(database, "outbox", ADDRESS).await, 1);
        assert_eq!(delete(database, "invitations", &ADDRESS.to_uppercase()).await, 1);

        assert_eq!(database.find_words(ADDRESS).await, Vec::<String>::new());
    }

    async fn a_telephone_number_for_news_is_deleted_however_it_was_typed(app: TestApp, database: &Database) {
        let kind = json!({ "contact": { "ways": "either", "updates_label": "News", "interview_label": "Talk" } });
        let reach = json!({ "id": "reach", "text": "How may we reach you?", "kind": kind });
        let page = json!({ "id": "you", "title": "You", "questions": [reach] });
        let asked: Questionnaire = serde_json::from_value(json!({ "pages": [page] })).unwrap();
        let app = app.with_questionnaire(asked).await;
        let document = include_str!("../../docs/requests.md");
        let (_, statement) = document.split_once("code of the country:\n\n```sql\n").unwrap();
        let statement = statement.split("```").next().unwrap().replace("DIGITS", "514960000");
        for typed in ["(0151) 496-0000", "0151.496.0000", "+44 (0)151 496 0000", "0151 496 0000 ext 12"] {
            let mut visitor = app.visitor();
            let form = visitor.open("/consultations/early-survey/respond").await;
            visitor.submit(&form, &[("reach.telephone", typed), ("reach.updates", "yes")]).await;
            let check = visitor.get("/consultations/early-survey/respond/check").await;
            visitor.submit(&check, &[]).await;
            assert_eq!(database.find_words(typed).await.len(), 1, "{typed}");
            assert_eq!(database.change(&statement).await, 1, "{typed}");
            assert_eq!(database.find_words(typed).await, Vec::<String>::new());
        }
    }

    async fn who_sent_an_expression_of_interest_is_deleted_and_then_all_of_it(app: TestApp, database: &Database) {
        let mut visitor = app.visitor();
        let reference = expressions::send(&mut visitor).await.text("#reference").unwrap();
        let mut staff = app.staff(Role::Intake).await;
        let page = format!("/staff/expressions-of-interest/{reference}");
        assert!(staff.get(&page).await.body.contains("Canary Person"));

        assert_eq!(delete(database, "outbox", "canary@example.org").await, 1);
        assert_eq!(delete(database, "eoi_identities", &reference).await, 1);

        let nameless = staff.get(&page).await;
        assert!(nameless.status == 200 && nameless.body.contains("Long Meadow"), "{}", nameless.body);
        for canary in expressions::CANARIES {
            assert_eq!(database.find_words(canary).await, Vec::<String>::new(), "{canary}");
        }
        assert_eq!(delete(database, "eois", &reference).await, 1);
        assert_eq!(staff.get(&page).await.status, 404);
        assert_eq!(database.find_words("Long Meadow").await, Vec::<String>::new());
    }
}
