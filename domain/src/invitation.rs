//! Invitations: who may answer a consultation on this site, and what a link still opens.
//!
//! An invitation is used once, when a response is sent by it. From then on nothing leads from one to the other.

use chrono::NaiveDate;

use crate::{response::Response, vocabulary::vocabulary};

vocabulary! {
    /// Who may answer a consultation on this site; what staff type in is not asked for an invitation.
    Admission {
        /// Everyone, and nobody is invited.
        Everyone = "everyone",
        /// Everyone, and responses that came by an invitation carry a mark.
        Marked = "marked",
        /// Only who has an invitation.
        Invited = "invited",
    }
}

/// Why answers cannot be sent although the consultation is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// They need an invitation and have none.
    NotInvited,
    /// They were begun with an invitation that is not theirs any more.
    InvitationGone,
}

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has begun with it.
    Fresh,
    /// Somebody has begun with it and has not sent.
    Begun,
    /// A response was sent by it.
    Used,
    /// It was taken back before anything was sent by it.
    Revoked,
}

/// What is known of an invitation; no response and no moment is among it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invitation {
    /// The address that it is sent to; one for a letter has none.
    pub address: Option<String>,
    /// What the team calls it.
    pub label: Option<String>,
    /// The day on which it was made.
    pub made_on: NaiveDate,
    /// The day on which it was sent last, by email.
    pub sent_on: Option<NaiveDate>,
    /// The day on which a response was sent by it; once that day is over, the first of its month.
    pub used_on: Option<NaiveDate>,
    /// The day on which it was taken back.
    pub revoked_on: Option<NaiveDate>,
}

impl Admission {
    /// Says whether invitations can be made.
    pub fn takes_invitations(self) -> bool {
        self != Self::Everyone
    }

    /// Gives what keeps answers from being sent: of a draft, with whether its invitation is still its own, or of nothing that
    /// was begun.
    pub fn barrier(self, draft: Option<&Response>, has_invitation: bool) -> Option<Barrier> {
        match draft {
            Some(draft) if draft.is_assisted() => None,
            Some(draft) if draft.is_invited => (!has_invitation).then_some(Barrier::InvitationGone),
            _ => (self == Self::Invited).then_some(Barrier::NotInvited),
        }
    }
}

impl Standing {
    /// Tells where an invitation stands; what was sent by it stays sent, also if it was taken back at the same moment.
    pub fn of(invitation: &Invitation, is_begun: bool) -> Self {
        match (invitation.used_on, invitation.revoked_on) {
            (Some(_), _) => Self::Used,
            (None, Some(_)) => Self::Revoked,
            (None, None) if is_begun => Self::Begun,
            (None, None) => Self::Fresh,
        }
    }
}

impl Invitation {
    /// Says whether a link to it can be sent: again, or after it was taken back, but not once it was used.
    pub fn may_be_sent(&self) -> bool {
        self.used_on.is_none()
    }

    /// Says whether it can be taken back.
    pub fn may_be_revoked(&self) -> bool {
        self.used_on.is_none() && self.revoked_on.is_none()
    }

    /// Says whether a reminder goes to it on a day: to an address that has not answered, and not twice on one day.
    pub fn may_be_reminded(&self, today: NaiveDate) -> bool {
        self.address.is_some() && self.may_be_revoked() && self.sent_on.is_none_or(|sent| sent < today)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::{ConsultationId, ResponseId, VersionId},
        response::{Channel, ResponseStatus},
        vocabulary::Word,
    };

    fn draft(channel: Channel, is_invited: bool) -> Response {
        Response {
            id: ResponseId(Uuid::nil()),
            consultation: ConsultationId(Uuid::nil()),
            version: VersionId(Uuid::nil()),
            status: ResponseStatus::Draft,
            reference: None,
            segment: None,
            organisation: None,
            area: None,
            submitted_at: None,
            channel,
            received_on: None,
            is_invited,
            order: None,
            language: None,
        }
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, day).unwrap()
    }

    #[test]
    fn by_invitation_only_nobody_answers_without_one() {
        let uninvited = draft(Channel::Online, false);
        for admission in Admission::ALL {
            let expected = (*admission == Admission::Invited).then_some(Barrier::NotInvited);
            assert_eq!(admission.barrier(None, false), expected);
            assert_eq!(admission.barrier(Some(&uninvited), false), expected);
        }
    }

    #[test]
    fn answers_that_were_begun_with_an_invitation_are_sent_with_it_or_not_at_all() {
        let invited = draft(Channel::Online, true);
        for admission in Admission::ALL {
            assert_eq!(admission.barrier(Some(&invited), true), None);
            assert_eq!(admission.barrier(Some(&invited), false), Some(Barrier::InvitationGone));
        }
    }

    #[test]
    fn what_staff_type_in_needs_no_invitation() {
        assert_eq!(Admission::Invited.barrier(Some(&draft(Channel::Paper, false)), false), None);
    }

    #[test]
    fn an_invitation_that_was_used_stays_used() {
        let used = Invitation { used_on: Some(day(1)), revoked_on: Some(day(2)), ..Invitation::default() };
        assert_eq!(Standing::of(&used, true), Standing::Used);
        assert!(!used.may_be_sent() && !used.may_be_revoked());
    }

    #[test]
    fn an_invitation_that_was_taken_back_opens_nothing_until_it_is_sent_again() {
        let revoked = Invitation { revoked_on: Some(day(2)), ..Invitation::default() };
        assert_eq!(Standing::of(&revoked, true), Standing::Revoked);
        assert!(revoked.may_be_sent() && !revoked.may_be_revoked());
        assert_eq!(Standing::of(&Invitation::default(), true), Standing::Begun);
        assert_eq!(Standing::of(&Invitation::default(), false), Standing::Fresh);
    }

    #[test]
    fn a_reminder_goes_to_an_address_that_has_not_answered_once_a_day() {
        let sent = Invitation { address: Some("a@example.org".into()), sent_on: Some(day(3)), ..Invitation::default() };
        assert!(!sent.may_be_reminded(day(3)) && sent.may_be_reminded(day(4)));
        for other in [
            Invitation { address: None, ..sent.clone() },
            Invitation { used_on: Some(day(3)), ..sent.clone() },
            Invitation { revoked_on: Some(day(3)), ..sent.clone() },
        ] {
            assert!(!other.may_be_reminded(day(4)));
        }
    }
}
