//! Ordnance Survey grid references: reading them, and where on the British National Grid they are.

use serde::{Deserialize, Serialize};

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
        let plain = typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let (letters, digits) = plain.split_at_checked(2)?;
        let (column, row) = square(letters)?;
        if digits.len() < 2 || digits.len() > 10 || digits.len() % 2 == 1 || !digits.bytes().all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let half = digits.len() / 2;
        let precision = 10_u32.pow(u32::try_from(5 - half).ok()?);
        let (east, north) = digits.split_at(half);
        Some(Self {
            written: format!("{letters} {east} {north}"),
            easting: column * 100_000 + east.parse::<u32>().ok()? * precision,
            northing: row * 100_000 + north.parse::<u32>().ok()? * precision,
            precision,
        })
    }
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
    let index = b"ABCDEFGHJKLMNOPQRSTUVWXYZ".iter().position(|l| *l == letter)?;
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
    fn fewer_digits_mean_a_larger_square() {
        assert_eq!(corner("SJ38"), Some((330_000, 380_000, 10_000)));
    }
}
