//! Searching what is public: which words a text has, what somebody looks for, what is near it, and the part of a text that shows it.
//!
//! Both engines of the store are given these words, so that they find the same. What is public is not decided here.

mod excerpt;
mod near;
mod query;
mod words;

pub use self::{
    excerpt::{Excerpt, Piece, excerpt},
    near::{nearest, reach},
    query::{Clause, LONGEST, Query},
    words::{folded, spelled, stems},
};
use crate::vocabulary::vocabulary;

/// The number of these rules. It goes up when a text would come to other words, so that the store takes all texts in again.
pub const RULES: i64 = 1;

vocabulary! {
    /// What is found.
    FoundKind {
        /// What a consultation says of itself.
        Consultation = "consultation",
        /// The words with which results were published.
        Results = "results",
        /// What was done about something that people said.
        Reply = "reply",
        /// When and where a group meets.
        Meeting = "meeting",
        /// An item of an agenda.
        Agenda = "agenda",
        /// An item of minutes.
        Minutes = "minutes",
        /// A decision in minutes.
        Decision = "decision",
        /// A document with the text of its file.
        Document = "document",
        /// A page that staff wrote, or a section of one.
        Page = "page",
        /// Something that happened, or a section of it.
        News = "news",
        /// What a group is for and works by.
        Group = "group",
        /// Something that the strategy might put first.
        Priority = "priority",
    }

    /// In which order what was found stands.
    FoundOrder {
        /// What fits best first.
        Relevance = "relevance",
        /// The latest first.
        Newest = "newest",
    }

    /// How much of what somebody looks for has to be in a text.
    Breadth {
        /// All of it.
        All = "all",
        /// Any of it.
        Any = "any",
    }
}
