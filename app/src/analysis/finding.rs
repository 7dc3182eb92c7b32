//! What a question found: a figure for each priority, weighted beside unweighted, in order.

use weighting::estimate::{Estimate, EstimateError, Estimates, Sample, choosing, points, ranking};

use super::{Method, Scale, Vote};

/// How close two figures are before they share a rank; below this they differ by rounding only.
const SAME: f64 = 1e-12;

/// The findings of one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The question and how its answers were counted.
    pub scale: Scale,
    /// How many respondents answered it.
    pub answered: usize,
    /// The priorities, the highest first by the figure that leads; empty if nobody answered.
    pub rows: Vec<Row>,
}

/// One priority in the findings of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The place of the option in [`Scale::options`].
    pub option: usize,
    /// The code of the priority.
    pub priority: String,
    /// The option as people read it.
    pub label: String,
    /// How many respondents chose it, ranked it or gave it points.
    pub supporters: usize,
    /// The main figure: share choosing, share of ranking points, or mean share of points.
    pub main: Figure,
    /// The figure beside it: one vote split over choices, or the share that put it first.
    pub second: Option<Figure>,
    /// Its rank by the unweighted main figure, from 1; equal figures share a rank.
    pub unweighted_rank: usize,
    /// Its rank by the weighted main figure.
    pub weighted_rank: Option<usize>,
}

/// A share, before and after weighting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// With each respondent counted once.
    pub unweighted: f64,
    /// With the weights, where there are any.
    pub weighted: Option<f64>,
}

impl Figure {
    /// Gives the figure that leads: weighted if it can be.
    pub fn leading(&self) -> f64 {
        self.weighted.unwrap_or(self.unweighted)
    }
}

impl Finding {
    /// Makes the findings of a question; without weights all figures are unweighted.
    pub fn new(scale: &Scale, votes: &[Option<Vote>], weights: Option<&[f64]>) -> Result<Self, EstimateError> {
        let answered = votes.iter().flatten().count();
        if answered == 0 {
            return Ok(Self { scale: scale.clone(), answered, rows: Vec::new() });
        }
        let sample = match weights {
            Some(weights) => Sample::fixed(weights)?,
            None => Sample::unweighted(votes.len())?,
        };
        let (main, second) = estimate(scale, votes, &sample)?;
        let figure = |estimate: &Estimate| Figure {
            unweighted: estimate.unweighted,
            weighted: weights.map(|_| estimate.weighted),
        };
        let mut rows: Vec<Row> = Vec::new();
        for (place, option) in scale.options.iter().enumerate() {
            let Some(priority) = option.priority.clone() else { continue };
            rows.push(Row {
                option: place,
                priority,
                label: option.label.clone(),
                supporters: votes.iter().flatten().filter(|vote| vote.supports(place)).count(),
                main: figure(&main[place]),
                second: second.as_ref().map(|second| figure(&second[place])),
                unweighted_rank: 0,
                weighted_rank: None,
            });
        }
        rank(&mut rows);
        Ok(Self { scale: scale.clone(), answered, rows })
    }
}

/// The main figure of each option, and the one beside it.
type Pair = (Vec<Estimate>, Option<Vec<Estimate>>);

fn estimate(scale: &Scale, votes: &[Option<Vote>], sample: &Sample<'_>) -> Result<Pair, EstimateError> {
    let options = scale.options.len();
    let chosen = || -> Vec<Option<&[usize]>> { votes.iter().map(|vote| vote.as_ref().map(Vote::options)).collect() };
    let each = |estimates: Estimates| estimates.each;
    Ok(match scale.method {
        Method::Choosing => {
            let choices = choosing(sample, options, &chosen())?;
            (each(choices.choosing), Some(each(choices.split)))
        }
        Method::Ranking { places } => {
            let ranked = ranking(sample, options, places, &chosen())?;
            (each(ranked.borda.shares()?), Some(each(ranked.first)))
        }
        Method::Points => {
            let given: Vec<Option<&[f64]>> = votes.iter().map(|vote| vote.as_ref().map(Vote::points)).collect();
            (each(points(sample, options, &given)?), None)
        }
    })
}

/// Ranks the rows by both figures and puts them in the order of the one that leads.
fn rank(rows: &mut [Row]) {
    let place = |values: &[f64], value: f64| 1 + values.iter().filter(|other| **other > value + SAME).count();
    let unweighted: Vec<f64> = rows.iter().map(|row| row.main.unweighted).collect();
    let weighted: Vec<f64> = rows.iter().filter_map(|row| row.main.weighted).collect();
    for row in rows.iter_mut() {
        row.unweighted_rank = place(&unweighted, row.main.unweighted);
        row.weighted_rank = row.main.weighted.map(|value| place(&weighted, value));
    }
    rows.sort_by_key(|row| (row.weighted_rank.unwrap_or(row.unweighted_rank), row.option));
}
