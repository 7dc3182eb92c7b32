//! The code frame of a consultation: its tags, and what a step may do to them.
//!
//! A tag keeps its id whatever it is called. One that was merged or retired stays, so that what was tagged with it can be read.

mod step;

use serde::{Deserialize, Serialize};

pub use self::step::{FrameFault, FrameStep, StepKind};

/// Names a tag for ever.
pub type TagId = String;

/// The most tags that a frame may have, retired ones among them; nobody can keep more in mind.
pub const MOST_TAGS: usize = 300;
/// The most characters of the name of a tag, and of a family.
pub const NAME_LIMIT: usize = 80;
/// The most characters of a description.
pub const DESCRIPTION_LIMIT: usize = 500;

/// The tags of a consultation, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeFrame {
    /// All tags, also those that are not in use any more.
    pub tags: Vec<Tag>,
}

/// What a comment can be about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// What it is called.
    #[serde(flatten)]
    pub words: TagWords,
    /// What became of it.
    #[serde(default)]
    pub fate: Fate,
}

/// How a tag is called and described.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagWords {
    /// Its name.
    pub name: String,
    /// When it is to be set, and when not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The heading under which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
}

/// What became of a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It can be set.
    #[default]
    InUse,
    /// It cannot be set any more; what it was set on counts.
    Retired,
    /// What it was set on counts for another.
    MergedInto(TagId),
}

impl CodeFrame {
    /// Finds a tag.
    pub fn tag(&self, id: &str) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.id == id)
    }

    /// Lists the tags that can be set.
    pub fn in_use(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| tag.fate == Fate::InUse)
    }

    /// Lists the families in the order of their first tags, each with its tags in use; those without a family come last.
    pub fn families(&self) -> Vec<(Option<&str>, Vec<&Tag>)> {
        let mut families: Vec<(Option<&str>, Vec<&Tag>)> = Vec::new();
        for tag in self.in_use() {
            let family = tag.words.family.as_deref();
            match families.iter_mut().find(|(known, _)| *known == family) {
                Some((_, tags)) => tags.push(tag),
                None => families.push((family, vec![tag])),
            }
        }
        families.sort_by_key(|(family, _)| family.is_none());
        families
    }

    /// Gives the tag for which one counts: itself, or that into which it was merged, perhaps over several steps.
    pub fn counts_for<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // Each step leads on to another tag; more steps than tags would be a circle, which merging never makes.
        for _ in 0..self.tags.len() {
            match self.tag(id).map(|tag| &tag.fate) {
                Some(Fate::MergedInto(other)) => id = other,
                _ => break,
            }
        }
        id
    }

    /// Lists the tags that another frame does not have.
    pub fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Tag> {
        self.tags.iter().filter(|tag| other.tag(&tag.id).is_none())
    }
}
