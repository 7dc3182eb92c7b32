//! What is asked of whoever writes criteria or scores by them, and what both of two people gave.

use std::collections::BTreeMap;

use domain::{
    criterion::{Criterion, MEANING_LIMIT, MOST_POINTS, MOST_SCORE, NAME_LIMIT, Score, ScoreLine},
    question::{AnswerOption, Question},
    refusal::Reason,
    sift::Verdict,
    vocabulary::Word,
};
use leptos::prelude::*;

use super::asking::{Asks, Told, choice, line, number, option};
use crate::{
    parts::{Caption, Table},
    words::{
        numbers,
        scoring::{meaning, score},
    },
};

const LOWEST: &str = "-lowest";
const HIGHEST: &str = "-highest";
/// What ends the name of the field with the points of a criterion.
pub(super) const POINTS: &str = "-points";
/// What stands where nothing can be shown.
pub(super) const NOTHING: &str = "–";

/// Asks for one criterion.
pub(super) fn asked_of_criterion(place: usize, id: &str) -> Vec<Question> {
    vec![
        line(id, &format!("Criterion {place}"), NAME_LIMIT).optional(),
        line(&format!("{id}{LOWEST}"), &format!("What 0 means on criterion {place}"), MEANING_LIMIT).optional(),
        line(&format!("{id}{HIGHEST}"), &format!("What {MOST_SCORE} means on criterion {place}"), MEANING_LIMIT)
            .optional(),
        number(&format!("{id}{POINTS}"), &format!("Swing points of criterion {place}"), 0, MOST_POINTS).optional(),
    ]
}

/// Reads a criterion; one without a name is none.
pub(super) fn criterion(told: &mut Told, id: &str) -> Option<Criterion> {
    let name = told.words(id)?;
    let mut needed = |end: &str| {
        let field = format!("{id}{end}");
        let words = told.words(&field);
        if words.is_none() {
            told.refuse(&field, Reason::Missing);
        }
        words
    };
    let (lowest, highest) = (needed(LOWEST), needed(HIGHEST));
    let field = format!("{id}{POINTS}");
    let points = told.number(&field);
    if points.is_none() {
        told.refuse(&field, Reason::Missing);
    }
    Some(Criterion { id: id.to_owned(), name, lowest: lowest?, highest: highest?, points: points? })
}

/// Gives the words of a criterion as a filled form has them.
pub(super) fn words_of_criterion(id: &str, name: &str, [lowest, highest]: [&str; 2]) -> Vec<(String, String)> {
    let pair = |end: &str, words: &str| (format!("{id}{end}"), words.to_owned());
    vec![pair("", name), pair(LOWEST, lowest), pair(HIGHEST, highest)]
}

/// Gives the fields of a criterion as a filled form has them.
pub(super) fn pairs_of_criterion(criterion: &Criterion) -> Vec<(String, String)> {
    let Criterion { id, name, lowest, highest, points } = criterion;
    let mut pairs = words_of_criterion(id, name, [lowest, highest]);
    pairs.push((format!("{id}{POINTS}"), points.to_string()));
    pairs
}

/// Asks for a score on each criterion.
pub(super) fn score_questions(criteria: &[Criterion]) -> Vec<Question> {
    let scores: Vec<AnswerOption> =
        (0..=MOST_SCORE).map(|score| option(&score.to_string(), &score.to_string())).collect();
    let options = || scores.iter().cloned().chain([option(Verdict::CannotTell.word(), &score(Score(None)))]).collect();
    let question = |criterion: &Criterion| choice(&criterion.id, &criterion.name, options()).hint(&meaning(criterion));
    criteria.iter().map(question).collect()
}

/// Gives scores as a filled form has them.
pub(super) fn pairs_of_scores(scores: &BTreeMap<String, Score>) -> impl Iterator<Item = (String, String)> + '_ {
    let word =
        |Score(score): Score| score.map_or_else(|| Verdict::CannotTell.word().to_owned(), |score| score.to_string());
    scores.iter().map(move |(id, score)| (id.clone(), word(*score)))
}

/// Reads the score on each criterion that has one.
pub(super) fn read_scores(criteria: &[Criterion], told: &Told) -> BTreeMap<String, Score> {
    let given = |id: &String| Some((id.clone(), Score(told.chosen(id)?.parse().ok())));
    criteria.iter().filter_map(|criterion| given(&criterion.id)).collect()
}

/// Draws what each of the two gave on each criterion.
pub(super) fn score_table(lines: &[ScoreLine<'_>], who: [String; 2]) -> AnyView {
    let caption = Caption::Spoken("What each of the two gave on each criterion".to_owned());
    let [first, second] = who;
    let table = Table::new("Scoring", caption, "Criterion")
        .numbers("Swing points")
        .words(first)
        .words(second)
        .numbers("Mean")
        .words("Where they differ");
    let given = |given: Option<Score>| given.map_or_else(|| NOTHING.to_owned(), score).into_any();
    let row = |table: Table, line: &ScoreLine<'_>| {
        let mean = line.mean().map_or_else(|| NOTHING.to_owned(), |mean| format!("{mean:.1}"));
        let differs = if line.is_apart() { "Two or more apart" } else { "" };
        let points = numbers::whole(line.criterion.points);
        table.row(
            line.criterion.name.clone(),
            [points.into_any(), given(line.first), given(line.second), mean.into_any(), differs.into_any()],
        )
    };
    lines.iter().fold(table, row).draw().into_any()
}
