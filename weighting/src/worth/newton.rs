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

/// The pseudo-comparisons: each item wins and loses so often against an item of log worth 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Imagined {
    pub(crate) times: f64,
    /// The coefficient of ties of two items, which these comparisons could have ended in as well; none where ties of two
    /// were never seen.
    pub(crate) tie: Option<usize>,
}

impl Imagined {
    /// Comparisons that end in a win or a loss.
    pub(crate) fn without_ties(times: f64) -> Self {
        Self { times, tie: None }
    }
}

/// Maximises a log-likelihood over log worths (the first `items` coefficients) and further coefficients.
///
/// Without pseudo-comparisons the level of the log worths is fixed by their sum. Each iteration is a step of the run.
pub(crate) fn maximise(
    start: Vec<f64>,
    items: usize,
    pseudo: Imagined,
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
    pseudo: Imagined,
    evaluate: &mut impl FnMut(&[f64]) -> Result<Slopes, WorthError>,
) -> Result<Option<(Vec<f64>, Slopes)>, WorthError> {
    let mut length = 1.0;
    for _ in 0..MOST_HALVINGS {
        let next: Vec<f64> = point.iter().zip(step).map(|(point, step)| point + length * step).collect();
        let slopes = evaluate(&next)?;
        let value = slopes.value + pseudo.value(&next, items);
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
fn curb(slopes: &Slopes, point: &[f64], items: usize, pseudo: Imagined) -> (Slopes, Square) {
    let mut curbed = slopes.clone();
    if pseudo.times > 0.0 {
        pseudo.add_to(&mut curbed, point, items);
        let bread = curbed.information.clone();
        (curbed, bread)
    } else {
        let mut bread = slopes.information.clone();
        fix_level(&mut bread, items);
        (curbed, bread)
    }
}

/// What a comparison with the item of log worth 0 may end in.
struct Ending {
    /// The logarithm of `1 + α + δ √α`.
    log_sum: f64,
    /// The chances that the item wins, ties and loses.
    win: f64,
    tie: f64,
    lose: f64,
}

impl Imagined {
    fn ending(self, worth: f64, point: &[f64]) -> Ending {
        let tied = self.tie.map_or(f64::NEG_INFINITY, |tie| point[tie] + worth / 2.0);
        let most = worth.max(tied).max(0.0);
        let sum = (worth - most).exp() + (tied - most).exp() + (-most).exp();
        let chance = |level: f64| (level - most).exp() / sum;
        Ending { log_sum: most + sum.ln(), win: chance(worth), tie: chance(tied), lose: chance(0.0) }
    }

    fn value(self, point: &[f64], items: usize) -> f64 {
        if self.times > 0.0 {
            let each = point[..items].iter().map(|&worth| worth - 2.0 * self.ending(worth, point).log_sum);
            self.times * each.sum::<f64>()
        } else {
            0.0
        }
    }

    fn add_to(self, slopes: &mut Slopes, point: &[f64], items: usize) {
        slopes.value += self.value(point, items);
        for (i, &worth) in point[..items].iter().enumerate() {
            let Ending { win, tie, lose, .. } = self.ending(worth, point);
            slopes.gradient[i] += self.times * (lose - win);
            slopes.information.add(i, i, 2.0 * self.times * (win * lose + tie * (win + lose) / 4.0));
            if let Some(place) = self.tie {
                slopes.gradient[place] -= 2.0 * self.times * tie;
                slopes.information.add(place, place, 2.0 * self.times * tie * (win + lose));
                slopes.information.add_both(place, i, self.times * tie * (lose - win));
            }
        }
    }
}

/// Makes an information that does not know the level of the log worths invertible.
pub(crate) fn fix_level(information: &mut Square, items: usize) {
    let size = crate::sum::number(items.max(1));
    let scale = (0..items).map(|i| information.at(i, i)).fold(0.0, f64::max) / size;
    for i in 0..items {
        (0..items).for_each(|j| information.add(i, j, scale));
    }
}
