//! Plain cross-checks: counts of preferences and rankings.

use proptest::prelude::*;
use weighting::aggregate::{Pairwise, borda_shares, kemeny, kendall_tau};
use weighting::estimate::Sample;
use weighting::ranking::{Rankings, Unranked};

use super::{all_finite, numbers, weights};

fn look_at(pairwise: &Pairwise, item: usize, other: usize) {
    let _ = (pairwise.items(), pairwise.preferred(item, other), pairwise.tied(item, other));
    let _ = (pairwise.copeland(), pairwise.condorcet_winner(), pairwise.win_rates());
    let _ = (pairwise.schulze(), pairwise.ranked_pairs(), kemeny(pairwise));
    all_finite(&pairwise.borda());
    all_finite(&pairwise.borda_shares().values);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_counts(values in numbers(18), items in 0..4_usize, item in any::<usize>(), ragged in any::<bool>()) {
        let rows: Vec<&[f64]> = values.chunks(3).map(|row| if ragged { row } else { &row[..items] }).collect();
        for tied in [None, Some(&rows[3..3 + items])] {
            if let Ok(pairwise) = Pairwise::of_counts(&rows[..items], tied) {
                look_at(&pairwise, item, 0);
                look_at(&pairwise, 0, 1);
            }
        }
        let _ = (kendall_tau(&values[..9], &values[9..]), kendall_tau(&values, &[]), kendall_tau(&[], &[]));
    }

    #[test]
    fn any_rankings(
        orders in prop::collection::vec(prop::option::of(prop::sample::subsequence(vec![0, 1, 2], 0..4)), 0..6),
        weights in weights(6), given in 0..7_usize, items in 0..4_usize,
    ) {
        let Ok(rankings) = Rankings::from_orders(items, Unranked::Below, &orders) else { return Ok(()) };
        let given = if given == 6 { orders.len() } else { given };
        if let Ok(pairwise) = Pairwise::of(&rankings, &weights[..given]) {
            look_at(&pairwise, items, 0);
        }
        if let Ok(sample) = Sample::fixed(&weights[..given])
            && let Ok(shares) = borda_shares(&sample, &rankings)
        {
            all_finite(&shares.values);
        }
    }
}
