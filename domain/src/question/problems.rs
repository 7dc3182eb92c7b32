//! What makes no sense in a question of each kind, before anybody answers it.

use std::collections::BTreeSet;

use super::{
    AnswerOption, BestWorst, Date, Files, Number, Pairwise, QuestionKind, Rating, YesNo, files::MOST_FILES, rating,
    yes_no,
};
use crate::{
    decimal::MOST_DECIMALS,
    questionnaire::{OptionId, Problem, RESERVED_OPTIONS, name},
};

/// The fewest options of a set of which one is best and one worst.
const SMALLEST_SET: usize = 3;

impl QuestionKind {
    /// Lists what makes no sense in the question itself.
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            Self::SingleChoice(kind) => options(&kind.options, 1),
            Self::MultipleChoice(kind) => {
                [options(&kind.options, 1), reserved(&kind.options), nothing(kind.at_most.unwrap_or(1))].concat()
            }
            Self::YesNo(kind) => yes_and_no(kind),
            Self::Rating(kind) => scale(kind),
            Self::Matrix(kind) => [options(&kind.rows, 1), reserved(&kind.rows), options(&kind.options, 1)].concat(),
            Self::Ranking(kind) if kind.options_from.is_some() => nothing(kind.places),
            Self::Ranking(kind) => {
                let too_many = kind.places > kind.options.len();
                let ranks = if too_many { vec![Problem::MoreRanksThanOptions] } else { nothing(kind.places) };
                [options(&kind.options, 1), ranks].concat()
            }
            Self::BestWorst(kind) => sets(kind),
            Self::Pairwise(kind) => pairs(kind),
            Self::Points(kind) => {
                [options(&kind.options, 1), reserved(&kind.options), nothing(kind.total as usize)].concat()
            }
            Self::Number(kind) => number(kind),
            Self::Date(kind) => date(kind),
            Self::Text(kind) => nothing(kind.limit),
            Self::TextList(kind) => nothing(kind.limit.min(kind.at_most)),
            Self::Places(kind) => [options(&kind.options, 0), nothing(kind.at_most)].concat(),
            Self::Files(kind) => files(kind),
            Self::Postcode | Self::Contact(_) | Self::Information(_) => Vec::new(),
        }
    }
}

fn options(options: &[AnswerOption], least: usize) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut known = BTreeSet::new();
    if options.len() < least {
        problems.push(Problem::TooFewOptions { least });
    }
    for option in options {
        problems.extend(name(&option.id));
        if option.label.trim().is_empty() {
            problems.push(Problem::NoLabel { option: option.id.clone() });
        }
        if !known.insert(&option.id) {
            problems.push(Problem::OptionTwice { option: option.id.clone() });
        }
    }
    problems
}

/// Finds options that would have the column of something else; only some kinds have a column for each option.
fn reserved(options: &[AnswerOption]) -> Vec<Problem> {
    let reserved = options.iter().filter(|option| RESERVED_OPTIONS.contains(&option.id.as_str()));
    reserved.map(|option| Problem::ReservedOption { option: option.id.clone() }).collect()
}

fn nothing(allowed: usize) -> Vec<Problem> {
    if allowed == 0 { vec![Problem::AllowsNothing] } else { Vec::new() }
}

fn yes_and_no(kind: &YesNo) -> Vec<Problem> {
    let is_missing = |option: &AnswerOption| option.missing;
    let ids: Vec<_> = kind.options.iter().map(|option| (option.id.as_str(), is_missing(option))).collect();
    let (yes, no, unknown) = ((yes_no::YES, false), (yes_no::NO, false), (yes_no::DONT_KNOW, true));
    if ids == [yes, no] || ids == [yes, no, unknown] { options(&kind.options, 2) } else { vec![Problem::NotYesAndNo] }
}

fn scale(kind: &Rating) -> Vec<Problem> {
    if kind.least > 1 || kind.most <= kind.least || kind.most > rating::HIGHEST {
        return vec![Problem::NotAScale];
    }
    let has_label = |point: u8| kind.labels.get(&point).is_some_and(|label| !label.trim().is_empty());
    let ends = [kind.least, kind.most].into_iter().filter(|end| !has_label(*end));
    let beside = kind.labels.keys().copied().filter(|point| !kind.points().contains(point));
    let ends = ends.map(|point| Problem::EndWithoutLabel { point });
    ends.chain(beside.map(|point| Problem::LabelBesideScale { point })).collect()
}

fn number(kind: &Number) -> Vec<Problem> {
    let mut problems = Vec::new();
    if kind.least.zip(kind.most).is_some_and(|(least, most)| least > most) {
        problems.push(Problem::LeastAboveMost);
    }
    if kind.decimals > MOST_DECIMALS {
        problems.push(Problem::TooManyDecimals { at_most: MOST_DECIMALS });
    }
    problems
}

fn date(kind: &Date) -> Vec<Problem> {
    let is_upside_down = kind.earliest.zip(kind.latest).is_some_and(|(earliest, latest)| earliest > latest);
    if is_upside_down { vec![Problem::EarliestAfterLatest] } else { Vec::new() }
}

fn files(kind: &Files) -> Vec<Problem> {
    let is_too_many = kind.at_most > MOST_FILES;
    if is_too_many { vec![Problem::TooManyFiles { at_most: MOST_FILES }] } else { nothing(kind.at_most) }
}

/// A comparison, whichever kind of question it belongs to.
struct Compared<'a> {
    id: &'a str,
    options: Vec<&'a OptionId>,
}

fn sets(kind: &BestWorst) -> Vec<Problem> {
    let mut problems = options(&kind.options, SMALLEST_SET);
    if [&kind.best_label, &kind.worst_label].iter().any(|label| label.trim().is_empty()) {
        problems.push(Problem::NoWords);
    }
    let sets = kind.sets.iter().map(|set| Compared { id: &set.id, options: set.options.iter().collect() });
    problems.extend(comparisons(&kind.options, sets.collect(), SMALLEST_SET));
    problems
}

fn pairs(kind: &Pairwise) -> Vec<Problem> {
    let mut problems = options(&kind.options, 2);
    let pairs = kind.pairs.iter().map(|pair| Compared { id: &pair.id, options: vec![&pair.left, &pair.right] });
    problems.extend(comparisons(&kind.options, pairs.collect(), 2));
    problems
}

fn comparisons(options: &[AnswerOption], all: Vec<Compared<'_>>, least: usize) -> Vec<Problem> {
    if all.is_empty() {
        return vec![Problem::NothingCompared];
    }
    let mut problems = Vec::new();
    let mut names = BTreeSet::new();
    let mut compared = BTreeSet::new();
    for (each, comparison) in all.into_iter().zip(1..) {
        problems.extend(name(each.id));
        if each.options.len() < least {
            problems.push(Problem::TooFewCompared { comparison, least });
        }
        if !names.insert(each.id) {
            problems.push(Problem::ComparisonTwice { name: each.id.to_owned() });
        }
        let mut shown = BTreeSet::new();
        for option in each.options {
            if !shown.insert(option) {
                problems.push(Problem::ComparedTwice { comparison, option: option.clone() });
            }
            if !options.iter().any(|known| known.id == *option) {
                problems.push(Problem::NotAnOption { comparison, option: option.clone() });
            }
        }
        compared.extend(shown);
    }
    let never = options.iter().filter(|option| !compared.contains(&option.id));
    problems.extend(never.map(|option| Problem::NeverCompared { option: option.id.clone() }));
    problems
}
