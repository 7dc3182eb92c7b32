//! What makes no sense in a plan, and the plan that is proposed at first.

use super::{
    Criteria, CriteriaFault, Cutoffs, Estimator, LEAST_REPLICATES, MOST_CAP, MOST_REPLICATES, Plan, PlannedMargin,
    PoolingFault, USUAL_BOUNDS, USUAL_CUTOFFS, WeightBounds,
};
use crate::{
    question::Question,
    questionnaire::{QuestionId, Questionnaire},
};

/// One thing in a plan that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanFault {
    /// The question of the headline is not asked, or its answers count for no priorities.
    NothingToWeigh {
        /// The question.
        question: QuestionId,
    },
    /// The answers to the question cannot be worked out so.
    WrongEstimator {
        /// The question.
        question: QuestionId,
    },
    /// No question tells the level of a respondent on a margin.
    NotAsked {
        /// The margin.
        margin: String,
    },
    /// A margin has no levels with people in them.
    NobodyLivesThere {
        /// The margin.
        margin: String,
    },
    /// A margin merges levels both beside each other and by a list, or its list pairs what are not two of its levels.
    BadMerging {
        /// The margin.
        margin: String,
    },
    /// The least that a respondent counts for is not between nothing and one, or the most not between one and the limit.
    BadBounds,
    /// High support begins below medium, or beyond everybody.
    BadCutoffs,
    /// The checks look at no priority, or at more than there are.
    BadTop {
        /// How many there are.
        most: usize,
    },
    /// The answers are drawn again too few or too many times.
    BadReplicates,
    /// It does not say why it is planned so.
    NoReasons,
    /// The panels cannot be pooled so.
    Pooling(PoolingFault),
    /// Priorities cannot be scored so.
    Criteria(CriteriaFault),
}

impl Plan {
    /// Proposes a plan: the first question that counts for priorities, every margin that is asked for and counted, the bounds
    /// and draws that are usual; `None`, where nothing counts for priorities.
    pub fn proposed(questionnaire: &Questionnaire, counted: Vec<PlannedMargin>, seed: u32) -> Option<Self> {
        let headline = questionnaire.counting().next()?;
        let asked = |margin: &PlannedMargin| questionnaire.roles.margins.contains_key(&margin.name);
        Some(Self {
            headline: headline.id.clone(),
            estimator: Estimator::of(&headline.kind)?,
            margins: counted.into_iter().filter(asked).collect(),
            bounds: USUAL_BOUNDS,
            cutoffs: USUAL_CUTOFFS,
            top: u32::try_from(priorities(headline).min(3)).unwrap_or(3),
            replicates: 1_000,
            seed,
            reasons: String::new(),
            pooling: None,
            criteria: None,
        })
    }

    /// Lists what makes no sense in the plan for a questionnaire.
    pub fn check(&self, questionnaire: &Questionnaire) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        let question = questionnaire.counting().find(|question| question.id == self.headline);
        match question {
            None => faults.push(PlanFault::NothingToWeigh { question: self.headline.clone() }),
            Some(question) if Estimator::of(&question.kind) != Some(self.estimator) => {
                faults.push(PlanFault::WrongEstimator { question: self.headline.clone() });
            }
            Some(_) => {}
        }
        for margin in &self.margins {
            let name = || margin.name.clone();
            if !questionnaire.roles.margins.contains_key(&margin.name) {
                faults.push(PlanFault::NotAsked { margin: name() });
            } else if margin.levels.iter().all(|level| level.count == 0) {
                faults.push(PlanFault::NobodyLivesThere { margin: name() });
            }
            if !margin.merges_well() {
                faults.push(PlanFault::BadMerging { margin: name() });
            }
        }
        let WeightBounds { floor, cap } = self.bounds;
        if !(1..100).contains(&floor) || !(101..=MOST_CAP).contains(&cap) {
            faults.push(PlanFault::BadBounds);
        }
        let Cutoffs { medium, high } = self.cutoffs;
        if medium == 0 || medium >= high || high > 100 {
            faults.push(PlanFault::BadCutoffs);
        }
        let most = question.map_or(usize::MAX, priorities);
        if !(1..=most).contains(&usize::try_from(self.top).unwrap_or(usize::MAX)) {
            faults.push(PlanFault::BadTop { most });
        }
        if !(LEAST_REPLICATES..=MOST_REPLICATES).contains(&self.replicates) {
            faults.push(PlanFault::BadReplicates);
        }
        if self.reasons.trim().is_empty() {
            faults.push(PlanFault::NoReasons);
        }
        let pooling = self.pooling.iter().flat_map(|pooling| pooling.check(questionnaire));
        faults.extend(pooling.map(PlanFault::Pooling));
        let criteria = self.criteria.iter().flat_map(Criteria::check);
        faults.extend(criteria.map(PlanFault::Criteria));
        faults
    }
}

fn priorities(question: &Question) -> usize {
    question.kind.options().iter().filter(|option| option.priority.is_some()).count()
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;
    use crate::plan::PlannedLevel;

    pub(in crate::plan) fn questionnaire() -> Questionnaire {
        let option = |id: &str| json!({ "id": id, "label": id, "priority": id.to_uppercase() });
        let questions = json!([
            { "id": "sex", "text": "Sex?", "kind": { "single_choice": { "options": [{ "id": "f", "label": "F", "stands_for": "female" }] } } },
            { "id": "picks", "text": "Which?", "kind": { "multiple_choice": { "options": [option("a"), option("b"), option("c"), option("d")] } } },
            { "id": "why", "text": "Why?", "kind": { "text": { "limit": 20 } } },
        ]);
        let page = json!({ "id": "page", "title": "Page", "questions": questions });
        serde_json::from_value(json!({ "pages": [page], "roles": { "margins": { "sex": "sex" } } })).unwrap()
    }

    fn margin(name: &str, count: u32) -> PlannedMargin {
        let levels = vec![PlannedLevel { code: "female".into(), label: "Female".into(), count }];
        PlannedMargin {
            name: name.into(),
            levels,
            merges_neighbours: true,
            merge_list: Vec::new(),
            source: "Census".into(),
        }
    }

    fn plan() -> Plan {
        let proposed = Plan::proposed(&questionnaire(), vec![margin("age_band", 10), margin("sex", 10)], 7).unwrap();
        Plan { reasons: "It asks for habitats.".into(), ..proposed }
    }

    #[test]
    fn what_is_proposed_makes_sense_and_weighs_to_what_is_asked_and_counted() {
        let plan = plan();
        assert_eq!(plan.check(&questionnaire()), []);
        let silent = Plan { reasons: " ".into(), ..plan.clone() };
        assert_eq!(silent.check(&questionnaire()), [PlanFault::NoReasons]);
        assert_eq!((plan.headline.as_str(), plan.estimator), ("picks", Estimator::SplitVote));
        let margins: Vec<&str> = plan.margins.iter().map(|margin| margin.name.as_str()).collect();
        assert_eq!((margins, plan.top, plan.seed), (vec!["sex"], 3, 7));
    }

    #[test]
    fn nothing_is_proposed_where_nothing_counts_for_priorities() {
        let mut asking = questionnaire();
        asking.pages[0].questions.remove(1);
        assert_eq!(Plan::proposed(&asking, Vec::new(), 7), None);
    }

    #[test]
    fn a_headline_that_counts_for_nothing_is_told() {
        for question in ["why", "gone"] {
            let plan = Plan { headline: question.into(), ..plan() };
            assert_eq!(plan.check(&questionnaire()), [PlanFault::NothingToWeigh { question: question.into() }]);
        }
        let plan = Plan { estimator: Estimator::BordaPoints, ..plan() };
        assert_eq!(plan.check(&questionnaire()), [PlanFault::WrongEstimator { question: "picks".into() }]);
    }

    #[test]
    fn a_margin_that_nobody_can_be_held_against_is_told() {
        let plan = Plan { margins: vec![margin("age_band", 10), margin("sex", 0)], ..plan() };
        let faults =
            [PlanFault::NotAsked { margin: "age_band".into() }, PlanFault::NobodyLivesThere { margin: "sex".into() }];
        assert_eq!(plan.check(&questionnaire()), faults);
    }

    #[test]
    fn levels_are_merged_in_one_way_and_by_pairs_of_levels_that_there_are() {
        let merging = |merges_neighbours: bool, pairs: &[[&str; 2]]| {
            let merge_list = pairs.iter().map(|pair| pair.map(str::to_owned)).collect();
            let mut margin = PlannedMargin { merges_neighbours, merge_list, ..margin("sex", 10) };
            margin.levels.push(PlannedLevel { code: "male".into(), label: "Male".into(), count: 10 });
            Plan { margins: vec![margin], ..plan() }.check(&questionnaire())
        };
        let (first, second) = ("female", "male");
        assert_eq!(merging(false, &[[first, second], [second, first]]), []);
        for (merges_neighbours, pair) in [(true, [first, second]), (false, [first, first]), (false, [first, "x"])] {
            assert_eq!(
                merging(merges_neighbours, &[pair]),
                [PlanFault::BadMerging { margin: "sex".into() }],
                "{pair:?}"
            );
        }
    }

    #[test]
    fn numbers_that_cannot_be_are_told() {
        let found = |plan: Plan| plan.check(&questionnaire());
        for bounds in [(0, 500), (100, 500), (20, 100), (20, MOST_CAP + 1)] {
            let bounds = WeightBounds { floor: bounds.0, cap: bounds.1 };
            assert_eq!(found(Plan { bounds, ..plan() }), [PlanFault::BadBounds]);
        }
        for (medium, high) in [(0, 60), (60, 60), (60, 30), (30, 101)] {
            assert_eq!(found(Plan { cutoffs: Cutoffs { medium, high }, ..plan() }), [PlanFault::BadCutoffs]);
        }
        for top in [0, 5] {
            assert_eq!(found(Plan { top, ..plan() }), [PlanFault::BadTop { most: 4 }]);
        }
        for replicates in [LEAST_REPLICATES - 1, MOST_REPLICATES + 1] {
            assert_eq!(found(Plan { replicates, ..plan() }), [PlanFault::BadReplicates]);
        }
    }
}
