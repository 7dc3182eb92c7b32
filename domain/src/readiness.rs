//! What is missing or weak in a consultation before it opens.
//!
//! Nothing here forbids to open: whoever goes on says why. No law sets how long a consultation takes, so that the days are a
//! rule of thumb.

use chrono::{Datelike, Days, NaiveDate, NaiveTime};

use crate::{
    consultation::{Consultation, ConsultationKind},
    particulars::{Particulars, Topic},
    time::{Moment, in_england},
    vocabulary::vocabulary,
};

vocabulary! {
    /// One thing that is missing or weak.
    Lack {
        /// Its purpose is not said.
        Purpose = "purpose",
        /// What can change is not said.
        OpenToChange = "open-to-change",
        /// What is decided is not said.
        Decided = "decided",
        /// There is nothing to read.
        Documents = "documents",
        /// Who decides is not said.
        DecisionMaker = "decision-maker",
        /// By when it is decided is not said.
        DecisionDate = "decision-date",
        /// The decision falls before all have answered.
        DecisionTooEarly = "decision-too-early",
        /// There is little time to answer.
        Time = "time",
        /// There is little time to answer besides Christmas and New Year.
        Christmas = "christmas",
        /// It closes at midnight, which people take for the night before or the night after.
        Midnight = "midnight",
        /// There is no equality assessment, and no reason why.
        Equality = "equality",
        /// Nobody is named who helps with other formats.
        Formats = "formats",
        /// Nobody has said that the privacy notice covers it.
        Notice = "notice",
        /// It was checked against a privacy notice that is not in force any more.
        NoticeReplaced = "notice-replaced",
        /// How its answers will be counted is not said.
        Plan = "plan",
        /// What people write is to be published, and nobody is asked whether it may be.
        Consent = "consent",
    }
}

impl Lack {
    /// Gives the form in which it is put right; documents have their own, and consent is a question.
    pub fn topic(self) -> Option<Topic> {
        Some(match self {
            Self::Documents | Self::Consent => return None,
            Self::Purpose | Self::OpenToChange | Self::Decided => Topic::Purpose,
            Self::DecisionMaker | Self::DecisionDate | Self::DecisionTooEarly => Topic::Decision,
            Self::Time | Self::Christmas | Self::Midnight => Topic::Times,
            Self::Equality => Topic::Equality,
            Self::Formats => Topic::Formats,
            Self::Notice | Self::NoticeReplaced => Topic::Privacy,
            Self::Plan => Topic::Plan,
        })
    }
}

/// Gives the fewest days for answering that need no explanation; the first and the last day count.
pub fn fewest_days(kind: ConsultationKind) -> i64 {
    match kind {
        ConsultationKind::EarlySurvey | ConsultationKind::LandManagersSurvey => 14,
        ConsultationKind::FormalConsultation => 42,
    }
}

/// Lists what is missing or weak in a consultation that people can answer from some moment on, while a privacy notice is in
/// force.
pub fn lacks(consultation: &Consultation, particulars: &Particulars, from: Moment, notice: NaiveDate) -> Vec<Lack> {
    let Particulars { decision_on, .. } = particulars;
    let (first, last) = (in_england(from), in_england(consultation.closes_at));
    let days = Answering { first: first.date_naive(), last: last.date_naive() };
    let fewest = fewest_days(consultation.kind);
    let found = [
        (particulars.purpose.is_none(), Lack::Purpose),
        (particulars.open_to_change.is_none(), Lack::OpenToChange),
        (particulars.decided.is_none(), Lack::Decided),
        (particulars.documents.is_empty(), Lack::Documents),
        (particulars.decision_maker.is_none(), Lack::DecisionMaker),
        (decision_on.is_none(), Lack::DecisionDate),
        (decision_on.is_some_and(|on| on <= days.last), Lack::DecisionTooEarly),
        (days.all() < fewest, Lack::Time),
        (days.all() >= fewest && days.outside_christmas() < fewest, Lack::Christmas),
        (last.time() == NaiveTime::MIN, Lack::Midnight),
        (particulars.equality_document.is_none() && particulars.equality_reason.is_none(), Lack::Equality),
        (particulars.formats_email.is_none() && particulars.formats_telephone.is_none(), Lack::Formats),
        (particulars.notice.is_none(), Lack::Notice),
        (particulars.notice.is_some_and(|checked| checked < notice), Lack::NoticeReplaced),
        (particulars.plan.is_none() && particulars.plan_address.is_none(), Lack::Plan),
    ];
    found.into_iter().filter_map(|(is_so, lack)| is_so.then_some(lack)).collect()
}

/// The days on which people can answer.
struct Answering {
    first: NaiveDate,
    last: NaiveDate,
}

impl Answering {
    fn all(&self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    fn outside_christmas(&self) -> i64 {
        let away = (self.first.year() - 1..=self.last.year()).map(|year| self.at_christmas_of(year)).sum::<i64>();
        self.all() - away
    }

    /// Counts the days from 20 December of a year to 2 January.
    fn at_christmas_of(&self, year: i32) -> i64 {
        let Some(begin) = NaiveDate::from_ymd_opt(year, 12, 20) else { return 0 };
        let end = begin + Days::new(13);
        ((self.last.min(end) - self.first.max(begin)).num_days() + 1).max(0)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::ConsultationId,
        invitation::Admission,
        particulars::{Format, LinkedDocument},
        time::from_england,
        vocabulary::Word as _,
    };

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn at(day: NaiveDate, hour: u32, minute: u32) -> Moment {
        from_england(day.and_hms_opt(hour, minute, 0).unwrap())
    }

    /// The version of the privacy notice that is in force.
    fn notice() -> NaiveDate {
        day(2026, 11, 21)
    }

    /// Open for eight weeks of early summer, with everything said.
    fn whole() -> (Consultation, Particulars) {
        let consultation = Consultation {
            id: ConsultationId(Uuid::nil()),
            slug: "draft".into(),
            title: "The draft".into(),
            summary: String::new(),
            kind: ConsultationKind::FormalConsultation,
            opens_at: at(day(2027, 5, 3), 9, 0),
            closes_at: at(day(2027, 6, 27), 23, 59),
            admission: Admission::Everyone,
        };
        let said = || Some("Said".to_owned());
        let document = || LinkedDocument { title: "The draft".into(), address: "/draft".into() };
        let particulars = Particulars {
            purpose: said(),
            open_to_change: said(),
            decided: said(),
            decision_maker: said(),
            decision_on: Some(day(2027, 9, 1)),
            documents: vec![document()],
            equality_document: Some(document()),
            equality_reason: None,
            formats_email: said(),
            formats_telephone: None,
            formats: vec![Format::LargePrint],
            notice: Some(notice()),
            plan: said(),
            plan_address: None,
        };
        (consultation, particulars)
    }

    fn of((consultation, particulars): &(Consultation, Particulars)) -> Vec<Lack> {
        lacks(consultation, particulars, consultation.opens_at, notice())
    }

    /// Opens and closes a consultation of some kind on some days.
    fn between(kind: ConsultationKind, first: NaiveDate, last: NaiveDate) -> Vec<Lack> {
        let mut open = whole();
        open.0.kind = kind;
        open.0.opens_at = at(first, 9, 0);
        open.0.closes_at = at(last, 23, 59);
        open.1.decision_on = Some(last + Days::new(30));
        of(&open)
    }

    #[test]
    fn a_consultation_that_says_everything_lacks_nothing() {
        assert_eq!(of(&whole()), []);
    }

    #[test]
    fn a_consultation_that_says_nothing_lacks_all_that_is_said() {
        let (consultation, _) = whole();
        let expected = [
            Lack::Purpose,
            Lack::OpenToChange,
            Lack::Decided,
            Lack::Documents,
            Lack::DecisionMaker,
            Lack::DecisionDate,
            Lack::Equality,
            Lack::Formats,
            Lack::Notice,
            Lack::Plan,
        ];
        assert_eq!(of(&(consultation, Particulars::default())), expected);
    }

    #[test]
    fn a_reason_stands_for_an_assessment_a_telephone_for_an_email_and_a_link_for_a_plan() {
        let mut other = whole();
        let said = || Some("Said".to_owned());
        other.1 = Particulars {
            equality_document: None,
            equality_reason: said(),
            formats_email: None,
            formats_telephone: said(),
            plan: None,
            plan_address: said(),
            ..other.1
        };
        assert_eq!(of(&other), []);
    }

    #[test]
    fn a_formal_consultation_takes_six_weeks_and_a_survey_two() {
        let first = day(2027, 5, 1);
        for (kind, days) in [
            (ConsultationKind::FormalConsultation, 42),
            (ConsultationKind::EarlySurvey, 14),
            (ConsultationKind::LandManagersSurvey, 14),
        ] {
            assert_eq!(between(kind, first, first + Days::new(days - 1)), []);
            assert_eq!(between(kind, first, first + Days::new(days - 2)), [Lack::Time]);
        }
    }

    #[test]
    fn days_on_which_most_people_are_away_do_not_count() {
        let survey = ConsultationKind::EarlySurvey;
        assert_eq!(between(survey, day(2026, 12, 18), day(2027, 1, 4)), [Lack::Christmas]);
        assert_eq!(between(survey, day(2027, 1, 2), day(2027, 1, 15)), [Lack::Christmas]);
        assert_eq!(between(survey, day(2026, 12, 13), day(2027, 1, 9)), []);
        assert_eq!(between(survey, day(2027, 1, 3), day(2027, 1, 16)), []);
    }

    #[test]
    fn the_time_to_answer_begins_when_people_can_answer() {
        let (consultation, particulars) = whole();
        let late = at(day(2027, 5, 18), 9, 0);
        assert_eq!(lacks(&consultation, &particulars, late, notice()), [Lack::Time]);
    }

    #[test]
    fn a_decision_comes_after_the_last_day() {
        let mut early = whole();
        early.1.decision_on = Some(day(2027, 6, 27));
        assert_eq!(of(&early), [Lack::DecisionTooEarly]);
        early.1.decision_on = Some(day(2027, 6, 28));
        assert_eq!(of(&early), []);
    }

    #[test]
    fn midnight_is_no_time_to_close_in_summer_or_winter() {
        let mut open = whole();
        for (year, month, date) in [(2027, 6, 28), (2027, 11, 30)] {
            open.1.decision_on = Some(day(2028, 1, 1));
            open.0.closes_at = at(day(year, month, date), 0, 0);
            assert_eq!(of(&open), [Lack::Midnight]);
        }
    }

    #[test]
    fn a_privacy_notice_that_was_replaced_has_to_be_read_again() {
        let mut old = whole();
        old.1.notice = Some(day(2025, 1, 1));
        assert_eq!(of(&old), [Lack::NoticeReplaced]);
    }

    #[test]
    fn all_but_documents_and_consent_are_put_right_in_the_form_of_a_topic() {
        let without: Vec<_> = Lack::ALL.iter().filter(|lack| lack.topic().is_none()).collect();
        assert_eq!(without, [&Lack::Documents, &Lack::Consent]);
    }
}
