//! The forms for pages and questions.

use axum::http::StatusCode;
use domain::{
    editing::Kind,
    permission::Role,
    question::{Question, QuestionKind},
    vocabulary::Word,
};
use engines::on_both_engines;
use support::{TestApp, Visitor};

use super::{ROOM, begun, fill, order, step, written};

/// Adds a question of a kind at the top of the first page.
async fn add(officer: &mut Visitor, kind: &str, fields: &[(&str, &str)]) -> support::Page {
    fill(officer, &format!("/new-question?page=you&after=&kind={kind}"), fields).await
}

/// What is typed into a form.
type Typed = &'static [(&'static str, &'static str)];

/// The least that the form for each kind needs besides the words.
const FILLED: [(&str, Typed); 18] = [
    ("single-choice", &[("options", "Ponds\nOther [in words]"), ("random-order", "yes")]),
    ("multiple-choice", &[("options", "Ponds\nHedges\nNone of these [alone]"), ("at-most", "2")]),
    ("yes-no", &[("dont-know", "Not sure")]),
    ("rating", &[("low", "Not at all"), ("high", "Very")]),
    ("matrix", &[("rows", "Ponds\nHedges"), ("options", "Better\nWorse\nDon’t know [no answer]")]),
    ("ranking", &[("options", "Ponds\nHedges\nMeadows"), ("places", "2")]),
    ("best-worst", &[("options", "Ponds\nHedges\nMeadows\nWoods\nRivers"), ("sets", "5")]),
    ("pairwise", &[("options", "Ponds\nHedges\nMeadows"), ("pairs", "3"), ("no-preference", "Neither")]),
    ("points", &[("options", "Ponds\nHedges")]),
    ("number", &[("unit", "hectares"), ("smallest", "0.5"), ("largest", "2,000"), ("decimals", "1")]),
    ("date", &[("earliest.day", "1"), ("earliest.month", "1"), ("earliest.year", "2026")]),
    ("text", &[("limit", "300")]),
    ("text-list", &[("label", "Species")]),
    ("postcode", &[]),
    ("places", &[("options", "Wildlife\nQuiet")]),
    ("contact", &[("ways", "either"), ("updates", "Send me news"), ("interview", "Ask me more")]),
    ("files", &[("at-most", "3")]),
    ("information", &[("link", "/privacy"), ("link-text", "Privacy")]),
];

on_both_engines! {
    async fn a_question_of_each_kind_is_added_and_opens_again_as_it_was_written(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        assert_eq!(FILLED.map(|(kind, _)| kind).as_slice(), Kind::ALL.iter().map(|kind| kind.word()).collect::<Vec<_>>());
        for (kind, fields) in FILLED {
            let words = format!("A {kind} question");
            let typed = [&[("text", words.as_str()), ("hint", "Think of <b>home</b> & work"), ("required", "yes")], fields].concat();

            let added = add(&mut officer, kind, &typed).await;

            assert!(added.status.is_redirection(), "{kind}: {:?} {}", added.text(".govuk-error-summary"), added.body);
            let place = added.location().unwrap();
            let id = place.rsplit_once("#question-").expect("it leads to the question").1.to_owned();
            let written = written(&app).await;
            let question: &Question = written.question(&id).expect("it is there");
            assert_eq!((question.text.as_str(), Kind::of(&question.kind).word()), (words.as_str(), kind));
            assert_eq!(question.required, kind != "information");
            assert_eq!(question.kind.problems(), [], "{kind}");
            let again = fill(&mut officer, &format!("/questions/{id}"), &[]).await;
            assert!(again.status.is_redirection(), "{kind}: {:?}", again.text(".govuk-error-summary"));
            assert_eq!(super::written(&app).await, written, "{kind}: saving it as it is changes nothing");
        }
        assert_eq!(written(&app).await.check(), []);
    }

    async fn a_form_that_is_wrong_comes_back_with_each_word_and_stores_nothing(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let wrong: [(&str, Typed, &[&str]); 10] = [
            ("files", &[("at-most", "6")], &["#at-most"]),
            ("single-choice", &[("options", " \n")], &["#options"]),
            ("multiple-choice", &[("options", "Ponds\nPonds"), ("at-most", "none")], &["#options", "#at-most"]),
            ("rating", &[("least", "1"), ("most", "1"), ("low", "")], &["#most", "#low", "#high"]),
            ("ranking", &[("options", "Ponds"), ("places", "3")], &["#places"]),
            ("best-worst", &[("options", "Ponds\nHedges\nMeadows\nWoods\nRivers"), ("sets", "1")], &["#sets"]),
            ("pairwise", &[("options", "Ponds"), ("pairs", "1")], &["#options"]),
            ("number", &[("smallest", "5"), ("largest", "4")], &["#largest"]),
            ("information", &[("link", "javascript:alert(1)"), ("link-text", "Look")], &["#link"]),
            ("text", &[("text", ""), ("limit", "0")], &["#text", "#limit"]),
        ];
        for (kind, fields, expected) in wrong {
            let typed = [&[("text", "Why, in your “own” words?"), ("hint", "  some\nhelp")][usize::from(kind == "text")..], fields].concat();

            let refused = add(&mut officer, kind, &typed).await;

            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
            assert_eq!(refused.attributes(".govuk-error-summary a", "href"), expected, "{kind}");
            assert_eq!(refused.text("textarea[name=hint]").as_deref(), Some("some\nhelp"), "{kind}");
            for (name, typed) in &typed {
                let shown = refused.attribute(&format!("input[name='{name}']:not([type=radio])"), "value");
                let shown = shown.or_else(|| refused.text(&format!("textarea[name='{name}']")));
                let shown = shown.or_else(|| refused.attribute(&format!("input[name='{name}'][checked]"), "value"));
                assert_eq!(shown.as_deref().map(str::trim), Some(typed.trim()), "{kind}: {name}");
            }
            let retry = officer.submit(&refused, &[("text", "Why?")]).await;
            assert_eq!(retry.status.as_u16(), 422, "{kind}");
        }
        let consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
        assert!(app.state.store.find_questionnaire_draft(consultation.id).await.unwrap().is_none());
    }

    async fn options_keep_their_names_when_they_are_mended_moved_and_added_to(app: TestApp) {
        let (app, mut officer) = begun(app).await;

        fill(&mut officer, "/questions/matters", &[("options", "Hedges\nPonds")]).await;
        fill(&mut officer, "/questions/matters", &[("options", "Hedges\nPonds and pools\nMeadows")]).await;

        let written = written(&app).await;
        let QuestionKind::SingleChoice(kind) = &written.question("matters").unwrap().kind else { panic!("its kind stays") };
        let options: Vec<_> = kind.options.iter().map(|option| (option.id.as_str(), option.label.as_str())).collect();
        assert_eq!(options, [("hedges", "Hedges"), ("ponds", "Ponds and pools"), ("meadows", "Meadows")]);
    }

    async fn comparisons_stay_as_they_are_until_what_they_rest_on_changes(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let options = ("options", "Ponds\nHedges\nMeadows\nWoods\nRivers");
        add(&mut officer, "best-worst", &[("text", "Which?"), options, ("sets", "5")]).await;
        let sets = |written: &domain::questionnaire::Questionnaire| {
            let QuestionKind::BestWorst(kind) = &written.question("which").unwrap().kind else { panic!("its kind stays") };
            kind.sets.clone()
        };
        let made = sets(&written(&app).await);

        fill(&mut officer, "/questions/which", &[("text", "Which one?"), ("options", "Hedges\nPonds\nMeadow\nWoods\nRivers")]).await;
        assert_eq!(sets(&written(&app).await), made);
        fill(&mut officer, "/questions/which", &[("sets", "6")]).await;
        let anew = sets(&written(&app).await);
        assert!(anew.len() == 6 && anew.iter().all(|set| made.iter().all(|old| old.id != set.id)));
    }

    async fn the_kind_of_a_question_is_chosen_first_and_can_be_changed(app: TestApp) {
        let (app, mut officer) = begun(app).await;
        let choose = officer.get(&format!("{ROOM}/questions/matters?kind=other")).await;
        assert_eq!(choose.attributes("input[type=radio]", "value").len(), Kind::ALL.len());
        assert_eq!(choose.attribute("input[checked]", "value").as_deref(), Some("single-choice"));
        assert_eq!(choose.attribute("main form", "method").as_deref(), Some("get"));

        fill(&mut officer, "/questions/matters?kind=multiple-choice", &[]).await;

        let written = written(&app).await;
        let question = written.question("matters").unwrap();
        assert!(matches!(&question.kind, QuestionKind::MultipleChoice(kind) if kind.options[0].id == "ponds"));
    }

    async fn a_question_is_added_where_its_link_stands(app: TestApp) {
        let (_, mut officer) = begun(app).await;
        let links = officer.get(ROOM).await.attributes("section a", "href");
        for after in ["you&after=", "you&after=coast", "nature&after=matters"] {
            assert!(links.contains(&format!("{ROOM}/new-question?page={after}")), "{links:?}");
        }

        fill(&mut officer, "/new-question?page=you&after=coast&kind=postcode", &[("text", "Where do you live?")]).await;

        let outline = officer.get(ROOM).await;
        assert_eq!(order(&outline)[1..3], ["question-coast", "question-where-do-you-live"]);
        for gone in ["page=gone&after=", "page=you&after=matters", ""] {
            let page = officer.get(&format!("{ROOM}/new-question?{gone}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{gone}");
        }
    }

    async fn a_page_is_added_and_changed(app: TestApp) {
        let (app, mut officer) = begun(app).await;

        let added = fill(&mut officer, "/new-page?after=you", &[("title", "Where you live"), ("intro", "So that\nwe know.")]).await;

        assert_eq!(added.location(), Some(format!("{ROOM}#page-where-you-live")));
        assert_eq!(written(&app).await.pages[1].intro.as_deref(), Some("So that\nwe know."));
        let refused = fill(&mut officer, "/pages/where-you-live", &[("title", " ")]).await;
        assert_eq!(refused.attributes(".govuk-error-summary a", "href"), ["#title"]);
        assert!(refused.text("textarea").unwrap().contains("we know."));
        fill(&mut officer, "/pages/nature", &[("title", "Wild places")]).await;
        let page = written(&app).await.page("nature").cloned().unwrap();
        assert_eq!((page.title.as_str(), page.shown_when.is_some(), page.questions.len()), ("Wild places", true, 1));
        assert_eq!(officer.get(&format!("{ROOM}/pages/gone")).await.status, StatusCode::NOT_FOUND);
    }

    async fn of_two_officers_who_write_the_second_gets_the_words_back_with_what_is_there_now(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let opened = second.get(&format!("{ROOM}/questions/matters")).await;
        fill(&mut first, "/questions/matters", &[("text", "What matters to you?")]).await;

        let told = second.submit(&opened, &[("text", "What matters most?")]).await;

        assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.body);
        assert_eq!(told.attribute("#text", "value").as_deref(), Some("What matters most?"));
        let words = told.text("main").unwrap();
        assert!(words.contains("strategist@example.org changed") && words.contains("What matters to you?"), "{words}");
        assert_eq!(written(&app).await.question("matters").unwrap().text, "What matters to you?");
        second.submit(&told, &[]).await;
        assert_eq!(written(&app).await.question("matters").unwrap().text, "What matters most?");
    }

    async fn a_form_that_is_refused_does_not_pass_over_what_others_did_meanwhile(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let opened = second.get(&format!("{ROOM}/questions/matters")).await;
        fill(&mut first, "/questions/matters", &[("text", "What matters to you?")]).await;

        let refused = second.submit(&opened, &[("text", "")]).await;
        let told = second.submit(&refused, &[("text", "What matters most?")]).await;

        assert_eq!((refused.status.as_u16(), told.status.as_u16()), (422, 409));
        assert_eq!(written(&app).await.question("matters").unwrap().text, "What matters to you?");
    }

    async fn words_for_what_somebody_else_has_removed_come_back_too(app: TestApp) {
        let (app, mut first) = begun(app).await;
        let mut second = app.staff(Role::Administrator).await;
        let question = second.get(&format!("{ROOM}/questions/matters")).await;
        let page = second.get(&format!("{ROOM}/pages/nature")).await;
        step(&mut first, "page-remove nature").await;

        for (form, field, words) in [(question, "text", "What matters most?"), (page, "title", "Wild places")] {
            let told = second.submit(&form, &[(field, words)]).await;
            assert_eq!(told.status, StatusCode::CONFLICT);
            assert_eq!(told.attribute(&format!("#{field}"), "value").as_deref(), Some(words));
            assert!(told.text("main").unwrap().contains("is not there any more"));
            assert_eq!(second.submit(&told, &[]).await.status, StatusCode::CONFLICT);
        }
        assert_eq!(written(&app).await.pages.len(), 1);
    }
}
