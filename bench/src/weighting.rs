//! The weighting of one survey from start to end in one process, so that its time and its memory can be set beside those
//! of a peer that is given the same answers.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use bench::survey::{POPULATION, Survey};
use clap::Args;
use serde_json::json;
use weighting::bootstrap::{Bootstrap, Centre, Plan};
use weighting::margin::Margin;
use weighting::progress::Progress;
use weighting::rake::rake;

/// What `weighting` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// How many respondents
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    respondents: usize,
    /// How many replicates
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    replicates: usize,
    /// Measure nothing and write the survey here, for a peer to read
    #[arg(long, value_name = "FOLDER")]
    export: Option<PathBuf>,
}

/// Measures and prints one line of JSON, or exports.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    let survey = Survey::of(arguments.respondents)?;
    match arguments.export {
        Some(folder) => export(&survey, &folder),
        None => measure(&survey, arguments.replicates),
    }
}

fn measure(survey: &Survey, replicates: usize) -> anyhow::Result<()> {
    let placements = survey.placements();
    let start = Instant::now();
    rake(&placements, None)?;
    let raking = start.elapsed();
    let start = Instant::now();
    let bootstrap = Bootstrap::reraked(&placements, None, &survey.columns())?;
    let replicates = bootstrap.means(Plan::new(replicates, 2_026), &Progress::silent())?;
    let errors = replicates.standard_errors(Centre::ReplicateMean);
    let bootstrapping = start.elapsed();
    let line = json!({
        "rake": raking.as_secs_f64(),
        "bootstrap": bootstrapping.as_secs_f64(),
        "means": replicates.figures(),
        "errors": errors,
    });
    println!("{line}");
    Ok(())
}

/// Writes one byte per respondent and column: a level, or an answer with 255 for a blank.
fn export(survey: &Survey, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut levels = BufWriter::new(File::create(folder.join("levels.u8"))?);
    for codes in &survey.codes {
        for code in codes {
            levels.write_all(&[u8::try_from(code.unwrap_or(0))?])?;
        }
    }
    levels.flush()?;
    let mut items = BufWriter::new(File::create(folder.join("items.u8"))?);
    survey.items.iter().try_for_each(|item| items.write_all(item))?;
    items.flush()?;
    let margins = survey.margins.each_ref();
    let targets = margins.map(|margin| margin.levels().iter().map(|level| level.target).collect::<Vec<_>>());
    let names = margins.map(Margin::name);
    let described = json!({ "population": POPULATION, "margins": names, "targets": targets });
    std::fs::write(folder.join("survey.json"), described.to_string())?;
    Ok(())
}
