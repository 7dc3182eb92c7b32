//! What the answers to a consultation come to. Weighing reads every response, and is done once for as long as nothing has changed.

use std::sync::Arc;

use domain::{
    consultation::Consultation,
    ids::{ConsultationId, VersionId},
    uses::RESIDENT,
};
use store::{MarginLevel, Received, Version};

use super::{submitted::Submitted, worked_out::WorkedOut};
use crate::{
    analysis::{Population, Report, Tally, report},
    error::PageError,
    state::AppState,
};

/// A report with what is needed to draw it.
#[derive(Debug)]
pub(super) struct Findings {
    /// The report.
    pub report: Report,
    /// Who lives here.
    pub population: Population,
    /// How many responses there are in all.
    pub respondents: usize,
    /// How many residents, on whom the figures rest, have a mark; they are counted like all others.
    pub marked: usize,
    /// The newest version.
    pub version: Version,
}

/// The findings that were worked out.
#[derive(Debug, Default)]
pub struct Weighings(WorkedOut<Basis, Findings>);

/// All that findings rest on: where none of it has changed, neither have they, because what was sent is never changed. Where a
/// response was deleted, the count tells, unless another was sent at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Basis {
    consultation: ConsultationId,
    version: VersionId,
    received: Received,
    levels: Vec<MarginLevel>,
}

/// Finds what the answers come to; `None` if the consultation has no questionnaire.
pub(super) async fn find(state: &AppState, consultation: &Consultation) -> Result<Option<Arc<Findings>>, PageError> {
    let Some(version) = state.store.find_current_version(consultation.id).await? else { return Ok(None) };
    let received = state.store.find_received(consultation.id).await?;
    let levels = state.store.list_margin_levels().await?;
    let basis = Basis { consultation: consultation.id, version: version.id, received, levels };
    let findings = state.weighings.0.find(basis.clone(), weigh(state, version, &basis)).await?;
    Ok(Some(findings))
}

async fn weigh(state: &AppState, version: Version, basis: &Basis) -> Result<Findings, PageError> {
    let population = Population::new(&version.questionnaire, &basis.levels);
    let population = population.map_err(|error| PageError::Broken(error.to_string()))?;
    let mut tally = Tally::new(&version.questionnaire, population);
    tally.learn(version.id, version.questionnaire.clone());
    let marked = read(state, basis.consultation, &mut tally).await?;
    let (report, tally) = tokio::task::spawn_blocking(move || (report(&tally), tally))
        .await
        .map_err(|error| PageError::Broken(error.to_string()))?;
    let report = report.map_err(|error| PageError::Broken(error.to_string()))?;
    let respondents = tally.respondents();
    tracing::info!(consultation = %basis.consultation.0, responses = respondents, "answers were weighed");
    Ok(Findings { report, population: tally.population, respondents, marked, version })
}

/// Reads every response into a tally, and gives how many of residents have a mark.
async fn read(state: &AppState, consultation: ConsultationId, tally: &mut Tally) -> Result<usize, PageError> {
    let mut marked = 0;
    let mut submitted = Submitted::new(consultation);
    while let Some(read) = submitted.read_on(state).await? {
        for stored in &read {
            let id = stored.response.version;
            if !tally.knows(id) {
                let version = state.store.find_version(id).await?;
                let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
                tally.learn(id, version.questionnaire);
            }
            let is_of_resident = stored.response.segment.as_deref() == Some(RESIDENT);
            marked += usize::from(is_of_resident && !stored.marks.is_empty());
            tally.add(stored);
        }
    }
    Ok(marked)
}
