//! Merging levels that too few stand for, by an order declared beforehand: neighbours such as ages, or a named list such
//! as areas. Says which levels were merged and why; the weighting itself is in [`crate::rake`].
//!
//! ```
//! use weighting::margin::{Margin, Placement};
//! use weighting::merge::{Neighbours, Thresholds, merge_levels};
//!
//! let age = Margin::new("age", [("16-24", 115.0), ("25-74", 720.0), ("75+", 165.0)])?;
//! let mut ages = vec![Some(1); 80];
//! ages.extend([Some(0); 20]);
//! ages.extend([Some(2); 4]);
//! let merged = merge_levels(&Placement::new(&age, &ages), &Neighbours::InOrder, Thresholds::default())?;
//! assert_eq!(merged.margin().levels()[1].name, "25-74 and 75+");
//! assert_eq!(merged.margin().levels()[1].target, 885.0);
//! assert_eq!(
//!     merged.merges()[0].to_string(),
//!     "\"75+\" of \"age\" has 4 respondents, fewer than 10: merged with \"25-74\", which has 80"
//! );
//! assert_eq!(merged.warnings()[0].level, "16-24");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | collapsing cells by hand before `survey::postStratify` or `rake` | [`merge_levels`] |
//! | `forcats::fct_collapse`, `cut` with fewer breaks, by hand | [`merge_levels`] with [`Neighbours`] |

mod groups;

use crate::margin::{Margin, MarginError, Placement};
use groups::Groups;

/// The most levels that a margin to be merged may have.
pub const MOST_LEVELS: usize = 2_000;

/// Which levels may be merged with which.
#[derive(Debug, Clone, PartialEq)]
pub enum Neighbours {
    /// The levels stand in an order, and each may be merged with the one before or after it: the one with fewer
    /// respondents, and the one before where both have as many.
    InOrder,
    /// Each level named first may be merged with the one named second; the first pair that fits is taken.
    Named(Vec<(String, String)>),
}

impl Neighbours {
    /// Declares a merge list: each level named first may be merged with the one named second.
    pub fn named<F: Into<String>, S: Into<String>>(pairs: impl IntoIterator<Item = (F, S)>) -> Self {
        Self::Named(pairs.into_iter().map(|(from, into)| (from.into(), into.into())).collect())
    }
}

/// How few respondents are too few for a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thresholds {
    /// A level with fewer respondents is merged.
    pub merge_below: usize,
    /// A level with fewer respondents is warned of.
    pub warn_below: usize,
}

impl Default for Thresholds {
    /// Merge below 10, warn below 30.
    fn default() -> Self {
        Self { merge_below: 10, warn_below: 30 }
    }
}

/// One merging: which level, into which, and how few stood for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The margin.
    pub margin: String,
    /// The level that was merged away.
    pub level: String,
    /// How many respondents were in it.
    pub respondents: usize,
    /// The level that it was merged with.
    pub into: String,
    /// How many respondents were in that.
    pub into_respondents: usize,
    /// What both together are called.
    pub merged: String,
    /// Why.
    pub reason: Reason,
}

/// Why levels were merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The level had fewer respondents than this.
    FewerThan(usize),
    /// The weights could not meet this level's target.
    NotMet,
}

impl std::fmt::Display for Merge {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { margin, level, respondents, into, into_respondents, reason, .. } = self;
        write!(out, "\"{level}\" of \"{margin}\" has {respondents} respondents, ")?;
        match reason {
            Reason::FewerThan(least) => write!(out, "fewer than {least}")?,
            Reason::NotMet => write!(out, "and its target could not be met")?,
        }
        write!(out, ": merged with \"{into}\", which has {into_respondents}")
    }
}

/// A level that is kept although few stand for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Few {
    /// The margin.
    pub margin: String,
    /// The level.
    pub level: String,
    /// How many respondents are in it.
    pub respondents: usize,
}

/// The reasons to refuse to merge.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MergeError {
    /// The margin or the codes cannot be used, or a level has respondents and a target of zero.
    #[error(transparent)]
    Margin(#[from] MarginError),
    /// The margin has more levels than merging takes; nobody declares neighbours for so many.
    #[error("the margin \"{margin}\" has {levels} levels, and at most {most} can be merged")]
    TooManyLevels {
        /// The margin.
        margin: String,
        /// How many levels it has.
        levels: usize,
        /// How many it may have.
        most: usize,
    },
    /// A merge list names a level that the margin does not have.
    #[error("the merge list names the level \"{level}\", which the margin \"{margin}\" does not have")]
    UnknownLevel {
        /// The margin.
        margin: String,
        /// The name.
        level: String,
    },
    /// A level must be merged and has no neighbour to be merged with.
    #[error(
        "the level \"{level}\" of the margin \"{margin}\" has {respondents} respondents, and no level is declared that it \
         may be merged with: declare one or leave the margin out"
    )]
    NoNeighbour {
        /// The margin.
        margin: String,
        /// The level.
        level: String,
        /// How many respondents are in it.
        respondents: usize,
    },
}

/// A margin with levels merged, and respondents placed on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    margin: Margin,
    codes: Vec<Option<usize>>,
    merges: Vec<Merge>,
    warnings: Vec<Few>,
}

impl Merged {
    /// The margin after merging; merged levels are named by their parts, with their targets added up.
    pub fn margin(&self) -> &Margin {
        &self.margin
    }

    /// One code per respondent for the margin after merging.
    pub fn codes(&self) -> &[Option<usize>] {
        &self.codes
    }

    /// Respondents on the margin after merging, ready to be weighted.
    pub fn placement(&self) -> Placement<'_> {
        Placement::new(&self.margin, &self.codes)
    }

    /// Which levels were merged and why, in the order it was done.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The levels that are kept although few stand for them.
    pub fn warnings(&self) -> &[Few] {
        &self.warnings
    }
}

/// Merges every level that too few stand for with a declared neighbour, the one with fewest respondents first.
///
/// A level without target and respondents is left alone. Levels nobody is in are merged like the others, so that a margin
/// that raking would refuse for an empty level can be met.
///
/// # Errors
/// Refuses codes beyond the levels, a level with respondents and a target of zero (merging would hide it), a merge list
/// with unknown names, and a level that has nowhere to go: a margin of one level tells nothing.
pub fn merge_levels(
    placement: &Placement<'_>,
    neighbours: &Neighbours,
    thresholds: Thresholds,
) -> Result<Merged, MergeError> {
    let mut groups = Groups::of(placement, neighbours)?;
    let mut merges = Vec::new();
    let least = thresholds.merge_below;
    while let Some(small) = groups.smallest_below(least) {
        merges.push(groups.merge(small, Reason::FewerThan(least))?);
    }
    Ok(groups.finish(placement, merges, thresholds.warn_below))
}

/// Merges one level with its declared neighbour, whatever its size.
pub(crate) fn merge_one(
    placement: &Placement<'_>,
    neighbours: &Neighbours,
    level: usize,
) -> Result<Merged, MergeError> {
    let mut groups = Groups::of(placement, neighbours)?;
    let merges = match groups.holding(level) {
        Some(group) => vec![groups.merge(group, Reason::NotMet)?],
        None => Vec::new(),
    };
    Ok(groups.finish(placement, merges, 0))
}
