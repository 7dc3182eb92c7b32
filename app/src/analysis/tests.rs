//! A small questionnaire with few enough people to work every figure out by hand.

use std::collections::BTreeMap;

use domain::{
    answer::{Answer, Chosen, Outcome},
    ids::{ConsultationId, ResponseId, VersionId},
    questionnaire::Questionnaire,
    response::{Channel, Response, ResponseStatus},
    uses::RESIDENT,
};
use store::{MarginLevel, StoredResponse};
use uuid::Uuid;
use weighting::{disclosure::Published, quality::Gate};

use super::*;

pub(super) const FIRST: VersionId = VersionId(Uuid::from_u128(1));
const SECOND: VersionId = VersionId(Uuid::from_u128(2));

/// Half of the people are women; 100 of each would answer if everybody did.
pub(super) fn levels(female: i64, male: i64) -> Vec<MarginLevel> {
    let level = |level: &str, count, place| MarginLevel {
        name: "sex".into(),
        level: level.into(),
        label: level.to_uppercase(),
        count,
        place,
        source: "a count".into(),
    };
    vec![level("female", female, 1), level("male", male, 2)]
}

pub(super) fn questionnaire() -> Questionnaire {
    let document = r#"{
        "pages": [{"id": "all", "title": "All", "questions": [
            {"id": "sex", "text": "Sex?", "kind": {"single_choice": {"options": [
                {"id": "f", "label": "Female", "stands_for": "female"}, {"id": "m", "label": "Male", "stands_for": "male"},
                {"id": "no", "label": "Prefer not to say"}]}}},
            {"id": "chosen", "text": "Which?", "kind": {"multiple_choice": {"options": [
                {"id": "a", "label": "A", "priority": "H1"}, {"id": "b", "label": "B", "priority": "H2"},
                {"id": "other", "label": "Other"}, {"id": "none", "label": "None of these", "alone": true},
                {"id": "dont-know", "label": "Don't know", "alone": true, "missing": true}]}}},
            {"id": "ranked", "text": "Rank", "kind": {"ranking": {"options_from": "chosen", "places": 2}}},
            {"id": "points", "text": "Share out", "kind": {"points": {"total": 10, "options": [
                {"id": "x", "label": "X", "priority": "A1"}, {"id": "y", "label": "Y", "priority": "A2"}]}}}
        ]}],
        "roles": {"margins": {"sex": "sex"}}
    }"#;
    serde_json::from_str(document).unwrap()
}

pub(super) fn choose(options: &[&str]) -> Answer {
    Answer::Choices(options.iter().map(|id| Chosen { option: (*id).into(), words: None }).collect())
}

fn rank(options: &[&str]) -> Answer {
    Answer::Ranking(options.iter().map(|id| (*id).to_owned()).collect())
}

fn give(x: u32, y: u32) -> Answer {
    Answer::Points(BTreeMap::from([("x".to_owned(), x), ("y".to_owned(), y)]))
}

pub(super) fn sex(option: &str) -> Answer {
    Answer::Choice(Chosen { option: option.into(), words: None })
}

pub(super) fn tally(levels: &[MarginLevel]) -> Tally {
    let mut tally = Tally::new(&questionnaire(), Population::new(&questionnaire(), levels).unwrap());
    tally.learn(FIRST, questionnaire());
    tally
}

pub(super) fn add(tally: &mut Tally, count: usize, segment: &str, version: VersionId, answers: &[(&str, Answer)]) {
    let stored = stored(segment, version, answers);
    (0..count).for_each(|_| tally.add(&stored));
}

pub(super) fn stored(segment: &str, version: VersionId, answers: &[(&str, Answer)]) -> StoredResponse {
    let response = Response {
        id: ResponseId(Uuid::nil()),
        consultation: ConsultationId(Uuid::nil()),
        version,
        status: ResponseStatus::Submitted,
        reference: None,
        segment: Some(segment.into()),
        organisation: None,
        area: None,
        submitted_at: None,
        channel: Channel::Online,
        received_on: None,
        is_invited: false,
        order: None,
        language: None,
    };
    let mut outcomes = BTreeMap::from([("chosen".to_owned(), Outcome::Blank), ("ranked".to_owned(), Outcome::Skipped)]);
    outcomes.extend(answers.iter().map(|(id, answer)| ((*id).to_owned(), Outcome::Answered(answer.clone()))));
    StoredResponse { response, outcomes, orders: BTreeMap::new(), marks: Vec::new() }
}

/// 150 women and 50 men where there are as many of both: each woman counts for 2/3, each man for 2.
pub(super) fn uneven() -> Tally {
    let mut tally = tally(&levels(1_000, 1_000));
    let woman = [("sex", sex("f")), ("chosen", choose(&["a"])), ("ranked", rank(&["a"])), ("points", give(8, 2))];
    add(&mut tally, 150, RESIDENT, FIRST, &woman);
    let man = |chosen: &[&str]| [("sex", sex("m")), ("chosen", choose(chosen)), ("points", give(0, 10))];
    add(&mut tally, 30, RESIDENT, FIRST, &man(&["b"]));
    add(&mut tally, 10, RESIDENT, FIRST, &man(&["dont-know"]));
    let mut both = man(&["b", "a"]).to_vec();
    both.push(("ranked", rank(&["b", "a"])));
    add(&mut tally, 10, RESIDENT, FIRST, &both);
    tally
}

#[track_caller]
pub(super) fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// Gives what was found for a priority; `None` if it is withheld.
fn found(report: &Report, question: usize, priority: &str) -> Option<Figures> {
    report.findings[question].rows.iter().find(|row| row.priority == priority).unwrap().figures
}

fn figures(report: &Report, question: usize, priority: &str) -> Figures {
    found(report, question, priority).unwrap()
}

#[test]
fn none_of_these_is_an_answer_that_counts_and_dont_know_is_missing() {
    let mut tally = uneven();
    add(&mut tally, 10, RESIDENT, FIRST, &[("sex", sex("m")), ("chosen", choose(&["none"]))]);
    let report = report(&tally).unwrap();
    assert_eq!((report.residents, report.findings[0].answered), (210, 200));
    assert_near(figures(&report, 0, "H1").main.unweighted, 160.0 / 200.0);
}

#[test]
fn choices_are_shares_of_those_who_answered_and_one_vote_split() {
    let report = report(&uneven()).unwrap();
    let (a, b) = (figures(&report, 0, "H1"), figures(&report, 0, "H2"));
    assert_eq!((report.residents, report.findings[0].answered), (200, 190));
    assert_near(a.main.unweighted, 160.0 / 190.0);
    assert_near(a.main.weighted.unwrap(), 120.0 / 180.0);
    assert_near(b.main.weighted.unwrap(), 80.0 / 180.0);
    assert_near(a.second.unwrap().unweighted, 155.0 / 190.0);
    assert_near(b.second.unwrap().weighted.unwrap(), 70.0 / 180.0);
}

#[test]
fn a_ranking_that_was_not_asked_or_left_alone_is_not_counted() {
    let report = report(&uneven()).unwrap();
    let (a, b) = (figures(&report, 1, "H1"), figures(&report, 1, "H2"));
    assert_eq!(report.findings[1].answered, 160);
    assert_near(a.main.unweighted, 155.0 / 165.0);
    assert_near(a.main.weighted.unwrap(), 110.0 / 130.0);
    assert_near(b.main.weighted.unwrap(), 20.0 / 130.0);
    assert_near(a.second.unwrap().unweighted, 150.0 / 160.0);
    assert_near(b.second.unwrap().weighted.unwrap(), 20.0 / 120.0);
}

#[test]
fn weighting_turns_an_order_around_and_the_ranks_say_so() {
    let report = report(&uneven()).unwrap();
    let order: Vec<_> = report.findings[2].rows.iter().map(|row| row.priority.as_str()).collect();
    let x = figures(&report, 2, "A1");
    assert_near(x.main.unweighted, 0.6);
    assert_near(x.main.weighted.unwrap(), 0.4);
    assert_eq!((x.unweighted_rank, x.weighted_rank), (1, Some(2)));
    assert_eq!(order, ["A2", "A1"]);
}

#[test]
fn the_cost_of_the_weights_is_reported() {
    let weighed = report(&uneven()).unwrap().weighting.unwrap();
    assert_near(weighed.kish.effective, 150.0);
    assert_near(weighed.kish.design_effect, 4.0 / 3.0);
    assert_eq!(weighed.gate, Gate::Amber);
}

#[test]
fn respondents_stand_beside_the_people_who_live_here() {
    let mut tally = uneven();
    add(&mut tally, 5, RESIDENT, FIRST, &[("sex", sex("no"))]);
    let makeup = report(&tally).unwrap().makeup.remove(0);
    let women = makeup.levels[0].counted.unwrap();
    assert_eq!((makeup.unknown, women.respondents), (5, 150));
    assert_near(women.share.unwrap(), 0.75);
    assert_near(makeup.levels[0].population, 0.5);
    let [women, men] = [0, 1].map(|level: usize| makeup.levels[level].counted.unwrap().mean_weight.unwrap());
    assert_near(men / women, 3.0);
}

#[test]
fn an_empty_level_is_a_refusal_that_names_it_and_leaves_unweighted_figures() {
    let mut tally = tally(&levels(1_000, 1_000));
    add(&mut tally, 200, RESIDENT, FIRST, &[("sex", sex("f")), ("points", give(10, 0))]);
    let report = report(&tally).unwrap();
    let refusal = NotWeighted::EmptyLevel { margin: "sex".into(), level: "male".into() };
    assert_eq!(report.weighting, Err(refusal));
    let found = figures(&report, 2, "A1");
    assert_eq!((found.main.weighted, found.weighted_rank), (None, None));
    assert_near(found.main.unweighted, 1.0);
}

#[test]
fn fewer_than_a_hundred_effective_respondents_are_too_few() {
    let mut tally = tally(&levels(1_000, 1_000));
    add(&mut tally, 49, RESIDENT, FIRST, &[("sex", sex("f"))]);
    add(&mut tally, 49, RESIDENT, FIRST, &[("sex", sex("m"))]);
    let Err(NotWeighted::TooUneven(kish)) = report(&tally).unwrap().weighting else { panic!("98 are too few") };
    assert_near(kish.effective, 98.0);
}

#[test]
fn a_level_that_needs_more_than_the_cap_is_a_refusal() {
    let mut tally = tally(&levels(100, 900));
    add(&mut tally, 190, RESIDENT, FIRST, &[("sex", sex("f"))]);
    add(&mut tally, 10, RESIDENT, FIRST, &[("sex", sex("m"))]);
    let Err(NotWeighted::OutOfBounds { level, needed, .. }) = report(&tally).unwrap().weighting else {
        panic!("each man would have to count for 18")
    };
    assert_eq!(level, "male");
    assert_near(needed.unwrap(), 18.0);
}

#[test]
fn a_refusal_does_not_tell_how_few_are_in_a_level() {
    let mut tally = tally(&levels(100, 900));
    add(&mut tally, 190, RESIDENT, FIRST, &[("sex", sex("f"))]);
    add(&mut tally, 4, RESIDENT, FIRST, &[("sex", sex("m"))]);
    let weighting = report(&tally).unwrap().weighting;
    assert!(matches!(weighting, Err(NotWeighted::OutOfBounds { needed: None, .. })), "{weighting:?}");
}

#[test]
fn a_question_is_weighted_only_if_those_who_answered_it_are_enough() {
    let mut tally = tally(&levels(1_000, 1_000));
    add(&mut tally, 130, RESIDENT, FIRST, &[("sex", sex("f")), ("points", give(10, 0))]);
    add(&mut tally, 20, RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["a"]))]);
    add(&mut tally, 45, RESIDENT, FIRST, &[("sex", sex("m")), ("points", give(0, 10))]);
    add(&mut tally, 5, RESIDENT, FIRST, &[("sex", sex("m")), ("chosen", choose(&["b"]))]);
    let report = report(&tally).unwrap();
    assert_near(report.weighting.as_ref().unwrap().kish.effective, 150.0);
    let (chosen, points) = (&report.findings[0], &report.findings[2]);

    let cost = chosen.cost.unwrap();
    assert_eq!((cost.respondents, chosen.gate(), chosen.is_weighted()), (25, Some(Gate::Red), false));
    assert_near(cost.effective, (70.0_f64 / 3.0).powi(2) / (260.0 / 9.0));
    let found = figures(&report, 0, "H1");
    assert_eq!((found.main.weighted, found.second.unwrap().weighted, found.weighted_rank), (None, None, None));
    assert_near(found.main.unweighted, 0.8);

    let cost = points.cost.unwrap();
    assert_eq!((cost.respondents, points.gate()), (175, Some(Gate::Amber)));
    assert_near(cost.effective, (530.0_f64 / 3.0).powi(2) / (2_140.0 / 9.0));
    assert_near(cost.design_effect, 175.0 / cost.effective);
    assert_near(figures(&report, 2, "A1").main.weighted.unwrap(), 260.0 / 530.0);
}

/// 196 people give all points to one option and 4 to the other; those 4 alone answer the first question.
fn nearly_of_one_mind() -> Tally {
    let mut tally = tally(&levels(1_000, 1_000));
    add(&mut tally, 100, RESIDENT, FIRST, &[("sex", sex("f")), ("points", give(10, 0))]);
    add(&mut tally, 96, RESIDENT, FIRST, &[("sex", sex("m")), ("points", give(10, 0))]);
    let other = [("sex", sex("m")), ("points", give(0, 10)), ("chosen", choose(&["a"]))];
    add(&mut tally, 4, RESIDENT, FIRST, &other);
    tally
}

#[test]
fn a_figure_on_one_to_four_people_is_withheld_and_the_next_smallest_with_it() {
    let report = report(&nearly_of_one_mind()).unwrap();
    assert!(report.findings[2].is_weighted() && !report.findings[2].is_withheld());
    assert_eq!((found(&report, 2, "A1"), found(&report, 2, "A2")), (None, None));
}

#[test]
fn a_question_that_one_to_four_people_answered_is_withheld_whole() {
    let report = report(&nearly_of_one_mind()).unwrap();
    assert!(report.findings[0].is_withheld());
    assert_eq!((report.findings[0].cost, found(&report, 0, "H1"), found(&report, 0, "H2")), (None, None, None));
}

#[test]
fn a_level_with_one_to_four_respondents_is_withheld_and_the_next_smallest_with_it() {
    let mut tally = tally(&levels(1_000, 1_000));
    add(&mut tally, 20, RESIDENT, FIRST, &[("sex", sex("f"))]);
    add(&mut tally, 3, RESIDENT, FIRST, &[("sex", sex("m"))]);
    let levels = report(&tally).unwrap().makeup.remove(0).levels;
    assert!(levels.iter().all(|level| level.counted.is_none() && level.is_thin), "{levels:?}");
}

#[test]
fn without_counts_or_residents_there_is_a_reason_and_no_figures() {
    assert_eq!(report(&tally(&levels(1, 1))).unwrap().weighting, Err(NotWeighted::NoRespondents));
    let mut tally = tally(&[]);
    add(&mut tally, 200, RESIDENT, FIRST, &[("sex", sex("f"))]);
    assert_eq!(report(&tally).unwrap().weighting, Err(NotWeighted::NoMargins));
    assert_eq!(tally.population.without_counts, ["sex"]);
}

#[test]
fn other_segments_stand_apart_and_small_numbers_in_them_are_left_out() {
    let mut tally = uneven();
    add(&mut tally, 10, "farmer", FIRST, &[("chosen", choose(&["a"]))]);
    add(&mut tally, 3, "farmer", FIRST, &[("chosen", choose(&["b"]))]);
    add(&mut tally, 9, "school", FIRST, &[("chosen", choose(&["a"]))]);
    let report = report(&tally).unwrap();
    let sizes: Vec<_> = report.segments.iter().map(|size| size.respondents).collect();
    assert_eq!(sizes, [Published::Shown(15), Published::Suppressed]);
    assert_eq!(report.breakdowns[0].rows, [(0, vec![Some(10.0 / 13.0), None]), (1, vec![None, None])]);
    assert_eq!(report.findings[0].answered, 190);
}

#[test]
fn a_version_that_asks_otherwise_is_not_counted_for_that_question_alone() {
    let mut other = questionnaire();
    let text = serde_json::to_string(&other).unwrap().replace("\"H2\"", "\"H9\"");
    other = serde_json::from_str(&text).unwrap();
    let mut tally = uneven();
    tally.learn(SECOND, other);
    add(&mut tally, 7, RESIDENT, SECOND, &[("sex", sex("f")), ("chosen", choose(&["b"])), ("points", give(8, 2))]);
    let report = report(&tally).unwrap();
    assert_eq!(report.findings[0].answered, 190);
    assert_eq!(report.findings[2].answered, 207);
}
