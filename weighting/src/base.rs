//! Base weights: what each respondent counts before any weighting, judged and brought to mean 1.
//! In one place because every way of making weights starts here.

use crate::sum::{number, total};

/// Base weights of mean 1, and what they were divided by.
#[derive(Debug, Clone)]
pub(crate) struct Base {
    /// One weight per respondent; their mean is 1.
    pub(crate) scaled: Vec<f64>,
    /// The mean of the weights as given; 1 where none were given.
    pub(crate) mean: f64,
}

/// What is wrong with base weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum BadBase {
    Length { given: usize, expected: usize },
    Weight { row: usize, weight: f64 },
}

impl Base {
    /// Judges base weights and scales them, so that their unit cannot overflow or underflow what follows.
    pub(crate) fn judge(base: Option<&[f64]>, respondents: usize) -> Result<Self, BadBase> {
        let Some(base) = base else { return Ok(Self { scaled: vec![1.0; respondents], mean: 1.0 }) };
        if base.len() != respondents {
            return Err(BadBase::Length { given: base.len(), expected: respondents });
        }
        let refuse = |row: usize| BadBase::Weight { row, weight: base[row] };
        if let Some(row) = base.iter().position(|&weight| !weight.is_finite() || weight <= 0.0) {
            return Err(refuse(row));
        }
        let largest = base.iter().copied().fold(0.0, f64::max);
        let relative = total(base.iter().map(|weight| weight / largest)) / number(respondents);
        let scaled: Vec<f64> = base.iter().map(|weight| weight / largest / relative).collect();
        match scaled.iter().position(|&weight| weight < f64::MIN_POSITIVE) {
            Some(row) => Err(refuse(row)),
            None => Ok(Self { scaled, mean: relative * largest }),
        }
    }
}
