//! The page of the search over many long documents, beside the database looking through the same texts letter by letter.

use std::time::Instant;

use anyhow::ensure;
use chrono::NaiveDate;
use clap::Args;
use domain::{
    document::{Accessibility, Document, DocumentVersion},
    ids::{DocumentId, unordered},
    permission::Role,
    question::FileFormat,
};
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::{Stamp, StoreError};
use support::{TestApp, Visitor};
use uuid::Uuid;

use crate::rates::median;

/// How many seconds a page may take.
const LIMIT: f64 = 0.1;
/// How often each page is read.
const READS: usize = 20;
/// How many words there are that texts are made of.
const VOCABULARY: u64 = 30_000;
/// What is looked for: a word of nearly every text, one of few, one with a wrong letter, and two and three words.
const QUERIES: [(&str, &str); 6] = [
    ("a word of every text", "kaba"),
    ("a word of one text", "kingfishers"),
    ("a word of one text, misspelt", "kingfishrs"),
    ("two words of every text", "kaba kada"),
    ("three words of one text together", "\"kingfishers nest here\""),
    ("a word of every text, newest first", "kaba&order=newest"),
];
const SCAN: &str = "SELECT COUNT(*) FROM document_text WHERE lower(text) LIKE '%kingfishers%'";

/// What `search` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// An empty database; a file in a temporary folder, if none is named
    #[arg(long, value_name = "ADDRESS")]
    database: Option<String>,
    /// How many documents there are
    #[arg(long, value_name = "NUMBER", default_value_t = 2_000)]
    documents: u64,
    /// How many words each has; 16,000 are some 100 kB
    #[arg(long, value_name = "NUMBER", default_value_t = 16_000)]
    words: u64,
}

/// Measures and prints.
pub async fn run(Arguments { database, documents, words }: Arguments) -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(".")?;
    let file = format!("sqlite:{}", folder.path().join("folkmoot.db").display());
    let database = database.unwrap_or(file);
    let app = TestApp::open(&database).await?;
    app.staff(Role::Editor).await;
    let begun = Instant::now();
    for number in 1..=documents {
        publish(&app, number, text(number, words, number == documents / 2)).await?;
    }
    let each = begun.elapsed().as_secs_f64() * 1_000.0 / f64::from(u32::try_from(documents)?);
    println!("{documents} documents of {words} words, each stored and published in {each:.0} ms");
    let mut slowest = 0.0_f64;
    let mut anyone = app.visitor();
    for (name, query) in QUERIES {
        slowest = slowest.max(read(name, &mut anyone, query).await?);
    }
    let scanned = scan(&database).await?;
    println!("LIKE over the same texts: median {scanned:.3} s");
    println!("slowest page: {slowest:.4} s, ratio {:.3}", slowest / scanned);
    println!("limit {LIMIT}: {}", if slowest <= LIMIT { "met" } else { "MISSED" });
    Ok(())
}

/// Makes up a text, in which few words are frequent and many are rare, as in any language.
fn text(seed: u64, words: u64, is_special: bool) -> String {
    let mut state = seed;
    let mut text = String::new();
    for _ in 0..words {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (one, other) = ((state >> 33) % VOCABULARY, (state >> 18) % VOCABULARY);
        text.push_str(&word(one * other / VOCABULARY * one / VOCABULARY));
        text.push(' ');
    }
    if is_special {
        text.push_str("Kingfishers nest here.");
    }
    text
}

/// Gives a word that can be spoken, another for each number: `kaba` for the first.
fn word(number: u64) -> String {
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    const CONSONANTS: [char; 12] = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 't', 'v'];
    let mut word = String::from("ka");
    let mut rest = number;
    loop {
        let letter = usize::try_from(rest % 60).unwrap_or_default();
        word.push(CONSONANTS[letter % 12]);
        word.push(VOWELS[letter / 12]);
        rest /= 60;
        if rest == 0 {
            return word;
        }
    }
}

async fn publish(app: &TestApp, number: u64, text: String) -> Result<(), StoreError> {
    let entropy = &*app.state.entropy;
    let document = Document {
        id: DocumentId(unordered(entropy)),
        slug: format!("document-{number}"),
        title: format!("Document {number}"),
        purpose: "Made up.".into(),
        dated: NaiveDate::from_yo_opt(2026, 1).unwrap_or_default(),
        language: None,
        accessibility: Accessibility::NotChecked,
        group: None,
        supersedes: None,
    };
    let at = app.state.clock.now();
    let version = DocumentVersion {
        number: 1,
        file_name: "text.txt".into(),
        format: FileFormat::Text,
        size: 1,
        sha256: vec![7; 32],
        findings: Vec::new(),
        note: String::new(),
        added_at: at,
        published_at: None,
    };
    app.state.store.add_file(&app.state.files, (vec![7; 32], "x".into()), at).await?;
    let account = app.state.store.list_accounts().await?.first().map(|account| account.id);
    let Some(by) = account else { return Err(StoreError::Changed) };
    let stamp = Stamp { event: Uuid::new_v4(), by, at };
    let work = app.state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_document(&document).await?;
            write.add_document_version((document.id, 0), &version, &text, stamp).await?;
            write.set_document_published((document.id, 1), (1, ""), stamp).await
        })
    });
    work.await
}

/// Reads a page of results again and again; gives the median of the seconds.
async fn read(name: &str, who: &mut Visitor, query: &str) -> anyhow::Result<f64> {
    let address = format!("/search?q={}", query.replace(' ', "+").replace('"', "%22"));
    let mut times = Vec::new();
    let mut count = String::new();
    for _ in 0..READS {
        let begun = Instant::now();
        let page = who.get(&address).await;
        times.push(begun.elapsed().as_secs_f64());
        ensure!(page.status.is_success(), "{address}: {}", page.status);
        count = page.text(".fm-count").unwrap_or_default();
    }
    ensure!(!count.is_empty(), "{address} finds nothing");
    let middle = median(times);
    println!("{name}: {count}, median {middle:.4} s of {READS}");
    Ok(middle)
}

/// Looks through all texts as a database does that has no index of words; gives the median of the seconds.
async fn scan(database: &str) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        let found: i64 = if database.starts_with("sqlite:") {
            sqlx::query_scalar(SCAN).fetch_one(&mut SqliteConnection::connect(database).await?).await?
        } else {
            sqlx::query_scalar(SCAN).fetch_one(&mut PgConnection::connect(database).await?).await?
        };
        times.push(begun.elapsed().as_secs_f64());
        ensure!(found == 1, "{found} texts instead of one");
    }
    Ok(median(times))
}
