//! Meetings, and their agendas and minutes from the first word to versions that everybody reads.

use std::io::{Cursor, Read};

use axum::http::StatusCode;
use chrono::{TimeZone, Utc};
use domain::{permission::Role, vocabulary::Word};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};
use zip::ZipArchive;

pub const GROUPS: &str = "/staff/groups";
pub const FIRST: &str = "/staff/meetings/2026-06-01-river-group";
pub const SECOND: &str = "/staff/meetings/2026-06-15-river-group";
pub const PUBLIC: &str = "/meetings/2026-06-01-river-group";
/// The files that a version has.
const ENDINGS: [&str; 3] = ["docx", "txt", "json"];
/// What nobody but staff may read: a name, a passage and what an exempt item says.
pub const SECRETS: [&str; 4] = ["Nameless", "Otter Lane", "a price of nine", "Count the money"];

/// Sends the form of a page with some fields set.
pub async fn send(visitor: &mut Visitor, address: &str, fields: &[(&str, &str)]) -> Page {
    let page = visitor.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    visitor.submit(&page, fields).await
}

/// The same, where it is stored.
pub async fn stored(visitor: &mut Visitor, address: &str, fields: &[(&str, &str)]) -> String {
    let page = send(visitor, address, fields).await;
    page.location().unwrap_or_else(|| panic!("{address}: {}", page.body))
}

/// Gives the fields of a day.
fn day(field: &str, day: &'static str, month: &'static str) -> [(String, &'static str); 3] {
    [(format!("{field}.day"), day), (format!("{field}.month"), month), (format!("{field}.year"), "2026")]
}

pub async fn add_meeting(editor: &mut Visitor, on: (&'static str, &'static str)) -> String {
    let parts = day("day", on.0, on.1);
    let mut fields: Vec<(&str, &str)> = parts.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    fields.extend([("group", "river-group"), ("starts", "10:00"), ("ends", "12:30"), ("place", "Town Hall")]);
    stored(editor, "/staff/meetings/new", &fields).await
}

/// Makes it a day of 2026, on which the editor signs in.
pub async fn on_day(app: &TestApp, month: u32, day: u32) -> Visitor {
    app.clock.set(Utc.with_ymd_and_hms(2026, month, day, 9, 0, 0).unwrap());
    app.staff(Role::Editor).await
}

/// An editor on 15 May 2026, with a group that has a chair who is named and a member who is not.
pub async fn with_group(app: &TestApp) -> Visitor {
    let mut editor = on_day(app, 5, 15).await;
    let group = [("name", "River Group"), ("kind", "working-group"), ("purpose", "Rivers."), ("basis", "voluntary")];
    stored(&mut editor, &format!("{GROUPS}/new"), &group).await;
    for (name, role, named) in [("First Chair", "chair", true), ("Nameless Member", "member", false)] {
        let since = day("since", "1", "1");
        let mut fields = vec![("name", name), ("role", role), ("organisation", "River Trust")];
        fields.extend(since.iter().map(|(name, value)| (name.as_str(), *value)));
        if named {
            fields.push(("named", "yes"));
        }
        stored(&mut editor, &format!("{GROUPS}/river-group/members/new"), &fields).await;
    }
    editor
}

/// Publishes a record as it would be published now.
pub async fn publish(editor: &mut Visitor, address: &str, fields: &[(&str, &str)]) {
    stored(editor, &format!("{address}/release"), fields).await;
}

/// Writes minutes of the first meeting with a decision, actions, a name and a passage that are withheld, and an exempt item.
pub async fn write_minutes(editor: &mut Visitor) {
    editor.post(&format!("{FIRST}/minutes/begin"), &[("kind", "minutes")]).await;
    let people = editor.get(&format!("{FIRST}/minutes/people")).await;
    let (chair, hidden) = ("presence.2", "presence.3");
    assert_eq!(
        (people.count("[name='presence.2']") > 0, people.count("[name='presence.3']") > 0),
        (true, true),
        "{}",
        people.body
    );
    stored(editor, &format!("{FIRST}/minutes/people"), &[(chair, "present"), (hidden, "apologies")]).await;
    let item = [
        ("discussion", "Nameless **Member** saw voles at Otter\nLane, and *Otter Lane* floods."),
        ("decision-new1", "Fence the ponds, but not Otter Lane"),
        ("decision-new1-course", "agreed"),
        ("action-new1", "Count the voles"),
        ("action-new1-owner", "River Trust"),
        ("action-new1-ongoing", "yes"),
        ("readers", "everybody"),
    ];
    stored(editor, &format!("{FIRST}/minutes/items/1"), &item).await;
    let exempt = [
        ("title", "Tenders"),
        ("discussion", "We heard a price of nine."),
        ("action-new1", "Count the money"),
        ("action-new1-owner", "First Chair"),
        ("action-new1-ongoing", "yes"),
        ("readers", "commercial"),
    ];
    stored(editor, &format!("{FIRST}/minutes/items/new"), &exempt).await;
    let withheld = [("passage1", "otter lane"), ("reason1", "protected-place")];
    stored(editor, &format!("{FIRST}/minutes/withheld"), &withheld).await;
}

/// Reads a file of a version as text, whatever its format.
async fn file(visitor: &mut Visitor, address: &str, ending: &str) -> String {
    let page = visitor.get(&format!("{address}/record.{ending}")).await;
    assert_eq!(page.status, StatusCode::OK, "{address} {ending}");
    if ending == "docx" { unpacked(page.bytes) } else { page.body }
}

/// Gives all that a packed file says.
fn unpacked(bytes: Vec<u8>) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for place in 0..zip.len() {
        zip.by_index(place).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

on_both_engines! {
    async fn a_secretarys_month_from_the_agenda_to_an_amendment(app: TestApp) {
        let mut editor = with_group(&app).await;
        assert_eq!(add_meeting(&mut editor, ("1", "6")).await, FIRST);
        assert!(editor.main_of(FIRST).await.contains("Publish the agenda by 21 May 2026"));
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        let item = [("title", "Water voles"), ("presenter", "First Chair"), ("discussion", "Where *are* they?"), ("readers", "everybody")];
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &item).await;
        publish(&mut editor, &format!("{FIRST}/agenda"), &[]).await;
        let mut anyone = app.visitor();
        let agenda = anyone.main_of(&format!("{PUBLIC}/agenda")).await;
        assert!(agenda.contains("Water voles") && agenda.contains("Introduced by First Chair"), "{agenda}");
        assert!(anyone.main_of(PUBLIC).await.contains("10am to 12:30pm"));

        editor = on_day(&app, 6, 3).await;
        write_minutes(&mut editor).await;
        assert!(!anyone.main_of(PUBLIC).await.contains("Tenders"), "what is written is not out");
        publish(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;
        let page = anyone.main_of(PUBLIC).await;
        for words in ["Draft", "The group has not yet agreed", "Agreed: Fence the ponds", "Count the voles", "Tenders", "Not published"] {
            assert!(page.contains(words), "{words}: {page}");
        }

        editor = on_day(&app, 6, 15).await;
        assert_eq!(add_meeting(&mut editor, ("15", "6")).await, SECOND);
        editor.post(&format!("{SECOND}/agenda/begin"), &[("from", "last")]).await;
        assert!(editor.main_of(&format!("{SECOND}/agenda")).await.contains("Water voles"), "it begins like the last");
        publish(&mut editor, &format!("{SECOND}/agenda"), &[]).await;
        let carried = anyone.main_of("/meetings/2026-06-15-river-group/agenda").await;
        assert!(carried.contains("Action 1 of 1 June 2026") && !carried.contains("Count the money"), "{carried}");

        stored(&mut editor, &format!("{FIRST}/minutes/items/1"), &[("decision1", "Fence all the ponds")]).await;
        editor = on_day(&app, 6, 16).await;
        let agreed = editor.get(&format!("{FIRST}/minutes/release")).await;
        let meeting = agreed.attribute("[name=agreed]", "value").unwrap();
        let approval = [("step", "approved"), ("agreed", meeting.as_str()), ("note", "All the ponds.")];
        publish(&mut editor, &format!("{FIRST}/minutes"), &approval).await;
        let approved = anyone.main_of(PUBLIC).await;
        assert!(approved.contains("Approved minutes, version 2") && approved.contains("Fence all the ponds"), "{approved}");
        let changes = anyone.get(&format!("{PUBLIC}/minutes/2/changes")).await;
        assert!(changes.text("ins").unwrap().contains("all"), "{}", changes.body);
        assert!(anyone.main_of(&format!("{PUBLIC}/minutes/1")).await.contains("This version was replaced"));

        editor.post(&format!("{SECOND}/minutes/begin"), &[("kind", "minutes")]).await;
        let heard = editor.get(&format!("{SECOND}/minutes/actions")).await;
        let action = heard.attributes("textarea", "name").into_iter().find(|name| name.ends_with("-1-note")).unwrap();
        let state = action.trim_end_matches("-note").to_owned();
        stored(&mut editor, &format!("{SECOND}/minutes/actions"), &[(&state, "done"), (&action, "Nine voles")]).await;
        stored(&mut editor, &format!("{SECOND}/minutes/people"), &[("presence.2", "present"), ("presence.3", "present")]).await;
        publish(&mut editor, &format!("{SECOND}/minutes"), &[("step", "unapproved")]).await;
        let second = anyone.main_of("/meetings/2026-06-15-river-group").await;
        assert!(second.contains("Count the voles") && second.contains("Done: Nine voles"), "{second}");

        stored(&mut editor, &format!("{FIRST}/minutes/items/1"), &[("title", "Water voles and otters")]).await;
        publish(&mut editor, &format!("{FIRST}/minutes"), &[("note", "The title of item 1.")]).await;
        let amended = anyone.main_of(PUBLIC).await;
        assert!(amended.contains("Amended minutes, version 3") && amended.contains("Approved and amended"), "{amended}");
        assert!(anyone.main_of(&format!("{PUBLIC}/minutes/2")).await.contains("1. Water voles"));
    }

    async fn what_is_withheld_is_in_no_format_and_in_no_version(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        let item = [("title", "Voles at Otter Lane"), ("presenter", "Nameless Member"), ("readers", "everybody")];
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &item).await;
        publish(&mut editor, &format!("{FIRST}/agenda"), &[]).await;
        let mut anyone = app.visitor();
        assert!(anyone.main_of(&format!("{PUBLIC}/agenda/1")).await.contains("Otter Lane"), "nobody withheld it then");
        editor = on_day(&app, 6, 3).await;
        write_minutes(&mut editor).await;
        publish(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;
        for version in ["agenda/1", "minutes/1"] {
            let address = format!("{PUBLIC}/{version}");
            let mut texts = vec![anyone.get(&address).await.body];
            for ending in ENDINGS {
                texts.push(file(&mut anyone, &address, ending).await);
            }
            for (text, secret) in texts.iter().flat_map(|text| SECRETS.iter().map(move |secret| (text, secret))) {
                assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret} in {version}: {text}");
            }
        }
        let older = anyone.main_of(&format!("{PUBLIC}/agenda/1")).await;
        assert!(older.contains("Something was withheld from this version on 3 June 2026."), "{older}");
        let note = [("note", "Otter  lane"), ("step", "unapproved")];
        let told = send(&mut editor, &format!("{FIRST}/minutes/release"), &note).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "what changed would tell it");
    }

    async fn words_that_are_withheld_and_written_in_another_way_keep_minutes_back(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        let item = [("title", "Voles"), ("discussion", "At O&#116;ter Lane"), ("readers", "everybody")];
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &item).await;
        let withheld = [("passage1", "Otter Lane"), ("reason1", "protected-place")];
        stored(&mut editor, &format!("{FIRST}/agenda/withheld"), &withheld).await;
        let page = editor.get(&format!("{FIRST}/agenda/release")).await;
        assert!(page.text(".govuk-inset-text").unwrap().contains("It cannot be published yet."), "{}", page.body);
        assert_eq!(page.count(&format!("form[action='{FIRST}/agenda/release'] button")), 0);
        let forced = editor.submit(&page, &[]).await;
        assert_eq!(forced.status, StatusCode::CONFLICT);
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/agenda")).await.status, StatusCode::NOT_FOUND);
    }

    async fn what_is_not_published_leaks_nowhere(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor = on_day(&app, 6, 3).await;
        let mut anyone = app.visitor();
        for address in [PUBLIC.to_owned(), format!("{PUBLIC}/agenda"), format!("{PUBLIC}/minutes/1")] {
            assert_eq!(anyone.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        editor.post(&format!("{FIRST}/announce"), &[]).await;
        let lists = [PUBLIC, "/", "/minutes", "/groups", "/groups/river-group"];
        let mut known = Vec::new();
        for address in lists {
            known.push(anyone.main_of(address).await);
        }
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
        write_minutes(&mut editor).await;
        for (address, known) in lists.iter().zip(&known) {
            assert_eq!(anyone.main_of(address).await, *known, "that something is written changes nothing in {address}");
        }
        for rest in ["/agenda", "/agenda/1", "/minutes", "/minutes/1", "/minutes/1/changes", "/minutes/1/record.txt", "/minutes/1/record.json"] {
            assert_eq!(anyone.get(&format!("{PUBLIC}{rest}")).await.status, StatusCode::NOT_FOUND, "{rest}");
        }
    }

    async fn of_two_who_write_different_parts_both_are_kept_and_of_the_same_the_second_is_told(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        let new = format!("{FIRST}/agenda/items/new");
        for title in ["Voles", "Hedges"] {
            stored(&mut editor, &new, &[("title", title), ("readers", "everybody")]).await;
        }
        let [first, second, again] = [1, 2, 1].map(|number| format!("{FIRST}/agenda/items/{number}"));
        let (first, second, again) = (editor.get(&first).await, editor.get(&second).await, editor.get(&again).await);
        assert!(editor.submit(&first, &[("title", "Water voles")]).await.location().is_some());
        assert!(editor.submit(&second, &[("title", "Old hedges")]).await.location().is_some(), "another item");
        let told = editor.submit(&again, &[("title", "Mice")]).await;
        assert_eq!((told.status, told.attribute("#title", "value").as_deref()), (StatusCode::CONFLICT, Some("Mice")));
        let page = editor.main_of(&format!("{FIRST}/agenda")).await;
        assert!(page.contains("1. Water voles") && page.contains("2. Old hedges"), "{page}");
        let (adding, twice) = (editor.get(&new).await, editor.get(&new).await);
        assert!(editor.submit(&adding, &[("title", "Ponds")]).await.location().is_some());
        assert_eq!(editor.submit(&twice, &[("title", "Ponds")]).await.status, StatusCode::CONFLICT, "sent twice, stored once");
        editor.post(&format!("{FIRST}/agenda/items/2/move"), &[("to", "up"), ("state", "6")]).await;
        let page = editor.main_of(&format!("{FIRST}/agenda")).await;
        assert!(page.contains("1. Old hedges") && page.contains("2. Water voles"), "{page}");
    }

    async fn a_version_is_only_published_as_it_was_seen_and_says_what_is_missing(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
        let seen = editor.get(&format!("{FIRST}/agenda/release")).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/1"), &[("title", "Mice")]).await;
        assert_eq!(editor.submit(&seen, &[]).await.status, StatusCode::CONFLICT);
        editor.post(&format!("{FIRST}/minutes/begin"), &[("kind", "minutes")]).await;
        let early = send(&mut editor, &format!("{FIRST}/minutes/release"), &[("step", "unapproved")]).await;
        let errors = early.text(".govuk-error-summary").unwrap();
        assert!(errors.contains("from the day of the meeting on") && errors.contains("whether they were there"), "{errors}");
        editor = on_day(&app, 6, 3).await;
        let alone = send(&mut editor, &format!("{FIRST}/minutes/release"), &[("step", "approved")]).await;
        assert!(alone.text(".govuk-error-summary").unwrap().contains("Choose the meeting that approved them"));
        assert_eq!(alone.attributes("[name=step][checked]", "value"), ["approved"], "what was chosen is still there");
    }

    async fn a_meeting_that_is_moved_is_found_at_both_addresses_and_one_that_is_called_off_says_why(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor.post(&format!("{FIRST}/announce"), &[]).await;
        let moved = stored(&mut editor, &format!("{FIRST}/change"), &[("day.day", "2")]).await;
        assert_eq!(moved, "/staff/meetings/2026-06-02-river-group");
        let mut anyone = app.visitor();
        assert_eq!(anyone.get(PUBLIC).await.location().as_deref(), Some("/meetings/2026-06-02-river-group"));
        let file = anyone.get(&format!("{PUBLIC}/agenda/1/record.txt")).await;
        assert_eq!(file.location().as_deref(), Some("/meetings/2026-06-02-river-group/agenda/1/record.txt"));
        assert_eq!(add_meeting(&mut editor, ("1", "6")).await, format!("{FIRST}-2"), "the former address stays what it was");
        stored(&mut editor, &format!("{moved}/change"), &[("called-off", "Too few can come.")]).await;
        assert!(anyone.main_of("/meetings/2026-06-02-river-group").await.contains("Too few can come."));
        let odd = [("starts", "noon")];
        let refused = send(&mut editor, &format!("{moved}/change"), &odd).await;
        assert_eq!((refused.status, refused.attribute("#starts", "value").as_deref()), (StatusCode::UNPROCESSABLE_ENTITY, Some("noon")));
    }

    async fn every_role_reads_what_is_written_and_only_those_who_write_minutes_change_it(app: TestApp) {
        let mut editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        editor = on_day(&app, 6, 3).await;
        editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
        stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
        write_minutes(&mut editor).await;
        let reads = ["", "/agenda", "/minutes"];
        let writes = [
            "/change", "/agenda/release", "/minutes/release", "/minutes/items/new", "/minutes/items/1", "/minutes/people",
            "/minutes/people/2", "/minutes/people/new", "/minutes/declarations/new", "/minutes/actions", "/minutes/acronyms",
            "/minutes/withheld", "/minutes/decisions/1",
        ];
        for role in Role::ALL.iter().copied() {
            let mut staff = app.staff(role).await;
            let may_write = matches!(role, Role::Administrator | Role::Strategist | Role::Editor);
            for rest in reads {
                assert_eq!(staff.get(&format!("{FIRST}{rest}")).await.status, StatusCode::OK, "{} {rest}", role.word());
            }
            for rest in writes {
                let address = format!("{FIRST}{rest}");
                let status = staff.get(&address).await.status;
                assert_eq!(status == StatusCode::OK, may_write, "{} {rest}: {status}", role.word());
                if !may_write {
                    assert_eq!(staff.post(&address, &[]).await.status, status, "{} {rest}", role.word());
                }
            }
            if !may_write {
                for rest in ["/announce", "/remove", "/minutes/begin", "/minutes/items/1/move", "/minutes/items/1/remove"] {
                    let status = staff.post(&format!("{FIRST}{rest}"), &[]).await.status;
                    assert!(!status.is_success() && !status.is_redirection(), "{} {rest}: {status}", role.word());
                }
            }
        }
        for rest in reads.iter().chain(&writes) {
            let led = app.visitor().get(&format!("{FIRST}{rest}")).await.location().unwrap();
            assert!(led.starts_with("/staff/sign-in"), "{rest}: {led}");
        }
    }
}
