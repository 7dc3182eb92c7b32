//! What open data is counted from: of each frozen response the options that were chosen, and nothing that leads to a person.
//!
//! This is a query of its own. It names no column with an address, a name, a reference, a time or words, and of the document with
//! the answers only choices of the questions that are asked for leave this file, without what was written beside them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    answer::{Answer, Chosen, Outcome},
    ids::{FreezeId, VersionId},
    questionnaire::QuestionId,
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Store, StoreError, document, engine::on};

/// All that is read of responses for open data.
const OPEN_ANSWERS: &str = "SELECT f.place, f.campaign, r.version_id, r.segment, a.outcomes
     FROM frozen_responses f
     JOIN responses r ON r.id = f.response_id
     JOIN answers a ON a.response_id = r.id
     WHERE f.freeze_id = $1 AND f.place > $2 AND r.status = 'submitted'
     ORDER BY f.place LIMIT $3";

/// What open data may know of one response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAnswers {
    /// Its place in the freeze.
    pub place: i64,
    /// The version that it answers.
    pub version: VersionId,
    /// The number of the campaign that it stands in.
    pub campaign: Option<i64>,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// What was chosen, by question; those that were not answered or not asked for are not in it.
    pub chosen: BTreeMap<QuestionId, Answer>,
}

#[derive(FromRow)]
struct Row {
    place: i64,
    campaign: Option<i64>,
    version_id: Uuid,
    segment: Option<String>,
    outcomes: String,
}

impl Row {
    fn open(self, questions: &BTreeSet<QuestionId>) -> Result<OpenAnswers, StoreError> {
        let outcomes: BTreeMap<QuestionId, Outcome> =
            document::read_some("answers", self.place, &self.outcomes, questions)?;
        let chosen =
            outcomes.into_iter().filter_map(|(question, outcome)| Some((question, choice(outcome.answer()?)?)));
        Ok(OpenAnswers {
            place: self.place,
            version: VersionId(self.version_id),
            campaign: self.campaign,
            segment: self.segment,
            chosen: chosen.collect(),
        })
    }
}

/// Gives the options that were chosen without the words beside them; nothing of any other answer.
fn choice(answer: &Answer) -> Option<Answer> {
    let bare = |chosen: &Chosen| Chosen { option: chosen.option.clone(), words: None };
    match answer {
        Answer::Choice(chosen) => Some(Answer::Choice(bare(chosen))),
        Answer::Choices(chosen) => Some(Answer::Choices(chosen.iter().map(bare).collect())),
        _ => None,
    }
}

impl Store {
    /// Lists what open data may know of the responses of a freeze after a place, in their order; those that were deleted since are
    /// not among them.
    pub async fn list_open_answers_after(
        &self,
        freeze: FreezeId,
        questions: &BTreeSet<QuestionId>,
        after: i64,
        at_most: i64,
    ) -> Result<Vec<OpenAnswers>, StoreError> {
        let rows: Vec<Row> = on!(self.reader(), conn => {
            sqlx::query_as(OPEN_ANSWERS).bind(freeze.0).bind(after).bind(at_most).fetch_all(conn).await
        })?;
        rows.into_iter().map(|row| row.open(questions)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_beside_a_choice_and_all_other_answers_stay_behind() {
        let other = Chosen { option: "other".into(), words: Some("my farm at the mill".into()) };
        let bare = Chosen { option: "other".into(), words: None };
        assert_eq!(choice(&Answer::Choice(other.clone())), Some(Answer::Choice(bare.clone())));
        assert_eq!(choice(&Answer::Choices(vec![other])), Some(Answer::Choices(vec![bare])));
        assert_eq!(choice(&Answer::Text("words".into())), None);
        assert_eq!(choice(&Answer::Postcode("CH44".into())), None);
    }
}
