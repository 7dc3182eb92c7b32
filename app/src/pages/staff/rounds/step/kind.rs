//! Which steps there are, with their addresses and headings.

use domain::ids::StakeholderId;

use crate::error::PageError;

/// What is done with a round, or with one authority in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Write,
    TakeOut,
    Receive(StakeholderId),
    Say(StakeholderId),
    Unsay(StakeholderId),
    Rejoin(StakeholderId),
}

impl Kind {
    /// Finds the step of an address below that of a round.
    pub(super) fn of_round(word: &str) -> Result<Self, PageError> {
        match word {
            "change" => Ok(Self::Write),
            "take-out" => Ok(Self::TakeOut),
            _ => Err(PageError::NotFound),
        }
    }

    /// Finds the step of an address below that of an authority in a round.
    pub(super) fn of_turn(word: &str, authority: StakeholderId) -> Result<Self, PageError> {
        match word {
            "received" => Ok(Self::Receive(authority)),
            "opinion" => Ok(Self::Say(authority)),
            "take-back" => Ok(Self::Unsay(authority)),
            "answer" => Ok(Self::Rejoin(authority)),
            _ => Err(PageError::NotFound),
        }
    }

    /// Gives the last part of its address.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Write => "change",
            Self::TakeOut => "take-out",
            Self::Receive(_) => "received",
            Self::Say(_) => "opinion",
            Self::Unsay(_) => "take-back",
            Self::Rejoin(_) => "answer",
        }
    }

    /// Gives the authority that it is about.
    pub(super) fn authority(self) -> Option<StakeholderId> {
        match self {
            Self::Write | Self::TakeOut => None,
            Self::Receive(authority) | Self::Say(authority) | Self::Unsay(authority) | Self::Rejoin(authority) => {
                Some(authority)
            }
        }
    }

    /// Says whether its form asks what shows something.
    pub(super) fn asks_sources(self) -> bool {
        matches!(self, Self::Write | Self::Say(_) | Self::Rejoin(_))
    }

    /// Gives the heading of its form.
    pub(super) fn title(self, is_new: bool) -> &'static str {
        match self {
            Self::Write if is_new => "Write down what supporting authorities are given",
            Self::Write => "Change what they were given",
            Self::TakeOut => "Take this out",
            Self::Receive(_) => "The day on which an authority got it",
            Self::Say(_) => "What an authority said",
            Self::Unsay(_) => "Take back what an authority said",
            Self::Rejoin(_) => "What an authority was answered",
        }
    }
}
