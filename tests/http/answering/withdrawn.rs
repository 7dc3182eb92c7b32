//! Withdrawing a response until the consultation closes.

use chrono::TimeDelta;
use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::{RESPOND, answer_to_check, count};

const WITHDRAW: &str = "/consultations/early-survey/withdraw";
const NOT_THERE: &str = "000-000-000";

/// Sends a response and gives its reference.
async fn send(visitor: &mut Visitor) -> String {
    let check = answer_to_check(visitor).await;
    let receipt = visitor.submit(&check, &[]).await.location().unwrap();
    visitor.open(&receipt).await.text("#reference").unwrap()
}

on_both_engines! {
    async fn a_response_is_withdrawn_by_its_reference_once_that_is_confirmed(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let reference = send(&mut visitor).await;
        let form = visitor.get(WITHDRAW).await;
        assert_eq!(form.attribute("#reference", "value").as_deref(), Some(reference.as_str()));

        let mut elsewhere = app.visitor();
        let form = elsewhere.get(WITHDRAW).await;
        let typed = reference.to_lowercase().replace('-', " ");
        let confirm = elsewhere.submit(&form, &[("reference", &typed)]).await;
        assert_eq!((confirm.status.as_u16(), count(&app).await), (200, 1));
        let done = elsewhere.submit(&confirm, &[]).await;
        assert_eq!(done.location().as_deref(), Some("/consultations/early-survey/withdrawn"));
        assert_eq!(elsewhere.submit(&confirm, &[]).await.status, 422);

        assert_eq!(count(&app).await, 0);
        let list = app.staff(Role::Strategist).await.get("/staff/consultations/early-survey/responses").await;
        assert!(list.text("main").unwrap().contains("1 response was withdrawn and not counted"));
        let again = elsewhere.post(WITHDRAW, &[("reference", &reference)]).await;
        assert!(again.text("#reference-error").unwrap().contains("was withdrawn on 15 June 2026"));
        let receipt = visitor.get(&format!("{RESPOND}/receipt")).await;
        assert_eq!(receipt.location().as_deref(), Some("/consultations/early-survey"));
        send(&mut visitor).await;
        assert_eq!(count(&app).await, 1);
    }

    async fn a_reference_that_leads_to_nothing_is_refused_with_what_to_do(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        for (typed, said) in [
            ("", "Enter the reference as it stands on your receipt"),
            ("pond </textarea>", "Enter the reference as it stands on your receipt"),
            (NOT_THERE, "no response to this consultation with that reference"),
        ] {
            let refused = visitor.post(WITHDRAW, &[("reference", typed), ("confirmed", "yes")]).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text("#reference-error").unwrap().contains(said), "{}", refused.body);
            assert_eq!(refused.attribute("#reference", "value").as_deref(), Some(typed));
            assert_eq!(refused.attribute(".govuk-error-summary__list a", "href").as_deref(), Some("#reference"));
        }
    }

    async fn references_cannot_be_guessed_in_bulk_and_right_ones_are_not_counted(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let reference = send(&mut visitor).await;
        for _ in 0..19 {
            assert_eq!(visitor.post(WITHDRAW, &[("reference", NOT_THERE)]).await.status, 422);
        }
        for _ in 0..3 {
            assert_eq!(visitor.post(WITHDRAW, &[("reference", &reference)]).await.status, 200);
        }
        assert_eq!(visitor.post(WITHDRAW, &[("reference", NOT_THERE)]).await.status, 422);
        let refused = visitor.post(WITHDRAW, &[("reference", &reference), ("confirmed", "yes")]).await;
        assert_eq!((refused.status.as_u16(), count(&app).await), (429, 1));
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(visitor.post(WITHDRAW, &[("reference", &reference)]).await.status, 200);
    }

    async fn after_the_closing_responses_are_fixed(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let reference = send(&mut visitor).await;
        app.clock.advance(TimeDelta::weeks(4));
        let late = visitor.post(WITHDRAW, &[("reference", &reference), ("confirmed", "yes")]).await;
        assert!(late.text("main").unwrap().contains("only while the consultation is open"));
        assert_eq!((late.count("main form"), count(&app).await), (0, 1));
        let receipt = visitor.get(&format!("{RESPOND}/receipt")).await;
        assert!(!receipt.attributes("main a", "href").iter().any(|href| href == WITHDRAW));
    }

    async fn staff_who_read_references_cannot_withdraw_what_others_have_sent(app: TestApp) {
        let app = app.with_early_survey().await;
        let reference = send(&mut app.visitor()).await;
        for role in [Role::Auditor, Role::Administrator] {
            let refused = app.staff(role).await.post(WITHDRAW, &[("reference", &reference), ("confirmed", "yes")]).await;
            assert_eq!((refused.status.as_u16(), count(&app).await), (403, 1));
        }
    }
}
