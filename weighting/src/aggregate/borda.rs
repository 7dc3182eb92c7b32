//! Borda shares with the errors of the design.

use super::{AggregateError, rank};
use crate::estimate::{Sample, means};
use crate::ranking::{Rankings, Unranked};
use crate::sum::number;
use crate::worth::Shares;

/// Estimates Borda shares with their covariance by the design of the sample.
///
/// # Formula
/// The mean points of each item over those who ranked anything, as shares of their sum. A ballot gives an item one point
/// for each item below it and a half for each tied with it; where items left out take no part, points are out of the items
/// that the ballot ranks.
///
/// # Source
/// Borda (1781); errors as [`means`], shares by the delta method.
///
/// # Shape and unit
/// One ranking or blank per respondent of the sample; one share per item, adding up to 1.
///
/// # Errors
/// Refuses lengths that differ and rankings that nobody gave.
pub fn borda_shares(sample: &Sample<'_>, rankings: &Rankings) -> Result<Shares, AggregateError> {
    let items = rankings.items();
    let weights = sample.counts()?.len();
    if rankings.len() != weights {
        return Err(AggregateError::LengthsDiffer { rankings: rankings.len(), weights });
    }
    let mut columns = vec![vec![None; rankings.len()]; items];
    let (mut ranks, mut below) = (vec![0; items], vec![0_usize; items + 2]);
    for row in (0..rankings.len()).filter(|&row| !rankings.row(row).is_empty()) {
        rank(rankings, row, &mut ranks);
        // The items at each place: 0 for those that take no part, one past the last for those below all.
        below.fill(0);
        let place = |rank: usize| rank.min(items + 1);
        for &rank in &ranks {
            below[place(rank)] += 1;
        }
        let absent = if rankings.unranked() == Unranked::Absent { below[0] } else { 0 };
        let mut left = items - absent;
        let mut points = vec![0.0; items + 2];
        for here in 1..items + 2 {
            left -= below[here];
            points[here] = number(left) + 0.5 * number(below[here].saturating_sub(1));
        }
        columns.iter_mut().zip(&ranks).for_each(|(column, &rank)| column[row] = Some(points[place(rank)]));
    }
    Ok(Shares::of(&means(sample, &columns)?)?)
}
