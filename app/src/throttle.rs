//! Counting wrong tries, so that nobody can guess a password in bulk and nobody can be locked out for long.
//!
//! The counts live in this process alone: several servers over one database each allow as many.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::TimeDelta;
use domain::time::Moment;
use sha2::{Digest, Sha256};

/// After how many keys those that nobody counts any more are forgotten.
const TIDY_ABOVE: usize = 1_000;

/// A limit on tries within a time that moves along.
#[derive(Debug)]
pub struct Throttle {
    limit: usize,
    window: TimeDelta,
    tries: Mutex<HashMap<Key, VecDeque<Moment>>>,
}

/// A hash, so that a long key takes no more room than a short one and no address is kept.
type Key = [u8; 32];

impl Throttle {
    /// Allows `limit` tries for each key in any `window`.
    pub fn new(limit: usize, window: TimeDelta) -> Self {
        Self { limit, window, tries: Mutex::default() }
    }

    /// Counts a try, unless there were too many; the count begins before the try is judged, so that tries sent at once
    /// are counted too.
    pub fn admit(&self, key: &str, now: Moment) -> bool {
        let mut all = self.lock();
        if all.len() > TIDY_ABOVE {
            all.retain(|_, tries| tries.back().is_some_and(|last| !self.is_over(*last, now)));
        }
        let tries = all.entry(Sha256::digest(key.as_bytes()).into()).or_default();
        while tries.front().is_some_and(|first| self.is_over(*first, now)) {
            tries.pop_front();
        }
        let is_admitted = tries.len() < self.limit;
        if is_admitted {
            tries.push_back(now);
        }
        is_admitted
    }

    /// Takes back a try that turned out not to be a wrong one.
    pub fn take_back(&self, key: &str, now: Moment) {
        if let Some(tries) = self.lock().get_mut(&Key::from(Sha256::digest(key.as_bytes())))
            && let Some(place) = tries.iter().rposition(|moment| *moment == now)
        {
            tries.remove(place);
        }
    }

    /// A try that lies further ahead than the window was counted before the clock was put back.
    fn is_over(&self, counted: Moment, now: Moment) -> bool {
        (now - counted).abs() >= self.window
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, VecDeque<Moment>>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;

    const START: Moment = DateTime::<Utc>::UNIX_EPOCH;

    fn throttle() -> Throttle {
        Throttle::new(2, TimeDelta::minutes(5))
    }

    #[test]
    fn one_try_more_than_the_limit_is_refused_and_other_keys_are_not() {
        let throttle = throttle();
        assert_eq!([1, 2, 3].map(|_| throttle.admit("a", START)), [true, true, false]);
        assert!(throttle.admit("b", START));
    }

    #[test]
    fn nobody_is_locked_out_for_longer_than_the_window_however_often_they_try() {
        let throttle = throttle();
        for second in 0..300 {
            throttle.admit("a", START + TimeDelta::seconds(second));
        }
        assert!(throttle.admit("a", START + TimeDelta::minutes(5)));
    }

    #[test]
    fn nobody_is_locked_out_for_longer_when_the_clock_is_put_back() {
        let throttle = throttle();
        assert_eq!([1, 2, 3].map(|_| throttle.admit("a", START + TimeDelta::hours(9))), [true, true, false]);
        assert!(throttle.admit("a", START));
    }

    #[test]
    fn a_right_try_does_not_count() {
        let throttle = throttle();
        for _ in 0..10 {
            assert!(throttle.admit("a", START));
            throttle.take_back("a", START);
        }
    }

    #[test]
    fn keys_that_nobody_counts_any_more_are_forgotten() {
        let throttle = throttle();
        for number in 0..=TIDY_ABOVE {
            throttle.admit(&number.to_string(), START);
        }
        throttle.admit("late", START + TimeDelta::minutes(6));
        assert_eq!(throttle.lock().len(), 1);
    }
}
