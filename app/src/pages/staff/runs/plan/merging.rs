//! The part of the form with the lists of levels that may be merged, one for each margin: for levels that do not stand in an order,
//! as areas. Left blank, nothing is merged by a list.

use domain::{
    fields::Fields,
    plan::{PlannedLevel, PlannedMargin},
    question::Question,
    refusal::{MergeListFault, Reason},
};

use super::super::super::asking::{Asks, Told, lines};
use crate::words::analysis;

/// What begins the name of the field with the list of a margin.
const LIST: &str = "merge-list-";
/// The most characters of a list.
const LIST_LIMIT: usize = 5_000;
/// What stands between the two levels of a line.
const WITH: &str = " with ";
/// Of two levels only one would be left, which tells nothing.
const FEWEST_LEVELS: usize = 3;

/// Asks for the list of each margin whose levels can be merged.
pub(super) fn questions(counted: &[PlannedMargin]) -> Vec<Question> {
    counted.iter().filter(|margin| margin.levels.len() >= FEWEST_LEVELS).map(question).collect()
}

fn question(margin: &PlannedMargin) -> Question {
    let asked = format!("List for {}", analysis::margin(&margin.name));
    let example = match margin.levels.as_slice() {
        [first, second, ..] => format!("{}{WITH}{}", first.label, second.label),
        _ => String::new(),
    };
    lines(&field(&margin.name), &asked, LIST_LIMIT).optional().hint(&format!("For example: {example}"))
}

fn field(margin: &str) -> String {
    format!("{LIST}{margin}")
}

/// Says whether anything of this part is filled in.
pub(super) fn is_filled(counted: &[PlannedMargin], fields: &Fields) -> bool {
    questions(counted).iter().any(|question| fields.is_filled(&question.id))
}

/// Reads the list of a margin; what cannot be read is refused.
pub(super) fn read(told: &mut Told, margin: &PlannedMargin) -> Vec<[String; 2]> {
    let field = field(&margin.name);
    let words = told.words(&field).unwrap_or_default();
    let mut pairs = Vec::new();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match pair(margin, line) {
            Some(pair) if pairs.contains(&pair) => told.refuse(&field, Reason::LineTwice { line: line.to_owned() }),
            Some(pair) => pairs.push(pair),
            None => {
                let levels = margin.levels.iter().map(|level| level.label.clone()).collect();
                told.refuse(&field, Reason::MergeList(MergeListFault::NotAPair { line: line.to_owned(), levels }));
            }
        }
    }
    pairs
}

/// Finds the two levels of a line, by their labels or codes. A label may have the word in it that stands between the two.
fn pair(margin: &PlannedMargin, line: &str) -> Option<[String; 2]> {
    let level = |typed: &str| {
        let is_it = |level: &&PlannedLevel| {
            [&level.label, &level.code].into_iter().any(|name| name.to_lowercase() == typed.trim().to_lowercase())
        };
        margin.levels.iter().find(is_it).map(|level| level.code.clone())
    };
    let places = line.match_indices(WITH).map(|(place, _)| place);
    let mut pairs = places.filter_map(|place| Some([level(&line[..place])?, level(&line[place + WITH.len()..])?]));
    pairs.find(|[from, into]| from != into)
}

/// Fills the list of a margin in as a plan has it.
pub(super) fn filled(margin: &PlannedMargin) -> Option<(String, String)> {
    (!margin.merge_list.is_empty()).then(|| (field(&margin.name), say(margin).join("\n")))
}

/// Says each pair of a list, with labels where they are known.
pub(super) fn say(margin: &PlannedMargin) -> Vec<String> {
    let label = |code: &String| {
        let level = margin.levels.iter().find(|level| level.code == *code);
        level.map_or_else(|| code.clone(), |level| level.label.clone())
    };
    margin.merge_list.iter().map(|[from, into]| format!("{}{WITH}{}", label(from), label(into))).collect()
}

/// Says which field the fault of merging both ways is put right in, and how; what else could be wrong with a list is refused as it is read.
pub(super) fn say_fault(margin: &str) -> (String, Reason) {
    (field(margin), Reason::MergeList(MergeListFault::BesideToo))
}
