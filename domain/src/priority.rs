//! Priorities: what a strategy might put first; options of questions point at them.

use serde::{Deserialize, Serialize};

/// Something that the strategy might put first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// Its stable code, for example `H03`.
    pub code: String,
    /// Its title for people.
    pub title: String,
    /// What kind of thing it is.
    pub kind: PriorityKind,
}

/// What a priority is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PriorityKind {
    /// A habitat.
    Habitat,
    /// A species or a group of them.
    Species,
    /// A wider benefit to people.
    Benefit,
    /// Something to do.
    Action,
}
