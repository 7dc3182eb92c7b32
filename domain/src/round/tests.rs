//! How days are counted, and what stands of a round after some steps.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
use uuid::Uuid;

use super::*;
use crate::{
    ids::StakeholderId,
    involvement::{Evidence, Taken},
};

const SUFFOLK: StakeholderId = StakeholderId(Uuid::from_u128(1));
const IPSWICH: StakeholderId = StakeholderId(Uuid::from_u128(2));

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn last(first: NaiveDate) -> NaiveDate {
    Window::beginning_with(first).last
}

fn opinion(stance: Stance, received_on: NaiveDate) -> Opinion {
    let (grounds, evidence) = (BTreeSet::new(), Evidence::default());
    Opinion { stance, grounds, words: None, received_on, decided_by: None, evidence }
}

fn round(authorities: &[StakeholderId]) -> RoundStep {
    let authorities = authorities.iter().copied().collect();
    let (kind, title) = (RoundKind::Final, "The final strategy".to_owned());
    RoundStep::Written(Round { kind, title, given_on: day(2025, 1, 15), authorities, document: None })
}

fn given(steps: Vec<RoundStep>) -> Given {
    let entries = steps.into_iter().map(|step| Taken { step, account: None, at: DateTime::UNIX_EPOCH });
    Given::new(1, entries.collect()).unwrap()
}

#[test]
fn the_day_on_which_something_is_given_is_the_first_of_28() {
    // What was shared on 15 January 2025 was to be answered by 11 February, and 14 November 2024 leads to 11 December, not to the 12th.
    assert_eq!(last(day(2025, 1, 15)), day(2025, 2, 11));
    assert_eq!(last(day(2024, 11, 14)), day(2024, 12, 11));
    // A leap year has a day more in February, and the change of the clocks makes no day longer.
    assert_eq!(last(day(2024, 2, 10)), day(2024, 3, 8));
    assert_eq!(last(day(2025, 2, 10)), day(2025, 3, 9));
    assert_eq!(last(day(2024, 2, 2)), day(2024, 2, 29));
    assert_eq!(last(day(2026, 3, 28)), day(2026, 4, 24));
    assert_eq!(last(day(2026, 10, 24)), day(2026, 11, 20));
    assert_eq!(last(day(2025, 12, 20)), day(2026, 1, 16));
}

#[test]
fn a_day_is_the_first_the_last_or_one_between_or_too_late() {
    let window = Window::beginning_with(day(2025, 1, 15));
    let stands = [(1, 14), (1, 15), (1, 26), (2, 10), (2, 11), (2, 12), (3, 11)];
    let stands = stands.map(|(month, of_month)| window.stand(day(2025, month, of_month)));
    assert_eq!(
        stands,
        [
            Stand::Before,
            Stand::Within { day: 1, left: 27 },
            Stand::Within { day: 12, left: 16 },
            Stand::Within { day: 27, left: 1 },
            Stand::Within { day: 28, left: 0 },
            Stand::Over { by: 1 },
            Stand::Over { by: 28 },
        ]
    );
    assert_eq!([11, 12].map(|of_month| window.late_by(day(2025, 2, of_month))), [None, Some(1)]);
    assert_eq!(window.late_by(day(2025, 1, 1)), None);
}

#[test]
fn an_authority_that_got_it_later_has_its_28_days_from_then() {
    let on = day(2025, 1, 20);
    let given = given(vec![round(&[SUFFOLK, IPSWICH]), RoundStep::Received { authority: IPSWICH, on }]);
    let windows: Vec<_> = given.turns().iter().map(|turn| turn.window.last).collect();
    assert_eq!(windows, [day(2025, 2, 11), day(2025, 2, 16)]);
}

#[test]
fn a_notice_asks_for_an_answer_within_28_days_of_which_the_first_is_the_one_on_which_it_came() {
    let came = opinion(Stance::AdvisoryNotice, day(2025, 2, 11));
    let said = RoundStep::Said { authority: SUFFOLK, opinion: came };
    let mut steps = vec![round(&[SUFFOLK, IPSWICH]), said];
    let today = day(2025, 2, 11);
    let open: Vec<_> = deadlines(&[given(steps.clone())], today);
    assert_eq!(
        open.iter().map(|one| (one.due, one.authority, one.window.last)).collect::<Vec<_>>(),
        [(Due::Opinion, IPSWICH, day(2025, 2, 11)), (Due::Rejoinder, SUFFOLK, day(2025, 3, 10)),]
    );
    let later = deadlines(&[given(steps.clone())], day(2025, 4, 1));
    assert_eq!(later.iter().map(|one| one.due).collect::<Vec<_>>(), [Due::Rejoinder], "an answer stays due");
    let rejoinder = Rejoinder { sent_on: today, words: "We looked".into(), evidence: Evidence::default() };
    steps.push(RoundStep::Rejoined { authority: SUFFOLK, rejoinder });
    assert_eq!(deadlines(&[given(steps.clone())], day(2025, 4, 1)), []);
    steps.push(RoundStep::TakenOut("A trial".into()));
    assert_eq!(deadlines(&[given(steps)], today), []);
}

#[test]
fn an_opinion_or_an_objection_to_a_draft_asks_for_no_answer_by_a_day() {
    for stance in [Stance::NoObjection, Stance::Opinions, Stance::Objection] {
        let said = RoundStep::Said { authority: SUFFOLK, opinion: opinion(stance, day(2025, 2, 1)) };
        let given = given(vec![round(&[SUFFOLK]), said]);
        assert_eq!(given.turns()[0].due(), None);
    }
}

#[test]
fn what_an_authority_said_stays_until_it_is_taken_back() {
    let said = RoundStep::Said { authority: SUFFOLK, opinion: opinion(Stance::Opinions, day(2025, 2, 1)) };
    let mut steps = vec![round(&[SUFFOLK, IPSWICH]), said, round(&[IPSWICH])];
    assert_eq!(given(steps.clone()).turns().len(), 2, "one that has said something stays");
    assert_eq!(given(steps.clone()).may_answer(SUFFOLK), Ok(()));
    assert_eq!(given(steps.clone()).may_answer(IPSWICH), Err(RoundFault::Silent));
    steps.push(RoundStep::Unsaid { authority: SUFFOLK, reason: "It was of another".into() });
    let given = given(steps);
    assert_eq!(given.turns().iter().map(|turn| turn.authority).collect::<Vec<_>>(), [IPSWICH]);
    assert_eq!(given.may_answer(SUFFOLK), Err(RoundFault::NotGiven));
}

#[test]
fn a_round_that_is_taken_out_changes_only_by_being_put_back() {
    let mut steps = vec![round(&[SUFFOLK]), RoundStep::TakenOut("A trial".into())];
    let gone = given(steps.clone());
    assert_eq!((gone.taken_out(), gone.may_change()), (Some("A trial"), Err(RoundFault::Gone)));
    steps.push(gone.put_back().unwrap());
    let back = given(steps);
    assert_eq!((back.may_change(), back.put_back()), (Ok(()), Err(RoundFault::NotGone)));
}

#[test]
fn each_kind_has_the_stances_and_grounds_that_belong_to_it() {
    for (kind, stance) in [(RoundKind::Draft, Stance::Objection), (RoundKind::Final, Stance::AdvisoryNotice)] {
        let with_grounds: Vec<_> = kind.stances().into_iter().filter(|stance| stance.has_grounds()).collect();
        assert_eq!(with_grounds, [stance]);
    }
    assert!(RoundKind::Draft.grounds().iter().all(|ground| !RoundKind::Final.grounds().contains(ground)));
}
