//! The logarithmic pool: the weighted geometric mean of shares, as a check on the linear one.
//! A share of zero has no logarithm, so the caller says what it means.

use super::panels::{Errors, hypotenuse, square, weighted};
use super::{PanelWeights, Panels, PoolError, Pooled};
use crate::sum::total;

/// What a share of zero means in a log pool; a panel of weight 0 is never asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ZeroShares {
    /// The pool is refused.
    Refuse,
    /// The panel rules the item out, and its pooled share is 0.
    Veto,
    /// The share counts as this much instead, in the panels' own unit.
    Floor(f64),
}

impl Panels {
    /// The logarithmic opinion pool.
    ///
    /// # Formula
    /// `x_j ∝ Π_p x_pj^λ_p`, scaled to add up to 1. Errors by the delta method: with `L_j = Σ_p λ_p ln x_pj`,
    /// `Var L = Σ_p λ_p² D_p⁻¹ V_p D_p⁻¹` where `D_p` holds the panel's shares on its diagonal, and
    /// `V = J Var(L) J'` with `J = diag(x) − x x'`.
    ///
    /// # Source
    /// Genest and Zidek (1986), *Statistical Science* 1(1).
    ///
    /// # Shape and unit
    /// One share per item, adding up to 1. The scale of each panel makes no difference.
    ///
    /// # Errors
    /// Refuses another number of weights than panels, negative shares, zeros where that is asked, a floor that is not
    /// positive and finite, and panels that rule out every item between them.
    pub fn log(&self, weights: &PanelWeights, zeros: ZeroShares) -> Result<Pooled, PoolError> {
        let weights = self.agree(weights)?;
        let counted = self.counted(weights, zeros)?;
        let logs: Vec<f64> =
            (0..self.items()).map(|item| weighted(weights, |panel| counted[panel][item].ln())).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if largest == f64::NEG_INFINITY {
            return Err(PoolError::AllVetoed);
        }
        let worths: Vec<f64> = logs.iter().map(|log| (log - largest).exp()).collect();
        let sum = total(worths.iter().copied());
        let values: Vec<f64> = worths.iter().map(|worth| worth / sum).collect();
        match &self.errors {
            Errors::Unknown => Pooled { values, standard_errors: None, covariance: None },
            Errors::Standard(errors) => {
                let relative = |panel: usize, item: usize| weights[panel] * errors[panel][item] / counted[panel][item];
                let counting = (0..self.len()).filter(|&panel| weights[panel] > 0.0);
                let of_log = |item: usize| hypotenuse(counting.clone().map(|panel| relative(panel, item)));
                // An item that was ruled out has a share of 0 without any error.
                let logs: Vec<f64> =
                    (0..self.items()).map(|item| if values[item] > 0.0 { of_log(item) } else { 0.0 }).collect();
                let standard_errors = Some(independent(&values, &logs));
                Pooled { values, standard_errors, covariance: None }
            }
            Errors::Covariance(matrices) => {
                let squares: Vec<f64> = weights.iter().map(|weight| weight * weight).collect();
                let of_logs = |i: usize, j: usize| {
                    weighted(&squares, |panel| matrices[panel][i][j] / counted[panel][i] / counted[panel][j])
                };
                let entry = |i: usize, j: usize| if values[i].min(values[j]) > 0.0 { of_logs(i, j) } else { 0.0 };
                let covariance = softmax_delta(&values, &square(self.items(), entry));
                Pooled::with_covariance(values, covariance)
            }
        }
        .finite()
    }

    /// The log pool without each panel in turn, the others' weights rescaled in proportion.
    ///
    /// # Formula
    /// [`Panels::log`] with [`PanelWeights::without`] each panel.
    ///
    /// # Source
    /// As [`Panels::log`].
    ///
    /// # Shape and unit
    /// One pool per panel left out, in the order of panels; each adds up to 1.
    ///
    /// # Errors
    /// As [`Panels::log`], and refuses weights that lie on one panel alone.
    pub fn leave_one_out_log(&self, weights: &PanelWeights, zeros: ZeroShares) -> Result<Vec<Pooled>, PoolError> {
        self.agree(weights)?;
        (0..self.len()).map(|panel| self.log(&weights.without(panel)?, zeros)).collect()
    }

    /// The shares as they count, zeros treated; panels of weight 0 are left as they are.
    fn counted(&self, weights: &[f64], zeros: ZeroShares) -> Result<Vec<Vec<f64>>, PoolError> {
        if let ZeroShares::Floor(floor) = zeros
            && !(floor > 0.0 && floor.is_finite())
        {
            return Err(PoolError::BadValue { what: "the floor", row: 0, place: 0, value: floor });
        }
        let mut counted = self.values.clone();
        for (panel, shares) in counted.iter_mut().enumerate().filter(|(panel, _)| weights[*panel] > 0.0) {
            for (item, share) in shares.iter_mut().enumerate() {
                *share = match (*share, zeros) {
                    (value, _) if value > 0.0 => value,
                    (value, _) if value < 0.0 => {
                        return Err(PoolError::BadValue { what: "the share", row: panel, place: item, value });
                    }
                    (_, ZeroShares::Refuse) => return Err(PoolError::ZeroShare { panel, item }),
                    (_, ZeroShares::Veto) => 0.0,
                    (_, ZeroShares::Floor(floor)) => floor,
                };
            }
        }
        Ok(counted)
    }
}

/// Standard errors of shares from independent standard errors of their logarithms, before normalising.
fn independent(shares: &[f64], logs: &[f64]) -> Vec<f64> {
    let parts: Vec<f64> = shares.iter().zip(logs).map(|(share, error)| share * error).collect();
    // What all items but one add, from both sides, so that nothing is taken away from a sum.
    let mut after = vec![0.0_f64; parts.len() + 1];
    for (item, part) in parts.iter().enumerate().rev() {
        after[item] = after[item + 1].hypot(*part);
    }
    let mut before = 0.0_f64;
    let error = |(item, share): (usize, &f64)| {
        let others = before.hypot(after[item + 1]);
        before = before.hypot(parts[item]);
        share * ((1.0 - share) * logs[item]).hypot(others)
    };
    shares.iter().enumerate().map(error).collect()
}

/// The covariance of shares from that of their logarithms, before normalising.
fn softmax_delta(shares: &[f64], logs: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let dot = |row: &Vec<f64>| total(row.iter().zip(shares).map(|(entry, share)| entry * share));
    let rows: Vec<f64> = logs.iter().map(dot).collect();
    let all = dot(&rows);
    square(shares.len(), |i, j| shares[i] * shares[j] * (logs[i][j] - rows[i] - rows[j] + all))
}
