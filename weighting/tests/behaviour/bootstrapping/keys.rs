//! A key of their own tells respondents apart whom their answers do not, so that their order makes no difference.

use proptest::prelude::*;
use weighting::bootstrap::{Bootstrap, BootstrapError, Column};
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;

use super::survey::{plan, same};

/// Respondents of two ages, most of them alike, with something about each that is no column: their number.
fn bootstrap(numbers: &[usize], is_clustered: bool, keys_first: bool) -> Bootstrap {
    let age = Margin::new("age", [("young", 50.0), ("old", 50.0)]).unwrap();
    let ages: Vec<_> = numbers.iter().map(|number| Some(number % 2)).collect();
    let picks: Vec<u8> = numbers.iter().map(|number| u8::from(number % 5 == 0)).collect();
    let houses: Vec<_> = numbers.iter().map(|number| (number % 3 > 0).then_some(number / 4)).collect();
    let made = Bootstrap::reraked(&[Placement::new(&age, &ages)], None, &[Column::Codes(&picks)]).unwrap();
    match (is_clustered, keys_first) {
        (false, _) => made.ordered_by(numbers).unwrap(),
        (true, true) => made.ordered_by(numbers).unwrap().clustered(&houses).unwrap(),
        (true, false) => made.clustered(&houses).unwrap().ordered_by(numbers).unwrap(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_statistic_of_other_data_is_the_same_in_any_order(
        people in 40_usize..120,
        turn in 0_usize..40,
        is_clustered in any::<bool>(),
        keys_first in any::<bool>(),
    ) {
        let given: Vec<usize> = (0..people).collect();
        let mut turned = given.clone();
        turned.rotate_left(turn);
        turned.reverse();
        let drawn = |numbers: &[usize], keys_first: bool| {
            let bootstrap = bootstrap(numbers, is_clustered, keys_first);
            let of_number = |weights: &[f64]| {
                vec![numbers.iter().zip(weights).map(|(number, weight)| f64::from(u32::try_from(number * number).unwrap()) * weight).sum()]
            };
            let made = bootstrap.with_replicates(plan(6), &Progress::silent(), of_number).unwrap();
            let mut times: Vec<_> = numbers.iter().copied().zip(bootstrap.multiplicities(3, 1)).collect();
            times.sort_unstable();
            (made, times)
        };
        let ((made, times), (turned, turned_times)) = (drawn(&given, keys_first), drawn(&turned, true));
        same(made.values(), turned.values(), 1e-12);
        prop_assert_eq!(made.kept(), turned.kept());
        prop_assert_eq!(times, turned_times);
    }
}

#[test]
fn keys_of_other_respondents_are_refused() {
    let made = Bootstrap::unraked(&[1.0; 3], &[]).unwrap();
    assert_eq!(made.ordered_by(&[1, 2]).unwrap_err(), BootstrapError::KeyLength { keys: 2, respondents: 3 });
}
