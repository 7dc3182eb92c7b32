//! What every request passes, whichever page it is for.

use std::time::Duration;

use app::posted::FILE_BODY_LIMIT;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
    response::Html,
    routing::{get, post},
};
use domain::{map_layer::MOST_FILE_BYTES, question::files::size_words};
use engines::Database;
use futures_util::StreamExt as _;
use server::{limits::RequestLimits, router};
use support::TestApp;
use tower::ServiceExt;

/// Headers of every answer whose value is always the same.
pub const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
];

/// An answer as a test looks at it.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

/// The site at an address, with a few pages that fail in their own ways.
struct Guarded {
    router: Router,
    _database: Database,
}

async fn guarded(origin: &str, limits: RequestLimits) -> Guarded {
    let database = engines::sqlite();
    let pages = Router::new()
        .route("/page", get(|| async { Html("<!DOCTYPE html>") }))
        .route("/plain", get(|| async { "plain" }))
        .route("/cookie", get(|| async { ([(header::SET_COOKIE, "a=b")], Html("<!DOCTYPE html>")) }))
        .route("/kept", get(|| async { ([(header::CACHE_CONTROL, "public")], "kept") }))
        .route("/own-policy", get(|| async { ([(header::CONTENT_SECURITY_POLICY, "sandbox")], "a file") }))
        .route("/change", post(|| async { "changed" }))
        .route("/read", post(|body: String| async move { body }))
        .route("/slow", get(|| tokio::time::sleep(Duration::from_mins(1))))
        .route("/panic", get(panics))
        .fallback(app::pages::errors::not_found);
    let state = TestApp::open(&database.url).await.unwrap().state_at(origin);
    Guarded { router: router::guarded(pages, state, limits), _database: database }
}

async fn panics() {
    panic!("the words of a respondent");
}

async fn site() -> Guarded {
    guarded("https://nature.example.org", RequestLimits::default()).await
}

impl Guarded {
    async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", "nature.example.org");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[]).await
    }
}

#[tokio::test]
async fn a_change_is_only_taken_from_a_page_of_this_site() {
    let site = site().await;
    let (own, other) = (("origin", "https://nature.example.org"), ("origin", "https://evil.example"));
    let fetch = |value| ("sec-fetch-site", value);

    for allowed in [&[own][..], &[fetch("same-origin")], &[fetch("none")], &[fetch("same-origin"), own]] {
        assert_eq!(site.ask(Method::POST, "/change", allowed).await.status, StatusCode::OK, "{allowed:?}");
    }
    for refused in [
        &[][..],
        &[other],
        &[("origin", "null")],
        &[("origin", "http://nature.example.org")],
        &[("origin", "https://nature.example.org:8443")],
        &[("origin", "https://nature.example.org.evil.example")],
        &[("referer", "https://nature.example.org/page")],
        &[own, other],
        &[fetch("cross-site")],
        &[fetch("same-site"), own],
        &[fetch("cross-site"), own],
        &[fetch("same-origin"), fetch("cross-site")],
    ] {
        let answer = site.ask(Method::POST, "/change", refused).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{refused:?}");
        assert!(answer.body.contains("did not come from a page of this site"), "{refused:?}");
    }
}

#[tokio::test]
async fn pages_can_be_opened_from_anywhere() {
    let site = site().await;
    for method in [Method::GET, Method::HEAD] {
        let headers = [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")];
        assert_eq!(site.ask(method, "/page", &headers).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn other_methods_are_refused_with_the_ones_there_are() {
    let site = site().await;
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let own = [("origin", "https://nature.example.org")];
        let answer = site.ask(method.parse().unwrap(), "/page", &own).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.headers[header::ALLOW], "GET, HEAD, POST", "{method}");
    }
}

#[tokio::test]
async fn another_host_is_told_the_right_address() {
    let site = site().await;
    for host in ["nature.example.org", "NATURE.example.org", "nature.example.org:443"] {
        assert_eq!(site.ask(Method::GET, "/page", &[("host", host)]).await.status, StatusCode::OK, "{host}");
    }
    for host in ["evil.example", "nature.example.org:80", "nature.example.org.evil.example", "", "127.0.0.1:3000"] {
        let answer = site.ask(Method::GET, "/page", &[("host", host)]).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(answer.body.contains("https://nature.example.org/"), "{host}");
        assert!(!answer.body.contains("evil"), "{host}");
    }
    let asset = site.ask(Method::GET, "/assets/none.css", &[("host", "evil.example")]).await;
    assert_eq!(asset.status, StatusCode::NOT_FOUND);
    let two = [("host", "nature.example.org"), ("host", "evil.example")];
    assert_eq!(site.ask(Method::GET, "/page", &two).await.status, StatusCode::MISDIRECTED_REQUEST);
    let written = site.ask(Method::GET, "https://evil.example/page", &[("host", "nature.example.org")]).await;
    assert_eq!(written.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_site_on_a_port_of_its_own_is_asked_for_with_it() {
    let site = guarded("http://localhost:3000", RequestLimits::default()).await;
    assert_eq!(site.ask(Method::GET, "/page", &[("host", "localhost:3000")]).await.status, StatusCode::OK);
    assert_eq!(site.ask(Method::GET, "/page", &[("host", "localhost")]).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn health_is_told_to_whoever_asks() {
    let site = site().await;
    for path in ["/health", "/ready"] {
        let answer = site.ask(Method::GET, path, &[("host", "127.0.0.1:3000")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
    }
}

#[tokio::test]
async fn every_response_has_the_headers() {
    let site = site().await;
    for (path, status) in
        [("/page", 200), ("/nowhere", 404), ("/panic", 500), ("/assets/none.css", 404), ("/health", 200)]
    {
        let answer = site.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        for (name, value) in HEADERS {
            assert_eq!(answer.headers[name], value, "{path} {name}");
        }
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        for part in ["default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path} {part}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}");
        assert!(!answer.headers.contains_key(header::SERVER), "{path}");
        assert_eq!(answer.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_site_without_https_does_not_promise_it() {
    let site = guarded("http://nature.example.org", RequestLimits::default()).await;
    assert!(!site.get("/page").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn a_response_keeps_the_policy_that_it_has_of_its_own() {
    let answer = site().await.get("/own-policy").await;
    let policies: Vec<_> = answer.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
    assert_eq!(policies, ["sandbox"]);
}

#[tokio::test]
async fn an_answer_without_scripts_lets_none_run() {
    let site = site().await;
    for path in ["/page", "/nowhere", "/plain"] {
        let answer = site.get(path).await;
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; style-src") && !policy.contains("script-src"),
            "{path} {policy}"
        );
    }
}

#[tokio::test]
async fn only_pages_that_are_the_same_for_everybody_may_be_kept() {
    let site = site().await;
    for (path, cookie, kept) in [
        ("/page", None, "no-cache"),
        ("/page", Some(("cookie", "session=x")), "no-store"),
        ("/cookie", None, "no-store"),
        ("/plain", None, "no-store"),
        ("/nowhere", None, "no-store"),
        ("/kept", None, "public"),
    ] {
        let answer = site.ask(Method::GET, path, cookie.as_slice()).await;
        assert_eq!(answer.headers[header::CACHE_CONTROL], kept, "{path} {cookie:?}");
    }
}

#[tokio::test]
async fn a_panic_is_a_page_with_a_number_and_no_reason_and_the_next_request_is_answered() {
    let site = site().await;

    let answer = site.get("/panic").await;

    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let (_, number) = answer.body.split_once("<code>").unwrap();
    assert_eq!(number.split_once("</code>").unwrap().0.len(), 36);
    assert!(!answer.body.contains("respondent") && !answer.body.contains("panic"), "{}", answer.body);
    assert_eq!(site.get("/page").await.status, StatusCode::OK);
}

#[tokio::test]
async fn requests_beyond_the_limit_are_told_when_to_come_back() {
    let site = guarded("https://nature.example.org", RequestLimits { at_once: 1, ..RequestLimits::default() }).await;
    let router = site.router.clone();
    let slow = Request::get("/slow").header("host", "nature.example.org").body(Body::empty()).unwrap();
    let slow = tokio::spawn(router.oneshot(slow));
    tokio::time::sleep(Duration::from_millis(100)).await;

    let turned_away = site.get("/page").await;
    assert_eq!(turned_away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(turned_away.headers[header::RETRY_AFTER], "5");
    assert!(turned_away.body.contains("cannot show this page"));
    let own = [("origin", "https://nature.example.org")];
    let unsent = site.ask(Method::POST, "/change", &own).await;
    assert_eq!(unsent.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(unsent.body.contains("may not have stored") && !unsent.body.contains("Nothing was lost"));
    assert_eq!(site.get("/health").await.status, StatusCode::OK);

    slow.abort();
    assert!(slow.await.is_err());
    assert_eq!(site.get("/page").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_ended() {
    let patience = Duration::from_millis(200);
    let site = guarded("https://nature.example.org", RequestLimits { patience, ..RequestLimits::default() }).await;

    assert_eq!(site.get("/slow").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn the_time_in_which_a_body_arrives_is_not_that_of_the_work() {
    let patience = Duration::from_millis(200);
    let site = guarded("https://nature.example.org", RequestLimits { patience, ..RequestLimits::default() }).await;
    let slow = Body::from_stream(endless().take(20));
    let request = Request::post("/read").header("host", "nature.example.org").header("sec-fetch-site", "same-origin");
    let answer = site.send(request.body(slow).unwrap()).await;
    assert_eq!((answer.status, answer.body.len()), (StatusCode::OK, 20));
}

#[tokio::test]
async fn bodies_that_arrive_slowly_take_no_place_and_are_given_up() {
    let body_patience = Duration::from_millis(500);
    let site = guarded("https://nature.example.org", RequestLimits { body_patience, ..RequestLimits::default() }).await;
    let mut slow = tokio::task::JoinSet::new();
    for _ in 0..600 {
        let request =
            Request::post("/read").header("host", "nature.example.org").header("sec-fetch-site", "same-origin");
        slow.spawn(site.router.clone().oneshot(request.body(Body::from_stream(endless())).unwrap()));
    }
    tokio::time::sleep(Duration::from_millis(100)).await;

    assert_eq!(site.get("/page").await.status, StatusCode::OK);
    let answers = slow.join_all().await;
    assert!(answers.iter().all(|answer| answer.as_ref().unwrap().status() == StatusCode::SERVICE_UNAVAILABLE));
}

#[tokio::test]
async fn a_body_arrives_whole_and_one_that_is_too_large_is_refused() {
    let site = site().await;
    let post = |body: String| {
        let request =
            Request::post("/read").header("host", "nature.example.org").header("sec-fetch-site", "same-origin");
        site.send(request.body(Body::from(body)).unwrap())
    };
    let whole = "a pond ".repeat(50_000);
    assert_eq!(post(whole.clone()).await.body, whole);
    let refused = post("x".repeat(600_000)).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.body.contains("make the longest text shorter"), "{}", refused.body);
    let files = Request::post("/read").header("host", "nature.example.org").header("sec-fetch-site", "same-origin");
    let files = files.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let refused = site.send(files.body(Body::from("x".repeat(600_000))).unwrap()).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.body.contains("The files are too large together"), "{}", refused.body);
    let layer =
        Request::post("/staff/map").header("host", "nature.example.org").header("sec-fetch-site", "same-origin");
    let layer = layer.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    let refused = site.send(layer.body(Body::from("x".repeat(FILE_BODY_LIMIT + 1))).unwrap()).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let limit =
        format!("up to {}. In QGIS, choose Vector, Geometry Tools, Simplify", size_words(MOST_FILE_BYTES as u64));
    assert!(refused.body.contains(&limit), "{}", refused.body);
}

#[tokio::test]
async fn a_body_that_is_compressed_is_refused_and_not_read_as_if_it_were_not() {
    let site = site().await;
    let post = |coding: &'static str| {
        let request =
            Request::post("/read").header("host", "nature.example.org").header("sec-fetch-site", "same-origin");
        site.send(request.header(header::CONTENT_ENCODING, coding).body(Body::from("a=b")).unwrap())
    };
    for coding in ["gzip", "br", "deflate", "zstd", "identity, gzip", "x-none", ""] {
        let answer = post(coding).await;
        assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{coding}");
        assert!(answer.body.contains("<h1"), "{coding}");
    }
    for coding in ["identity", "Identity"] {
        assert_eq!(post(coding).await.body, "a=b", "{coding}");
    }
}

#[tokio::test]
async fn assets_are_served_while_all_places_are_taken() {
    let site = guarded("https://nature.example.org", RequestLimits { at_once: 0, ..RequestLimits::default() }).await;

    assert_eq!(site.get("/page").await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(site.get("/assets/none.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_nul_in_an_address_is_a_page_that_is_not_there() {
    let site = site().await;
    for path in ["/page/%00", "/page?words=%00", "/%00"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// A body of which a byte arrives now and then.
fn endless() -> impl futures_util::Stream<Item = Result<&'static str, std::io::Error>> {
    futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        Some((Ok("a"), ()))
    })
}

#[tokio::test]
async fn the_icon_and_unknown_assets_are_pages_that_are_not_there() {
    let site = site().await;
    for path in ["/favicon.ico", "/assets/none.css", "/assets/..%2f..%2fCargo.toml", "/assets/manifest.json"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
