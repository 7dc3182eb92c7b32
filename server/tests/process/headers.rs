//! The headers of every kind of answer that the whole site gives.

use std::collections::BTreeSet;

use app::state::{AppState, Shared, Site};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Method, Request, StatusCode, header},
};
use domain::{
    permission::Role,
    question::{Question, QuestionKind, Text},
    questionnaire::{Page, Questionnaire, Roles},
};
use engines::Database;
use server::{assets, limits::RequestLimits, router::guarded};
use support::TestApp;
use tower::ServiceExt;

use crate::guards::{Answer, HEADERS};

const OWN: (&str, &str) = ("origin", "https://nature.example.org");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const SURVEY: &str = "/staff/consultations/early-survey";
/// What the policy of every answer lets through besides scripts.
const POLICY: &str = "default-src 'none'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'; object-src 'none'; manifest-src 'self'";
/// A page on which scripts run.
const WITH_SCRIPTS: &str = "/consultations/early-survey/respond/only";

/// The whole site over HTTPS, with somebody signed in.
struct Whole {
    state: AppState,
    cookie: String,
    _database: Database,
}

impl Whole {
    async fn open() -> Self {
        Self::with(demo::questionnaire::questionnaire()).await
    }

    /// The same with other questions.
    async fn with(questionnaire: Questionnaire) -> Self {
        let database = engines::sqlite();
        let app = TestApp::open(&database.url).await.unwrap().with_questionnaire(questionnaire).await;
        let shared = app.shared();
        let site = Site { origin: OWN.1.into(), ..shared.site };
        let state = AppState::new(Shared { site, assets: assets::find(), ..shared });
        let cookie = format!("__Host-session={}", app.session(Role::Administrator).await.expose());
        Self { state, cookie, _database: database }
    }

    fn router(&self, at_once: usize) -> Router {
        let limits = RequestLimits { at_once, ..RequestLimits::default() };
        guarded(app::pages::router(self.state.clone()), self.state.clone(), limits)
    }
}

async fn ask(router: &Router, method: Method, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        request = request.header("host", "nature.example.org");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, 1 << 22).await.unwrap();
    Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}

/// Finds the nonce of a policy, if scripts may run at all.
fn nonce(policy: &str) -> Option<&str> {
    let (_, rest) = policy.split_once("'nonce-")?;
    let nonce = rest.split('\'').next()?;
    assert!(nonce.len() >= 22, "{nonce}");
    Some(nonce)
}

/// Expects all that each answer says, and that each script of a page has the nonce of its policy.
fn expect_headers(answer: &Answer, what: &str) {
    for (name, value) in HEADERS {
        let values: Vec<_> = answer.headers.get_all(name).iter().collect();
        assert_eq!(values, [value], "{what}: {name}");
    }
    let policies: Vec<_> = answer.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
    assert_eq!(policies.len(), 1, "{what}");
    let policy = policies[0].to_str().unwrap();
    let nonce = nonce(policy).unwrap_or("none");
    let scripts = format!("script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; ");
    assert_eq!(policy.replace(&scripts, ""), POLICY, "{what}");
    assert!(answer.headers.contains_key(header::CACHE_CONTROL), "{what}");
    for name in answer.headers.keys() {
        let name = name.as_str();
        assert!(!["server", "x-powered-by"].contains(&name) && !name.starts_with("access-control-"), "{what}: {name}");
    }
    let kind = answer.headers.get(header::CONTENT_TYPE).map_or("", |kind| kind.to_str().unwrap());
    assert_eq!(kind.is_empty(), answer.body.is_empty(), "{what}: {kind}");
    assert!(!kind.starts_with("text/") || kind.contains("charset=utf-8"), "{what}: {kind}");
    for script in answer.body.split("<script").skip(1) {
        assert!(script.split('>').next().unwrap().contains(&format!("nonce=\"{nonce}\"")), "{what}");
    }
}

#[tokio::test]
async fn each_page_with_scripts_has_a_nonce_of_its_own() {
    let long = QuestionKind::Text(Text { limit: 500, multiline: true });
    let only = Page { questions: vec![Question::new("why", "Why?", long)], ..Page::new("only", "Only") };
    let whole = Whole::with(Questionnaire { pages: vec![only], roles: Roles::default() }).await;
    let site = whole.router(9);
    let mut nonces = BTreeSet::new();
    for _ in 0..3 {
        let answer = ask(&site, Method::GET, WITH_SCRIPTS, &[], "").await;
        assert_eq!(answer.status, StatusCode::OK);
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        nonces.insert(nonce(policy).expect("scripts run on this page").to_owned());
    }
    assert_eq!(nonces.len(), 3);
}

#[tokio::test]
async fn every_page_that_can_be_opened_has_all_headers_and_no_script_but_its_own() {
    let whole = Whole::open().await;
    let site = whole.router(9);
    let sheets = whole.state.assets.stylesheet.iter().map(String::as_str);
    let public = [
        "/",
        "/consultations",
        "/consultations/early-survey",
        "/consultations/early-survey/respond/you",
        "/minutes",
        "/expressions-of-interest",
        "/expressions-of-interest/respond/contact",
        "/privacy",
        "/cookies",
        "/accessibility",
        "/staff/sign-in",
        "/health",
        "/ready",
    ];
    for path in public.into_iter().chain(sheets) {
        let answer = ask(&site, Method::GET, path, &[("origin", "https://evil.example")], "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        expect_headers(&answer, path);
    }
    let look = [("cookie", whole.cookie.as_str()), OWN, FORM];
    let looked = ask(&site, Method::POST, &format!("{SURVEY}/weighting/look"), &look, "").await;
    assert_eq!(looked.status, StatusCode::SEE_OTHER);
    let responses = format!("{SURVEY}/responses");
    let files = ["responses.csv", "priorities.csv", "weighting"].map(|file| format!("{SURVEY}/{file}"));
    let rooms = ["/staff", "/staff/minutes", "/staff/expressions-of-interest", &responses];
    for path in rooms.into_iter().chain(files.iter().map(String::as_str)) {
        let headers = [("cookie", whole.cookie.as_str()), ("origin", "null")];
        let answer = ask(&site, Method::GET, path, &headers, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store", "{path}");
        expect_headers(&answer, path);
    }
}

#[tokio::test]
async fn every_redirect_and_every_refusal_has_all_headers() {
    let whole = Whole::open().await;
    let (site, full) = (whole.router(9), whole.router(0));
    let large = format!("email={}", "x".repeat(600_000));
    let sign_in = "/staff/sign-in";
    for (status, method, path, headers, body) in [
        (303, "GET", "/staff", &[][..], ""),
        (303, "POST", "/consultations/early-survey/respond/you", &[OWN, FORM], "responding-as=resident"),
        (400, "GET", "/consultations/early-survey/respond/you?places=x", &[], ""),
        (403, "POST", sign_in, &[FORM], ""),
        (404, "GET", "/no-such-page", &[], ""),
        (404, "GET", "/assets/none.css", &[], ""),
        (404, "GET", "/a%00b", &[], ""),
        (405, "PUT", "/", &[OWN], ""),
        (405, "POST", "/", &[OWN], ""),
        (405, "GET", "/staff/sign-out", &[], ""),
        (409, "POST", "/consultations/early-survey/respond/check", &[OWN, FORM], "digest=00"),
        (413, "POST", sign_in, &[OWN, FORM], &large),
        (415, "POST", sign_in, &[OWN, ("content-type", "application/json")], "{}"),
        (415, "POST", sign_in, &[OWN, FORM, ("content-encoding", "gzip")], "email=a"),
        (421, "GET", "/", &[("host", "evil.example")], ""),
        (422, "POST", sign_in, &[OWN, FORM], "email=a&password=b"),
    ] {
        let what = format!("{status} {method} {path}");
        let answer = ask(&site, method.parse().unwrap(), path, headers, body).await;
        assert_eq!(answer.status.as_u16(), status, "{what}");
        expect_headers(&answer, &what);
    }
    let turned_away = ask(&full, Method::GET, "/", &[], "").await;
    assert_eq!(turned_away.status, StatusCode::SERVICE_UNAVAILABLE);
    expect_headers(&turned_away, "503");
    let mut last = None;
    for _ in 0..11 {
        last = Some(ask(&site, Method::POST, sign_in, &[OWN, FORM], "email=guess@example.org&password=b").await);
    }
    let too_many = last.unwrap();
    assert_eq!(too_many.status, StatusCode::TOO_MANY_REQUESTS);
    expect_headers(&too_many, "429");
}
