//! Which figures may be published, and how, so that no person can be found in a table or worked out from several.
//! One figure at a time by a [`Rule`]; whole tables, and tables that belong together, by [`suppress()`], which ends with an
//! audit that holds or with a refusal.
//!
//! ```
//! use weighting::disclosure::{Rule, Tables, Zeros, suppress};
//! use weighting::progress::Progress;
//!
//! // Areas by kind of respondent; row totals, column totals and the grand total are published too.
//! let tables = Tables::two_way(&[vec![40, 4, 31], vec![25, 18, 22], vec![30, 25, 0]])?;
//! let rule = Rule { zeros: Zeros::Shown, ..Rule::default() };
//! let suppressed = suppress(&tables, &rule, &[], &Progress::silent())?;
//! assert_eq!(suppressed.primary, [1]);
//! assert_eq!(suppressed.secondary, [2, 4, 5]); // without these, the 4 follows from the totals
//! assert!(suppressed.intervals.iter().find(|interval| interval.cell == 1).unwrap().width() >= 10.0);
//! # Ok::<(), weighting::disclosure::DisclosureError>(())
//! ```
//!
//! | in R / Python / τ-ARGUS | here |
//! |---|---|
//! | `sdcTable::primarySuppression(type = "freq", maxN = 9)` | [`Rule::allows`], [`Tables::primary`] |
//! | `sdcTable::primarySuppression(type = "nk", n = 1, k = 85)` | [`dominance()`] |
//! | `sdcTable::protectTable(method = "OPT")`, τ-ARGUS "optimal" | [`suppress()`], where [`Suppression::search`] is [`Search::Exact`] |
//! | `sdcTable::protectTable(method = "HITAS")`, τ-ARGUS "modular" | [`suppress()`], where it is [`Search::Greedy`] |
//! | `sdcTable::protectLinkedTables` | [`Tables::of_breakdowns`], [`Tables::tie`]: one system of all tables |
//! | `sdcTable::attack`, an auditing linear programme | [`audit()`] |
//! | `GaussSuppression` with `forced`, previously published tables | [`second_edition`] |
//! | rounding to base 5 (conventional rounding) | [`rounded`], [`round_two_way`] |

mod audit;
mod breakdowns;
mod dominance;
mod edition;
mod exact;
mod greedy;
mod group;
mod percentage;
mod programme;
mod rule;
mod small;
mod suppress;
mod table;

pub use audit::{FeasibleInterval, audit, audit_watched};
pub use breakdowns::Breakdowns;
pub use dominance::{DOMINANT_LARGEST, DOMINANT_SHARE, Dominance, dominance};
pub use edition::{Change, Edition, differencing, second_edition};
pub use group::{OneAnswer, group_disclosure};
pub use percentage::EXACT_BASE;
pub use rule::{
    Published, ROUND_TO, RoundedTable, Rule, SENSITIVE_THRESHOLD, THRESHOLD, Zeros, round_two_way, rounded,
};
pub use small::{Adjacency, NotShown, NotShownReason, small_groups};
pub use suppress::{Search, Suppression, suppress};
pub use table::Tables;

use crate::progress::Cancelled;

/// The reasons to refuse to publish, or to audit.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DisclosureError {
    /// The table has no cells.
    #[error("the table has no cells")]
    NoCells,
    /// A row has another number of cells than the first.
    #[error("row {row} has {given} cells where the first has {expected}")]
    Ragged {
        /// The row's place, from 0.
        row: usize,
        /// How many cells it has.
        given: usize,
        /// How many the first row has.
        expected: usize,
    },
    /// A column has another number of people than the first.
    #[error("column {column} has {given} people where the first has {expected}")]
    ColumnsDiffer {
        /// The column's place, from 0.
        column: usize,
        /// How many people it has.
        given: usize,
        /// How many the first column has.
        expected: usize,
    },
    /// There is no such column.
    #[error("column {column} does not exist: there are {columns}, counted from 0")]
    UnknownColumn {
        /// The column named.
        column: usize,
        /// How many there are.
        columns: usize,
    },
    /// Breakdowns have more cells, or a breakdown more columns, than are suppressed together.
    #[error("the breakdowns have more than {most} cells together: merge levels, or publish fewer breakdowns")]
    TooManyCells {
        /// How many cells there may be.
        most: usize,
    },
    /// There is no such cell.
    #[error("cell {cell} does not exist: there are {cells}, counted from 0")]
    UnknownCell {
        /// The cell named.
        cell: usize,
        /// How many there are.
        cells: usize,
    },
    /// A total is not what its parts add up to.
    #[error("cell {total} is {given} but its parts add up to {sum}: publish totals of the same people")]
    DoesNotAddUp {
        /// The total.
        total: usize,
        /// Its value.
        given: f64,
        /// What its parts add up to.
        sum: f64,
    },
    /// A value is negative, infinite or not a number.
    #[error("{value} cannot be a published sum or contribution: give a finite number that is not negative")]
    BadValue {
        /// The value as given.
        value: f64,
    },
    /// A count is too large to calculate with.
    #[error("a count or total is too large to calculate with")]
    TooLarge,
    /// A part has more people than its base.
    #[error("{part} people cannot be a part of {base}")]
    PartAboveBase {
        /// The part.
        part: u64,
        /// The base.
        base: u64,
    },
    /// Two editions are not tables of the same cells.
    #[error("the editions have {first} and {second} cells: compare tables of the same cells")]
    EditionsDiffer {
        /// How many cells the first has.
        first: usize,
        /// How many cells the second has.
        second: usize,
    },
    /// No suppression protects these cells: what is published already, or must be, gives them away.
    #[error(
        "the cells {cells:?} cannot be protected, whatever else is left out: merge groups, or publish fewer totals"
    )]
    CannotProtect {
        /// The cells.
        cells: Vec<usize>,
    },
    /// The linear programme of an audit could not be solved, so nothing is known to be safe.
    #[error("the audit could not be worked out ({reason}): merge groups until it can")]
    Solver {
        /// What the solver said.
        reason: String,
    },
    /// The watcher asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}
