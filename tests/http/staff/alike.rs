//! The page of responses that are alike.

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{answer::Answer, permission::Role, questionnaire::Questionnaire};
use engines::on_both_engines;
use serde_json::json;
use support::TestApp;

use super::{Given, SURVEY, add_responses, choose, version};

const LETTER: &str = "We, the friends of the moss, ask you to put ponds, wet woodland and quiet places first, because they are \
                      what our children will remember.";

const NAMES: [&str; 8] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

/// Asks eight numbers and one reason.
fn eight() -> Questionnaire {
    let number = |name: &&str| json!({ "id": name, "text": format!("How many of {name}?"), "kind": { "number": {} } });
    let mut asked: Vec<_> = NAMES.iter().map(number).collect();
    asked.push(json!({ "id": "why", "text": "Why?", "kind": { "text": { "limit": 500 } } }));
    serde_json::from_value(json!({ "pages": [{ "id": "all", "title": "All", "questions": asked }], "roles": {} }))
        .unwrap()
}

fn saying(words: &str) -> Given {
    vec![("responding-as", choose("resident")), ("other-comments", Answer::Text(words.into()))]
}

on_both_engines! {
    async fn responses_with_the_same_long_text_are_grouped_and_lead_to_each(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let shouted = LETTER.to_uppercase();
        let all = vec![saying(LETTER), saying("Ponds"), saying("Ponds"), saying(&shouted), saying("Hedges")];
        let references = add_responses(&app, &version, all).await;
        let mut staff = app.staff(Role::Auditor).await;

        let list = staff.get(&format!("{SURVEY}/responses")).await;
        assert!(list.attributes("main a", "href").contains(&format!("{SURVEY}/alike")));
        let page = staff.get(&format!("{SURVEY}/alike")).await;
        assert_eq!(page.text("h2.govuk-heading-m").as_deref(), Some("2 responses with the same text"));
        assert!(page.text(".fm-words").unwrap().to_lowercase().contains("friends of the moss"));
        assert!(page.text("main").unwrap().contains("Responses that are alike are counted like all others."));
        let mut expected = [&references[0], &references[3]].map(|reference| format!("/staff/responses/{reference}"));
        expected.sort();
        assert_eq!(page.attributes("main ul a", "href"), expected);
        add_responses(&app, &version, vec![saying(LETTER)]).await;
        let later = staff.get(&format!("{SURVEY}/alike")).await;
        assert_eq!(later.text("h2.govuk-heading-m").as_deref(), Some("3 responses with the same text"));
    }

    async fn many_in_an_hour_are_a_burst_with_what_is_usual_then(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut sent = Vec::new();
        for count in [1, 12, 1] {
            sent.push(add_responses(&app, &version, vec![saying("Ponds"); count]).await);
            app.clock.advance(TimeDelta::days(2));
        }
        let mut staff = app.staff(Role::Auditor).await;

        let page = staff.get(&format!("{SURVEY}/alike")).await;

        assert_eq!(page.text("h2.govuk-heading-m").as_deref(), Some("12 responses sent in a burst"));
        let main = page.text("main").unwrap();
        assert!(main.contains("At that time on other days fewer than 1 comes.") && main.contains("12 were sent online"), "{main}");
        let own = page.attribute(&format!("a[href^='{SURVEY}/alike/']"), "href").unwrap();
        let group = staff.get(&own).await;
        let mut expected: Vec<_> = sent[1].iter().map(|reference| format!("/staff/responses/{reference}")).collect();
        expected.sort();
        assert_eq!(group.attributes("main ul a", "href"), expected);
    }

    async fn the_same_answers_stand_after_the_same_texts_with_what_chance_would_make_and_which_they_are(app: TestApp) {
        let app = app.with_questionnaire(eight()).await;
        let version = version(&app).await;
        let numbered = |number: u8| {
            let answers = NAMES.iter().map(|name| (*name, Answer::Number(number.into())));
            answers.collect::<Given>()
        };
        let campaign = || { let mut given = numbered(7); given.push(("why", Answer::Text(LETTER.into()))); given };
        let all = [vec![numbered(4); 3], vec![campaign(); 2]].concat();
        let references = add_responses(&app, &version, all).await;
        let mut staff = app.staff(Role::Auditor).await;

        let page = staff.get(&format!("{SURVEY}/alike")).await;
        let first = "2 responses with the same text and the same 9 answers";
        assert_eq!((page.text("h2.govuk-heading-m").as_deref(), page.count("h2.govuk-heading-m")), (Some(first), 2));
        let main = page.text("main").unwrap();
        assert!(main.contains("3 responses with the same 8 answers"), "{main}");
        // Three answer these questions alone, and three of five say 4 to each: 3 × 0.6⁸.
        assert!(main.contains("By chance fewer than 1 would be expected to have these answers"), "{main}");
        let chance = main.find("The most usual reason for the same answers is chance").unwrap();
        assert!(chance < main.find("A campaign").unwrap(), "{main}");
        let own = page.attributes(&format!("a[href^='{SURVEY}/alike/']"), "href");
        let group = staff.get(&own[1]).await;
        let shown = group.text("main").unwrap();
        assert!(shown.contains("The answers that are the same") && shown.contains("How many of three?"), "{shown}");
        assert_eq!(group.count("main dl dd"), NAMES.len());
        assert_eq!((group.count("main ul a"), references.len()), (3, 5));
    }

    async fn words_that_were_redacted_in_one_response_are_shown_of_none(app: TestApp) {
        let app = app.with_questionnaire(eight()).await;
        let version = version(&app).await;
        let numbered = NAMES.iter().map(|name| (*name, Answer::Number(7.into())));
        let given: Given = numbered.chain([("why", Answer::Text(LETTER.into()))]).collect();
        add_responses(&app, &version, vec![given; 2]).await;
        let (mut coder, mut auditor) = (app.staff(Role::Strategist).await, app.staff(Role::Auditor).await);
        let list = auditor.get(&format!("{SURVEY}/alike")).await;
        assert!(list.body.contains("friends of the moss"), "{}", list.body);
        let own = list.attribute(&format!("a[href^='{SURVEY}/alike/']"), "href").unwrap();
        let comments = coder.get(&format!("{SURVEY}/comments")).await;
        // The last of the two: whichever response is shown, the words of both are the same.
        let comment = comments.attributes("tbody th a", "href").pop().unwrap();
        let form = coder.get(&format!("{}/redact", comment.split('?').next().unwrap())).await;
        let redacted = coder.submit(&form, &[("text", "We, [a group], ask for ponds"), ("reason", "A name")]).await;
        assert_eq!(redacted.status, StatusCode::SEE_OTHER, "{}", redacted.body);

        for reader in [&mut auditor, &mut coder] {
            for address in [format!("{SURVEY}/alike"), own.clone()] {
                let page = reader.get(&address).await;
                assert!(!page.body.contains("friends of the moss"), "{address}: {}", page.body);
                assert!(page.text("main").unwrap().contains("were redacted, so they are not shown here"), "{}", page.body);
            }
            assert!(reader.get(&own).await.body.contains("We, [a group], ask for ponds"));
        }
    }

    async fn a_text_of_which_words_were_changed_is_in_one_group_that_says_in_how_many_wordings(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let all = vec![saying(LETTER), saying(LETTER), saying(&LETTER.replace("ponds", "hedges")), saying("Ponds")];
        add_responses(&app, &version, all).await;
        let mut staff = app.staff(Role::Auditor).await;

        let page = staff.get(&format!("{SURVEY}/alike")).await;

        assert_eq!(page.text("h2.govuk-heading-m").as_deref(), Some("3 responses with nearly the same text"));
        let main = page.text("main").unwrap();
        assert!(main.contains("In 2 wordings. The one that most have begins so:"), "{main}");
        assert!(page.text(".fm-words").unwrap().contains("put ponds, wet woodland"), "{main}");
    }

    async fn a_large_group_has_pages_of_its_own_and_the_largest_comes_first(app: TestApp) {
        let app = app.with_early_survey().await;
        let version = version(&app).await;
        let mut all = vec![saying(LETTER); 101];
        let other = "<b>Hedges</b> and old trees are where the birds of our village nest, so keep every one of them for whoever comes after us.";
        all.extend(vec![saying(other); 2]);
        add_responses(&app, &version, all).await;
        let mut staff = app.staff(Role::Strategist).await;

        let page = staff.get(&format!("{SURVEY}/alike")).await;
        assert_eq!(page.text("h2.govuk-heading-m").as_deref(), Some("101 responses with the same text"));
        assert_eq!((page.text(".fm-count").as_deref(), page.count("main ul a"), page.count("main b")), (Some("2 groups"), 12, 0));
        let own = page.attribute(&format!("a[href^='{SURVEY}/alike/']"), "href").unwrap();
        let first = staff.get(&own).await;
        let second = staff.get(&first.attribute("a[rel=next]", "href").unwrap()).await;
        assert_eq!((first.count("main ul a"), second.count("main ul a")), (100, 1));
        for nowhere in [format!("{own}?page=3"), format!("{SURVEY}/alike/none"), format!("{SURVEY}/alike?page=2")] {
            assert_eq!(staff.get(&nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    }

    async fn a_consultation_in_which_nothing_is_alike_says_so_and_not_to_everybody(app: TestApp) {
        let app = app.with_early_survey().await;
        let page = app.staff(Role::Strategist).await.get(&format!("{SURVEY}/alike")).await;
        assert_eq!((page.count(".fm-empty"), page.count("h2.govuk-heading-m")), (1, 0));
        for address in [format!("{SURVEY}/alike"), format!("{SURVEY}/alike/none")] {
            assert_eq!(app.visitor().get(&address).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(app.staff(Role::Intake).await.get(&format!("{SURVEY}/alike")).await.status, StatusCode::FORBIDDEN);
    }
}
