//! Sixteen people answer at the same time while the servers are killed, again and again.

use std::{env, time::Duration};

use chrono::{DateTime, TimeDelta};
use domain::{
    consultation::{Consultation, ConsultationKind},
    ids::{ConsultationId, VersionId},
    invitation::Admission,
    time::Moment,
};
use engines::Database;
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use store::{Store, StoreError, Version};
use support::{Client, Process};
use tokio::{
    sync::mpsc::{self, UnboundedSender},
    task::JoinSet,
};

use crate::history::History;

const SLUG: &str = "early-survey";
/// The pages of the journey in their order; a person is never led back behind one that was acknowledged.
const WAY: [&str; 5] = ["/you", "/places", "/words", "/check", "/receipt"];
const SUBMITTERS: usize = 16;
/// How long the servers live after the first receipt of a round, in milliseconds: by then people are on every page.
const LIVES: std::ops::Range<u64> = 50..600;

/// By how much later each first start is killed than the one before, and after how many such steps it begins again:
/// a first start takes some hundred milliseconds, most of them for the tables.
const STEP: Duration = Duration::from_millis(15);
const STEPS: usize = 20;

/// Somebody who answers, perhaps cut off in the middle of it.
struct Person {
    client: Client,
    words: String,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_on_sqlite_loses_no_acknowledged_answer() {
    kill_again_and_again(&engines::sqlite(), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_servers_on_one_postgres_lose_no_acknowledged_answer() {
    kill_again_and_again(&engines::postgres().await, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_while_it_makes_its_sqlite_file_can_be_started_again() {
    for number in 0..2 * rounds() {
        kill_at_the_beginning(&engines::sqlite(), number).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_killed_while_it_makes_its_tables_in_postgres_can_be_started_again() {
    for number in 0..2 * rounds() {
        kill_at_the_beginning(&engines::postgres().await, number).await;
    }
}

/// Kills the first start over an empty database, each time a little later, and starts it again.
async fn kill_at_the_beginning(database: &Database, number: usize) {
    let after = STEP * u32::try_from(number % STEPS).expect("a small number");
    Process::kill_while_starting(&database.url, after).await;
    let server = Process::start(&database.url).await;
    let home = Client::new(&server.origin).open("/").await.expect("nobody kills the server now");
    assert!(home.status.is_success(), "killed after {after:?}: {}", home.status);
    server.stop().await;
    assert_eq!(database.find_damage().await, Vec::<String>::new(), "killed after {after:?}");
}

async fn kill_again_and_again(database: &Database, servers: usize) {
    let consultation = open_consultation(&database.url).await;
    let mut random = ChaCha8Rng::seed_from_u64(20_260_301);
    let mut history = History::default();
    let mut cut_off: Vec<Option<Person>> = (0..SUBMITTERS).map(|_| None).collect();
    let rounds = rounds();
    for round in 0..rounds {
        let running = start(database, servers).await;
        let life = Duration::from_millis(LIVES.start + random.next_u64() % (LIVES.end - LIVES.start));
        let (receipts, mut received) = mpsc::unbounded_channel();
        let mut submitters = JoinSet::new();
        for (number, waiting) in cut_off.drain(..).enumerate() {
            let origin = running[number % servers].origin.clone();
            submitters.spawn(answer_until_cut_off(origin, format!("{round}-{number}"), waiting, receipts.clone()));
        }
        drop(receipts);
        history.acknowledged.extend(received.recv().await);
        tokio::time::sleep(life).await;
        for server in running {
            server.kill().await;
        }
        cut_off = submitters.join_all().await;
        while let Some(receipt) = received.recv().await {
            history.acknowledged.extend([receipt]);
        }
    }

    let running = start(database, servers).await;
    let killed = history.acknowledged.len();
    for mut person in cut_off.into_iter().flatten() {
        person.client.turn_to(&running[0].origin);
        let reference = go_on(&mut person).await.expect("nobody kills the server now");
        history.acknowledged.insert(person.words, reference);
    }
    for server in running {
        server.stop().await;
    }

    let store = Store::open(&database.url).await.unwrap();
    history.hold_against(&store, consultation).await;
    store.close().await;
    assert_eq!(database.find_damage().await, Vec::<String>::new());
    let all = history.acknowledged.len();
    println!("{rounds} rounds, {servers} server(s): {killed} acknowledged while killed, {all} in all, 0 lost, 0 twice");
}

/// Lets a submitter go on where it was cut off and then answer as new people, until the server is killed.
async fn answer_until_cut_off(
    origin: String,
    name: String,
    mut waiting: Option<Person>,
    receipts: UnboundedSender<(String, String)>,
) -> Option<Person> {
    for count in 0.. {
        let fresh = || Person { client: Client::new(&origin), words: format!("words of {name}-{count}") };
        let mut person = waiting.take().unwrap_or_else(fresh);
        person.client.turn_to(&origin);
        let Some(reference) = go_on(&mut person).await else { return Some(person) };
        receipts.send((person.words, reference)).expect("the round waits for every receipt");
    }
    None
}

/// Answers from where the person was, which must be no further back than the server said.
async fn go_on(person: &mut Person) -> Option<String> {
    let before = place(&person.client);
    person.client.open(&format!("/consultations/{SLUG}/respond")).await.ok()?;
    let now = place(&person.client);
    assert!(now >= before, "{} was at {:?} and is led back to {:?}", person.words, before, person.client.led_to());
    person.client.answer(SLUG, &person.words).await.ok()
}

fn place(client: &Client) -> Option<usize> {
    let led_to = client.led_to()?.split('?').next()?;
    Some(WAY.iter().position(|page| led_to.ends_with(page)).expect("a page of the journey"))
}

async fn start(database: &Database, servers: usize) -> Vec<Process> {
    let mut running = Vec::new();
    for _ in 0..servers {
        running.push(Process::start(&database.url).await);
    }
    running
}

/// Opens a consultation for as long as anybody will run this.
async fn open_consultation(url: &str) -> ConsultationId {
    let store = Store::open(url).await.unwrap();
    let now: Moment = DateTime::from_timestamp(1_772_355_600, 0).unwrap();
    let id = ConsultationId(uuid(1));
    let consultation = Consultation {
        id,
        slug: SLUG.into(),
        title: "Nature near you".into(),
        summary: "What matters to you.".into(),
        kind: ConsultationKind::EarlySurvey,
        opens_at: now - TimeDelta::days(36_500),
        closes_at: now + TimeDelta::days(36_500),
        admission: Admission::Everyone,
    };
    let questionnaire = serde_json::from_str(include_str!("questionnaire.json")).unwrap();
    let version = Version { id: VersionId(uuid(2)), consultation: id, number: 1, questionnaire, published_at: now };
    let added: Result<(), StoreError> = store
        .write(|mut write| {
            Box::pin(async move {
                write.add_consultation(&consultation).await?;
                write.add_version(&version).await
            })
        })
        .await;
    added.unwrap();
    store.close().await;
    id
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration; this is how a longer run is asked for")]
fn rounds() -> usize {
    env::var("ROUNDS").map_or(5, |rounds| rounds.parse().expect("ROUNDS is a number"))
}
