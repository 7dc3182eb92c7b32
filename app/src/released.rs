//! Published results as they are released: everything that a public page says of them, so that later code and later data change none
//! of it.

mod panels;

use std::collections::BTreeMap;

use domain::{consultation::Consultation, plan::Pooling, publication::Standing, time::Moment};
use export::cell;
use serde::{Deserialize, Serialize};

use crate::{
    analysis::run::{Published, PublishedItem},
    appraisal::Appraisal,
    error::PageError,
    state::AppState,
};

/// What everybody reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Released {
    /// The consultation, by its slug.
    pub consultation: String,
    /// Its title.
    pub title: String,
    /// Which edition of its results this is, from 1.
    pub edition: i64,
    /// Since when it is public.
    pub released_at: Moment,
    /// What was asked, what came out and what it will be used for.
    pub summary: String,
    /// What changed since the edition before; empty in the first.
    pub changes: String,
    /// How it was worked out.
    pub basis: Basis,
    /// What people read for the code of each segment.
    pub segments: BTreeMap<String, String>,
    /// The figures.
    pub results: Published,
    /// What the team's scores came to when it was released; `None` where the plan has no criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appraisal: Option<Appraisal>,
}

/// How published figures were worked out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The number of the plan.
    pub plan: i64,
    /// Why it is planned so.
    pub reasons: String,
    /// When the plan was fixed.
    pub fixed_at: Option<Moment>,
    /// Where drawing answers again begins.
    pub seed: u32,
    /// How many of the first priorities the plan looks at.
    pub top: u32,
    /// The number of the freeze.
    pub freeze: i64,
    /// When the responses were frozen.
    pub frozen_at: Moment,
    /// The SHA-256 of the frozen responses.
    pub responses_hash: String,
    /// The number of the run.
    pub run: i64,
    /// The version of the program that worked it out.
    pub code_version: String,
    /// How panels are pooled; `None` where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pooling: Option<Pooling>,
}

impl Released {
    /// Reads what was released.
    ///
    /// # Errors
    /// Refuses a document that is none.
    pub fn read(document: &str) -> Result<Self, PageError> {
        serde_json::from_str(document)
            .map_err(|error| PageError::Broken(format!("what was released cannot be read: {error}")))
    }

    /// Says a segment.
    pub fn segment<'a>(&'a self, code: Option<&'a str>, not_stated: &'a str) -> &'a str {
        code.map_or(not_stated, |code| self.segments.get(code).map_or(code, String::as_str))
    }

    /// Writes the table of the weighting as a file; what is withheld has its name and no figures.
    ///
    /// # Errors
    /// Fails only where memory cannot be written to.
    pub fn weighting_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS)?;
        for item in &self.results.items {
            writer.write_record(record(item))?;
        }
        for label in &self.results.withheld {
            let name = cell::text(label).into_owned();
            let rest = COLUMNS.iter().skip(2).map(|_| String::new());
            writer.write_record([String::new(), name].into_iter().chain(rest))?;
        }
        finish(writer)
    }
}

/// Finds the newest results of a consultation that are public.
///
/// # Errors
/// Fails where the database does, or what was released cannot be read.
pub async fn newest(state: &AppState, consultation: &Consultation) -> Result<Option<Released>, PageError> {
    let publications = state.store.list_publications(consultation.id).await?;
    let public = publications.iter().find(|publication| matches!(publication.standing, Standing::Released(_)));
    let Some(public) = public else { return Ok(None) };
    let document = state.store.find_released(public.id).await?;
    document.as_deref().map(Released::read).transpose()
}

/// Gives what was written of a table.
fn finish(writer: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

const COLUMNS: [&str; 15] = [
    "priority",
    "label",
    "weight",
    "range_from",
    "range_to",
    "unweighted",
    "rank",
    "rank_from",
    "rank_to",
    "tier",
    "support",
    "supported",
    "supported_unweighted",
    "supporters",
    "among_the_first",
];

fn record(item: &PublishedItem) -> [String; 15] {
    let share = |share: Option<f64>| share.map(|share| share.to_string()).unwrap_or_default();
    [
        cell::text(&item.priority).into_owned(),
        cell::text(&item.label).into_owned(),
        item.weight.to_string(),
        item.range.0.to_string(),
        item.range.1.to_string(),
        item.unweighted.to_string(),
        item.rank.to_string(),
        item.ranks.0.to_string(),
        item.ranks.1.to_string(),
        item.tier.to_string(),
        domain::vocabulary::Word::word(item.support).to_owned(),
        share(item.supported),
        share(item.supported_unweighted),
        item.supporters.map(|people| people.to_string()).unwrap_or_default(),
        item.top_probability.to_string(),
    ]
}
