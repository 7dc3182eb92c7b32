//! Disclosure control.

use std::num::NonZeroU64;

use proptest::prelude::*;
use weighting::disclosure::{
    Adjacency, NotShownReason, Rule, Suppression, Tables, Zeros, audit, audit_watched, differencing, dominance,
    group_disclosure, round_two_way, rounded, second_edition, small_groups, suppress,
};
use weighting::progress::Progress;

use super::{number, numbers};

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![6 => 0..40_u64, 1 => any::<u64>()]
}

fn rule() -> impl Strategy<Value = Rule> {
    let zeros = prop::sample::select(vec![Zeros::Shown, Zeros::Suppressed]);
    let round_to = any::<u64>().prop_map(|to| NonZeroU64::new(to).unwrap_or(NonZeroU64::MIN));
    let any_rule =
        (any::<u64>(), round_to, zeros).prop_map(|(threshold, round_to, zeros)| Rule { threshold, round_to, zeros });
    prop_oneof![3 => Just(Rule::default()), 1 => Just(Rule::sensitive()), 1 => any_rule]
}

fn look_at(tables: &Tables, rule: &Rule, cell: usize) {
    let progress = Progress::silent();
    let _ = (tables.people(cell), tables.is_empty(), audit(tables, &[0, cell]));
    let _ = (audit(tables, &[]), audit_watched(tables, &tables.primary(rule), &progress));
    for also in [&[][..], &[0], &[cell]] {
        if let Ok(found) = suppress(tables, rule, also, &progress) {
            let Suppression { intervals, .. } = &found;
            assert!(intervals.iter().all(|interval| interval.width() >= 0.0));
            assert_eq!(found.published(tables, rule).len(), tables.len());
            let _ = found.is_published(cell);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_counts(
        counts in prop::collection::vec(prop::collection::vec(count(), 3), 0..4),
        ragged in prop::collection::vec(prop::collection::vec(count(), 0..3), 0..3),
        rule in rule(), cell in 0..20_usize, people in count(), base in count(),
    ) {
        for counts in [&counts, &ragged] {
            if let Ok(tables) = Tables::two_way(counts) {
                look_at(&tables, &rule, cell);
            }
            let _ = (round_two_way(counts, rule.round_to), group_disclosure(counts, &[0, cell], people));
            for found in group_disclosure(counts, &[0], people).into_iter().flatten() {
                let _ = found.cells(cell).count();
            }
            let (flat, reasons) = (counts.concat(), [(0, NotShownReason::Protects), (cell, NotShownReason::OneAnswer)]);
            for adjacency in [Adjacency::Ordered, Adjacency::Any] {
                let _ = small_groups(&flat, &reasons, &rule, adjacency);
            }
            let _ = (differencing(&flat, &flat, &rule), differencing(&flat, &[people], &rule));
        }
        let _ = (rule.percentage(people, base), rule.allows(people), rule.publish(people));
        let _ = (rounded(people, rule.round_to), NotShownReason::Dominated.sentence(&rule));
    }

    #[test]
    fn any_sums(values in numbers(4), people in count(), width in number(), cell in 0..9_usize, rule in rule()) {
        let mut tables = Tables::new();
        for &value in &values {
            let _ = (tables.add_sum(value, people, width), tables.add_sum(value, 12, value.abs() / 3.0));
        }
        let _ = (tables.add_count(people), tables.add_count(3));
        let parts: Vec<usize> = (0..tables.len()).collect();
        let _ = (tables.add_total(&parts), tables.add_total(&[cell, 0]), tables.tie(cell, &parts));
        let _ = (tables.set_published(cell), tables.set_withheld(cell / 2));
        look_at(&tables, &rule, cell);
        if let Ok(edition) = second_edition(&tables, &[cell], &tables) {
            look_at(&edition.tables, &rule, edition.second);
        }
        let _ = (dominance(&values, cell, width), dominance(&[], 1, 0.85));
    }

    #[test]
    fn any_breakdowns(
        first in prop::collection::vec(prop::option::of(0..3_usize), 0..12),
        second in prop::collection::vec(prop::option::of(prop_oneof![9 => 0..3_usize, 1 => any::<usize>()]), 0..12),
        alike in any::<bool>(), column in 0..4_usize, level in prop::option::of(any::<usize>()),
    ) {
        let second = if alike { first.clone() } else { second };
        if let Ok(made) = Tables::of_breakdowns(&[&first, &second], &[vec![0], vec![0, 1], vec![column]]) {
            let _ = (made.cell(&[(column, level)]), made.cell(&[(0, Some(0)), (1, None)]), made.cell(&[]));
            look_at(&made.tables, &Rule::default(), column);
        }
    }
}
