//! What people write in their own words, put together from whole sentences so that it reads as people write.
//!
//! The sentences are made up, name no person, and are told apart by who would write them.

use super::{places, profile::Profile};
use crate::dice::Dice;

const SEEN: [&str; 16] = [
    "I walk at {place} most weeks and there are far fewer birds than there were.",
    "{place} is the best thing about living here.",
    "We used to hear skylarks near {place} and now there are none.",
    "The verges on our estate are cut to the ground just as the flowers come out.",
    "I have seen hedgehogs in my garden for the first time in years.",
    "Our street has hardly any trees and it is baking hot in summer.",
    "The brook behind our houses smells after heavy rain.",
    "Since they stopped mowing part of {place} the butterflies have come back.",
    "There is so much litter at {place} at weekends.",
    "My grandchildren have never seen a lapwing.",
    "Every year another field near us is sold for houses.",
    "There were swifts nesting on our road until the roofs were repaired.",
    "The ponds I knew as a child have all been filled in.",
    "You can still find quiet corners at {place} if you go early.",
    "I do not drive, so the only green space I can reach is the park at the end of the road.",
    "I moved here two years ago and was surprised how much wildlife there is so close to the city.",
];
const ASKED: [&str; 16] = [
    "Please protect what is left before starting anything new.",
    "We need more trees in the streets, not only in the parks.",
    "Let the grass grow and cut it once, late in the summer.",
    "Join the green spaces up so that animals can move between them.",
    "Stop building on the fields between our towns.",
    "Someone has to check that the promises are kept.",
    "More bins and a warden would make a big difference.",
    "Please keep dogs on leads where birds nest.",
    "Give schools the money to do something with their grounds.",
    "New houses should come with swift bricks and hedgehog holes.",
    "Please bring the pond back.",
    "Make it easier for volunteers to get permission.",
    "The water company should be made to clean up the brook.",
    "Tell people what the plan is in words that they understand.",
    "Spend the money in places that have the least green space.",
    "Put nature first for once.",
];
const ENDED: [&str; 8] = [
    "Thank you for asking.",
    "I hope something comes of this.",
    "It is not too late.",
    "I would be glad to help.",
    "Please do not let this be another report on a shelf.",
    "We owe it to the children.",
    "Small things add up.",
    "Good luck with it.",
];
const FROM_LAND: [&str; 12] = [
    "We already leave wide field edges, but nobody counts that.",
    "I would plant more hedges if the payment covered the work.",
    "The forms take longer than the job.",
    "Talk to us before you draw lines on a map of our land.",
    "Good soil should stay in food. There is poorer ground where nature could have more.",
    "As a tenant I cannot sign up to anything for 30 years.",
    "Ditches need clearing as well as wildlife, or the whole field is under water.",
    "We had lapwings last spring for the first time in years and did nothing special for them.",
    "Dogs off the lead do more harm here than the tractor.",
    "Two neighbours and I would do something together if somebody brought us to one table.",
    "I need to know what it pays in ten years, not in two.",
    "Fly-tipping in our gateways costs us more each year than the hedges do.",
];
const FROM_ORGANISATIONS: [&str; 8] = [
    "Our members look after several sites and can share their records.",
    "The strategy should say who will do what, and by when.",
    "We welcome the work and would like to see clear measures for each priority.",
    "Please make the map easy to use for small groups without specialist software.",
    "Funding for looking after sites matters more than funding for creating new ones.",
    "We would like nature recovery to count in every planning decision.",
    "Health and nature should be planned together.",
    "Please publish the evidence beside the priorities.",
];

/// The campaign's text; each part in brackets is worded in one of the ways given.
const CAMPAIGN: [&[&str]; 11] = [
    &["Please put ", "Please place ", "I ask you to put "],
    &["our mosslands ", "the mosslands ", "our mosses "],
    &["at the top of the strategy. ", "first in the strategy. ", "at the head of the strategy. "],
    &["Peat ", "The peat "],
    &["locks up carbon ", "stores carbon ", "holds carbon "],
    &["and holds back flood water", "and keeps back flood water", "and slows down floods"],
    &[", and wading birds nest there. ", ", and it is home to wading birds. "],
    &["Once it is gone it cannot be replaced. ", "Once lost it cannot be brought back. "],
    &["No more of it should be ", "None of it should be "],
    &["drained or built on.", "built on or drained.", "lost to drains and buildings."],
    &["", "", "", " Thank you.", " Thanks for reading this."],
];

const SPECIES: [&str; 22] = [
    "hedgehog",
    "Hedgehogs",
    "swift",
    "swifts",
    "Skylark",
    "lapwing",
    "curlew",
    "barn owl",
    "kingfisher",
    "House sparrow",
    "bats",
    "bumblebees",
    "Bees",
    "otter",
    "water vole",
    "frogs and toads",
    "butterflies",
    "bluebell",
    "oak",
    "orchids",
    "starling",
    "Dragonflies",
];
const COAST_SPECIES: [&str; 6] =
    ["natterjack toad", "Natterjack toads", "sand lizard", "red squirrel", "Red squirrels", "oystercatcher"];
const FARM_SPECIES: [&str; 5] = ["grey partridge", "yellowhammer", "corn bunting", "Lapwing", "brown hare"];

const GROUPS: [(&str, [&str; 3]); 5] = [
    ("community-group", ["Friends of the Green", "Residents' Wildlife Group", "Community Garden"]),
    ("nature-organisation", ["Wildlife Recording Society", "Wetland Trust", "Tree Volunteers"]),
    ("public-body", ["Parks Service", "Parish Council", "Health Partnership"]),
    ("business", ["Landscape Services", "Ecology Consultants", "Housing Association"]),
    ("school", ["Primary School", "Sixth Form College", "University Ecology Department"]),
];

/// Writes the text for a question with one text.
pub(super) fn text(question: &str, profile: &Profile, dice: &mut Dice) -> String {
    match question {
        "organisation-name" => organisation(profile.role, dice),
        _ if profile.in_campaign => campaign(dice),
        _ => comment(profile, dice),
    }
}

/// Says what "other" is for a question.
pub(super) fn other(question: &str, dice: &mut Dice) -> String {
    let words: &[&str] = match question {
        "responding-as" => {
            &["I grew up here and come back often", "Angler", "I volunteer at a nature reserve", "Allotment holder"]
        }
        "habitats-chosen" => &["Churchyards", "Allotments", "Ditches", "Old walls and bridges", "Railway banks"],
        "barriers-met" => &["My age", "No bus on Sundays", "The council mows everything", "Invasive plants"],
        "land-use" => &["Turf", "A solar farm", "Caravan storage"],
        "land-already" => &["Bird boxes", "Beetle banks", "We feed the birds in winter"],
        "land-help" => &["Less fly-tipping", "Help with fencing"],
        "sex" => &["Non-binary", "Intersex"],
        "ethnic-group" => &["Arab", "Latin American", "Kurdish"],
        _ => &["A sign in the park", "The library", "I was searching for something else"],
    };
    dice.one_of(words).to_owned()
}

/// Names some plants or animals, each once.
pub(super) fn species(profile: &Profile, wanted: usize, dice: &mut Dice) -> Vec<String> {
    let mut known: Vec<&str> = SPECIES.to_vec();
    if profile.area == "sefton" || profile.area == "wirral" && dice.percent(40) {
        known.extend(COAST_SPECIES.iter().chain(&COAST_SPECIES));
    }
    if profile.role == "land-manager" {
        known.extend(FARM_SPECIES.iter().chain(&FARM_SPECIES).chain(&FARM_SPECIES));
    }
    dice.shuffle(&mut known);
    let mut named: Vec<String> = Vec::new();
    for name in known {
        if named.len() < wanted && !named.iter().any(|other| other.eq_ignore_ascii_case(name)) {
            named.push(name.to_owned());
        }
    }
    named
}

fn organisation(role: &str, dice: &mut Dice) -> String {
    let kinds = GROUPS.iter().find(|(name, _)| *name == role).map_or(&GROUPS[0].1, |(_, kinds)| kinds);
    format!("Example {} {}", dice.one_of(kinds), 1 + dice.below(40))
}

fn campaign(dice: &mut Dice) -> String {
    CAMPAIGN.iter().map(|ways| dice.one_of(ways)).collect()
}

/// Writes a few sentences that fit the person, on one line or in paragraphs.
fn comment(profile: &Profile, dice: &mut Dice) -> String {
    let (seen, asked): (&[&str], &[&str]) = match profile.role {
        "land-manager" => (&FROM_LAND, &FROM_LAND),
        "community-group" | "nature-organisation" | "public-body" | "business" | "school" => {
            (&FROM_ORGANISATIONS, &FROM_ORGANISATIONS)
        }
        _ => (&SEEN, &ASKED),
    };
    let mut sentences = vec![dice.one_of(seen)];
    for (pool, chance) in [(asked, 70), (seen, 30), (asked, 30), (&ENDED[..], 25)] {
        let next = dice.one_of(pool);
        if dice.percent(chance) && !sentences.contains(&next) {
            sentences.push(next);
        }
    }
    let between = if dice.percent(15) { "\r\n\r\n" } else { " " };
    let place = places::name(profile.area, dice);
    let text = sentences.join(between).replace("{place}", place);
    if let Some(rest) = text.strip_prefix("the ") { format!("The {rest}") } else { text }
}
