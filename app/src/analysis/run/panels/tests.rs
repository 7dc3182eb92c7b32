//! Panels of few enough people to pool them by hand.

use domain::plan::{Panel, Plan, Pooling, WeightBounds};

use super::{
    super::{
        super::{
            Tally,
            tests::{FIRST, add, assert_near, choose, uneven},
        },
        Moved, Results,
        tests::{plan, run},
    },
    *,
};

fn pooled_as(panels: &[(&str, u32)]) -> Plan {
    let panel =
        |(segment, weight): &(&str, u32)| Panel { segment: (*segment).into(), weight: *weight, least: 0, most: 100 };
    let panels = panels.iter().map(panel).collect();
    let pooling = Pooling { panels, decided_by: "The board.".into(), decided_at: None };
    Plan { pooling: Some(pooling), ..plan() }
}

/// Residents, and so many land managers and organisations of whom every fourth wants the first.
fn with_others(managers: usize, organisations: usize) -> Tally {
    let mut tally = uneven();
    for (segment, people) in [("land-manager", managers), ("organisation", organisations)] {
        add(&mut tally, people / 4, segment, FIRST, &[("chosen", choose(&["a"]))]);
        add(&mut tally, people - people / 4, segment, FIRST, &[("chosen", choose(&["b"]))]);
    }
    tally
}

fn pool_of(results: &Results) -> &Pool {
    results.pooling.as_ref().unwrap().pool.as_ref().unwrap()
}

#[test]
fn residents_as_weighted_and_others_as_they_answered_are_pooled_by_the_weights_of_the_plan() {
    let plan = pooled_as(&[("resident", 60), ("land-manager", 40)]);
    let results = run(&plan, &with_others(20, 0)).unwrap();
    let pooled = results.pooling.as_ref().unwrap();
    assert_eq!(pooled.refusal, None);
    assert_eq!(pooled.panels.iter().map(|panel| panel.answered).collect::<Vec<_>>(), [190, 20]);
    assert_near(pooled.panels[0].shares[0], 110.0 / 180.0);
    assert_near(pooled.panels[1].shares[0], 0.25);
    let pool = pool_of(&results);
    assert_near(pool.figures.shares[0], 0.6 * 110.0 / 180.0 + 0.4 * 0.25);
    assert_eq!(pool.figures.ranks, [2, 1]);
    let (from, to) = pool.ranges[0];
    assert!(from < pool.figures.shares[0] && pool.figures.shares[0] < to, "{from} to {to}");
    assert_eq!((pool.draws.made, pool.draws.failed), (200, 0));
}

#[test]
fn pooling_changes_nothing_of_the_rest() {
    let pooled = run(&pooled_as(&[("resident", 60), ("land-manager", 40)]), &with_others(20, 0));
    let apart = run(&plan(), &with_others(20, 0)).unwrap();
    assert_eq!(apart.pooling, None);
    assert_eq!(Results { pooling: None, ..pooled.unwrap() }, apart);
}

#[test]
fn a_panel_in_which_fewer_than_ten_answered_is_not_pooled_and_the_rest_stands() {
    for (managers, answered) in [(9, 9), (0, 0)] {
        let plan = pooled_as(&[("resident", 60), ("land-manager", 40)]);
        let results = run(&plan, &with_others(managers, 0)).unwrap();
        let pooled = results.pooling.as_ref().unwrap();
        assert_eq!(pooled.refusal, Some(PoolRefusal::TooFew { segment: "land-manager".into() }));
        assert_eq!((pooled.panels[1].answered, pooled.pool.is_none()), (answered, true));
        assert!(!results.headline.items.is_empty());
    }
}

#[test]
fn a_panel_that_gave_nothing_to_any_priority_is_not_pooled() {
    let mut tally = uneven();
    add(&mut tally, 12, "land-manager", FIRST, &[("chosen", choose(&["other"]))]);
    let results = run(&pooled_as(&[("resident", 60), ("land-manager", 40)]), &tally).unwrap();
    let refusal = results.pooling.unwrap().refusal;
    assert_eq!(refusal, Some(PoolRefusal::NothingGiven { segment: "land-manager".into() }));
}

#[test]
fn the_people_of_each_panel_are_drawn_by_themselves() {
    let width = |weights: [u32; 2]| {
        let [managers, organisations] = weights;
        let plan = pooled_as(&[("land-manager", managers), ("organisation", organisations)]);
        let results = run(&plan, &with_others(40, 40)).unwrap();
        let (from, to) = pool_of(&results).ranges[0];
        to - from
    };
    // Two panels of the same size and answers: the mean of both varies less than one of them, by the root of a half.
    let (both, one) = (width([50, 50]), width([99, 1]));
    assert!(both < 0.85 * one && both > 0.55 * one, "{both} beside {one}");
}

#[test]
fn another_seed_draws_other_ranges_of_the_pool() {
    let ranges = |seed| {
        let plan = pooled_as(&[("resident", 60), ("land-manager", 40)]);
        pool_of(&run(&Plan { seed, ..plan }, &with_others(20, 0)).unwrap()).ranges.clone()
    };
    assert_eq!(ranges(7), ranges(7));
    assert_ne!(ranges(7), ranges(8));
}

#[test]
fn where_weights_are_refused_residents_are_pooled_as_they_answered() {
    let bounds = WeightBounds { floor: 90, cap: 110 };
    let plan = pooled_as(&[("resident", 60), ("land-manager", 40)]);
    let results = run(&Plan { bounds, ..plan }, &with_others(20, 0)).unwrap();
    assert!(!results.is_weighted());
    assert_near(results.pooling.unwrap().panels[0].shares[0], 155.0 / 190.0);
}

#[test]
fn pooled_results_are_the_same_after_being_stored() {
    let plan = pooled_as(&[("resident", 50), ("land-manager", 30), ("organisation", 20)]);
    let results = run(&plan, &with_others(20, 30)).unwrap();
    let stored = serde_json::to_string(&results).unwrap();
    assert_eq!(serde_json::from_str::<Results>(&stored).unwrap(), results);
    assert!(!serde_json::to_string(&Results { pooling: None, ..results }).unwrap().contains("pooling"));
}

#[test]
fn what_only_another_group_loses_moves_its_shares_and_the_pool_and_not_the_weighting() {
    let plan = pooled_as(&[("resident", 60), ("land-manager", 40)]);
    let [before, after] = [20, 15].map(|managers| run(&plan, &with_others(managers, 0)).unwrap());
    let moved = Moved::between(&before, &after);
    assert!(moved.is_alike && moved.apart > 0.04 && !moved.stands(), "{moved:?}");
    assert_eq!(moved.furthest.as_ref().map(|(_, by)| *by), Some(0.0));
    assert!(Moved::between(&before, &before).stands());
    let few = run(&plan, &with_others(9, 0)).unwrap();
    assert!(!Moved::between(&before, &few).is_alike, "the group is told of no more, and nothing is pooled");
}
