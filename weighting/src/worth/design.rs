//! The covariance of coefficients from what each respondent adds to their error. Private: [`super::Fit`] shows it.
//!
//! Columns of one number per respondent are made for as many coefficients at a time as can be held, so that memory is bounded
//! whatever the numbers of respondents and items; where they are many, columns are made several times.

use std::ops::Range;

use super::WorthError;
use super::matrix::Square;
use crate::estimate::Sample;
use crate::progress::Run;
use crate::sum::gram_made;

/// So many numbers are held at a time: a quarter of a gigabyte.
const MOST_HELD: usize = 1 << 25;
/// Rows are turned into columns so many at a time.
const TURNED: usize = 64;

/// What respondents answered, as the errors of a model need it.
pub(crate) trait Answers {
    /// What each respondent adds to some of the coefficients per unit of weight, the bread times their score: a column per
    /// coefficient.
    fn influences(&self, bread: &Square, coefficients: Range<usize>) -> Vec<Vec<f64>>;
}

/// The sandwich and the covariance by the design, in this order.
pub(crate) fn covariances(
    sample: &Sample<'_>,
    answers: &dyn Answers,
    bread: &Square,
    run: &Run<'_, '_>,
) -> Result<(Square, Square), WorthError> {
    let (size, respondents) = (bread.size, sample.weights().len());
    let kept = (size.saturating_mul(respondents) <= MOST_HELD).then(|| answers.influences(bread, 0..size));
    let influences = |range: Range<usize>| match &kept {
        Some(all) => all[range].to_vec(),
        None => answers.influences(bread, range),
    };
    let sandwich = gram_made(size, respondents, MOST_HELD, |range| {
        run.advance(0)?;
        let mut columns = influences(range);
        let weigh = |column: &mut Vec<f64>| column.iter_mut().zip(sample.weights()).for_each(|(u, w)| *u *= w);
        columns.iter_mut().for_each(weigh);
        Ok::<_, WorthError>(columns)
    })?;
    let mut kept = kept;
    let rows = respondents.max(sample.clusters());
    let design = gram_made(size, rows, MOST_HELD, |range| {
        run.advance(0)?;
        let is_whole = range.len() == size;
        let columns = kept.take_if(|_| is_whole).unwrap_or_else(|| answers.influences(bread, range));
        Ok::<_, WorthError>(columns.into_iter().map(|column| sample.deviations(column)).collect())
    })?;
    Ok((Square::of(&sandwich), Square::of(&design)))
}

/// Turns rows that several respondents share into columns of one number per respondent; nothing for those without one.
pub(crate) fn columns(size: usize, rows: &[f64], of_respondent: &[Option<u32>]) -> Vec<Vec<f64>> {
    let mut columns = vec![Vec::with_capacity(of_respondent.len()); size];
    let mut turned = vec![0.0; TURNED * size];
    for units in of_respondent.chunks(TURNED) {
        turned.fill(0.0);
        for (row, unit) in turned.chunks_exact_mut(size).zip(units) {
            if let Some(at) = unit.map(|unit| unit as usize * size) {
                row.copy_from_slice(&rows[at..at + size]);
            }
        }
        for (coefficient, column) in columns.iter_mut().enumerate() {
            column.extend(turned.iter().skip(coefficient).step_by(size).take(units.len()));
        }
    }
    columns
}
