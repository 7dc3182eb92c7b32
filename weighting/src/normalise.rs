//! The unit of weights: what they add up to. Changes no share and no mean, only how totals and counts read.
//!
//! ```
//! use weighting::normalise::{to_mean_one, to_sum, to_sums_by_group};
//!
//! let weights = [2.0, 6.0, 4.0];
//! assert_eq!(to_mean_one(&weights)?, [0.5, 1.5, 1.0]);
//! assert_eq!(to_sum(&weights, 1_200.0)?, [200.0, 600.0, 400.0]);
//! assert_eq!(to_sums_by_group(&weights, &[0, 0, 1], &[2.0, 1.0])?, [0.5, 1.5, 1.0]);
//! # Ok::<(), weighting::normalise::NormaliseError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `w / mean(w)` (weights that add up to `n`) | [`to_mean_one`] |
//! | `w / sum(w) * N` (weights that add up to the population) | [`to_sum`] |
//! | `w / sum(w) * n_eff` (so that plain software sees the effective size) | [`to_sum`] with [`crate::quality::Kish::effective`] |
//! | `samplics.SampleWeight.normalize(control = …, domain = …)` | [`to_sums_by_group`] |

use crate::sum::{Compensated, number};

/// The reasons to refuse to change the unit of weights.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NormaliseError {
    /// A weight is infinite or not a number.
    #[error("respondent {row} has the weight {weight}, which cannot be used")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// The weights, or those of a group, do not add up to anything above zero.
    #[error("the weights of group {group} add up to {sum}, which cannot be scaled")]
    NoWeight {
        /// The group's place, from 0; 0 where there are no groups.
        group: usize,
        /// What they add up to.
        sum: f64,
    },
    /// A sum to scale to is not positive and finite.
    #[error("weights cannot be made to add up to {sum}")]
    BadSum {
        /// The sum as given.
        sum: f64,
    },
    /// There is not one group per respondent.
    #[error("there are {given} groups for {expected} respondents")]
    LengthsDiffer {
        /// How many groups there are.
        given: usize,
        /// How many respondents there are.
        expected: usize,
    },
    /// A respondent is in a group that has no sum.
    #[error("respondent {row} is in group {group}, and there are {groups} sums")]
    UnknownGroup {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The group, from 0.
        group: usize,
        /// How many sums there are.
        groups: usize,
    },
}

/// Scales weights to mean 1, so that they add up to the number of respondents.
///
/// # Formula
/// `w · n / Σ w`.
///
/// # Source
/// Common practice, as described by Korn and Graubard (1999), *Analysis of Health Surveys*.
///
/// # Shape and unit
/// One weight per respondent in any unit.
///
/// # Errors
/// Refuses weights that are not finite, and weights that add up to nothing.
pub fn to_mean_one(weights: &[f64]) -> Result<Vec<f64>, NormaliseError> {
    if weights.is_empty() {
        return Err(NormaliseError::NoWeight { group: 0, sum: 0.0 });
    }
    to_sum(weights, number(weights.len()))
}

/// Scales weights to add up to a total, such as the size of the population.
///
/// # Formula
/// `w · T / Σ w`.
///
/// # Source
/// As [`to_mean_one`].
///
/// # Shape and unit
/// One weight per respondent in any unit; negative weights, as linear calibration may give, keep their sign.
///
/// # Errors
/// Refuses weights that are not finite, weights that add up to nothing, and a total that is not positive and finite.
pub fn to_sum(weights: &[f64], sum: f64) -> Result<Vec<f64>, NormaliseError> {
    to_sums_by_group(weights, &vec![0; weights.len()], &[sum])
}

/// Scales the weights of each group to add up to that group's total.
///
/// # Formula
/// `w · T_g / Σ_{k in g} w_k` for a respondent of group `g`.
///
/// # Source
/// As [`to_mean_one`].
///
/// # Shape and unit
/// One weight and one group, from 0, per respondent; one total per group. A group that nobody is in is left out.
///
/// # Errors
/// As [`to_sum`] for each group; and refuses lengths that differ and groups without a total.
pub fn to_sums_by_group(weights: &[f64], groups: &[usize], sums: &[f64]) -> Result<Vec<f64>, NormaliseError> {
    if groups.len() != weights.len() {
        return Err(NormaliseError::LengthsDiffer { given: groups.len(), expected: weights.len() });
    }
    if let Some(&sum) = sums.iter().find(|sum| !sum.is_finite() || **sum < f64::MIN_POSITIVE) {
        return Err(NormaliseError::BadSum { sum });
    }
    if weights.is_empty() {
        return Err(NormaliseError::NoWeight { group: 0, sum: 0.0 });
    }
    let largest = weights.iter().fold(0.0, |most: f64, weight| most.max(weight.abs())).max(f64::MIN_POSITIVE);
    let mut present = vec![Compensated::default(); sums.len()];
    for (row, (&weight, &group)) in weights.iter().zip(groups).enumerate() {
        if !weight.is_finite() {
            return Err(NormaliseError::BadWeight { row, weight });
        }
        let unknown = NormaliseError::UnknownGroup { row, group, groups: sums.len() };
        present.get_mut(group).ok_or(unknown)?.add(weight / largest);
    }
    let present: Vec<f64> = present.into_iter().map(Compensated::value).collect();
    let scaled = |(weight, &group): (&f64, &usize)| {
        let (present, wanted) = (present[group], sums[group]);
        let refuse = NormaliseError::NoWeight { group, sum: present * largest };
        // Less than a rounding error beside the weights themselves is nothing.
        if present > 1e-12 { Ok(weight / largest / present * wanted) } else { Err(refuse) }
    };
    weights.iter().zip(groups).map(scaled).collect()
}
