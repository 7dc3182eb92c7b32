//! Trimming by hand, turns of raking and cutting, and changes of unit.

use proptest::prelude::*;
use weighting::margin::{Margin, Placement};
use weighting::normalise::{NormaliseError, to_mean_one, to_sum, to_sums_by_group};
use weighting::rake::{RakeError, Side, Targets, rake, rake_capped, rake_trimmed};
use weighting::trim::{Limits, Sharing, TrimError, trim};

#[test]
fn weights_within_the_limits_are_left_alone() {
    let trimmed = trim(&[1.0, 2.0], Limits::between(0.5, 3.0), Sharing::UntilKept).unwrap();
    assert_eq!((trimmed.weights(), trimmed.rounds()), (&[1.0, 2.0][..], 0));
}

#[test]
fn a_share_may_push_a_weight_over_the_limit_unless_all_must_keep_it() {
    let weights = [1.0, 3.9, 10.0];
    let once = trim(&weights, Limits::at_most(5.0), Sharing::Once).unwrap();
    assert_eq!(once.weights(), [3.5, 6.4, 5.0]);
    let kept = trim(&weights, Limits::at_most(5.0), Sharing::UntilKept).unwrap();
    for (weight, expected) in kept.weights().iter().zip([4.9, 5.0, 5.0]) {
        assert!((weight - expected).abs() < 1e-9, "{weight}");
    }
}

#[test]
fn a_floor_takes_from_the_others_what_it_gives() {
    let trimmed = trim(&[0.0, 2.0, 4.0], Limits::between(1.0, 9.0), Sharing::Once).unwrap();
    assert_eq!(trimmed.weights(), [1.0, 1.5, 3.5]);
}

#[test]
fn limits_that_cannot_be_kept_are_refused() {
    let refusal = |limits, sharing| trim(&[1.0, 9.0], limits, sharing).unwrap_err();
    assert!(matches!(refusal(Limits::at_most(4.0), Sharing::UntilKept), TrimError::NoRoom { .. }));
    assert!(matches!(
        refusal(Limits::between(2.0, 8.0), Sharing::Once),
        TrimError::NobodyInside { respondents: 2, .. }
    ));
    assert!(matches!(refusal(Limits::between(8.0, 2.0), Sharing::Once), TrimError::BadLimits { .. }));
    assert!(matches!(trim(&[f64::NAN], Limits::at_most(1.0), Sharing::Once), Err(TrimError::BadWeight { row: 0, .. })));
}

/// Ten people of one level and ninety of the other, to be weighted half and half.
fn halves(then: impl FnOnce(&[Placement<'_>])) {
    let margin = Margin::new("half", [("few", 50.0), ("many", 50.0)]).unwrap();
    let codes: Vec<_> = (0..100).map(|row| Some(usize::from(row >= 10))).collect();
    then(&[Placement::new(&margin, &codes)]);
}

#[test]
fn a_cap_that_one_level_cannot_keep_is_refused_before_any_turn() {
    halves(|placements| {
        let refusal = rake_trimmed(placements, None, 4.0).unwrap_err();
        let RakeError::OutOfBounds { level, side, needed, .. } = &refusal else { panic!("{refusal}") };
        assert_eq!((level.as_str(), *side), ("few", Side::Upper));
        assert!((needed - 5.0).abs() < 1e-12);
    });
}

#[test]
fn a_cap_in_turns_that_misses_the_margins_says_so_with_what_was_achieved() {
    halves(|placements| {
        let capped = rake_capped(placements, None, 4.0, 0.01).unwrap();
        assert_eq!(capped.targets(), Targets::Missed);
        assert!(capped.weights()[0] <= 4.0 + 1.1e-4);
        let few = &capped.fits()[0];
        assert!((few.achieved - 40.0).abs() < 0.01, "{}", few.achieved);
        assert!((few.achieved - 10.0 * capped.weights()[0]).abs() < 1e-9);
        assert_eq!(capped.at_cap(), 10);
    });
}

#[test]
fn respondents_of_one_cell_are_cut_apart_where_their_base_weights_differ() {
    halves(|placements| {
        let mut base = vec![1.0; 100];
        base[0] = 3.0;
        let free = rake(placements, Some(&base)).unwrap();
        assert!(free.weights()[0] > 8.0);
        let capped = rake_trimmed(placements, Some(&base), 8.0).unwrap();
        assert!((capped.weights()[0] - 8.0).abs() < 1e-5 && (capped.weights()[1] - 42.0 / 9.0).abs() < 1e-5);
        assert_eq!(capped.targets(), Targets::Met);
    });
}

#[test]
fn caps_that_leave_no_room_are_refused() {
    halves(|placements| {
        for cap in [1.0, 0.5, f64::NAN, f64::INFINITY] {
            assert!(matches!(rake_capped(placements, None, cap, 0.01), Err(RakeError::BadBounds { .. })), "{cap}");
            assert!(matches!(rake_trimmed(placements, None, cap), Err(RakeError::BadBounds { .. })), "{cap}");
        }
    });
}

#[test]
fn units_of_weights_that_cannot_be_changed_are_refused() {
    assert!(matches!(to_mean_one(&[]), Err(NormaliseError::NoWeight { .. })));
    assert!(matches!(to_mean_one(&[1.0, -1.0]), Err(NormaliseError::NoWeight { .. })));
    assert!(matches!(to_sum(&[1.0], 0.0), Err(NormaliseError::BadSum { .. })));
    assert!(matches!(to_sum(&[f64::INFINITY], 1.0), Err(NormaliseError::BadWeight { row: 0, .. })));
    let refusal = to_sums_by_group(&[1.0], &[3], &[1.0]).unwrap_err();
    assert_eq!(refusal, NormaliseError::UnknownGroup { row: 0, group: 3, groups: 1 });
    assert_eq!(to_sum(&[1e-300, 3e-300], 4.0).unwrap(), [1.0, 3.0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn trimmed_weights_keep_their_sum_and_where_asked_the_limits(
        weights in prop::collection::vec(0.01_f64..100.0, 2..80),
        (below, above) in (0.01..0.9, 1.1..6.0),
    ) {
        let sum = weights.iter().sum::<f64>();
        let mean = sum / weights.iter().map(|_| 1.0).sum::<f64>();
        let limits = Limits::between(below * mean, above * mean);
        for sharing in [Sharing::Once, Sharing::UntilKept] {
            let Ok(trimmed) = trim(&weights, limits, sharing) else { continue };
            prop_assert!((trimmed.weights().iter().sum::<f64>() / sum - 1.0).abs() < 1e-9);
            if sharing == Sharing::UntilKept {
                prop_assert!(trimmed.weights().iter().all(|weight| *weight >= limits.lower && *weight <= limits.upper));
            }
        }
    }

    #[test]
    fn no_weights_make_trimming_or_scaling_panic(
        weights in prop::collection::vec(any::<f64>(), 0..20),
        lower in any::<f64>(),
        upper in any::<f64>(),
    ) {
        for sharing in [Sharing::Once, Sharing::UntilKept] {
            if let Ok(trimmed) = trim(&weights, Limits::between(lower, upper), sharing) {
                prop_assert_eq!(trimmed.weights().len(), weights.len());
            }
        }
        if let Ok(scaled) = to_sum(&weights, 100.0) {
            prop_assert!(scaled.iter().all(|weight| weight.is_finite()));
        }
    }

    #[test]
    fn turns_of_raking_and_cutting_keep_the_cap_and_never_miss_in_silence(
        counts in prop::array::uniform4(1_usize..40),
        targets in prop::array::uniform2(0.1..0.9),
        unknown in 0_usize..10,
        cap in 1.3..6.0,
        uneven in prop::collection::vec(0.5..2.0, 170),
    ) {
        let margin = |name, share: f64| Margin::new(name, [("1", share), ("2", 1.0 - share)]).unwrap();
        let (row, column) = (margin("row", targets[0]), margin("column", targets[1]));
        let people: Vec<usize> = counts.iter().enumerate().flat_map(|(cell, n)| std::iter::repeat_n(cell, *n)).collect();
        let rows: Vec<_> = people.iter().enumerate().map(|(i, cell)| (i >= unknown).then_some(cell / 2)).collect();
        let columns: Vec<_> = people.iter().map(|cell| Some(cell % 2)).collect();
        let placements = [Placement::new(&row, &rows), Placement::new(&column, &columns)];
        for base in [None, Some(&uneven[..people.len()])] {
            let Ok(capped) = rake_capped(&placements, base, cap, 0.01) else { continue };
            prop_assert!(capped.weights().iter().all(|weight| *weight <= cap + 1.1e-4));
            prop_assert_eq!(capped.targets() == Targets::Met, capped.miss() <= 1e-10);
            if let Ok(trimmed) = rake_trimmed(&placements, base, cap) {
                prop_assert!(trimmed.miss() <= 1e-9);
                prop_assert!(trimmed.weights().iter().all(|weight| *weight <= cap * (1.0 + 2e-7)));
            }
        }
    }
}
