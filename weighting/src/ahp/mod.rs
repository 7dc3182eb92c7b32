//! Weights of criteria from pairwise judgements of experts: the analytic hierarchy process.
//! How consistent each expert is, is reported beside the weights; nobody is dropped for it.
//!
//! # Formula
//! A judgement `aᵢⱼ` says how many times as important `i` is as `j`, with `aⱼᵢ = 1/aᵢⱼ`. The priorities are the principal
//! eigenvector of the matrix, adding up to 1. With its eigenvalue `λ` and `n` items, the consistency index is
//! `CI = (λ − n)/(n − 1)` and the consistency ratio `CR = CI / RI`, where `RI` is the mean index of random matrices. As a
//! cross-check, the row geometric means, and the geometric consistency index `2 Σ_{i<j} log²(aᵢⱼ wⱼ/wᵢ) / ((n−1)(n−2))`.
//!
//! # Source
//! Saaty (1980), *The Analytic Hierarchy Process*; Crawford and Williams (1985) for geometric means; Aguarón and
//! Moreno-Jiménez (2003) for the geometric index; Aczél and Saaty (1983) for the geometric mean of a group's judgements.
//!
//! ```
//! use weighting::ahp::{Judgements, RandomIndex};
//!
//! // Experience, education, charisma, age: how many times as important each is as those after it.
//! let judgements = Judgements::from_upper(4, &[4.0, 3.0, 7.0, 1.0 / 3.0, 3.0, 5.0])?;
//! let ahp = judgements.priorities();
//! assert!((ahp.eigenvector.values[0] - 0.5475692).abs() < 1e-7);
//! assert!((ahp.consistency_ratio(RandomIndex::Saaty1980).unwrap() - 0.0438585).abs() < 1e-7);
//! assert_eq!(ahp.is_consistent(RandomIndex::Saaty1980), Some(true));
//! # Ok::<(), weighting::ahp::AhpError>(())
//! ```
//!
//! | in Python (ahpy) | here |
//! |---|---|
//! | `Compare(name, comparisons).target_weights` | [`Judgements::priorities`], `eigenvector` |
//! | `consistency_ratio`, `random_index="saaty"` | [`Ahp::consistency_ratio`] with [`RandomIndex::SaatyRevised`] |
//! | `random_index="dd"` | [`RandomIndex::DoneganDodd`] |
//! | (the table of Saaty's book) | [`RandomIndex::Saaty1980`] |

mod group;
mod index;

pub use group::{Group, Mean, group, joint, pooled};
pub use index::RandomIndex;

use crate::estimate::EstimateError;
use crate::pool::PoolError;
use crate::sum::{number, total};
use crate::worth::{Shares, softmax};

/// The most items that judgements may compare.
pub const MOST_JUDGED: usize = 100;
/// The most times that one item may be judged as important as another.
pub const MOST_TIMES: f64 = 1e6;
/// By how much the product of a judgement and its reverse may miss 1.
const RECIPROCAL: f64 = 1e-6;
/// The ratio from which judgements count as inconsistent.
pub const INCONSISTENT: f64 = 0.10;

/// A full set of pairwise judgements, each the reverse of its mirror image.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgements {
    items: usize,
    /// The logarithms of the judgements, by rows.
    logs: Vec<f64>,
}

/// The priorities that judgements lead to, and how consistent they are.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahp {
    /// The principal eigenvector, adding up to 1.
    pub eigenvector: Shares,
    /// Its eigenvalue, `λ`; equal to the number of items where judgements are consistent.
    pub lambda_max: f64,
    /// The consistency index `(λ − n)/(n − 1)`.
    pub consistency_index: f64,
    /// The row geometric means, adding up to 1.
    pub geometric: Shares,
    /// The geometric consistency index; 0 for two items.
    pub geometric_consistency_index: f64,
}

/// The reasons to refuse judgements.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AhpError {
    /// There are fewer than two items, or more than anybody compares.
    #[error("{items} items cannot be judged: there must be between 2 and {most}")]
    BadItems {
        /// How many items there are.
        items: usize,
        /// How many there may be.
        most: usize,
    },
    /// The number of judgements does not fit the number of items.
    #[error(
        "{items} items need {needed} judgements here, and there are {given}: a judgement left out cannot be made up"
    )]
    Incomplete {
        /// How many items there are.
        items: usize,
        /// How many judgements they need.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// A judgement is not a number above zero, or beyond all measure.
    #[error(
        "the judgement of item {item} over item {other} is {judgement}: give a number above 0 and at most {MOST_TIMES}"
    )]
    BadJudgement {
        /// The item judged, from 0.
        item: usize,
        /// The item it is compared with.
        other: usize,
        /// The judgement as given.
        judgement: f64,
    },
    /// An item is not as important as itself.
    #[error("item {item} is judged {judgement} times as important as itself: it must be 1")]
    BadDiagonal {
        /// The item, from 0.
        item: usize,
        /// The judgement as given.
        judgement: f64,
    },
    /// A judgement and its reverse contradict each other.
    #[error("item {item} is {judgement} times item {other}, but the reverse is {reverse}: they must multiply to 1")]
    NotReciprocal {
        /// The item judged, from 0.
        item: usize,
        /// The item it is compared with.
        other: usize,
        /// The judgement.
        judgement: f64,
        /// The judgement the other way round.
        reverse: f64,
    },
    /// The members of a group judge different numbers of items, or there is nobody.
    #[error("member {member} does not judge the same items as the first, or nobody with any weight judges at all")]
    GroupsDiffer {
        /// The member's place in the input, from 0.
        member: usize,
    },
    /// A member's weight is negative or not a number, or there is not one for each member.
    #[error("the weights of the group must be one number per member, none negative, and not all zero")]
    BadWeights,
    /// The figures could not be estimated.
    #[error(transparent)]
    Estimate(#[from] EstimateError),
    /// The covariances of members cannot be put together.
    #[error("the covariances of the members cannot be put together: {0}")]
    Pool(#[from] PoolError),
}

impl Judgements {
    /// Takes a full matrix: row `i`, column `j` says how many times as important `i` is as `j`.
    ///
    /// # Errors
    /// Refuses matrices that are not square, judgements that are not above 0 or beyond a million times, diagonals other than 1, and judgements that
    /// contradict their reverse.
    pub fn new<R: AsRef<[f64]>>(matrix: &[R]) -> Result<Self, AhpError> {
        let items = checked(matrix.len())?;
        let given = matrix.iter().map(|row| row.as_ref().len()).sum();
        if matrix.iter().any(|row| row.as_ref().len() != items) {
            return Err(AhpError::Incomplete { items, needed: items * items, given });
        }
        let at = |i: usize, j: usize| matrix[i].as_ref()[j];
        let mut upper = Vec::new();
        for item in 0..items {
            if (at(item, item) - 1.0).abs() > RECIPROCAL || at(item, item).is_nan() {
                return Err(AhpError::BadDiagonal { item, judgement: at(item, item) });
            }
            for other in item + 1..items {
                let (judgement, reverse) = (at(item, other), at(other, item));
                usable(item, other, judgement)?;
                usable(other, item, reverse)?;
                if (judgement.ln() + reverse.ln()).abs() > RECIPROCAL {
                    return Err(AhpError::NotReciprocal { item, other, judgement, reverse });
                }
                upper.push(judgement.ln());
            }
        }
        Ok(Self::of_logs(items, &upper))
    }

    /// Takes the judgements above the diagonal, row by row: each item over those after it.
    ///
    /// # Errors
    /// Refuses a number of judgements other than `n(n−1)/2`, and judgements that are not above 0.
    pub fn from_upper(items: usize, upper: &[f64]) -> Result<Self, AhpError> {
        checked(items)?;
        let needed = items * (items - 1) / 2;
        if upper.len() != needed {
            return Err(AhpError::Incomplete { items, needed, given: upper.len() });
        }
        let pairs = (0..items).flat_map(|i| (i + 1..items).map(move |j| (i, j)));
        for ((item, other), &judgement) in pairs.zip(upper) {
            usable(item, other, judgement)?;
        }
        Ok(Self::of_logs(items, &upper.iter().map(|judgement| judgement.ln()).collect::<Vec<_>>()))
    }

    fn of_logs(items: usize, upper: &[f64]) -> Self {
        let mut logs = vec![0.0; items * items];
        let pairs = (0..items).flat_map(|i| (i + 1..items).map(move |j| (i, j)));
        for ((i, j), &log) in pairs.zip(upper) {
            (logs[i * items + j], logs[j * items + i]) = (log, -log);
        }
        Self { items, logs }
    }

    /// How many items are compared.
    pub fn items(&self) -> usize {
        self.items
    }

    /// The judgements as a matrix.
    pub fn matrix(&self) -> Vec<Vec<f64>> {
        self.logs.chunks_exact(self.items).map(|row| row.iter().map(|log| log.exp()).collect()).collect()
    }

    /// The mean of the logarithms of each row: log worths with mean zero.
    pub(crate) fn log_means(&self) -> Vec<f64> {
        self.logs.chunks_exact(self.items).map(|row| total(row.iter().copied()) / number(self.items)).collect()
    }

    /// Finds the priorities and how consistent the judgements are.
    pub fn priorities(&self) -> Ahp {
        let items = number(self.items);
        let means = self.log_means();
        let (vector, log_value) = self.principal(&means);
        let lambda_max = log_value.exp();
        let pairs = (0..self.items).flat_map(|i| (0..i).map(move |j| (i, j)));
        let miss = |(i, j): (usize, usize)| (self.logs[i * self.items + j] - means[i] + means[j]).powi(2);
        let misses = total(pairs.map(miss));
        Ahp {
            eigenvector: Shares { values: vector, covariance: None },
            lambda_max,
            consistency_index: (lambda_max - items) / (items - 1.0),
            geometric: Shares { values: softmax(&means), covariance: None },
            geometric_consistency_index: if self.items > 2 {
                2.0 * misses / ((items - 1.0) * (items - 2.0))
            } else {
                0.0
            },
        }
    }

    /// The principal eigenvector and the logarithm of its eigenvalue.
    ///
    /// Rows and columns are first scaled by the geometric means, which leaves near ones for the eigenvector. The matrix is
    /// squared until it maps everything to one direction, then that direction is polished with the matrix itself.
    fn principal(&self, means: &[f64]) -> (Vec<f64>, f64) {
        let size = self.items;
        let scaled = |place: usize| self.logs[place] - means[place / size] + means[place % size];
        let largest = (0..size * size).map(scaled).fold(0.0, f64::max);
        let matrix: Vec<f64> = (0..size * size).map(|place| (scaled(place) - largest).exp()).collect();
        let mut power = matrix.clone();
        for _ in 0..MOST_SQUARINGS {
            let next = squared(&power, size);
            let moved = next.iter().zip(&power).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            power = next;
            if moved < 1e-15 {
                break;
            }
        }
        let mut vector = row_sums(&power, size);
        for _ in 0..POLISH {
            vector = normalised(times(&matrix, &vector));
        }
        let image = times(&matrix, &vector);
        let value = total(image.iter().copied()) / total(vector.iter().copied());
        let logs: Vec<f64> = vector.iter().zip(means).map(|(part, mean)| part.ln() + mean).collect();
        (softmax(&logs), value.ln() + largest)
    }
}

/// After so many squarings any matrix of this size has lost all other directions.
const MOST_SQUARINGS: usize = 64;
/// So often is the direction found multiplied with the matrix itself.
const POLISH: usize = 3;

impl Ahp {
    /// The consistency ratio by a table of random indices; 0 for two items, `None` where the table has no entry.
    pub fn consistency_ratio(&self, table: RandomIndex) -> Option<f64> {
        let items = self.eigenvector.values.len();
        if items <= 2 {
            return Some(0.0);
        }
        table.of(items).map(|index| self.consistency_index / index)
    }

    /// Whether the consistency ratio is at most 0.10; `None` where the table has no entry.
    pub fn is_consistent(&self, table: RandomIndex) -> Option<bool> {
        self.consistency_ratio(table).map(|ratio| ratio <= INCONSISTENT)
    }
}

fn checked(items: usize) -> Result<usize, AhpError> {
    if (2..=MOST_JUDGED).contains(&items) { Ok(items) } else { Err(AhpError::BadItems { items, most: MOST_JUDGED }) }
}

fn usable(item: usize, other: usize, judgement: f64) -> Result<(), AhpError> {
    let usable = (MOST_TIMES.recip()..=MOST_TIMES).contains(&judgement);
    if usable { Ok(()) } else { Err(AhpError::BadJudgement { item, other, judgement }) }
}

/// The square of a matrix, over its largest entry.
fn squared(matrix: &[f64], size: usize) -> Vec<f64> {
    let mut square = vec![0.0; size * size];
    for (row, left) in square.chunks_exact_mut(size).zip(matrix.chunks_exact(size)) {
        for (right, factor) in matrix.chunks_exact(size).zip(left) {
            row.iter_mut().zip(right).for_each(|(cell, right)| *cell += factor * right);
        }
    }
    let largest = square.iter().copied().fold(0.0, f64::max);
    for cell in &mut square {
        *cell /= largest;
    }
    square
}

fn row_sums(matrix: &[f64], size: usize) -> Vec<f64> {
    normalised(matrix.chunks_exact(size).map(|row| row.iter().sum()).collect())
}

fn times(matrix: &[f64], vector: &[f64]) -> Vec<f64> {
    matrix.chunks_exact(vector.len()).map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum()).collect()
}

fn normalised(vector: Vec<f64>) -> Vec<f64> {
    let largest = vector.iter().copied().fold(0.0, f64::max);
    vector.into_iter().map(|part| part / largest).collect()
}
