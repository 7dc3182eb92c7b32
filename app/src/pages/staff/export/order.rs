//! What somebody wants to take out, made ready to be written.

use std::collections::BTreeMap;

use domain::{consultation::Consultation, export::ExportFormat, vocabulary::Word};
use export::{Facts, Narrowing, Order, Packing, Row, VersionFact};
use store::{Redacted, ResponseFilter, StoredResponse, Version};

use super::{
    log::Log,
    sheet::{Layout, OwnWords},
};
use crate::{
    error::PageError,
    pages::staff::{filter, labels::Labels},
    state::AppState,
};

/// What the manifest calls this program.
const PRODUCT: &str = "Folkmoot";

/// What somebody wants to take out.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// In which format.
    pub(super) format: ExportFormat,
    /// What it is packed in.
    pub(super) packing: Packing,
    /// Which responses.
    pub(super) filter: ResponseFilter,
    /// Whether with what people wrote.
    pub(super) own_words: OwnWords,
}

/// What is ready to be written.
pub(super) struct Prepared {
    /// What the rows are, and how they are written.
    pub(super) order: Order,
    rows: Rows,
    /// What takes the place of what was written, where that was redacted.
    redacted: Redacted,
}

/// What makes the row of a response.
enum Rows {
    Answers(Layout),
    Log(Log),
}

impl Prepared {
    /// Writes the log in place of the answers.
    pub(super) fn with_log(mut self, log: Log) -> Self {
        self.order.sheet = log.sheet().clone();
        self.rows = Rows::Log(log);
        self
    }

    /// Gives the row of a response, without the words that were redacted; `None` if its version was not laid out.
    pub(super) fn row(&self, mut stored: StoredResponse) -> Option<Row> {
        let nothing = BTreeMap::new();
        let reference = stored.response.reference.as_ref();
        let redacted = reference.and_then(|reference| self.redacted.get(reference)).unwrap_or(&nothing);
        stored.redact(redacted.iter().map(|(question, text)| (question, text.as_str())));
        match &self.rows {
            Rows::Answers(layout) => layout.row(&stored, redacted),
            Rows::Log(log) => log.row(&stored, redacted),
        }
    }
}

impl Wanted {
    /// Gives what has been there all along: all responses as CSV.
    pub(super) fn all_as_csv() -> Self {
        Self {
            format: ExportFormat::Csv,
            packing: Packing::File,
            filter: ResponseFilter::default(),
            own_words: OwnWords::Included,
        }
    }

    /// Reads what the export needs to know of the questionnaires and of redactions.
    pub(super) async fn prepare(&self, state: &AppState, consultation: &Consultation) -> Result<Prepared, PageError> {
        let versions = state.store.list_answered_versions(consultation.id).await?;
        let layout = Layout::new(&versions, self.own_words);
        let facts = self.facts(state, consultation, &versions);
        let order = Order { sheet: layout.sheet().clone(), format: self.format, packing: self.packing, facts };
        let redacted = state.store.list_redactions(consultation.id).await?;
        Ok(Prepared { order, rows: Rows::Answers(layout), redacted })
    }

    /// Gives what is known before the rows are read.
    pub(super) fn facts(&self, state: &AppState, consultation: &Consultation, versions: &[Version]) -> Facts {
        let labels = versions.last().map(|version| Labels::new(&version.questionnaire)).unwrap_or_default();
        let narrowed = filter::say(&self.filter, &labels).into_iter();
        let published = versions.iter();
        Facts {
            product: PRODUCT.to_owned(),
            product_version: env!("CARGO_PKG_VERSION").to_owned(),
            consultation: consultation.slug.clone(),
            title: consultation.title.clone(),
            is_demonstration: state.site.is_synthetic(),
            made_at: state.clock.now(),
            format: self.format.word(),
            has_own_words: self.own_words == OwnWords::Included,
            filter: narrowed.map(|(by, is)| Narrowing { by: by.to_owned(), is }).collect(),
            questionnaire_versions: published
                .map(|version| VersionFact { number: version.number, published_at: version.published_at })
                .collect(),
        }
    }

    /// Gives the kind of the file and the end of its name.
    pub(super) fn kind(&self) -> (&'static str, &'static str) {
        match (self.packing, self.format) {
            (Packing::Set, _)
            | (_, ExportFormat::R | ExportFormat::Spss | ExportFormat::Consult | ExportFormat::Polis) => {
                ("application/zip", "zip")
            }
            (_, ExportFormat::Csv) => (super::CSV, "csv"),
            (_, ExportFormat::Excel) => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
            (_, ExportFormat::Json) => ("application/jsonl", "jsonl"),
            (_, ExportFormat::Parquet) => ("application/vnd.apache.parquet", "parquet"),
        }
    }
}

/// Gives what a format is packed in where people save it: a workbook is whole in itself.
pub(super) fn packing_for_people(format: ExportFormat) -> Packing {
    if format == ExportFormat::Excel { Packing::File } else { Packing::Set }
}

/// Gives what a format is packed in where a program fetches it, which reads no zip unless it has to.
pub(super) fn packing_for_programs(format: ExportFormat) -> Packing {
    if format.is_set() { Packing::Set } else { Packing::File }
}
