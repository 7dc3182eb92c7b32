//! Numbers with decimals, kept exactly as whole billionths, so that nothing is rounded.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How many decimals a number can have.
pub const MOST_DECIMALS: usize = 9;
/// How many digits a number can have before the point.
pub const MOST_DIGITS: usize = 15;

/// What parts the thousands of a number when people write it: a comma, or a space of any width.
const SEPARATORS: [char; 5] = [',', ' ', '\u{a0}', '\u{2009}', '\u{202f}'];
const ONE: i128 = 1_000_000_000;

/// A number; its text has no needless zeros and no thousands separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Decimal {
    billionths: i128,
}

/// Why a text is not a number that can be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDecimal {
    /// It is not written as a number is.
    NotANumber,
    /// It has too many digits before the point.
    TooManyDigits,
    /// It has too many digits after the point.
    TooManyDecimals,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let pattern = format!(r"^-?[0-9]{{1,{MOST_DIGITS}}}(\.[0-9]{{1,{MOST_DECIMALS}}})?$");
        schemars::json_schema!({
            "description": "A number in digits, as text, so that nothing is rounded.",
            "type": "string",
            "pattern": pattern,
        })
    }
}

impl Decimal {
    /// Reads a number as people write it, such as `12`, `12.50`, `1,250.75`, `1 250` or `−3`.
    pub fn parse(typed: &str) -> Result<Self, NotDecimal> {
        let typed = typed.trim();
        let (sign, number) = typed.strip_prefix(['-', '−']).map_or((1, typed), |number| (-1, number.trim_start()));
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let whole = without_separators(whole).ok_or(NotDecimal::NotANumber)?;
        let are_digits = whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit());
        if !are_digits || whole.is_empty() && decimals.is_empty() {
            return Err(NotDecimal::NotANumber);
        }
        let (whole, decimals) = (whole.trim_start_matches('0'), decimals.trim_end_matches('0'));
        if whole.len() > MOST_DIGITS {
            return Err(NotDecimal::TooManyDigits);
        }
        if decimals.len() > MOST_DECIMALS {
            return Err(NotDecimal::TooManyDecimals);
        }
        let billionths: i128 =
            format!("0{whole}{decimals:0<MOST_DECIMALS$}").parse().map_err(|_| NotDecimal::NotANumber)?;
        Ok(Self { billionths: sign * billionths })
    }

    /// Counts the digits after the point.
    pub fn decimals(self) -> usize {
        self.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
    }

    /// Adds another number; what is beyond all numbers that can be read stays at the largest.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { billionths: self.billionths.saturating_add(other.billionths) }
    }

    /// Takes the number so many times; what is beyond all numbers that can be read stays at the largest.
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self { billionths: self.billionths.saturating_mul(i128::from(count)) }
    }

    /// Writes the number with commas between thousands, as people read it.
    pub fn written(self) -> String {
        let canonical = self.to_string();
        let (number, decimals) = canonical.split_once('.').map_or((&*canonical, None), |(n, d)| (n, Some(d)));
        let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("−", digits));
        let mut whole = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                whole.push(',');
            }
            whole.push(digit);
        }
        decimals.map_or_else(|| format!("{sign}{whole}"), |decimals| format!("{sign}{whole}.{decimals}"))
    }
}

/// Takes out what parts the thousands; `None` where it parts anything else.
fn without_separators(whole: &str) -> Option<String> {
    let mut groups = whole.split(SEPARATORS);
    let first = groups.next().unwrap_or_default();
    let thousands: Vec<&str> = groups.collect();
    // What begins with 0 has no thousands: 0,125 is an eighth, written as much of Europe writes it.
    let are_grouped = thousands.is_empty() || ((1..=3).contains(&first.len()) && !first.starts_with('0'));
    (are_grouped && thousands.iter().all(|group| group.len() == 3)).then(|| format!("{first}{}", thousands.concat()))
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.billionths < 0 { "-" } else { "" };
        let (whole, part) = (self.billionths.abs() / ONE, self.billionths.abs() % ONE);
        let decimals = format!("{part:0MOST_DECIMALS$}");
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            decimals => write!(f, "{sign}{whole}.{decimals}"),
        }
    }
}

impl From<u8> for Decimal {
    fn from(whole: u8) -> Self {
        Self { billionths: i128::from(whole) * ONE }
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotDecimal;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl fmt::Display for NotDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "the text is not a number",
            Self::TooManyDigits => "the number has more than 15 digits before the point",
            Self::TooManyDecimals => "the number has more than 9 digits after the point",
        })
    }
}

impl std::error::Error for NotDecimal {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn canonical(typed: &str) -> String {
        Decimal::parse(typed).unwrap().to_string()
    }

    #[test]
    fn a_number_is_read_in_the_ways_in_which_people_write_it() {
        let written = [
            ("12", "12"),
            (" 12.50 ", "12.5"),
            (".5", "0.5"),
            ("3.", "3"),
            ("007", "7"),
            ("1,250.75", "1250.75"),
            ("1 250 000", "1250000"),
            ("1\u{a0}250", "1250"),
            ("-3", "-3"),
            ("− 3.10", "-3.1"),
            ("-0", "0"),
        ];
        for (typed, expected) in written {
            assert_eq!(canonical(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_comma_is_not_taken_for_a_decimal_point_nor_two_numbers_for_one() {
        for typed in ["12,5", "1,25", "1,2500", ",500", "1.250,5", "12 5", "1 2", "1  250", "1250,000"] {
            assert_eq!(Decimal::parse(typed), Err(NotDecimal::NotANumber), "{typed}");
        }
    }

    #[test]
    fn words_and_the_numbers_of_machines_are_refused() {
        for typed in ["", ".", "-", "--1", "1e3", "NaN", "inf", "0x10", "３", "1.2.3", "about 3", "+3", "1_000"] {
            assert_eq!(Decimal::parse(typed), Err(NotDecimal::NotANumber), "{typed}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(16)), Err(NotDecimal::TooManyDigits));
        assert_eq!(Decimal::parse("0.0000000001"), Err(NotDecimal::TooManyDecimals));
        assert_eq!(canonical(&format!("{}1.50000000000", "0".repeat(40))), "1.5");
    }

    #[test]
    fn numbers_are_compared_as_numbers_and_not_as_texts() {
        let numbers = ["-10", "-9.5", "0", "0.5", "2", "10", "1,000"].map(|typed| Decimal::parse(typed).unwrap());
        assert!(numbers.is_sorted());
    }

    #[test]
    fn people_read_it_with_commas() {
        let written = [("1250000.5", "1,250,000.5"), ("-1250", "−1,250"), ("999", "999"), ("0", "0")];
        for (number, expected) in written {
            assert_eq!(Decimal::parse(number).unwrap().written(), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_is_read_back_and_what_people_read_too(billionths in -(ONE * ONE)..ONE * ONE) {
            let number = Decimal { billionths };
            prop_assert_eq!(Decimal::parse(&number.to_string()), Ok(number));
            prop_assert_eq!(Decimal::parse(&number.written()), Ok(number));
            let stored = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&stored).unwrap(), number);
        }

        #[test]
        fn no_text_breaks_the_reading(typed in "\\PC{0,40}") {
            if let Ok(number) = Decimal::parse(&typed) {
                prop_assert!(number.decimals() <= MOST_DECIMALS);
            }
        }
    }
}
