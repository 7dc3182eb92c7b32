//! The rule for one figure at a time: suppressed below a threshold, otherwise rounded.
//! Whether a suppressed count can be worked out from its neighbours is judged in `suppress`.

use std::num::NonZeroU64;

use super::DisclosureError;

/// The fewest people that a published figure may stand on.
pub const THRESHOLD: u64 = 10;
/// The fewest people behind a figure of a named place or of a special category of personal data.
pub const SENSITIVE_THRESHOLD: u64 = 20;
/// What published counts are rounded to.
pub const ROUND_TO: NonZeroU64 = NonZeroU64::new(5).expect("5 is not zero");

/// Whether a count of nobody may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zeros {
    /// A zero is treated like any small count, because in a row of known people it says something of each.
    #[default]
    Suppressed,
    /// A zero is shown, where it tells nothing about anybody.
    Shown,
}

/// The rule by which counts are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The fewest people that a published count may have.
    pub threshold: u64,
    /// What published counts are rounded to.
    pub round_to: NonZeroU64,
    /// What becomes of zeros.
    pub zeros: Zeros,
}

/// What may be published in place of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// The rounded count.
    Shown(u64),
    /// Nothing: too few people.
    Suppressed,
}

impl Default for Rule {
    /// Suppresses below 10, rounds to 5, and treats a zero like a small count.
    fn default() -> Self {
        Self { threshold: THRESHOLD, round_to: ROUND_TO, zeros: Zeros::default() }
    }
}

impl Rule {
    /// Suppresses below [`SENSITIVE_THRESHOLD`]: for breakdowns by named place or by a special category of personal data.
    pub fn sensitive() -> Self {
        Self { threshold: SENSITIVE_THRESHOLD, ..Self::default() }
    }

    /// Decides whether a figure that stands on this many people, unweighted, may be published at all.
    ///
    /// # Formula
    /// `people ≥ threshold`; 0 where the rule shows zeros.
    ///
    /// # Source
    /// The 10-5 rule of the Office for National Statistics: no count below 10, others to the nearest 5.
    ///
    /// # Shape and unit
    /// Unweighted people.
    pub fn allows(&self, people: u64) -> bool {
        people >= self.threshold || (people == 0 && self.zeros == Zeros::Shown)
    }

    /// Gives what may be published in place of a count of people.
    ///
    /// # Formula
    /// Suppressed below the threshold, otherwise [`rounded`].
    ///
    /// # Source
    /// As [`Rule::allows`].
    ///
    /// # Shape and unit
    /// Unweighted people; totals are published from unrounded counts, so a published table may not add up.
    pub fn publish(&self, people: u64) -> Published {
        if self.allows(people) { Published::Shown(rounded(people, self.round_to)) } else { Published::Suppressed }
    }
}

/// Rounds a count to the nearest multiple of `to`, halves up.
///
/// # Formula
/// `to × floor(count / to + 1/2)`, but the multiple below where the one above is too large to hold.
///
/// # Source
/// Conventional rounding, as in Hundepool and others (2012), *Statistical Disclosure Control*.
///
/// # Shape and unit
/// People; a multiple of `to`.
pub fn rounded(count: u64, to: NonZeroU64) -> u64 {
    let over = count % to;
    let down = count - over;
    let up = over >= to.get() - over;
    if up { down.checked_add(to.get()).unwrap_or(down) } else { down }
}

/// A table rounded cell by cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundedTable {
    /// The cells.
    pub cells: Vec<Vec<u64>>,
    /// The totals of rows.
    pub row_totals: Vec<u64>,
    /// The totals of columns.
    pub column_totals: Vec<u64>,
    /// The grand total.
    pub total: u64,
}

/// Rounds a two-way table, each number on its own.
///
/// # Formula
/// [`rounded`] for each cell, and for each total of the unrounded cells, so that a published table need not add up.
///
/// # Source
/// Conventional rounding as the Office for National Statistics uses it.
///
/// # Shape and unit
/// Rows of people, all of one length. Nothing is suppressed here.
///
/// # Errors
/// Refuses rows of different length, and totals too large to hold.
pub fn round_two_way(counts: &[Vec<u64>], to: NonZeroU64) -> Result<RoundedTable, DisclosureError> {
    let columns = counts.first().map_or(0, Vec::len);
    let mut column_totals = vec![0_u64; columns];
    let mut row_totals = Vec::with_capacity(counts.len());
    for (row, cells) in counts.iter().enumerate() {
        if cells.len() != columns {
            return Err(DisclosureError::Ragged { row, given: cells.len(), expected: columns });
        }
        for (total, people) in column_totals.iter_mut().zip(cells) {
            *total = total.checked_add(*people).ok_or(DisclosureError::TooLarge)?;
        }
        row_totals.push(sum(cells)?);
    }
    let total = sum(&row_totals)?;
    let round = |counts: &[u64]| counts.iter().map(|&count| rounded(count, to)).collect::<Vec<_>>();
    Ok(RoundedTable {
        cells: counts.iter().map(|row| round(row)).collect(),
        row_totals: round(&row_totals),
        column_totals: round(&column_totals),
        total: rounded(total, to),
    })
}

fn sum(counts: &[u64]) -> Result<u64, DisclosureError> {
    counts.iter().try_fold(0_u64, |sum, &count| sum.checked_add(count)).ok_or(DisclosureError::TooLarge)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU64;

    use super::{Published, ROUND_TO, Rule, Zeros, rounded};

    #[test]
    fn a_count_below_ten_is_suppressed() {
        assert_eq!(Rule::default().publish(9), Published::Suppressed);
        assert_eq!(Rule::default().publish(10), Published::Shown(10));
        assert_eq!(Rule::default().publish(13), Published::Shown(15));
    }

    #[test]
    fn a_zero_is_suppressed_unless_the_rule_shows_it() {
        assert_eq!(Rule::default().publish(0), Published::Suppressed);
        assert_eq!(Rule { zeros: Zeros::Shown, ..Rule::default() }.publish(0), Published::Shown(0));
    }

    #[test]
    fn halves_round_up_and_the_largest_count_does_not_overflow() {
        let ten = NonZeroU64::new(10).unwrap();
        assert_eq!([4, 5, 14, 15].map(|count| rounded(count, ten)), [0, 10, 10, 20]);
        assert_eq!([0, 2, 3, 7, 8].map(|count| rounded(count, ROUND_TO)), [0, 0, 5, 5, 10]);
        assert_eq!(rounded(u64::MAX, ten), u64::MAX - 5);
    }
}
