//! When people answer: many at the opening and at the end, by day more than by night, a campaign in a burst.

use chrono::{NaiveTime, TimeDelta};
use domain::time::{Moment, from_england, in_england, to_microseconds};

use crate::dice::Dice;

/// What moves people to answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rhythm {
    /// They come by themselves.
    Own,
    /// A campaign calls them.
    Campaign,
}

/// How likely each hour of the day is.
const HOURS: [u32; 24] = [3, 1, 1, 1, 1, 2, 6, 14, 22, 30, 36, 34, 38, 34, 30, 30, 32, 36, 42, 52, 58, 50, 28, 10];
/// Where in the survey's time the campaign begins, and how long it lasts at most.
const CAMPAIGN: (f64, TimeDelta) = (0.55, TimeDelta::days(3));
/// How many tries a person has to come at an hour within the survey's time.
const TRIES: usize = 40;

/// Draws when somebody begins and submits, both within the time given.
pub(crate) fn visit(dice: &mut Dice, rhythm: Rhythm, opens_at: Moment, until: Moment) -> (Moment, Moment) {
    let length = until - opens_at;
    if length <= TimeDelta::zero() {
        return (opens_at, opens_at);
    }
    let within = |moment: &Moment| (opens_at..until).contains(moment);
    let tries = (0..TRIES).map(|_| {
        let around = opens_at + part(length, share_of_time(dice, rhythm, length));
        at_a_likely_hour(dice, around)
    });
    let submitted_at = tries.into_iter().find(within);
    let submitted_at = submitted_at.unwrap_or_else(|| to_microseconds(opens_at + part(length, dice.share() * 0.99)));
    let started_at = to_microseconds(submitted_at - duration(dice)).max(opens_at);
    (started_at, submitted_at)
}

/// Draws how much of the survey's time is over, as a share.
fn share_of_time(dice: &mut Dice, rhythm: Rhythm, length: TimeDelta) -> f64 {
    if rhythm == Rhythm::Campaign {
        let (begins, lasts) = CAMPAIGN;
        return begins + dice.share() * dice.share() * seconds(lasts.min(length / 4)) / seconds(length);
    }
    match dice.below(100) {
        0..40 => dice.wait() * 0.1,
        40..75 => dice.share(),
        _ => 1.0 - dice.wait() * 0.07,
    }
}

fn at_a_likely_hour(dice: &mut Dice, around: Moment) -> Moment {
    let mut hours = [(0_u32, 0_u32); 24];
    for (slot, (hour, weight)) in hours.iter_mut().zip((0..).zip(HOURS)) {
        *slot = (hour, weight);
    }
    let (hour, minute, second) = (dice.weighted(&hours), dice.below(60), dice.below(60));
    let time = NaiveTime::from_hms_micro_opt(hour, minute, second, dice.below(1_000_000)).unwrap_or_default();
    from_england(in_england(around).date_naive().and_time(time))
}

/// Draws how long it took: mostly a quarter of an hour, now and then until the next day with the resume link.
fn duration(dice: &mut Dice) -> TimeDelta {
    if dice.percent(3) {
        return TimeDelta::minutes(i64::from(600 + dice.below(1_600)));
    }
    let minutes = 4.0 + dice.wait() * 5.0 + dice.wait() * 4.0;
    part(TimeDelta::minutes(1), minutes)
}

fn part(of: TimeDelta, share: f64) -> TimeDelta {
    TimeDelta::from_std(std::time::Duration::from_secs_f64((seconds(of) * share).max(0.0))).unwrap_or(of)
}

fn seconds(length: TimeDelta) -> f64 {
    length.as_seconds_f64()
}
