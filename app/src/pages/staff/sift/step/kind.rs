//! Which steps there are, with their addresses and headings.

use crate::error::PageError;

/// What is done with a proposal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Write,
    Declare,
    Screen,
    Settle,
    Score,
    Decide,
    Merge,
    TakeOut,
}

impl Kind {
    /// The steps that have an address below a proposal's, with its last part.
    const ALL: [(&str, Self); 7] = [
        ("write", Self::Write),
        ("interest", Self::Declare),
        ("screen", Self::Screen),
        ("settle", Self::Settle),
        ("score", Self::Score),
        ("merge", Self::Merge),
        ("take-out", Self::TakeOut),
    ];

    /// Finds the step of an address.
    pub(super) fn find(word: &str) -> Result<Self, PageError> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind).ok_or(PageError::NotFound)
    }

    /// Gives the last part of its address.
    pub(super) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("decide", |(word, _)| word)
    }

    /// Gives the heading of its form.
    pub(super) fn title(self, number: i64) -> String {
        match self {
            Self::Write => format!("Change proposal {number}"),
            Self::Declare => format!("Your interest in proposal {number}"),
            Self::Screen => format!("Screen proposal {number}"),
            Self::Settle => format!("Settle where the two differ on proposal {number}"),
            Self::Score => format!("Score proposal {number}"),
            Self::Decide => format!("Record what is decided about proposal {number}"),
            Self::Merge => format!("Merge proposal {number} into another"),
            Self::TakeOut => format!("Take proposal {number} out"),
        }
    }
}
