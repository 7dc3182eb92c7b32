//! `folkmoot serve`: the whole process from the first check to the last write.

use std::time::Duration;

use store::Store;
use tokio::{net::TcpListener, task::JoinSet};

use super::say;
use crate::{
    assets,
    cli::ServeArguments,
    config::{Origin, Settings},
    demonstration::{self, Contents},
    failure::Failure,
    jobs::{self, send_mail::Mailer},
    listen, log,
    router::guarded,
    state::{build, open},
    stop::{self, Stop},
    system::{SystemClock, SystemEntropy},
};

/// Serves until the process is asked to stop.
pub(super) async fn run(arguments: ServeArguments) -> Result<(), Failure> {
    let settings = &arguments.settings;
    settings.check()?;
    log::start(&settings.log)?;
    if assets::find().stylesheet.is_none() {
        tracing::warn!("web assets are not built: run make web");
    }
    let listener = listen::bind(settings.site.listen).await?;
    let store = open(&settings.database).await?;
    tracing::info!(engine = store.engine(), "the database is open");
    let served = match demonstrate(&arguments, &store).await {
        Ok(()) => serve(settings, listener, store.clone()).await,
        Err(failure) => Err(failure),
    };
    store.close().await;
    tracing::info!("stopped");
    served
}

async fn demonstrate(arguments: &ServeArguments, store: &Store) -> Result<(), Failure> {
    if !arguments.demonstration {
        return Ok(());
    }
    match demonstration::contents(store).await? {
        Contents::Nothing => {
            let loaded =
                demonstration::load(store, &SystemClock, &SystemEntropy, demonstration::USUAL_RESPONSES).await?;
            say(&loaded.to_string());
        }
        Contents::Something => say("The database has data already, so no demonstration was loaded.\n"),
    }
    Ok(())
}

async fn serve(settings: &Settings, listener: TcpListener, store: Store) -> Result<(), Failure> {
    let port = listener.local_addr()?.port();
    let origin = settings.site.origin.clone().unwrap_or_else(|| Origin::local(port));
    let state = build(store, settings, &origin).await?;
    let mailer = Mailer::new(&settings.mail)?;
    let (stopper, stop) = stop::pair();
    tokio::spawn(async move {
        if let Err(error) = stop::signalled().await {
            tracing::error!(error = %error, "signals cannot be heard");
        }
        stopper.ask();
    });
    let scanner = state.scanner.clone();
    tokio::spawn(async move {
        if let Err(error) = scanner.check().await {
            tracing::warn!(error = %error, "clamd does not answer; files are refused until it does");
        }
    });
    let jobs = jobs::start(&state, mailer, &stop);
    let router = guarded(app::pages::router(state.clone()), state, settings.limits.requests());
    say(&format!("Folkmoot is at {origin}\n"));
    let limits = settings.limits.connections();
    let jobs = finish(jobs, stop.clone(), limits.stop_patience);
    tokio::join!(listen::serve(listener, router, limits, stop), jobs);
    Ok(())
}

/// Lets the jobs finish in the same time as the requests, and cuts off those that do not.
async fn finish(mut jobs: JoinSet<()>, mut stop: Stop, patience: Duration) {
    stop.asked().await;
    let all = async { while jobs.join_next().await.is_some() {} };
    if tokio::time::timeout(patience, all).await.is_err() {
        tracing::warn!("a job did not finish in time and was cut off");
        jobs.shutdown().await;
    }
}
