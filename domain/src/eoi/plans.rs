//! What somebody would like to do with the land, how far they are, and what would help.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::reading::Reading;
use crate::{fields::Fields, refusal::Refusal, vocabulary::vocabulary};

/// The longest text on what stands in the way, in characters.
pub const BARRIERS_LIMIT: usize = 1_000;

pub(super) const FIELDS: &[&str] = &["interests", "stage", "timescale", "thirty_years", "help", "barriers"];

vocabulary! {
    /// Something that somebody is interested in.
    Interest {
        /// Hedges and field margins.
        Hedges = "hedges",
        /// Grassland.
        Grassland = "grassland",
        /// Woodland and trees.
        Woodland = "woodland",
        /// Wetland, ponds and rivers.
        Wetland = "wetland",
        /// Heath and bog.
        Heath = "heath",
        /// The coast.
        Coast = "coast",
        /// Farming in a way that is good for nature.
        Farming = "farming",
        /// Access for people.
        Access = "access",
        /// Slowing floods by natural means.
        Flood = "flood",
        /// Units for biodiversity net gain, or a habitat bank.
        NetGain = "net-gain",
        /// Keeping nutrients out of rivers.
        Nutrients = "nutrients",
        /// Storing carbon.
        Carbon = "carbon",
        /// Selling or letting the land.
        SaleOrLease = "sale-or-lease",
        /// Putting the map right.
        MapCorrection = "map-correction",
        /// Being heard without offering anything.
        BeHeard = "be-heard",
    }

    /// How far somebody is.
    Stage {
        /// It is being done already.
        Doing = "doing",
        /// It is planned.
        Planned = "planned",
        /// There is a will to do it.
        Willing = "willing",
        /// It is being thought about.
        Exploring = "exploring",
    }

    /// When it could begin.
    Timescale {
        /// Now.
        Now = "now",
        /// Within a year.
        WithinOneYear = "within-1-year",
        /// In one to three years.
        OneToThree = "1-to-3-years",
        /// In three to five years.
        ThreeToFive = "3-to-5-years",
        /// In more than five years.
        OverFive = "over-5-years",
        /// They are not sure.
        Unsure = "unsure",
    }

    /// Whether somebody would commit the land for the thirty years that net gain needs.
    ThirtyYears {
        /// They would.
        Yes = "yes",
        /// Perhaps.
        Maybe = "maybe",
        /// They would not.
        No = "no",
        /// They need advice first.
        NeedAdvice = "need-advice",
    }

    /// Something that would help.
    Help {
        /// Advice.
        Advice = "advice",
        /// Money.
        Funding = "funding",
        /// A survey of the land.
        Survey = "survey",
        /// Working with neighbours.
        Neighbours = "neighbours",
        /// Help with planning rules.
        Planning = "planning",
    }
}

impl Interest {
    /// Says whether it offers something to do on the land, which has a stage and a timescale.
    pub fn is_offer(self) -> bool {
        !matches!(self, Self::MapCorrection | Self::BeHeard)
    }
}

/// What somebody would like to do, how far they are, and what would help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plans {
    /// Their interests, at least one.
    pub interests: BTreeSet<Interest>,
    /// How far they are; always there when something is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// When it could begin; always there when something is offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timescale: Option<Timescale>,
    /// Whether thirty years are possible; there when net gain is among the interests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thirty_years: Option<ThirtyYears>,
    /// What would help.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub help: BTreeSet<Help>,
    /// What stands in the way, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barriers: Option<String>,
}

pub(super) fn judge(fields: &Fields) -> Result<Plans, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let interests = form.some::<Interest>("interests");
    form.need("interests", interests.first());
    let stage = form.one("stage");
    let timescale = form.one("timescale");
    if interests.iter().any(|interest| interest.is_offer()) {
        form.need("stage", stage.as_ref());
        form.need("timescale", timescale.as_ref());
    }
    let mut thirty_years = None;
    if interests.contains(&Interest::NetGain) {
        thirty_years = form.one("thirty_years");
        form.need("thirty_years", thirty_years.as_ref());
    }
    let help = form.some("help");
    let barriers = form.text("barriers", BARRIERS_LIMIT);
    form.finish(Some(Plans { interests, stage, timescale, thirty_years, help, barriers }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Reason;

    fn missing(pairs: &[(&str, &str)]) -> Vec<String> {
        let refusals = judge(&Fields::new(pairs.iter().copied())).err().unwrap_or_default();
        assert!(refusals.iter().all(|refusal| refusal.reason == Reason::Missing));
        refusals.into_iter().map(|refusal| refusal.field).collect()
    }

    #[test]
    fn an_offer_has_a_stage_and_a_timescale() {
        assert_eq!(missing(&[("interests", "woodland")]), ["stage", "timescale"]);
        assert_eq!(missing(&[("interests", "woodland"), ("stage", "willing"), ("timescale", "unsure")]), [""; 0]);
    }

    #[test]
    fn who_only_wants_the_map_put_right_or_to_be_heard_needs_neither() {
        assert_eq!(missing(&[("interests", "map-correction"), ("interests", "be-heard")]), [""; 0]);
    }

    #[test]
    fn thirty_years_are_asked_for_net_gain_only() {
        let net_gain = [("interests", "net-gain"), ("stage", "exploring"), ("timescale", "now")];
        assert_eq!(missing(&net_gain), ["thirty_years"]);
        let other = [("interests", "carbon"), ("stage", "exploring"), ("timescale", "now"), ("thirty_years", "yes")];
        assert_eq!(judge(&Fields::new(other)).unwrap().thirty_years, None);
    }

    #[test]
    fn nothing_chosen_is_refused() {
        assert_eq!(missing(&[("stage", "willing")]), ["interests"]);
    }
}
