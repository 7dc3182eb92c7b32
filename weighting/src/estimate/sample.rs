//! The respondents as estimators see them: their weights, and the margins those weights were raked on.
//! Weights that were raked know the margins already, which makes estimates more precise than the weights alone show.

use std::borrow::Cow;

use super::EstimateError;
use crate::linear::{Factor, MOST_UNKNOWNS, Symmetric};
use crate::rake::Raked;
use crate::sum::{Compensated, total};

/// Respondents with their weights, ready to estimate from.
#[derive(Debug, Clone)]
pub struct Sample<'a> {
    weights: Cow<'a, [f64]>,
    projection: Option<Projection<'a>>,
}

/// The margins that scores are projected on, with the factorised normal equations.
#[derive(Debug, Clone)]
struct Projection<'a> {
    raked: &'a Raked,
    starts: Vec<usize>,
    normal: Factor,
}

impl<'a> Sample<'a> {
    /// Takes respondents who all count the same.
    ///
    /// # Errors
    /// Refuses no respondents.
    pub fn unweighted(respondents: usize) -> Result<Self, EstimateError> {
        if respondents == 0 {
            return Err(EstimateError::NoWeight);
        }
        Ok(Self { weights: Cow::Owned(vec![1.0; respondents]), projection: None })
    }

    /// Takes weights as given, without any knowledge of how they came to be.
    ///
    /// # Errors
    /// Refuses weights that are negative or not finite, and weights that add up to zero or overflow.
    pub fn fixed(weights: &'a [f64]) -> Result<Self, EstimateError> {
        if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
            return Err(EstimateError::BadWeight { row, weight: weights[row] });
        }
        match total(weights.iter().copied()) {
            sum if sum <= 0.0 => Err(EstimateError::NoWeight),
            sum if !sum.is_finite() => Err(EstimateError::TooLarge),
            _ => Ok(Self { weights: Cow::Borrowed(weights), projection: None }),
        }
    }

    /// Takes raked weights, and takes the margins into account in standard errors.
    ///
    /// # Errors
    /// Refuses margins that have more levels together than the projection on them takes.
    pub fn raked(raked: &'a Raked) -> Result<Self, EstimateError> {
        let projection = Some(Projection::on(raked)?);
        Ok(Self { weights: Cow::Borrowed(raked.weights()), projection })
    }

    /// One weight per respondent.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Turns linearised scores into what each respondent adds to the figure's error.
    pub(crate) fn influence(&self, mut scores: Vec<f64>) -> Vec<f64> {
        if let Some(projection) = &self.projection {
            projection.leave_residuals(&mut scores, &self.weights);
        }
        scores.iter_mut().zip(self.weights.iter()).for_each(|(score, weight)| *score *= weight);
        scores
    }
}

impl<'a> Projection<'a> {
    fn on(raked: &'a Raked) -> Result<Self, EstimateError> {
        let cells = &raked.cells;
        let (starts, levels) = cells.offsets();
        if levels > MOST_UNKNOWNS {
            return Err(EstimateError::TooManyLevels { levels, most: MOST_UNKNOWNS });
        }
        let mut normal = Symmetric::zero(levels);
        for cell in 0..cells.len() {
            for (margin, start) in starts.iter().enumerate() {
                for (other, before) in starts[..=margin].iter().enumerate() {
                    let (i, j) = (start + cells.levels[margin][cell], before + cells.levels[other][cell]);
                    normal.add(i, j, cells.base[cell]);
                }
            }
        }
        Ok(Self { raked, starts, normal: normal.factor() })
    }

    /// Takes from each score what the levels of its respondent explain, by least squares under base weights.
    fn leave_residuals(&self, scores: &mut [f64], weights: &[f64]) {
        let cells = &self.raked.cells;
        let mut sums = vec![Compensated::default(); cells.len()];
        for ((score, weight), &cell) in scores.iter().zip(weights).zip(&cells.of_row) {
            sums[cell].add(score * weight / self.raked.ratios[cell]);
        }
        let sums: Vec<f64> = sums.into_iter().map(Compensated::value).collect();
        let right: Vec<f64> = (0..self.starts.len()).flat_map(|margin| cells.by_level(margin, &sums)).collect();
        let slopes = self.normal.solve(&right);
        let fitted: Vec<f64> = (0..cells.len())
            .map(|cell| self.starts.iter().zip(&cells.levels).map(|(start, levels)| slopes[start + levels[cell]]).sum())
            .collect();
        scores.iter_mut().zip(&cells.of_row).for_each(|(score, &cell)| *score -= fitted[cell]);
    }
}
