//! Files as an answer: added, refused, taken away, sent, and read by nobody but whoever gave them and staff.

use domain::{permission::Role, questionnaire::Questionnaire};
use engines::Database;
use serde_json::json;

use super::*;

const PAGE: &str = "/consultations/early-survey/respond/only";
const PDF: &[u8] = b"%PDF-1.7 a map of our fields";
const TEXT: &[u8] = b"Ponds and hedges";

/// Asks for files beside words, on a page before one that asks nothing more.
async fn asking(app: TestApp, required: bool) -> TestApp {
    let files = json!({ "id": "maps", "text": "Do you have maps?", "required": required, "kind": { "files": { "at_most": 2 } } });
    let words = json!({ "id": "why", "text": "Why?", "kind": { "text": { "limit": 20 } } });
    let last = json!({ "id": "last", "text": "Anything else?", "kind": { "text": { "limit": 20 } } });
    let document = json!({ "pages": [
        { "id": "only", "title": "Maps", "questions": [words, files] },
        { "id": "end", "title": "End", "questions": [last] },
    ] });
    let questionnaire: Questionnaire = serde_json::from_value(document).unwrap();
    app.with_questionnaire(questionnaire).await
}

fn listed(page: &Page) -> Vec<String> {
    let names = page.attributes("main form ul a", "href");
    names.into_iter().map(|href| href.strip_prefix("attachments/").unwrap().to_owned()).collect()
}

/// Adds files without leaving the page, and gives the page that follows.
async fn add(visitor: &mut Visitor, files: &[(&str, &str, &[u8])]) -> Page {
    let page = visitor.open(PAGE).await;
    let added = visitor.submit_files(&page, &[("attach", "maps")], files).await;
    match added.location() {
        Some(address) => visitor.open(address.split('#').next().unwrap()).await,
        None => added,
    }
}

/// Gives each file that is stored from now on a format that nobody knows, so that it cannot be listed.
async fn damage_files(database: &Database) {
    const FUNCTION: &str =
        "CREATE FUNCTION damage() RETURNS trigger AS $$ BEGIN NEW.format := 'odd'; RETURN NEW; END $$ LANGUAGE plpgsql";
    const BEFORE: &str = "CREATE TRIGGER damage BEFORE INSERT ON attachments FOR EACH ROW EXECUTE FUNCTION damage()";
    const AFTER: &str = "CREATE TRIGGER damage AFTER INSERT ON attachments BEGIN UPDATE attachments SET format = 'odd' WHERE id = NEW.id; END";
    if database.is_postgres() {
        database.change(FUNCTION).await;
        database.change(BEFORE).await;
    } else {
        database.change(AFTER).await;
    }
}

async fn send(visitor: &mut Visitor) -> String {
    let page = visitor.open(PAGE).await;
    let next = visitor.submit_files(&page, &[], &[]).await;
    let end = visitor.open(&next.location().unwrap_or_else(|| panic!("{}", next.body))).await;
    let check = visitor.submit(&end, &[]).await;
    let check = visitor.open(&check.location().unwrap()).await;
    assert!(check.text("main").unwrap().contains("map.pdf (1 KB)"), "{}", check.body);
    let sent = visitor.submit(&check, &[]).await;
    visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap()
}

on_both_engines! {
    async fn files_are_added_listed_taken_away_and_sent(app: TestApp) {
        let app = asking(app, true).await;
        let mut visitor = app.visitor();
        let first = visitor.open(PAGE).await;
        assert_eq!(first.attribute("#page-form", "enctype").as_deref(), Some("multipart/form-data"));
        assert_eq!(first.attributes("#maps", "multiple").len(), 1);

        let page = visitor.submit_files(&first, &[("attach", "maps"), ("why", "For the newts")], &[("maps", "C:\\tmp\\map.PDF", PDF), ("maps", "notes.html", TEXT)]).await;
        assert_eq!(page.location().as_deref(), Some("/consultations/early-survey/respond/only?begun=yes#maps"));
        let page = visitor.open(PAGE).await;
        assert_eq!(page.attribute("#why", "value").as_deref(), Some("For the newts"));
        let words = page.text("main form ul").unwrap();
        assert!(words.contains("map.pdf (1 KB)") && words.contains("notes.html.txt (1 KB)"), "{words}");
        assert!(words.contains("Remove notes.html.txt"), "{words}");

        let ids = listed(&page);
        let removed = visitor.submit_files(&page, &[("detach", &ids[1]), ("why", "For the toads")], &[]).await;
        assert_eq!(removed.status, 303);
        let page = visitor.open(PAGE).await;
        assert_eq!((listed(&page), page.attribute("#why", "value").as_deref()), (vec![ids[0].clone()], Some("For the toads")));

        let reference = send(&mut visitor).await;
        let copy = visitor.get(&format!("{RESPOND}/answers")).await;
        let link = copy.attribute("main dl a", "href").unwrap();
        let file = visitor.get(&link).await;
        assert_eq!((file.status.as_u16(), file.body.as_bytes()), (200, PDF));
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"map.pdf\"; filename*=UTF-8''map.pdf");
        assert_eq!(file.headers["content-security-policy"], "sandbox; default-src 'none'");
        assert_eq!((&file.headers["content-type"], &file.headers["cache-control"]), (&"application/pdf".parse().unwrap(), &"no-store".parse().unwrap()));

        let mut staff = app.staff(Role::Auditor).await;
        let read = staff.get(&format!("/staff/responses/{reference}")).await;
        assert!(read.text("main").unwrap().contains("were not checked for viruses"), "{}", read.body);
        let given = staff.get(&read.attribute("main dl a", "href").unwrap()).await;
        assert_eq!(given.body.as_bytes(), PDF);
        let mut staff = app.staff(Role::Strategist).await;
        let sheet = staff.get("/staff/consultations/early-survey/responses.csv").await;
        assert!(sheet.body.contains("map.pdf (1 KB)") && !sheet.body.contains("our fields"), "{}", sheet.body);
    }

    async fn what_is_not_taken_is_said_beside_the_field_and_all_else_is_kept(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        let page = visitor.open(PAGE).await;
        let large = vec![b'x'; 10 * 1024 * 1024 + 1];
        let files: [(&str, &str, &[u8]); 5] = [
            ("maps", "large.txt", &large),
            ("maps", "empty.pdf", b""),
            ("maps", "picture.png", b"<svg onload=alert(1)>"),
            ("maps", "map.pdf", PDF),
            ("why", "stray.pdf", PDF),
        ];

        let refused = visitor.submit_files(&page, &[("why", "For the newts")], &files).await;

        assert_eq!(refused.status, 422);
        assert_eq!(refused.attributes(".govuk-error-summary__list a", "href"), ["#maps"; 3]);
        let said = refused.text("#maps-error").unwrap();
        for name in ["large.txt", "empty.pdf", "picture.png"] {
            assert!(said.contains(&format!("‘{name}’ was not added")), "{said}");
        }
        assert_eq!(refused.attribute("#why", "value").as_deref(), Some("For the newts"));
        assert_eq!(listed(&refused).len(), 1);
        assert_eq!(visitor.open(PAGE).await.attribute("#why", "value").as_deref(), Some("For the newts"));

        let full = add(&mut visitor, &[("maps", "notes.txt", TEXT), ("maps", "more.txt", b"More ponds")]).await;
        assert_eq!((full.status.as_u16(), listed(&full).len()), (422, 2));
        assert!(full.text("#maps-error").unwrap().contains("‘more.txt’ was not added, because"), "{}", full.body);
    }

    async fn a_file_that_is_not_kept_is_said_when_a_place_is_added(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        let page = visitor.open(PAGE).await;
        let refused = visitor.submit_files(&page, &[("add-place", "2")], &[("maps", "empty.pdf", b"")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text("#maps-error").unwrap().contains("‘empty.pdf’ was not added"), "{}", refused.body);
    }

    async fn a_file_that_comes_twice_is_listed_once(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        add(&mut visitor, &[("maps", "map.pdf", PDF)]).await;
        let page = add(&mut visitor, &[("maps", "map.pdf", PDF)]).await;
        assert_eq!((page.status.as_u16(), listed(&page).len()), (200, 1));
    }

    async fn a_draft_whose_files_cannot_be_listed_is_still_given_to_the_browser(app: TestApp, database: &Database) {
        let app = asking(app, false).await;
        damage_files(database).await;
        let mut visitor = app.visitor();
        let page = visitor.open(PAGE).await;

        let answer = visitor.submit_files(&page, &[("attach", "maps"), ("why", "For the newts")], &[("maps", "map.pdf", PDF)]).await;

        assert_eq!((answer.status.as_u16(), answer.headers.contains_key("set-cookie")), (503, true));
        assert_eq!(answer.attribute("#why", "value").as_deref(), Some("For the newts"));
        assert_eq!(database.change("UPDATE attachments SET format = 'pdf'").await, 1);
        let page = visitor.open(PAGE).await;
        assert_eq!((listed(&page).len(), page.attribute("#why", "value").as_deref()), (1, Some("For the newts")));
    }

    async fn a_name_is_words_wherever_it_is_shown(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        let page = add(&mut visitor, &[("maps", "<img src=x onerror=alert(1)>.pdf", PDF), ("maps", "=cmd.pdf", b"%PDF-1.7 another map")]).await;
        assert_eq!((page.count("main img"), listed(&page).len()), (0, 2));
        let refused = add(&mut visitor, &[("maps", "<img src=x>", b"MZ\x90")]).await;
        assert_eq!((refused.status.as_u16(), refused.count("main img")), (422, 0));
    }

    async fn a_file_that_is_needed_is_asked_for_and_none_is_claimed_by_words(app: TestApp) {
        let app = asking(app, true).await;
        let (mut other, mut visitor) = (app.visitor(), app.visitor());
        let theirs = add(&mut other, &[("maps", "map.pdf", PDF)]).await;
        let id = listed(&theirs).remove(0);
        let claim = format!(r#"{{"id":"{id}","name":"map.pdf","format":"pdf","size":7}}"#);

        let page = visitor.open(PAGE).await;
        let refused = visitor.post(PAGE, &[("maps", &claim), ("why", "Mine")]).await;
        assert_eq!((refused.status.as_u16(), listed(&refused).len()), (422, 0));
        assert_eq!(refused.text("#maps-error").as_deref(), Some("Error: Answer ‘Do you have maps?’"));
        assert_eq!(visitor.get(&format!("{RESPOND}/attachments/{id}")).await.status, 404);
        let page = if page.count("#page-form") == 1 { refused } else { page };
        assert_eq!(visitor.submit_files(&page, &[("detach", &id)], &[]).await.status, 303);
        assert_eq!(other.get(&format!("{RESPOND}/attachments/{id}")).await.status, 200);
        assert_eq!(other.get(&format!("{RESPOND}/attachments/no-id")).await.status, 404);
        assert_eq!(app.visitor().get(&format!("{RESPOND}/attachments/{id}")).await.status, 404);
    }

    async fn a_page_that_asks_for_no_files_takes_none(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        let page = visitor.open(PAGE).await;
        visitor.submit_files(&page, &[], &[]).await;
        let end = visitor.open(&format!("{RESPOND}/end")).await;
        assert_eq!(end.count("#page-form[enctype]"), 0);
        assert_eq!(visitor.submit_files(&end, &[("last", "x")], &[("maps", "map.pdf", PDF)]).await.status, 415);
    }

    async fn a_file_that_comes_after_the_check_was_shown_is_not_sent_unseen(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        add(&mut visitor, &[("maps", "map.pdf", PDF)]).await;
        let page = visitor.open(PAGE).await;
        visitor.submit_files(&page, &[], &[]).await;
        let end = visitor.open(&format!("{RESPOND}/end")).await;
        visitor.submit(&end, &[]).await;
        let check = visitor.open(&format!("{RESPOND}/check")).await;

        add(&mut visitor, &[("maps", "late.pdf", b"%PDF-1.7 a later map")]).await;
        let refused = visitor.submit(&check, &[]).await;

        assert_eq!(refused.status, 409);
        assert!(refused.text("main").unwrap().contains("late.pdf"), "{}", refused.body);
    }

    async fn withdrawing_a_response_deletes_its_files(app: TestApp) {
        let app = asking(app, false).await;
        let mut visitor = app.visitor();
        let page = add(&mut visitor, &[("maps", "map.pdf", PDF)]).await;
        let id = listed(&page).remove(0);
        let reference = send(&mut visitor).await;

        let withdraw = [("reference", reference.as_str()), ("confirmed", "yes")];
        assert_eq!(visitor.post("/consultations/early-survey/withdraw", &withdraw).await.status, 303);

        assert_eq!(visitor.get(&format!("{RESPOND}/attachments/{id}")).await.status, 404);
        let mut staff = app.staff(Role::Strategist).await;
        assert_eq!(staff.get(&format!("/staff/responses/{reference}/attachments/{id}")).await.status, 404);
    }
}
