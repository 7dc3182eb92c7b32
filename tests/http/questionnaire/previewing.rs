//! The preview: every page as people will see it, and nothing of it stored.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::TestApp;

use super::{ROOM, begun, fill, step};

on_both_engines! {
    async fn the_preview_shows_each_page_as_it_is_written_and_takes_no_answers(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?")]).await;

        let first = officer.open(&format!("{ROOM}/preview")).await;

        let words = first.text("main").unwrap();
        for expected in ["Preview: nothing is stored.", "Page 1 of 2", "Do you go to the coast?", "Why do you go?"] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        assert!(words.contains("Shown when ‘Yes’ was chosen for ‘Do you go to the coast?’."), "{words}");
        assert_eq!(first.count("main form"), 0);
        let next = first.attributes("main li a", "href");
        assert_eq!(next, [format!("{ROOM}/preview/nature")]);
        let last = officer.get(&next[0]).await;
        assert!(last.text("main").unwrap().contains("Not everybody sees this page."));
        assert_eq!(last.attributes("main input[type=radio]", "value"), ["ponds", "hedges"]);
        assert!(!app.visitor().get("/consultations/early-survey/respond/you").await.body.contains("Do you go to the coast?"));
    }

    async fn a_ranking_of_what_was_chosen_shows_all_that_could_have_been(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let options = ("options", "Ponds\nHedges\nNone of these [alone]");
        fill(&mut officer, "/new-question?page=you&after=&kind=multiple-choice", &[("text", "Which?"), options]).await;
        let fields = [("text", "In order?"), ("options-from", "which"), ("places", "2")];
        fill(&mut officer, "/new-question?page=you&after=which&kind=ranking", &fields).await;

        let page = officer.get(&format!("{ROOM}/preview/you")).await;

        assert_eq!(page.attributes("select#in-order-1 option", "value"), ["", "ponds", "hedges"]);
    }

    async fn what_is_not_there_has_no_preview(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        assert_eq!(officer.get(&format!("{ROOM}/preview/gone")).await.status, StatusCode::NOT_FOUND);
        step(&mut officer, "page-remove nature").await;
        step(&mut officer, "page-remove you").await;
        assert_eq!(officer.get(&format!("{ROOM}/preview")).await.status, StatusCode::NOT_FOUND);
        let mut auditor = app.staff(Role::Auditor).await;
        assert_eq!(auditor.get(&format!("{ROOM}/preview/you")).await.status, StatusCode::FORBIDDEN);
    }
}
