//! What a bootstrap gives: the figures of each replicate, and the standard errors, covariances and intervals in them.

use crate::sum::{number, total};

/// The point that the spread of replicates is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    /// The mean of the replicates, with `1/(B − 1)`.
    #[default]
    ReplicateMean,
    /// The figure of the full sample, with `1/B`; a bias of the replicates counts as spread.
    FullSample,
}

/// The figures of the full sample and of each replicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    pub(super) figures: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) kept: Vec<usize>,
    pub(super) failed: Vec<usize>,
}

impl Replicates {
    /// The figures of the full sample.
    pub fn figures(&self) -> &[f64] {
        &self.figures
    }

    /// The figures of all replicates that were made, one replicate after another: `B × K` in a row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The figures of each replicate that was made, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        (0..self.kept.len()).map(|row| &self.values[row * self.figures.len()..(row + 1) * self.figures.len()])
    }

    /// How many replicates were made.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether no replicate was made.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Which replicates were made, numbered from 0.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// Which replicates could not be made, numbered from 0: they drew nobody for a level with a target or for an item, or
    /// could not be raked to the margins within the tolerance.
    pub fn failed(&self) -> &[usize] {
        &self.failed
    }

    /// The covariance of the figures, `K × K`.
    ///
    /// # Formula
    /// `Σ_b (θ_b − c)(θ_b − c)'`, over `B − 1` where `c` is the mean of the replicates and over `B` where it is the full
    /// sample; `B` counts the replicates that were made. Not a number where fewer than two were made. Replicates that
    /// failed are left out, and they are not just any: they drew too few of a small level. Show their number, the length of
    /// [`failed`](Self::failed), beside what is made of the others.
    ///
    /// # Source
    /// Efron and Tibshirani (1993), *An Introduction to the Bootstrap*; the two centres are the choices `mse = FALSE` and
    /// `mse = TRUE` of R's survey.
    ///
    /// # Shape and unit
    /// In the square of the figures' unit.
    pub fn covariance(&self, centre: Centre) -> Vec<Vec<f64>> {
        let (centres, divisor) = self.centres(centre);
        let entry =
            |j: usize, k: usize| total(self.rows().map(|row| (row[j] - centres[j]) * (row[k] - centres[k]))) / divisor;
        let mut covariance: Vec<Vec<f64>> = Vec::with_capacity(centres.len());
        for j in 0..centres.len() {
            let row = (0..centres.len()).map(|k| if k < j { covariance[k][j] } else { entry(j, k) });
            let row = row.collect();
            covariance.push(row);
        }
        covariance
    }

    /// The standard error of each figure: the root of its variance in [`covariance`](Self::covariance).
    ///
    /// # Formula
    /// The root of the diagonal of [`covariance`](Self::covariance).
    ///
    /// # Source
    /// As [`covariance`](Self::covariance).
    ///
    /// # Shape and unit
    /// One per figure, in its unit.
    pub fn standard_errors(&self, centre: Centre) -> Vec<f64> {
        let (centres, divisor) = self.centres(centre);
        let squares = |j: usize| total(self.rows().map(|row| (row[j] - centres[j]).powi(2)));
        (0..centres.len()).map(|j| (squares(j) / divisor).sqrt()).collect()
    }

    /// The percentile interval of each figure: what the middle `level` of its replicates spans.
    ///
    /// # Formula
    /// The quantiles at `(1 − level)/2` and `(1 + level)/2`, linear between order statistics (type 7 of Hyndman and Fan
    /// 1996, the default of R and numpy). `level` is taken into 0 to 1. Not a number where no replicate was made.
    ///
    /// # Source
    /// Efron and Tibshirani (1993), chapter 13.
    ///
    /// # Shape and unit
    /// A lower and an upper end per figure, in its unit.
    pub fn percentile_intervals(&self, level: f64) -> Vec<(f64, f64)> {
        let level = if level.is_nan() { 0.0 } else { level.clamp(0.0, 1.0) };
        let interval = |j: usize| {
            let mut column: Vec<f64> = self.rows().map(|row| row[j]).collect();
            column.sort_unstable_by(f64::total_cmp);
            (quantile(&column, (1.0 - level) / 2.0), quantile(&column, f64::midpoint(1.0, level)))
        };
        (0..self.figures.len()).map(interval).collect()
    }

    /// Turns the figures into others, for the full sample and for each replicate: shares, differences, ranks.
    ///
    /// A replicate whose figures become anything but finite numbers, or another number of them than the full sample's,
    /// moves to those that failed.
    #[must_use]
    pub fn map(&self, mut turn: impl FnMut(&[f64]) -> Vec<f64>) -> Self {
        let mut turned =
            Self { figures: turn(&self.figures), values: Vec::new(), kept: Vec::new(), failed: self.failed.clone() };
        for (row, &replicate) in self.rows().zip(&self.kept) {
            turned.push(replicate, &turn(row));
        }
        turned.failed.sort_unstable();
        turned
    }

    /// Starts without any replicate.
    pub(super) fn of(figures: Vec<f64>) -> Self {
        Self { figures, values: Vec::new(), kept: Vec::new(), failed: Vec::new() }
    }

    /// Adds the figures of one replicate, if they are figures at all.
    pub(super) fn push(&mut self, replicate: usize, row: &[f64]) -> bool {
        let made = row.len() == self.figures.len() && row.iter().all(|value| value.is_finite());
        if made {
            self.values.extend_from_slice(row);
            self.kept.push(replicate);
        } else {
            self.failed.push(replicate);
        }
        made
    }

    fn centres(&self, centre: Centre) -> (Vec<f64>, f64) {
        let made = number(self.len());
        match centre {
            Centre::FullSample => (self.figures.clone(), made),
            Centre::ReplicateMean => {
                let mean = |j: usize| total(self.rows().map(|row| row[j])) / made;
                ((0..self.figures.len()).map(mean).collect(), if made > 1.0 { made - 1.0 } else { f64::NAN })
            }
        }
    }
}

/// The quantile of sorted numbers at a probability.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the place lies within the numbers")]
fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = number(last) * probability;
    let below = (place as usize).min(last);
    let above = (below + 1).min(last);
    sorted[below] + (place - number(below)) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::{Centre, Replicates};

    fn of_one_figure(values: &[f64]) -> Replicates {
        let mut replicates = Replicates::of(vec![2.0]);
        values.iter().enumerate().for_each(|(replicate, &value)| {
            replicates.push(replicate, &[value]);
        });
        replicates
    }

    #[test]
    fn the_spread_is_measured_from_the_centre_that_is_asked_for() {
        let replicates = of_one_figure(&[1.0, 2.0, 6.0]);
        assert!((replicates.standard_errors(Centre::ReplicateMean)[0] - 7.0_f64.sqrt()).abs() < 1e-15);
        assert!((replicates.standard_errors(Centre::FullSample)[0] - (17.0 / 3.0_f64).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn an_interval_is_linear_between_order_statistics() {
        let replicates = of_one_figure(&[4.0, 1.0, 3.0, 2.0]);
        let (lower, upper) = replicates.percentile_intervals(0.5)[0];
        assert!((lower - 1.75).abs() < 1e-15 && (upper - 3.25).abs() < 1e-15);
        assert_eq!(replicates.percentile_intervals(1.0), [(1.0, 4.0)]);
        assert!(of_one_figure(&[]).percentile_intervals(0.9)[0].0.is_nan());
    }

    #[test]
    fn a_replicate_that_turns_into_nothing_finite_has_failed() {
        let turned = of_one_figure(&[1.0, 0.0, 2.0]).map(|row| vec![1.0 / row[0]]);
        assert_eq!((turned.kept(), turned.failed()), (&[0, 2][..], &[1][..]));
        assert_eq!(turned.values(), [1.0, 0.5]);
    }
}
