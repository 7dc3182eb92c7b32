//! Answers that are the same for everybody: kept on the way, and asked for again each time, so that what is taken from the public
//! is gone with the next request.
//!
//! There is no `Last-Modified`: what is left after something was taken away is older than what was there, and a program that
//! goes by age would keep it.

use axum::{
    Extension,
    body::Bytes,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use crate::{parts::SameForEverybody, words::hex};

/// May be kept by anybody and never used without asking.
pub const ASKED_EACH_TIME: HeaderValue = HeaderValue::from_static("public, no-cache");

/// What was not sent, because whoever asked has it already.
#[derive(Clone, Debug)]
pub struct Unsent {
    /// Its kind.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Answers with bytes of a kind, or says that whoever asks has them already.
pub fn revalidated(asked: &HeaderMap, kind: &'static str, bytes: Vec<u8>) -> Response {
    let tag = format!("\"{}\"", hex(&Sha256::digest(&bytes)));
    let mut response = if knows(asked, &tag) {
        let unsent = Unsent { kind, bytes: bytes.into() };
        (StatusCode::NOT_MODIFIED, Extension(SameForEverybody), Extension(unsent)).into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(kind))];
        (Extension(SameForEverybody), kind, bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, ASKED_EACH_TIME);
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Says whether whoever asks has what a tag stands for already.
pub fn knows(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(known: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(known))])
    }

    #[test]
    fn whoever_has_it_is_told_so() {
        let knows = |known| knows(&asked(known), "\"aa\"");
        assert_eq!(["\"aa\"", "\"bb\", W/\"aa\"", "*", "\"bb\""].map(knows), [true, true, true, false]);
    }

    #[test]
    fn the_same_bytes_are_sent_once_and_others_again() {
        let first = revalidated(&HeaderMap::new(), "text/plain; charset=utf-8", b"one".to_vec());
        let known = HeaderMap::from_iter([(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone())]);
        assert_eq!(
            revalidated(&known, "text/plain; charset=utf-8", b"one".to_vec()).status(),
            StatusCode::NOT_MODIFIED
        );
        let other = revalidated(&known, "text/plain; charset=utf-8", b"two".to_vec());
        assert_eq!((other.status(), &other.headers()[header::CACHE_CONTROL]), (StatusCode::OK, &ASKED_EACH_TIME));
    }
}
