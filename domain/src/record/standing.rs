//! Which version of a record may come next, and what has to be said with it.

use chrono::NaiveDate;

use super::{RecordKind, RecordText};
use crate::{ids::MeetingId, meeting::MinutesStatus, vocabulary::vocabulary};

vocabulary! {
    /// What a released version of a record is.
    VersionStep {
        /// The agenda of a meeting.
        Agenda = "agenda",
        /// Minutes that the group has not agreed to.
        Unapproved = "unapproved",
        /// Minutes that a later meeting of the group agreed to.
        Approved = "approved",
        /// Minutes that were changed after they had been approved.
        Amended = "amended",
    }
}

/// A version that is about to be released.
#[derive(Clone, Copy, Debug)]
pub struct Releasing<'a> {
    /// What it is.
    pub step: VersionStep,
    /// What staff wrote.
    pub text: &'a RecordText,
    /// What changed since the version before.
    pub note: &'a str,
    /// The day of the meeting.
    pub held_on: NaiveDate,
    /// The meeting that agreed to it, with its day.
    pub agreed_at: Option<(MeetingId, NaiveDate)>,
    /// Whether the meeting was called off.
    pub is_called_off: bool,
    /// Whether there is a version before whose words differ.
    pub is_changed: bool,
    /// Today.
    pub today: NaiveDate,
}

/// Why a version is not released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReleaseFault {
    /// There is no item in it.
    NoItems,
    /// The meeting was not held yet.
    NotHeld,
    /// The meeting was called off.
    CalledOff,
    /// It is not said of everybody whether they were there.
    NoPresence,
    /// It has to say what changed.
    NoNote,
    /// It has to say which meeting approved it.
    NoMeeting,
    /// The meeting that is said to have approved it was not held after this one, or not yet.
    NotLater,
    /// What came before does not allow it.
    NotNext,
}

impl VersionStep {
    /// Gives the status of minutes of which this is the newest version; nothing for an agenda.
    pub fn status(self) -> Option<MinutesStatus> {
        match self {
            Self::Agenda => None,
            Self::Unapproved => Some(MinutesStatus::Unapproved),
            Self::Approved => Some(MinutesStatus::Approved),
            Self::Amended => Some(MinutesStatus::Amended),
        }
    }
}

/// Lists what the next version of a record can be, after one that is out or before the first.
pub fn steps(kind: RecordKind, newest: Option<VersionStep>) -> &'static [VersionStep] {
    match (kind, newest) {
        (RecordKind::Agenda, _) => &[VersionStep::Agenda],
        (RecordKind::Minutes, Some(VersionStep::Approved | VersionStep::Amended)) => &[VersionStep::Amended],
        (RecordKind::Minutes, _) => &[VersionStep::Unapproved, VersionStep::Approved],
    }
}

/// Judges whether a version can be released after the newest that is out.
///
/// # Errors
/// Lists each reason why not.
pub fn judge_release(
    kind: RecordKind,
    newest: Option<VersionStep>,
    releasing: Releasing<'_>,
) -> Result<(), Vec<ReleaseFault>> {
    let Releasing { step, text, note, held_on, agreed_at, is_called_off, is_changed, today } = releasing;
    let later = |(_, day): (MeetingId, NaiveDate)| held_on < day && day <= today;
    let faults = [
        (!steps(kind, newest).contains(&step), ReleaseFault::NotNext),
        (text.items.is_empty(), ReleaseFault::NoItems),
        (kind == RecordKind::Minutes && today < held_on, ReleaseFault::NotHeld),
        (kind == RecordKind::Minutes && is_called_off, ReleaseFault::CalledOff),
        (
            kind == RecordKind::Minutes && text.people.iter().any(|person| person.presence.is_none()),
            ReleaseFault::NoPresence,
        ),
        (is_changed && note.is_empty(), ReleaseFault::NoNote),
        (step == VersionStep::Approved && agreed_at.is_none(), ReleaseFault::NoMeeting),
        (agreed_at.is_some_and(|agreed| !later(agreed)), ReleaseFault::NotLater),
    ];
    let found: Vec<ReleaseFault> =
        faults.into_iter().filter(|(is_found, _)| *is_found).map(|(_, fault)| fault).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::record::{Item, Part, Person, Presence};

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
    }

    fn at(number: u32) -> (MeetingId, NaiveDate) {
        (MeetingId(Uuid::nil()), day(number))
    }

    fn one_item() -> RecordText {
        RecordText { items: vec![Item::new(1, "Hedges", None)], ..RecordText::default() }
    }

    fn faults(newest: Option<VersionStep>, change: impl FnOnce(Releasing<'_>) -> Releasing<'_>) -> Vec<ReleaseFault> {
        let text = one_item();
        let releasing = Releasing {
            step: VersionStep::Unapproved,
            text: &text,
            note: "",
            held_on: day(4),
            agreed_at: None,
            is_called_off: false,
            is_changed: false,
            today: day(20),
        };
        judge_release(RecordKind::Minutes, newest, change(releasing)).err().unwrap_or_default()
    }

    #[test]
    fn minutes_are_approved_at_a_later_meeting_that_was_held() {
        let approved = |agreed_at| {
            faults(Some(VersionStep::Unapproved), |step| Releasing { step: VersionStep::Approved, agreed_at, ..step })
        };
        assert_eq!(approved(None), [ReleaseFault::NoMeeting]);
        assert_eq!(approved(Some(at(4))), [ReleaseFault::NotLater], "a meeting does not approve its own minutes");
        assert_eq!(approved(Some(at(21))), [ReleaseFault::NotLater], "that meeting is still to come");
        assert_eq!(approved(Some(at(11))), []);
        assert_eq!(approved(Some(at(20))), []);
    }

    #[test]
    fn what_was_approved_is_only_amended_and_what_was_not_is_not() {
        let after = |newest, next| {
            faults(newest, |step| Releasing { step: next, agreed_at: Some(at(11)), note: "A name", ..step })
        };
        assert_eq!(after(Some(VersionStep::Approved), VersionStep::Unapproved), [ReleaseFault::NotNext]);
        assert_eq!(after(Some(VersionStep::Approved), VersionStep::Approved), [ReleaseFault::NotNext]);
        assert_eq!(after(Some(VersionStep::Approved), VersionStep::Amended), []);
        assert_eq!(after(Some(VersionStep::Amended), VersionStep::Amended), []);
        assert_eq!(after(Some(VersionStep::Unapproved), VersionStep::Amended), [ReleaseFault::NotNext]);
        assert_eq!(after(None, VersionStep::Approved), []);
        assert_eq!(after(None, VersionStep::Agenda), [ReleaseFault::NotNext]);
    }

    #[test]
    fn a_version_whose_words_differ_says_what_changed() {
        let changed = |note| faults(Some(VersionStep::Unapproved), |step| Releasing { is_changed: true, note, ..step });
        assert_eq!((changed(""), changed("The date of item 2")), (vec![ReleaseFault::NoNote], vec![]));
    }

    #[test]
    fn minutes_of_a_meeting_that_was_not_held_and_empty_ones_are_not_released() {
        assert_eq!(faults(None, |step| Releasing { today: day(3), ..step }), [ReleaseFault::NotHeld]);
        assert_eq!(faults(None, |step| Releasing { is_called_off: true, ..step }), [ReleaseFault::CalledOff]);
        let agenda = |text| Releasing {
            step: VersionStep::Agenda,
            text,
            note: "",
            held_on: day(4),
            agreed_at: None,
            is_called_off: false,
            is_changed: false,
            today: day(1),
        };
        let (empty, full) = (RecordText::default(), one_item());
        assert_eq!(judge_release(RecordKind::Agenda, None, agenda(&empty)), Err(vec![ReleaseFault::NoItems]));
        assert_eq!(judge_release(RecordKind::Agenda, None, agenda(&full)), Ok(()));
    }

    #[test]
    fn minutes_say_of_everybody_whether_they_were_there() {
        let with = |presence| {
            let person = Person {
                number: 2,
                name: "A".into(),
                organisation: None,
                part: Part::Member,
                instead_of: None,
                presence,
                when: None,
                is_named: true,
            };
            let text = RecordText { people: vec![person], ..one_item() };
            let releasing = Releasing {
                step: VersionStep::Unapproved,
                text: &text,
                note: "",
                held_on: day(4),
                agreed_at: None,
                is_called_off: false,
                is_changed: false,
                today: day(4),
            };
            judge_release(RecordKind::Minutes, None, releasing).err().unwrap_or_default()
        };
        assert_eq!((with(None), with(Some(Presence::Absent))), (vec![ReleaseFault::NoPresence], vec![]));
    }

    #[test]
    fn the_status_of_minutes_is_that_of_their_newest_version() {
        use crate::vocabulary::Word;
        let statuses: Vec<_> = VersionStep::ALL.iter().map(|step| step.status()).collect();
        assert_eq!(
            statuses,
            [None, Some(MinutesStatus::Unapproved), Some(MinutesStatus::Approved), Some(MinutesStatus::Amended)]
        );
    }
}
