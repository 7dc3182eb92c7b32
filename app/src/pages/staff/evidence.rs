//! What shows that something happened: chosen from what is on this site or given as an address of the web, and led to.

use std::fmt::Display;

use domain::{
    consultation::Consultation,
    ids::{ConsultationId, DocumentId, MeetingId},
    involvement::{ADDRESS_LIMIT, Evidence},
    question::Question,
    refusal::Reason,
};
use leptos::prelude::*;
use store::{MeetingRecord, StoredDocument};
use uuid::Uuid;

use super::asking::{Asks, Told, choice, line, option};
use crate::{
    error::PageError,
    parts::{DataLink, safe_url},
    records::address,
    state::AppState,
    words::meetings,
};

const MEETING: &str = "meeting";
const DOCUMENT: &str = "document";
const CONSULTATION: &str = "consultation";
const ADDRESS: &str = "evidence-address";
/// What is chosen where none of a list shows it.
const NONE: &str = "none";
/// What is said of something that was removed since.
const GONE: &str = "Something that is not here any more";

/// What there is on this site that can show something.
pub(super) struct Sources {
    meetings: Vec<MeetingRecord>,
    documents: Vec<StoredDocument>,
    consultations: Vec<Consultation>,
}

/// One thing that shows something: what it is called, and where it is.
pub(super) struct Shows {
    pub(super) words: String,
    pub(super) address: Option<String>,
}

impl Sources {
    pub(super) async fn find(state: &AppState) -> Result<Self, PageError> {
        Ok(Self {
            meetings: state.store.list_public_meetings().await?,
            documents: state.store.list_published_documents().await?,
            consultations: state.store.list_consultations().await?,
        })
    }

    /// Asks for the document that was given.
    pub(super) fn asks_document(&self, text: &str) -> Option<Question> {
        let documents = self.documents.iter().map(|stored| (stored.document.id.0, stored.document.title.clone()));
        asks(DOCUMENT, text, documents.collect())
    }

    /// Asks what shows it; what there is none of is not asked for.
    pub(super) fn questions(&self) -> Vec<Question> {
        let meetings = self.meetings.iter().map(|record| (record.meeting.id.0, title(record))).collect();
        let consultations = self.consultations.iter().map(|one| (one.id.0, one.title.clone())).collect();
        let lists = [
            asks(MEETING, "Which minutes show it?", meetings),
            self.asks_document("Which document shows it?"),
            asks(CONSULTATION, "Which consultation shows it?", consultations),
        ];
        let address = line(ADDRESS, "Which address of the web shows it?", ADDRESS_LIMIT)
            .optional()
            .hint("For example https://example.org/minutes.pdf");
        lists.into_iter().flatten().chain([address]).collect()
    }

    /// Reads it.
    pub(super) fn read(told: &mut Told) -> Evidence {
        let address = told.words(ADDRESS);
        let is_safe = |address: &String| safe_url(address).is_some_and(|url| !url.starts_with("mailto:"));
        if address.as_ref().is_some_and(|address| !is_safe(address)) {
            told.refuse(ADDRESS, Reason::NotALink);
        }
        Evidence {
            meeting: chosen(told, MEETING).map(MeetingId),
            document: read_document(told),
            consultation: chosen(told, CONSULTATION).map(ConsultationId),
            address,
        }
    }

    /// Lists what shows it, in the order of the form.
    pub(super) fn shows(&self, evidence: &Evidence) -> Vec<Shows> {
        let mut shows = Vec::new();
        if let Some(id) = evidence.meeting {
            let record = self.meetings.iter().find(|record| record.meeting.id == id);
            shows.push(found(record.map(|record| (title(record), address(&record.meeting.slug)))));
        }
        if let Some(id) = evidence.document {
            let stored = self.documents.iter().find(|stored| stored.document.id == id);
            let to = |stored: &StoredDocument| {
                (stored.document.title.clone(), format!("/documents/{}", stored.document.slug))
            };
            shows.push(found(stored.map(to)));
        }
        if let Some(id) = evidence.consultation {
            let one = self.consultations.iter().find(|one| one.id == id);
            shows.push(found(one.map(|one| (one.title.clone(), format!("/consultations/{}", one.slug)))));
        }
        shows.extend(
            evidence.address.iter().map(|address| Shows { words: address.clone(), address: Some(address.clone()) }),
        );
        shows
    }

    /// Leads to what shows it.
    pub(super) fn links(&self, evidence: &Evidence) -> AnyView {
        if evidence.is_empty() {
            return view! { <span class="fm-no-answer">"None"</span> }.into_any();
        }
        let link = |Shows { words, address }: Shows| match address {
            Some(address) => view! { <div><DataLink address=address words=words/></div> }.into_any(),
            None => view! { <div>{words}</div> }.into_any(),
        };
        self.shows(evidence).into_iter().map(link).collect_view().into_any()
    }
}

fn title(record: &MeetingRecord) -> String {
    meetings::title(&record.group, record.minutes.kind, record.meeting.held_on)
}

fn found(found: Option<(String, String)>) -> Shows {
    match found {
        Some((words, address)) => Shows { words, address: Some(address) },
        None => Shows { words: GONE.to_owned(), address: None },
    }
}

fn asks(id: &str, text: &str, offered: Vec<(Uuid, String)>) -> Option<Question> {
    if offered.is_empty() {
        return None;
    }
    let none = option(NONE, "None of these");
    let options = [none].into_iter().chain(offered.iter().map(|(id, label)| option(&id.to_string(), label)));
    Some(choice(id, text, options.collect()).optional())
}

fn chosen(told: &Told, id: &str) -> Option<Uuid> {
    told.chosen(id).filter(|chosen| *chosen != NONE)?.parse().ok()
}

/// Reads which document was chosen.
pub(super) fn read_document(told: &Told) -> Option<DocumentId> {
    chosen(told, DOCUMENT).map(DocumentId)
}

/// Fills the form with what shows it.
pub(super) fn filled(evidence: &Evidence) -> Vec<(String, String)> {
    let word = |id: &str, chosen: Option<&dyn Display>| Some((id.to_owned(), chosen?.to_string()));
    [
        word(MEETING, evidence.meeting.as_ref().map(|id| id as &dyn Display)),
        word(DOCUMENT, evidence.document.as_ref().map(|id| id as &dyn Display)),
        word(CONSULTATION, evidence.consultation.as_ref().map(|id| id as &dyn Display)),
        word(ADDRESS, evidence.address.as_ref().map(|address| address as &dyn Display)),
    ]
    .into_iter()
    .flatten()
    .collect()
}
