//! Links whose address comes from data.

use leptos::prelude::*;
use url::Url;

/// Gives an address back if it is safe to follow: `http`, `https`, `mailto`, or a path on this site.
pub fn safe_url(address: &str) -> Option<String> {
    let is_path = address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\n', '\r', '\t']);
    if is_path {
        return Some(address.to_owned());
    }
    let url = Url::parse(address).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.to_string())
}

/// A link to an address from data; only its words, if the address is not safe.
#[component]
pub fn DataLink(
    /// The address.
    address: String,
    /// The words.
    words: String,
) -> impl IntoView {
    match safe_url(&address) {
        Some(href) => view! { <a class="govuk-link" href=href>{words}</a> }.into_any(),
        None => view! { <span>{words}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::safe_url;

    #[test]
    fn addresses_that_run_code_or_leave_by_a_trick_are_not_links() {
        for address in [
            "javascript:alert(1)",
            "JaVa\tscript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/\\evil.example",
            "evil",
            "",
        ] {
            assert_eq!(safe_url(address), None, "{address}");
        }
    }

    #[test]
    fn ordinary_addresses_are_links() {
        assert_eq!(safe_url("/minutes").as_deref(), Some("/minutes"));
        assert_eq!(safe_url("https://example.org/a?b=c").as_deref(), Some("https://example.org/a?b=c"));
        assert_eq!(safe_url("mailto:a@example.org").as_deref(), Some("mailto:a@example.org"));
    }
}
