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
//! | [`block`] | how much the answers of a campaign count: once, or up to a share of all |
//! | [`trim`], [`normalise`] | weights cut at limits, and brought to another unit |
//! | [`design`] | how respondents were drawn: strata, clusters and the finite populations behind them |
//! | [`estimate`] | means, totals, ratios, shares, quantiles and tests, weighted beside unweighted, with standard errors |
//! | [`worth`] | what models of choice give: log worths, shares adding up to 1, their covariances, quasi-variances |
//! | [`ranking`], [`plackett_luce`] | priorities from rankings, full or cut short, with ties |
//! | [`bradley_terry`] | priorities from comparisons of two, with the effect of order |
//! | [`best_worst`] | priorities from best-worst questions (`MaxDiff`) |
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
//! | [`agreement`] | how far two people who sort the same things agree |
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
//!
//! # Where each function of R is here
//!
//! Each module ends with a longer table of its own.
//!
//! | in R | here |
//! |---|---|
//! | `survey`: `svydesign(id, strata, weights, fpc, nest)`, two stages | [`design::Design::of`] and [`design::DesignBuilder`] |
//! | `options(survey.lonely.psu)`, `degf` | [`design::Lonely`], [`design::Design::degrees_of_freedom`] |
//! | a population table, a factor of the sample | [`margin::Margin`], [`margin::Placement`] |
//! | collapsing levels by hand before weighting | [`merge::merge_levels`] |
//! | `postStratify` | [`poststratify::poststratify`] |
//! | `rake`; with bounds | [`rake::rake()`], [`rake::rake_bounded`] |
//! | `anesrake`: `anesrake(type = "nolim", cap)` | [`rake::rake_capped`] |
//! | `calibrate(calfun = "linear" / "raking" / "logit", bounds, variance)`, `grake` | [`calibrate::calibrate()`], [`calibrate::Calibration`] |
//! | `trimWeights(strict)` | [`trim::trim()`] |
//! | a campaign counted once, or as one more margin of `rake` | [`block::counted_once`], [`block::rake_capped_block`] |
//! | `weights(d) / mean(weights(d))` | [`normalise::to_mean_one`] |
//! | Kish's effective size and design effect | [`quality::Kish`] |
//! | `svymean`, `svytotal`, `svyratio`, `svyby`, `subset`, `svycontrast` | [`estimate::means`], [`estimate::totals()`], [`estimate::ratio`], [`estimate::by`] (quantiles and proportions [`estimate::quantiles_by`], [`estimate::proportion_by`]), `None` for others, [`estimate::Estimates::contrast`] |
//! | `svyttest`, `svytable`, `confint`, `cv` | a contrast of [`estimate::by`], totals of ones by [`estimate::by`], [`estimate::Estimate::interval`], [`estimate::Estimate::coefficient_of_variation`] |
//! | `svyciprop`, `svyquantile`, `deff` | [`estimate::proportion`], [`estimate::quantiles`], [`estimate::design_effect`] |
//! | `svychisq`, `svygofchisq` | [`estimate::independence`], [`estimate::goodness_of_fit`] |
//! | `svyrecvar`, influence functions | [`estimate::Sample::covariance`], [`estimate::Sample::influence`] |
//! | `as.svrepdesign(type = "bootstrap")`, `withReplicates` | [`bootstrap::Bootstrap`] |
//! | `svymean` of ratings, of row proportions, of 0/1 columns | [`rating::rating()`], [`points::points()`], [`picks::picks()`] |
//! | `PlackettLuce`: `as.rankings`, `PlackettLuce`, `itempar`, `qvcalc`, `connectivity` | [`ranking::Rankings`], [`plackett_luce::PlackettLuce::fit`], [`worth::Fit::shares`], [`worth::LogWorths::quasi_variances`], [`worth::Connectivity`] |
//! | `BradleyTerry2`: `BTm`, `BTabilities`, with `at.home` | [`bradley_terry::BradleyTerry`], [`bradley_terry::Order`] |
//! | `support.BWS`: `bws.count`, `clogit` of `bws.dataset`; `bwsTools`: `ae_mnl` | [`best_worst::counts()`], [`best_worst::BestWorst::fit`], [`best_worst::closed_form`] |
//! | `votesys`: `borda_method`, `cdc_copeland`, `cdc_schulze`, `cdc_rankedpairs`, `cdc_kemenyyoung`; `cor(method = "kendall")` | [`aggregate::Pairwise`], [`aggregate::kemeny()`], [`aggregate::kendall_tau`] |
//! | `ahpsurvey`: `ahp.indpref`, `ahp.cr`, `ahp.aggjudge` | [`ahp::Judgements`], [`ahp::Ahp::consistency_ratio`], [`ahp::group()`] |
//! | `csranks`: `csranks`, `cstaubest` | [`ranks::JointRanks`], [`ranks::JointRanks::standings`] |
//! | `apply(boot$t, 1, rank)` and `table` | [`ranks::RankSpread`] |
//! | `MCDA`: `weightedSum`; opinion pools by hand | [`pool::additive_values`], [`pool::Panels`] |
//! | `irr`: `kappa2`, `agree` | [`agreement::Agreement`] |
//! | `smaa`: `smaa`, `smaa.ra`, `smaa.cw`, `smaa.cf` | [`smaa::acceptability`], [`smaa::exact_acceptability`], [`smaa::Acceptability`] |
//! | `sdcTable`: `primarySuppression`, `protectTable`, `protectLinkedTables`, `attack` | [`disclosure::Tables::primary`], [`disclosure::suppress()`], [`disclosure::Tables::of_breakdowns`], [`disclosure::audit()`] |
//! | `svymean(influence = TRUE)`, `sandwich::estfun(mod) %*% bread`, and each estimate again without those | [`sensitivity::Pipeline`] |
//! | Meng's data defect correlation, by hand | [`tipping`] |
//! | (Python, pabutools) `method_of_equal_shares` | [`budget::equal_shares`] |
//! | `txtProgressBar` | [`progress::Progress`] |
//! | `svyglm`, `svycoxph`, `svykm`, `svyvar`, `svycdf`, `twophase`, replicate weights made by others | not here; standard errors of one's own figures by [`estimate::Sample::covariance`] |

pub mod aggregate;
pub mod agreement;
pub mod ahp;
mod base;
pub mod best_worst;
pub mod block;
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
