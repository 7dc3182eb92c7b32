//! What programs read of this site as JSON: what is in each answer, and the description of all of them.
//!
//! The types here are promises: a field keeps its name and its meaning, and new ones are added. They are filled from what public
//! pages read, so that they say nothing that these do not say.

mod consultations;
mod description;
mod documents;
mod lists;
mod meetings;
mod priorities;

pub use self::{
    consultations::{ConsultationDetail, ConsultationSummary, Edition, Moved, PhaseName},
    description::description,
    documents::{DocumentDetail, DocumentFile, DocumentSummary, Successor},
    lists::{GroupName, GroupSummary, ListOf, Problem},
    meetings::{MeetingDetail, MeetingSummary, PublishedRecord},
    priorities::{
        AskedAbout, DecisionAbout, EndedPriority, PriorityDetail, PriorityFigures, PrioritySummary, ReplyAbout,
    },
};

/// What the addresses begin with.
pub const ROOT: &str = "/api/v1";
