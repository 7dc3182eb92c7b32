//! Documents: described, given files, published version by version, read by everybody, and withdrawn.

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode},
};
use domain::permission::Role;
use engines::on_both_engines;
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};
use support::{Page, TestApp, Visitor};
use tower::ServiceExt as _;

pub const LIST: &str = "/staff/documents";
pub const NOTE: &str = "/staff/documents/advice-note";
pub const PUBLIC: &str = "/documents/advice-note";
pub const PDF: &[u8] = include_bytes!("../../support/samples/synthetic.pdf");
const XLSX: &[u8] = include_bytes!("../../support/samples/synthetic.xlsx");

/// What is filled in for a document.
const DOCUMENT: [(&str, &str); 8] = [
    ("title", "Advice note"),
    ("purpose", "Says what <b>developers</b> need to know."),
    ("dated.day", "7"),
    ("dated.month", "4"),
    ("dated.year", "2024"),
    ("group", "none"),
    ("accessibility", "not-checked"),
    ("supersedes", "none"),
];

/// Sends the form of a document with some fields changed.
pub async fn describe(staff: &mut Visitor, address: &str, changes: &[(&'static str, &'static str)]) -> Page {
    let form = staff.get(address).await;
    let kept = DOCUMENT.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    let all: Vec<_> = kept.chain(changes).copied().collect();
    staff.submit(&form, &all).await
}

pub async fn give(staff: &mut Visitor, document: &str, name: &str, bytes: &[u8]) -> Page {
    let form = staff.get(&format!("{document}/file")).await;
    staff.submit_files(&form, &[], &[("file", name, bytes)]).await
}

pub async fn publish(staff: &mut Visitor, document: &str, note: &str) -> Page {
    let form = staff.get(&format!("{document}/publish")).await;
    staff.submit(&form, &[("note", note)]).await
}

/// A site with an advice note of one published version.
pub async fn with_note(app: &TestApp) -> Visitor {
    let mut editor = app.staff(Role::Editor).await;
    let added = describe(&mut editor, &format!("{LIST}/new"), &[]).await;
    assert_eq!(added.location().as_deref(), Some(NOTE), "{}", added.body);
    let given = give(&mut editor, NOTE, "Advice note.pdf", PDF).await;
    assert_eq!(given.location().as_deref(), Some(NOTE), "{}", given.body);
    let published = publish(&mut editor, NOTE, "").await;
    assert_eq!(published.location().as_deref(), Some(NOTE), "{}", published.body);
    editor
}

/// Finds where a page leads to a file.
fn file_of(page: &Page) -> String {
    let links = page.attributes("main a", "href").into_iter();
    let mut files = links.filter(|link| link.starts_with("/documents/") && link.matches('/').count() == 4);
    files.next().unwrap_or_else(|| panic!("{}", page.body))
}

/// Asks for an address with some headers, as nobody in particular.
pub async fn ask(app: &TestApp, address: &str, headers: &[(&str, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
    let request = headers.iter().fold(Request::get(address), |request, (name, value)| request.header(*name, *value));
    let response = app.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

on_both_engines! {
    async fn an_editor_publishes_a_document_and_everybody_reads_and_saves_it(app: TestApp) {
        assert_eq!(app.visitor().get("/documents").await.count(".fm-empty"), 1);
        let mut editor = with_note(&app).await;
        assert!(editor.main_of(LIST).await.contains("Published"));
        let page = app.visitor().get(PUBLIC).await;
        let main = page.text("main").unwrap();
        for words in ["Says what <b>developers</b> need to know.", "7 April 2024", "(PDF, ", "Not scanned for viruses", "We have not checked whether everybody"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(app.visitor().get("/documents").await.attributes("main a", "href").contains(&PUBLIC.to_owned()));

        let address = file_of(&page);
        assert_eq!(address, "/documents/advice-note/1/Advice%20note.pdf");
        let (status, headers, bytes) = ask(&app, &address, &[]).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!((headers["content-type"].as_bytes(), headers["content-length"].to_str().unwrap()), (&b"application/pdf"[..], bytes.len().to_string().as_str()));
        assert_eq!(headers["content-disposition"], "inline; filename=\"Advice_note.pdf\"; filename*=UTF-8''Advice%20note.pdf");
        assert_eq!(headers["cache-control"], "public, no-cache");
        assert_eq!(headers["content-security-policy"], "default-src 'none'; frame-ancestors 'none'");
        assert!(bytes.starts_with(b"%PDF-") && !String::from_utf8_lossy(&bytes).contains("Chrome"), "who made it is gone");
        let digest = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
        assert!(main.contains(&digest), "the page says what the file is told by");
        assert_eq!(headers["etag"].to_str().unwrap(), format!("\"{digest}\""));
    }

    async fn a_file_is_given_in_parts_and_not_again_to_whoever_has_it(app: TestApp) {
        with_note(&app).await;
        let address = file_of(&app.visitor().get(PUBLIC).await);
        let (_, headers, whole) = ask(&app, &address, &[]).await;
        let tag = headers["etag"].to_str().unwrap();
        let (status, headers, part) = ask(&app, &address, &[("range", "bytes=1-4"), ("if-range", tag)]).await;
        assert_eq!((status, &part[..]), (StatusCode::PARTIAL_CONTENT, &b"PDF-"[..]));
        assert_eq!((headers["content-range"].to_str().unwrap(), headers["content-length"].as_bytes()), (format!("bytes 1-4/{}", whole.len()).as_str(), &b"4"[..]));
        assert_eq!(ask(&app, &address, &[("range", "bytes=-3")]).await.2, whole[whole.len() - 3..]);
        assert_eq!(ask(&app, &address, &[("range", "bytes=1-4"), ("if-range", "\"other\"")]).await.2, whole);
        let (status, headers, _) = ask(&app, &address, &[("range", "bytes=9999999-")]).await;
        assert_eq!((status, headers["content-range"].to_str().unwrap()), (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", whole.len()).as_str()));
        let (status, headers, body) = ask(&app, &address, &[("if-none-match", tag)]).await;
        assert_eq!((status, headers["etag"].to_str().unwrap(), body.len()), (StatusCode::NOT_MODIFIED, tag, 0));
    }

    async fn a_draft_is_there_for_the_staff_alone_with_its_file(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        describe(&mut editor, &format!("{LIST}/new"), &[]).await;
        give(&mut editor, NOTE, "note.pdf", PDF).await;
        let file = file_of(&editor.get(NOTE).await);
        let none = app.visitor().get("/documents/never-was").await;
        for address in [PUBLIC, "/documents/advice-note/1", &file] {
            let page = app.visitor().get(address).await;
            assert_eq!((page.status, page.text("main")), (StatusCode::NOT_FOUND, none.text("main")), "{address}");
        }
        assert!(!app.visitor().main_of("/documents").await.contains("Advice note"));
        let mut reader = app.staff(Role::Auditor).await;
        assert!(reader.main_of(PUBLIC).await.contains("This is a draft"));
        let seen = reader.get(&file).await;
        assert_eq!((seen.status, seen.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"));
        assert_eq!(reader.get(&format!("{NOTE}/file")).await.status, StatusCode::FORBIDDEN);

        publish(&mut editor, NOTE, "").await;
        give(&mut editor, NOTE, "second.xlsx", XLSX).await;
        let second = "/documents/advice-note/2/second.xlsx";
        assert_eq!((app.visitor().get(second).await.status, editor.get(second).await.status), (StatusCode::NOT_FOUND, StatusCode::OK));
        assert_eq!(app.visitor().get("/documents/advice-note/2").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_newer_version_comes_first_and_the_one_before_says_that_it_is_replaced(app: TestApp) {
        let mut editor = with_note(&app).await;
        let first = file_of(&app.visitor().get(PUBLIC).await);
        give(&mut editor, NOTE, "advice.xlsx", XLSX).await;
        let lacking = publish(&mut editor, NOTE, " ").await;
        assert_eq!((lacking.status.as_u16(), lacking.count("#note-error")), (422, 1), "{}", lacking.body);
        assert_eq!(editor.submit(&lacking, &[("note", "The fees of 2025.")]).await.location().as_deref(), Some(NOTE));

        let newest = app.visitor().get(PUBLIC).await;
        assert_eq!(file_of(&newest), "/documents/advice-note/2/advice.xlsx");
        assert!(newest.text("main").unwrap().contains("The fees of 2025.") && newest.count("main table tbody tr") == 2, "{}", newest.body);
        let before = app.visitor().get("/documents/advice-note/1").await;
        assert!(before.text(".govuk-inset-text").unwrap().starts_with("Version 1 was replaced"), "{}", before.body);
        assert_eq!(file_of(&before), first);
        let (status, headers, _) = ask(&app, &first, &[]).await;
        assert_eq!((status, headers["link"].to_str().unwrap()), (StatusCode::OK, "</documents/advice-note>; rel=\"latest-version\""));
        let table = ask(&app, "/documents/advice-note/2/advice.xlsx", &[]).await.1;
        assert!(table["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        assert_eq!(table["content-security-policy"], "sandbox; default-src 'none'");
        for none in ["/documents/advice-note/3", "/documents/advice-note/0", "/documents/advice-note/1/advice.xlsx", "/documents/advice-note/01/Advice%20note.pdf"] {
            assert_eq!(app.visitor().get(none).await.status, StatusCode::NOT_FOUND, "{none}");
        }
    }

    async fn a_file_that_is_not_taken_is_refused_beside_its_field_and_nothing_is_kept(app: TestApp) {
        let mut editor = app.staff(Role::Editor).await;
        describe(&mut editor, &format!("{LIST}/new"), &[]).await;
        for (name, bytes, words) in [
            ("page.pdf", &b"<!doctype html><script>alert(1)</script>"[..], "another format"),
            ("empty.pdf", b"", "nothing in this one"),
            ("cut.pdf", b"%PDF-1.7\nponds", "damaged"),
        ] {
            let page = give(&mut editor, NOTE, name, bytes).await;
            assert_eq!((page.status.as_u16(), page.count("#file-error")), (422, 1), "{name}: {}", page.body);
            assert!(page.text("#file-error").unwrap().contains(words), "{name}: {}", page.body);
        }
        let form = editor.get(&format!("{NOTE}/file")).await;
        let none = editor.submit_files(&form, &[], &[("file", "", b"")]).await;
        assert!(none.text("#file-error").unwrap().contains("Choose a file"), "{}", none.body);
        assert!(editor.main_of(NOTE).await.contains("It has no file yet."));
        assert_eq!(std::fs::read_dir(app.folder.path()).unwrap().count(), 0);
    }

    async fn a_form_that_lacks_something_is_refused_with_what_was_typed(app: TestApp) {
        let mut editor = with_note(&app).await;
        let new = format!("{LIST}/new");
        for (changes, field) in [
            (&[("title", " ")][..], "title"),
            (&[("title", "…")], "address"),
            (&[("address", "New one")], "address"),
            (&[("title", "New")], "address"),
            (&[("purpose", "")], "purpose"),
            (&[("title", "Advice NOTE")], "address"),
            (&[("accessibility", "")], "accessibility"),
            (&[("dated.month", "13")], "dated"),
        ] {
            let page = describe(&mut editor, &new, changes).await;
            let summary = page.count(&format!(".govuk-error-summary a[href^='#{field}']"));
            assert_eq!((page.status.as_u16(), summary), (422, 1), "{changes:?}: {}", page.body);
            assert_eq!(page.attribute("#dated-year", "value").as_deref(), Some("2024"), "what was typed is kept");
        }
    }

    async fn of_two_who_change_a_document_the_second_is_told_and_keeps_what_was_typed(app: TestApp) {
        let mut editor = with_note(&app).await;
        let opened = editor.get(&format!("{NOTE}/change")).await;
        let withdrawing = editor.get(&format!("{NOTE}/withdraw")).await;
        let uploading = editor.get(&format!("{NOTE}/file")).await;
        assert_eq!(editor.submit(&opened, &[("title", "Advice note 2023")]).await.location().as_deref(), Some(NOTE));
        let thoughts = editor.main_of(NOTE).await;
        assert!(thoughts.contains("The title says 2023. The document bears 7 April 2024."), "{thoughts}");
        let second = editor.submit(&opened, &[("purpose", "Mine.")]).await;
        assert_eq!((second.status, second.text("#purpose").as_deref().map(str::trim)), (StatusCode::CONFLICT, Some("Mine.")), "{}", second.body);
        assert_eq!(editor.submit(&second, &[]).await.location().as_deref(), Some(NOTE), "saved again if it still holds");
        let withdrawn = editor.submit(&withdrawing, &[("reason", "Wrong.")]).await;
        assert_eq!((withdrawn.status, withdrawn.text("#reason").as_deref().map(str::trim)), (StatusCode::CONFLICT, Some("Wrong.")), "{}", withdrawn.body);
        let given = editor.submit_files(&uploading, &[], &[("file", "b.pdf", PDF)]).await;
        assert_eq!(given.status, StatusCode::CONFLICT, "{}", given.body);
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::OK);
    }

    async fn a_withdrawn_document_says_so_for_ever_and_leads_to_what_takes_its_place(app: TestApp) {
        let mut editor = with_note(&app).await;
        let address = file_of(&app.visitor().get(PUBLIC).await);
        let new = [("title", "Guidance"), ("supersedes", "advice-note")];
        assert_eq!(describe(&mut editor, &format!("{LIST}/new"), &new).await.location().as_deref(), Some("/staff/documents/guidance"));
        assert!(!app.visitor().main_of(PUBLIC).await.contains("Guidance"), "a draft is not named");
        give(&mut editor, "/staff/documents/guidance", "guidance.pdf", PDF).await;
        publish(&mut editor, "/staff/documents/guidance", "").await;
        assert!(app.visitor().main_of(PUBLIC).await.contains("Another document takes the place of this one: Guidance"));
        assert!(app.visitor().main_of("/documents/guidance").await.contains("Takes the place of"));

        let form = editor.get(&format!("{NOTE}/withdraw")).await;
        let lacking = editor.submit(&form, &[("reason", "")]).await;
        assert_eq!((lacking.status.as_u16(), lacking.count("#reason-error")), (422, 1));
        editor.submit(&lacking, &[("reason", "The <i>fees</i> were wrong.")]).await;
        for gone in [PUBLIC, "/documents/advice-note/1", &address] {
            let page = app.visitor().get(gone).await;
            assert_eq!(page.status, StatusCode::GONE, "{gone}");
            let main = page.text("main").unwrap();
            assert!(main.contains("The <i>fees</i> were wrong.") && main.contains("Guidance"), "{main}");
        }
        assert!(!app.visitor().get("/documents").await.attributes("main a", "href").contains(&PUBLIC.to_owned()));
        let kept = editor.get(&address).await;
        assert_eq!((kept.status, kept.headers["cache-control"].to_str().unwrap()), (StatusCode::OK, "no-store"), "the staff still reads it");
        for closed in ["file", "publish", "withdraw"] {
            assert_eq!(editor.get(&format!("{NOTE}/{closed}")).await.status, StatusCode::CONFLICT, "{closed}");
        }
    }

    async fn a_draft_is_removed_and_what_was_published_is_not(app: TestApp) {
        let mut editor = with_note(&app).await;
        let draft = [("title", "Draft")];
        describe(&mut editor, &format!("{LIST}/new"), &draft).await;
        let form = editor.get("/staff/documents/draft/change").await;
        let state = form.attribute("input[name=state]", "value").unwrap();
        assert_eq!(editor.post("/staff/documents/draft/remove", &[("state", &state)]).await.location().as_deref(), Some(LIST));
        assert_eq!(editor.get("/staff/documents/draft").await.status, StatusCode::NOT_FOUND);
        let form = editor.get(&format!("{NOTE}/change")).await;
        assert_eq!(form.count("button[formaction]"), 0);
        let state = form.attribute("input[name=state]", "value").unwrap();
        assert_eq!(editor.post(&format!("{NOTE}/remove"), &[("state", &state)]).await.status, StatusCode::CONFLICT);
        assert_eq!(app.visitor().get(PUBLIC).await.status, StatusCode::OK);
    }

    async fn documents_are_found_by_group_year_and_words_page_by_page(app: TestApp) {
        let mut editor = with_note(&app).await;
        let group = editor.get("/staff/groups/new").await;
        let board = [("name", "River Board"), ("kind", "board"), ("purpose", "Rivers."), ("basis", "voluntary")];
        editor.submit(&group, &board).await;
        let of_board = [("title", "River Duty Report"), ("group", "river-board"), ("dated.year", "2026")];
        describe(&mut editor, &format!("{LIST}/new"), &of_board).await;
        let report = "/staff/documents/river-duty-report";
        give(&mut editor, report, "duty.pdf", PDF).await;
        publish(&mut editor, report, "").await;
        let mut visitor = app.visitor();
        for (query, count) in [("", 2), ("group=river-board", 1), ("year=2024", 1), ("year=1999", 0), ("words=duty+REPORT", 1), ("words=%25", 0), ("group=none", 0)] {
            let page = visitor.get(&format!("/documents?{query}")).await;
            assert_eq!(page.count(".fm-listing__item"), count, "{query}: {}", page.body);
            assert_eq!(page.count(".fm-empty"), usize::from(count == 0), "{query}");
        }
        assert_eq!(visitor.get("/documents?page=2").await.status, StatusCode::NOT_FOUND);
        assert!(visitor.main_of("/groups/river-board").await.contains("Documents of the River Board"));
        let listed = editor.main_of("/staff/documents?status=published&words=river&group=river-board").await;
        assert!(listed.contains("1 document") && listed.contains("River Duty Report"), "{listed}");
        let remove = editor.get("/staff/groups/river-board/change").await;
        assert_eq!(remove.count("button[formaction$='/remove']"), 0, "a group with a document stays");
    }
}
