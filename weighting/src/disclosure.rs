//! Which counts may be published and how they are rounded, so that no person can be found in a table.
//! One count at a time: whether a suppressed count can be worked out from its neighbours is not judged here.

use std::num::NonZeroU64;

/// The fewest people that a published figure may stand on.
pub const THRESHOLD: u64 = 10;
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
    /// Decides whether a figure that stands on this many people, unweighted, may be published at all.
    ///
    /// # Source
    /// The 10-5 rule of the Office for National Statistics: no count below 10, others to the nearest 5.
    pub fn allows(&self, people: u64) -> bool {
        people >= self.threshold || (people == 0 && self.zeros == Zeros::Shown)
    }

    /// Gives what may be published in place of a count of people.
    ///
    /// # Formula
    /// Suppressed below the threshold, otherwise [`rounded`].
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
pub fn rounded(count: u64, to: NonZeroU64) -> u64 {
    let over = count % to;
    let down = count - over;
    let up = over >= to.get() - over;
    if up { down.checked_add(to.get()).unwrap_or(down) } else { down }
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
