//! The whole weighting of a consultation, or the reason why there is none.

use weighting::{
    estimate::EstimateError,
    margin::{MarginError, Placement},
    quality::{Gate, Kish},
    rake::{Bounds, RakeError, Raked, Side, rake_bounded},
};

use super::{Breakdown, Finding, Makeup, Population, SegmentSize, Tally, breakdown, is_small, tally::Group};

/// The least that a respondent may count for, in respondents.
pub const LEAST: f64 = 0.2;
/// The most that a respondent may count for, in respondents: the cap of the American National Election Studies.
pub const MOST: f64 = 5.0;

/// The findings of a consultation.
#[derive(Clone, Debug)]
pub struct Report {
    /// How many residents responded.
    pub residents: usize,
    /// What the weighting costs, or why the answers are not weighted.
    pub weighting: Result<Weighed, NotWeighted>,
    /// The residents' findings, question by question; empty if no resident responded.
    pub findings: Vec<Finding>,
    /// Which residents responded, beside who lives here.
    pub makeup: Vec<Makeup>,
    /// The other segments.
    pub segments: Vec<SegmentSize>,
    /// What they answered.
    pub breakdowns: Vec<Breakdown>,
}

/// What weights cost, where they may be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// The effective sample size and the design effect.
    pub kish: Kish,
    /// Whether the figures may lead plainly or with a warning.
    pub gate: Gate,
    /// How many respondents are held at the cap.
    pub at_cap: usize,
}

/// The reasons why answers are not weighted.
#[derive(Clone, Debug, PartialEq)]
pub enum NotWeighted {
    /// Nobody has loaded population counts for what the questionnaire asks.
    NoMargins,
    /// No resident responded.
    NoRespondents,
    /// Nobody stands for a level in which people live.
    EmptyLevel {
        /// The margin.
        margin: String,
        /// The level as the counts name it.
        level: String,
    },
    /// One level would need weights past the cap or the floor.
    OutOfBounds {
        /// The margin.
        margin: String,
        /// The level as the counts name it.
        level: String,
        /// What each respondent in it would have to count for; `None` where that would tell how few they are.
        needed: Option<f64>,
        /// The most or the least that is allowed.
        bound: f64,
        /// Which of the two it is.
        side: Side,
    },
    /// No weights meet all margins together.
    NotMet,
    /// The weights differ so much that little is left to stand on.
    TooUneven(Kish),
    /// The counts or the answers cannot be weighted at all.
    Unusable(String),
}

/// Weighs the residents and reports on everybody.
///
/// # Errors
/// Refuses answers that do not belong to their question, which the store should never hold.
pub fn report(tally: &Tally) -> Result<Report, EstimateError> {
    let nobody = Group::default();
    let residents = tally.residents().unwrap_or(&nobody);
    let (weighting, raked) = match weigh(&tally.population, residents) {
        Ok((weighed, raked)) => (Ok(weighed), Some(raked)),
        Err(reason) => (Err(reason), None),
    };
    let weights = raked.as_ref().map(Raked::weights);
    let findings = tally.scales.iter().zip(&residents.votes);
    let findings = findings.map(|(scale, votes)| Finding::new(scale, votes, weights).map(Finding::withhold));
    Ok(Report {
        residents: residents.respondents,
        weighting,
        findings: findings.collect::<Result<_, _>>()?,
        makeup: Makeup::list(&tally.population, residents, weights),
        segments: breakdown::sizes(tally),
        breakdowns: breakdown::breakdowns(tally)?,
    })
}

fn weigh(population: &Population, group: &Group) -> Result<(Weighed, Raked), NotWeighted> {
    if group.respondents == 0 {
        return Err(NotWeighted::NoRespondents);
    }
    let margins = population.margins.iter().zip(&group.codes);
    let placements: Vec<_> = margins.map(|(margin, codes)| Placement::new(&margin.margin, codes)).collect();
    let raked = rake_bounded(&placements, None, Bounds::new(LEAST, MOST)?);
    let raked = raked.map_err(|error| withhold_needed(error.into(), population, group))?;
    let kish = Kish::of(raked.weights()).map_err(|error| NotWeighted::Unusable(error.to_string()))?;
    match kish.gate() {
        Gate::Red => Err(NotWeighted::TooUneven(kish)),
        gate => Ok((Weighed { kish, gate, at_cap: raked.at_upper() }, raked)),
    }
}

/// Takes away from a reason what would tell how few respondents are in a level.
fn withhold_needed(mut reason: NotWeighted, population: &Population, group: &Group) -> NotWeighted {
    if let NotWeighted::OutOfBounds { margin, level, needed, .. } = &mut reason {
        let known = population.margins.iter().position(|known| known.margin.name() == margin);
        let code = known.and_then(|place| population.margins[place].margin.code_of(level));
        let codes = known.map_or(&[][..], |place| &group.codes[place]);
        *needed = needed.filter(|_| !is_small(codes.iter().filter(|each| code.is_some() && **each == code).count()));
    }
    reason
}

impl From<RakeError> for NotWeighted {
    fn from(error: RakeError) -> Self {
        match error {
            RakeError::NoMargins => Self::NoMargins,
            RakeError::NoRespondents => Self::NoRespondents,
            RakeError::Margin(MarginError::EmptyLevel { margin, level, .. }) => Self::EmptyLevel { margin, level },
            RakeError::OutOfBounds { margin, level, side, bound, needed } => {
                Self::OutOfBounds { margin, level, needed: Some(needed), bound, side }
            }
            RakeError::NotMet { .. } => Self::NotMet,
            other => Self::Unusable(other.to_string()),
        }
    }
}
