//! The same quantity for each of several groups, in the full design: nobody is dropped, those outside a group add zero.

use super::figure::{Figure, Quantity, finite};
use super::{Estimate, EstimateError, Estimates, Sample, sample::check_length};
use crate::linear::MOST_UNKNOWNS;
use crate::sum::gram_made;

/// Beyond this many numbers, deviations are not kept but made again for each block of figures.
const MOST_DEVIATIONS: usize = 1 << 25;
/// Deviations of more figures than this are not made again: they have standard errors without a covariance.
const MOST_AGAIN: usize = 200;

/// The estimates of each group.
#[derive(Debug, Clone, PartialEq)]
pub struct Domains<G> {
    /// The groups in their own order.
    pub groups: Vec<G>,
    /// One figure per group, with their covariance.
    pub estimates: Estimates,
    /// The degrees of freedom of each group: clusters less strata, counting those with somebody in it who answered.
    pub degrees_of_freedom: Vec<f64>,
}

/// Estimates a quantity for each group of respondents, as R's `svyby(…, covmat = TRUE)`.
///
/// # Formula
/// As the quantity, with everybody outside the group left out of the figure and scored zero in its variance, so that the
/// random size of the group counts. Groups share clusters and known totals, hence the covariance.
///
/// # Source
/// Särndal, Swensson and Wretman (1992), *Model Assisted Survey Sampling*, section 10.3.
///
/// # Shape and unit
/// One group or blank per respondent. Where there are more than 200 groups and groups times clusters pass 33 million, the
/// covariance is left out.
///
/// # Errors
/// As the quantity; and refuses a group in which nobody answered, and more than 1,000 groups.
///
/// ```
/// use weighting::estimate::{Quantity, Sample, by};
///
/// let sample = Sample::fixed(&[1.0, 1.0, 2.0, 2.0, 1.0])?;
/// let areas = [Some("east"), Some("west"), Some("east"), Some("west"), None];
/// let ratings = [4.0, 8.0, 7.0, 5.0, 9.0].map(Some);
/// let by_area = by(&sample, &areas, Quantity::Mean(&ratings))?;
/// assert_eq!(by_area.groups, ["east", "west"]);
/// assert!((by_area.estimates.each[0].weighted - 6.0).abs() < 1e-12);
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn by<G: Ord + Clone>(
    sample: &Sample<'_>,
    groups: &[Option<G>],
    quantity: Quantity<'_>,
) -> Result<Domains<G>, EstimateError> {
    check_length(groups.len(), sample.weights().len())?;
    quantity.check(sample.weights().len())?;
    let names = group_names(groups)?;
    let is_in = |row: usize, group: usize| groups[row].as_ref() == Some(names[group]);
    let estimates = one_by_one(sample, names.len(), |group, estimate| {
        let within = |values: &[Option<f64>]| -> Vec<Option<f64>> {
            values.iter().enumerate().map(|(row, value)| value.filter(|_| is_in(row, group))).collect()
        };
        match quantity {
            Quantity::Mean(values) => estimate(Quantity::Mean(&within(values))),
            Quantity::Total(values) => estimate(Quantity::Total(&within(values))),
            Quantity::Ratio { numerator, denominator } => {
                estimate(Quantity::Ratio { numerator: &within(numerator), denominator })
            }
        }
    })?;
    let degrees = |group| sample.degrees_of_freedom_where(|row| is_in(row, group) && quantity.is_answered(row));
    let degrees_of_freedom = (0..names.len()).map(degrees).collect();
    Ok(Domains { groups: names.into_iter().cloned().collect(), estimates, degrees_of_freedom })
}

/// The groups in their own order, which are not too many.
pub(super) fn group_names<G: Ord>(groups: &[Option<G>]) -> Result<Vec<&G>, EstimateError> {
    let mut names: Vec<&G> = groups.iter().flatten().collect();
    names.sort_unstable();
    names.dedup();
    if names.len() > MOST_UNKNOWNS {
        return Err(EstimateError::TooManyGroups { groups: names.len(), most: MOST_UNKNOWNS });
    }
    Ok(names)
}

/// Takes the estimator of one quantity.
type Then<'a> = dyn FnMut(Quantity<'_>) -> Result<(), EstimateError> + 'a;

/// Estimates figures whose columns are made one after the other, and made again where deviations are too many to be kept.
pub(super) fn one_by_one(
    sample: &Sample<'_>,
    figures: usize,
    make: impl Fn(usize, &mut Then<'_>) -> Result<(), EstimateError>,
) -> Result<Estimates, EstimateError> {
    let mut each: Vec<Estimate> = Vec::with_capacity(figures);
    let mut all_have_errors = true;
    let mut deviations = |figure: usize| -> Result<Vec<f64>, EstimateError> {
        let mut column = None;
        make(figure, &mut |quantity| {
            let (estimate, deviations) = Figure::of(sample, quantity)?.deviate(sample);
            if figure == each.len() {
                each.push(estimate);
            }
            column = deviations;
            Ok(())
        })?;
        all_have_errors &= column.is_some();
        Ok(column.unwrap_or_else(|| vec![0.0; sample.clusters()]))
    };
    let keeps = figures.checked_mul(sample.clusters()).is_some_and(|all| all <= MOST_DEVIATIONS);
    let covariance = if keeps || figures <= MOST_AGAIN {
        Some(gram_made(figures, sample.clusters(), MOST_DEVIATIONS, |range| range.map(&mut deviations).collect())?)
    } else {
        (0..figures).try_for_each(|figure| deviations(figure).map(|_| ()))?;
        None
    };
    finite(Estimates { each, covariance: covariance.filter(|_| all_have_errors) })
}
