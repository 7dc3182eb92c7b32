//! What readers can work out about withheld cells from everything that is published.
//! Judges a pattern; finding one is in `suppress`.

use microlp::OptimizationDirection::{Maximize, Minimize};
use rayon::prelude::*;

use super::programme::{FURTHEST, furthest, unit_of};
use super::table::{Fate, Kind, Tables};
use super::{DisclosureError, Rule};
use crate::progress::{Progress, Run};

/// The values of a withheld cell that agree with everything published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FeasibleInterval {
    /// The cell.
    pub cell: usize,
    /// Its true value.
    pub value: f64,
    /// The smallest value it could have.
    pub lower: f64,
    /// The largest value it could have; infinite where nothing published limits it.
    pub upper: f64,
}

impl FeasibleInterval {
    /// How much the published figures leave open.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }
}

/// Finds out how closely readers can work out each withheld cell.
///
/// # Formula
/// For each withheld cell, the smallest and the largest value over all tables that agree with every published number and
/// every sum, with no negative cell. Readers are taken to know published numbers before rounding, so that rounding
/// only adds to the protection. Counts are whole, so their bounds are rounded inwards.
///
/// # Source
/// Fischetti and Salazar (2001), *Management Science* 47(7); Willenborg and de Waal (2001), *Elements of Statistical
/// Disclosure Control*. The linear programmes are solved by the crate `microlp`, which checks its solutions against them.
///
/// # Shape and unit
/// Two linear programmes per withheld cell. Cells that were set to be withheld count as withheld whether named or not.
///
/// # Errors
/// Refuses cells that do not exist, and says so if a programme cannot be solved.
pub fn audit(tables: &Tables, withheld: &[usize]) -> Result<Vec<FeasibleInterval>, DisclosureError> {
    audit_watched(tables, withheld, &Progress::silent())
}

/// As [`audit()`], telling how far it is: a step for each withheld cell.
///
/// It stops between cells: one programme, once begun, is solved to its end.
///
/// # Errors
/// As [`audit()`]; and [`DisclosureError::Cancelled`] where the watcher asks to stop.
pub fn audit_watched(
    tables: &Tables,
    withheld: &[usize],
    progress: &Progress<'_>,
) -> Result<Vec<FeasibleInterval>, DisclosureError> {
    withheld.iter().try_for_each(|&cell| tables.exists(cell))?;
    let all = Withheld::of(tables, withheld);
    let run = progress.start(all.cells.len());
    intervals(tables, &all, &run)
}

/// What readers can make of each withheld cell; each is a step of the run.
pub(super) fn intervals(
    tables: &Tables,
    withheld: &Withheld,
    run: &Run<'_, '_>,
) -> Result<Vec<FeasibleInterval>, DisclosureError> {
    let interval = |&cell: &usize| {
        let interval = Probe::of(tables, withheld, cell)?.interval;
        run.advance(1)?;
        Ok(interval)
    };
    withheld.cells.par_iter().map(interval).collect()
}

/// The cells that are not published, in order.
#[derive(Debug, Clone)]
pub(super) struct Withheld {
    pub(super) cells: Vec<usize>,
    /// Whether a cell is one of them.
    pub(super) hidden: Vec<bool>,
    /// Which cells hang together through sums with withheld cells.
    group: Vec<usize>,
}

impl Withheld {
    pub(super) fn of(tables: &Tables, named: &[usize]) -> Self {
        let mut hidden: Vec<bool> = tables.cells.iter().map(|cell| cell.fate == Fate::Withheld).collect();
        for &cell in named {
            hidden[cell] = true;
        }
        let cells = (0..hidden.len()).filter(|&cell| hidden[cell]).collect();
        let group = grouped(tables, &hidden);
        Self { cells, hidden, group }
    }

    /// The withheld cells that a cell's value depends on.
    fn around(&self, cell: usize) -> Vec<usize> {
        self.cells.iter().copied().filter(|&other| self.group[other] == self.group[cell]).collect()
    }
}

/// Numbers the cells so that withheld ones tied by a sum have the same number.
fn grouped(tables: &Tables, hidden: &[bool]) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..tables.cells.len()).collect();
    for sum in &tables.sums {
        let mut withheld = sum.iter().map(|term| term.0).filter(|&cell| hidden[cell]);
        let Some(first) = withheld.next() else { continue };
        for other in withheld {
            let (a, b) = (root(&mut parent, first), root(&mut parent, other));
            parent[a.max(b)] = a.min(b);
        }
    }
    (0..parent.len()).map(|cell| root(&mut parent, cell)).collect()
}

fn root(parent: &mut [usize], mut cell: usize) -> usize {
    while parent[cell] != cell {
        parent[cell] = parent[parent[cell]];
        cell = parent[cell];
    }
    cell
}

/// What readers can make of one cell, with the two tables furthest apart that prove it.
#[derive(Debug, Clone)]
pub(super) struct Probe {
    pub(super) interval: FeasibleInterval,
    /// The cells whose value differs from the truth in either of those tables.
    pub(super) uses: Vec<usize>,
}

impl Probe {
    pub(super) fn of(tables: &Tables, withheld: &Withheld, cell: usize) -> Result<Self, DisclosureError> {
        let (around, unit) = (withheld.around(cell), unit_of(tables));
        let down = furthest(tables, &around, cell, Minimize, unit)?;
        let up = furthest(tables, &around, cell, Maximize, unit)?;
        let value = tables.cells[cell].value;
        let whole = matches!(tables.cells[cell].kind, Kind::Count | Kind::Change { width: None });
        let at =
            |deviation: f64| if deviation.abs() >= FURTHEST / 2.0 { f64::INFINITY } else { deviation.abs() * unit };
        let (mut lower, mut upper) = (value - at(down[cell].min(0.0)), value + at(up[cell].max(0.0)));
        if whole {
            (lower, upper) = ((lower - 1e-6).ceil(), (upper + 1e-6).floor());
        }
        let is_used = |&other: &usize| down[other].abs() > 1e-9 || up[other].abs() > 1e-9;
        let uses = around.iter().copied().filter(is_used).collect();
        Ok(Self { interval: FeasibleInterval { cell, value, lower, upper }, uses })
    }

    /// Whether the cell is hidden within the width that it must be.
    pub(super) fn holds(&self, tables: &Tables, rule: &Rule) -> bool {
        let width = tables.width(self.interval.cell, rule);
        self.interval.width() >= width - 1e-6 * width.max(1e-3)
    }
}
