//! What a question found: a figure for each priority, weighted beside unweighted, in order.

use weighting::{
    estimate::{Estimate, EstimateError, Estimates, Sample, choosing, point_shares, ranking},
    quality::{Gate, Kish},
};

use super::{Method, Scale, Vote, few};

/// How close two figures are before they share a rank; below this they differ by rounding only.
const SAME: f64 = 1e-12;

/// The findings of one question.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The question and how its answers were counted.
    pub scale: Scale,
    /// How many respondents answered it.
    pub answered: usize,
    /// What the weights of those who answered cost; `None` without weights or answers.
    pub cost: Option<Kish>,
    /// The priorities, the highest first by the figure that leads and those that are withheld last; empty if nobody
    /// answered.
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
    pub(super) supporters: usize,
    /// What was found; `None` where it rests on too few people to be shown.
    pub figures: Option<Figures>,
}

/// What was found for a priority.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
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

impl Figures {
    /// Gives the rank by the figure that leads.
    pub fn rank(self) -> usize {
        self.weighted_rank.unwrap_or(self.unweighted_rank)
    }
}

impl Figure {
    /// Gives the figure that leads: weighted if it can be.
    pub fn leading(&self) -> f64 {
        self.weighted.unwrap_or(self.unweighted)
    }
}

impl Finding {
    /// Makes the findings of a question, weighted where the weights of those who answered it allow that.
    pub fn new(scale: &Scale, votes: &[Option<Vote>], weights: Option<&[f64]>) -> Result<Self, EstimateError> {
        let answered = votes.iter().flatten().count();
        let cost = weights.and_then(|weights| cost(votes, weights));
        let mut finding = Self { scale: scale.clone(), answered, cost, rows: Vec::new() };
        if answered == 0 {
            return Ok(finding);
        }
        let weights = weights.filter(|_| finding.is_weighted());
        let sample = match weights {
            Some(weights) => Sample::fixed(weights)?,
            None => Sample::unweighted(votes.len())?,
        };
        let (main, second) = estimate(scale, votes, &sample)?;
        let figure = |estimate: &Estimate| Figure {
            unweighted: estimate.unweighted,
            weighted: weights.map(|_| estimate.weighted),
        };
        for (place, option) in scale.options.iter().enumerate() {
            let Some(priority) = option.priority.clone() else { continue };
            finding.rows.push(Row {
                option: place,
                priority,
                label: option.label.clone(),
                supporters: votes.iter().flatten().filter(|vote| vote.supports(place)).count(),
                figures: Some(Figures {
                    main: figure(&main[place]),
                    second: second.as_ref().map(|second| figure(&second[place])),
                    unweighted_rank: 0,
                    weighted_rank: None,
                }),
            });
        }
        rank(&mut finding.rows);
        Ok(finding)
    }

    /// Says whether weighted figures of this question may be shown.
    pub fn is_weighted(&self) -> bool {
        self.gate().is_some_and(|gate| gate != Gate::Red)
    }

    /// Judges the weights of those who answered; `None` where there are none.
    pub fn gate(&self) -> Option<Gate> {
        self.cost.map(Kish::gate)
    }

    /// Says whether so few answered that nothing of the question is shown, not even how many.
    pub fn is_withheld(&self) -> bool {
        few::is_small(self.answered)
    }

    /// Takes away the figures that rest on too few people.
    pub(super) fn withhold(mut self) -> Self {
        let supporters: Vec<usize> = self.rows.iter().map(|row| row.supporters).collect();
        let is_withheld = self.is_withheld();
        for (row, is_small) in self.rows.iter_mut().zip(few::withheld(&supporters)) {
            row.figures = row.figures.filter(|_| !is_withheld && !is_small);
        }
        self.cost = self.cost.filter(|_| !is_withheld);
        let place = |row: &Row| row.figures.map_or(usize::MAX, Figures::rank);
        self.rows.sort_by_key(|row| (place(row), row.option));
        self
    }
}

/// Measures what the weights of those who answered cost; weights that cannot be measured are as good as none.
fn cost(votes: &[Option<Vote>], weights: &[f64]) -> Option<Kish> {
    let answered = votes.iter().zip(weights).filter(|(vote, _)| vote.is_some());
    Kish::of(&answered.map(|(_, weight)| *weight).collect::<Vec<_>>()).ok()
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
            (each(point_shares(sample, options, &given)?), None)
        }
    })
}

/// Ranks the rows by both figures and puts them in the order of the one that leads.
fn rank(rows: &mut [Row]) {
    let place = |values: &[f64], value: f64| 1 + values.iter().filter(|other| **other > value + SAME).count();
    let mains: Vec<Figure> = rows.iter().filter_map(|row| row.figures.map(|figures| figures.main)).collect();
    let unweighted: Vec<f64> = mains.iter().map(|main| main.unweighted).collect();
    let weighted: Vec<f64> = mains.iter().filter_map(|main| main.weighted).collect();
    for figures in rows.iter_mut().filter_map(|row| row.figures.as_mut()) {
        figures.unweighted_rank = place(&unweighted, figures.main.unweighted);
        figures.weighted_rank = figures.main.weighted.map(|value| place(&weighted, value));
    }
    rows.sort_by_key(|row| (row.figures.map(Figures::rank), row.option));
}
