//! The rule for small groups among residents: a figure that rests on 1 to 4 people is withheld, on pages and in files.

use std::cmp::Reverse;

use weighting::disclosure::{Rule, Zeros};

/// The fewest people, unless it is nobody, that a figure about residents may rest on.
pub const SMALLEST: usize = 5;

/// Says whether a figure that rests on this many people is withheld; that it rests on nobody tells nothing of anybody.
pub fn is_small(people: usize) -> bool {
    let rule = Rule { threshold: to_people(SMALLEST), zeros: Zeros::Shown, ..Rule::default() };
    !rule.allows(to_people(people))
}

/// Says for each part of a whole whether it is withheld: the small ones, and beside a single one the next smallest.
///
/// Whoever knows the whole could work out one part alone from all the others.
pub fn withheld(parts: &[usize]) -> Vec<bool> {
    let mut withheld: Vec<bool> = parts.iter().map(|part| is_small(*part)).collect();
    if withheld.iter().filter(|is_withheld| **is_withheld).count() == 1 {
        let large = (0..parts.len()).filter(|place| parts[*place] >= SMALLEST);
        if let Some(next) = large.min_by_key(|place| (parts[*place], Reverse(*place))) {
            withheld[next] = true;
        }
    }
    withheld
}

/// Gives a number of people as the rules of disclosure count them.
pub(super) fn to_people(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_to_four_people_are_few_and_nobody_is_not() {
        assert_eq!([0, 1, 4, 5].map(is_small), [false, true, true, false]);
    }

    #[test]
    fn a_single_small_part_takes_the_next_smallest_with_it() {
        assert_eq!(withheld(&[90, 3, 0, 12]), [false, true, false, true]);
        assert_eq!(withheld(&[90, 3, 4, 12]), [false, true, true, false]);
        assert_eq!(withheld(&[90, 0, 12]), [false, false, false]);
        assert_eq!(withheld(&[2, 0]), [true, false]);
    }
}
