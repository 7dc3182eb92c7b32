//! The marks of responses: facts about how they came, which no count of answers reads.

use std::sync::Once;

use domain::{
    ids::{ConsultationId, ResponseId},
    mark::Mark,
    vocabulary::Word,
};

use crate::{
    Store, StoreError, Write,
    engine::{change, on},
};

/// How the responses of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// With one mark or several.
    Any,
    /// With this one, and perhaps others.
    With(Mark),
}

impl Marked {
    /// Gives the pattern that such a mark fits; no mark has a wildcard in its word.
    pub(crate) fn pattern(self) -> &'static str {
        match self {
            Self::Any => "%",
            Self::With(mark) => mark.word(),
        }
    }
}

/// Reads the marks of a response as they come in one column, in the order in which people are told of them.
///
/// A newer server beside this one may know more marks; those are left out.
pub(crate) fn read(words: Option<&str>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = words.unwrap_or_default().split_whitespace().filter_map(known).collect();
    marks.sort_unstable();
    marks
}

fn known(word: &str) -> Option<Mark> {
    static TOLD: Once = Once::new();
    let mark = Mark::from_word(word);
    if mark.is_none() {
        // One line for a process, because an export reads every response.
        TOLD.call_once(|| tracing::warn!(mark = word, "a mark of a response is not known here, and is left out"));
    }
    mark
}

impl Store {
    /// Counts the submitted responses of a consultation that have a mark.
    pub async fn count_marked(&self, consultation: ConsultationId) -> Result<u64, StoreError> {
        let count: i64 = on!(self.reader(), conn => {
            sqlx::query_scalar(
                "SELECT COUNT(DISTINCT m.response_id) FROM response_marks m JOIN responses r ON r.id = m.response_id
                 WHERE r.consultation_id = $1 AND r.status = 'submitted'",
            )
            .bind(consultation.0)
            .fetch_one(conn)
            .await
        })?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

impl Write<'_> {
    /// Adds marks to a response.
    pub async fn add_marks(&mut self, response: ResponseId, marks: &[Mark]) -> Result<(), StoreError> {
        for mark in marks {
            change!(self, "INSERT INTO response_marks (response_id, mark) VALUES ($1, $2)", response.0, mark.word())?;
        }
        Ok(())
    }
}
