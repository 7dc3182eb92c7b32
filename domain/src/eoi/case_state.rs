//! The states of a case, and the one table of moves between them.

use crate::vocabulary::{Word, vocabulary};

vocabulary! {
    /// Where a case stands.
    CaseState {
        /// It is being written.
        Draft = "draft",
        /// It was sent.
        Submitted = "submitted",
        /// The submitter was told that it arrived.
        Acknowledged = "acknowledged",
        /// It is held against the criteria.
        Screening = "screening",
        /// It does not fit the criteria.
        Excluded = "excluded",
        /// The submitter was asked for more.
        MoreInformationAsked = "more-information-asked",
        /// Staff assess it.
        Assessment = "assessment",
        /// It is looked at in depth.
        Feasibility = "feasibility",
        /// Advice was given.
        AdviceGiven = "advice-given",
        /// It waits for the strategy's map.
        HeldForMapping = "held-for-mapping",
        /// It was passed on, with consent.
        Referred = "referred",
        /// It is taken forward.
        TakenForward = "taken-forward",
        /// It is not taken forward.
        NotTakenForward = "not-taken-forward",
        /// It is over.
        Closed = "closed",
        /// The submitter took it back.
        Withdrawn = "withdrawn",
        /// It was closed and is looked at again.
        Reopened = "reopened",
    }
}

impl CaseState {
    /// Gives the states that can come next, besides being withdrawn.
    fn onward(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Submitted],
            Self::Submitted => &[Self::Acknowledged],
            Self::Acknowledged | Self::Reopened => &[Self::Screening],
            Self::Screening => &[Self::Excluded, Self::MoreInformationAsked, Self::Assessment],
            Self::MoreInformationAsked => &[Self::Screening, Self::Assessment],
            Self::Assessment => &[
                Self::MoreInformationAsked,
                Self::Feasibility,
                Self::AdviceGiven,
                Self::HeldForMapping,
                Self::Referred,
            ],
            Self::Feasibility | Self::AdviceGiven | Self::HeldForMapping | Self::Referred => {
                &[Self::TakenForward, Self::NotTakenForward]
            }
            Self::Excluded | Self::TakenForward | Self::NotTakenForward => &[Self::Closed],
            Self::Closed => &[Self::Reopened],
            Self::Withdrawn => &[],
        }
    }

    /// Says whether the case is over.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Withdrawn)
    }

    /// Gives the states that a case can move to from this one.
    pub fn moves(self) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|to| may_move(self, *to)).collect()
    }
}

/// Says whether a case may move from one state to another.
pub fn may_move(from: CaseState, to: CaseState) -> bool {
    if to == CaseState::Withdrawn { !from.is_over() } else { from.onward().contains(&to) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line for each state, one column for each state in the same order: `x` where the move is allowed.
    const MATRIX: [&str; 16] = [
        ".x............x.", // draft
        "..x...........x.", // submitted
        "...x..........x.", // acknowledged
        "....xxx.......x.", // screening
        ".............xx.", // excluded
        "...x..x.......x.", // more information asked
        ".....x.xxxx...x.", // assessment
        "...........xx.x.", // feasibility
        "...........xx.x.", // advice given
        "...........xx.x.", // held for mapping
        "...........xx.x.", // referred
        ".............xx.", // taken forward
        ".............xx.", // not taken forward
        "...............x", // closed
        "................", // withdrawn
        "...x..........x.", // reopened
    ];

    #[test]
    fn every_pair_of_states_is_allowed_or_not_as_the_matrix_says() {
        for (from, line) in CaseState::ALL.iter().zip(MATRIX) {
            let moves: String = CaseState::ALL.iter().map(|to| if may_move(*from, *to) { 'x' } else { '.' }).collect();
            assert_eq!(moves, line, "from {}", from.word());
        }
    }

    #[test]
    fn every_state_is_reached_from_a_draft() {
        let mut reached = vec![CaseState::Draft];
        let mut next = 0;
        while let Some(state) = reached.get(next).copied() {
            let new: Vec<_> = state.moves().into_iter().filter(|to| !reached.contains(to)).collect();
            reached.extend(new);
            next += 1;
        }
        assert_eq!(reached.len(), CaseState::ALL.len());
    }
}
