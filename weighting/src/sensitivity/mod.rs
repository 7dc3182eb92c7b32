//! What would change the result: the whole pipeline run again with one decision changed at a time.
//! Takes the weighting and the estimator as they are published; which checks are shown, and in which words, is the page's.
//!
//! The checks, in this order:
//!
//! * everybody counts the same ([`What::Unweighted`]);
//! * each margin left out ([`What::WithoutMargin`]);
//! * caps of 3 and 5 times the mean, and none ([`What::Cap`], [`What::NoCap`]);
//! * those alone whose level is known on every margin ([`What::CompleteCases`]);
//! * each group of each grouping left out: areas, panels, links ([`What::WithoutGroup`]);
//! * each flagged block as it is, counted as one respondent, left out, and held to 5 in 100 of the weight
//!   ([`What::Block`]);
//! * without the 20 respondents on whom the result hangs most ([`What::WithoutMostInfluential`]);
//! * each item as those saw it to whom it was presented first, and last ([`What::PresentedFirst`], [`What::PresentedLast`]);
//! * each other estimator ([`What::OtherEstimator`]).
//!
//! Wherever respondents or margins change, the weights are made again. A check whose weights or priorities cannot be made is
//! listed as [`CheckOutcome::Refused`] with the reason, never dropped; one that is the published pipeline itself (a cap that is
//! the published cap, a block as it is) is [`CheckOutcome::AsPublished`] and counts for nothing.
//!
//! ```
//! use weighting::margin::{Margin, Placement};
//! use weighting::picks::picks;
//! use weighting::estimate::Sample;
//! use weighting::progress::Progress;
//! use weighting::sensitivity::{CheckOutcome, Pipeline, Priorities, What};
//!
//! let age = Margin::new("age", [("under 45", 50.0), ("45 and over", 50.0)])?;
//! let ages: Vec<_> = (0..90).map(|row| Some(usize::from(row % 3 > 0))).collect();
//! let areas: Vec<_> = (0..90).map(|row| Some(["north", "south"][row / 45])).collect();
//! let letter: Vec<bool> = (0..90).map(|row| row % 4 == 1).collect();
//! let picked: Vec<Option<Vec<usize>>> =
//!     (0..90).map(|row| Some(if letter[row] { vec![0] } else { vec![row % 2, 2] })).collect();
//!
//! let shares = |weights: &[f64]| -> Priorities {
//!     Ok(picks(&Sample::fixed(weights)?, 3, &picked)?.split.values)
//! };
//! let placements = [Placement::new(&age, &ages)];
//! let found = Pipeline::of(&placements, &shares)
//!     .groups("area", &areas)
//!     .block("a letter sent round", &letter)
//!     .top(1)
//!     .sensitivity(&Progress::silent())?;
//!
//! println!("{}", found.headline()); // the top 1 stays the same in …
//! for check in found.checks() {
//!     match &check.outcome {
//!         CheckOutcome::Compared(made) => println!("{}: {:+.3}, tau {:?}", check.what, made.largest_change.by, made.tau),
//!         CheckOutcome::AsPublished => println!("{}: as published", check.what),
//!         CheckOutcome::Refused(reason) => println!("{}: {reason}", check.what),
//!     }
//! }
//! assert!(found.checks().iter().any(|check| check.what == What::Unweighted));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `rake(subset(d, area != a), …)` and the estimate again, for each `a` | [`Pipeline::groups`] |
//! | `survey::rake` with one margin fewer, for each margin | [`What::WithoutMargin`] |
//! | `survey::calibrate(…, bounds = c(L, 3))`, `anesrake(cap = 3)` | [`What::Cap`] |
//! | `na.omit` before raking | [`What::CompleteCases`] |
//! | influence values as of `survey::svymean(influence = TRUE)`, sorted | [`Pipeline::influence`], [`Sensitivity::most_influential`] |
//! | `sandwich::estfun(mod) %*% bread`, of a choice model, sorted | [`Pipeline::influence_by`] |
//! | `cor(x, y, method = "kendall")`, `scipy.stats.kendalltau` | [`Differences::tau`] |
//! | `rank(-x, ties.method = "min")` before and after | [`Differences::rank_changes`] |

mod check;
mod compare;
mod influence;
mod pipeline;
mod published;
mod refusal;
mod run;
mod weigh;

pub use crate::block::BLOCK_SHARE;
pub use check::{Check, CheckOutcome, Treatment, What};
pub use compare::{Differences, RankChange, ShareChange};
pub use influence::{Influences, Influential};
pub use pipeline::{Pipeline, Priorities};
pub use refusal::{Refusal, SensitivityError};
pub use run::Sensitivity;

/// The caps that are always checked, in multiples of the mean weight.
pub const CAPS: [f64; 2] = [3.0, 5.0];
/// How many of the most influential respondents are shown, and left out together.
pub const MOST_INFLUENTIAL: usize = 20;
/// The most checks that are made in one run.
pub const MOST_CHECKS: usize = 10_000;
/// Shares that lie no further apart than this are tied: they differ by rounding alone.
pub const TIE: f64 = 1e-12;
