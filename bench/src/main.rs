//! Measures the product beside something plain that does the same work in the same run, so that the ratio means the same
//! on every machine; the absolute numbers do not.

mod alerts;
mod answering;
mod crowd;
mod exports;
mod home;
mod plain;
mod process;
mod ranked;
mod rates;
mod results;
mod runs;
mod search;
mod submissions;
mod weighting;

use clap::{Parser, Subcommand};

/// Measure Folkmoot beside something plain that does the same work
#[derive(Debug, Parser)]
#[command(name = "bench", max_term_width = 100)]
#[command(after_help = "Build for release first: cargo build --release -p server -p bench")]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Durable submissions a second, beside SQLite alone committing the same bytes in groups
    #[command(after_help = "Example: target/release/bench submissions --folder /srv --rounds 3")]
    Submissions(submissions::Arguments),
    /// Requests a second for the home page, beside nginx sending the same bytes; needs nginx and wrk
    #[command(after_help = "Example: target/release/bench home --connections 128")]
    Home(home::Arguments),
    /// People who answer the public survey of the library, 18 questions on 6 pages, for a minute: how long a page takes to be
    /// saved, and whether the database then holds what they sent; fails on any error or difference
    #[command(after_help = "Example: target/release/bench answering --clients 50 --seconds 60")]
    Answering(answering::Arguments),
    /// A run on very many responses, from the database to its results there, beside its statistics alone on the same numbers
    #[command(after_help = "Example: target/release/bench runs --responses 100000")]
    Runs(runs::Arguments),
    /// Very many responses as CSV from the server, beside sqlite3 writing the same columns; needs curl and sqlite3
    #[command(after_help = "Example: target/release/bench exports --responses 250000")]
    Exports(exports::Arguments),
    /// The pages of results of very many responses, once they are worked out
    #[command(after_help = "Example: target/release/bench results --responses 1000000")]
    Results(results::Arguments),
    /// The page of the search over many long documents, beside the database looking through the same texts
    #[command(after_help = "Example: target/release/bench search --documents 2000")]
    Search(search::Arguments),
    /// Bulletins for very many alerts, beside the database adding as many rows in one statement
    #[command(after_help = "Example: target/release/bench alerts --alerts 40000")]
    Alerts(alerts::Arguments),
    /// Seconds to rake a survey and to bootstrap its means, for `peers.py` to set beside other programs
    #[command(after_help = "Example: target/release/bench weighting --respondents 10000")]
    Weighting(weighting::Arguments),
    /// Seconds to fit rankings with standard errors, for `peers.py` to set beside other programs
    #[command(after_help = "Example: target/release/bench rankings --respondents 10000")]
    Rankings(ranked::Arguments),
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Cli::parse().what {
        What::Submissions(arguments) => submissions::run(arguments).await,
        What::Home(arguments) => home::run(arguments).await,
        What::Answering(arguments) => answering::run(arguments).await,
        What::Runs(arguments) => runs::run(arguments).await,
        What::Exports(arguments) => exports::run(arguments).await,
        What::Results(arguments) => results::run(arguments).await,
        What::Search(arguments) => search::run(arguments).await,
        What::Alerts(arguments) => alerts::run(arguments).await,
        What::Weighting(arguments) => weighting::run(arguments),
        What::Rankings(arguments) => ranked::run(arguments),
    }
}
