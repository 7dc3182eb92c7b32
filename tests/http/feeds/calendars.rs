//! Calendars of meetings, as a calendar program reads them.

use axum::http::StatusCode;
use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty as P, ICalendarValue};
use engines::on_both_engines;
use support::TestApp;

use super::{GROUP, kept, read};
use crate::staff::{
    documents::ask,
    meetings::{FIRST, PUBLIC, add_meeting, send, stored, with_group},
};

const ALL: &str = "/meetings.ics";

/// Reads a calendar as a program does, and gives of each meeting the words of some properties.
async fn meetings(app: &TestApp, address: &str, wanted: &[P]) -> Vec<Vec<String>> {
    let text = read(app, address).await;
    let calendar = ICalendar::parse(&text).unwrap_or_else(|entry| panic!("{entry:?}: {text}"));
    let events = calendar.components.iter().filter(|one| one.component_type == ICalendarComponentType::VEvent);
    events
        .map(|event| wanted.iter().map(|name| said(event.property(name).map(|entry| &entry.values[..]))).collect())
        .collect()
}

fn said(values: Option<&[ICalendarValue]>) -> String {
    let said = |value: &ICalendarValue| match value {
        ICalendarValue::Text(text) => text.clone(),
        ICalendarValue::Integer(number) => number.to_string(),
        ICalendarValue::Uri(uri) => uri.as_str().unwrap_or_default().to_owned(),
        ICalendarValue::Status(status) => format!("{status:?}"),
        ICalendarValue::PartialDateTime(at) => {
            let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
            format!("{}-{}-{} {}:{}", at.year.unwrap(), part(at.month), part(at.day), part(at.hour), part(at.minute))
        }
        other => format!("{other:?}"),
    };
    values.unwrap_or_default().iter().map(said).collect()
}

on_both_engines! {
    async fn a_calendar_program_reads_when_and_where_a_meeting_is_and_follows_it_when_it_moves(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        let empty = read(&app, ALL).await;
        assert!(!empty.contains("VEVENT"), "nobody has announced it: {empty}");
        editor.post(&format!("{FIRST}/announce"), &[]).await;
        let wanted = [P::Summary, P::Dtstart, P::Dtend, P::Location, P::Status, P::Url];
        let expected = ["River Group meeting", "2026-06-01 09:00", "2026-06-01 11:30", "Town Hall", "Confirmed", &format!("http://folkmoot.test{PUBLIC}")];
        for address in [ALL, "/groups/river-group/meetings.ics", &format!("{PUBLIC}/calendar.ics")] {
            assert_eq!(meetings(&app, address, &wanted).await, [expected], "{address}");
        }
        let told = [P::Uid, P::Sequence];
        let before = meetings(&app, ALL, &told).await.remove(0);
        let moved = [("day.day", "2"), ("day.month", "6"), ("day.year", "2026"), ("starts", ""), ("ends", ""), ("place", "Room 1; \"Hall\", back\\yard"), ("joining", "Ring the bell,\r\nthen; come up.")];
        let now = stored(&mut editor, &format!("{FIRST}/change"), &moved).await;
        assert_eq!(now, "/staff/meetings/2026-06-02-river-group");
        let after = meetings(&app, ALL, &told).await.remove(0);
        assert_eq!(after[0], before[0], "it is the same meeting");
        assert!(after[1].parse::<u32>().unwrap() > before[1].parse().unwrap(), "{after:?}");
        let all_day = meetings(&app, ALL, &[P::Dtstart, P::Dtend, P::Location, P::Description]).await.remove(0);
        assert_eq!(all_day[..3], ["2026-06-02 :", "", "Room 1; \"Hall\", back\\yard"]);
        assert!(all_day[3].contains("How to join: Ring the bell,\nthen; come up.\n\nAgenda and minutes: "), "{all_day:?}");
        let former = app.visitor().get(&format!("{PUBLIC}/calendar.ics")).await;
        assert_eq!(former.location().as_deref(), Some("/meetings/2026-06-02-river-group/calendar.ics"));

        let off = send(&mut editor, &format!("{now}/change"), &[("called-off", "Too few, sadly")]).await;
        assert!(off.location().is_some(), "{}", off.body);
        let off = meetings(&app, ALL, &[P::Status, P::Summary, P::Description, P::Sequence]).await.remove(0);
        assert_eq!(off[..2], ["Cancelled", "Called off: River Group meeting"]);
        assert!(off[2].contains("Too few, sadly") && off[3].parse::<u32>().unwrap() > after[1].parse().unwrap(), "{off:?}");
    }

    async fn a_calendar_is_the_same_until_something_changes_and_other_groups_have_none_of_it(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/announce"), &[]).await;
        let (_, headers, _) = ask(&app, ALL, &[]).await;
        assert_eq!(headers["content-type"], "text/calendar; charset=utf-8");
        let (control, tag) = kept(&headers);
        assert_eq!(control, "public, no-cache");
        app.clock.advance(chrono::TimeDelta::hours(5));
        assert_eq!(ask(&app, ALL, &[("if-none-match", &tag)]).await.0, StatusCode::NOT_MODIFIED);
        app.clock.advance(chrono::TimeDelta::days(500));
        assert!(!read(&app, ALL).await.contains("VEVENT"), "meetings long ago are left out");
        assert!(read(&app, &format!("{PUBLIC}/calendar.ics")).await.contains("VEVENT"));
        assert_eq!(ask(&app, "/groups/other/meetings.ics", &[]).await.0, StatusCode::NOT_FOUND);
        assert!(app.visitor().get(GROUP).await.attributes("main a", "href").contains(&format!("{GROUP}/meetings.ics")));
    }
}
