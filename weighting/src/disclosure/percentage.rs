//! Percentages, which say a count again where the base is known.
//! A percentage is withheld where its part, the rest of its base or the base would be.

use super::DisclosureError;
use super::rule::{Published, Rule, rounded};

/// The smallest base whose percentages come from unrounded counts.
pub const EXACT_BASE: u64 = 50;

impl Rule {
    /// Gives what may be published in place of a percentage.
    ///
    /// # Formula
    /// `100 × part / base` to the nearest whole number, halves up: from unrounded counts where the base has at least
    /// [`EXACT_BASE`] people, otherwise from both counts as they are published. Suppressed where the part, the rest or the base is: 99 % of
    /// 200 say as much of two people as a cell of two. So 100 % is shown only by a rule that shows zeros.
    ///
    /// # Source
    /// As [`Rule::allows`]; the complement as in Hundepool and others (2012), *Statistical Disclosure Control*.
    ///
    /// # Shape and unit
    /// Unweighted people; whole percent.
    ///
    /// # Errors
    /// Refuses a part larger than its base.
    pub fn percentage(&self, part: u64, base: u64) -> Result<Published, DisclosureError> {
        if part > base {
            return Err(DisclosureError::PartAboveBase { part, base });
        }
        if base == 0 || !self.allows(base) || !self.allows(part) || !self.allows(base - part) {
            return Ok(Published::Suppressed);
        }
        let published = |count: u64| rounded(count, self.round_to);
        let (part, base) = if base >= EXACT_BASE { (part, base) } else { (published(part), published(base)) };
        if base == 0 {
            return Ok(Published::Suppressed);
        }
        let (part, base) = (u128::from(part), u128::from(base));
        let percent = (200 * part + base) / (2 * base);
        Ok(Published::Shown(u64::try_from(percent).unwrap_or(100)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{DisclosureError, Published, Rule, Zeros};

    #[test]
    fn a_percentage_that_gives_the_few_others_away_is_withheld() {
        let rule = Rule::default();
        assert_eq!(rule.percentage(197, 200), Ok(Published::Suppressed));
        assert_eq!(rule.percentage(191, 200), Ok(Published::Suppressed));
        assert_eq!(rule.percentage(190, 200), Ok(Published::Shown(95)));
        assert_eq!(rule.percentage(200, 200), Ok(Published::Suppressed));
        assert_eq!(Rule::sensitive().percentage(190, 200), Ok(Published::Suppressed));
    }

    #[test]
    fn a_percentage_comes_from_unrounded_counts_only_on_a_base_of_fifty() {
        let rule = Rule::default();
        assert_eq!(rule.percentage(22, 50), Ok(Published::Shown(44)));
        assert_eq!(rule.percentage(22, 49), Ok(Published::Shown(40)));
        assert_eq!(rule.percentage(9, 100), Ok(Published::Suppressed));
        let zeros_shown = Rule { zeros: Zeros::Shown, ..rule };
        assert_eq!(zeros_shown.percentage(u64::MAX, u64::MAX), Ok(Published::Shown(100)));
        assert_eq!(rule.percentage(51, 50), Err(DisclosureError::PartAboveBase { part: 51, base: 50 }));
    }
}
