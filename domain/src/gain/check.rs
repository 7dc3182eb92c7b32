//! What the rules say of plans, as far as somebody knows them.

use super::{RuleSet, SmallEffect, SmallSite};
use crate::{decimal::Decimal, vocabulary::vocabulary};

vocabulary! {
    /// What somebody knows.
    Told {
        /// It is so.
        Yes = "yes",
        /// It is not.
        No = "no",
        /// They do not know.
        Unknown = "dont-know",
    }

    /// Something without which the rules cannot say more.
    Missing {
        /// Whether a listed exemption fits.
        Exemption = "exemption",
        /// Whether priority habitat is reached.
        PriorityHabitat = "priority-habitat",
        /// How much other habitat is.
        Area = "area",
        /// How much hedge or stream is.
        Length = "length",
        /// How large the site is.
        Site = "site",
    }
}

/// Plans as far as somebody knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plans {
    /// The ids of the listed exemptions that fit; nothing, where they do not know.
    pub exemptions: Option<Vec<String>>,
    /// Whether they reach any priority habitat.
    pub priority_habitat: Told,
    /// How much other habitat they reach without trees, in square metres.
    pub area: Option<Decimal>,
    /// How many small trees they reach.
    pub trees: Option<u32>,
    /// How much hedge, lines of trees or stream they reach, in metres.
    pub length: Option<Decimal>,
    /// How large the site is, in hectares.
    pub site: Option<Decimal>,
}

/// What the rules say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The plans may be exempt, for each of these reasons.
    MayBeExempt(Vec<Reason>),
    /// They are likely to need biodiversity net gain: none of the exemptions fits, for these reasons.
    LikelyNeeded(Vec<Reason>),
    /// It cannot be told without these.
    CannotTell(Vec<Missing>),
}

/// Why an exemption fits or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A listed exemption fits, by its id.
    Listed(String),
    /// No listed exemption fits.
    NoneListed,
    /// The effect is small: no priority habitat, and less than both limits.
    SmallEffect,
    /// The site is small and has no priority habitat reached.
    SmallSite,
    /// Priority habitat is reached.
    PriorityHabitat,
    /// So much habitat is reached, in square metres, trees among it, and that is not less than the limit.
    Area(Decimal),
    /// So much hedge or stream is reached, in metres, and that is not less than the limit.
    Length(Decimal),
    /// The site is larger than the limit, in hectares.
    Site(Decimal),
}

/// How plans stand to one exemption.
enum Fit {
    Fits(Vec<Reason>),
    Not(Vec<Reason>),
    Open(Vec<Missing>),
}

/// Says what rules say of plans. What somebody does not know never makes them exempt.
pub fn check(rules: &RuleSet, plans: &Plans) -> Outcome {
    let small_effect = rules.small_effect.as_ref().map(|limits| of_small_effect(limits, plans));
    let small_site = rules.small_site.as_ref().map(|limits| of_small_site(limits, plans));
    let (mut fits, mut not, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for fit in [Some(of_listed(rules, plans)), small_effect, small_site].into_iter().flatten() {
        match fit {
            Fit::Fits(reasons) => fits.extend(reasons),
            Fit::Not(reasons) => not.extend(reasons),
            Fit::Open(missing) => open.extend(missing),
        }
    }
    open.sort();
    open.dedup();
    match (fits.is_empty(), open.is_empty()) {
        (false, _) => Outcome::MayBeExempt(fits),
        (true, false) => Outcome::CannotTell(open),
        (true, true) => {
            let mut told: Vec<Reason> = Vec::new();
            not.into_iter().for_each(|reason| if !told.contains(&reason) { told.push(reason) });
            Outcome::LikelyNeeded(told)
        }
    }
}

fn of_listed(rules: &RuleSet, plans: &Plans) -> Fit {
    let Some(chosen) = &plans.exemptions else { return Fit::Open(vec![Missing::Exemption]) };
    let known = rules.exemptions.iter().filter(|exemption| chosen.contains(&exemption.id));
    let fitting: Vec<Reason> = known.map(|exemption| Reason::Listed(exemption.id.clone())).collect();
    if fitting.is_empty() { Fit::Not(vec![Reason::NoneListed]) } else { Fit::Fits(fitting) }
}

fn of_small_effect(limits: &SmallEffect, plans: &Plans) -> Fit {
    let (mut not, mut open) = (Vec::new(), Vec::new());
    match plans.priority_habitat {
        Told::Yes => not.push(Reason::PriorityHabitat),
        Told::Unknown => open.push(Missing::PriorityHabitat),
        Told::No => {}
    }
    // What is known already may be too much, whatever else there is.
    let trees = limits.tree.times(plans.trees.unwrap_or_default());
    let known = plans.area.map_or(trees, |area| area.plus(trees));
    if known >= limits.area {
        not.push(Reason::Area(known));
    } else if plans.area.is_none() || plans.trees.is_none() {
        open.push(Missing::Area);
    }
    match plans.length {
        Some(length) if length >= limits.length => not.push(Reason::Length(length)),
        Some(_) => {}
        None => open.push(Missing::Length),
    }
    match (not.is_empty(), open.is_empty()) {
        (false, _) => Fit::Not(not),
        (true, false) => Fit::Open(open),
        (true, true) => Fit::Fits(vec![Reason::SmallEffect]),
    }
}

fn of_small_site(limits: &SmallSite, plans: &Plans) -> Fit {
    match (plans.site, plans.priority_habitat) {
        (_, Told::Yes) => Fit::Not(vec![Reason::PriorityHabitat]),
        (Some(site), _) if site > limits.hectares => Fit::Not(vec![Reason::Site(site)]),
        (Some(_), Told::No) => Fit::Fits(vec![Reason::SmallSite]),
        (None, Told::No) => Fit::Open(vec![Missing::Site]),
        (Some(_), Told::Unknown) => Fit::Open(vec![Missing::PriorityHabitat]),
        (None, Told::Unknown) => Fit::Open(vec![Missing::PriorityHabitat, Missing::Site]),
    }
}
