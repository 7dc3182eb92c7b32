//! What the rules say of a development, as far as somebody knows it.

use super::{RuleSet, SmallEffect, SmallSite};
use crate::{decimal::Decimal, vocabulary::vocabulary};

vocabulary! {
    /// Whether priority habitat is affected.
    PriorityHabitat {
        /// Some is, however little.
        Affected = "yes",
        /// None is.
        Untouched = "no",
        /// Somebody does not know.
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

/// A development as far as somebody knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Development {
    /// The ids of the listed exemptions that fit.
    pub exemptions: Vec<String>,
    /// Whether they know of each listed exemption whether it fits.
    pub knows_exemptions: bool,
    /// Whether it affects any priority habitat.
    pub priority_habitat: PriorityHabitat,
    /// How much other habitat it affects without trees, in square metres.
    pub area: Option<Decimal>,
    /// How many small trees it affects.
    pub trees: Option<u32>,
    /// How much hedge, line of trees, river or stream it affects, in metres.
    pub length: Option<Decimal>,
    /// How large the site is, in hectares.
    pub site: Option<Decimal>,
}

/// What the rules say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guidance {
    /// The development may be exempt, for each of these reasons.
    MayBeExempt(Vec<Reason>),
    /// It is likely to need biodiversity net gain: none of the exemptions fits, for these reasons.
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
    /// The site is small and no priority habitat is affected.
    SmallSite,
    /// Priority habitat is affected.
    PriorityHabitat,
    /// So much habitat is affected, in square metres with the trees, which is not less than the limit.
    Area(Decimal),
    /// So much hedge or stream is affected, in metres, which is not less than the limit.
    Length(Decimal),
    /// The site is larger than the limit, in hectares.
    Site(Decimal),
}

/// How a development stands to one exemption.
enum Fit {
    Fits(Vec<Reason>),
    Not(Vec<Reason>),
    Open(Vec<Missing>),
}

/// Says what rules say of a development. What somebody does not know never makes it exempt.
pub fn check(rules: &RuleSet, development: &Development) -> Guidance {
    let listed = (!rules.exemptions.is_empty()).then(|| of_listed(rules, development));
    let small_effect = rules.small_effect.as_ref().map(|limits| of_small_effect(limits, development));
    let small_site = rules.small_site.as_ref().map(|limits| of_small_site(limits, development));
    let (mut fits, mut not, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for fit in [listed, small_effect, small_site].into_iter().flatten() {
        match fit {
            Fit::Fits(reasons) => fits.extend(reasons),
            Fit::Not(reasons) => not.extend(reasons),
            Fit::Open(missing) => open.extend(missing),
        }
    }
    open.sort();
    open.dedup();
    match (fits.is_empty(), open.is_empty()) {
        (false, _) => Guidance::MayBeExempt(fits),
        (true, false) => Guidance::CannotTell(open),
        (true, true) => {
            let mut reasons: Vec<Reason> = Vec::new();
            for reason in not {
                if !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
            Guidance::LikelyNeeded(reasons)
        }
    }
}

fn of_listed(rules: &RuleSet, development: &Development) -> Fit {
    let known = rules.exemptions.iter().filter(|exemption| development.exemptions.contains(&exemption.id));
    let fitting: Vec<Reason> = known.map(|exemption| Reason::Listed(exemption.id.clone())).collect();
    if !fitting.is_empty() {
        Fit::Fits(fitting)
    } else if development.knows_exemptions {
        Fit::Not(vec![Reason::NoneListed])
    } else {
        Fit::Open(vec![Missing::Exemption])
    }
}

fn of_small_effect(limits: &SmallEffect, development: &Development) -> Fit {
    let (mut not, mut open) = (Vec::new(), Vec::new());
    match development.priority_habitat {
        PriorityHabitat::Affected => not.push(Reason::PriorityHabitat),
        PriorityHabitat::Unknown => open.push(Missing::PriorityHabitat),
        PriorityHabitat::Untouched => {}
    }
    // What is known already may be too much, whatever else there is.
    let trees = limits.tree.times(development.trees.unwrap_or_default());
    let known = development.area.map_or(trees, |area| area.plus(trees));
    if known >= limits.area {
        not.push(Reason::Area(known));
    } else if development.area.is_none() || development.trees.is_none_or(|trees| trees > 0) {
        // Larger trees count as more than is reckoned here, so that with any tree it stays open.
        open.push(Missing::Area);
    }
    match development.length {
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

fn of_small_site(limits: &SmallSite, development: &Development) -> Fit {
    // No site has no size: whoever says so does not know it.
    let site = development.site.filter(|site| *site > Decimal::from(0));
    match (site, development.priority_habitat) {
        (_, PriorityHabitat::Affected) => Fit::Not(vec![Reason::PriorityHabitat]),
        (Some(site), _) if site > limits.hectares => Fit::Not(vec![Reason::Site(site)]),
        (Some(_), PriorityHabitat::Untouched) => Fit::Fits(vec![Reason::SmallSite]),
        (None, PriorityHabitat::Untouched) => Fit::Open(vec![Missing::Site]),
        (Some(_), PriorityHabitat::Unknown) => Fit::Open(vec![Missing::PriorityHabitat]),
        (None, PriorityHabitat::Unknown) => Fit::Open(vec![Missing::PriorityHabitat, Missing::Site]),
    }
}
