//! An area in hectares with two decimals, kept as a whole number so that nothing is rounded.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::refusal::Reason;

/// How many decimals are kept.
const DECIMALS: usize = 2;

/// An area; one hundredth of a hectare is a hundred square metres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hectares {
    /// The area in hundredths of a hectare.
    pub hundredths: u32,
}

impl Hectares {
    /// The smallest site that is taken.
    pub const LEAST: Self = Self { hundredths: 1 };
    /// The largest site that is taken: more than any holding in England has, so that a slip of the hand shows.
    pub const MOST: Self = Self { hundredths: 10_000_000 };

    /// Reads an area as people write it, such as `12`, `12.5`, `1,250.75` or `3 ha`.
    pub fn parse(typed: &str) -> Result<Self, Reason> {
        let number = without_unit(typed);
        if let Some(number) = number.strip_prefix(['-', '−']) {
            digits(number).ok_or(Reason::NotANumber)?;
            return Err(too_small());
        }
        let (whole, decimals) = digits(number).ok_or(Reason::NotANumber)?;
        let decimals = decimals.trim_end_matches('0');
        let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| too_large())? };
        if whole == 0 && decimals.len() > DECIMALS && decimals.starts_with("00") {
            return Err(too_small());
        }
        if decimals.len() > DECIMALS {
            return Err(Reason::TooManyDecimals { at_most: DECIMALS });
        }
        let part: u32 = format!("{decimals:0<DECIMALS$}").parse().map_err(|_| Reason::NotANumber)?;
        Self::of(whole.checked_mul(100).and_then(|hundredths| hundredths.checked_add(part)))
    }

    /// Gives the area of so many hundredths, where none are more than can be counted.
    ///
    /// # Errors
    /// When it is smaller or larger than a site may be.
    pub fn of(hundredths: Option<u32>) -> Result<Self, Reason> {
        match hundredths.map(|hundredths| Self { hundredths }) {
            Some(area) if area < Self::LEAST => Err(too_small()),
            Some(area) if area <= Self::MOST => Ok(area),
            _ => Err(too_large()),
        }
    }
}

impl fmt::Display for Hectares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.hundredths / 100, self.hundredths % 100)
    }
}

fn too_small() -> Reason {
    Reason::TooSmall { least: Hectares::LEAST.to_string() }
}

fn too_large() -> Reason {
    Reason::TooLarge { most: "100,000".to_owned() }
}

fn without_unit(typed: &str) -> &str {
    let typed = typed.trim();
    let unit = ["hectares", "hectare", "ha"].into_iter().find(|unit| {
        let start = typed.len().saturating_sub(unit.len());
        typed.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(unit))
    });
    unit.map_or(typed, |unit| typed[..typed.len() - unit.len()].trim_end())
}

/// Gives the digits before and after the point; commas may part the thousands, and nothing else.
fn digits(number: &str) -> Option<(String, &str)> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let thousands: Vec<&str> = groups.collect();
    let are_grouped = thousands.is_empty() || (1..=3).contains(&first.len());
    let whole = format!("{first}{}", thousands.concat());
    let are_digits = whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit());
    let has_digits = !whole.is_empty() || !decimals.is_empty();
    (are_grouped && thousands.iter().all(|group| group.len() == 3) && are_digits && has_digits)
        .then_some((whole, decimals))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hundredths(typed: &str) -> Option<u32> {
        Hectares::parse(typed).ok().map(|area| area.hundredths)
    }

    #[test]
    fn an_area_is_read_in_the_ways_in_which_people_write_it() {
        let written = [("12", 1200), ("12.5", 1250), (".5", 50), ("12.50 ha", 1250), ("3 Hectares", 300)];
        for (typed, expected) in written {
            assert_eq!(hundredths(typed), Some(expected), "{typed}");
        }
        assert_eq!(hundredths("1,250.75"), Some(125_075));
        assert_eq!(hundredths("1.500"), Some(150));
    }

    #[test]
    fn a_comma_is_not_taken_for_a_decimal_point() {
        for typed in ["12,5", "1,25", "1,2500", ",500", "1.250,5"] {
            assert_eq!(Hectares::parse(typed), Err(Reason::NotANumber), "{typed}");
        }
    }

    #[test]
    fn words_are_not_an_area() {
        for typed in ["", "ha", ".", "about 3", "3 acres", "1e3", "NaN", "３", "1.2.3", "-", "--1"] {
            assert_eq!(Hectares::parse(typed), Err(Reason::NotANumber), "{typed}");
        }
    }

    #[test]
    fn the_least_area_is_a_hundredth_and_the_most_a_hundred_thousand() {
        assert_eq!(hundredths("0.01"), Some(1));
        assert_eq!(Hectares::parse("100,000"), Ok(Hectares::MOST));
        for typed in ["0", "0.00", "0.009", "-3"] {
            assert!(matches!(Hectares::parse(typed), Err(Reason::TooSmall { .. })), "{typed}");
        }
        for typed in ["100000.01", "42949673", "99999999999999"] {
            assert!(matches!(Hectares::parse(typed), Err(Reason::TooLarge { .. })), "{typed}");
        }
    }

    #[test]
    fn a_third_decimal_is_refused_and_not_rounded() {
        assert_eq!(Hectares::parse("1.234"), Err(Reason::TooManyDecimals { at_most: 2 }));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(hundredths in 1_u32..=10_000_000) {
            let area = Hectares { hundredths };
            prop_assert_eq!(Hectares::parse(&area.to_string()), Ok(area));
        }

        #[test]
        fn no_text_breaks_the_reading(typed in "\\PC{0,30}") {
            if let Ok(area) = Hectares::parse(&typed) {
                prop_assert!(area >= Hectares::LEAST && area <= Hectares::MOST);
            }
        }
    }
}
