//! What feeds and calendars say, and what people read of them.

use domain::{
    consultation::Consultation,
    record::VersionStep,
    time::{Moment, in_england},
};

use super::{dates, records};
use crate::feeds::Kind;

/// What is said of open data in a feed.
pub const OPEN_DATA: &str = "Tables of what people answered, as files that anybody may use.";
/// What is said of a consultation report in a feed.
pub const REPORT: &str = "What was asked, who answered, what came out and what was done.";
/// What is in the feed of everything.
pub const EVERYTHING: &str =
    "News, consultations that open, agendas, minutes, documents, results, and what was done about what people said.";
/// What is in the feed of a group.
pub const OF_GROUP: &str = "Agendas, minutes and documents of the group.";
/// What the calendar of all groups is called.
pub const MEETINGS: &str = "Meetings";

/// Names a kind of thing for programs and for people.
pub fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Consultation => ("consultation", "Consultation"),
        Kind::Agenda => ("agenda", "Agenda"),
        Kind::Minutes => ("minutes", "Minutes"),
        Kind::Document => ("document", "Document"),
        Kind::Results => ("results", "Results"),
        Kind::OpenData => ("open-data", "Open data"),
        Kind::Report => ("report", "Consultation report"),
        Kind::News => ("news", "News"),
        Kind::Page => ("page", "Page"),
        Kind::Reply => ("reply", "We asked, you said, we did"),
    }
}

/// Names the feed of everything.
pub fn title(site: &str) -> String {
    format!("{site}: everything that is published")
}

/// Names the feed of a group.
pub fn group_title(group: &str) -> String {
    format!("{group}: agendas, minutes and documents")
}

/// Names the calendar of a group.
pub fn group_meetings(group: &str) -> String {
    format!("{group}: meetings")
}

/// Names a version of something; the first is named by the thing alone.
pub fn version_of(title: &str, number: i64) -> String {
    if number > 1 { format!("{title} (version {number})") } else { title.to_owned() }
}

/// Says what a version of an agenda or of minutes is.
pub fn about_record(step: VersionStep, number: i64, note: &str, withheld_at: Option<Moment>) -> String {
    let said = format!("{}, version {number}.", records::version(step));
    let withheld = withheld_at
        .map(|at| format!(" Something was withheld from this version on {}.", dates::day_of(at)))
        .unwrap_or_default();
    with_changes(&format!("{said}{withheld}"), note)
}

/// Says what a document is for, which file it is, and what changed in it.
pub fn about_document(purpose: &str, file: &str, note: &str) -> String {
    with_changes(&format!("{purpose} ({file})"), note)
}

/// Says what a consultation is about and until when it is open.
pub fn about_consultation(consultation: &Consultation) -> String {
    let closes = in_england(consultation.closes_at);
    let closes = format!("{} at {}", dates::day(closes.date_naive()), dates::time(closes.time()));
    format!("{}\n\nIt closes on {closes}, UK time.", consultation.summary)
}

/// Says something, and what changed since the version before where anything is said of that.
pub fn with_changes(said: &str, changes: &str) -> String {
    if changes.is_empty() { said.to_owned() } else { format!("{said}\n\nWhat changed: {changes}") }
}

/// Names an edition of results.
pub fn results(consultation: &str, edition: i64) -> String {
    format!("Results of {consultation}, edition {edition}")
}

/// Names an issue of open data.
pub fn open_data(consultation: &str, issue: i64) -> String {
    format!("Open data of {consultation}, issue {issue}")
}

/// Names a consultation report.
pub fn report(consultation: &str, number: i64) -> String {
    format!("Consultation report on {consultation}, number {number}")
}

/// Names what was done about something.
pub fn reply(title: &str, consultation: &str) -> String {
    format!("What we did: {title} ({consultation})")
}

/// Names a meeting in a calendar, where its day stands beside it.
pub fn meeting(group: &str, is_off: bool) -> String {
    if is_off { format!("Called off: {group} meeting") } else { format!("{group} meeting") }
}

/// Says why a meeting is not held.
pub fn called_off(reason: &str) -> String {
    format!("This meeting was called off. {reason}")
}

/// Says how anybody can come.
pub fn joining(joining: &str) -> String {
    format!("How to join: {joining}")
}

/// Leads to the page of a meeting.
pub fn papers(page: &str) -> String {
    format!("Agenda and minutes: {page}")
}
