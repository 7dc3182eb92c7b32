//! Levels merged by a declared order, incomplete cases, and what is given up when raking does not converge.

use proptest::prelude::*;
use weighting::margin::{Margin, MarginError, Placement};
use weighting::merge::{Few, MergeError, Neighbours, Thresholds, merge_levels};
use weighting::quality::Gate;
use weighting::rake::{RakeError, rake, rake_complete_cases, rake_or_relax};

fn codes(counts: &[usize]) -> Vec<Option<usize>> {
    counts.iter().enumerate().flat_map(|(level, &count)| std::iter::repeat_n(Some(level), count)).collect()
}

fn ages() -> Margin {
    Margin::new("age", [("16-24", 10.0), ("25-44", 30.0), ("45-64", 35.0), ("65-74", 15.0), ("75+", 10.0)]).unwrap()
}

fn merged_names(counts: &[usize], neighbours: &Neighbours) -> Result<Vec<String>, MergeError> {
    let (age, codes) = (ages(), codes(counts));
    let merged = merge_levels(&Placement::new(&age, &codes), neighbours, Thresholds::default())?;
    assert!((merged.margin().total() - 100.0).abs() < 1e-12);
    assert!(rake(&[merged.placement()], None).is_ok());
    Ok(merged.margin().levels().iter().map(|level| level.name.clone()).collect())
}

#[test]
fn the_smallest_level_goes_first_and_to_the_smaller_neighbour() {
    let names = merged_names(&[40, 50, 8, 30, 3], &Neighbours::InOrder).unwrap();
    assert_eq!(names, ["16-24", "25-44", "45-64 and 65-74 and 75+"]);
}

#[test]
fn an_empty_level_is_merged_and_then_the_margin_can_be_met() {
    let names = merged_names(&[0, 50, 50, 50, 50], &Neighbours::InOrder).unwrap();
    assert_eq!(names, ["16-24 and 25-44", "45-64", "65-74", "75+"]);
}

#[test]
fn a_merge_list_is_followed_as_declared() {
    let list = Neighbours::named([("16-24", "75+"), ("75+", "65-74")]);
    let names = merged_names(&[4, 50, 50, 50, 50], &list).unwrap();
    assert_eq!(names, ["16-24 and 75+", "25-44", "45-64", "65-74"]);
    let refusal = merged_names(&[50, 4, 50, 50, 50], &list).unwrap_err();
    let expected = MergeError::NoNeighbour { margin: "age".into(), level: "25-44".into(), respondents: 4 };
    assert_eq!(refusal, expected);
    let refusal = merged_names(&[4, 50, 50, 50, 50], &Neighbours::named([("16-24", "90+")])).unwrap_err();
    assert_eq!(refusal, MergeError::UnknownLevel { margin: "age".into(), level: "90+".into() });
}

#[test]
fn levels_that_are_kept_with_few_respondents_are_warned_of() {
    let (age, codes) = (ages(), codes(&[12, 50, 50, 50, 29]));
    let merged = merge_levels(&Placement::new(&age, &codes), &Neighbours::InOrder, Thresholds::default()).unwrap();
    assert!(merged.merges().is_empty());
    let few = |level: &str, respondents| Few { margin: "age".into(), level: level.into(), respondents };
    assert_eq!(merged.warnings(), [few("16-24", 12), few("75+", 29)]);
}

#[test]
fn a_margin_that_would_be_left_with_one_level_is_refused() {
    let sex = Margin::new("sex", [("F", 1.0), ("M", 1.0)]).unwrap();
    let codes = codes(&[3, 50]);
    let refusal = merge_levels(&Placement::new(&sex, &codes), &Neighbours::InOrder, Thresholds::default()).unwrap_err();
    assert!(matches!(refusal, MergeError::NoNeighbour { respondents: 3, .. }), "{refusal}");
}

#[test]
fn merging_does_not_hide_a_target_of_zero_with_respondents() {
    let age = Margin::new("age", [("under 16", 0.0), ("16-64", 1.0), ("65+", 1.0)]).unwrap();
    let codes = codes(&[2, 50, 50]);
    let refusal = merge_levels(&Placement::new(&age, &codes), &Neighbours::InOrder, Thresholds::default()).unwrap_err();
    assert!(matches!(refusal, MergeError::Margin(MarginError::ZeroTarget { .. })), "{refusal}");
}

#[test]
fn incomplete_cases_can_be_left_out_for_comparison() {
    let sex = Margin::new("sex", [("F", 50.0), ("M", 50.0)]).unwrap();
    let sexes = [Some(0), None, Some(1), Some(1)];
    let complete = rake_complete_cases(&[Placement::new(&sex, &sexes)], Some(&[1.0, 7.0, 1.0, 2.0])).unwrap();
    assert_eq!(complete.rows(), [0, 2, 3]);
    assert_eq!(complete.of(&["a", "b", "c", "d"]).unwrap(), ["a", "c", "d"]);
    for (weight, expected) in complete.raked().weights().iter().zip([1.5, 0.5, 1.0]) {
        assert!((weight - expected).abs() < 1e-9);
    }
}

/// Rows and columns of a table whose zero cells no weights can get round, and a third margin that fits.
fn impossible(then: impl FnOnce(&[Placement<'_>])) {
    let row = Margin::new("row", [("1", 60.0), ("2", 40.0)]).unwrap();
    let column = Margin::new("column", [("1", 30.0), ("2", 30.0), ("3", 40.0)]).unwrap();
    let other = Margin::new("other", [("x", 50.0), ("y", 50.0)]).unwrap();
    let rows = codes(&[200, 200]);
    let columns: Vec<_> = (0..400).map(|person| Some(if person < 200 { 0 } else { 1 + person % 2 })).collect();
    let others: Vec<_> = (0..400).map(|person| Some(person / 3 % 2)).collect();
    let placements = [Placement::new(&row, &rows), Placement::new(&column, &columns), Placement::new(&other, &others)];
    then(&placements);
}

#[test]
fn what_does_not_converge_is_merged_once_then_left_out_and_all_of_it_is_said() {
    impossible(|placements| {
        assert!(matches!(rake(placements, None), Err(RakeError::NotMet { .. })));
        let relaxed = rake_or_relax(placements, &[None, Some(Neighbours::InOrder), None], None).unwrap();
        assert_eq!(relaxed.dropped().len() + relaxed.merges().len(), 1, "{relaxed:?}");
        assert_eq!(relaxed.fits().len(), 7);
        assert!(relaxed.raked().miss() <= 1e-10);
        assert_eq!(relaxed.gate().unwrap(), Gate::Amber);
        let strict = rake_or_relax(placements, &[None, None, None], None).unwrap();
        assert_eq!((strict.merges().len(), strict.dropped().len()), (0, 1));
        let off = strict.fits().iter().any(|fit| (fit.achieved - fit.target).abs() > 1.0);
        assert!(off, "the margin left out is still compared with its targets");
    });
}

#[test]
fn what_converges_gives_up_nothing() {
    let sex = Margin::new("sex", [("F", 50.0), ("M", 50.0)]).unwrap();
    let codes = codes(&[300, 700]);
    let placements = [Placement::new(&sex, &codes)];
    let relaxed = rake_or_relax(&placements, &[None], None).unwrap();
    assert_eq!(relaxed.gate().unwrap(), Gate::Green);
    assert_eq!(relaxed.raked().weights(), rake(&placements, None).unwrap().weights());
    let refusal = rake_or_relax(&placements, &[], None).unwrap_err();
    assert_eq!(refusal, RakeError::NeighboursLength { given: 0, margins: 1 });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn merging_keeps_every_respondent_and_the_total_and_leaves_no_small_level(
        counts in prop::collection::vec(0_usize..40, 1..12),
        targets in prop::collection::vec(prop_oneof![4 => 0.1..9.0, 1 => Just(0.0)], 12),
        merge_below in 0_usize..30,
    ) {
        let names: Vec<String> = (0..counts.len()).map(|level| level.to_string()).collect();
        let Ok(margin) = Margin::new("m", names.into_iter().zip(targets)) else { return Ok(()) };
        let codes = codes(&counts);
        let thresholds = Thresholds { merge_below, warn_below: 30 };
        let Ok(merged) = merge_levels(&Placement::new(&margin, &codes), &Neighbours::InOrder, thresholds) else {
            return Ok(());
        };
        prop_assert_eq!(merged.codes().len(), codes.len());
        let sum: f64 = merged.margin().levels().iter().map(|level| level.target).sum();
        prop_assert!((sum / margin.total() - 1.0).abs() < 1e-12);
        for (code, level) in merged.margin().levels().iter().enumerate().filter(|(_, level)| level.target > 0.0) {
            let here = merged.codes().iter().filter(|known| **known == Some(code)).count();
            prop_assert!(here >= merge_below, "{} has {}", level.name, here);
        }
    }

    #[test]
    fn no_codes_make_merging_leaving_out_or_relaxing_panic(
        codes in prop::collection::vec(prop::option::of(0_usize..5), 0..20),
        others in prop::collection::vec(prop::option::of(0_usize..3), 0..20),
        base in prop::collection::vec(any::<f64>(), 0..20),
        targets in prop::array::uniform4(prop_oneof![0.0..5.0, any::<f64>()]),
    ) {
        let names = ["a", "b", "c", "d"];
        let Ok(margin) = Margin::new("m", names.into_iter().zip(targets)) else { return Ok(()) };
        let Ok(other) = Margin::new("o", [("x", 1.0), ("y", 2.0)]).unwrap().normalised_to(margin.total()) else {
            return Ok(());
        };
        let placements = [Placement::new(&margin, &codes), Placement::new(&other, &others)];
        let _ = merge_levels(&placements[0], &Neighbours::InOrder, Thresholds::default());
        for base in [None, Some(&base[..])] {
            if let Ok(complete) = rake_complete_cases(&placements, base) {
                prop_assert_eq!(complete.raked().weights().len(), complete.rows().len());
            }
            if let Ok(relaxed) = rake_or_relax(&placements, &[Some(Neighbours::InOrder), None], base) {
                prop_assert!(relaxed.raked().miss() <= 1e-10);
            }
            let _ = weighting::poststratify::poststratify(&margin, &codes, base);
        }
    }
}
