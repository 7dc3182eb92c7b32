//! The pages of results of very many responses, once they are worked out.

use std::time::Instant;

use anyhow::{Context, ensure};
use app::runs::{Worked, work_once};
use clap::Args;
use domain::ids::unordered;
use support::Visitor;

use crate::{
    crowd::{Crowd, SURVEY, Team, done},
    process,
    rates::median,
};

/// How many seconds a page may take.
const LIMIT: f64 = 0.3;
/// How often each page is read.
const READS: usize = 20;
/// What is published says so much.
const SUMMARY: &str = "We asked what should come first. This is made up.";

/// What `results` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    crowd: Crowd,
    /// How many responses there are
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000_000)]
    responses: u64,
    /// How often the answers are drawn again
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    replicates: u32,
}

/// Measures and prints.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { crowd, responses, replicates } = arguments;
    let begun = Instant::now();
    let filled = crowd.fill(responses).await?;
    println!("{responses} responses, made up and stored in {:.0} s", begun.elapsed().as_secs_f64());
    let mut team = Team::after_the_closing(&filled.database).await?;
    team.plan(replicates).await?;
    let begun = Instant::now();
    team.freeze().await?;
    println!("frozen in {:.1} s", begun.elapsed().as_secs_f64());
    let address = team.ask_for_run().await?;
    let state = team.app.state.clone();
    let begun = Instant::now();
    let worked = work_once(&state, unordered(&*state.entropy), "bench", &|| false).await?;
    ensure!(worked == Worked::OnOne && team.newest_run().await?.failure.is_none(), "the run gave nothing");
    println!("run in {:.1} s with {replicates} draws", begun.elapsed().as_secs_f64());
    publish(&mut team, &address).await?;
    let Team { app, mut strategist, .. } = team;
    let mut anyone = app.visitor();
    let weighting = format!("{SURVEY}/weighting");
    let times = [
        read("what the answers come to so far", &mut strategist, &weighting).await?,
        read("the page of the run", &mut strategist, &address).await?,
        read("the published results", &mut anyone, "/consultations/early-survey/results").await?,
    ];
    let slowest = times.into_iter().fold(0.0, f64::max);
    let verdict = if slowest <= LIMIT { "met" } else { "MISSED" };
    println!("slowest page, median {slowest:.3} s; limit {LIMIT}: {verdict}");
    println!("most memory of this process: {} MB", process::peak("self")?);
    Ok(())
}

/// Has one person write what the results say, and the other release them.
async fn publish(team: &mut Team, run: &str) -> anyhow::Result<()> {
    let address = format!("{run}/publication");
    for (who, step, summary) in
        [(&mut team.strategist, "write", Some(SUMMARY)), (&mut team.administrator, "release", None)]
    {
        let page = who.get(&address).await;
        let state = page.attribute(&format!("form[action$='/{step}'] input[name='state']"), "value");
        let state = state.with_context(|| format!("{step} cannot be pressed"))?;
        let mut fields = vec![("state", state.as_str()), ("changes", "")];
        fields.extend(summary.map(|summary| ("summary", summary)));
        done(&who.post(&format!("{address}/{step}"), &fields).await, step)?;
    }
    Ok(())
}

/// Reads a page again and again, after once for working it out; gives the median of the seconds.
async fn read(name: &str, who: &mut Visitor, address: &str) -> anyhow::Result<f64> {
    let mut first = None;
    let mut times = Vec::new();
    for _ in 0..=READS {
        let begun = Instant::now();
        let page = who.get(address).await;
        let took = begun.elapsed().as_secs_f64();
        ensure!(page.status.is_success(), "{address}: {}", page.status);
        if first.is_none() {
            first = Some(took);
        } else {
            times.push(took);
        }
    }
    let middle = median(times);
    println!("{name}: first {:.2} s, then median {middle:.4} s of {READS}", first.unwrap_or_default());
    Ok(middle)
}
