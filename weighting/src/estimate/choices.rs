//! Priorities from choices, short rankings and points: one figure per option.
//! Each turns a respondent's answer into one value per option and lets the mean do the rest.

use super::{EstimateError, Estimates, Sample, means, sample::check_length};
use crate::linear::MOST_UNKNOWNS;
use crate::sum::{number, total};

/// The priorities of a question that lets people choose several options.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    /// The share of those who answered that chose each option.
    pub choosing: Estimates,
    /// The mean vote for each option when everybody has one vote, split evenly over the options they chose.
    pub split: Estimates,
}

/// The priorities of a question that lets people rank a few options.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The mean Borda score of each option, between 0 and 1.
    pub borda: Estimates,
    /// The share of those who answered that put each option first.
    pub first: Estimates,
}

/// Estimates priorities from choices.
///
/// # Formula
/// The mean over those who answered of 1 for each chosen option (share choosing), and of `1 / number chosen` (one vote
/// split). Choosing none of the options is an answer and adds 0 to each; a blank is not.
///
/// # Source
/// Approval shares; the split vote is cumulative voting with equal parts.
///
/// # Shape and unit
/// For each respondent the chosen options, from 0 to `options - 1`, in any order. Results lie between 0 and 1.
///
/// # Errors
/// Refuses options that were not offered or are chosen twice, more than 1,000 options, lengths that differ, and a question
/// nobody answered.
pub fn choosing<P: AsRef<[usize]>>(
    sample: &Sample<'_>,
    options: usize,
    picks: &[Option<P>],
) -> Result<Choices, EstimateError> {
    check_size(sample, options, picks)?;
    check_options(options, picks)?;
    let chosen = columns(options, picks, |picks, option| f64::from(u8::from(picks.contains(&option))));
    let split =
        columns(options, picks, |picks, option| if picks.contains(&option) { 1.0 / number(picks.len()) } else { 0.0 });
    Ok(Choices { choosing: means(sample, &chosen)?, split: means(sample, &split)? })
}

/// Estimates priorities from rankings of up to `most` of the options.
///
/// # Formula
/// With `k = most`, the option in place `i` scores `(k − i + 1) / k` and an option not ranked scores 0; the mean is taken
/// over those who ranked anything. Beside it, the share that put each option first.
///
/// # Source
/// Borda (1781), for rankings cut at `k`.
///
/// # Shape and unit
/// For each respondent the ranked options, from 0 to `options - 1`, the first choice first. A question left untouched is
/// `None`, never an empty ranking. Results lie between 0 and 1.
///
/// # Errors
/// Refuses an empty ranking, more than `most` places, options that were not offered or are ranked twice, more than 1,000
/// options, lengths that differ, and a question nobody answered.
pub fn ranking<R: AsRef<[usize]>>(
    sample: &Sample<'_>,
    options: usize,
    most: usize,
    rankings: &[Option<R>],
) -> Result<Ranking, EstimateError> {
    for (row, ranked) in answered(rankings).map(|(row, ranking)| (row, ranking.as_ref().len())) {
        if ranked == 0 || ranked > most {
            return Err(EstimateError::BadRanking { row, ranked, most });
        }
    }
    check_size(sample, options, rankings)?;
    check_options(options, rankings)?;
    let borda = columns(options, rankings, |ranking, option| {
        let place = ranking.iter().position(|&ranked| ranked == option);
        place.map_or(0.0, |before| number(most - before) / number(most))
    });
    let first = columns(options, rankings, |ranking, option| f64::from(u8::from(ranking.first() == Some(&option))));
    Ok(Ranking { borda: means(sample, &borda)?, first: means(sample, &first)? })
}

/// Estimates priorities from points that each respondent shares out.
///
/// # Formula
/// The mean over those who answered of `p_j / Σ p`, so that each respondent counts the same whatever total they used.
///
/// # Source
/// Constant-sum allocation as commonly analysed.
///
/// # Shape and unit
/// For each respondent one number of points per option. The figures add up to 1.
///
/// # Errors
/// Refuses points that are negative, not finite, all zero, or not given for each option; more than 1,000 options; lengths
/// that differ; and a question nobody answered.
pub fn point_shares<P: AsRef<[f64]>>(
    sample: &Sample<'_>,
    options: usize,
    allocations: &[Option<P>],
) -> Result<Estimates, EstimateError> {
    check_size(sample, options, allocations)?;
    let mut columns = vec![vec![None; allocations.len()]; options];
    for (row, points) in answered(allocations).map(|(row, points)| (row, points.as_ref())) {
        let sum = total(points.iter().copied());
        let usable = points.iter().all(|points| points.is_finite() && *points >= 0.0);
        if points.len() != options || !usable || !sum.is_finite() || sum <= 0.0 {
            return Err(EstimateError::BadPoints { row });
        }
        columns.iter_mut().zip(points).for_each(|(column, points)| column[row] = Some(points / sum));
    }
    means(sample, &columns)
}

/// The answers that were given, each with its respondent.
fn answered<A>(answers: &[Option<A>]) -> impl Iterator<Item = (usize, &A)> {
    answers.iter().enumerate().filter_map(|(row, answer)| answer.as_ref().map(|answer| (row, answer)))
}

/// Refuses answers of other respondents, negative weights and more options than a covariance is worked out for, before anything is made of
/// their number.
fn check_size<A>(sample: &Sample<'_>, options: usize, answers: &[Option<A>]) -> Result<(), EstimateError> {
    if options > MOST_UNKNOWNS {
        return Err(EstimateError::TooManyGroups { groups: options, most: MOST_UNKNOWNS });
    }
    check_length(answers.len(), sample.counts()?.len())
}

/// Refuses options that were not offered or are named twice.
fn check_options<P: AsRef<[usize]>>(options: usize, picks: &[Option<P>]) -> Result<(), EstimateError> {
    let mut last_seen = vec![None; options];
    for (row, picks) in answered(picks) {
        for &option in picks.as_ref() {
            let seen = last_seen.get_mut(option).ok_or(EstimateError::UnknownOption { row, option })?;
            if seen.replace(row) == Some(row) {
                return Err(EstimateError::RepeatedOption { row, option });
            }
        }
    }
    Ok(())
}

/// One column of values per option.
fn columns<P: AsRef<[usize]>>(
    options: usize,
    picks: &[Option<P>],
    value: impl Fn(&[usize], usize) -> f64,
) -> Vec<Vec<Option<f64>>> {
    let column = |option| picks.iter().map(|picks| picks.as_ref().map(|picks| value(picks.as_ref(), option))).collect();
    (0..options).map(column).collect()
}
