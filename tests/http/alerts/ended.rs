//! Changing and ending, by whoever has a link and by nobody else.

use app::secret::Secret;
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use engines::on_both_engines;
use store::StoreError;
use support::TestApp;
use tower::ServiceExt;

use super::{ANN, letters, with_alert, work};
use crate::{feeds::ORIGIN, staff::documents};

/// Posts as a mail provider does: from no page, without cookies, in one of two ways.
async fn one_click(app: &TestApp, address: &str, (kind, body): (&str, &'static str)) -> (StatusCode, usize) {
    let request = Request::post(address).header("host", "folkmoot.test").header("content-type", kind);
    let response = app.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    (status, axum::body::to_bytes(response.into_body(), 99_999).await.unwrap().len())
}

const FORM: (&str, &str) = ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");
const PARTS: (&str, &str) = (
    "multipart/form-data; boundary=b",
    "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
);

on_both_engines! {
    async fn one_post_to_the_address_in_an_email_ends_it_without_a_page_and_opening_it_does_not(app: TestApp, database: &Database) {
        with_alert(&app, ANN, "everything", "at-once").await;
        documents::with_note(&app).await;
        work(&app).await;
        let bulletin = app.state.store.list_due_bulletins(app.state.clock.now(), 9).await.unwrap().remove(0);
        let end = letters(&app).await.remove(0).end;
        let path = end.strip_prefix(ORIGIN).unwrap();
        let (hash, now) = (Secret::from_outside(path.rsplit_once('/').unwrap().1).hash(), app.state.clock.now());
        let work = app.state.store.write(move |mut write| {
            Box::pin(async move { write.set_bulletin_taken(&bulletin, &hash, (now, now)).await })
        });
        let taken: Result<(), StoreError> = work.await;
        taken.unwrap();
        for _ in 0..2 {
            assert_eq!(app.visitor().get(path).await.text("h1").as_deref(), Some("Stop your email alerts?"));
        }
        assert_eq!(app.state.store.count_alerts().await.unwrap().len(), 1, "opening it ends nothing");

        assert_eq!(one_click(&app, path, FORM).await, (StatusCode::OK, 0));

        assert!(app.state.store.count_alerts().await.unwrap().is_empty());
        assert_eq!((app.state.store.count_bulletins().await.unwrap(), database.find_words(ANN).await), (0, Vec::<String>::new()));
        assert_eq!(one_click(&app, path, FORM).await, (StatusCode::OK, 0), "a second time changes nothing");
        assert_eq!(app.visitor().get(path).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_guess_ends_nothing_and_is_answered_like_a_link_that_was_used(app: TestApp) {
        let change = with_alert(&app, ANN, "everything", "daily").await;
        let secret = change.rsplit_once('/').unwrap().1.to_owned();
        for guess in ["AAAAAAAAAAAAAAAAAAAAAA", &secret[1..], &secret.to_lowercase(), "%27%20OR%201=1", &ANN.replace('@', "%40")] {
            assert_eq!(one_click(&app, &format!("/alerts/end/{guess}"), PARTS).await, (StatusCode::OK, 0), "{guess}");
        }
        assert_eq!(app.visitor().get(&change).await.status, StatusCode::OK);
        assert_eq!(one_click(&app, &format!("/alerts/end/{secret}"), PARTS).await, (StatusCode::OK, 0));
        assert_eq!(app.visitor().get(&change).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_button_ends_it_and_says_so(app: TestApp, database: &Database) {
        let change = with_alert(&app, ANN, "everything", "daily").await;
        let mut visitor = app.visitor();
        let page = visitor.get(&change).await;
        let stop = page.attributes("main a", "href").into_iter().find(|href| href.starts_with("/alerts/end/")).unwrap();
        let page = visitor.get(&stop).await;
        let ended = visitor.submit(&page, &[]).await;
        let said = visitor.get(&ended.location().unwrap()).await;
        assert_eq!(said.text("h1").as_deref(), Some("Your email alerts have ended"));
        assert_eq!(database.find_words(ANN).await, Vec::<String>::new());
    }

    async fn whoever_has_a_link_changes_what_it_tells_of_and_is_told_of_changes_elsewhere(app: TestApp) {
        let change = with_alert(&app, ANN, "everything", "daily").await;
        let mut visitor = app.visitor();
        let (first, second) = (visitor.get(&change).await, visitor.get(&change).await);
        let saved = visitor.submit(&first, &[("about", "minutes"), ("pace", "weekly")]).await;
        let page = visitor.get(&saved.location().unwrap()).await;
        assert_eq!(page.text("[role=status]").as_deref(), Some("Your changes are saved."));
        assert_eq!(page.attributes("input[checked]", "value"), ["minutes", "weekly"]);

        let conflict = visitor.submit(&second, &[("about", "documents")]).await;
        assert_eq!((conflict.status, conflict.count("[role=alert]")), (StatusCode::CONFLICT, 1));
        assert_eq!(conflict.attributes("input[checked]", "value"), ["documents", "daily"], "what was chosen stands there");
        assert_eq!(visitor.get(&change).await.attributes("input[checked]", "value"), ["minutes", "weekly"]);
        assert_eq!(visitor.submit(&conflict, &[]).await.status, StatusCode::SEE_OTHER, "and can be saved once more");

        let form = visitor.get(&change).await;
        let refused = visitor.post(&change, &[("state", &form.attribute("input[name=state]", "value").unwrap()), ("pace", "weekly")]).await;
        assert_eq!((refused.status, refused.count("#about-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    }
}
