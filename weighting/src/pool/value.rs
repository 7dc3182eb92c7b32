//! The value of an option: the sum of what each criterion weighs times how the option scores on it.
//! Values come from panels, scores from evidence; they meet only here.

use super::PoolError;
use super::panels::{hypotenuse, judge, length};
use crate::sum::total;

/// The additive value of each option.
///
/// # Formula
/// `v_o = Σ_c w_c s_oc`.
///
/// # Source
/// Keeney and Raiffa (1976), *Decisions with Multiple Objectives*.
///
/// # Shape and unit
/// One weight per criterion; one row of scores per option, on a scale that is the same for each criterion's worst and best.
///
/// # Errors
/// Refuses no criteria, rows of another length, weights that are negative, anything not finite, and values too large.
pub fn additive_values<S: AsRef<[f64]>>(weights: &[f64], scores: &[S]) -> Result<Vec<f64>, PoolError> {
    judge_all(weights, scores)?;
    let value = |scores: &S| total(weights.iter().zip(scores.as_ref()).map(|(weight, score)| weight * score));
    finite(scores.iter().map(value).collect())
}

/// The standard error of each option's additive value.
///
/// # Formula
/// `√(Σ_c w_c² se_oc² + Σ_c s_oc² se_w,c²)`: errors of scores and of weights are independent.
///
/// # Source
/// The delta method.
///
/// # Shape and unit
/// As [`additive_values`], with a standard error for each weight and each score.
///
/// # Errors
/// As [`additive_values`], and refuses errors that are negative.
pub fn additive_errors<S: AsRef<[f64]>, E: AsRef<[f64]>>(
    weights: &[f64],
    weight_errors: &[f64],
    scores: &[S],
    score_errors: &[E],
) -> Result<Vec<f64>, PoolError> {
    judge_all(weights, scores)?;
    judge_all(weights, score_errors)?;
    length("errors of weights", weight_errors.len(), weights.len())?;
    length("options with errors", score_errors.len(), scores.len())?;
    judge("the error of a weight", 0, weight_errors, |error| error.is_finite() && error >= 0.0)?;
    for (row, errors) in score_errors.iter().enumerate() {
        judge("the error of a score", row, errors.as_ref(), |error| error >= 0.0)?;
    }
    let error = |(scores, errors): (&S, &E)| {
        let of_scores = weights.iter().zip(errors.as_ref()).map(|(weight, error)| weight * error);
        let of_weights = weight_errors.iter().zip(scores.as_ref()).map(|(error, score)| error * score);
        hypotenuse(of_scores.chain(of_weights))
    };
    finite(scores.iter().zip(score_errors).map(error).collect())
}

fn judge_all<S: AsRef<[f64]>>(weights: &[f64], scores: &[S]) -> Result<(), PoolError> {
    if weights.is_empty() {
        return Err(PoolError::Nothing);
    }
    judge("the weight", 0, weights, |weight| weight.is_finite() && weight >= 0.0)?;
    for (row, scores) in scores.iter().enumerate() {
        length("criteria of an option", scores.as_ref().len(), weights.len())?;
        judge("the score", row, scores.as_ref(), f64::is_finite)?;
    }
    Ok(())
}

fn finite(values: Vec<f64>) -> Result<Vec<f64>, PoolError> {
    if values.iter().all(|value| value.is_finite()) { Ok(values) } else { Err(PoolError::TooLarge) }
}
