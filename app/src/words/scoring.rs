//! Words for what two people score from 0 to 5 on criteria: proposals in a sift, and priorities beside a weighting.

use domain::{
    criterion::{Criterion, MOST_POINTS, MOST_SCORE, Score, Value},
    sift::Verdict,
};

use super::Labelled;

/// Says a score.
pub fn score(Score(score): Score) -> String {
    score.map_or_else(|| Verdict::CannotTell.label().to_owned(), |score| score.to_string())
}

/// Says what the lowest and the highest score mean on a criterion.
pub fn meaning(criterion: &Criterion) -> String {
    format!("0: {}. {MOST_SCORE}: {}.", criterion.lowest, criterion.highest)
}

/// Says a share from 0 to 1 as a value out of a hundred.
pub fn out_of_a_hundred(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

/// Says a value out of a hundred.
pub fn value(value: Value) -> String {
    out_of_a_hundred(value.share())
}

/// Says how a value is made of the scores.
pub fn formula() -> String {
    format!(
        "The value is the sum of swing points × mean score, divided by {MOST_SCORE} × the sum of the swing points, out of 100. \
         It counts only criteria that both scored."
    )
}

/// Says how swing points are found, for what is scored.
pub fn how_to_weigh(what: &str) -> String {
    format!(
        "Say for each criterion what 0 and what {MOST_SCORE} mean. Then find the swing points. Imagine a {what} that has 0 on all of them: which one would you \
         rather raise to {MOST_SCORE} than any other? That swing gets {MOST_POINTS} points. Ask of each other one how much its swing from 0 to {MOST_SCORE} matters beside that, \
         and give it so many. Weigh the swing, not the word: a criterion that sounds important matters little where one {what} hardly differs from another in it."
    )
}
