//! Criteria of priorities: written into the plan, scored by two who do not see each other, and told beside the weighting.

use app::bundle::verify;
use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{
    PASSWORD, add_account,
    exports::rows,
    publishing::{PUBLIC, publish, residents_published},
    response_log::rows_of,
    runs::{answered_by, at, newest, sign, two, work, write_plan},
    weighing::residents,
};

/// Two criteria that the team scores, and public support.
const CRITERIA: [(&str, &str); 10] = [
    ("c1", "Evidence"),
    ("c1-lowest", "An opinion"),
    ("c1-highest", "Surveys"),
    ("c1-points", "100"),
    ("c2", "Deliverability"),
    ("c2-lowest", "Nobody could"),
    ("c2-highest", "Somebody is ready"),
    ("c2-points", "50"),
    ("public-support", "yes"),
    ("public-support-points", "50"),
];

/// What is changed of the criteria, the field where that is told, and some of the words.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

/// Gives the criteria with some fields changed.
fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = CRITERIA.into_iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.chain(changes.iter().copied()).collect()
}

/// A site with residents' answers and a fixed plan with criteria, and the two who signed it.
async fn fixed(app: TestApp) -> (TestApp, Visitor, Visitor) {
    let app = answered_by(app, residents).await;
    let (mut ann, mut ben) = two(&app).await;
    let written = write_plan(&mut ann, &CRITERIA).await;
    assert_eq!(written.location(), Some(at("plan")), "{}", written.body);
    sign(&mut ann).await;
    sign(&mut ben).await;
    (app, ann, ben)
}

/// Gives a third person who may score.
async fn third(app: &TestApp) -> Visitor {
    add_account(app, "third@example.org", "strategist").await;
    let mut cat = app.visitor();
    cat.post("/staff/sign-in", &[("email", "third@example.org"), ("password", PASSWORD)]).await;
    cat
}

fn priority(place: usize) -> String {
    at(&format!("criteria/{place}"))
}

async fn score(staff: &mut Visitor, place: usize, [evidence, deliverability]: [&str; 2]) -> Page {
    let form = staff.get(&priority(place)).await;
    staff.submit(&form, &[("c1", evidence), ("c2", deliverability)]).await
}

/// Scores a priority, which has to be stored.
async fn scored(staff: &mut Visitor, place: usize, scores: [&str; 2]) {
    let page = score(staff, place, scores).await;
    assert_eq!(page.location(), Some(at("criteria")), "{}", page.body);
}

/// Runs the fixed plan on frozen responses.
async fn run(app: &TestApp, staff: &mut Visitor) {
    staff.post(&at("freeze/new"), &[]).await;
    staff.post(&at("runs/new"), &[]).await;
    work(app).await;
    assert_eq!(newest(app).await.failure, None);
}

on_both_engines! {
    async fn criteria_are_written_into_the_plan_with_advice_and_fixed_with_it(app: TestApp) {
        let app = answered_by(app, residents).await;
        let (mut ann, mut ben) = two(&app).await;
        assert!(ann.main_of(&at("criteria")).await.contains("No plan with criteria is fixed"));
        let form = ann.get(&at("plan")).await;
        assert_eq!(form.count("details input[name='c1']"), 1, "it is folded where nothing is scored");
        let filled = ann.submit(&form, &[("fill", "usual"), ("reasons", "Because"), ("c1", "Cost")]).await;
        assert_eq!(filled.status, StatusCode::OK);
        for (name, value) in [("c1", "Cost"), ("c2", "Evidence"), ("c5", "Scope"), ("c2-points", "")] {
            assert_eq!(filled.attribute(&format!("input[name='{name}']"), "value").unwrap_or_default(), value, "{name}");
        }
        assert!(filled.body.contains("Because") && ann.main_of(&at("weigh")).await.contains("No plan is written"));

        write_plan(&mut ann, &with(&[("c1-points", "80"), ("c2-points", "80"), ("public-support-points", "80")])).await;
        let page = ann.get(&at("plan")).await;
        assert_eq!(page.attribute("input[name='c2-highest']", "value").as_deref(), Some("Somebody is ready"));
        assert_eq!(page.count("input[name='public-support'][checked]"), 1);
        for words in ["No criterion has 100 points", "All swings have the same points"] {
            assert!(page.body.contains(words), "{words}");
        }
        write_plan(&mut ann, &CRITERIA).await;
        sign(&mut ann).await;
        let page = sign(&mut ben).await;
        assert_eq!(page.count("form[action$='/plan/write']"), 0);
        let main = page.text("main").unwrap();
        for words in ["Criteria that the team scores", "Somebody is ready", "Public support"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        assert!(!main.contains("Think over the swing points"), "{main}");
        let late = ann.post(&at("plan/write"), &[("number", "1"), ("revision", "2"), ("c1", "Other")]).await;
        assert_eq!(late.status, 409);
        assert!(ann.main_of(&at("weigh")).await.contains("Two people score each priority on the criteria of plan 1"));
    }

    async fn criteria_that_make_no_sense_are_refused_beside_the_field_with_what_was_typed(app: TestApp) {
        let app = answered_by(app, residents).await;
        let (mut ann, _) = two(&app).await;
        let cases: [Case; 8] = [
            (&[("c2", " ")], "c2", "Answer"),
            (&[("c1-lowest", "")], "c1-lowest", "Answer"),
            (&[("c1-points", "")], "c1-points", "Answer"),
            (&[("c1-points", "101")], "c1-points", "must be 100 or less"),
            (&[("c1-points", "many")], "c1-points", "Use a whole number"),
            (&[("c1-points", "0"), ("c2-points", "0"), ("public-support-points", "0")], "c1-points", "Give 100 points"),
            (&[("public-support-points", "")], "public-support-points", "Answer"),
            (&[("public-support", "")], "public-support", "Answer"),
        ];
        for (changes, anchor, words) in cases {
            let page = write_plan(&mut ann, &with(changes)).await;
            assert_eq!(page.status, 422, "{changes:?}");
            let said = page.text(&format!(".govuk-error-summary a[href='#{anchor}']"));
            assert!(said.as_ref().is_some_and(|said| said.contains(words)), "{changes:?}: {:?}", page.text(".govuk-error-summary"));
            assert_eq!(page.count(".govuk-error-summary li"), 1, "{changes:?}: {:?}", page.text(".govuk-error-summary"));
            assert_eq!(page.attribute("input[name='c1']", "value").as_deref(), Some("Evidence"), "{changes:?}");
            assert_eq!(page.count("details input[name='c1']"), 0, "nothing wrong is folded away");
        }
        let alone = write_plan(&mut ann, &[("public-support", "yes"), ("public-support-points", "100")]).await;
        assert_eq!((alone.status.as_u16(), alone.count(".govuk-error-summary a[href='#c1']")), (422, 1), "the team scores something");
    }

    async fn neither_sees_what_the_other_gave_before_both_have(app: TestApp) {
        let (app, mut ann, mut ben) = fixed(app).await;
        let (mut cat, mut auditor) = (third(&app).await, app.staff(Role::Auditor).await);
        scored(&mut ann, 1, ["5", "cannot-tell"]).await;

        let hidden = |page: &Page| !page.body.contains("Evidence 5") && page.count("table") == 0;
        for reader in [&mut ben, &mut cat] {
            let page = reader.get(&priority(1)).await;
            assert!(hidden(&page) && page.count("input[checked]") == 0, "{}", page.body);
            assert!(page.body.contains("One person has scored it"), "{}", page.body);
        }
        assert!(!hidden(&ann.get(&priority(1)).await) && !hidden(&auditor.get(&priority(1)).await));
        assert_eq!(auditor.get(&priority(1)).await.count("main form button"), 0);
        assert_eq!(auditor.post(&format!("{}/score", priority(1)), &[]).await.status, StatusCode::FORBIDDEN);

        scored(&mut ben, 1, ["4", "2"]).await;
        for reader in [&mut ann, &mut ben, &mut cat] {
            assert!(!hidden(&reader.get(&priority(1)).await));
        }
        let late = cat.get(&priority(1)).await;
        assert!(late.body.contains("Two others score this priority") && late.count("input[type='radio']") == 0, "{}", late.body);
        assert_eq!(cat.post(&format!("{}/score", priority(1)), &[("c1", "1"), ("c2", "1")]).await.status, 409);
        let list = cat.main_of(&at("criteria")).await;
        assert!(list.contains("Two people have scored it, and could not tell all") && list.contains("Two others score it"), "{list}");
        assert_eq!(ann.get(&priority(99)).await.status, StatusCode::NOT_FOUND);
    }

    async fn where_two_are_far_apart_a_change_needs_a_reason_and_keeps_the_first(app: TestApp) {
        let (_, mut ann, mut ben) = fixed(app).await;
        let missing = score(&mut ann, 1, ["5", ""]).await;
        assert_eq!((missing.status.as_u16(), missing.count("#c2-error")), (422, 1), "{}", missing.body);
        assert_eq!(missing.count("input[name='c1'][value='5'][checked]"), 1, "what was chosen is kept");
        scored(&mut ann, 1, ["5", "3"]).await;
        scored(&mut ben, 1, ["1", "3"]).await;
        assert!(ann.main_of(&at("criteria")).await.contains("two or more apart on Evidence"));

        let page = score(&mut ben, 1, ["4", "3"]).await;
        assert_eq!((page.status.as_u16(), page.count("#reason-error")), (422, 1), "{}", page.body);
        let form = ben.get(&priority(1)).await;
        assert_eq!(form.count("input[name='c1'][value='1'][checked]"), 1);
        let old = ben.get(&priority(1)).await;
        let changed = ben.submit(&form, &[("c1", "4"), ("reason", "We read the survey")]).await;
        assert_eq!(changed.location(), Some(at("criteria")), "{}", changed.body);
        let stale = ben.submit(&old, &[("c1", "2"), ("reason", "Again")]).await;
        assert!(stale.status == 409 && stale.body.contains("Again"), "{}", stale.body);

        let page = ann.main_of(&priority(1)).await;
        for words in ["Evidence 1, Deliverability 3", "Evidence 4, Deliverability 3. Changed because: We read the survey", "administrator@example.org", "4.5"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!ann.main_of(&at("criteria")).await.contains("apart on"));
    }

    async fn a_look_at_figures_is_noted_and_scores_after_it_say_so(app: TestApp) {
        let (app, mut ann, mut ben) = fixed(app).await;
        let mut auditor = app.staff(Role::Auditor).await;
        scored(&mut ann, 1, ["5", "3"]).await;
        run(&app, &mut ann).await;
        for address in ["runs/1", "runs/1/publication", "weighting"] {
            let page = ben.get(&at(address)).await;
            assert!(page.body.contains("scored after a look at figures") && page.count("table") == 0, "{}", page.body);
            assert!(auditor.get(&at(address)).await.count("table") > 0, "whoever cannot score may look");
        }
        for step in ["write", "give-up", "release", "take-back"] {
            let page = ben.post(&at(&format!("runs/1/publication/{step}")), &[]).await;
            assert!(page.body.contains("scored after a look at figures") && page.count("table") == 0, "{step}: {}", page.body);
        }
        for file in ["runs/1/results.json", "runs/1/bundle", "runs/1/bundle/public", "runs/1/scorecard"] {
            assert_eq!(ben.get(&at(file)).await.location(), Some(at("runs/1")), "{file}");
        }
        assert_eq!(auditor.get(&at("runs/1/results.json")).await.status, StatusCode::OK);

        let warned = ben.get(&at("runs/1")).await;
        assert_eq!(ben.submit(&warned, &[]).await.location(), Some(at("runs/1")));
        assert!(ben.main_of(&at("runs/1")).await.contains("What the team scored"));
        scored(&mut ben, 1, ["5", "3"]).await;
        let log = auditor.main_of(&priority(1)).await;
        assert!(log.contains("before figures were seen") && log.contains("after a look at figures"), "{log}");
        let weigh = auditor.main_of(&at("weigh")).await;
        assert!(weigh.contains("saw figures since") && weigh.contains("administrator@example.org"), "{weigh}");
        let card = auditor.main_of(&at("runs/1")).await;
        assert!(card.contains("2 scorings count") && card.contains("1 before figures were seen, 1 after a look at figures"), "{card}");
    }

    async fn the_value_stands_beside_the_weighting_in_the_scorecard_and_in_the_edition(app: TestApp) {
        let (app, mut ann, mut ben) = fixed(app).await;
        for place in [1, 2] {
            let evidence = if place == 1 { "4" } else { "1" };
            scored(&mut ann, place, [evidence, "1"]).await;
            scored(&mut ben, place, [evidence, "3"]).await;
        }
        run(&app, &mut ann).await;
        for staff in [&mut ann, &mut ben] {
            staff.post(&at("weighting/look"), &[]).await;
        }
        let main = ann.main_of(&at("runs/1")).await;
        for words in ["neither changes the other", "Value out of 100", "4 scorings count", "Not scored"] {
            assert!(main.contains(words), "{words}: {main}");
        }

        let of_staff = rows_of(&ann.get(&at("runs/1/scorecard?format=csv")).await);
        let row = of_staff.iter().find(|row| row["score.c1"] == "4").unwrap();
        let support: f64 = row["score.public-support"].parse().unwrap();
        // By hand: the points times the means, over five times all points.
        let value = (100.0 * 4.0 + 50.0 * 2.0 + 50.0 * support) / (5.0 * 200.0);
        assert!((row["value"].parse::<f64>().unwrap() - value).abs() < 1e-9, "{row:?}");
        assert_eq!((row["score.c2"].as_str(), row["value_place"].as_str(), row["value_place_to"].as_str()), ("2", "1", "1"));
        assert_eq!(of_staff.iter().filter(|row| row["value"].is_empty()).count(), of_staff.len() - 2);

        let whole = verify(&ann.get(&at("runs/1/bundle")).await.bytes, None).unwrap();
        assert!(whole.differences.is_empty() && whole.figures.is_some(), "{:?}", whole.differences);
        let form = ben.get(&at("runs/1/publication")).await;
        assert!(form.body.contains("What the team scored"));
        publish(&mut ann, &mut ben, 1, "").await;
        let page = app.visitor().get(PUBLIC).await;
        let main = page.text("main").unwrap();
        for words in ["What the team scored", "Somebody is ready", "neither changes the other"] {
            assert!(main.contains(words), "{words}: {main}");
        }
        for name in ["strategist@example.org", "administrator@example.org"] {
            assert!(!page.body.contains(name), "nobody's name is public");
        }
        let in_public = rows(&app.visitor().get(&format!("{PUBLIC}/1/scorecard.csv")).await);
        let public = in_public.iter().find(|row| row["score.c1"] == "4").unwrap();
        assert_eq!((&public["value_place"], &public["score.c2"]), (&row["value_place"], &row["score.c2"]));

        // What is released stays, whatever is scored afterwards, and that says that results were public.
        let document = app.visitor().get(&format!("{PUBLIC}/1/results.json")).await.body;
        assert!(!document.contains("reason\":") && document.contains("\"sights\""), "{document}");
        scored(&mut ann, 3, ["0", "0"]).await;
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/1/results.json")).await.body, document);
        assert!(ann.main_of(&priority(3)).await.contains("after results were public"));
    }

    async fn a_plan_without_criteria_is_as_it_was(app: TestApp) {
        let (app, mut ann, _) = residents_published(app).await;
        assert!(ann.main_of(&at("criteria")).await.contains("No plan with criteria is fixed"));
        assert_eq!(ann.get(&priority(1)).await.status, StatusCode::NOT_FOUND);
        for address in [at("runs/1"), PUBLIC.to_owned()] {
            let main = ann.main_of(&address).await;
            assert!(!main.contains("What the team scored"), "{main}");
        }
        let document = app.visitor().get(&format!("{PUBLIC}/1/results.json")).await.body;
        assert!(!document.contains("appraisal"), "{document}");
        let card = rows(&app.visitor().get(&format!("{PUBLIC}/1/scorecard.csv")).await);
        assert!(card.iter().all(|row| !row.contains_key("value")), "{card:?}");
    }
}
