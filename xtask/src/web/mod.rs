//! Builds what the browser gets: compiles the frontend and the Sass, then lays everything out under `target/site`
//! by names that change with their content. A step whose inputs are the same as last time is not done again.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::{metadata, workspace};

mod css;
mod frontend;
mod map;
mod site;
mod stamp;
mod writing;

/// The name that every built file starts with; `.cargo/config.toml` tells leptos the same.
const NAME: &str = "folkmoot";

/// The name of the script and the style sheet of the map, which are loaded apart from all else.
const MAP: &str = "map";

/// The name of the script of the boxes in which staff write.
const WRITING: &str = "writing";

/// The name of the style sheet of what only staff see.
const STAFF: &str = "staff";

/// Where one build of the web keeps its work.
struct Bench {
    /// What cargo builds is under here.
    target: PathBuf,
    /// Our own half-made files are here.
    work: PathBuf,
}

/// Builds everything and prints the sizes.
pub fn build() -> Result<()> {
    let target = metadata::own()?.target_directory;
    let bench = Bench { work: target.join("web"), target };
    fs::create_dir_all(&bench.work)?;
    let mut site = site::Site::open(workspace::root().join("target/site"))?;
    frontend::build(&bench, &mut site)?;
    css::build(&bench, &mut site)?;
    map::build(&bench, &mut site)?;
    writing::build(&bench, &mut site)?;
    site.add_folder(&workspace::root().join("style/static"))?;
    site.finish()
}
