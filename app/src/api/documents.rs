//! Documents and their versions.

use chrono::NaiveDate;
use domain::{
    document::{Accessibility, Document, DocumentVersion},
    group::Group,
    language::Language,
    question::FileFormat,
    time::Moment,
};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::{GroupName, ROOT};
use crate::{state::Site, words::hex};

/// A document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DocumentSummary {
    /// Its identity, which stays.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// The day that it bears.
    pub dated: NaiveDate,
    /// Its language, as in BCP 47; null for English.
    pub language: Option<String>,
    /// Whether the team says that everybody can read the file, also with a screen reader.
    pub accessibility: Accessibility,
    /// The group that it is of, if it is of one.
    pub group: Option<GroupName>,
    /// Its newest file.
    pub current: Option<DocumentFile>,
    /// Its page.
    pub page: String,
    /// The same with its versions, as JSON.
    pub more: String,
}

/// A document with its versions.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DocumentDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub document: DocumentSummary,
    /// Its versions, the newest first.
    pub versions: Vec<DocumentFile>,
    /// The documents that take its place.
    pub successors: Vec<Successor>,
}

/// A document that takes the place of another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Successor {
    /// Its title.
    pub title: String,
    /// Its page.
    pub page: String,
}

/// A version of a document.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DocumentFile {
    /// Its number, from 1.
    pub number: i64,
    /// What is in the file, as its content says.
    pub format: FileFormat,
    /// How many bytes it has.
    pub size: u64,
    /// The SHA-256 of these, in hexadecimal digits.
    pub sha256: String,
    /// What changed; empty in the first.
    pub note: String,
    /// Since when it is public.
    pub published_at: Moment,
    /// The file.
    pub file: String,
}

impl DocumentSummary {
    /// Says what a list says of a document that everybody reads.
    pub fn new(site: &Site, document: Document, group: Option<&Group>, current: Option<DocumentFile>) -> Self {
        Self {
            id: document.id.0,
            page: site.address(&format!("/documents/{}", document.slug)),
            more: site.address(&format!("{ROOT}/documents/{}", document.slug)),
            slug: document.slug,
            title: document.title,
            purpose: document.purpose,
            dated: document.dated,
            language: document.language.map(|language| Language::tag(language).to_owned()),
            accessibility: document.accessibility,
            group: group.map(GroupName::from),
            current,
        }
    }
}

impl DocumentFile {
    /// Says what everybody reads of a version with the address of its file; nothing of one that waits to be published.
    pub fn new(version: &DocumentVersion, file: String) -> Option<Self> {
        Some(Self {
            number: version.number,
            format: version.format,
            size: version.size,
            sha256: hex(&version.sha256),
            note: version.note.clone(),
            published_at: version.published_at?,
            file,
        })
    }
}
