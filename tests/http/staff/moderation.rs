//! Moderating responses whose senders let their words be published, and reading what is published of them.

mod kept;
mod shown;

use axum::http::StatusCode;
use chrono::TimeDelta;
use domain::{
    answer::{Answer, Chosen, Location, Place},
    permission::Role,
    questionnaire::Questionnaire,
};
use engines::on_both_engines;
use serde_json::{Value, json};
use store::Version;
use support::{Page, TestApp, Visitor};

use super::{Given, SURVEY, add_responses, choose, comments, version};

const PUBLIC: &str = "/consultations/early-survey/responses";

fn room(below: &str) -> String {
    format!("{SURVEY}/moderation{below}")
}

fn words(id: &str) -> Value {
    json!({ "id": id, "text": format!("Say {id}"), "kind": { "text": { "limit": 2_000, "multiline": true } } })
}

fn options(options: &[(&str, Option<&str>)]) -> Value {
    let option = |(id, stands_for): &(&str, Option<&str>)| {
        let mut option = json!({ "id": id, "label": id, "asks_words": *id == "other" });
        if let Some(code) = stands_for {
            option["stands_for"] = json!(code);
        }
        option
    };
    json!({ "single_choice": { "options": options.iter().map(option).collect::<Vec<_>>() } })
}

/// A questionnaire with questions for words, for all that is never published, and perhaps for consent.
fn asking(roles: Value) -> Questionnaire {
    let choice =
        |id: &str, of: &[(&str, Option<&str>)]| json!({ "id": id, "text": format!("Say {id}"), "kind": options(of) });
    let may = [("no", None), ("yes", Some("words")), ("named", Some("words-and-organisation"))];
    let questions = json!([
        choice("who", &[("planted-kind", Some("planted-segment")), ("resident", Some("resident"))]),
        choice("where", &[("planted-area", Some("planted-code"))]),
        choice("way", &[("planted-way", None), ("other", None)]),
        words("club"),
        words("why"),
        words("how"),
        words("left-out"),
        { "id": "place", "text": "Say place", "kind": { "places": { "at_most": 3, "options": [{ "id": "planted-why", "label": "planted-why" }] } } },
        choice("may", &may),
    ]);
    let page = json!({ "id": "you", "title": "You", "questions": questions });
    serde_json::from_value(json!({ "pages": [page], "roles": roles })).unwrap()
}

fn roles() -> Value {
    json!({ "segment": "who", "organisation": "club", "consent": "may", "margins": { "area_code": "where" } })
}

fn said(words: &str) -> Answer {
    Answer::Text(words.into())
}

/// A response with words, and an answer to whether they may be published.
fn saying(may: &str, words: &str) -> Given {
    vec![("why", said(words)), ("may", choose(may)), ("club", said("Pond Club"))]
}

/// An application with responses to a consultation that has closed; gives their references.
async fn closed(app: TestApp, responses: Vec<Given>) -> (TestApp, Vec<String>) {
    let app = app.with_questionnaire(asking(roles())).await;
    let references = add_responses(&app, &version(&app).await, responses).await;
    app.clock.advance(TimeDelta::weeks(4));
    (app, references)
}

/// Chooses the questions whose words are published.
async fn choose_questions(staff: &mut Visitor, questions: &[&str]) -> Page {
    let form = staff.get(&room("/questions")).await;
    let chosen: Vec<_> = questions.iter().map(|id| ("questions", *id)).collect();
    staff.submit(&form, &chosen).await
}

/// Decides about a response on its page.
async fn decide(staff: &mut Visitor, reference: &str, decision: &str) -> Page {
    let page = staff.get(&room(&format!("/{reference}"))).await;
    assert_eq!(page.status, 200, "{}", page.body);
    staff.submit(&page, &[("decision", decision)]).await
}

/// Publishes responses about which nobody has decided.
async fn publish(staff: &mut Visitor, references: &[String]) {
    for reference in references {
        let decided = decide(staff, reference, "publish").await;
        assert_eq!(decided.status, 303, "{}", decided.body);
    }
    assert_eq!(staff.post(&room("/publish"), &[]).await.status, 303);
}

/// An application with published responses and somebody who moderates; the question `why` is published.
async fn published(app: TestApp, responses: Vec<Given>) -> (TestApp, Visitor, Vec<String>) {
    let (app, references) = closed(app, responses).await;
    let mut staff = app.staff(Role::Strategist).await;
    assert_eq!(choose_questions(&mut staff, &["why"]).await.status, 303);
    publish(&mut staff, &references).await;
    (app, staff, references)
}

/// Gives the address of the one published response with some words.
async fn find(reader: &mut Visitor, words: &str) -> String {
    let list = reader.get(&format!("{PUBLIC}?words={words}")).await;
    let found = list.attributes(".fm-listing__title a", "href");
    assert_eq!(found.len(), 1, "{}", list.body);
    found[0].clone()
}

on_both_engines! {
    async fn what_somebody_let_be_published_is_read_by_everybody_once_it_was_read_by_somebody(app: TestApp) {
        let given = vec![saying("yes", "More ponds"), saying("named", "More hedges"), saying("no", "More secrets"), vec![("why", said("Silent otters"))]];
        let (app, references) = closed(app, given).await;
        let mut staff = app.staff(Role::Strategist).await;
        let mut reader = app.visitor();
        assert_eq!(reader.get(PUBLIC).await.status, 404, "nothing is to be published");
        choose_questions(&mut staff, &["why"]).await;
        let list = staff.get(&room("")).await;
        assert_eq!(list.text(".fm-count").as_deref(), Some("2 responses"));
        assert!(!list.body.contains("secrets") && !list.body.contains("otters"), "{}", list.body);
        let empty = reader.get(PUBLIC).await;
        assert!(empty.text("main").unwrap().contains("No response is published yet"), "{}", empty.body);
        let about = "/consultations/early-survey";
        let link = format!("main a[href='{PUBLIC}']");
        assert_eq!(reader.get(about).await.count(&link), 0);

        let start = list.attribute("main a.govuk-button", "href").unwrap();
        let first = staff.get(&start).await;
        let second = staff.submit(&first, &[("decision", "publish"), ("note", "planted-note")]).await.location().unwrap();
        assert_ne!(second, start, "the next one is opened");
        let page = staff.get(&second).await;
        assert_eq!(staff.submit(&page, &[("decision", "publish")]).await.location(), Some(room("")));
        assert!(!reader.get(PUBLIC).await.body.contains("More"), "it is decided and not published");
        let waiting = staff.get(&room("?stage=to-publish")).await;
        assert_eq!((waiting.text(".fm-count").as_deref(), waiting.count("tbody tr")), (Some("2 responses"), 2));
        staff.submit(&waiting, &[]).await;

        let page = reader.get(PUBLIC).await;
        let main = page.text("main").unwrap();
        assert!(main.contains("2 responses are published") && main.contains("More ponds") && main.contains("More hedges"), "{main}");
        assert_eq!((main.matches("Say why").count(), main.matches("Answered for Pond Club").count()), (3, 1), "{main}");
        assert!(!page.body.contains("secrets") && !page.body.contains("otters") && !page.body.contains("planted"), "{main}");
        assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow");
        assert_eq!(reader.get(about).await.count(&link), 1);
        let hedges = find(&mut reader, "hedges").await;
        let one = reader.get(&hedges).await;
        assert!(one.text("main").unwrap().contains("Answered for Pond Club"), "{}", one.body);
        assert!(!references.iter().any(|reference| one.body.contains(reference) || page.body.contains(reference)));
    }

    async fn a_crafted_decision_publishes_nothing_that_nobody_consented_to(app: TestApp) {
        let (app, references) = closed(app, vec![saying("no", "More secrets"), saying("yes", "More ponds")]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        for below in ["", "/decide"] {
            let address = room(&format!("/{}{below}", references[0]));
            let page = if below.is_empty() { staff.get(&address).await } else { staff.post(&address, &[("decision", "publish"), ("state", "0-0-1")]).await };
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
        publish(&mut staff, &references[1..]).await;
        let mut reader = app.visitor();
        assert!(!reader.get(PUBLIC).await.body.contains("secrets"));
        assert!(!reader.get(&format!("{PUBLIC}.csv")).await.body.contains("secrets"));
        assert_eq!(reader.get(&format!("{PUBLIC}?words=secrets")).await.text(".fm-count").as_deref(), Some("0 responses"));
    }

    async fn the_version_that_somebody_answered_says_whether_they_consented(app: TestApp) {
        let mut without = roles();
        without["consent"] = Value::Null;
        let app = app.with_questionnaire(asking(without)).await;
        let first = version(&app).await;
        add_responses(&app, &first, vec![saying("yes", "Before it was asked")]).await;
        let (clock, entropy) = (&*app.state.clock, &*app.state.entropy);
        let second = Version { id: domain::ids::VersionId::new(clock, entropy), number: 2, questionnaire: asking(roles()), ..first };
        app.add_version(&second).await;
        let after = add_responses(&app, &second, vec![saying("yes", "After it was asked")]).await;
        app.clock.advance(TimeDelta::weeks(4));
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why"]).await;
        assert_eq!(staff.get(&room("")).await.text(".fm-count").as_deref(), Some("1 response"));
        publish(&mut staff, &after).await;
        let page = app.visitor().get(PUBLIC).await;
        assert!(page.body.contains("After it was asked") && !page.body.contains("Before it was asked"), "{}", page.body);
    }

    async fn nothing_but_the_chosen_words_comes_out_on_any_page_or_in_the_file(app: TestApp) {
        let other = Answer::Choice(Chosen { option: "other".into(), words: Some("planted-words-beside".into()) });
        let location = Location::Named("planted-place".into());
        let place = Answer::Places(vec![Place { location, kind: Some("planted-why".into()), comment: Some("planted-comment".into()), private: false }]);
        let given = vec![
            ("who", choose("planted-kind")),
            ("where", choose("planted-area")),
            ("way", other),
            ("club", said("Planted-club")),
            ("why", said("planted-original ponds")),
            ("how", said("Ditches")),
            ("left-out", said("planted-left-out")),
            ("place", place),
            ("may", choose("yes")),
        ];
        let (app, references) = closed(app, vec![given]).await;
        let mut staff = app.staff(Role::Strategist).await;
        choose_questions(&mut staff, &["why", "how"]).await;
        let comment = comments::find(&mut staff, "planted-original").await;
        let form = staff.get(&format!("{comment}/redact")).await;
        assert_eq!(staff.submit(&form, &[("text", "Good ponds"), ("reason", "planted-redaction")]).await.status, 303);
        let page = staff.get(&room(&format!("/{}", references[0]))).await;
        staff.submit(&page, &[("decision", "publish"), ("note", "planted-note")]).await;
        staff.post(&room("/publish"), &[]).await;

        let mut reader = app.visitor();
        let one = find(&mut reader, "ponds").await;
        let comment = comment.rsplit('/').next().unwrap();
        for address in [PUBLIC.to_owned(), format!("{PUBLIC}?question=how"), format!("{PUBLIC}?words=ditches"), one, format!("{PUBLIC}.csv")] {
            let page = reader.get(&address).await;
            assert_eq!(page.status, 200, "{address}");
            let low = page.body.to_lowercase();
            assert!(low.contains("ditches"), "{address}: {low}");
            assert!(!low.contains("planted") && !page.body.contains(&references[0]), "{address}: {low}");
            assert!(!page.body.contains(comment), "its number among comments leads staff to the response: {address}");
            assert!(!low.contains("june 2026") && !low.contains("2026-06"), "{address} tells when: {low}");
        }
        for hidden in ["planted", "planted-original", "planted-left-out", "planted-club", "planted-kind", &references[0]] {
            let found = reader.get(&format!("{PUBLIC}?words={hidden}")).await;
            assert_eq!(found.text(".fm-count").as_deref(), Some("0 responses"), "{hidden}");
        }
        for hidden in ["left-out", "club", "way", "place", "who"] {
            let found = reader.get(&format!("{PUBLIC}?question={hidden}")).await;
            assert_eq!(found.text(".fm-count").as_deref(), Some("0 responses"), "{hidden}");
        }
    }
}
