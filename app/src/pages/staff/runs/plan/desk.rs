//! What a plan is written with, and the form of it.

use std::str::FromStr;

use domain::{
    decimal::Decimal,
    fields::Fields,
    plan::{
        Cutoffs, Estimator, LEAST_REPLICATES, MOST_CAP, MOST_REPLICATES, Plan, PlanFault, PlannedLevel, PlannedMargin,
        REASONS_LIMIT, USUAL_BOUNDS, USUAL_CUTOFFS, WeightBounds, is_fixed,
    },
    question::{AnswerOption, Number, Question, QuestionKind},
    questionnaire::Questionnaire,
    refusal::{Reason, Refusal},
};
use store::{MarginLevel, StoredPlan};

use super::{
    super::{
        super::{
            asking::{Asks, Told, choice, choices, lines, number, option},
            labels::Labels,
        },
        Weighing,
    },
    criteria, merging,
    pooling::{self, Offered},
};
use crate::{
    error::PageError,
    state::AppState,
    words::{analysis, capital},
};

/// The most priorities that checks may look at.
const MOST_TOP: u32 = 50;

/// What a plan is written with.
pub(super) struct Desk {
    pub(super) weighing: Weighing,
    pub(super) questionnaire: Option<Questionnaire>,
    /// The margins that there are counts for and that the questionnaire asks for.
    pub(super) counted: Vec<PlannedMargin>,
    /// What panels can be pooled with.
    pub(super) offered: Offered,
    /// The words for segments.
    pub(super) labels: Labels,
}

impl Desk {
    pub(super) async fn find(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let weighing = Weighing::find(state, slug).await?;
        let version = state.store.find_current_version(weighing.consultation.id).await?;
        let questionnaire = version.map(|version| version.questionnaire);
        let levels = state.store.list_margin_levels().await?;
        let asked = |name: &str| {
            questionnaire.as_ref().is_some_and(|questionnaire| questionnaire.roles.margins.contains_key(name))
        };
        let counted = counted(&levels).into_iter().filter(|margin| asked(&margin.name)).collect();
        let labels = questionnaire.as_ref().map(Labels::new).unwrap_or_default();
        let offered = Offered::find(state, labels.clone(), weighing.plans.first().map(|plan| &plan.plan)).await?;
        Ok(Self { weighing, questionnaire, counted, offered, labels })
    }

    /// Gives the plan that stands, fixed or not.
    pub(super) fn current(&self) -> Option<&StoredPlan> {
        self.weighing.plans.first()
    }

    /// Gives the plan that can be written.
    pub(super) fn open(&self) -> Option<&StoredPlan> {
        self.current().filter(|plan| !is_fixed(&plan.signatures))
    }

    /// Proposes a plan; none, where the questionnaire has nothing to weigh.
    pub(super) fn proposed(&self, state: &AppState) -> Option<Plan> {
        let mut seed = [0; 4];
        state.entropy.fill(&mut seed);
        Plan::proposed(self.questionnaire.as_ref()?, self.counted.clone(), u32::from_be_bytes(seed))
    }

    /// Gives the questions whose answers count for priorities.
    pub(super) fn countable(&self) -> impl Iterator<Item = &Question> {
        self.questionnaire.iter().flat_map(Questionnaire::counting)
    }

    /// Asks for everything that a plan plans.
    pub(super) fn questions(&self) -> Vec<Question> {
        let mut questions = self.basics();
        questions.extend(merging::questions(&self.counted));
        questions.extend(self.offered.questions());
        questions.extend(criteria::questions());
        questions
    }

    /// Asks for what every plan needs.
    pub(super) fn basics(&self) -> Vec<Question> {
        let asked: Vec<AnswerOption> = self.countable().map(|question| option(&question.id, &question.text)).collect();
        let margins = || {
            self.counted.iter().map(|margin| option(&margin.name, &capital(&analysis::margin(&margin.name)))).collect()
        };
        let mut questions = vec![
            choice("headline", "Which question makes the weighting?", asked)
                .hint("Other questions are shown beside it, and never merged with it."),
        ];
        if !self.counted.is_empty() {
            questions.push(
                choices("margins", "What are residents weighted to?", margins())
                    .optional()
                    .hint("Weighting makes those who responded look like the people who live here in these ways."),
            );
            questions.push(
                choices("merges", "Where may a level with fewer than 10 respondents be merged with the one beside it?", margins())
                    .optional()
                    .hint("That makes sense for ages. Where it is not allowed, a level with too few people can keep the answers from being weighted."),
            );
        }
        questions.extend([
            decimal("floor", "What may a respondent count for at the least?", 1, 99)
                .hint("In respondents. The usual is 0.2."),
            decimal("cap", "What may a respondent count for at the most?", 101, MOST_CAP)
                .hint("In respondents. The usual is 5."),
            number("medium", "From what share of respondents is support medium?", 1, 99).hint("In percent."),
            number("high", "From what share of respondents is support high?", 2, 100).hint("In percent."),
            number("top", "How many of the first priorities matter most?", 1, MOST_TOP)
                .hint("Checks say whether these stay the same when a decision of the plan is changed."),
            number(
                "replicates",
                "How often are the answers drawn again for the ranges?",
                LEAST_REPLICATES,
                MOST_REPLICATES,
            )
            .hint("The usual is 1,000."),
            lines("reasons", "Why is it planned so?", REASONS_LIMIT).hint("Everybody can read this with the results."),
        ]);
        questions
    }

    /// Reads a plan out of a form.
    pub(super) fn read(&self, fields: &Fields, seed: u32) -> Result<Plan, Vec<Refusal>> {
        let questions = self.questions();
        let mut told = Told::new(&questions, fields);
        let headline = told.chosen("headline").map(str::to_owned).unwrap_or_default();
        let question = self.countable().find(|question| question.id == headline);
        let (chosen, merges) = (told.all_chosen("margins"), told.all_chosen("merges"));
        let margins = self.counted.iter().filter(|margin| chosen.contains(&margin.name)).cloned();
        let merging = |margin: PlannedMargin| {
            let merge_list = merging::read(&mut told, &margin);
            PlannedMargin { merges_neighbours: merges.contains(&margin.name), merge_list, ..margin }
        };
        let margins = margins.map(merging).collect();
        for margin in self.counted.iter().filter(|margin| !chosen.contains(&margin.name)) {
            merging::refuse_unused(&mut told, margin);
        }
        let pooling = self.offered.read(&mut told, fields);
        let criteria = criteria::read(&mut told, fields);
        let respondents = |field: &str| told.decimal(field).and_then(hundredths);
        // What cannot be read is refused already; in its place stands what is usual, so that the rest is judged too.
        let plan = Plan {
            estimator: question.and_then(|question| Estimator::of(&question.kind)).unwrap_or(Estimator::SplitVote),
            margins,
            bounds: WeightBounds {
                floor: respondents("floor").unwrap_or(USUAL_BOUNDS.floor),
                cap: respondents("cap").unwrap_or(USUAL_BOUNDS.cap),
            },
            cutoffs: Cutoffs {
                medium: told.number("medium").unwrap_or(USUAL_CUTOFFS.medium),
                high: told.number("high").unwrap_or(USUAL_CUTOFFS.high),
            },
            top: told.number("top").unwrap_or(1),
            replicates: told.number("replicates").unwrap_or(LEAST_REPLICATES),
            reasons: told.needed_words("reasons"),
            pooling,
            criteria,
            headline,
            seed,
        };
        for fault in self.questionnaire.iter().flat_map(|questionnaire| plan.check(questionnaire)) {
            let (field, reason) = self.say_fault(&plan, &fault);
            told.refuse(&field, reason);
        }
        let refusals = told.refusals(&questions);
        if refusals.is_empty() { Ok(plan) } else { Err(refusals) }
    }

    /// Says which field of the form a fault is put right in, and how.
    fn say_fault(&self, plan: &Plan, fault: &PlanFault) -> (String, Reason) {
        let (field, reason) = match fault {
            PlanFault::NothingToWeigh { .. } | PlanFault::WrongEstimator { .. } => ("headline", Reason::NotOffered),
            PlanFault::NotAsked { .. } | PlanFault::NobodyLivesThere { .. } => ("margins", Reason::NotOffered),
            PlanFault::BadMerging { margin } => return merging::say_fault(margin),
            PlanFault::BadBounds => ("cap", Reason::TooSmall { least: say_hundredths(101) }),
            PlanFault::BadCutoffs => ("high", Reason::TooSmall { least: (plan.cutoffs.medium + 1).to_string() }),
            PlanFault::BadTop { most } => ("top", Reason::TooLarge { most: most.to_string() }),
            PlanFault::NoReasons => ("reasons", Reason::Missing),
            PlanFault::BadReplicates => ("replicates", Reason::TooSmall { least: LEAST_REPLICATES.to_string() }),
            PlanFault::Pooling(fault) => return self.offered.say_fault(plan, fault),
            PlanFault::Criteria(fault) => return criteria::say_fault(fault),
        };
        (field.to_owned(), reason)
    }
}

/// Asks for a number of respondents with two decimals, within bounds in hundredths.
fn decimal(id: &str, text: &str, least: u32, most: u32) -> Question {
    let bound = |hundredths: u32| Decimal::parse(&say_hundredths(hundredths)).ok();
    let bounds = Number { least: bound(least), most: bound(most), decimals: 2, ..Number::default() };
    Question { required: true, ..Question::new(id, text, QuestionKind::Number(bounds)) }
}

pub(super) fn say_hundredths(amount: u32) -> String {
    let words = format!("{}.{:02}", amount / 100, amount % 100);
    words.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Reads a number with up to two decimals as hundredths.
fn hundredths(number: Decimal) -> Option<u32> {
    let words = number.to_string();
    let (whole, part) = words.split_once('.').unwrap_or((&words, ""));
    let part = u32::from_str(&format!("{part:0<2}")).ok()?;
    u32::from_str(whole).ok()?.checked_mul(100)?.checked_add(part)
}

/// Gathers the counts margin by margin; those that no plan can hold are left out.
fn counted(levels: &[MarginLevel]) -> Vec<PlannedMargin> {
    let mut margins: Vec<PlannedMargin> = Vec::new();
    for level in levels {
        let Ok(count) = u32::try_from(level.count) else { continue };
        let planned = PlannedLevel { code: level.level.clone(), label: level.label.clone(), count };
        match margins.last_mut().filter(|margin| margin.name == level.name) {
            Some(margin) => margin.levels.push(planned),
            None => margins.push(PlannedMargin {
                name: level.name.clone(),
                levels: vec![planned],
                merges_neighbours: false,
                merge_list: Vec::new(),
                source: level.source.clone(),
            }),
        }
    }
    margins
}

/// Fills the form in as a plan has it.
pub(super) fn filled(plan: &Plan) -> Fields {
    let text = |name: &str, value: String| (name.to_owned(), value);
    let mut fields = vec![
        text("headline", plan.headline.clone()),
        text("floor", say_hundredths(plan.bounds.floor)),
        text("cap", say_hundredths(plan.bounds.cap)),
        text("medium", plan.cutoffs.medium.to_string()),
        text("high", plan.cutoffs.high.to_string()),
        text("top", plan.top.to_string()),
        text("replicates", plan.replicates.to_string()),
        text("reasons", plan.reasons.clone()),
    ];
    fields.extend(plan.margins.iter().map(|margin| text("margins", margin.name.clone())));
    let merging = plan.margins.iter().filter(|margin| margin.merges_neighbours);
    fields.extend(merging.map(|margin| text("merges", margin.name.clone())));
    fields.extend(plan.margins.iter().filter_map(merging::filled));
    fields.extend(plan.pooling.iter().flat_map(pooling::filled));
    fields.extend(plan.criteria.iter().flat_map(criteria::filled));
    Fields::new(fields)
}
