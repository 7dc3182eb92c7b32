//! Meetings as a calendar (RFC 5545).
//!
//! Times are written in UTC, which every program turns into the time of whoever reads, on the right side of each change of the
//! clocks, without a description of the time zone that could grow old.

use chrono::{NaiveTime, TimeDelta};
use domain::{
    meeting::Arrangements,
    time::{Moment, from_england},
};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};
use store::StoredMeeting;

use super::legible;
use crate::{records::address, state::Site, words::feeds as words};

/// What programs call a calendar.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// How often programs are asked to look for changes.
const ASK_AGAIN: TimeDelta = TimeDelta::hours(6);

/// Writes meetings as a calendar with a name.
pub fn calendar(site: &Site, name: &str, meetings: &[StoredMeeting]) -> String {
    let mut calendar = begun("Meetings", name);
    calendar.ttl(&ASK_AGAIN);
    calendar.extend(meetings.iter().map(|meeting| event(site, meeting)));
    calendar.to_string()
}

/// Begins a calendar of something with a name.
pub(super) fn begun(what: &str, name: &str) -> Calendar {
    let product = format!("-//Folkmoot//{what}//EN");
    let mut calendar = Calendar::empty();
    for (property, value) in [("VERSION", "2.0"), ("PRODID", product.as_str()), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(property, value));
    }
    calendar.name(&legible(name));
    calendar
}

fn event(site: &Site, stored: &StoredMeeting) -> Event {
    let StoredMeeting { meeting, group, arrangements, .. } = stored;
    let is_off = arrangements.called_off.is_some();
    let at = |time: NaiveTime| from_england(meeting.held_on.and_time(time));
    let begin = arrangements.starts.map(at);
    let page = site.address(&address(&meeting.slug));
    let mut event = Event::with_uid(&meeting.id.to_string());
    event
        .timestamp(known_since(stored))
        .sequence(u32::try_from(stored.revision).unwrap_or(u32::MAX))
        .summary(&legible(&words::meeting(&group.name, is_off)))
        .description(&legible(&about(arrangements, &page)))
        .status(if is_off { EventStatus::Cancelled } else { EventStatus::Confirmed })
        .url(&page);
    if !arrangements.place.is_empty() {
        event.location(&legible(&arrangements.place));
    }
    match begin {
        Some(begin) => event.starts(begin),
        None => event.starts(meeting.held_on),
    };
    if let Some((begin, end)) = begin.zip(arrangements.ends.map(at))
        && begin < end
    {
        event.ends(end);
    }
    event
}

/// Says since when everybody knows of a meeting; nothing is kept of when it was changed, and its number of changes tells that.
fn known_since(stored: &StoredMeeting) -> Moment {
    let held = from_england(stored.meeting.held_on.and_time(NaiveTime::MIN));
    stored.arrangements.announced_at.unwrap_or(held)
}

/// Says what a page says of a meeting, for people who read no page.
fn about(arrangements: &Arrangements, page: &str) -> String {
    let called_off = arrangements.called_off.as_deref().map(words::called_off);
    let joining = Some(arrangements.joining.as_str()).filter(|joining| !joining.is_empty()).map(words::joining);
    let paragraphs = [called_off, joining, Some(words::papers(page))];
    paragraphs.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, atomic::AtomicBool};

    use chrono::{DateTime, NaiveDate};
    use domain::{
        group::{Group, GroupKind},
        ids::{GroupId, MeetingId},
        meeting::{Meeting, meeting_slug},
    };
    use uuid::Uuid;

    use super::*;

    fn site() -> Site {
        Site {
            name: "Nature".into(),
            origin: "https://nature.example.org".into(),
            contact_email: String::new(),
            synthetic: Arc::new(AtomicBool::new(false)),
            sends_mail: false,
        }
    }

    fn meeting(day: (i32, u32, u32), arrangements: Arrangements) -> StoredMeeting {
        let held_on = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
        let id = GroupId(Uuid::nil());
        let group =
            Group { id, slug: "board".into(), name: "Board".into(), kind: GroupKind::Board, purpose: String::new() };
        let meeting = Meeting { id: MeetingId(Uuid::nil()), group: id, held_on, slug: meeting_slug(held_on, "board") };
        let arrangements = Arrangements { announced_at: Some(DateTime::UNIX_EPOCH), ..arrangements };
        StoredMeeting { meeting, group, arrangements, minutes: None, revision: 3 }
    }

    fn time(hour: u32) -> Option<NaiveTime> {
        NaiveTime::from_hms_opt(hour, 0, 0)
    }

    fn lines(day: (i32, u32, u32), arrangements: Arrangements) -> Vec<String> {
        let written = calendar(&site(), "Meetings", &[meeting(day, arrangements)]);
        written.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    fn has(lines: &[String], line: &str) -> bool {
        lines.iter().any(|one| one == line)
    }

    #[test]
    fn hours_are_right_on_both_sides_of_each_change_of_the_clocks() {
        for (day, begins, ends) in [
            ((2026, 3, 28), "20260328T100000Z", "20260328T120000Z"),
            ((2026, 3, 29), "20260329T090000Z", "20260329T110000Z"),
            ((2026, 10, 24), "20261024T090000Z", "20261024T110000Z"),
            ((2026, 10, 25), "20261025T100000Z", "20261025T120000Z"),
        ] {
            let lines = lines(day, Arrangements { starts: time(10), ends: time(12), ..Arrangements::default() });
            assert!(has(&lines, &format!("DTSTART:{begins}")) && has(&lines, &format!("DTEND:{ends}")), "{lines:?}");
        }
    }

    #[test]
    fn a_meeting_over_the_night_of_a_change_is_as_long_as_it_is() {
        let arrangements = Arrangements { starts: time(0), ends: time(3), ..Arrangements::default() };
        let spring = lines((2026, 3, 29), arrangements.clone());
        assert!(has(&spring, "DTSTART:20260329T000000Z") && has(&spring, "DTEND:20260329T020000Z"), "{spring:?}");
        let autumn = lines((2026, 10, 25), arrangements);
        assert!(has(&autumn, "DTSTART:20261024T230000Z") && has(&autumn, "DTEND:20261025T030000Z"), "{autumn:?}");
    }

    #[test]
    fn what_is_not_known_of_the_hours_is_not_made_up() {
        let whole_day = lines((2026, 6, 1), Arrangements { ends: time(12), ..Arrangements::default() });
        assert!(has(&whole_day, "DTSTART;VALUE=DATE:20260601"), "{whole_day:?}");
        let open = lines((2026, 6, 1), Arrangements { starts: time(10), ..Arrangements::default() });
        assert!(has(&open, "DTSTART:20260601T090000Z"), "{open:?}");
        let backwards = Arrangements { starts: time(12), ends: time(10), ..Arrangements::default() };
        for lines in [whole_day, open, lines((2026, 6, 1), backwards)] {
            assert!(!lines.iter().any(|line| line.starts_with("DTEND")), "{lines:?}");
        }
    }

    #[test]
    fn a_meeting_that_is_called_off_says_so_with_the_reason() {
        let off = lines((2026, 6, 1), Arrangements { called_off: Some("Too few".into()), ..Arrangements::default() });
        assert!(has(&off, "STATUS:CANCELLED") && has(&off, "SEQUENCE:3"), "{off:?}");
        assert!(off.iter().any(|line| line.starts_with("DESCRIPTION:") && line.contains("Too few")), "{off:?}");
    }

    #[test]
    fn marks_and_lines_are_escaped_and_long_lines_folded() {
        let place = format!("Room 1; \"Hall\", \\{}", "é".repeat(60));
        let joining = "First\r\nBEGIN:VEVENT\nthen; this, that\u{7}".to_owned();
        let arrangements = Arrangements { place, joining, ..Arrangements::default() };
        let written = calendar(&site(), "Board; all, of it", &[meeting((2026, 6, 1), arrangements)]);
        assert!(written.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])), "{written}");
        assert_eq!(written.matches("\r\nBEGIN:VEVENT\r\n").count(), 1);
        let whole = written.replace("\r\n ", "");
        assert!(whole.contains("LOCATION:Room 1\\; \"Hall\"\\, \\\\é"), "{whole}");
        assert!(whole.contains("First\\nBEGIN:VEVENT\\nthen\\; this\\, that\\n"), "{whole}");
    }
}
