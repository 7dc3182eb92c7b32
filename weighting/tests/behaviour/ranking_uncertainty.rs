//! Ranks, joint rank sets and tiers for any estimates and replicates.

use proptest::prelude::*;
use weighting::ranks::{Draws, JointRanks, MOST_ITEMS, RankError, RankSpread, Replicates, Standing, Steps, ranks};

/// Estimates and replicates around them, with ties now and then.
fn replicated() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    (1_usize..7, 2_usize..40).prop_flat_map(|(items, replicates)| {
        let estimate = prop::collection::vec((0_i32..8).prop_map(f64::from), items);
        let noise = prop::collection::vec((-6_i32..7).prop_map(|step| f64::from(step) / 4.0), items * replicates);
        (estimate, noise).prop_map(|(estimate, noise)| {
            let values = noise.iter().enumerate().map(|(index, noise)| estimate[index % estimate.len()] + noise);
            let values = values.collect();
            (estimate, values)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rank_probabilities_add_up_and_agree_with_their_sums((estimate, values) in replicated()) {
        let items = estimate.len();
        let spread = RankSpread::of(&Replicates::new(&values, items).unwrap());
        let top: Vec<_> = (1..=items).map(|k| spread.top(k).unwrap()).collect();
        for (item, row) in spread.probabilities().iter().enumerate() {
            prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((top[items - 1][item] - 1.0).abs() < 1e-12);
            prop_assert!(top.windows(2).all(|pair| pair[0][item] <= pair[1][item]));
        }
        for interval in spread.intervals(0.9).unwrap() {
            prop_assert!(1 <= interval.lowest && interval.lowest <= interval.highest && interval.highest <= items);
        }
    }

    #[test]
    fn the_rank_of_an_estimate_lies_in_its_joint_set((estimate, values) in replicated(), down in any::<bool>()) {
        let steps = if down { Steps::Down } else { Steps::Single };
        let replicates = Replicates::new(&values, estimate.len()).unwrap();
        let joint = JointRanks::from_replicates(&estimate, &replicates, 0.9, steps).unwrap();
        for (item, rank) in ranks(&estimate).unwrap().into_iter().enumerate() {
            prop_assert!(joint.lower[item] <= rank && rank <= joint.upper[item]);
        }
    }

    #[test]
    fn tiers_never_contradict_a_joint_set((estimate, values) in replicated(), down in any::<bool>()) {
        let steps = if down { Steps::Down } else { Steps::Single };
        let replicates = Replicates::new(&values, estimate.len()).unwrap();
        let joint = JointRanks::from_replicates(&estimate, &replicates, 0.8, steps).unwrap();
        let tiers = joint.tiers();
        let mut first = 1;
        for tier in &tiers {
            let last = first + tier.len() - 1;
            for &item in tier {
                prop_assert!(first <= joint.lower[item] && joint.upper[item] <= last);
            }
            first = last + 1;
        }
        prop_assert_eq!(first, estimate.len() + 1);
        for (better, tier) in tiers.iter().enumerate() {
            for lower in &tiers[better + 1..] {
                prop_assert!(tier.iter().all(|&a| lower.iter().all(|&b| joint.is_above(a, b))));
            }
        }
        for k in 1..=estimate.len() {
            let standings = joint.standings(k).unwrap();
            let tops = standings.iter().filter(|standing| **standing == Standing::Top).count();
            let lower = standings.iter().filter(|standing| **standing == Standing::Lower).count();
            prop_assert!(tops <= k && lower <= estimate.len() - k);
        }
    }

    #[test]
    fn sets_do_not_depend_on_unit_or_order_of_replicates((estimate, values) in replicated()) {
        let items = estimate.len();
        let joint = |estimate: &[f64], values: &[f64]| {
            JointRanks::from_replicates(estimate, &Replicates::new(values, items).unwrap(), 0.9, Steps::Single).unwrap()
        };
        let plain = joint(&estimate, &values);
        let doubled = |values: &[f64]| values.iter().map(|value| value * 1_024.0).collect::<Vec<_>>();
        let larger = joint(&doubled(&estimate), &doubled(&values));
        prop_assert_eq!((&plain.lower, &plain.upper), (&larger.lower, &larger.upper));
        let turned: Vec<f64> = values.chunks_exact(items).rev().flatten().copied().collect();
        prop_assert!((joint(&estimate, &turned).critical - plain.critical).abs() <= 1e-9 * plain.critical);
    }

    #[test]
    fn no_input_makes_ranking_panic(
        estimate in prop::collection::vec(any::<f64>(), 0..5),
        values in prop::collection::vec(any::<f64>(), 0..20),
        items in 0_usize..6,
        level in any::<f64>(),
    ) {
        let _ = ranks(&estimate);
        let covariance: Vec<Vec<f64>> = values.chunks(items.max(1)).map(<[f64]>::to_vec).collect();
        let _ = JointRanks::from_covariance(&estimate, &covariance, level, Steps::Down, (items, 1));
        if let Ok(replicates) = Replicates::new(&values, items) {
            let spread = RankSpread::of(&replicates);
            let _ = (spread.intervals(level), spread.top(items));
            if let Ok(joint) = JointRanks::from_replicates(&estimate, &replicates, 0.5, Steps::Down) {
                prop_assert_eq!(joint.tiers().concat().len(), items);
            }
        }
    }
}

#[test]
fn huge_and_tiny_estimates_are_ranked_like_any_others() {
    for unit in [1e-300, 1.0, 1e300] {
        let values = [0.1, 0.3, 0.0, 0.2, 0.1, 0.4].map(|value| value * unit);
        let replicates = Replicates::new(&values, 2).unwrap();
        let joint = JointRanks::from_replicates(&[0.1 * unit, 0.3 * unit], &replicates, 0.5, Steps::Single).unwrap();
        assert_eq!((joint.lower, joint.upper), (vec![2, 1], vec![2, 1]));
    }
}

#[test]
fn a_difference_without_any_error_is_told_apart_by_its_sign() {
    let values = [3.0, 1.0, 1.0, 3.5, 1.0, 1.0];
    let joint =
        JointRanks::from_replicates(&[3.0, 1.0, 1.0], &Replicates::new(&values, 3).unwrap(), 0.9, Steps::Single);
    let joint = joint.unwrap();
    assert!(!joint.is_above(1, 2) && !joint.is_above(2, 1));
    let same = [5.0, 4.0, 5.0, 4.0];
    let joint = JointRanks::from_replicates(&[5.0, 4.0], &Replicates::new(&same, 2).unwrap(), 0.9, Steps::Single);
    assert!(joint.unwrap().is_above(0, 1));
}

#[test]
fn what_cannot_be_ranked_is_refused_with_a_reason() {
    assert_eq!(ranks(&[]), Err(RankError::NoItems));
    assert!(matches!(ranks(&[1.0, f64::NAN]), Err(RankError::BadValue { index: 1, .. })));
    let broken = Replicates::new(&[1.0; 5], 2).unwrap_err();
    assert_eq!(broken, RankError::BrokenReplicates { values: 5, items: 2 });
    let many = Replicates::new(&[1.0], MOST_ITEMS + 1).unwrap_err();
    assert_eq!(many, RankError::TooManyItems { items: MOST_ITEMS + 1, most: MOST_ITEMS });
    let one = Replicates::new(&[1.0, 2.0], 2).unwrap();
    let joint = |estimate: &[f64], level| JointRanks::from_replicates(estimate, &one, level, Steps::Single);
    assert_eq!(joint(&[1.0, 2.0], 0.9), Err(RankError::TooFewReplicates { replicates: 1, least: 2 }));
    assert_eq!(joint(&[1.0], 0.9), Err(RankError::LengthsDiffer { estimates: 1, items: 2 }));
    assert_eq!(joint(&[1.0, 2.0], 1.0), Err(RankError::BadLevel { level: 1.0 }));
    assert_eq!(joint(&[f64::MAX, f64::MIN], 0.9), Err(RankError::TooLarge));
    assert_eq!(RankSpread::of(&one).top(3), Err(RankError::BadTop { top: 3, items: 2 }));
    let covariance = [[1.0, 2.0], [2.0, 1.0]];
    let indefinite = JointRanks::from_covariance(&[1.0, 2.0], &covariance, 0.9, Steps::Single, (10, 1));
    assert!(matches!(indefinite, Err(RankError::NotCovariance { .. })));
}

#[test]
fn draws_are_given_by_name_or_as_a_pair() {
    let (estimate, covariance) = ([0.5, 0.3, 0.2], [[0.01, 0.0, 0.0], [0.0, 0.01, 0.0], [0.0, 0.0, 0.01]]);
    let named = Draws { count: 200, seed: 7 };
    let made = JointRanks::from_covariance(&estimate, &covariance, 0.9, Steps::Down, named).unwrap();
    assert_eq!(made, JointRanks::from_covariance(&estimate, &covariance, 0.9, Steps::Down, (200, 7)).unwrap());
}
