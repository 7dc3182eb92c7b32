//! What the answers to a question are used for, as it is set in forms.

use axum::http::StatusCode;
use domain::{
    permission::Role,
    priority::{Priority, PriorityKind, Profile},
    uses::Use,
};
use engines::on_both_engines;
use store::{MarginLevel, StoreError};
use support::{TestApp, Visitor};

use super::{ROOM, begun, fill, press, step, written};

/// Adds counts of women and men, and two priorities.
async fn counted(app: &TestApp) {
    let work = app.state.store.write(|mut write| {
        Box::pin(async move {
            for (place, level) in (0..).zip(["female", "male"]) {
                write.add_margin_level(&level_of_sex(level, place)).await?;
            }
            for (code, title) in [("H1", "Ponds and pools"), ("H2", "Hedges")] {
                let (code, title) = (code.to_owned(), title.to_owned());
                write.add_priority(&Priority { code, title, kind: PriorityKind::Habitat }, &Profile::default()).await?;
            }
            Ok::<(), StoreError>(())
        })
    });
    work.await.unwrap();
}

fn level_of_sex(level: &str, place: i64) -> MarginLevel {
    MarginLevel {
        name: "sex".into(),
        level: level.into(),
        label: level.to_uppercase(),
        count: 100,
        place,
        source: "a count".into(),
    }
}

/// Gives what the options of a question stand for and the priorities for which they count, a dash for nothing.
async fn codes(app: &TestApp, question: &str) -> Vec<String> {
    let written = written(app).await;
    let options = written.question(question).unwrap().kind.options().iter();
    let code = |code: &Option<String>| code.clone().unwrap_or("-".to_owned());
    options.map(|option| format!("{} {}", code(&option.stands_for), code(&option.priority))).collect()
}

async fn words(officer: &mut Visitor, address: &str) -> String {
    officer.get(&format!("{ROOM}{address}")).await.text("main").unwrap()
}

on_both_engines! {
    async fn what_can_be_set_is_what_the_kind_of_the_question_can_be_used_for(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        counted(&app).await;
        let choice = officer.get(&format!("{ROOM}/questions/matters/use")).await;
        assert_eq!(choice.attributes("main input[type=radio]", "value"), ["segment", "margin.age_band", "margin.sex", "consent", "priorities"]);
        let said = choice.text("main").unwrap();
        assert!(said.contains("It is used for nothing") && said.contains("Results are kept apart by it"), "{said}");

        fill(&mut officer, "/questions/matters?kind=points", &[("total", "100")]).await;
        let points = officer.get(&format!("{ROOM}/questions/matters/use")).await;
        assert_eq!(points.attributes("main input[type=radio]", "value"), ["priorities"]);

        let outline = officer.get(ROOM).await.attributes("section a", "href");
        assert!(outline.contains(&format!("{ROOM}/questions/coast/use")), "{outline:?}");
        fill(&mut officer, "/questions/matters?kind=postcode", &[]).await;
        let outline = officer.get(ROOM).await.attributes("section a", "href");
        assert!(!outline.contains(&format!("{ROOM}/questions/matters/use")), "a postcode is used for nothing: {outline:?}");
        for nobody in ["gone/use", "matters/use?for=segment", "matters/use?for=margin.gone", "matters/use?for=else"] {
            assert_eq!(officer.get(&format!("{ROOM}/questions/{nobody}")).await.status, StatusCode::NOT_FOUND, "{nobody}");
        }
    }

    async fn a_question_is_made_to_say_what_may_be_published_and_no_answer_does_so_unless_it_is_set(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let form = officer.get(&format!("{ROOM}/questions/matters/use?for=consent")).await;
        assert!(form.text("main").unwrap().contains("Nobody’s words are published without it"), "{}", form.body);
        assert_eq!(form.count("main option[selected]:not([value=''])"), 0, "nothing is guessed: {}", form.body);
        let codes_offered = form.attributes("select[name='codes.ponds'] option", "value");
        assert_eq!(codes_offered, ["", "words", "words-and-organisation"]);

        let set = officer.submit(&form, &[("codes.ponds", "words")]).await;

        assert_eq!(set.location(), Some(format!("{ROOM}#question-matters")), "{}", set.body);
        assert_eq!(written(&app).await.roles.consent.as_deref(), Some("matters"));
        assert_eq!(codes(&app, "matters").await, ["words -", "- -"]);
        assert!(officer.get(ROOM).await.text("#question-matters").unwrap().contains("Says whether what somebody wrote may be published"));
    }

    async fn a_question_is_made_to_tell_the_segment_and_each_answer_a_kind(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let form = officer.get(&format!("{ROOM}/questions/matters/use?for=segment")).await;
        let kinds = form.attributes("select[name='codes.ponds'] option", "value");
        assert_eq!((kinds[0].as_str(), kinds[1].as_str(), kinds.last().unwrap().as_str()), ("", "resident", ".own"));

        let set = officer.submit(&form, &[("codes.ponds", "resident"), ("codes.hedges", ".own")]).await;

        assert_eq!(set.location(), Some(format!("{ROOM}#question-matters")), "{}", set.body);
        assert_eq!(written(&app).await.roles.segment.as_deref(), Some("matters"));
        assert_eq!(codes(&app, "matters").await, ["resident -", "hedges -"]);
        let outline = officer.get(ROOM).await;
        assert!(outline.text("#question-matters").unwrap().contains("Says which kind of respondent somebody is"));
        assert_eq!(outline.text("button[value=undo]").as_deref(), Some("Undo: set the use of ‘What matters?’"));
        assert!(words(&mut officer, "/preview/nature").await.contains("results are kept apart by it"));
        let again = officer.get(&format!("{ROOM}/questions/matters/use?for=segment")).await;
        assert_eq!(again.attribute("select[name='codes.hedges'] option[selected]", "value").as_deref(), Some("hedges"));

        step(&mut officer, "undo").await;
        assert_eq!(written(&app).await.roles.segment, None);
    }

    async fn a_use_moves_from_question_to_question_and_is_taken_away(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        counted(&app).await;
        fill(&mut officer, "/questions/matters/use?for=margin.sex", &[("codes.ponds", "female")]).await;
        let told = words(&mut officer, "/questions/coast/use").await;
        assert!(told.contains("‘What matters?’ says it now, and would not be used for it any more."), "{told}");

        fill(&mut officer, "/questions/coast/use?for=margin.sex", &[("codes.yes", "female"), ("codes.no", "male")]).await;

        let now = written(&app).await;
        assert_eq!(now.roles.margins.into_iter().collect::<Vec<_>>(), [("sex".to_owned(), "coast".to_owned())]);
        fill(&mut officer, "/questions/coast", &[("text", "Do you go to the coast?"), ("yes", "Yes, I do")]).await;
        assert_eq!(codes(&app, "coast").await, ["female -", "male -"], "words leave codes alone");
        let removed = step(&mut officer, "undo").await;
        assert_eq!(press(&mut officer, &removed, "question-remove coast").await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let form = officer.get(&format!("{ROOM}/questions/coast/use")).await;
        officer.submit(&form, &[]).await;

        let now = written(&app).await;
        assert_eq!(now.uses(now.question("coast").unwrap()), []);
        assert_eq!(codes(&app, "coast").await, ["- -", "- -"]);
    }

    async fn answers_count_for_priorities_each_for_one_of_its_own(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        counted(&app).await;
        let form = officer.get(&format!("{ROOM}/questions/matters/use?for=priorities")).await;
        let likely = |answer: &str| form.attribute(&format!("select[name='codes.{answer}'] option[selected]"), "value");
        assert_eq!((likely("ponds"), likely("hedges").as_deref()), (None, Some("H2")), "one has the title of a priority");

        for (typed, field) in [([("codes.ponds", ""), ("codes.hedges", "")], "#codes-ponds"), ([("codes.ponds", "H2"), ("codes.hedges", "H2")], "#codes-hedges")] {
            let refused = officer.submit(&form, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.attributes(".govuk-error-summary a", "href"), [field]);
            let kept = refused.attribute("select[name='codes.hedges'] option[selected]", "value");
            assert_eq!(kept.unwrap_or_default(), typed[1].1, "what was chosen is kept");
        }
        let odd = officer.submit(&form, &[("codes.ponds", "H9")]).await;
        assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY, "it is not offered");
        officer.submit(&form, &[("codes.ponds", "H1"), ("codes.hedges", "H2")]).await;

        assert_eq!(codes(&app, "matters").await, ["- H1", "- H2"]);
        let now = written(&app).await;
        assert_eq!(now.uses(now.question("matters").unwrap()), [Use::Priorities]);
        assert!(words(&mut officer, "").await.contains("Counts for priorities with 2 of its 2 answers"));
    }

    async fn a_use_that_is_not_chosen_is_asked_for_once_more(app: TestApp) {
        let (_app, mut officer) = begun(app).await;
        let opened = officer.get(&format!("{ROOM}/questions/matters/use")).await;
        assert_eq!((opened.count(".govuk-error-summary"), opened.count("main form input[name=sent]")), (0, 1));

        let refused = officer.get(&format!("{ROOM}/questions/matters/use?sent=yes")).await;

        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.text(".govuk-error-summary a").as_deref(), Some("Answer ‘What are its answers used for?’"));
        assert_eq!(refused.attributes(".govuk-error-summary a", "href"), ["#for"]);
        assert_eq!(refused.count("#for-error"), 1);
    }

    async fn saving_a_use_says_which_others_it_takes_away(app: TestApp) {
        let mut questionnaire = crate::questionnaire::questionnaire();
        questionnaire.roles.segment = Some("matters".into());
        questionnaire.roles.margins.insert("sex".into(), "matters".into());
        let app = app.with_questionnaire(questionnaire).await;
        let mut officer = app.staff(Role::Strategist).await;

        let segment = words(&mut officer, "/questions/matters/use?for=segment").await;

        assert!(segment.contains("It would not be used any more for: ‘To say the sex of somebody’."), "{segment}");
        fill(&mut officer, "/questions/matters/use?for=segment", &[("codes.ponds", "resident")]).await;
        assert_eq!(written(&app).await.roles.margins.len(), 0);
        let segment = words(&mut officer, "/questions/matters/use?for=segment").await;
        assert!(!segment.contains("any more"), "it has no other: {segment}");
    }

    async fn words_name_an_organisation_or_nothing(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let form = officer.get(&format!("{ROOM}/questions/why/use")).await;
        assert_eq!((form.count("main input[type=radio]"), form.text("main form button").as_deref()), (0, Some("Use it to name the organisation that somebody answers for")));

        officer.submit(&form, &[]).await;

        assert_eq!(written(&app).await.roles.organisation.as_deref(), Some("why"));
        let form = officer.get(&format!("{ROOM}/questions/why/use")).await;
        assert!(form.text("main").unwrap().contains("Names the organisation that somebody answers for"));
        officer.submit(&form, &[]).await;
        assert_eq!(written(&app).await.roles.organisation, None);
    }

    async fn of_two_officers_who_set_a_use_the_second_is_told(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let opened = second.get(&format!("{ROOM}/questions/matters/use?for=segment")).await;
        fill(&mut first, "/questions/matters/use?for=segment", &[("codes.ponds", "resident")]).await;

        let told = second.submit(&opened, &[("codes.ponds", "visitor")]).await;

        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
        assert_eq!(told.attribute("select[name='codes.ponds'] option[selected]", "value").as_deref(), Some("visitor"));
        assert!(told.text("main").unwrap().contains("Says which kind of respondent somebody is"));
    }

    async fn a_use_of_what_somebody_else_has_removed_is_not_set(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let opened = second.get(&format!("{ROOM}/questions/matters/use?for=segment")).await;
        step(&mut first, "page-remove nature").await;

        let told = second.submit(&opened, &[("codes.ponds", "visitor")]).await;

        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
        assert_eq!(written(&app).await.pages.len(), 1);
    }

    async fn publishing_says_what_another_use_does_and_what_a_weighting_lacks(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        counted(&app).await;
        fill(&mut officer, "/questions/matters", &[("text", "What matters to you?")]).await;
        assert!(!words(&mut officer, "/publish").await.contains("Before answers can be weighted"), "nothing is counted");
        fill(&mut officer, "/questions/coast/use?for=margin.sex", &[("codes.yes", "female"), ("codes.no", "")]).await;

        let page = officer.get(&format!("{ROOM}/publish")).await;

        let said = page.text("main").unwrap();
        for expected in [
            "Asks something else",
            "What ‘Yes’ stands for: nothing becomes ‘female’",
            "What it is used for: nothing becomes ‘To say the sex of somebody’",
            "Before answers can be weighted",
            "No question says which kind of respondent somebody is.",
            "No answer to ‘Do you visit the coast?’ stands for ‘MALE’.",
            "No answer counts for a priority",
        ] {
            assert!(said.contains(expected), "{expected}: {said}");
        }
        let published = fill(&mut officer, "/publish", &[("reason", "A trial")]).await;
        assert_eq!(published.location().as_deref(), Some(ROOM), "none of it forbids to publish: {}", published.body);
    }

    async fn a_question_for_which_there_are_no_counts_leads_to_loading_them(app: TestApp) {
        let (_app, mut officer) = begun(app).await;
        fill(&mut officer, "/questions/coast/use?for=margin.sex", &[("codes.yes", "female"), ("codes.no", "male")]).await;

        let page = officer.get(&format!("{ROOM}/publish")).await;

        assert!(page.text("main").unwrap().contains("there are no counts of the population for it"), "{}", page.body);
        assert_eq!(page.count("main a[href='/staff/margins/load']"), 1);
    }

    async fn a_question_that_cannot_tell_what_it_is_to_tell_is_put_right_before_publishing(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        fill(&mut officer, "/questions/matters/use?for=segment", &[("codes.ponds", "resident")]).await;
        fill(&mut officer, "/questions/matters?kind=text", &[("limit", "100")]).await;

        let page = officer.get(&format!("{ROOM}/publish")).await;

        let way = format!("{ROOM}/questions/matters/use");
        assert!(page.attributes("main a", "href").contains(&way), "{}", page.body);
        assert_eq!(page.count("main form button"), 0);
        let form = officer.get(&way).await;
        officer.submit(&form, &[]).await;
        assert_eq!(written(&app).await.check(), []);
    }
}
