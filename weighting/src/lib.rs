//! The statistics that turn answers into weightings anyone can check. Takes numbers and gives numbers: no questionnaire,
//! no database, no clock, no randomness of its own, so the same input gives the same output for any number of threads.
//!
//! | room | what it answers |
//! |---|---|
//! | [`margin`] | what the population looks like, and where each respondent stands in it |
//! | [`merge`] | which levels are too small to weight to, and whom they join |
//! | [`poststratify`] | weights that meet a full joint table |
//! | [`rake`] | how much each respondent must count for the answers to look like the population |
//! | [`calibrate`] | the same for numbers as well as levels, and for any distance from the base weights |
//! | [`trim`], [`normalise`] | weights cut at limits, and brought to another unit |
//! | [`design`] | how respondents were drawn: strata, clusters and the finite populations behind them |
//! | [`estimate`] | means, totals, ratios, shares, quantiles and tests, weighted beside unweighted, with standard errors |
//! | [`worth`] | what models of choice give: log worths, shares adding up to 1, their covariances, quasi-variances |
//! | [`ranking`], [`plackett_luce`] | priorities from rankings, full or cut short, with ties |
//! | [`bradley_terry`] | priorities from comparisons of two, with the effect of order |
//! | [`best_worst`] | priorities from best-worst questions (MaxDiff) |
//! | [`rating`], [`points`], [`picks`] | priorities from ratings, shared-out points and multi-select |
//! | [`ahp`] | weights from the pairwise judgements of experts, with their consistency |
//! | [`budget`] | which projects a budget should fund: equal shares, and greedily |
//! | [`aggregate`] | plain cross-checks: Borda, Copeland, Schulze, ranked pairs, Kemeny, win rates, Kendall's tau |
//! | [`bootstrap`] | how much the figures vary over re-raked Poisson bootstraps, from a published seed |
//! | [`quality`] | what the weighting costs, and whether a weighted headline may be shown |
//! | [`ranks`] | how certain the order of priorities is, and which tiers it has |
//! | [`pool`] | one set of priorities from several panels, by agreed weights |
//! | [`smaa`] | what all panel weights would give, not only the agreed ones |
//! | [`sensitivity`] | what would change the result: every decision of the pipeline changed in turn |
//! | [`tipping`] | how one-sided answering must be to change the order |
//! | [`disclosure`] | which counts may be published, and how they are rounded |
//! | [`progress`] | how a long run says how far it is, and is stopped |
//!
//! ```
//! use weighting::estimate::{Sample, share};
//! use weighting::margin::{Margin, Placement};
//! use weighting::quality::Kish;
//! use weighting::rake::rake;
//!
//! let age = Margin::new("age", [("under 45", 600.0), ("45 and over", 400.0)])?;
//! let levels = [Some(0), Some(1), Some(1), Some(1)];
//! let raked = rake(&[Placement::new(&age, &levels)], None)?;
//!
//! let wants_woodland = [Some(true), Some(false), Some(false), Some(true)];
//! let woodland = share(&Sample::raked(&raked)?, &wants_woodland)?;
//! assert!((woodland.unweighted - 0.5).abs() < 1e-12);
//! assert!((woodland.weighted - (0.6 + 0.4 / 3.0)).abs() < 1e-12);
//! assert!(Kish::of(raked.weights())?.effective < 4.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod aggregate;
pub mod ahp;
mod base;
pub mod best_worst;
pub mod bootstrap;
pub mod bradley_terry;
pub mod budget;
pub mod calibrate;
mod cells;
pub mod design;
pub mod disclosure;
mod distributions;
mod draw;
pub mod estimate;
mod linear;
pub mod margin;
pub mod merge;
pub mod normalise;
pub mod picks;
pub mod plackett_luce;
pub mod points;
pub mod pool;
pub mod poststratify;
pub mod progress;
pub mod quality;
pub mod rake;
pub mod ranking;
pub mod ranks;
pub mod rating;
pub mod sensitivity;
pub mod smaa;
mod sum;
pub mod tipping;
pub mod trim;
mod units;
pub mod worth;
