//! What the land is used for now, and the agreements that it is in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::reading::Reading;
use crate::{fields::Fields, refusal::Refusal, vocabulary::vocabulary};

/// The longest words for another use or agreement, in characters.
const WORDS_LIMIT: usize = 200;

pub(super) const FIELDS: &[&str] = &["land_uses", "land_use_words", "agreements", "agreement_words"];

vocabulary! {
    /// What land is used for.
    LandUse {
        /// Crops.
        Arable = "arable",
        /// Grass that is ploughed every few years.
        TemporaryGrass = "temporary-grass",
        /// Grass that stays.
        PermanentPasture = "permanent-pasture",
        /// Moor, heath and other rough grazing.
        RoughGrazing = "rough-grazing",
        /// Woodland.
        Woodland = "woodland",
        /// Orchard.
        Orchard = "orchard",
        /// Wetland, ponds and water.
        Wetland = "wetland",
        /// Parks, sports grounds and gardens.
        Amenity = "amenity",
        /// Land that was built on.
        Brownfield = "brownfield",
        /// Something else, said in words.
        Other = "other",
    }

    /// An agreement or a grant that land is in.
    Agreement {
        /// The Sustainable Farming Incentive.
        Sfi = "sfi",
        /// Countryside Stewardship.
        CountrysideStewardship = "countryside-stewardship",
        /// Higher Level Stewardship.
        Hls = "hls",
        /// The England Woodland Creation Offer.
        Ewco = "ewco",
        /// Landscape Recovery.
        LandscapeRecovery = "landscape-recovery",
        /// A covenant for biodiversity net gain.
        BngCovenant = "bng-covenant",
        /// A grant for planting trees.
        TreePlantingGrant = "tree-planting-grant",
        /// Another one, said in words.
        Other = "other",
    }
}

/// What the land is used for now, and the agreements that it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Land {
    /// Its uses, at least one.
    pub uses: BTreeSet<LandUse>,
    /// What another use is, in the submitter's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_words: Option<String>,
    /// Its agreements, if any were named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub agreements: BTreeSet<Agreement>,
    /// What another agreement is, in the submitter's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement_words: Option<String>,
}

pub(super) fn judge(fields: &Fields) -> Result<Land, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let uses = form.some("land_uses");
    form.need("land_uses", uses.first());
    let use_words =
        if uses.contains(&LandUse::Other) { form.words_for_other("land_use_words", WORDS_LIMIT) } else { None };
    let agreements = form.some("agreements");
    let agreement_words = if agreements.contains(&Agreement::Other) {
        form.words_for_other("agreement_words", WORDS_LIMIT)
    } else {
        None
    };
    form.finish(Some(Land { uses, use_words, agreements, agreement_words }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Reason;

    fn judged(pairs: &[(&str, &str)]) -> Result<Land, Vec<Refusal>> {
        judge(&Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn land_has_at_least_one_use_and_perhaps_agreements() {
        assert_eq!(judged(&[]), Err(vec![Refusal::new("land_uses", Reason::Missing)]));
        let land = judged(&[("land_uses", "woodland"), ("land_uses", "arable"), ("agreements", "sfi")]).unwrap();
        assert_eq!(land.uses, BTreeSet::from([LandUse::Arable, LandUse::Woodland]));
        assert_eq!(land.agreements, BTreeSet::from([Agreement::Sfi]));
    }

    #[test]
    fn another_use_or_agreement_is_said_in_words() {
        let fields = ["land_use_words", "agreement_words"].map(|field| Refusal::new(field, Reason::OtherNotSaid));
        assert_eq!(judged(&[("land_uses", "other"), ("agreements", "other")]), Err(fields.to_vec()));
    }

    #[test]
    fn a_use_that_is_not_offered_is_refused_once() {
        let refusal = Refusal::new("land_uses", Reason::NotOffered);
        assert_eq!(judged(&[("land_uses", "moonbase"), ("land_uses", "harbour")]), Err(vec![refusal]));
    }
}
