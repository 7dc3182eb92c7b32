//! Words, postcodes and places as people type them, each beside what has to be stored of it.

use domain::{answer::Location, grid_reference::GridReference};

use crate::numbers::Numbers;

/// Pieces of many scripts and lengths; none may be taken for a postcode or need another spelling.
const PIECES: [&str; 16] = [
    "The hedges along the lane are full of birds.",
    "More ponds, please",
    "“Quoted”, \"twice\" & <b>not bold</b>",
    "=1+1; DROP TABLE answers; --",
    "naïve café über Ærø Łódź",
    "العربية من اليمين",
    "日本語の言葉",
    "ਪੰਜਾਬੀ ਵਿੱਚ ਸ਼ਬਦ",
    "🦔🌳👩‍🌾",
    "% _ ! \\ / {} [] 100%",
    "Cwm, Ynys Môn a’r Wyddfa",
    "a tab\tand two  spaces",
    "the meadow beyond the railway, where the orchids were",
    "0",
    "null",
    "𝒳 beyond the first plane",
];

const PLACES: [&str; 5] = ["The old quarry", "Pond behind the school", "Cae’r Felin", "The 5 o’clock field", "森の端"];

/// Two first halves of postcodes, and two of areas whose letters are also a square of the national grid.
const POSTCODES: [&str; 4] = ["L17", "CH41", "WA10", "SK11"];

/// Gives words of at most so many characters: as they are typed, and as they have to be stored.
pub(super) fn of(numbers: &mut Numbers, limit: usize, multiline: bool) -> (String, String) {
    // A few people write as much as there is room for.
    let wanted = if numbers.below(20) == 0 { limit } else { 1 + numbers.below(limit.min(400)) };
    let mut kept = String::new();
    while kept.chars().count() < wanted {
        let between = if multiline && numbers.below(4) == 0 { "\n" } else { " " };
        if !kept.is_empty() {
            kept.push_str(between);
        }
        kept.push_str(PIECES[numbers.below(PIECES.len())]);
    }
    let kept: String = kept.chars().take(wanted).collect();
    let kept = kept.trim().to_owned();
    // Browsers send a line end as two characters, and people leave spaces at the end.
    let typed = format!(" {} ", kept.replace('\n', "\r\n"));
    (typed, kept)
}

/// Gives a postcode, whole or its first half, and the first half, which alone has to be stored.
pub(super) fn postcode(numbers: &mut Numbers) -> (String, String) {
    let outward = POSTCODES[numbers.below(POSTCODES.len())];
    let typed = match numbers.below(3) {
        0 => outward.to_ascii_lowercase(),
        1 => format!("{outward} 1AB"),
        _ => format!("{outward}1ab"),
    };
    (typed, outward.to_owned())
}

/// Gives a place by name, postcode or grid reference, and where it has to be taken for.
pub(super) fn place(numbers: &mut Numbers) -> (String, Location) {
    match numbers.below(3) {
        0 => {
            let (typed, outward) = postcode(numbers);
            (typed, Location::Postcode(outward))
        }
        1 => {
            let (east, north) = (300 + numbers.below(100), 800 + numbers.below(100));
            let written = format!("SJ {east} {north}");
            // The square SJ begins 300 km east and 300 km north of the origin of the grid.
            let metres = |hundreds: usize| 300_000 + u32::try_from(hundreds * 100).unwrap_or(0);
            let grid = GridReference { written, easting: metres(east), northing: metres(north), precision: 100 };
            (format!("sj{east}{north}"), Location::Grid(grid))
        }
        _ => {
            let name = PLACES[numbers.below(PLACES.len())];
            (name.to_owned(), Location::Named(name.to_owned()))
        }
    }
}
