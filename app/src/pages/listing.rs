//! Which page of a list an address asks for, and what is on it.

use store::{Page, PageRequest};

use crate::error::PageError;

/// The years that anything here can be of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2999;

/// Reads the number of a page as it stands in an address; the first, if it is no number of a page.
pub fn page_request(typed: &str, size: u32) -> PageRequest {
    PageRequest { number: typed.parse().unwrap_or(1).max(1), size }
}

/// Reads a year as it stands in an address; none, if there can be nothing of it, so that no database is asked for a day that it has not.
pub fn year(typed: &str) -> Option<i32> {
    typed.parse().ok().filter(|year| YEARS.contains(year))
}

/// Refuses a page beyond the end of its list as not found.
pub fn on_list<T>(found: Page<T>) -> Result<Page<T>, PageError> {
    if found.request.number > found.count() { Err(PageError::NotFound) } else { Ok(found) }
}

/// Gives a page of a list that is in memory.
pub fn part<T: Clone>(all: &[T], request: PageRequest) -> Page<T> {
    let (number, size) = (request.number.max(1) as usize, request.size.max(1) as usize);
    let rows = all.chunks(size).nth(number - 1).unwrap_or_default().to_vec();
    Page { rows, total: all.len() as u64, request }
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
    fn what_is_no_year_of_anything_here_is_none() {
        let years = ["2026", "1899", "3000", "-5000", "200000", "", "many"].map(year);
        assert_eq!(years, [Some(2026), None, None, None, None, None, None]);
    }

    #[test]
    fn a_list_has_its_last_page_and_none_after_it_and_an_empty_one_has_the_first() {
        let page = |number, total| Page::<()> { rows: Vec::new(), total, request: PageRequest { number, size: 25 } };
        assert!(on_list(page(2, 26)).is_ok() && on_list(page(1, 0)).is_ok());
        assert!(on_list(page(3, 26)).is_err() && on_list(page(2, 0)).is_err());
    }

    #[test]
    fn a_list_in_memory_is_given_page_by_page() {
        let rows = |number| part(&[1, 2, 3, 4, 5], PageRequest { number, size: 2 });
        assert_eq!([1, 2, 3, 4].map(|number| rows(number).rows), [vec![1, 2], vec![3, 4], vec![5], vec![]]);
        assert_eq!((rows(3).total, rows(3).count()), (5, 3));
    }
}
