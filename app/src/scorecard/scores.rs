//! The columns of a scorecard with what the team's scores come to; none where the plan has no criteria.

use domain::{criterion::Criterion, question::Values};
use export::Described;

use super::column;
use crate::{
    appraisal::{Appraisal, AppraisedPriority},
    words::appraisal::PUBLIC_SUPPORT,
};

/// Describes the columns.
pub(super) fn columns(appraisal: Option<&Appraisal>) -> Vec<Described> {
    let Some(Appraisal { criteria, .. }) = appraisal else { return Vec::new() };
    let scored = |Criterion { id, name, points, .. }: &Criterion| {
        let label = format!("The mean of two scores from 0 to 5 on: {name}, which has {points} swing points");
        column(&format!("score.{id}"), &label, Values::Number)
    };
    let support = criteria.support.map(|points| {
        let label = format!("{PUBLIC_SUPPORT} as a score from 0 to 5, which has {points} swing points");
        column("score.public-support", &label, Values::Number)
    });
    let whole = || Values::Whole(Vec::new());
    let value = [
        column("value", "What the scores come to with the swing points, as a share from 0 to 1", Values::Number),
        column("value_place", "Its place by value, from 1", whole()),
        column("value_place_from", "Its first place where one swing has half its points or double", whole()),
        column("value_place_to", "Its last place where one swing has half its points or double", whole()),
    ];
    criteria.scored.iter().map(scored).chain(support).chain(value).collect()
}

/// Gives the cells of a priority.
pub(super) fn cells(appraisal: Option<&Appraisal>, label: &str) -> Vec<String> {
    let Some(appraisal) = appraisal else { return Vec::new() };
    let Some(priority) = appraisal.priority(label) else {
        return vec![String::new(); columns(Some(appraisal)).len()];
    };
    let AppraisedPriority { means, support, value, place, places, .. } = priority;
    let share = |share: Option<f64>| share.map(|share| share.to_string()).unwrap_or_default();
    let whole = |place: Option<usize>| place.map(|place| place.to_string()).unwrap_or_default();
    let support = appraisal.criteria.support.map(|_| share(*support));
    let means = means.iter().map(|mean| share(*mean));
    let places = [*place, places.map(|(first, _)| first), places.map(|(_, last)| last)];
    means.chain(support).chain([share(*value)]).chain(places.map(whole)).collect()
}
