//! Areas of counts: codes decide, and names are for people.

use serde::{Deserialize, Serialize};

/// A council or another area that people are counted by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Area {
    /// Its code, for example `E08000013`.
    pub code: String,
    /// Its name in the file.
    pub name: String,
}

/// The kinds of areas of which one may be part of another, by how their codes begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tier {
    /// A country, a region or a combined authority: many councils are part of it.
    Wide,
    /// A county, of which districts are part.
    County,
    /// A district of a county.
    District,
    /// An area that is part of no county.
    Other,
}

impl Area {
    fn tier(&self) -> Tier {
        let begins = |start: &str| self.code.starts_with(start);
        if begins("K") || ["E92", "W92", "E12", "E47"].iter().any(|start| begins(start)) {
            Tier::Wide
        } else if begins("E10") {
            Tier::County
        } else if begins("E07") {
            Tier::District
        } else {
            Tier::Other
        }
    }

    /// Says whether another area may be part of this one, by the kinds of their codes.
    pub fn may_hold(&self, other: &Self) -> bool {
        match self.tier() {
            Tier::Wide => self.code != other.code,
            Tier::County => other.tier() == Tier::District,
            Tier::District | Tier::Other => false,
        }
    }

    /// Says whether a word looks like the code of an area.
    pub fn is_code(word: &str) -> bool {
        let mut letters = word.chars();
        let is_first = letters.next().is_some_and(|first| first.is_ascii_alphabetic());
        is_first && word.len() == CODE_LENGTH && letters.all(|letter| letter.is_ascii_digit())
    }
}

/// The letters and digits of a code of the Office for National Statistics.
const CODE_LENGTH: usize = 9;

/// Says whether two names are the same but for their dots, dashes and capitals, as "St. Helens" and "St Helens".
pub fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        let words = name.replace('&', " and ").to_lowercase();
        let words = words.replace(['-', '\u{2013}', ','], " ");
        let words = words.split_whitespace().map(|word| word.replace(['.', '\'', '\u{2019}'], ""));
        words.collect::<Vec<_>>().join(" ")
    };
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str) -> Area {
        Area { code: code.into(), name: String::new() }
    }

    #[test]
    fn dots_and_dashes_make_no_other_name() {
        assert!(same_name("St. Helens", "St Helens") && same_name("Stoke-on-Trent", "stoke on trent"));
        assert!(same_name("King’s Lynn & West Norfolk", "Kings Lynn and West Norfolk"));
        assert!(!same_name("Derby", "Derbyshire"));
    }

    #[test]
    fn a_county_may_hold_districts_and_a_region_everything() {
        assert!(area("E10000007").may_hold(&area("E07000032")));
        assert!(area("E92000001").may_hold(&area("E06000006")) && area("E12000002").may_hold(&area("E10000007")));
        assert!(!area("E10000007").may_hold(&area("E06000015")), "a unitary authority is part of no county");
        assert!(!area("E07000032").may_hold(&area("E10000007")) && !area("E92000001").may_hold(&area("E92000001")));
    }

    #[test]
    fn a_code_has_a_letter_and_eight_digits() {
        assert!(Area::is_code("E08000013"));
        assert!(!Area::is_code("Liverpool") && !Area::is_code("E0800001") && !Area::is_code("008000013"));
    }
}
