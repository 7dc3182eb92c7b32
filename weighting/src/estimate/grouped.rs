//! Quantiles and proportions for each of several groups, each with an interval of its own.
//! Means, totals and ratios of groups, with the covariance between them, are in `domain`.

use super::domain::group_names;
use super::sample::check_length;
use super::{EstimateError, Proportion, ProportionMethod, Quantile, QuantileRule, Sample, proportion, quantiles};

/// What was estimated for each group.
#[derive(Debug, Clone, PartialEq)]
pub struct Grouped<G, T> {
    /// The groups in their own order.
    pub groups: Vec<G>,
    /// What was estimated, one for each group.
    pub each: Vec<T>,
}

/// Estimates quantiles for each group of respondents, as R's `svyby(~y, ~g, design, svyquantile, quantiles)`.
///
/// # Formula
/// As [`quantiles`], with everybody outside the group left blank: a domain of the full design.
///
/// # Source
/// As [`quantiles`].
///
/// # Shape and unit
/// One group or blank per respondent. For each group one quantile per probability, in their order.
///
/// # Errors
/// As [`quantiles`]; and refuses a group in which nobody answered, and more than 1,000 groups.
///
/// ```
/// use weighting::estimate::{ProportionMethod, QuantileRule, Sample, quantiles_by};
///
/// let sample = Sample::fixed(&[1.0, 2.0, 1.0, 1.0, 3.0, 1.0])?;
/// let areas = [Some("east"), Some("east"), Some("east"), Some("west"), Some("west"), None];
/// let hectares = [3.0, 1.0, 8.0, 5.0, 2.0, 9.0].map(Some);
/// let (rule, method) = (QuantileRule::Lowest, ProportionMethod::Logit);
/// let by_area = quantiles_by(&sample, &areas, &hectares, &[0.5], rule, method, 0.95)?;
/// assert_eq!(by_area.groups, ["east", "west"]);
/// assert_eq!(by_area.each[1][0].estimate.weighted, 2.0);
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn quantiles_by<G: Ord + Clone>(
    sample: &Sample<'_>,
    groups: &[Option<G>],
    values: &[Option<f64>],
    probabilities: &[f64],
    rule: QuantileRule,
    method: ProportionMethod,
    level: f64,
) -> Result<Grouped<G, Vec<Quantile>>, EstimateError> {
    check_length(values.len(), sample.weights().len())?;
    for_each(sample, groups, values, |within| quantiles(sample, within, probabilities, rule, method, level))
}

/// Estimates a proportion with its interval for each group of respondents, as R's `svyby(~y, ~g, design, svyciprop,
/// vartype = "ci")`.
///
/// # Formula
/// As [`proportion`], with everybody outside the group left blank: a domain of the full design, with the degrees of freedom
/// of the clusters that have somebody of the group who answered.
///
/// # Source
/// As [`proportion`].
///
/// # Shape and unit
/// One group or blank, and one answer or blank, per respondent.
///
/// # Errors
/// As [`proportion`]; and refuses a group in which nobody answered, and more than 1,000 groups.
///
/// ```
/// use weighting::estimate::{ProportionMethod, Sample, proportion_by};
///
/// let sample = Sample::unweighted(8)?;
/// let areas = ["east", "west", "east", "west", "east", "west", "east", "west"].map(Some);
/// let agrees = [true, true, false, true, false, true, false, false].map(Some);
/// let by_area = proportion_by(&sample, &areas, &agrees, ProportionMethod::Logit, 0.95)?;
/// let shares: Vec<_> = by_area.each.iter().map(|area| area.estimate.weighted).collect();
/// assert_eq!(shares, [0.25, 0.75]);
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn proportion_by<G: Ord + Clone>(
    sample: &Sample<'_>,
    groups: &[Option<G>],
    holds: &[Option<bool>],
    method: ProportionMethod,
    level: f64,
) -> Result<Grouped<G, Proportion>, EstimateError> {
    check_length(holds.len(), sample.weights().len())?;
    for_each(sample, groups, holds, |within| proportion(sample, within, method, level))
}

/// Estimates for one group after the other, everybody else left blank.
fn for_each<G: Ord + Clone, A: Copy, T>(
    sample: &Sample<'_>,
    groups: &[Option<G>],
    answers: &[Option<A>],
    estimate: impl Fn(&[Option<A>]) -> Result<T, EstimateError>,
) -> Result<Grouped<G, T>, EstimateError> {
    check_length(groups.len(), sample.weights().len())?;
    let names = group_names(groups)?;
    let each = names.iter().map(|name| {
        let within = groups.iter().zip(answers).map(|(group, answer)| answer.filter(|_| group.as_ref() == Some(*name)));
        estimate(&within.collect::<Vec<_>>())
    });
    let each = each.collect::<Result<_, _>>()?;
    Ok(Grouped { groups: names.into_iter().cloned().collect(), each })
}
