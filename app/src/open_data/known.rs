//! What is public of a consultation already, by which what is published next is judged: nobody forgets it, also where it was taken back.

use std::collections::BTreeMap;

use chrono::DateTime;
use domain::{
    ids::{ConsultationId, FreezeId},
    publication::Standing,
};
use serde::Serialize;
use store::{OpenData, Publication, Store};

use crate::{
    analysis::run::{Earlier, Known},
    error::PageError,
    released::Released,
    runs::find_results,
};

/// What is public of a consultation.
pub struct Public {
    /// Every count that something public rests on, by its name, one thing after the other.
    pub known: Vec<BTreeMap<String, Known>>,
    /// What it is, in one text that is another as soon as something is published, taken back or deleted.
    pub basis: String,
}

/// What there is, by which it is told from what there was.
#[derive(Serialize)]
struct There {
    editions: Vec<(i64, bool)>,
    issues: Vec<(i64, bool)>,
    erased: u64,
}

impl Public {
    /// Gathers what is public of a consultation, besides how many responses of a freeze were deleted.
    pub async fn of(store: &Store, consultation: ConsultationId, freeze: FreezeId) -> Result<Self, PageError> {
        let publications = store.list_publications(consultation).await?;
        let issues = store.list_open_data(consultation).await?;
        let erased = store.find_erased(freeze, DateTime::UNIX_EPOCH).await?;
        let mut known: Vec<_> = earlier(store, publications.iter()).await?.iter().map(Earlier::known).collect();
        known.extend(counts(store, &issues).await?);
        let there = There {
            editions: publications
                .iter()
                .filter(|each| was_public(&each.standing))
                .map(|each| (each.edition, each.standing.is_public()))
                .collect(),
            issues: issues
                .iter()
                .filter(|each| was_public(&each.standing))
                .map(|each| (each.issue, each.standing.is_public()))
                .collect(),
            erased: erased.map_or(0, |erased| erased.count),
        };
        let basis = serde_json::to_string(&there).map_err(|error| PageError::Broken(error.to_string()))?;
        Ok(Self { known, basis })
    }
}

fn was_public(standing: &Standing) -> bool {
    *standing != Standing::Written
}

/// Finds the counts that issues of open data rest on, also where they were taken back since.
pub async fn counts(store: &Store, issues: &[OpenData]) -> Result<Vec<BTreeMap<String, Known>>, PageError> {
    let mut known = Vec::new();
    for issue in issues.iter().filter(|issue| was_public(&issue.standing)) {
        if let Some(counts) = store.find_open_counts(issue.id).await? {
            let read = serde_json::from_str(&counts);
            known.push(read.map_err(|error| PageError::Broken(format!("the counts of open data: {error}")))?);
        }
    }
    Ok(known)
}

/// Finds what was released of publications, also where it was taken back since.
pub async fn earlier(
    store: &Store,
    publications: impl Iterator<Item = &Publication>,
) -> Result<Vec<Earlier>, PageError> {
    let mut earlier = Vec::new();
    for publication in publications {
        let document = store.find_publication_document(publication.id).await?;
        let (Some(document), Some(results)) = (document, find_results(store, publication.run).await?) else { continue };
        earlier.push(Earlier { results, published: Released::read(&document)?.results });
    }
    Ok(earlier)
}
