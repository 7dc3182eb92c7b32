//! The likelihoods of best and worst choices. Private: the module above fits them.

use std::ops::Range;

use super::{Model, Task};
use crate::progress::Run;
use crate::sum::{Compensated, total};
use crate::worth::matrix::Square;
use crate::worth::newton::Slopes;
use crate::worth::{Answers, Sets, WorthError, mark};

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
    /// Takes tasks with the weights of respondents over the unit.
    ///
    /// They are added in an order of their own (by items shown, answer and weight), so that the order in which they came
    /// makes no difference to the last bit.
    pub(super) fn new(weights: &[f64], unit: f64, items: usize, tasks: &[Task<'_>], model: Model) -> Self {
        let mut choices = Self {
            items,
            kinds: [Kind::Best, Kind::Worst, Kind::Both].map(|kind| (kind, Sets::none())),
            observed: Vec::new(),
            of_tasks: vec![[None; 2]; tasks.len()],
        };
        let shown = Shown::of(items, tasks);
        let mut observed = vec![Compensated::default(); items];
        let mut bits = vec![0_u64; items.div_ceil(64)];
        for row in shown.order(tasks, weights) {
            let task = tasks[row];
            let weight = weights[task.respondent] / unit;
            observed[task.best].add(weight);
            observed[task.worst].add(-weight);
            bits.copy_from_slice(shown.of_task(row));
            let mut add = |kind: usize, bits: &[u64]| Some((kind, choices.kinds[kind].1.add(bits, weight)));
            choices.of_tasks[row] = match model {
                Model::Paired => [add(2, &bits), None],
                Model::Marginal => [add(0, &bits), add(1, &bits)],
                Model::Sequential => {
                    let best = add(0, &bits);
                    bits[task.best / 64] &= !(1 << (task.best % 64));
                    [best, add(1, &bits)]
                }
            };
        }
        choices.observed = observed.into_iter().map(Compensated::value).collect();
        choices
    }

    /// The log-likelihood with its slopes.
    pub(super) fn slopes(&self, point: &[f64], run: &Run<'_, '_>) -> Result<Slopes, WorthError> {
        let mut slopes = Slopes::zero(self.items);
        slopes.value = total(self.observed.iter().zip(point).map(|(seen, worth)| seen * worth));
        slopes.gradient.clone_from(&self.observed);
        for (kind, sets) in &self.kinds {
            for (set, weight) in (0..sets.len()).map(|set| (set, sets.weight(set))).filter(|(_, weight)| *weight > 0.0)
            {
                run.advance(0)?;
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
        Ok(slopes)
    }

    /// The same answers at fitted coefficients.
    pub(super) fn at<'a>(&'a self, point: &[f64], tasks: &'a [Task<'a>], respondents: usize) -> Answered<'a> {
        let mean = |kind: Kind, sets: &Sets| {
            (0..sets.len()).map(|set| Expected::of(kind, sets.of(set), point).mean).collect::<Vec<_>>()
        };
        let means = self.kinds.iter().map(|(kind, sets)| mean(*kind, sets)).collect();
        Answered { choices: self, means, tasks, respondents }
    }
}

/// The items that each task shows, as bits.
struct Shown {
    words: usize,
    bits: Vec<u64>,
}

impl Shown {
    fn of(items: usize, tasks: &[Task<'_>]) -> Self {
        let words = items.div_ceil(64);
        let mut bits = vec![0; words * tasks.len()];
        for (task, bits) in tasks.iter().zip(bits.chunks_exact_mut(words)) {
            task.shown.iter().for_each(|&item| mark(bits, item));
        }
        Self { words, bits }
    }

    fn of_task(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    /// The tasks in an order that depends on what they are and not on where they stand.
    fn order(&self, tasks: &[Task<'_>], weights: &[f64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..tasks.len()).collect();
        order.sort_unstable_by(|&a, &b| {
            let (one, other) = (tasks[a], tasks[b]);
            let answers = (one.best, one.worst).cmp(&(other.best, other.worst));
            let weights = || weights[one.respondent].total_cmp(&weights[other.respondent]);
            self.of_task(a).cmp(self.of_task(b)).then(answers).then_with(weights)
        });
        order
    }
}

/// Tasks with what is expected of each at fitted coefficients.
pub(super) struct Answered<'a> {
    choices: &'a Choices,
    /// For each kind and set, the expected best less worst of its items.
    means: Vec<Vec<Vec<f64>>>,
    tasks: &'a [Task<'a>],
    respondents: usize,
}

impl Answers for Answered<'_> {
    fn influences(&self, bread: &Square, coefficients: Range<usize>) -> Vec<Vec<f64>> {
        let mut columns = vec![vec![0.0; self.respondents]; coefficients.len()];
        for (task, choices) in self.tasks.iter().zip(&self.choices.of_tasks) {
            for (column, coefficient) in columns.iter_mut().zip(coefficients.clone()) {
                let bread = bread.row(coefficient);
                let mut influence = bread[task.best] - bread[task.worst];
                for &(kind, set) in choices.iter().flatten() {
                    let expected = self.choices.kinds[kind].1.of(set).iter().zip(&self.means[kind][set]);
                    influence -= expected.map(|(&item, mean)| mean * bread[usize::from(item)]).sum::<f64>();
                }
                column[task.respondent] += influence;
            }
        }
        columns
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
