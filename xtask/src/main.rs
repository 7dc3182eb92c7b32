//! The workshop: builds what the browser gets, and checks what the workspace depends on. `make` calls it;
//! nothing here is in the server.

use std::process::ExitCode;

use anyhow::Result;

mod licences;
mod metadata;
mod unused;
mod web;
mod workspace;

const USE: &str = "use: cargo run -p xtask -- web | unused | licences | --help";
const HELP: &str = "Use: cargo run -p xtask -- TASK

  web        Build what the browser gets into target/site: wasm, its script, style sheet, the map. What has not changed
             is not done again. `make web` also installs what that needs
  unused     Check that each dependency in a Cargo.toml is named in the code of its package
  licences   Check that each package from crates.io and npm has a licence that Cargo.toml allows

Exit codes: 0 done, 1 not done, for the reason on the standard error.";

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
        Some("help" | "-h" | "--help") => {
            println!("{HELP}");
            Ok(())
        }
        _ => anyhow::bail!(USE),
    }
}
