//! Newton's method for the concave log-likelihoods of choice models, whose log worths are known up to a constant.
//! Private: the models bring their slopes, this finds where they vanish.

use super::{WorthError, matrix::Square};
use crate::progress::Run;

/// After so many steps without arriving, there is no maximum to arrive at.
pub(crate) const MOST_STEPS: usize = 100;
/// So often may a step be halved.
const MOST_HALVINGS: usize = 40;
/// The largest change of a coefficient in the last step.
const NO_STEP: f64 = 2e-9;

/// The log-likelihood at a point, its gradient and its information (minus its second derivatives).
#[derive(Debug, Clone)]
pub(crate) struct Slopes {
    pub(crate) value: f64,
    pub(crate) gradient: Vec<f64>,
    pub(crate) information: Square,
}

impl Slopes {
    pub(crate) fn zero(size: usize) -> Self {
        Self { value: 0.0, gradient: vec![0.0; size], information: Square::zero(size) }
    }
}

/// Where the slopes vanish.
#[derive(Debug, Clone)]
pub(crate) struct Optimum {
    /// The coefficients: log worths with mean zero, then the others.
    pub(crate) point: Vec<f64>,
    /// The slopes there, of the answers alone.
    pub(crate) slopes: Slopes,
    /// The information that the steps were made with, invertible.
    pub(crate) bread: Square,
    pub(crate) iterations: usize,
    pub(crate) last_step: f64,
}

/// Maximises a log-likelihood over log worths (the first `items` coefficients) and further coefficients.
///
/// With `pseudo > 0`, each item also wins and loses that often against an item of log worth 0. Each iteration is a step of
/// the run.
pub(crate) fn maximise(
    start: Vec<f64>,
    items: usize,
    pseudo: f64,
    run: &Run<'_, '_>,
    mut evaluate: impl FnMut(&[f64]) -> Result<Slopes, WorthError>,
) -> Result<Optimum, WorthError> {
    let mut point = start;
    let mut slopes = evaluate(&point)?;
    let mut last_step = f64::INFINITY;
    for iterations in 1..=MOST_STEPS {
        run.advance(1)?;
        let (curbed, bread) = curb(&slopes, &point, items, pseudo);
        if !(curbed.value.is_finite() && bread.is_finite()) {
            return Err(WorthError::TooLarge);
        }
        let factor = bread.factor();
        if !factor.is_regular() {
            return Err(WorthError::Unidentified { iterations });
        }
        let step = factor.solve(&curbed.gradient);
        last_step = step.iter().fold(0.0, |most: f64, step| most.max(step.abs()));
        if last_step <= NO_STEP {
            // So near, the slopes there and here are the same.
            point.iter_mut().zip(&step).for_each(|(point, step)| *point += step);
            super::matrix::centre(&mut point[..items]);
            return Ok(Optimum { point, slopes, bread, iterations, last_step });
        }
        let Some(next) = stride(&point, &step, &curbed, items, pseudo, &mut evaluate)? else {
            return Err(WorthError::NotConverged { iterations, last_step });
        };
        (point, slopes) = next;
    }
    Err(WorthError::NotConverged { iterations: MOST_STEPS, last_step })
}

/// Goes along a step, halved until the likelihood does not fall.
fn stride(
    point: &[f64],
    step: &[f64],
    here: &Slopes,
    items: usize,
    pseudo: f64,
    evaluate: &mut impl FnMut(&[f64]) -> Result<Slopes, WorthError>,
) -> Result<Option<(Vec<f64>, Slopes)>, WorthError> {
    let mut length = 1.0;
    for _ in 0..MOST_HALVINGS {
        let next: Vec<f64> = point.iter().zip(step).map(|(point, step)| point + length * step).collect();
        let slopes = evaluate(&next)?;
        let value = slopes.value + curb_value(&next[..items], pseudo);
        // At the top the likelihood moves by less than it is rounded to.
        let slack = 1e-12 * (1.0 + here.value.abs());
        if value >= here.value - slack {
            return Ok(Some((next, slopes)));
        }
        length /= 2.0;
    }
    Ok(None)
}

/// Adds what fixes the level of the log worths: the pseudo-comparisons, or else a pull of their sum to zero, which moves
/// nothing but the level.
fn curb(slopes: &Slopes, point: &[f64], items: usize, pseudo: f64) -> (Slopes, Square) {
    let mut curbed = slopes.clone();
    let mut bread = slopes.information.clone();
    if pseudo > 0.0 {
        curbed.value += curb_value(&point[..items], pseudo);
        for (i, worth) in point[..items].iter().enumerate() {
            let chance = 1.0 / (1.0 + (-worth).exp());
            curbed.gradient[i] += pseudo * (1.0 - 2.0 * chance);
            bread.add(i, i, 2.0 * pseudo * chance * (1.0 - chance));
        }
    } else {
        fix_level(&mut bread, items);
    }
    (curbed, bread)
}

/// Makes an information that does not know the level of the log worths invertible.
pub(crate) fn fix_level(information: &mut Square, items: usize) {
    let size = crate::sum::number(items.max(1));
    let scale = (0..items).map(|i| information.at(i, i)).fold(0.0, f64::max) / size;
    for i in 0..items {
        (0..items).for_each(|j| information.add(i, j, scale));
    }
}

fn curb_value(worths: &[f64], pseudo: f64) -> f64 {
    if pseudo > 0.0 {
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        pseudo * worths.iter().map(|&worth| worth - 2.0 * softplus(worth)).sum::<f64>()
    } else {
        0.0
    }
}
