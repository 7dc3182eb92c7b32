//! Styles, scripts and icons: in the program itself in a release build, from `target/site` in a debug build.
//!
//! Their names change with their content, so browsers keep them for ever. Each has a brotli and a gzip copy beside it,
//! made when the web is built.

use std::collections::BTreeMap;

use app::state::{AppState, Assets};
use axum::{
    Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::Embed;

/// What the web build laid out.
#[derive(Embed)]
#[folder = "../target/site"]
struct Site;

/// What the addresses of assets begin with.
pub(crate) const FOLDER: &str = "/assets/";

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// For addresses that stay when the content changes.
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// Finds the addresses of the assets that pages need; all are missing when the web was not built.
pub fn find() -> Assets {
    find_in::<Site>()
}

fn find_in<S: Embed>() -> Assets {
    let manifest = S::get("manifest.json").map(|file| file.data).unwrap_or_default();
    let names: BTreeMap<String, String> = serde_json::from_slice(&manifest).unwrap_or_default();
    let address = |plain: &str| names.get(plain).map(|name| format!("{FOLDER}{name}"));
    Assets {
        stylesheet: address("folkmoot.css"),
        staff_style: address("staff.css"),
        icon: address("favicon.svg"),
        map_script: address("map.js"),
        map_style: address("map.css"),
        writing_script: address("writing.js"),
        script_stem: names.get("stem").cloned(),
    }
}

/// Makes the routes.
pub(crate) fn routes(state: AppState) -> Router {
    Router::new().route("/assets/{name}", get(asset)).route("/favicon.ico", get(icon)).with_state(state)
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    show::<Site>(&name, &headers, FOR_EVER)
}

/// For browsers that ask without having read a page.
async fn icon(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let name = state.assets.icon.as_deref().and_then(|address| address.strip_prefix(FOLDER));
    name.map_or_else(|| StatusCode::NOT_FOUND.into_response(), |name| show::<Site>(name, &headers, FOR_A_DAY))
}

fn show<S: Embed>(name: &str, headers: &HeaderMap, kept: HeaderValue) -> Response {
    let not_found = || StatusCode::NOT_FOUND.into_response();
    let Some(kind) = kind(name).filter(|_| !name.contains(['/', '\\'])) else { return not_found() };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    let copies = [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(coding, _)| accepts(accepted, coding));
    let copy = copies.map(|(coding, ending)| (Some(coding), format!("{name}{ending}")));
    let mut found = copy.chain([(None, name.to_owned())]).filter_map(|(coding, name)| Some((coding, S::get(&name)?)));
    let Some((coding, file)) = found.next() else { return not_found() };
    let mut response = Response::new(Body::from(file.data));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, kept);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// Names the type of a file; what has none here, such as a compressed copy or the manifest, is not for the public.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}

fn accepts(accepted: &str, coding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let is_named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let is_refused = parts.any(|part| {
            part.strip_prefix("q=")
                .and_then(|quality| quality.parse::<f32>().ok())
                .is_some_and(|quality| quality <= 0.0)
        });
        is_named && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    /// A small site; its compressed copies say what they are.
    #[derive(Embed)]
    #[folder = "tests/site"]
    struct Small;

    async fn ask(name: &str, accepted: &'static str) -> (StatusCode, HeaderMap, String) {
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
        let (parts, body) = show::<Small>(name, &headers, FOR_EVER).into_parts();
        let body = to_bytes(body, 1024).await.unwrap();
        (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn the_smallest_copy_that_the_browser_can_read_is_sent() {
        for (accepted, coding, body) in [
            ("gzip, deflate, br", Some("br"), "brotli copy of look"),
            ("gzip, br;q=0", Some("gzip"), "gzip copy of look"),
            ("identity", None, "body{color:green}"),
        ] {
            let (status, headers, sent) = ask("look.0123.css", accepted).await;
            assert_eq!((status, sent.as_str()), (StatusCode::OK, body), "{accepted}");
            assert_eq!(headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap()), coding);
            assert_eq!(headers[header::CONTENT_TYPE], "text/css; charset=utf-8");
            assert_eq!(headers[header::VARY], "accept-encoding");
            assert_eq!(headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        }
    }

    #[tokio::test]
    async fn a_file_without_copies_is_sent_as_it_is() {
        let (status, headers, sent) = ask("islands.4567.wasm", "br").await;
        assert_eq!((status, sent.as_str()), (StatusCode::OK, "wasm"));
        assert_eq!(headers[header::CONTENT_TYPE], "application/wasm");
        assert!(!headers.contains_key(header::CONTENT_ENCODING));
    }

    #[tokio::test]
    async fn only_files_for_browsers_are_found() {
        for name in [
            "manifest.json",
            "look.0123.css.br",
            "other.css",
            "../site/look.0123.css",
            "..\\site\\look.0123.css",
            "../../Cargo.toml",
            "css",
            "",
        ] {
            assert_eq!(ask(name, "br").await.0, StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[test]
    fn pages_learn_the_addresses_from_the_manifest() {
        let assets = find_in::<Small>();
        assert_eq!(assets.stylesheet.as_deref(), Some("/assets/look.0123.css"));
        assert_eq!(assets.icon.as_deref(), Some("/assets/favicon.89ab.svg"));
        assert_eq!(assets.script_stem.as_deref(), Some("islands.4567"));
    }

    #[test]
    fn a_coding_is_accepted_when_it_is_named_and_not_refused() {
        for accepted in ["br", "gzip, deflate, br", "BR;q=0.5", "gzip;q=0, br ; q=1"] {
            assert!(accepts(accepted, "br"), "{accepted}");
        }
        for refused in ["", "gzip", "br;q=0", "br; q=0.000", "brotli"] {
            assert!(!accepts(refused, "br"), "{refused}");
        }
    }
}
