//! Lists are given page by page, with the number of all rows.

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// The page, from 1.
    pub number: u32,
    /// How many rows a page has.
    pub size: u32,
}

/// One part of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// How many rows the whole list has.
    pub total: u64,
    /// Which part this is.
    pub request: PageRequest,
}

impl PageRequest {
    /// How many rows to pass over.
    pub(crate) fn offset(self) -> i64 {
        i64::from(self.number.saturating_sub(1)) * i64::from(self.size)
    }
}

impl<T> Page<T> {
    /// Counts the pages of the whole list; an empty list has one.
    pub fn count(&self) -> u32 {
        let size = u64::from(self.request.size.max(1));
        u32::try_from(self.total.div_ceil(size)).unwrap_or(u32::MAX).max(1)
    }
}
