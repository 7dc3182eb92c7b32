//! Which steps there are, with their addresses and headings.

use crate::error::PageError;

/// What is done with a stakeholder.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Write,
    Intend,
    TakeOut,
    Forget,
    /// The number of the involvement, unless it is new.
    Involve(Option<u32>),
    TakeOutRecord(u32),
}

/// The last part of the address of a new involvement.
const NEW: &str = "new";

impl Kind {
    /// The steps that have an address below a stakeholder's, with its last part.
    const ALL: [(&str, Self); 4] =
        [("change", Self::Write), ("plan", Self::Intend), ("take-out", Self::TakeOut), ("forget", Self::Forget)];

    /// Finds the step of an address.
    pub(super) fn find(word: &str) -> Result<Self, PageError> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind).ok_or(PageError::NotFound)
    }

    /// Reads which involvement is written down or changed.
    pub(super) fn involve(record: &str) -> Result<Self, PageError> {
        if record == NEW { Ok(Self::Involve(None)) } else { number(record).map(|number| Self::Involve(Some(number))) }
    }

    /// Reads which involvement is taken out.
    pub(super) fn take_out_record(record: &str) -> Result<Self, PageError> {
        number(record).map(Self::TakeOutRecord)
    }

    /// Gives the number of the involvement that has to be there.
    pub(super) fn record(self) -> Option<u32> {
        match self {
            Self::Involve(number) => number,
            Self::TakeOutRecord(number) => Some(number),
            _ => None,
        }
    }

    /// Gives its address below that of the stakeholder.
    pub(super) fn below(self) -> String {
        match self {
            Self::Involve(None) => format!("/involvements/{NEW}"),
            Self::Involve(Some(number)) => format!("/involvements/{number}"),
            Self::TakeOutRecord(number) => format!("/involvements/{number}/take-out"),
            _ => Self::ALL.iter().find(|(_, kind)| *kind == self).map_or(String::new(), |(word, _)| format!("/{word}")),
        }
    }

    /// Gives the heading of its form.
    pub(super) fn title(self, is_new: bool) -> &'static str {
        match self {
            Self::Write if is_new => "Add a stakeholder",
            Self::Write => "Change who this stakeholder is",
            Self::Intend => "How they will be involved",
            Self::TakeOut => "Take this stakeholder out",
            Self::Forget => "Delete contact and notes",
            Self::Involve(None) => "Add an involvement",
            Self::Involve(Some(_)) => "Change an involvement",
            Self::TakeOutRecord(_) => "Take an involvement out",
        }
    }

    /// Gives what is said above the fields.
    pub(super) fn intro(self) -> Option<&'static str> {
        match self {
            Self::Intend => Some(
                "Look at this again from time to time. Save it even if it still holds: the day on which you looked is kept, and so is each version.",
            ),
            Self::Forget => Some(
                "This deletes the contact and the notes, and the name where it is that of a person. How they were involved stays, without a name.",
            ),
            _ => None,
        }
    }
}

fn number(record: &str) -> Result<u32, PageError> {
    record.parse().map_err(|_| PageError::NotFound)
}
