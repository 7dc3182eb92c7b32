//! People who answer the public survey over the network, all at once: how long a page takes to be saved, and whether the
//! database then holds what they sent.
//!
//! They come from addresses of their own on this machine, read each page as a browser without JavaScript does, follow where
//! it leads, and take no pause: more at once than as many people would ever be. Whoever has begun when the time is up
//! finishes.

mod journey;
mod stored;
mod times;

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use chrono::{TimeDelta, Utc};
use clap::Args;
use domain::{
    consultation::{Consultation, ConsultationKind},
    ids::{ConsultationId, VersionId},
    invitation::Admission,
    library::public_survey,
    questionnaire::Questionnaire,
};
use futures_util::future::try_join_all;
use store::{Store, StoreError, Version};
use support::Process;
use uuid::Uuid;

use self::{journey::Journey, times::Times};
use crate::plain;

pub(crate) const SLUG: &str = "public-survey";
/// What reliability promises of a submission, in milliseconds: a page post stores less and has to keep to it as well.
const LIMIT: f64 = 60.0;
/// How many pages SQLite alone writes.
const PLAIN_WRITES: u32 = 500;

/// What `answering` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// The program to measure; it is built for release with `cargo build --release -p server`
    #[arg(long, value_name = "FILE", default_value = "target/release/folkmoot")]
    program: PathBuf,
    /// Folder on the disk to measure; a temporary one is made in it
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// How many people answer at the same time, each again and again
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    clients: u16,
    /// For how many seconds people begin
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    seconds: u64,
    /// Which answers they give: the same seed gives the same
    #[arg(long, value_name = "NUMBER", default_value_t = 2_026)]
    seed: u64,
}

/// Measures and prints.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(&arguments.folder)?;
    let database = format!("sqlite:{}", folder.path().join("folkmoot.db").display());
    let survey = Arc::new(public_survey());
    let consultation = publish(&database, &survey).await.context("the survey cannot be published")?;
    let server = Process::start_program(&arguments.program, &database).await;
    let begin = Instant::now();
    let journeys = answer(&server.origin, &survey, &arguments).await?;
    let took = begin.elapsed();
    server.stop().await;

    let (mut sent, mut times, mut errors, mut bytes) = (Vec::new(), Times::default(), Vec::new(), 0);
    for journey in journeys {
        times.add(journey.times);
        errors.extend(journey.errors);
        sent.extend(journey.sent);
        bytes += journey.bytes;
    }
    let (clients, responses, pages) = (arguments.clients, sent.len(), times.posts.len());
    let (questions, of_survey) = (survey.questions().count(), survey.pages.len());
    println!("{questions} questions on {of_survey} pages, {clients} clients, {responses} responses in {took:.1?}");
    println!(
        "{:.0} page posts a second, {:.0} requests a second",
        per_second(pages, took),
        per_second(times.count(), took)
    );
    times.print();
    println!("errors: {}", errors.len());
    errors.iter().take(10).for_each(|error| println!("  {error}"));
    ensure!(pages > 0, "no page was saved");
    let plain = plain::writes(&folder.path().join("plain.db"), PLAIN_WRITES, bytes / pages).await?;
    judge(&mut times, plain, bytes / pages);
    let held = stored::compare(&database, consultation, &sent).await?;
    println!("{held}");
    ensure!(errors.is_empty() && held.is_equal(), "not everything went well");
    Ok(())
}

/// Prints what a page post takes beside the plain write of as many bytes, and whether the limit is met.
fn judge(times: &mut Times, mut plain: Vec<Duration>, bytes: usize) {
    let ours = times::percentile(&mut times.posts, 95);
    let alone = times::percentile(&mut plain, 95);
    println!("SQLite alone, {bytes} bytes a page, one durable write after another: p95 {alone:.2} ms");
    println!("page post over SQLite alone at p95: {:.1}", ours / alone);
    let verdict = if ours <= LIMIT { "met" } else { "MISSED" };
    println!("limit for a page post at p95, {LIMIT:.0} ms: {verdict}");
}

fn per_second(count: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

/// Lets everybody answer until the time is up and they are done.
async fn answer(origin: &str, survey: &Arc<Questionnaire>, arguments: &Arguments) -> anyhow::Result<Vec<Journey>> {
    let until = Instant::now() + Duration::from_secs(arguments.seconds);
    let client = |number: u16| {
        let (origin, survey, seed) = (origin.to_owned(), survey.clone(), arguments.seed);
        tokio::spawn(async move { journey::answer_until(&origin, &survey, (seed, number), until).await })
    };
    Ok(try_join_all((0..arguments.clients).map(client)).await?)
}

/// Makes the consultation with the survey in an empty database.
#[expect(clippy::disallowed_methods, reason = "a measurement has no clock that somebody sets")]
async fn publish(database: &str, survey: &Questionnaire) -> Result<ConsultationId, StoreError> {
    let (id, now) = (ConsultationId(Uuid::from_u128(1)), Utc::now());
    let consultation = Consultation {
        id,
        slug: SLUG.into(),
        title: "Nature near you".into(),
        summary: "What matters to you.".into(),
        kind: ConsultationKind::EarlySurvey,
        opens_at: now - TimeDelta::days(1),
        closes_at: now + TimeDelta::days(1),
        admission: Admission::Everyone,
    };
    let version = Version {
        id: VersionId(Uuid::from_u128(1)),
        consultation: id,
        number: 1,
        questionnaire: survey.clone(),
        published_at: now,
    };
    let store = Store::open(database).await?;
    let work = store.write(move |mut write| {
        Box::pin(async move {
            write.add_consultation(&consultation).await?;
            write.add_version(&version).await
        })
    });
    let published: Result<(), StoreError> = work.await;
    published?;
    store.close().await;
    Ok(id)
}
