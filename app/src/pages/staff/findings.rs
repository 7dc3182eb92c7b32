//! What the answers to a consultation come to, worked out once for as long as nothing has changed.
//!
//! Weighing reads every response. Pages and files that show the findings share one weighing, and each server works out one at
//! a time, so that many readers at once cost no more than one.

use std::{sync::Arc, time::Duration};

use domain::{
    consultation::Consultation,
    ids::{ConsultationId, VersionId},
};
use moka::sync::Cache;
use store::{MarginLevel, Received, Version};
use tokio::sync::Mutex;

use crate::{
    analysis::{Population, Report, Tally, report},
    error::PageError,
    state::AppState,
};

/// How many responses are read at once.
const PIECE: i64 = 500;

/// How many findings are kept, and for how long when nobody asks for them.
const KEPT: u64 = 16;
const IDLE: Duration = Duration::from_hours(1);

/// A report with what is needed to draw it.
#[derive(Debug)]
pub(super) struct Findings {
    /// The report.
    pub report: Report,
    /// Who lives here.
    pub population: Population,
    /// How many responses there are in all.
    pub respondents: usize,
    /// The newest version.
    pub version: Version,
}

/// The findings that were worked out, by all that they rest on.
#[derive(Debug)]
pub struct Weighings {
    found: Cache<Basis, Arc<Findings>>,
    turn: Mutex<()>,
}

/// All that findings rest on: where none of it has changed, neither have they, because what was sent is never changed. Where a
/// response was deleted, the count tells, unless another was sent at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Basis {
    consultation: ConsultationId,
    version: VersionId,
    received: Received,
    levels: Vec<MarginLevel>,
}

impl Default for Weighings {
    fn default() -> Self {
        Self { found: Cache::builder().max_capacity(KEPT).time_to_idle(IDLE).build(), turn: Mutex::default() }
    }
}

/// Finds what the answers come to; `None` if the consultation has no questionnaire.
pub(super) async fn find(state: &AppState, consultation: &Consultation) -> Result<Option<Arc<Findings>>, PageError> {
    let Some(version) = state.store.find_current_version(consultation.id).await? else { return Ok(None) };
    let received = state.store.find_received(consultation.id).await?;
    let levels = state.store.list_margin_levels().await?;
    let basis = Basis { consultation: consultation.id, version: version.id, received, levels };
    let Weighings { found, turn } = &state.weighings;
    if let Some(findings) = found.get(&basis) {
        return Ok(Some(findings));
    }
    let _turn = turn.lock().await;
    // Whoever had the turn before may have worked out the same.
    if let Some(findings) = found.get(&basis) {
        return Ok(Some(findings));
    }
    let findings = Arc::new(weigh(state, version, &basis).await?);
    found.insert(basis, findings.clone());
    Ok(Some(findings))
}

async fn weigh(state: &AppState, version: Version, basis: &Basis) -> Result<Findings, PageError> {
    let population = Population::new(&version.questionnaire, &basis.levels);
    let population = population.map_err(|error| PageError::Broken(error.to_string()))?;
    let mut tally = Tally::new(&version.questionnaire, population);
    tally.learn(version.id, version.questionnaire.clone());
    read(state, basis.consultation, &mut tally).await?;
    let (report, tally) = tokio::task::spawn_blocking(move || (report(&tally), tally))
        .await
        .map_err(|error| PageError::Broken(error.to_string()))?;
    let report = report.map_err(|error| PageError::Broken(error.to_string()))?;
    let respondents = tally.respondents();
    tracing::info!(consultation = %basis.consultation.0, responses = respondents, "answers were weighed");
    Ok(Findings { report, population: tally.population, respondents, version })
}

async fn read(state: &AppState, consultation: ConsultationId, tally: &mut Tally) -> Result<(), PageError> {
    let mut after: Option<String> = None;
    loop {
        let piece = state.store.list_submitted_after(consultation, after.as_deref(), PIECE).await?;
        let Some(last) = piece.last() else { return Ok(()) };
        after.clone_from(&last.response.reference);
        for stored in &piece {
            let id = stored.response.version;
            if !tally.knows(id) {
                let version = state.store.find_version(id).await?;
                let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
                tally.learn(id, version.questionnaire);
            }
            tally.add(stored);
        }
    }
}
