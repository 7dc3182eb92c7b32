//! Words of the pages on which responses are moderated and read.

use domain::moderation::{Consent, ModerationGround, ModerationStage};
use weighting::disclosure::THRESHOLD;

use super::{Labelled, numbers};

/// What the page is called on which everybody reads published responses.
pub const TITLE: &str = "What people wrote";
/// What the list of the staff is called.
pub const MODERATION: &str = "Responses to publish";

impl Labelled for Consent {
    fn label(self) -> &'static str {
        match self {
            Self::Words => "What somebody wrote may be published without any name",
            Self::Named => "What somebody wrote may be published with the name of their organisation",
        }
    }
}

impl Labelled for ModerationGround {
    fn label(self) -> &'static str {
        match self {
            Self::Personal => "It leads to a person, whatever is taken out",
            Self::Unlawful => "It would be against the law to publish it",
            Self::ThirdPerson => "It is about somebody else",
            Self::Nothing => "It says nothing",
            Self::Asked => "Whoever sent it asked for that",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Personal => Some("If a redaction can take it out, redact it and publish the rest."),
            Self::Unlawful => Some("For example a threat, hatred, or something untrue that harms somebody’s name."),
            Self::ThirdPerson => Some("For example a neighbour who can be told from it and did not agree."),
            Self::Nothing => Some("For example a dash, or letters without sense. Disagreeing with us is not nothing."),
            Self::Asked => Some("Make sure first that they are who sent it: they know its reference."),
        }
    }
}

impl Labelled for ModerationStage {
    fn label(self) -> &'static str {
        match self {
            Self::New => "Not looked at",
            Self::ToPublish => "To publish",
            Self::NotPublished => "Not to publish",
            Self::Published => "Published",
        }
    }
}

/// Says to everybody how many responses something is true of, so that few of them cannot be told apart.
pub fn count_in_public(count: u64) -> String {
    match count {
        few if few < THRESHOLD => format!("fewer than {THRESHOLD}"),
        count => numbers::whole(count),
    }
}

/// Says to whoever sent a response what they let be published of it.
pub fn to_sender(consent: Option<Consent>) -> &'static str {
    match consent {
        None => "You did not say that we may publish what you wrote, so we will not publish it.",
        Some(Consent::Words) => {
            "You said that we may publish what you wrote. After the consultation has closed somebody reads it, and we may publish it without a \
             name. If you change your mind, write to us with your reference."
        }
        Some(Consent::Named) => {
            "You said that we may publish what you wrote, with the name of your organisation. After the consultation has closed somebody reads it, \
             and we may publish it. If you change your mind, write to us with your reference."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_is_not_told_to_everybody() {
        assert_eq!(
            [0, 1, 9, 10, 1_200].map(count_in_public),
            ["fewer than 10", "fewer than 10", "fewer than 10", "10", "1,200"]
        );
    }
}
