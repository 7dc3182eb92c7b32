//! The likelihood of rankings with ties, by sums over all sets that could have tied.
//!
//! The sum of `f(S)` over the sets of `d` out of a set of items is `δ_d` times an elementary symmetric polynomial of the
//! `d`-th roots of their worths. Its derivatives are polynomials of the same kind with one or two items left out, made by
//! adding positive terms only, so that nothing cancels.

use super::stages::Stages;
use crate::progress::Run;
use crate::sum::{number, total};
use crate::worth::WorthError;
use crate::worth::newton::Slopes;

/// Rankings with ties.
#[derive(Debug, Clone)]
pub(super) struct Tied {
    stages: Stages,
    items: usize,
    sizes: Vec<usize>,
    /// The sufficient statistics: for each item the stages that it won, shared between those tied; for each size of tie
    /// how often it was seen.
    observed: Vec<f64>,
}

/// What a set expects at given coefficients.
struct Expected {
    log_sum: f64,
    /// For each item of the set, then for each size of tie.
    mean: Vec<f64>,
}

impl Tied {
    pub(super) fn new(stages: Stages, items: usize) -> Self {
        let choices = || stages.rankings.iter().zip(&stages.weights);
        let mut sizes: Vec<usize> = choices()
            .filter(|(_, weight)| **weight > 0.0)
            .flat_map(|(choices, _)| choices.iter().map(|choice| choice.chosen.len()))
            .filter(|&size| size > 1)
            .collect();
        sizes.sort_unstable();
        sizes.dedup();
        let mut observed = vec![0.0; items + sizes.len()];
        for (choices, weight) in choices().filter(|(_, weight)| **weight > 0.0) {
            for choice in choices {
                let part = weight / number(choice.chosen.len());
                choice.chosen.iter().for_each(|&item| observed[item] += part);
                if let Ok(place) = sizes.binary_search(&choice.chosen.len()) {
                    observed[items + place] += weight;
                }
            }
        }
        Self { stages, items, sizes, observed }
    }

    /// The sizes of ties that were seen.
    pub(super) fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// Equal worths, and ties as prevalent as they were seen in sets of the mean size.
    pub(super) fn start(&self) -> Vec<f64> {
        let all = total((0..self.stages.sets.len()).map(|set| self.stages.sets.weight(set)));
        let size = |set: usize| number(self.stages.sets.of(set).len()) * self.stages.sets.weight(set);
        let mean = (total((0..self.stages.sets.len()).map(size)) / all).max(2.0);
        let tied = total(self.observed[self.items..].iter().copied());
        let mut start = vec![0.0; self.items];
        for (place, &size) in self.sizes.iter().enumerate() {
            let ways = |k: usize| ((mean - number(k)).max(1.0) / number(k + 1)).ln();
            let seen = self.observed[self.items + place] / (all - tied).max(0.01 * all);
            start.push(seen.ln() - (1..size).map(ways).sum::<f64>());
        }
        start
    }

    /// The weighted sum over stages of the sets that could be chosen, less one each.
    pub(super) fn alternatives(&self) -> f64 {
        total((0..self.stages.sets.len()).map(|set| {
            let items = self.stages.sets.of(set).len();
            let ways = self.possible(items).map(|(_, size)| binomial(items, size)).sum::<f64>();
            self.stages.sets.weight(set) * (ways + number(items) - 1.0)
        }))
    }

    /// The log-likelihood with its slopes.
    pub(super) fn slopes(&self, point: &[f64], run: &Run<'_, '_>) -> Result<Slopes, WorthError> {
        let largest = point[..self.items].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut slopes = Slopes::zero(point.len());
        let level = |place: usize| if place < self.items { point[place] - largest } else { point[place] };
        slopes.value = total(self.observed.iter().enumerate().map(|(place, seen)| seen * level(place)));
        slopes.gradient.clone_from(&self.observed);
        for set in 0..self.stages.sets.len() {
            run.advance(0)?;
            let weight = self.stages.sets.weight(set);
            if weight > 0.0 {
                let expected = self.add_information(set, point, largest, weight, &mut slopes);
                slopes.value -= weight * expected.log_sum;
                for (mean, place) in expected.mean.iter().zip(self.places(set)) {
                    slopes.gradient[place] -= weight * mean;
                }
            }
        }
        Ok(slopes)
    }

    /// Gives the score of each distinct ranking, one after the other.
    pub(super) fn each_score(&self, point: &[f64], mut take: impl FnMut(&[f64])) {
        let largest = point[..self.items].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut nothing = Slopes::zero(0);
        let expected: Vec<Vec<f64>> = (0..self.stages.sets.len())
            .map(|set| self.add_information(set, point, largest, 0.0, &mut nothing).mean)
            .collect();
        let mut score = vec![0.0; point.len()];
        for choices in &self.stages.rankings {
            score.fill(0.0);
            for choice in choices {
                let part = 1.0 / number(choice.chosen.len());
                choice.chosen.iter().for_each(|&item| score[item] += part);
                if let Ok(place) = self.sizes.binary_search(&choice.chosen.len()) {
                    score[self.items + place] += 1.0;
                }
                let places = self.places(choice.set).zip(&expected[choice.set]);
                places.for_each(|(place, mean)| score[place] -= mean);
            }
            take(&score);
        }
    }

    /// The coefficients that a set moves: its items, then all sizes of ties.
    fn places(&self, set: usize) -> impl Iterator<Item = usize> {
        let items = self.stages.sets.of(set).iter().map(|&item| usize::from(item));
        items.chain(self.items..self.items + self.sizes.len())
    }

    /// The sizes of ties that are possible among so many items, with their places.
    fn possible(&self, items: usize) -> impl Iterator<Item = (usize, usize)> {
        self.sizes.iter().copied().enumerate().filter(move |&(_, size)| size <= items)
    }

    /// Gives what a set expects, and adds the covariance of what may be chosen from it, times a weight (nothing for 0).
    fn add_information(&self, set: usize, point: &[f64], largest: f64, weight: f64, slopes: &mut Slopes) -> Expected {
        let items = self.stages.sets.of(set);
        let count = items.len();
        let levels: Vec<f64> = items.iter().map(|&item| point[usize::from(item)] - largest).collect();
        let mut sum = total(levels.iter().map(|level| level.exp()));
        let mut mean: Vec<f64> = levels.iter().map(|level| level.exp()).collect();
        let mut second: Vec<Power> = vec![];
        mean.resize(count + self.sizes.len(), 0.0);
        let mut diagonal = mean[..count].to_vec();
        for (place, size) in self.possible(count) {
            let power = Power::new(&levels, size, point[self.items + place].exp());
            let part = number(size);
            for (i, with) in power.with_one.iter().enumerate() {
                mean[i] += with / part;
                diagonal[i] += with / (part * part);
            }
            mean[count + place] = power.all;
            sum += power.all;
            second.push(power);
        }
        mean.iter_mut().chain(&mut diagonal).for_each(|value| *value /= sum);
        if weight > 0.0 {
            let places: Vec<usize> = self.places(set).collect();
            for (i, &at) in places.iter().enumerate() {
                let own = if i < count { diagonal[i] } else { mean[i] };
                slopes.information.add(at, at, weight * (own - mean[i] * mean[i]));
                for (j, &other) in places[..i].iter().enumerate() {
                    slopes.information.add_both(at, other, -weight * mean[i] * mean[j]);
                }
            }
            for ((place, size), power) in self.possible(count).zip(&second) {
                let part = number(size);
                let scale = weight / sum / part;
                for (&with, &at) in power.with_one.iter().zip(&places) {
                    slopes.information.add_both(self.items + place, at, scale * with);
                }
                power.each_pair(|i, j, with| slopes.information.add_both(places[i], places[j], scale / part * with));
            }
        }
        Expected { log_sum: sum.ln(), mean }
    }
}

/// The sums over all sets of one size, of a set of items.
struct Power {
    size: usize,
    prevalence: f64,
    roots: Vec<f64>,
    /// For each place, the polynomial of the items before it, degrees 0 to `size`; then that of the items from it on.
    before: Vec<Vec<f64>>,
    from: Vec<Vec<f64>>,
    /// The sum over all sets.
    all: f64,
    /// For each item, the sum over the sets that hold it.
    with_one: Vec<f64>,
}

impl Power {
    fn new(levels: &[f64], size: usize, prevalence: f64) -> Self {
        let roots: Vec<f64> = levels.iter().map(|level| (level / number(size)).exp()).collect();
        let one = || {
            let mut polynomial = vec![0.0; size + 1];
            polynomial[0] = 1.0;
            polynomial
        };
        let mut before = vec![one()];
        let mut from = vec![one()];
        for (&ahead, &back) in roots.iter().zip(roots.iter().rev()) {
            before.push(times_linear(before.last().map_or(&[][..], |last| last), ahead));
            from.push(times_linear(from.last().map_or(&[][..], |last| last), back));
        }
        from.reverse();
        let with_one = roots
            .iter()
            .enumerate()
            .map(|(i, root)| prevalence * root * coefficient(&before[i], &from[i + 1], size - 1))
            .collect();
        let all = prevalence * from[0][size];
        Self { size, prevalence, roots, before, from, all, with_one }
    }

    /// For each pair of items, the sum over the sets that hold both.
    fn each_pair(&self, mut add: impl FnMut(usize, usize, f64)) {
        for (i, root) in self.roots.iter().enumerate() {
            let mut between = self.before[i].clone();
            for (j, other) in self.roots.iter().enumerate().skip(i + 1) {
                let rest = coefficient(&between, &self.from[j + 1], self.size - 2);
                add(i, j, self.prevalence * root * other * rest);
                between = times_linear(&between, *other);
            }
        }
    }
}

/// A polynomial times `1 + root x`, cut at its degree.
fn times_linear(polynomial: &[f64], root: f64) -> Vec<f64> {
    let raised = std::iter::once(0.0).chain(polynomial.iter().copied());
    polynomial.iter().zip(raised).map(|(same, lower)| same + root * lower).collect()
}

/// One coefficient of the product of two polynomials.
fn coefficient(left: &[f64], right: &[f64], degree: usize) -> f64 {
    (0..=degree).map(|k| left[k] * right[degree - k]).sum()
}

/// The number of ways to choose `size` out of `items`.
fn binomial(items: usize, size: usize) -> f64 {
    (0..size).map(|k| number(items - k) / number(k + 1)).product()
}
