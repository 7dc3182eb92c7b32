//! The headers of what a browser saves as a file.

use axum::http::{HeaderName, HeaderValue, header};

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
