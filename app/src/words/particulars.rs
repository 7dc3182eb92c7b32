//! Words about what a consultation says of itself, what it lacks before it opens, and what hinders a change of it.

use domain::{
    consultation::{ClosingMove, Consultation, Hindrance},
    particulars::{Format, Topic},
    readiness::{Lack, fewest_days},
};

use super::{Labelled, dates};

impl Labelled for Topic {
    fn label(self) -> &'static str {
        match self {
            Self::Title => "Title and kind",
            Self::Times => "Opening and closing",
            Self::Purpose => "Purpose, and what can change",
            Self::Decision => "Who decides, and by when",
            Self::Equality => "Equality assessment",
            Self::Formats => "Other formats",
            Self::Privacy => "Privacy notice",
            Self::Plan => "How answers will be counted",
        }
    }
}

impl Labelled for Format {
    fn label(self) -> &'static str {
        match self {
            Self::Paper => "On paper",
            Self::Telephone => "By telephone",
            Self::LargePrint => "Large print",
            Self::EasyRead => "Easy read",
            Self::OtherLanguage => "Another language",
            Self::Audio => "Audio",
            Self::Braille => "Braille",
            Self::SignLanguage => "British Sign Language",
        }
    }
}

/// Says why a change cannot be made.
pub fn hindrance(hindrance: Hindrance, asked: &str) -> String {
    match hindrance {
        Hindrance::HasOpened => "The consultation has opened, so that its opening cannot be moved any more".to_owned(),
        Hindrance::OpeningHasPassed => {
            format!("‘{asked}’ must be in the future, because the consultation is published")
        }
        Hindrance::ClosesBeforeItOpens => "It must close after it opens".to_owned(),
        Hindrance::HasClosed => "The consultation has closed, so that its closing cannot be moved any more".to_owned(),
        Hindrance::ClosingHasPassed => format!("‘{asked}’ must be in the future"),
        Hindrance::ReasonMissing => {
            "Say why it closes earlier, because people were told that they have longer to answer".to_owned()
        }
        Hindrance::IsAnswered => {
            "Somebody has answered this consultation, so that its kind cannot be changed any more".to_owned()
        }
    }
}

/// Names what is missing or weak, as part of a list.
pub fn lack(lack: Lack) -> &'static str {
    match lack {
        Lack::Purpose => "purpose",
        Lack::OpenToChange => "what can change",
        Lack::Decided => "what is already decided",
        Lack::Documents => "documents",
        Lack::DecisionMaker => "who decides",
        Lack::DecisionDate => "date of the decision",
        Lack::DecisionTooEarly => "a decision after the last day",
        Lack::Time => "time to answer",
        Lack::Christmas => "time to answer besides Christmas",
        Lack::Midnight => "a closing time that is not midnight",
        Lack::Equality => "equality assessment",
        Lack::Formats => "contact for other formats",
        Lack::Notice => "privacy notice",
        Lack::NoticeReplaced => "the privacy notice that is in force",
        Lack::Plan => "how answers will be counted",
        Lack::Consent => "a question whether words may be published",
    }
}

/// Says what is missing or weak, and why that matters.
pub fn explain(lack: Lack, consultation: &Consultation) -> String {
    let fewest = fewest_days(consultation.kind);
    let words = match lack {
        Lack::Purpose => "It does not say why you ask.",
        Lack::OpenToChange => {
            "It does not say what people can change. A consultation is fair only while something can still change."
        }
        Lack::Decided => "It does not say what is already decided, so that people may answer about what cannot change.",
        Lack::Documents => "It has no documents. People need enough information for a considered answer.",
        Lack::DecisionMaker => "It does not say who decides.",
        Lack::DecisionDate => "It does not say by when it is decided.",
        Lack::DecisionTooEarly => {
            "The decision is due before the consultation has closed, so that the answers could not be considered."
        }
        Lack::Time => {
            return format!("People have fewer than {fewest} days to answer. No law sets a time, but this is short.");
        }
        Lack::Christmas => {
            return format!(
                "Without the days from 20 December to 2 January, people have fewer than {fewest} days to answer. \
                 Many are away then: allow more time."
            );
        }
        Lack::Midnight => {
            "It closes at midnight, which some read as the night before and some as the night after. Close at 11:59pm instead."
        }
        Lack::Equality => "It has no equality assessment, and does not say why there is none.",
        Lack::Formats => "It does not say whom to ask for large print, easy read, another language or paper.",
        Lack::Notice => "Nobody has checked that the privacy notice covers it.",
        Lack::NoticeReplaced => "The privacy notice has changed since it was checked for this consultation.",
        Lack::Consent => {
            "Questions are chosen whose words are to be published, but nobody is asked whether what they write may be. Nothing of it can be published then."
        }
        Lack::Plan => {
            "It does not say how answers will be counted. Say it before you see them, so that nobody can doubt the result."
        }
    };
    words.to_owned()
}

/// Names several things that were lacking, one after the other.
pub fn lacks(lacks: &[Lack]) -> String {
    lacks.iter().map(|each| lack(*each)).collect::<Vec<_>>().join(", ")
}

/// Says how a closing was moved.
pub fn closing_move(moved: &ClosingMove) -> String {
    let ClosingMove { from, to, moved_at, reason } = moved;
    let [from, to] = [from, to].map(|moment| dates::moment(*moment));
    let moved = format!("The closing date was moved from {from} to {to} on {}.", dates::day_of(*moved_at));
    reason.as_ref().map_or(moved.clone(), |reason| format!("{moved} {reason}"))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;

    #[test]
    fn a_move_of_a_closing_is_said_with_its_reason() {
        let at = |day| Utc.with_ymd_and_hms(2027, 6, day, 22, 59, 0).unwrap();
        let moved = ClosingMove { from: at(20), to: at(27), moved_at: at(1), reason: None };
        let words =
            "The closing date was moved from 20 June 2027 at 11:59pm to 27 June 2027 at 11:59pm on 1 June 2027.";
        assert_eq!(closing_move(&moved), words);
        let reason = Some("Floods closed the libraries.".to_owned());
        let expected = format!("{words} Floods closed the libraries.");
        assert_eq!(closing_move(&ClosingMove { reason, ..moved }), expected);
    }
}
