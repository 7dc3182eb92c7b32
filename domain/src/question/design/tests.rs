//! What every design has to be, for many numbers of options and many seeds.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU64, Ordering},
};

use proptest::prelude::*;

use super::*;
use crate::question::{AnswerOption, BestWorst, Pairwise, QuestionKind};

/// Numbers that follow from a seed (Steele, Lea and Flood 2014, `SplitMix`).
struct Seeded(AtomicU64);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let state = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed).wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

fn seeded(seed: u64) -> Seeded {
    Seeded(AtomicU64::new(seed))
}

fn options(count: usize) -> Vec<OptionId> {
    (0..count).map(|number| format!("option-{number}")).collect()
}

/// Gives the difference between the largest and the smallest of some counts.
fn spread(counts: impl IntoIterator<Item = usize>) -> usize {
    let counts: Vec<usize> = counts.into_iter().collect();
    counts.iter().max().unwrap() - counts.iter().min().unwrap()
}

fn all_pairs(options: &[OptionId]) -> Vec<(&OptionId, &OptionId)> {
    let pairs = options.iter().enumerate();
    pairs.flat_map(|(index, one)| options[index + 1..].iter().map(move |other| (one, other))).collect()
}

/// Says whether each option is joined with each other, directly or by way of others.
fn is_connected(options: &[OptionId], joined: &[(OptionId, OptionId)]) -> bool {
    let mut reached = BTreeSet::from([options[0].clone()]);
    for _ in options {
        for (one, other) in joined {
            if reached.contains(one) || reached.contains(other) {
                reached.extend([one.clone(), other.clone()]);
            }
        }
    }
    reached.len() == options.len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn sets_show_each_option_and_each_two_about_equally_often(
        (count, shown, times) in (4_usize..=12, 3_usize..=5, 3_usize..=4).prop_filter("enough options", |(n, k, _)| n > k),
        seed: u64,
    ) {
        let options = options(count);
        let sets = best_worst(&options, shown, (times * count).div_ceil(shown), &seeded(seed)).unwrap();

        prop_assert!(sets.iter().all(|set| set.options.iter().collect::<BTreeSet<_>>().len() == shown));
        let times = |option: &OptionId| sets.iter().filter(|set| set.options.contains(option)).count();
        prop_assert!(spread(options.iter().map(times)) <= 1);
        let met = |(one, other): (&OptionId, &OptionId)| {
            sets.iter().filter(|set| set.options.contains(one) && set.options.contains(other)).count()
        };
        prop_assert!(spread(all_pairs(&options).into_iter().map(met)) <= 2);
        let place = |option: &OptionId, place: usize| sets.iter().filter(|set| set.options[place] == *option).count();
        prop_assert!(options.iter().all(|option| spread((0..shown).map(|at| place(option, at))) <= 2));
        let joined: Vec<_> = sets.iter().flat_map(|set| set.options.iter().zip(&set.options[1..])).collect();
        let joined: Vec<_> = joined.into_iter().map(|(one, other)| (one.clone(), other.clone())).collect();
        prop_assert!(is_connected(&options, &joined));
    }

    #[test]
    fn pairs_join_all_options_each_equally_often_and_on_both_sides(
        (count, share) in (2_usize..=14, 0_usize..=100),
        seed: u64,
    ) {
        let options = options(count);
        let (least, all) = (count - 1, count * (count - 1) / 2);
        let asked = least + (all - least) * share / 100;
        let pairs = pairwise(&options, asked, &seeded(seed)).unwrap();

        prop_assert_eq!(pairs.len(), asked);
        let different: BTreeSet<_> =
            pairs.iter().map(|pair| BTreeSet::from([&pair.left, &pair.right])).collect();
        prop_assert_eq!(different.len(), asked);
        prop_assert!(different.iter().all(|pair| pair.len() == 2));
        let left = |option: &OptionId| pairs.iter().filter(|pair| pair.left == *option).count();
        let right = |option: &OptionId| pairs.iter().filter(|pair| pair.right == *option).count();
        prop_assert!(spread(options.iter().map(|option| left(option) + right(option))) <= 1);
        prop_assert!(options.iter().all(|option| left(option).abs_diff(right(option)) <= 1));
        let joined: Vec<_> = pairs.into_iter().map(|pair| (pair.left, pair.right)).collect();
        prop_assert!(is_connected(&options, &joined));
    }

    #[test]
    fn no_numbers_break_the_making(count in 0_usize..8, shown in 0_usize..8, comparisons in 0_usize..12, seed: u64) {
        drop(best_worst(&options(count), shown, comparisons, &seeded(seed)));
        drop(pairwise(&options(count), comparisons, &seeded(seed)));
    }
}

#[test]
fn seven_options_in_seven_sets_of_three_meet_exactly_once() {
    let options = options(7);
    let sets = best_worst(&options, 3, 7, &seeded(1)).unwrap();
    for (one, other) in all_pairs(&options) {
        assert_eq!(sets.iter().filter(|set| set.options.contains(one) && set.options.contains(other)).count(), 1);
    }
}

#[test]
fn a_seed_makes_the_same_design_again_and_another_seed_another_with_other_names() {
    let make = |seed: u64| best_worst(&options(9), 4, 9, &seeded(seed)).unwrap();
    assert_eq!(make(3), make(3));
    let names = |seed: u64| make(seed).into_iter().map(|set| set.id).collect::<BTreeSet<_>>();
    assert_eq!(names(3).len(), 9);
    assert!(names(3).is_disjoint(&names(4)));
}

#[test]
fn a_question_with_a_design_makes_sense() {
    let named = |id: OptionId| AnswerOption { label: id.clone(), id, ..AnswerOption::default() };
    let answers: Vec<AnswerOption> = options(8).into_iter().map(named).collect();
    let sets = BestWorst {
        options: answers.clone(),
        best_label: "Matters most".into(),
        worst_label: "Matters least".into(),
        sets: best_worst(&options(8), 4, 6, &seeded(5)).unwrap(),
    };
    let pairs = pairwise(&options(8), 12, &seeded(5)).unwrap();
    let pairs = Pairwise { options: answers, no_preference: None, pairs };
    assert_eq!(QuestionKind::BestWorst(sets).problems(), []);
    assert_eq!(QuestionKind::Pairwise(pairs).problems(), []);
}

#[test]
fn more_pairs_than_there_are_give_each_once() {
    assert_eq!(pairwise(&options(5), 99, &seeded(1)).unwrap().len(), 10);
}

#[test]
fn numbers_that_allow_no_design_are_refused_with_what_is_needed() {
    let entropy = seeded(1);
    assert_eq!(best_worst(&options(9), 2, 9, &entropy), Err(NoDesign::SetTooSmall));
    assert_eq!(best_worst(&options(3), 4, 9, &entropy), Err(NoDesign::TooFewOptions { least: 4 }));
    assert_eq!(best_worst(&options(9), 4, 4, &entropy), Err(NoDesign::TooFewComparisons { least: 5 }));
    assert_eq!(pairwise(&options(1), 4, &entropy), Err(NoDesign::TooFewOptions { least: 2 }));
    assert_eq!(pairwise(&options(9), 7, &entropy), Err(NoDesign::TooFewComparisons { least: 8 }));
}
