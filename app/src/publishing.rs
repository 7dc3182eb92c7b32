//! Which words of the responses to a consultation are published: those to the questions that staff chose, as long as these ask for words.

use std::collections::BTreeSet;

use domain::{
    consultation::Consultation,
    fields::Fields,
    moderation::{is_time, publishable},
    questionnaire::{QuestionId, Questionnaire},
};
use store::{PublishedFilter, RemitVersion, StoreError};

use crate::state::AppState;

/// The most characters of the words that are looked for.
const WORDS_LIMIT: usize = 200;

/// The questions whose words are published.
pub struct Publishing {
    /// The questions as staff chose them.
    pub remit: RemitVersion,
    /// Those of them whose words can be published.
    pub questions: BTreeSet<QuestionId>,
    /// The same in the order in which they are asked, with their words.
    pub asked: Vec<(QuestionId, String)>,
}

impl Publishing {
    /// Finds them by the versions that people could answer.
    pub async fn find(state: &AppState, consultation: &Consultation) -> Result<Self, StoreError> {
        let remit = state.store.find_remit(consultation.id).await?;
        if remit.remit.questions.is_empty() {
            return Ok(Self { remit, questions: BTreeSet::new(), asked: Vec::new() });
        }
        let versions = state.store.list_versions(consultation.id).await?;
        let versions: Vec<&Questionnaire> = versions.iter().rev().map(|version| &version.questionnaire).collect();
        let mut asked = askable(&versions);
        asked.retain(|(id, _)| remit.remit.questions.contains(id));
        let questions = asked.iter().map(|(id, _)| id.clone()).collect();
        Ok(Self { remit, questions, asked })
    }

    /// Counts the responses that everybody reads now.
    pub async fn count(&self, state: &AppState, consultation: &Consultation) -> Result<u64, StoreError> {
        if !self.is_open(state, consultation) {
            return Ok(0);
        }
        state.store.count_published(consultation.id, &self.questions).await
    }

    /// Says whether anything can be published now.
    fn is_open(&self, state: &AppState, consultation: &Consultation) -> bool {
        !self.questions.is_empty() && is_time(consultation, state.clock.now())
    }

    /// Gives the words of a question.
    pub fn question(&self, id: &str) -> &str {
        self.asked.iter().find(|(known, _)| known == id).map_or("", |(_, words)| words)
    }

    /// Gives the place of a question among those that are asked.
    pub fn place(&self, id: &str) -> usize {
        self.asked.iter().position(|(known, _)| known == id).unwrap_or(usize::MAX)
    }
}

/// Gives the questions whose words can be published, with their words.
pub fn askable(oldest_first: &[&Questionnaire]) -> Vec<(QuestionId, String)> {
    publishable(oldest_first).into_iter().map(|question| (question.id.clone(), question.text.clone())).collect()
}

/// Gives the questionnaires of a consultation, the oldest first and last the one that is being written.
pub async fn written(state: &AppState, consultation: &Consultation) -> Result<Vec<Questionnaire>, StoreError> {
    let versions = state.store.list_versions(consultation.id).await?;
    let draft = state.store.find_questionnaire_draft(consultation.id).await?;
    let draft = draft.map(|draft| draft.revision.questionnaire);
    Ok(versions.into_iter().rev().map(|version| version.questionnaire).chain(draft).collect())
}

/// Says whether anything of a consultation is published.
pub async fn is_public(state: &AppState, consultation: &Consultation) -> Result<bool, StoreError> {
    let publishing = Publishing::find(state, consultation).await?;
    Ok(publishing.is_open(state, consultation)
        && state.store.has_published(consultation.id, &publishing.questions).await?)
}

/// Reads which published responses somebody looks for.
pub fn filter(fields: &Fields) -> PublishedFilter {
    let filled = |name: &str| Some(fields.text(name).to_owned()).filter(|text| !text.is_empty());
    let words = filled("words").map(|words| words.chars().take(WORDS_LIMIT).collect());
    PublishedFilter { words, question: filled("question") }
}

/// Writes what somebody looks for as an address has it, without the question mark.
pub fn query(filter: &PublishedFilter) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("words", &filter.words), ("question", &filter.question)] {
        if let Some(value) = value {
            query.append_pair(name, value);
        }
    }
    query.finish()
}
