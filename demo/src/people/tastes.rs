//! What people tend to choose: for each option how much it is liked, and by whom more or less.
//!
//! The numbers are made up so that the demonstration shows what skew does: what older people and the coast like leads
//! before weighting, what younger people and the city like gains by it.

use super::profile::Profile;

/// How much an option is liked.
struct Taste {
    option: &'static str,
    /// By everybody.
    base: f64,
    /// More by the oldest; as much less by the youngest.
    older: f64,
    /// More by those with a trait: a role, an area, a sex, a row of a matrix, `keen` or `campaign`.
    more: &'static [(&'static str, f64)],
}

/// Says how much somebody likes an option of a question; in a matrix, of a row.
pub(super) fn taste(profile: &Profile, question: &str, option: &str, row: &str) -> f64 {
    let Some(taste) = of(question).iter().find(|taste| taste.option == option) else {
        return if option == "other" { -3.0 } else { 0.0 };
    };
    let more = taste.more.iter().filter(|(name, _)| *name == row || profile.has(name)).map(|(_, more)| more);
    taste.base + taste.older * profile.seniority() + more.sum::<f64>()
}

const fn t(option: &'static str, base: f64, older: f64, more: &'static [(&'static str, f64)]) -> Taste {
    Taste { option, base, older, more }
}

fn of(question: &str) -> &'static [Taste] {
    match question {
        "habitats-chosen" => HABITATS,
        "benefits-ranked" => BENEFITS,
        "action-points" => ACTIONS,
        "heard-of-strategy" => HEARD,
        "state-of-nature" => STATE,
        "changes-noticed" => CHANGES,
        "barriers-met" => BARRIERS,
        "would-do" => WOULD_DO,
        "found-out-by" => FOUND_OUT,
        "ethnic-group" => ETHNIC_GROUP,
        "long-lasting-condition" => CONDITION,
        "activity-restriction" => RESTRICTION,
        "land-use" => LAND_USE,
        "land-size" => LAND_SIZE,
        "land-already" => LAND_ALREADY,
        "land-help" => LAND_HELP,
        "organisation-areas" => ORGANISATION_AREAS,
        _ => &[],
    }
}

const HABITATS: &[Taste] = &[
    t("woodland", 1.1, 0.0, &[("land-manager", -0.3)]),
    t("hedgerows", 0.1, 0.3, &[("land-manager", 1.8), ("keen", 0.2)]),
    t("meadows", 0.7, 0.1, &[("female", 0.2), ("keen", 0.3)]),
    t("heathland", -0.9, 0.2, &[("wirral", 0.9), ("keen", 0.2)]),
    t("ponds", 0.4, -0.1, &[("land-manager", 0.4)]),
    t("rivers", 0.3, -0.2, &[("halton", 0.6), ("st-helens", 0.5), ("liverpool", 0.3)]),
    t("mosslands", -1.4, 0.2, &[("st-helens", 0.6), ("knowsley", 0.5), ("campaign", 5.0)]),
    t("dunes", -0.2, 0.7, &[("sefton", 1.7), ("wirral", 0.5), ("land-manager", -0.8)]),
    t("saltmarsh", -0.5, 0.6, &[("wirral", 1.0), ("sefton", 0.5), ("halton", 0.5), ("keen", 0.3)]),
    t("sea", 0.1, 0.0, &[("wirral", 0.8), ("sefton", 0.6), ("land-manager", -0.8)]),
    t("parks", 0.3, -1.0, &[("liverpool", 1.0), ("knowsley", 0.9), ("halton", 0.4), ("land-manager", -1.5)]),
    t("brownfield", -1.1, -0.5, &[("liverpool", 0.4), ("halton", 0.5)]),
    t("other", -3.0, 0.0, &[]),
];

const BENEFITS: &[Taste] = &[
    t("flood", 0.2, 0.2, &[("st-helens", 0.4), ("land-manager", 0.9)]),
    t("water", 0.7, 0.4, &[("wirral", 0.3)]),
    t("air", 0.5, -0.6, &[("liverpool", 0.5), ("knowsley", 0.3)]),
    t("climate", 0.6, -0.7, &[("campaign", 0.8)]),
    t("health", 0.6, -0.1, &[("female", 0.2), ("knowsley", 0.3)]),
    t("access", 0.1, -0.3, &[("knowsley", 0.5), ("liverpool", 0.3)]),
    t("food", -0.5, 0.2, &[("land-manager", 2.4)]),
    t("pollination", 0.4, 0.3, &[("keen", 0.4), ("land-manager", 0.3)]),
    t("heritage", 0.0, 0.9, &[("sefton", 0.3)]),
    t("jobs", -0.8, -0.9, &[("knowsley", 0.6), ("liverpool", 0.3), ("business", 1.2)]),
];

const ACTIONS: &[Taste] = &[
    t("protect", 0.9, 0.6, &[("keen", 0.2), ("campaign", 0.8)]),
    t("woodland", 0.3, -0.1, &[]),
    t("wetland", 0.2, 0.1, &[("keen", 0.2), ("halton", 0.3)]),
    t("connect", 0.1, 0.2, &[("keen", 0.4)]),
    t("farming", -0.5, 0.3, &[("land-manager", 2.4)]),
    t("towns", 0.3, -0.9, &[("liverpool", 0.8), ("knowsley", 0.6), ("land-manager", -1.0)]),
    t("learning", 0.0, -0.2, &[("school", 1.2), ("community-group", 0.5)]),
];

const HEARD: &[Taste] = &[
    t("yes", -0.2, 0.2, &[("keen", 0.8), ("nature-organisation", 2.0), ("public-body", 2.0)]),
    t("no", 0.6, 0.0, &[]),
    t("not-sure", -1.0, 0.0, &[]),
];

const STATE: &[Taste] = &[
    t("very-poor", -0.2, 0.2, &[("keen", 0.4), ("knowsley", 0.3)]),
    t("poor", 1.0, 0.2, &[("keen", 0.3)]),
    t("fair", 0.8, 0.0, &[]),
    t("good", -0.1, 0.0, &[("land-manager", 0.8), ("sefton", 0.3)]),
    t("very-good", -1.8, 0.0, &[("land-manager", 0.5)]),
    t("dont-know", -1.4, -0.4, &[]),
];

const CHANGES: &[Taste] = &[
    t("better", -0.8, -0.2, &[("trees", 0.4), ("rivers", 0.2)]),
    t("same", 0.3, -0.2, &[("trees", 0.4)]),
    t("worse", 0.8, 0.4, &[("insects", 0.9), ("wildlife", 0.4), ("keen", 0.4)]),
    t("dont-know", -0.9, -0.6, &[("rivers", 0.3)]),
];

const BARRIERS: &[Taste] = &[
    t("money", -0.3, -0.4, &[("land-manager", 1.5), ("community-group", 1.0)]),
    t("time", 0.0, -0.8, &[("land-manager", 0.6)]),
    t("knowledge", -0.2, -0.3, &[]),
    t("space", -0.8, -0.6, &[("liverpool", 0.8), ("land-manager", -3.0)]),
    t("permission", -1.0, 0.0, &[("community-group", 1.2)]),
    t("contact", -0.9, 0.0, &[]),
    t("access", -1.3, 0.3, &[("knowsley", 0.5)]),
    t("safety", -1.8, -0.2, &[("female", 0.8), ("liverpool", 0.3)]),
    t("litter", -0.2, 0.2, &[("liverpool", 0.3)]),
    t("building", -0.3, 0.4, &[("sefton", 0.4), ("wirral", 0.4)]),
    t("other", -3.5, 0.0, &[]),
];

const WOULD_DO: &[Taste] = &[
    t("volunteer", -0.6, 0.2, &[("keen", 0.7)]),
    t("garden", 0.8, 0.4, &[("liverpool", -0.4), ("keen", 0.3)]),
    t("record", -0.9, 0.2, &[("keen", 0.9)]),
    t("land", -3.0, 0.0, &[("land-manager", 3.8), ("community-group", 1.0)]),
    t("school", -1.8, -0.7, &[("school", 3.5), ("student", 1.0)]),
    t("spread", -0.3, -0.2, &[("keen", 0.5)]),
];

const FOUND_OUT: &[Taste] = &[
    t("website", -0.4, 0.2, &[("public-body", 1.5)]),
    t("social-media", 0.8, -0.6, &[("campaign", 2.0)]),
    t("email", 0.5, 0.3, &[("nature-organisation", 1.0)]),
    t("news", -0.7, 0.6, &[]),
    t("poster", -1.0, 0.2, &[]),
    t("friend", -0.6, 0.0, &[("campaign", 1.0)]),
    t("group", 0.0, 0.5, &[("keen", 0.6), ("land-manager", 0.8)]),
    t("event", -1.1, 0.3, &[]),
    t("work", -0.9, -0.9, &[("student", 2.5), ("school", 2.0)]),
    t("other", -3.0, 0.0, &[]),
];

const ETHNIC_GROUP: &[Taste] = &[
    t("white", 4.2, 0.6, &[]),
    t("mixed", 0.3, -0.4, &[("liverpool", 0.7)]),
    t("asian", 0.3, -0.3, &[("liverpool", 0.8)]),
    t("black", -0.2, -0.3, &[("liverpool", 1.1)]),
    t("other", -0.6, 0.0, &[("liverpool", 0.8)]),
    t("prefer-not-to-say", 0.8, 0.0, &[]),
];

const CONDITION: &[Taste] = &[t("yes", 0.0, 0.6, &[]), t("no", 0.9, 0.0, &[]), t("prefer-not-to-say", -1.6, 0.0, &[])];

const RESTRICTION: &[Taste] = &[
    t("a-lot", -0.6, 0.3, &[]),
    t("a-little", 0.6, 0.0, &[]),
    t("not-at-all", 0.0, 0.0, &[]),
    t("prefer-not-to-say", -2.4, 0.0, &[]),
];

const LAND_USE: &[Taste] = &[
    t("arable", 0.2, 0.0, &[("sefton", 0.6), ("st-helens", 0.5)]),
    t("vegetables", -0.8, 0.0, &[("sefton", 0.8)]),
    t("livestock", -0.4, 0.0, &[("wirral", 0.9)]),
    t("horses", -1.0, 0.0, &[("wirral", 0.5), ("knowsley", 0.3)]),
    t("forestry", -1.4, 0.0, &[]),
    t("sport", -2.2, 0.0, &[("sefton", 0.4)]),
    t("conservation", -1.4, 0.0, &[]),
    t("other", -3.2, 0.0, &[]),
];

const LAND_SIZE: &[Taste] = &[
    t("under-5", 0.0, 0.0, &[]),
    t("5-to-20", 0.3, 0.0, &[]),
    t("20-to-100", 0.7, 0.1, &[]),
    t("over-100", 0.2, 0.2, &[]),
    t("prefer-not-to-say", -1.0, 0.0, &[]),
];

const LAND_ALREADY: &[Taste] = &[
    t("hedges", 0.8, 0.0, &[]),
    t("margins", 0.2, 0.0, &[]),
    t("ponds", -0.4, 0.0, &[]),
    t("trees", -0.3, 0.0, &[]),
    t("soil", -0.2, 0.0, &[]),
    t("grassland", -0.9, 0.0, &[]),
    t("scheme", -0.1, 0.2, &[]),
    t("other", -3.2, 0.0, &[]),
];

const LAND_HELP: &[Taste] = &[
    t("payment", 1.3, 0.0, &[]),
    t("advice", 0.1, -0.2, &[]),
    t("survey", -0.6, -0.2, &[]),
    t("neighbours", -0.9, 0.0, &[]),
    t("simple-rules", 0.7, 0.4, &[]),
    t("long-term", 0.1, 0.0, &[]),
    t("markets", -0.8, -0.3, &[]),
    t("other", -3.2, 0.0, &[]),
];

const ORGANISATION_AREAS: &[Taste] = &[
    t("halton", -1.6, 0.0, &[("halton", 4.0)]),
    t("knowsley", -1.6, 0.0, &[("knowsley", 4.0)]),
    t("liverpool", -1.0, 0.0, &[("liverpool", 4.0)]),
    t("st-helens", -1.6, 0.0, &[("st-helens", 4.0)]),
    t("sefton", -1.2, 0.0, &[("sefton", 4.0)]),
    t("wirral", -1.4, 0.0, &[("wirral", 4.0)]),
    t("elsewhere", -2.8, 0.0, &[]),
];
