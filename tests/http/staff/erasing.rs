//! Looking whether a response is in published results, and deleting one that is.

use app::runs::Worked;
use axum::http::StatusCode;
use chrono::TimeDelta;
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::{
    add_responses, choose, choose_all,
    publishing::{PUBLIC, publish, run_done},
    runs::{at, newest, work},
    version,
};

const INCLUDED: &str = "/consultations/early-survey/results/1/included";

/// Gives the reference of a response of somebody of a segment.
pub(super) async fn reference(app: &TestApp, segment: &str) -> String {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().id;
    let all = app.state.store.list_submitted_after(consultation, None, 1_000).await.unwrap();
    let found = all.into_iter().find(|stored| stored.response.segment.as_deref() == Some(segment));
    found.unwrap().response.reference.unwrap()
}

/// A site with published results, and an administrator.
pub(super) async fn published(app: TestApp) -> (TestApp, Visitor, Visitor) {
    let (app, mut strategist, mut administrator) = run_done(app).await;
    publish(&mut strategist, &mut administrator, 1, "").await;
    app.clock.advance(TimeDelta::minutes(1));
    (app, strategist, administrator)
}

pub(super) async fn erase(staff: &mut Visitor, reference: &str, ground: &str) -> support::Page {
    let page = staff.get(&format!("/staff/responses/{reference}/erase")).await;
    staff.submit(&page, &[("ground", ground)]).await
}

on_both_engines! {
    async fn a_respondent_sees_by_the_reference_that_theirs_is_in_the_results_and_how_it_counts(app: TestApp) {
        let (app, ..) = published(app).await;
        let mut visitor = app.visitor();
        assert_eq!(visitor.get(PUBLIC).await.count(&format!("main a[href='{INCLUDED}']")), 1);
        for (segment, said) in [("resident", "With the residents, who are weighted"), ("land-manager", "Everybody there is counted once")] {
            let reference = reference(&app, segment).await;
            let form = visitor.get(INCLUDED).await;
            let page = visitor.submit(&form, &[("reference", &reference.to_lowercase())]).await;
            let main = page.text("main").unwrap();
            assert!(main.contains("Your response is in these results") && main.contains(said), "{main}");
            assert!(!page.body.contains(&reference), "the page does not say the reference again");
            let freeze = newest(&app).await.freeze;
            let place = app.state.store.find_frozen_place(freeze, &reference).await.unwrap().unwrap();
            assert!(main.contains(&app::words::hex(&place.hash)), "{main}");
        }
    }

    async fn a_response_that_came_after_the_freeze_is_not_in_the_results(app: TestApp) {
        let (app, ..) = published(app).await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![vec![("responding-as", choose("visitor")), ("habitats-chosen", choose_all(&["ponds"]))]]).await;
        let late = reference(&app, "visitor").await;
        let page = app.visitor().post(INCLUDED, &[("reference", &late)]).await;
        let main = page.text("main").unwrap();
        assert!(main.contains("Your response is not in these results") && main.contains("It came after"), "{main}");
    }

    async fn a_wrong_reference_is_refused_with_what_was_typed_and_not_too_often(app: TestApp) {
        let (app, ..) = published(app).await;
        let mut visitor = app.visitor();
        for typed in ["", "pond \"</input>"] {
            let page = visitor.post(INCLUDED, &[("reference", typed)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(page.attribute("#reference", "value").as_deref(), Some(typed));
        }
        for _ in 0..20 {
            assert_eq!(visitor.post(INCLUDED, &[("reference", "000-000-000")]).await.status, 422);
        }
        assert_eq!(visitor.post(INCLUDED, &[("reference", "000-000-000")]).await.status, 429);
        app.clock.advance(TimeDelta::hours(1));
        assert_eq!(visitor.post(INCLUDED, &[("reference", "000-000-000")]).await.status, 422);
    }

    async fn a_response_that_is_deleted_leaves_published_figures_standing_and_says_whether_they_would_move(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        let before = app.visitor().get(&format!("{PUBLIC}/1/results.json")).await.body;
        let reference = reference(&app, "resident").await;
        assert_eq!(strategist.get(&format!("/staff/responses/{reference}/erase")).await.status, 403);
        let link = format!("main a[href='/staff/responses/{reference}/erase']");
        assert_eq!(administrator.get(&format!("/staff/responses/{reference}")).await.count(&link), 1);
        assert_eq!(strategist.get(&format!("/staff/responses/{reference}")).await.count(&link), 0);
        let asked = administrator.get(&format!("/staff/responses/{reference}/erase")).await;
        assert!(asked.text("main").unwrap().contains("Published results rest on it (edition 1)"), "{}", asked.body);
        let unsaid = administrator.submit(&asked, &[]).await;
        assert_eq!((unsaid.status, unsaid.count(".govuk-error-summary a[href='#ground']")), (StatusCode::UNPROCESSABLE_ENTITY, 1));

        let done = erase(&mut administrator, &reference, "asked").await;
        assert_eq!(done.location(), Some(format!("/staff/responses/{reference}/erased")));
        let gone = strategist.open(&format!("/staff/responses/{reference}")).await;
        let main = gone.text("main").unwrap();
        assert!(main.contains("Whoever sent it asks for it") && main.contains("administrator@example.org"), "{main}");
        let waits = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(waits.contains("fewer than 10 responses were deleted") && waits.contains("being worked out again"), "{waits}");

        app.clock.advance(TimeDelta::minutes(1));
        assert_eq!((work(&app).await, work(&app).await), (Worked::OnOne, Worked::Nothing));
        assert_eq!(newest(&app).await.number, 2);
        let page = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(page.contains("no share moves by a percentage point or more"), "{page}");
        assert_eq!(app.visitor().get(&format!("{PUBLIC}/1/results.json")).await.body, before);
        let first = strategist.get(&at("runs/1")).await.text("main").unwrap();
        assert!(first.contains("After this run 1 response was deleted") && first.contains("The weight that moves furthest"), "{first}");
        assert!(strategist.get(&at("runs/2")).await.text("main").unwrap().contains("1 response was deleted since"));
        let mine = app.visitor().post(INCLUDED, &[("reference", &reference)]).await.text("main").unwrap();
        assert!(mine.contains("Your response was deleted") && mine.contains("fingerprint"), "{mine}");
        let again = administrator.get(&format!("/staff/responses/{reference}/erase")).await;
        assert_eq!(again.location(), Some(format!("/staff/responses/{reference}/erased")), "it is deleted already");
    }

    async fn what_would_move_a_weight_is_said_without_how_far(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        // Of the 60 who chose ponds, all of one age, so few are left that their age is merged with another.
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap().id;
        let all = app.state.store.list_submitted_after(consultation, None, 1_000).await.unwrap();
        let ponds = |stored: &&store::StoredResponse| {
            stored.response.segment.as_deref() == Some("resident") && stored.outcomes["habitats-chosen"] == domain::answer::Outcome::Answered(choose_all(&["ponds"]))
        };
        let chosen: Vec<String> = all.iter().filter(ponds).take(55).map(|stored| stored.response.reference.clone().unwrap()).collect();
        assert_eq!(chosen.len(), 55);
        for reference in &chosen {
            assert_eq!(erase(&mut administrator, reference, "unlawful").await.status, 303);
        }
        assert_eq!((work(&app).await, work(&app).await), (Worked::OnOne, Worked::Nothing), "they are worked out again once");
        let page = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(page.contains("at least 50 responses were deleted") && page.contains("a share moves by a percentage point or more"), "{page}");
        assert!(strategist.get(&at("runs/1")).await.text("main").unwrap().contains("55 responses were deleted"));
    }

    async fn two_that_are_deleted_one_after_the_other_are_left_out_by_one_run(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        for segment in ["resident", "land-manager"] {
            let reference = reference(&app, segment).await;
            assert_eq!(erase(&mut administrator, &reference, "asked").await.status, 303);
            app.clock.advance(TimeDelta::minutes(1));
        }
        assert_eq!((work(&app).await, work(&app).await), (Worked::OnOne, Worked::Nothing));
        let page = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(page.contains("no share moves by a percentage point or more"), "{page}");
        assert!(strategist.get(&at("runs/2")).await.text("main").unwrap().contains("2 responses were deleted since"));
    }

    async fn a_run_without_what_was_deleted_is_asked_for_again_where_somebody_stopped_it(app: TestApp) {
        let (app, mut strategist, mut administrator) = published(app).await;
        let reference = reference(&app, "resident").await;
        erase(&mut administrator, &reference, "asked").await;
        strategist.post(&at("runs/2/cancel"), &[]).await;
        app.clock.advance(TimeDelta::minutes(1));
        let page = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(page.contains("They have not been worked out again"), "{page}");

        let first = strategist.get(&at("runs/1")).await;
        strategist.submit(&first, &[]).await;

        assert_eq!((work(&app).await, newest(&app).await.number), (Worked::OnOne, 3));
        let page = app.visitor().get(PUBLIC).await.text("main").unwrap();
        assert!(page.contains("no share moves by a percentage point or more"), "{page}");
        assert_eq!(strategist.post(&at("runs/1/again"), &[]).await.status, 303);
        assert_eq!(work(&app).await, Worked::Nothing, "it was worked out again");
    }

    async fn where_nothing_is_published_deleting_asks_for_no_run(app: TestApp) {
        let (app, _, mut administrator) = run_done(app).await;
        let reference = reference(&app, "resident").await;
        assert_eq!(erase(&mut administrator, &reference, "mistake").await.status, 303);
        assert_eq!((work(&app).await, newest(&app).await.number), (Worked::Nothing, 1));
        assert_eq!(administrator.get("/staff/responses/000-000-000/erased").await.status, 404);
    }
}
