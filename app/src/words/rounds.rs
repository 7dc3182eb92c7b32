//! Words of the pages on which it is written what supporting authorities were given, and what came back by when.

use chrono::NaiveDate;
use domain::round::{DAYS, Due, Ground, RoundFault, RoundKind, RoundStep, Stance, Stand, Turn, Window};

use super::{Labelled, dates, numbers};

/// What the pages call the whole.
pub const TITLE: &str = "Supporting authorities: 28 days";

impl Labelled for RoundKind {
    fn label(self) -> &'static str {
        match self {
            Self::Draft => "The draft, before the public is consulted on it",
            Self::Final => "The final strategy, before it is published",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Draft => "Each authority can object within 28 days.",
            Self::Final => "Each authority can serve a publication advisory notice within 28 days.",
        })
    }
}

impl Labelled for Stance {
    fn label(self) -> &'static str {
        match self {
            Self::NoObjection => "No objection",
            Self::Opinions => "Opinions, without an objection",
            Self::Objection => "Objection",
            Self::AdvisoryNotice => "Publication advisory notice",
        }
    }

    fn hint(self) -> Option<&'static str> {
        match self {
            Self::AdvisoryNotice => Some("Our answer is due within 28 days, counting the day on which it came."),
            _ => None,
        }
    }
}

impl Labelled for Ground {
    fn label(self) -> &'static str {
        match self {
            Self::Draft => "The draft itself",
            Self::Preparation => "How it was prepared, and how far the authority was involved",
            Self::NotJustified => "A part cannot be justified based on the results of the consultation",
            Self::Deficient => "It is materially deficient",
        }
    }
}

/// Says why a step cannot be taken.
pub fn fault(fault: RoundFault) -> &'static str {
    match fault {
        RoundFault::Gone => "It was taken out. Put it back first",
        RoundFault::NotGone => "It stands already",
        RoundFault::NotGiven => "This authority was not given it",
        RoundFault::Silent => "Write down first what this authority said",
    }
}

fn days(number: u32) -> String {
    numbers::count(number, "day", "days")
}

/// Says how days are counted, for example `28 days, counting 15 January 2025 as the first: the last is 11 February 2025`.
pub fn counting(window: Window) -> String {
    format!("{DAYS} days, counting {} as the first: the last is {}", dates::day(window.first), dates::day(window.last))
}

/// Says where today stands to some days.
pub fn stand(stand: Stand) -> String {
    match stand {
        Stand::Before => "Not begun".to_owned(),
        Stand::Within { left: 0, .. } => format!("Day {DAYS} of {DAYS}: today is the last"),
        Stand::Within { day, left } => format!("Day {day} of {DAYS}: {} left after today", days(left)),
        Stand::Over { by } => format!("Over for {}", days(by)),
    }
}

fn lateness(window: Window, day: NaiveDate) -> String {
    window.late_by(day).map_or_else(|| ", in time".to_owned(), |by| format!(", {} late", days(by)))
}

/// Says what came from an authority, and when.
pub fn came(turn: &Turn<'_>, today: NaiveDate) -> String {
    match turn.opinion {
        Some(opinion) => {
            let received = opinion.received_on;
            format!("{} on {}{}", opinion.stance.label(), dates::day(received), lateness(turn.window, received))
        }
        None if turn.window.late_by(today).is_some() => format!("Nothing came within {DAYS} days"),
        None => "Nothing yet".to_owned(),
    }
}

/// Says where our answer to an authority stands.
pub fn answered(turn: &Turn<'_>, today: NaiveDate) -> String {
    match (turn.opinion, turn.rejoinder, turn.answer_window()) {
        (None, ..) => String::new(),
        (_, Some(rejoinder), window) => {
            let late = window.map(|window| lateness(window, rejoinder.sent_on)).unwrap_or_default();
            format!("Answered on {}{late}", dates::day(rejoinder.sent_on))
        }
        (_, None, Some(window)) => {
            let by = dates::day(window.last);
            match window.late_by(today) {
                Some(late) => format!("Overdue: was due by {by}, {} ago", days(late)),
                None => format!("Due by {by}. {}", stand(window.stand(today))),
            }
        }
        (_, None, None) => "Not answered; no day is set for that".to_owned(),
    }
}

/// Says what is due from whom.
pub fn due(due: Due, authority: &str, round: &str) -> String {
    match due {
        Due::Opinion => format!("The answer of {authority} on ‘{round}’"),
        Due::Rejoinder => format!("Our answer to the notice of {authority} on ‘{round}’"),
    }
}

/// Says what was done in a step; `named` gives the name of an authority.
pub fn step(step: &RoundStep, named: impl Fn(domain::ids::StakeholderId) -> String) -> String {
    match step {
        RoundStep::Written(round) => {
            let to = numbers::count(round.authorities.len() as u64, "authority", "authorities");
            format!("Written down: ‘{}’, given on {} to {to}", round.title, dates::day(round.given_on))
        }
        RoundStep::Received { authority, on } => format!("{} got it on {}", named(*authority), dates::day(*on)),
        RoundStep::Said { authority, opinion } => {
            let came = dates::day(opinion.received_on);
            format!("{} said: {}, on {came}", named(*authority), opinion.stance.label())
        }
        RoundStep::Unsaid { authority, reason } => {
            format!("What {} was thought to have said was taken back: {reason}", named(*authority))
        }
        RoundStep::Rejoined { authority, rejoinder } => {
            format!("{} was answered on {}", named(*authority), dates::day(rejoinder.sent_on))
        }
        RoundStep::TakenOut(reason) => format!("Taken out: {reason}"),
        RoundStep::PutBack => "Put back".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{
        ids::StakeholderId,
        involvement::Evidence,
        round::{Opinion, Rejoinder},
    };
    use uuid::Uuid;

    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, month, day).unwrap()
    }

    #[test]
    fn days_are_told_with_the_first_and_the_last() {
        let window = Window::beginning_with(day(1, 15));
        assert_eq!(counting(window), "28 days, counting 15 January 2025 as the first: the last is 11 February 2025");
        let said = [(1, 14), (1, 26), (2, 10), (2, 11), (2, 12)].map(|(month, on)| stand(window.stand(day(month, on))));
        assert_eq!(
            said,
            [
                "Not begun",
                "Day 12 of 28: 16 days left after today",
                "Day 27 of 28: 1 day left after today",
                "Day 28 of 28: today is the last",
                "Over for 1 day",
            ]
        );
    }

    #[test]
    fn what_came_late_and_what_is_overdue_is_told_as_such() {
        let window = Window::beginning_with(day(1, 15));
        let silent = Turn { authority: StakeholderId(Uuid::nil()), window, opinion: None, rejoinder: None };
        assert_eq!([11, 12].map(|on| came(&silent, day(2, on))), ["Nothing yet", "Nothing came within 28 days"]);
        let opinion = Opinion {
            stance: Stance::AdvisoryNotice,
            grounds: BTreeSet::new(),
            words: None,
            received_on: day(2, 14),
            decided_by: None,
            evidence: Evidence::default(),
        };
        let said = Turn { opinion: Some(&opinion), ..silent };
        assert_eq!(came(&said, day(2, 14)), "Publication advisory notice on 14 February 2025, 3 days late");
        assert_eq!(answered(&said, day(2, 14)), "Due by 13 March 2025. Day 1 of 28: 27 days left after today");
        assert_eq!(answered(&said, day(3, 14)), "Overdue: was due by 13 March 2025, 1 day ago");
        let rejoinder = Rejoinder { sent_on: day(3, 13), words: String::new(), evidence: Evidence::default() };
        let told = Turn { rejoinder: Some(&rejoinder), ..said };
        assert_eq!(answered(&told, day(6, 1)), "Answered on 13 March 2025, in time");
        assert_eq!(answered(&silent, day(6, 1)), "");
    }
}
