//! Raking those alone whose level is known on every margin: the check on the rule that others keep their share.

use super::{RakeError, Raked, rake};
use crate::margin::Placement;

/// Raked weights of those whose level is known on every margin.
#[derive(Debug, Clone)]
pub struct CompleteCases {
    rows: Vec<usize>,
    raked: Raked,
}

impl CompleteCases {
    /// The places in the input of those who are weighted, in order.
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Their weights, one per row of [`CompleteCases::rows`], with mean 1.
    pub fn raked(&self) -> &Raked {
        &self.raked
    }

    /// What belongs to those who are weighted, of something that every respondent has.
    ///
    /// # Errors
    /// Refuses a list that is too short.
    pub fn of<T: Clone>(&self, values: &[T]) -> Result<Vec<T>, RakeError> {
        let value = |row: usize| values.get(row).cloned().ok_or(RakeError::ListTooShort { given: values.len(), row });
        self.rows.iter().map(|&row| value(row)).collect()
    }
}

/// Finds those whose level is known on every margin, as R's `complete.cases`.
///
/// # Shape and unit
/// Their places in the input, from 0, in order; nobody beyond the shortest of the lists of codes.
pub fn complete_cases(placements: &[Placement<'_>]) -> Vec<usize> {
    let respondents = placements.iter().map(|placement| placement.codes.len()).min().unwrap_or(0);
    (0..respondents).filter(|&row| placements.iter().all(|placement| placement.codes[row].is_some())).collect()
}

/// Rakes complete cases only; for the sensitivity table, beside [`rake`], where others keep their share.
///
/// # Formula
/// As [`rake`], with everybody left out whose level is not known on some margin.
///
/// # Source
/// As [`rake`].
///
/// # Shape and unit
/// As [`rake`]; weights for those left only.
///
/// # Errors
/// As [`rake`]; a level may be empty once incomplete cases are left out.
pub fn rake_complete_cases(placements: &[Placement<'_>], base: Option<&[f64]>) -> Result<CompleteCases, RakeError> {
    let respondents = placements.first().ok_or(RakeError::NoMargins)?.codes.len();
    placements.iter().try_for_each(|placement| placement.tally(respondents).map(drop))?;
    if let Some(base) = base.filter(|base| base.len() != respondents) {
        return Err(RakeError::BaseLength { given: base.len(), expected: respondents });
    }
    let rows = complete_cases(placements);
    let codes: Vec<Vec<Option<usize>>> =
        placements.iter().map(|placement| rows.iter().map(|&row| placement.codes[row]).collect()).collect();
    let complete: Vec<_> = placements.iter().zip(&codes).map(|(p, codes)| Placement::new(p.margin, codes)).collect();
    let base: Option<Vec<f64>> = base.map(|base| rows.iter().map(|&row| base[row]).collect());
    let raked = rake(&complete, base.as_deref())?;
    Ok(CompleteCases { rows, raked })
}
