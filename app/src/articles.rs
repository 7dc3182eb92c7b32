//! Where the articles that staff write are.

/// Gives the address of an article.
pub fn address(slug: &str) -> String {
    format!("/pages/{slug}")
}
