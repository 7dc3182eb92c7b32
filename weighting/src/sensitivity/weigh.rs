//! Weights made again with one decision changed: other respondents, other margins, other base weights or bounds.

use std::borrow::Cow;

use super::refusal::Refusal;
use crate::base::Base;
use crate::block::raked;
use crate::margin::{Margin, Placement};
use crate::rake::{Bounds, RakeError};

/// A weighting with one decision changed.
pub(super) struct Weighting<'a> {
    pub(super) placements: Vec<Placement<'a>>,
    /// One base weight per respondent, of mean 1.
    pub(super) base: Cow<'a, [f64]>,
    pub(super) bounds: Option<Bounds>,
    /// Who is weighed; everybody where `None`.
    pub(super) rows: Option<Vec<usize>>,
    /// Whether a level that nobody is left to stand for leaves its margin, in place of a refusal.
    pub(super) fewer_levels: bool,
}

/// Weights, 0 for those left out, and the levels that left their margins.
pub(super) struct Weighed {
    pub(super) weights: Vec<f64>,
    pub(super) levels_left_out: Vec<(String, String)>,
}

/// A margin and the codes of those who are left on it.
type Left<'m> = (Cow<'m, Margin>, Vec<Option<usize>>);

impl Weighting<'_> {
    /// The same weighting to be changed; base weights are copied only where they change.
    pub(super) fn borrowed(&self) -> Weighting<'_> {
        let (bounds, rows, fewer_levels) = (self.bounds, self.rows.clone(), self.fewer_levels);
        Weighting { placements: self.placements.clone(), base: Cow::Borrowed(&self.base), bounds, rows, fewer_levels }
    }

    pub(super) fn weigh(&self) -> Result<Weighed, Refusal> {
        let Some(rows) = &self.rows else {
            let weights = weights_of(&self.placements, &self.base, self.bounds)?;
            return Ok(Weighed { weights, levels_left_out: Vec::new() });
        };
        if rows.is_empty() {
            return Err(Refusal::NobodyLeft);
        }
        let mut levels_left_out = Vec::new();
        let mut left = Vec::with_capacity(self.placements.len());
        for placement in &self.placements {
            let codes: Vec<Option<usize>> = rows.iter().map(|&row| placement.codes[row]).collect();
            left.extend(self.margin_left(placement.margin, codes, &mut levels_left_out)?);
        }
        let placements: Vec<_> = left.iter().map(|(margin, codes)| Placement::new(margin, codes)).collect();
        let base: Vec<f64> = rows.iter().map(|&row| self.base[row]).collect();
        let mut weights = vec![0.0; self.base.len()];
        let made = weights_of(&placements, &base, self.bounds)?;
        rows.iter().zip(made).for_each(|(&row, weight)| weights[row] = weight);
        Ok(Weighed { weights, levels_left_out })
    }

    /// The margin for those who are left, or none where nobody's level on it is known.
    fn margin_left<'m>(
        &self,
        margin: &'m Margin,
        codes: Vec<Option<usize>>,
        levels_left_out: &mut Vec<(String, String)>,
    ) -> Result<Option<Left<'m>>, Refusal> {
        let mut standing = vec![false; margin.levels().len()];
        codes.iter().flatten().for_each(|&code| standing[code] = true);
        let stays = |level: usize| standing[level] || margin.levels()[level].target <= 0.0;
        if !self.fewer_levels || (0..standing.len()).all(stays) {
            return Ok(Some((Cow::Borrowed(margin), codes)));
        }
        let mut number = vec![None; standing.len()];
        let mut levels = Vec::new();
        for (code, level) in margin.levels().iter().enumerate() {
            if stays(code) {
                number[code] = Some(levels.len());
                levels.push((level.name.clone(), level.target));
            } else {
                levels_left_out.push((margin.name().to_owned(), level.name.clone()));
            }
        }
        if !standing.contains(&true) {
            return Ok(None);
        }
        let fewer = Margin::new(margin.name(), levels).and_then(|fewer| fewer.normalised_to(margin.total()));
        let codes = codes.into_iter().map(|code| code.and_then(|code| number[code])).collect();
        Ok(Some((Cow::Owned(fewer.map_err(RakeError::Margin)?), codes)))
    }
}

/// Weights of mean 1; the base weights where there is no margin.
fn weights_of(placements: &[Placement<'_>], base: &[f64], bounds: Option<Bounds>) -> Result<Vec<f64>, RakeError> {
    if placements.is_empty() {
        return Base::judge(Some(base), base.len()).map(|base| base.scaled).map_err(RakeError::of_base);
    }
    Ok(raked(placements, base, bounds)?.weights().to_vec())
}
