//! The library: finding what is there, adding it as one step, and what a team saves and removes.

use axum::http::StatusCode;
use domain::permission::Role;
use engines::on_both_engines;
use support::{Page, TestApp, Visitor};

use super::{ROOM, begun, order, read, step, written};

const LIBRARY: &str = "/staff/consultations/early-survey/questionnaire/library";
const OWN: &str = "input[name=own]";

fn words(page: &Page) -> String {
    page.text("main").unwrap()
}

/// Ticks entries of the whole list and adds them after a page.
async fn add(officer: &mut Visitor, after: &str, ticked: &[(&str, &str)]) -> Page {
    let list = officer.get(LIBRARY).await;
    officer.submit(&list, &[&[("after", after)], ticked].concat()).await
}

/// Saves something under a title.
async fn save(officer: &mut Visitor, what: &str, title: &str) -> Page {
    let form = officer.get(&format!("{ROOM}/{what}/save")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    officer.submit(&form, &[("title", title), ("purpose", "Asks about the coast.")]).await
}

on_both_engines! {
    async fn the_list_says_what_each_entry_is_for_and_words_narrow_it(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let links = officer.get(ROOM).await.attributes("main a", "href");
        assert!(links.contains(&LIBRARY.to_owned()), "{links:?}");

        let all = officer.get(LIBRARY).await;
        assert_eq!(all.status, StatusCode::OK, "{}", all.body);
        let said = words(&all);
        for expected in [
            "The library has 48 pages and questions. All of them come from Folkmoot.",
            "Public survey",
            "Page with 4 questions: ‘How old are you?’, ‘What is your sex?’",
            "Version 1. Shows how well the strategy is known before people read about it.",
            "‘Which habitats matter most to you?’ comes with it, unless that is asked before it or chosen too.",
            "Where that is not asked before it, everybody sees it.",
        ] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        assert_eq!(all.attribute("input[name=after][checked]", "value").as_deref(), Some("nature"));

        let found = officer.get(&format!("{LIBRARY}?words=Hedgehog")).await;
        assert!(words(&found).contains("2 of 48 pages and questions have these words."), "{}", words(&found));
        assert_eq!(found.attributes("input[type=checkbox]", "value"), ["what-comes-first", "species-named"]);
        assert_eq!(found.attribute("input[type=search]", "value").as_deref(), Some("Hedgehog"));
        let nothing = officer.get(&format!("{LIBRARY}?words=crocodile")).await;
        assert!(words(&nothing).contains("Nothing in the library has these words."));
        assert_eq!(nothing.count("form[method=post] button"), found.count("form[method=post] button") - 1);
    }

    async fn several_entries_are_added_as_one_step_that_is_taken_back_at_once(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let before = order(&officer.get(ROOM).await);

        let ticked = [("about-people", "about-you"), ("about-people", "daily-life"), ("public-survey", "responding-as")];
        let added = add(&mut officer, "you", &ticked).await;

        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        assert_eq!(added.location().unwrap(), format!("{ROOM}#question-responding-as"));
        let outline = officer.get(ROOM).await;
        assert_eq!(outline.text("button[value=undo]").as_deref(), Some("Undo: added from the library ‘Who is answering’"));
        let expected = [
            "page-you", "question-coast", "question-why", "question-responding-as", "page-about-you", "question-age-band",
            "question-sex", "question-ethnic-group", "question-long-lasting-condition", "page-daily-life",
            "question-activity-restriction", "page-nature", "question-matters",
        ];
        assert_eq!(order(&outline), expected);
        let questionnaire = written(&app).await;
        assert_eq!(questionnaire.roles.segment.as_deref(), Some("responding-as"));
        let margins: Vec<_> = questionnaire.roles.margins.into_iter().collect();
        assert_eq!(margins, [("age_band".to_owned(), "age-band".to_owned()), ("sex".to_owned(), "sex".to_owned())]);
        assert_eq!(order(&step(&mut officer, "undo").await), before);
    }

    async fn a_name_that_is_taken_is_made_new_and_what_rests_on_it_follows(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        add(&mut officer, "nature", &[("public-survey", "nature-near-you")]).await;

        let again = add(&mut officer, "nature-near-you", &[("public-survey", "nature-near-you"), ("public-survey", "habitats-ranked")]).await;

        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        let questionnaire = written(&app).await;
        assert_eq!(questionnaire.check(), []);
        let ranked = questionnaire.question("habitats-ranked").unwrap();
        assert_eq!(ranked.kind.options_from(), Some("habitats-chosen-2"));
        assert_eq!(questionnaire.question("state-of-nature-2").unwrap().from_library.as_ref().unwrap().id, "state-of-nature");
    }

    async fn an_empty_questionnaire_gets_the_whole_public_survey(app: TestApp) {
        let app = app.with_questionnaire(read(&serde_json::json!({ "pages": [] }))).await;
        let mut officer = app.staff(Role::Strategist).await;
        let survey = domain::library::public_survey();
        let ticked: Vec<_> = survey.pages.iter().map(|page| ("public-survey", page.id.as_str())).collect();

        let list = officer.get(LIBRARY).await;
        assert_eq!(list.count("input[name=after]"), 0);
        let added = officer.submit(&list, &ticked).await;

        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        assert_eq!(written(&app).await, survey);
    }

    async fn nothing_chosen_and_something_that_is_not_there_are_refused_with_the_ticks_kept(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let found = officer.get(&format!("{LIBRARY}?words=hedgehog")).await;

        let nothing = officer.submit(&found, &[]).await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(nothing.text(".govuk-error-summary a").as_deref(), Some("Choose at least one page or question"));
        assert_eq!(nothing.attribute(".govuk-error-summary a", "href").as_deref(), Some("#public-survey"));
        assert_eq!(nothing.count("input[type=checkbox]"), 2);

        let ticked = [("public-survey", "species-named"), ("public-survey", "contact")];
        let unknown = officer.submit(&found, &ticked).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(unknown.attributes("input[type=checkbox][checked]", "value"), ["species-named"]);
        assert_eq!(officer.get(ROOM).await.count("button[value=undo]"), 0);
    }

    async fn of_two_officers_who_write_at_once_the_second_adds_nothing(app: TestApp) {
        let (_, mut first) = begun(app).await;
        let list = first.get(LIBRARY).await;
        let outline = step(&mut first, "page-remove nature").await;

        let told = first.submit(&list, &[("about-people", "sex")]).await;

        assert_eq!(told.status, StatusCode::CONFLICT);
        assert!(words(&told).contains("nothing was overwritten"), "{}", words(&told));
        assert_eq!(order(&first.get(ROOM).await), order(&outline));
    }

    async fn what_a_team_saves_is_listed_first_and_added_with_what_decides_about_it(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let form = officer.get(&format!("{ROOM}/questions/why")).await;
        assert!(form.attributes("main a", "href").contains(&format!("{ROOM}/questions/why/save")));
        let opened = officer.get(&format!("{ROOM}/questions/why/save")).await;
        assert!(words(&opened).contains("You are saving ‘Why do you go?’ as it is now. The answer to ‘Do you visit the coast?’"));
        let empty = officer.submit(&opened, &[("title", "")]).await;
        assert_eq!((empty.status, empty.count(".govuk-error-summary a")), (StatusCode::UNPROCESSABLE_ENTITY, 2));

        assert_eq!(save(&mut officer, "questions/why", "Why the coast").await.location().as_deref(), Some(LIBRARY));
        assert_eq!(save(&mut officer, "pages/nature", "Nature").await.location().as_deref(), Some(LIBRARY));

        let list = officer.get(LIBRARY).await;
        assert!(words(&list).contains("Those saved by your team come first, those from Folkmoot after them."));
        let values = list.attributes(OWN, "value");
        assert_eq!(values.len(), 2);
        let added = officer.submit(&list, &[("after", "you"), ("own", &values[1])]).await;
        assert_eq!(added.location().unwrap(), format!("{ROOM}#question-why-2"));
        let added = written(&app).await.question("why-2").unwrap().clone();
        assert_eq!(added.shown_when.unwrap().questions(), ["coast"]);
    }

    async fn saving_under_the_same_title_is_offered_as_a_new_version_and_the_old_one_stays(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        save(&mut officer, "questions/coast", "The coast").await;

        let offered = save(&mut officer, "questions/matters", "The coast").await;

        assert_eq!(offered.status, StatusCode::UNPROCESSABLE_ENTITY);
        let message = "The library has this title already. Choose another, or tick that this is version 2 of it";
        assert_eq!(offered.text(".govuk-error-summary a").as_deref(), Some(message));
        assert!(offered.body.contains("Save this as version 2") && offered.body.contains("Asks about the coast."));
        assert_eq!(officer.submit(&offered, &[("again", "yes")]).await.status, StatusCode::SEE_OTHER);
        let late = officer.submit(&offered, &[("again", "yes")]).await;
        assert!(late.body.contains("Save this as version 3"), "{}", late.body);
        let saved = app.state.store.list_library().await.unwrap();
        assert_eq!((saved.len(), saved[0].version), (1, 2));
        assert_eq!(saved[0].item.content.questions()[0].id, "matters");
        assert_eq!(app.state.store.count_library_versions(saved[0].id).await.unwrap(), 2);
    }

    async fn what_is_removed_is_said_to_be_and_is_listed_again_when_it_is_saved_again(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        save(&mut officer, "questions/coast", "The coast").await;
        let list = officer.get(LIBRARY).await;
        let way = list.attributes("main a", "href").into_iter().find(|href| href.ends_with("/remove")).unwrap();
        let asked = officer.get(&way).await;
        assert!(words(&asked).contains("Remove ‘The coast’ from the library?"), "{}", words(&asked));

        let removed = officer.submit(&asked, &[]).await;

        let said = officer.get(&removed.location().unwrap()).await;
        assert!(words(&said).contains("‘The coast’ is not in the library any more."), "{}", words(&said));
        assert_eq!(said.count(OWN), 0);
        assert_eq!(officer.get(&way).await.status, StatusCode::NOT_FOUND);
        assert_eq!(officer.submit(&asked, &[]).await.status, StatusCode::NOT_FOUND);
        let again = save(&mut officer, "questions/coast", "The coast").await;
        assert_eq!(officer.submit(&again, &[("again", "yes")]).await.status, StatusCode::SEE_OTHER);
        let saved = app.state.store.list_library().await.unwrap();
        assert_eq!((saved.len(), saved[0].version), (1, 2));
        assert_eq!(officer.submit(&asked, &[]).await.status, StatusCode::CONFLICT);
        let unseen = officer.submit(&list, &[("own", &format!("{}.1", saved[0].id))]).await;
        assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn only_those_who_may_write_use_the_library(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        save(&mut officer, "questions/coast", "The coast").await;
        let id = app.state.store.list_library().await.unwrap()[0].id;
        let rooms = ["library".to_owned(), format!("library/{id}/remove"), "questions/coast/save".into(), "pages/you/save".into()];
        for role in [Role::Editor, Role::Intake, Role::Auditor] {
            let mut visitor = app.staff(role).await;
            for room in &rooms {
                assert_eq!(visitor.get(&format!("{ROOM}/{room}")).await.status, StatusCode::FORBIDDEN, "{room}");
                let posted = visitor.post(&format!("{ROOM}/{room}"), &[("title", "Mine"), ("version", "1")]).await;
                assert_eq!(posted.status, StatusCode::FORBIDDEN, "{room}");
            }
        }
        assert_eq!(app.state.store.list_library().await.unwrap().len(), 1);
    }
}
