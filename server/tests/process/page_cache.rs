//! Pages that are the same for everybody: drawn once for many who ask at once, never kept for somebody else, and soon drawn again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use app::{
    pages::revalidated::revalidated,
    parts::SameForEverybody,
    state::{AppState, Shared, Site},
};
use axum::{
    Extension, Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
    response::Html,
    routing::{get, post},
};
use domain::permission::Role;
use engines::{Database, on_both_engines};
use server::{limits::RequestLimits, page_cache::PAGE_LIFE, router::guarded};
use support::TestApp;
use tower::ServiceExt as _;

use crate::guards::Answer;

const HOST: &str = "nature.example.org";
const ORIGIN: &str = "https://nature.example.org";
/// Longer than any of these tests takes.
const LONG: Duration = Duration::from_mins(5);
/// Within this time what is published is seen everywhere.
const PROMISED: Duration = Duration::from_secs(1);

/// A site that counts how often a page of it is drawn.
struct Counted {
    router: Router,
    drawn: Arc<AtomicUsize>,
    _database: Database,
}

impl Counted {
    async fn open(page_life: Duration) -> Self {
        let database = engines::sqlite();
        let state = TestApp::open(&database.url).await.unwrap().state_at(ORIGIN);
        let drawn: Arc<AtomicUsize> = Arc::default();
        let count = Arc::clone(&drawn);
        let page = move |words: &'static str, wait: Duration| {
            let count = Arc::clone(&count);
            move || async move {
                tokio::time::sleep(wait).await;
                let number = count.fetch_add(1, Ordering::SeqCst) + 1;
                (Extension(SameForEverybody), Html(format!("{words} {number}")))
            }
        };
        let large =
            |Extension(text): Extension<Arc<str>>| async move { (Extension(SameForEverybody), Html(text.to_string())) };
        let pages = Router::new()
            .route("/page", get(page("page", Duration::ZERO)))
            .route("/slow", get(page("slow", Duration::from_millis(200))))
            .route("/large", get(large).layer(Extension::<Arc<str>>("x".repeat(300 * 1024).into())))
            .route("/one", get(page("one", Duration::ZERO)).layer(axum::middleware::map_response(for_one)))
            .route("/gone", get(page("gone", Duration::ZERO)).layer(axum::middleware::map_response(gone)))
            .route(
                "/feed",
                get(|headers: HeaderMap| async move {
                    revalidated(&headers, "text/plain; charset=utf-8", b"feed".to_vec())
                }),
            )
            .route("/staff/change", post(|| async { "changed" }))
            .route("/answer", post(|| async { "answered" }));
        let limits = RequestLimits { page_life, ..RequestLimits::default() };
        Self { router: guarded(pages, state, limits), drawn, _database: database }
    }

    async fn get(&self, path: &str) -> Answer {
        ask(&self.router, Method::GET, path, &[]).await
    }

    fn drawn(&self) -> usize {
        self.drawn.load(Ordering::SeqCst)
    }
}

async fn for_one(mut response: axum::response::Response) -> axum::response::Response {
    response.headers_mut().insert(header::SET_COOKIE, header::HeaderValue::from_static("a=b"));
    response
}

async fn gone(mut response: axum::response::Response) -> axum::response::Response {
    *response.status_mut() = StatusCode::GONE;
    response
}

async fn ask(router: &Router, method: Method, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request = Request::builder().method(method).uri(path).header("origin", ORIGIN);
    let host = headers.iter().find(|(name, _)| *name == "host").map_or(HOST, |(_, host)| host);
    let others = headers.iter().filter(|(name, _)| *name != "host");
    let request = others.fold(request.header("host", host), |request, (name, value)| request.header(*name, *value));
    let answer = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, 1 << 22).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

#[tokio::test]
async fn many_who_ask_at_once_get_a_page_that_is_drawn_once() {
    let site = Counted::open(LONG).await;
    let all = futures_util::future::join_all((0..50).map(|_| site.get("/slow"))).await;
    assert!(all.iter().all(|answer| answer.body == "slow 1"));
    assert_eq!((site.drawn(), site.get("/slow?page=2").await.body.as_str()), (1, "slow 2"));
}

#[tokio::test]
async fn whoever_goes_away_while_a_page_is_drawn_leaves_nobody_waiting() {
    let site = Counted::open(LONG).await;
    let first = tokio::time::timeout(Duration::from_millis(50), site.get("/slow")).await;
    assert!(first.is_err());
    assert_eq!(site.get("/slow").await.body, "slow 1");
}

#[tokio::test]
async fn a_page_is_drawn_again_once_its_life_is_over_or_staff_have_changed_something() {
    let site = Counted::open(Duration::from_millis(50)).await;
    site.get("/page").await;
    tokio::time::sleep(Duration::from_millis(80)).await;
    assert_eq!(site.get("/page").await.body, "page 2");
    let site = Counted::open(LONG).await;
    site.get("/page").await;
    ask(&site.router, Method::POST, "/answer", &[]).await;
    assert_eq!(site.get("/page").await.body, "page 1");
    ask(&site.router, Method::POST, "/staff/change", &[]).await;
    assert_eq!(site.get("/page").await.body, "page 2");
}

#[tokio::test]
async fn what_is_for_somebody_is_neither_kept_nor_answered_with_what_is_kept() {
    let site = Counted::open(LONG).await;
    site.get("/page").await;
    for own in [("cookie", "session=x"), ("authorization", "Bearer x"), ("range", "bytes=0-1")] {
        let before = site.drawn();
        ask(&site.router, Method::GET, "/page", &[own]).await;
        assert_eq!(site.drawn(), before + 1, "{own:?}");
    }
    for path in ["/one", "/gone"] {
        let before = site.drawn();
        let answers = [site.get(path).await, site.get(path).await];
        assert_eq!(site.drawn(), before + 2, "{path}");
        assert!(answers.iter().all(|answer| !answer.headers.contains_key(header::ETAG)), "{path}");
    }
    assert!(!site.get("/large").await.headers.contains_key(header::ETAG));
    assert_eq!(
        ask(&site.router, Method::GET, "/page", &[("host", "evil.example")]).await.status,
        StatusCode::MISDIRECTED_REQUEST
    );
}

#[tokio::test]
async fn whoever_has_a_page_already_is_told_so_with_the_same_headers() {
    let site = Counted::open(LONG).await;
    let first = site.get("/page").await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let again = ask(&site.router, Method::GET, "/page", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    for name in [header::ETAG, header::CACHE_CONTROL, header::CONTENT_SECURITY_POLICY] {
        assert_eq!(again.headers[&name], first.headers[&name]);
    }
    assert_eq!(first.headers[header::CACHE_CONTROL], "no-cache");
    let other = ask(&site.router, Method::GET, "/page", &[("if-none-match", "\"other\"")]).await;
    assert_eq!((other.status, other.body), (StatusCode::OK, first.body));
}

#[tokio::test]
async fn nobody_waits_for_the_body_that_somebody_else_sends_with_a_request_for_a_page() {
    let site = Counted::open(LONG).await;
    let never = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let slow = Request::get("/page").header("host", HOST).body(never).unwrap();
    let slow = tokio::spawn(site.router.clone().oneshot(slow));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answered = tokio::time::timeout(Duration::from_secs(5), site.get("/page")).await;
    assert_eq!(answered.expect("it does not wait").body, "page 1");
    slow.abort();
}

#[tokio::test]
async fn what_is_refused_lets_go_of_nothing() {
    let site = Counted::open(LONG).await;
    site.get("/page").await;
    ask(&site.router, Method::POST, "/staff/nowhere", &[]).await;
    let two_hosts = Request::get("/page").header("host", HOST).header("host", "evil.example").body(Body::empty());
    site.router.clone().oneshot(two_hosts.unwrap()).await.unwrap();
    assert_eq!(site.get("/page").await.body, "page 1");
}

#[tokio::test]
async fn whoever_asks_first_with_the_tag_of_a_feed_keeps_it_for_those_who_have_not_got_it() {
    let site = Counted::open(Duration::from_millis(50)).await;
    let tag = site.get("/feed").await.headers[header::ETAG].to_str().unwrap().to_owned();
    tokio::time::sleep(Duration::from_millis(80)).await;
    let known = ask(&site.router, Method::GET, "/feed", &[("if-none-match", &tag)]).await;
    let other = site.get("/feed").await;
    assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!((other.status, other.body.as_str()), (StatusCode::OK, "feed"));
    assert_eq!(other.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
}

#[tokio::test]
async fn a_site_that_keeps_no_pages_draws_each() {
    let site = Counted::open(Duration::ZERO).await;
    site.get("/page").await;
    assert_eq!(site.get("/page").await.body, "page 2");
}

/// The whole site as one of several servers over one database.
fn server_over(app: &TestApp) -> Router {
    let shared = app.shared();
    let site = Site { origin: ORIGIN.into(), ..shared.site };
    let state = AppState::new(Shared { site, ..shared });
    let limits = RequestLimits { page_life: PAGE_LIFE, ..RequestLimits::default() };
    guarded(app::pages::router(state.clone()), state, limits)
}

on_both_engines! {
    async fn what_staff_publish_on_one_server_is_seen_at_once_there_and_within_a_second_on_another(app: TestApp) {
        let servers = [server_over(&app), server_over(&app)];
        let cookie = format!("__Host-session={}", app.session(Role::Administrator).await.expose());
        let groups = |server: Router| async move { ask(&server, Method::GET, "/groups", &[]).await.body };
        for server in &servers {
            assert!(!groups(server.clone()).await.contains("River Group"));
        }
        let fields = "title=River+Group&name=River+Group&kind=working-group&purpose=It+looks+after+rivers.&basis=voluntary&address=";
        let request = Request::post("/staff/groups/new")
            .header("host", HOST)
            .header("origin", ORIGIN)
            .header("cookie", &cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(fields))
            .unwrap();
        let made = servers[0].clone().oneshot(request).await.unwrap();
        assert_eq!(made.status(), StatusCode::SEE_OTHER);
        let since = Instant::now();
        assert!(groups(servers[0].clone()).await.contains("River Group"));
        while !groups(servers[1].clone()).await.contains("River Group") {
            assert!(since.elapsed() < PROMISED, "the other server still shows what was before");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
