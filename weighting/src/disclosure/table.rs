//! Published cells and the sums that tie them: one linear system, however many tables it is printed as.
//! Which cells are left out is decided in `suppress`.

use super::{DisclosureError, Rule, Zeros};
use crate::sum::{number, total};

/// Counts above this cannot be told from their neighbours as numbers to calculate with.
const LARGEST: u64 = 1 << 53;

/// Tables that are published together, as cells and the sums between them.
///
/// Cells are numbered from 0 in the order added. A cell that appears in several tables is added once and tied to a total in
/// each; nested areas are totals of totals.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    pub(super) cells: Vec<Cell>,
    /// Each adds up to 0: the parts count with 1, their total with −1.
    pub(super) sums: Vec<Vec<(usize, f64)>>,
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cell {
    pub(super) people: u64,
    pub(super) value: f64,
    pub(super) kind: Kind,
    pub(super) fate: Fate,
    pub(super) is_total: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A count of people.
    Count,
    /// A sum over people that must be hidden within a width.
    Sum { width: f64 },
    /// The difference of two editions, which may be negative and is never published; of counts without a width.
    Change { width: Option<f64> },
}

/// What is decided about a cell before any search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It may be published or left out.
    Open,
    /// It is published, or will be.
    Published,
    /// It is not published.
    Withheld,
}

impl Tables {
    /// Begins without cells.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a two-way table with its row totals, column totals and grand total, all to be published.
    ///
    /// # Shape and unit
    /// `R` rows of `C` counts of people. Cell `(r, c)` is number `r C + c`; then come the `R` row totals, the `C` column
    /// totals and the grand total.
    ///
    /// # Errors
    /// Refuses no cells, rows of different length, and counts too large to calculate with.
    pub fn two_way(counts: &[Vec<u64>]) -> Result<Self, DisclosureError> {
        let columns = counts.first().map_or(0, Vec::len);
        if columns == 0 {
            return Err(DisclosureError::NoCells);
        }
        let mut tables = Self::new();
        for (row, cells) in counts.iter().enumerate() {
            if cells.len() != columns {
                return Err(DisclosureError::Ragged { row, given: cells.len(), expected: columns });
            }
            cells.iter().try_for_each(|&people| tables.add_count(people).map(|_| ()))?;
        }
        let row = |row: usize| (row * columns..(row + 1) * columns).collect::<Vec<_>>();
        let column = |column: usize| (0..counts.len()).map(|row| row * columns + column).collect::<Vec<_>>();
        let rows: Vec<usize> = (0..counts.len()).map(|r| tables.add_total(&row(r))).collect::<Result<_, _>>()?;
        let columns: Vec<usize> = (0..columns).map(|c| tables.add_total(&column(c))).collect::<Result<_, _>>()?;
        let all = tables.add_total(&rows)?;
        tables.tie(all, &columns)?;
        Ok(tables)
    }

    /// Adds a count of people, and gives its number.
    ///
    /// # Errors
    /// Refuses a count too large to calculate with.
    pub fn add_count(&mut self, people: u64) -> Result<usize, DisclosureError> {
        if people > LARGEST {
            return Err(DisclosureError::TooLarge);
        }
        Ok(self.add(Cell { people, value: counted(people), kind: Kind::Count, fate: Fate::Open, is_total: false }))
    }

    /// Adds a sum over people (hectares, pounds), and gives its number. If it is left out, what is published must leave it
    /// open within at least `width`.
    ///
    /// # Errors
    /// Refuses values and widths that are negative or not finite.
    pub fn add_sum(&mut self, value: f64, people: u64, width: f64) -> Result<usize, DisclosureError> {
        if let Some(&value) = [value, width].iter().find(|value| !value.is_finite() || **value < 0.0) {
            return Err(DisclosureError::BadValue { value });
        }
        Ok(self.add(Cell { people, value, kind: Kind::Sum { width }, fate: Fate::Open, is_total: false }))
    }

    /// Adds the total of cells that are there already, and gives its number.
    ///
    /// # Errors
    /// Refuses no parts, parts that do not exist, and totals too large to calculate with.
    pub fn add_total(&mut self, parts: &[usize]) -> Result<usize, DisclosureError> {
        parts.iter().try_for_each(|&part| self.exists(part))?;
        let first = *parts.first().ok_or(DisclosureError::NoCells)?;
        let people = parts.iter().try_fold(0_u64, |sum, &part| sum.checked_add(self.cells[part].people));
        let people = people.filter(|people| *people <= LARGEST).ok_or(DisclosureError::TooLarge)?;
        let value = total(parts.iter().map(|&part| self.cells[part].value));
        let kind = self.cells[first].kind;
        let cell = match kind {
            Kind::Count => self.add_count(people)?,
            Kind::Sum { width } => self.add_sum(value, people, width)?,
            Kind::Change { .. } => self.add(Cell { people, value, kind, fate: Fate::Withheld, is_total: false }),
        };
        self.tie(cell, parts)?;
        Ok(cell)
    }

    /// States that a cell is the total of others, as readers know.
    ///
    /// # Errors
    /// Refuses cells that do not exist, no parts, and a total that is not the sum of its parts.
    pub fn tie(&mut self, total_cell: usize, parts: &[usize]) -> Result<(), DisclosureError> {
        self.exists(total_cell)?;
        parts.iter().try_for_each(|&part| self.exists(part))?;
        if parts.is_empty() {
            return Err(DisclosureError::NoCells);
        }
        let (given, sum) = (self.cells[total_cell].value, total(parts.iter().map(|&part| self.cells[part].value)));
        let scale = total(parts.iter().map(|&part| self.cells[part].value.abs())).max(given.abs());
        if (given - sum).abs() > 1e-9 * scale {
            return Err(DisclosureError::DoesNotAddUp { total: total_cell, given, sum });
        }
        self.cells[total_cell].is_total = true;
        let terms = parts.iter().map(|&part| (part, 1.0)).chain([(total_cell, -1.0)]);
        self.relate(terms.collect());
        Ok(())
    }

    /// Decides that a cell is published whatever happens, because it is already or must be.
    ///
    /// # Errors
    /// Refuses a cell that does not exist.
    pub fn set_published(&mut self, cell: usize) -> Result<(), DisclosureError> {
        self.exists(cell)?;
        self.cells[cell].fate = Fate::Published;
        Ok(())
    }

    /// Decides that a cell is not published.
    ///
    /// # Errors
    /// Refuses a cell that does not exist.
    pub fn set_withheld(&mut self, cell: usize) -> Result<(), DisclosureError> {
        self.exists(cell)?;
        self.cells[cell].fate = Fate::Withheld;
        Ok(())
    }

    /// How many cells there are, totals counted.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// How many people stand in a cell.
    pub fn people(&self, cell: usize) -> Option<u64> {
        self.cells.get(cell).map(|cell| cell.people)
    }

    /// The cells that the rule alone does not allow, totals counted; for a difference of editions zero is harmless.
    pub fn primary(&self, rule: &Rule) -> Vec<usize> {
        let is_primary = |cell: &Cell| match cell.kind {
            Kind::Count | Kind::Sum { .. } => !rule.allows(cell.people),
            Kind::Change { .. } => cell.people < rule.threshold && cell.value != 0.0,
        };
        (0..self.cells.len()).filter(|&cell| is_primary(&self.cells[cell])).collect()
    }

    /// How wide the interval of a cell must be if it needs protection.
    pub(super) fn width(&self, cell: usize, rule: &Rule) -> f64 {
        match self.cells[cell].kind {
            Kind::Sum { width } | Kind::Change { width: Some(width) } => width,
            Kind::Count | Kind::Change { width: None } => counted(rule.threshold.min(LARGEST)),
        }
    }

    /// Whether a cell may be left out to protect others.
    pub(super) fn is_candidate(&self, cell: usize, rule: &Rule) -> bool {
        let Cell { people, fate, .. } = self.cells[cell];
        // Where zeros are shown, everybody can tell which cells are empty, and leaving one out protects nothing.
        fate == Fate::Open && (people > 0 || rule.zeros == Zeros::Suppressed)
    }

    pub(super) fn add(&mut self, cell: Cell) -> usize {
        self.cells.push(cell);
        self.cells.len() - 1
    }

    pub(super) fn relate(&mut self, terms: Vec<(usize, f64)>) {
        self.sums.push(merged(terms));
    }

    pub(super) fn exists(&self, cell: usize) -> Result<(), DisclosureError> {
        let cells = self.cells.len();
        if cell < cells { Ok(()) } else { Err(DisclosureError::UnknownCell { cell, cells }) }
    }
}

/// Adds up terms of the same cell and drops those that vanish.
fn merged(mut terms: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    terms.sort_by_key(|term| term.0);
    let mut merged: Vec<(usize, f64)> = Vec::with_capacity(terms.len());
    for (cell, times) in terms {
        match merged.last_mut() {
            Some(last) if last.0 == cell => last.1 += times,
            _ => merged.push((cell, times)),
        }
    }
    merged.retain(|term| term.1 != 0.0);
    merged
}

pub(super) fn counted(people: u64) -> f64 {
    usize::try_from(people).map_or(f64::MAX, number)
}
