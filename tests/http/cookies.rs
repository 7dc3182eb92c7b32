//! The cookies of a site with HTTPS: held to this host, kept from scripts, and given for as long as they are needed.

use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use crate::staff::{EMAIL, PASSWORD, add_account};

/// Gives the parts of the one cookie that a page sets, its name and value first.
fn cookie(page: &Page) -> Vec<String> {
    let set: Vec<_> = page.headers.get_all("set-cookie").iter().collect();
    assert_eq!(set.len(), 1, "{set:?}");
    set[0].to_str().unwrap().split("; ").map(str::to_owned).collect()
}

fn assert_is_held_to_this_host(parts: &[String], name: &str) {
    assert!(parts[0].starts_with(&format!("__Host-{name}=")), "{parts:?}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(parts.iter().any(|has| has == part), "{part}: {parts:?}");
    }
    assert!(!parts.iter().any(|part| part.starts_with("Domain")), "{parts:?}");
}

fn age(parts: &[String]) -> Option<&str> {
    parts.iter().find_map(|part| part.strip_prefix("Max-Age="))
}

on_both_engines! {
    async fn over_https_every_cookie_is_held_to_this_host_and_kept_from_scripts(app: TestApp) {
        let app = app.with_early_survey().await;
        add_account(&app, EMAIL, "strategist").await;
        let router = app::pages::router(app.state_at("https://nature.example.org"));
        let mut visitor = Visitor::new(router.clone());

        let survey = "/consultations/early-survey/respond";
        let parts = cookie(&visitor.post(&format!("{survey}/you"), &[("responding-as", "resident")]).await);
        assert_is_held_to_this_host(&parts, "draft-early-survey");
        assert_eq!(age(&parts), Some("2419200"));
        let forgotten = cookie(&visitor.post(&format!("{survey}/forget"), &[]).await);
        assert_is_held_to_this_host(&forgotten, "draft-early-survey");
        assert_eq!((age(&forgotten), forgotten[0].as_str()), (Some("0"), "__Host-draft-early-survey="));

        let land = "/expressions-of-interest/respond/contact";
        let parts = cookie(&visitor.post(land, &[("full_name", "Somebody")]).await);
        assert_is_held_to_this_host(&parts, "eoi-draft");
        assert_eq!(age(&parts), None);

        let signed_in = visitor.post("/staff/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        let parts = cookie(&signed_in);
        assert_is_held_to_this_host(&parts, "session");
        assert_eq!(age(&parts), None);
        let secret = parts[0].split_once('=').unwrap().1;
        let bare = Visitor::new(router.clone()).with_cookie("session", secret).get("/staff").await;
        assert_eq!(bare.status, 303);
        let held = Visitor::new(router).with_cookie("__Host-session", secret).get("/staff").await;
        assert_eq!(held.status, 200);
        let signed_out = cookie(&visitor.post("/staff/sign-out", &[]).await);
        assert_is_held_to_this_host(&signed_out, "session");
        assert_eq!(age(&signed_out), Some("0"));
    }
}
