//! A run, from the frozen responses in the database to its results there, beside its statistics alone on the same numbers.

use std::{ops::ControlFlow, time::Instant};

use anyhow::{Context, ensure};
use app::{
    analysis::run::execute,
    runs::{Basis, Worked, work_once},
};
use clap::Args;
use domain::ids::unordered;

use crate::{
    crowd::{Crowd, Team},
    process,
    rates::median,
};

/// How many times as long as its statistics a run may take.
const LIMIT: f64 = 5.0;

/// What `runs` takes.
#[derive(Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    crowd: Crowd,
    /// How many responses are frozen
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    responses: u64,
    /// How often the answers are drawn again
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    replicates: u32,
}

/// Measures and prints.
pub async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let Arguments { crowd, responses, replicates } = arguments;
    let filled = crowd.fill(responses).await?;
    let mut team = Team::after_the_closing(&filled.database).await?;
    println!("{responses} responses, {replicates} draws, {} rounds", crowd.rounds);
    team.plan(replicates).await?;
    let begun = Instant::now();
    team.freeze().await?;
    println!("freezing them: {:.2} s", begun.elapsed().as_secs_f64());
    let mut ratios = Vec::new();
    for round in 0..crowd.rounds {
        if round > 0 {
            team.next_plan().await?;
            team.plan(replicates).await?;
        }
        let Seconds { whole, reading, alone } = measure(&mut team).await?;
        println!(
            "a run {whole:.2} s, of which reading takes {reading:.2} s alone; its statistics alone {alone:.2} s, ratio {:.2}",
            whole / alone
        );
        ratios.push(whole / alone);
    }
    let ratio = median(ratios);
    let verdict = if ratio <= LIMIT { "met" } else { "MISSED" };
    println!("a run over its statistics alone, median {ratio:.2}; limit {LIMIT}: {verdict}");
    println!("most memory of this process, which does both: {} MB", process::peak("self")?);
    Ok(())
}

/// How long a run took, and two parts of it once more by themselves.
struct Seconds {
    whole: f64,
    reading: f64,
    alone: f64,
}

/// Measures a run, and parts of it alone.
async fn measure(team: &mut Team) -> anyhow::Result<Seconds> {
    let address = team.ask_for_run().await?;
    let state = team.app.state.clone();
    let holder = unordered(&*state.entropy);
    let begun = Instant::now();
    let worked = work_once(&state, holder, "bench", &|| false).await?;
    let whole = begun.elapsed().as_secs_f64();
    ensure!(worked == Worked::OnOne, "no run waited");
    let run = team.newest_run().await?;
    ensure!(run.failure.is_none(), "the run failed: {:?}", run.failure);
    let begun = Instant::now();
    let basis = Basis::read(&state.store, &run).await?;
    let reading = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let results = execute(&basis.plan.plan, &basis.tally, basis.frozen(), &|_, _| ControlFlow::Continue(()))?;
    let alone = begun.elapsed().as_secs_f64();
    let stored = team.strategist.get(&format!("{address}/results.json")).await.body;
    let stored: serde_json::Value = serde_json::from_str(&stored).context("no results are stored")?;
    ensure!(stored == serde_json::to_value(&results)?, "both do not give the same");
    Ok(Seconds { whole, reading, alone })
}
