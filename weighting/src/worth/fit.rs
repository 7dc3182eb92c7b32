//! A fitted choice model: its coefficients with three covariances, and the evidence that it arrived.

use super::design::{self, Answers};
use super::matrix::Square;
use super::newton::{Optimum, fix_level};
use super::{Connectivity, LogWorths, Shares, WorthError, softmax};
use crate::estimate::Sample;
use crate::progress::Run;
use crate::sum::number;

/// What standard errors rest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The inverse information of the model: right where answers are independent and weights are counts.
    Model,
    /// The sandwich of White (1980), clustered by respondent, without a small-sample factor.
    Sandwich,
    /// The design: weights, and the margins they were raked on; with replacement, `n/(n−1)` included.
    Design,
}

/// A coefficient besides the log worths, with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coefficient {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// A choice model fitted by maximum likelihood.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    items: usize,
    coefficients: Vec<f64>,
    /// The inverse of the information that the steps were made with, in the unit of the weights.
    bread: Square,
    model: Square,
    by_respondent: Option<ByRespondent>,
    respondents: usize,
    /// The log-likelihood of the answers, weighted, without the pseudo-comparisons.
    pub log_likelihood: f64,
    /// How many Newton steps were made.
    pub iterations: usize,
    /// The largest change of a coefficient in the last step; after it the error is about its square.
    pub last_step: f64,
    /// How many wins and losses against the item of log worth 0 were added for each item; 0 where none were needed.
    pub pseudo: f64,
    /// How the answers connect the items.
    pub connectivity: Connectivity,
}

#[derive(Debug, Clone, PartialEq)]
struct ByRespondent {
    sandwich: Square,
    design: Square,
}

/// What a fit was made with.
#[derive(Clone, Copy)]
pub(crate) struct Made<'r, 'w> {
    pub(crate) items: usize,
    /// What weights were divided by.
    pub(crate) unit: f64,
    /// The pseudo-comparisons in the unit of the weights.
    pub(crate) pseudo: f64,
    pub(crate) run: &'r Run<'r, 'w>,
}

impl Fit {
    /// Puts a fit together from where the slopes vanish and what each respondent answered.
    ///
    /// The likelihood was taken with weights over `unit`, which the results must not show.
    pub(crate) fn new(
        optimum: Optimum,
        made: Made<'_, '_>,
        connectivity: Connectivity,
        respondents: Option<(&Sample<'_>, &dyn Answers)>,
    ) -> Result<Self, WorthError> {
        let Made { items, unit, pseudo, run } = made;
        let singular = WorthError::Unidentified { iterations: optimum.iterations };
        let bread = optimum.bread.inverse().ok_or(singular)?;
        let mut fixed = optimum.slopes.information;
        fix_level(&mut fixed, items);
        // Where only the pseudo-comparisons tie items together, the answers alone have no covariance, whatever rounding
        // leaves of their information.
        let alone = connectivity.is_joined().then(|| fixed.inverse()).flatten();
        let model = scaled(alone.unwrap_or_else(|| bread.clone()).centred(items), unit.recip());
        let bread = scaled(bread.centred(items), unit.recip());
        let known = respondents.as_ref().map_or(0, |(sample, _)| sample.weights().len());
        let by_respondent = match respondents.filter(|_| known >= 2) {
            Some((sample, answers)) => {
                let (sandwich, design) = design::covariances(sample, answers, &bread, run)?;
                Some(ByRespondent { sandwich, design })
            }
            None => None,
        };
        let fit = Self {
            items,
            coefficients: optimum.point,
            bread,
            model,
            by_respondent,
            respondents: known,
            log_likelihood: optimum.slopes.value * unit,
            iterations: optimum.iterations,
            last_step: optimum.last_step,
            pseudo,
            connectivity,
        };
        if fit.is_finite() { Ok(fit) } else { Err(WorthError::TooLarge) }
    }

    /// The influence values of all coefficients: what each respondent's answers add to them.
    pub(crate) fn influence(&self, sample: &Sample<'_>, answers: &dyn Answers) -> Result<Vec<Vec<f64>>, WorthError> {
        let respondents = sample.weights().len();
        if respondents != self.respondents {
            return Err(WorthError::LengthsDiffer { answers: self.respondents, respondents });
        }
        let columns = answers.influences(&self.bread, 0..self.bread.size);
        columns.iter().map(|column| Ok(sample.influence(column)?)).collect()
    }

    /// Refuses answers on another number of items than were fitted, before anything is looked up by item.
    pub(crate) fn check_items(&self, items: usize) -> Result<(), WorthError> {
        if items == self.items { Ok(()) } else { Err(WorthError::ItemsDiffer { given: items, fitted: self.items }) }
    }

    fn is_finite(&self) -> bool {
        let by_respondent = |by: &ByRespondent| by.sandwich.is_finite() && by.design.is_finite();
        self.log_likelihood.is_finite()
            && self.coefficients.iter().all(|value| value.is_finite())
            && self.model.is_finite()
            && self.by_respondent.as_ref().is_none_or(by_respondent)
    }

    /// The log worths with mean zero, with their covariance.
    ///
    /// # Errors
    /// Refuses errors by sandwich or design where fewer than two respondents are known.
    pub fn log_worths(&self, basis: Basis) -> Result<LogWorths, WorthError> {
        let covariance = self.square(basis)?;
        let rows = (0..self.items).map(|i| (0..self.items).map(|j| covariance.at(i, j)).collect());
        Ok(LogWorths { values: self.coefficients[..self.items].to_vec(), covariance: rows.collect() })
    }

    /// The shares that the log worths make, with their covariance.
    ///
    /// # Errors
    /// As [`Fit::log_worths`].
    pub fn shares(&self, basis: Basis) -> Result<Shares, WorthError> {
        Ok(self.log_worths(basis)?.shares())
    }

    /// The influence value of each respondent on the share of each item, from those on the coefficients.
    ///
    /// # Formula
    /// `z_s = s_k (z_k − Σ s_j z_j)` for item `k`, with `z` the influence values on log worths and `s` the shares: the delta
    /// method for each respondent. The covariance of these columns is that of [`Fit::shares`] by [`Basis::Design`].
    ///
    /// # Source
    /// Deville (1999), *Survey Methodology* 25(2), for the linearisation of a function of estimates.
    ///
    /// # Shape and unit
    /// Takes the columns that `influence` of the model gives, as
    /// [`PlackettLuce::influence`](crate::plackett_luce::PlackettLuce::influence): log worths first, what follows them is
    /// not needed. One column per item, in the unit of shares; the values of each respondent add up to 0.
    ///
    /// # Errors
    /// Refuses fewer columns than there are items, and columns of different lengths.
    pub fn share_influence(&self, influence: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, WorthError> {
        let (given, items) = (influence.len(), self.items);
        let columns = influence.get(..items).ok_or(WorthError::FewColumns { given, items })?;
        let respondents = columns.first().map_or(0, Vec::len);
        if let Some(column) = columns.iter().find(|column| column.len() != respondents) {
            return Err(WorthError::LengthsDiffer { answers: column.len(), respondents });
        }
        let shares = softmax(&self.coefficients[..items]);
        let mut means = vec![0.0; respondents];
        for (column, share) in columns.iter().zip(&shares) {
            means.iter_mut().zip(column).for_each(|(mean, value)| *mean += share * value);
        }
        let of_item = |(column, share): (&Vec<f64>, &f64)| {
            column.iter().zip(&means).map(|(value, mean)| share * (value - mean)).collect()
        };
        Ok(columns.iter().zip(&shares).map(of_item).collect())
    }

    /// All coefficients, the log worths with mean zero first.
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The covariance of all coefficients, in the order of [`Fit::coefficients`].
    ///
    /// # Errors
    /// As [`Fit::log_worths`].
    pub fn covariance(&self, basis: Basis) -> Result<Vec<Vec<f64>>, WorthError> {
        Ok(self.square(basis)?.rows())
    }

    /// A coefficient after the log worths, by its place after them.
    pub(crate) fn further(&self, place: usize, basis: Basis) -> Result<Coefficient, WorthError> {
        let at = self.items + place;
        Ok(Coefficient { value: self.coefficients[at], standard_error: self.square(basis)?.at(at, at).max(0.0).sqrt() })
    }

    /// How many coefficients are free: all but the level of the log worths.
    pub fn degrees_of_freedom(&self) -> usize {
        self.coefficients.len() - 1
    }

    /// Akaike's criterion; the smaller, the better the fit for what it uses up.
    ///
    /// # Formula
    /// `2 (degrees of freedom − log-likelihood)`, of the weighted log-likelihood.
    ///
    /// # Source
    /// Akaike (1974), *IEEE Transactions on Automatic Control* 19(6).
    ///
    /// # Shape and unit
    /// In units of twice the log-likelihood, of the weights as counts.
    pub fn aic(&self) -> f64 {
        2.0 * (number(self.degrees_of_freedom()) - self.log_likelihood)
    }

    fn square(&self, basis: Basis) -> Result<&Square, WorthError> {
        let known = || self.by_respondent.as_ref().ok_or(WorthError::NoRespondents { respondents: self.respondents });
        Ok(match basis {
            Basis::Model => &self.model,
            Basis::Sandwich => &known()?.sandwich,
            Basis::Design => &known()?.design,
        })
    }
}

fn scaled(mut matrix: Square, factor: f64) -> Square {
    matrix.cells.iter_mut().for_each(|cell| *cell *= factor);
    matrix
}
