//! The criteria of a plan: by what the team scores priorities beside the weighting, and how much the swing on each matters.
//!
//! What people support is one criterion and not the answer. It is never blended into the weighting: the weighting of residents is the
//! same with criteria and without.

use serde::{Deserialize, Serialize};

use crate::criterion::{Criterion, MOST_POINTS};

/// The most criteria that a plan has: beyond them nobody can tell what a swing means beside all others.
pub const MOST_CRITERIA: usize = 8;

/// By what priorities are scored beside the weighting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criteria {
    /// What the team scores, in the order of the form.
    pub scored: Vec<Criterion>,
    /// The swing points of public support, of which the run gives the score; `None` where it is none of the criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<u32>,
}

/// One thing in the criteria of a plan that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CriteriaFault {
    /// Nothing is left for the team to score.
    NothingScored,
    /// There are more than a plan has.
    TooMany {
        /// How many there are.
        given: usize,
    },
    /// A criterion has no name or does not say what its scores mean, or another has its identity.
    Unsaid {
        /// The criterion, by its identity.
        criterion: String,
    },
    /// A swing has more points than the one that matters most can have.
    TooManyPoints {
        /// The criterion, by its identity; `None` where it is public support.
        criterion: Option<String>,
    },
    /// No swing has any points, so that nothing could be told from scores.
    NoPoints,
}

impl Criteria {
    /// Gives the swing points of all criteria, those of public support last.
    pub fn points(&self) -> impl Iterator<Item = u32> + '_ {
        self.scored.iter().map(|criterion| criterion.points).chain(self.support)
    }

    /// Lists what makes no sense in them.
    pub(super) fn check(&self) -> Vec<CriteriaFault> {
        let mut faults = Vec::new();
        if self.scored.is_empty() {
            faults.push(CriteriaFault::NothingScored);
        } else if self.scored.len() > MOST_CRITERIA {
            faults.push(CriteriaFault::TooMany { given: self.scored.len() });
        }
        for (place, criterion) in self.scored.iter().enumerate() {
            let is_blank = |words: &String| words.trim().is_empty();
            let is_again = self.scored[..place].iter().any(|other| other.id == criterion.id);
            let is_unsaid = [&criterion.name, &criterion.lowest, &criterion.highest].into_iter().any(is_blank);
            if is_again || is_unsaid {
                faults.push(CriteriaFault::Unsaid { criterion: criterion.id.clone() });
            } else if criterion.points > MOST_POINTS {
                faults.push(CriteriaFault::TooManyPoints { criterion: Some(criterion.id.clone()) });
            }
        }
        if self.support.is_some_and(|points| points > MOST_POINTS) {
            faults.push(CriteriaFault::TooManyPoints { criterion: None });
        }
        if faults.is_empty() && self.points().all(|points| points == 0) {
            faults.push(CriteriaFault::NoPoints);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Plan, PlanFault, judge::tests::questionnaire};

    fn criterion(id: &str, points: u32) -> Criterion {
        Criterion {
            id: id.into(),
            name: format!("Criterion {id}"),
            lowest: "Nothing".into(),
            highest: "All of it".into(),
            points,
        }
    }

    fn criteria(scored: Vec<Criterion>) -> Criteria {
        Criteria { scored, support: None }
    }

    fn two() -> Criteria {
        criteria(vec![criterion("c1", 100), criterion("c2", 0)])
    }

    #[test]
    fn criteria_whose_swings_have_points_make_sense_also_where_one_has_none() {
        assert_eq!(two().check(), []);
        assert_eq!(Criteria { support: Some(MOST_POINTS), ..two() }.check(), []);
    }

    #[test]
    fn a_plan_proposes_no_criteria_and_tells_what_is_wrong_with_some() {
        let plan = Plan::proposed(&questionnaire(), Vec::new(), 7).unwrap();
        assert_eq!(plan.criteria, None);
        let plan = Plan { reasons: "So.".into(), criteria: Some(criteria(Vec::new())), ..plan };
        let faults = plan.check(&questionnaire());
        assert_eq!(faults, [PlanFault::Criteria(CriteriaFault::NothingScored)]);
    }

    #[test]
    fn public_support_alone_and_more_than_anybody_can_weigh_are_told() {
        let alone = Criteria { support: Some(100), ..criteria(Vec::new()) };
        assert_eq!(alone.check(), [CriteriaFault::NothingScored]);
        let many: Vec<_> = (0..=MOST_CRITERIA).map(|place| criterion(&format!("c{place}"), 100)).collect();
        assert_eq!(criteria(many).check(), [CriteriaFault::TooMany { given: MOST_CRITERIA + 1 }]);
    }

    #[test]
    fn a_criterion_says_what_it_is_and_what_its_scores_mean() {
        let unsaid = |change: fn(&mut Criterion)| {
            let mut all = two();
            change(&mut all.scored[1]);
            all.check()
        };
        let told = [CriteriaFault::Unsaid { criterion: "c2".into() }];
        assert_eq!(unsaid(|criterion| criterion.name = " ".into()), told);
        assert_eq!(unsaid(|criterion| criterion.lowest = String::new()), told);
        assert_eq!(unsaid(|criterion| criterion.highest = String::new()), told);
        let again = criteria(vec![criterion("c1", 100), criterion("c1", 50)]);
        assert_eq!(again.check(), [CriteriaFault::Unsaid { criterion: "c1".into() }]);
    }

    #[test]
    fn swing_points_beyond_the_most_and_none_at_all_are_told() {
        let large = criteria(vec![criterion("c1", MOST_POINTS + 1)]);
        assert_eq!(large.check(), [CriteriaFault::TooManyPoints { criterion: Some("c1".into()) }]);
        let large = Criteria { support: Some(MOST_POINTS + 1), ..two() };
        assert_eq!(large.check(), [CriteriaFault::TooManyPoints { criterion: None }]);
        let none = Criteria { support: Some(0), ..criteria(vec![criterion("c1", 0)]) };
        assert_eq!(none.check(), [CriteriaFault::NoPoints]);
    }

    #[test]
    fn a_plan_from_before_there_were_criteria_is_read_and_written_as_it_was() {
        let plan = Plan::proposed(&questionnaire(), Vec::new(), 7).unwrap();
        let written = serde_json::to_string(&plan).unwrap();
        assert!(!written.contains("criteria"), "{written}");
        assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), plan);
        let scored = Plan { criteria: Some(Criteria { support: Some(50), ..two() }), ..plan };
        let written = serde_json::to_string(&scored).unwrap();
        assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), scored);
    }
}
