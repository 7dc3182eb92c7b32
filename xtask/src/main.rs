//! The workshop: builds what the browser gets, and checks what the workspace depends on. `make` calls it;
//! nothing here is in the server.

use std::process::ExitCode;

use anyhow::Result;

mod licences;
mod metadata;
mod unused;
mod web;
mod workspace;

const USE: &str = "use: cargo run -p xtask -- web | unused | licences";

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Option<&str>) -> Result<()> {
    match task {
        Some("web") => web::build(),
        Some("unused") => unused::check(),
        Some("licences") => licences::check(),
        _ => anyhow::bail!(USE),
    }
}
