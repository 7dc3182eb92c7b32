//! A database with the demonstration and as many made-up responses as are wanted, which the program itself puts there, and those
//! of the team who weigh them.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use chrono::{TimeDelta, Utc};
use clap::Args;
use domain::permission::Role;
use store::Run;
use support::{Page, TestApp, Visitor};
use tempfile::TempDir;
use tokio::process::Command;

/// The address of the pages for the staff of the consultation.
pub const SURVEY: &str = "/staff/consultations/early-survey";
const SLUG: &str = "early-survey";

/// What every measurement of many responses takes.
#[derive(Args, Debug)]
pub struct Crowd {
    /// The program that makes the responses up; it is built for release with `cargo build --release -p server`
    #[arg(long, value_name = "FILE", default_value = "target/release/folkmoot")]
    pub program: PathBuf,
    /// Folder on the disk to measure; a temporary one is made in it
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// How many rounds
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    pub rounds: usize,
}

/// A filled database, which goes with the measurement.
pub struct Filled {
    /// Its address.
    pub database: String,
    /// The folder that it is in, for what else is written.
    pub folder: TempDir,
}

impl Crowd {
    /// Fills a database with so many responses.
    pub async fn fill(&self, responses: u64) -> anyhow::Result<Filled> {
        let folder = tempfile::tempdir_in(&self.folder)?;
        let database = format!("sqlite:{}", folder.path().join("folkmoot.db").display());
        let mut demo = Command::new(&self.program);
        demo.args(["demo", "--log", "error", "--database", &database, "--responses", &responses.to_string()]);
        let made = demo.output().await.with_context(|| format!("{} cannot be started", self.program.display()))?;
        ensure!(made.status.success(), "no responses: {}", String::from_utf8_lossy(&made.stderr));
        Ok(Filled { database, folder })
    }
}

impl Filled {
    /// The file of the database.
    pub fn file(&self) -> &Path {
        Path::new(self.database.trim_start_matches("sqlite:"))
    }
}

/// Two people who weigh the answers after the closing, in the pages for it.
pub struct Team {
    /// The site.
    pub app: TestApp,
    /// One of them.
    pub strategist: Visitor,
    /// The other.
    pub administrator: Visitor,
}

impl Team {
    /// Opens the site an hour after the consultation has closed.
    #[expect(clippy::disallowed_methods, reason = "a measurement has no clock that somebody sets")]
    pub async fn after_the_closing(database: &str) -> anyhow::Result<Self> {
        let app = TestApp::open(database).await?;
        let consultation = app.state.store.find_consultation(SLUG).await?.context("no demonstration")?;
        app.clock.set(consultation.closes_at.max(Utc::now()) + TimeDelta::hours(1));
        let (strategist, administrator) = (app.staff(Role::Strategist).await, app.staff(Role::Administrator).await);
        Ok(Self { app, strategist, administrator })
    }

    /// Writes a plan with so many draws, and has both sign it.
    pub async fn plan(&mut self, replicates: u32) -> anyhow::Result<()> {
        let page = self.strategist.get(&format!("{SURVEY}/plan")).await;
        let written = [("replicates", replicates.to_string()), ("reasons", "To see how long it takes.".to_owned())];
        let written: Vec<_> = written.iter().map(|(name, value)| (*name, value.as_str())).collect();
        done(&self.strategist.submit(&page, &written).await, "the plan is written")?;
        for who in [&mut self.strategist, &mut self.administrator] {
            let page = who.get(&format!("{SURVEY}/plan")).await;
            let value =
                |name: &str| page.attribute(&format!("form[action$='/plan/sign'] input[name='{name}']"), "value");
            let (number, revision) = value("number").zip(value("revision")).context("the plan cannot be signed")?;
            let signed =
                who.post(&format!("{SURVEY}/plan/sign"), &[("number", &number), ("revision", &revision)]).await;
            done(&signed, "the plan is signed")?;
        }
        Ok(())
    }

    /// Begins the next plan.
    pub async fn next_plan(&mut self) -> anyhow::Result<()> {
        done(&self.strategist.post(&format!("{SURVEY}/plan/next"), &[]).await, "another plan is begun")
    }

    /// Freezes the responses.
    pub async fn freeze(&mut self) -> anyhow::Result<()> {
        done(&self.strategist.post(&format!("{SURVEY}/freeze/new"), &[]).await, "the responses are frozen")
    }

    /// Asks for a run, which then waits; gives its address.
    pub async fn ask_for_run(&mut self) -> anyhow::Result<String> {
        let page = self.strategist.post(&format!("{SURVEY}/runs/new"), &[]).await;
        page.location().with_context(|| format!("no run: {}", page.status))
    }

    /// Finds the newest run.
    pub async fn newest_run(&self) -> anyhow::Result<Run> {
        let store = &self.app.state.store;
        let consultation = store.find_consultation(SLUG).await?.context("no demonstration")?;
        store.list_runs(consultation.id).await?.into_iter().next().context("no run")
    }
}

/// Makes sure that a post was taken.
pub fn done(page: &Page, what: &str) -> anyhow::Result<()> {
    ensure!(page.status.is_redirection(), "{what}: {} {}", page.status, page.text("main").unwrap_or_default());
    Ok(())
}
