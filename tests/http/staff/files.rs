//! Responses from a file: read, added all at once, and taken back.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::{ids::VersionId, permission::Role, questionnaire::Questionnaire, time::Clock};
use engines::on_both_engines;
use serde_json::json;
use store::Version;
use support::{Page, TestApp, Visitor};
use uuid::Uuid;

const FILE: &str = "/staff/consultations/early-survey/enter/file";
const RESPONSES: &str = "/staff/consultations/early-survey/responses";
/// Two sheets of paper, of which the second leaves out what only farmers are asked.
const SHEETS: &str = "\
your_number,channel,received,who,size,some.pond,some.hedge,why
A1,paper,2026-06-10,farmer,12.5,1,0,\"More ponds, please\"
=A2,Telephone,11/6/2026,Somebody else,,0,1,=1+1
";

fn questionnaire() -> Questionnaire {
    let who = json!([{ "id": "farmer", "label": "A farmer" }, { "id": "other", "label": "Somebody else" }]);
    let some = json!([{ "id": "pond", "label": "Ponds" }, { "id": "hedge", "label": "Hedges" }]);
    let farmers = json!({ "chose": { "question": "who", "any_of": ["farmer"] } });
    serde_json::from_value(json!({ "pages": [
        { "id": "you", "title": "You", "questions": [
            { "id": "who", "text": "Who are you?", "required": true, "kind": { "single_choice": { "options": who } } },
            { "id": "size", "text": "How large is it?", "shown_when": farmers, "kind": { "number": { "decimals": 1 } } },
        ] },
        { "id": "more", "title": "More", "questions": [
            { "id": "some", "text": "Which?", "kind": { "multiple_choice": { "options": some } } },
            { "id": "why", "text": "Why?", "kind": { "text": { "limit": 100 } } },
        ] },
    ] }))
    .unwrap()
}

/// Chooses a file and gives the page that shows what was read.
pub async fn read(staff: &mut Visitor, file: &str) -> Page {
    let sent = staff.upload(FILE, "file", file.as_bytes()).await;
    let shown = sent.location().unwrap_or_else(|| panic!("the file was refused: {}", sent.body));
    let mut page = staff.get(&shown).await;
    page.headers.insert("x-shown", shown.parse().unwrap());
    page
}

/// Adds all that a page shows, and gives the address and the page of what was added.
pub async fn add(staff: &mut Visitor, shown: &Page) -> (String, Page) {
    let added = staff.submit(shown, &[]).await;
    let address = added.location().unwrap_or_else(|| panic!("nothing was added: {}", added.body));
    let page = staff.get(&address).await;
    (address, page)
}

/// Gives the rows of the file of responses, by reference.
pub async fn exported(staff: &mut Visitor) -> BTreeMap<String, BTreeMap<String, String>> {
    let file = staff.get(&format!("{RESPONSES}.csv")).await.body;
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let rows = reader.deserialize().map(|row| -> BTreeMap<String, String> { row.unwrap() });
    rows.map(|row| (row["reference"].clone(), row)).collect()
}

async fn count(staff: &mut Visitor) -> usize {
    staff.get(RESPONSES).await.count("tbody tr")
}

fn heading(page: &Page) -> String {
    page.text("h1").unwrap()
}

on_both_engines! {
    async fn a_file_is_shown_before_it_is_stored_and_then_added_at_once(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Strategist).await;
        let shown = read(&mut staff, SHEETS).await;
        let said = shown.text("main").unwrap();
        assert!(said.contains("There are 2 responses in the file. Nothing is stored yet."), "{said}");
        assert!(said.contains("On paper: 1, By telephone: 1.") && shown.count("table") == 0, "{said}");
        assert_eq!(shown.text("#add").as_deref(), Some("Add 2 responses"));
        assert_eq!(count(&mut staff).await, 0);

        let (address, added) = add(&mut staff, &shown).await;
        assert_eq!(heading(&added), "2 responses were added");
        assert!(added.text("main").unwrap().contains("Added on 15 June 2026 at 1:00pm by strategist@example.org."));
        assert_eq!(added.count("tbody tr"), 2);
        let references = staff.get(&format!("{address}/references.csv")).await.body;
        let lines: Vec<&str> = references.lines().collect();
        assert!(lines[1].starts_with("A1,2,") && lines[2].starts_with("'=A2,3,"), "{references}");
        let rows = exported(&mut staff).await;
        let [first, second] = [1, 2].map(|line: usize| &rows[lines[line].rsplit(',').next().unwrap()]);
        let expected = [("channel", "paper"), ("received", "2026-06-10"), ("who", "farmer"), ("size", "12.5"), ("some.pond", "1")];
        for (column, cell) in expected {
            assert_eq!(first[column], cell, "{column}");
        }
        assert_eq!((second["size.state"].as_str(), second["why"].as_str()), ("skipped", "'=1+1"));
        assert_eq!(second["channel"], "telephone");
        assert_eq!(staff.get(FILE).await.count("tbody tr"), 1);
    }

    async fn a_file_with_something_to_put_right_is_refused_as_a_whole_and_says_where(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Strategist).await;
        let wrong = SHEETS.replace("12.5", "<b>big</b>").replace("11/6/2026", "11/7/2026");
        let shown = read(&mut staff, &wrong).await;
        let said = shown.text("main").unwrap();
        assert!(said.contains("2 rows have something to put right"), "{said}");
        assert!(said.contains("<b>big</b>") && said.contains("must be 15 June 2026 or earlier"), "{said}");
        assert_eq!((shown.count("tbody tr"), shown.count("#add")), (2, 0));
        let address = shown.headers["x-shown"].to_str().unwrap().to_owned();
        let report = staff.get(&format!("{address}/report.csv")).await.body;
        let expected = "2,size,<b>big</b>,to put right,\"Use a number, like 2.5, for ‘How large is it?’\"";
        assert!(report.contains(expected), "{report}");
        let version = app.state.store.list_consultations().await.unwrap()[0].id;
        let version = app.state.store.find_current_version(version).await.unwrap().unwrap().id.to_string();
        let refused = staff.post(&address, &[("form-version", &version)]).await;
        assert_eq!((refused.status.as_u16(), refused.count(".govuk-error-summary")), (422, 1));
        assert_eq!(count(&mut staff).await, 0);
    }

    async fn what_is_no_such_file_is_refused_beside_the_field(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Administrator).await;
        let files: [(&[u8], &str); 4] = [
            (b"", "Choose a file that has something in it"),
            (b"who\nfarmer", "Add a column with the heading \u{2018}channel\u{2019}"),
            (b"channel,received,why\npaper,2026-06-10,caf\xe9", "In line 2 there are letters that cannot be read"),
            (b"PK\x03\x04", "Save the sheet as \u{2018}CSV UTF-8\u{2019}"),
        ];
        for (file, message) in files {
            let refused = staff.upload(FILE, "file", file).await;
            assert_eq!(refused.status, 422);
            assert!(refused.text("#file-error").unwrap().contains(message), "{}", refused.body);
        }
    }

    async fn the_same_file_is_added_once(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Strategist).await;
        let (one, other) = (read(&mut staff, SHEETS).await, read(&mut staff, SHEETS).await);
        let (address, _) = add(&mut staff, &one).await;
        let (same, again) = add(&mut staff, &one).await;
        assert_eq!((same, heading(&again).as_str()), (address.clone(), "2 responses were added"));
        for refused in [staff.submit(&other, &[]).await, staff.upload(FILE, "file", SHEETS.as_bytes()).await] {
            assert_eq!(refused.status, 409);
            assert!(refused.text("main").unwrap().contains("It was added on 15 June 2026 by strategist@example.org"));
            assert!(refused.attributes("main a", "href").contains(&address));
        }
        let saved_anew = read(&mut staff, &format!("{SHEETS}\r\n")).await;
        let said = saved_anew.text("main").unwrap();
        assert!(said.contains("has this one already") && saved_anew.count("#add") == 0, "{said}");
        assert_eq!(count(&mut staff).await, 2);
    }

    async fn an_import_is_taken_back_as_a_whole_and_may_be_added_again(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Strategist).await;
        let shown = read(&mut staff, SHEETS).await;
        let (address, _) = add(&mut staff, &shown).await;
        let asked = staff.get(&format!("{address}/take-back")).await;
        assert_eq!(heading(&asked), "Take 2 responses back");
        let back = staff.submit(&asked, &[]).await;
        let page = staff.get(&back.location().unwrap()).await;
        assert_eq!(heading(&page), "2 responses were added and taken back");
        assert_eq!((page.count("tbody tr"), count(&mut staff).await), (0, 0));
        assert!(staff.get(FILE).await.text("main").unwrap().contains("Taken back on 15 June 2026"));
        assert_eq!(staff.post(&format!("{address}/take-back"), &[]).await.location(), Some(address));

        let shown = read(&mut staff, SHEETS).await;
        let (address, _) = add(&mut staff, &shown).await;
        assert_eq!(count(&mut staff).await, 2);
        app.clock.advance(TimeDelta::weeks(4));
        let mut staff = app.staff(Role::Administrator).await;
        assert_eq!(staff.post(&format!("{address}/take-back"), &[]).await.status, 409);
        assert!(heading(&staff.get(&format!("{address}/take-back")).await).contains("cannot be taken back"));
        assert_eq!(count(&mut staff).await, 2);
    }

    async fn a_file_that_was_read_against_other_questions_is_shown_again(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Strategist).await;
        let shown = read(&mut staff, SHEETS).await;
        let consultation = app.state.store.list_consultations().await.unwrap()[0].id;
        let mut questionnaire = questionnaire();
        questionnaire.pages.pop();
        let version =
            Version { id: VersionId(Uuid::from_u128(2)), consultation, number: 2, questionnaire, published_at: app.clock.now() };
        app.add_version(&version).await;
        let refused = staff.submit(&shown, &[]).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text("main").unwrap().contains("Columns that were not read"), "{}", refused.body);
        assert_eq!(count(&mut staff).await, 0);
        let (_, added) = add(&mut staff, &refused).await;
        assert_eq!(heading(&added), "2 responses were added");
    }

    async fn what_the_columns_can_hold_can_be_downloaded_with_an_empty_file(app: TestApp) {
        let app = app.with_questionnaire(questionnaire()).await;
        let mut staff = app.staff(Role::Strategist).await;
        let empty = staff.get(&format!("{FILE}/empty.csv")).await.body;
        assert_eq!(empty, "your_number,channel,received,who,size,some.pond,some.hedge,why\r\n");
        let columns = staff.get(&format!("{FILE}/columns.csv")).await.body;
        assert!(columns.contains("One of: farmer (A farmer); other (Somebody else)"), "{columns}");
        assert!(columns.contains("paper (On paper)") && !columns.contains("online"), "{columns}");
        assert_eq!(columns.lines().count(), 9);
    }
}
