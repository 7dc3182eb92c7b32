//! Expressions of interest of the demonstration: what landowners, tenants and agents type into that form.
//!
//! Nobody and no land here is real: people are numbered, addresses and telephone numbers are those reserved for
//! examples, and a site is no more exact than a square of one kilometre.

use domain::{draft::Draft, fields::Fields, strategy_area::StrategyArea, time::Moment};

use crate::{
    arrivals::{self, Rhythm},
    dice::Dice,
    people::Person,
};

/// The box around the six authorities of the Liverpool City Region, rounded outwards to whole kilometres: Hilbre in the
/// west, Crossens in the north, Newton-le-Willows and Moore in the east, and Hale marshes and Preston Brook in the south.
pub const STRATEGY_AREA: StrategyArea = StrategyArea { west: 318_000, south: 377_000, east: 361_000, north: 423_000 };

/// The pairs that one page posts.
type Pairs = Vec<(&'static str, String)>;

/// A kind of land, with what such land is like.
struct Landscape {
    uses: &'static [&'static str],
    interests: &'static [&'static str],
    names: &'static [&'static str],
    squares: &'static [&'static str],
    /// The least and the most hectares.
    hectares: (u32, u32),
}

const LANDSCAPES: &[(&Landscape, u32)] =
    &[(&FIELDS, 34), (&PASTURE, 28), (&MOSS, 14), (&WOOD, 12), (&MARSH, 7), (&WORKS, 5)];

const FIELDS: Landscape = Landscape {
    uses: &["arable", "temporary-grass"],
    interests: &["hedges", "farming", "grassland", "flood", "net-gain"],
    names: &["Long field and headlands", "Arable block by the lane", "Corner fields", "Four fields east of the farm"],
    squares: &["SD 36 07", "SD 34 04", "SD 48 00", "SJ 49 98", "SJ 46 94", "SD 39 03"],
    hectares: (6, 140),
};
const PASTURE: Landscape = Landscape {
    uses: &["permanent-pasture", "rough-grazing"],
    interests: &["grassland", "hedges", "woodland", "access", "net-gain", "be-heard"],
    names: &["Bank pasture", "Horse paddocks", "Grazing by the brook", "Lower meadows"],
    squares: &["SJ 25 84", "SJ 28 82", "SJ 30 80", "SJ 33 80", "SJ 47 82", "SJ 54 81"],
    hectares: (2, 45),
};
const MOSS: Landscape = Landscape {
    uses: &["arable", "rough-grazing", "wetland"],
    interests: &["wetland", "carbon", "flood", "farming"],
    names: &["Moss fields", "Peat ground north of the drain", "Wet ground by the ditch"],
    squares: &["SD 45 01", "SD 47 02", "SJ 45 98", "SD 33 05"],
    hectares: (8, 90),
};
const WOOD: Landscape = Landscape {
    uses: &["woodland"],
    interests: &["woodland", "access", "carbon"],
    names: &["Old plantation", "Shelter belt", "Wood and glades"],
    squares: &["SJ 43 97", "SJ 51 91", "SJ 24 85", "SJ 44 91"],
    hectares: (1, 30),
};
const MARSH: Landscape = Landscape {
    uses: &["rough-grazing", "wetland"],
    interests: &["coast", "wetland", "flood", "map-correction"],
    names: &["Marsh edge", "Ground behind the sea bank"],
    squares: &["SD 35 19", "SJ 27 79", "SJ 46 81", "SD 29 02"],
    hectares: (5, 60),
};
const WORKS: Landscape = Landscape {
    uses: &["brownfield", "amenity"],
    interests: &["net-gain", "access", "grassland", "nutrients"],
    names: &["Former works", "Railway land", "Old quarry"],
    squares: &["SJ 53 83", "SJ 51 84", "SJ 52 94"],
    hectares: (1, 18),
};

const ROLES: [(&str, u32); 9] = [
    ("owner", 36),
    ("joint-owner", 10),
    ("tenant", 20),
    ("licensee", 5),
    ("trustee", 5),
    ("agent", 9),
    ("public-body", 6),
    ("ngo", 6),
    ("other", 3),
];
const STAGES: [(&str, u32); 4] = [("doing", 15), ("planned", 15), ("willing", 35), ("exploring", 35)];
const TIMES: [(&str, u32); 6] = [
    ("now", 12),
    ("within-1-year", 18),
    ("1-to-3-years", 30),
    ("3-to-5-years", 12),
    ("over-5-years", 5),
    ("unsure", 23),
];
const BARRIERS: [&str; 6] = [
    "The payment has to cover the work.",
    "My tenancy ends in four years.",
    "A gas main crosses the field.",
    "We would need to know that planning rules do not change against us.",
    "Access is only over a neighbour's track.",
    "Not sure who would look after it later.",
];
/// Consents, with how many in a hundred give them.
const CONSENTS: [(&str, u32); 6] = [
    ("mapping", 70),
    ("share-site", 40),
    ("share-identity", 15),
    ("publish-area", 22),
    ("publish-boundary", 4),
    ("keep", 45),
];
const DECLARATIONS: [&str; 4] = ["accurate", "not-binding", "may-not-be-mapped", "no-advice"];

/// Makes up expressions of interest, in the order of their submitting, under one version of the consents' texts.
///
/// The same seed gives the same ones.
pub fn eois(seed: u64, count: usize, opens_at: Moment, until: Moment, text_version: &str) -> Vec<Person> {
    let mut dice = Dice::new(seed);
    let mut all: Vec<Person> = (1..=count)
        .map(|number| {
            let draft = draft(&mut dice, number, text_version);
            let (started_at, submitted_at) = arrivals::visit(&mut dice, Rhythm::Own, opens_at, until);
            Person { draft, started_at, submitted_at }
        })
        .collect();
    all.sort_by_key(|person| person.submitted_at);
    all
}

fn draft(dice: &mut Dice, number: usize, text_version: &str) -> Draft {
    let landscape = dice.weighted(LANDSCAPES);
    let pages = [
        ("contact", contact(dice, number)),
        ("role", role(dice, number)),
        ("site", site(dice, landscape)),
        ("land", land(dice, landscape)),
        ("interest", interest(dice, landscape)),
        ("consents", consents(dice, text_version)),
    ];
    pages.into_iter().map(|(page, pairs)| (page.to_owned(), Fields::new(pairs))).collect()
}

fn contact(dice: &mut Dice, number: usize) -> Pairs {
    let preferred = dice.weighted(&[("email", 75), ("telephone", 25)]);
    let has_telephone = preferred == "telephone" || dice.percent(40);
    let telephone = if has_telephone { format!("0151 496 0{:03}", dice.below(1_000)) } else { String::new() };
    vec![
        ("full_name", format!("Synthetic person {number}")),
        ("email", format!("synthetic-land-{number}@example.org")),
        ("telephone", telephone),
        ("preferred", preferred.to_owned()),
        ("address", String::new()),
        ("postcode", String::new()),
        ("agent_name", String::new()),
        ("agent_reach", String::new()),
    ]
}

fn role(dice: &mut Dice, number: usize) -> Pairs {
    let role = dice.weighted(&ROLES);
    let only = |condition: bool, text: &str| if condition { text.to_owned() } else { String::new() };
    let organisation = match role {
        "public-body" => format!("Example Council Estates {number}"),
        "ngo" => format!("Example Land Trust {number}"),
        _ => String::new(),
    };
    let mut pairs = vec![
        ("role", role.to_owned()),
        ("role_words", only(role == "other", "I rent the grazing from year to year")),
        ("organisation", organisation),
        ("acts_for", only(role == "agent", "The owner of the land")),
    ];
    let (aware, choices): (&str, &[(&str, u32)]) = match role {
        "agent" => ("authority", &[("yes", 80), ("no", 20)]),
        "tenant" | "licensee" => ("landlord_aware", &[("yes", 50), ("no", 20), ("not-yet", 30)]),
        "other" => return pairs,
        _ => ("tenants_aware", &[("no-tenants", 60), ("yes", 25), ("not-yet", 15)]),
    };
    pairs.push((aware, dice.weighted(choices).to_owned()));
    pairs
}

fn site(dice: &mut Dice, landscape: &Landscape) -> Pairs {
    let (least, most) = landscape.hectares;
    // Small sites are more common than large ones.
    let whole = least + dice.below(most - least).min(dice.below(most - least));
    let area = if dice.percent(50) { format!("{whole}.{:02}", dice.below(100)) } else { whole.to_string() };
    vec![
        ("site_name", dice.one_of(landscape.names).to_owned()),
        ("nearest_place", String::new()),
        ("grid_reference", dice.one_of(landscape.squares).to_owned()),
        ("area", area),
        ("sbi", String::new()),
        ("cph", String::new()),
        ("parcels", String::new()),
        ("titles", String::new()),
    ]
}

fn land(dice: &mut Dice, landscape: &Landscape) -> Pairs {
    let mut pairs = some(dice, "land_uses", landscape.uses, 35);
    pairs.push(("land_use_words", String::new()));
    if dice.percent(35) {
        pairs.push(("agreements", dice.one_of(&["sfi", "countryside-stewardship", "hls", "ewco"]).to_owned()));
    }
    pairs.push(("agreement_words", String::new()));
    pairs
}

fn interest(dice: &mut Dice, landscape: &Landscape) -> Pairs {
    let mut pairs = some(dice, "interests", landscape.interests, 40);
    let wants_net_gain = pairs.iter().any(|(_, interest)| interest == "net-gain");
    pairs.push(("stage", dice.weighted(&STAGES).to_owned()));
    pairs.push(("timescale", dice.weighted(&TIMES).to_owned()));
    if wants_net_gain {
        let years = dice.weighted(&[("yes", 20), ("maybe", 35), ("no", 15), ("need-advice", 30)]);
        pairs.push(("thirty_years", years.to_owned()));
    }
    pairs.extend(some(dice, "help", &["funding", "advice", "survey", "neighbours", "planning"], 30));
    let barriers = if dice.percent(40) { dice.one_of(&BARRIERS) } else { "" };
    pairs.push(("barriers", barriers.to_owned()));
    pairs
}

fn consents(dice: &mut Dice, text_version: &str) -> Pairs {
    let given = CONSENTS.into_iter().filter(|(_, chance)| dice.percent(*chance));
    let mut pairs: Pairs = given.map(|(consent, _)| ("consents", consent.to_owned())).collect();
    let publishes = pairs.iter().any(|(_, consent)| consent.starts_with("publish"));
    let objects = !publishes && dice.percent(15);
    if objects {
        pairs.push(("non_disclosure", "yes".to_owned()));
    }
    let reason = if objects { "We have had trespass and theft." } else { "" };
    pairs.push(("non_disclosure_reason", reason.to_owned()));
    pairs.extend(DECLARATIONS.map(|declaration| ("declarations", declaration.to_owned())));
    pairs.push(("text_version", text_version.to_owned()));
    pairs
}

/// Ticks at least one box of a list: one for certain, each other one so many times in a hundred.
fn some(dice: &mut Dice, field: &'static str, words: &[&str], chance: u32) -> Pairs {
    let certain = dice.one_of(words);
    let ticked = words.iter().filter(|word| **word == certain || dice.percent(chance));
    ticked.map(|word| (field, (*word).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{TimeDelta, TimeZone, Utc};
    use domain::{
        eoi::{EoiWalk, Terms, judge},
        grid_reference::GridReference,
    };

    use super::*;

    fn made() -> Vec<Person> {
        let opens_at = Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap();
        eois(3, 40, opens_at, opens_at + TimeDelta::weeks(5), "1")
    }

    #[test]
    fn the_same_seed_gives_the_same_expressions_of_interest() {
        assert_eq!(made().len(), 40);
        assert_eq!(made(), made());
    }

    #[test]
    fn each_site_is_in_a_square_of_one_kilometre_in_the_city_region() {
        for squares in LANDSCAPES.iter().map(|(landscape, _)| landscape.squares) {
            for square in squares.iter().map(|square| GridReference::parse(square).unwrap()) {
                assert_eq!(square.precision, 1_000);
                assert!(STRATEGY_AREA.touches(&square), "{}", square.written);
            }
        }
    }

    #[test]
    fn no_two_people_have_one_address_and_all_addresses_are_reserved_for_examples() {
        let made = made();
        let emails: BTreeSet<_> = made.iter().map(|person| person.draft["contact"].text("email")).collect();
        assert_eq!(emails.len(), 40);
        assert!(emails.iter().all(|email| email.ends_with("@example.org")));
    }

    #[test]
    fn land_is_offered_for_something_and_only_by_those_who_declare_all_that_is_asked() {
        for person in made() {
            assert!(person.draft["interest"].is_filled("interests") && person.draft["land"].is_filled("land_uses"));
            assert_eq!(person.draft["consents"].all("declarations").count(), DECLARATIONS.len());
        }
    }

    #[test]
    fn each_is_one_that_can_be_sent_and_lies_in_the_area_of_the_strategy() {
        let terms = Terms { strategy_area: Some(&STRATEGY_AREA), text_version: "1" };
        for person in made() {
            let walk = EoiWalk::new(&person.draft, &terms);
            assert!(judge(&person.draft, &terms).is_ok(), "{:?}", walk.steps);
            let mut notices = walk.steps.iter().flat_map(|step| &step.notices);
            assert!(notices.all(|notice| notice.field != "grid_reference"));
        }
    }

    #[test]
    fn a_place_well_outside_the_city_region_is_outside_the_box() {
        for outside in ["SJ 40 66", "SJ 84 98", "SD 53 29", "SJ 12 85"] {
            assert!(!STRATEGY_AREA.touches(&GridReference::parse(outside).unwrap()), "{outside}");
        }
    }
}
