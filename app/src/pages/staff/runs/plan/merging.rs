//! The part of the form with the lists of levels that may be merged, one for each margin: for levels that do not stand in an order,
//! as areas. Left blank, nothing is merged by a list.

use domain::{
    plan::PlannedMargin,
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

/// Refuses a list for a margin that residents are not weighted to, so that it does not go without a word.
pub(super) fn refuse_unused(told: &mut Told, margin: &PlannedMargin) {
    let field = field(&margin.name);
    if told.words(&field).is_some() {
        told.refuse(&field, Reason::MergeList(MergeListFault::NotWeighted));
    }
}

/// Finds the two levels of a line. A label may have the word in it that stands between the two.
fn pair(margin: &PlannedMargin, line: &str) -> Option<[String; 2]> {
    let places = line.match_indices(WITH).map(|(place, _)| place);
    let mut pairs =
        places.filter_map(|place| Some([level(margin, &line[..place])?, level(margin, &line[place + WITH.len()..])?]));
    pairs.find(|[from, into]| from != into)
}

/// Finds a level by its code, or by a label that no other has.
fn level(margin: &PlannedMargin, typed: &str) -> Option<String> {
    let typed = typed.trim().to_lowercase();
    let is_called = |name: &str| name.to_lowercase() == typed;
    let mut labelled = margin.levels.iter().filter(|level| is_called(&level.label));
    let by_code = margin.levels.iter().find(|level| is_called(&level.code));
    let found = by_code.or_else(|| labelled.next().filter(|_| labelled.next().is_none()));
    found.map(|level| level.code.clone())
}

/// Fills the list of a margin in as a plan has it.
pub(super) fn filled(margin: &PlannedMargin) -> Option<(String, String)> {
    (!margin.merge_list.is_empty()).then(|| (field(&margin.name), say(margin).join("\n")))
}

/// Says each pair of a list, with labels where they lead back to the level.
pub(super) fn say(margin: &PlannedMargin) -> Vec<String> {
    let label = |code: &String| {
        let known = margin.levels.iter().find(|level| level.code == *code);
        let known = known.filter(|known| level(margin, &known.label).as_ref() == Some(code));
        known.map_or_else(|| code.clone(), |known| known.label.clone())
    };
    margin.merge_list.iter().map(|[from, into]| format!("{}{WITH}{}", label(from), label(into))).collect()
}

/// Says which field the fault of merging both ways is put right in, and how; what else could be wrong with a list is refused as it is read.
pub(super) fn say_fault(margin: &str) -> (String, Reason) {
    (field(margin), Reason::MergeList(MergeListFault::BesideToo))
}

#[cfg(test)]
mod tests {
    use domain::plan::PlannedLevel;

    use super::*;

    fn margin(levels: &[(&str, &str)]) -> PlannedMargin {
        let level =
            |(code, label): &(&str, &str)| PlannedLevel { code: (*code).into(), label: (*label).into(), count: 1 };
        PlannedMargin {
            name: "area".into(),
            levels: levels.iter().map(level).collect(),
            merges_neighbours: false,
            merge_list: Vec::new(),
            source: String::new(),
        }
    }

    #[test]
    fn levels_are_found_by_label_or_code_and_a_label_may_have_the_word_between_them_in_it() {
        let margin = margin(&[("E1", "Halton"), ("E2", "Chester with Ellesmere"), ("E3", "Wirral")]);
        let found = |line: &str| pair(&margin, line).map(|pair| pair.join(" "));
        for line in ["Halton with Wirral", "halton with E3", " E1 with wirral "] {
            assert_eq!(found(line).as_deref(), Some("E1 E3"), "{line}");
        }
        assert_eq!(found("Chester with Ellesmere with Wirral").as_deref(), Some("E2 E3"));
        for line in ["Halton", "Halton with Halton", "Halton with Crewe", "Halton and Wirral", "with"] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn what_is_said_of_a_list_leads_back_to_it_also_where_labels_are_not_unique() {
        let levels = [("E1", "Newtown"), ("E2", "newtown"), ("E3", "E1"), ("E4", "Wirral")];
        let list = [["E1", "E2"], ["E3", "E4"], ["E4", "E1"]].map(|pair| pair.map(str::to_owned)).to_vec();
        let margin = PlannedMargin { merge_list: list.clone(), ..margin(&levels) };
        let back: Vec<_> = say(&margin).iter().map(|line| pair(&margin, line).unwrap()).collect();
        assert_eq!(back, list);
        assert_eq!(say(&margin)[1], "E3 with Wirral");
    }
}
