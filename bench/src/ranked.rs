//! Shares from one set of rankings with their standard errors, in one process, so that its time and its memory can be set
//! beside those of a peer that is given the same rankings.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use bench::rankings::Orders;
use clap::Args;
use serde_json::json;
use weighting::estimate::Sample;
use weighting::plackett_luce::{PlackettLuce, Pseudo};
use weighting::worth::Basis;

/// What `rankings` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    /// How many respondents
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    respondents: usize,
    /// Measure nothing and write the rankings here, for a peer to read
    #[arg(long, value_name = "FOLDER")]
    export: Option<PathBuf>,
}

/// Measures and prints one line of JSON, or exports.
pub fn run(arguments: Arguments) -> anyhow::Result<()> {
    let orders = Orders::of(arguments.respondents);
    match arguments.export {
        Some(folder) => export(&orders, &folder),
        None => measure(&orders),
    }
}

fn measure(orders: &Orders) -> anyhow::Result<()> {
    let start = Instant::now();
    let rankings = orders.rankings()?;
    let sample = Sample::unweighted(rankings.len())?;
    let fitted = PlackettLuce::fit(&sample, &rankings, Pseudo::Never)?;
    let worths = fitted.worths.log_worths(Basis::Design)?;
    let errors = worths.standard_errors();
    let fit = start.elapsed();
    let line = json!({
        "fit": fit.as_secs_f64(),
        "iterations": fitted.worths.iterations,
        "log_worths": worths.values,
        "errors": errors,
    });
    println!("{line}");
    Ok(())
}

/// Writes one byte per place of each ranking: the item.
fn export(orders: &Orders, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    std::fs::write(folder.join("orders.u8"), orders.0.as_flattened())?;
    Ok(())
}
