//! Priorities from rankings by the model of Plackett and Luce: a ranking is a chain of choices, each from what is left.
//! Full rankings, the top few, rankings of some items only, and ties of any number of items; weighted.
//!
//! # Formula
//! A ranking puts sets of items `C₁ ≻ C₂ ≻ …` (a set of several items is a tie). At each stage a set is chosen from the
//! items `A` that are left, with the chance `f(C) / Σ f(S)` over all sets `S ⊆ A` of a size that was ever tied, where
//! `f(S) = δ_|S| (Π αᵢ)^(1/|S|)` over `i ∈ S` and `δ₁ = 1`. Without ties that is `αᵢ / Σ α`.
//!
//! # Source
//! Plackett (1975); Luce (1959); ties after Davidson (1970), as extended by Turner, van Etten, Firth and Kosmidis (2020),
//! *Computational Statistics* 35, 1027–1057. Fitted by Newton's method with the exact information (Hunter, 2004, gives
//! the conditions for a maximum).
//!
//! ```
//! use weighting::estimate::Sample;
//! use weighting::plackett_luce::{PlackettLuce, Pseudo};
//! use weighting::ranking::{Rankings, Unranked};
//! use weighting::worth::Basis;
//!
//! let mut rankings = Rankings::new(3, Unranked::Below)?;
//! for order in [[0, 1, 2], [1, 0, 2], [0, 2, 1], [2, 0, 1]] {
//!     rankings.add_order(&order)?;
//! }
//! rankings.add_groups(&[&[0, 1][..], &[2]])?;
//! let weights = [1.2, 0.9, 0.7, 1.1, 1.1];
//!
//! let fitted = PlackettLuce::fit(&Sample::fixed(&weights)?, &rankings, Pseudo::Never)?;
//! let shares = fitted.worths.shares(Basis::Design)?;
//! assert_eq!(shares.order(), [0, 1, 2]);
//! assert_eq!(fitted.ties(Basis::Model)?[0].items, 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `as.rankings(x)`, where 0 is not ranked | [`Rankings::from_ranks`] with [`Unranked::Absent`] |
//! | a top three out of all items | [`Rankings::from_orders`] with [`Unranked::Below`] |
//! | `PlackettLuce(R, npseudo = 0)` | [`PlackettLuce::fit`] with [`Pseudo::Never`] |
//! | `PlackettLuce(R)`, `npseudo = 0.5` | with `Pseudo::Always(0.5)` |
//! | `PlackettLuce(R, weights = w)` | with [`Sample::fixed`]; model errors by [`Basis::Model`] |
//! | `coef(mod, ref = NULL)`, `vcov(mod, ref = NULL)` | `fitted.worths.log_worths(Basis::Model)` |
//! | `coef(mod)`, ties | [`PlackettLuce::ties`] |
//! | `itempar(mod)` | `fitted.worths.shares(Basis::Model)` |
//! | `deviance(mod)`, `df.residual(mod)` | [`PlackettLuce::deviance`], [`PlackettLuce::residual_degrees_of_freedom`] |
//! | `connectivity(R)` | `fitted.worths.connectivity` |
//! | `choix.ilsr_rankings`, `choix.opt_rankings` | [`PlackettLuce::fit`] |

mod distinct;
mod plain;
mod stages;
mod ties;

pub use crate::worth::Pseudo;
pub(crate) use distinct::Distinct;

use plain::Plain;
use stages::Stages;
use ties::Tied;

use std::ops::Range;

use crate::estimate::Sample;
use crate::progress::{Progress, Run};
use crate::ranking::{Rankings, Unranked, item, places};
use crate::sum::short_dot;
use crate::worth::matrix::Square;
use crate::worth::newton::{Imagined, MOST_STEPS, Optimum, maximise};
use crate::worth::{Answers, Basis, Beats, Connectivity, Fit, Made, WorthError, columns, mark};

/// A fitted Plackett–Luce model.
#[derive(Debug, Clone, PartialEq)]
pub struct PlackettLuce {
    /// The log worths, their errors, and the evidence of the fit.
    pub worths: Fit,
    /// How many choices were free, in the unit of weights: over stages, the sets that could be chosen less one; less the
    /// degrees of freedom of the model.
    pub residual_degrees_of_freedom: f64,
    tie_sizes: Vec<usize>,
}

/// How prevalent ties of a number of items are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// How many items are tied.
    pub items: usize,
    /// The logarithm of the prevalence `δ`; two items of equal worth tie with the chance `δ₂ / (2 + δ₂)`.
    pub log_prevalence: f64,
    /// The standard error of the logarithm.
    pub standard_error: f64,
}

impl PlackettLuce {
    /// Fits the model to the rankings of a sample.
    ///
    /// # Formula
    /// Maximises `Σ wᵢ log P(rankingᵢ)` with the chances at the head of [this module](self), and with
    /// `p (λ − 2 log(1 + e^λ + δ₂ e^(λ/2)))` for each item where `p` pseudo-comparisons are made (`δ₂ = 0` where two were never
    /// tied), by Newton's method with step halving.
    ///
    /// # Source
    /// Turner, van Etten, Firth and Kosmidis (2020), *Computational Statistics* 35, 1027–1057.
    ///
    /// # Shape and unit
    /// One ranking or blank per respondent of the sample; respondents of weight 0 and blanks count in the design only.
    /// Pseudo-comparisons are in the unit of the weights, so give weights with mean 1 where they are used. They never end in
    /// a tie, but could have where ties of two were seen, which makes those seem rarer; so R's `PlackettLuce` has it.
    ///
    /// # Errors
    /// Refuses lengths that differ, a question that nobody answered, items that always win or lose where no
    /// pseudo-comparisons are allowed, and ties that are never contradicted, so that their prevalence has no maximum.
    pub fn fit(sample: &Sample<'_>, rankings: &Rankings, pseudo: Pseudo) -> Result<Self, WorthError> {
        Self::fit_watched(sample, rankings, pseudo, &Progress::silent())
    }

    /// As [`PlackettLuce::fit`], telling how far it is: a step for each iteration, of which there are seldom more than ten.
    ///
    /// # Errors
    /// As [`PlackettLuce::fit`]; and [`WorthError::Cancelled`] where the watcher asks to stop.
    pub fn fit_watched(
        sample: &Sample<'_>,
        rankings: &Rankings,
        pseudo: Pseudo,
        progress: &Progress<'_>,
    ) -> Result<Self, WorthError> {
        let (distinct, unit) = distinct(sample, rankings)?;
        let run = progress.start(MOST_STEPS);
        let connectivity = connectivity(&distinct, rankings);
        if connectivity.never_compared.len() == rankings.items() {
            return Err(WorthError::NobodyAnswered);
        }
        let added = pseudo.settle(&connectivity)?;
        let likelihood = Likelihood::of(&distinct, rankings);
        let items = rankings.items();
        let optimum = likelihood.maximise(items, added / unit, &run)?;
        let (alternatives, tie_sizes) = (likelihood.alternatives(), likelihood.tie_sizes());
        let point = optimum.point.clone();
        let ballots = Ballots { likelihood: &likelihood, point: &point, of_respondent: &distinct.of_respondent };
        let made = Made { items, unit, pseudo: added, run: &run };
        let worths = Fit::new(optimum, made, connectivity, Some((sample, &ballots)))?;
        run.advance(MOST_STEPS)?;
        let used = crate::sum::number(worths.degrees_of_freedom());
        Ok(Self { residual_degrees_of_freedom: alternatives * unit - used, worths, tie_sizes })
    }

    /// The influence value of each respondent on each coefficient: what it gains, to first order, when the respondent is
    /// counted once more and the weights are made again.
    ///
    /// These are what [`Bootstrap::one_step`](crate::bootstrap::Bootstrap::one_step) takes in place of fitting each replicate
    /// again, and the largest say on whom a priority hangs.
    ///
    /// # Formula
    /// `z_i = w_i e_i`, where `e` is `H⁻¹ s_i` less its projection on what the weights were fitted to: `s_i` the score of the
    /// respondent's ranking, `H` the weighted information with the pseudo-comparisons. `Σ (z − z̄)(z − z̄)' n / (n − 1)` is the
    /// covariance by [`Basis::Design`] where there are no clusters or strata.
    ///
    /// # Source
    /// Binder (1983), *International Statistical Review* 51; Hampel et al. (1986), *Robust Statistics*, for the influence
    /// function of a maximum likelihood estimator.
    ///
    /// # Shape and unit
    /// The sample and the rankings that were fitted. One column per coefficient, in the order of [`Fit::coefficients`]: log
    /// worths with mean zero, then the logarithms of the prevalences of ties. One value per respondent in each; 0 in every
    /// column for a blank of a sample without known totals.
    ///
    /// # Errors
    /// Refuses another number of respondents or items than were fitted, and rankings with ties where there were none.
    pub fn influence(&self, sample: &Sample<'_>, rankings: &Rankings) -> Result<Vec<Vec<f64>>, WorthError> {
        let (distinct, _) = distinct(sample, rankings)?;
        self.worths.check_items(rankings.items())?;
        let likelihood = Likelihood::of(&distinct, rankings);
        let (given, fitted) = (likelihood.tie_sizes().len(), self.tie_sizes.len());
        if likelihood.tie_sizes() != self.tie_sizes {
            return Err(WorthError::TiesDiffer { given, fitted });
        }
        let point = self.worths.coefficients();
        let ballots = Ballots { likelihood: &likelihood, point, of_respondent: &distinct.of_respondent };
        self.worths.influence(sample, &ballots)
    }

    /// The prevalence of ties of each number of items that was ever tied.
    ///
    /// # Errors
    /// As [`Fit::log_worths`].
    pub fn ties(&self, basis: Basis) -> Result<Vec<Tie>, WorthError> {
        let tie = |(place, &items): (usize, &usize)| {
            let coefficient = self.worths.further(place, basis)?;
            Ok(Tie { items, log_prevalence: coefficient.value, standard_error: coefficient.standard_error })
        };
        self.tie_sizes.iter().enumerate().map(tie).collect()
    }

    /// Minus twice the log-likelihood.
    ///
    /// # Formula
    /// `−2 ℓ`, with `ℓ` the weighted log-likelihood without pseudo-comparisons.
    ///
    /// # Source
    /// Nelder and Wedderburn (1972), *Journal of the Royal Statistical Society A* 135(3).
    ///
    /// # Shape and unit
    /// In the unit of the weights as counts.
    pub fn deviance(&self) -> f64 {
        -2.0 * self.worths.log_likelihood
    }
}

/// The distinct rankings with their weights over the unit, which is the largest weight.
fn distinct(sample: &Sample<'_>, rankings: &Rankings) -> Result<(Distinct, f64), WorthError> {
    let weights = sample.counts()?;
    if rankings.len() != weights.len() {
        return Err(WorthError::LengthsDiffer { answers: rankings.len(), respondents: weights.len() });
    }
    let unit = weights.iter().copied().fold(0.0, f64::max);
    Ok((Distinct::of(rankings, weights, unit), unit))
}

/// The rankings of respondents at fitted coefficients.
struct Ballots<'a> {
    likelihood: &'a Likelihood,
    point: &'a [f64],
    of_respondent: &'a [Option<u32>],
}

impl Answers for Ballots<'_> {
    fn influences(&self, bread: &Square, coefficients: Range<usize>) -> Vec<Vec<f64>> {
        let mut rows = Vec::new();
        self.likelihood.each_score(self.point, |score| {
            rows.extend(coefficients.clone().map(|coefficient| short_dot(bread.row(coefficient), score)));
        });
        columns(coefficients.len(), &rows, self.of_respondent)
    }
}

/// The likelihood of rankings, with or without ties.
enum Likelihood {
    Plain(Plain),
    Tied(Tied),
}

impl Likelihood {
    fn of(distinct: &Distinct, rankings: &Rankings) -> Self {
        let tied = (0..distinct.len()).any(|row| places(distinct.row(row)).any(|place| place.len() > 1));
        if tied {
            Self::Tied(Tied::new(Stages::of(distinct, rankings), rankings.items()))
        } else {
            Self::Plain(Plain::new(distinct, rankings.items(), rankings.unranked()))
        }
    }

    fn maximise(&self, items: usize, pseudo: f64, run: &Run<'_, '_>) -> Result<Optimum, WorthError> {
        match self {
            Self::Plain(plain) => {
                let imagined = Imagined::without_ties(pseudo);
                maximise(plain.start(pseudo, run), items, imagined, run, |point| plain.slopes(point, run))
            }
            Self::Tied(tied) => {
                let tie = tied.sizes().iter().position(|&size| size == 2).map(|place| items + place);
                let imagined = Imagined { times: pseudo, tie };
                maximise(tied.start(), items, imagined, run, |point| tied.slopes(point, run))
            }
        }
    }

    fn each_score(&self, point: &[f64], take: impl FnMut(&[f64])) {
        match self {
            Self::Plain(plain) => plain.each_score(point, take),
            Self::Tied(tied) => tied.each_score(point, take),
        }
    }

    fn alternatives(&self) -> f64 {
        match self {
            Self::Plain(plain) => plain.alternatives(),
            Self::Tied(tied) => tied.alternatives(),
        }
    }

    fn tie_sizes(&self) -> Vec<usize> {
        match self {
            Self::Plain(_) => Vec::new(),
            Self::Tied(tied) => tied.sizes().to_vec(),
        }
    }
}

/// How rankings of any weight connect the items.
fn connectivity(distinct: &Distinct, rankings: &Rankings) -> Connectivity {
    let mut beats = Beats::none(rankings.items());
    let mut below = beats.nobody();
    for row in (0..distinct.len()).filter(|&row| distinct.weights[row] > 0.0) {
        fill_unranked(&mut below, distinct.row(row), rankings);
        for place in places(distinct.row(row)).rev() {
            for &entry in place {
                mark(&mut below, item(entry));
            }
            for &entry in place {
                beats.win_over(item(entry), &below);
            }
        }
        if row % 1_024 == 1_023 && beats.is_complete() {
            break;
        }
    }
    beats.connectivity()
}

/// Fills a set with the items that stand below all that a row ranks.
fn fill_unranked(set: &mut [u64], ranked: &[u16], rankings: &Rankings) {
    set.fill(0);
    if rankings.unranked() == Unranked::Below {
        (0..rankings.items()).for_each(|item| mark(set, item));
        for &entry in ranked {
            set[item(entry) / 64] &= !(1 << (item(entry) % 64));
        }
    }
}
