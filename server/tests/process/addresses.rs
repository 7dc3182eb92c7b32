//! Addresses that nobody types, on either engine.

use std::fmt::Write as _;

use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp};

use crate::doors;

/// What a query may hold, by the names that some page reads.
const NAMES: [&str; 11] =
    ["language", "page", "places", "from", "new", "begun", "next", "group", "segment", "area", "words"];
/// Each as it stands in an address.
const VALUES: [&str; 9] = [
    "%22%3E%3Csvg%20onload%3Dalert(1)%3E",
    "%27)%3B%20DROP%20TABLE%20responses--",
    "%ff%fe",
    "%00",
    "%ED%A0%80",
    "99999999999999999999",
    "-1",
    "..%2f..%2fetc%2fpasswd",
    "%0d%0aset-cookie:%20a%3Db",
];

fn expect_no_failure(page: &Page, address: &str) {
    let status = page.status.as_u16();
    // A saved export asks for its key; that and the links of alerts are refused to whoever has tried too many.
    let is_kept_shut = address.starts_with("/exports/") && status == 401
        || (address.starts_with("/exports/") || address.starts_with("/alerts/")) && status == 429;
    // An export that nobody has chosen a format for says so beside the field, as a form that is sent does.
    let is_put_right = address.contains("/exports/file") && status == 422;
    assert!(is_kept_shut || is_put_right || [200, 303, 400, 404, 409].contains(&status), "{address}: {status}");
    assert!(!page.body.contains("<svg onload") && !page.body.contains("etc/passwd<"), "{address}");
    assert!(page.headers.get("set-cookie").is_none_or(|cookie| !cookie.as_bytes().starts_with(b"a=")), "{address}");
}

/// Gives a route with the same value in each of its parts.
fn with_parts(route: &str, value: &str) -> String {
    route.split('/').map(|part| if part.starts_with('{') { value } else { part }).collect::<Vec<_>>().join("/")
}

on_both_engines! {
    async fn a_nul_in_any_address_is_not_found(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = support::Visitor::new(server::router::router(app.state.clone()));
        for path in [
            "/consultations/a%00b",
            "/consultations/a%00b/respond",
            "/consultations/a%00b/respond/check",
            "/resume/a%00b/secret",
            "/meetings/a%00b",
            "/minutes?group=a%00b",
            "/expressions-of-interest/resume/a%00b",
        ] {
            assert_eq!(visitor.get(path).await.status.as_u16(), 404, "{path}");
        }
    }

    async fn whatever_stands_in_a_query_or_a_part_of_an_address_no_page_fails(app: TestApp) {
        let app = app.with_early_survey().await;
        let site = server::router::router(app.state.clone());
        let mut staff = app.staff(Role::Administrator).await.through(site);
        for route in doors::opened() {
            let plain = doors::address(route);
            for value in VALUES {
                let mut query = String::new();
                for name in NAMES {
                    write!(query, "&{name}={value}").unwrap();
                }
                let asked = format!("{plain}?{}", &query[1..]);
                expect_no_failure(&staff.get(&asked).await, &asked);
                let parts = with_parts(route, value);
                expect_no_failure(&staff.get(&parts).await, &parts);
            }
            for query in ["page=1&page=2", "words=a&words=b", "=", "&&&", "page", &format!("words={}", "%25".repeat(3_000))] {
                let asked = format!("{plain}?{query}");
                expect_no_failure(&staff.get(&asked).await, &asked);
            }
        }
    }
}
