//! On whom the result hangs most: influence values as they were given, or as a model gives them for the published weights.

use std::borrow::Cow;
use std::error::Error;

use super::MOST_INFLUENTIAL;
use super::refusal::{Refusal, SensitivityError};
use crate::estimate::Sample;
use crate::rake::Raked;

/// What a model says of influence: one column per item with a value for each respondent, or why there are none.
pub type Influences = Result<Vec<Vec<f64>>, Box<dyn Error + Send + Sync>>;

/// A respondent on whom the result hangs more than on others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influential {
    /// The respondent's place in the input, from 0.
    pub row: usize,
    /// The item, from 0, on which the influence is largest: the column of influence values.
    pub item: usize,
    /// The influence value, in the unit given; its sign says in which direction.
    pub value: f64,
}

/// Where influence values come from.
#[derive(Clone)]
pub(super) enum Influence<'a> {
    NotGiven,
    Given(Vec<&'a [f64]>),
    Of(&'a (dyn Fn(&Sample<'_>) -> Influences + Sync + 'a)),
}

/// Columns of influence values, or why there are none.
pub(super) type Columns<'a> = Result<Vec<Cow<'a, [f64]>>, Refusal>;

impl<'a> Influence<'a> {
    /// The values for the published weights.
    pub(super) fn columns(&self, published: &Raked) -> Columns<'a> {
        match self {
            Self::NotGiven => Err(Refusal::NotGiven),
            Self::Given(columns) => Ok(columns.iter().map(|column| Cow::Borrowed(*column)).collect()),
            Self::Of(influences) => {
                let refused = |message: String| Refusal::Estimator { message };
                let sample = Sample::raked(published).map_err(|error| refused(error.to_string()))?;
                let columns = influences(&sample).map_err(|error| refused(error.to_string()))?;
                Ok(columns.into_iter().map(Cow::Owned).collect())
            }
        }
    }
}

/// Refuses values that do not describe these respondents and items.
pub(super) fn judge(columns: &Columns<'_>, respondents: usize, items: usize) -> Result<(), SensitivityError> {
    let Ok(columns) = columns else { return Ok(()) };
    if columns.len() > items {
        return Err(SensitivityError::InfluenceOfMore { columns: columns.len(), items });
    }
    for (item, column) in columns.iter().enumerate() {
        if column.len() != respondents {
            let (what, given) = ("influence values".to_owned(), column.len());
            return Err(SensitivityError::LengthsDiffer { what, given, respondents });
        }
        if let Some(row) = column.iter().position(|value| !value.is_finite()) {
            return Err(SensitivityError::BadInfluence { row, item, value: column[row] });
        }
    }
    Ok(())
}

/// The respondents of the highest influence values, those alike in every value in the order given.
pub(super) fn most_influential(columns: &[Cow<'_, [f64]>]) -> Vec<Influential> {
    let rows = columns.first().map_or(0, |column| column.len());
    let largest = |row: usize| {
        let values = columns.iter().enumerate().map(|(item, column)| Influential { row, item, value: column[row] });
        values.reduce(|most, other| if other.value.abs() > most.value.abs() { other } else { most })
    };
    let mut found: Vec<Influential> = (0..rows).filter_map(largest).collect();
    let all = |row: usize| columns.iter().map(move |column| column[row]);
    found.sort_by(|a, b| {
        let by_values = || all(b.row).zip(all(a.row)).map(|(b, a)| b.total_cmp(&a)).find(|order| order.is_ne());
        let by_values = || by_values().unwrap_or(a.row.cmp(&b.row));
        b.value.abs().total_cmp(&a.value.abs()).then_with(by_values)
    });
    found.truncate(MOST_INFLUENTIAL);
    found
}
