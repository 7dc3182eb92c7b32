//! Second editions: what is published again, with more answers or fewer, says what changed in between.
//! The changes are cells of their own, never published, and audited with both editions as one system.

use super::table::{Cell, Fate, Kind, Tables};
use super::{DisclosureError, Rule};

/// A published count that changed by too few people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: usize,
    /// The first edition's count.
    pub first: u64,
    /// The second's.
    pub second: u64,
}

/// A second edition together with the first, ready for [`suppress`](super::suppress()).
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// Both editions and the changes between them.
    pub tables: Tables,
    /// The number of the second edition's first cell; its others follow in order.
    pub second: usize,
    /// The number of the first change; the others follow in order.
    pub changes: usize,
}

/// Finds the cells whose change between two editions would single people out if both counts were published.
///
/// # Formula
/// A change of more than nobody and fewer people than the threshold. Rounding does not help: it shows the change of people
/// who cross a multiple of 5.
///
/// # Shape and unit
/// The counts of the same cells in both editions.
///
/// # Errors
/// Refuses different numbers of cells.
pub fn differencing(first: &[u64], second: &[u64], rule: &Rule) -> Result<Vec<Change>, DisclosureError> {
    if first.len() != second.len() {
        return Err(DisclosureError::EditionsDiffer { first: first.len(), second: second.len() });
    }
    let changes = first.iter().zip(second).enumerate().map(|(cell, (&first, &second))| Change { cell, first, second });
    let is_small = |change: &Change| (1..rule.threshold).contains(&change.first.abs_diff(change.second));
    Ok(changes.filter(is_small).collect())
}

/// Puts a second edition together with the first, whose published and withheld cells stay as they are.
///
/// # Formula
/// For each cell, `second = first + change`. A change of fewer people than the threshold is a primary cell; readers know the
/// first edition, the second as far as it is published, and nothing about changes, which may be negative.
///
/// # Source
/// The differencing attack: Willenborg and de Waal (2001).
///
/// # Shape and unit
/// Two tables of the same cells and sums, and the cells that the first did not publish.
///
/// # Errors
/// Refuses tables of different cells or sums, and cells that do not exist.
pub fn second_edition(first: &Tables, withheld: &[usize], second: &Tables) -> Result<Edition, DisclosureError> {
    if first.len() != second.len() || first.sums != second.sums {
        return Err(DisclosureError::EditionsDiffer { first: first.len(), second: second.len() });
    }
    withheld.iter().try_for_each(|&cell| first.exists(cell))?;
    let mut tables = first.clone();
    for cell in &mut tables.cells {
        cell.fate = if cell.fate == Fate::Withheld { Fate::Withheld } else { Fate::Published };
    }
    for &cell in withheld {
        tables.cells[cell].fate = Fate::Withheld;
    }
    let size = first.len();
    tables.cells.extend_from_slice(&second.cells);
    for (old, new) in first.cells.iter().zip(&second.cells) {
        let people = old.people.abs_diff(new.people);
        let kind = match new.kind {
            Kind::Sum { width } => Kind::Change { width: Some(width) },
            Kind::Count => Kind::Change { width: None },
            Kind::Change { .. } => new.kind,
        };
        let value = new.value - old.value;
        tables.add(Cell { people, value, kind, fate: Fate::Withheld, is_total: new.is_total });
    }
    let shifted = |by: usize| first.sums.iter().map(move |sum| sum.iter().map(|&(cell, n)| (cell + by, n)).collect());
    let sums: Vec<Vec<(usize, f64)>> = shifted(size).chain(shifted(2 * size)).collect();
    tables.sums.extend(sums);
    for cell in 0..size {
        tables.relate(vec![(cell, 1.0), (cell + 2 * size, 1.0), (cell + size, -1.0)]);
    }
    Ok(Edition { tables, second: size, changes: 2 * size })
}
