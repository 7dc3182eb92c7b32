//! A consultation: one exercise with a questionnaire, an opening and a closing time.

mod changing;

pub use self::changing::{ClosingMove, Hindrance, Standing};
use crate::{ids::ConsultationId, invitation::Admission, time::Moment, vocabulary::vocabulary};

/// One exercise in which people are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// Its identity.
    pub id: ConsultationId,
    /// Its name in addresses, for example `early-survey`.
    pub slug: String,
    /// Its title for people.
    pub title: String,
    /// One paragraph that says what it is about.
    pub summary: String,
    /// Which kind of exercise it is.
    pub kind: ConsultationKind,
    /// When answering begins.
    pub opens_at: Moment,
    /// When answering ends; an answer at this very moment is too late.
    pub closes_at: Moment,
    /// Who may answer it on this site.
    pub admission: Admission,
}

vocabulary! {
    /// The kinds of exercise that a strategy has.
    ConsultationKind {
        /// An open early survey of what matters to people.
        EarlySurvey = "early-survey",
        /// A survey of those who manage land.
        LandManagersSurvey = "land-managers-survey",
        /// The formal consultation on a draft.
        FormalConsultation = "formal-consultation",
    }
}

/// Where a consultation stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It has not opened yet.
    Upcoming,
    /// It takes answers.
    Open,
    /// It has closed.
    Closed,
}

impl Consultation {
    /// Says where the consultation stands at a moment.
    pub fn phase(&self, now: Moment) -> Phase {
        if now < self.opens_at {
            Phase::Upcoming
        } else if now < self.closes_at {
            Phase::Open
        } else {
            Phase::Closed
        }
    }

    /// Says whether somebody may take back a response that was sent: until the closing, when responses are fixed.
    pub fn may_withdraw(&self, now: Moment) -> bool {
        self.phase(now) == Phase::Open
    }

    /// Says whether staff may take back what they added at a moment: not when the consultation has closed since, because what
    /// was there at the closing stays.
    pub fn may_take_back(&self, added_at: Moment, now: Moment) -> bool {
        self.phase(now) != Phase::Closed || self.phase(added_at) == Phase::Closed
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};
    use uuid::Uuid;

    use super::*;

    fn consultation() -> Consultation {
        Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: "early-survey".into(),
            title: "Nature near you".into(),
            summary: String::new(),
            kind: ConsultationKind::EarlySurvey,
            opens_at: Utc.with_ymd_and_hms(2026, 3, 1, 9, 0, 0).unwrap(),
            closes_at: Utc.with_ymd_and_hms(2026, 4, 1, 22, 59, 0).unwrap(),
            admission: Admission::Everyone,
        }
    }

    #[test]
    fn a_consultation_is_open_from_its_opening_until_just_before_its_closing() {
        let consultation = consultation();
        let moment = TimeDelta::microseconds(1);
        assert_eq!(consultation.phase(consultation.opens_at - moment), Phase::Upcoming);
        assert_eq!(consultation.phase(consultation.opens_at), Phase::Open);
        assert_eq!(consultation.phase(consultation.closes_at - moment), Phase::Open);
        assert_eq!(consultation.phase(consultation.closes_at), Phase::Closed);
    }

    #[test]
    fn a_response_can_be_withdrawn_until_the_closing() {
        let consultation = consultation();
        let moment = TimeDelta::microseconds(1);
        assert!(consultation.may_withdraw(consultation.closes_at - moment));
        assert!(!consultation.may_withdraw(consultation.closes_at));
    }

    #[test]
    fn what_staff_added_can_be_taken_back_unless_the_closing_came_between() {
        let consultation = consultation();
        let (before, closing) = (consultation.closes_at - TimeDelta::days(1), consultation.closes_at);
        assert!(consultation.may_take_back(before, closing - TimeDelta::microseconds(1)));
        assert!(!consultation.may_take_back(before, closing));
        assert!(consultation.may_take_back(closing, closing + TimeDelta::days(9)));
    }
}
