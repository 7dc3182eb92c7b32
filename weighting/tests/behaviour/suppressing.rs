//! Suppression leaks nothing: whatever the tables, the audit is worked out again by other means.

use std::ops::ControlFlow;

use microlp::{ComparisonOp, OptimizationDirection, Problem};
use proptest::prelude::*;
use weighting::disclosure::{
    DisclosureError, Published, Rule, Search, Suppression, Tables, Zeros, audit, differencing, second_edition, suppress,
};
use weighting::progress::Progress;

fn rule(threshold: u64, zeros: Zeros) -> Rule {
    Rule { threshold, zeros, ..Rule::default() }
}

fn suppressed(tables: &Tables, rule: &Rule) -> Result<Suppression, DisclosureError> {
    suppress(tables, rule, &[], &Progress::silent())
}

/// The same intervals from programmes in the table's own numbers: cells are 0 or more, and every total is met.
fn worked_out(counts: &[Vec<u64>], withheld: &[usize], cell: usize) -> [f64; 2] {
    let (rows, columns) = (counts.len(), counts[0].len());
    let size = rows * columns;
    let totals = rows + columns + 1;
    let row_total = |r: usize| counts[r].iter().sum::<u64>();
    let column_total = |c: usize| counts.iter().map(|row| row[c]).sum::<u64>();
    let truth = |cell: usize| match cell {
        cell if cell < size => counts[cell / columns][cell % columns],
        cell if cell < size + rows => row_total(cell - size),
        cell if cell < size + rows + columns => column_total(cell - size - rows),
        _ => (0..rows).map(row_total).sum(),
    };
    [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|direction| {
        let mut problem = Problem::new(direction);
        let places: Vec<_> = (0..size + totals)
            .map(|other| {
                let known = f64::from(u32::try_from(truth(other)).unwrap());
                let bounds = if withheld.contains(&other) { (0.0, 1e6) } else { (known, known) };
                problem.add_var(if other == cell { 1.0 } else { 0.0 }, bounds)
            })
            .collect();
        let mut add_up = |parts: Vec<usize>, total: usize| {
            let terms: Vec<_> = parts.iter().map(|&part| (places[part], 1.0)).chain([(places[total], -1.0)]).collect();
            problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
        };
        (0..rows).for_each(|r| add_up((r * columns..(r + 1) * columns).collect(), size + r));
        (0..columns).for_each(|c| add_up((0..rows).map(|r| r * columns + c).collect(), size + rows + c));
        add_up((size..size + rows).collect(), size + rows + columns);
        problem.solve().unwrap().into_solution().unwrap().objective()
    })
}

/// The smallest and largest value of a withheld inner cell over all whole tables that agree with what is published.
fn enumerated(counts: &[Vec<u64>], withheld: &[usize], cell: usize) -> Option<[u64; 2]> {
    let columns = counts[0].len();
    let size = counts.len() * columns;
    if withheld.iter().any(|&cell| cell >= size) {
        return None;
    }
    let mut open: Vec<usize> = withheld.to_vec();
    open.sort_unstable();
    let mut rows: Vec<u64> = vec![0; counts.len()];
    let mut column_left: Vec<u64> = vec![0; columns];
    for &cell in &open {
        rows[cell / columns] += counts[cell / columns][cell % columns];
        column_left[cell % columns] += counts[cell / columns][cell % columns];
    }
    let mut found: Option<[u64; 2]> = None;
    let mut budget = 200_000;
    fill(&open, columns, &mut rows, &mut column_left, &mut Vec::new(), &mut budget, &mut |values| {
        let value = values[open.iter().position(|&other| other == cell).unwrap()];
        found = Some(found.map_or([value; 2], |[low, high]| [low.min(value), high.max(value)]));
    });
    if budget == 0 { None } else { found }
}

fn fill(
    open: &[usize],
    columns: usize,
    rows: &mut [u64],
    column_left: &mut [u64],
    values: &mut Vec<u64>,
    budget: &mut u32,
    each: &mut impl FnMut(&[u64]),
) {
    let Some(&cell) = open.get(values.len()) else {
        if rows.iter().chain(column_left.iter()).all(|left| *left == 0) {
            each(values);
        }
        return;
    };
    let (r, c) = (cell / columns, cell % columns);
    let last_of_row = open.get(values.len() + 1).is_none_or(|next| next / columns != r);
    let from = if last_of_row { rows[r] } else { 0 };
    for value in from..=rows[r].min(column_left[c]) {
        *budget = budget.saturating_sub(1);
        if *budget == 0 {
            return;
        }
        rows[r] -= value;
        column_left[c] -= value;
        values.push(value);
        fill(open, columns, rows, column_left, values, budget, each);
        values.pop();
        rows[r] += value;
        column_left[c] += value;
    }
}

fn small_tables(most: u64) -> impl Strategy<Value = Vec<Vec<u64>>> {
    (1_usize..5, 1_usize..5).prop_flat_map(move |(rows, columns)| {
        let count = prop_oneof![1 => 0..4_u64, 2 => 4..most];
        prop::collection::vec(prop::collection::vec(count, columns), rows)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn suppression_leaks_nothing(counts in small_tables(60), shown in any::<bool>()) {
        let rule = rule(10, if shown { Zeros::Shown } else { Zeros::Suppressed });
        let tables = Tables::two_way(&counts).unwrap();
        let Ok(found) = suppressed(&tables, &rule) else { return Ok(()) };
        let withheld: Vec<usize> = found.primary.iter().chain(&found.secondary).copied().collect();
        for interval in &found.intervals {
            let [lower, upper] = worked_out(&counts, &withheld, interval.cell);
            prop_assert!((lower - interval.lower).abs() < 1e-5);
            prop_assert!((upper - interval.upper).abs() < 1e-5 || (upper > 9e5 && interval.upper.is_infinite()));
            if found.primary.contains(&interval.cell) {
                prop_assert!(upper - lower >= 10.0 - 1e-5);
            }
        }
    }

    #[test]
    fn every_whole_table_in_question_lies_within_the_audited_intervals(counts in small_tables(12)) {
        let tables = Tables::two_way(&counts).unwrap();
        let Ok(found) = suppressed(&tables, &rule(3, Zeros::Shown)) else { return Ok(()) };
        let withheld: Vec<usize> = found.intervals.iter().map(|interval| interval.cell).collect();
        for interval in &found.intervals {
            if let Some([low, high]) = enumerated(&counts, &withheld, interval.cell) {
                let [low, high] = [low, high].map(|bound| f64::from(u32::try_from(bound).unwrap()));
                prop_assert_eq!((interval.lower, interval.upper), (low, high));
                prop_assert!(!found.primary.contains(&interval.cell) || high - low >= 3.0);
            }
        }
    }

    #[test]
    fn no_smaller_pattern_protects_where_the_search_is_exact(counts in small_tables(40)) {
        let (tables, rule) = (Tables::two_way(&counts).unwrap(), rule(10, Zeros::Shown));
        let Ok(found) = suppressed(&tables, &rule) else { return Ok(()) };
        if found.search == Search::Greedy || found.secondary.is_empty() || found.secondary.len() > 3 {
            return Ok(());
        }
        let inner = counts.len() * counts[0].len();
        let candidates: Vec<usize> = (0..inner)
            .filter(|cell| tables.people(*cell).unwrap() > 0 && !found.primary.contains(cell))
            .collect();
        if found.secondary.iter().any(|&cell| cell >= inner) {
            return Ok(());
        }
        let people = |cells: &[usize]| cells.iter().map(|&cell| tables.people(cell).unwrap()).sum::<u64>();
        let best = (found.secondary.len(), people(&found.secondary));
        for mask in 0_u32..1 << candidates.len() {
            let picked: Vec<usize> =
                candidates.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, cell)| *cell).collect();
            if (picked.len(), people(&picked)) < best {
                let withheld: Vec<usize> = found.primary.iter().chain(&picked).copied().collect();
                let intervals = audit(&tables, &withheld).unwrap();
                let open = intervals.iter().filter(|i| found.primary.contains(&i.cell)).all(|i| i.width() >= 10.0);
                prop_assert!(!open, "{picked:?} protects too");
            }
        }
    }

    #[test]
    fn no_input_makes_suppression_panic(
        counts in prop::collection::vec(prop::collection::vec(any::<u64>(), 0..4), 0..4),
        values in prop::collection::vec(any::<f64>(), 0..4),
        threshold in any::<u64>(),
    ) {
        let rule = rule(threshold, Zeros::Suppressed);
        if let Ok(tables) = Tables::two_way(&counts) {
            let _ = suppressed(&tables, &rule);
        }
        let mut tables = Tables::new();
        for &value in &values {
            let _ = tables.add_sum(value, 5, value.abs());
        }
        let parts: Vec<usize> = (0..tables.len()).collect();
        let _ = (tables.add_total(&parts), suppressed(&tables, &rule), audit(&tables, &[0, 9]));
    }
}

#[test]
fn nested_areas_and_a_second_table_are_audited_together() {
    // Two districts of three wards each, one ward with 4 people; a second table divides the same county by age.
    let mut tables = Tables::new();
    let wards: Vec<usize> = [4, 30, 25, 20, 22, 31].map(|people| tables.add_count(people).unwrap()).into();
    let (east, west) = (tables.add_total(&wards[..3]).unwrap(), tables.add_total(&wards[3..]).unwrap());
    let county = tables.add_total(&[east, west]).unwrap();
    let ages: Vec<usize> = [60, 72].map(|people| tables.add_count(people).unwrap()).into();
    tables.tie(county, &ages).unwrap();
    let found = suppressed(&tables, &rule(10, Zeros::Shown)).unwrap();
    assert_eq!((found.primary, found.secondary, found.search), (vec![wards[0]], vec![wards[2]], Search::Exact));
    assert_eq!(
        tables.tie(east, &[wards[0]]),
        Err(DisclosureError::DoesNotAddUp { total: east, given: 59.0, sum: 4.0 })
    );
}

#[test]
fn a_total_is_left_out_only_where_nothing_else_does() {
    let tables = Tables::two_way(&[vec![3, 2], vec![40, 50], vec![30, 60]]).unwrap();
    let found = suppressed(&tables, &rule(10, Zeros::Shown)).unwrap();
    assert!(found.primary.contains(&6), "the first row's total is small itself");
    assert!(found.secondary.iter().any(|&cell| (6..9).contains(&cell)), "{:?}", found.secondary);
}

#[test]
fn what_is_published_already_can_make_protection_impossible() {
    let mut tables = Tables::two_way(&[vec![4, 30], vec![25, 40]]).unwrap();
    (1..4).for_each(|cell| tables.set_published(cell).unwrap());
    (4..9).for_each(|cell| tables.set_published(cell).unwrap());
    let refused = suppressed(&tables, &rule(10, Zeros::Shown));
    assert_eq!(refused, Err(DisclosureError::CannotProtect { cells: vec![0] }));
}

#[test]
fn a_second_edition_does_not_tell_who_came_late() {
    let (first, second) = (vec![vec![40, 30], vec![25, 50]], vec![vec![41, 30], vec![25, 62]]);
    let flat = |counts: &[Vec<u64>]| counts.concat();
    let changed = differencing(&flat(&first), &flat(&second), &Rule::default()).unwrap();
    assert_eq!(changed.iter().map(|change| change.cell).collect::<Vec<_>>(), [0]);
    let tables = [Tables::two_way(&first).unwrap(), Tables::two_way(&second).unwrap()];
    let edition = second_edition(&tables[0], &[], &tables[1]).unwrap();
    let found = suppressed(&edition.tables, &rule(10, Zeros::Shown)).unwrap();
    assert!(found.primary.contains(&edition.changes));
    assert!(!found.is_published(edition.second));
    assert!((0..edition.second).all(|cell| found.is_published(cell)), "the first edition stays as it was");
    let late = found.intervals.iter().find(|interval| interval.cell == edition.changes).unwrap();
    assert!(late.width() >= 10.0 && late.value > 0.5 && late.value < 1.5);
}

#[test]
fn sums_of_hectares_are_hidden_within_their_own_width() {
    let mut tables = Tables::new();
    let farms: Vec<usize> = [(900.0, 12), (400.0, 25), (350.0, 30), (80.0, 20)]
        .map(|(value, n)| tables.add_sum(value, n, 200.0).unwrap())
        .into();
    let all = tables.add_total(&farms).unwrap();
    let found = suppress(&tables, &Rule::default(), &[farms[0]], &Progress::silent()).unwrap();
    assert!(found.is_published(all));
    assert_eq!(found.secondary, [farms[3]]);
    let interval = found.intervals.iter().find(|interval| interval.cell == farms[0]).unwrap();
    assert!(interval.width() >= 200.0);
}

#[test]
fn large_tables_are_protected_too_and_the_same_each_time() {
    let count = |place: u64| if place.is_multiple_of(17) { 1 + place % 9 } else { 10 + place * 37 % 90 };
    let counts: Vec<Vec<u64>> = (0..30).map(|row| (0..10).map(|column| count(row * 10 + column)).collect()).collect();
    let tables = Tables::two_way(&counts).unwrap();
    let found = suppressed(&tables, &rule(10, Zeros::Shown)).unwrap();
    assert!(found.primary.len() > 15 && found.secondary.len() <= found.primary.len() + 4, "{}", found.secondary.len());
    let again = suppressed(&tables, &rule(10, Zeros::Shown)).unwrap();
    assert_eq!(found, again);
    let published = found.published(&tables, &rule(10, Zeros::Shown));
    assert_eq!(published.iter().filter(|cell| **cell == Published::Suppressed).count(), found.intervals.len());
}

#[test]
fn a_search_can_be_stopped() {
    let tables = Tables::two_way(&[vec![40, 4, 31], vec![25, 18, 22]]).unwrap();
    let progress = Progress::watched_by(|_| ControlFlow::Break(()));
    let stopped = suppress(&tables, &Rule::default(), &[], &progress);
    assert!(matches!(stopped, Err(DisclosureError::Cancelled(_))));
}

#[test]
fn breakdowns_of_the_same_people_share_their_totals() {
    // Area by age and area by kind: the totals of areas are one cell each, and so is everybody.
    let people = (0..200).map(|person| (person % 4, usize::from(person % 50 == 7), person % 3));
    let (areas, (ages, kinds)): (Vec<_>, (Vec<_>, Vec<_>)) =
        people.map(|(area, age, kind)| (Some(area), (Some(age), (kind > 0).then_some(kind - kind.min(1))))).unzip();
    let made = Tables::of_breakdowns(&[areas, ages, kinds], &[[0, 1], [2, 0]]).unwrap();
    assert_eq!(made.tables.len(), 1 + 4 + 2 + 3 + 4 * 2 + 4 * 3);
    assert_eq!(made.tables.people(made.cell(&[]).unwrap()), Some(200));
    assert_eq!(made.tables.people(made.cell(&[(0, Some(3))]).unwrap()), Some(50));
    assert_eq!(made.cell(&[(1, Some(1)), (0, Some(3))]), made.cell(&[(0, Some(3)), (1, Some(1))]));
    assert_eq!(made.tables.people(made.cell(&[(2, None)]).unwrap()), Some(67));
    assert_eq!(made.cell(&[(1, Some(0)), (2, None)]), None, "age by kind is not published");
    assert_eq!((made.cell(&[(1, None)]), made.cell(&[(0, Some(4))]), made.cell(&[(9, None)])), (None, None, None));

    let rule = Rule::default();
    let suppressed = suppress(&made.tables, &rule, &[], &Progress::silent()).unwrap();
    assert!(!suppressed.primary.is_empty());
    for interval in suppressed.intervals.iter().filter(|interval| suppressed.primary.contains(&interval.cell)) {
        assert!(interval.width() >= 10.0, "{interval:?}");
    }
}

#[test]
fn breakdowns_that_cannot_be_are_refused_before_anything_is_made_of_them() {
    let codes = [vec![Some(0), Some(1)], vec![Some(usize::MAX), None]];
    let refused = |breakdowns: &[&[usize]]| Tables::of_breakdowns(&codes, breakdowns).unwrap_err();
    assert_eq!(refused(&[&[0, 1]]), DisclosureError::TooManyCells { most: 65_536 });
    assert_eq!(refused(&[&[0, 2]]), DisclosureError::UnknownColumn { column: 2, columns: 2 });
    assert_eq!(refused(&[]), DisclosureError::NoCells);
    assert!(Tables::of_breakdowns(&codes, &[&[0, 0, 0][..]]).is_ok());
    let short = [vec![Some(0), Some(1)], vec![None]];
    let refused = Tables::of_breakdowns(&short, &[[0, 1]]).unwrap_err();
    assert_eq!(refused, DisclosureError::ColumnsDiffer { column: 1, given: 1, expected: 2 });
    let nobody: [Vec<Option<usize>>; 1] = [vec![]];
    assert_eq!(Tables::of_breakdowns(&nobody, &[[0]]).unwrap_err(), DisclosureError::NoCells);
}
