//! Log worths with their covariance, and the shares that they make.

use std::borrow::Cow;

use super::matrix::{Square, centre};
use super::{QuasiVariances, WorthError, quasi};
use crate::estimate::{EstimateError, Estimates};
use crate::sum::total;

/// Priorities as shares of 1, with the covariance of their errors.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// The share of each item; they add up to 1.
    pub values: Vec<f64>,
    /// Their covariance; `None` where nothing is known of their errors. Its rows add up to 0.
    pub covariance: Option<Vec<Vec<f64>>>,
}

/// Log worths of items, known up to a constant that is the same for all, with the covariance of their errors.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LogWorths {
    /// The log worth of each item.
    pub values: Vec<f64>,
    /// Their covariance, one row and one column per item; what follows from anything else is `NaN`.
    pub covariance: Vec<Vec<f64>>,
}

impl Shares {
    /// The standard error of each share; `None` where nothing is known of errors.
    pub fn standard_errors(&self) -> Option<Vec<f64>> {
        self.covariance.as_ref().map(|covariance| roots(covariance))
    }

    /// The items from the largest share to the smallest; equal shares in the order of the items.
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.values.len()).collect();
        order.sort_by(|&a, &b| self.values[b].total_cmp(&self.values[a]).then(a.cmp(&b)));
        order
    }

    /// Makes shares of weighted figures that are not negative, each over their sum.
    ///
    /// # Formula
    /// As [`Estimates::shares`].
    ///
    /// # Source
    /// As [`Estimates::shares`].
    ///
    /// # Shape and unit
    /// As [`Estimates::shares`].
    ///
    /// # Errors
    /// As [`Estimates::shares`].
    pub fn of(estimates: &Estimates) -> Result<Self, EstimateError> {
        let shares = estimates.shares()?;
        Ok(Self { values: shares.each.iter().map(|share| share.weighted).collect(), covariance: shares.covariance })
    }

    /// Makes shares of amounts of which no error is known; `None` where they add up to nothing.
    pub(crate) fn of_amounts(amounts: &[f64]) -> Option<Self> {
        let sum = total(amounts.iter().copied());
        let values: Vec<f64> = amounts.iter().map(|amount| amount / sum).collect();
        (sum > 0.0 && values.iter().all(|share| share.is_finite())).then_some(Self { values, covariance: None })
    }
}

impl LogWorths {
    /// Moves the log worths so that their mean is zero.
    ///
    /// # Formula
    /// `C λ` and `C V C'` with `C = I − 11'/k`.
    ///
    /// # Source
    /// Turner and Firth (2012), *Journal of Statistical Software* 48(9), on what a constraint changes.
    ///
    /// # Shape and unit
    /// In log worths; their covariance has rank one less than the items.
    #[must_use]
    pub fn mean_zero(&self) -> Self {
        let size = self.values.len();
        let mut values = self.values.clone();
        centre(&mut values);
        let cells = self.whole().concat();
        Self { values, covariance: Square { size, cells }.centred(size).rows() }
    }

    /// Moves the log worths so that one item has log worth 0, without error.
    ///
    /// # Formula
    /// `λᵢ − λᵣ`, with covariances `Vᵢⱼ − Vᵢᵣ − Vᵣⱼ + Vᵣᵣ`.
    ///
    /// # Source
    /// As [`LogWorths::mean_zero`].
    ///
    /// # Shape and unit
    /// In log worths, numbered as before; row and column of the reference are 0.
    ///
    /// # Errors
    /// Refuses an item that does not exist.
    pub fn against(&self, reference: usize) -> Result<Self, WorthError> {
        let items = self.values.len();
        let base = *self.values.get(reference).ok_or(WorthError::UnknownItem { item: reference, items })?;
        let v = self.whole();
        let entry = |i: usize, j: usize| {
            if i == reference || j == reference {
                return 0.0;
            }
            v[i][j] - v[i][reference] - v[reference][j] + v[reference][reference]
        };
        Ok(Self {
            values: self.values.iter().map(|value| value - base).collect(),
            covariance: (0..items).map(|i| (0..items).map(|j| entry(i, j)).collect()).collect(),
        })
    }

    /// The standard error of each log worth, under the constraint that holds here.
    pub fn standard_errors(&self) -> Vec<f64> {
        roots(&self.covariance)
    }

    /// The difference of two log worths and its standard error, which no constraint changes.
    ///
    /// # Formula
    /// `λᵢ − λⱼ`, with variance `Vᵢᵢ + Vⱼⱼ − 2 Vᵢⱼ`.
    ///
    /// # Source
    /// The variance of a difference.
    ///
    /// # Shape and unit
    /// In log worths, which are log odds of being preferred.
    ///
    /// # Errors
    /// Refuses an item that does not exist.
    pub fn difference(&self, item: usize, other: usize) -> Result<(f64, f64), WorthError> {
        let against = self.against(other)?;
        let items = self.values.len();
        let difference = *against.values.get(item).ok_or(WorthError::UnknownItem { item, items })?;
        Ok((difference, against.standard_errors()[item]))
    }

    /// Turns log worths into shares that add up to 1.
    ///
    /// # Formula
    /// The softmax `sᵢ = exp(λᵢ) / Σ exp(λ)`; covariance by the delta method, `J V J'` with `Jᵢⱼ = sᵢ (1[i = j] − sⱼ)`.
    ///
    /// # Source
    /// The delta method as in any text on asymptotic statistics.
    ///
    /// # Shape and unit
    /// One share per item, the chance of each to be chosen first out of all.
    pub fn shares(&self) -> Shares {
        let (values, before) = (softmax(&self.values), self.whole());
        let means: Vec<f64> =
            before.iter().map(|row| total(row.iter().zip(&values).map(|(v, share)| v * share))).collect();
        let all = total(means.iter().zip(&values).map(|(mean, share)| mean * share));
        let entry = |i: usize, j: usize| values[i] * values[j] * (before[i][j] - means[i] - means[j] + all);
        let covariance = (0..values.len()).map(|i| (0..values.len()).map(|j| entry(i, j)).collect()).collect();
        Shares { values, covariance: Some(covariance) }
    }

    /// Finds for each item a variance of its own, such that the variance of a difference is near the sum of two.
    ///
    /// # Formula
    /// The `q` that minimise `Σ (log(qᵢ + qⱼ) − log Var(λᵢ − λⱼ))²` over all pairs. Exact for three items; for two, each
    /// has half the variance of the difference.
    ///
    /// # Source
    /// Firth and de Menezes (2004), *Biometrika* 91, 65–80.
    ///
    /// # Shape and unit
    /// One variance per item, in the square of log worths.
    ///
    /// # Errors
    /// Refuses a covariance by which two items have no difference, or for which no such variances are found.
    pub fn quasi_variances(&self) -> Result<QuasiVariances, WorthError> {
        quasi::quasi_variances(&self.whole())
    }
}

impl LogWorths {
    /// The covariance; undefined throughout where it was changed to something that is not one row and column per item.
    fn whole(&self) -> Cow<'_, [Vec<f64>]> {
        let items = self.values.len();
        if self.covariance.len() == items && self.covariance.iter().all(|row| row.len() == items) {
            Cow::Borrowed(&self.covariance)
        } else {
            Cow::Owned(vec![vec![f64::NAN; items]; items])
        }
    }
}

/// Shares in proportion to the exponentials, whatever their size.
pub(crate) fn softmax(values: &[f64]) -> Vec<f64> {
    let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let worths: Vec<f64> = values.iter().map(|value| (value - largest).exp()).collect();
    let sum = total(worths.iter().copied());
    worths.into_iter().map(|worth| worth / sum).collect()
}

/// Square roots of the diagonal; rounding can leave a variance of nothing just below zero.
fn roots(covariance: &[Vec<f64>]) -> Vec<f64> {
    // The larger of an undefined number and 0 would be 0, a standard error that claims to know everything.
    let root = |variance: &f64| if variance.is_nan() { f64::NAN } else { variance.max(0.0).sqrt() };
    covariance.iter().enumerate().map(|(i, row)| row.get(i).map_or(f64::NAN, root)).collect()
}
