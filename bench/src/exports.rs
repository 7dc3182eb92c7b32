//! The responses as CSV from the server, beside the shell of SQLite writing the same columns of the same database.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use app::cookie::SecretCookie;
use chrono::Utc;
use clap::Args;
use domain::permission::Role;
use support::{Process, TestApp};
use tokio::process::Command;

use crate::{
    crowd::{Crowd, SURVEY},
    process,
    rates::median,
};

/// How many times as long as the shell it may take.
const LIMIT: f64 = 1.5;
/// How many seconds until something comes.
const FIRST_BYTE: f64 = 0.2;
/// How much more memory it may take for all of it than for nothing, in MB.
const MEMORY: u64 = 64;
/// Lets the disk and the server come to rest between two measurements.
const REST: Duration = Duration::from_secs(1);

/// What `exports` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    crowd: Crowd,
    /// How many responses there are
    #[arg(long, value_name = "NUMBER", default_value_t = 250_000)]
    responses: u64,
}

/// Measures and prints.
#[expect(clippy::disallowed_methods, reason = "a measurement has no clock that somebody sets")]
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { crowd, responses } = arguments;
    let filled = crowd.fill(responses).await?;
    let cookie = {
        let app = TestApp::open(&filled.database).await?;
        app.clock.set(Utc::now());
        let secret = app.session(Role::Administrator).await;
        app.state.store.close().await;
        format!("{}={}", SecretCookie::session(&app.state.site).name(), secret.expose())
    };
    let server = Process::start_program(&crowd.program, &filled.database).await;
    let address = format!("{}{SURVEY}/responses.csv", server.origin);
    let (ours, theirs) = (filled.folder.path().join("ours.csv"), filled.folder.path().join("theirs.csv"));
    let before = process::peak(&server.id().to_string())?;
    let (mut ratios, mut firsts, mut columns) = (Vec::new(), Vec::new(), 0);
    for _ in 0..crowd.rounds {
        let Taken { first, whole } = take(&address, &cookie, &ours).await?;
        let header = header(&ours)?;
        columns = header.len();
        tokio::time::sleep(REST).await;
        let shell = dump(filled.file(), &header, &theirs).await?;
        println!(
            "CSV {whole:.2} s ({} MB), first byte after {first:.3} s; sqlite3 {shell:.2} s ({} MB); ratio {:.2}",
            megabytes(&ours)?,
            megabytes(&theirs)?,
            whole / shell
        );
        ratios.push(whole / shell);
        firsts.push(first);
        tokio::time::sleep(REST).await;
    }
    let more = process::peak(&server.id().to_string())?.saturating_sub(before);
    server.stop().await;
    let (ratio, first) = (median(ratios), median(firsts));
    let verdict = |met: bool| if met { "met" } else { "MISSED" };
    println!("{responses} responses, {columns} columns, {} rounds", crowd.rounds);
    println!("CSV over sqlite3, median {ratio:.2}; limit {LIMIT}: {}", verdict(ratio <= LIMIT));
    println!("first byte, median {first:.3} s; limit {FIRST_BYTE}: {}", verdict(first <= FIRST_BYTE));
    println!("more memory of the server at its most: {more} MB; limit {MEMORY}: {}", verdict(more <= MEMORY));
    Ok(())
}

/// How long a file took to come.
struct Taken {
    first: f64,
    whole: f64,
}

/// Takes the file as a client does.
async fn take(address: &str, cookie: &str, into: &Path) -> anyhow::Result<Taken> {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--show-error", "--fail", "--cookie", cookie, "--output"]).arg(into);
    let said = curl.args(["--write-out", "%{time_starttransfer} %{time_total}", address]).output().await?;
    ensure!(said.status.success(), "curl: {}", String::from_utf8_lossy(&said.stderr));
    let said = String::from_utf8(said.stdout)?;
    let (first, whole) = said.split_once(' ').context("curl says no times")?;
    Ok(Taken { first: first.parse()?, whole: whole.parse()? })
}

fn header(file: &Path) -> anyhow::Result<Vec<String>> {
    use std::io::{BufRead, BufReader};
    let mut line = String::new();
    BufReader::new(fs::File::open(file)?).read_line(&mut line)?;
    ensure!(!line.is_empty(), "the file is empty");
    Ok(line.trim_end().split(',').map(str::to_owned).collect())
}

/// Lets the shell write the same columns, and gives its seconds.
async fn dump(database: &Path, header: &[String], into: &Path) -> anyhow::Result<f64> {
    let columns: Vec<String> = header.iter().map(|name| format!("{} AS \"{name}\"", column(name))).collect();
    let statement = format!(
        "SELECT {} FROM responses r JOIN answers a ON a.response_id = r.id WHERE r.status = 'submitted' ORDER BY r.reference",
        columns.join(", ")
    );
    let output = fs::File::create(into)?;
    let begun = Instant::now();
    let mut shell = Command::new("sqlite3");
    let ended =
        shell.args(["-readonly", "-csv", "-header"]).arg(database).arg(statement).stdout(output).status().await?;
    let took = begun.elapsed().as_secs_f64();
    ensure!(ended.success(), "sqlite3 ended with {ended}");
    Ok(took)
}

/// Spells out for the shell what a column of the file is. Where that would be long it is something shorter which is less work.
fn column(name: &str) -> String {
    let of = |question: &str| format!("json_extract(a.outcomes, '$.\"{question}\".answered')");
    match (name, name.rsplit_once('.')) {
        ("reference" | "channel" | "segment" | "area", _) => format!("r.{name}"),
        ("submitted", _) => "substr(r.submitted_at, 1, 10)".to_owned(),
        ("received", _) => "r.received_on".to_owned(),
        ("invited", _) => "CASE r.is_invited WHEN 0 THEN 'no' ELSE 'yes' END".to_owned(),
        ("version", _) => "1".to_owned(),
        ("read_in", _) => "coalesce(r.language, 'en-GB')".to_owned(),
        ("marks" | "redacted", _) => "''".to_owned(),
        (_, Some((question, "state"))) => {
            format!("coalesce(json_extract(a.outcomes, '$.\"{question}\"'), 'not-in-version') LIKE '{{%'")
        }
        (_, Some((question, "order"))) => format!("json_extract(a.outcomes, '$.\"{question}.order\"')"),
        (_, Some((question, part))) => format!("instr({}, '\"{part}\"') > 0", of(question)),
        (_, None) => of(name),
    }
}

fn megabytes(file: &Path) -> anyhow::Result<u64> {
    Ok(fs::metadata(file)?.len() / 1_000_000)
}
