//! Means, shares, totals and ratios, one at a time or several together with their covariance.

use super::figure::{Quantity, combine, one};
use super::{Estimate, EstimateError, Estimates, Sample, sample::check_length};
use crate::linear::MOST_UNKNOWNS;

/// Estimates a mean among those who answered, as R's `svymean(…, na.rm = TRUE)`.
///
/// # Formula
/// `m = Σ w y / Σ w` over respondents who answered. Its standard error is the linearised one: scores `(y − m) / Σ w`, zero
/// for those who did not answer, less their projection on what the weights were fitted to (each respondent by base
/// weight), times `w`; then the variance of the design ([`Sample::covariance`]). Without a design that is
/// `n/(n−1) · Σ (z − z̄)²` over all `n` respondents, with replacement and without any finite-population correction.
///
/// # Source
/// Deville and Särndal (1992) for the residuals; Särndal, Swensson and Wretman (1992), *Model Assisted Survey Sampling*,
/// for domains.
///
/// # Shape and unit
/// One value or blank per respondent; the result has the unit of the values.
///
/// # Errors
/// Refuses lengths that differ, values that are not finite, and a question that nobody answered.
pub fn mean(sample: &Sample<'_>, values: &[Option<f64>]) -> Result<Estimate, EstimateError> {
    one(sample, Quantity::Mean(values))
}

/// Estimates the share of those who answered for whom something holds.
///
/// # Formula
/// The [`mean`] of 1 where it holds and 0 where it does not. For an interval, see [`super::proportion`].
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One answer or blank per respondent; the result lies between 0 and 1.
///
/// # Errors
/// As [`mean`]; and refuses negative weights.
pub fn share(sample: &Sample<'_>, holds: &[Option<bool>]) -> Result<Estimate, EstimateError> {
    sample.counts()?;
    let values: Vec<Option<f64>> = holds.iter().map(|holds| holds.map(|holds| f64::from(u8::from(holds)))).collect();
    mean(sample, &values)
}

/// Estimates a total over those who answered, as R's `svytotal(…, na.rm = TRUE)`.
///
/// # Formula
/// `Σ w y`; standard error as [`mean`] with the scores `y`.
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One value or blank per respondent. With weights of mean 1 the result counts respondents, with weights that add up to
/// the population ([`Sample::scaled_to`]) it counts people. A total has a standard error as soon as there are two
/// respondents, whether or not they all answered.
///
/// # Errors
/// As [`mean`].
pub fn total(sample: &Sample<'_>, values: &[Option<f64>]) -> Result<Estimate, EstimateError> {
    one(sample, Quantity::Total(values))
}

/// Estimates the ratio of two totals, as R's `svyratio`.
///
/// # Formula
/// `R = Σ w y / Σ w x` over respondents who gave both; standard error as [`mean`] with the scores `(y − R x) / Σ w x`.
///
/// # Source
/// Cochran (1977), *Sampling Techniques*, chapter 6.
///
/// # Shape and unit
/// One value or blank per respondent in each column; the result is in units of the numerator per unit of the denominator.
///
/// # Errors
/// As [`mean`]; and refuses a denominator that adds up to zero.
pub fn ratio(
    sample: &Sample<'_>,
    numerator: &[Option<f64>],
    denominator: &[Option<f64>],
) -> Result<Estimate, EstimateError> {
    one(sample, Quantity::Ratio { numerator, denominator })
}

/// Estimates several means of the same respondents, each among those who answered it, with their covariance.
///
/// R's `svymean(~a + b, na.rm = TRUE)` leaves out everybody with a blank in any column; for that, blank the others too.
///
/// # Formula
/// As [`mean`] for each column; covariances from the products of the deviations of two columns.
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One column per figure, one value or blank per respondent in each.
///
/// # Errors
/// As [`mean`]; one column refused refuses all.
pub fn means<C: AsRef<[Option<f64>]>>(sample: &Sample<'_>, columns: &[C]) -> Result<Estimates, EstimateError> {
    let quantities: Vec<_> = columns.iter().map(|column| Quantity::Mean(column.as_ref())).collect();
    combine(sample, &quantities)
}

/// Estimates several sums of the same respondents with their covariance.
///
/// # Formula
/// As [`total()`] for each column; covariances as [`means`].
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// As [`means`] and [`total()`].
///
/// # Errors
/// As [`means`].
pub fn totals<C: AsRef<[Option<f64>]>>(sample: &Sample<'_>, columns: &[C]) -> Result<Estimates, EstimateError> {
    let quantities: Vec<_> = columns.iter().map(|column| Quantity::Total(column.as_ref())).collect();
    combine(sample, &quantities)
}

/// Estimates any quantities of the same respondents with their covariance, means beside totals beside ratios.
///
/// # Formula
/// As [`mean`], [`total()`] and [`ratio`]; covariances as [`means`].
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// One figure per quantity, in the order given.
///
/// # Errors
/// As [`ratio`]; one quantity refused refuses all.
pub fn estimates(sample: &Sample<'_>, quantities: &[Quantity<'_>]) -> Result<Estimates, EstimateError> {
    combine(sample, quantities)
}

/// Estimates the share of each category among those who answered, as R's `svymean` of a factor.
///
/// # Formula
/// The [`means`] of one column per category, 1 for those in it and 0 for the others; the shares add up to 1.
///
/// # Source
/// As [`mean`].
///
/// # Shape and unit
/// For each respondent a category from 0 to `categories - 1`, or blank. For totals by category, give the same columns to
/// [`totals()`].
///
/// # Errors
/// As [`mean`]; and refuses negative weights, a category beyond those that exist, and more categories than a covariance is
/// worked out for.
pub fn shares_of(sample: &Sample<'_>, codes: &[Option<usize>], categories: usize) -> Result<Estimates, EstimateError> {
    check_length(codes.len(), sample.counts()?.len())?;
    if categories > MOST_UNKNOWNS {
        return Err(EstimateError::TooManyGroups { groups: categories, most: MOST_UNKNOWNS });
    }
    let too_far = |code: &Option<usize>| code.filter(|&code| code >= categories);
    if let Some((row, option)) = codes.iter().enumerate().find_map(|(row, code)| too_far(code).map(|code| (row, code)))
    {
        return Err(EstimateError::UnknownOption { row, option });
    }
    let column = |category| -> Vec<Option<f64>> {
        codes.iter().map(|code| code.map(|code| f64::from(u8::from(code == category)))).collect()
    };
    super::domain::one_by_one(sample, categories, |category, estimate| estimate(Quantity::Mean(&column(category))))
}
