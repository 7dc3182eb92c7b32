//! The list of responses and the page of one.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::answer::Answer;
use engines::on_both_engines;
use support::TestApp;

use super::{Given, SURVEY, add_responses, choose, choose_all, signed_in, version};

fn resident(area: &str) -> Given {
    vec![("responding-as", choose("resident")), ("council-area", choose(area))]
}

on_both_engines! {
    async fn the_list_is_narrowed_by_segment_area_and_words_and_keeps_what_was_asked(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut farmer = vec![("responding-as", choose("land-manager")), ("council-area", choose("wirral"))];
        farmer.push(("species-named", Answer::Texts(vec!["Hedgehog & friends".into()])));
        let all = vec![farmer, resident("wirral"), resident("halton")];
        let references = add_responses(&app, &version, all).await;
        let mut visitor = signed_in(&app, "auditor").await;

        let everything = visitor.get(&format!("{SURVEY}/responses")).await;
        assert_eq!((everything.text(".fm-count").as_deref(), everything.count("tbody tr")), (Some("3 responses"), 3));
        let wirral = visitor.get(&format!("{SURVEY}/responses?area=E08000015&segment=resident")).await;
        assert_eq!(wirral.text("tbody th").as_deref(), Some(references[1].as_str()));
        assert_eq!(wirral.text("tbody td:nth-of-type(2)").as_deref(), Some("Wirral"));
        assert_eq!(wirral.attribute("#area option[selected]", "value").as_deref(), Some("E08000015"));
        let words = visitor.get(&format!("{SURVEY}/responses?words=hedgehog+%26&page=1")).await;
        assert_eq!(words.text("tbody th").as_deref(), Some(references[0].as_str()));
        assert_eq!(words.attribute("#words", "value").as_deref(), Some("hedgehog &"));
        let nothing = visitor.get(&format!("{SURVEY}/responses?words=%25unicorn")).await;
        assert_eq!((nothing.text(".fm-count").as_deref(), nothing.count(".fm-empty")), (Some("0 responses"), 1));
    }

    async fn organisations_are_listed_by_name_and_lead_to_their_responses(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let group = |name: &str| vec![("responding-as", choose("community-group")), ("organisation-name", Answer::Text(name.into()))];
        let mut visitor = signed_in(&app, "auditor").await;
        let none = visitor.get(&format!("{SURVEY}/organisations")).await;
        assert_eq!(none.text(".fm-empty").as_deref(), Some("Nobody has answered for an organisation yet."));
        add_responses(&app, &version, vec![group("Pond & Hedge Club"), group("the pond & hedge club"), group("Otters"), resident("halton")]).await;

        let list = visitor.get(&format!("{SURVEY}/organisations")).await;
        assert_eq!(list.text(".fm-count").as_deref(), Some("2 organisations"));
        assert_eq!(list.text("tbody tr:nth-child(1) th").as_deref(), Some("Otters"));
        let several = list.text("main p.govuk-body").unwrap();
        assert!(several.starts_with("1 organisation is named in more than one response."), "{several}");
        assert_eq!(list.text("tbody tr:nth-child(2) td:last-child").as_deref(), Some("2"));
        let several = visitor.get(&format!("{SURVEY}/organisations{}", list.attribute("main p.govuk-body a", "href").unwrap())).await;
        assert_eq!((several.text(".fm-count").as_deref(), several.count("tbody tr")), (Some("1 organisation"), 1));
        let href = list.attribute("tbody tr:nth-child(2) a", "href").unwrap();
        let responses = visitor.get(&href).await;
        assert_eq!(responses.text(".fm-count").as_deref(), Some("1 response"));
        assert!(responses.text("tbody td:nth-of-type(1)").unwrap().ends_with("Pond & Hedge Club"));
        let reference = responses.text("tbody th").unwrap();
        let response = visitor.get(&format!("/staff/responses/{reference}")).await;
        assert!(response.body.contains("Pond &amp; Hedge Club"), "{}", response.body);
    }

    async fn where_no_question_names_organisations_the_list_says_how_to_get_one(app: TestApp) {
        let mut questionnaire = demo::questionnaire::questionnaire();
        questionnaire.roles.organisation = None;
        let app = app.with_questionnaire(questionnaire).await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![resident("halton")]).await;
        let list = signed_in(&app, "auditor").await.get(&format!("{SURVEY}/organisations")).await;
        let empty = list.text(".fm-empty").unwrap();
        assert!(empty.starts_with("No question is used for the names of organisations."), "{empty}");
    }

    async fn a_filter_that_nothing_fits_lists_nothing_and_is_only_words(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![resident("halton")]).await;
        let mut visitor = signed_in(&app, "auditor").await;
        for strange in ["no-such", "%27+OR+%271%27%3D%271", "%25", "%22%3E%3Csvg+onload%3Dalert(1)%3E", "%ff%fe"] {
            for filter in ["segment", "area", "words"] {
                let page = visitor.get(&format!("{SURVEY}/responses?{filter}={strange}")).await;
                assert_eq!(page.status, StatusCode::OK, "{filter}={strange}");
                assert_eq!((page.text(".fm-count").as_deref(), page.count("main svg")), (Some("0 responses"), 0), "{filter}={strange}");
            }
        }
    }

    async fn a_long_list_has_pages_that_keep_the_filter(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        add_responses(&app, &version, vec![resident("halton"); 26]).await;
        let mut visitor = signed_in(&app, "strategist").await;
        let first = visitor.get(&format!("{SURVEY}/responses?segment=resident")).await;
        let next = first.attribute("a[rel=next]", "href").unwrap();
        let second = visitor.get(&next).await;
        assert_eq!((first.count("tbody tr"), second.count("tbody tr")), (25, 1));
        assert_eq!(next, format!("{SURVEY}/responses?segment=resident&page=2"));
        assert_eq!(visitor.get(&format!("{SURVEY}/responses?page=3")).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_response_shows_every_question_with_its_answer_or_why_there_is_none(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut given = resident("halton");
        given.push(("habitats-chosen", choose_all(&["ponds", "woodland"])));
        given.push(("habitats-ranked", Answer::Ranking(vec!["ponds".into()])));
        given.push(("species-named", Answer::Texts(vec!["</p><script>otter</script>".into()])));
        let reference = add_responses(&app, &version, vec![given]).await.remove(0);
        let mut visitor = signed_in(&app, "auditor").await;

        let page = visitor.get(&format!("/staff/responses/{}", reference.to_lowercase())).await;
        let asked = version.questionnaire.questions().filter(|question| question.kind.is_asked()).count();
        assert_eq!(page.count(".govuk-summary-list__row"), asked + 5);
        for words in ["1. Ponds and wetlands", "Left blank", "&lt;/p&gt;&lt;script&gt;otter"] {
            assert!(page.body.contains(words), "{words}");
        }
        assert_eq!(page.headers.get("cache-control").unwrap(), "no-store");
    }

    async fn neither_the_page_of_a_response_nor_the_order_of_a_day_tells_when_it_was_sent(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut older = Vec::new();
        for _ in 0..8 {
            older.extend(add_responses(&app, &version, vec![resident("halton")]).await);
            app.clock.advance(TimeDelta::minutes(1));
        }
        app.clock.advance(TimeDelta::days(1));
        let newest = add_responses(&app, &version, vec![resident("halton")]).await;
        let mut visitor = signed_in(&app, "auditor").await;

        let list = visitor.get(&format!("{SURVEY}/responses")).await;
        older.sort();
        let expected: Vec<_> = newest.iter().chain(&older).map(|each| format!("/staff/responses/{each}")).collect();
        assert_eq!(list.attributes("tbody a", "href"), expected);
        let page = visitor.get(&expected[0]).await;
        assert_eq!(page.text(".govuk-summary-list__value").as_deref(), Some("16 June 2026"));
    }

    async fn a_reference_that_nobody_has_is_not_found(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut visitor = signed_in(&app, "auditor").await;
        for address in ["/staff/responses/000-000-000", "/staff/responses/nonsense"] {
            assert_eq!(visitor.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}
