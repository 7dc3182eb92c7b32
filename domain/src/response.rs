//! A response: one respondent's answers to one version, first a draft, then submitted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answer, Contact, Outcome},
    draft::{Draft, Walk},
    ids::{ConsultationId, ResponseId, VersionId},
    questionnaire::{QuestionId, Questionnaire},
    time::Moment,
};

/// Whether a response can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseStatus {
    /// It is being written.
    Draft,
    /// It was sent and does not change any more.
    Submitted,
    /// It was sent and taken back: its answers are gone.
    Withdrawn,
}

/// What is known of a response besides its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// Its identity.
    pub id: ResponseId,
    /// The consultation that it belongs to.
    pub consultation: ConsultationId,
    /// The version that it answers.
    pub version: VersionId,
    /// Whether it can still change.
    pub status: ResponseStatus,
    /// What the respondent keeps; drafts have none.
    pub reference: Option<String>,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// The code of the authority that they live in.
    pub area: Option<String>,
    /// When it was submitted.
    pub submitted_at: Option<Moment>,
}

/// A draft that is complete and judged, ready to be stored as a submitted response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The state of each question, without the personal ones.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// The code of the authority that they live in.
    pub area: Option<String>,
    /// How to reach somebody who asked for news; stored with nothing that leads back to the answers.
    pub contacts: Vec<Contact>,
}

impl Submission {
    /// Makes a submission of a draft, or names the page that has to be done first.
    pub fn new(questionnaire: &Questionnaire, draft: &Draft) -> Result<Self, String> {
        let walk = Walk::new(questionnaire, draft);
        if let Some(step) = walk.unfinished() {
            return Err(step.page.id.clone());
        }
        let role = |question: Option<&QuestionId>| {
            question.and_then(|q| questionnaire.stands_for(q, &walk.answers)).map(str::to_owned)
        };
        let (segment, area) =
            (role(questionnaire.roles.segment.as_ref()), role(questionnaire.roles.margins.get("area_code")));
        let mut outcomes = walk.outcomes(questionnaire);
        let personal: Vec<_> = questionnaire.questions().filter(|q| q.kind.is_personal()).map(|q| &q.id).collect();
        let taken = personal.into_iter().filter_map(|id| outcomes.remove(id));
        let contacts = taken.filter_map(|outcome| match outcome {
            Outcome::Answered(Answer::Contact(contact)) => Some(contact),
            _ => None,
        });
        let contacts = contacts.collect();
        Ok(Self { outcomes, segment, area, contacts })
    }
}
