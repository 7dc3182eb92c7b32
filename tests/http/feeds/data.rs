//! What programs read as JSON, held against its own description.

use axum::http::{HeaderMap, StatusCode};
use domain::{
    group::{Group, GroupKind},
    ids::GroupId,
    permission::Role,
};
use engines::on_both_engines;
use serde_json::{Value, json};
use store::StoreError;
use support::TestApp;

use super::{HOSTILE, ORIGIN, kept};
use crate::staff::{
    documents::{self, ask, describe, give},
    meetings::{self, FIRST, SECRETS, add_meeting, on_day, stored, with_group, write_minutes},
};

const API: &str = "/api/v1";
const MEETING: &str = "/api/v1/meetings/2026-06-01-river-group";

async fn answer(app: &TestApp, address: &str) -> (StatusCode, HeaderMap, Value) {
    let (status, headers, bytes) = ask(app, address, &[]).await;
    (status, headers, serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{address}: {status}: {error}")))
}

async fn found(app: &TestApp, address: &str) -> Value {
    let (status, _, found) = answer(app, address).await;
    assert_eq!(status, StatusCode::OK, "{address}: {found}");
    found
}

/// A site with something of each kind.
async fn whole(app: TestApp) -> TestApp {
    let app = app.with_early_survey().await;
    documents::with_note(&app).await;
    let mut editor = with_group(&app).await;
    add_meeting(&mut editor, ("1", "6")).await;
    editor.post(&format!("{FIRST}/agenda/begin"), &[("from", "empty")]).await;
    stored(&mut editor, &format!("{FIRST}/agenda/items/new"), &[("title", "Voles"), ("readers", "everybody")]).await;
    meetings::publish(&mut editor, &format!("{FIRST}/agenda"), &[]).await;
    editor = on_day(&app, 6, 3).await;
    write_minutes(&mut editor).await;
    meetings::publish(&mut editor, &format!("{FIRST}/minutes"), &[("step", "unapproved")]).await;
    let mut strategist = app.staff(Role::Strategist).await;
    let ponds = [("code", "H03"), ("title", "Ponds"), ("kind", "habitat"), ("public", "yes")];
    stored(&mut strategist, "/staff/priorities/new", &ponds).await;
    app
}

/// Expects that what is at an address fits what the description says of a path.
fn expect_described(description: &Value, path: &str, answer: &Value) {
    let schema = &description["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    let reference = schema["$ref"].as_str().unwrap_or_else(|| panic!("{path}: {schema}"));
    let whole = json!({ "$ref": reference, "components": description["components"] });
    let validator = jsonschema::draft202012::new(&whole).unwrap();
    let errors: Vec<String> = validator.iter_errors(answer).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{path}: {errors:?}: {answer}");
}

on_both_engines! {
    async fn every_answer_fits_a_description_that_other_programs_can_read(app: TestApp) {
        let app = whole(app).await;
        let description = found(&app, "/api/openapi.json").await;
        let read = oas3::from_json(description.to_string()).unwrap();
        read.validate_version().unwrap();
        assert_eq!(description["servers"][0]["url"], ORIGIN);
        for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
            assert!(jsonschema::draft202012::meta::is_valid(schema), "{name}: {schema}");
        }
        let mut seen = 0;
        for path in description["paths"].as_object().unwrap().keys() {
            let slug = match path.split('/').nth(3).unwrap() {
                "consultations" => "early-survey",
                "documents" => "advice-note",
                "priorities" => "H03",
                _ => "2026-06-01-river-group",
            };
            let answer = found(&app, &path.replace("{slug}", slug).replace("{code}", slug)).await;
            expect_described(&description, path, &answer);
            seen += answer["items"].as_array().map_or(1, Vec::len);
        }
        assert_eq!(seen, 9, "there is one of each, in its list and alone, and no results");
    }

    async fn a_meeting_has_its_agenda_and_its_minutes_as_everybody_reads_them(app: TestApp) {
        let app = whole(app).await;
        let meeting = found(&app, MEETING).await;
        assert_eq!((&meeting["held_on"], &meeting["starts"], &meeting["minutes_status"]), (&json!("2026-06-01"), &json!("10:00:00"), &json!("unapproved")));
        let address = meeting["minutes"]["page"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
        let file = app.visitor().get(&format!("{address}/record.json")).await;
        assert_eq!(meeting["minutes"]["record"], serde_json::from_str::<Value>(&file.body).unwrap(), "as in the file");
        let whole = meeting.to_string().to_lowercase();
        for secret in SECRETS {
            assert!(!whole.contains(&secret.to_lowercase()), "{secret}: {whole}");
        }
        assert!(whole.contains("fence the ponds") && whole.contains("voles"), "{whole}");
        for (address, count) in [("meetings?year=2026", 1), ("meetings?year=2025", 0), ("meetings?group=river-group", 1), ("documents?group=river-group", 0), ("documents?year=2024&words=ADVICE", 1), ("consultations?phase=upcoming", 1), ("consultations?phase=open", 0), ("priorities", 1), ("priorities?kind=habitat", 1), ("priorities?kind=species", 0)] {
            let list = found(&app, &format!("{API}/{address}")).await;
            assert_eq!((&list["total"], list["items"].as_array().unwrap().len()), (&json!(count), count), "{address}: {list}");
        }
        let mut editor = on_day(&app, 6, 4).await;
        let moved = [("day.day", "2"), ("day.month", "6"), ("day.year", "2026")];
        stored(&mut editor, &format!("{FIRST}/change"), &moved).await;
        let former = app.visitor().get(MEETING).await;
        assert_eq!(former.location().as_deref(), Some("/api/v1/meetings/2026-06-02-river-group"));
    }

    async fn what_is_not_there_or_cannot_be_understood_is_told_as_a_problem(app: TestApp) {
        let mut editor = documents::with_note(&app).await;
        let form = editor.get(&format!("{}/withdraw", documents::NOTE)).await;
        editor.submit(&form, &[("reason", "It was wrong.")]).await;
        for (address, status) in [
            ("/api/v1/documents/advice-note", 410),
            ("/api/v1/documents/none", 404),
            ("/api/v1/documents?group=none", 404),
            ("/api/v1/documents?page=2", 404),
            ("/api/v1/documents?page=0", 400),
            ("/api/v1/documents?year=26", 400),
            ("/api/v1/consultations?phase=soon", 400),
            ("/api/v1/meetings/none", 404),
            ("/api/v1/priorities/H99", 404),
            ("/api/v1/priorities?kind=hedge", 400),
            ("/api/v1/priorities?page=2", 404),
            ("/api/v2/meetings", 404),
        ] {
            let (told, headers, problem) = answer(&app, address).await;
            assert_eq!((told.as_u16(), &problem["status"], &problem["type"]), (status, &json!(status), &json!("about:blank")), "{address}");
            assert_eq!((&headers["content-type"], &headers["access-control-allow-origin"]), (&"application/problem+json".parse().unwrap(), &"*".parse().unwrap()), "{address}");
        }
        let (_, _, gone) = answer(&app, "/api/v1/documents/advice-note").await;
        assert_eq!(gone["detail"], "It was withdrawn: It was wrong.");
        let posted = app.visitor().post("/api/v1/groups", &[]).await;
        assert_eq!((posted.status, &posted.headers["content-type"]), (StatusCode::METHOD_NOT_ALLOWED, &"application/problem+json".parse().unwrap()));
    }

    async fn a_long_list_is_given_page_by_page_each_leading_to_the_next(app: TestApp) {
        let groups: Vec<Group> = (0..51).map(|number| Group {
            id: GroupId::new(&*app.state.clock, &*app.state.entropy),
            slug: format!("group-{number:02}"),
            name: format!("Group {number:02}"),
            kind: GroupKind::Panel,
            purpose: HOSTILE.into(),
        }).collect();
        let work = app.state.store.write(move |mut write| Box::pin(async move {
            for group in &groups {
                write.add_group(group).await?;
            }
            Ok(())
        }));
        let added: Result<(), StoreError> = work.await;
        added.unwrap();
        let first = found(&app, &format!("{API}/groups")).await;
        assert_eq!((&first["total"], &first["page"], &first["pages"], first["items"].as_array().unwrap().len()), (&json!(51), &json!(1), &json!(2), 50));
        assert_eq!((&first["items"][0]["purpose"], &first["items"][0]["feed"]), (&json!(HOSTILE), &json!(format!("{ORIGIN}/groups/group-00/feed.atom"))));
        let next = first["next"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
        let second = found(&app, next).await;
        assert_eq!((&second["items"][0]["slug"], &second["next"]), (&json!("group-50"), &Value::Null));
    }

    async fn pages_of_other_sites_may_read_these_answers_and_no_others(app: TestApp) {
        let app = whole(app).await;
        let evil = [("origin", "https://evil.example"), ("host", "evil.example")];
        for address in ["/api/openapi.json", "/api/v1/consultations", "/api/v1/documents/advice-note", MEETING] {
            let (status, headers, bytes) = ask(&app, address, &evil).await;
            assert_eq!((status, &headers["access-control-allow-origin"]), (StatusCode::OK, &"*".parse().unwrap()), "{address}");
            assert!(!headers.contains_key("access-control-allow-credentials") && !headers.contains_key("set-cookie"));
            assert_eq!(headers["x-robots-tag"], "noindex, nofollow");
            assert!(!String::from_utf8(bytes).unwrap().contains("evil"), "{address}");
            let (control, tag) = kept(&headers);
            assert_eq!(control, "public, no-cache", "{address}");
            let again = ask(&app, address, &[("if-none-match", &tag), ("cookie", "session=x")]).await;
            assert_eq!((again.0, again.2.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        }
        for address in ["/", "/feed.atom", "/meetings.ics", "/consultations/early-survey", "/consultations/early-survey/replies.json", "/health"] {
            assert!(!ask(&app, address, &evil).await.1.contains_key("access-control-allow-origin"), "{address}");
        }
    }

    async fn drafts_and_waiting_versions_are_in_no_answer(app: TestApp) {
        let mut editor = documents::with_note(&app).await;
        let before = found(&app, "/api/v1/documents/advice-note").await;
        give(&mut editor, documents::NOTE, "newer.pdf", documents::PDF).await;
        describe(&mut editor, &format!("{}/new", documents::LIST), &[("title", "Secret plan")]).await;
        assert_eq!(found(&app, "/api/v1/documents/advice-note").await, before);
        assert_eq!(found(&app, "/api/v1/documents").await["total"], 1);
        assert_eq!(answer(&app, "/api/v1/documents/secret-plan").await.0, StatusCode::NOT_FOUND);
        editor = with_group(&app).await;
        add_meeting(&mut editor, ("1", "6")).await;
        assert_eq!(answer(&app, MEETING).await.2, answer(&app, "/api/v1/meetings/none").await.2);
        assert_eq!(found(&app, "/api/v1/meetings").await["total"], 0);
    }
}
