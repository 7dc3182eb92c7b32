//! Durable submissions: each a draft, a page of it and forty answers, acknowledged when it is on disk.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};

use chrono::DateTime;
use clap::Args;
use domain::{
    answer::{Answer, Chosen, Outcome},
    consultation::{Consultation, ConsultationKind},
    fields::Fields,
    ids::{ConsultationId, ResponseId, VersionId},
    invitation::Admission,
    questionnaire::{Questionnaire, Roles},
    response::{Channel, Response, ResponseStatus, Submission},
    time::Moment,
};
use futures_util::future::try_join_all;
use store::{Receipt, Store, StoreError, Version};
use uuid::Uuid;

use crate::{
    plain,
    rates::{Rates, rate},
};

const ANSWERS: usize = 40;
/// What a response has besides its answers: ids, token, digest, times, reference, and the page while it is a draft.
const BESIDES: usize = 600;

/// What `submissions` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// Folder on the disk to measure; a temporary one is made in it
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// How many submissions each round has
    #[arg(long, value_name = "NUMBER", default_value_t = 6400)]
    count: u32,
    /// How many submit at the same time; SQLite alone gets groups of this size
    #[arg(long, value_name = "NUMBER", default_value_t = 64)]
    callers: u32,
    /// How many rounds
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    rounds: u32,
}

/// Measures and prints.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { folder, count, callers, rounds } = arguments;
    let bytes = BESIDES + outcomes(0).iter().map(|(question, outcome)| size(question, outcome)).sum::<usize>();
    println!("{count} submissions of {ANSWERS} answers, about {bytes} bytes each, by {callers} at the same time");
    let mut rates = Rates::default();
    for _ in 0..rounds {
        let folder = tempfile::tempdir_in(&folder)?;
        let ours = submissions(folder.path(), count, callers).await?;
        let plain = plain::commits(&folder.path().join("plain.db"), count, callers, bytes).await?;
        rates.add(ours, plain);
    }
    rates.conclude("Store::write on SQLite", "SQLite alone, groups of the same bytes");
    Ok(())
}

async fn submissions(folder: &Path, count: u32, callers: u32) -> anyhow::Result<f64> {
    let store = Store::open(&format!("sqlite:{}", folder.join("ours.db").display())).await?;
    let version = add_consultation(&store).await?;
    let each = count / callers;
    let begin = Instant::now();
    let caller = |caller: u32| {
        let (store, version) = (store.clone(), version.clone());
        tokio::spawn(async move {
            for number in 0..each {
                submit(&store, &version, u128::from(caller * each + number)).await?;
            }
            Ok::<_, StoreError>(())
        })
    };
    for done in try_join_all((0..callers).map(caller)).await? {
        done?;
    }
    let rate = rate(each * callers, begin.elapsed());
    store.close().await;
    Ok(rate)
}

async fn submit(store: &Store, version: &Version, number: u128) -> Result<(), StoreError> {
    let response = Response {
        id: ResponseId(Uuid::from_u128(number)),
        consultation: version.consultation,
        version: version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        organisation: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: None,
        language: None,
    };
    let fields = Fields::new([("why", "A pond with newts, and a path to it.".repeat(8))]);
    let submission = Submission {
        outcomes: outcomes(number),
        segment: Some("resident".into()),
        organisation: None,
        consent: None,
        area: Some("E08000012".into()),
        orders: BTreeMap::new(),
        contacts: Vec::new(),
    };
    let receipt = Receipt { reference: format!("{number:011}"), digest: vec![0; 32], submitted_at: moment() };
    store
        .write(move |mut write| {
            Box::pin(async move {
                write.add_draft(&response, &[number.to_be_bytes(); 2].concat(), moment()).await?;
                write.set_draft_page(response.id, "words", &fields, moment()).await?;
                write.set_submitted(response.id, 1, &submission, &receipt).await
            })
        })
        .await
}

/// Gives the answers of somebody: most of them choices, some of them words.
fn outcomes(number: u128) -> BTreeMap<String, Outcome> {
    let answer = |question: usize| match question % 8 {
        0 => Answer::Text(format!("The hedges along the lane, number {number}, and the birds in them.")),
        1 => Answer::Ranking(["water", "woodland", "access"].map(String::from).to_vec()),
        _ => Answer::Choice(Chosen { option: format!("option-{}", question % 5), words: None }),
    };
    (0..ANSWERS).map(|question| (format!("question-{question:02}"), Outcome::Answered(answer(question)))).collect()
}

/// Gives about how many bytes a row of an answer holds: the response's id, the question, the state, the value and words.
fn size(question: &str, outcome: &Outcome) -> usize {
    let Outcome::Answered(answer) = outcome else { return 0 };
    let words: usize = answer.words().iter().map(|words| words.len()).sum();
    let options: usize = answer.options().iter().map(|option| option.len() + 3).sum();
    16 + question.len() + "answered".len() + r#"{"choice":{"option":}}"#.len() + options + 2 * words
}

async fn add_consultation(store: &Store) -> Result<Version, StoreError> {
    let id = ConsultationId(Uuid::from_u128(1));
    let consultation = Consultation {
        id,
        slug: "early-survey".into(),
        title: "Nature near you".into(),
        summary: "What matters to you.".into(),
        kind: ConsultationKind::EarlySurvey,
        opens_at: moment(),
        closes_at: moment(),
        admission: Admission::Everyone,
    };
    let questionnaire = Questionnaire { pages: Vec::new(), roles: Roles::default() };
    let version = Version {
        id: VersionId(Uuid::from_u128(1)),
        consultation: id,
        number: 1,
        questionnaire,
        published_at: moment(),
    };
    let added = version.clone();
    store
        .write(move |mut write| {
            Box::pin(async move {
                write.add_consultation(&consultation).await?;
                write.add_version(&added).await
            })
        })
        .await?;
    Ok(version)
}

fn moment() -> Moment {
    DateTime::UNIX_EPOCH
}
