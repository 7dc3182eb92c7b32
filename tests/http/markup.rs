//! Markup in whatever comes from a database or from somebody who typed: words on every page, and never markup.

use app::state::{AppState, Shared, Site};
use axum::http::StatusCode;
use domain::{
    ids::{ConsultationId, VersionId},
    permission::Role,
    questionnaire::Questionnaire,
};
use engines::on_both_engines;
use serde_json::Value;
use store::{StoreError, Version};
use support::{Page, TestApp, Visitor};

use crate::{
    expressions::{self, path},
    strange::onward,
};

const HOSTILE: &str = "\"><svg onload=alert(1)></textarea></script><!--\u{2028}<b>";
/// The addresses to which no page may link.
const TRICKS: [&str; 7] = [
    "javascript:alert(1)",
    "JaVa\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "/\\evil.example",
];
const SURVEY: &str = "/consultations/hostile";
const LAND: &str = "/expressions-of-interest/respond";

/// Puts markup into each text that a person reads.
fn spoil(document: &mut Value) {
    match document {
        Value::Array(parts) => parts.iter_mut().for_each(spoil),
        Value::Object(parts) => {
            for (name, part) in parts {
                match part {
                    Value::String(text)
                        if ["title", "intro", "text", "hint", "label", "link_text"].contains(&name.as_str()) =>
                    {
                        text.push_str(HOSTILE);
                    }
                    _ => spoil(part),
                }
            }
        }
        _ => {}
    }
}

/// Puts a question before all others for each trick: words with a link.
fn add_tricks(document: &mut Value) {
    let tricks = TRICKS.iter().enumerate().map(|(number, trick)| {
        let kind = serde_json::json!({ "information": { "link_text": format!("Trick {number}"), "link": trick } });
        serde_json::json!({ "id": format!("trick-{number}"), "text": "Read this", "kind": kind })
    });
    let Value::Array(questions) = &mut document["pages"][0]["questions"] else { panic!("a page has questions") };
    questions.extend(tricks);
}

/// The application with a hostile name, and a consultation in which every word is hostile.
async fn spoiled(app: &TestApp) -> AppState {
    let mut consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    let version = app.state.store.find_current_version(consultation.id).await.unwrap().unwrap();
    let mut document = serde_json::to_value(&version.questionnaire).unwrap();
    spoil(&mut document);
    add_tricks(&mut document);
    let questionnaire: Questionnaire = serde_json::from_value(document).unwrap();
    let (clock, entropy) = (&*app.state.clock, &*app.state.entropy);
    consultation.id = ConsultationId::new(clock, entropy);
    consultation.slug = "hostile".into();
    consultation.title.push_str(HOSTILE);
    consultation.summary.push_str(HOSTILE);
    let id = VersionId::new(clock, entropy);
    let version = Version { id, consultation: consultation.id, questionnaire, ..version };
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_consultation(&consultation).await?;
            write.add_version(&version).await
        })
    });
    let added: Result<(), StoreError> = work.await;
    added.unwrap();
    let shared = app.shared();
    AppState::new(Shared { site: Site { name: format!("Nature {HOSTILE}"), ..shared.site }, ..shared })
}

/// Expects a page to show the words as words.
fn expect_words(page: &Page, what: &str) {
    assert_eq!(page.status, 200, "{what}: {}", page.body);
    let code = page.count("svg:not([class]), [onload], [onclick], [onerror], [onfocus], main b, main script");
    assert_eq!(code, 0, "{what}: {}", page.body);
    assert!(page.text("html").unwrap().contains(HOSTILE), "{what}: {}", page.body);
    for href in page.attributes("main a, main link", "href") {
        let leads = ["http://", "https://", "mailto:", "/", "#", "?"].iter().any(|start| href.starts_with(start));
        assert!(leads && !href.starts_with("//") && !href.starts_with("/\\"), "{what}: {href}");
    }
}

/// Opens an address and expects words there.
async fn look(visitor: &mut Visitor, address: &str) -> Page {
    let page = visitor.open(address).await;
    expect_words(&page, address);
    page
}

on_both_engines! {
    async fn markup_in_a_consultation_is_shown_as_words_on_every_page_that_shows_it(app: TestApp) {
        let app = app.with_early_survey().await;
        let site = app::pages::router(spoiled(&app).await);
        let mut visitor = Visitor::new(site.clone());
        for address in ["/", "/consultations", SURVEY, "/minutes", "/privacy", "/staff/sign-in", "/expressions-of-interest"] {
            look(&mut visitor, address).await;
        }
        let mut page = look(&mut visitor, &format!("{SURVEY}/respond")).await;
        let tricks = (0..TRICKS.len()).filter(|number| page.text("main").unwrap().contains(&format!("Trick {number}")));
        assert_eq!(tricks.count(), TRICKS.len());
        while page.count("input[name=digest]") == 0 {
            let mut changes = onward(&page);
            if page.count("textarea") > 0 {
                changes.push(("other-comments", HOSTILE));
            }
            let next = visitor.submit(&page, &changes).await;
            page = look(&mut visitor, &next.location().unwrap()).await;
        }
        look(&mut visitor, &format!("{SURVEY}/respond/anything-else")).await;
        look(&mut visitor, &format!("{SURVEY}/respond/saved")).await;
        let sent = visitor.submit(&page, &[("receipt-email", "ann@example.org")]).await;
        let reference = look(&mut visitor, &sent.location().unwrap()).await.text("#reference").unwrap();
        let mail = app.state.store.list_due_mail(app.state.clock.now(), 9).await.unwrap();
        assert!(mail[0].subject.contains("<svg") && !mail[0].subject.contains('\n'), "{}", mail[0].subject);

        let mut staff = app.staff(Role::Administrator).await.through(site);
        let about = format!("/staff{SURVEY}/about");
        for (form, fields) in [
            ("purpose", ["purpose", "open-to-change", "decided"].as_slice()),
            ("decision", &["decision-maker"]),
            ("equality", &["equality-reason"]),
            ("plan", &["plan"]),
        ] {
            let opened = look(&mut staff, &format!("{about}/{form}")).await;
            let typed: Vec<_> = fields.iter().map(|field| (*field, HOSTILE)).collect();
            assert!(staff.submit(&opened, &typed).await.status.is_redirection(), "{form}");
            look(&mut staff, &format!("{about}/{form}")).await;
        }
        let opened = look(&mut staff, &format!("{about}/new-document")).await;
        staff.submit(&opened, &[("title", HOSTILE), ("address", "/x\"><svg onload=alert(1)>")]).await;
        for address in [&about, &format!("{about}/documents/1")] {
            look(&mut staff, address).await;
        }
        look(&mut visitor, SURVEY).await;
        let (list, figures) = (format!("/staff{SURVEY}/responses"), format!("/staff{SURVEY}/weighting"));
        look(&mut staff, &figures).await;
        staff.post(&format!("{figures}/look"), &[]).await;
        for address in ["/staff", &list, &figures, &format!("/staff/responses/{reference}")] {
            look(&mut staff, address).await;
        }
        let writing = format!("/staff{SURVEY}/questionnaire");
        for room in ["", "/pages/you", "/questions/responding-as", "/questions/responding-as?kind=other", "/preview/you", "/publish", "/questions/responding-as/save", "/pages/you/save"] {
            look(&mut staff, &format!("{writing}{room}")).await;
        }
        let form = staff.get(&format!("{writing}/questions/responding-as")).await;
        let saved = staff.submit(&form, &[("hint", HOSTILE)]).await;
        look(&mut staff, &saved.location().unwrap()).await;
        look(&mut staff, &format!("{writing}/publish")).await;
        let keep = staff.get(&format!("{writing}/questions/responding-as/save")).await;
        let kept = staff.submit(&keep, &[("title", HOSTILE), ("purpose", HOSTILE)]).await;
        look(&mut staff, &kept.location().unwrap()).await;
        let mut told = staff.submit(&form, &[("text", HOSTILE)]).await;
        assert_eq!(told.status.as_u16(), 409);
        told.status = StatusCode::OK;
        expect_words(&told, "words that came too late");
    }

    async fn words_that_close_a_field_are_words_wherever_they_come_back(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = app.visitor();
        let address = "/consultations/early-survey/respond/anything-else";
        crate::answering::answer_to_check(&mut visitor).await;
        let (first, second) = (visitor.get(address).await, visitor.get(address).await);
        visitor.submit(&first, &[("other-comments", HOSTILE)]).await;
        let again = look(&mut visitor, address).await;
        assert_eq!(again.text("textarea").as_deref(), Some(HOSTILE));
        let mut both = visitor.submit(&second, &[("other-comments", &format!("{HOSTILE} too"))]).await;
        let aside = both.attribute("#use-aside input[name=other-comments]", "value");
        assert_eq!((both.status.as_u16(), aside), (409, Some(format!("{HOSTILE} too"))));
        app.state.store.close().await;
        let mut unstored = visitor.post(address, &[("other-comments", HOSTILE)]).await;
        assert_eq!(unstored.status, 503);
        for page in [&mut both, &mut unstored] {
            page.status = StatusCode::OK;
            expect_words(page, "words that came back");
        }
    }

    async fn markup_in_an_expression_of_interest_is_shown_as_words_to_the_sender_and_to_staff(app: TestApp) {
        let app = app.with_early_survey().await;
        let site = app::pages::router(spoiled(&app).await);
        let mut visitor = Visitor::new(site.clone());
        let free = ["full_name", "address", "agent_name", "organisation", "site_name", "nearest_place", "barriers"];
        let mut page = visitor.open(LAND).await;
        for (_, fields) in expressions::PAGES {
            let spoiled = |name: &&str| free.contains(name);
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| (*name, if spoiled(name) { HOSTILE } else { *value })).collect();
            let next = visitor.submit(&page, &fields).await;
            page = look(&mut visitor, &next.location().unwrap_or_else(|| panic!("{}", next.body))).await;
        }
        let sent = visitor.submit(&page, &[]).await;
        let receipt = look(&mut visitor, &sent.location().unwrap()).await;
        look(&mut visitor, &path(&receipt.attribute("#status-link", "href").unwrap())).await;
        let reference = receipt.text("#reference").unwrap();
        let mut staff = app.staff(Role::Administrator).await.through(site);
        look(&mut staff, "/staff/expressions-of-interest").await;
        let detail = look(&mut staff, &format!("/staff/expressions-of-interest/{reference}")).await;
        assert!(detail.text("main").unwrap().matches("<svg onload").count() >= free.len(), "{}", detail.body);
    }
}
