//! What cargo knows of the workspace and its dependencies: only the fields that the checks read.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::workspace;

/// The two platforms that anything is built for; a dependency of no other platform is downloaded.
const PLATFORMS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

/// The answer of `cargo metadata`.
#[derive(Deserialize)]
pub struct Metadata {
    /// Every package asked for.
    pub packages: Vec<Package>,
    /// Where cargo puts what it builds.
    pub target_directory: PathBuf,
    /// The rules of our own checks, from `workspace.metadata` in `Cargo.toml`.
    #[serde(rename = "metadata")]
    pub rules: Rules,
}

/// One package.
#[derive(Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence expression, if it states one.
    pub license: Option<String>,
    /// Where its `Cargo.toml` is.
    pub manifest_path: PathBuf,
    /// What it says it needs.
    pub dependencies: Vec<Dependency>,
}

/// One line of a package's dependencies.
#[derive(Deserialize)]
pub struct Dependency {
    /// The name of the package needed.
    pub name: String,
    /// The name it goes by in the code, when that differs.
    pub rename: Option<String>,
}

/// What the checks let pass.
#[derive(Deserialize)]
pub struct Rules {
    /// The SPDX names of licences that may be depended upon.
    pub licences: Vec<String>,
    /// Dependencies, as `package/dependency`, that are there for a feature and not for their names.
    pub unnamed: Vec<String>,
}

/// Our own packages.
pub fn own() -> Result<Metadata> {
    ask(&["--no-deps"])
}

/// Every package that is compiled for any of our platforms, ours among them.
pub fn whole() -> Result<Metadata> {
    let mut arguments = vec!["--all-features"];
    for platform in PLATFORMS {
        arguments.extend(["--filter-platform", platform]);
    }
    ask(&arguments)
}

fn ask(arguments: &[&str]) -> Result<Metadata> {
    let mut cargo = Command::new(env!("CARGO"));
    let answer = workspace::output(cargo.args(["metadata", "--format-version=1", "--locked"]).args(arguments))?;
    serde_json::from_slice(&answer).context("cargo metadata says something else than expected")
}
