//! What all models of choice give: log worths of items, the shares they make, and how sure each is.
//! The models live in their own modules ([`crate::plackett_luce`], [`crate::bradley_terry`], [`crate::best_worst`]).
//!
//! A choice model gives each item a worth `αᵢ > 0` and says that an item is chosen from a set in proportion to its worth.
//! Only ratios of worths can be known, so log worths are given with mean zero or against a reference item, and as
//! priorities they are shares: `αᵢ / Σ α`, the chance that an item is chosen first out of all.
//!
//! Three covariances can be asked for ([`Basis`]): that of the model, as packages for choice models print it, which holds
//! only if answers are independent and weights are counts; the plain sandwich, clustered by respondent; and that of the
//! design, which knows the weights and the margins they were raked on. Under survey weights only the last is right.
//!
//! ```
//! use weighting::estimate::Sample;
//! use weighting::plackett_luce::{PlackettLuce, Pseudo};
//! use weighting::ranking::{Rankings, Unranked};
//! use weighting::worth::Basis;
//!
//! let orders = [Some(vec![0, 1, 2]), Some(vec![0, 2, 1]), Some(vec![1, 2, 0]), None, Some(vec![2, 0, 1])];
//! let rankings = Rankings::from_orders(3, Unranked::Below, &orders)?;
//! let fitted = PlackettLuce::fit(&Sample::unweighted(5)?, &rankings, Pseudo::default())?;
//!
//! let shares = fitted.worths.shares(Basis::Design)?;
//! assert!((shares.values.iter().sum::<f64>() - 1.0).abs() < 1e-12);
//! let against_the_first = fitted.worths.log_worths(Basis::Model)?.against(0)?;
//! assert_eq!(against_the_first.standard_errors()[0], 0.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R | here |
//! |---|---|
//! | `coef(mod)`, `coef(mod, ref = NULL)` | [`LogWorths::against`], [`LogWorths::mean_zero`] |
//! | `vcov(mod)` | [`LogWorths::covariance`] |
//! | `PlackettLuce::itempar(mod)`, `support.BWS::bws.sp(mod)` | [`LogWorths::shares`] |
//! | `qvcalc::qvcalc(mod)` | [`LogWorths::quasi_variances`] |
//! | `sandwich::vcovCL(mod, cluster, type = "HC0", cadjust = FALSE)` | [`Basis::Sandwich`] |
//! | `survey::svymle`, `svytotal` of influence values | [`Basis::Design`] |
//! | `PlackettLuce::connectivity(x)` | [`Connectivity`] |
//! | `sandwich::estfun(mod) %*% sandwich::bread(mod)` | `influence` of each model, as [`crate::plackett_luce::PlackettLuce::influence`]; on shares [`Fit::share_influence`] |

mod connectivity;
mod design;
mod fit;
pub(crate) mod matrix;
pub(crate) mod newton;
mod quasi;
mod sets;
mod shares;

pub use connectivity::Connectivity;
pub(crate) use connectivity::{Beats, mark};
pub(crate) use design::{Answers, columns};
pub(crate) use fit::Made;
pub use fit::{Basis, Coefficient, Fit};
pub use quasi::QuasiVariances;
pub(crate) use sets::Sets;
pub(crate) use shares::softmax;
pub use shares::{LogWorths, Shares};

use crate::estimate::EstimateError;
use crate::progress::Cancelled;

/// Pseudo-comparisons that keep log worths finite: each item is compared with an item of fixed log worth 0, and wins and
/// loses so many times.
///
/// # Source
/// Turner, van Etten, Firth and Kosmidis (2020), *Computational Statistics* 35, 1027–1057.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pseudo {
    /// None: an item that always wins or loses is refused.
    Never,
    /// So many wins and losses each, where the answers alone do not give finite log worths, and none otherwise.
    WhenNeeded(f64),
    /// So many wins and losses each, whatever the answers (R's `npseudo`).
    Always(f64),
}

impl Default for Pseudo {
    /// Half a win and half a loss where the answers need them. R's `PlackettLuce` adds them always:
    /// `Pseudo::Always(0.5)`.
    fn default() -> Self {
        Self::WhenNeeded(0.5)
    }
}

/// The reasons to refuse log worths.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WorthError {
    /// The sample was refused.
    #[error(transparent)]
    Sample(#[from] EstimateError),
    /// The answers and the weights describe different numbers of respondents.
    #[error("there are answers of {answers} respondents and weights of {respondents}")]
    LengthsDiffer {
        /// How many respondents have answers, blank ones counted.
        answers: usize,
        /// How many respondents have weights.
        respondents: usize,
    },
    /// There are fewer than two items, or more than can be compared.
    #[error("{items} items cannot be compared: there must be between 2 and {most}")]
    BadItems {
        /// How many items there are.
        items: usize,
        /// How many there may be.
        most: usize,
    },
    /// Answers on other items were given than those of the fit.
    #[error("the answers are on {given} items and the fit is of {fitted}: give the answers that were fitted")]
    ItemsDiffer {
        /// How many items the answers are on.
        given: usize,
        /// How many items were fitted.
        fitted: usize,
    },
    /// There are fewer columns of influence values than items.
    #[error("there are {given} columns of influence values for {items} items: give those that the model gives")]
    FewColumns {
        /// How many columns there are.
        given: usize,
        /// How many items were fitted.
        items: usize,
    },
    /// Rankings with other sizes of ties were given than those of the fit.
    #[error("the rankings have {given} sizes of ties and the fit {fitted}: give the rankings that were fitted")]
    TiesDiffer {
        /// How many sizes of ties the rankings have.
        given: usize,
        /// How many were fitted.
        fitted: usize,
    },
    /// Nobody with any weight compared anything.
    #[error("nobody with any weight compared two items")]
    NobodyAnswered,
    /// The number of pseudo-comparisons is negative, zero or not a number.
    #[error("{pseudo} pseudo-comparisons cannot be made: give a number above 0, or none")]
    BadPseudo {
        /// The number as given.
        pseudo: f64,
    },
    /// Some items never lose to the others, or were never compared with them, so their log worths are infinite or unknown.
    #[error("the items fall into {} clusters between which the answers do not decide: allow pseudo-comparisons, or leave \
             items out", .0.clusters.len())]
    NotConnected(Connectivity),
    /// The answers do not determine all coefficients.
    #[error(
        "the answers do not determine all coefficients (seen at iteration {iterations}): leave out an effect that \
             cannot be told apart from the items"
    )]
    Unidentified {
        /// How many iterations were made.
        iterations: usize,
    },
    /// The likelihood has no maximum at finite coefficients, or it was not reached.
    #[error(
        "no maximum was reached after {iterations} iterations: coefficients still moved by {last_step}, perhaps \
             because an effect is never contradicted"
    )]
    NotConverged {
        /// How many iterations were made.
        iterations: usize,
        /// The largest change of a coefficient in the last of them.
        last_step: f64,
    },
    /// An item that does not exist was named as the reference.
    #[error("item {item} cannot be the reference among {items} items, numbered from 0")]
    UnknownItem {
        /// The item as given.
        item: usize,
        /// How many items there are.
        items: usize,
    },
    /// Errors were asked for that rest on respondents, but the fit knows counts only, or a single respondent.
    #[error("errors of this kind need at least two respondents, and the fit knows of {respondents}")]
    NoRespondents {
        /// How many respondents there are.
        respondents: usize,
    },
    /// Quasi-variances that reproduce the errors of differences were not found.
    #[error("no quasi-variances reproduce the errors of differences; publish the covariance instead")]
    NoQuasiVariances,
    /// A figure is too large to hold.
    #[error("a figure is too large to calculate with")]
    TooLarge,
    /// The watcher asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl Pseudo {
    /// How many pseudo-comparisons to make, given whether the answers connect the items.
    pub(crate) fn settle(self, connectivity: &Connectivity) -> Result<f64, WorthError> {
        if let Self::WhenNeeded(pseudo) | Self::Always(pseudo) = self
            && !(pseudo > 0.0 && pseudo.is_finite())
        {
            return Err(WorthError::BadPseudo { pseudo });
        }
        match self {
            Self::Always(pseudo) => Ok(pseudo),
            _ if connectivity.is_strong() => Ok(0.0),
            Self::WhenNeeded(pseudo) => Ok(pseudo),
            Self::Never => Err(WorthError::NotConnected(connectivity.clone())),
        }
    }
}
