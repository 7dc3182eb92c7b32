//! The consultation of the demonstration: what it is called, when it is open, and what it says of itself.

use chrono::{Days, NaiveDate, NaiveTime};
use domain::{
    consultation::{Consultation, ConsultationKind},
    ids::ConsultationId,
    invitation::Admission,
    particulars::{LinkedDocument, Particulars},
    time::{Moment, from_england, in_england},
};

/// Gives the consultation as it stands at a moment: open since five weeks, and for four more.
pub fn consultation(id: ConsultationId, now: Moment) -> Consultation {
    let today = in_england(now).date_naive();
    Consultation {
        id,
        slug: "early-survey".into(),
        title: "Nature near you: help to set the priorities for the Liverpool City Region".into(),
        summary: "Tell us which wild places, plants and animals matter most to you, and what should be done for them. \
                  Your answers help to decide what the Local Nature Recovery Strategy puts first."
            .into(),
        kind: ConsultationKind::EarlySurvey,
        opens_at: shown(today - Days::new(35), 9, 0),
        closes_at: shown(today + Days::new(28), 23, 59),
        admission: Admission::Everyone,
    }
}

/// Gives what it says of itself: enough to be read, and not all that a consultation should say.
pub fn particulars() -> Particulars {
    let document = |title: &str, address: &str| LinkedDocument { title: title.into(), address: address.into() };
    Particulars {
        purpose: Some(
            "To know which wild places, plants and animals matter most to people here, and what they would do for them, \
             before the priorities of the strategy are set."
                .into(),
        ),
        open_to_change: Some("Which habitats, species and benefits the strategy puts first, and in which order.".into()),
        decided: Some(
            "That there will be a strategy for the whole city region: the Environment Act 2021 asks for one. Which sites are \
             already protected for nature stays as it is."
                .into(),
        ),
        decision_maker: Some("The Liverpool City Region Combined Authority".into()),
        documents: vec![
            document("Why nature needs help here", "/"),
            document("Minutes of the groups that prepare the strategy", "/minutes"),
        ],
        plan: Some(
            "All questions are counted. The answers of residents are weighted to the Census by age, sex and district, and \
             shown beside the unweighted ones. Land managers and organisations are shown apart."
                .into(),
        ),
        ..Particulars::default()
    }
}

fn shown(day: NaiveDate, hour: u32, minute: u32) -> Moment {
    from_england(day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, TimeZone, Utc};
    use domain::consultation::Phase;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn it_is_open_at_any_hour_and_closes_a_minute_before_midnight_in_england() {
        let nights = [(2026, 3, 29, 0), (2026, 7, 1, 23), (2026, 10, 25, 1), (2027, 1, 1, 0)];
        for (year, month, day, hour) in nights {
            let now = Utc.with_ymd_and_hms(year, month, day, hour, 30, 0).unwrap();
            let consultation = consultation(ConsultationId(Uuid::nil()), now);
            assert_eq!(consultation.phase(now), Phase::Open);
            assert!(consultation.closes_at - now >= TimeDelta::days(28));
            assert_eq!(in_england(consultation.closes_at).time().to_string(), "23:59:00");
            assert_eq!(in_england(consultation.opens_at).time().to_string(), "09:00:00");
        }
    }
}
