//! "We asked, you said, we did": written, published, changed and taken back.

mod told;

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{meeting::MinutesStatus, permission::Role};
use engines::on_both_engines;
use serde_json::Value;
use support::{Page, TestApp, Visitor};

use super::{
    PASSWORD,
    minutes::add_meetings,
    publishing::{press, publish as publish_results, run_done},
    signed_in,
};

const STAFF: &str = "/staff/consultations/early-survey/replies";
const PUBLIC: &str = "/consultations/early-survey/replies";
const WORDS: [(&str, &str); 4] = [
    ("title", "Ponds in parks"),
    ("said", "Many people want more ponds.\nSome fear for children."),
    ("deed", "changed"),
    ("did", "The strategy now has a step for ponds in parks."),
];

async fn close(app: &TestApp) {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.clock.set(consultation.closes_at + TimeDelta::hours(1));
}

/// A site after the closing, and a strategist.
async fn closed(app: TestApp) -> (TestApp, Visitor) {
    let app = app.with_early_survey().await;
    close(&app).await;
    let strategist = signed_in(&app, "strategist").await;
    (app, strategist)
}

/// Writes a new reply with these fields set besides the usual words.
pub(super) async fn write(staff: &mut Visitor, fields: &[(&str, &str)]) -> Page {
    let form = staff.get(&format!("{STAFF}/new")).await;
    let usual = WORDS.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let all: Vec<_> = usual.chain(fields.iter().copied()).collect();
    staff.submit(&form, &all).await
}

/// Presses a button of the page of a reply.
async fn step(staff: &mut Visitor, number: u32, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = staff.get(&format!("{STAFF}/{number}")).await;
    let state = page.attribute(&format!("form[action$='/{step}'] input[name='state']"), "value").unwrap_or_default();
    let all: Vec<_> = [("state", state.as_str())].into_iter().chain(fields.iter().copied()).collect();
    staff.post(&format!("{STAFF}/{number}/{step}"), &all).await
}

/// Writes the next reply and publishes it.
pub(super) async fn publish(staff: &mut Visitor, number: u32, fields: &[(&str, &str)]) {
    let written = write(staff, fields).await;
    assert_eq!(written.location(), Some(format!("{STAFF}/{number}")), "{}", written.body);
    let published = step(staff, number, "publish", &[]).await;
    assert_eq!(published.location(), Some(format!("{STAFF}/{number}")), "{}", published.body);
}

/// Writes a reply again.
async fn rewrite(staff: &mut Visitor, number: u32, fields: &[(&str, &str)]) {
    let form = staff.get(&format!("{STAFF}/{number}/write")).await;
    let saved = staff.submit(&form, fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

on_both_engines! {
    async fn a_stranger_goes_from_a_reply_to_its_question_its_figures_its_decision_and_back(app: TestApp) {
        add_meetings(&app, &[(4, MinutesStatus::Approved, "Board"), (18, MinutesStatus::Draft, "Board")]).await;
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish_results(&mut strategist, &mut administrator, 1, "").await;
        let form = strategist.get(&format!("{STAFF}/new")).await;
        let meetings = form.attributes("input[name='meeting']", "value");
        assert_eq!(meetings.len(), 1, "a draft is for the staff alone");
        let priority = form.attributes("input[name='priorities']", "value").remove(0);
        let written = write(&mut strategist, &[
            ("asked", "habitats-chosen"),
            ("priorities", &priority),
            ("section-title", "Step 4: ponds"),
            ("section-address", "https://example.org/strategy#ponds"),
            ("meeting", &meetings[0]),
            ("item", "4"),
            ("decision", "Ponds in parks are a step of their own."),
        ]).await;
        assert_eq!(written.location(), Some(format!("{STAFF}/1")), "{}", written.body);
        let mut anybody = app.visitor();
        assert!(!anybody.main_of(PUBLIC).await.contains("Ponds in parks"), "what is written is not public");
        let preview = strategist.main_of(&format!("{STAFF}/1")).await;
        for words in ["Many people want more ponds.", "Ponds in parks are a step of their own.", "weight "] {
            assert!(preview.contains(words), "{words}: {preview}");
        }
        step(&mut strategist, 1, "publish", &[]).await;

        let page = anybody.get(PUBLIC).await;
        let figure = format!("/consultations/early-survey/results/1#priority-{priority}");
        assert_eq!(page.count(&format!("#reply-1 a[href='{figure}']")), 1, "{}", page.body);
        assert_eq!(page.count("#reply-1 a[href='/consultations/early-survey/paper#question-habitats-chosen']"), 1);
        assert_eq!(page.count("#reply-1 a[href='https://example.org/strategy#ponds']"), 1);
        assert_eq!(page.count("#reply-1 a[href='/meetings/2024-03-04-board']"), 1);
        assert!(page.text("#reply-1").unwrap().contains("420 residents answered"), "{}", page.body);
        let results = anybody.get("/consultations/early-survey/results/1").await;
        assert_eq!(results.count(&format!("#priority-{priority}")), 1);
        assert_eq!(results.count(&format!("a[href='{PUBLIC}#reply-1']")), 1);
        let meeting = anybody.get("/meetings/2024-03-04-board").await;
        assert!(meeting.text("main").unwrap().contains("Item 4: ‘Ponds in parks are a step of their own.’"));
        assert_eq!(meeting.count(&format!("a[href='{PUBLIC}#reply-1']")), 1);
        assert_eq!(anybody.get("/consultations/early-survey/paper").await.count("#question-habitats-chosen"), 1);
        for list in ["/consultations", "/consultations/early-survey"] {
            assert_eq!(anybody.get(list).await.count(&format!("main a[href='{PUBLIC}']")), 1, "{list}");
        }
        let data: Value = serde_json::from_str(&anybody.get(&format!("{PUBLIC}.json")).await.body).unwrap();
        let reply = &data["replies"][0]["reply"];
        assert_eq!((&reply["deed"], &reply["results"]["answered"]), (&Value::from("changed"), &Value::from(420)));
        let released: Value = serde_json::from_str(&anybody.get("/consultations/early-survey/results/1/results.json").await.body).unwrap();
        let item = released["results"]["items"].as_array().unwrap().iter().find(|item| item["priority"] == *priority).unwrap();
        assert_eq!(reply["results"]["priorities"][0]["weight"], item["weight"]);

        press(&mut administrator, 1, "/take-back", &[("reason", "The margins were of another county.")]).await;
        let page = anybody.get(PUBLIC).await;
        assert!(page.body.contains("The figures that stood here were taken back"), "{}", page.body);
        assert!(!page.text("#reply-1").unwrap().contains("weight "), "{}", page.body);
    }

    async fn what_is_refused_is_said_beside_the_field_and_the_words_are_kept(app: TestApp) {
        add_meetings(&app, &[(4, MinutesStatus::Approved, "Board")]).await;
        let (app, mut strategist) = closed(app).await;
        let past = [("by.day", "1"), ("by.month", "2"), ("by.year", "2026")];
        for (fields, refused) in [
            (vec![("said", " ")], "said"),
            (vec![("title", "")], "title"),
            (vec![("did", "")], "did"),
            (vec![("deed", "")], "deed"),
            (vec![("deed", "sing")], "deed"),
            (vec![("deed", "will-change")], "by-day"),
            (vec![("deed", "undecided")], "by-day"),
            ([&[("deed", "will-change")][..], &past].concat(), "by-day"),
            (vec![("item", "4")], "meeting"),
            (vec![("section-title", "Step 4")], "section-address"),
            (vec![("section-title", "Step 4"), ("section-address", "javascript:alert(1)")], "section-address"),
            (vec![("asked", "no-such-question")], "asked"),
        ] {
            let typed = [&[("decision", "<b>Agreed</b>")][..], &fields].concat();
            let page = write(&mut strategist, &typed).await;
            let link = format!(".govuk-error-summary a[href='#{refused}']");
            assert_eq!((page.status, page.count(&link)), (StatusCode::UNPROCESSABLE_ENTITY, 1), "{fields:?} {}", page.body);
            assert_eq!(page.text("textarea[name='decision']").as_deref(), Some("<b>Agreed</b>"));
        }
        assert!(app.state.store.list_replies(consultation(&app).await).await.unwrap().is_empty());
        let odd = strategist.get(&format!("{STAFF}/new?asked=nothing&deed=9&by.day=x")).await;
        assert_eq!(odd.status, StatusCode::OK);
        assert_eq!(strategist.get(&format!("{STAFF}/99")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_changed_reply_says_what_changed_and_keeps_what_it_said_before(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        publish(&mut strategist, 1, &[("deed", "undecided"), ("by.day", "1"), ("by.month", "9"), ("by.year", "2026")]).await;
        let mut anybody = app.visitor();
        assert!(anybody.main_of(PUBLIC).await.contains("Not decided yet Next step by 1 September 2026"));
        assert_eq!(step(&mut strategist, 1, "publish", &[]).await.status, StatusCode::CONFLICT, "nothing is new");
        rewrite(&mut strategist, 1, &[("deed", "not-changed"), ("did", "The water board said no.")]).await;
        assert!(anybody.main_of(PUBLIC).await.contains("Not decided yet"), "it is public when it is published");
        let silent = step(&mut strategist, 1, "publish", &[("changes", "")]).await;
        assert_eq!((silent.status, silent.count(".govuk-error-summary a[href='#changes']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        step(&mut strategist, 1, "publish", &[("changes", "The water board has decided.")]).await;

        let page = anybody.get(PUBLIC).await;
        let main = page.text("main").unwrap();
        assert!(main.contains("The water board said no.") && main.contains(": The water board has decided."), "{main}");
        assert!(!main.contains("Not decided yet"));
        assert_eq!(page.count(&format!("a[href='{PUBLIC}/1/1']")), 1);
        let before = anybody.main_of(&format!("{PUBLIC}/1/1")).await;
        assert!(before.contains("Not decided yet") && before.contains("It has changed since."), "{before}");
        assert!(!anybody.main_of(&format!("{PUBLIC}/1/2")).await.contains("It has changed since."));
        for missing in ["/1/3", "/2/1", "/1/x", "/x/1"] {
            assert_eq!(anybody.get(&format!("{PUBLIC}{missing}")).await.status, StatusCode::NOT_FOUND, "{missing}");
        }
        let log = strategist.main_of(&format!("{STAFF}/1")).await;
        assert!(log.contains("It was published by strategist@example.org"), "{log}");
    }

    async fn a_promise_whose_day_has_passed_is_not_published(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        write(&mut strategist, &[("deed", "will-change"), ("by.day", "7"), ("by.month", "7"), ("by.year", "2026")]).await;
        app.clock.advance(TimeDelta::days(2));
        strategist.post("/staff/sign-in", &[("email", "strategist@example.org"), ("password", PASSWORD)]).await;

        let page = strategist.get(&format!("{STAFF}/1")).await;

        assert!(page.count("form[action$='/publish']") == 0 && page.body.contains("The day that it names has passed."), "{}", page.body);
        let state = page.attribute("form[action$='/remove'] input[name='state']", "value").unwrap();
        assert_eq!(strategist.post(&format!("{STAFF}/1/publish"), &[("state", &state)]).await.status, StatusCode::CONFLICT);
    }

    async fn a_reply_that_is_taken_back_says_why_at_each_of_its_addresses_and_nothing_else(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        publish(&mut strategist, 1, &[]).await;
        assert_eq!(step(&mut strategist, 1, "take-back", &[("reason", " ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        step(&mut strategist, 1, "take-back", &[("reason", "It names a neighbour.")]).await;

        let mut anybody = app.visitor();
        let gone = anybody.get(&format!("{PUBLIC}/1/1")).await;
        assert_eq!(gone.status, StatusCode::GONE);
        for page in [gone, anybody.get(PUBLIC).await, anybody.get(&format!("{PUBLIC}.json")).await] {
            assert!(page.body.contains("It names a neighbour.") && !page.body.contains("Many people want"), "{}", page.body);
        }
        assert!(anybody.main_of(PUBLIC).await.contains("We will say here by"), "nothing is public any more");
        assert_eq!(step(&mut strategist, 1, "take-back", &[("reason", "Again")]).await.status, StatusCode::CONFLICT);

        step(&mut strategist, 1, "publish", &[("changes", "It names nobody.")]).await;
        assert!(anybody.main_of(PUBLIC).await.contains("Many people want more ponds."));
        assert_eq!(anybody.get(&format!("{PUBLIC}/1/1")).await.status, StatusCode::GONE);
    }

    async fn replies_are_put_into_another_order_and_a_draft_can_be_removed(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        publish(&mut strategist, 1, &[("title", "First")]).await;
        publish(&mut strategist, 2, &[("title", "Second")]).await;
        write(&mut strategist, &[("title", "Third")]).await;
        let moved = strategist.post(&format!("{STAFF}/2/move"), &[("with", "1")]).await;
        assert_eq!(moved.location().as_deref(), Some(STAFF));
        assert_eq!(strategist.post(&format!("{STAFF}/2/move"), &[("with", "3")]).await.status, StatusCode::CONFLICT);
        let mut anybody = app.visitor();
        let page = anybody.get(PUBLIC).await;
        assert_eq!(page.attributes("section[id^='reply-']", "id"), ["reply-2", "reply-1"]);
        assert_eq!(step(&mut strategist, 3, "remove", &[]).await.location().as_deref(), Some(STAFF));
        assert_eq!(step(&mut strategist, 1, "remove", &[]).await.status, StatusCode::CONFLICT, "it was public");
        let again = write(&mut strategist, &[]).await;
        assert_eq!(again.location(), Some(format!("{STAFF}/4")), "no number is given twice");
    }

    async fn of_two_who_write_the_second_is_told_and_keeps_the_words(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        let mut administrator = signed_in(&app, "administrator").await;
        let late = administrator.get(&format!("{STAFF}/new")).await;
        write(&mut strategist, &[]).await;
        let told = administrator.submit(&late, &[WORDS[0], WORDS[1], WORDS[2], ("did", "My own words")]).await;
        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(told.body.contains("My own words") && told.body.contains("Somebody else has written"), "{}", told.body);
        let late = administrator.get(&format!("{STAFF}/1/write")).await;
        rewrite(&mut strategist, 1, &[("did", "Other words")]).await;
        let told = administrator.submit(&late, &[("did", "My own words")]).await;
        assert!(told.status == 409 && told.body.contains("Other words") && told.body.contains("My own words"), "{}", told.body);
        let page = strategist.get(&format!("{STAFF}/1")).await;
        let seen = page.attribute("form[action$='/publish'] input[name='state']", "value").unwrap();
        rewrite(&mut strategist, 1, &[("did", "Words that nobody saw")]).await;
        assert_eq!(administrator.post(&format!("{STAFF}/1/publish"), &[("state", &seen)]).await.status, StatusCode::CONFLICT);
        assert!(!administrator.main_of(PUBLIC).await.contains("Words that nobody saw"));
    }

    async fn an_auditor_reads_replies_that_are_not_public_and_an_editor_does_not(app: TestApp) {
        let (app, mut strategist) = closed(app).await;
        write(&mut strategist, &[]).await;
        let mut auditor = app.staff(Role::Auditor).await;
        for address in [STAFF.to_owned(), format!("{STAFF}/1")] {
            let page = auditor.get(&address).await;
            assert_eq!((page.status, page.count("main form")), (StatusCode::OK, 0), "{}", page.body);
        }
        for below in ["/new", "/1/write", "/1/publish", "/1/take-back", "/1/remove", "/1/move"] {
            assert_eq!(auditor.post(&format!("{STAFF}{below}"), &[]).await.status, StatusCode::FORBIDDEN, "{below}");
        }
        assert_eq!(app.staff(Role::Editor).await.get(STAFF).await.status, StatusCode::FORBIDDEN);
    }
}

async fn consultation(app: &TestApp) -> domain::ids::ConsultationId {
    app.state.store.find_consultation("early-survey").await.unwrap().unwrap().id
}
