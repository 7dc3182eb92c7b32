//! A flagged block counts once, or up to a share, while every margin holds.

use proptest::prelude::*;
use weighting::block::{BLOCK_SHARE, BlockError, CappedBlock, counted_once, rake_capped_block, share_of_block};
use weighting::margin::{Margin, Placement};
use weighting::rake::{Bounds, RakeError, rake};

fn ages() -> Margin {
    Margin::new("age", [("young", 300.0), ("old", 700.0)]).unwrap()
}

fn codes(people: usize) -> Vec<Option<usize>> {
    (0..people).map(|row| Some(usize::from(row % 3 == 0))).collect()
}

fn every_fourth(people: usize) -> Vec<bool> {
    (0..people).map(|row| row % 4 == 1).collect()
}

#[test]
fn a_block_counted_once_weighs_the_mean_of_its_base_weights() {
    let once = counted_once(Some(&[2.0, 4.0, 6.0, 5.0]), &[true, false, true, false]).unwrap();
    assert_eq!(once, [1.0, 4.0, 3.0, 5.0]);
    assert_eq!(counted_once(None, &[true, true, false]).unwrap(), [0.5, 0.5, 1.0]);
}

#[test]
fn a_block_over_its_share_is_held_to_it_and_the_margins_hold() {
    let (age, codes, inside) = (ages(), codes(120), every_fourth(120));
    let placements = [Placement::new(&age, &codes)];
    for bounds in [None, Some(Bounds::default())] {
        let CappedBlock { raked, share_before, is_capped } =
            rake_capped_block(&placements, None, bounds, &inside, BLOCK_SHARE).unwrap();
        assert!(is_capped && share_before > 0.2);
        assert!((share_of_block(raked.weights(), &inside).unwrap() - 0.05).abs() < 1e-9);
        assert!(raked.fits().iter().all(|fit| (fit.achieved / fit.target - 1.0).abs() < 1e-9));
        let names: Vec<_> = raked.fits().iter().map(|fit| fit.level.as_str()).collect();
        assert_eq!(names, ["young", "old", "in the block", "everybody else"]);
    }
}

#[test]
fn a_block_under_its_share_is_left_as_it_is() {
    let (age, codes, inside) = (ages(), codes(120), every_fourth(120));
    let placements = [Placement::new(&age, &codes)];
    let capped = rake_capped_block(&placements, None, None, &inside, 0.5).unwrap();
    let plain = rake(&placements, None).unwrap();
    assert!(!capped.is_capped);
    assert_eq!(capped.raked.weights(), plain.weights());
    assert!((capped.share_before - share_of_block(plain.weights(), &inside).unwrap()).abs() < 1e-15);
}

#[test]
fn without_margins_only_the_block_is_held() {
    let inside = every_fourth(40);
    let capped = rake_capped_block(&[], None, None, &inside, 0.1).unwrap();
    for (weight, inside) in capped.raked.weights().iter().zip(&inside) {
        let expected = if *inside { 0.1 / 0.25 } else { 0.9 / 0.75 };
        assert!((weight - expected).abs() < 1e-12);
    }
    let left = rake_capped_block(&[], None, None, &inside, 0.3).unwrap();
    assert!(!left.is_capped && left.raked.weights().iter().all(|weight| (weight - 1.0).abs() < 1e-12));
}

#[test]
fn blocks_that_say_nothing_are_refused() {
    let (age, codes) = (ages(), codes(12));
    let placements = [Placement::new(&age, &codes)];
    let cap = |inside: &[bool], share: f64| rake_capped_block(&placements, None, None, inside, share).unwrap_err();
    assert_eq!(cap(&[false; 12], 0.05), BlockError::NobodyInside);
    assert_eq!(cap(&[true; 12], 0.05), BlockError::EverybodyInside);
    assert_eq!(cap(&every_fourth(12), 1.0), BlockError::BadShare { share: 1.0 });
    assert!(matches!(cap(&every_fourth(11), 0.05), BlockError::Rake(RakeError::BaseLength { .. })));
    assert_eq!(counted_once(None, &[]).unwrap_err(), BlockError::NobodyInside);
    let differ = BlockError::LengthsDiffer { flags: 2, respondents: 1 };
    assert_eq!(counted_once(Some(&[1.0]), &[true, false]).unwrap_err(), differ);
    assert_eq!(share_of_block(&[1.0], &[true, false]).unwrap_err(), differ);
    assert_eq!(share_of_block(&[0.0, 0.0], &[true, false]).unwrap_err(), BlockError::NoWeight);
    assert_eq!(share_of_block(&[1.0, f64::NAN], &[true, false]).unwrap_err(), BlockError::NoWeight);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_numbers_at_all_give_a_held_block_or_a_refusal(
        base in prop::collection::vec(prop_oneof![3 => 0.1..5.0, 1 => any::<f64>()], 0..20),
        flags in prop::collection::vec(any::<bool>(), 0..20),
        codes in prop::collection::vec(prop::option::weighted(0.9, 0_usize..3), 0..20),
        share in prop_oneof![3 => 0.01..0.9, 1 => any::<f64>()],
        with_margin in any::<bool>(),
    ) {
        let age = ages();
        let placements = [Placement::new(&age, &codes)];
        let placements = if with_margin { &placements[..] } else { &[] };
        let _ = counted_once(Some(&base), &flags);
        let _ = share_of_block(&base, &flags);
        for base in [None, Some(&base[..])] {
            if let Ok(capped) = rake_capped_block(placements, base, None, &flags, share) {
                let held = share_of_block(capped.raked.weights(), &flags).unwrap();
                prop_assert!(held <= share * (1.0 + 1e-8), "{held} of {share}");
            }
        }
    }
}
