//! When responses came, and in which hours far more came than is usual.
//!
//! What is usual in an hour is told by the same hour of the day, in England, on the other days from the first response to the last:
//!
//! ```text
//! usual = responses in this hour of the day on the other days ÷ other days
//! ```
//!
//! An hour is a burst with at least [`BURST`] responses that are at least [`MANY_TIMES`] what is usual, where less than one counts as one. Both
//! numbers are a convention; a newspaper, a mail or an event brings many at once as well.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::{DateTime, TimeDelta, Timelike};

use super::Likeness;
use crate::time::{Moment, in_england};

/// Fewer responses than this in an hour are no burst.
pub const BURST: usize = 10;
/// An hour has at least so many times what is usual.
pub const MANY_TIMES: u32 = 10;
/// What is usual is not known before there are so many other days.
pub const OTHER_DAYS: i64 = 3;

/// How a response came that was sent online.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When it was sent.
    pub at: Moment,
    /// Whether it has the mark that many came from its network.
    pub is_from_busy_network: bool,
}

/// How responses came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// How many were sent online.
    pub count: usize,
    /// When the first was sent.
    pub first: Moment,
    /// When the last was.
    pub last: Moment,
    /// The beginning of the hour in which most were sent, and how many.
    pub busiest: (Moment, usize),
    /// How many have the mark that many came from their network.
    pub from_busy_networks: usize,
}

/// The arrivals of all responses, by their places.
#[derive(Debug, Default)]
pub(super) struct Times(Vec<Option<Arrival>>);

/// The hours of a burst, the places of the responses in it, and what it is.
pub(super) type Burst = (Vec<i64>, Vec<usize>, Likeness);

impl Times {
    /// Adds the next response.
    pub(super) fn add(&mut self, arrival: Option<Arrival>) {
        self.0.push(arrival);
    }

    /// Says how the responses at some places came; nothing where none was sent online.
    pub(super) fn of(&self, places: &[usize]) -> Option<Arrivals> {
        let arrivals: Vec<Arrival> = places.iter().filter_map(|place| *self.0.get(*place)?).collect();
        let moments = || arrivals.iter().map(|arrival| arrival.at);
        let mut hours: BTreeMap<i64, usize> = BTreeMap::new();
        for at in moments() {
            *hours.entry(hour(at)).or_default() += 1;
        }
        let (busiest, most) = hours.into_iter().max_by_key(|(hour, count)| (*count, Reverse(*hour)))?;
        Some(Arrivals {
            count: arrivals.len(),
            first: moments().min()?,
            last: moments().max()?,
            busiest: (beginning(busiest)?, most),
            from_busy_networks: arrivals.iter().filter(|arrival| arrival.is_from_busy_network).count(),
        })
    }

    /// Finds the bursts, the earliest first; hours in a row are one.
    pub(super) fn bursts(&self) -> Vec<Burst> {
        let sent: Vec<(usize, Moment)> =
            self.0.iter().enumerate().filter_map(|(place, arrival)| Some((place, (*arrival)?.at))).collect();
        let days = sent.iter().map(|(_, at)| in_england(*at).date_naive());
        let Some((first, last)) = days.clone().min().zip(days.max()) else { return Vec::new() };
        let other_days = (last - first).num_days();
        let mut of_day: BTreeMap<u32, usize> = BTreeMap::new();
        let mut hours: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for (place, at) in &sent {
            *of_day.entry(in_england(*at).hour()).or_default() += 1;
            hours.entry(hour(*at)).or_default().push(*place);
        }
        let mut bursts: Vec<Burst> = Vec::new();
        for (hour, mut places) in
            hours.into_iter().filter(|(_, places)| places.len() >= BURST && other_days >= OTHER_DAYS)
        {
            let Some((from, until)) = beginning(hour).zip(beginning(hour + 1)) else { continue };
            let on_other_days = of_day.get(&in_england(from).hour()).map_or(0, |all| all - places.len());
            let usual = number(on_other_days) / number(usize::try_from(other_days).unwrap_or(usize::MAX));
            if number(places.len()) < f64::from(MANY_TIMES) * usual.max(1.0) {
                continue;
            }
            match bursts.last_mut() {
                Some((before, all, Likeness::Burst { until: end, usual: sum, .. })) if *end == from => {
                    before.push(hour);
                    all.append(&mut places);
                    all.sort_unstable();
                    (*end, *sum) = (until, *sum + usual);
                }
                _ => bursts.push((vec![hour], places, Likeness::Burst { from, until, usual })),
            }
        }
        bursts
    }
}

/// Numbers the hour of a moment since 1970.
fn hour(at: Moment) -> i64 {
    at.timestamp().div_euclid(TimeDelta::hours(1).num_seconds())
}

/// Gives the beginning of an hour by its number.
fn beginning(hour: i64) -> Option<Moment> {
    DateTime::from_timestamp(hour.checked_mul(TimeDelta::hours(1).num_seconds())?, 0)
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A morning in July, when England is an hour ahead.
    fn at(day: i64, hour: i64, minute: i64) -> Moment {
        DateTime::from_timestamp(1_782_864_000, 0).unwrap()
            + TimeDelta::days(day)
            + TimeDelta::hours(hour)
            + TimeDelta::minutes(minute)
    }

    fn times(moments: impl IntoIterator<Item = Moment>) -> Times {
        let mut times = Times::default();
        for at in moments {
            times.add(Some(Arrival { at, is_from_busy_network: false }));
        }
        times
    }

    /// One response at noon on each of five days, and so many more on the third.
    fn with(more: i64) -> Times {
        times((0..5).map(|day| at(day, 12, 0)).chain((0..more).map(|number| at(2, 12, number % 60))))
    }

    #[test]
    fn an_hour_with_ten_times_what_is_usual_is_a_burst() {
        assert!(with(8).bursts().is_empty(), "nine in all");
        let [(hours, places, Likeness::Burst { from, until, usual })] = &with(9).bursts()[..] else {
            panic!("there is one")
        };
        assert_eq!((hours.len(), places.len(), *from, *until, *usual), (1, 10, at(2, 12, 0), at(2, 13, 0), 1.0));
    }

    #[test]
    fn what_is_usual_is_that_of_the_same_hour_on_other_days() {
        let busy = |more: i64| {
            (0..5)
                .flat_map(|day| (0..3).map(move |minute| at(day, 12, minute)))
                .chain((0..more).map(|number| at(2, 12, number % 60)))
        };
        assert!(times(busy(26)).bursts().is_empty(), "29 beside 3 on other days");
        assert_eq!(times(busy(27)).bursts()[0].1.len(), 30);
        let elsewhere = (0..5).map(|day| at(day, 3, 0)).chain((0..10).map(|number| at(2, 12, number)));
        let [(_, places, Likeness::Burst { usual, .. })] = &times(elsewhere).bursts()[..] else {
            panic!("there is one")
        };
        assert_eq!((places.len(), *usual), (10, 0.0), "less than one counts as one");
    }

    #[test]
    fn hours_in_a_row_are_one_burst_and_others_are_not() {
        let days = (0..5).map(|day| at(day, 3, 0));
        let moments =
            days.chain([12, 13, 15].into_iter().flat_map(|hour| (0..10).map(move |minute| at(2, hour, minute))));
        let bursts = times(moments).bursts();
        let sizes: Vec<_> = bursts.iter().map(|(hours, places, _)| (hours.len(), places.len())).collect();
        assert_eq!(sizes, [(2, 20), (1, 10)]);
        assert!(
            matches!(bursts[0].2, Likeness::Burst { from, until, .. } if (from, until) == (at(2, 12, 0), at(2, 14, 0)))
        );
    }

    #[test]
    fn without_three_other_days_nobody_knows_what_is_usual() {
        let few = |days: i64| times((0..days).map(|day| at(day, 3, 0)).chain((0..50).map(|_| at(1, 12, 0))));
        assert!(few(3).bursts().is_empty());
        assert_eq!(few(4).bursts().len(), 1);
        assert!(times([]).bursts().is_empty());
    }

    #[test]
    fn arrivals_tell_the_first_the_last_and_the_busiest_hour() {
        let mut times = times([at(0, 9, 5), at(0, 12, 10), at(0, 12, 50), at(3, 8, 0)]);
        times.add(None);
        times.add(Some(Arrival { at: at(4, 1, 0), is_from_busy_network: true }));
        let arrivals = times.of(&[0, 1, 2, 4]).unwrap();
        assert_eq!((arrivals.count, arrivals.first, arrivals.last), (3, at(0, 9, 5), at(0, 12, 50)));
        assert_eq!((arrivals.busiest, arrivals.from_busy_networks), ((at(0, 12, 0), 2), 0));
        assert_eq!(times.of(&[3, 5]).unwrap().busiest, (at(3, 8, 0), 1), "of equal hours the first");
        assert_eq!(times.of(&[5]).unwrap().from_busy_networks, 1);
        assert_eq!(times.of(&[4]), None);
    }
}
