//! Open data: the files that everybody may take away, made of one edition of results and the responses that it rests on.
//!
//! They are made by a query of their own, kept byte for byte, and what their page shows is drawn from them alone.

mod files;
mod known;
mod making;

use domain::time::Moment;
use serde::{Deserialize, Serialize};

pub use self::{
    known::{Public, counts, earlier},
    making::{Edition, NotMade, make},
};
use crate::{analysis::crosstabs::OpenTable, bundle::ListedFile, error::PageError};

/// The file with everything that the page of open data says.
pub const TABLES: &str = "tables.json";
/// The file that lists the others with their fingerprints.
pub const MANIFEST: &str = "manifest.json";

/// What everybody reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenDocument {
    /// The consultation, by its slug.
    pub consultation: String,
    /// Its title.
    pub title: String,
    /// Whether the answers are made up for a demonstration.
    pub is_demonstration: bool,
    /// Which issue of its open data this is, from 1.
    pub issue: i64,
    /// The edition of the results that it goes with.
    pub edition: i64,
    /// When the files were made.
    pub made_at: Moment,
    /// The version of the program that made them.
    pub code_version: String,
    /// Under which licence they may be used.
    pub licence: String,
    /// What people should know about them; empty where there is nothing.
    pub note: String,
    /// The tables, in the order of the list.
    pub tables: Vec<OpenTable>,
}

/// What the manifest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Manifest<'a> {
    consultation: &'a str,
    title: &'a str,
    is_demonstration: bool,
    issue: i64,
    edition: i64,
    made_at: Moment,
    code_version: &'a str,
    licence: &'a str,
    responses: Frozen,
    files: Vec<ListedFile>,
}

/// The responses that open data rest on; how many they are is in the tables, as far as it may be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Frozen {
    freeze: i64,
    at: Moment,
    fingerprint: String,
}

impl OpenDocument {
    /// Reads the file with the tables.
    ///
    /// # Errors
    /// Refuses a file that is none.
    pub fn read(bytes: &[u8]) -> Result<Self, PageError> {
        serde_json::from_slice(bytes)
            .map_err(|error| PageError::Broken(format!("the tables of open data cannot be read: {error}")))
    }
}
