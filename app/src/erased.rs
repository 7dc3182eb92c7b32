//! What became of results since responses that they rest on were erased: the figures stand, and are worked out again to see whether
//! they would be others.

use domain::time::Moment;
use store::{Erased, Run, Store};

use crate::{analysis::run::Moved, error::PageError, runs::find_results};

/// What working figures out again came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Again {
    /// It is not done yet.
    Waits,
    /// It was done, and the figures differ so.
    Done(Moment, Moved),
    /// Nobody asked for it, or nothing came of it.
    NotDone,
}

/// What became of a run since responses that it rests on were erased.
#[derive(Clone, Debug, PartialEq)]
pub struct Since {
    /// How many were erased after it.
    pub erased: Erased,
    /// The number of the run that leaves them out, once it is asked for.
    pub run: Option<i64>,
    /// What that came to.
    pub again: Again,
}

impl Since {
    /// Finds what became of a run; nothing where no response that it rests on was erased after it.
    pub async fn of(store: &Store, run: &Run) -> Result<Option<Self>, PageError> {
        let Some(ended_at) = run.ended_at else { return Ok(None) };
        let Some(erased) = store.find_erased(run.freeze, ended_at).await? else { return Ok(None) };
        let runs = store.list_runs(run.consultation).await?;
        let is_later = |other: &&Run| {
            (other.plan, other.freeze) == (run.plan, run.freeze)
                && other.number > run.number
                && (!other.status.has_ended() || other.ended_at.is_some_and(|at| at >= erased.last))
        };
        let later = runs.iter().filter(is_later).max_by_key(|other| other.number);
        let again = match later {
            None => Again::NotDone,
            Some(later) if !later.status.has_ended() => Again::Waits,
            Some(later) => match (find_results(store, run.id).await?, find_results(store, later.id).await?) {
                (Some(before), Some(after)) => {
                    Again::Done(later.ended_at.unwrap_or(later.asked_at), Moved::between(&before, &after))
                }
                _ => Again::NotDone,
            },
        };
        Ok(Some(Self { erased, run: later.map(|later| later.number), again }))
    }
}
