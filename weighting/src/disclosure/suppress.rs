//! Secondary suppression: what else must be left out so that what is left out cannot be worked out.
//! A quick pattern first, the best one where the tables are small enough, and an audit of whatever is given.

use super::audit::{FeasibleInterval, Probe, Withheld, intervals};
use super::table::{Fate, Tables};
use super::{DisclosureError, Published, Rule, exact, greedy};
use crate::progress::Progress;

/// How the pattern was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Search {
    /// Nothing better exists: no fewer cells, and no fewer people in as many cells.
    Exact,
    /// A good pattern without needless cells, in tables too large to try everything.
    Greedy,
}

/// What is left out of tables, and the proof that it is enough.
#[derive(Debug, Clone, PartialEq)]
pub struct Suppression {
    /// The cells that need protection: too few people, or named by the caller.
    pub primary: Vec<usize>,
    /// The cells left out to protect them.
    pub secondary: Vec<usize>,
    /// What readers can work out about each cell that is not published.
    pub intervals: Vec<FeasibleInterval>,
    /// How the pattern was found.
    pub search: Search,
}

impl Suppression {
    /// Whether a cell is published.
    pub fn is_published(&self, cell: usize) -> bool {
        !self.intervals.iter().any(|interval| interval.cell == cell)
    }

    /// What may be published for each cell of counts, rounded.
    pub fn published(&self, tables: &Tables, rule: &Rule) -> Vec<Published> {
        let mut published: Vec<Published> =
            tables.cells.iter().map(|cell| Published::Shown(super::rounded(cell.people, rule.round_to))).collect();
        self.intervals.iter().for_each(|interval| published[interval.cell] = Published::Suppressed);
        published
    }
}

/// A task of protection: the cells that need it and those that may be left out for it.
pub(super) struct Task<'a> {
    pub(super) tables: &'a Tables,
    pub(super) rule: &'a Rule,
    /// The cells that need protection.
    pub(super) primary: &'a [usize],
    /// Whether a cell may be left out besides.
    pub(super) is_candidate: Vec<bool>,
}

/// Which cells may be left out: totals only where all other cells together do not do.
#[derive(Clone, Copy, PartialEq)]
enum Candidates {
    Cells,
    CellsAndTotals,
}

/// Leaves out of tables what the rule does not allow, and as little else as protects it.
///
/// # Formula
/// Primary cells are those that [`Tables::primary`] names and those in `also` (group disclosure, dominance). To them are
/// added the fewest cells, then the fewest people, such that [`audit()`](super::audit()) leaves every primary cell open within the rule's
/// threshold (10), or within the width given for a sum. Totals are left out only where leaving out cells cannot do it;
/// empty cells are left out only where the rule suppresses zeros. Up to 8 cells besides the primary ones, and a fixed number
/// of steps, the search is exhaustive; beyond, the pattern comes from one linear programme per primary
/// cell and loses every cell that it can do without.
///
/// # Source
/// Fischetti and Salazar (2001) for the problem; Kelly, Golden and Assad (1992), *Networks* 22, for the programmes of the
/// greedy search.
///
/// # Shape and unit
/// Progress counts steps of both searches and of the audit; the total is the most there may be. It stops between programmes:
/// one, once begun, is solved to its end.
///
/// # Errors
/// Refuses tables without cells and cells that do not exist; says so where nothing protects a cell, where a programme cannot
/// be solved, and [`Cancelled`](DisclosureError::Cancelled) when stopped.
pub fn suppress(
    tables: &Tables,
    rule: &Rule,
    also: &[usize],
    progress: &Progress<'_>,
) -> Result<Suppression, DisclosureError> {
    let primary = primary_and(tables, rule, also)?;
    // Two quick patterns, each with a step per cell that it protects or tries to do without; the search; the audit.
    let quick = primary.len().saturating_add(tables.len()).saturating_mul(2);
    let most = quick.saturating_add(exact::MOST_STEPS).saturating_add(tables.len());
    let run = progress.start(most);
    let mut task = Task::of(tables, rule, &primary, Candidates::Cells);
    let quick = match greedy::pattern(&task, &run) {
        Err(DisclosureError::CannotProtect { .. }) => {
            task = Task::of(tables, rule, &primary, Candidates::CellsAndTotals);
            greedy::pattern(&task, &run)?
        }
        found => found?,
    };
    let (pattern, search) = match exact::pattern(&task, &quick, &run)? {
        Some(best) => (best, Search::Exact),
        None => (quick, Search::Greedy),
    };
    let withheld: Vec<usize> = primary.iter().chain(&pattern).copied().collect();
    let intervals = intervals(tables, &Withheld::of(tables, &withheld), &run)?;
    task.confirm(&intervals)?;
    run.advance(most)?;
    Ok(Suppression { primary, secondary: pattern, intervals, search })
}

/// The cells that the rule or the caller leaves out, none of which is published already.
fn primary_and(tables: &Tables, rule: &Rule, also: &[usize]) -> Result<Vec<usize>, DisclosureError> {
    if tables.is_empty() {
        return Err(DisclosureError::NoCells);
    }
    also.iter().try_for_each(|&cell| tables.exists(cell))?;
    let mut primary = tables.primary(rule);
    primary.extend_from_slice(also);
    primary.sort_unstable();
    primary.dedup();
    let exposed = |cell: &usize| tables.cells[*cell].fate == Fate::Published;
    let exposed: Vec<usize> = primary.iter().copied().filter(exposed).collect();
    if exposed.is_empty() { Ok(primary) } else { Err(DisclosureError::CannotProtect { cells: exposed }) }
}

impl<'a> Task<'a> {
    fn of(tables: &'a Tables, rule: &'a Rule, primary: &'a [usize], candidates: Candidates) -> Self {
        let fits = |cell: usize| candidates == Candidates::CellsAndTotals || !tables.cells[cell].is_total;
        let may = |cell: usize| fits(cell) && tables.is_candidate(cell, rule) && primary.binary_search(&cell).is_err();
        Self { tables, rule, primary, is_candidate: (0..tables.len()).map(may).collect() }
    }

    pub(super) fn withheld(&self, secondary: &[usize]) -> Withheld {
        let named: Vec<usize> = self.primary.iter().chain(secondary).copied().collect();
        Withheld::of(self.tables, &named)
    }

    /// Refuses a pattern whose audit does not hold.
    fn confirm(&self, intervals: &[FeasibleInterval]) -> Result<(), DisclosureError> {
        let holds = |cell: &usize| {
            let interval = intervals.iter().find(|interval| interval.cell == *cell);
            let probe = interval.map(|&interval| Probe { interval, uses: Vec::new() });
            probe.is_some_and(|probe| probe.holds(self.tables, self.rule))
        };
        let cells: Vec<usize> = self.primary.iter().copied().filter(|cell| !holds(cell)).collect();
        if cells.is_empty() { Ok(()) } else { Err(DisclosureError::CannotProtect { cells }) }
    }
}
