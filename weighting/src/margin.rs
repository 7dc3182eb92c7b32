//! Margins (population counts by level) and where each respondent stands in them.
//! What cannot be weighted to is refused here, before any weighting starts; the weighting itself is in [`crate::rake`].
//!
//! ```
//! use weighting::margin::{Margin, Placement};
//!
//! let census = Margin::new("sex", [("F", 798_000.0), ("M", 753_600.0)])?;
//! let rounded = census.normalised_to(1_551_500.0)?;
//! let answers = ["M", "F", "prefer not to say"];
//! let codes = answers.map(|answer| rounded.code_of(answer));
//! assert_eq!(codes, [Some(1), Some(0), None]);
//! let placed = Placement::new(&rounded, &codes);
//! # Ok::<(), weighting::margin::MarginError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `population.margins` of `survey::rake`, `inputter` of `anesrake` | [`Margin`], in counts or shares |
//! | `sample.margins` of `survey::rake` | [`Placement`] |
//! | `force1 = TRUE` of `anesrake` | [`Margin::normalised_to`] |

use crate::sum::total;

/// How far apart the totals of two margins may lie, relative to the larger, before they disagree.
pub const TOTALS_TOLERANCE: f64 = 1e-9;

/// One named level of a margin with the population count or share that it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The name that reports and refusals use.
    pub name: String,
    /// The target total, in people or as a share; the margin decides the unit.
    pub target: f64,
}

/// A declared margin: the levels of one variable with their target totals.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    name: String,
    levels: Vec<Level>,
    total: f64,
}

/// The reasons to refuse a margin, or respondents placed on it.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MarginError {
    /// The margin names no level.
    #[error("the margin \"{margin}\" has no levels")]
    NoLevels {
        /// The margin.
        margin: String,
    },
    /// Two levels of one margin share a name.
    #[error("the margin \"{margin}\" names the level \"{level}\" twice")]
    DuplicateLevel {
        /// The margin.
        margin: String,
        /// The name given twice.
        level: String,
    },
    /// A target is negative, infinite or not a number.
    #[error("the level \"{level}\" of the margin \"{margin}\" has the target {target}, which is not a count")]
    BadTarget {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
        /// The target as given.
        target: f64,
    },
    /// The targets add up to nothing, or to more than can be calculated with.
    #[error("the targets of the margin \"{margin}\" add up to {total}")]
    BadTotal {
        /// The margin.
        margin: String,
        /// The sum of the targets.
        total: f64,
    },
    /// Two margins describe populations of different size.
    #[error("the margins \"{first}\" and \"{second}\" disagree: {first_total} against {second_total} people")]
    TotalsDisagree {
        /// The first margin given.
        first: String,
        /// Its total.
        first_total: f64,
        /// The margin that disagrees with it.
        second: String,
        /// The total of that margin.
        second_total: f64,
    },
    /// The margin and the other inputs describe different numbers of respondents.
    #[error("the margin \"{margin}\" places {placed} respondents where {expected} are expected")]
    LengthsDiffer {
        /// The margin.
        margin: String,
        /// How many respondents it places.
        placed: usize,
        /// How many there are.
        expected: usize,
    },
    /// A respondent is placed on a level that the margin does not have.
    #[error("respondent {row} is placed on level {code} of the margin \"{margin}\", which has {levels} levels")]
    UnknownLevel {
        /// The margin.
        margin: String,
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The level's place in the margin, from 0.
        code: usize,
        /// How many levels there are.
        levels: usize,
    },
    /// A level has a target and no respondents, so nobody can stand for it.
    #[error(
        "nobody who answered is in the level \"{level}\" of the margin \"{margin}\", which has the target {target}"
    )]
    EmptyLevel {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
        /// Its target.
        target: f64,
    },
    /// A level has respondents and a target of zero, so their answers would be thrown away.
    #[error(
        "{respondents} respondents are in the level \"{level}\" of the margin \"{margin}\", which has the target 0"
    )]
    ZeroTarget {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
        /// How many respondents are in it.
        respondents: usize,
    },
}

impl Margin {
    /// Declares a margin by its levels and their target totals, in the order that level codes refer to.
    ///
    /// # Errors
    /// Refuses a margin without levels, a level named twice, a target that is negative, infinite or not a number, and
    /// targets that add up to zero or overflow.
    pub fn new<N: Into<String>>(
        name: impl Into<String>,
        levels: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<Self, MarginError> {
        let levels = levels.into_iter().map(|(name, target)| Level { name: name.into(), target });
        Self::of_levels(name.into(), levels.collect())
    }

    fn of_levels(name: String, levels: Vec<Level>) -> Result<Self, MarginError> {
        if levels.is_empty() {
            return Err(MarginError::NoLevels { margin: name });
        }
        let mut seen = std::collections::HashSet::with_capacity(levels.len());
        for level in &levels {
            if !seen.insert(level.name.as_str()) {
                return Err(MarginError::DuplicateLevel { margin: name, level: level.name.clone() });
            }
            if !level.target.is_finite() || level.target < 0.0 {
                return Err(MarginError::BadTarget { margin: name, level: level.name.clone(), target: level.target });
            }
        }
        let total = total(levels.iter().map(|level| level.target));
        if !is_usable(total) {
            return Err(MarginError::BadTotal { margin: name, total });
        }
        Ok(Self { name, levels, total })
    }

    /// Gives the same margin with its targets scaled to add up to `total`.
    ///
    /// Census counts are rounded one by one, so margins of one population differ by some hundreds; the caller says which
    /// total holds, because raking refuses totals that disagree.
    ///
    /// # Formula
    /// `target × total / (sum of targets)` for each level.
    ///
    /// # Errors
    /// Refuses a total that is zero, negative, not a number, or too large to calculate with.
    pub fn normalised_to(&self, total: f64) -> Result<Self, MarginError> {
        if !is_usable(total) {
            return Err(MarginError::BadTotal { margin: self.name.clone(), total });
        }
        let scaled = |level: &Level| Level { name: level.name.clone(), target: level.target / self.total * total };
        Self::of_levels(self.name.clone(), self.levels.iter().map(scaled).collect())
    }

    /// The same margin with its targets grouped into other levels; the total stays.
    pub(crate) fn with_levels(&self, levels: Vec<Level>) -> Self {
        Self { name: self.name.clone(), levels, total: self.total }
    }

    /// The name that reports and refusals use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The levels in the order that codes refer to.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The sum of the targets.
    pub fn total(&self) -> f64 {
        self.total
    }

    /// The code of the level with this name.
    pub fn code_of(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|known| known.name == level)
    }

    /// The target share of each level; shares add up to 1.
    pub(crate) fn shares(&self) -> Vec<f64> {
        self.levels.iter().map(|level| level.target / self.total).collect()
    }
}

/// Whether shares can be divided by a total, which a subnormal has too few digits for, and weights that add up to it can be
/// rounded without passing all numbers.
fn is_usable(total: f64) -> bool {
    (f64::MIN_POSITIVE..=f64::MAX / 4.0).contains(&total)
}

/// Respondents placed on a margin: one code per respondent, `None` where the respondent's level is not known.
#[derive(Debug, Clone, Copy)]
pub struct Placement<'a> {
    pub(crate) margin: &'a Margin,
    pub(crate) codes: &'a [Option<usize>],
}

impl<'a> Placement<'a> {
    /// Places respondents on the levels of a margin; raking judges the codes.
    pub fn new(margin: &'a Margin, codes: &'a [Option<usize>]) -> Self {
        Self { margin, codes }
    }

    /// Counts the respondents in each level and refuses what cannot be weighted to.
    pub(crate) fn count(&self, respondents: usize) -> Result<Vec<usize>, MarginError> {
        let margin = || self.margin.name.clone();
        let counts = self.tally(respondents)?;
        for ((level, &respondents), share) in self.margin.levels.iter().zip(&counts).zip(self.margin.shares()) {
            let name = level.name.clone();
            match (respondents, share > 0.0) {
                (0, true) => {
                    return Err(MarginError::EmptyLevel { margin: margin(), level: name, target: level.target });
                }
                (1.., false) => return Err(MarginError::ZeroTarget { margin: margin(), level: name, respondents }),
                _ => {}
            }
        }
        Ok(counts)
    }

    /// Counts the respondents in each level, whatever its target.
    pub(crate) fn tally(&self, respondents: usize) -> Result<Vec<usize>, MarginError> {
        let margin = || self.margin.name.clone();
        if self.codes.len() != respondents {
            return Err(MarginError::LengthsDiffer {
                margin: margin(),
                placed: self.codes.len(),
                expected: respondents,
            });
        }
        let levels = self.margin.levels.len();
        let mut counts = vec![0_usize; levels];
        for (row, code) in self.codes.iter().enumerate().filter_map(|(row, code)| code.map(|code| (row, code))) {
            let Some(count) = counts.get_mut(code) else {
                return Err(MarginError::UnknownLevel { margin: margin(), row, code, levels });
            };
            *count += 1;
        }
        Ok(counts)
    }
}

/// Refuses margins that describe populations of different size.
pub(crate) fn agree(placements: &[Placement<'_>]) -> Result<(), MarginError> {
    let Some(first) = placements.first().map(|placement| placement.margin) else { return Ok(()) };
    for second in placements.iter().skip(1).map(|placement| placement.margin) {
        if (first.total - second.total).abs() > TOTALS_TOLERANCE * first.total.max(second.total) {
            return Err(MarginError::TotalsDisagree {
                first: first.name.clone(),
                first_total: first.total,
                second: second.name.clone(),
                second_total: second.total,
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Margin, MarginError, Placement};

    #[test]
    fn a_level_named_twice_is_refused() {
        let refusal = Margin::new("sex", [("F", 1.0), ("F", 2.0)]).unwrap_err();
        assert_eq!(refusal, MarginError::DuplicateLevel { margin: "sex".into(), level: "F".into() });
    }

    #[test]
    fn a_target_that_is_not_a_count_is_refused() {
        for target in [-1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let refusal = Margin::new("sex", [("F", 1.0), ("M", target)]).unwrap_err();
            assert!(matches!(refusal, MarginError::BadTarget { level, .. } if level == "M"));
        }
    }

    #[test]
    fn a_margin_without_levels_or_people_is_refused() {
        assert!(matches!(Margin::new::<&str>("sex", []), Err(MarginError::NoLevels { .. })));
        assert!(matches!(Margin::new("sex", [("F", 0.0)]), Err(MarginError::BadTotal { .. })));
        assert!(matches!(Margin::new("sex", [("F", 1e308), ("M", 1e308)]), Err(MarginError::BadTotal { .. })));
    }

    #[test]
    fn a_margin_scaled_to_a_total_keeps_its_shares() {
        let margin = Margin::new("sex", [("F", 798_000.0), ("M", 753_600.0)]).unwrap();
        let scaled = margin.normalised_to(1_551_500.0).unwrap();
        assert!((scaled.total() - 1_551_500.0).abs() < 1e-6);
        let shares = |margin: &Margin| margin.levels()[0].target / margin.total();
        assert!((shares(&margin) - shares(&scaled)).abs() < 1e-15);
        assert!(matches!(margin.normalised_to(0.0), Err(MarginError::BadTotal { .. })));
        assert!(matches!(margin.normalised_to(f64::NAN), Err(MarginError::BadTotal { .. })));
    }

    #[test]
    fn a_level_is_found_by_its_name() {
        let margin = Margin::new("sex", [("F", 1.0), ("M", 2.0)]).unwrap();
        assert_eq!(margin.code_of("M"), Some(1));
        assert_eq!(margin.code_of("X"), None);
    }

    #[test]
    fn a_code_beyond_the_levels_is_refused() {
        let margin = Margin::new("sex", [("F", 1.0), ("M", 2.0)]).unwrap();
        let refusal = Placement::new(&margin, &[Some(0), Some(1), Some(2)]).count(3).unwrap_err();
        assert_eq!(refusal, MarginError::UnknownLevel { margin: "sex".into(), row: 2, code: 2, levels: 2 });
    }
}
