//! Publishing: what it says it does, what it does, and that no version is ever mixed with another.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::{permission::Role, questionnaire::Questionnaire};
use engines::on_both_engines;
use store::Version;
use support::{Page, TestApp, Visitor};

use super::{PUBLIC, ROOM, begun, fill, press, read, step};

async fn publish(officer: &mut Visitor, fields: &[(&str, &str)]) -> Page {
    fill(officer, "/publish", fields).await
}

/// Gives all versions, the newest first.
async fn versions(app: &TestApp) -> Vec<Version> {
    let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    app.state.store.list_versions(consultation.id).await.unwrap()
}

fn names(questionnaire: &Questionnaire) -> Vec<&str> {
    questionnaire.questions().map(|question| question.id.as_str()).collect()
}

/// Answers the question of what matters in a browser of one's own, and sends it.
async fn answer(app: &TestApp, option: &str) -> Visitor {
    let mut visitor = app.visitor();
    let you = visitor.open(&format!("{PUBLIC}/respond")).await;
    let next = visitor.submit(&you, &[("coast", "yes")]).await.location().unwrap();
    let nature = visitor.open(&next).await;
    let field = nature.attribute("main input[type=radio]", "name").unwrap();
    let next = visitor.submit(&nature, &[(&field, option)]).await.location().expect("it is offered");
    let check = visitor.open(&next).await;
    let receipt = visitor.submit(&check, &[]).await;
    assert!(receipt.location().unwrap().ends_with("/receipt"), "{}", receipt.body);
    visitor
}

on_both_engines! {
    async fn publishing_says_what_each_change_does_to_answers(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?")]).await;
        fill(&mut officer, "/questions/matters", &[("options", "Ponds\nHedges\nMeadows")]).await;
        fill(&mut officer, "/questions/why?kind=postcode", &[]).await;
        fill(&mut officer, "/new-question?page=you&after=&kind=postcode", &[("text", "Where do you live?")]).await;

        let page = officer.get(&format!("{ROOM}/publish")).await;

        let words = page.text("main").unwrap();
        for expected in [
            "Compared with version 1",
            "‘Do you visit the coast?’ becomes ‘Do you go to the coast?’",
            "This is right only if the question still means the same.",
            "An answer is added: ‘Meadows’",
            "Whoever answered before could not choose what is added.",
            "It becomes a new question.",
            "How it is asked: ‘Words’ becomes ‘Postcode’",
            "Whoever answered before was not asked this.",
        ] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        assert_eq!(page.attributes("input[name=anew]", "value"), ["coast", "matters"]);
        assert_eq!(page.text("main form button").as_deref(), Some("Publish version 2"));
    }

    async fn a_version_is_published_as_it_was_written_and_ends_the_draft(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let before = versions(&app).await;
        fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?")]).await;

        let published = publish(&mut officer, &[]).await;

        assert_eq!(published.location().as_deref(), Some(ROOM), "{}", published.body);
        let after = versions(&app).await;
        assert_eq!((after.len(), after[0].number, &after[1]), (2, 2, &before[0]));
        assert_eq!(names(&after[0].questionnaire), names(&before[0].questionnaire));
        let outline = officer.get(ROOM).await;
        let words = outline.text("main").unwrap();
        assert!(words.contains("Version 2 is published. There are no changes that are not published."), "{words}");
        assert_eq!(outline.count("button[value=undo]"), 0);
        let shown = app.visitor().get(&format!("{PUBLIC}/respond/you")).await;
        assert!(shown.body.contains("Do you go to the coast?"), "{}", shown.body);
    }

    async fn a_question_that_asks_something_else_gets_a_name_of_its_own(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        fill(&mut officer, "/questions/coast", &[("text", "Do you live at the coast?")]).await;
        fill(&mut officer, "/questions/matters", &[("options", "Ponds\nRivers")]).await;

        publish(&mut officer, &[("anew", "coast")]).await;

        let newest = versions(&app).await.remove(0).questionnaire;
        assert_eq!(names(&newest), ["coast-2", "why", "matters-2"]);
        assert_eq!(newest.check(), [], "what asked for it asks for the new one");
        step(&mut officer, "question-copy matters-2").await;
    }

    async fn answers_stay_with_the_version_that_they_answered(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let mut begun_before = app.visitor();
        let you = begun_before.open(&format!("{PUBLIC}/respond")).await;
        begun_before.submit(&you, &[("coast", "yes")]).await;
        answer(&app, "ponds").await;
        fill(&mut officer, "/questions/matters", &[("options", "Ponds\nRivers")]).await;
        publish(&mut officer, &[]).await;

        let later = begun_before.open(&format!("{PUBLIC}/respond/nature")).await;
        assert_eq!(later.attributes("main input[type=radio]", "value"), ["ponds", "hedges"]);
        answer(&app, "rivers").await;
        assert!(app.visitor().get(&format!("{PUBLIC}/respond/you")).await.status.is_success());
        fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?")]).await;
        publish(&mut officer, &[]).await;
        answer(&app, "rivers").await;

        let versions = versions(&app).await;
        assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(names(&versions[2].questionnaire), ["coast", "why", "matters"]);
        assert_eq!(names(&versions[0].questionnaire), ["coast", "why", "matters-2"]);
        let file = officer.get("/staff/consultations/early-survey/responses.csv").await;
        let mut reader = csv::Reader::from_reader(file.body.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        let cells = |row: &BTreeMap<String, String>| {
            ["version", "coast", "matters", "matters.state", "matters-2", "matters-2.state"].map(|name| row[name].clone())
        };
        let mut told: Vec<_> = rows.iter().map(cells).collect();
        told.sort_unstable();
        let expected = [
            ["1", "yes", "ponds", "answered", "", "not-in-version"],
            ["2", "yes", "", "not-in-version", "rivers", "answered"],
            ["3", "yes", "", "not-in-version", "rivers", "answered"],
        ];
        assert_eq!(told, expected.map(|row| row.map(str::to_owned)));
    }

    async fn what_makes_no_sense_or_has_not_changed_is_not_published(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let unchanged = officer.get(&format!("{ROOM}/publish")).await;
        assert!(unchanged.text("main").unwrap().contains("there is nothing to publish"));
        assert_eq!(unchanged.count("main form button"), 0);
        assert_eq!(officer.submit(&unchanged, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        step(&mut officer, "page-up nature").await;
        let faulty = officer.get(&format!("{ROOM}/publish")).await;
        assert!(faulty.text("main").unwrap().contains("Use a question that is asked before this one."));
        assert_eq!(faulty.count("main form button"), 0);
        assert_eq!(officer.submit(&faulty, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        assert_eq!(versions(&app).await.len(), 1);
    }

    async fn of_two_who_publish_the_second_is_told(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let outline = step(&mut first, "question-copy matters").await;
        let opened = second.get(&format!("{ROOM}/publish")).await;
        step(&mut first, "question-copy coast").await;

        assert_eq!(second.submit(&opened, &[]).await.status, StatusCode::CONFLICT);
        let opened = second.get(&format!("{ROOM}/publish")).await;
        assert!(publish(&mut first, &[]).await.status.is_redirection());
        assert_eq!(second.submit(&opened, &[]).await.status, StatusCode::CONFLICT);
        assert_eq!(press(&mut second, &outline, "undo").await.status, StatusCode::CONFLICT);

        assert_eq!(versions(&app).await.len(), 2);
    }

    async fn the_first_version_lets_the_public_in(app: TestApp) {
        let app = app.with_questionnaire(read(&serde_json::json!({ "pages": [] }))).await;
        let mut officer = app.staff(Role::Strategist).await;
        let typed = [
            ("title", "Second survey"), ("summary", "More."), ("kind", "early-survey"),
            ("opens.day", "1"), ("opens.month", "6"), ("opens.year", "2026"),
            ("closes.day", "1"), ("closes.month", "7"), ("closes.year", "2026"),
        ];
        let form = officer.get("/staff/new-consultation").await;
        let room = officer.submit(&form, &typed).await.location().unwrap();
        for (address, fields) in [
            ("new-page?after=", [("title", "You"), ("intro", "")]),
            ("new-question?page=you&after=&kind=postcode", [("text", "Where do you live?"), ("hint", "")]),
        ] {
            let form = officer.get(&format!("{room}/{address}")).await;
            assert!(officer.submit(&form, &fields).await.status.is_redirection(), "{address}");
        }
        let public = "/consultations/second-survey";
        assert_eq!(app.visitor().get(public).await.status, StatusCode::NOT_FOUND);

        let form = officer.get(&format!("{room}/publish")).await;
        assert!(form.text("main").unwrap().contains("This is the first version."));
        let reason = [("reason", "The rest is on the council’s own site.")];
        assert_eq!(officer.submit(&form, &reason).await.location(), Some(room));

        let mut visitor = app.visitor();
        for place in ["/", "/consultations"] {
            assert!(visitor.get(place).await.attributes("a", "href").contains(&public.to_owned()), "{place}");
        }
        let asked = visitor.open(&format!("{public}/respond")).await;
        assert!(asked.text("main").unwrap().contains("Where do you live?"), "{}", asked.body);
    }
}
