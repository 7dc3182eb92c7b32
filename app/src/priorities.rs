//! What leads to a priority and from it: the questions that asked for it, the weighting, the decisions, and what was done.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    consultation::Consultation,
    ids::ConsultationId,
    record::{Decision, PublicRecord, RecordKind},
    reply::Deed,
};
use store::{MinutesOf, StoredReply};

use crate::{
    error::PageError,
    publishing::is_public,
    records::record_address,
    released::{self, Released},
    replies::{self, ReadPriority},
    state::AppState,
    words::meetings,
};

/// What everybody reads elsewhere that has to do with a priority.
#[derive(Debug)]
pub struct Trail {
    /// The consultations that asked for it, those that opened last first.
    pub asked: Vec<Asked>,
    /// The decisions about it, the latest first.
    pub decisions: Vec<Decided>,
}

/// A consultation that asked for a priority.
#[derive(Debug)]
pub struct Asked {
    /// The consultation.
    pub consultation: Consultation,
    /// What came out, in the newest edition of its results; `None` where none is public or the figures are withheld.
    pub figures: Option<Figures>,
    /// Whether anybody can read responses to it.
    pub has_responses: bool,
    /// What was done because of it.
    pub replies: Vec<Done>,
}

/// The figures of a priority with what they rest on.
#[derive(Debug)]
pub struct Figures {
    /// The edition of the results.
    pub edition: i64,
    /// How many residents answered; `None` where that is withheld.
    pub answered: Option<u64>,
    /// The ranks that cannot be told apart.
    pub ranks: (usize, usize),
    /// How many priorities have a rank.
    pub of: usize,
    /// The figures.
    pub priority: ReadPriority,
}

/// A reply that rests on the figures of a priority.
#[derive(Debug)]
pub struct Done {
    /// Where it stands.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// What was done.
    pub deed: Deed,
    /// The day by which something happens, where it has one.
    pub by: Option<NaiveDate>,
}

/// A decision, with the minutes that have it.
#[derive(Debug)]
pub struct Decided {
    /// Where it stands.
    pub address: String,
    /// The meeting that took it.
    pub meeting: String,
    /// The item under which it did.
    pub item: String,
    /// What it decided.
    pub decision: Decision,
}

/// Gives the address of a priority.
pub fn address(code: &str) -> String {
    format!("/priorities/{code}")
}

/// Lists the codes of the priorities of which everybody reads.
///
/// # Errors
/// Fails where the database does.
pub async fn public_codes(state: &AppState) -> Result<BTreeSet<String>, PageError> {
    let public = state.store.list_public_priorities().await?;
    Ok(public.into_iter().map(|stored| stored.priority.code).collect())
}

/// Lists the decisions about a consultation that everybody reads, the latest first.
///
/// # Errors
/// Fails where the database does.
pub async fn decisions_about(state: &AppState, consultation: ConsultationId) -> Result<Vec<Decided>, PageError> {
    let minutes = state.store.list_minutes_naming(&consultation.to_string()).await?;
    Ok(decided(&minutes, |decision| decision.consultations.contains(&consultation)))
}

impl Trail {
    /// Follows a priority to what everybody reads of it.
    ///
    /// # Errors
    /// Fails where the database does, or what was released cannot be read.
    pub async fn find(state: &AppState, code: &str) -> Result<Self, PageError> {
        let asking = state.store.list_consultations_asking(code).await?;
        let mut consultations = state.store.list_published_consultations().await?;
        consultations.retain(|consultation| asking.contains(&consultation.id));
        consultations.sort_by_key(|consultation| std::cmp::Reverse(consultation.opens_at));
        let mut asked = Vec::new();
        for consultation in consultations {
            let released = released::newest(state, &consultation).await?;
            let replies = state.store.list_replies(consultation.id).await?;
            asked.push(Asked {
                figures: released.as_ref().and_then(|released| figures(released, code)),
                has_responses: is_public(state, &consultation).await?,
                replies: replies.iter().filter_map(|reply| done(&consultation, reply, code)).collect(),
                consultation,
            });
        }
        let minutes = state.store.list_minutes_naming(code).await?;
        let decisions = decided(&minutes, |decision| decision.priorities.iter().any(|one| one == code));
        Ok(Self { asked, decisions })
    }
}

fn figures(released: &Released, code: &str) -> Option<Figures> {
    let items = &released.results.items;
    let item = items.iter().find(|item| item.priority == code)?;
    let results = format!("/consultations/{}/results/{}", released.consultation, released.edition);
    Some(Figures {
        edition: released.edition,
        answered: released.results.respondents.answered,
        ranks: item.ranks,
        of: items.len(),
        priority: ReadPriority::of(item, &results),
    })
}

/// Tells of a reply that everybody reads if it rests on the figures of a priority.
fn done(consultation: &Consultation, stored: &StoredReply, code: &str) -> Option<Done> {
    let reply = &stored.public()?.public.reply;
    reply.rests_on.as_ref().filter(|rests_on| rests_on.priorities.iter().any(|one| one == code))?;
    Some(Done {
        address: format!("{}#{}", replies::address(&consultation.slug), replies::anchor(stored.number)),
        title: reply.title.clone(),
        deed: reply.deed,
        by: reply.day(),
    })
}

/// Lists the decisions of minutes that are about something.
fn decided(minutes: &[MinutesOf], is_about: impl Fn(&Decision) -> bool) -> Vec<Decided> {
    let mut found = Vec::new();
    for MinutesOf { slug, held_on, record: PublicRecord { heading, text, .. } } in minutes {
        let decisions = text.items.iter().flat_map(|item| item.decisions.iter().map(move |decision| (item, decision)));
        found.extend(decisions.filter(|(_, decision)| is_about(decision)).map(|(item, decision)| Decided {
            address: format!("{}#decision-{}", record_address(slug, RecordKind::Minutes, None), decision.number),
            meeting: meetings::meeting(&heading.group, *held_on),
            item: item.title.clone(),
            decision: decision.clone(),
        }));
    }
    found
}
