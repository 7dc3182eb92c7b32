//! Pooling panels: one set of priorities from several, by weights that people have agreed on and signed.
//! Never chooses a weight; what all possible weights would give is in [`crate::smaa`].
//!
//! ```
//! use weighting::pool::{PanelWeights, Panels, Pooling, ZeroShares, swing_weights};
//!
//! // Three panels share 1 out over woodland, wetland and rivers.
//! let panels = Panels::new(&[[0.5, 0.2, 0.3], [0.2, 0.5, 0.3], [0.3, 0.3, 0.4]])?;
//! let weights = PanelWeights::new(&[0.5, 0.3, 0.2])?;
//!
//! let pooled = panels.linear(&weights)?;
//! assert!((pooled.values[0] - 0.37).abs() < 1e-12);
//! let check = panels.log(&weights, ZeroShares::Refuse)?;
//! assert!((check.values.iter().sum::<f64>() - 1.0).abs() < 1e-12);
//!
//! // How far must the first panel's weight fall before woodland is no longer first?
//! let change = panels.break_even(&weights, 0, 1, Pooling::Linear)?.smallest().expect("some weight does it");
//! assert_eq!((change.leaves, change.enters), (0, 1));
//! assert!((change.weight - 0.375).abs() < 1e-12);
//!
//! // Weights for criteria from swings: the largest swing is worth 100.
//! let swings = swing_weights(&[100.0, 60.0, 40.0])?;
//! assert_eq!(swings.weights, [0.5, 0.3, 0.2]);
//! # Ok::<(), weighting::pool::PoolError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `lambda %*% panels` (linear opinion pool) | [`Panels::linear`] |
//! | `exp(lambda %*% log(panels))`, normalised (logarithmic opinion pool) | [`Panels::log`] |
//! | either, once for each panel with `panels[-p, ]` | [`Panels::leave_one_out`], [`Panels::leave_one_out_log`] |
//! | `msm::deltamethod` on a pool | the standard errors of [`Pooled`] |
//! | `points / sum(points)` (`MCDA`'s swing weights) | [`swing_weights`] |
//! | `MCDA::weightedSum`, `scikit-criteria`'s `WeightedSumModel` | [`additive_values`] |

mod break_even;
mod log;
mod panels;
mod swing;
mod value;
mod weights;

pub use break_even::{BreakEven, Crossing, Pooling};
pub use log::ZeroShares;
pub(crate) use panels::Errors;
pub use panels::{Panels, Pooled};
pub use swing::{StatedRatio, SwingConcern, SwingWeights, swing_weights};
pub use value::{additive_errors, additive_values};
pub use weights::{MOST_PANELS, PanelWeights, SUM_TOLERANCE};

/// The reasons to refuse to pool.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PoolError {
    /// There is no panel, criterion or option to pool.
    #[error("there is nothing to pool: give at least one panel and one item")]
    Nothing,
    /// There are said to be more panels than are taken by their number alone.
    #[error("there are said to be {panels} panels, and at most {most} are taken by number alone; give weights")]
    TooManyPanels {
        /// How many panels there are said to be.
        panels: usize,
        /// How many there may be.
        most: usize,
    },
    /// Two parts of the input describe different numbers of panels, items or criteria.
    #[error("{what}: there are {given} where {expected} are needed")]
    LengthsDiffer {
        /// What was counted.
        what: &'static str,
        /// How many there are.
        given: usize,
        /// How many are needed.
        expected: usize,
    },
    /// A number is infinite or not a number, or negative where it must not be.
    #[error(
        "{what} {value} (row {row}, place {place}) cannot be used: give a finite number, not negative for weights and errors"
    )]
    BadValue {
        /// What the number is.
        what: &'static str,
        /// The panel or option, from 0.
        row: usize,
        /// The item or criterion, from 0.
        place: usize,
        /// The number as given.
        value: f64,
    },
    /// The weights do not add up to 1.
    #[error("the weights add up to {sum} and not to 1: correct them, or ask for them to be normalised")]
    NotOne {
        /// What they add up to.
        sum: f64,
    },
    /// All weights or points are zero.
    #[error("the weights add up to nothing")]
    NoWeight,
    /// All weight lies on one panel, so the others have no proportions to keep.
    #[error("panel {panel} has all the weight, so the others have no proportions to share it by")]
    OnlyPanel {
        /// The panel's place, from 0.
        panel: usize,
    },
    /// A share is zero where its logarithm is needed.
    #[error("panel {panel} gives item {item} nothing, which a log pool cannot use: choose how zeros are treated")]
    ZeroShare {
        /// The panel's place, from 0.
        panel: usize,
        /// The item's place, from 0.
        item: usize,
    },
    /// Every item is ruled out by some panel.
    #[error("every item gets nothing from some panel, so a log pool with vetoes has nothing left")]
    AllVetoed,
    /// There is no such panel, item or criterion.
    #[error("{what} {index} does not exist: there are {count}, counted from 0")]
    Unknown {
        /// What was named.
        what: &'static str,
        /// The place named.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// There is no such number of first places to change.
    #[error("the top {top} of {items} items cannot change: give a number from 1 to one less than the items")]
    BadTop {
        /// The number as given.
        top: usize,
        /// How many items there are.
        items: usize,
    },
    /// A result is too large to hold.
    #[error("a result is too large to calculate with: give the values in a larger unit")]
    TooLarge,
}
