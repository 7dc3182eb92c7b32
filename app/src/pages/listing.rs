//! Which page of a list an address asks for.

use store::{Page, PageRequest};

use crate::error::PageError;

/// Reads the number of a page as it stands in an address; the first, if it is no number of a page.
pub fn page_request(typed: &str, size: u32) -> PageRequest {
    PageRequest { number: typed.parse().unwrap_or(1).max(1), size }
}

/// Refuses a page beyond the end of its list as not found.
pub fn on_list<T>(found: Page<T>) -> Result<Page<T>, PageError> {
    if found.request.number > found.count() { Err(PageError::NotFound) } else { Ok(found) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_of_a_page_is_the_first() {
        let numbers = ["", "0", "-1", "many", "4294967296", "1", "7"].map(|typed| page_request(typed, 25).number);
        assert_eq!(numbers, [1, 1, 1, 1, 1, 1, 7]);
    }

    #[test]
    fn a_list_has_its_last_page_and_none_after_it_and_an_empty_one_has_the_first() {
        let page = |number, total| Page::<()> { rows: Vec::new(), total, request: PageRequest { number, size: 25 } };
        assert!(on_list(page(2, 26)).is_ok() && on_list(page(1, 0)).is_ok());
        assert!(on_list(page(3, 26)).is_err() && on_list(page(2, 0)).is_err());
    }
}
