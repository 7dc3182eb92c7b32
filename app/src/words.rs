//! All text for people that rules give rise to: refusals, dates, numbers, names of segments and phases.

pub mod alerts;
pub mod analysis;
pub mod appraisal;
pub mod articles;
pub mod comments;
pub mod consultations;
pub mod dates;
pub mod documents;
pub mod eoi;
pub mod erasing;
pub mod exchange;
pub mod exports;
pub mod faults;
pub mod feeds;
pub mod front;
pub mod gain;
pub mod groups;
pub mod imports;
pub mod invitations;
pub mod involvement;
pub mod mail;
pub mod map;
pub mod margins;
pub mod marks;
pub mod meetings;
pub mod moderation;
pub mod numbers;
pub mod open_data;
pub mod particulars;
pub mod pooling;
pub mod priorities;
pub mod published;
pub mod questionnaire;
pub mod records;
pub mod refusals;
pub mod replies;
pub mod rounds;
pub mod scoring;
pub mod search;
pub mod sift;
pub mod staff;
pub mod writing;

use std::fmt::Write;

use domain::vocabulary::Word;

/// What is said of a question that was shown and not answered.
pub const BLANK: &str = "Left blank";

/// Begins words with a capital letter, as a sentence or a list does.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Spells out bytes, two letters or digits for each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut spelled, byte| {
        // Writing into a string cannot fail.
        let _ = write!(spelled, "{byte:02x}");
        spelled
    })
}

/// A choice that people can read.
pub trait Labelled: Word {
    /// Gives what people read.
    fn label(self) -> &'static str;

    /// Gives help for choosing, where it is needed.
    fn hint(self) -> Option<&'static str> {
        None
    }
}
