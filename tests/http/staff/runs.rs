//! Planning a weighting, freezing its responses, running the one on the other, and looking too early.

use app::runs::{Worked, work_once};
use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::ids::unordered;
use engines::on_both_engines;
use store::{Run, Version};
use support::{Page, TestApp, Visitor};

use super::{
    Given, SURVEY, add_responses, choose, choose_all, signed_in, version,
    weighing::{add_margins, residents},
};

pub(super) fn at(page: &str) -> String {
    format!("{SURVEY}/{page}")
}

/// A site with 420 residents who look like nobody who lives here, and 9 land managers.
async fn answered(app: TestApp) -> TestApp {
    let farmer = vec![("responding-as", choose("land-manager")), ("habitats-chosen", choose_all(&["ponds"]))];
    answered_by(app, |version| {
        let mut all = residents(version);
        all.extend(std::iter::repeat_n(farmer, 9));
        all
    })
    .await
}

/// A site with counts of people and the responses that are made for its questionnaire.
pub(super) async fn answered_by(app: TestApp, people: impl FnOnce(&Version) -> Vec<Given>) -> TestApp {
    let app = app.with_early_survey().await;
    add_margins(&app).await;
    let version = version(&app).await;
    let all = people(&version);
    add_responses(&app, &version, all).await;
    app
}

/// Fills in what is proposed and why.
pub(super) async fn write_plan(staff: &mut Visitor, changes: &[(&str, &str)]) -> Page {
    let page = staff.get(&at("plan")).await;
    let mut all = changes.to_vec();
    if changes.iter().all(|(field, _)| *field != "reasons") {
        all.push(("reasons", "Woods and ponds are asked for in one question."));
    }
    staff.submit(&page, &all).await
}

/// Signs the plan as it stands.
pub(super) async fn sign(staff: &mut Visitor) -> Page {
    let page = staff.get(&at("plan")).await;
    let value = |name: &str| {
        page.attribute(&format!("form[action$='/plan/sign'] input[name='{name}']"), "value").unwrap_or_default()
    };
    let (number, revision) = (value("number"), value("revision"));
    staff.post(&at("plan/sign"), &[("number", &number), ("revision", &revision)]).await;
    staff.get(&at("plan")).await
}

async fn close(app: &TestApp) {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.clock.set(consultation.closes_at + TimeDelta::hours(1));
}

pub(super) async fn work(app: &TestApp) -> Worked {
    let holder = unordered(&*app.state.entropy);
    work_once(&app.state, holder, "0.0.0-test", &|| false).await.unwrap()
}

pub(super) async fn newest(app: &TestApp) -> Run {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.state.store.list_runs(consultation.id).await.unwrap().remove(0)
}

/// Gives two people who may weigh, after the closing: sessions do not last until then.
pub(super) async fn two(app: &TestApp) -> (Visitor, Visitor) {
    close(app).await;
    (signed_in(app, "strategist").await, signed_in(app, "administrator").await)
}

/// Plans, signs and freezes.
pub(super) async fn ready(app: TestApp) -> (TestApp, Visitor) {
    let app = answered(app).await;
    let (mut strategist, mut administrator) = two(&app).await;
    write_plan(&mut strategist, &[]).await;
    sign(&mut strategist).await;
    sign(&mut administrator).await;
    strategist.post(&at("freeze/new"), &[]).await;
    (app, strategist)
}

/// Withdraws one of the responses.
pub(super) async fn withdraw_one(app: &TestApp) {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().id;
    let first = app.state.store.list_submitted_after(consultation, None, 1).await.unwrap().remove(0);
    let (reference, now) = (first.response.reference.unwrap(), app.state.clock.now());
    let work_on = app
        .state
        .store
        .write(move |mut write| Box::pin(async move { write.set_withdrawn(consultation, &reference, now).await }));
    let withdrawn: Result<(), store::StoreError> = work_on.await;
    withdrawn.unwrap();
}

on_both_engines! {
    async fn a_signed_plan_is_run_on_frozen_responses_and_its_results_tell_where_they_come_from(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        let page = strategist.post(&at("runs/new"), &[]).await;
        let address = page.location().unwrap();
        let waiting = strategist.get(&address).await;
        assert!(waiting.text("main").unwrap().contains("Waiting to be run"), "{}", waiting.body);

        assert_eq!((work(&app).await, work(&app).await), (Worked::OnOne, Worked::Nothing));

        let page = strategist.get(&address).await;
        let main = page.text("main").unwrap();
        for words in ["Of 429 responses frozen, 420 are from residents", "Where this comes from", "Folkmoot 0.0.0-test", "The first 3 stay the same in"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert_eq!(page.text(".fm-figure tbody th").as_deref(), Some("Woods and trees"));
        let file = strategist.get(&format!("{address}/results.json")).await;
        let results: serde_json::Value = serde_json::from_str(&file.body).unwrap();
        assert_eq!(results["respondents"]["frozen"], 429);
        let people: Vec<f64> = demo::margins::margins().age_band.iter().map(|level| f64::from(level.people)).collect();
        let items = results["headline"]["items"].as_array().unwrap();
        let ponds = items.iter().find(|item| item["rank"] == 2).unwrap();
        let expected = people[6] / people.iter().sum::<f64>();
        assert!((ponds["weight"].as_f64().unwrap() - expected).abs() < 1e-6, "{ponds}");
        assert_eq!(newest(&app).await.failure, None);
    }

    async fn the_same_plan_on_the_same_responses_gives_the_same_to_the_last_byte(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        strategist.post(&at("runs/new"), &[]).await;
        work(&app).await;
        let first = newest(&app).await;
        let again = strategist.post(&at("runs/new"), &[]).await;
        assert_eq!(again.status, 409, "it would be the same again");

        // A second freeze of the same responses is refused, so the second run is of another plan that says the same.
        strategist.post(&at("plan/next"), &[]).await;
        write_plan(&mut strategist, &[]).await;
        sign(&mut strategist).await;
        let mut other = app.visitor();
        other.post("/staff/sign-in", &[("email", "administrator@example.org"), ("password", crate::staff::PASSWORD)]).await;
        sign(&mut other).await;
        strategist.post(&at("runs/new"), &[]).await;
        work(&app).await;
        let second = newest(&app).await;
        assert_eq!((first.number, second.number), (1, 2));
        assert_ne!(first.plan, second.plan);
        assert_eq!(first.results_hash, second.results_hash);
    }

    async fn a_plan_is_fixed_by_two_people_and_saving_it_again_takes_signatures_away(app: TestApp) {
        let app = answered(app).await;
        let (mut strategist, mut administrator) = two(&app).await;
        write_plan(&mut strategist, &[]).await;
        let page = sign(&mut strategist).await;
        assert!(page.body.contains("1 of 2 people have signed it"), "{}", page.body);
        let page = sign(&mut strategist).await;
        assert!(page.body.contains("1 of 2 people have signed it"), "nobody signs twice");

        write_plan(&mut administrator, &[("top", "2")]).await;
        let page = sign(&mut administrator).await;
        assert!(page.body.contains("1 of 2 people have signed it"), "the first signature was of what it said before: {}", page.body);
        let page = sign(&mut strategist).await;
        assert!(page.body.contains("Plan 1 is fixed since"), "{}", page.body);
        assert_eq!(page.count("form[action$='/plan/write']"), 0);

        let refused = strategist.post(&at("plan/write"), &[("number", "1"), ("revision", "2"), ("top", "1")]).await;
        assert_eq!(refused.status, 409);
    }

    async fn a_plan_that_makes_no_sense_is_refused_beside_the_field_with_what_was_typed(app: TestApp) {
        let app = answered(app).await;
        let (mut strategist, _) = two(&app).await;
        let page = write_plan(&mut strategist, &[("high", "30"), ("cap", "0.5"), ("top", "40"), ("reasons", "")]).await;
        assert_eq!(page.status, 422);
        for field in ["high", "cap", "top", "reasons"] {
            assert_eq!(page.count(&format!(".govuk-error-summary a[href='#{field}']")), 1, "{field}: {}", page.body);
        }
        assert_eq!(page.attribute("input[name='cap']", "value").as_deref(), Some("0.5"));
        assert!(strategist.get(&at("weigh")).await.body.contains("No plan is written."));
    }

    async fn levels_without_an_order_are_merged_by_a_list_that_stays_with_the_next_plan(app: TestApp) {
        let app = answered(app).await;
        let (mut strategist, mut administrator) = two(&app).await;
        let field = "merge-list-area_code";
        let form = strategist.get(&at("plan")).await;
        assert_eq!((form.count(&format!("details #{field}")), form.count("#merge-list-sex")), (1, 0));
        let cases = [
            ("E08000011 E08000012", "as one level, the word ‘with’"),
            ("E08000011 with Atlantis", "The levels are E06000006"),
            ("E08000011 with E08000011", "as one level, the word ‘with’"),
            ("E08000011 with E08000012\ne08000011 with e08000012", "only once"),
        ];
        for (typed, words) in cases {
            let page = write_plan(&mut strategist, &[(field, typed)]).await;
            let said = page.text(&format!(".govuk-error-summary a[href='#{field}']")).unwrap_or_default();
            assert!(page.status == 422 && said.contains(words), "{typed}: {said}");
            assert_eq!(page.text(&format!("#{field}")).as_deref(), Some(typed), "what was typed is kept");
        }
        let list = "E08000011 with E08000012\nE06000006 with E08000011";
        let both = write_plan(&mut strategist, &[(field, list), ("merges", "area_code")]).await;
        assert!(both.body.contains("do not let the same levels be merged with the one beside them"), "{}", both.body);

        let unused = write_plan(&mut strategist, &[(field, list), ("margins", "sex")]).await;
        assert!(unused.body.contains("or tick that residents are weighted to it"), "{}", unused.body);

        write_plan(&mut strategist, &[(field, list)]).await;
        assert_eq!(strategist.get(&at("plan")).await.text(&format!("#{field}")).as_deref(), Some(list));
        sign(&mut strategist).await;
        let fixed = sign(&mut administrator).await;
        assert!(fixed.body.contains("by the list: E08000011 with E08000012, E06000006 with E08000011"), "{}", fixed.body);
        strategist.post(&at("plan/next"), &[]).await;
        assert_eq!(strategist.get(&at("plan")).await.text(&format!("#{field}")).as_deref(), Some(list));
    }

    async fn of_two_who_write_the_plan_at_once_the_second_is_told_and_keeps_the_words(app: TestApp) {
        let app = answered(app).await;
        let (mut strategist, mut administrator) = two(&app).await;
        let (one, two) = (strategist.get(&at("plan")).await, administrator.get(&at("plan")).await);
        strategist.submit(&one, &[("reasons", "First")]).await;
        let page = administrator.submit(&two, &[("reasons", "Second")]).await;
        assert_eq!(page.status, 409);
        assert!(page.body.contains("Somebody else has changed or signed the plan") && page.body.contains("Second"));
    }

    async fn responses_are_frozen_after_the_closing_and_again_with_a_reason_when_more_came(app: TestApp) {
        let app = answered(app).await;
        let mut early = signed_in(&app, "auditor").await;
        assert!(early.get(&at("freeze")).await.body.contains("when the consultation has closed"));

        let (mut strategist, _) = two(&app).await;
        strategist.post(&at("freeze/new"), &[]).await;
        let page = strategist.get(&at("freeze")).await;
        assert!(page.body.contains("Freeze 1") && page.body.contains("Nothing has come or gone since"), "{}", page.body);

        let version = version(&app).await;
        add_responses(&app, &version, vec![vec![("responding-as", choose("resident"))]]).await;
        let page = strategist.post(&at("freeze/new"), &[]).await;
        assert_eq!(page.status, 422, "why again is asked for");
        strategist.post(&at("freeze/new"), &[("reason", "One came on paper in time.")]).await;
        let page = strategist.get(&at("freeze")).await;
        assert!(page.body.contains("Freeze 2") && page.body.contains("One came on paper in time."), "{}", page.body);
    }

    async fn a_response_that_is_deleted_later_is_counted_as_missing(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        withdraw_one(&app).await;
        let page = strategist.post(&at("runs/new"), &[]).await;
        work(&app).await;
        let page = strategist.get(&page.location().unwrap()).await;
        assert!(page.body.contains("1 response was deleted since and is not in these figures."), "{}", page.body);
    }

    async fn a_run_that_is_stopped_has_no_results_and_can_be_asked_for_again(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        let address = strategist.post(&at("runs/new"), &[]).await.location().unwrap();
        strategist.post(&format!("{address}/cancel"), &[]).await;
        assert_eq!(work(&app).await, Worked::Nothing);
        let page = strategist.get(&address).await;
        assert!(page.text("main").unwrap().contains("Stopped"), "{}", page.body);
        assert_eq!(strategist.get(&format!("{address}/results.json")).await.status, 404);
        let again = strategist.post(&at("runs/new"), &[]).await.location().unwrap();
        assert_ne!(again, address);
    }

    async fn a_run_whose_server_was_stopped_is_begun_anew(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        strategist.post(&at("runs/new"), &[]).await;
        let holder = unordered(&*app.state.entropy);
        work_once(&app.state, holder, "0.0.0-test", &|| true).await.unwrap();
        assert!(!newest(&app).await.status.has_ended());

        // One that was killed has given nothing back: its run is held until nobody has heard of it for a while.
        let (id, now) = (newest(&app).await.id, app.state.clock.now());
        let taken = app.state.store.write(move |mut write| {
            Box::pin(async move { write.take_run(id, holder, now, now + TimeDelta::seconds(60)).await })
        });
        let is_taken: Result<bool, store::StoreError> = taken.await;
        assert!(is_taken.unwrap());
        assert_eq!(work(&app).await, Worked::Nothing);
        app.clock.advance(TimeDelta::seconds(61));
        assert_eq!(work(&app).await, Worked::OnOne);
        assert!(newest(&app).await.results_hash.is_some());
    }

    async fn whoever_looks_before_a_plan_is_fixed_is_told_and_noted(app: TestApp) {
        let app = answered(app).await;
        let (mut strategist, mut administrator) = two(&app).await;
        let page = administrator.get(&at("weighting")).await;
        assert!(page.body.contains("your address and the time are noted") && page.count("table") == 0, "{}", page.body);
        let file = administrator.get(&at("priorities.csv")).await;
        assert_eq!(file.location().as_deref(), Some(at("weighting").as_str()));
        assert!(!strategist.get(&at("weigh")).await.body.contains("Who saw figures"));

        administrator.post(&at("weighting/look"), &[]).await;
        assert!(administrator.get(&at("weighting")).await.count("table") > 0);
        write_plan(&mut strategist, &[]).await;
        for page in ["weigh", "plan"] {
            let page = strategist.get(&at(page)).await;
            assert!(page.body.contains("administrator@example.org"), "{}", page.body);
        }
        sign(&mut strategist).await;
        sign(&mut administrator).await;
        assert!(strategist.get(&at("weighting")).await.count("table") > 0, "once a plan is fixed anybody may look");
    }

    async fn an_auditor_reads_and_changes_nothing(app: TestApp) {
        let (app, mut strategist) = ready(app).await;
        strategist.post(&at("runs/new"), &[]).await;
        work(&app).await;
        let mut auditor = signed_in(&app, "auditor").await;
        for page in ["weigh", "plan", "freeze", "runs/1"] {
            let page = auditor.get(&at(page)).await;
            assert_eq!((page.status, page.count("main form")), (StatusCode::OK, 0));
        }
        for page in ["plan/write", "plan/sign", "plan/next", "freeze/new", "runs/new", "runs/1/cancel"] {
            assert_eq!(auditor.post(&at(page), &[]).await.status, 403, "{page}");
        }
        assert_eq!(auditor.get(&at("runs/99")).await.status, 404);
    }
}
