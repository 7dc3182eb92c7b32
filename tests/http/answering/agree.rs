//! Random questionnaires with random answers: the form, the response that staff read and the file say the same, and each
//! of the four states of a question survives.

mod asked;

use std::collections::BTreeMap;

use domain::{
    consultation::Consultation,
    ids::VersionId,
    permission::Role,
    questionnaire::{Page as Asking, Questionnaire},
    time::Clock,
};
use proptest::{
    collection::vec,
    prelude::*,
    sample::Index,
    test_runner::{Config, TestRunner},
};
use serde_json::json;
use store::Version;
use uuid::Uuid;

use self::asked::{Asked, KINDS};
use super::*;
use crate::staff::files;

/// What is drawn for a question: its kind, what is answered, whether it is left blank, and whether it hangs on another.
type Drawn = (usize, u8, bool, Option<Index>);

/// A questionnaire page by page, with what somebody answers.
#[derive(Debug)]
struct Form {
    pages: Vec<Vec<Asked>>,
}

fn forms() -> impl Strategy<Value = Form> {
    let drawn = (0..KINDS, any::<u8>(), any::<bool>(), proptest::option::of(any::<Index>()));
    vec(vec(drawn, 1..4), 1..5).prop_map(Form::new)
}

impl Form {
    fn new(drawn: Vec<Vec<Drawn>>) -> Self {
        let mut pages: Vec<Vec<Asked>> = Vec::new();
        for page in drawn {
            let earlier: Vec<&Asked> = pages.iter().flatten().filter(|asked| asked.decides().is_some()).collect();
            let asked = page.into_iter().enumerate().map(|(place, (kind, pick, blank, hangs_on))| {
                let on = hangs_on.filter(|_| !earlier.is_empty()).map(|index| index.get(&earlier));
                Asked::new(&format!("q-{}-{place}", pages.len()), kind, pick, blank, on.copied())
            });
            let asked = asked.collect();
            pages.push(asked);
        }
        Self { pages }
    }

    fn questionnaire(&self) -> Questionnaire {
        let page = |(number, page): (usize, &Vec<Asked>)| {
            let questions: Vec<_> = page.iter().map(Asked::question).collect();
            json!({ "id": format!("page-{number}"), "title": format!("Page {number}"), "questions": questions })
        };
        let pages: Vec<_> = self.pages.iter().enumerate().map(page).collect();
        serde_json::from_value(json!({ "pages": pages })).unwrap()
    }
}

/// Publishes the questionnaire without its last page and with a question that nobody was asked before.
async fn publish_otherwise(app: &TestApp, questionnaire: &Questionnaire) {
    let late = json!({ "id": "late", "title": "Late", "questions": [
        { "id": "late", "text": "What else?", "kind": { "text": { "limit": 100 } } },
    ] });
    let late: Asking = serde_json::from_value(late).unwrap();
    let kept = questionnaire.pages.len() - 1;
    let pages = questionnaire.pages.iter().take(kept).cloned().chain([late]).collect();
    let consultation: Consultation = app.state.store.find_consultation("early-survey").await.unwrap().unwrap();
    let version = Version {
        id: VersionId(Uuid::from_u128(2)),
        consultation: consultation.id,
        number: 2,
        questionnaire: Questionnaire { pages, ..questionnaire.clone() },
        published_at: app.clock.now(),
    };
    app.add_version(&version).await;
}

/// Answers every page that is shown, posting also what belongs to hidden questions, and gives the reference.
async fn answer(app: &TestApp, form: &Form) -> String {
    let mut visitor = app.visitor();
    let mut page = visitor.open(RESPOND).await;
    loop {
        let action = page.attribute("form[method=post]", "action").unwrap();
        let Some(number) = action.strip_prefix(&format!("{RESPOND}/page-")) else { break };
        let asked = form.pages.get(number.parse::<usize>().unwrap());
        let typed: Vec<_> = asked.into_iter().flatten().flat_map(Asked::typed).collect();
        let typed: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let next = visitor.submit(&page, &typed).await;
        page = visitor.open(&next.location().unwrap_or_else(|| panic!("refused: {}", next.body))).await;
    }
    while !page.attribute("form[method=post]", "action").unwrap().ends_with("/check") {
        let next = visitor.submit(&page, &[]).await;
        page = visitor.open(&next.location().unwrap()).await;
    }
    let sent = visitor.submit(&page, &[]).await;
    visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap()
}

/// Reads the file of responses as if it had come on paper, and expects the same answers and states of what is added.
async fn expect_same_again(staff: &mut Visitor, first: &str) {
    let file = staff.get("/staff/consultations/early-survey/responses.csv").await.body;
    let on_paper = file.replacen(",online,,", ",paper,2026-06-15,", 1);
    let shown = files::read(staff, &on_paper).await;
    files::add(staff, &shown).await;
    let mut rows = files::exported(staff).await;
    let (mut online, mut paper) = (rows.remove(first).unwrap(), rows.pop_first().unwrap().1);
    for row in [&mut online, &mut paper] {
        let differs = |column: &str| ["reference", "channel", "received", "read_in", "marks"].contains(&column);
        // Nobody was shown anything in an order of their own on paper.
        row.retain(|column, _| !differs(column) && column.rsplit('.').next() != Some("order"));
    }
    assert_eq!(online, paper);
}

async fn expect_agreement(url: &str, form: &Form) {
    let questionnaire = form.questionnaire();
    assert_eq!(questionnaire.check(), []);
    let app = TestApp::open(url).await.unwrap().with_questionnaire(questionnaire.clone()).await;
    let first = answer(&app, form).await;
    let mut staff = app.staff(Role::Strategist).await;
    expect_same_again(&mut staff, &first).await;
    publish_otherwise(&app, &questionnaire).await;
    let second = answer(&app, &Form { pages: Vec::new() }).await;

    let file = staff.get("/staff/consultations/early-survey/responses.csv").await;
    let mut reader = csv::Reader::from_reader(file.body.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let row = |reference: &str| rows.iter().find(|row| row["reference"] == reference).unwrap();
    let page = staff.get(&format!("/staff/responses/{first}")).await.text("main").unwrap();
    for asked in form.pages.iter().flatten() {
        asked.expect_in(row(&first));
        for said in asked.said() {
            assert!(page.contains(&said), "{said} is not on the page of {asked:?}");
        }
    }
    assert_eq!((row(&first)["late.state"].as_str(), row(&second)["late.state"].as_str()), ("not-in-version", "blank"));
    for asked in form.pages.last().into_iter().flatten() {
        assert_eq!(row(&second)[&asked.column("state")], "not-in-version");
    }
}

fn hold_on(engine: fn(&tokio::runtime::Runtime) -> engines::Database, cases: u32) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(cases) });
    let held = runner.run(&forms(), |form| {
        let database = engine(&runtime);
        runtime.block_on(expect_agreement(&database.url, &form));
        Ok(())
    });
    held.unwrap();
}

#[test]
fn form_response_and_file_say_the_same_on_sqlite() {
    hold_on(|_| engines::sqlite(), 32);
}

#[test]
fn form_response_and_file_say_the_same_on_postgres() {
    hold_on(|runtime| runtime.block_on(engines::postgres()), 8);
}
