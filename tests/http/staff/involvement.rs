//! The involvement register: written by whoever writes minutes, read by auditors without people, and given away without them.

use axum::http::StatusCode;
use chrono::{TimeZone, Utc};
use domain::{meeting::MinutesStatus, permission::Role};
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::minutes::add_meetings;

const LIST: &str = "/staff/involvement";

/// What is filled in for a stakeholder.
const BODY: [(&str, &str); 4] = [
    ("name", "Pond Club <b>&"),
    ("kind", "organisation"),
    ("role", "conservation"),
    ("contact", "office@pond-club.example"),
];

/// What is filled in for an involvement.
const WORKSHOP: [(&str, &str); 7] = [
    ("aspects", "priorities"),
    ("way", "workshop"),
    ("since.day", "4"),
    ("since.month", "3"),
    ("since.year", "2024"),
    ("said", "More ponds"),
    ("evidence-address", "https://example.org/notes.pdf"),
];

/// A site on 1 June 2024, with somebody who may write.
async fn begun(app: &TestApp) -> Visitor {
    app.clock.set(Utc.with_ymd_and_hms(2024, 6, 1, 9, 0, 0).unwrap());
    app.staff(Role::Editor).await
}

/// Sends a form with some fields changed.
pub async fn send(
    staff: &mut Visitor,
    address: &str,
    fields: &[(&'static str, &'static str)],
    changes: &[(&'static str, &'static str)],
) -> Page {
    let form = staff.get(address).await;
    let kept = fields.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let all: Vec<_> = kept.chain(changes).copied().collect();
    staff.submit(&form, &all).await
}

/// Sends a form that has to be taken.
async fn taken(staff: &mut Visitor, address: &str, fields: &[(&'static str, &'static str)]) {
    let page = send(staff, address, fields, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{address}: {}", page.body);
}

/// Presses the button of a page below an address, as it stands there.
async fn press(staff: &mut Visitor, page: &str, below: &str) -> Page {
    let seen = staff.get(page).await.attribute("main form input[name='state']", "value").unwrap();
    staff.post(&format!("{page}{below}"), &[("state", &seen)]).await
}

on_both_engines! {
    async fn a_stakeholder_is_written_down_with_how_they_will_be_involved_and_how_they_were(app: TestApp) {
        let mut editor = begun(&app).await;
        add_meetings(&app, &[(4, MinutesStatus::Approved, "Board minutes")]).await;
        assert_eq!(editor.get(LIST).await.count(".fm-empty"), 1);
        taken(&mut editor, &format!("{LIST}/new"), &BODY).await;
        let one = format!("{LIST}/1");
        let first = editor.main_of(&one).await;
        for words in ["1: Pond Club <b>&", "office@pond-club.example", "Not said how they will be involved", "Nothing recorded yet"] {
            assert!(first.contains(words), "{words}: {first}");
        }
        taken(&mut editor, &format!("{one}/plan"), &[("aspects", "priorities"), ("aspects", "potential"), ("ways", "workshop")]).await;
        taken(&mut editor, &format!("{one}/plan"), &[]).await;
        let form = editor.get(&format!("{one}/involvements/new")).await;
        let meeting = form.attributes("input[name='meeting']", "value").pop().unwrap();
        let fields: Vec<_> = WORKSHOP.into_iter().chain([("meeting", meeting.as_str())]).collect();
        assert_eq!(editor.submit(&form, &fields).await.location().as_deref(), Some(one.as_str()));

        let page = editor.get(&one).await;
        let main = page.text("main").unwrap();
        for words in ["1: Workshop, 4 March 2024", "More ponds", "Board minutes, 4 March 2024", "Looked at again and left as it was", "Versions before", "Not yet involved in an aspect that is meant", "Not said what became"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        let links = page.attributes("main dd a", "href");
        assert!(links.contains(&"https://example.org/notes.pdf".to_owned()) && links.contains(&"/meetings/2024-03-04-board".to_owned()), "{links:?}");
        let changed = editor.get(&format!("{one}/involvements/1")).await;
        assert_eq!(changed.text("#said").as_deref(), Some("More ponds"));
        editor.submit(&changed, &[("became", "Two were added"), ("aspects", "potential")]).await;
        let list = editor.get(LIST).await.text("tbody").unwrap();
        assert!(list.contains("Map: areas that could become") && list.contains("March 2024, 1 involvement"), "{list}");
    }

    async fn what_is_missing_or_wrong_is_told_beside_the_field_with_what_was_typed(app: TestApp) {
        let mut editor = begun(&app).await;
        let new = format!("{LIST}/new");
        for (changes, field) in [(("name", " "), "name"), (("kind", "robot"), "kind"), (("role", ""), "role")] {
            let page = send(&mut editor, &new, &BODY, &[changes]).await;
            assert!(page.refuses(field), "{changes:?}: {}", page.body);
            assert_eq!(page.attribute("#contact", "value").as_deref(), Some("office@pond-club.example"));
        }
        assert_eq!(editor.get(LIST).await.count("tbody tr"), 0, "nothing is half stored");
        taken(&mut editor, &new, &BODY).await;
        let record = format!("{LIST}/1/involvements/new");
        let cases: [(&[(&str, &str)], &str); 6] = [
            (&[("aspects", "")], "aspects"),
            (&[("way", "")], "way"),
            (&[("since.year", "2025")], "since-day"),
            (&[("since.day", "31"), ("since.month", "2")], "since-day"),
            (&[("until.day", "1"), ("until.month", "3"), ("until.year", "2024")], "until-day"),
            (&[("evidence-address", "javascript:alert(1)")], "evidence-address"),
        ];
        for (changes, field) in cases {
            let page = send(&mut editor, &record, &WORKSHOP, changes).await;
            assert!(page.refuses(field), "{changes:?}: {}", page.body);
            assert_eq!(page.text("#said").as_deref(), Some("More ponds"));
        }
        assert!(send(&mut editor, &format!("{LIST}/1/plan"), &[], &[]).await.refuses("aspects"));
        assert!(send(&mut editor, &format!("{LIST}/1/take-out"), &[], &[]).await.refuses("reason"));
        assert!(send(&mut editor, &format!("{LIST}/1/forget"), &[], &[]).await.refuses("reason"));
        for gone in ["9", "x", "1/involvements/7", "1/nothing"] {
            assert_eq!(editor.get(&format!("{LIST}/{gone}")).await.status, StatusCode::NOT_FOUND, "{gone}");
        }
    }

    async fn of_two_who_write_at_once_the_second_is_told_and_keeps_the_words(app: TestApp) {
        let mut editor = begun(&app).await;
        let new = editor.get(&format!("{LIST}/new")).await;
        assert_eq!(editor.submit(&new, &BODY).await.status, StatusCode::SEE_OTHER);
        let twice = editor.submit(&new, &BODY).await;
        assert!(twice.status == 409 && twice.body.contains("Save again if yours is another one"), "{}", twice.body);
        let old = editor.get(&format!("{LIST}/1/involvements/new")).await;
        taken(&mut editor, &format!("{LIST}/1/involvements/new"), &WORKSHOP).await;
        let late = editor.submit(&old, &[&WORKSHOP[..], &[("became", "Nothing yet")]].concat()).await;
        assert!(late.status == 409 && late.body.contains("is not saved"), "{}", late.body);
        assert_eq!(late.text("#became").as_deref(), Some("Nothing yet"));
        assert_eq!(editor.submit(&late, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(editor.main_of(&format!("{LIST}/1")).await.contains("2: Workshop"));
    }

    async fn what_is_taken_out_stays_with_its_reason_and_can_be_put_back(app: TestApp) {
        let mut editor = begun(&app).await;
        let one = format!("{LIST}/1");
        taken(&mut editor, &format!("{LIST}/new"), &BODY).await;
        taken(&mut editor, &format!("{one}/involvements/new"), &WORKSHOP).await;
        taken(&mut editor, &format!("{one}/involvements/1/take-out"), &[("reason", "Another club")]).await;
        let main = editor.main_of(&one).await;
        assert!(main.contains("Taken out: Another club") && main.contains("Nothing is recorded yet"), "{main}");
        let late = editor.post(&format!("{one}/involvements/1/put-back"), &[("state", "1")]).await;
        assert!(late.status == 409 && late.body.contains("Nothing was done"), "{}", late.body);
        assert_eq!(press(&mut editor, &one, "/involvements/1/put-back").await.status, StatusCode::SEE_OTHER);
        assert!(editor.main_of(&one).await.contains("More ponds"));

        taken(&mut editor, &format!("{one}/take-out"), &[("reason", "Written down twice")]).await;
        assert_eq!(editor.get(LIST).await.count("tbody tr"), 0);
        assert_eq!(editor.get(&format!("{LIST}?gap=gone")).await.count("tbody tr"), 1);
        let closed = editor.get(&format!("{one}/involvements/new")).await;
        assert!(closed.body.contains("Put it back first") && closed.count("button[type=submit].govuk-button") == 0, "{}", closed.body);
        assert_eq!(press(&mut editor, &one, "/put-back").await.status, StatusCode::SEE_OTHER);
        assert_eq!(editor.get(LIST).await.count("tbody tr"), 1);
    }

    async fn the_list_is_narrowed_by_role_aspect_name_and_what_is_missing(app: TestApp) {
        let mut editor = begun(&app).await;
        for (name, role) in [("Heath Society", "conservation"), ("Otter Council", "supporting-authority"), ("Bee Farm", "landowner")] {
            taken(&mut editor, &format!("{LIST}/new"), &[("name", name), ("kind", "organisation"), ("role", role)]).await;
        }
        taken(&mut editor, &format!("{LIST}/2/involvements/new"), &WORKSHOP).await;
        let mut names = async |query: &str| {
            let page = editor.get(&format!("{LIST}?{query}")).await;
            let links = page.attributes("tbody a", "href");
            links.iter().map(|link| link.rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
        };
        for (query, found) in [
            ("", "1 2 3"),
            ("role=landowner", "3"),
            ("aspect=priorities", "2"),
            ("gap=nothing", "1 3"),
            ("words=OTTER", "2"),
            ("sort=name", "3 1 2"),
            ("sort=latest", "2 1 3"),
            ("role=nonsense&sort=nonsense", "1 2 3"),
        ] {
            assert_eq!(names(query).await, found, "{query}");
        }
        assert_eq!(editor.get(&format!("{LIST}?page=2")).await.status, StatusCode::NOT_FOUND);
    }

    async fn an_auditor_and_a_file_have_no_people_and_what_is_deleted_is_gone(app: TestApp) {
        let mut editor = begun(&app).await;
        taken(&mut editor, &format!("{LIST}/new"), &BODY).await;
        let person = [("name", "Canary Person"), ("kind", "person"), ("role", "landowner"), ("contact", "canary@example.org"), ("notes", "Canary note"), ("named", "yes")];
        taken(&mut editor, &format!("{LIST}/new"), &person).await;
        taken(&mut editor, &format!("{LIST}/1/involvements/new"), &WORKSHOP).await;
        assert!(editor.main_of(LIST).await.contains("Canary Person"));

        let mut auditor = app.staff(Role::Auditor).await;
        for address in [LIST.to_owned(), format!("{LIST}/2"), format!("{LIST}?words=canary")] {
            let page = auditor.get(&address).await;
            assert_eq!(page.status, StatusCode::OK);
            let main = page.text("main").unwrap();
            assert!(!main.contains("Canary") && !main.contains("canary@"), "{main}");
            assert_eq!(page.count("main .govuk-button:not(.govuk-button--secondary)"), 0);
        }
        assert!(auditor.main_of(&format!("{LIST}/2")).await.contains("2: A person"));
        assert!(!auditor.main_of(&format!("{LIST}/1")).await.contains("office@pond-club.example"));
        assert_eq!(auditor.get(&format!("{LIST}/2/change")).await.status, StatusCode::FORBIDDEN);

        let file = editor.get(&format!("{LIST}/file?format=csv")).await;
        assert!(file.body.starts_with("stakeholder,name,kind,role,"), "{}", file.body);
        assert!(file.body.contains("1,Pond Club <b>&,organisation,conservation,") && file.body.contains("More ponds"), "{}", file.body);
        assert!(!file.body.contains("Canary") && !file.body.contains("office@"), "{}", file.body);
        assert_eq!(file.body.lines().count(), 3);
        let workbook = editor.get(&format!("{LIST}/file?format=xlsx&role=landowner")).await;
        assert!(workbook.bytes.starts_with(b"PK") && workbook.headers["content-disposition"].to_str().unwrap().contains("involvement.xlsx"));

        taken(&mut editor, &format!("{LIST}/2/forget"), &[("reason", "yes")]).await;
        let main = editor.main_of(&format!("{LIST}/2")).await;
        assert!(main.contains("2: Name deleted") && !main.contains("Canary"), "{main}");
    }

    async fn everybody_reads_which_organisations_took_part_where_they_may_be_named_and_nothing_else(app: TestApp) {
        let mut editor = begun(&app).await;
        assert_eq!(app.visitor().get("/involvement").await.count(".fm-empty"), 1);
        let named = [&BODY[..], &[("named", "yes"), ("notes", "Canary note")]].concat();
        let unnamed = [("name", "Canary Club"), ("kind", "organisation"), ("role", "community")];
        let person = [("name", "Canary Person"), ("kind", "person"), ("role", "landowner"), ("named", "yes")];
        let silent = [("name", "Canary Council"), ("kind", "organisation"), ("role", "public-body"), ("named", "yes")];
        for fields in [&named[..], &unnamed, &person, &silent] {
            taken(&mut editor, &format!("{LIST}/new"), fields).await;
        }
        for number in [1, 1, 2, 3] {
            taken(&mut editor, &format!("{LIST}/{number}/involvements/new"), &WORKSHOP).await;
        }
        let page = app.visitor().get("/involvement").await;
        let main = page.text("main").unwrap();
        for words in ["Conservation body", "Pond Club <b>&", "Statement: priorities", "Workshop, March 2024"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert_eq!(main.matches("Workshop, March 2024").count(), 1, "{main}");
        for secret in ["Canary", "office@", "More ponds", "example.org/notes"] {
            assert!(!page.body.contains(secret), "{secret}: {}", page.body);
        }
        taken(&mut editor, &format!("{LIST}/1/take-out"), &[("reason", "Canary reason")]).await;
        assert_eq!(app.visitor().get("/involvement").await.count("tbody tr"), 0);
    }
}
