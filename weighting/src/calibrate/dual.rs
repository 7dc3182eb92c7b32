//! Newton's method on the dual of a calibration: convex, and its gradient is what the weights miss.
//! Knows units, targets in their coordinates and a method; the parent module judges the input and words the refusals.

use super::distance::{Method, Value};
use crate::sum::total;
use crate::units::Units;

const MOST_STEPS: usize = 100;
const MOST_HALVINGS: i32 = 60;
/// Where to stop polishing a result that is good enough already.
const POLISHED: f64 = 1e-14;

/// The dual problem `Σ d G(q x'λ) / q − t'λ`.
pub(crate) struct Dual<'a> {
    pub(crate) units: &'a Units<'a>,
    /// What each auxiliary must add up to.
    pub(crate) targets: Vec<f64>,
    /// The size that a miss of each auxiliary is relative to; 0 for those that nothing can miss.
    pub(crate) sizes: Vec<f64>,
    pub(crate) method: Method,
    /// How freely each unit's weight may move, `1 / σ²`; all alike where `None`.
    pub(crate) freedoms: Option<&'a [f64]>,
    /// The largest relative miss that a result may have.
    pub(crate) tolerance: f64,
}

/// A place on the way to the minimum.
pub(crate) struct Point {
    pub(crate) lambda: Vec<f64>,
    /// The weight of each unit relative to its base weight.
    pub(crate) ratios: Vec<f64>,
    slopes: Vec<f64>,
    gradient: Vec<f64>,
    value: f64,
    /// The largest relative miss of any target.
    pub(crate) miss: f64,
    pub(crate) steps: usize,
}

impl Dual<'_> {
    /// Goes down until the targets are met as closely as rounding allows, or no step gets closer.
    pub(crate) fn minimise(&self) -> Point {
        self.minimise_from(vec![0.0; self.targets.len()])
    }

    /// The same from another place than zero, such as the answer to a problem much like this one.
    pub(crate) fn minimise_from(&self, lambda: Vec<f64>) -> Point {
        let mut point = self.at(lambda, 0);
        while point.miss > POLISHED && point.steps < MOST_STEPS {
            let step = self.newton_step(&point);
            // Good enough already: only a whole step that gains a digit is worth its cost.
            let next = if point.miss <= self.tolerance {
                Some(self.moved(&point, &step, 1.0)).filter(|next| next.miss <= 0.1 * point.miss)
            } else {
                self.halve_until_better(&point, &step)
            };
            let Some(next) = next else { break };
            point = next;
        }
        point
    }

    fn freedom(&self, unit: usize) -> f64 {
        self.freedoms.map_or(1.0, |freedoms| freedoms[unit])
    }

    fn at(&self, lambda: Vec<f64>, steps: usize) -> Point {
        let base = &self.units.base;
        let predictors = self.units.fitted(&lambda);
        let each = predictors.iter().enumerate().map(|(unit, u)| self.method.at(self.freedom(unit) * u));
        let values: Vec<Value> = each.collect();
        let integrals = values.iter().enumerate().map(|(unit, value)| base[unit] * value.integral / self.freedom(unit));
        let linear = lambda.iter().zip(&self.targets).map(|(lambda, target)| -lambda * target);
        let value = total(integrals.chain(linear));
        let weights: Vec<f64> = values.iter().zip(base).map(|(value, base)| base * value.ratio).collect();
        let sums = self.units.totals(&weights);
        let gradient: Vec<f64> = sums.iter().zip(&self.targets).map(|(sum, target)| sum - target).collect();
        let miss = self.miss(&gradient);
        let ratios = values.iter().map(|value| value.ratio).collect();
        let slopes = values.iter().enumerate().map(|(unit, value)| value.slope * self.freedom(unit)).collect();
        Point { lambda, ratios, slopes, gradient, value, miss, steps }
    }

    /// The largest miss relative to its size; infinite where it cannot be told.
    fn miss(&self, gradient: &[f64]) -> f64 {
        let sized = gradient.iter().zip(&self.sizes).filter(|(_, size)| **size > 0.0);
        sized.fold(0.0, |worst: f64, (gradient, size)| {
            let miss = (gradient / size).abs();
            worst.max(if miss.is_nan() { f64::INFINITY } else { miss })
        })
    }

    /// Newton's step. Within bounds it is damped by the present miss: where all of a level is at a bound the curvature is
    /// gone and the damping alone gives a step of ordinary size; near the answer it fades and convergence is quadratic.
    fn newton_step(&self, point: &Point) -> Vec<f64> {
        let weights: Vec<f64> = self.units.base.iter().zip(&point.slopes).map(|(base, slope)| base * slope).collect();
        let mut hessian = self.units.normal(&weights);
        if self.method.bounds().is_some() {
            let damping = point.miss.clamp(1e-12, 1.0);
            self.sizes.iter().enumerate().for_each(|(i, size)| hessian.add(i, i, damping * size));
        }
        hessian.factor().solve(&point.gradient.iter().map(|slope| -slope).collect::<Vec<_>>())
    }

    fn moved(&self, point: &Point, step: &[f64], length: f64) -> Point {
        let moved = point.lambda.iter().zip(step).map(|(lambda, step)| lambda + length * step);
        self.at(moved.collect(), point.steps + 1)
    }

    /// Takes the longest halving of the step that lowers the dual by a fair part of what its slope promises.
    fn halve_until_better(&self, point: &Point, step: &[f64]) -> Option<Point> {
        let slope = total(step.iter().zip(&point.gradient).map(|(step, gradient)| step * gradient));
        (0..MOST_HALVINGS).find_map(|halvings| {
            let length = 0.5_f64.powi(halvings);
            let next = self.moved(point, step, length);
            // Close to the answer the dual is flat to the last bit, and only the miss can still tell better from worse.
            let better = next.value <= point.value + 1e-4 * length * slope || next.miss <= 0.5 * point.miss;
            better.then_some(next)
        })
    }
}
