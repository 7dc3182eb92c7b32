//! Plain orders against searches through everything, and what they promise.

use proptest::prelude::*;
use weighting::aggregate::{AggregateError, Pairwise, borda_shares, kemeny, kendall_tau};
use weighting::estimate::Sample;
use weighting::ranking::{Rankings, Unranked};

/// Counts between five items.
fn counts() -> impl Strategy<Value = Vec<Vec<f64>>> {
    prop::collection::vec(prop::collection::vec((0..6_u32).prop_map(f64::from), 5), 5)
        .prop_filter("somebody prefers something", |rows| {
            rows.iter().enumerate().any(|(i, row)| row.iter().enumerate().any(|(j, count)| i != j && *count > 0.0))
        })
}

fn permutations(items: usize) -> Vec<Vec<usize>> {
    if items == 0 {
        return vec![vec![]];
    }
    let shorter = permutations(items - 1);
    let with_last = |order: &Vec<usize>| {
        (0..items)
            .map(|place| {
                let mut order = order.clone();
                order.insert(place, items - 1);
                order
            })
            .collect::<Vec<_>>()
    };
    shorter.iter().flat_map(with_last).collect()
}

fn agreement(pairwise: &Pairwise, order: &[usize]) -> f64 {
    let later = |(place, &item): (usize, &usize)| {
        order[place + 1..].iter().map(move |&other| pairwise.preferred(item, other).unwrap())
    };
    order.iter().enumerate().flat_map(later).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn kemeny_agrees_with_a_search_through_all_orders(counts in counts()) {
        let pairwise = Pairwise::of_counts(&counts, None).unwrap();
        let orders = permutations(5);
        let best = orders.iter().map(|order| agreement(&pairwise, order)).fold(0.0, f64::max);
        let mut expected: Vec<_> =
            orders.into_iter().filter(|order| (agreement(&pairwise, order) - best).abs() < 1e-9).collect();
        expected.sort();
        let found = kemeny(&pairwise).unwrap();
        prop_assert!((found.score - best).abs() < 1e-9);
        prop_assert_eq!(found.count, u64::try_from(expected.len()).unwrap());
        expected.truncate(100);
        prop_assert_eq!(found.orders.len(), expected.len());
        if found.count <= 100 {
            prop_assert_eq!(found.orders, expected);
        }
    }

    #[test]
    fn an_item_that_beats_all_others_leads_every_order_but_bordas(counts in counts()) {
        let pairwise = Pairwise::of_counts(&counts, None).unwrap();
        if let Some(winner) = pairwise.condorcet_winner() {
            prop_assert_eq!(&pairwise.schulze().tiers[0], &[winner]);
            prop_assert_eq!(&pairwise.ranked_pairs().tiers[0], &[winner]);
            prop_assert!(pairwise.copeland()[winner] > 3.9);
            prop_assert!(kemeny(&pairwise).unwrap().orders.iter().all(|order| order[0] == winner));
        }
    }

    #[test]
    fn locked_majorities_never_go_round_in_a_circle(counts in counts()) {
        let ranked = Pairwise::of_counts(&counts, None).unwrap().ranked_pairs();
        for (winner, loser) in ranked.locked {
            prop_assert!(ranked.wins[winner] > ranked.wins[loser]);
        }
    }

    #[test]
    fn tau_agrees_with_counting_all_pairs(figures in prop::collection::vec((0..5_u32, 0..5_u32), 2..30)) {
        let (first, second): (Vec<f64>, Vec<f64>) =
            figures.iter().map(|&(a, b)| (f64::from(a), f64::from(b))).unzip();
        let (mut sum, mut free_first, mut free_second) = (0.0, 0.0, 0.0);
        for i in 0..first.len() {
            for j in 0..i {
                let sign = |a: f64, b: f64| if a > b { 1.0 } else if a < b { -1.0 } else { 0.0_f64 };
                let (a, b) = (sign(first[i], first[j]), sign(second[i], second[j]));
                sum += a * b;
                free_first += a * a;
                free_second += b * b;
            }
        }
        match kendall_tau(&first, &second).unwrap() {
            Some(tau) => prop_assert!((tau - sum / (free_first * free_second).sqrt()).abs() < 1e-12),
            None => prop_assert!(free_first * free_second <= 0.0),
        }
    }
}

#[test]
fn borda_shares_of_a_sample_are_those_of_its_pairs() {
    let weights = [1.5, 0.5, 2.0, 1.0];
    for unranked in [Unranked::Below, Unranked::Absent] {
        let mut rankings = Rankings::new(4, unranked).unwrap();
        rankings.add_order(&[2, 0]).unwrap();
        rankings.add_groups(&[&[1, 3][..], &[0], &[2]]).unwrap();
        rankings.add_blank();
        rankings.add_order(&[3, 2, 1]).unwrap();
        let shares = borda_shares(&Sample::fixed(&weights).unwrap(), &rankings).unwrap();
        let expected = Pairwise::of(&rankings, &weights).unwrap().borda_shares();
        for (share, expected) in shares.values.iter().zip(&expected.values) {
            assert!((share - expected).abs() < 1e-14, "{share} is not {expected}");
        }
        assert!(shares.standard_errors().unwrap().iter().all(|error| error.is_finite()));
    }
}

#[test]
fn items_that_take_no_part_are_neither_won_nor_lost_against() {
    let rankings = Rankings::from_orders(3, Unranked::Absent, &[Some([0, 1]), Some([1, 0]), Some([0, 1])]).unwrap();
    let pairwise = Pairwise::of(&rankings, &[1.0; 3]).unwrap();
    assert_eq!(pairwise.win_rates(), [Some(2.0 / 3.0), Some(1.0 / 3.0), None]);
}

#[test]
fn twenty_items_are_ordered_exactly_and_more_are_refused() {
    let order: Vec<usize> = (0..20).rev().collect();
    let rankings = Rankings::from_orders(20, Unranked::Below, &[Some(&order)]).unwrap();
    let found = kemeny(&Pairwise::of(&rankings, &[0.3]).unwrap()).unwrap();
    assert_eq!((&found.orders, found.count), (&vec![order], 1));
    let rankings = Rankings::from_orders(21, Unranked::Below, &[Some([0])]).unwrap();
    let refusal = kemeny(&Pairwise::of(&rankings, &[1.0]).unwrap()).unwrap_err();
    assert_eq!(refusal, AggregateError::TooManyItems { items: 21, most: 20 });
}
