//! A good pattern quickly: for each cell that needs protection the cheapest cells that give it, then none that is not needed.
//! Large tables end here; small ones use its size as a start for the exhaustive search.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::DisclosureError;
use super::audit::Probe;
use super::programme::{room, said, stopped, unit_of};
use super::suppress::Task;
use super::table::counted;
use crate::progress::Run;

/// Finds cells that protect all primary cells, in order.
pub(super) fn pattern(task: &Task<'_>, run: &Run<'_, '_>) -> Result<Vec<usize>, DisclosureError> {
    let mut pattern: Vec<usize> = Vec::new();
    let mut probes = Vec::with_capacity(task.primary.len());
    for &cell in task.primary {
        // A proof stands when more cells are left out later.
        probes.push(protect(task, &mut pattern, cell)?);
        run.advance(1)?;
    }
    prune(task, &mut pattern, &mut probes, run)?;
    pattern.sort_unstable();
    Ok(pattern)
}

/// Adds cells until one primary cell is protected, and gives the proof.
fn protect(task: &Task<'_>, pattern: &mut Vec<usize>, cell: usize) -> Result<Probe, DisclosureError> {
    let probe = |pattern: &[usize]| Probe::of(task.tables, &task.withheld(pattern), cell);
    let mut found = probe(pattern)?;
    // Bounds of counts are rounded inwards, which may take nearly one from each side of what the programme gives.
    for more in [0.0, 2.0] {
        if found.holds(task.tables, task.rule) {
            return Ok(found);
        }
        // One table apart from the truth is half the work of two apart from each other, and nearly always enough.
        let cells = cheapest::<1>(task, pattern, cell, more).or_else(|_| cheapest::<2>(task, pattern, cell, more));
        let Ok(cells) = cells else { break };
        pattern.extend(cells);
        found = probe(pattern)?;
    }
    if !found.holds(task.tables, task.rule) {
        let withheld = task.withheld(pattern);
        let rest = (0..task.tables.len()).filter(|&other| task.is_candidate[other] && !withheld.hidden[other]);
        pattern.extend(rest);
        found = probe(pattern)?;
    }
    let holds = found.holds(task.tables, task.rule);
    if holds { Ok(found) } else { Err(DisclosureError::CannotProtect { cells: vec![cell] }) }
}

/// The cells whose deviations cheapest keep a table from the truth, or two from each other, by what one cell needs.
fn cheapest<const APART: usize>(
    task: &Task<'_>,
    pattern: &[usize],
    cell: usize,
    more: f64,
) -> Result<Vec<usize>, DisclosureError> {
    let (tables, unit) = (task.tables, unit_of(task.tables));
    let withheld = task.withheld(pattern);
    let people: f64 = tables.cells.iter().map(|cell| counted(cell.people)).fold(1.0, f64::max);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    // Deviations up and down apart, so that their size can be paid for.
    let mut tables_of: [Vec<Option<[Variable; 2]>>; APART] = std::array::from_fn(|_| vec![None; tables.len()]);
    for other in (0..tables.len()).filter(|&other| withheld.hidden[other] || task.is_candidate[other]) {
        let (low, high) = room(tables, other, unit);
        let is_free = withheld.hidden[other];
        let price = if is_free { 0.0 } else { 1.0 + counted(tables.cells[other].people) / people };
        for places in &mut tables_of {
            places[other] = Some([problem.add_var(price, (0.0, high)), problem.add_var(price, (0.0, -low))]);
        }
    }
    for places in &tables_of {
        for sum in &tables.sums {
            let terms = sum.iter().filter_map(|&(cell, times)| places[cell].map(|pair| (pair, times)));
            let terms: Vec<(Variable, f64)> =
                terms.flat_map(|([up, down], times)| [(up, times), (down, -times)]).collect();
            if !terms.is_empty() {
                problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
            }
        }
    }
    // The first table lies above, the second below.
    let signs = [(1.0, -1.0), (-1.0, 1.0)];
    let pairs = tables_of.iter().zip(signs).filter_map(|(places, signs)| places[cell].map(|pair| (pair, signs)));
    let apart: Vec<(Variable, f64)> =
        pairs.flat_map(|([rise, fall], signs)| [(rise, signs.0), (fall, signs.1)]).collect();
    problem.add_constraint(apart, ComparisonOp::Ge, (tables.width(cell, task.rule) + more) / unit);
    let solution = problem.solve().map_err(said)?.into_solution().map_err(|_| stopped())?;
    let moves = |other: usize| {
        let pairs = tables_of.iter().filter_map(|places| places[other]).flatten();
        pairs.into_iter().any(|place| solution.var_value(place) > 1e-7)
    };
    Ok((0..tables.len()).filter(|&other| task.is_candidate[other] && !withheld.hidden[other] && moves(other)).collect())
}

/// Takes cells out again that protection does not need, totals and those with most people first.
fn prune(
    task: &Task<'_>,
    pattern: &mut Vec<usize>,
    probes: &mut [Probe],
    run: &Run<'_, '_>,
) -> Result<(), DisclosureError> {
    let cells = &task.tables.cells;
    let mut order = pattern.clone();
    order.sort_by_key(|&cell| (!cells[cell].is_total, std::cmp::Reverse(cells[cell].people), cell));
    for cell in order {
        run.advance(1)?;
        let without: Vec<usize> = pattern.iter().copied().filter(|&other| other != cell).collect();
        let withheld = task.withheld(&without);
        let mut renewed = Vec::new();
        let mut holds = true;
        // A proof that does not move the cell still stands once the cell is published.
        for (place, probe) in probes.iter().enumerate().filter(|(_, probe)| probe.uses.contains(&cell)) {
            run.advance(0)?;
            let probe = Probe::of(task.tables, &withheld, probe.interval.cell)?;
            holds = probe.holds(task.tables, task.rule);
            if !holds {
                break;
            }
            renewed.push((place, probe));
        }
        if holds {
            *pattern = without;
            for (place, probe) in renewed {
                probes[place] = probe;
            }
        }
    }
    Ok(())
}
