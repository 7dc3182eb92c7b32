//! Where people are and which places they name: real places of the city region, as a map has them.

use domain::question::Places;

use super::{answers::Pairs, profile::Profile};
use crate::dice::Dice;

/// A place with its name and the square of the national grid in which it is.
type Named = (&'static str, &'static str);

const LIVERPOOL: &[Named] = &[
    ("Sefton Park", "SJ 37 87"),
    ("Otterspool promenade", "SJ 37 85"),
    ("Croxteth Country Park", "SJ 40 94"),
    ("Calderstones Park", "SJ 40 87"),
    ("Childwall Woods", "SJ 41 88"),
    ("Speke and Garston Coastal Reserve", "SJ 41 82"),
    ("Everton Park", "SJ 35 92"),
    ("the Leeds and Liverpool Canal", "SJ 34 92"),
];
const SEFTON: &[Named] = &[
    ("Formby dunes", "SD 27 07"),
    ("Ainsdale dunes", "SD 28 10"),
    ("Marshside", "SD 35 20"),
    ("Crosby beach", "SJ 30 98"),
    ("Rimrose Valley", "SJ 33 98"),
    ("Lunt Meadows", "SD 34 02"),
    ("Hightown saltmarsh", "SD 29 02"),
];
const WIRRAL: &[Named] = &[
    ("Thurstaston Common", "SJ 24 85"),
    ("Hilbre Island", "SJ 18 88"),
    ("Bidston Moss", "SJ 29 91"),
    ("Parkgate marshes", "SJ 27 78"),
    ("Birkenhead Park", "SJ 30 89"),
    ("Eastham Country Park", "SJ 36 82"),
    ("Meols shore", "SJ 23 90"),
    ("the Wirral Way", "SJ 23 83"),
];
const ST_HELENS: &[Named] = &[
    ("Sankey Valley", "SJ 53 96"),
    ("Carr Mill Dam", "SJ 52 98"),
    ("Sutton Manor woodland", "SJ 51 91"),
    ("Rainford mosses", "SD 46 01"),
    ("Stanley Bank", "SJ 53 97"),
];
const KNOWSLEY: &[Named] = &[
    ("Stadt Moers Park", "SJ 44 91"),
    ("Halewood Park", "SJ 44 86"),
    ("Acornfield Plantation", "SJ 43 97"),
    ("Court Hey Park", "SJ 41 90"),
];
const HALTON: &[Named] = &[
    ("Spike Island", "SJ 51 84"),
    ("Wigg Island", "SJ 53 83"),
    ("Hale shore", "SJ 46 81"),
    ("Runcorn Hill", "SJ 50 81"),
    ("Pickerings Pasture", "SJ 48 83"),
];

const COMMENTS: [&str; 12] = [
    "Full of birds in winter, but dogs run loose all over it.",
    "The pond has dried out two summers running.",
    "Children from three schools could walk here.",
    "Litter after every warm weekend.",
    "Cut far too often. Let the grass grow until August.",
    "There used to be skylarks here.",
    "A path along the edge would keep people off the middle.",
    "Could be linked to the woods on the other side of the road.",
    "Lovely in spring, please keep it as it is.",
    "The brook floods the path every winter.",
    "Fly-tipping at the gate is a problem.",
    "Butterflies all along the bank last summer.",
];

/// Names a place in an area, or anywhere in the city region.
pub(super) fn name(area: &str, dice: &mut Dice) -> &'static str {
    place(area, dice).0
}

/// Types the first half of a postcode of an area, as tidily as people do.
pub(super) fn postcode(area: &str, dice: &mut Dice) -> String {
    let outward = dice.one_of(outward_codes(area));
    match dice.below(6) {
        0 => outward.to_lowercase(),
        1 => format!("{outward} "),
        _ => outward.to_owned(),
    }
}

/// Types the fields of a question about places.
pub(super) fn typed(id: &str, kind: &Places, is_blank: bool, profile: &Profile, dice: &mut Dice) -> Pairs {
    if is_blank {
        return ["where", "kind", "comment"].map(|part| (format!("{id}.1.{part}"), String::new())).into();
    }
    let wanted: usize = dice.weighted(&[(1, 64), (2, 25), (3, 9), (5, 2)]);
    let kinds: Vec<&str> = kind.options.iter().map(|option| option.id.as_str()).chain([""]).collect();
    let mut pairs = Pairs::new();
    for number in 1..=wanted.min(kind.at_most) {
        let (name, grid) = place(profile.area, dice);
        let place = match dice.below(10) {
            0..7 => capitalised(name),
            7..9 => grid.to_owned(),
            _ => postcode(profile.area, dice),
        };
        let comment = if dice.percent(45) { dice.one_of(&COMMENTS) } else { "" };
        pairs.push((format!("{id}.{number}.where"), place));
        pairs.push((format!("{id}.{number}.kind"), dice.one_of(&kinds).to_owned()));
        pairs.push((format!("{id}.{number}.comment"), comment.to_owned()));
        if dice.percent(9) {
            pairs.push((format!("{id}.{number}.private"), "yes".to_owned()));
        }
    }
    pairs
}

fn place(area: &str, dice: &mut Dice) -> Named {
    let everywhere = [LIVERPOOL, SEFTON, WIRRAL, ST_HELENS, KNOWSLEY, HALTON];
    let places = match area {
        "liverpool" => LIVERPOOL,
        "sefton" => SEFTON,
        "wirral" => WIRRAL,
        "st-helens" => ST_HELENS,
        "knowsley" => KNOWSLEY,
        "halton" => HALTON,
        _ => dice.one_of(&everywhere),
    };
    let places: Vec<&Named> = places.iter().collect();
    *dice.one_of(&places)
}

fn outward_codes(area: &str) -> &'static [&'static str] {
    match area {
        "liverpool" => &["L1", "L4", "L6", "L8", "L11", "L13", "L15", "L16", "L17", "L18", "L19", "L25"],
        "sefton" => &["L20", "L21", "L22", "L23", "L31", "L37", "PR8", "PR9"],
        "wirral" => &["CH41", "CH42", "CH43", "CH45", "CH46", "CH47", "CH48", "CH49", "CH60", "CH61", "CH63"],
        "st-helens" => &["WA9", "WA10", "WA11", "WA12"],
        "knowsley" => &["L26", "L32", "L33", "L34", "L35", "L36"],
        "halton" => &["WA7", "WA8"],
        _ => &["CH64", "L40", "WA5", "WN5", "PR4", "CH2"],
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
