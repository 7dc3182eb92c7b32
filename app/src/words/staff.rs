//! Words of the staff's pages.

use domain::response::{Channel, Response};

use super::Labelled;

/// What is said whatever is wrong with a sign-in.
pub const WRONG_SIGN_IN: &str = "The email address or password is wrong";
/// What is said when so many people sign in that the passwords cannot be checked at once.
pub const BUSY_SIGN_IN: &str = "Many people are signing in at this moment. Wait a few seconds and try again";
/// What is said of a question that routing did not show.
pub const SKIPPED: &str = "Not asked, because of an earlier answer";
/// What is said of a question whose answer is not stored with the others.
pub const APART: &str = "Kept apart from the answers";
/// What is said of a question whose answer is not kept of a test response.
pub const NOT_KEPT: &str = "Not kept from a test";
/// What is said of a question of the version for which nothing is stored.
pub const NOT_RECORDED: &str = "Not recorded";
/// What stands in place of a figure that rests on too few people to be shown.
pub const WITHHELD: &str = "Withheld";
/// What is said in place of a segment or an area that somebody did not give.
pub const NOT_STATED: &str = "Not stated";

/// Says how a response came.
pub fn came(response: &Response) -> String {
    let invited = if response.is_invited { ", by invitation" } else { "" };
    format!("{}{invited}", response.channel.label())
}

impl Labelled for Channel {
    fn label(self) -> &'static str {
        match self {
            Self::Online => "On this site",
            Self::Paper => "On paper",
            Self::Telephone => "By telephone",
            Self::Letter => "In a letter or an email",
            Self::Event => "At an event",
        }
    }
}
