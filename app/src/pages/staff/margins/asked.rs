//! Which consultations ask about a margin, by the questionnaire that is published or else by the one that is being written.

use domain::{consultation::Consultation, question::Question};

use crate::{error::PageError, state::AppState};

/// A question that tells a margin.
pub(super) struct Asked {
    pub(super) consultation: Consultation,
    pub(super) margin: String,
    pub(super) question: Question,
}

/// Finds every question that tells a margin.
pub(super) async fn asked(state: &AppState) -> Result<Vec<Asked>, PageError> {
    let mut asked = Vec::new();
    for consultation in state.store.list_consultations().await? {
        let version = state.store.find_current_version(consultation.id).await?;
        let questionnaire = if let Some(version) = version {
            Some(version.questionnaire)
        } else {
            let draft = state.store.find_questionnaire_draft(consultation.id).await?;
            draft.map(|draft| draft.revision.questionnaire)
        };
        let Some(questionnaire) = questionnaire else { continue };
        for (margin, id) in &questionnaire.roles.margins {
            if let Some(question) = questionnaire.question(id).cloned() {
                asked.push(Asked { consultation: consultation.clone(), margin: margin.clone(), question });
            }
        }
    }
    Ok(asked)
}

impl Asked {
    /// Gives what the answers stand for, with their words.
    pub(super) fn stands(&self) -> impl Iterator<Item = (&str, &str)> {
        let options = self.question.kind.options().iter();
        options.filter_map(|option| Some((option.stands_for.as_deref()?, option.label.as_str())))
    }
}
