//! Marks: facts about how a response came, for staff to read; no rule about counting or refusing knows them.
//!
//! What is judged here is when a fact is worth noting. Where requests come from and what a form carries is known further up.

use chrono::TimeDelta;

use crate::{draft::Walk, time::Moment, vocabulary::vocabulary};

vocabulary! {
    /// A fact about how a response came. It never keeps a response from counting.
    Mark {
        /// It came after many others for its consultation from its network within a short time.
        ManyFromOneNetwork = "many-from-one-network",
        /// A field was filled in that people do not see.
        HiddenField = "hidden-field-filled-in",
        /// It was sent sooner after its beginning than somebody can have read what they answered.
        SentTooSoon = "sent-sooner-than-read",
    }
}

/// So many responses may come from one network at once without a mark.
pub const AT_ONCE: i32 = 10;
/// After this long one more may.
pub const ONE_MORE_AFTER: TimeDelta = TimeDelta::minutes(2);
/// Nobody turns to a page, or reads a question and answers it, in less than this.
pub const LEAST_EACH: TimeDelta = TimeDelta::milliseconds(500);

/// How many more responses may come from one network without a mark: a bucket of [`AT_ONCE`] that fills up again by one in each
/// [`ONE_MORE_AFTER`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    full_at: Moment,
}

impl Allowance {
    /// Makes a full one.
    pub fn new(now: Moment) -> Self {
        Self { full_at: now }
    }

    /// Takes one response out, and says whether there was one left to take.
    pub fn take(&mut self, now: Moment) -> bool {
        if self.is_full(now) {
            self.full_at = now;
        }
        let is_left = self.full_at - now <= ONE_MORE_AFTER * (AT_ONCE - 1);
        if is_left {
            self.full_at += ONE_MORE_AFTER;
        }
        is_left
    }

    /// Puts one back that was taken for a response that was not stored.
    pub fn put_back(&mut self) {
        self.full_at -= ONE_MORE_AFTER;
    }

    /// Says whether nothing is taken out; one that lies further ahead than it can was used before the clock was put back.
    pub fn is_full(&self, now: Moment) -> bool {
        self.full_at <= now || self.full_at - now > ONE_MORE_AFTER * AT_ONCE
    }
}

/// Says whether a response was sent sooner after its beginning than it can have been read.
///
/// A draft begins when its first page is sent, or before. After that each further page, the check of all answers and each answer
/// on these pages take [`LEAST_EACH`] at least; questions that are left blank take nothing.
pub fn is_sent_too_soon(walk: &Walk<'_>, begun_at: Moment, sent_at: Moment) -> bool {
    let later = walk.steps.iter().skip(1);
    let answered = later.flat_map(|step| &step.questions).filter(|question| walk.answers.contains_key(&question.id));
    let turns = walk.steps.len().max(1) + answered.count();
    let least = LEAST_EACH * i32::try_from(turns).unwrap_or(i32::MAX);
    // A clock that was put back meanwhile says nothing of anybody.
    (TimeDelta::zero()..least).contains(&(sent_at - begun_at))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::{draft::Draft, fields::Fields, questionnaire::Questionnaire};

    const START: Moment = DateTime::<chrono::Utc>::UNIX_EPOCH;

    fn taken(allowance: &mut Allowance, count: usize, now: Moment) -> usize {
        (0..count).filter(|_| allowance.take(now)).count()
    }

    #[test]
    fn ten_at_once_and_one_more_every_two_minutes_have_no_mark() {
        let mut allowance = Allowance::new(START);
        assert_eq!(taken(&mut allowance, 60, START), 10);
        assert_eq!(taken(&mut allowance, 5, START + TimeDelta::seconds(119)), 0);
        assert_eq!(taken(&mut allowance, 5, START + TimeDelta::minutes(2)), 1);
        assert_eq!(taken(&mut allowance, 5, START + TimeDelta::minutes(8)), 3);
        assert_eq!(taken(&mut allowance, 60, START + TimeDelta::hours(9)), 10);
    }

    #[test]
    fn what_is_marked_does_not_put_off_when_the_next_has_no_mark() {
        let mut allowance = Allowance::new(START);
        let busy: usize = (0..600).map(|second| taken(&mut allowance, 1, START + TimeDelta::seconds(second))).sum();
        assert_eq!(busy, 14);
    }

    #[test]
    fn what_was_not_stored_is_put_back() {
        let mut allowance = Allowance::new(START);
        assert_eq!(taken(&mut allowance, 10, START), 10);
        allowance.put_back();
        assert_eq!(taken(&mut allowance, 2, START), 1);
    }

    #[test]
    fn a_clock_that_is_put_back_empties_no_bucket() {
        let mut allowance = Allowance::new(START);
        assert_eq!(taken(&mut allowance, 60, START + TimeDelta::hours(9)), 10);
        assert!(!allowance.is_full(START + TimeDelta::hours(9)) && allowance.is_full(START));
        assert_eq!(taken(&mut allowance, 60, START), 10);
    }

    /// Says how long after the beginning somebody sent a draft: too soon or not.
    fn is_too_soon(typed: &[(&str, &[(&str, &str)])], milliseconds: i64) -> bool {
        let page = |id: &str, questions: &[&str]| {
            let asked = questions.iter().map(
                |id| serde_json::json!({ "id": id, "text": "What is there?", "kind": { "text": { "limit": 20 } } }),
            );
            serde_json::json!({ "id": id, "title": "A page", "questions": asked.collect::<Vec<_>>() })
        };
        let pages = [page("first", &["one", "two", "three"]), page("second", &["four", "five", "six"])];
        let pages = &pages[..typed.len()];
        let questionnaire: Questionnaire =
            serde_json::from_value(serde_json::json!({ "pages": pages, "roles": {} })).unwrap();
        let draft: Draft =
            typed.iter().map(|(id, fields)| ((*id).to_owned(), Fields::new(fields.iter().copied()))).collect();
        let walk = Walk::new(&questionnaire, &draft);
        is_sent_too_soon(&walk, START, START + TimeDelta::milliseconds(milliseconds))
    }

    #[test]
    fn each_page_and_each_answer_after_the_first_page_takes_half_a_second() {
        let answered: &[(&str, &[(&str, &str)])] =
            &[("first", &[("one", "a"), ("two", "b")]), ("second", &[("four", "c"), ("six", "d")])];
        assert!(is_too_soon(answered, 0) && is_too_soon(answered, 1_999));
        assert!(!is_too_soon(answered, 2_000));
    }

    #[test]
    fn whoever_leaves_questions_blank_needs_no_time_for_them() {
        assert!(!is_too_soon(&[("first", &[("one", "a")]), ("second", &[])], 1_000));
    }

    #[test]
    fn of_a_single_page_only_the_check_is_measured_because_the_draft_begins_when_the_page_is_sent() {
        let answered: &[(&str, &[(&str, &str)])] = &[("first", &[("one", "a"), ("two", "b"), ("three", "c")])];
        assert!(is_too_soon(answered, 499));
        assert!(!is_too_soon(answered, 500));
    }

    #[test]
    fn a_clock_that_is_put_back_makes_nobody_quick() {
        assert!(!is_too_soon(&[("first", &[("one", "a")])], -1));
    }
}
