//! Readers who take published panels away from the pool.

use super::{
    super::{
        super::{PanelShares, Pool, Results},
        Published,
        tests::{Numbers, results},
    },
    *,
};

/// Results with two segments that are pooled with residents, so many of each having chosen each priority.
fn pooled(supporters: [&[usize]; 3]) -> Results {
    let [residents, others @ ..] = supporters;
    let segments: Vec<(usize, Vec<usize>)> = others.iter().map(|supporters| (20, supporters.to_vec())).collect();
    let mut results = results(residents, 20, &[], &segments);
    let stake = |weight| Stake { weight, least: weight / 2, most: 100 };
    let weights: Vec<f64> = results.headline.items.iter().map(|item| item.weight).collect();
    let mut panels = vec![PanelShares {
        segment: "resident".into(),
        stake: stake(50),
        answered: results.respondents.answered,
        shares: weights,
    }];
    panels.extend(results.segments.iter().zip([30, 20]).map(|(segment, weight)| PanelShares {
        segment: segment.segment.clone().unwrap(),
        stake: stake(weight),
        answered: segment.answered,
        shares: segment.shares.clone(),
    }));
    let rows: Vec<Vec<f64>> = panels.iter().map(|panel| panel.shares.clone()).collect();
    let stakes: Vec<Stake> = panels.iter().map(|panel| panel.stake).collect();
    let figures = PoolFigures::of(&rows, &stakes, 7).unwrap();
    let count = figures.shares.len();
    let pool = Pool {
        ranges: figures.shares.iter().map(|share| (share * 0.9, share * 1.1)).collect(),
        places: vec![(1, count); count],
        tiers: vec![1; count],
        draws: Draws { made: 1_000, failed: 0, are_steps: false },
        figures,
    };
    results.pooling = Some(Pooled { panels, seed: 7, refusal: None, pool: Some(pool) });
    results
}

fn pool_of(results: &Results) -> PublishedPool {
    Published::of(results).pool.unwrap()
}

#[test]
fn where_nothing_is_withheld_all_of_the_pool_is_shown() {
    let pool = pool_of(&pooled([&[120, 60, 40], &[20, 30, 40], &[50, 20, 30]]));
    assert_eq!((pool.priorities.len(), pool.withheld.len(), &pool.refusal), (3, 0, &None));
    assert!(pool.places.is_some() && pool.tiers.is_some() && pool.figures.unwrap().log_shares.is_some());
    assert_eq!(pool.panels.iter().map(|panel| panel.answered).collect::<Vec<_>>(), [Some(220), Some(90), Some(100)]);
}

#[test]
fn a_priority_that_is_withheld_in_any_panel_is_withheld_in_the_pool() {
    // Three of the first segment chose the third priority, and the next least hides them.
    let pool = pool_of(&pooled([&[120, 60, 40, 30], &[50, 40, 3, 20], &[50, 20, 30, 40]]));
    assert_eq!(pool.withheld, ["Priority 2", "Priority 3"]);
    assert_eq!(pool.priorities, ["Priority 0", "Priority 1"]);
    assert_eq!((&pool.places, &pool.tiers), (&None, &None), "a rank among all would tell of what is withheld");
    let figures = pool.figures.unwrap();
    assert_eq!((figures.shares.len(), figures.within.ranks.len(), figures.log_shares), (2, 2, None));
    assert!(figures.without.iter().flatten().all(|shares| shares.len() == 2));
    assert_eq!(pool.ranges.len(), 2);
}

#[test]
fn a_panel_of_which_nothing_is_shown_is_not_pooled_in_public() {
    let pool = pool_of(&pooled([&[120, 60], &[5, 4], &[50, 40]]));
    assert_eq!((pool.refusal, pool.figures), (Some(PoolRefusal::Withheld), None));
    assert!(pool.priorities.is_empty() && pool.ranges.is_empty());
    assert!(pool.panels.iter().all(|panel| panel.shares.is_empty()));
}

#[test]
fn which_panel_is_too_small_is_told_to_nobody() {
    let mut results = pooled([&[120, 60], &[5, 4], &[50, 40]]);
    let pooled = results.pooling.as_mut().unwrap();
    (pooled.refusal, pooled.pool) = (Some(PoolRefusal::TooFew { segment: "segment 0".into() }), None);
    let pool = pool_of(&results);
    assert_eq!((pool.refusal, pool.figures), (Some(PoolRefusal::Withheld), None));
}

/// Gives what a reader makes of the pool who has nothing but the page: the panels as they are published by themselves.
fn by_a_reader(published: &Published, pooled: &Pooled, items: &[Item]) -> PublishedPool {
    let shown = |panel: &PanelShares| match published
        .segments
        .iter()
        .find(|other| other.segment.as_ref() == Some(&panel.segment))
    {
        Some(segment) => ShownPanel {
            answered: segment.answered,
            shares: items
                .iter()
                .map(|item| segment.shares.iter().find(|(label, _)| *label == item.label).and_then(|(_, share)| *share))
                .collect(),
        },
        None => ShownPanel {
            answered: published.respondents.answered,
            shares: items
                .iter()
                .map(|item| published.items.iter().find(|shown| shown.label == item.label).map(|shown| shown.weight))
                .collect(),
        },
    };
    let shown: Vec<ShownPanel> = pooled.panels.iter().map(shown).collect();
    // The shares of the run are not known to a reader.
    let blind = pooled.panels.iter().map(|panel| PanelShares { shares: Vec::new(), ..panel.clone() }).collect();
    PublishedPool::of(&Pooled { panels: blind, ..pooled.clone() }, items, &shown, super::super::shares::rounded)
}

#[test]
fn whoever_takes_the_panels_away_from_the_pool_is_left_with_what_they_have_read() {
    let mut shown = 0;
    for seed in 0..100 {
        let mut numbers = Numbers(seed);
        let size = 3 + numbers.below(4);
        let (residents, one, other) = (numbers.groups(size), numbers.groups(size), numbers.groups(size));
        if [&residents, &one, &other].iter().any(|group| group.iter().sum::<usize>() == 0) {
            continue;
        }
        let results = pooled([&residents, &one, &other]);
        let published = Published::of(&results);
        let (pool, pooled) = (published.pool.clone().unwrap(), results.pooling.as_ref().unwrap());
        assert_eq!(pool, by_a_reader(&published, pooled, &results.headline.items), "seed {seed}");
        let Some(figures) = &pool.figures else { continue };
        shown += 1;
        for (place, priority) in pool.priorities.iter().enumerate() {
            let of = |panel: &PublishedPanel| f64::from(panel.stake.weight) / 100.0 * panel.shares[place];
            let rest = figures.shares[place] - pool.panels.iter().map(of).sum::<f64>();
            assert!(rest.abs() < 1e-12, "seed {seed}: {rest} is left of {priority}");
            assert!(!published.withheld.contains(priority));
        }
        for segment in &published.segments {
            let hidden = segment.shares.iter().filter(|(_, share)| share.is_none());
            assert!(hidden.into_iter().all(|(label, _)| !pool.priorities.contains(label)), "seed {seed}");
        }
    }
    assert!(shown >= 10, "only {shown} pools could be shown");
}

#[test]
fn other_weights_are_brought_to_their_sum() {
    let pool = pool_of(&pooled([&[120, 60, 40], &[20, 30, 40], &[50, 20, 30]]));
    let decided = pool.figures.as_ref().unwrap().shares.clone();
    for (found, decided) in pool.by(&[5, 3, 2]).unwrap().iter().zip(&decided) {
        assert!((found - decided).abs() < 1e-12);
    }
    assert_eq!(pool.by(&[0, 0, 0]), None);
    assert_eq!(pool.by(&[1, 1]), None);
}
