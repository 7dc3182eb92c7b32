//! Runs of plans on few enough people to work every figure out by hand.

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicUsize, Ordering},
};

use domain::{
    campaign::{FrozenCampaign, Treatment},
    plan::{Cutoffs, Estimator, Plan, PlannedLevel, PlannedMargin, Support, WeightBounds},
    uses::RESIDENT,
};
use store::{FrozenAnswers, StoredResponse};

use super::{
    super::{
        Population, Tally,
        tests::{FIRST, add, assert_near, choose, levels, questionnaire, sex, stored, tally, uneven},
    },
    *,
};

const FROZEN: Frozen = Frozen { responses: 200, missing: 0 };

fn margin(counts: [u32; 2]) -> PlannedMargin {
    let level = |(code, count): (&str, u32)| PlannedLevel { code: code.into(), label: code.to_uppercase(), count };
    PlannedMargin {
        name: "sex".into(),
        levels: ["female", "male"].into_iter().zip(counts).map(level).collect(),
        merges_neighbours: false,
        merge_list: Vec::new(),
        source: "a count".into(),
    }
}

pub(super) fn plan() -> Plan {
    Plan {
        headline: "chosen".into(),
        estimator: Estimator::SplitVote,
        margins: vec![margin([1_000, 1_000])],
        bounds: WeightBounds { floor: 20, cap: 500 },
        cutoffs: Cutoffs { medium: 30, high: 60 },
        top: 1,
        replicates: 200,
        seed: 7,
        reasons: String::new(),
        pooling: None,
        criteria: None,
    }
}

fn go_on(_: Part, _: SoFar) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

pub(super) fn run(plan: &Plan, tally: &Tally) -> Result<Results, RunError> {
    execute(plan, tally, FROZEN, &go_on)
}

#[test]
fn the_weight_of_a_priority_is_its_share_of_the_votes_of_weighted_residents() {
    let results = run(&plan(), &uneven()).unwrap();
    assert_eq!(results.weights.refusal, None);
    assert_eq!((results.respondents.residents, results.respondents.answered), (200, 190));
    let [first, second] = &results.headline.items[..] else { panic!("two options count for priorities") };
    assert_eq!((first.priority.as_str(), first.rank, second.priority.as_str(), second.rank), ("H1", 1, "H2", 2));
    // Each of 150 women counts for 2/3 and each of 50 men for 2; of the men 10 do not know and 10 chose both.
    assert_near(first.weight, 110.0 / 180.0);
    assert_near(second.weight, 70.0 / 180.0);
    assert_near(first.unweighted, 155.0 / 190.0);
    assert_near(first.supported, 120.0 / 180.0);
    assert_near(second.supported, 80.0 / 180.0);
    assert_eq!((first.support, second.support), (Support::High, Support::Medium));
    assert_eq!((first.supporters, second.supporters), (160, 40));
    assert!(first.range.0 < first.weight && first.weight < first.range.1, "{:?}", first.range);
    assert_near(first.rank_probabilities.iter().sum(), 1.0);
    assert_near(first.top_probability, first.rank_probabilities[0]);
}

#[test]
fn who_answered_stands_beside_who_lives_here() {
    let results = run(&plan(), &uneven()).unwrap();
    let [sex] = &results.weights.margins[..] else { panic!("there is one margin") };
    let women = &sex.levels[0];
    assert_eq!((women.respondents, sex.unknown), (150, 0));
    assert_near(women.share, 0.75);
    assert_near(women.weighted, 0.5);
    assert_near(women.population, 0.5);
    // 190 answered; their weights add up to 180 and their squares to 226 and two thirds.
    assert_near(results.weights.effective, 180.0 * 180.0 / (150.0 * 4.0 / 9.0 + 160.0));
    assert_eq!(results.weights.quality, Quality::Amber);
}

#[test]
fn responses_in_another_order_give_the_same() {
    let in_order = run(&plan(), &uneven()).unwrap();
    let mut tally = tally(&levels(1_000, 1_000));
    let man = |chosen: &[&str]| [("sex", sex("m")), ("chosen", choose(chosen))];
    add(&mut tally, 10, RESIDENT, FIRST, &man(&["b", "a"]));
    add(&mut tally, 30, RESIDENT, FIRST, &man(&["b"]));
    add(&mut tally, 150, RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["a"]))]);
    add(&mut tally, 10, RESIDENT, FIRST, &man(&["dont-know"]));
    let mixed = run(&plan(), &tally).unwrap();
    let ranges = |results: &Results| results.headline.items.iter().map(|item| item.range).collect::<Vec<_>>();
    assert_eq!(ranges(&mixed), ranges(&in_order));
    for (mixed, in_order) in mixed.headline.items.iter().zip(&in_order.headline.items) {
        assert_eq!((&mixed.priority, mixed.ranks, mixed.tier), (&in_order.priority, in_order.ranks, in_order.tier));
        assert_near(mixed.weight, in_order.weight);
        assert_near(mixed.supported, in_order.supported);
    }
    let other = run(&Plan { seed: 8, ..plan() }, &tally).unwrap();
    assert_ne!(ranges(&other), ranges(&in_order), "another seed draws others");
}

#[test]
fn what_would_change_the_result_is_checked() {
    let results = run(&plan(), &uneven()).unwrap();
    let (same, made) = results.same_top();
    assert!(made >= 6 && same <= made, "{same} of {made}");
    let unweighted = results.checks.iter().find(|check| check.what == "everybody counts the same").unwrap();
    let outcome = unweighted.outcome.as_ref().unwrap();
    assert!(outcome.same_top);
    assert_near(outcome.by.abs(), 155.0 / 190.0 - 110.0 / 180.0);
    assert!(results.checks.iter().any(|check| check.what == "without female (sex)"));
    assert!(!results.swaps.is_empty());
}

#[test]
fn where_nobody_stands_for_a_level_the_figures_are_of_those_who_answered_and_say_why() {
    let mut tally = Tally::new(&questionnaire(), Population::planned(&plan()).unwrap());
    tally.learn(FIRST, questionnaire());
    add(&mut tally, 150, RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["a"]))]);
    add(&mut tally, 50, RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["b"]))]);
    let results = run(&plan(), &tally).unwrap();
    assert!(!results.is_weighted());
    let refusal = results.weights.refusal.unwrap();
    assert!(refusal.contains("male"), "{refusal}");
    assert_eq!((results.weights.quality, results.checks), (Quality::Red, Vec::new()));
    let first = &results.headline.items[0];
    assert_near(first.weight, 0.75);
    assert_near(first.unweighted, 0.75);
}

#[test]
fn where_draws_cannot_be_weighted_again_ranges_are_steps_from_the_shares() {
    let plan = Plan { margins: vec![margin([990, 10])], ..plan() };
    let mut tally = Tally::new(&questionnaire(), Population::planned(&plan).unwrap());
    tally.learn(FIRST, questionnaire());
    add(&mut tally, 150, RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["a"]))]);
    add(&mut tally, 48, RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["b"]))]);
    add(&mut tally, 2, RESIDENT, FIRST, &[("sex", sex("m")), ("chosen", choose(&["b"]))]);
    let results = run(&plan, &tally).unwrap();
    assert_eq!((results.weights.refusal.as_deref(), results.headline.draws.are_steps), (None, true));
    let first = &results.headline.items[0];
    assert_near(first.weight, 0.75);
    assert!(first.range.0 < 0.75 && first.range.1 > 0.75, "{:?}", first.range);
    assert_eq!((results.headline.draws.made, results.headline.draws.failed), (200, 0));
}

#[test]
fn other_segments_stand_apart() {
    let mut tally = uneven();
    add(&mut tally, 3, "land-manager", FIRST, &[("chosen", choose(&["b"]))]);
    let alone = run(&plan(), &uneven()).unwrap();
    let results = run(&plan(), &tally).unwrap();
    assert_eq!(results.headline, alone.headline);
    let [managers] = &results.segments[..] else { panic!("there is one other segment") };
    assert_eq!((managers.segment.as_deref(), managers.respondents, managers.answered), (Some("land-manager"), 3, 3));
    assert_eq!(managers.shares, [0.0, 1.0]);
}

#[test]
fn a_plan_for_a_question_that_is_not_asked_gives_nothing() {
    let plan = Plan { headline: "gone".into(), ..plan() };
    assert_eq!(run(&plan, &uneven()), Err(RunError::NothingToWeigh));
    let nobody = tally(&levels(1_000, 1_000));
    assert_eq!(run(&self::plan(), &nobody), Err(RunError::NobodyAnswered));
}

#[test]
fn whoever_watches_may_stop_it() {
    let told = AtomicUsize::new(0);
    let stop = |_: Part, _: SoFar| {
        told.fetch_add(1, Ordering::Relaxed);
        ControlFlow::Break(())
    };
    assert_eq!(execute(&plan(), &uneven(), FROZEN, &stop), Err(RunError::Cancelled));
    assert!(told.load(Ordering::Relaxed) > 0);
}

#[test]
fn results_are_the_same_after_being_stored() {
    let results = run(&plan(), &uneven()).unwrap();
    let stored = serde_json::to_string(&results).unwrap();
    assert_eq!(serde_json::from_str::<Results>(&stored).unwrap(), results);
}

/// The uneven respondents, and so many more women of a campaign who want the second.
fn with_campaign(treatment: Treatment, people: usize) -> Tally {
    let campaign =
        FrozenCampaign { number: 1, name: "A letter".into(), treatment, reason: String::new(), responses: 40 };
    let mut tally = uneven().in_campaigns(&[campaign]);
    let one = stored(RESIDENT, FIRST, &[("sex", sex("f")), ("chosen", choose(&["b"]))]);
    let StoredResponse { response, outcomes, .. } = one;
    let frozen = FrozenAnswers { version: response.version, segment: response.segment, outcomes };
    (0..people).for_each(|_| tally.add_of(&frozen, Some(1)));
    tally
}

#[test]
fn a_campaign_that_is_left_out_changes_nothing_but_how_many_are_told() {
    let alone = run(&plan(), &uneven()).unwrap();
    let without = run(&plan(), &with_campaign(Treatment::LeftOut, 40)).unwrap();
    assert_eq!((&without.headline, &without.weights), (&alone.headline, &alone.weights));
    assert_eq!((without.respondents.left_out, without.respondents.residents), (40, 200));
}

#[test]
fn results_are_told_with_a_campaign_and_without() {
    let results = run(&plan(), &with_campaign(Treatment::Told, 40)).unwrap();
    assert_eq!((results.respondents.left_out, results.respondents.residents), (0, 240));
    let without = results.checks.iter().find(|check| check.what == "campaign 1, ‘A letter’, left out").unwrap();
    let alone = run(&plan(), &uneven()).unwrap();
    let first = |results: &Results| results.headline.items.iter().find(|item| item.priority == "H1").unwrap().weight;
    assert_near(without.outcome.as_ref().unwrap().by.abs(), first(&alone) - first(&results));
    let once = results.checks.iter().any(|check| check.what == "campaign 1, ‘A letter’, counted once");
    assert!(once, "{:?}", results.checks);
}

#[test]
fn what_a_campaign_of_a_few_changes_is_not_told() {
    let results = run(&plan(), &with_campaign(Treatment::Told, 4)).unwrap();
    assert!(results.checks.iter().all(|check| !check.what.contains("campaign")), "{:?}", results.checks);
}
