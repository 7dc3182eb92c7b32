//! Estimates from answers: means, shares, totals and ratios with standard errors by the design, intervals, quantiles and
//! tests of tables, and the priorities of choices, rankings and points.
//! Always weighted beside unweighted; a blank is no answer and is left out, with its weight, of the base.
//!
//! A [`Sample`] is the respondents as an estimator sees them: their weights, how they were drawn ([`crate::design`]) and what
//! their weights were fitted to. Every standard error here comes from it, in the same three steps: how much the figure
//! changes for each respondent's weight, less what the known totals explain of that, summed to clusters and compared
//! within strata.
//!
//! An answer is left out by `None`. Estimates for one group of people are made the same way: give `None` for everybody
//! else, and the standard error is that of a domain in the full design. Never drop their rows. [`by`] does it for all groups.
//!
//! ```
//! use weighting::design::Design;
//! use weighting::estimate::{ProportionMethod, Quantity, Sample, by, mean, proportion};
//! use weighting::margin::{Margin, Placement};
//! use weighting::rake::rake;
//!
//! // Eight answers from four households, weighted to the ages of 100 people.
//! let age = Margin::new("age", [("under 45", 60.0), ("45 and over", 40.0)])?;
//! let ages = [0, 1, 1, 1, 0, 1, 1, 0].map(Some);
//! let raked = rake(&[Placement::new(&age, &ages)], None)?;
//! let households = ["a", "a", "b", "b", "c", "c", "d", "d"];
//! let design = Design::of(8).clusters(&households).build()?;
//! let sample = Sample::raked(&raked)?.scaled_to(100.0)?.drawn_by(&design)?;
//!
//! let ratings = [Some(7.0), Some(4.0), Some(6.0), Some(5.0), Some(8.0), Some(6.0), None, Some(9.0)];
//! let figure = mean(&sample, &ratings)?;
//! let interval = figure.interval(0.95, sample.degrees_of_freedom())?;
//! assert!(interval.lower < figure.weighted && figure.weighted < interval.upper);
//!
//! let rates_highly = ratings.map(|rating| rating.map(|rating| rating > 5.5));
//! let share = proportion(&sample, &rates_highly, ProportionMethod::default(), 0.95)?;
//! assert!(share.interval.upper <= 1.0);
//!
//! let towns = ["east", "east", "west", "west", "east", "east", "west", "west"].map(Some);
//! assert_eq!(by(&sample, &towns, Quantity::Mean(&ratings))?.groups, ["east", "west"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R's survey | here |
//! |---|---|
//! | `svymean(~y, design, na.rm = TRUE)`, several, of a factor | [`mean`], [`means`], [`shares_of`] |
//! | `svytotal(~y, design, na.rm = TRUE)` | [`total()`], [`totals()`] |
//! | `svyratio(~y, ~x, design)` | [`ratio`], or [`estimates`] with [`Quantity::Ratio`] |
//! | `svyby(~y, ~g, design, svymean, covmat = TRUE)` | [`by`] |
//! | `svyby(~y, ~g, design, svyquantile, …)`, `svyby(~y, ~g, design, svyciprop, vartype = "ci")` | [`quantiles_by`], [`proportion_by`] |
//! | `subset(design, g)` | `None` for everybody else |
//! | `confint(…, df = degf(design))`, `cv` | [`Estimate::interval`], [`Estimate::coefficient_of_variation`] |
//! | `deff = TRUE`, `deff = "replace"` | [`design_effect`] |
//! | `svycontrast(means, c(…))`, `svyttest(y ~ g, design)` | [`Estimates::contrast`], of what [`by`] gives |
//! | `svytable(~a + b, design)` | [`by`] of pairs with [`Quantity::Total`] of ones; shares in [`TableTest::shares`] |
//! | `coef`, `SE`, `vcov` | [`Estimate::weighted`], [`Estimate::standard_error`], [`Estimates::covariance`] |
//! | `svyciprop` | [`proportion`], [`proportion_interval`] |
//! | `svyquantile` | [`quantiles`] |
//! | `svychisq`, `svygofchisq` | [`independence`], [`goodness_of_fit`] |
//! | `rake`, then any of these | [`Sample::raked`], then [`Sample::drawn_by`]; [`Sample::raked_as_in_r`] for R's own standard errors where base weights differ |
//! | `postStratify`, `calibrate`, then any of these | [`Sample::post_stratified`], [`Sample::calibration`], then [`Sample::drawn_by`] |
//! | weights that were calibrated elsewhere | [`Sample::calibrated`] |
//! | `svyrecvar`, `vcov` from own influence functions | [`Sample::covariance`] |
//! | `attr(svymean(~y, d, influence = TRUE), "influence")` | [`Sample::influence`] |

mod choices;
mod domain;
mod effect;
mod error;
mod figure;
mod grouped;
mod interval;
mod projection;
mod proportions;
mod quantile;
mod sample;
mod table;
mod totals;

pub use choices::{Choices, Ranking, choosing, point_shares, ranking};
pub use domain::{Domains, by};
pub use effect::{DesignEffect, design_effect};
pub use error::EstimateError;
pub use figure::Quantity;
pub use grouped::{Grouped, proportion_by, quantiles_by};
pub use interval::Interval;
pub use proportions::{Proportion, ProportionMethod, proportion, proportion_interval};
pub use quantile::{Quantile, QuantileRule, quantiles};
pub use sample::Sample;
pub use table::{FitTest, TableStatistic, TableTest, goodness_of_fit, independence};
pub use totals::{estimates, mean, means, ratio, share, shares_of, total, totals};

use crate::sum;
use figure::finite;

/// One figure, weighted beside unweighted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The weighted figure.
    pub weighted: f64,
    /// The same figure with every respondent counted once.
    pub unweighted: f64,
    /// How many respondents answered.
    pub answered: usize,
    /// The standard error of the weighted figure; `None` where too few respondents answered.
    pub standard_error: Option<f64>,
}

/// Several figures of the same respondents, with their covariance.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// The figures in the order given.
    pub each: Vec<Estimate>,
    /// The covariance of the weighted figures; `None` where a figure stands on fewer than two respondents, and for more than
    /// 200 figures of groups where there are too many respondents to work it out ([`by`], [`shares_of`]).
    pub covariance: Option<Vec<Vec<f64>>>,
}

impl Estimates {
    /// Turns figures into shares of their sum, so that priorities from different kinds of question can be compared.
    ///
    /// # Formula
    /// `s_j = m_j / Σ m`; covariance by the delta method, `J V J'` with `J = (I − s 1') / Σ m`.
    ///
    /// # Source
    /// The delta method as in any text on asymptotic statistics.
    ///
    /// # Shape and unit
    /// As many figures as before, none below zero, adding up to 1.
    ///
    /// # Errors
    /// Refuses a figure below zero, figures that add up to zero, and a covariance that is not one row and column per figure.
    pub fn shares(&self) -> Result<Self, EstimateError> {
        self.check_covariance()?;
        if let Some(figure) = self.each.iter().position(|each| each.weighted < 0.0 || each.unweighted < 0.0) {
            let Estimate { weighted, unweighted, .. } = self.each[figure];
            return Err(EstimateError::NegativeFigure { figure, value: weighted.min(unweighted) });
        }
        let weighted = sum::total(self.each.iter().map(|estimate| estimate.weighted));
        let unweighted = sum::total(self.each.iter().map(|estimate| estimate.unweighted));
        if !(weighted.abs() > 0.0 && unweighted.abs() > 0.0) {
            return Err(EstimateError::NoShares);
        }
        let mut each = self.each.clone();
        for estimate in &mut each {
            estimate.weighted /= weighted;
            estimate.unweighted /= unweighted;
        }
        let covariance = self.covariance.as_ref().map(|before| delta(before, &each, weighted));
        for (j, estimate) in each.iter_mut().enumerate() {
            // Rounding can leave a variance of nothing just below zero.
            estimate.standard_error = covariance.as_ref().map(|covariance| covariance[j][j].max(0.0).sqrt());
        }
        finite(Self { each, covariance })
    }
}

impl Estimates {
    /// Estimates a weighted sum of the figures, such as a difference of two, as R's `svycontrast`.
    ///
    /// # Formula
    /// `Σ c θ` with variance `c' V c`.
    ///
    /// # Source
    /// The variance of a linear combination.
    ///
    /// # Shape and unit
    /// One coefficient per figure; `[1.0, -1.0]` gives the first less the second. `answered` is the least of the figures with
    /// a coefficient other than zero.
    ///
    /// # Errors
    /// Refuses another number of coefficients, coefficients that are not finite, a covariance that is not one row and column
    /// per figure, and results too large to hold.
    ///
    /// ```
    /// use weighting::estimate::{Quantity, Sample, by};
    ///
    /// // How much higher the west rates than the east; R's `svyttest` takes one degree of freedom less than the design has.
    /// let sample = Sample::fixed(&[1.0, 1.0, 2.0, 2.0, 1.0, 1.0])?;
    /// let areas = ["east", "west", "east", "west", "east", "west"].map(Some);
    /// let ratings = [4.0, 8.0, 5.0, 7.0, 6.0, 9.0].map(Some);
    /// let by_area = by(&sample, &areas, Quantity::Mean(&ratings))?;
    /// let difference = by_area.estimates.contrast(&[-1.0, 1.0])?;
    /// let interval = difference.interval(0.95, sample.degrees_of_freedom() - 1.0)?;
    /// assert!((difference.weighted - 2.75).abs() < 1e-12 && interval.lower > 0.0);
    /// # Ok::<(), weighting::estimate::EstimateError>(())
    /// ```
    pub fn contrast(&self, coefficients: &[f64]) -> Result<Estimate, EstimateError> {
        sample::check_length(coefficients.len(), self.each.len())?;
        self.check_covariance()?;
        if let Some((row, &value)) = coefficients.iter().enumerate().find(|(_, value)| !value.is_finite()) {
            return Err(EstimateError::BadValue { row, value });
        }
        let all =
            |figure: fn(&Estimate) -> f64| sum::total(self.each.iter().zip(coefficients).map(|(e, c)| figure(e) * c));
        let variance = |covariance: &Vec<Vec<f64>>| {
            let rows = covariance.iter().zip(coefficients);
            sum::total(rows.flat_map(|(row, c)| row.iter().zip(coefficients).map(move |(v, d)| v * c * d)))
        };
        let used = self.each.iter().zip(coefficients).filter(|(_, c)| **c != 0.0);
        let estimate = Estimate {
            weighted: all(|estimate| estimate.weighted),
            unweighted: all(|estimate| estimate.unweighted),
            answered: used.map(|(estimate, _)| estimate.answered).min().unwrap_or(0),
            // Rounding can leave a variance of nothing just below zero.
            standard_error: self.covariance.as_ref().map(|covariance| variance(covariance).max(0.0).sqrt()),
        };
        Ok(finite(Self { each: vec![estimate], covariance: None })?.each[0])
    }

    /// Refuses a covariance put together by hand that does not fit the figures.
    fn check_covariance(&self) -> Result<(), EstimateError> {
        let figures = self.each.len();
        match &self.covariance {
            Some(rows) if rows.len() != figures || rows.iter().any(|row| row.len() != figures) => {
                Err(EstimateError::BadCovariance { figures })
            }
            _ => Ok(()),
        }
    }
}

/// The covariance of shares from that of the figures they are shares of.
fn delta(before: &[Vec<f64>], shares: &[Estimate], sum: f64) -> Vec<Vec<f64>> {
    let rows: Vec<f64> = before.iter().map(|row| sum::total(row.iter().copied())).collect();
    let all = sum::total(rows.iter().copied());
    let entry = |i: usize, j: usize| {
        let (s, t) = (shares[i].weighted, shares[j].weighted);
        (before[i][j] - s * rows[j] - t * rows[i] + s * t * all) / sum / sum
    };
    (0..shares.len()).map(|i| (0..shares.len()).map(|j| entry(i, j)).collect()).collect()
}
