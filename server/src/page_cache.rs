//! Pages that are the same for everybody, kept for a moment, so that many who ask at once get what was drawn once.
//!
//! A page is kept for less than a second and asks nobody whether it still holds: so what is published on one server is seen on every
//! other within that time, and nothing has to tell them. What staff change on this server is seen at once, because each of their
//! changes lets go of everything. Whoever sends a cookie, and whatever says that it may not be kept, passes by.

use std::{sync::Arc, time::Duration};

use app::{
    pages::revalidated::{Unsent, knows},
    parts::SameForEverybody,
    words::hex,
};
use axum::{
    body::{Body, Bytes, HttpBody as _, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;

/// How long a page is kept unless a setting says otherwise; with the time that it takes to draw one, well below a second.
pub const PAGE_LIFE: Duration = Duration::from_millis(500);
/// The most pages that are kept at once: addresses have no end, and each page is held in memory.
const MOST_PAGES: u64 = 256;
/// The most bytes of a page that is kept.
const MOST_BYTES: u64 = 256 * 1024;
/// The beginning of the addresses at which staff change something.
const OF_STAFF: &str = "/staff";
/// How many bytes of the hash of a page tell it from others.
const TAG_BYTES: usize = 16;
/// What a tag begins with that stands for the same words and not for the same bytes.
const WEAK: &str = "W/";

/// The pages that are kept, each under its host and address.
#[derive(Clone, Debug)]
pub(crate) struct PageCache(Option<Cache<Address, Place>>);

/// The hash of a host and an address: some addresses hold secrets, and all of them can be long.
type Address = [u8; 32];
/// Where a page is kept once it is drawn, or that it is not to be kept.
type Place = Arc<OnceCell<Option<Kept>>>;

/// A page as it was answered.
#[derive(Clone, Debug)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
}

impl PageCache {
    /// Makes a cache whose pages live for so long; none, if that is no time at all.
    pub(crate) fn new(life: Duration) -> Self {
        let is_kept = !life.is_zero();
        Self(is_kept.then(|| Cache::builder().max_capacity(MOST_PAGES).time_to_live(life).build()))
    }

    /// Gives the place of the page of a request, if it is one that could be kept.
    fn place(&self, request: &Request) -> Option<Place> {
        let cache = self.0.as_ref()?;
        let headers = request.headers();
        let is_somebody = [header::COOKIE, header::AUTHORIZATION, header::RANGE];
        // Nobody waits for a body that somebody else sends, or does not.
        let is_bare = *request.method() == Method::GET && request.body().is_end_stream();
        if !is_bare || is_somebody.iter().any(|name| headers.contains_key(name)) {
            return None;
        }
        let mut hosts = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return None };
        let address =
            Sha256::new().chain_update(host.as_bytes()).chain_update([0]).chain_update(request.uri().to_string());
        Some(cache.get_with(address.finalize().into(), Arc::default))
    }

    /// Lets go of everything.
    fn clear(&self) {
        if let Some(cache) = &self.0 {
            cache.invalidate_all();
        }
    }
}

/// Answers with the page that is kept, or keeps the one that is drawn for as long as pages live.
pub(crate) async fn answer(State(cache): State<PageCache>, request: Request, next: Next) -> Response {
    if !request.method().is_safe() {
        let is_of_staff = request.uri().path().starts_with(OF_STAFF);
        let response = next.run(request).await;
        // What was refused has changed nothing.
        if is_of_staff && !response.status().is_client_error() {
            cache.clear();
        }
        return response;
    }
    let Some(place) = cache.place(&request) else { return next.run(request).await };
    let known = request.headers().get_all(header::IF_NONE_MATCH).iter();
    let known: HeaderMap = known.map(|known| (header::IF_NONE_MATCH, known.clone())).collect();
    let (mut asked, mut drawn) = (Some((request, next)), None);
    let kept = place.get_or_init(|| async {
        let (request, next) = asked.take()?;
        let (kept, response) = keep(next.run(request).await).await;
        drawn = response;
        kept
    });
    match (kept.await, drawn, asked) {
        (Some(kept), ..) => kept.answer(&known),
        (None, Some(response), _) => response,
        (None, None, Some((request, next))) => next.run(request).await,
        (None, None, None) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Keeps a response that is the same for everybody and not too large, or gives it back.
async fn keep(mut response: Response) -> (Option<Kept>, Option<Response>) {
    let is_for_one = response.headers().contains_key(header::SET_COOKIE);
    let is_same = response.extensions_mut().remove::<SameForEverybody>().is_some() && !is_for_one;
    // Whoever asked has it already, and others have not.
    if let Some(Unsent { kind, bytes }) = response.extensions_mut().remove::<Unsent>().filter(|_| is_same)
        && bytes.len() as u64 <= MOST_BYTES
    {
        let mut headers = response.headers().clone();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        return (Some(Kept { headers, body: bytes }), None);
    }
    let is_small = response.body().size_hint().exact().is_some_and(|bytes| bytes <= MOST_BYTES);
    if !is_same || !is_small || response.status() != StatusCode::OK {
        return (None, Some(response));
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        return (None, Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()));
    };
    let mut headers = parts.headers;
    headers.entry(header::ETAG).or_insert_with(|| tag(&body));
    (Some(Kept { headers, body }), None)
}

/// Makes a tag of what is in a page. It is a weak one, because what stands before the server may compress the page.
fn tag(body: &Bytes) -> HeaderValue {
    let hash = hex(&Sha256::digest(body)[..TAG_BYTES]);
    HeaderValue::try_from(format!("{WEAK}\"{hash}\"")).unwrap_or(HeaderValue::from_static("W/\"\""))
}

impl Kept {
    /// Answers with the page, or says that whoever asks has it already.
    fn answer(&self, asked: &HeaderMap) -> Response {
        let tag = self.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default();
        let is_known = knows(asked, tag.trim_start_matches(WEAK));
        let status = if is_known { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let body = if is_known { Body::empty() } else { Body::from(self.body.clone()) };
        let mut response = (status, body).into_response();
        *response.headers_mut() = self.headers.clone();
        response
    }
}
