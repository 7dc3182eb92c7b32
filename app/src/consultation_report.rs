//! Consultation reports: what was asked, who answered, what came out and what was done, as one document.
//!
//! It is plain data, made once by [`Sources::report`]. The page and the file are two drawings of it, so that they cannot differ, and a
//! released one is kept as it was.

mod about;
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
use crate::{
    blocks::{Block, Section},
    error::PageError,
};

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

/// What is kept with a released report and is not public: by it, what is made public later is judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// What the tags of comments came to, and for how many people.
    pub tags: Vec<TagFigure>,
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
