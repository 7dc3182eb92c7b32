//! Dominance: sums over people of which one gave nearly all.
//! For hectares and money; counts of people have no dominant contributor.

use super::DisclosureError;
use crate::sum::total;

/// How many of the largest contributors are looked at by default.
pub const DOMINANT_LARGEST: usize = 1;
/// The share of a sum above which they dominate it by default.
pub const DOMINANT_SHARE: f64 = 0.85;

/// What the largest contributors make of a sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dominance {
    /// Their share of the sum; 0 for a sum of nothing.
    pub share: f64,
    /// Whether that is more than may be published.
    pub is_dominated: bool,
}

/// Judges a sum by the (n, k) dominance rule; a dominated sum is a primary cell.
///
/// # Formula
/// Dominated where the `largest` contributions together are more than `share` of the sum: one contributor and 85 % with
/// [`DOMINANT_LARGEST`] and [`DOMINANT_SHARE`].
///
/// # Source
/// Hundepool et al. (2012), *Statistical Disclosure Control*, section 4.2.
///
/// # Shape and unit
/// One contribution per person, in any unit.
///
/// # Errors
/// Refuses contributions that are negative or not finite, a share that does not lie between 0 and 1, and sums too large.
pub fn dominance(contributions: &[f64], largest: usize, share: f64) -> Result<Dominance, DisclosureError> {
    if let Some(&value) = contributions.iter().find(|value| !value.is_finite() || **value < 0.0) {
        return Err(DisclosureError::BadValue { value });
    }
    if !(0.0..=1.0).contains(&share) {
        return Err(DisclosureError::BadValue { value: share });
    }
    let mut sorted = contributions.to_vec();
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    let sum = total(sorted.iter().copied());
    if !sum.is_finite() {
        return Err(DisclosureError::TooLarge);
    }
    let most = total(sorted.iter().take(largest).copied());
    let given = if sum > 0.0 { (most / sum).min(1.0) } else { 0.0 };
    Ok(Dominance { share: given, is_dominated: given > share })
}

#[cfg(test)]
mod tests {
    use super::{DOMINANT_LARGEST, DOMINANT_SHARE, DisclosureError, dominance};

    #[test]
    fn one_contributor_with_more_than_85_percent_dominates() {
        let judge = |contributions: &[f64]| dominance(contributions, DOMINANT_LARGEST, DOMINANT_SHARE).unwrap();
        assert!(judge(&[86.0, 7.0, 7.0]).is_dominated);
        assert!(!judge(&[85.0, 10.0, 5.0]).is_dominated);
        assert!(!judge(&[]).is_dominated && !judge(&[0.0]).is_dominated);
        assert!(dominance(&[50.0, 40.0, 10.0], 2, 0.85).unwrap().is_dominated);
        assert_eq!(dominance(&[-1.0], 1, 0.85), Err(DisclosureError::BadValue { value: -1.0 }));
        assert_eq!(dominance(&[f64::MAX; 2], 1, 0.85), Err(DisclosureError::TooLarge));
    }
}
