//! The numbers behind shares: for each priority one column with what each respondent gives it.

use domain::plan::Estimator;
use weighting::aggregate::kendall_tau;

use super::super::{Method, Scale, Vote, makeup::number};

/// The options of a question that point at priorities, and what each respondent gives them.
pub(super) struct Columns {
    /// The places of the options in [`Scale::options`].
    options: Vec<usize>,
    /// For each option what each respondent gives it; `None` for those who did not answer.
    pub given: Vec<Vec<Option<f64>>>,
    /// For each option whether each respondent supports it at all, as 1 and 0.
    pub supported: Vec<Vec<Option<f64>>>,
    /// For each option what each respondent gives it by another way of counting the same answers.
    pub otherwise: Vec<Vec<Option<f64>>>,
}

impl Columns {
    /// Reads the votes of a question.
    pub(super) fn of(scale: &Scale, votes: &[Option<Vote>]) -> Self {
        let with_priority = |place: &usize| scale.options[*place].priority.is_some();
        let options: Vec<usize> = (0..scale.options.len()).filter(with_priority).collect();
        let column = |give: &dyn Fn(&Vote, usize) -> f64| -> Vec<Vec<Option<f64>>> {
            let of_option =
                |place: &usize| votes.iter().map(|vote| vote.as_ref().map(|vote| give(vote, *place))).collect();
            options.iter().map(of_option).collect()
        };
        let supports = |vote: &Vote, place: usize| f64::from(u8::from(vote.supports(place)));
        Self {
            given: column(&|vote, place| give(scale.method, vote, place)),
            supported: column(&supports),
            otherwise: match scale.method {
                Method::Ranking { .. } => {
                    column(&|vote, place| f64::from(u8::from(vote.options().first() == Some(&place))))
                }
                Method::Choosing | Method::Points => column(&supports),
            },
            options,
        }
    }

    /// How the other way of counting is called.
    pub(super) fn otherwise_is(scale: &Scale) -> &'static str {
        match scale.method {
            Method::Choosing => "how many chose it, whatever else they chose",
            Method::Ranking { .. } => "how many put it first",
            Method::Points => "how many gave it any points",
        }
    }

    /// Gives the places of the options in [`Scale::options`].
    pub(super) fn options(&self) -> &[usize] {
        &self.options
    }

    /// Says for each respondent whether they answered.
    pub(super) fn answered(&self) -> Vec<bool> {
        self.given.first().map(|column| column.iter().map(Option::is_some).collect()).unwrap_or_default()
    }
}

/// What one respondent gives an option.
fn give(method: Method, vote: &Vote, place: usize) -> f64 {
    match method {
        Method::Choosing if vote.supports(place) => 1.0 / number(vote.options().len()),
        Method::Choosing => 0.0,
        Method::Ranking { places } => {
            let rank = vote.options().iter().position(|option| *option == place);
            rank.map_or(0.0, |rank| number(places.saturating_sub(rank)))
        }
        Method::Points => vote.points().get(place).map_or(0.0, |points| points / vote.points().iter().sum::<f64>()),
    }
}

/// Says how a way of counting is planned.
pub(super) fn estimator(method: Method) -> Estimator {
    match method {
        Method::Choosing => Estimator::SplitVote,
        Method::Ranking { .. } => Estimator::BordaPoints,
        Method::Points => Estimator::SharedPoints,
    }
}

/// Gives the weighted mean of each column over those who answered; nothing where nobody did.
pub(super) fn means(columns: &[Vec<Option<f64>>], weights: &[f64]) -> Option<Vec<f64>> {
    let mean = |column: &Vec<Option<f64>>| {
        let known = || column.iter().zip(weights).filter_map(|(value, weight)| value.map(|value| (value, *weight)));
        let total: f64 = known().map(|(_, weight)| weight).sum();
        (total > 0.0).then(|| known().map(|(value, weight)| value * weight).sum::<f64>() / total)
    };
    columns.iter().map(mean).collect()
}

/// Brings amounts to shares of 1; nothing where they add up to nothing.
pub(super) fn shares(amounts: &[f64]) -> Option<Vec<f64>> {
    let total: f64 = amounts.iter().sum();
    (total > 0.0).then(|| amounts.iter().map(|amount| amount / total).collect())
}

/// Gives what each of those who answered adds to each share: their gift to it less its share of all that they gave, in the unit of
/// shares. What everybody adds to a share has a weighted mean of nothing.
pub(super) fn added(columns: &[Vec<Option<f64>>], weights: &[f64]) -> Option<Vec<Vec<Option<f64>>>> {
    let centres = means(columns, weights)?;
    let total: f64 = centres.iter().sum();
    let given = |row: usize| -> f64 { columns.iter().filter_map(|column| column[row]).sum() };
    let all: Vec<f64> = (0..weights.len()).map(given).collect();
    let of_column = |(column, centre): (&Vec<Option<f64>>, &f64)| {
        let share = centre / total;
        let each = column.iter().zip(&all).map(|(value, all)| value.map(|value| (value - share * all) / total));
        each.collect()
    };
    Some(columns.iter().zip(&centres).map(of_column).collect())
}

/// Gives the standard deviation, over those who answered, of what each of them adds to each share.
pub(super) fn deviations(columns: &[Vec<Option<f64>>], weights: &[f64]) -> Option<Vec<f64>> {
    let square = |column: &Vec<Option<f64>>| column.iter().map(|value| value.map(|value| value * value)).collect();
    let squares: Vec<Vec<Option<f64>>> = added(columns, weights)?.iter().map(square).collect();
    Some(means(&squares, weights)?.into_iter().map(f64::sqrt).collect())
}

/// Compares two orders of the same priorities.
pub(super) fn tau(first: &[f64], second: &[f64]) -> Option<f64> {
    kendall_tau(first, second).ok().flatten()
}
