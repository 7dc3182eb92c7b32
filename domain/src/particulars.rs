//! What a consultation says of itself besides its title and its times: why it asks, what can change, and who decides.
//!
//! All of it may be missing; what is missing or weak when the consultation opens is named by [`crate::readiness`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The parts of the particulars, each with a form of its own; documents are added one by one.
    Topic {
        /// The title, the summary and the kind.
        Title = "title",
        /// When it opens and closes.
        Times = "times",
        /// Why it asks, what can change and what is decided.
        Purpose = "purpose",
        /// Who decides, and by when.
        Decision = "decision",
        /// What it means for people who are treated unequally.
        Equality = "equality",
        /// How to take part in another way.
        Formats = "formats",
        /// Under which privacy notice it asks.
        Privacy = "privacy",
        /// How its answers will be counted.
        Plan = "plan",
    }

    /// Another way to read a consultation or to answer it.
    Format {
        /// On paper.
        Paper = "paper",
        /// By telephone.
        Telephone = "telephone",
        /// In large print.
        LargePrint = "large-print",
        /// In short words with pictures.
        EasyRead = "easy-read",
        /// In another language.
        OtherLanguage = "other-language",
        /// To listen to.
        Audio = "audio",
        /// In Braille.
        Braille = "braille",
        /// In British Sign Language.
        SignLanguage = "sign-language",
    }
}

/// Something to read, here or elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedDocument {
    /// Its title.
    pub title: String,
    /// Where it is: an address that begins with `https://`, or a path on this site.
    pub address: String,
}

/// What a consultation says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Particulars {
    /// Why it asks.
    pub purpose: Option<String>,
    /// What answers can still change.
    pub open_to_change: Option<String>,
    /// What is decided already.
    pub decided: Option<String>,
    /// Who decides.
    pub decision_maker: Option<String>,
    /// The day by which they decide.
    pub decision_on: Option<NaiveDate>,
    /// What to read before answering.
    pub documents: Vec<LinkedDocument>,
    /// The equality assessment.
    pub equality_document: Option<LinkedDocument>,
    /// Why there is no equality assessment.
    pub equality_reason: Option<String>,
    /// The email address to ask for another format.
    pub formats_email: Option<String>,
    /// The telephone number to ask for another format.
    pub formats_telephone: Option<String>,
    /// The formats that are offered.
    pub formats: Vec<Format>,
    /// The version of the privacy notice that was found to cover it.
    pub notice: Option<NaiveDate>,
    /// Which questions are counted and how, with cut-offs and weights.
    pub plan: Option<String>,
    /// Where more is said of how answers are counted.
    pub plan_address: Option<String>,
}
