//! A band of ages, one year or several.

use serde::{Deserialize, Serialize};

/// Ages from one to another, both counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ages {
    /// The youngest.
    pub from: u8,
    /// The oldest; none, where everybody older is counted too.
    pub to: Option<u8>,
}

impl Ages {
    /// Everybody.
    pub const ALL: Self = Self { from: 0, to: None };

    /// Gives one year of age.
    pub fn one(age: u8) -> Self {
        Self { from: age, to: Some(age) }
    }

    /// Gives the ages from one on.
    pub fn and_over(from: u8) -> Self {
        Self { from, to: None }
    }

    /// Reads a code such as `16-24`, `75+` or `17`.
    pub fn from_code(code: &str) -> Option<Self> {
        let age = |digits: &str| digits.trim().parse::<u8>().ok();
        if let Some(from) = code.strip_suffix('+') {
            return Some(Self::and_over(age(from)?));
        }
        match code.split_once(['-', '\u{2013}']) {
            Some((from, to)) => Some(Self { from: age(from)?, to: Some(age(to)?) }).filter(|ages| ages.is_in_order()),
            None => age(code).map(Self::one),
        }
    }

    /// Gives the code, by which options stand for the band.
    pub fn code(self) -> String {
        let Self { from, to } = self;
        match to {
            None => format!("{from}+"),
            Some(to) if to == from => from.to_string(),
            Some(to) => format!("{from}-{to}"),
        }
    }

    fn is_in_order(self) -> bool {
        self.to.is_none_or(|to| self.from <= to)
    }

    /// Says whether every age of another band is in this one.
    pub fn holds(self, other: Self) -> bool {
        self.from <= other.from && self.end() >= other.end()
    }

    /// Gives the age at which the next band begins; a band without an oldest age has none.
    pub fn next(self) -> Option<u8> {
        self.to?.checked_add(1)
    }

    fn end(self) -> u8 {
        self.to.unwrap_or(u8::MAX)
    }
}

/// Cuts all ages from the first of some beginnings on into bands, of which the last has no end.
pub fn bands(begins: &[u8]) -> Vec<Ages> {
    let ends = begins.iter().skip(1).map(|next| next.checked_sub(1)).chain([None]);
    begins.iter().zip(ends).map(|(&from, to)| Ages { from, to }).collect()
}

/// Gives where bands begin that follow each other without a gap, the last without an end; none, where they do not.
pub fn begins(bands: &[Ages]) -> Option<Vec<u8>> {
    let is_followed = bands.windows(2).all(|pair| pair[0].next() == Some(pair[1].from));
    let is_open = bands.last().is_some_and(|last| last.to.is_none());
    (is_followed && is_open).then(|| bands.iter().map(|band| band.from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_read_from_its_code() {
        for code in ["0", "16-24", "75+"] {
            assert_eq!(Ages::from_code(code).map(Ages::code).as_deref(), Some(code));
        }
        for wrong in ["", "old", "24-16", "-5", "999"] {
            assert_eq!(Ages::from_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn bands_begin_where_those_before_them_end() {
        let cut = bands(&[16, 25, 75]);
        assert_eq!(cut.iter().map(|band| band.code()).collect::<Vec<_>>(), ["16-24", "25-74", "75+"]);
        assert_eq!(begins(&cut), Some(vec![16, 25, 75]));
        assert_eq!(begins(&cut[..2]), None, "nobody of 75 and over is in one");
        assert_eq!(begins(&[cut[0], cut[2]]), None, "nobody of 25 to 74 is in one");
        assert_eq!(begins(&[]), None);
    }

    #[test]
    fn everybody_is_in_the_band_of_all_ages() {
        assert!(Ages::ALL.holds(Ages::one(17)) && Ages::ALL.holds(Ages::and_over(90)));
        assert!(!Ages::one(17).holds(Ages::ALL) && !Ages::from_code("0-4").unwrap().holds(Ages::one(5)));
    }
}
