//! The best pattern by trying: fewest cells, then fewest people, by deepening a search one cell at a time.
//! Gives up after a fixed number of steps, so that the same tables always get the same answer.

use super::DisclosureError;
use super::audit::Probe;
use super::suppress::Task;
use crate::progress::Run;

/// The most steps of a search.
pub(super) const MOST_STEPS: usize = 20_000;
/// The most linear programmes of a search, in pairs.
const MOST_PROBES: usize = 4_000;
/// The largest known pattern that a search is begun for: beyond, it would not end.
const MOST_CELLS: usize = 8;

/// Finds the best pattern, or `None` if that would take too long. `known` is a pattern that protects.
pub(super) fn pattern(
    task: &Task<'_>,
    known: &[usize],
    run: &Run<'_, '_>,
) -> Result<Option<Vec<usize>>, DisclosureError> {
    if known.len() > MOST_CELLS {
        return Ok(None);
    }
    let mut search = Tree::of(task, run);
    for size in 0..=known.len() {
        search.best = (size == known.len()).then(|| (search.people(known), known.to_vec()));
        match search.descend(size)? {
            Outcome::TooLong => return Ok(None),
            Outcome::Done => {}
        }
        if let Some((_, mut best)) = search.best.take() {
            best.sort_unstable();
            return Ok(Some(best));
        }
    }
    Ok(None)
}

enum Outcome {
    Done,
    TooLong,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// It is published, and may yet be left out.
    Open,
    /// It is published on this branch.
    Shut,
    /// It is left out.
    Withheld,
}

/// A depth-first search over patterns of one size.
struct Tree<'a, 'p, 'w> {
    task: &'a Task<'a>,
    run: &'a Run<'p, 'w>,
    states: Vec<State>,
    /// The sums that each cell stands in.
    sums_of: Vec<Vec<usize>>,
    /// How many withheld cells each sum has.
    withheld: Vec<usize>,
    /// The most sums that a cell stands in.
    most_sums: usize,
    chosen: Vec<usize>,
    best: Option<(u64, Vec<usize>)>,
    steps: usize,
    probes: usize,
    /// The primary cell that was last found exposed, which is tried first.
    suspect: usize,
}

impl<'a, 'p, 'w> Tree<'a, 'p, 'w> {
    fn of(task: &'a Task<'a>, run: &'a Run<'p, 'w>) -> Self {
        let tables = task.tables;
        let start = task.withheld(&[]);
        let state = |cell: usize| match (start.hidden[cell], task.is_candidate[cell]) {
            (true, _) => State::Withheld,
            (false, true) => State::Open,
            (false, false) => State::Shut,
        };
        let mut sums_of = vec![Vec::new(); tables.len()];
        for (sum, terms) in tables.sums.iter().enumerate() {
            for term in terms {
                sums_of[term.0].push(sum);
            }
        }
        let hidden = |terms: &Vec<(usize, f64)>| terms.iter().filter(|term| start.hidden[term.0]).count();
        let (withheld, most_sums) = (tables.sums.iter().map(hidden).collect(), sums_of.iter().map(Vec::len).max());
        Self {
            task,
            run,
            states: (0..tables.len()).map(state).collect(),
            sums_of,
            withheld,
            most_sums: most_sums.unwrap_or(1).max(1),
            chosen: Vec::new(),
            best: None,
            steps: 0,
            probes: 0,
            suspect: 0,
        }
    }

    fn people(&self, cells: &[usize]) -> u64 {
        cells.iter().fold(0, |sum, &cell| sum.saturating_add(self.task.tables.cells[cell].people))
    }

    /// Tries all ways to leave out so many more cells.
    fn descend(&mut self, left: usize) -> Result<Outcome, DisclosureError> {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.probes > MOST_PROBES {
            return Ok(Outcome::TooLong);
        }
        self.run.advance(1)?;
        let people = self.people(&self.chosen);
        if self.best.as_ref().is_some_and(|(best, _)| people >= *best) {
            return Ok(Outcome::Done);
        }
        let lonely = self.lonely();
        if lonely.len() > left * self.most_sums {
            return Ok(Outcome::Done);
        }
        let choices = lonely.into_iter().map(|sum| self.open(self.cells_of(sum))).min_by_key(Vec::len);
        let choices = match choices {
            Some(choices) => choices,
            None if self.is_protected()? => {
                self.best = Some((people, self.chosen.clone()));
                return Ok(Outcome::Done);
            }
            None => self.open((0..self.states.len()).collect()),
        };
        if left == 0 {
            return Ok(Outcome::Done);
        }
        self.branch(choices, left)
    }

    fn branch(&mut self, choices: Vec<usize>, left: usize) -> Result<Outcome, DisclosureError> {
        let mut outcome = Outcome::Done;
        let mut tried = Vec::with_capacity(choices.len());
        for cell in choices {
            self.set(cell, State::Withheld);
            self.chosen.push(cell);
            let found = self.descend(left - 1);
            self.chosen.pop();
            // Patterns with this cell have all been seen: the branches that follow go without it.
            self.set(cell, State::Shut);
            tried.push(cell);
            if matches!(found?, Outcome::TooLong) {
                outcome = Outcome::TooLong;
                break;
            }
        }
        for cell in tried {
            self.set(cell, State::Open);
        }
        Ok(outcome)
    }

    fn set(&mut self, cell: usize, state: State) {
        let (before, after) = (self.states[cell] == State::Withheld, state == State::Withheld);
        for &sum in &self.sums_of[cell] {
            self.withheld[sum] = self.withheld[sum] + usize::from(after) - usize::from(before);
        }
        self.states[cell] = state;
    }

    /// The sums with one withheld cell, which give that cell away: another of their cells must go, or the cell was
    /// needless. Cells that were withheld before and need no protection may be given away.
    fn lonely(&self) -> Vec<usize> {
        let tells = |sum: &usize| {
            let mut cells = self.cells_of(*sum).into_iter();
            let lone = cells.find(|&cell| self.states[cell] == State::Withheld);
            lone.is_some_and(|cell| self.chosen.contains(&cell) || self.task.primary.binary_search(&cell).is_ok())
        };
        (0..self.withheld.len()).filter(|&sum| self.withheld[sum] == 1).filter(tells).collect()
    }

    fn cells_of(&self, sum: usize) -> Vec<usize> {
        self.task.tables.sums[sum].iter().map(|term| term.0).collect()
    }

    /// Those of the cells that may still be left out, those with fewest people first.
    fn open(&self, mut cells: Vec<usize>) -> Vec<usize> {
        cells.retain(|&cell| self.states[cell] == State::Open);
        cells.sort_by_key(|&cell| (self.task.tables.cells[cell].people, cell));
        cells
    }

    fn is_protected(&mut self) -> Result<bool, DisclosureError> {
        let (task, withheld) = (self.task, self.task.withheld(&self.chosen));
        let count = task.primary.len();
        for place in (0..count).map(|place| (place + self.suspect) % count) {
            self.probes += 1;
            if !Probe::of(task.tables, &withheld, task.primary[place])?.holds(task.tables, task.rule) {
                self.suspect = place;
                return Ok(false);
            }
        }
        Ok(true)
    }
}
