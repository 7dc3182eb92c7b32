//! The linear programmes behind audits: what readers can make of a withheld cell, in deviations from the truth.
//! The truth itself is a deviation of nothing, so every programme has an answer, and large counts cost no precision.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};

use super::DisclosureError;
use super::table::{Kind, Tables};

/// Deviations are looked for no further than this many units either way.
pub(super) const FURTHEST: f64 = 1e9;

/// The unit of deviations: the widest that must be hidden counts as about 10.
pub(super) fn unit_of(tables: &Tables) -> f64 {
    let widths = tables.cells.iter().filter_map(|cell| match cell.kind {
        Kind::Sum { width } | Kind::Change { width: Some(width) } => Some(width / 10.0),
        Kind::Count | Kind::Change { width: None } => None,
    });
    widths.fold(1.0, f64::max)
}

/// How far a cell's value may deviate, in units.
pub(super) fn room(tables: &Tables, cell: usize, unit: f64) -> (f64, f64) {
    let cell = &tables.cells[cell];
    match cell.kind {
        Kind::Change { .. } => (-FURTHEST, FURTHEST),
        Kind::Count | Kind::Sum { .. } => (-(cell.value / unit).min(FURTHEST), FURTHEST),
    }
}

/// The furthest deviation of one cell, up or down, that readers cannot rule out; with the deviations of all cells then.
pub(super) fn furthest(
    tables: &Tables,
    withheld: &[usize],
    cell: usize,
    direction: OptimizationDirection,
    unit: f64,
) -> Result<Vec<f64>, DisclosureError> {
    let mut problem = Problem::new(direction);
    let mut places: Vec<Option<Variable>> = vec![None; tables.cells.len()];
    for &other in withheld {
        let aim = if other == cell { 1.0 } else { 0.0 };
        places[other] = Some(problem.add_var(aim, room(tables, other, unit)));
    }
    for sum in &tables.sums {
        let terms = sum.iter().filter_map(|&(cell, times)| places[cell].map(|place| (place, times)));
        let terms: Vec<(Variable, f64)> = terms.collect();
        if !terms.is_empty() {
            problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
        }
    }
    let solution = problem.solve().map_err(said)?;
    let solution = solution.into_solution().map_err(|_| stopped())?;
    Ok(places.iter().map(|place| place.map_or(0.0, |place| solution.var_value(place))).collect())
}

pub(super) fn said(error: Error) -> DisclosureError {
    DisclosureError::Solver { reason: error.to_string() }
}

pub(super) fn stopped() -> DisclosureError {
    DisclosureError::Solver { reason: "it stopped before an answer".to_owned() }
}
