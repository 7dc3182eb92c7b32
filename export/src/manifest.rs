//! The manifest: what a file holds, how it came about, and by which hash its data is told from others.

use chrono::SecondsFormat;
use domain::time::Moment;
use serde::Serialize;

use crate::Row;

/// What is known of an export before its rows are read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Facts {
    /// The program that wrote it.
    pub product: String,
    /// The version of that program.
    pub product_version: String,
    /// The slug of the consultation.
    pub consultation: String,
    /// The title of the consultation.
    pub title: String,
    /// Whether the data is a demonstration and nobody's answers.
    pub is_demonstration: bool,
    /// When it was made.
    pub made_at: Moment,
    /// The format, by its word.
    pub format: &'static str,
    /// Whether what people wrote in their own words is in it.
    pub has_own_words: bool,
    /// By what the responses were narrowed; by nothing, if there is none.
    pub filter: Vec<Narrowing>,
    /// The versions of the questionnaire that the responses answer.
    pub questionnaire_versions: Vec<VersionFact>,
}

/// One thing by which responses were narrowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Narrowing {
    /// What was asked for.
    pub by: String,
    /// What it has to be.
    pub is: String,
}

/// A version of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionFact {
    /// Its number.
    pub number: i64,
    /// When it was published.
    pub published_at: Moment,
}

/// A file of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenFile {
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub sha256: String,
}

/// All that is known of an export once its rows are written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Manifest {
    /// What was known before.
    #[serde(flatten)]
    pub facts: Facts,
    /// How many responses it has.
    pub rows: u64,
    /// How many columns it has.
    pub columns: usize,
    /// The SHA-256 of the data as CSV, headings included: the same in every format.
    pub sha256_of_csv: String,
    /// The files that stand beside the manifest.
    pub files: Vec<WrittenFile>,
}

impl Manifest {
    /// Gives the lines of the manifest, as a sheet shows it.
    pub(crate) fn lines(&self) -> Vec<Row> {
        let facts = &self.facts;
        let moment = |moment: &Moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true);
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let mut lines = vec![
            ("product", facts.product.clone()),
            ("product_version", facts.product_version.clone()),
            ("consultation", facts.consultation.clone()),
            ("title", facts.title.clone()),
            ("is_demonstration", yes(facts.is_demonstration)),
            ("made_at", moment(&facts.made_at)),
            ("format", facts.format.to_owned()),
            ("has_own_words", yes(facts.has_own_words)),
        ];
        lines.extend(facts.filter.iter().map(|narrowing| ("filter", format!("{} = {}", narrowing.by, narrowing.is))));
        let published = |version: &VersionFact| format!("{} of {}", version.number, moment(&version.published_at));
        let versions = facts.questionnaire_versions.iter();
        lines.extend(versions.map(|version| ("questionnaire_version", published(version))));
        lines.extend([
            ("rows", self.rows.to_string()),
            ("columns", self.columns.to_string()),
            ("sha256_of_csv", self.sha256_of_csv.clone()),
        ]);
        lines.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect()
    }
}
