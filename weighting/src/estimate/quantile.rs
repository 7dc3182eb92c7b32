//! Weighted quantiles with Woodruff's intervals, as R's `svyquantile` since version 4.1.

use super::interval::reach;
use super::proportions::{Standing, around};
use super::sample::check_length;
use super::{Estimate, EstimateError, Interval, ProportionMethod, Sample, share};
use crate::sum::Compensated;

/// How a quantile between two answers is settled.
///
/// With `C_k` the sum of the weights of the `k` smallest answers, `w_k` the weight of the `k`th and `C_n` the sum of all.
/// R's `"hf3"` and `"shahvaish"` are not offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QuantileRule {
    /// The least answer that at least the given share does not exceed: `"math"`, `"hf1"`.
    #[default]
    Lowest,
    /// The same, but half-way to the next answer where the share is met exactly: `"school"`, `"hf2"`.
    Midpoint,
    /// Between the points `C_k / C_n`: `"hf4"`.
    Type4,
    /// Between the points `(C_k − w_k / 2) / C_n`: `"hf5"`.
    Type5,
    /// Between the points `C_k / (C_n + w_n)`: `"hf6"`.
    Type6,
    /// Between the points `C_{k−1} / C_{n−1}`: `"hf7"`, the default of R's `quantile`.
    Type7,
    /// Between the points `(C_k − w_k / 3) / (C_n + w_n / 3)`: `"hf8"`.
    Type8,
    /// Between the points `(C_k − 3 w_k / 8) / (C_n + w_n / 4)`: `"hf9"`.
    Type9,
}

/// A quantile with what is known of its precision.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// Which share of people the quantile was asked for.
    pub probability: f64,
    /// The weighted quantile beside the unweighted one, with how many answered.
    pub estimate: Estimate,
    /// The lower limit; `None` where it would lie below all that was answered, or too few answered for an interval.
    pub lower: Option<f64>,
    /// The upper limit; `None` where it would lie above all that was answered, or too few answered for an interval.
    pub upper: Option<f64>,
}

/// How far to look for the share that a sum of weights makes; below this it is rounding.
const SAME: f64 = 1e-12;

/// Estimates quantiles among those who answered, with intervals.
///
/// The standard error is the width of the interval over twice the quantile of t; `None` without both limits.
///
/// # Formula
/// The quantile `q` is read from the weighted distribution by the rule. The share that does not exceed `q` is a proportion
/// with an interval by the method given; its ends, read back from the distribution by the same rule, are the limits.
///
/// # Source
/// Woodruff (1952), *Journal of the American Statistical Association* 47(260); Hyndman and Fan (1996), *The American
/// Statistician* 50(4), for the rules.
///
/// # Shape and unit
/// One value or blank per respondent; results have the unit of the values, in the order of the probabilities. Methods
/// [`ProportionMethod::Wald`] (R's default, `"mean"`), [`ProportionMethod::Beta`], [`ProportionMethod::Logit`]
/// (`"xlogit"`) and [`ProportionMethod::Arcsine`] agree with R's interval types; the other two are allowed. R extrapolates
/// below the smallest answer where a limit falls there, and here the smallest answer is given. With ties and unequal
/// weights, types 4 to 9 depend on the order of respondents, as they do in R; the first two rules never do.
///
/// # Errors
/// As [`super::mean`]; and refuses probabilities that do not lie between 0 and 1, and a level outside 0 to 1.
///
/// ```
/// use weighting::estimate::{ProportionMethod, QuantileRule, Sample, quantiles};
///
/// let weights = [1.0, 2.0, 1.0, 1.0, 3.0];
/// let hectares = [3.0, 1.0, 8.0, 5.0, 2.0].map(Some);
/// let sample = Sample::fixed(&weights)?;
/// let found = quantiles(&sample, &hectares, &[0.5], QuantileRule::Lowest, ProportionMethod::Logit, 0.95)?;
/// assert_eq!((found[0].estimate.weighted, found[0].estimate.unweighted), (2.0, 3.0));
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn quantiles(
    sample: &Sample<'_>,
    values: &[Option<f64>],
    probabilities: &[f64],
    rule: QuantileRule,
    method: ProportionMethod,
    level: f64,
) -> Result<Vec<Quantile>, EstimateError> {
    check_length(values.len(), sample.counts()?.len())?;
    if let Some((row, value)) = (0..values.len()).find_map(|row| Some((row, values[row].filter(|v| !v.is_finite())?))) {
        return Err(EstimateError::BadValue { row, value });
    }
    if let Some(&probability) = probabilities.iter().find(|p| !(**p > 0.0 && **p < 1.0)) {
        return Err(EstimateError::BadProbability { probability });
    }
    let weights = sample.weights();
    let weighted = Distribution::of(values, |row| weights[row], rule)?;
    let plain = Distribution::of(values, |_| 1.0, rule)?;
    let degrees = sample.degrees_of_freedom_where(|row| values[row].is_some());
    let reach = reach(level, degrees.max(1.0))?;
    let each = probabilities.iter().map(|&probability| {
        let estimate = Estimate {
            weighted: weighted.at(probability),
            unweighted: plain.at(probability),
            answered: plain.points.len(),
            standard_error: None,
        };
        let below: Vec<Option<bool>> = values.iter().map(|v| v.map(|v| v <= estimate.weighted)).collect();
        let below = proportion_of(sample, &below, method, level, degrees)?;
        let limit = |p: f64| (p > 0.0 && p < 1.0).then(|| weighted.at(p));
        let lower = below.and_then(|below| limit(below.lower));
        let upper = below.and_then(|below| limit(below.upper));
        let standard_error = lower.zip(upper).map(|(lower, upper)| (upper - lower) / 2.0 / reach);
        Ok(Quantile { probability, estimate: Estimate { standard_error, ..estimate }, lower, upper })
    });
    each.collect()
}

/// The interval for the share below a quantile; `None` where too little is known for one.
fn proportion_of(
    sample: &Sample<'_>,
    below: &[Option<bool>],
    method: ProportionMethod,
    level: f64,
    degrees: f64,
) -> Result<Option<Interval>, EstimateError> {
    let share = share(sample, below)?;
    if share.standard_error.is_none() || degrees <= 0.0 {
        return Ok(None);
    }
    Ok(Some(around(share, Standing::of(sample, below), method, level, degrees)?.interval))
}

/// The answers in order with the share at which each is reached.
struct Distribution {
    /// Each answer and its share.
    points: Vec<(f64, f64)>,
    rule: QuantileRule,
}

impl Distribution {
    /// Orders the answers of those with weight, ties in the order of respondents.
    fn of(values: &[Option<f64>], weight: impl Fn(usize) -> f64, rule: QuantileRule) -> Result<Self, EstimateError> {
        let mut rows: Vec<(f64, f64)> =
            values.iter().enumerate().filter_map(|(row, value)| value.map(|value| (value, weight(row)))).collect();
        rows.retain(|(_, weight)| *weight > 0.0);
        // Relative to the largest, no sum of weights overflows.
        let largest = rows.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        for (_, weight) in &mut rows {
            *weight /= largest;
        }
        let Some(&(_, last)) = rows.iter().max_by(|a, b| a.0.total_cmp(&b.0)) else {
            return Err(EstimateError::NobodyAnswered);
        };
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = Compensated::default();
        let sums: Vec<f64> = rows
            .iter()
            .map(|(_, weight)| {
                sum.add(*weight);
                sum.value()
            })
            .collect();
        let all = sum.value();
        let share = |(k, (value, w)): (usize, &(f64, f64))| {
            let share = match rule {
                QuantileRule::Lowest | QuantileRule::Midpoint | QuantileRule::Type4 => sums[k] / all,
                QuantileRule::Type5 => (sums[k] - w / 2.0) / all,
                QuantileRule::Type6 => sums[k] / (all + last),
                QuantileRule::Type7 => (sums[k] - w) / (all - last),
                QuantileRule::Type8 => (sums[k] - w / 3.0) / (all + last / 3.0),
                QuantileRule::Type9 => (sums[k] - 3.0 * w / 8.0) / (all + last / 4.0),
            };
            (*value, share)
        };
        Ok(Self { points: rows.iter().enumerate().map(share).collect(), rule })
    }

    fn at(&self, probability: f64) -> f64 {
        let points = &self.points;
        let last = points.len() - 1;
        let discrete = matches!(self.rule, QuantileRule::Lowest | QuantileRule::Midpoint);
        let slack = if discrete { SAME } else { 0.0 };
        let first = points.partition_point(|(_, share)| *share < probability - slack).min(last);
        let (value, share) = points[first];
        match self.rule {
            QuantileRule::Midpoint if (share - probability).abs() <= SAME => {
                f64::midpoint(value, points[(first + 1).min(last)].0)
            }
            _ if discrete || first == 0 || share <= probability => value,
            _ => {
                let (before, share_before) = points[first - 1];
                let part = (probability - share_before) / (share - share_before);
                let between = before + (value - before) * part;
                // Weights of very unequal size can put two answers at the same share.
                if between.is_finite() { between.clamp(before, value) } else { value }
            }
        }
    }
}
