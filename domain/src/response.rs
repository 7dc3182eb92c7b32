//! A response: one respondent's answers to one version, first a draft, then submitted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    answer::{self, Answer, Contact, Outcome},
    consultation::Consultation,
    draft::{Draft, Walk},
    ids::{AttachmentId, ConsultationId, ResponseId, VersionId},
    language::Language,
    moderation::Consent,
    order::{self, OrderSeed, Orders},
    questionnaire::{QuestionId, Questionnaire},
    time::{Moment, in_england},
    vocabulary::vocabulary,
};

vocabulary! {
    /// By which way answers came.
    Channel {
        /// Typed in on this site by whoever answers; staff type in all others.
        Online = "online",
        /// On the printed questions.
        Paper = "paper",
        /// By telephone.
        Telephone = "telephone",
        /// In a letter or an email.
        Letter = "letter",
        /// At an event, to somebody who wrote them down.
        Event = "event",
    }
}

/// Gives the first and the last day on which answers to a consultation may have come: its days in England so far.
pub fn days_of_receipt(consultation: &Consultation, now: Moment) -> (NaiveDate, NaiveDate) {
    let day = |moment: Moment| in_england(moment).date_naive();
    (day(consultation.opens_at), day(consultation.closes_at).min(day(now)))
}

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
    /// The organisation that they answer for, as they named it.
    pub organisation: Option<String>,
    /// The code of the authority that they live in.
    pub area: Option<String>,
    /// When it was submitted.
    pub submitted_at: Option<Moment>,
    /// By which way it came.
    pub channel: Channel,
    /// The day on which it came, if staff typed it in.
    pub received_on: Option<NaiveDate>,
    /// Whether it came by an invitation; by which, nothing tells once it is sent.
    pub is_invited: bool,
    /// What the orders follow from in which it shows options at random, if any are shown so.
    pub order: Option<OrderSeed>,
    /// The language in which it was last read, if not in English.
    pub language: Option<Language>,
}

impl Response {
    /// Says whether staff typed it in for somebody.
    pub fn is_assisted(&self) -> bool {
        self.channel != Channel::Online
    }
}

/// A draft that is complete and judged, ready to be stored as a submitted response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The state of each question, without the personal ones.
    pub outcomes: BTreeMap<QuestionId, Outcome>,
    /// Which kind of respondent they say they are.
    pub segment: Option<String>,
    /// The organisation that they answer for, as they named it.
    pub organisation: Option<String>,
    /// What they let be published.
    pub consent: Option<Consent>,
    /// The code of the authority that they live in.
    pub area: Option<String>,
    /// The orders in which options were shown, where they are shown at random.
    pub orders: Orders,
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
        let organisation = questionnaire.organisation(&walk.answers).map(str::to_owned);
        let consent = questionnaire.consent(&walk.answers);
        let mut outcomes = walk.outcomes(questionnaire);
        let personal: Vec<_> = questionnaire.questions().filter(|q| q.kind.is_personal()).map(|q| &q.id).collect();
        let taken = personal.into_iter().filter_map(|id| outcomes.remove(id));
        let contacts = taken.filter_map(|outcome| match outcome {
            Outcome::Answered(Answer::Contact(contact)) => Some(contact),
            _ => None,
        });
        let contacts = contacts.collect();
        Ok(Self { outcomes, segment, organisation, consent, area, orders: Orders::new(), contacts })
    }

    /// Names the files that are answers.
    pub fn attachments(&self) -> impl Iterator<Item = AttachmentId> {
        answer::attachments(&self.outcomes).map(|attachment| attachment.id)
    }

    /// Notes the orders of the questionnaire as it was arranged for whoever answered.
    #[must_use]
    pub fn shown_as(self, arranged: &Questionnaire) -> Self {
        Self { orders: order::shown(arranged, &self.outcomes), ..self }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::{consultation::ConsultationKind, invitation::Admission};

    #[test]
    fn answers_come_on_the_days_of_the_consultation_as_england_counts_them_and_not_tomorrow() {
        let consultation = Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: String::new(),
            title: String::new(),
            summary: String::new(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: Utc.with_ymd_and_hms(2026, 5, 31, 23, 0, 0).unwrap(),
            closes_at: Utc.with_ymd_and_hms(2026, 6, 30, 22, 59, 0).unwrap(),
            admission: Admission::Everyone,
        };
        let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let now = |month: u32, day: u32| Utc.with_ymd_and_hms(2026, month, day, 12, 0, 0).unwrap();
        assert_eq!(days_of_receipt(&consultation, now(6, 15)), (day(6, 1), day(6, 15)));
        assert_eq!(days_of_receipt(&consultation, now(8, 1)), (day(6, 1), day(6, 30)));
    }
}
