//! What the team's scores of priorities come to beside a weighting: as staff see it, and as an edition keeps it for good.
//!
//! It says nothing of who scored what.

use std::collections::BTreeMap;

use domain::{
    appraisal::{Appraised, ScoredPriority, Sight, appraise},
    plan::{Criteria, Support},
};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError, StoredPlan};

/// An appraisal of priorities on the criteria of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Appraisal {
    /// The criteria, as they are fixed with the plan.
    pub criteria: Criteria,
    /// The priorities, in the order of the weighting; those that are withheld there stand last, by name.
    pub priorities: Vec<AppraisedPriority>,
    /// How many of the scores of a person for a priority that stand were given with what in sight.
    pub sights: BTreeMap<Sight, usize>,
    /// How many scorings there were in all, with those that were changed later.
    pub given: usize,
}

/// What the scores of one priority come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AppraisedPriority {
    /// The code of the priority.
    pub priority: String,
    /// What people read for it.
    pub label: String,
    /// The mean score on each criterion that the team scores.
    pub means: Vec<Option<f64>>,
    /// The score for public support.
    pub support: Option<f64>,
    /// The value, as a share from 0 to 1.
    pub value: Option<f64>,
    /// The place among those with a value, from 1.
    pub place: Option<usize>,
    /// The first and the last place where one swing after the other is worth half as much, or double.
    pub places: Option<(usize, usize)>,
}

/// A priority of a weighting: its code, what people read for it, and its support where that is told.
pub type WithSupport = (String, String, Option<Support>);

impl Appraisal {
    /// Finds what is scored under a plan and works out what it comes to; nothing where the plan has no criteria.
    ///
    /// # Errors
    /// Fails where the database does.
    pub async fn find(store: &Store, plan: &StoredPlan, told: &[WithSupport]) -> Result<Option<Self>, StoreError> {
        let Some(criteria) = &plan.plan.criteria else { return Ok(None) };
        Ok(Some(Self::of(criteria, &store.list_scored_priorities(plan.id).await?, told)))
    }

    /// Works out what scores come to.
    fn of(criteria: &Criteria, scored: &[ScoredPriority], told: &[WithSupport]) -> Self {
        let nobody = ScoredPriority::default();
        let find = |code: &str| scored.iter().find(|scored| scored.priority == code).unwrap_or(&nobody);
        let priorities: Vec<_> = told.iter().map(|(code, _, support)| (find(code), *support)).collect();
        let mut sights = BTreeMap::new();
        for entry in priorities.iter().flat_map(|(scored, _)| scored.both()) {
            *sights.entry(entry.scoring.sight).or_default() += 1;
        }
        let line = |((priority, label, _), appraised): (&WithSupport, Appraised)| AppraisedPriority {
            priority: priority.clone(),
            label: label.clone(),
            means: appraised.means,
            support: appraised.support,
            value: appraised.value.map(domain::criterion::Value::share),
            place: appraised.place,
            places: appraised.places,
        };
        Self {
            criteria: criteria.clone(),
            priorities: told.iter().zip(appraise(criteria, &priorities)).map(line).collect(),
            sights,
            given: priorities.iter().map(|(scored, _)| scored.entries.len()).sum(),
        }
    }

    /// Finds a priority by what people read for it.
    pub fn priority(&self, label: &str) -> Option<&AppraisedPriority> {
        self.priorities.iter().find(|priority| priority.label == label)
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        appraisal::{Scoring, ScoringEntry},
        coding::Hand,
        criterion::{Criterion, Score},
    };

    use super::*;

    fn scored(priority: &str, sights: &[Sight]) -> ScoredPriority {
        let entry = |(hand, sight): (Hand, &Sight)| ScoringEntry {
            scoring: Scoring {
                hand,
                scores: BTreeMap::from([("c1".to_owned(), Score(Some(4)))]),
                reason: None,
                sight: *sight,
            },
            account: None,
            at: chrono::DateTime::UNIX_EPOCH,
        };
        let entries = [Hand::First, Hand::Second].into_iter().zip(sights).map(entry).collect();
        ScoredPriority { priority: priority.to_owned(), entries }
    }

    #[test]
    fn scores_are_found_by_the_code_of_a_priority_and_told_in_the_order_of_the_weighting() {
        let criterion = Criterion {
            id: "c1".into(),
            name: "Evidence".into(),
            lowest: "None".into(),
            highest: "Most".into(),
            points: 100,
        };
        let criteria = Criteria { scored: vec![criterion], support: None };
        let all = [
            scored("H1", &[Sight::Unseen, Sight::Public]),
            scored("H2", &[Sight::Unseen]),
            scored("H9", &[Sight::Seen, Sight::Seen]),
        ];
        let told = |code: &str| (code.to_owned(), format!("Priority {code}"), None);
        let appraisal = Appraisal::of(&criteria, &all, &[told("H2"), told("H1"), told("H3")]);
        let values: Vec<_> =
            appraisal.priorities.iter().map(|one| (one.priority.as_str(), one.value, one.place)).collect();
        assert_eq!(values, [("H2", None, None), ("H1", Some(0.8), Some(1)), ("H3", None, None)]);
        assert_eq!(appraisal.sights, BTreeMap::from([(Sight::Unseen, 2), (Sight::Public, 1)]));
        let written = serde_json::to_string(&appraisal).unwrap();
        assert_eq!(serde_json::from_str::<Appraisal>(&written).unwrap(), appraisal);
    }
}
