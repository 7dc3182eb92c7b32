//! Where things are, and how a step is shown and a program run. Every path is made here.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

/// The folder that holds the workspace's `Cargo.toml`.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// The path of a program that npm installed.
pub fn npm_program(name: &str) -> Result<PathBuf> {
    let path = root().join("node_modules/.bin").join(name);
    ensure!(path.exists(), "{name} is not installed. Get it with: scripts/install run");
    Ok(path)
}

/// Runs a program in the workspace's folder; its own words go to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .current_dir(root())
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("{program} could not be started"))?;
    ensure!(status.success(), "{program} failed ({status})");
    Ok(())
}

/// Runs a program in the workspace's folder and gives what it prints.
pub fn output(command: &mut Command) -> Result<Vec<u8>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{program} could not be started"))?;
    ensure!(output.status.success(), "{program} failed ({})", output.status);
    Ok(output.stdout)
}

/// Says what is about to be done, does it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("web: {what}");
    let start = Instant::now();
    let done = work().with_context(|| format!("while {what}"))?;
    eprintln!("web: {what}: {:.1} s", start.elapsed().as_secs_f32());
    Ok(done)
}
