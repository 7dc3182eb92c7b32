//! What others read without opening pages: news, calendars, the list of addresses, what heads of pages say, and data for programs.

mod calendars;
mod data;
mod heads;
mod hidden;
mod news;
mod sitemap;

use axum::http::{HeaderMap, StatusCode, header};
use feed_rs::{model::Feed, parser};
use support::TestApp;

use super::staff::documents::ask;

/// The address of the site in tests.
pub const ORIGIN: &str = "http://folkmoot.test";
/// The group that tests of meetings have.
pub const GROUP: &str = "/groups/river-group";
/// What stands in names and texts to break out of each format.
pub const HOSTILE: &str = "A & B ]]> <script>alert(1)</script> \"C\"; D, \\n {e}";

/// Gives what everybody reads at an address.
pub async fn read(app: &TestApp, address: &str) -> String {
    let (status, _, bytes) = ask(app, address, &[]).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    String::from_utf8(bytes).unwrap()
}

/// Reads a feed as a feed reader does.
pub async fn feed(app: &TestApp, address: &str) -> Feed {
    let (status, headers, bytes) = ask(app, address, &[]).await;
    assert_eq!(
        (status, &headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"application/atom+xml; charset=utf-8".parse().unwrap())
    );
    parser::parse(&bytes[..]).unwrap()
}

/// Gives what an answer may be kept for, and by which tag it is told.
pub fn kept(headers: &HeaderMap) -> (&str, String) {
    (headers[header::CACHE_CONTROL].to_str().unwrap(), headers[header::ETAG].to_str().unwrap().to_owned())
}
