//! The judgements of several experts put together.

use super::{Ahp, AhpError, Judgements};
use crate::estimate::{Sample, means};
use crate::pool::{PanelWeights, Panels, ZeroShares};
use crate::sum::total;
use crate::worth::{LogWorths, Shares, softmax};

/// How priorities of several members are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mean {
    /// By the weighted geometric mean, adding up to 1 again.
    Geometric,
    /// By the weighted arithmetic mean.
    Arithmetic,
}

/// What a group thinks.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The weighted geometric mean of the judgements.
    pub judgements: Judgements,
    /// The priorities of the joint judgements.
    pub joint: Ahp,
    /// The priorities by row geometric means, with their covariance from the differences between members.
    pub shares: Shares,
}

/// The weighted geometric mean of the judgements of several members (AIJ).
///
/// # Formula
/// `aᵢⱼ = Π aᵢⱼ(m)^(w(m)/Σw)`, the only mean that keeps judgements reciprocal.
///
/// # Source
/// Aczél and Saaty (1983), *Journal of Mathematical Psychology* 27, 93–102.
///
/// # Shape and unit
/// One set of judgements and one weight per member, weights in any unit.
///
/// # Errors
/// Refuses members who judge different numbers of items, and weights that are negative, all zero or of another number.
pub fn joint(members: &[Judgements], weights: &[f64]) -> Result<Judgements, AhpError> {
    let weights = parts(weights, members.len())?;
    let items = members.first().ok_or(AhpError::GroupsDiffer { member: 0 })?.items;
    if let Some(member) = members.iter().position(|member| member.items != items) {
        return Err(AhpError::GroupsDiffer { member });
    }
    let log = |place: usize| total(members.iter().zip(&weights).map(|(member, weight)| weight * member.logs[place]));
    Ok(Judgements { items, logs: (0..items * items).map(log).collect() })
}

/// The priorities of several members put together (AIP).
///
/// # Formula
/// `Σ λ_m s_m`, or `Π s_m^λ_m` over its sum, with `λ` the weights over theirs. Where the covariance of every member of any
/// weight is known, the covariance of the result is that of [`Panels::linear`] or [`Panels::log`]; members are independent.
///
/// # Source
/// Forman and Peniwati (1998), *European Journal of Operational Research* 108, 165–169.
///
/// # Shape and unit
/// One set of shares and one weight per member, in any unit. Shares of 1; an item that any member gives nothing has no
/// share by the geometric mean.
///
/// # Errors
/// As [`joint`]; and refuses covariances that are not one row and column per item or not finite.
pub fn pooled(members: &[Shares], weights: &[f64], mean: Mean) -> Result<Shares, AhpError> {
    let weights = parts(weights, members.len())?;
    let items = members.first().ok_or(AhpError::GroupsDiffer { member: 0 })?.values.len();
    if let Some(member) = members.iter().position(|member| member.values.len() != items) {
        return Err(AhpError::GroupsDiffer { member });
    }
    let each = |of: fn(f64) -> f64| {
        let sum =
            |item: usize| members.iter().zip(&weights).map(move |(member, weight)| weight * of(member.values[item]));
        (0..items).map(|item| total(sum(item))).collect::<Vec<f64>>()
    };
    let values = match mean {
        Mean::Geometric => softmax(&each(f64::ln)),
        Mean::Arithmetic => each(|share| share),
    };
    if !values.iter().all(|share| share.is_finite()) {
        return Err(AhpError::BadWeights);
    }
    Ok(Shares { values, covariance: covariance(members, &weights, mean)? })
}

/// The covariance of pooled shares; none where that of a member who counts is not known.
fn covariance(members: &[Shares], weights: &[f64], mean: Mean) -> Result<Option<Vec<Vec<f64>>>, AhpError> {
    let counting = || members.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let known: Option<Vec<&Vec<Vec<f64>>>> = counting().map(|(member, _)| member.covariance.as_ref()).collect();
    let Some(known) = known else { return Ok(None) };
    let values: Vec<&[f64]> = counting().map(|(member, _)| &member.values[..]).collect();
    let weights: Vec<f64> = counting().map(|(_, weight)| *weight).collect();
    let (panels, weights) = (Panels::new(&values)?.with_covariances(&known)?, PanelWeights::normalised(&weights)?);
    let pooled = match mean {
        Mean::Geometric => panels.log(&weights, ZeroShares::Veto)?,
        Mean::Arithmetic => panels.linear(&weights)?,
    };
    Ok(pooled.covariance)
}

/// The judgements of a sample of experts put together, with errors from the differences between them.
///
/// # Formula
/// The joint judgements as [`joint`], and shares by the softmax of the weighted means of log row geometric means, which are
/// the row geometric means of the joint judgements; covariance by the design of the sample and the delta method.
///
/// # Source
/// Aczél and Saaty (1983) for the mean; Crawford and Williams (1985), *Journal of Mathematical Psychology* 29, for
/// row geometric means.
///
/// # Shape and unit
/// One set of judgements or blank per respondent of the sample.
///
/// # Errors
/// As [`joint`], and as [`means`].
pub fn group(sample: &Sample<'_>, members: &[Option<Judgements>]) -> Result<Group, AhpError> {
    let given =
        || members.iter().zip(sample.weights()).filter_map(|(member, weight)| Some((member.as_ref()?, *weight)));
    let items = given().next().ok_or(AhpError::GroupsDiffer { member: 0 })?.0.items;
    if let Some(member) = members.iter().position(|member| member.as_ref().is_some_and(|member| member.items != items))
    {
        return Err(AhpError::GroupsDiffer { member });
    }
    let rows: Vec<Option<Vec<f64>>> = members.iter().map(|member| member.as_ref().map(Judgements::log_means)).collect();
    let column = |item: usize| rows.iter().map(|row| row.as_ref().map(|row| row[item])).collect::<Vec<_>>();
    let figures = means(sample, &(0..items).map(column).collect::<Vec<_>>())?;
    let values: Vec<f64> = figures.each.iter().map(|figure| figure.weighted).collect();
    let shares = match figures.covariance {
        Some(covariance) => LogWorths { values, covariance }.shares(),
        None => Shares { values: softmax(&values), covariance: None },
    };
    let (judgements, weights): (Vec<Judgements>, Vec<f64>) =
        given().map(|(member, weight)| (member.clone(), weight)).unzip();
    let judgements = joint(&judgements, &weights)?;
    Ok(Group { joint: judgements.priorities(), judgements, shares })
}

/// Weights over their sum.
fn parts(weights: &[f64], members: usize) -> Result<Vec<f64>, AhpError> {
    let sum = total(weights.iter().copied());
    let usable = weights.len() == members && weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
    if !(usable && sum > 0.0 && sum.is_finite()) {
        return Err(AhpError::BadWeights);
    }
    Ok(weights.iter().map(|weight| weight / sum).collect())
}
