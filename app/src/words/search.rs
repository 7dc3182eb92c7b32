//! What is said of a search and of what it finds.

use domain::search::{FoundKind, FoundOrder, LONGEST};
use store::Found;

use super::{Labelled, dates, meetings, numbers};
use crate::search::How;

impl Labelled for FoundKind {
    fn label(self) -> &'static str {
        match self {
            Self::Consultation => "Consultation",
            Self::Results => "Results of a consultation",
            Self::Reply => "We asked, you said, we did",
            Self::Meeting => "Meeting",
            Self::Agenda => "Agenda item",
            Self::Minutes => "Minutes",
            Self::Decision => "Decision",
            Self::Document => "Document",
            Self::Page => "Page",
            Self::News => "News",
            Self::Group => "Group",
            Self::Priority => "Priority",
        }
    }
}

impl Labelled for FoundOrder {
    fn label(self) -> &'static str {
        match self {
            Self::Relevance => "Best match first",
            Self::Newest => "Newest first",
        }
    }
}

/// Names something that was found.
pub fn title(found: &Found) -> String {
    let Found { title, day, part, .. } = found;
    match found.kind {
        FoundKind::Results => format!("Results of {title}"),
        FoundKind::Meeting => day.map_or_else(|| title.clone(), |day| meetings::meeting(title, day)),
        FoundKind::Decision => format!("Decision {}: {title}", part.unwrap_or(1)),
        FoundKind::Consultation
        | FoundKind::Reply
        | FoundKind::Agenda
        | FoundKind::Minutes
        | FoundKind::Document
        | FoundKind::Page
        | FoundKind::News
        | FoundKind::Group
        | FoundKind::Priority => title.clone(),
    }
}

/// Says when that was which something that was found bears the day of.
pub fn day(found: &Found) -> Option<String> {
    let day = dates::day(found.day?);
    Some(match found.kind {
        FoundKind::Consultation => format!("open from {day}"),
        FoundKind::Results | FoundKind::Reply | FoundKind::News => format!("published on {day}"),
        FoundKind::Page => format!("as of {day}"),
        FoundKind::Meeting
        | FoundKind::Agenda
        | FoundKind::Minutes
        | FoundKind::Decision
        | FoundKind::Document
        | FoundKind::Group
        | FoundKind::Priority => day,
    })
}

/// Says how what was found is what was typed; nothing, where it is. `meant` is by what it was found.
pub fn how(how: &How, typed: &str, meant: &str) -> Option<String> {
    match how {
        How::AsTyped | How::OnlyElsewhere(_) => None,
        How::Corrected => Some(format!("Nothing here says ‘{typed}’. These are results for ‘{meant}’.")),
        How::SomeWords => Some(format!("Nothing here has all the words ‘{meant}’. These have some of them.")),
    }
}

/// Says how many others there are without the filters.
pub fn elsewhere(total: u64) -> String {
    format!("Look at {} of other kinds, groups or years", numbers::count(total, "result", "results"))
}

/// Says that more was typed than was looked for.
pub fn cut() -> String {
    format!("What you typed is long. Only its first words were looked for: at most 12, within {LONGEST} letters.")
}
