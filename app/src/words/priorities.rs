//! What priorities and what leads to them are called.

use chrono::NaiveDate;
use domain::priority::PriorityKind;

use super::{Labelled, analysis, dates, numbers, replies};
use crate::priorities::{Done, Figures};

/// What the list is called.
pub const TITLE: &str = "Priorities";
/// What the list begins with.
pub const INTRODUCTION: &str =
    "What the strategy might put first. Each page says what people said about it, what was decided, and what was done.";

impl Labelled for PriorityKind {
    fn label(self) -> &'static str {
        match self {
            Self::Habitat => "Habitat",
            Self::Species => "Species",
            Self::Benefit => "Benefit to people",
            Self::Action => "Action",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Habitat => "A kind of place where plants and animals live, such as ponds or hedgerows.",
            Self::Species => "A species, or a group of them.",
            Self::Benefit => "What nature does for people, such as fewer floods.",
            Self::Action => "Something that can be done.",
        })
    }
}

/// Names the priorities of a kind together.
pub fn together(kind: PriorityKind) -> &'static str {
    match kind {
        PriorityKind::Habitat => "Habitats",
        PriorityKind::Species => "Species",
        PriorityKind::Benefit => "Benefits to people",
        PriorityKind::Action => "Actions",
    }
}

/// Says since when something is no priority any more.
pub fn ended(on: NaiveDate) -> String {
    format!("This is no priority of the strategy any more. It was one until {}.", dates::day(on))
}

/// Says what came out for a priority.
pub fn figures(figures: &Figures) -> String {
    let places = analysis::place(figures.ranks);
    format!("Place {places} of {}: {}.", figures.of, replies::figures(&figures.priority))
}

/// Says whom figures are of.
pub fn of_whom(figures: &Figures) -> String {
    format!("Of the people who chose to respond; {}", replies::answered(figures.answered))
}

/// Says what was done.
pub fn done(done: &Done) -> String {
    replies::deed(done.deed, done.by)
}

/// Counts priorities.
pub fn count(priorities: usize) -> String {
    numbers::count(priorities, "priority", "priorities")
}
