//! Where the articles that staff write are.

/// What the addresses of articles begin with.
const BEGINNING: &str = "/pages/";

/// Gives the address of an article.
pub fn address(slug: &str) -> String {
    format!("{BEGINNING}{slug}")
}

/// Says whether something is the address of an article.
pub fn is_address(address: &str) -> bool {
    address.starts_with(BEGINNING)
}
