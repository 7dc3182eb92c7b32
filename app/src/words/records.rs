//! What the parts of agendas and minutes are called.

use domain::record::{
    ActionState, Conduct, Course, Marks, Part, Presence, RecordKind, ReleaseFault, VersionStep, WithholdingReason,
};

use super::Labelled;

/// What stands in the place of what everybody does not read.
pub const MARKS: Marks = Marks { name: "[name not published]", passage: withheld };

fn withheld(reason: WithholdingReason) -> &'static str {
    match reason {
        WithholdingReason::Personal => "[withheld: personal information]",
        WithholdingReason::Confidence => "[withheld: given in confidence]",
        WithholdingReason::LegalAdvice => "[withheld: legal advice]",
        WithholdingReason::ProtectedPlace => "[withheld: place of a protected species]",
        WithholdingReason::Commercial => "[withheld: business information]",
    }
}

/// Says why everybody reads no more than the title of an item.
pub fn exempt(reason: WithholdingReason) -> &'static str {
    match reason {
        WithholdingReason::Personal => "Not published: it tells of somebody’s own affairs.",
        WithholdingReason::Confidence => "Not published: it was given in confidence.",
        WithholdingReason::LegalAdvice => "Not published: it is legal advice.",
        WithholdingReason::ProtectedPlace => "Not published: it tells where a protected species lives.",
        WithholdingReason::Commercial => "Not published: it would harm somebody’s business.",
    }
}

/// Names a record within a sentence.
pub fn record(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Agenda => "agenda",
        RecordKind::Minutes => "minutes",
    }
}

/// Says what a version is, at the beginning of a line.
pub fn version(step: VersionStep) -> &'static str {
    match step {
        VersionStep::Agenda => "Agenda",
        VersionStep::Unapproved => "Draft minutes",
        VersionStep::Approved => "Approved minutes",
        VersionStep::Amended => "Amended minutes",
    }
}

/// Says what a decision did, at the beginning of a line.
pub fn decision(course: Course) -> &'static str {
    match course {
        Course::Agreed => "Agreed",
        Course::Noted => "Noted",
        Course::Deferred => "Put off",
        Course::Rejected => "Not agreed",
    }
}

/// Says how far an action has come.
pub fn state(state: ActionState) -> &'static str {
    match state {
        ActionState::Open => "Open",
        ActionState::Done => "Done",
        ActionState::Dropped => "Dropped",
    }
}

/// Says why a version is not released, and what to do.
pub fn fault(fault: ReleaseFault) -> &'static str {
    match fault {
        ReleaseFault::NoItems => "Write at least one item first",
        ReleaseFault::NotHeld => "Minutes can be published from the day of the meeting on",
        ReleaseFault::CalledOff => "The meeting was called off. If it was held after all, say so where it is arranged",
        ReleaseFault::NoPresence => "Say of everybody on the list whether they were there",
        ReleaseFault::NoNote => "Say what changed since the version before",
        ReleaseFault::NoMeeting => "Choose the meeting that approved them",
        ReleaseFault::NotLater => "Choose a meeting that was held after this one",
        ReleaseFault::NotNext => {
            "Choose what this version is: somebody has published another since you opened the page"
        }
    }
}

impl Labelled for Part {
    fn label(self) -> &'static str {
        match self {
            Self::Chair => "Chair",
            Self::Secretary => "Secretary",
            Self::Member => "Member",
            Self::Substitute => "Substitute",
            Self::Officer => "Officer",
            Self::Observer => "Observer",
            Self::Guest => "Guest",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Substitute => Some("Comes instead of a member."),
            Self::Officer => Some("Supports the group as part of their work."),
            _ => None,
        }
    }
}

impl Labelled for Presence {
    fn label(self) -> &'static str {
        match self {
            Self::Present => "Present",
            Self::InPart => "Present for a part",
            Self::Apologies => "Apologies",
            Self::Absent => "Absent",
        }
    }
}

impl Labelled for Conduct {
    fn label(self) -> &'static str {
        match self {
            Self::Stayed => "Took part as before",
            Self::DidNotVote => "Did not vote",
            Self::Left => "Left for as long as it was talked about",
        }
    }
}

impl Labelled for Course {
    fn label(self) -> &'static str {
        match self {
            Self::Agreed => "Agrees to something",
            Self::Noted => "Takes note of something",
            Self::Deferred => "Puts something off",
            Self::Rejected => "Turns something down",
        }
    }
}

impl Labelled for ActionState {
    fn label(self) -> &'static str {
        match self {
            Self::Open => "Open: it goes on to the next meeting",
            Self::Done => "Done",
            Self::Dropped => "Dropped: it will not be done",
        }
    }
}

impl Labelled for WithholdingReason {
    fn label(self) -> &'static str {
        match self {
            Self::Personal => "It tells of somebody’s own affairs",
            Self::Confidence => "It was given in confidence",
            Self::LegalAdvice => "It is legal advice",
            Self::ProtectedPlace => "It tells where a protected species lives",
            Self::Commercial => "It would harm somebody’s business",
        }
    }
}

impl Labelled for VersionStep {
    fn label(self) -> &'static str {
        match self {
            Self::Agenda => "The agenda",
            Self::Unapproved => "Draft minutes, which the group has not yet approved",
            Self::Approved => "Approved minutes",
            Self::Amended => "Amended minutes",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Agenda => None,
            Self::Unapproved => Some("Everybody reads them, marked as a draft."),
            Self::Approved => Some("A later meeting of the group agreed that they are right."),
            Self::Amended => Some("Something had to be put right after they were approved."),
        }
    }
}
