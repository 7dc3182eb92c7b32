//! An officer's whole task: a survey such as councils run, written from nothing, published, mended and changed while people
//! answer it.

use std::collections::BTreeMap;

use domain::permission::Role;
use engines::on_both_engines;
use support::{TestApp, Visitor};

const ROOM: &str = "/staff/consultations/nature-where-you-live/questionnaire";
const PUBLIC: &str = "/consultations/nature-where-you-live";

type Typed = &'static [(&'static str, &'static str)];

const PAGES: [(&str, &str); 2] = [("", "About you"), ("about-you", "Nature")];

/// By the page and the question before it, and the kind.
const QUESTIONS: [(&str, &str, &str, Typed); 7] = [
    (
        "about-you",
        "",
        "multiple-choice",
        &[("text", "Who are you?"), ("options", "Resident\nFarmer\nOther [in words]")],
    ),
    (
        "about-you",
        "who-are-you",
        "single-choice",
        &[("text", "I am responding as"), ("required", "yes"), ("options", "An individual\nAn organisation")],
    ),
    (
        "nature",
        "",
        "rating",
        &[("text", "Healthy habitats mater to me"), ("low", "Strongly disagree"), ("high", "Strongly agree")],
    ),
    (
        "nature",
        "healthy-habitats-mater-to",
        "yes-no",
        &[("text", "Have you heard of the strategy?"), ("dont-know", "Not sure")],
    ),
    ("nature", "have-you-heard-of", "text", &[("text", "What have you heard?"), ("limit", "300")]),
    (
        "nature",
        "what-have-you-heard",
        "single-choice",
        &[("text", "How do you feel about it?"), ("options", "Hopeful\nWorried\nDon’t know [no answer]")],
    ),
    ("nature", "how-do-you-feel", "text", &[("text", "Why?"), ("limit", "300"), ("multiline", "yes")]),
];

async fn fill(officer: &mut Visitor, address: &str, changes: &[(&str, &str)]) {
    let form = officer.get(&format!("{ROOM}{address}")).await;
    let saved = officer.submit(&form, changes).await;
    assert!(saved.status.is_redirection(), "{address}: {:?}", saved.text(".govuk-error-summary"));
}

async fn write(officer: &mut Visitor) {
    let typed = [
        ("title", "Nature where you live"),
        ("summary", "What matters to you."),
        ("kind", "early-survey"),
        ("opens.day", "1"),
        ("opens.month", "6"),
        ("opens.year", "2026"),
        ("closes.day", "1"),
        ("closes.month", "7"),
        ("closes.year", "2026"),
    ];
    let form = officer.get("/staff/new-consultation").await;
    assert_eq!(officer.submit(&form, &typed).await.location().as_deref(), Some(ROOM));
    for (after, title) in PAGES {
        fill(officer, &format!("/new-page?after={after}"), &[("title", title)]).await;
    }
    for (page, after, kind, typed) in QUESTIONS {
        fill(officer, &format!("/new-question?page={page}&after={after}&kind={kind}"), typed).await;
    }
    let heard = [("answers", "yes"), ("when", "chosen")];
    fill(officer, "/questions/what-have-you-heard/condition?on=have-you-heard-of", &heard).await;
}

/// Answers all that is shown, and says what one feels.
async fn answer(app: &TestApp, feeling: (&str, &str)) {
    let mut visitor = app.visitor();
    let you = visitor.open(&format!("{PUBLIC}/respond")).await;
    let next = visitor.submit(&you, &[("who-are-you", "resident"), ("i-am-responding-as", "an-individual")]).await;
    let nature = visitor.open(&next.location().unwrap()).await;
    let fields = [("healthy-habitats-mater-to", "5"), ("have-you-heard-of", "no"), feeling, ("why", "The \"ponds\"")];
    let next = visitor.submit(&nature, &fields).await;
    let check = visitor.open(&next.location().expect("all of it is offered")).await;
    assert!(visitor.submit(&check, &[]).await.location().unwrap().ends_with("/receipt"));
}

on_both_engines! {
    async fn a_survey_is_written_published_mended_and_changed_and_its_answers_are_never_mixed(app: TestApp) {
        let mut officer = app.staff(Role::Strategist).await;
        write(&mut officer).await;
        let preview = officer.get(&format!("{ROOM}/preview/nature")).await.text("main").unwrap();
        assert!(preview.contains("Shown when ‘Yes’ was chosen for ‘Have you heard of the strategy?’"), "{preview}");
        fill(&mut officer, "/publish", &[("reason", "It is a trial.")]).await;
        answer(&app, ("how-do-you-feel", "worried")).await;

        fill(&mut officer, "/questions/healthy-habitats-mater-to", &[("text", "Healthy habitats matter to me")]).await;
        let options = ("options", "Hopeful\nWorried\nNot interested\nDon’t know [no answer]");
        fill(&mut officer, "/questions/how-do-you-feel", &[options]).await;
        fill(&mut officer, "/publish", &[]).await;
        answer(&app, ("how-do-you-feel", "not-interested")).await;

        let options = ("options", "Hopeful\nAngry\nDon’t know [no answer]");
        fill(&mut officer, "/questions/how-do-you-feel", &[options]).await;
        fill(&mut officer, "/publish", &[]).await;
        answer(&app, ("how-do-you-feel-2", "angry")).await;

        let file = officer.get(&format!("{}/responses.csv", ROOM.trim_end_matches("/questionnaire"))).await;
        let mut reader = csv::Reader::from_reader(file.body.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
        let columns = [
            "version", "healthy-habitats-mater-to", "how-do-you-feel", "how-do-you-feel.state", "how-do-you-feel-2",
            "how-do-you-feel-2.state", "what-have-you-heard.state", "why",
        ];
        let mut told: Vec<_> = rows.iter().map(|row| columns.map(|name| row[name].clone())).collect();
        told.sort_unstable();
        let expected = [
            ["1", "5", "worried", "answered", "", "not-in-version", "skipped", "The \"ponds\""],
            ["2", "5", "not-interested", "answered", "", "not-in-version", "skipped", "The \"ponds\""],
            ["3", "5", "", "not-in-version", "angry", "answered", "skipped", "The \"ponds\""],
        ];
        assert_eq!(told, expected.map(|row| row.map(str::to_owned)));
    }
}
