//! Intervals for proportions that stay between 0 and 1 and allow for the design, as R's `svyciprop`.
//!
//! Which to use: [`ProportionMethod::KornGraubard`], the default here. It is exact for a simple random sample, so it errs
//! on the wide side; it never claims more than the people who answered could tell; and it has an answer where nobody or
//! everybody agrees. The others are here to agree with what was published elsewhere, or for shorter intervals.

use super::interval::reach;
use super::{Estimate, EstimateError, Interval, Sample, share};
use crate::distributions::{Beta, t_reach};
use crate::sum::number;

/// How an interval for a proportion is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ProportionMethod {
    /// The exact binomial interval of Clopper and Pearson at the effective sample size, which is never taken for more than
    /// those who answered; as the presentation standards of the US National Center for Health Statistics.
    #[default]
    KornGraubard,
    /// The same without that limit: `"beta"` of R's `svyciprop`. As there, everybody counts as asked in any domain of weights
    /// that were fitted to known totals.
    Beta,
    /// Symmetric on the log odds: `"logit"` and `"xlogit"`.
    Logit,
    /// Symmetric on the arcsine of the square root: `"asin"`.
    Arcsine,
    /// Where the binomial likelihood, scaled by the design effect, is high enough: `"likelihood"`.
    Likelihood,
    /// Wilson's score interval at the effective sample size.
    Wilson,
    /// Symmetric on the proportion and cut at 0 and 1: `"mean"`.
    Wald,
}

/// A proportion with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// The proportion with its standard error.
    pub estimate: Estimate,
    /// The interval.
    pub interval: Interval,
    /// The degrees of freedom that it was made with.
    pub degrees: f64,
    /// The effective sample size `p (1 − p) / se²`; `None` where that is not a number.
    pub effective: Option<f64>,
}

/// Estimates the share of those who answered for whom something holds, with an interval at the design's degrees of freedom.
///
/// # Formula
/// As [`super::share`] and [`proportion_interval`], with clusters less strata for degrees of freedom, counting those with
/// somebody who answered. In R these are those of the subset design; for all of the design's, give
/// [`Sample::degrees_of_freedom`] to [`proportion_interval`].
///
/// # Source
/// Korn and Graubard (1998), *Survey Methodology* 24(2).
///
/// # Shape and unit
/// One answer or blank per respondent; `level` is 0.95 for 95 in 100.
///
/// # Errors
/// As [`super::mean`]; and refuses fewer than two answers, a level outside 0 to 1, and a design without degrees of freedom.
///
/// ```
/// use weighting::estimate::{ProportionMethod, Sample, proportion};
///
/// let sample = Sample::unweighted(20)?;
/// let nobody = proportion(&sample, &[Some(false); 20], ProportionMethod::default(), 0.95)?;
/// assert_eq!(nobody.interval.lower, 0.0);
/// assert!((nobody.interval.upper - (1.0 - 0.025_f64.powf(1.0 / 20.0))).abs() < 1e-12);
/// # Ok::<(), weighting::estimate::EstimateError>(())
/// ```
pub fn proportion(
    sample: &Sample<'_>,
    holds: &[Option<bool>],
    method: ProportionMethod,
    level: f64,
) -> Result<Proportion, EstimateError> {
    let estimate = share(sample, holds)?;
    let degrees = sample.degrees_of_freedom_where(|row| holds[row].is_some());
    around(estimate, Standing::of(sample, holds), method, level, degrees)
}

/// How many people a proportion stands on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// Those who answered and weigh anything.
    counted: f64,
    /// The rows that R has for them: after calibration it keeps everybody else at weight 0.
    rows: f64,
    /// How many independent people of equal weight they are worth at least, whatever they answered.
    independent: f64,
}

impl Standing {
    pub(super) fn of(sample: &Sample<'_>, holds: &[Option<bool>]) -> Self {
        let answered = |row: usize| holds[row].is_some();
        let counted = number(sample.counted_where(answered));
        let rows = if sample.knows_totals() { number(holds.len()) } else { counted };
        Self { counted, rows, independent: sample.independent_where(answered) }
    }
}

/// Makes an interval around a proportion that was estimated before, at given degrees of freedom.
///
/// # Formula
/// With `t` the quantile of Student's t at `(1 + level) / 2`, `v` the variance and `m = p (1 − p) / v`:
///
/// * logit: `logit p ± t √v / (p (1 − p))`, turned back;
/// * arcsine: `sin²(asin √p ± t √v / (2 √(p (1 − p))))`;
/// * Wald: `p ± t √v`, cut at 0 and 1;
/// * Wilson: `(p + t²/2m ± t √(p (1 − p)/m + t²/4m²)) / (1 + t²/m)`;
/// * likelihood: all `π` with `2 m (p ln(p/π) + (1 − p) ln((1 − p)/(1 − π))) ≤ t² n / (n − 1)`, `n` having answered;
/// * beta: the quantiles `B(α/2; m'p, m'(1 − p) + 1)` and `B(1 − α/2; m'p + 1, m'(1 − p))` with
///   `m' = m (t_{n−1} / t)²`, and for Korn and Graubard at most `n`; [`ProportionMethod::Beta`] of [`proportion`] takes all
///   respondents for `n` here where weights were fitted to known totals, as R keeps them at weight 0.
///
/// Where nobody or everybody agrees the variance is no guide, and every method gives the exact interval: [`proportion`] at the
/// smaller of `(Σ w)² / Σ w²` and the clusters of those who answered, because people of one household who all agree are not
/// so many voices; here, where only the figure is known, at `m' = n`. `n` counts those of positive weight. Where the design leaves no variance otherwise (everybody was asked), the interval is the proportion itself, but for Korn and
/// Graubard's, which is the exact one at `m' = n`.
///
/// Wilson's corrects for few clusters once, by `t`; the Python package `svy` also shrinks `m`, which makes it wider.
///
/// # Source
/// Korn and Graubard (1998) for beta; Rao and Scott (1984), *Annals of Statistics* 12, for the likelihood; Parker et al.
/// (2017), *National Center for Health Statistics Data Presentation Standards for Proportions*, for the limit. R solves the
/// likelihood by interpolation, to four digits; here it is solved to the last.
///
/// # Shape and unit
/// `degrees` may be `f64::INFINITY` for the normal distribution. R's `"beta"` always takes the design's.
///
/// # Errors
/// Refuses a proportion without a standard error, one outside 0 to 1, a level outside 0 to 1, and degrees of freedom that
/// are not positive.
pub fn proportion_interval(
    estimate: Estimate,
    method: ProportionMethod,
    level: f64,
    degrees: f64,
) -> Result<Proportion, EstimateError> {
    let answered = number(estimate.answered);
    let standing = Standing { counted: answered, rows: answered, independent: answered };
    around(estimate, standing, method, level, degrees)
}

/// Makes the interval, from people who are known.
pub(super) fn around(
    estimate: Estimate,
    standing: Standing,
    method: ProportionMethod,
    level: f64,
    degrees: f64,
) -> Result<Proportion, EstimateError> {
    let t = reach(level, degrees)?;
    let error = estimate.standard_error.ok_or(EstimateError::NoStandardError)?;
    let (p, n) = (estimate.weighted, standing.counted);
    if !(0.0..=1.0).contains(&p) || n < 2.0 {
        return Err(EstimateError::BadProbability { probability: p });
    }
    let effective = p * (1.0 - p) / (error * error);
    if p <= 0.0 || p >= 1.0 || !effective.is_finite() {
        let interval = match method {
            _ if p <= 0.0 || p >= 1.0 => exact(p, standing.independent, level),
            ProportionMethod::KornGraubard => exact(p, n, level),
            _ => Interval { lower: p, upper: p },
        };
        return Ok(Proportion { estimate, interval, degrees, effective: None });
    }
    let adjusted = |rows: f64| effective * (t_reach(level, rows - 1.0) / t).powi(2);
    let interval = match method {
        ProportionMethod::KornGraubard => exact(p, adjusted(n).min(n), level),
        ProportionMethod::Beta => exact(p, adjusted(standing.rows), level),
        ProportionMethod::Logit => logit(p, t / (effective * p * (1.0 - p)).sqrt()),
        ProportionMethod::Arcsine => arcsine(p, t / (2.0 * effective.sqrt())),
        ProportionMethod::Likelihood => likelihood(p, t * t / (2.0 * effective) * n / (n - 1.0)),
        ProportionMethod::Wilson => wilson(p, t * t / effective),
        ProportionMethod::Wald => Interval { lower: p - t * error, upper: p + t * error },
    };
    // A variance past all sense leaves nothing known.
    let lower = if interval.lower.is_nan() { 0.0 } else { interval.lower.clamp(0.0, p) };
    let upper = if interval.upper.is_nan() { 1.0 } else { interval.upper.clamp(p, 1.0) };
    let interval = Interval { lower, upper };
    Ok(Proportion { estimate, interval, degrees, effective: Some(effective) })
}

fn exact(p: f64, people: f64, level: f64) -> Interval {
    let tail = (1.0 - level) / 2.0;
    let (agree, differ) = (people * p, people * (1.0 - p));
    // The complement's lower tail keeps the digits of an upper limit near 1.
    let lower = |a: f64, b: f64| Beta { a, b: b + 1.0 }.quantile(tail).0;
    let interval = Interval { lower: lower(agree, differ), upper: 1.0 - lower(differ, agree) };
    // From milliards of people on the beta does not settle, and is a normal to the fifth digit of its width.
    if (interval.lower + interval.upper).is_nan() {
        return wilson(p, t_reach(level, f64::INFINITY).powi(2) / people);
    }
    interval
}

fn logit(p: f64, step: f64) -> Interval {
    let odds = p / (1.0 - p);
    let back = |step: f64| 1.0 / (1.0 + (-step).exp() / odds);
    Interval { lower: back(-step), upper: back(step) }
}

fn arcsine(p: f64, step: f64) -> Interval {
    let angle = p.sqrt().asin();
    let back = |angle: f64| angle.clamp(0.0, std::f64::consts::FRAC_PI_2).sin().powi(2);
    Interval { lower: back(angle - step), upper: back(angle + step) }
}

/// `spread` is `t² / m`.
fn wilson(p: f64, spread: f64) -> Interval {
    let centre = p + spread / 2.0;
    let width = (spread * (p * (1.0 - p) + spread / 4.0)).sqrt();
    Interval { lower: (centre - width) / (1.0 + spread), upper: (centre + width) / (1.0 + spread) }
}

/// Solves for both ends by halving, on which the divergence falls towards `p` from each side.
fn likelihood(p: f64, most: f64) -> Interval {
    let divergence = |at: f64| p * (p / at).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - at)).ln();
    let end = |outside: f64| {
        let (mut outside, mut inside) = (outside, p);
        loop {
            let middle = f64::midpoint(outside, inside);
            if middle.to_bits() == outside.to_bits() || middle.to_bits() == inside.to_bits() {
                return middle;
            }
            if divergence(middle) > most {
                outside = middle;
            } else {
                inside = middle;
            }
        }
    };
    Interval { lower: end(0.0), upper: end(1.0) }
}
