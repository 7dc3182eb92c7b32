//! What anybody may take of us without signing in.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::time::Clock;
use engines::on_both_engines;
use support::{TestApp, Visitor};

const SURVEY: &str = "/consultations/early-survey/respond";
const LAND: &str = "/expressions-of-interest/respond";

/// Begins a form, so that there is a link to mail.
async fn begin(app: &TestApp, form: &str) -> Visitor {
    let mut visitor = app.visitor();
    let page = visitor.open(form).await;
    visitor.submit(&page, &[("save", "yes")]).await;
    visitor
}

async fn mail_link(visitor: &mut Visitor, form: &str, address: &str) -> StatusCode {
    visitor.post(&format!("{form}/saved"), &[("email", address)]).await.status
}

on_both_engines! {
    async fn nobody_gets_more_than_three_links_an_hour_however_many_forms_are_begun(app: TestApp) {
        let app = app.with_early_survey().await;
        for form in [SURVEY, LAND, SURVEY] {
            let mut visitor = begin(&app, form).await;
            assert_eq!(mail_link(&mut visitor, form, "someone@example.org").await, StatusCode::OK);
        }

        let mut visitor = begin(&app, LAND).await;
        let refused = visitor.post(&format!("{LAND}/saved"), &[("email", "Someone@example.org")]).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        let message = "Error: Too many links were asked for. Copy the link on this page instead, or ask for an email again in an hour";
        assert_eq!(refused.text("#email-error").as_deref(), Some(message));
        assert_eq!(refused.attribute("#email", "value").as_deref(), Some("Someone@example.org"));
        assert_eq!(mail_link(&mut visitor, LAND, "other@example.org").await, StatusCode::OK);
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(mail_link(&mut visitor, LAND, "someone@example.org").await, StatusCode::OK);

        let ages_away = app.clock.now() + TimeDelta::days(1);
        assert_eq!(app.state.store.list_due_mail(ages_away, 99).await.unwrap().len(), 5);
    }
}
