//! Publishing open data: tables are listed and their files made by one person, released by another, read by everybody, and taken back.

use app::words::hex;
use axum::http::StatusCode;
use domain::answer::{Answer, Chosen};
use engines::on_both_engines;
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{Page, TestApp, Visitor};

use super::{
    choose,
    erasing::{erase, published, reference},
    publishing::{press as press_publication, residents_published, weighed_and_published},
    runs::{answered_by, at},
    signed_in,
    weighing::residents,
};

const PUBLIC: &str = "/consultations/early-survey/data";
const FILES: [&str; 7] = [
    "about.md",
    "tables.csv",
    "tables-dictionary.csv",
    "scorecard.csv",
    "scorecard-dictionary.csv",
    "tables.json",
    "manifest.json",
];
const BY_SEX: [(&str, &str); 2] = [("questions", "habitats-chosen"), ("by", "margin.sex")];

/// Presses a button of the page, with the state and the fingerprint that it shows.
async fn press(staff: &mut Visitor, step: &str, fields: &[(&str, &str)]) -> Page {
    let page = staff.get(&at("data")).await;
    let value = |name: &str| {
        page.attribute(&format!("form[action$='{step}'] input[name='{name}']"), "value").unwrap_or_default()
    };
    let (state, hash) = (value("state"), value("hash"));
    let mut all = vec![("state", state.as_str()), ("hash", hash.as_str())];
    all.extend(fields);
    staff.post(&at(&format!("data{step}")), &all).await
}

/// Lists a table and makes the files.
async fn make(staff: &mut Visitor, table: &[(&str, &str)]) {
    let added = press(staff, "/add", table).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let made = press(staff, "/make", &[("licence", "Open Government Licence v3.0"), ("note", "Ask us.")]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
}

async fn release(staff: &mut Visitor) {
    let released = press(staff, "/release", &[]).await;
    assert_eq!(released.location(), Some(at("data")), "{}", released.body);
}

async fn tables(visitor: &mut Visitor) -> Value {
    serde_json::from_str(&visitor.get(&format!("{PUBLIC}/1/tables.json")).await.body).unwrap()
}

on_both_engines! {
    async fn data_that_one_made_and_another_released_are_taken_away_by_everybody(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        let mut anybody = app.visitor();
        assert!(strategist.get(&at("data")).await.body.contains("No table is in the list"));
        make(&mut strategist, &BY_SEX).await;
        assert_eq!(anybody.get(PUBLIC).await.status, 404, "what is made is not public");
        let seen = administrator.get(&at("data")).await;
        let preview = seen.text("main").unwrap();
        assert!(preview.contains("Below is what everybody reads") && preview.contains("180 (86%)"), "{preview}");
        let file = administrator.get(&at("data/files/tables.csv")).await;
        assert_eq!(press(&mut strategist, "/release", &[]).await.status, 409, "nobody releases what they made");
        release(&mut administrator).await;

        let page = anybody.get(PUBLIC).await;
        let main = page.text("main").unwrap();
        for words in ["Issue 1, published on", "edition 1 of the results", "180 (86%)", "Withheld", "Ask us.", "Open Government Licence v3.0"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        let manifest = anybody.get(&format!("{PUBLIC}/1/manifest.json")).await;
        assert!(page.body.contains(&hex(&Sha256::digest(&manifest.bytes))), "the page gives the fingerprint of the manifest");
        let listed: Value = serde_json::from_str(&manifest.body).unwrap();
        for each in listed["files"].as_array().unwrap() {
            let file = anybody.get(&format!("{PUBLIC}/1/{}", each["name"].as_str().unwrap())).await;
            assert_eq!(each["sha256"], hex(&Sha256::digest(&file.bytes)), "{each}");
        }
        assert_eq!(anybody.get(&format!("{PUBLIC}/1/tables.csv")).await.bytes, file.bytes, "the very file that was seen");
        assert_eq!(anybody.get("/consultations/early-survey").await.count(&format!("main a[href='{PUBLIC}']")), 1);
        for missing in ["/2", "/first", "/1/responses.csv"] {
            assert_eq!(anybody.get(&format!("{PUBLIC}{missing}")).await.status, 404, "{missing}");
        }
    }

    async fn files_that_a_second_person_did_not_see_are_not_released(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        let seen = administrator.get(&at("data")).await;
        let value = |name: &str| seen.attribute(&format!("form[action$='/release'] input[name='{name}']"), "value").unwrap();
        let (state, hash) = (value("state"), value("hash"));
        press(&mut strategist, "/make", &[("licence", "None"), ("note", "Something else altogether")]).await;

        let old = administrator.post(&at("data/release"), &[("state", &state), ("hash", &hash)]).await;
        assert_eq!(old.status, 409);
        assert!(old.body.contains("Something else altogether"), "{}", old.body);
        let mixed = press(&mut administrator, "/release", &[]).await;
        assert_eq!(mixed.status, StatusCode::SEE_OTHER, "{}", mixed.body);
        assert!(app.visitor().get(PUBLIC).await.body.contains("Something else altogether"));
    }

    async fn a_fingerprint_that_is_not_that_of_the_files_releases_nothing(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        let page = administrator.get(&at("data")).await;
        let state = page.attribute("form[action$='/release'] input[name='state']", "value").unwrap();
        let other = administrator.post(&at("data/release"), &[("state", &state), ("hash", &"0".repeat(64))]).await;
        assert_eq!((other.status, app.visitor().get(PUBLIC).await.status), (StatusCode::CONFLICT, StatusCode::NOT_FOUND));
    }

    async fn a_table_that_is_changed_has_no_files_until_they_are_made_again(app: TestApp) {
        let (_, mut strategist, mut administrator) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        press(&mut administrator, "/remove", &[("table", "0")]).await;
        let page = strategist.get(&at("data")).await;
        assert_eq!((page.count("form[action$='/release']"), page.count("main table")), (0, 0), "{}", page.body);
        let empty = press(&mut strategist, "/make", &[("licence", "Free")]).await;
        assert!(empty.status == 422 && empty.body.contains("Put at least one table into the list"), "{}", empty.body);
    }

    async fn data_are_checked_again_where_a_response_was_deleted_after_they_were_made(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        let one = reference(&app, "resident").await;
        erase(&mut administrator, &one, "asked").await;
        let stale = press(&mut administrator, "/release", &[]).await;
        assert!(stale.status == 409 && stale.body.contains("Make them again"), "{}", stale.body);
        let again = press(&mut strategist, "/make", &[("licence", "Free")]).await;
        assert_eq!(again.status, 422, "419 beside 420 tells of one person");
        assert!(again.body.contains("differ by fewer than 10 people"), "{}", again.body);
        assert_eq!(app.visitor().get(PUBLIC).await.status, 404);
    }

    async fn nine_land_managers_and_their_answers_are_in_no_file(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        press(&mut strategist, "/add", &[("questions", "habitats-chosen"), ("by", "everybody")]).await;
        make(&mut strategist, &[("questions", "habitats-chosen"), ("by", "segment")]).await;
        release(&mut administrator).await;
        let mut anybody = app.visitor();
        let released = tables(&mut anybody).await;
        let groups = released["tables"][1]["groups"].as_array().unwrap();
        let managers = groups.iter().find(|group| group["code"] == "land-manager").unwrap();
        assert!(managers["people"].is_null() && managers["answered"].is_null(), "{managers}");
        assert!(managers["chosen"].as_array().unwrap().iter().all(Value::is_null), "{managers}");
        let everybody = &released["tables"][0]["groups"][0];
        assert!(everybody["answered"].is_null(), "429 less the 420 of the results are 9: {everybody}");
    }

    async fn no_word_that_anybody_wrote_is_in_any_file(app: TestApp) {
        let app = answered_by(app, |version| {
            let mut all = residents(version);
            for given in &mut all {
                given.push(("other-comments", Answer::Text("a canary at my farm".into())));
                given.push(("postcode", Answer::Postcode("CANARY".into())));
            }
            let words = Some("canary@example.org".to_owned());
            let other = Answer::Choices(vec![Chosen { option: "ponds".into(), words }]);
            all.extend(std::iter::repeat_n(vec![("responding-as", choose("resident")), ("habitats-chosen", other)], 30));
            all
        })
        .await;
        let (mut strategist, mut administrator) = weighed_and_published(&app).await;
        make(&mut strategist, &BY_SEX).await;
        let page = administrator.get(&at("data")).await;
        for name in FILES {
            let file = administrator.get(&at(&format!("data/files/{name}"))).await;
            assert_eq!(file.status, StatusCode::OK, "{name}");
            assert!(!file.body.to_lowercase().contains("canary"), "{name}: {}", file.body);
        }
        assert!(!page.body.to_lowercase().contains("canary"));
        assert!(administrator.get(&at("data/files/tables.csv")).await.body.lines().count() > 10);
    }

    async fn an_administrator_takes_data_back_and_their_address_says_why(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        release(&mut administrator).await;
        assert_eq!(press(&mut strategist, "/take-back", &[("reason", "I do not like them.")]).await.status, 403);
        assert_eq!(press(&mut administrator, "/take-back", &[("reason", "")]).await.status, 422);
        press(&mut administrator, "/take-back", &[("reason", "A table was of another question.")]).await;
        let mut anybody = app.visitor();
        for address in ["", "/1", "/1/tables.csv"] {
            let page = anybody.get(&format!("{PUBLIC}{address}")).await;
            assert_eq!(page.status, 410, "{address}");
            assert!(page.body.contains("A table was of another question.") && !page.body.contains("180 (86%)"));
        }
        assert_eq!(anybody.get("/consultations/early-survey").await.count(&format!("main a[href='{PUBLIC}']")), 0);
        // The next issue begins with the list of the last.
        press(&mut strategist, "/make", &[("licence", "Free")]).await;
        release(&mut administrator).await;
        assert_eq!(anybody.get(PUBLIC).await.status, StatusCode::OK);
        assert_eq!(anybody.get(&format!("{PUBLIC}/1")).await.status, 410);
    }

    async fn a_report_has_the_tables_of_open_data_as_soon_as_these_are_public_and_no_others(app: TestApp) {
        let (_, mut strategist, mut administrator) = residents_published(app).await;
        make(&mut strategist, &[("questions", "habitats-chosen"), ("by", "everybody")]).await;
        let before = strategist.get(&at("report")).await.text("main").unwrap();
        assert!(before.contains("stand here once they are published as open data"), "{before}");
        release(&mut administrator).await;
        let page = strategist.get(&at("report")).await;
        let after = page.text("main").unwrap();
        assert!(after.contains("Numbers of people are rounded to the nearest 5"), "{after}");
        assert_eq!(page.count(&format!("main section a[href$='{PUBLIC}']")), 1, "{}", page.body);
    }

    async fn open_data_say_that_the_results_with_which_they_go_were_taken_back(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        release(&mut administrator).await;
        assert!(!app.visitor().get(PUBLIC).await.body.contains("were taken back"));
        press_publication(&mut administrator, 1, "/take-back", &[("reason", "The margins were of another county.")]).await;
        let main = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(main.contains("rests were taken back on") && main.contains("another county"), "{main}");
    }

    async fn what_is_typed_is_judged_and_kept(app: TestApp) {
        let (_, mut strategist, _) = published(app).await;
        let page = press(&mut strategist, "/add", &[]).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.count(".govuk-error-summary a[href='#questions']") + page.count(".govuk-error-summary a[href='#by']"), 2);
        press(&mut strategist, "/add", &BY_SEX).await;
        let twice = press(&mut strategist, "/add", &BY_SEX).await;
        assert_eq!((twice.status, twice.count("input[value='habitats-chosen'][checked]")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        let long = "<b>word</b> ".repeat(300);
        let page = press(&mut strategist, "/make", &[("licence", ""), ("note", &long)]).await;
        assert_eq!((page.status, page.count(".govuk-error-summary a[href='#licence']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        assert!(page.text("textarea[name='note']").unwrap().contains("<b>word</b> <b>word</b>"));
    }

    async fn an_auditor_reads_what_is_to_be_published_and_does_nothing(app: TestApp) {
        let (app, mut strategist, _) = published(app).await;
        make(&mut strategist, &BY_SEX).await;
        let mut auditor = signed_in(&app, "auditor").await;
        let page = auditor.get(&at("data")).await;
        assert_eq!((page.status, page.count("main form")), (StatusCode::OK, 0), "{}", page.body);
        for step in ["/add", "/remove", "/make", "/give-up", "/release", "/take-back"] {
            assert_eq!(auditor.post(&at(&format!("data{step}")), &[]).await.status, 403, "{step}");
        }
        press(&mut strategist, "/give-up", &[]).await;
        assert!(strategist.get(&at("data")).await.body.contains("Issue 1 was given up by strategist@example.org"));
    }

    async fn open_data_wait_for_published_results(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut strategist = signed_in(&app, "strategist").await;
        let page = strategist.get(&at("data")).await;
        assert!(page.body.contains("Open data go with published results, and none are public"), "{}", page.body);
        assert_eq!(strategist.post(&at("data/add"), &BY_SEX).await.status, 409);
    }
}
