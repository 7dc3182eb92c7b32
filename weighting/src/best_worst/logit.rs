//! The likelihoods of best and worst choices. Private: the module above fits them.

use super::{Model, Task};
use crate::estimate::Sample;
use crate::sum::total;
use crate::worth::newton::Slopes;
use crate::worth::{Scores, Sets, mark};

/// Choices from sets, by what is chosen.
#[derive(Debug, Clone)]
pub(super) struct Choices {
    items: usize,
    kinds: [(Kind, Sets); 3],
    /// Best less worst of each item, weighted.
    observed: Vec<f64>,
    /// For each task, the kind and the set of each of its choices.
    of_tasks: Vec<[Option<(usize, usize)>; 2]>,
}

/// What is chosen from a set.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Best,
    Worst,
    Both,
}

impl Choices {
    pub(super) fn new(sample: &Sample<'_>, unit: f64, items: usize, tasks: &[Task<'_>], model: Model) -> Self {
        let mut choices = Self {
            items,
            kinds: [Kind::Best, Kind::Worst, Kind::Both].map(|kind| (kind, Sets::none())),
            observed: vec![0.0; items],
            of_tasks: Vec::with_capacity(tasks.len()),
        };
        let mut bits = vec![0_u64; items.div_ceil(64)];
        for task in tasks {
            let weight = sample.weights()[task.respondent] / unit;
            choices.observed[task.best] += weight;
            choices.observed[task.worst] -= weight;
            bits.fill(0);
            task.shown.iter().for_each(|&item| mark(&mut bits, item));
            let mut add = |kind: usize, bits: &[u64]| Some((kind, choices.kinds[kind].1.add(bits, weight)));
            choices.of_tasks.push(match model {
                Model::Paired => [add(2, &bits), None],
                Model::Marginal => [add(0, &bits), add(1, &bits)],
                Model::Sequential => {
                    let best = add(0, &bits);
                    bits[task.best / 64] &= !(1 << (task.best % 64));
                    [best, add(1, &bits)]
                }
            });
        }
        choices
    }

    /// The log-likelihood with its slopes.
    pub(super) fn slopes(&self, point: &[f64]) -> Slopes {
        let mut slopes = Slopes::zero(self.items);
        slopes.value = total(self.observed.iter().zip(point).map(|(seen, worth)| seen * worth));
        slopes.gradient.clone_from(&self.observed);
        for (kind, sets) in &self.kinds {
            for (set, &weight) in sets.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
                let items = sets.of(set);
                let expected = Expected::of(*kind, items, point);
                slopes.value -= weight * expected.log_sum;
                for (i, item) in items.iter().map(|&item| usize::from(item)).enumerate() {
                    slopes.gradient[item] -= weight * expected.mean[i];
                    slopes.information.add(item, item, weight * expected.covariance(i, i));
                    for (j, &other) in items[..i].iter().enumerate() {
                        slopes.information.add_both(item, usize::from(other), weight * expected.covariance(i, j));
                    }
                }
            }
        }
        slopes
    }

    /// The score of each respondent per unit of weight.
    pub(super) fn scores(&self, point: &[f64], tasks: &[Task<'_>], respondents: usize) -> Scores {
        let means: Vec<Vec<Vec<f64>>> = self
            .kinds
            .iter()
            .map(|(kind, sets)| (0..sets.len()).map(|set| Expected::of(*kind, sets.of(set), point).mean).collect())
            .collect();
        let mut rows = vec![0.0; respondents * self.items];
        for (task, choices) in tasks.iter().zip(&self.of_tasks) {
            let row = &mut rows[task.respondent * self.items..(task.respondent + 1) * self.items];
            row[task.best] += 1.0;
            row[task.worst] -= 1.0;
            for &(kind, set) in choices.iter().flatten() {
                let expected = self.kinds[kind].1.of(set).iter().zip(&means[kind][set]);
                expected.for_each(|(&item, mean)| row[usize::from(item)] -= mean);
            }
        }
        let of_respondent = (0..respondents).map(|row| u32::try_from(row).ok()).collect();
        Scores { size: self.items, rows, of_respondent }
    }
}

/// What is expected from a set: best less worst of each of its items, and the chances of pairs.
struct Expected {
    log_sum: f64,
    mean: Vec<f64>,
    /// The expected product of what two items of the set count, by rows.
    second: Vec<f64>,
}

impl Expected {
    fn of(kind: Kind, items: &[u16], point: &[f64]) -> Self {
        let worths = || items.iter().map(|&item| point[usize::from(item)]);
        match kind {
            Kind::Best => Self::one(worths().collect(), 1.0),
            Kind::Worst => Self::one(worths().map(|worth| -worth).collect(), -1.0),
            Kind::Both => Self::both(&worths().collect::<Vec<_>>()),
        }
    }

    fn covariance(&self, i: usize, j: usize) -> f64 {
        self.second[i * self.mean.len() + j] - self.mean[i] * self.mean[j]
    }

    /// One item is chosen and counts `sign`.
    fn one(utilities: Vec<f64>, sign: f64) -> Self {
        let size = utilities.len();
        let largest = utilities.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let odds: Vec<f64> = utilities.iter().map(|utility| (utility - largest).exp()).collect();
        let sum: f64 = odds.iter().sum();
        let mut second = vec![0.0; size * size];
        (0..size).for_each(|i| second[i * size + i] = odds[i] / sum);
        Self { log_sum: largest + sum.ln(), mean: odds.iter().map(|odds| sign * odds / sum).collect(), second }
    }

    /// A best and a worst are chosen at once.
    fn both(worths: &[f64]) -> Self {
        let size = worths.len();
        let (lowest, highest) =
            worths.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high): (f64, f64), &worth| {
                (low.min(worth), high.max(worth))
            });
        let largest = highest - lowest;
        let pairs = || (0..size).flat_map(|best| (0..size).map(move |worst| (best, worst))).filter(|(b, w)| b != w);
        let odds = |best: usize, worst: usize| (worths[best] - worths[worst] - largest).exp();
        let sum: f64 = pairs().map(|(best, worst)| odds(best, worst)).sum();
        let (mut mean, mut second) = (vec![0.0; size], vec![0.0; size * size]);
        for (best, worst) in pairs() {
            let chance = odds(best, worst) / sum;
            mean[best] += chance;
            mean[worst] -= chance;
            second[best * size + best] += chance;
            second[worst * size + worst] += chance;
            second[best * size + worst] -= chance;
            second[worst * size + best] -= chance;
        }
        Self { log_sum: largest + sum.ln(), mean, second }
    }
}
