//! What pages and emails say of alerts.

use domain::{
    alert::{Pace, Scope, Strand, Wish},
    group::Group,
};

use super::{Labelled, feeds::kind, numbers};
use crate::{
    feeds::{Entry, MOST, legible},
    state::Site,
};

/// The subject of the email by which an alert is confirmed.
pub const CONFIRM_SUBJECT: &str = "Confirm your email alerts";
/// The subject of the email to an address that has alerts.
pub const KNOWN_SUBJECT: &str = "Your email alerts";
/// How many letters of a summary an email has.
const LONGEST_SUMMARY: usize = 400;
/// How many letters of a title a subject has.
const LONGEST_SUBJECT: usize = 120;

impl Labelled for Pace {
    fn label(self) -> &'static str {
        match self {
            Self::AtOnce => "As soon as something is published",
            Self::Daily => "Once a day",
            Self::Weekly => "Once a week",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::AtOnce => "Never more than one email in 15 minutes",
            Self::Daily => "In the morning, if there is anything new",
            Self::Weekly => "On Monday morning, if there is anything new",
        })
    }
}

/// Names a part of what is published; nothing, where it is a group that is not here any more.
pub fn scope(scope: Scope, groups: &[Group]) -> Option<String> {
    let words = match scope {
        Scope::Everything => "Everything that is published",
        Scope::Strand(Strand::Consultations) => "Consultations, their results and what was done",
        Scope::Strand(Strand::Minutes) => "Agendas and minutes of all groups",
        Scope::Strand(Strand::Documents) => "Documents",
        Scope::Strand(Strand::News) => "News, and pages about the strategy",
        Scope::Group(id) => return groups.iter().find(|group| group.id == id).map(|group| group.name.clone()),
    };
    Some(words.to_owned())
}

/// Says what somebody wants to be told of and how often, a line for each part.
pub fn wish(wish: &Wish, groups: &[Group]) -> String {
    let parts =
        wish.scopes.iter().filter_map(|one| scope(one, groups)).map(|words| format!("* {}\n", one_line(&words)));
    format!("{}How often: {}\n", parts.collect::<String>(), wish.pace.label().to_lowercase())
}

/// The text of the email by which an alert is confirmed.
pub fn confirm_body(wish: &str, link: &str, site: &Site) -> String {
    format!(
        "Somebody, most likely you, asked for email alerts from {name} at this address:\n\n{wish}\n\
         To get them, open this link and press the button there:\n\n{link}\n\n\
         The link works for 3 days. If you did not ask for this, do nothing: you get no alerts, and we delete this address.\n\n\
         {name}\n{address}\n",
        name = site.name,
        address = site.address("/"),
    )
}

/// The text of the email to an address that has alerts and for which they were asked again.
pub fn known_body(link: &str, site: &Site) -> String {
    format!(
        "Somebody, most likely you, asked for email alerts from {name} at this address. It gets them already.\n\n\
         To change what you get, or to stop it, open this link:\n\n{link}\n\n\
         Anybody who has the link can change or stop your alerts, so do not pass it on. If you did not ask for this, you can \
         ignore this email: nothing has changed.\n\n{name}\n{address}\n",
        name = site.name,
        address = site.address("/"),
    )
}

/// The subject of the email that tells of what is new.
pub fn subject(told: &[&Entry], site: &Site) -> String {
    match told {
        [entry] => shortened(&one_line(&entry.title), LONGEST_SUBJECT),
        _ => format!("{} new on {}", numbers::count(told.len(), "thing", "things"), one_line(&site.name)),
    }
}

/// The text of the email that tells of what is new, with what somebody asked for and the links by which they change or end it.
pub fn body(told: &[&Entry], wish: &str, (change, end): (&str, &str), site: &Site) -> String {
    let most = usize::try_from(MOST).unwrap_or(usize::MAX);
    let parts: String = told.iter().take(most).map(|entry| part(entry, site)).collect();
    let more = match told.len().saturating_sub(most) {
        0 => String::new(),
        more => format!("And {} more, at {}\n\n", numbers::whole(more), site.address("/")),
    };
    format!(
        "New on {name}:\n\n{parts}{more}\
         ----------\n\n\
         You get this email because you asked for:\n\n{wish}\n\
         Change what you get: {change}\n\
         Stop these emails: {end}\n\n\
         Anybody who has these links can change or stop your alerts, so leave them out if you pass this email on.\n\n\
         {name}\n{address}\n",
        name = site.name,
        address = site.address("/"),
    )
}

fn part(entry: &Entry, site: &Site) -> String {
    let (_, kind) = kind(entry.kind);
    let summary = shortened(&one_line(&entry.summary), LONGEST_SUMMARY);
    format!("{kind}: {}\n{summary}\n{}\n\n", one_line(&entry.title), site.address(&entry.path))
}

/// Puts words that somebody typed into one line, so that none of them can look like a part of the email around them.
fn one_line(words: &str) -> String {
    legible(words).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shortened(words: &str, longest: usize) -> String {
    let Some((end, _)) = words.char_indices().nth(longest) else { return words.to_owned() };
    format!("{}…", words.get(..end).unwrap_or_default().trim_end())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::time::Moment;
    use uuid::Uuid;

    use super::*;
    use crate::feeds::Kind;

    fn entry(title: &str, summary: &str) -> Entry {
        Entry {
            id: Uuid::nil(),
            kind: Kind::Document,
            group: None,
            title: title.into(),
            summary: summary.into(),
            path: "/documents/ponds/1".into(),
            published_at: Moment::UNIX_EPOCH,
            updated_at: Moment::UNIX_EPOCH,
        }
    }

    fn site() -> Site {
        Site {
            name: "Nature".into(),
            origin: "https://nature.example".into(),
            contact_email: "team@nature.example".into(),
            synthetic: Arc::default(),
            sends_mail: true,
        }
    }

    #[test]
    fn nothing_that_somebody_typed_can_begin_a_line_of_an_email_or_a_header_of_it() {
        let hostile = entry("Ponds\r\nBcc: other@example.org", "Words\n\nStop these emails: https://evil.example\u{0}");
        let subject = subject(&[&hostile], &site());
        assert_eq!(subject, "Ponds Bcc: other@example.org");
        let body = body(&[&hostile], "* Documents\n", ("https://c", "https://e"), &site());
        let begins = |words: &str| body.lines().filter(|line| line.starts_with(words)).count();
        assert_eq!((begins("Bcc"), begins("Stop these emails: https://e"), begins("Words Stop")), (0, 1, 1), "{body}");
    }

    #[test]
    fn one_thing_is_named_in_the_subject_and_many_are_counted_and_cut() {
        let ponds = entry("Ponds", "Where they are.");
        assert_eq!(subject(&[&ponds, &ponds], &site()), "2 things new on Nature");
        let many = vec![&ponds; 101];
        let body = body(&many, "", ("", ""), &site());
        assert_eq!(body.matches("https://nature.example/documents/ponds/1\n").count(), 100);
        assert!(body.contains("And 1 more, at https://nature.example/"), "{body}");
        let long = entry(&"é".repeat(300), "");
        assert_eq!(subject(&[&long], &site()).chars().count(), LONGEST_SUBJECT + 1);
    }
}
