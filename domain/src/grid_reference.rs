//! Ordnance Survey grid references: reading them, and where on the British National Grid they are.

use serde::{Deserialize, Serialize};

/// The letters of the grid, row by row from the north-west.
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNOPQRSTUVWXYZ";
/// The side of a square with two letters, in metres.
const SQUARE: u32 = 100_000;
/// The digits of an easting or a northing to the metre, within such a square.
const MOST_DIGITS: u32 = 5;

/// A square of the British National Grid, as precise as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridReference {
    /// The reference as it is written, for example `SJ 395 880`.
    pub written: String,
    /// Metres east of the grid's origin, of the square's south-west corner.
    pub easting: u32,
    /// Metres north of the grid's origin, of the square's south-west corner.
    pub northing: u32,
    /// The length of the square's side in metres.
    pub precision: u32,
}

impl GridReference {
    /// Reads two letters and an even number of digits, from 2 to 10, with or without spaces and in any case.
    pub fn parse(typed: &str) -> Option<Self> {
        let plain = plain(typed);
        let (letters, digits) = parts(&plain)?;
        let (column, row) = square(letters)?;
        if digits.len() > 10 || digits.len() % 2 == 1 {
            return None;
        }
        let half = digits.len() / 2;
        let precision = 10_u32.pow(u32::try_from(5 - half).ok()?);
        let (east, north) = digits.split_at(half);
        Some(Self {
            written: format!("{letters} {east} {north}"),
            easting: column * SQUARE + east.parse::<u32>().ok()? * precision,
            northing: row * SQUARE + north.parse::<u32>().ok()? * precision,
            precision,
        })
    }

    /// Says whether words are the letters of a square and figures, as a reference is, whatever the number of these.
    pub fn is_meant(typed: &str) -> bool {
        parts(&plain(typed)).is_some()
    }

    /// Gives the square with a side of 1 m, 10 m and so on to 10 km in which a point lies; none outside the grid.
    pub fn at(easting: u32, northing: u32, precision: u32) -> Option<Self> {
        let digits = MOST_DIGITS.checked_sub(precision.checked_ilog10()?)?;
        if digits == 0 || 10_u32.pow(MOST_DIGITS - digits) != precision {
            return None;
        }
        let letters = letters(easting / SQUARE, northing / SQUARE)?;
        let part = |metres: u32| format!("{:0width$}", metres % SQUARE / precision, width = digits as usize);
        Self::parse(&format!("{letters}{}{}", part(easting), part(northing)))
    }
}

fn plain(typed: &str) -> String {
    typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
}

/// Parts the letters of a square from the digits after them.
fn parts(plain: &str) -> Option<(&str, &str)> {
    let (letters, digits) = plain.split_at_checked(2)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    square(letters).filter(|_| is_number).map(|_| (letters, digits))
}

/// Gives the letters of the 100 km square in a column and a row of the grid.
fn letters(column: u32, row: u32) -> Option<String> {
    let (column, row) = (column.checked_add(10)?, row.checked_add(5)?);
    let letter = |column: u32, row: u32| {
        let row = 4_u32.checked_sub(row)?;
        ALPHABET.get((row * 5 + column) as usize).filter(|_| column < 5)
    };
    let (first, second) = (letter(column / 5, row / 5)?, letter(column % 5, row % 5)?);
    Some([*first, *second].map(char::from).iter().collect())
}

/// Gives the column and row of a 100 km square counted from the grid's false origin.
fn square(letters: &str) -> Option<(u32, u32)> {
    let [first, second] = letters.as_bytes() else { return None };
    if !b"STNHO".contains(first) {
        return None;
    }
    let (first, second) = (place(*first)?, place(*second)?);
    let column = (first % 5) * 5 + second % 5;
    let row = (4 - first / 5) * 5 + (4 - second / 5);
    Some((column.checked_sub(10)?, row.checked_sub(5)?))
}

/// Gives the place of a letter in the grid's alphabet, which has no I.
fn place(letter: u8) -> Option<u32> {
    let index = ALPHABET.iter().position(|l| *l == letter)?;
    u32::try_from(index).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corner(typed: &str) -> Option<(u32, u32, u32)> {
        GridReference::parse(typed).map(|g| (g.easting, g.northing, g.precision))
    }

    #[test]
    fn published_references_stand_where_they_should() {
        assert_eq!(corner("SU387148"), Some((438_700, 114_800, 100)));
        assert_eq!(corner("NN 16650 71250"), Some((216_650, 771_250, 1)));
        assert_eq!(corner("tq336805"), Some((533_600, 180_500, 100)));
    }

    #[test]
    fn odd_digits_the_letter_i_and_other_squares_are_refused() {
        for typed in ["SU38714", "SI387148", "AA1234", "SU", "SU3871481234567", "51.5, -0.1", "SUé1"] {
            assert_eq!(corner(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_point_lies_in_the_square_that_is_named_after_it() {
        let named =
            |easting, northing, precision| GridReference::at(easting, northing, precision).map(|square| square.written);
        assert_eq!(named(438_765, 114_899, 100).as_deref(), Some("SU 387 148"));
        assert_eq!(named(651_409, 313_177, 1).as_deref(), Some("TG 51409 13177"));
        assert_eq!(named(330_000, 380_000, 10_000).as_deref(), Some("SJ 3 8"));
        assert_eq!(named(0, 0, 10).as_deref(), Some("SV 0000 0000"));
        for (easting, northing, precision) in
            [(0, 0, 0), (0, 0, 25), (0, 0, 100_000), (1_500_000, 0, 1), (0, 2_000_000, 1)]
        {
            assert_eq!(named(easting, northing, precision), None);
        }
    }

    #[test]
    fn fewer_digits_mean_a_larger_square() {
        assert_eq!(corner("SJ38"), Some((330_000, 380_000, 10_000)));
    }
}
