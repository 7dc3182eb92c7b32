//! Criteria: by what two people score something from 0 to 5, and what their scores come to with swing points.
//!
//! The sift of proposals and the appraisal of priorities rest on this. Who may score, and who sees it, is theirs to say.

use std::{cmp::Ordering, collections::BTreeMap};

use serde::{Deserialize, Serialize};

/// The points of the criterion whose swing matters most.
pub const MOST_POINTS: u32 = 100;
/// The highest score.
pub const MOST_SCORE: u8 = 5;
/// From how many scores apart two people differ.
pub const APART: u8 = 2;
/// How long the name of a criterion may be.
pub const NAME_LIMIT: usize = 120;
/// How long the words may be that say what the lowest or the highest score means.
pub const MEANING_LIMIT: usize = 500;

/// By what something is scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its identity, which stays as long as it means the same.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What the lowest score means.
    pub lowest: String,
    /// What the highest score means.
    pub highest: String,
    /// How much the swing from the lowest to the highest matters, beside that of the criterion with [`MOST_POINTS`].
    pub points: u32,
}

/// What somebody gave on a criterion; nothing where they cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(pub Option<u8>);

/// Says whether there is a score on each of the criteria, and on nothing else.
pub fn is_whole(criteria: &[Criterion], scores: &BTreeMap<String, Score>) -> bool {
    let is_score = |id: &String| scores.get(id).is_some_and(|score| score.0.is_none_or(|score| score <= MOST_SCORE));
    criteria.iter().map(|criterion| &criterion.id).all(is_score) && scores.len() == criteria.len()
}

/// A criterion with the scores of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScoreLine<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// What the first hand gave.
    pub first: Option<Score>,
    /// What the second hand gave.
    pub second: Option<Score>,
}

impl ScoreLine<'_> {
    /// Gives the scores where both gave one.
    pub fn both(&self) -> Option<(u8, u8)> {
        self.first?.0.zip(self.second?.0)
    }

    /// Gives the sum of the scores where both gave one.
    pub fn sum(&self) -> Option<u32> {
        self.both().map(|(first, second)| u32::from(first + second))
    }

    /// Gives the mean where both gave a score.
    pub fn mean(&self) -> Option<f64> {
        self.sum().map(|sum| f64::from(sum) / 2.0)
    }

    /// Says whether they are so far apart that it should be talked about.
    pub fn is_apart(&self) -> bool {
        self.both().is_some_and(|(first, second)| first.abs_diff(second) >= APART)
    }
}

/// What something is worth by the scores of two people: so many of so many, kept whole so that equal ones are equal.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    points: u32,
    of: u32,
}

impl Value {
    /// Gives the value of swing points, each with the sum of two scores; none where there are no points.
    ///
    /// # Formula
    /// The sum of swing points x mean score over 5 x the sum of swing points: an additive value model with swing weights (Department for
    /// Communities and Local Government 2009, Multi-criteria analysis: a manual).
    pub fn of(scored: impl IntoIterator<Item = (u32, u32)>) -> Option<Self> {
        let (points, of) = scored
            .into_iter()
            .fold((0, 0), |(points, of), (swing, sum)| (points + swing * sum, of + swing * 2 * u32::from(MOST_SCORE)));
        (of > 0).then_some(Self { points, of })
    }

    /// Gives it as a share from 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.points) / f64::from(self.of)
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        let product = |points: u32, of: u32| u64::from(points) * u64::from(of);
        product(self.points, other.of).cmp(&product(other.points, self.of))
    }
}

/// Gives each its place, the largest value first; equal ones share a place.
pub fn ranked<K: Clone + Ord>(values: &[(K, Value)]) -> BTreeMap<K, usize> {
    let place = |value: &Value| 1 + values.iter().filter(|(_, other)| other > value).count();
    values.iter().map(|(key, value)| (key.clone(), place(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_the_formula_of_a_hand_calculation_gives() {
        // By hand: (100 x 4.5 + 50 x 2) / (5 x 150).
        let value = Value::of([(100, 9), (50, 4)]).unwrap();
        assert!((value.share() - 550.0 / 750.0).abs() < 1e-12);
        assert_eq!(Value::of([]), None);
        assert_eq!(Value::of([(0, 9)]), None);
    }

    #[test]
    fn equal_values_share_a_place() {
        let value = |points, of| Value { points, of };
        let places = ranked(&[(1, value(1, 2)), (2, value(3, 4)), (3, value(5, 10)), (4, value(1, 3))]);
        assert_eq!(places, BTreeMap::from([(1, 2), (2, 1), (3, 2), (4, 4)]));
    }
}
