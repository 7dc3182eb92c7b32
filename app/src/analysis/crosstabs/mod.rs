//! Cross-tabs for everybody: answers to questions of choices by what is known of those who gave them, as far as no group of fewer
//! than 10 people can be worked out, neither from one table nor from several, nor with what is public already.
//!
//! All tables of a list are one system of cells and sums, which is suppressed and audited as a whole; what is shown is rounded to 5.

mod cells;
mod counts;
mod tables;

use std::{
    collections::BTreeMap,
    ops::ControlFlow,
    time::{Duration, Instant},
};

use domain::crosstab::Crosstab;
use weighting::{
    disclosure::{DisclosureError, Rule, Suppression, THRESHOLD, Tables, Zeros, suppress},
    progress::Progress,
};

use self::cells::Cells;
pub use self::{
    counts::{Counts, Margins, Of},
    tables::{OpenCell, OpenGroup, OpenTable},
};
use super::run::Known;

/// The most cells of a list, so that the audit ends while somebody waits for it.
const MOST_CELLS: usize = 6_000;

/// Why a list of tables cannot be published.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unsafe {
    /// Nobody is counted, or only a few are.
    #[error("fewer than 10 people responded")]
    TooFew,
    /// There is too much to be audited together.
    #[error("they have too many cells to be checked together: take some tables out")]
    TooMany,
    /// Checking it takes longer than anybody waits.
    #[error("they take too long to be checked together: take some tables out")]
    TooLong,
    /// What was published before and this would tell of a few.
    #[error(
        "some counts differ by fewer than 10 people from what is public already, and both together would tell how these few answered"
    )]
    TooAlike,
    /// Nothing hides a few who answered a question.
    #[error(
        "a few people could be worked out from the answers to ‘{0}’, whatever else is left out: take its tables out"
    )]
    Exposed(String),
    /// Nothing hides how many a small group has.
    #[error("a few people could be worked out from the numbers of people in each group, whatever else is left out")]
    Groups,
    /// The audit could not be worked out.
    #[error("{0}")]
    NotAudited(String),
}

/// What may be published of a list, and every count that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Safe {
    /// The tables, in the order of the list.
    pub tables: Vec<OpenTable>,
    /// Every count by its name, for what is published later.
    pub known: BTreeMap<String, Known>,
}

/// Leaves out of the tables of a list what gives fewer than 10 people away, to readers who know all that is public already.
/// Of the patience for it, half is for the search that keeps how many answered.
///
/// # Errors
/// Says why the list cannot be published at all.
pub fn make_safe(
    list: &[Crosstab],
    counts: &Counts,
    public: &[BTreeMap<String, Known>],
    patience: Duration,
) -> Result<Safe, Unsafe> {
    if counts.counted() < THRESHOLD {
        return Err(Unsafe::TooFew);
    }
    let mut cells = Cells::of(counts).map_err(|error| Unsafe::NotAudited(error.to_string()))?;
    if cells.tables.len() > MOST_CELLS {
        return Err(Unsafe::TooMany);
    }
    cells.stay_with(public)?;
    let begun = Instant::now();
    // A table is of little use without how many answered, so that this is left out only where nothing else hides a few.
    let suppressed = cells
        .with_bases()
        .and_then(|tables| leave_out(&tables, &cells.one_answer, &|| begun.elapsed() < patience / 2))
        .or_else(|_| leave_out(&cells.tables, &cells.one_answer, &|| begun.elapsed() < patience))
        .map_err(|error| cells.refusal(error, counts))?;
    let shown = |name: &str| cells.shown(name, &suppressed);
    let tables: Vec<OpenTable> = list.iter().filter_map(|one| OpenTable::of(one, counts, &shown)).collect();
    Ok(Safe { known: cells.known(&suppressed), tables })
}

/// Leaves cells out until none that needs it can be worked out; that nobody is in a group, or left a question blank, tells nothing of
/// anybody, and that nobody or everybody in it gave an answer tells of all.
fn leave_out(
    tables: &Tables,
    one_answer: &[usize],
    keeps_on: &(dyn Fn() -> bool + Sync),
) -> Result<Suppression, DisclosureError> {
    let rule = Rule { zeros: Zeros::Shown, ..Rule::default() };
    let watch = |_| if keeps_on() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    suppress(tables, &rule, one_answer, &Progress::watched_by(watch))
}
