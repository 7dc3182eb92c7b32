//! What a consultation says of itself: written by staff, read by the public, and asked for before it opens.

mod clearing;
mod closing;

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

pub(crate) const ABOUT: &str = "/staff/consultations/early-survey/about";
const PUBLIC: &str = "/consultations/early-survey";

/// Opens a form, sends it with some fields changed, and gives the answer.
pub(crate) async fn fill(officer: &mut Visitor, address: &str, changes: &[(&str, &str)]) -> Page {
    let form = officer.get(address).await;
    assert_eq!(form.status, StatusCode::OK, "{address}: {}", form.body);
    officer.submit(&form, changes).await
}

/// Opens a form about the early survey and saves it with some fields changed.
async fn save(officer: &mut Visitor, form: &str, changes: &[(&str, &str)]) {
    let saved = fill(officer, &format!("{ABOUT}{form}"), changes).await;
    assert!(saved.status.is_redirection(), "{form}: {:?}", saved.text(".govuk-error-summary"));
}

fn refused_fields(page: &Page) -> Vec<String> {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
    page.attributes(".govuk-error-summary a", "href")
}

async fn words(visitor: &mut Visitor, address: &str) -> String {
    visitor.open(address).await.text("main").unwrap()
}

/// The early survey, an officer who may write, and somebody from outside.
async fn begun(app: TestApp) -> (TestApp, Visitor, Visitor) {
    let app = app.with_early_survey().await;
    let (officer, visitor) = (app.staff(Role::Strategist).await, app.visitor());
    (app, officer, visitor)
}

on_both_engines! {
    async fn what_an_officer_says_of_a_consultation_is_read_by_the_public(app: TestApp) {
        let (_, mut officer, mut visitor) = begun(app).await;
        let before = words(&mut visitor, PUBLIC).await;
        for heading in ["Why we ask", "What you can change", "What is already decided", "Who decides", "Documents"] {
            assert!(!before.contains(heading), "{heading}");
        }
        assert!(before.contains("The priorities are not set yet.") && before.contains("nature@example.org"), "{before}");

        save(&mut officer, "/title", &[("title", "Nature, near & far"), ("summary", "In short.")]).await;
        let purpose = [("purpose", "To choose.\nTogether."), ("open-to-change", "The order"), ("decided", "The area")];
        save(&mut officer, "/purpose", &purpose).await;
        let decision = [("decision-maker", "The board"), ("decision-on.day", "1"), ("decision-on.month", "Sept"), ("decision-on.year", "2026")];
        save(&mut officer, "/decision", &decision).await;
        save(&mut officer, "/equality", &[("equality-title", "Equality"), ("equality-address", "https://example.org/e.pdf")]).await;
        let formats = [("formats-email", "help@example.org"), ("formats-telephone", "0151 496 0000"), ("formats", "easy-read")];
        save(&mut officer, "/formats", &formats).await;
        save(&mut officer, "/plan", &[("plan", "All are counted."), ("plan-address", "/plan")]).await;
        save(&mut officer, "/new-document", &[("title", "The habitats"), ("address", "/habitats")]).await;

        let page = visitor.get(PUBLIC).await;
        let shown = page.text("main").unwrap();
        for expected in [
            "Nature, near & far", "In short.", "To choose.\nTogether.", "The order", "The area", "The board, by 1 September 2026.",
            "Easy read", "0151 496 0000", "All are counted.", "6 July 2026 at 1:00pm, UK time",
        ] {
            assert!(shown.contains(expected), "{expected}: {shown}");
        }
        assert!(!shown.contains("The priorities are not set yet.") && !shown.contains("nature@example.org"), "{shown}");
        let links = page.attributes("main a", "href");
        for link in ["/habitats", "https://example.org/e.pdf", "/plan", "mailto:help@example.org"] {
            assert!(links.contains(&link.to_owned()), "{link}: {links:?}");
        }
        assert!(words(&mut officer, "/staff").await.contains("Nature, near & far"));
    }

    async fn what_stands_there_comes_back_in_its_form_and_is_saved_as_it_was(app: TestApp) {
        let (app, mut officer, _) = begun(app).await;
        save(&mut officer, "/purpose", &[("purpose", "Why"), ("decided", "Much")]).await;
        save(&mut officer, "/formats", &[("formats-email", "a@example.org"), ("formats", "braille")]).await;
        save(&mut officer, "/privacy", &[("notice", "2026-11-23")]).await;
        let decision = [("decision-on.day", "29"), ("decision-on.month", "2"), ("decision-on.year", "2028")];
        save(&mut officer, "/decision", &decision).await;
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        let before = app.state.store.find_particulars(consultation.id).await.unwrap();

        for topic in ["title", "times", "purpose", "decision", "equality", "formats", "privacy", "plan"] {
            save(&mut officer, &format!("/{topic}"), &[]).await;
        }

        let after = app.state.store.find_particulars(consultation.id).await.unwrap();
        assert_eq!((&after.particulars, after.revision), (&before.particulars, before.revision + 8));
        assert_eq!(app.state.store.find_consultation("early-survey").await.unwrap(), Some(consultation.clone()));
        assert_eq!(app.state.store.list_closing_moves(consultation.id).await.unwrap(), []);
    }

    async fn what_cannot_be_taken_comes_back_with_what_was_typed(app: TestApp) {
        let (_, mut officer, _) = begun(app).await;
        for (form, typed, refused) in [
            ("title", vec![("title", ""), ("summary", "Kept words")], vec!["#title"]),
            ("formats", vec![("formats-email", "Kept words"), ("formats-telephone", "12")], vec!["#formats-email", "#formats-telephone"]),
            ("equality", vec![("equality-title", "Kept words")], vec!["#equality-address"]),
            ("equality", vec![("equality-address", "/kept"), ("equality-reason", "Kept words")], vec!["#equality-title"]),
            ("plan", vec![("plan", "Kept words"), ("plan-address", "javascript:alert(1)")], vec!["#plan-address"]),
            ("decision", vec![("decision-maker", "Kept words"), ("decision-on.day", "31")], vec!["#decision-on-month"]),
            ("new-document", vec![("title", "Kept words"), ("address", "http://example.org")], vec!["#address"]),
            ("privacy", vec![("notice", "2020-01-01")], vec!["#notice-2026-11-23"]),
        ] {
            let page = fill(&mut officer, &format!("{ABOUT}/{form}"), &typed).await;
            let fields = refused_fields(&page);
            assert_eq!(fields.len(), refused.len(), "{form}: {fields:?}");
            assert!(form == "privacy" || fields == refused, "{form}: {fields:?}");
            assert!(form == "privacy" || page.body.contains("Kept words"), "{form}: {}", page.body);
        }
        assert!(!words(&mut officer, ABOUT).await.contains("Kept words"));
    }

    async fn of_two_officers_the_second_is_told_and_keeps_their_words(app: TestApp) {
        let (app, mut first, _) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let address = format!("{ABOUT}/purpose");
        let opened = second.get(&address).await;
        save(&mut first, "/purpose", &[("purpose", "The words of the first")]).await;

        let told = second.submit(&opened, &[("purpose", "The words of the second")]).await;

        assert_eq!(told.status, StatusCode::CONFLICT);
        let said = told.text("main").unwrap();
        assert!(said.contains("strategist@example.org changed what is said"), "{said}");
        assert!(said.contains("The words of the first"), "{said}");
        assert!(told.text("#purpose").unwrap().contains("The words of the second"), "{}", told.body);
        assert!(words(&mut first, ABOUT).await.contains("The words of the first"));
        assert!(second.submit(&told, &[]).await.status.is_redirection());
        assert!(words(&mut first, ABOUT).await.contains("The words of the second"));
    }

    async fn documents_are_added_changed_and_removed_one_by_one(app: TestApp) {
        let (app, mut officer, mut visitor) = begun(app).await;
        for (title, address) in [("First", "/first"), ("Second", "https://example.org/second"), ("Third", "/third")] {
            save(&mut officer, "/new-document", &[("title", title), ("address", address)]).await;
        }
        let stale = officer.get(&format!("{ABOUT}/documents/3")).await;
        save(&mut officer, "/documents/2", &[("title", "Another")]).await;
        save(&mut officer, "/documents/1", &[("step", "remove")]).await;

        let links = |page: &Page| page.attributes(".fm-linked a", "href");
        let page = visitor.get(PUBLIC).await;
        assert_eq!(links(&page), ["https://example.org/second", "/third"]);
        assert!(page.text(".fm-linked").unwrap().contains("Another"), "{}", page.body);
        for missing in ["0", "3", "x"] {
            let status = officer.get(&format!("{ABOUT}/documents/{missing}")).await.status;
            assert!(status.is_client_error(), "{missing}: {status}");
        }
        let mut other = app.staff(Role::Administrator).await;
        let told = other.submit(&stale, &[("title", "Words of another")]).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        assert_eq!(told.attribute("#title", "value").as_deref(), Some("Words of another"));
        assert!(other.submit(&told, &[]).await.status.is_redirection());
        assert_eq!(links(&visitor.get(PUBLIC).await), ["https://example.org/second", "/third", "/third"]);
    }

    async fn the_privacy_notice_says_its_version_and_a_consultation_is_checked_against_it(app: TestApp) {
        let (_, mut officer, mut visitor) = begun(app).await;
        assert!(words(&mut visitor, "/privacy").await.contains("Version of 23 November 2026."));
        assert!(words(&mut officer, ABOUT).await.contains("Nobody has checked that the privacy notice covers it."));

        save(&mut officer, "/privacy", &[("notice", "2026-11-23")]).await;

        let shown = words(&mut officer, ABOUT).await;
        assert!(shown.contains("The version of 23 November 2026") && !shown.contains("Nobody has checked"), "{shown}");
    }
}
