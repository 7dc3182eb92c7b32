//! What of a consultation may be changed after it was made, and what its public is owed when its closing is moved.
//!
//! Before it is published nobody outside has seen it, so that hardly anything hinders a change.

use serde::{Deserialize, Serialize};

use super::{Consultation, Phase};
use crate::{time::Moment, vocabulary::vocabulary};

/// What has happened to a consultation by the time of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The moment of the change.
    pub now: Moment,
    /// Whether the public sees it.
    pub is_published: bool,
    /// Whether somebody has sent a response.
    pub is_answered: bool,
}

vocabulary! {
    /// Why a change cannot be made.
    Hindrance {
        /// It has opened, so that its opening cannot be moved.
        HasOpened = "has-opened",
        /// A published consultation cannot open at a time that has passed.
        OpeningHasPassed = "opening-has-passed",
        /// It would close before it opens.
        ClosesBeforeItOpens = "closes-before-it-opens",
        /// It has closed, and what was sent is being counted.
        HasClosed = "has-closed",
        /// It cannot close at a time that has passed.
        ClosingHasPassed = "closing-has-passed",
        /// It would close earlier than it was said while people answer, and no reason is given.
        ReasonMissing = "reason-missing",
        /// Its kind was told to people who have answered.
        IsAnswered = "is-answered",
    }
}

/// A closing time that was moved after the public had been told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingMove {
    /// When it was to close.
    pub from: Moment,
    /// When it closes instead.
    pub to: Moment,
    /// When it was moved.
    pub moved_at: Moment,
    /// Why, if that was said.
    pub reason: Option<String>,
}

impl Consultation {
    /// Says whether its opening can still be moved.
    pub fn may_move_opening(&self, standing: Standing) -> bool {
        !standing.is_published || self.phase(standing.now) == Phase::Upcoming
    }

    /// Says whether its closing can still be moved.
    pub fn may_move_closing(&self, standing: Standing) -> bool {
        !standing.is_published || self.phase(standing.now) != Phase::Closed
    }

    /// Lists what hinders it from becoming another; `reason` says why it closes at another time.
    pub fn hindrances(&self, next: &Self, standing: Standing, reason: Option<&str>) -> Vec<Hindrance> {
        let moves_opening = next.opens_at != self.opens_at;
        let moves_closing = next.closes_at != self.closes_at;
        let is_earlier = next.closes_at < self.closes_at;
        let is_open = standing.is_published && self.phase(standing.now) == Phase::Open;
        let has_opened = !self.may_move_opening(standing);
        let found = [
            (moves_opening && has_opened, Hindrance::HasOpened),
            (
                moves_opening && !has_opened && standing.is_published && next.opens_at <= standing.now,
                Hindrance::OpeningHasPassed,
            ),
            (next.closes_at <= next.opens_at, Hindrance::ClosesBeforeItOpens),
            (moves_closing && !self.may_move_closing(standing), Hindrance::HasClosed),
            (moves_closing && next.closes_at <= standing.now, Hindrance::ClosingHasPassed),
            (is_open && is_earlier && reason.is_none(), Hindrance::ReasonMissing),
            (next.kind != self.kind && standing.is_answered, Hindrance::IsAnswered),
        ];
        found.into_iter().filter_map(|(is_so, hindrance)| is_so.then_some(hindrance)).collect()
    }

    /// Gives the move of its closing that the public has to be told of when it becomes another.
    pub fn closing_move(&self, next: &Self, standing: Standing, reason: Option<String>) -> Option<ClosingMove> {
        let (from, to, moved_at) = (self.closes_at, next.closes_at, standing.now);
        (standing.is_published && from != to).then_some(ClosingMove { from, to, moved_at, reason })
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::{consultation::ConsultationKind, ids::ConsultationId, invitation::Admission};

    /// A day of May 2027, at noon.
    fn may(day: u32) -> Moment {
        Utc.with_ymd_and_hms(2027, 5, day, 12, 0, 0).unwrap()
    }

    /// Open from the 10th to the 20th of May.
    fn consultation() -> Consultation {
        Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: "early-survey".into(),
            title: "Nature near you".into(),
            summary: String::new(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: may(10),
            closes_at: may(20),
            admission: Admission::Everyone,
        }
    }

    fn published(now: Moment) -> Standing {
        Standing { now, is_published: true, is_answered: false }
    }

    fn unpublished(now: Moment) -> Standing {
        Standing { now, is_published: false, is_answered: false }
    }

    fn opening(to: Moment, standing: Standing) -> Vec<Hindrance> {
        consultation().hindrances(&Consultation { opens_at: to, ..consultation() }, standing, None)
    }

    fn closing(to: Moment, standing: Standing, reason: Option<&str>) -> Vec<Hindrance> {
        consultation().hindrances(&Consultation { closes_at: to, ..consultation() }, standing, reason)
    }

    #[test]
    fn the_opening_can_be_moved_until_the_consultation_opens() {
        let before = may(10) - TimeDelta::microseconds(1);
        assert_eq!(opening(may(12), published(before)), []);
        assert_eq!(opening(may(12), published(may(10))), [Hindrance::HasOpened]);
        assert_eq!(opening(may(12), published(may(25))), [Hindrance::HasOpened]);
    }

    #[test]
    fn a_published_consultation_does_not_open_in_the_past() {
        assert_eq!(opening(may(5), published(may(5))), [Hindrance::OpeningHasPassed]);
        assert_eq!(opening(may(6), published(may(5))), []);
    }

    #[test]
    fn before_it_is_published_a_consultation_can_be_given_other_times_whatever_they_were() {
        for now in [may(5), may(15), may(25)] {
            assert_eq!(opening(may(1), unpublished(now)), []);
            assert_eq!(closing(may(30), unpublished(now), None), []);
        }
        assert_eq!(closing(may(12), unpublished(may(11)), None), []);
    }

    #[test]
    fn a_closing_can_be_moved_later_until_it_has_passed() {
        for now in [may(5), may(10), may(19)] {
            assert_eq!(closing(may(30), published(now), None), []);
        }
        assert_eq!(closing(may(30), published(may(20)), None), [Hindrance::HasClosed]);
    }

    #[test]
    fn a_closing_is_never_moved_into_the_past() {
        for standing in [published(may(15)), unpublished(may(15))] {
            assert_eq!(closing(may(15), standing, Some("Storm")), [Hindrance::ClosingHasPassed]);
            assert_eq!(closing(may(16), standing, Some("Storm")), []);
        }
    }

    #[test]
    fn a_closing_that_people_count_on_is_brought_forward_only_with_a_reason() {
        assert_eq!(closing(may(18), published(may(15)), None), [Hindrance::ReasonMissing]);
        assert_eq!(closing(may(18), published(may(15)), Some("An election was called")), []);
        assert_eq!(closing(may(18), published(may(5)), None), []);
    }

    #[test]
    fn a_consultation_closes_after_it_opens() {
        let still = published(may(5));
        assert_eq!(closing(may(10), still, None), [Hindrance::ClosesBeforeItOpens]);
        assert_eq!(opening(may(20), still), [Hindrance::ClosesBeforeItOpens]);
    }

    #[test]
    fn times_that_have_passed_do_not_hinder_a_change_of_something_else() {
        let next = Consultation { title: "Nature".into(), ..consultation() };
        assert_eq!(consultation().hindrances(&next, published(may(25)), None), []);
    }

    #[test]
    fn the_kind_stays_once_somebody_has_answered() {
        let next = Consultation { kind: ConsultationKind::FormalConsultation, ..consultation() };
        let answered = Standing { is_answered: true, ..published(may(15)) };
        assert_eq!(consultation().hindrances(&next, answered, None), [Hindrance::IsAnswered]);
        assert_eq!(consultation().hindrances(&next, published(may(15)), None), []);
        assert_eq!(consultation().hindrances(&consultation(), answered, None), []);
    }

    #[test]
    fn the_public_is_told_of_a_move_of_a_closing_that_it_knew() {
        let next = Consultation { closes_at: may(30), ..consultation() };
        let reason = Some("Floods".to_owned());
        let told = consultation().closing_move(&next, published(may(15)), reason.clone());
        let expected = ClosingMove { from: may(20), to: may(30), moved_at: may(15), reason: reason.clone() };
        assert_eq!(told, Some(expected));
        assert_eq!(consultation().closing_move(&next, unpublished(may(15)), reason), None);
        assert_eq!(consultation().closing_move(&consultation(), published(may(15)), None), None);
    }
}
