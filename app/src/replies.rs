//! Replies as people read them: the words of the team, with the figures, the meetings and the editions that they rest on.
//!
//! Figures are read from what was released and never copied, so that a reply cannot say another figure than the results.

pub mod figures;
pub mod reminding;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    consultation::Consultation,
    ids::MeetingId,
    particulars::LinkedDocument,
    plan::Support,
    publication::Standing,
    reply::{AskedQuestion, Deed, PublicReply, Reply, RestsOn},
};
use serde::Serialize;
use store::{MeetingRecord, Publication, Readers, StoredReply};

use crate::{
    analysis::run::PublishedItem,
    error::PageError,
    parts::{field_id, safe_url},
    released::Released,
    state::AppState,
    words::meetings,
};

/// A reply as everybody reads it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadReply {
    /// What it is about.
    pub title: String,
    /// The questions that were asked; none stand for the consultation as a whole.
    pub asked: Vec<AskedQuestion>,
    /// What people said.
    pub said: String,
    /// The figures that show it.
    pub results: Option<ReadResults>,
    /// The tags of the comments in which it was said.
    pub tags: Vec<ReadTag>,
    /// What was done.
    pub deed: Deed,
    /// The same in words.
    pub did: String,
    /// The day by which something happens, where it has one.
    pub by: Option<NaiveDate>,
    /// The section of the strategy where it can be read.
    pub section: Option<LinkedDocument>,
    /// The decision behind it.
    pub decision: Option<ReadDecision>,
}

/// Figures of an edition of the results.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadResults {
    /// The edition.
    pub edition: i64,
    /// Its page.
    pub address: String,
    /// Whether it was taken back, and its figures with it.
    pub is_taken_back: bool,
    /// How many residents answered; `None` where that is withheld.
    pub answered: Option<u64>,
    /// The priorities.
    pub priorities: Vec<ReadPriority>,
}

/// The figures of a priority, as they were released.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReadPriority {
    /// Its code.
    pub priority: String,
    /// What it is called.
    pub label: String,
    /// Its place on the page of the results.
    pub address: String,
    /// Its weight.
    pub weight: f64,
    /// The range of the weight.
    pub range: (f64, f64),
    /// How much support it has.
    pub support: Support,
    /// The share of those who chose it at all.
    pub supported: Option<f64>,
}

/// A tag with the number of its comments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadTag {
    /// What it was called.
    pub name: String,
    /// In how many comments it was counted; `None` where that is withheld.
    pub comments: Option<u64>,
}

/// A decision with the meeting that took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadDecision {
    /// What the minutes are called; nothing where nobody may read them any more.
    pub minutes: Option<String>,
    /// Their page.
    pub address: Option<String>,
    /// The number or name of the item.
    pub item: String,
    /// What was decided.
    pub words: String,
}

/// What replies rest on.
#[derive(Debug)]
pub struct Sources {
    slug: String,
    /// Every edition that was released, without what it says where it was taken back or no reply rests on it.
    editions: BTreeMap<i64, Option<Released>>,
    meetings: BTreeMap<MeetingId, MeetingRecord>,
}

/// Gives the address of the replies to a consultation.
pub fn address(slug: &str) -> String {
    format!("/consultations/{slug}/replies")
}

/// Gives the id of a reply on the page of all.
pub fn anchor(number: i64) -> String {
    format!("reply-{number}")
}

/// Gives the id of a priority on the page of results.
pub fn priority_anchor(code: &str) -> String {
    format!("priority-{}", field_id(code))
}

/// Gives the id of a question on the page of all questions.
pub fn question_anchor(id: &str) -> String {
    format!("question-{}", field_id(id))
}

/// Lists the replies of a consultation that rest on a priority of an edition: code, number and title.
pub fn resting(replies: &[StoredReply], edition: i64) -> Vec<(String, i64, String)> {
    let of = |reply: &StoredReply| {
        let public = &reply.public()?.public.reply;
        let rests_on = public.rests_on.as_ref().filter(|rests_on| rests_on.edition == edition)?;
        let line = |code: &String| (code.clone(), reply.number, public.title.clone());
        Some(rests_on.priorities.iter().map(line).collect::<Vec<_>>())
    };
    replies.iter().filter_map(of).flatten().collect()
}

impl ReadPriority {
    /// Reads the figures of a priority from results, of which the page has this address.
    pub fn of(item: &PublishedItem, results: &str) -> Self {
        Self {
            priority: item.priority.clone(),
            label: item.label.clone(),
            address: format!("{results}#{}", priority_anchor(&item.priority)),
            weight: item.weight,
            range: item.range,
            support: item.support,
            supported: item.supported,
        }
    }
}

impl Sources {
    /// Reads what some replies rest on.
    pub async fn find(state: &AppState, consultation: &Consultation, replies: &[&Reply]) -> Result<Self, PageError> {
        let publications = state.store.list_publications(consultation.id).await?;
        let released = publications.iter().filter(|publication| publication.standing != Standing::Written);
        let mut sources = Self {
            slug: consultation.slug.clone(),
            editions: released.map(|publication| (publication.edition, None)).collect(),
            meetings: BTreeMap::new(),
        };
        for reply in replies {
            if let Some(rests_on) = &reply.rests_on {
                sources.read_edition(state, &publications, rests_on).await?;
            }
            if let Some(decision) = &reply.decision
                && !sources.meetings.contains_key(&decision.meeting)
                && let Some(record) = state.store.find_meeting(decision.meeting, Readers::Everyone).await?
            {
                sources.meetings.insert(decision.meeting, record);
            }
        }
        Ok(sources)
    }

    async fn read_edition(
        &mut self,
        state: &AppState,
        publications: &[Publication],
        rests_on: &RestsOn,
    ) -> Result<(), PageError> {
        let is_it = |publication: &&Publication| publication.edition == rests_on.edition;
        if let (Some(None), Some(publication)) = (self.editions.get(&rests_on.edition), publications.iter().find(is_it))
            && let Some(document) = state.store.find_released(publication.id).await?
        {
            self.editions.insert(rests_on.edition, Some(Released::read(&document)?));
        }
        Ok(())
    }

    /// Says whether the figures of a reply can be read.
    pub fn has_figures(&self, reply: &Reply) -> bool {
        reply.rests_on.as_ref().is_none_or(|rests_on| matches!(self.editions.get(&rests_on.edition), Some(Some(_))))
    }

    /// Gives a reply as everybody reads it.
    pub fn read(&self, public: &PublicReply) -> ReadReply {
        let reply = public.reply.clone();
        ReadReply {
            results: reply.rests_on.as_ref().map(|rests_on| self.results(rests_on)),
            tags: public
                .tags
                .iter()
                .map(|tag| ReadTag { name: tag.name.clone(), comments: tag.counted.map(|counted| counted.comments) })
                .collect(),
            by: reply.day(),
            decision: reply.decision.map(|decision| {
                let record = self.meetings.get(&decision.meeting);
                ReadDecision {
                    minutes: record
                        .map(|record| meetings::title(&record.group, record.minutes.kind, record.meeting.held_on)),
                    address: record.map(|record| format!("/meetings/{}", record.meeting.slug)),
                    item: decision.item,
                    words: decision.words,
                }
            }),
            title: reply.title,
            asked: reply.asked,
            said: reply.said,
            deed: reply.deed,
            did: reply.did,
            section: reply.section.filter(|section| safe_url(&section.address).is_some()),
        }
    }

    fn results(&self, rests_on: &RestsOn) -> ReadResults {
        let address = format!("/consultations/{}/results/{}", self.slug, rests_on.edition);
        let released = self.editions.get(&rests_on.edition).and_then(Option::as_ref);
        let items = released.into_iter().flat_map(|released| &released.results.items);
        ReadResults {
            edition: rests_on.edition,
            is_taken_back: released.is_none(),
            answered: released.and_then(|released| released.results.respondents.answered),
            priorities: items
                .filter(|item| rests_on.priorities.contains(&item.priority))
                .map(|item| ReadPriority::of(item, &address))
                .collect(),
            address,
        }
    }
}
