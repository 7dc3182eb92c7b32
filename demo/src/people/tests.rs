//! What the people of the demonstration promise to those who count on them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use chrono::{TimeDelta, TimeZone, Timelike, Utc};
use domain::{
    answer::{Answer, Outcome},
    response::Submission,
    time::in_england,
};

use super::*;
use crate::margins::margins;

const COUNT: usize = 1_800;

fn opening() -> Moment {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap()
}

fn closing() -> Moment {
    opening() + TimeDelta::weeks(5)
}

fn people() -> &'static [Person] {
    static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| drafts(1, COUNT, opening(), closing()));
    &PEOPLE
}

/// Gives each person as the domain submits them.
fn submissions() -> &'static [Submission] {
    static SUBMISSIONS: LazyLock<Vec<Submission>> = LazyLock::new(|| {
        let questionnaire = questionnaire();
        people().iter().map(|person| Submission::new(&questionnaire, &person.draft).unwrap()).collect()
    });
    &SUBMISSIONS
}

/// Gives the answers of each person that are no personal data.
fn answers() -> Vec<Answers> {
    let answered = |(id, outcome): (&String, &Outcome)| Some((id.clone(), outcome.answer()?.clone()));
    submissions().iter().map(|submission| submission.outcomes.iter().filter_map(answered).collect()).collect()
}

/// Gives for one person what they stand for: the segment first, then each margin by name.
fn standing(questionnaire: &Questionnaire, answers: &Answers) -> (String, BTreeMap<String, String>) {
    let level = |question: &str| questionnaire.stands_for(question, answers).map(str::to_owned);
    let segment = questionnaire.roles.segment.as_deref().and_then(level).unwrap_or_default();
    let margins = &questionnaire.roles.margins;
    (segment, margins.iter().filter_map(|(name, question)| Some((name.clone(), level(question)?))).collect())
}

/// Gives the residents who belong to a level of each margin, with those levels.
fn residents() -> Vec<(Answers, BTreeMap<String, String>)> {
    let questionnaire = questionnaire();
    let all = answers().into_iter().map(|answers| (standing(&questionnaire, &answers), answers));
    let residents = all.filter(|((segment, levels), _)| segment == "resident" && levels.len() == 3);
    residents.map(|((_, levels), answers)| (answers, levels)).collect()
}

fn campaign_texts() -> Vec<(&'static Person, &'static str)> {
    let all = people().iter().map(|person| (person, person.draft["anything-else"].text("other-comments")));
    all.filter(|(_, text)| text.contains("strategy") && text.contains("wading birds")).collect()
}

fn hundredths(part: usize, whole: usize) -> usize {
    part * 100 / whole
}

#[test]
fn every_draft_can_be_submitted() {
    let questionnaire = questionnaire();
    for person in people() {
        assert!(Submission::new(&questionnaire, &person.draft).is_ok(), "{:?}", person.draft);
    }
}

#[test]
fn the_same_seed_gives_the_same_people_and_another_gives_others() {
    assert_eq!(people(), drafts(1, COUNT, opening(), closing()));
    assert_ne!(people(), drafts(2, COUNT, opening(), closing()));
}

#[test]
fn six_in_a_hundred_are_land_managers_and_they_alone_see_the_page_about_land() {
    let is_land_manager = |submission: &Submission| submission.segment.as_deref() == Some("land-manager");
    assert_eq!(submissions().iter().filter(|submission| is_land_manager(submission)).count(), 108);
    for (person, submission) in people().iter().zip(submissions()) {
        assert_eq!(is_land_manager(submission), person.draft.contains_key("your-land"));
    }
}

#[test]
fn four_in_a_hundred_say_nothing_of_themselves_half_of_them_by_leaving_it_blank() {
    let value = |person: &Person, page: &str, question: &str| Some(person.draft.get(page)?.text(question).to_owned());
    let says = |person: &Person, words: &str| {
        [("about-you", "age-band"), ("about-you", "sex"), ("where-you-live", "council-area")]
            .iter()
            .all(|(page, question)| value(person, page, question).as_deref() == Some(words))
    };
    let people = people();
    assert_eq!(people.iter().filter(|person| says(person, "")).count(), 36);
    assert_eq!(people.iter().filter(|person| says(person, "prefer-not-to-say")).count(), 36);
}

#[test]
fn each_level_of_each_margin_has_at_least_ten_residents() {
    let residents = residents();
    for (margin, levels) in margins().by_name() {
        for level in levels {
            let found = residents.iter().filter(|(_, of)| of[margin] == level.name).count();
            assert!(found >= 10, "{margin} {}: {found}", level.name);
        }
    }
}

#[test]
fn older_people_and_two_authorities_are_heard_more_than_their_numbers() {
    let residents = residents();
    for (margin, heard_most) in [("age_band", ["55-64", "65-74"]), ("area_code", ["E08000014", "E08000015"])] {
        let margins = margins();
        let (_, levels) = margins.by_name().into_iter().find(|(name, _)| *name == margin).unwrap();
        let is_heard_most = |name: &str| heard_most.contains(&name);
        let all: u32 = levels.iter().map(|level| level.people).sum();
        let part: u32 = levels.iter().filter(|level| is_heard_most(level.name)).map(|level| level.people).sum();
        let here = residents.iter().filter(|(_, of)| is_heard_most(&of[margin])).count();
        assert!(hundredths(here, residents.len()) > usize::try_from(part * 100 / all).unwrap() + 10, "{margin}");
    }
}

#[test]
fn weighting_residents_to_the_margins_changes_which_habitats_lead() {
    let residents = residents();
    let order = |weights: &[f64]| {
        let mut shares: BTreeMap<&str, f64> = BTreeMap::new();
        for ((answers, _), weight) in residents.iter().zip(weights) {
            for option in answers.get("habitats-chosen").map(Answer::options).unwrap_or_default() {
                *shares.entry(option).or_default() += weight;
            }
        }
        let mut order: Vec<_> = shares.into_iter().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        order.into_iter().map(|(option, _)| option).take(6).collect::<Vec<_>>()
    };
    let unweighted = order(&vec![1.0; residents.len()]);
    let weighted = order(&raked(&residents));
    let moved = unweighted.iter().zip(&weighted).filter(|(before, after)| before != after).count();
    assert!(moved >= 2, "{unweighted:?} {weighted:?}");
}

/// Rakes to the single margins in turn, often enough for a comparison.
fn raked(residents: &[(Answers, BTreeMap<String, String>)]) -> Vec<f64> {
    let mut weights = vec![1.0; residents.len()];
    for _ in 0..30 {
        for (margin, levels) in margins().by_name() {
            for level in levels {
                let belongs: Vec<bool> = residents.iter().map(|(_, of)| of[margin] == level.name).collect();
                let sum: f64 = weights.iter().zip(&belongs).filter(|(_, b)| **b).map(|(weight, _)| weight).sum();
                for (weight, _) in weights.iter_mut().zip(&belongs).filter(|(_, b)| **b) {
                    *weight *= f64::from(level.people) / sum;
                }
            }
        }
    }
    weights
}

#[test]
fn a_campaign_sends_a_hundred_and_twenty_texts_alike_but_not_the_same_within_three_days() {
    let texts = campaign_texts();
    assert_eq!(texts.len(), 120);
    assert!(texts.iter().map(|(_, text)| text).collect::<BTreeSet<_>>().len() > 60);
    let times = || texts.iter().map(|(person, _)| person.submitted_at);
    assert!(times().max().unwrap() - times().min().unwrap() <= TimeDelta::days(4));
}

#[test]
fn people_answer_while_it_is_open_at_moments_that_both_databases_keep() {
    let is_whole = |moment: Moment| moment.nanosecond().is_multiple_of(1_000);
    for person in people() {
        assert!(is_whole(person.started_at) && is_whole(person.submitted_at));
        assert!(opening() <= person.started_at && person.started_at <= person.submitted_at);
        assert!(person.submitted_at < closing());
    }
    assert!(people().is_sorted_by_key(|person| person.submitted_at));
}

#[test]
fn the_first_and_the_last_week_are_the_busiest_and_few_answer_at_night() {
    let people = people();
    let week = |person: &Person| (person.submitted_at - opening()).num_weeks();
    let in_week = |wanted| people.iter().filter(|person| week(person) == wanted && !is_campaign(person)).count();
    assert!(in_week(0) > in_week(1) && in_week(0) > in_week(2) && in_week(4) > in_week(3));
    let at_night = people.iter().filter(|person| in_england(person.submitted_at).hour() < 6).count();
    assert!(hundredths(at_night, people.len()) < 4);
}

fn is_campaign(person: &Person) -> bool {
    person.draft["anything-else"].text("other-comments").contains("wading birds")
}

#[test]
fn a_field_for_words_is_posted_empty_and_an_unticked_box_is_not_posted() {
    let people = people();
    let person = people.iter().find(|person| !person.draft["keep-in-touch"].is_filled("contact.email")).unwrap();
    assert_eq!(person.draft["keep-in-touch"].pairs().collect::<Vec<_>>(), [("contact.email", "")]);
    assert_eq!(person.draft["action"].pairs().count(), 7);
    assert_eq!(person.draft["benefits"].pairs().count(), 3);
}

#[test]
fn every_question_is_answered_by_somebody_and_left_blank_by_somebody() {
    let questionnaire = questionnaire();
    let all: Vec<_> = submissions().iter().map(|submission| &submission.outcomes).collect();
    for question in questionnaire.questions().filter(|q| q.kind.is_asked() && !q.kind.is_personal()) {
        let with_answer = all.iter().filter(|of| of[&question.id].answer().is_some()).count();
        let blank = all.iter().filter(|of| of[&question.id] == Outcome::Blank).count();
        assert!(with_answer > 0 && (question.required || blank > 0), "{}: {with_answer}, {blank}", question.id);
    }
}

#[test]
fn a_handful_of_people_and_a_survey_without_time_are_no_trouble() {
    assert_eq!(drafts(1, 0, opening(), closing()).len(), 0);
    assert_eq!(drafts(1, 7, opening(), closing()).len(), 7);
    assert!(drafts(1, 7, opening(), opening()).iter().all(|person| person.submitted_at == opening()));
}
