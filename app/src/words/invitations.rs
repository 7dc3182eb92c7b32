//! What is said of invitations: who may answer, and the lines of a list by which nobody is invited.

use domain::invitation::Admission;

use super::{Labelled, numbers};
use crate::invitees::{MOST, Matter};

impl Labelled for Admission {
    fn label(self) -> &'static str {
        match self {
            Self::Everyone => "Everyone",
            Self::Marked => "Everyone, and some people are invited",
            Self::Invited => "Only people who are invited",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Everyone => None,
            Self::Marked => Some("The list and the files say which responses came by an invitation."),
            Self::Invited => Some("Nobody can answer on this site without an invitation. Staff can type in responses."),
        }
    }
}

/// Says why nobody is invited by a line.
pub fn say(matter: Matter) -> String {
    match matter {
        Matter::NoAddress => "No email address stands in this line".to_owned(),
        Matter::Several => "Several email addresses stand in this line. Put each in a line of its own".to_owned(),
        Matter::Unclosed => {
            "A quotation mark opens here and the line ends before it is closed, so that the lines after it were \
                             read as part of it"
                .to_owned()
        }
        Matter::Twice { first } => format!("The address stands in line {first} too. It is invited once"),
        Matter::Invited => "The address has an invitation. You can send it again from the list".to_owned(),
        Matter::Used => "The address had an invitation, and a response was sent by it".to_owned(),
        Matter::TooMany => format!("{} people are invited at once. Invite the rest after that", numbers::whole(MOST)),
    }
}
