//! Consultation reports: what was asked, who answered, what came out and what was done, as one document.
//!
//! It is plain data, made once by [`Sources::report`]. The page and the file are two drawings of it, so that they cannot differ, and a
//! released one is kept as it was.

mod about;
pub mod docx;
mod done;
mod figures;
mod said;
mod sources;
mod tables;
#[cfg(test)]
mod tests;

use domain::reply::TagFigure;
use serde::{Deserialize, Serialize};

pub use self::{
    sources::{Commented, Lacking, Sources, tags_of},
    tables::Wanting,
};
use crate::error::PageError;

/// A consultation report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationReport {
    /// The consultation, by its slug.
    pub consultation: String,
    /// Its title.
    pub title: String,
    /// Which report on it this is, from 1.
    pub number: i64,
    /// The edition of the results that it rests on; `None` before any is public.
    pub edition: Option<i64>,
    /// What is said below the title: the number, and since when it is public.
    pub said: String,
    /// The sections, none of which is empty.
    pub sections: Vec<Section>,
}

/// One section, with something in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The name by which links lead to it.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    blocks: Vec<Block>,
}

/// One thing in a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading below that of the section.
    Heading(String),
    /// A paragraph, whose lines are kept.
    Words(String),
    /// Several things of one kind.
    List(Vec<String>),
    /// Facts, each by its name.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(ReportTable),
    /// Somewhere to read on.
    Link(ReportLink),
}

/// A table of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTable {
    /// What it is called.
    pub caption: String,
    /// The heads of the columns, of which the first names the rows.
    pub columns: Vec<String>,
    /// The rows: a name, then a cell for each further column.
    pub rows: Vec<Vec<String>>,
    /// Of whom the figures are; there is no figure without it.
    pub base: String,
}

/// A link in a paragraph of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLink {
    /// What stands before it.
    pub before: String,
    /// The words to press.
    pub words: String,
    /// Where it leads: a path on this site, or an address.
    pub address: String,
}

/// What is kept with a released report and is not public: by it, what is made public later is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What the tags of comments came to, and for how many people.
    pub tags: Vec<TagFigure>,
}

impl Section {
    /// Makes a section; none where there would be nothing in it but headings.
    fn new(anchor: &str, heading: &str, blocks: Vec<Block>) -> Option<Self> {
        let has_content = blocks.iter().any(|block| !matches!(block, Block::Heading(_)));
        has_content.then(|| Self { anchor: anchor.to_owned(), heading: heading.to_owned(), blocks })
    }

    /// Gives what is in it, which is something.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

impl Block {
    fn heading(words: impl Into<String>) -> Self {
        Self::Heading(words.into())
    }

    fn words(words: impl Into<String>) -> Self {
        Self::Words(words.into())
    }

    fn link(before: impl Into<String>, words: impl Into<String>, address: impl Into<String>) -> Self {
        Self::Link(ReportLink { before: before.into(), words: words.into(), address: address.into() })
    }

    /// Makes a table of the heads of its columns and its rows.
    fn table<const N: usize>(
        caption: impl Into<String>,
        columns: [&str; N],
        rows: Vec<[String; N]>,
        base: impl Into<String>,
    ) -> Self {
        Self::Table(ReportTable {
            caption: caption.into(),
            columns: columns.map(str::to_owned).to_vec(),
            rows: rows.into_iter().map(|row| row.to_vec()).collect(),
            base: base.into(),
        })
    }

    /// Gives words under a heading of their own; nothing where there are none.
    fn under(heading: &str, words: Option<&String>) -> Vec<Self> {
        words.map(|words| vec![Self::heading(heading), Self::words(words)]).unwrap_or_default()
    }
}

impl ConsultationReport {
    /// Reads a report as it was released.
    ///
    /// # Errors
    /// Refuses a document that is none.
    pub fn read(document: &str) -> Result<Self, PageError> {
        read(document)
    }
}

impl Basis {
    /// Reads what was kept with a report.
    ///
    /// # Errors
    /// Refuses a document that is none.
    pub fn read(document: &str) -> Result<Self, PageError> {
        read(document)
    }
}

fn read<T: serde::de::DeserializeOwned>(document: &str) -> Result<T, PageError> {
    serde_json::from_str(document)
        .map_err(|error| PageError::Broken(format!("a consultation report cannot be read: {error}")))
}

/// Gives the address of the reports on a consultation.
pub fn address(slug: &str) -> String {
    format!("/consultations/{slug}/report")
}
