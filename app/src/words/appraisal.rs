//! Words for the criteria of a plan, and for what the team's scores come to beside the weighting.

use std::collections::BTreeMap;

use domain::{
    appraisal::{ScoringFault, Sight},
    criterion::{MOST_POINTS, MOST_SCORE},
    plan::Criteria,
};
use weighting::pool::{SwingConcern, swing_weights};

use super::{Labelled, numbers};
use crate::appraisal::AppraisedPriority;

/// What public support is called among the criteria.
pub const PUBLIC_SUPPORT: &str = "Public support";
/// What is said of scores beside a weighting before anything that they come to.
pub const APART: &str = "The weighting shows what people who responded want. What the team scored stands beside it: neither changes the other, and nothing adds them up.";
/// What is said of places that hang on the swing points.
pub const HALF_OR_DOUBLE: &str = "The last column shows the place where the points of each criterion in turn are halved and doubled, and all places are worked out again.";

/// The four usual criteria: what each is called, and what its lowest and its highest score mean.
pub const USUAL: [(&str, [&str; 2]); 4] = [
    ("Evidence", ["An opinion alone", "Surveys or studies that anybody can read show that it is needed here"]),
    ("National objective", ["It serves no national objective for nature", "A national objective depends on it here"]),
    ("Deliverability", ["Nobody could do it in ten years", "Somebody is ready to do it, with the money and the land"]),
    ("Scope", ["The strategy can do nothing about it", "It is what the strategy is for, all over its area"]),
];

impl Labelled for Sight {
    fn label(self) -> &'static str {
        match self {
            Self::Unseen => "before figures were seen",
            Self::Seen => "after a look at figures",
            Self::Public => "after results were public",
        }
    }
}

/// Says why a priority cannot be scored so.
pub fn fault(fault: ScoringFault) -> &'static str {
    match fault {
        ScoringFault::HandsTaken => "Two others score this priority",
        ScoringFault::NotAsked => "The criteria are others than those that you scored. They are below as they are now",
        ScoringFault::NoReason => "You have scored this priority before. Say why you change that",
    }
}

/// Says what each score for public support stands for.
pub fn support_meaning() -> String {
    let half = f64::from(MOST_SCORE) / 2.0;
    format!("The run gives it: low support is 0, medium is {half} and high is {MOST_SCORE}")
}

/// Says what to think over before the swing points of criteria are signed; nothing where they raise no concern.
pub fn advice(criteria: &Criteria) -> Vec<String> {
    let points: Vec<f64> = criteria.points().map(f64::from).collect();
    let concerns = swing_weights(&points).map(|weights| weights.concerns).unwrap_or_default();
    let name = |place: usize| criteria.scored.get(place).map_or(PUBLIC_SUPPORT, |criterion| &criterion.name);
    let say = |concern: &SwingConcern| {
        match concern {
        SwingConcern::NoneAtHundred { .. } => Some(format!(
            "No criterion has {MOST_POINTS} points. Give them to the one whose swing matters most, and compare the others with it."
        )),
        SwingConcern::NoSwing { criterion } => {
            Some(format!("‘{}’ has no points, so its scores change nothing.", name(*criterion)))
        }
        SwingConcern::AllEqual => Some(
            "All swings have the same points. People give that who rate how important a criterion sounds. Ask again which swing from 0 to 5 you would choose first."
                .to_owned(),
        ),
        // Nobody is asked for an order or for ratios beside the points.
        SwingConcern::OrderContradicted { .. } | SwingConcern::RatioContradicted { .. } => None,
    }
    };
    concerns.iter().filter_map(say).collect()
}

/// Says what share of all points the swing of a criterion has.
pub fn weight(points: u32, criteria: &Criteria) -> String {
    let all: u32 = criteria.points().sum();
    numbers::percent(f64::from(points) / f64::from(all.max(1)))
}

/// Says with what in sight the scorings that stand were made; nothing before there are any.
pub fn sights(sights: &BTreeMap<Sight, usize>) -> Option<String> {
    let all: usize = sights.values().sum();
    let part = |(sight, count): (&Sight, &usize)| format!("{} {}", numbers::whole(*count), sight.label());
    let parts: Vec<String> = sights.iter().map(part).collect();
    (all > 0).then(|| {
        let count = numbers::count(all, "scoring counts", "scorings count");
        format!("{count}, each of one person for one priority: {}.", parts.join(", "))
    })
}

/// Says from which place to which one a priority comes out.
pub fn places(priority: &AppraisedPriority) -> Option<String> {
    let (first, last) = priority.places?;
    Some(if first == last { first.to_string() } else { format!("{first} to {last}") })
}

#[cfg(test)]
mod tests {
    use domain::criterion::Criterion;

    use super::*;

    fn criteria(points: &[u32], support: Option<u32>) -> Criteria {
        let criterion = |(place, points): (usize, &u32)| Criterion {
            id: format!("c{place}"),
            name: USUAL[place].0.to_owned(),
            lowest: String::new(),
            highest: String::new(),
            points: *points,
        };
        Criteria { scored: points.iter().enumerate().map(criterion).collect(), support }
    }

    #[test]
    fn points_that_give_reason_to_ask_again_are_told_and_others_are_not() {
        let told = |points: &[u32], support| advice(&criteria(points, support)).join(" ");
        assert_eq!(told(&[100, 40], Some(60)), "");
        assert!(told(&[100, 100], None).contains("All swings have the same points"));
        assert!(told(&[90, 40], None).contains("No criterion has 100 points"));
        assert!(told(&[100, 0], None).contains("‘National objective’ has no points"));
        assert!(told(&[100, 40], Some(0)).contains("‘Public support’ has no points"));
    }
}
