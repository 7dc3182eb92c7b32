//! What is noted of how a response came: it is stored all the same, and whoever answers sees nothing of it.

use app::network::Network;
use axum::Extension;
use chrono::TimeDelta;
use domain::{
    mark::{AT_ONCE, Mark},
    permission::Role,
    questionnaire::Questionnaire,
};
use engines::{Database, on_both_engines};
use serde_json::json;
use support::{Page, TestApp, Visitor};

use super::{answer_to_check, count};

const SURVEY: &str = "/staff/consultations/early-survey";
const LEAVE_EMPTY: &str = "leave~empty";
/// Longer than anybody needs to answer what these tests ask.
const A_WHILE: TimeDelta = TimeDelta::seconds(10);

/// Asks one thing on each of two pages.
fn short() -> Questionnaire {
    let page = |id: &str| {
        let asked = json!({ "id": format!("{id}-why"), "text": "Why?", "kind": { "text": { "limit": 500 } } });
        json!({ "id": id, "title": "A page", "questions": [asked] })
    };
    serde_json::from_value(json!({ "pages": [page("one"), page("two")], "roles": {} })).unwrap()
}

/// Gives somebody who comes from an address.
fn from(app: &TestApp, address: &str) -> Visitor {
    app.visitor().through(app.router.clone().layer(Extension(Network::of(address.parse().unwrap()))))
}

async fn receipt(visitor: &mut Visitor, check: &Page, changes: &[(&str, &str)]) -> String {
    let sent = visitor.submit(check, changes).await;
    visitor.open(&sent.location().unwrap()).await.text("#reference").unwrap()
}

/// Answers in the time that a person needs, and gives the reference.
async fn answer(app: &TestApp, visitor: &mut Visitor) -> String {
    let check = answer_to_check(visitor).await;
    app.clock.advance(A_WHILE);
    receipt(visitor, &check, &[]).await
}

async fn marks(app: &TestApp, reference: &str) -> Vec<Mark> {
    app.state.store.find_response(reference).await.unwrap().unwrap().marks
}

/// Lets no response be stored from now on.
async fn refuse_answers(database: &Database) {
    const FUNCTION: &str =
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql";
    const POSTGRES: &str = "CREATE TRIGGER refuse BEFORE INSERT ON answers FOR EACH ROW EXECUTE FUNCTION refuse()";
    const SQLITE: &str = "CREATE TRIGGER refuse BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'refused'); END";
    if database.is_postgres() {
        database.change(FUNCTION).await;
        database.change(POSTGRES).await;
    } else {
        database.change(SQLITE).await;
    }
}

on_both_engines! {
    async fn sixty_people_of_one_library_all_get_receipts_and_the_later_ones_are_marked(app: TestApp, database: &Database) {
        let app = app.with_questionnaire(short()).await;
        let mut marked = Vec::new();
        for person in 0..60 {
            let reference = answer(&app, &mut from(&app, &format!("203.0.113.{}", 1 + person % 3))).await;
            marked.push(marks(&app, &reference).await);
        }
        assert_eq!(count(&app).await, 60);
        let at_once = usize::try_from(AT_ONCE).unwrap();
        assert!(marked[..at_once].iter().all(Vec::is_empty));
        assert_eq!(marked[at_once], [Mark::ManyFromOneNetwork]);
        // One more every two minutes has none: ten minutes of one person every ten seconds.
        assert_eq!(marked.iter().filter(|marks| marks.is_empty()).count(), at_once + 4);

        for others in [answer(&app, &mut from(&app, "198.51.100.1")).await, answer(&app, &mut app.visitor()).await] {
            assert_eq!(marks(&app, &others).await, []);
        }
        assert_eq!(database.find_words("203.0.113").await, Vec::<String>::new());
        let list = app.staff(Role::Auditor).await.get(&format!("{SURVEY}/responses?mark=many-from-one-network")).await;
        assert_eq!(list.text(".fm-count").as_deref(), Some("46 responses"));
        assert_eq!(list.attribute("#mark option[selected]", "value").as_deref(), Some("many-from-one-network"));
        assert!(list.attribute("a[rel=next]", "href").unwrap().contains("mark=many-from-one-network&"));
        assert!(list.text("main").unwrap().contains("46 responses to this consultation have a mark"));
    }

    async fn a_sending_that_stores_nothing_is_not_counted(app: TestApp) {
        let app = app.with_questionnaire(short()).await;
        let mut visitor = from(&app, "203.0.113.1");
        let check = answer_to_check(&mut visitor).await;
        app.clock.advance(A_WHILE);
        for _ in 0..20 {
            let refused = visitor.submit(&check, &[("receipt-email", "not an address")]).await;
            assert_eq!(refused.status, 422);
        }
        let reference = receipt(&mut visitor, &check, &[("receipt-email", "")]).await;
        for _ in 0..20 {
            assert_eq!(visitor.submit(&check, &[("receipt-email", "")]).await.status, 303);
        }
        assert_eq!(marks(&app, &reference).await, []);
        let next = answer(&app, &mut from(&app, "203.0.113.1")).await;
        assert_eq!(marks(&app, &next).await, []);
    }

    async fn what_the_database_did_not_take_is_not_counted_for_its_network(app: TestApp, database: &Database) {
        let app = app.with_questionnaire(short()).await;
        let mut visitor = from(&app, "203.0.113.1");
        let check = answer_to_check(&mut visitor).await;
        app.clock.advance(A_WHILE);
        refuse_answers(database).await;
        for _ in 0..=AT_ONCE {
            assert!(visitor.submit(&check, &[]).await.status.is_server_error());
        }
        let again = if database.is_postgres() { "DROP TRIGGER refuse ON answers" } else { "DROP TRIGGER refuse" };
        database.change(again).await;

        let reference = receipt(&mut visitor, &check, &[]).await;
        assert_eq!(marks(&app, &reference).await, []);
    }

    async fn what_is_noted_is_told_in_public_and_that_nobody_is_asked_for_a_puzzle(app: TestApp) {
        let app = app.with_questionnaire(short()).await;
        let mut visitor = app.visitor();
        let privacy = visitor.get("/privacy").await.text("main").unwrap();
        for words in ["note with a response if many came from one network", "came after others from that place"] {
            assert!(privacy.contains(words), "{privacy}");
        }
        let accessibility = visitor.get("/accessibility").await.text("main").unwrap();
        let words = "answer without a puzzle (CAPTCHA), and without a time limit on any page";
        assert!(accessibility.contains(words), "{accessibility}");
    }

    async fn a_field_that_nobody_sees_marks_whoever_fills_it_in_and_its_words_are_not_kept(app: TestApp, database: &Database) {
        let app = app.with_questionnaire(short()).await;
        let mut visitor = app.visitor();
        let check = answer_to_check(&mut visitor).await;
        let field = format!("div[aria-hidden=true].govuk-visually-hidden input[name='{LEAVE_EMPTY}'][autocomplete=off][tabindex='-1']");
        assert_eq!(check.count(&field), 1, "{}", check.body);
        app.clock.advance(A_WHILE);
        let reference = receipt(&mut visitor, &check, &[(LEAVE_EMPTY, "cheap canaries")]).await;

        assert_eq!(database.find_words("canaries").await, Vec::<String>::new());
        let mut staff = app.staff(Role::Strategist).await;
        let page = staff.get(&format!("/staff/responses/{reference}")).await.text("main").unwrap();
        for words in ["Hidden field filled in", "Leave this empty", "password managers", "counted like all others"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("canaries"), "{page}");
        for (mark, found) in [("any", 1), ("hidden-field-filled-in", 1), ("sent-sooner-than-read", 0), ("nonsense", 1)] {
            let list = staff.get(&format!("{SURVEY}/responses?mark={mark}")).await;
            assert_eq!(list.count("tbody tr"), found, "{mark}");
        }
    }

    async fn whoever_sends_at_once_is_marked_and_whoever_reads_is_not(app: TestApp) {
        let app = app.with_early_survey().await;
        let mut quick = app.visitor();
        let check = answer_to_check(&mut quick).await;
        let (quick, slow) = (receipt(&mut quick, &check, &[]).await, answer(&app, &mut app.visitor()).await);
        assert_eq!((marks(&app, &quick).await, marks(&app, &slow).await), (vec![Mark::SentTooSoon], vec![]));

        let mut staff = app.staff(Role::Strategist).await;
        let file = staff.get(&format!("{SURVEY}/responses.csv")).await.body;
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        let column = reader.headers().unwrap().iter().position(|heading| heading == "marks").unwrap();
        let mut rows: Vec<_> = reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[column].to_owned())).collect();
        let mut expected = [(quick, "sent-sooner-than-read".to_owned()), (slow, String::new())];
        rows.sort();
        expected.sort();
        assert_eq!(rows, expected);
        staff.post(&format!("{SURVEY}/weighting/look"), &[]).await;
        let weighting = staff.get(&format!("{SURVEY}/weighting")).await.text("main").unwrap();
        assert!(weighting.contains("Of the responses of 2 residents on whom these figures rest, 1 has a mark"), "{weighting}");
    }

    async fn whoever_answers_is_never_told_of_a_mark(app: TestApp) {
        let app = app.with_questionnaire(short()).await;
        let (mut marked, mut plain) = (app.visitor(), app.visitor());
        let (one, another) = (answer_to_check(&mut marked).await, answer_to_check(&mut plain).await);
        app.clock.advance(A_WHILE);
        let noted = receipt(&mut marked, &one, &[(LEAVE_EMPTY, "x")]).await;
        let other = receipt(&mut plain, &another, &[]).await;
        assert_eq!((marks(&app, &noted).await.len(), marks(&app, &other).await.len()), (1, 0));
        for page in ["receipt", "answers", "answers.txt"] {
            let address = format!("/consultations/early-survey/respond/{page}");
            let (told, untold) = (marked.get(&address).await, plain.get(&address).await);
            assert_eq!((told.status, told.body.replace(&noted, &other)), (untold.status, untold.body), "{page}");
        }
    }

    async fn what_staff_type_in_has_no_marks(app: TestApp) {
        let app = app.with_questionnaire(short()).await;
        let staff = app.staff(Role::Strategist).await;
        let mut staff = staff.through(app.router.clone().layer(Extension(Network::of([203, 0, 113, 1].into()))));
        for _ in 0..12 {
            let came = [("channel", "paper"), ("received.day", "10"), ("received.month", "6"), ("received.year", "2026")];
            staff.post(&format!("{SURVEY}/enter"), &came).await;
            let check = answer_to_check(&mut staff).await;
            assert_eq!(check.count(&format!("[name='{LEAVE_EMPTY}']")), 0);
            let reference = receipt(&mut staff, &check, &[(LEAVE_EMPTY, "x")]).await;
            assert_eq!(marks(&app, &reference).await, []);
        }
    }
}
