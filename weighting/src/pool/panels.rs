//! What the panels said, with what is known of its error, and the linear pool of it.
//! The log pool is in `log`, what a change of weights does in `break_even`.

use super::{PanelWeights, PoolError};
use crate::sum::total;

/// The values that each panel gives each item.
#[derive(Debug, Clone, PartialEq)]
pub struct Panels {
    pub(crate) values: Vec<Vec<f64>>,
    pub(crate) errors: Errors,
}

/// What is known of the panels' errors.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Errors {
    Unknown,
    /// One standard error per panel and item, independent.
    Standard(Vec<Vec<f64>>),
    /// One covariance of all items per panel; panels are independent.
    Covariance(Vec<Vec<Vec<f64>>>),
}

/// One value per item, pooled over panels.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooled {
    /// The pooled values, in the order of items.
    pub values: Vec<f64>,
    /// Their standard errors, where the panels' errors are known.
    pub standard_errors: Option<Vec<f64>>,
    /// Their covariance, where the panels' covariances are known.
    pub covariance: Option<Vec<Vec<f64>>>,
}

impl Panels {
    /// Takes one row per panel with one value per item.
    ///
    /// # Shape and unit
    /// `P × K`; shares that add up to 1 in each row, or any other value on a scale that the panels share.
    ///
    /// # Errors
    /// Refuses no panels or items, rows of different length, and values that are not finite.
    pub fn new<P: AsRef<[f64]>>(panels: &[P]) -> Result<Self, PoolError> {
        let values: Vec<Vec<f64>> = panels.iter().map(|panel| panel.as_ref().to_vec()).collect();
        let items = values.first().map_or(0, Vec::len);
        if items == 0 {
            return Err(PoolError::Nothing);
        }
        for (row, panel) in values.iter().enumerate() {
            length("items of a panel", panel.len(), items)?;
            judge("the value", row, panel, f64::is_finite)?;
        }
        Ok(Self { values, errors: Errors::Unknown })
    }

    /// Adds the standard error of each value; errors are independent between items and panels.
    ///
    /// # Errors
    /// Refuses another shape than that of the values, and errors that are negative or not finite.
    pub fn with_standard_errors<P: AsRef<[f64]>>(mut self, errors: &[P]) -> Result<Self, PoolError> {
        length("panels with standard errors", errors.len(), self.len())?;
        for (row, errors) in errors.iter().enumerate() {
            length("standard errors of a panel", errors.as_ref().len(), self.items())?;
            judge("the standard error", row, errors.as_ref(), |error| error.is_finite() && error >= 0.0)?;
        }
        self.errors = Errors::Standard(errors.iter().map(|errors| errors.as_ref().to_vec()).collect());
        Ok(self)
    }

    /// Adds the covariance of each panel's values; panels are independent of each other.
    ///
    /// # Shape and unit
    /// One `K × K` matrix per panel, in the square of the values' unit.
    ///
    /// # Errors
    /// Refuses another shape, entries that are not finite, and negative variances.
    pub fn with_covariances<M: AsRef<[R]>, R: AsRef<[f64]>>(mut self, covariances: &[M]) -> Result<Self, PoolError> {
        length("panels with a covariance", covariances.len(), self.len())?;
        let mut own = Vec::with_capacity(covariances.len());
        for matrix in covariances {
            length("rows of a covariance", matrix.as_ref().len(), self.items())?;
            for (row, entries) in matrix.as_ref().iter().enumerate() {
                length("entries of a covariance's row", entries.as_ref().len(), self.items())?;
                judge("the covariance", row, entries.as_ref(), f64::is_finite)?;
                judge("the variance", row, &entries.as_ref()[row..=row], |variance| variance >= 0.0)?;
            }
            own.push(matrix.as_ref().iter().map(|row| row.as_ref().to_vec()).collect());
        }
        self.errors = Errors::Covariance(own);
        Ok(self)
    }

    /// How many panels there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none, which [`Panels::new`] refuses.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// How many items each panel values.
    pub fn items(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }

    /// What each panel said, one row per panel.
    pub fn values(&self) -> &[Vec<f64>] {
        &self.values
    }

    /// The linear opinion pool.
    ///
    /// # Formula
    /// `x_j = Σ_p λ_p x_pj`, with standard error `√(Σ_p λ_p² se_pj²)`; with covariances `V = Σ_p λ_p² V_p`.
    ///
    /// # Source
    /// Stone (1961), *Annals of Mathematical Statistics* 32(4).
    ///
    /// # Shape and unit
    /// One value per item in the panels' unit.
    ///
    /// # Errors
    /// Refuses another number of weights than panels, and results too large to hold.
    pub fn linear(&self, weights: &PanelWeights) -> Result<Pooled, PoolError> {
        let weights = self.agree(weights)?;
        let values = (0..self.items()).map(|item| weighted(weights, |panel| self.values[panel][item]));
        let values = values.collect();
        let squares: Vec<f64> = weights.iter().map(|weight| weight * weight).collect();
        match &self.errors {
            Errors::Unknown => Pooled { values, standard_errors: None, covariance: None },
            Errors::Standard(errors) => {
                let error =
                    |item: usize| hypotenuse(weights.iter().zip(errors).map(|(weight, row)| weight * row[item]));
                let errors = (0..self.items()).map(error).collect();
                Pooled { values, standard_errors: Some(errors), covariance: None }
            }
            Errors::Covariance(matrices) => {
                let entry = |i: usize, j: usize| weighted(&squares, |panel| matrices[panel][i][j]);
                Pooled::with_covariance(values, square(self.items(), entry))
            }
        }
        .finite()
    }

    /// The linear pool without each panel in turn, the others' weights rescaled in proportion.
    ///
    /// # Formula
    /// [`Panels::linear`] with [`PanelWeights::without`] each panel.
    ///
    /// # Source
    /// As [`Panels::linear`].
    ///
    /// # Shape and unit
    /// One pool per panel left out, in the order of panels; [`Panels::leave_one_out_log`] does the same for the log pool.
    ///
    /// # Errors
    /// As [`Panels::linear`], and refuses weights that lie on one panel alone.
    pub fn leave_one_out(&self, weights: &PanelWeights) -> Result<Vec<Pooled>, PoolError> {
        self.agree(weights)?;
        (0..self.len()).map(|panel| self.linear(&weights.without(panel)?)).collect()
    }

    pub(super) fn agree<'w>(&self, weights: &'w PanelWeights) -> Result<&'w [f64], PoolError> {
        length("weights", weights.as_slice().len(), self.len())?;
        Ok(weights.as_slice())
    }
}

impl Pooled {
    pub(super) fn with_covariance(values: Vec<f64>, covariance: Vec<Vec<f64>>) -> Self {
        // Rounding can leave a variance of nothing just below zero.
        let errors = covariance.iter().enumerate().map(|(item, row)| row[item].max(0.0).sqrt()).collect();
        Self { values, standard_errors: Some(errors), covariance: Some(covariance) }
    }

    pub(super) fn finite(self) -> Result<Self, PoolError> {
        let errors = self.standard_errors.iter().flatten();
        let covariances = self.covariance.iter().flatten().flatten();
        let all = self.values.iter().chain(errors).chain(covariances).all(|figure| figure.is_finite());
        if all { Ok(self) } else { Err(PoolError::TooLarge) }
    }
}

/// A sum over panels; a panel of weight 0 adds nothing whatever it says.
pub(super) fn weighted(weights: &[f64], of: impl Fn(usize) -> f64) -> f64 {
    let counting = weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
    total(counting.map(|(panel, weight)| weight * of(panel)))
}

/// The root of a sum of squares that neither overflow nor vanish before their time.
pub(super) fn hypotenuse(sides: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = sides.clone().fold(0.0, |largest: f64, side| largest.max(side.abs()));
    if largest > 0.0 && largest.is_finite() {
        largest * total(sides.map(|side| (side / largest) * (side / largest))).sqrt()
    } else {
        largest
    }
}

pub(super) fn square(size: usize, entry: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    (0..size).map(|i| (0..size).map(|j| entry(i, j)).collect()).collect()
}

pub(super) fn length(what: &'static str, given: usize, expected: usize) -> Result<(), PoolError> {
    if given == expected { Ok(()) } else { Err(PoolError::LengthsDiffer { what, given, expected }) }
}

pub(super) fn judge(
    what: &'static str,
    row: usize,
    values: &[f64],
    is_good: impl Fn(f64) -> bool,
) -> Result<(), PoolError> {
    match values.iter().position(|&value| !is_good(value)) {
        Some(place) => Err(PoolError::BadValue { what, row, place, value: values[place] }),
        None => Ok(()),
    }
}
