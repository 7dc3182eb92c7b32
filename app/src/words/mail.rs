//! The emails that people get.

use domain::{
    consultation::Consultation,
    reply::{Due, WEEKS},
};

use super::{dates, replies};
use crate::state::Site;

/// The subject of the email with the reference.
pub fn receipt_subject(consultation: &Consultation) -> String {
    format!("Your response to ‘{}’", consultation.title)
}

/// The text of the email with the reference; it holds no answers.
pub fn receipt_body(consultation: &Consultation, reference: &str, site: &Site) -> String {
    format!(
        "Thank you. We have stored your response to ‘{title}’.\n\n\
         Your reference is {reference}\n\n\
         Keep it: with it you can ask us about your response. The consultation closes on {closes}. Until then you can \
         withdraw your response at {withdraw}. After that we read every response and publish what people said.\n\n\
         {name}\n{address}\n",
        title = consultation.title,
        closes = dates::moment(consultation.closes_at),
        withdraw = site.address(&format!("/consultations/{}/withdraw", consultation.slug)),
        name = site.name,
        address = site.address(&format!("/consultations/{}", consultation.slug)),
    )
}

/// The subject of the email with the link for coming back.
pub fn resume_subject(consultation: &Consultation) -> String {
    format!("Carry on with ‘{}’", consultation.title)
}

/// The text of the email with the link for coming back.
pub fn resume_body(consultation: &Consultation, link: &str) -> String {
    format!(
        "Your answers to ‘{title}’ are saved but not sent yet. To carry on, open this link:\n\n{link}\n\n\
         Anybody who has the link can see and change your answers, so do not pass it on.\n\
         The consultation closes on {closes}.\n\n\
         If you did not ask for this email, you can ignore it.\n",
        title = consultation.title,
        closes = dates::moment(consultation.closes_at),
    )
}

/// The subject of the email with an invitation, and of the one that brings it back to mind.
pub fn invitation_subject(consultation: &Consultation) -> String {
    format!("You are invited to answer ‘{}’", consultation.title)
}

/// The text of the email with an invitation, and of the one that brings it back to mind.
pub fn invitation_body(consultation: &Consultation, link: &str, site: &Site) -> String {
    format!(
        "We invite you to answer ‘{title}’.\n\n\
         {summary}\n\n\
         To begin, open this link:\n\n{link}\n\n\
         It is for you: one response is sent by it, so do not pass it on. If you had a link from us before, this one takes its \
         place. The consultation opens on {opens} and closes on {closes}.\n\n\
         We can see in which month the link was used. Nothing that we keep says which answers came by it, but where few people \
         answer, somebody who reads the answers could guess whose they are.\n\n\
         {name}\n{address}\n",
        title = consultation.title,
        summary = consultation.summary,
        opens = dates::moment(consultation.opens_at),
        closes = dates::moment(consultation.closes_at),
        name = site.name,
        address = site.address(&format!("/consultations/{}", consultation.slug)),
    )
}

/// The subject of the email that reminds staff of replies that are due.
pub fn replies_due_subject(consultation: &Consultation, due: Due) -> String {
    format!("Replies to ‘{}’: {}", consultation.title, replies::left(due))
}

/// The text of the email that reminds staff of replies that are due.
pub fn replies_due_body(consultation: &Consultation, due: Due, site: &Site) -> String {
    let (by, overdue) = match due {
        Due::By { day, .. } => (day, String::new()),
        Due::Overdue { day, .. } => {
            (day, "The page of the consultation says to everybody that they are overdue. ".to_owned())
        }
    };
    format!(
        "‘{title}’ closed on {closed}, and nobody outside can read what you did about what people said.\n\n\
         The replies are due by {by}, {WEEKS} weeks after the closing. {overdue}Write them and publish them here:\n\n{link}\n\n\
         You get this email because your account may publish them. It ends when a reply is public.\n\n\
         {name}\n{address}\n",
        title = consultation.title,
        closed = dates::day_of(consultation.closes_at),
        by = dates::day(by),
        link = site.address(&format!("/staff/consultations/{}/replies", consultation.slug)),
        name = site.name,
        address = site.address(&format!("/consultations/{}", consultation.slug)),
    )
}

/// The subject of the email with the reference of an expression of interest.
pub const EOI_RECEIPT_SUBJECT: &str = "Your expression of interest";

/// The text of the email with the reference of an expression of interest; it says nothing of the land.
pub fn eoi_receipt_body(reference: &str, link: &str, site: &Site) -> String {
    format!(
        "Thank you. We have stored your expression of interest.\n\n\
         Your reference is {reference}\n\n\
         This link shows that we have received it:\n\n{link}\n\n\
         Anybody who has the link can see the reference, the name of the site, the day and where it stands, so do not pass it on.\n\n\
         {name}\n{address}\n",
        name = site.name,
        address = site.address("/expressions-of-interest"),
    )
}

/// The subject of the email with the link for coming back to an expression of interest.
pub const EOI_RESUME_SUBJECT: &str = "Carry on with your expression of interest";

/// The text of the email with the link for coming back to an expression of interest.
pub fn eoi_resume_body(link: &str) -> String {
    format!(
        "Your expression of interest is saved but not sent yet. To carry on, open this link:\n\n{link}\n\n\
         Anybody who has the link can see and change what you typed, so do not pass it on.\n\n\
         If you did not ask for this email, you can ignore it.\n"
    )
}
