//! The test of one question's answers against known shares.

use super::algebra::{Matrix, sandwich};
use super::{MOST_CELLS, estimate};
use crate::distributions::chi_squared_above;
use crate::estimate::sample::check_length;
use crate::estimate::{EstimateError, Quantity, Sample};
use crate::sum::{number, total};

/// The test of a question against known shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitTest {
    /// Pearson's statistic on weighted totals.
    pub statistic: f64,
    /// What the statistic is divided by, in place of the 1 that independent people would give.
    pub scale: f64,
    /// The degrees of freedom after the division.
    pub degrees: f64,
    /// The probability of a statistic as large if the known shares were those of the population.
    pub p_value: f64,
}

/// Tests the answers to one question against known shares, as R's `svygofchisq`.
///
/// # Formula
/// `X² = Σ (T_j − N π_j)² / (N π_j)` with `T` the weighted totals, `N` their sum and `π` the known shares. With `λ` the
/// eigenvalues of the covariance of the terms' signed roots, by the delta method, `X² / s` with `s = Σ λ² / Σ λ` is
/// compared to a chi-squared on `(Σ λ)² / Σ λ²` degrees of freedom.
///
/// # Source
/// Rao and Scott (1981), *Journal of the American Statistical Association* 76, after Satterthwaite.
///
/// # Shape and unit
/// For each respondent a category from 0, or blank; one known share per category, in any unit. Weights must add up to people
/// for the statistic itself to have R's size; the probability does not depend on it.
///
/// # Errors
/// Refuses lengths that differ, categories beyond the shares, shares that are not positive, fewer than two or more than 200
/// of them, a question that nobody answered, and answers that do not vary.
///
/// ```
/// use weighting::estimate::{Sample, goodness_of_fit};
///
/// // Ages of those who answered, as the census groups them, against the census.
/// let ages = [0, 0, 1, 2, 0, 2, 1, 0, 0, 1].map(Some);
/// let test = goodness_of_fit(&Sample::unweighted(10)?, &ages, &[30.0, 40.0, 30.0])?;
/// assert!(test.p_value > 0.2 && test.p_value < 0.6);
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn goodness_of_fit(
    sample: &Sample<'_>,
    codes: &[Option<usize>],
    expected: &[f64],
) -> Result<FitTest, EstimateError> {
    check_length(codes.len(), sample.counts()?.len())?;
    let known = known_shares(codes, expected)?;
    let categories = known.len();
    let (totals, covariance) = estimate(sample, codes, categories, |column| Quantity::Total(column))?;
    let all = total(totals.iter().copied());
    let excess: Vec<f64> = totals.iter().zip(&known).map(|(total, share)| total - all * share).collect();
    let statistic = total(excess.iter().zip(&known).map(|(excess, share)| excess * excess / (all * share)));
    let derivative = |row: usize| -> Vec<f64> {
        let common = known[row] + excess[row] / (2.0 * all);
        let root = (all * known[row]).sqrt();
        (0..categories).map(|column| (number(usize::from(row == column)) - common) / root).collect()
    };
    let rows: Matrix = (0..categories).map(derivative).collect();
    let spread = sandwich(&rows, &covariance);
    let sum = total((0..categories).map(|i| spread[i][i]));
    let squares = total(spread.iter().flatten().map(|entry| entry * entry));
    let (scale, degrees) = (squares / sum, sum * sum / squares);
    let p_value = chi_squared_above(statistic / scale, degrees);
    if scale.is_finite() && scale > 0.0 && statistic.is_finite() && p_value.is_finite() {
        Ok(FitTest { statistic, scale, degrees, p_value })
    } else {
        Err(EstimateError::NoVariation)
    }
}

/// The known shares, adding up to 1, that every code names one of.
fn known_shares(codes: &[Option<usize>], expected: &[f64]) -> Result<Vec<f64>, EstimateError> {
    let categories = expected.len();
    if categories > MOST_CELLS {
        return Err(EstimateError::TooManyCells { cells: categories, most: MOST_CELLS });
    }
    let sum = total(expected.iter().copied());
    if categories < 2 || !sum.is_finite() || expected.iter().any(|share| !share.is_finite() || share / sum <= 0.0) {
        return Err(EstimateError::BadExpected { categories });
    }
    let too_far = |code: &Option<usize>| code.filter(|&code| code >= categories);
    if let Some((row, option)) = codes.iter().enumerate().find_map(|(row, code)| too_far(code).map(|code| (row, code)))
    {
        return Err(EstimateError::UnknownOption { row, option });
    }
    Ok(expected.iter().map(|share| share / sum).collect())
}
