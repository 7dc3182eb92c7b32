//! Publishing the results of a run: written by one person, released by another, read by everybody, and taken back.

use app::{runs::Worked, words::hex};
use axum::http::StatusCode;
use engines::on_both_engines;
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{Page, TestApp, Visitor};

use super::{
    PASSWORD, add_responses,
    runs::{at, ready, sign, two, work, write_plan},
    signed_in, version,
    weighing::{add_margins, residents},
};

pub const PUBLIC: &str = "/consultations/early-survey/results";
const SUMMARY: &str = "We asked which habitats matter most.\nWoods came first, and the strategy will put them first.";

fn publication(run: u32, step: &str) -> String {
    at(&format!("runs/{run}/publication{step}"))
}

/// A site with a run that is done, one who weighs, and an administrator.
pub async fn run_done(app: TestApp) -> (TestApp, Visitor, Visitor) {
    let (app, mut strategist) = ready(app).await;
    strategist.post(&at("runs/new"), &[]).await;
    assert_eq!(work(&app).await, Worked::OnOne);
    let mut administrator = app.visitor();
    administrator.post("/staff/sign-in", &[("email", "administrator@example.org"), ("password", PASSWORD)]).await;
    (app, strategist, administrator)
}

/// Presses a button of the page of publishing.
pub async fn press(staff: &mut Visitor, run: u32, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = staff.get(&publication(run, "")).await;
    let state = page.attribute(&format!("form[action$='{step}'] input[name='state']"), "value").unwrap_or_default();
    let mut all = vec![("state", state.as_str())];
    all.extend(fields);
    staff.post(&publication(run, step), &all).await
}

/// Publishes a run: one writes, the other releases.
pub async fn publish(one: &mut Visitor, other: &mut Visitor, run: u32, changes: &str) {
    let written = press(one, run, "/write", &[("summary", SUMMARY), ("changes", changes)]).await;
    assert_eq!(written.location(), Some(publication(run, "")), "{}", written.body);
    let released = press(other, run, "/release", &[]).await;
    assert_eq!(released.location(), Some(publication(run, "")), "{}", released.body);
}

/// Has the responses of a site weighed and the results published, by one who weighs and an administrator.
pub async fn weighed_and_published(app: &TestApp) -> (Visitor, Visitor) {
    let (mut strategist, mut administrator) = two(app).await;
    write_plan(&mut strategist, &[]).await;
    sign(&mut strategist).await;
    sign(&mut administrator).await;
    strategist.post(&at("freeze/new"), &[]).await;
    strategist.post(&at("runs/new"), &[]).await;
    assert_eq!(work(app).await, Worked::OnOne);
    publish(&mut strategist, &mut administrator, 1, "").await;
    (strategist, administrator)
}

/// A site with public results of residents alone, one who weighs, and an administrator.
pub(super) async fn residents_published(app: TestApp) -> (TestApp, Visitor, Visitor) {
    let app = app.with_early_survey().await;
    add_margins(&app).await;
    let version = version(&app).await;
    add_responses(&app, &version, residents(&version)).await;
    let (strategist, administrator) = weighed_and_published(&app).await;
    (app, strategist, administrator)
}

/// Runs another plan on the same responses.
pub(super) async fn run_again(app: &TestApp, strategist: &mut Visitor, administrator: &mut Visitor) {
    strategist.post(&at("plan/next"), &[]).await;
    write_plan(strategist, &[("top", "2")]).await;
    sign(strategist).await;
    sign(administrator).await;
    strategist.post(&at("runs/new"), &[]).await;
    assert_eq!(work(app).await, Worked::OnOne);
}

on_both_engines! {
    async fn results_that_one_wrote_and_another_released_are_read_by_everybody(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        let mut anybody = app.visitor();
        assert_eq!(anybody.get(PUBLIC).await.status, 404);
        let preview = strategist.get(&publication(1, "")).await;
        assert!(preview.text("main").unwrap().contains("How far the figures can be trusted"), "{}", preview.body);
        press(&mut strategist, 1, "/write", &[("summary", SUMMARY)]).await;
        assert_eq!(anybody.get(PUBLIC).await.status, 404, "what is written is not public");
        let own = press(&mut strategist, 1, "/release", &[]).await;
        assert_eq!(own.status, 409, "nobody releases what they wrote");
        press(&mut administrator, 1, "/release", &[]).await;

        let page = anybody.get(PUBLIC).await;
        let main = page.text("main").unwrap();
        for words in ["Woods came first", "people who chose to respond", "What would change this result", "Who responded and who lives here", "Check these figures", "Folkmoot 0.0.0-test"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(!main.contains("margin of error"));
        assert_eq!(page.count("svg.fm-chart[role='img'] title"), 1 + page.count("svg[aria-labelledby^='makeup']"));
        for list in ["/consultations", "/consultations/early-survey"] {
            assert_eq!(anybody.get(list).await.count(&format!("main a[href='{PUBLIC}']")), 1, "{list}");
        }
        assert_eq!(strategist.get(&publication(1, "")).await.count("form[action$='/write']"), 0);
        let released = administrator.get(&publication(1, "")).await;
        let state = released.attribute("form[action$='/take-back'] input[name='state']", "value").unwrap();
        let late = strategist.post(&publication(1, "/write"), &[("state", &state), ("summary", "Other")]).await;
        assert_eq!(late.status, 409, "what is released stays");
    }

    async fn the_files_of_an_edition_say_what_its_page_says(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let mut anybody = app.visitor();
        let page = anybody.get(&format!("{PUBLIC}/1")).await;
        let document = anybody.get(&format!("{PUBLIC}/1/results.json")).await;
        let hash = hex(&Sha256::digest(&document.body));
        assert!(page.body.contains(&hash), "the page gives the fingerprint of the file");
        let released: Value = serde_json::from_str(&document.body).unwrap();
        assert_eq!(released["summary"], SUMMARY);
        assert_eq!(released["results"]["respondents"]["answered"], 420);
        let table = anybody.get(&format!("{PUBLIC}/1/weighting.csv")).await;
        assert!(table.body.starts_with("priority,label,weight,range_from"), "{}", table.body);
        let items = released["results"]["items"].as_array().unwrap();
        let withheld = released["results"]["withheld"].as_array().unwrap();
        assert_eq!(table.body.lines().count(), 1 + items.len() + withheld.len());
        assert_eq!(anybody.get(&format!("{PUBLIC}/2")).await.status, 404);
        assert_eq!(anybody.get(&format!("{PUBLIC}/first/results.json")).await.status, 404);
    }

    async fn nine_land_managers_and_their_answers_are_in_nothing_that_is_public(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let mut anybody = app.visitor();
        let released: Value = serde_json::from_str(&anybody.get(&format!("{PUBLIC}/1/results.json")).await.body).unwrap();
        let segments = released["results"]["segments"].as_array().unwrap();
        let managers = segments.iter().find(|segment| segment["segment"] == "land-manager").unwrap();
        assert_eq!((&managers["respondents"], &managers["answered"]), (&Value::Null, &Value::Null));
        assert_eq!(managers["shares"], Value::Array(Vec::new()));
        let people = &released["results"]["respondents"];
        assert!(people["frozen"].is_null() || people["residents"].is_null(), "429 less 420 are 9: {people}");
        assert!(anybody.get(PUBLIC).await.text("main").unwrap().contains("too few answered for figures"));
    }

    async fn the_evidence_is_given_where_no_group_of_a_few_can_be_told_by_it(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let mut anybody = app.visitor();
        assert_eq!(anybody.get(&format!("{PUBLIC}/1/bundle.zip")).await.status, 404, "429 less 420 are 9");
        let page = anybody.get(PUBLIC).await;
        assert!(page.text("main").unwrap().contains("The evidence in one file is not public"), "{}", page.body);
    }

    async fn a_stranger_checks_the_evidence_by_the_fingerprint_of_the_page(app: TestApp) {
        let (app, _, _) = residents_published(app).await;
        let mut anybody = app.visitor();

        let page = anybody.get(PUBLIC).await;
        let bundle = anybody.get(&format!("{PUBLIC}/1/bundle.zip")).await;

        let verified = app::bundle::verify(&bundle.bytes, None).unwrap();
        assert!(verified.differences.is_empty(), "{:?}", verified.differences);
        assert!(page.body.contains(&verified.fingerprint) && page.body.contains("folkmoot verify"), "{}", page.body);
    }

    async fn words_are_needed_and_kept_where_they_are_refused(app: TestApp) {
        let (_, mut strategist, _) = run_done(app).await;
        let page = press(&mut strategist, 1, "/write", &[("summary", "")]).await;
        assert_eq!((page.status, page.count(".govuk-error-summary a[href='#summary']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        let long = "<b>word</b> ".repeat(300);
        let page = press(&mut strategist, 1, "/write", &[("summary", &long)]).await;
        assert_eq!(page.status, 422);
        assert!(page.text("textarea[name='summary']").unwrap().contains("<b>word</b> <b>word</b>"));
    }

    async fn changing_it_takes_the_first_signature_away(app: TestApp) {
        let (_, mut strategist, mut administrator) = run_done(app).await;
        press(&mut strategist, 1, "/write", &[("summary", SUMMARY)]).await;
        let seen = administrator.get(&publication(1, "")).await;
        let state = seen.attribute("form[action$='/release'] input[name='state']", "value").unwrap();
        press(&mut administrator, 1, "/write", &[("summary", "Shorter.")]).await;
        let old = administrator.post(&publication(1, "/release"), &[("state", &state)]).await;
        assert_eq!(old.status, 409, "it is not what was seen");
        assert_eq!(press(&mut administrator, 1, "/release", &[]).await.status, 409, "they wrote it last");
        assert_eq!(press(&mut strategist, 1, "/release", &[]).await.status, 303);
    }

    async fn what_is_given_up_is_noted_and_another_run_can_be_published(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        run_again(&app, &mut strategist, &mut administrator).await;
        press(&mut strategist, 1, "/write", &[("summary", SUMMARY)]).await;
        let other = strategist.get(&publication(2, "")).await;
        assert!(other.count("form[action$='/write']") == 0 && other.body.contains("Release them or give that up first"));
        press(&mut administrator, 1, "/give-up", &[]).await;
        let page = strategist.get(&publication(2, "")).await;
        assert!(page.body.contains("Edition 1 was given up by administrator@example.org"), "{}", page.body);
        publish(&mut strategist, &mut administrator, 2, "").await;
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/1")).await.status, 200);
    }

    async fn an_older_edition_says_that_there_is_a_newer_one_and_what_changed(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        run_again(&app, &mut strategist, &mut administrator).await;
        let page = press(&mut strategist, 2, "/write", &[("summary", SUMMARY)]).await;
        assert_eq!((page.status, page.count(".govuk-error-summary a[href='#changes']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        publish(&mut strategist, &mut administrator, 2, "The first two priorities matter now, not three.").await;
        let mut anybody = app.visitor();
        let old = anybody.get(&format!("{PUBLIC}/1")).await;
        assert!(old.body.contains("The first two priorities matter now") && old.count(&format!("a[href='{PUBLIC}/2']")) == 1);
        let newest = anybody.get(PUBLIC).await;
        assert!(newest.body.contains("Edition 2, published on") && !newest.body.contains("newer edition"), "{}", newest.body);
    }

    async fn words_that_a_second_person_never_saw_are_not_released(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        press(&mut strategist, 1, "/write", &[("summary", SUMMARY)]).await;
        let seen = administrator.get(&publication(1, "")).await;
        press(&mut strategist, 1, "/give-up", &[]).await;
        press(&mut strategist, 1, "/write", &[("summary", "Something else altogether")]).await;
        let state = seen.attribute("form[action$='/release'] input[name='state']", "value").unwrap();

        let released = administrator.post(&publication(1, "/release"), &[("state", &state)]).await;

        assert_eq!(released.status, 409);
        assert!(released.body.contains("Something else altogether"), "{}", released.body);
        assert_eq!(app.visitor().get(PUBLIC).await.status, 404);
    }

    async fn an_administrator_takes_results_back_and_their_address_says_why(app: TestApp) {
        let (app, mut strategist, mut administrator) = run_done(app).await;
        publish(&mut strategist, &mut administrator, 1, "").await;
        let state = [("state", "1-1"), ("reason", "I do not like them.")];
        assert_eq!(strategist.post(&publication(1, "/take-back"), &state).await.status, 403);
        assert_eq!(press(&mut administrator, 1, "/take-back", &[("reason", "")]).await.status, 422);
        press(&mut administrator, 1, "/take-back", &[("reason", "The margins were of another county.")]).await;
        let mut anybody = app.visitor();
        for address in ["", "/1", "/1/results.json", "/1/weighting.csv"] {
            let page = anybody.get(&format!("{PUBLIC}{address}")).await;
            assert_eq!(page.status, 410, "{address}");
            assert!(page.body.contains("The margins were of another county.") && !page.body.contains("Woods came first"));
        }
        assert_eq!(anybody.get("/consultations").await.count(&format!("a[href='{PUBLIC}']")), 0);
    }

    async fn an_auditor_reads_what_is_to_be_published_and_does_nothing(app: TestApp) {
        let (app, mut strategist, _) = run_done(app).await;
        press(&mut strategist, 1, "/write", &[("summary", SUMMARY)]).await;
        let mut auditor = signed_in(&app, "auditor").await;
        let page = auditor.get(&publication(1, "")).await;
        assert_eq!((page.status, page.count("main form")), (StatusCode::OK, 0));
        for step in ["/write", "/give-up", "/release", "/take-back"] {
            assert_eq!(auditor.post(&publication(1, step), &[]).await.status, 403, "{step}");
        }
        assert_eq!(strategist.get(&publication(9, "")).await.status, 404);
    }
}
