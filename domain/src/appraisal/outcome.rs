//! What the scores come to: the value of each priority by the swing points, its place, and how far places hang on the points.

use std::collections::BTreeMap;

use super::ScoredPriority;
use crate::{
    criterion::{MOST_SCORE, Value, ranked},
    plan::{Criteria, Support},
};

/// What the swing points are multiplied by, so that a half and the double of one are whole: as they are, halved and doubled.
const AS_THEY_ARE: u32 = 2;
const HALVED: u32 = 1;
const DOUBLED: u32 = 4;

/// What the scores of one priority come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Appraised {
    /// The mean score on each criterion that the team scores, once two people have scored it and where both could tell.
    pub means: Vec<Option<f64>>,
    /// The score for public support, where that is a criterion and the figure is told.
    pub support: Option<f64>,
    /// Its value; `None` before two people have scored it, and where both could tell nothing.
    pub value: Option<Value>,
    /// Its place among those with a value, from 1.
    pub place: Option<usize>,
    /// The first and the last place that it has where one swing after the other is worth half as much, or double.
    pub places: Option<(usize, usize)>,
}

/// A swing with the sum of two scores on it, where there are any.
type Scored = Vec<Option<(u32, u32)>>;

/// Works out what scores come to, in the order of the priorities; each with its support where that is told.
///
/// # Formula
/// The value is that of [`Value::of`], over the criteria that both scored. Each swing in turn gets half its points and double, and all
/// priorities get their places anew.
pub fn appraise(criteria: &Criteria, priorities: &[(&ScoredPriority, Option<Support>)]) -> Vec<Appraised> {
    let scored: Vec<Option<Scored>> =
        priorities.iter().map(|(priority, support)| sums(criteria, priority, *support)).collect();
    let with = |swing: usize, factor: u32| {
        let of = |place: usize| if place == swing { factor } else { AS_THEY_ARE };
        placed(&scored, &of)
    };
    let swings = criteria.points().count();
    let changes: Vec<_> = (0..swings).flat_map(|swing| [HALVED, DOUBLED].map(|factor| with(swing, factor))).collect();
    let places = placed(&scored, &|_| AS_THEY_ARE);
    let appraised = |(number, scored): (usize, &Option<Scored>)| {
        let place = places.get(&number).copied();
        let all = || changes.iter().chain([&places]).filter_map(|places| places.get(&number).copied());
        let mean = |scored: Option<(u32, u32)>| scored.map(|(_, sum)| f64::from(sum) / 2.0);
        let means = || scored.iter().flatten().map(|scored| mean(*scored));
        let team = criteria.scored.len();
        Appraised {
            means: if scored.is_some() { means().take(team).collect() } else { vec![None; team] },
            support: means().nth(team).flatten(),
            value: scored.as_ref().and_then(|scored| value(scored, &|_| AS_THEY_ARE)),
            place,
            places: all().min().zip(all().max()),
        }
    };
    scored.iter().enumerate().map(appraised).collect()
}

/// Gives each swing with the sum of two scores; none before two people have scored the priority.
fn sums(criteria: &Criteria, priority: &ScoredPriority, support: Option<Support>) -> Option<Scored> {
    priority.is_scored().then(|| {
        let lines = priority.lines(criteria, None);
        let team = lines.iter().map(|line| Some((line.criterion.points, line.sum()?)));
        let public = criteria.support.map(|points| Some((points, twice(support?))));
        team.chain(public).collect()
    })
}

/// Gives twice the score that support stands for: nothing where it is low, half of the most where it is medium, the most where it is high.
fn twice(support: Support) -> u32 {
    let most = u32::from(MOST_SCORE);
    match support {
        Support::Low => 0,
        Support::Medium => most,
        Support::High => 2 * most,
    }
}

fn value(scored: &Scored, factor: &impl Fn(usize) -> u32) -> Option<Value> {
    let both = scored.iter().enumerate().filter_map(|(place, scored)| Some((factor(place), (*scored)?)));
    Value::of(both.map(|(factor, (points, sum))| (factor * points, sum)))
}

fn placed(scored: &[Option<Scored>], factor: &impl Fn(usize) -> u32) -> BTreeMap<usize, usize> {
    let one = |(number, scored): (usize, &Option<Scored>)| Some((number, value(scored.as_ref()?, factor)?));
    let values: Vec<(usize, Value)> = scored.iter().enumerate().filter_map(one).collect();
    ranked(&values)
}
