//! Work that no request waits for. Each job may run at any time and more than once, also on several servers at once.

pub mod bulletins;
pub mod purge;
pub mod remind;
pub mod search;
pub mod send_mail;
pub mod show;
pub mod synthetic;
pub mod weigh;

use app::state::AppState;
use tokio::task::JoinSet;

use self::send_mail::Mailer;
use crate::stop::Stop;

/// Starts every job; the set is empty again when all have stopped.
pub fn start(state: &AppState, mailer: Option<Mailer>, stop: &Stop) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(purge::run(state.clone(), stop.clone()));
    jobs.spawn(search::run(state.clone(), stop.clone()));
    jobs.spawn(show::run(state.clone(), stop.clone()));
    jobs.spawn(synthetic::run(state.clone(), stop.clone()));
    jobs.spawn(weigh::run(state.clone(), stop.clone()));
    if let Some(mailer) = mailer {
        jobs.spawn(bulletins::run(state.clone(), mailer.clone(), stop.clone()));
        jobs.spawn(remind::run(state.clone(), stop.clone()));
        jobs.spawn(send_mail::run(state.clone(), mailer, stop.clone()));
    }
    jobs
}
