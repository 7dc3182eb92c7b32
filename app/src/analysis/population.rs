//! Who lives here, by the margins that the questionnaire asks about.

use std::collections::BTreeMap;

use domain::{
    answer::{Answers, Outcome},
    plan::{Plan, PlannedLevel, PlannedMargin},
    questionnaire::{QuestionId, Questionnaire},
};
use store::MarginLevel;
use weighting::margin::{Margin, MarginError};

/// The margins that respondents are held against, all of one total.
#[derive(Clone, Debug)]
pub struct Population {
    /// The margins in the order of their names.
    pub margins: Vec<PopulationMargin>,
    /// The margins that the questionnaire asks about and that nobody has loaded counts for.
    pub without_counts: Vec<String>,
}

/// One margin with the words for its levels.
#[derive(Clone, Debug)]
pub struct PopulationMargin {
    /// The counts, scaled to the common total.
    pub margin: Margin,
    /// The levels for people, in the order of the counts.
    pub labels: Vec<String>,
    /// Where the counts come from.
    pub source: String,
}

impl Population {
    /// Gathers the margins for which a questionnaire has questions, and brings them to the total of the first.
    pub fn new(questionnaire: &Questionnaire, levels: &[MarginLevel]) -> Result<Self, MarginError> {
        Self::of(questionnaire.roles.margins.keys(), levels)
    }

    fn of<'a>(names: impl Iterator<Item = &'a String>, levels: &[MarginLevel]) -> Result<Self, MarginError> {
        let mut population = Self { margins: Vec::new(), without_counts: Vec::new() };
        for name in names {
            let levels: Vec<_> = levels.iter().filter(|level| level.name == *name).collect();
            if levels.is_empty() {
                population.without_counts.push(name.clone());
                continue;
            }
            let margin = Margin::new(name, levels.iter().map(|level| (level.level.as_str(), people(level.count))))?;
            let total = population.margins.first().map_or(margin.total(), |first| first.margin.total());
            population.margins.push(PopulationMargin {
                margin: margin.normalised_to(total)?,
                labels: levels.iter().map(|level| level.label.clone()).collect(),
                source: levels.first().map(|level| level.source.clone()).unwrap_or_default(),
            });
        }
        Ok(population)
    }

    /// Takes the margins of a plan, with the counts that it was written with.
    pub fn planned(plan: &Plan) -> Result<Self, MarginError> {
        let of = |margin: &PlannedMargin| {
            let level = |(place, level): (i64, &PlannedLevel)| MarginLevel {
                name: margin.name.clone(),
                level: level.code.clone(),
                label: level.label.clone(),
                count: i64::from(level.count),
                place,
                source: margin.source.clone(),
            };
            (0..).zip(&margin.levels).map(level).collect::<Vec<_>>()
        };
        let levels: Vec<MarginLevel> = plan.margins.iter().flat_map(of).collect();
        Self::of(plan.margins.iter().map(|margin| &margin.name), &levels)
    }

    /// Gives the level of one respondent on each margin; `None` where it is not known.
    pub fn place(&self, questionnaire: &Questionnaire, outcomes: &BTreeMap<QuestionId, Outcome>) -> Vec<Option<usize>> {
        let level = |margin: &Margin| {
            let question = questionnaire.roles.margins.get(margin.name())?;
            let answer = outcomes.get(question)?.answer()?;
            let answers = Answers::from([(question.clone(), answer.clone())]);
            margin.code_of(questionnaire.stands_for(question, &answers)?)
        };
        self.margins.iter().map(|each| level(&each.margin)).collect()
    }
}

/// Gives a count as a number to calculate with; one that cannot be a count is refused with its margin.
fn people(count: i64) -> f64 {
    u32::try_from(count).map_or(f64::NAN, f64::from)
}
