//! Intervals around figures by the t distribution.

use super::{Estimate, EstimateError, Estimates};
use crate::distributions::t_reach;

/// An interval from the lower to the upper limit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

impl Estimate {
    /// Gives the interval of standard errors around the figure, as R's `confint(…, df = degrees)`.
    ///
    /// # Formula
    /// `θ ± t · se`, with `t` the quantile of Student's t at `(1 + level) / 2`.
    ///
    /// # Source
    /// Student's t with the design's degrees of freedom: Korn and Graubard (1999), *Analysis of Health Surveys*.
    ///
    /// # Shape and unit
    /// `level` is 0.95 for 95 in 100; `degrees` come from [`super::Sample::degrees_of_freedom`], or are `f64::INFINITY`
    /// for the normal distribution, which is R's default. For proportions [`super::proportion`] is better.
    ///
    /// # Errors
    /// Refuses a figure without a standard error, a level outside 0 to 1 and degrees of freedom that are not positive.
    pub fn interval(&self, level: f64, degrees: f64) -> Result<Interval, EstimateError> {
        let reach = reach(level, degrees)? * self.standard_error.ok_or(EstimateError::NoStandardError)?;
        Ok(Interval { lower: self.weighted - reach, upper: self.weighted + reach })
    }

    /// The standard error relative to the figure, as R's `cv`; `None` without a standard error or for a figure of zero.
    pub fn coefficient_of_variation(&self) -> Option<f64> {
        self.standard_error.filter(|_| self.weighted != 0.0).map(|error| error / self.weighted.abs())
    }
}

impl Estimates {
    /// Gives an interval around each figure, as [`Estimate::interval`].
    ///
    /// # Errors
    /// As [`Estimate::interval`]; one figure refused refuses all.
    pub fn intervals(&self, level: f64, degrees: f64) -> Result<Vec<Interval>, EstimateError> {
        self.each.iter().map(|estimate| estimate.interval(level, degrees)).collect()
    }
}

/// How many standard errors an interval reaches to each side.
pub(super) fn reach(level: f64, degrees: f64) -> Result<f64, EstimateError> {
    if !(level > 0.0 && level < 1.0) {
        return Err(EstimateError::BadLevel { level });
    }
    if degrees <= 0.0 || degrees.is_nan() {
        return Err(EstimateError::NoDegrees { degrees });
    }
    let reach = t_reach(level, degrees);
    if reach.is_nan() { Err(EstimateError::NotWorkedOut) } else { Ok(reach) }
}
