//! The likelihood of comparisons, its slopes, and what each respondent adds. Private: the module above fits them.

use std::ops::Range;

use super::{Advantage, Comparison, Contest, Outcome};
use crate::sum::{Compensated, total};
use crate::worth::Answers;
use crate::worth::matrix::Square;
use crate::worth::newton::Slopes;

/// The log odds that the first wins.
fn log_odds(contest: &Contest, items: usize, point: &[f64]) -> f64 {
    let order = point.get(items).map_or(0.0, |effect| effect * contest.direction());
    point[contest.first] - point[contest.second] + order
}

/// The logarithms of the chances of the first and of the second.
fn log_chances(log_odds: f64) -> (f64, f64) {
    let both = (-log_odds.abs()).exp().ln_1p();
    (log_odds.min(0.0) - both, (-log_odds).min(0.0) - both)
}

pub(super) fn slopes(contests: &[Contest], unit: f64, items: usize, point: &[f64]) -> Slopes {
    let mut slopes = Slopes::zero(point.len());
    let mut value = Compensated::default();
    for contest in contests {
        let (first, second) = log_chances(log_odds(contest, items, point));
        let (wins, losses) = (contest.first_wins / unit, contest.second_wins / unit);
        if wins > 0.0 {
            value.add(wins * first);
        }
        if losses > 0.0 {
            value.add(losses * second);
        }
        let surprise = wins * second.exp() - losses * first.exp();
        let spread = (wins + losses) * (first + second).exp();
        let direction = [(contest.first, 1.0), (contest.second, -1.0), (items, contest.direction())];
        let direction = &direction[..2 + usize::from(point.len() > items)];
        for (place, &(i, up)) in direction.iter().enumerate() {
            slopes.gradient[i] += up * surprise;
            slopes.information.add(i, i, up * up * spread);
            direction[..place].iter().for_each(|&(j, other)| slopes.information.add_both(i, j, up * other * spread));
        }
    }
    slopes.value = value.value();
    slopes
}

/// The comparisons of respondents at fitted coefficients.
pub(super) struct Compared<'a> {
    comparisons: &'a [Comparison],
    /// How much more the first won of each comparison than was expected.
    surprises: Vec<f64>,
    items: usize,
    respondents: usize,
}

impl<'a> Compared<'a> {
    pub(super) fn at(point: &[f64], items: usize, comparisons: &'a [Comparison], respondents: usize) -> Self {
        let surprise = |&Comparison { first, second, outcome, .. }: &Comparison| {
            let won = match outcome {
                Outcome::First => 1.0,
                Outcome::Second => 0.0,
                Outcome::Tied => 0.5,
            };
            let contest = Contest { first, second, first_wins: 0.0, second_wins: 0.0, advantage: Advantage::First };
            won - log_chances(log_odds(&contest, items, point)).0.exp()
        };
        Self { comparisons, surprises: comparisons.iter().map(surprise).collect(), items, respondents }
    }
}

impl Answers for Compared<'_> {
    fn influences(&self, bread: &Square, coefficients: Range<usize>) -> Vec<Vec<f64>> {
        let column = |coefficient: usize| {
            let bread = bread.row(coefficient);
            let order = bread.get(self.items).copied().unwrap_or(0.0);
            let mut column = vec![0.0; self.respondents];
            for (comparison, surprise) in self.comparisons.iter().zip(&self.surprises) {
                let slope = bread[comparison.first] - bread[comparison.second] + order;
                column[comparison.respondent] += surprise * slope;
            }
            column
        };
        coefficients.map(column).collect()
    }
}

pub(super) fn deviance(contests: &[Contest], items: usize, point: &[f64]) -> f64 {
    2.0 * total(contests.iter().flat_map(|contest| {
        let (first, second) = log_chances(log_odds(contest, items, point));
        [(contest.first_wins, first), (contest.second_wins, second)]
            .map(|(wins, chance)| if wins > 0.0 { wins * ((wins / contest.total()).ln() - chance) } else { 0.0 })
    }))
}

/// The logarithm of the number of ways in which wins and losses can follow each other.
pub(super) fn log_ways(contest: &Contest) -> f64 {
    log_factorial(contest.total()) - log_factorial(contest.first_wins) - log_factorial(contest.second_wins)
}

/// The logarithm of a factorial, of numbers that need not be whole (Stirling's series from 15 on).
fn log_factorial(n: f64) -> f64 {
    let (mut x, mut below) = (n + 1.0, 1.0);
    while x < 15.0 {
        below *= x;
        x += 1.0;
    }
    let square = (x * x).recip();
    let series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0))) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - below.ln()
}

#[cfg(test)]
mod tests {
    use super::log_factorial;

    #[test]
    fn factorials_agree_with_products() {
        let mut sum = 0.0_f64;
        for n in 1..200_u32 {
            sum += f64::from(n).ln();
            assert!((log_factorial(f64::from(n)) - sum).abs() <= 1e-13 * sum.max(1.0), "{n}");
        }
        assert!((log_factorial(0.5) - (std::f64::consts::PI.sqrt() / 2.0).ln()).abs() < 1e-13);
    }
}
