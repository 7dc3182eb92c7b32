//! The weights of a run: residents raked to the margins of the plan within its bounds, or everybody counted once and why.

use domain::plan::Plan;
use weighting::{
    margin::Placement,
    merge::{Merged, Neighbours, Thresholds, merge_levels},
    quality::{Gate, Kish},
    rake::{Bounds, rake_bounded},
};

use super::{
    super::{Population, makeup::number, tally::Group},
    LevelShares, MarginShares, Quality, RunError, Weights, unusable,
};

/// The residents with their weights.
pub(super) struct Weighted {
    /// What each resident counts for: 1 where nothing is weighted.
    pub weights: Vec<f64>,
    /// Within which bounds they were weighted; `None` where they were not.
    pub bounds: Option<Bounds>,
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
            Ok((raked.weights().to_vec(), raked.at_lower(), raked.at_upper(), merged))
        });
        let cost = |weights: &[f64]| {
            let answered = weights.iter().zip(is_answered).filter(|(_, is_answered)| **is_answered);
            Kish::of(&answered.map(|(weight, _)| *weight).collect::<Vec<_>>()).map_err(unusable)
        };
        let (weights, at_floor, at_cap, merged, refusal) = match raked {
            Ok((weights, at_floor, at_cap, merged)) if cost(&weights)?.gate() != Gate::Red => {
                (weights, at_floor, at_cap, merged, None)
            }
            Ok((weights, ..)) => (
                vec![1.0; residents.respondents],
                0,
                0,
                Vec::new(),
                Some(format!(
                    "the weights differ so much that the answers would tell no more than those of {:.0} people",
                    cost(&weights)?.effective
                )),
            ),
            Err(refusal) => (vec![1.0; residents.respondents], 0, 0, Vec::new(), Some(refusal)),
        };
        let kish = cost(&weights)?;
        let quality = match kish.gate() {
            _ if refusal.is_some() => Quality::Red,
            Gate::Green if merged.iter().all(|margin| margin.merges().is_empty()) => Quality::Green,
            Gate::Green | Gate::Amber => Quality::Amber,
            Gate::Red => Quality::Red,
        };
        Ok(Self {
            bounds: refusal.is_none().then_some(bounds),
            design_effect: kish.design_effect,
            effective: kish.effective,
            weights,
            refusal,
            quality,
            at_floor,
            at_cap,
            merged,
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
            merged: self.merged.iter().flat_map(Merged::merges).map(ToString::to_string).collect(),
            margins: margins.collect(),
        }
    }
}

/// Merges the levels for which too few stand, where the plan allows it.
fn merged(plan: &Plan, population: &Population, residents: &Group) -> Result<Vec<Merged>, String> {
    let margins = population.margins.iter().zip(&residents.codes).map(|(margin, codes)| {
        let planned = plan.margins.iter().find(|planned| planned.name == margin.margin.name());
        let neighbours = if planned.is_some_and(|planned| planned.merges_neighbours) {
            (Neighbours::InOrder, Thresholds::default())
        } else {
            (Neighbours::Named(Vec::new()), Thresholds { merge_below: 0, ..Thresholds::default() })
        };
        merge_levels(&Placement::new(&margin.margin, codes), &neighbours.0, neighbours.1)
    });
    margins.collect::<Result<_, _>>().map_err(|error| error.to_string())
}
