//! Brings a site under test to where only time or an outage would bring it: `scene DATABASE SCENE`.

use std::{env, error::Error, io};

use domain::{
    consultation::Consultation,
    ids::{ConsultationId, VersionId},
};
use store::{Store, StoreError, Version};
use uuid::Uuid;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [url, "before-the-opening"] => {
            engines::run(url, "UPDATE consultations SET opens_at = closes_at").await;
        }
        [url, "after-the-closing"] => {
            engines::run(url, "UPDATE consultations SET closes_at = opens_at").await;
        }
        [url, "with-consent"] => {
            engines::run(url, "UPDATE answers SET consent = 'words'").await;
        }
        [url, "kinds"] => add_kinds(url).await?,
        [url, "busy"] => stay_busy(url).await?,
        _ => return Err("use: scene DATABASE before-the-opening|after-the-closing|with-consent|kinds|busy".into()),
    }
    Ok(())
}

/// Adds a consultation that asks a question of every kind, for as long as the early survey is open.
async fn add_kinds(url: &str) -> Result<(), Box<dyn Error>> {
    let store = Store::open(url).await?;
    let survey = store.find_consultation("early-survey").await?.ok_or("the demonstration is not loaded")?;
    let id = ConsultationId(Uuid::from_u128(1));
    let version = Version {
        id: VersionId(Uuid::from_u128(2)),
        consultation: id,
        number: 1,
        questionnaire: support::kinds(),
        published_at: survey.opens_at,
    };
    let kinds = Consultation { id, slug: "kinds".into(), title: "Every kind of question".into(), ..survey };
    let work = store.write(move |mut write| {
        Box::pin(async move {
            write.add_consultation(&kinds).await?;
            write.add_version(&version).await
        })
    });
    let added: Result<(), StoreError> = work.await;
    store.close().await;
    Ok(added?)
}

/// Keeps everybody else from writing to an SQLite database until the standard input ends.
async fn stay_busy(url: &str) -> io::Result<()> {
    let busy = engines::lock(url).await;
    println!("busy");
    io::copy(&mut io::stdin(), &mut io::sink())?;
    drop(busy);
    Ok(())
}
