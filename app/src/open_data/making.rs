//! Making the files of open data: the list of tables is counted from the frozen responses, audited with all that is public, and written.

use std::{collections::BTreeSet, time::Duration};

use domain::{
    consultation::Consultation,
    crosstab::{self, Crosstab},
    publication::Standing,
    questionnaire::QuestionId,
};
use store::{Freeze, OpenData, OpenFiles, Publication, Store, StoredPlan, Version};

use super::{OpenDocument, Public, files};
use crate::{
    analysis::crosstabs::{Counts, Safe, Unsafe, make_safe},
    error::PageError,
    released::Released,
    state::AppState,
};

/// How many frozen responses are in memory at once.
const AT_ONCE: i64 = 500;
/// How long both searches for what may be shown may take: a request is ended after a minute.
const PATIENCE: Duration = Duration::from_secs(40);

/// The newest public edition of results, with all that open data rest on besides.
pub struct Edition {
    /// The publication.
    pub publication: Publication,
    /// The plan of its run, by whose margins residents are counted.
    pub plan: StoredPlan,
    /// The questionnaire by whose questions the responses are read.
    pub version: Version,
    /// The questions that no table can be of, because conditions bind them to others.
    pub bound: BTreeSet<QuestionId>,
    released: Released,
    freeze: Freeze,
}

/// Why no files are made.
#[derive(Debug)]
pub enum NotMade {
    /// The tables cannot be published.
    Unsafe(Unsafe),
    /// Something else went wrong.
    Failed(PageError),
}

impl<E: Into<PageError>> From<E> for NotMade {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

impl Edition {
    /// Finds the newest edition that everybody can read; nothing where there is none.
    pub async fn find(store: &Store, consultation: &Consultation) -> Result<Option<Self>, PageError> {
        let publications = store.list_publications(consultation.id).await?;
        let newest = publications.into_iter().find(|publication| publication.standing.is_public());
        let Some(publication) = newest else { return Ok(None) };
        let lost = || PageError::Broken("what an edition rests on is not there any more".to_owned());
        let run = store.find_run(publication.run).await?.ok_or_else(lost)?;
        let plans = store.list_plans(consultation.id).await?;
        let freezes = store.list_freezes(consultation.id).await?;
        let freeze = freezes.into_iter().find(|freeze| freeze.id == run.freeze).ok_or_else(lost)?;
        let document = store.find_released(publication.id).await?.ok_or_else(lost)?;
        let versions = store.list_versions(consultation.id).await?;
        Ok(Some(Self {
            bound: crosstab::bound(versions.iter().map(|version| &version.questionnaire)),
            plan: plans.into_iter().find(|plan| plan.id == run.plan).ok_or_else(lost)?,
            version: store.find_version(freeze.version).await?.ok_or_else(lost)?,
            released: Released::read(&document)?,
            publication,
            freeze,
        }))
    }

    /// Names the margins to which residents are weighted.
    pub fn margins(&self) -> Vec<String> {
        self.plan.plan.margins.iter().map(|margin| margin.name.clone()).collect()
    }

    /// Gathers what is public of the consultation by now.
    pub async fn public(&self, store: &Store) -> Result<Public, PageError> {
        Public::of(store, self.publication.consultation, self.freeze.id).await
    }

    /// Gives the segments in words, in the order of the form.
    fn segments(&self) -> Vec<(String, String)> {
        let questionnaire = &self.version.questionnaire;
        let question = questionnaire.roles.segment.as_ref().and_then(|id| questionnaire.question(id));
        let mut segments: Vec<(String, String)> = Vec::new();
        for code in question.iter().flat_map(|question| question.kind.options()).filter_map(|o| o.stands_for.as_ref()) {
            if segments.iter().all(|(known, _)| known != code) {
                segments.push((code.clone(), self.released.segment(Some(code), code).to_owned()));
            }
        }
        segments
    }

    /// Counts what a list needs of the frozen responses that are still there.
    async fn count(&self, store: &Store, crosstabs: &[Crosstab]) -> Result<Counts, PageError> {
        let newest = &self.version.questionnaire;
        let mut counts = Counts::new(newest, self.segments(), &self.plan.plan.margins, crosstabs)
            .of_frozen(self.freeze.responses, &self.freeze.campaigns);
        let needed = counts.needed(newest);
        let mut after = 0;
        loop {
            let read = store.list_open_answers_after(self.freeze.id, &needed, after, AT_ONCE).await?;
            let Some(end) = read.last() else { return Ok(counts) };
            after = end.place;
            for response in &read {
                if !counts.knows(response.version) {
                    let version = store.find_version(response.version).await?;
                    let version = version.ok_or_else(|| PageError::Broken("a response has no version".to_owned()))?;
                    counts.learn(response.version, version.questionnaire);
                }
                counts.add(response);
            }
        }
    }
}

/// Makes the files of open data as they are written.
///
/// # Errors
/// Says why their tables cannot be published, or what went wrong.
pub async fn make(
    state: &AppState,
    consultation: &Consultation,
    edition: &Edition,
    data: &OpenData,
) -> Result<OpenFiles, NotMade> {
    let store = &state.store;
    let issues = store.list_open_data(consultation.id).await?;
    // Tables that were public before are audited with those of the list, because readers have both.
    let before = issues.iter().filter(|issue| issue.standing != Standing::Written).flat_map(|issue| &issue.crosstabs);
    let mut all = data.crosstabs.clone();
    for crosstab in before {
        if !all.contains(crosstab) {
            all.push(crosstab.clone());
        }
    }
    // First what there is, then the answers: whoever is deleted in between makes the files stale.
    let Public { known, basis } = edition.public(store).await?;
    let counts = edition.count(store, &all).await?;
    let list = data.crosstabs.clone();
    // The search takes a while, for which other requests need not wait.
    let safe = tokio::task::spawn_blocking(move || make_safe(&list, &counts, &known, PATIENCE)).await;
    let safe = safe.map_err(|error| PageError::Broken(error.to_string()))?;
    let Safe { tables, known } = safe.map_err(NotMade::Unsafe)?;
    let document = OpenDocument {
        consultation: consultation.slug.clone(),
        title: consultation.title.clone(),
        is_demonstration: state.site.is_synthetic(),
        issue: data.issue,
        edition: edition.publication.edition,
        made_at: state.clock.now(),
        code_version: env!("CARGO_PKG_VERSION").to_owned(),
        licence: data.licence.clone(),
        note: data.note.clone(),
        tables,
    };
    let counts = serde_json::to_string(&known).map_err(|error| PageError::Broken(error.to_string()))?;
    let (files, hash) = files::write(&document, &edition.released, &edition.freeze)
        .map_err(|error| PageError::Broken(format!("open data cannot be written: {error}")))?;
    Ok(OpenFiles { files, hash, counts, basis })
}
