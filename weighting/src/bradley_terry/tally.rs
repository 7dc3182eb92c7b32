//! Contests to fit: counts as given, or the comparisons of respondents counted by pair and outcome. Private.

use super::likelihood::log_ways;
use super::{Advantage, BradleyTerryError, Comparison, Contest, Outcome};
use crate::sum::{Compensated, total};
use crate::worth::Beats;

/// The contests that a model is fitted to, and what belongs to the lines as they were given.
pub(super) struct Tally {
    pub(super) contests: Vec<Contest>,
    /// What counts are divided by, so that nothing over- or underflows.
    pub(super) unit: f64,
    /// How many of the lines given count anything.
    pub(super) counted: usize,
    /// The logarithm of the number of ways in which the lines given can come about.
    pub(super) log_ways: f64,
}

impl Tally {
    pub(super) fn of_counts(items: usize, contests: &[Contest]) -> Result<Self, BradleyTerryError> {
        contests.iter().enumerate().try_for_each(|(row, contest)| contest.check(row, items))?;
        Ok(Self {
            unit: contests.iter().map(Contest::total).fold(0.0, f64::max),
            counted: contests.iter().filter(|contest| contest.total() > 0.0).count(),
            log_ways: total(contests.iter().map(log_ways)),
            contests: contests.to_vec(),
        })
    }

    /// Counts comparisons that are alike once, so that a fit costs by pairs of items and not by respondents.
    ///
    /// Outcomes are kept apart, and each comparison stays a contest of its own in the deviance. Weights are added up from the
    /// smallest to the largest, so that the order in which comparisons came makes no difference to the last bit.
    pub(super) fn of_comparisons(
        weights: &[f64],
        items: usize,
        comparisons: &[Comparison],
    ) -> Result<Self, BradleyTerryError> {
        let respondents = weights.len();
        let mut lines = Vec::with_capacity(comparisons.len());
        for (row, &Comparison { respondent, first, second, outcome }) in comparisons.iter().enumerate() {
            let unknown = BradleyTerryError::UnknownRespondent { row, respondent, respondents };
            let weight = *weights.get(respondent).ok_or(unknown)?;
            contest(first, second, outcome, weight).check(row, items)?;
            lines.push(((first, second, outcome), weight));
        }
        lines.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let (mut contests, mut ways) = (Vec::new(), Compensated::default());
        for alike in lines.chunk_by(|a, b| a.0 == b.0) {
            let (first, second, outcome) = alike[0].0;
            contests.push(contest(first, second, outcome, total(alike.iter().map(|line| line.1))));
            if outcome == Outcome::Tied {
                for line in alike {
                    ways.add(log_ways(&contest(first, second, outcome, line.1)));
                }
            }
        }
        let counted = lines.iter().filter(|line| line.1 > 0.0).count();
        let unit = weights.iter().copied().fold(0.0, f64::max);
        Ok(Self { contests, unit, counted, log_ways: ways.value() })
    }

    /// Who was ever preferred to whom.
    pub(super) fn beats(&self, items: usize) -> Beats {
        let mut beats = Beats::none(items);
        for contest in &self.contests {
            if contest.first_wins > 0.0 {
                beats.win(contest.first, contest.second);
            }
            if contest.second_wins > 0.0 {
                beats.win(contest.second, contest.first);
            }
        }
        beats
    }
}

fn contest(first: usize, second: usize, outcome: Outcome, weight: f64) -> Contest {
    let (first_wins, second_wins) = match outcome {
        Outcome::First => (weight, 0.0),
        Outcome::Second => (0.0, weight),
        Outcome::Tied => (weight / 2.0, weight / 2.0),
    };
    Contest { first, second, first_wins, second_wins, advantage: Advantage::First }
}
