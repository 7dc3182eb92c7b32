//! What a browser saves as a file: the headers of all of them, and the files that people gave as answers.

use std::fmt::Write;

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::ids::AttachmentId;
use store::Holder;

use crate::{error::PageError, state::AppState};

/// Keeps a browser that shows a file all the same from running or loading anything for it.
pub const NOTHING: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'");

/// Makes the headers of a file of a kind, to be saved under a name and kept by nobody on the way.
pub fn saved_file(kind: &'static str, name: &str) -> [(HeaderName, HeaderValue); 3] {
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.')).collect();
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ]
}

/// Says of which kind a file of open data is, by the end of its name.
pub fn open_file_kind(name: &str) -> &'static str {
    match name.rsplit_once('.') {
        Some((_, "csv")) => "text/csv; charset=utf-8",
        Some((_, "json")) => "application/json",
        _ => "text/markdown; charset=utf-8",
    }
}

/// Answers with a file that somebody gave as an answer, to be saved and never shown as a page of this site.
pub async fn given_file(state: &AppState, holder: Holder, id: &str) -> Result<Response, PageError> {
    let id = id.parse().map(AttachmentId).map_err(|_| PageError::NotFound)?;
    let (attachment, bytes) = state.store.find_attachment(holder, id).await?.ok_or(PageError::NotFound)?;
    let mut response = (saved_file(attachment.format.media_type(), &attachment.name), bytes).into_response();
    let named = HeaderValue::try_from(named("attachment", &attachment.name));
    let named = named.map_err(|_| PageError::Broken("the name of a file cannot be sent".to_owned()))?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, named);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, NOTHING);
    Ok(response)
}

/// Says what becomes of a file and names it as RFC 6266 does: in the letters that every browser reads, and in its own.
pub fn named(manner: &str, name: &str) -> String {
    let plain: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '_' }).collect();
    format!("{manner}; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name))
}

/// Writes a name in letters that can stand anywhere in an address or a header.
pub fn encoded(name: &str) -> String {
    let mut own = String::new();
    for byte in name.bytes() {
        // Writing to a string cannot fail.
        let _ =
            if is_plain(char::from(byte)) { write!(own, "{}", char::from(byte)) } else { write!(own, "%{byte:02X}") };
    }
    own
}

fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_in_plain_letters_and_in_its_own() {
        assert_eq!(named("attachment", "map.pdf"), "attachment; filename=\"map.pdf\"; filename*=UTF-8''map.pdf");
        let own = "attachment; filename=\"caf_ _1_.pdf\"; filename*=UTF-8''caf%C3%A9%20%221%22.pdf";
        assert_eq!(named("attachment", "café \"1\".pdf"), own.replace("_ _1_", "___1_"));
    }
}
