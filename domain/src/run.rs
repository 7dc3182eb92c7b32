//! Runs: executions of a plan on frozen responses, which wait, are worked on and end.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a run stands.
    RunStatus {
        /// Nobody works on it yet.
        Waiting = "waiting",
        /// It is being worked out.
        Running = "running",
        /// Its results are there.
        Done = "done",
        /// Somebody stopped it.
        Cancelled = "cancelled",
        /// It could not be worked out, and says why.
        Failed = "failed",
    }
}

impl RunStatus {
    /// Says whether nothing more will become of it.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Failed)
    }
}

/// Why a run is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Somebody wants the figures.
    Wanted,
    /// Responses that an earlier run rests on were erased.
    Erasure,
}

/// Why a plan cannot be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunHindrance {
    /// No plan is fixed.
    NoPlan,
    /// The responses are not frozen.
    NotFrozen,
    /// A run of the same plan on the same responses is under way or done: it would give the same.
    SameAgain,
}

/// Says whether a plan may be run: whether one is fixed, whether responses are frozen, and where other runs of both stand.
///
/// # Errors
/// Says why not.
pub fn may_run(is_fixed: bool, is_frozen: bool, others: &[RunStatus]) -> Result<(), RunHindrance> {
    let stands = |status: &RunStatus| !matches!(status, RunStatus::Cancelled | RunStatus::Failed);
    if !is_fixed {
        Err(RunHindrance::NoPlan)
    } else if !is_frozen {
        Err(RunHindrance::NotFrozen)
    } else if others.iter().any(stands) {
        Err(RunHindrance::SameAgain)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_run_once_on_the_same_responses_unless_that_came_to_nothing() {
        use RunStatus::{Cancelled, Done, Failed, Running, Waiting};
        assert_eq!(may_run(false, true, &[]), Err(RunHindrance::NoPlan));
        assert_eq!(may_run(true, false, &[]), Err(RunHindrance::NotFrozen));
        assert_eq!(may_run(true, true, &[Cancelled, Failed]), Ok(()));
        for status in [Waiting, Running, Done] {
            assert_eq!(may_run(true, true, &[Cancelled, status]), Err(RunHindrance::SameAgain));
        }
    }

    #[test]
    fn what_has_ended_does_not_go_on() {
        let ended: Vec<bool> =
            <RunStatus as crate::vocabulary::Word>::ALL.iter().map(|status| status.has_ended()).collect();
        assert_eq!(ended, [false, false, true, true, true]);
    }
}
