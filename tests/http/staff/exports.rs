//! Exports in every format, what goes into them, and saved ones that programs fetch with a key.

use std::collections::BTreeMap;

use app::network::Network;
use axum::{
    Extension,
    body::Body,
    http::{Request, StatusCode},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use domain::answer::Answer;
use engines::on_both_engines;
use serde_json::Value;
use sha2::{Digest, Sha256};
use support::{Page, TestApp, Visitor};
use tower::ServiceExt;

use super::{SURVEY, add_responses, choose, make, signed_in, version};

pub(super) const EXPORTS: &str = "/staff/consultations/early-survey/exports";
/// What somebody wrote.
const WORDS: &str = "=cmd|' /C calc'!A0";

/// Gives an application with a resident who wrote something and a land manager.
async fn with_responses(app: TestApp) -> TestApp {
    let app = app.with_early_survey().await;
    let version = version(&app).await;
    let texts = Answer::Texts(vec![WORDS.to_owned()]);
    let resident = vec![("responding-as", choose("resident")), ("species-named", texts)];
    add_responses(&app, &version, vec![resident, vec![("responding-as", choose("land-manager"))]]).await;
    app
}

/// Saves an export, and gives the address with its key.
pub(super) async fn save(staff: &mut Visitor, fields: &[(&str, &str)]) -> String {
    let usual = [("name", "Dashboard"), ("format", "csv"), ("lifetime", "30")];
    let usual = usual.iter().filter(|(name, _)| fields.iter().all(|(given, _)| given != name));
    let fields: Vec<_> = usual.chain(fields).copied().collect();
    let saved = staff.post(&format!("{EXPORTS}/new"), &fields).await;
    address(&staff.open(&saved.location().unwrap()).await)
}

/// Reads the address with its key from the page that shows it once.
fn address(page: &Page) -> String {
    let whole = page.text(".fm-long-link").unwrap();
    whole[whole.find("/exports/").unwrap()..].to_owned()
}

/// Reads a file of CSV into one map of cells for each row.
pub(super) fn rows(page: &Page) -> Vec<BTreeMap<String, String>> {
    assert_eq!(page.status, 200, "{}", page.body);
    csv::Reader::from_reader(page.body.as_bytes()).deserialize().map(Result::unwrap).collect()
}

on_both_engines! {
    async fn each_format_is_sent_with_its_kind_and_its_name(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        for (format, kind, end) in [
            ("csv", "application/zip", "zip"),
            ("xlsx", sheet, "xlsx"),
            ("json", "application/zip", "zip"),
            ("parquet", "application/zip", "zip"),
            ("r", "application/zip", "zip"),
            ("spss", "application/zip", "zip"),
            ("consult", "application/zip", "zip"),
        ] {
            let file = staff.get(&format!("{EXPORTS}/file?format={format}&own-words=yes")).await;
            assert_eq!((file.status, file.headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind), "{format}");
            let name = format!("attachment; filename=\"early-survey-responses.{end}\"");
            assert_eq!(file.headers["content-disposition"].to_str().unwrap(), name);
            assert!(file.body.starts_with("PK"), "{format}");
        }
    }

    async fn without_a_format_nothing_is_sent_and_the_page_says_so(app: TestApp) {
        let app = with_responses(app).await;
        let refused = signed_in(&app, "strategist").await.get(&format!("{EXPORTS}/file?format=exe&segment=resident")).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.text("#format-error").unwrap(), "Error: Choose a format");
        assert_eq!(refused.attribute("form input[type=hidden][name=segment]", "value").unwrap(), "resident");
    }

    async fn consult_gets_words_only_where_somebody_asks_for_them_and_who_people_are_apart_from_what_they_answer(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let bare = staff.get(&format!("{EXPORTS}/file?format=consult")).await;
        let with = staff.get(&format!("{EXPORTS}/file?format=consult&own-words=yes")).await;
        let has = |page: &Page, name: &str| page.body.contains(name);
        assert!(has(&bare, "inputs/respondents.jsonl") && has(&bare, "inputs/question_part_1/question.json"));
        assert!(!has(&bare, "/responses.jsonl") && has(&with, "/responses.jsonl"));
        // Nobody answered anything else, and who they are is no part.
        assert!(!has(&with, "multi_choice.jsonl"));
    }

    async fn a_format_that_cannot_tell_what_is_wanted_is_refused_on_the_page_with_the_reason(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        for (wanted, reason) in [
            ("format=polis", "No question here has answers that say ‘agree’ and ‘disagree’"),
            ("format=consult&what=log", "The response log cannot be had in this format"),
        ] {
            let refused = staff.get(&format!("{EXPORTS}/file?{wanted}&segment=resident")).await;
            assert_eq!(refused.status, 422, "{wanted}");
            assert!(refused.text("#format-error").unwrap().contains(reason), "{wanted}");
            assert_eq!(refused.attribute("form input[type=hidden][name=segment]", "value").unwrap(), "resident");
        }
    }

    async fn the_page_says_how_much_there_is_of_what_was_chosen(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let (all, narrowed) = (staff.get(EXPORTS).await, staff.get(&format!("{EXPORTS}?segment=resident")).await);
        let says = |page: &Page, words: &str| page.text("main").unwrap().contains(words);
        assert!(says(&all, "2 responses with ") && says(&narrowed, "1 response with "));
        assert!(says(&all, "personal data") && says(&all, "has an apostrophe in front"));
        let list = staff.get(&format!("{SURVEY}/responses?segment=resident")).await;
        assert!(list.attributes("main a", "href").contains(&format!("{EXPORTS}?segment=resident")));
    }

    async fn own_words_are_left_out_unless_somebody_asks_for_them(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let (bare, with) = (save(&mut staff, &[]).await, save(&mut staff, &[("own-words", "yes")]).await);
        let bare = app.visitor().get(&bare).await;
        assert!(!bare.body.contains("cmd") && !bare.body.contains("species-named.1"));
        assert!(rows(&bare).iter().any(|row| row["species-named.state"] == "answered"));
        let with = rows(&app.visitor().get(&with).await);
        assert!(with.iter().any(|row| row["species-named.1"] == format!("'{WORDS}")), "{with:?}");
    }

    async fn a_saved_export_has_the_responses_that_its_filter_lets_through(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let saved = save(&mut staff, &[("segment", "resident"), ("format", "json"), ("own-words", "yes")]).await;
        let file = app.visitor().get(&saved).await;
        let lines: Vec<Value> = file.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0]["segment"].as_str(), lines[0]["species-named.1"].as_str()), (Some("resident"), Some(WORDS)));
        assert!(lines[0]["received"].is_null() && lines[0]["version"] == 1);
        let page = staff.get(&format!("{EXPORTS}{}", &saved["/exports".len()..saved.find('?').unwrap()])).await;
        assert!(page.text("main").unwrap().contains("Who they say they are: "));
    }

    async fn a_program_fetches_with_the_key_alone_and_is_given_no_cookie(app: TestApp) {
        let app = with_responses(app).await;
        let saved = save(&mut signed_in(&app, "strategist").await, &[]).await;
        let (plain, key) = saved.split_once("?token=").unwrap();
        let file = app.visitor().get(&saved).await;
        assert_eq!(rows(&file).len(), 2);
        assert!(!file.headers.contains_key("set-cookie"));
        assert_eq!(file.headers["cache-control"], "no-store");

        let asked = app.visitor().get(plain).await;
        assert_eq!((asked.status, asked.headers.contains_key("www-authenticate")), (StatusCode::UNAUTHORIZED, true));
        let wrong = app.visitor().get(&format!("{plain}?token=AAAAAAAAAAAAAAAAAAAAAA")).await;
        assert_eq!(wrong.status, 404);
        let another = format!("/exports/018f0000-0000-4000-8000-000000000000?token={key}");
        assert_eq!(app.visitor().get(&another).await.status, 404);

        let basic = |password: &str| format!("Basic {}", STANDARD.encode(format!("anybody:{password}")));
        for (password, expected) in [(key, StatusCode::OK), ("wrong", StatusCode::UNAUTHORIZED)] {
            let request = Request::get(plain).header("authorization", basic(password)).body(Body::empty()).unwrap();
            let router = app::pages::router(app.state.clone());
            assert_eq!(router.oneshot(request).await.unwrap().status(), expected);
        }
    }

    async fn the_dictionary_and_the_manifest_belong_to_the_data(app: TestApp) {
        let app = with_responses(app).await;
        let saved = save(&mut signed_in(&app, "strategist").await, &[("own-words", "yes")]).await;
        let data = app.visitor().get(&saved).await;
        let manifest = app.visitor().get(&format!("{saved}&part=manifest")).await;
        let manifest: Value = serde_json::from_str(&manifest.body).unwrap();
        let digest = Sha256::digest(&data.body);
        let hash = digest.iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
        assert_eq!((manifest["sha256_of_csv"].as_str(), manifest["rows"].as_u64()), (Some(hash.as_str()), Some(2)));
        assert_eq!((&manifest["consultation"], &manifest["questionnaire_versions"][0]["number"]), (&"early-survey".into(), &1.into()));
        let dictionary = rows(&app.visitor().get(&format!("{saved}&part=dictionary")).await);
        let first = csv::Reader::from_reader(data.body.as_bytes()).headers().unwrap().clone();
        assert!(first.iter().all(|name| dictionary.iter().any(|line| line["column"] == name)));
        let segment = dictionary.iter().find(|line| line["column"] == "segment" && line["value"] == "resident");
        assert_eq!(segment.unwrap()["type"], "choice");
    }

    async fn a_renewed_export_has_another_key_and_an_ended_one_none(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let old = save(&mut staff, &[]).await;
        let page = format!("{EXPORTS}{}", &old["/exports".len()..old.find('?').unwrap()]);
        let refused = staff.post(&format!("{page}/renew"), &[("lifetime", "400")]).await;
        assert_eq!((refused.status, refused.count("#lifetime-error")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
        let renewed = staff.post(&format!("{page}/renew"), &[("lifetime", "365")]).await;
        let new = address(&staff.open(&renewed.location().unwrap()).await);
        assert_eq!(old.split_once('?').unwrap().0, new.split_once('?').unwrap().0);
        assert_eq!((app.visitor().get(&old).await.status, app.visitor().get(&new).await.status), (StatusCode::NOT_FOUND, StatusCode::OK));
        assert!(!staff.get(&page).await.body.contains("token="));
        assert_eq!(staff.post(&format!("{page}/end"), &[]).await.location().as_deref(), Some(EXPORTS));
        assert_eq!((app.visitor().get(&new).await.status, staff.get(&page).await.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    }

    async fn a_saved_export_expires_and_says_when_it_was_fetched_last(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let saved = save(&mut staff, &[]).await;
        let said = |page: Page| page.text("main").unwrap();
        assert!(said(staff.get(EXPORTS).await).contains("Never"));
        app.clock.advance(TimeDelta::days(29));
        assert_eq!(app.visitor().get(&saved).await.status, 200);
        app.clock.advance(TimeDelta::days(1));
        assert_eq!(app.visitor().get(&saved).await.status, 404);
        let mut staff = signed_in(&app, "administrator").await;
        let page = said(staff.get(EXPORTS).await);
        assert!(page.contains("No more since") && !page.contains("Never"), "{page}");
    }

    async fn a_saved_export_ends_with_the_rights_of_whoever_answers_for_it(app: TestApp) {
        let app = with_responses(app).await;
        let saved = save(&mut signed_in(&app, "strategist").await, &[]).await;
        assert_eq!(app.visitor().get(&saved).await.status, 200);
        let account = app.state.store.find_account("strategist@example.org").await.unwrap().unwrap();
        let work = app.state.store.write(move |mut write| Box::pin(async move { write.remove_account(&account.email).await }));
        let removed: Result<_, store::StoreError> = work.await;
        removed.unwrap();
        assert_eq!(app.visitor().get(&saved).await.status, 404);
    }

    async fn wrong_keys_and_too_many_fetches_are_told_to_come_back(app: TestApp) {
        let app = with_responses(app).await;
        let saved = save(&mut signed_in(&app, "strategist").await, &[]).await;
        let plain = saved.split_once('?').unwrap().0;
        let router = app::pages::router(app.state.clone());
        let from = |address: &str| {
            let network = Network::of(address.parse().unwrap());
            Visitor::new(router.clone().layer(Extension(network)))
        };
        let mut guesser = from("192.0.2.1");
        for _ in 0..10 {
            assert_eq!(guesser.get(&format!("{plain}?token=BBBBBBBBBBBBBBBBBBBBBB")).await.status, 404);
        }
        let refused = guesser.get(&saved).await;
        assert_eq!((refused.status, refused.headers["retry-after"].to_str().unwrap()), (StatusCode::TOO_MANY_REQUESTS, "300"));
        let mut program = from("198.51.100.1");
        for _ in 0..20 {
            assert_eq!(program.get(&saved).await.status, 200);
        }
        assert_eq!(program.get(&saved).await.status, 429);
        app.clock.advance(TimeDelta::minutes(5));
        assert_eq!(guesser.get(&saved).await.status, 200);
    }

    async fn a_form_for_saving_that_lacks_something_keeps_what_was_typed(app: TestApp) {
        let app = with_responses(app).await;
        let mut staff = signed_in(&app, "strategist").await;
        let typed = [("name", "Report \u{2018}A\u{2019}"), ("segment", "resident"), ("own-words", "yes")];
        let refused = staff.post(&format!("{EXPORTS}/new"), &typed).await;
        assert_eq!((refused.status, refused.count(".govuk-error-message")), (StatusCode::UNPROCESSABLE_ENTITY, 2));
        assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Report \u{2018}A\u{2019}"));
        assert_eq!(refused.count("option[value=resident][selected]") + refused.count("#own-words[checked]"), 2);
        assert!(app.state.store.list_saved_exports(version(&app).await.consultation).await.unwrap().is_empty());
    }

    async fn the_answers_of_a_draft_are_in_no_export(app: TestApp) {
        let app = with_responses(app).await;
        let (response, _, receipt) = make(&app, &version(&app).await, vec![]);
        let work = app.state.store.write(move |mut write| Box::pin(async move {
            write.add_draft(&response, &receipt.digest, receipt.submitted_at).await
        }));
        let added: Result<(), store::StoreError> = work.await;
        added.unwrap();
        let saved = save(&mut signed_in(&app, "strategist").await, &[]).await;
        assert_eq!(rows(&app.visitor().get(&saved).await).len(), 2);
    }
}
