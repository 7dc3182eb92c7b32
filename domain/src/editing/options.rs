//! Options as an officer writes them: one on a line, with marks at its end for what choosing it means.
//!
//! An option keeps its name as long as its line can be told to be the same one: its words are the same, or it stands beside
//! the same one and its words are much alike. A line that says something else is another option.

use std::collections::BTreeSet;

use super::names;
use crate::{question::AnswerOption, questionnaire::RESERVED_OPTIONS};

/// The mark of an option that asks for words.
pub const IN_WORDS: &str = "[in words]";
/// The mark of an option that cannot be chosen together with others.
pub const ALONE: &str = "[alone]";
/// The mark of an option that says nothing about the question.
pub const NO_ANSWER: &str = "[no answer]";

/// Writes options as lines.
pub fn write_options(options: &[AnswerOption]) -> String {
    let line = |option: &AnswerOption| Line::of(option).written();
    options.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads lines as options, each under the name that it had before.
pub fn read_options(typed: &str, old: &[AnswerOption]) -> Vec<AnswerOption> {
    let lines: Vec<Line> = typed.lines().map(Line::read).filter(|line| !line.label.is_empty()).collect();
    let kept = keep(&lines, old);
    let reserved = RESERVED_OPTIONS.map(str::to_owned);
    let mut taken: BTreeSet<String> = old.iter().map(|option| option.id.clone()).chain(reserved).collect();
    let mut option = |(line, kept): (&Line, Option<usize>)| {
        if let Some(place) = kept {
            return line.over(&old[place]);
        }
        let id = names::free(&names::from_words(&line.label, "option"), |name| taken.contains(name));
        taken.insert(id.clone());
        line.over(&AnswerOption { id, ..AnswerOption::default() })
    };
    lines.iter().zip(kept).map(&mut option).collect()
}

/// One line: words and marks.
#[derive(Debug, Default, PartialEq, Eq)]
struct Line {
    label: String,
    in_words: bool,
    alone: bool,
    no_answer: bool,
}

impl Line {
    fn of(option: &AnswerOption) -> Self {
        let AnswerOption { label, asks_words, alone, missing, .. } = option;
        Self { label: label.clone(), in_words: *asks_words, alone: *alone && !missing, no_answer: *missing }
    }

    fn read(typed: &str) -> Self {
        let mut line = Self::default();
        let mut rest = typed.trim();
        loop {
            let (mark, is_marked) = [IN_WORDS, ALONE, NO_ANSWER]
                .into_iter()
                .zip([&mut line.in_words, &mut line.alone, &mut line.no_answer])
                .find_map(|(mark, marked)| Some((rest.strip_suffix(mark)?, marked)))
                .unzip();
            let (Some(before), Some(is_marked)) = (mark, is_marked) else { break };
            *is_marked = true;
            rest = before.trim_end();
        }
        rest.clone_into(&mut line.label);
        line.alone &= !line.no_answer;
        line
    }

    fn written(&self) -> String {
        let marks = [(self.in_words, IN_WORDS), (self.alone, ALONE), (self.no_answer, NO_ANSWER)];
        let marks = marks.into_iter().filter(|(is_marked, _)| *is_marked).map(|(_, mark)| mark);
        std::iter::once(self.label.as_str()).chain(marks).collect::<Vec<_>>().join(" ")
    }

    /// Puts the words and the marks on an option, which keeps all else.
    fn over(&self, option: &AnswerOption) -> AnswerOption {
        let marked = Self { label: option.label.clone(), ..Self { label: String::new(), ..*self } };
        let label = self.label.clone();
        // With the same marks it means what it meant, also where it was written elsewhere with other flags.
        if marked == Self::of(option) {
            return AnswerOption { label, ..option.clone() };
        }
        let (asks_words, alone, missing) = (self.in_words, self.alone || self.no_answer, self.no_answer);
        AnswerOption { label, asks_words, alone, missing, ..option.clone() }
    }
}

/// Finds for each line the option that it is, by its place among the old ones.
fn keep(lines: &[Line], old: &[AnswerOption]) -> Vec<Option<usize>> {
    let mut used = vec![false; old.len()];
    let mut kept = Vec::new();
    for line in lines {
        let same = (0..old.len()).find(|place| !used[*place] && old[*place].label.trim() == line.label);
        used.iter_mut().enumerate().filter(|(place, _)| Some(*place) == same).for_each(|(_, used)| *used = true);
        kept.push(same);
    }
    let anchors: Vec<_> = used.iter().enumerate().map(|(place, used)| used.then_some(place)).collect();
    let (before, now) = (neighbours(&anchors), neighbours(&kept));
    for (number, line) in lines.iter().enumerate().filter(|(number, _)| kept[*number].is_none()).collect::<Vec<_>>() {
        let same = (0..old.len()).find(|place| {
            !used[*place]
                && are_beside_the_same(before[*place], now[number])
                && are_alike(&old[*place].label, &line.label)
        });
        if let Some(place) = same {
            used[place] = true;
            kept[number] = same;
        }
    }
    kept
}

/// Says whether two places have the same known one before them, or after them.
fn are_beside_the_same(one: Neighbours, other: Neighbours) -> bool {
    one.0 == other.0 || one.1 == other.1
}

/// The nearest known ones before and after a place.
type Neighbours = (Option<usize>, Option<usize>);

/// Gives for each place the nearest known ones before and after it.
fn neighbours(known: &[Option<usize>]) -> Vec<Neighbours> {
    let before = |place: usize| known[..place].iter().rev().find_map(|each| *each);
    let after = |place: usize| known[place + 1..].iter().find_map(|each| *each);
    (0..known.len()).map(|place| (before(place), after(place))).collect()
}

/// Says whether two labels share at least four in ten of their pairs of letters, as they do when words are mended.
fn are_alike(one: &str, other: &str) -> bool {
    let (one, mut other) = (pairs(one), pairs(other));
    let total = one.len() + other.len();
    let is_shared =
        |pair: &(char, char)| other.iter().position(|each| each == pair).map(|place| other.swap_remove(place));
    let shared = one.iter().filter_map(is_shared).count();
    shared * 5 >= total && total > 0
}

fn pairs(label: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = label.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(labels: &[&str]) -> Vec<AnswerOption> {
        read_options(&labels.join("\n"), &[])
    }

    fn ids(typed: &str, old: &[AnswerOption]) -> Vec<String> {
        read_options(typed, old).into_iter().map(|option| option.id).collect()
    }

    #[test]
    fn each_line_is_an_option_with_a_name_from_its_words() {
        assert_eq!(
            ids(" Ponds \n\nHedges and walls\nPonds\n…", &[]),
            ["ponds", "hedges-and-walls", "ponds-2", "option"]
        );
    }

    #[test]
    fn marks_say_what_choosing_an_option_means_and_are_written_as_they_were_read() {
        let typed = "Ponds\nOther [in words]\nNone of these [alone]\nDon’t know [no answer]\nPlants [native]";
        let read = read_options(typed, &[]);
        let flags: Vec<_> = read.iter().map(|option| (option.asks_words, option.alone, option.missing)).collect();
        let plain = (false, false, false);
        assert_eq!(flags, [plain, (true, false, false), (false, true, false), (false, true, true), plain]);
        assert_eq!(read[4].label, "Plants [native]");
        assert_eq!(write_options(&read), typed);
        assert_eq!(read_options(typed, &read), read);
    }

    #[test]
    fn an_option_keeps_its_name_when_it_is_mended_or_moved() {
        let old = options(&["Ponds", "Heges", "Meadows"]);
        assert_eq!(ids("Ponds\nHedges\nMeadows", &old), ["ponds", "heges", "meadows"]);
        assert_eq!(ids("Meadows\nPonds\nHeges", &old), ["meadows", "ponds", "heges"]);
        assert_eq!(ids("Ponds\nHeges\nMeadows and pastures\nWoods", &old), ["ponds", "heges", "meadows", "woods"]);
    }

    #[test]
    fn a_line_that_says_something_else_is_another_option() {
        let old = options(&["Very important", "Fairly important"]);
        assert_eq!(ids("Fairly important\nSlightly important", &old), ["fairly-important", "slightly-important"]);
        let old = options(&["Farmer", "Resident"]);
        assert_eq!(ids("Visitor\nResident", &old), ["visitor", "resident"]);
        assert_eq!(ids("Resident", &old), ["resident"]);
    }

    #[test]
    fn what_lines_do_not_say_stays_with_the_option() {
        let mut old = options(&["Ponds"]);
        old[0].priority = Some("H1".into());
        old[0].missing = true;
        let read = read_options("Pond [no answer]", &old);
        assert_eq!((read[0].priority.as_deref(), read[0].alone, read[0].missing), (Some("H1"), false, true));
        assert!(!read_options("Ponds", &old)[0].missing);
    }
}
