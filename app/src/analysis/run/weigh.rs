//! The weights of a run: residents raked to the margins of the plan within its bounds, or everybody counted once and why.

use domain::plan::Plan;
use weighting::{
    margin::Placement,
    merge::{Merged, Neighbours, Thresholds, merge_levels},
    quality::{Gate, Kish},
    rake::{Bounds, Raked, rake_bounded},
};

use super::{
    super::{Population, makeup::number, tally::Group},
    LevelShares, MarginShares, MergedLevel, Quality, RunError, Weights, unusable,
};

/// The residents with their weights.
pub(super) struct Weighted {
    /// What each resident counts for: 1 where nothing is weighted.
    pub weights: Vec<f64>,
    /// The weights with what they were fitted to, and within which bounds; `None` where nothing is weighted.
    pub fitted: Option<(Raked, Bounds)>,
    /// What the weights of those who answered cost.
    pub design_effect: f64,
    effective: f64,
    refusal: Option<String>,
    quality: Quality,
    at_floor: usize,
    at_cap: usize,
    merged: Vec<Merged>,
}

impl Weighted {
    /// Weighs residents, of whom some answered, by a plan.
    pub(super) fn of(
        plan: &Plan,
        population: &Population,
        residents: &Group,
        is_answered: &[bool],
    ) -> Result<Self, RunError> {
        let hundredths = |amount: u32| f64::from(amount) / 100.0;
        let bounds = Bounds::new(hundredths(plan.bounds.floor), hundredths(plan.bounds.cap)).map_err(unusable)?;
        let raked = merged(plan, population, residents).and_then(|merged| {
            let placements: Vec<_> = merged.iter().map(Merged::placement).collect();
            if placements.is_empty() {
                return Err("the plan weights to nothing".to_owned());
            }
            let raked = rake_bounded(&placements, None, bounds).map_err(|error| error.to_string())?;
            Ok((raked, merged))
        });
        let (raked, merged) = match raked {
            Ok(made) => made,
            Err(refusal) => return Self::refused(refusal, residents, is_answered),
        };
        let weights = raked.weights().to_vec();
        let kish = cost(&weights, is_answered)?;
        let is_whole = merged.iter().all(|margin| margin.merges().is_empty());
        let quality = match kish.gate() {
            Gate::Red => return Self::refused(too_little(kish), residents, is_answered),
            Gate::Green if is_whole => Quality::Green,
            Gate::Green | Gate::Amber => Quality::Amber,
        };
        // A weight at a bound is the bound but for its last bits.
        let held = |is_at: &dyn Fn(f64) -> bool| {
            weights.iter().zip(is_answered).filter(|(weight, is_answered)| **is_answered && is_at(**weight)).count()
        };
        Ok(Self {
            design_effect: kish.design_effect,
            effective: kish.effective,
            at_floor: held(&|weight| weight <= bounds.lower() * (1.0 + 1e-9)),
            at_cap: held(&|weight| weight >= bounds.upper() * (1.0 - 1e-9)),
            refusal: None,
            fitted: Some((raked, bounds)),
            weights,
            quality,
            merged,
        })
    }

    /// Counts everybody once, and says why.
    fn refused(refusal: String, residents: &Group, is_answered: &[bool]) -> Result<Self, RunError> {
        let weights = vec![1.0; residents.respondents];
        let kish = cost(&weights, is_answered)?;
        Ok(Self {
            design_effect: kish.design_effect,
            effective: kish.effective,
            refusal: Some(refusal),
            quality: Quality::Red,
            at_floor: 0,
            at_cap: 0,
            merged: Vec::new(),
            fitted: None,
            weights,
        })
    }

    /// Gives the margins that they are weighted to, with levels merged as the plan allows.
    pub(super) fn merged(&self) -> &[Merged] {
        &self.merged
    }

    /// Gives where each resident stands on the margins that they are weighted to.
    pub(super) fn placements(&self) -> Vec<Placement<'_>> {
        self.merged.iter().map(Merged::placement).collect()
    }

    /// Describes the weights beside who lives here.
    pub(super) fn describe(&self, population: &Population, residents: &Group) -> Weights {
        let margins = population.margins.iter().zip(&residents.codes).map(|(margin, codes)| {
            let known: f64 = codes.iter().zip(&self.weights).filter_map(|(code, weight)| code.map(|_| weight)).sum();
            let respondents = codes.iter().flatten().count();
            let level = |(code, (level, label)): (usize, (&weighting::margin::Level, &String))| {
                let inside = || codes.iter().zip(&self.weights).filter(move |(each, _)| **each == Some(code));
                LevelShares {
                    label: label.clone(),
                    respondents: inside().count(),
                    share: number(inside().count()) / number(respondents).max(1.0),
                    weighted: inside().map(|(_, weight)| weight).sum::<f64>() / known.max(f64::MIN_POSITIVE),
                    population: level.target / margin.margin.total(),
                }
            };
            MarginShares {
                margin: margin.margin.name().to_owned(),
                source: margin.source.clone(),
                unknown: codes.len() - respondents,
                levels: margin.margin.levels().iter().zip(&margin.labels).enumerate().map(level).collect(),
            }
        });
        Weights {
            refusal: self.refusal.clone(),
            quality: self.quality,
            effective: self.effective,
            design_effect: self.design_effect,
            at_floor: self.at_floor,
            at_cap: self.at_cap,
            merged: self.merged.iter().flat_map(Merged::merges).map(MergedLevel::from).collect(),
            margins: margins.collect(),
        }
    }
}

/// Measures what the weights of those who answered cost.
fn cost(weights: &[f64], is_answered: &[bool]) -> Result<Kish, RunError> {
    let answered = weights.iter().zip(is_answered).filter(|(_, is_answered)| **is_answered);
    Kish::of(&answered.map(|(weight, _)| *weight).collect::<Vec<_>>()).map_err(unusable)
}

/// Says why weights that can be made are not used.
fn too_little(kish: Kish) -> String {
    let why = if kish.design_effect > 4.0 { "the weights differ so much" } else { "so few answered" };
    format!(
        "{why} that the answers would tell no more than those of {:.0} people who all count the same",
        kish.effective
    )
}

/// Merges the levels for which too few stand, where the plan allows it.
fn merged(plan: &Plan, population: &Population, residents: &Group) -> Result<Vec<Merged>, String> {
    let margins = population.margins.iter().zip(&residents.codes).map(|(margin, codes)| {
        let planned = plan.margins.iter().find(|planned| planned.name == margin.margin.name());
        let usual = Thresholds::default();
        let (neighbours, thresholds) = match planned {
            Some(planned) if planned.merges_neighbours => (Neighbours::InOrder, usual),
            Some(planned) if !planned.merge_list.is_empty() => {
                (Neighbours::named(planned.merge_list.iter().map(|[from, into]| (from, into))), usual)
            }
            _ => (Neighbours::Named(Vec::new()), Thresholds { merge_below: 0, ..usual }),
        };
        merge_levels(&Placement::new(&margin.margin, codes), &neighbours, thresholds)
    });
    margins.collect::<Result<_, _>>().map_err(|error| error.to_string())
}
