//! Rank confidence sets that hold for all items at once, by testing every difference at one critical value.
//! Where the differences' errors come from (replicates or a covariance) is told apart only at the start.

use super::{RankError, Replicates, bounded, finite, level_between_0_and_1, normal, quantile_place};
use crate::smaa::Draws;
use crate::sum::{number, total};

/// How the critical value is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// Once, over all differences.
    Single,
    /// Again and again over the differences not yet told apart, until nothing more is: never wider than in a single step.
    /// A difference that was told apart leaves the maximum in its own direction only. The sets of `csranks` with `stepdown`
    /// are by the same papers; its numbers were not compared.
    Down,
}

/// Simultaneous confidence sets for the ranks of all items.
///
/// # Formula
/// `t_ij = (x_i − x_j) / se_ij`. The critical value `c` is the order statistic `⌈level · B⌉` over replicates of
/// `max_{i≠j} ((x*_i − x*_j) − (x_i − x_j)) / se_ij`, the largest of all `K (K − 1) / 2` differences in absolute value.
/// Item `i` is told above item `j` where `t_ij > c`. Then `lower = 1 + #{told above i}`, `upper = K − #{told below i}`.
/// In [`Steps::Down`] the maximum is taken again over the ordered pairs not yet told apart, until none follows.
/// A difference without any error is told apart by its sign and left out of the maximum.
///
/// # Source
/// Mogstad, Romano, Shaikh and Wilhelm (2023), *Review of Economic Studies* 91(1); the idea also in Klein, Wright and
/// Wieczorek (2020). Stepping down: Romano and Wolf (2005).
#[derive(Debug, Clone, PartialEq)]
pub struct JointRanks {
    /// The best rank that each item may have, from 1.
    pub lower: Vec<usize>,
    /// The worst rank that each item may have.
    pub upper: Vec<usize>,
    /// The critical value that told the last differences apart.
    pub critical: f64,
    /// The critical value over all differences, the same unless it stepped down.
    pub critical_single: f64,
    /// How many rounds it took; 1 in a single step.
    pub rounds: usize,
    /// How many replicates failed and so had no say; 0 where the errors come from a covariance.
    pub failed: usize,
    /// The standard error of each difference of two items, 0 on the diagonal, in the unit of the estimates.
    pub standard_errors: Vec<Vec<f64>>,
    /// The estimates as given.
    pub(super) estimate: Vec<f64>,
    /// Whether row's item is told above column's.
    told: Vec<bool>,
}

impl JointRanks {
    /// Finds the sets from replicates of the estimates.
    ///
    /// # Formula
    /// `se_ij` is the standard deviation over replicates, with `B − 1`, of `x*_i − x*_j`.
    ///
    /// # Source
    /// As [`JointRanks`].
    ///
    /// # Shape and unit
    /// One estimate per item, in the replicates' unit. Time `O(B K²)`, memory `O(B K + K²)`.
    ///
    /// # Errors
    /// Refuses another number of estimates than items, fewer than two replicates, and values that are not finite or lie too
    /// far apart.
    pub fn from_replicates(
        estimate: &[f64],
        replicates: &Replicates<'_>,
        level: f64,
        steps: Steps,
    ) -> Result<Self, RankError> {
        level_between_0_and_1(level)?;
        judge(estimate, replicates.items())?;
        if replicates.len() < 2 {
            return Err(RankError::TooFewReplicates { replicates: replicates.len(), least: 2 });
        }
        let told = Self::told_apart(estimate, &Deviations::of(estimate, replicates)?, level, steps);
        Ok(Self { failed: replicates.failed(), ..told })
    }

    /// Finds the sets from a covariance of the estimates, by drawing normal deviations.
    ///
    /// # Formula
    /// `se_ij² = V_ii + V_jj − 2 V_ij`; deviations are `L z` with `L L' = V` and `z` standard normal. A singular `V` (shares
    /// that add up to 1) is no obstacle.
    ///
    /// # Source
    /// As [`JointRanks`].
    ///
    /// # Shape and unit
    /// `covariance[i][j]` in the estimates' unit squared. Draws come from `ChaCha8` with the seed given: publish both. They
    /// are given as [`Draws`], or as a pair of their number and the seed.
    ///
    /// # Errors
    /// As [`JointRanks::from_replicates`], and refuses a matrix that is not a covariance and fewer than two draws.
    pub fn from_covariance<R: AsRef<[f64]>>(
        estimate: &[f64],
        covariance: &[R],
        level: f64,
        steps: Steps,
        draws: impl Into<Draws>,
    ) -> Result<Self, RankError> {
        level_between_0_and_1(level)?;
        judge(estimate, covariance.len())?;
        let Draws { count, seed } = draws.into();
        if count < 2 {
            return Err(RankError::TooFewReplicates { replicates: count, least: 2 });
        }
        let deviations = normal::deviations(covariance, count, seed)?;
        Ok(Self::told_apart(estimate, &deviations, level, steps))
    }

    /// Whether item `i` is told to lie above item `j`; false for items that are not there.
    pub fn is_above(&self, i: usize, j: usize) -> bool {
        let items = self.estimate.len();
        i < items && j < items && self.told[i * items + j]
    }

    fn told_apart(estimate: &[f64], deviations: &Deviations, level: f64, steps: Steps) -> Self {
        let items = estimate.len();
        let mut told = vec![false; items * items];
        deviations.tell_certain(estimate, &mut told);
        let critical_single = deviations.critical(level, &told);
        let mut critical = critical_single;
        let mut rounds = 1;
        while deviations.tell(estimate, critical, &mut told) && steps == Steps::Down {
            critical = deviations.critical(level, &told);
            rounds += 1;
        }
        let lower = (0..items).map(|i| 1 + (0..items).filter(|j| told[j * items + i]).count());
        let upper = (0..items).map(|i| items - told[i * items..][..items].iter().filter(|told| **told).count());
        let (lower, upper) = (lower.collect(), upper.collect());
        let standard_errors = deviations.errors.chunks_exact(items);
        let standard_errors = standard_errors.map(|row| row.iter().map(|error| error * deviations.unit).collect());
        let standard_errors = standard_errors.collect();
        let estimate = estimate.to_vec();
        Self { lower, upper, critical, critical_single, rounds, failed: 0, standard_errors, estimate, told }
    }
}

fn judge(estimate: &[f64], items: usize) -> Result<(), RankError> {
    bounded(estimate.len())?;
    if estimate.len() != items {
        return Err(RankError::LengthsDiffer { estimates: estimate.len(), items });
    }
    finite(estimate)?;
    let spread = estimate.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b))
        - estimate.iter().fold(f64::INFINITY, |a, b| a.min(*b));
    if spread.is_finite() { Ok(()) } else { Err(RankError::TooLarge) }
}

/// How far replicates lie from the estimates, in a unit in which the furthest is about 1.
pub(super) struct Deviations {
    /// One row per replicate, one column per item.
    pub(super) rows: Vec<f64>,
    /// The standard error of each difference.
    pub(super) errors: Vec<f64>,
    /// What one such unit is in the estimates' own.
    pub(super) unit: f64,
}

impl Deviations {
    fn of(estimate: &[f64], replicates: &Replicates<'_>) -> Result<Self, RankError> {
        let items = estimate.len();
        let mut rows: Vec<f64> = Vec::with_capacity(replicates.values.len());
        replicates.rows().for_each(|row| rows.extend(row.iter().zip(estimate).map(|(value, center)| value - center)));
        let largest = rows.iter().fold(0.0, |largest: f64, deviation| largest.max(deviation.abs()));
        if !largest.is_finite() {
            return Err(RankError::TooLarge);
        }
        let unit = if largest > 0.0 { largest } else { 1.0 };
        for deviation in &mut rows {
            *deviation /= unit;
        }
        let errors = errors_of_differences(&rows, items);
        Ok(Self { rows, errors, unit })
    }

    fn items(&self) -> usize {
        self.errors.len().isqrt()
    }

    /// Tells the pairs apart whose difference has no error at all.
    fn tell_certain(&self, estimate: &[f64], told: &mut [bool]) {
        let items = self.items();
        for (pair, told) in told.iter_mut().enumerate() {
            *told = self.errors[pair] <= 0.0 && estimate[pair / items] > estimate[pair % items];
        }
    }

    /// Tells apart what lies above the critical value, and says whether anything did that was not told before.
    fn tell(&self, estimate: &[f64], critical: f64, told: &mut [bool]) -> bool {
        let items = self.items();
        let mut any = false;
        for (pair, told) in told.iter_mut().enumerate().filter(|(pair, told)| !**told && self.errors[*pair] > 0.0) {
            let difference = (estimate[pair / items] - estimate[pair % items]) / self.unit;
            *told = difference / self.errors[pair] > critical;
            any |= *told;
        }
        any
    }

    /// The critical value over the ordered pairs that are not told apart.
    fn critical(&self, level: f64, told: &[bool]) -> f64 {
        let items = self.items();
        // An infinite error leaves its pair out: it never makes the maximum, which is at least 0 over both orders of a pair.
        let scale = self.errors.iter().zip(told);
        let scale: Vec<f64> =
            scale.map(|(&error, &told)| if told || error <= 0.0 { 0.0 } else { error.recip() }).collect();
        let mut largest: Vec<f64> = self.rows.chunks_exact(items).map(|row| largest_of(row, &scale)).collect();
        let place = quantile_place(level, largest.len());
        *largest.select_nth_unstable_by(place, f64::total_cmp).1
    }
}

/// The largest scaled difference of two items in one replicate, at least 0.
fn largest_of(row: &[f64], scale: &[f64]) -> f64 {
    let mut largest = 0.0_f64;
    for (value, scale) in row.iter().zip(scale.chunks_exact(row.len())) {
        for (other, scale) in row.iter().zip(scale) {
            largest = largest.max((value - other) * scale);
        }
    }
    largest
}

/// Standard deviations, with one less than the rows, of the differences of all pairs of columns.
fn errors_of_differences(rows: &[f64], items: usize) -> Vec<f64> {
    let count = number(rows.len() / items);
    let means = (0..items).map(|item| total(rows.iter().skip(item).step_by(items).copied()) / count);
    let means: Vec<f64> = means.collect();
    let mut squares = vec![0.0; items * items];
    let mut centered = vec![0.0; items];
    for row in rows.chunks_exact(items) {
        centered.iter_mut().zip(row).zip(&means).for_each(|((centered, value), mean)| *centered = value - mean);
        for (i, value) in centered.iter().enumerate() {
            let squares = &mut squares[i * items..][..i];
            squares.iter_mut().zip(&centered).for_each(|(sum, other)| *sum += (value - other) * (value - other));
        }
    }
    for i in 0..items {
        for j in 0..i {
            let error = (squares[i * items + j] / (count - 1.0)).sqrt();
            squares[i * items + j] = error;
            squares[j * items + i] = error;
        }
    }
    squares
}
