//! Who gets in, for how long, and who may go where.

use app::{pages::errors, visitor::Staff};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    middleware,
    routing::post,
};
use chrono::TimeDelta;
use domain::time::Clock;
use engines::on_both_engines;
use http_body_util::BodyExt;
use support::{Page, TestApp, Visitor};
use tower::ServiceExt;

use super::{EMAIL, PASSWORD, SURVEY, add_account, looking, signed_in};

async fn try_to_sign_in(visitor: &mut Visitor, email: &str, password: &str, next: &str) -> Page {
    visitor.post("/staff/sign-in", &[("email", email), ("password", password), ("next", next)]).await
}

fn cookie(page: &Page) -> String {
    page.headers.get("set-cookie").unwrap().to_str().unwrap().to_owned()
}

on_both_engines! {
    async fn a_wrong_password_and_an_unknown_address_are_told_the_same(app: TestApp) {
        add_account(&app, EMAIL, "strategist").await;
        let mut visitor = app.visitor();
        let wrong = try_to_sign_in(&mut visitor, EMAIL, "not the password", "").await;
        let unknown = try_to_sign_in(&mut visitor, "STAFF@example.com", "not the password", "").await;
        assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
        assert_eq!(wrong.body, unknown.body.replace("STAFF@example.com", EMAIL));
        assert_eq!(wrong.attribute("#email", "value").as_deref(), Some(EMAIL));
        assert_eq!(wrong.attribute("#password", "value"), None);
        assert!(wrong.headers.get("set-cookie").is_none());
    }

    async fn whoever_signs_in_comes_to_the_page_they_asked_for(app: TestApp) {
        add_account(&app, EMAIL, "strategist").await;
        let mut visitor = app.visitor();
        let turned_away = visitor.get("/staff").await;
        let form = visitor.open(&turned_away.location().unwrap()).await;
        assert_eq!(form.attribute("input[name=next]", "value").as_deref(), Some("/staff"));
        let page = try_to_sign_in(&mut visitor, " Staff@Example.org", PASSWORD, "/staff/minutes").await;
        assert_eq!((page.status, page.location().as_deref()), (StatusCode::SEE_OTHER, Some("/staff/minutes")));
        for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie(&page).contains(part), "{part}");
        }
        assert_eq!(visitor.get("/staff").await.text("h1").as_deref(), Some("Staff home"));
    }

    async fn the_filter_and_the_page_of_a_list_are_kept_over_a_sign_in(app: TestApp) {
        add_account(&app, EMAIL, "strategist").await;
        let mut visitor = app.visitor();
        let list = format!("{SURVEY}/responses?words=a+%26%20b&page=2");
        let form = visitor.open(&visitor.clone().get(&list).await.location().unwrap()).await;
        assert_eq!(form.attribute("input[name=next]", "value").as_deref(), Some(list.as_str()));
        let page = visitor.submit(&form, &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(page.location().as_deref(), Some(list.as_str()));
    }

    async fn a_sign_in_never_leads_to_another_site(app: TestApp) {
        add_account(&app, EMAIL, "strategist").await;
        for next in ["https://evil.example", "//evil.example?a=/b", "/\\evil.example", "/a?b\r\nc: d"] {
            let page = try_to_sign_in(&mut app.visitor(), EMAIL, PASSWORD, next).await;
            assert_eq!(page.location().as_deref(), Some("/staff"), "{next}");
        }
    }

    async fn the_eleventh_wrong_try_in_five_minutes_is_refused_and_a_later_one_is_not(app: TestApp) {
        add_account(&app, EMAIL, "strategist").await;
        let mut visitor = app.visitor();
        for _ in 0..10 {
            try_to_sign_in(&mut visitor, EMAIL, "not the password", "").await;
        }
        let refused = try_to_sign_in(&mut visitor, EMAIL, PASSWORD, "").await;
        app.clock.advance(TimeDelta::minutes(5));
        let admitted = try_to_sign_in(&mut visitor, EMAIL, PASSWORD, "").await;
        assert_eq!((refused.status, admitted.status), (StatusCode::TOO_MANY_REQUESTS, StatusCode::SEE_OTHER));
        assert!(refused.headers.contains_key("retry-after"));
    }

    async fn signing_in_again_ends_the_session_before(app: TestApp) {
        let mut visitor = signed_in(&app, "strategist").await;
        let mut before = visitor.clone();
        try_to_sign_in(&mut visitor, "strategist@example.org", PASSWORD, "").await;
        assert_eq!(visitor.get("/staff").await.status, StatusCode::OK);
        assert_eq!(before.get("/staff").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_session_ends_when_it_was_not_used_for_half_an_hour(app: TestApp) {
        let mut visitor = signed_in(&app, "strategist").await;
        for _ in 0..3 {
            app.clock.advance(TimeDelta::minutes(29));
            assert_eq!(visitor.get("/staff").await.status, StatusCode::OK);
        }
        app.clock.advance(TimeDelta::minutes(31));
        assert_eq!(visitor.get("/staff").await.location().as_deref(), Some("/staff/sign-in?next=%2Fstaff"));
    }

    async fn a_session_that_is_used_all_day_ends_after_twelve_hours(app: TestApp) {
        let mut visitor = signed_in(&app, "strategist").await;
        for _ in 0..24 {
            app.clock.advance(TimeDelta::minutes(29));
            assert_eq!(visitor.get("/staff").await.status, StatusCode::OK);
        }
        app.clock.advance(TimeDelta::minutes(24));
        assert_eq!(visitor.get("/staff").await.status, StatusCode::OK);
        app.clock.advance(TimeDelta::seconds(1));
        assert_eq!(visitor.get("/staff").await.location().as_deref(), Some("/staff/sign-in?next=%2Fstaff"));
    }

    async fn a_session_does_not_outlive_a_clock_that_is_put_back(app: TestApp) {
        let mut visitor = signed_in(&app, "strategist").await;
        app.clock.set(app.clock.now() - TimeDelta::days(1));
        assert_eq!(visitor.get("/staff").await.status, StatusCode::SEE_OTHER);
    }

    async fn a_session_that_was_signed_out_is_dead_wherever_it_is_kept(app: TestApp) {
        let mut visitor = signed_in(&app, "strategist").await;
        let mut copy = visitor.clone();
        let page = visitor.post("/staff/sign-out", &[]).await;
        assert_eq!(page.location().as_deref(), Some("/"));
        assert!(cookie(&page).starts_with("session=;") && cookie(&page).contains("Max-Age=0"));
        assert_eq!(copy.get("/staff").await.status, StatusCode::SEE_OTHER);
    }

    async fn whoever_sends_a_form_after_the_session_has_ended_is_told_so_and_led_to_the_sign_in(app: TestApp) {
        let draw = middleware::from_fn_with_state(app.state.clone(), errors::draw);
        let form = Router::new().route("/staff/form", post(async |_: Staff| "taken")).layer(draw);
        let sent = Request::post("/staff/form").body(Body::empty()).unwrap();
        let refused = form.with_state(app.state.clone()).oneshot(sent).await.unwrap();
        assert_eq!(refused.status(), StatusCode::FORBIDDEN);
        let body = refused.into_body().collect().await.unwrap().to_bytes();
        let page = String::from_utf8(body.to_vec()).unwrap();
        assert!(page.contains("Your session has ended") && page.contains("\"govuk-link\">Sign in</a>"), "{page}");
    }

    async fn opening_the_address_of_the_sign_out_signs_nobody_out(app: TestApp) {
        let mut visitor = signed_in(&app, "strategist").await;
        for address in ["/staff/sign-out", "/staff/sign-out?x=1"] {
            let opened = visitor.get(address).await;
            assert_eq!(opened.status, StatusCode::METHOD_NOT_ALLOWED);
            assert!(opened.headers.get("set-cookie").is_none());
        }
        assert_eq!(visitor.get("/staff").await.status, StatusCode::OK);
    }

    async fn each_room_is_closed_to_the_public_and_to_roles_that_may_not_enter(app: TestApp) {
        let app = app.with_early_survey().await;
        let rooms = [
            (format!("{SURVEY}/responses"), "auditor", "editor"),
            ("/staff/responses/7K3-M9Q-XF2".to_owned(), "auditor", "intake"),
            (format!("{SURVEY}/weighting"), "auditor", "editor"),
            (format!("{SURVEY}/priorities.csv"), "strategist", "intake"),
            (format!("{SURVEY}/responses.csv"), "administrator", "auditor"),
        ];
        let mut people = std::collections::BTreeMap::new();
        for role in ["administrator", "strategist", "editor", "intake", "auditor"] {
            people.insert(role, looking(&app, role).await);
        }
        for (room, may, may_not) in rooms {
            let public = app.visitor().get(&room).await;
            assert!(public.location().unwrap().starts_with("/staff/sign-in?next="), "{room}");
            let allowed = people.get_mut(may).unwrap().get(&room).await.status;
            assert!([StatusCode::OK, StatusCode::NOT_FOUND].contains(&allowed), "{room}: {allowed}");
            assert_eq!(people.get_mut(may_not).unwrap().get(&room).await.status, StatusCode::FORBIDDEN, "{room}");
        }
    }
}
