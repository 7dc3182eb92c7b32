//! Words of the pages on which comments are read and tagged.

use domain::{
    code_frame::{FrameFault, StepKind},
    coding::{CodingFault, Flag, Stage},
    personal::Personal,
};

use super::Labelled;

/// What is said of somebody whose account is removed.
pub const GONE: &str = "an account that was removed";

impl Labelled for Flag {
    fn label(self) -> &'static str {
        match self {
            Self::EvidenceRich => "Evidence-rich",
            Self::NeedsRedaction => "Needs redaction",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::EvidenceRich => "It gives facts or sources that the strategy can use",
            Self::NeedsRedaction => "Something in it should not be shown to others",
        })
    }
}

impl Labelled for Stage {
    fn label(self) -> &'static str {
        match self {
            Self::ToCode => "Not yet coded by me",
            Self::CodedByMe => "Coded by me",
            Self::CodedByBoth => "Coded by two people",
            Self::Disagreed => "Coders disagree",
        }
    }
}

impl Labelled for StepKind {
    fn label(self) -> &'static str {
        match self {
            Self::Add => "A tag was added",
            Self::Change => "A tag was changed",
            Self::Merge => "A tag was merged into another",
            Self::Retire => "A tag was retired",
            Self::Restore => "A retired tag was taken into use again",
            Self::Load => "Tags were loaded from a file",
            Self::Undo => "The step before was undone",
        }
    }
}

/// Says what a part of a text may be.
pub fn may_be(what: Personal) -> &'static str {
    match what {
        Personal::Email => "an email address",
        Personal::Telephone => "a telephone number",
        Personal::Postcode => "a full postcode",
        Personal::Name => "a name",
    }
}

/// Says why a code frame cannot be changed so.
pub fn frame_fault(fault: FrameFault) -> &'static str {
    match fault {
        FrameFault::NameTaken => "Another tag has this name. Choose another name, or merge the two tags",
        FrameFault::NoSuchTag => "The tag is not in use any more. Somebody else has merged or retired it",
        FrameFault::IntoItself => "Choose another tag to merge this one into",
        FrameFault::TooManyTags => "There is no room for more tags. Merge or retire some first, or load fewer",
    }
}

/// Says why a comment cannot be coded so.
pub fn coding_fault(fault: CodingFault) -> &'static str {
    match fault {
        CodingFault::HandsTaken => "Two other people code this comment already",
        CodingFault::Finished => "Two people have finished with this comment, so that their tags stay as they are",
        CodingFault::NoSuchTag => "A tag that you chose is not in use any more. The tags below are those in use now",
        CodingFault::NothingToSettle => "Nothing that you decided is left to settle",
    }
}
