//! Several breakdowns of the same people as one system of cells, so that they are suppressed and audited together.

use std::collections::{BTreeMap, BTreeSet};

use super::{DisclosureError, Tables};

/// The most cells that breakdowns may have together, totals counted.
const MOST_CELLS: usize = 1 << 16;
/// The most columns of one breakdown.
const MOST_COLUMNS: usize = 8;

/// Breakdowns of the same people, with every total that they share once.
#[derive(Debug, Clone, PartialEq)]
pub struct Breakdowns {
    /// All cells of all breakdowns and the sums between them, ready for [`suppress`](super::suppress()).
    pub tables: Tables,
    /// How many levels each column has, that of a blank last.
    sizes: Vec<usize>,
    has_blanks: Vec<bool>,
    /// The first cell of the table of each set of columns.
    starts: BTreeMap<Vec<usize>, usize>,
}

impl Tables {
    /// Counts people by several breakdowns that are published together, with all their totals.
    ///
    /// What one breakdown withholds another can give away: area by age and area by kind share the totals of areas. Here
    /// those are one cell, so that [`suppress`](super::suppress()) and [`audit`](super::audit()) see what readers see.
    ///
    /// # Formula
    /// For each breakdown the table of all its columns and of each part of them, down to everybody; each cell of a smaller
    /// table is the sum of those that it is split into by one more column.
    ///
    /// # Source
    /// de Wolf and Giessing (2009), *Adjusting the τ-ARGUS modular approach to deal with linked tables*, *Data & Knowledge
    /// Engineering* 68(11).
    ///
    /// # Shape and unit
    /// For each column one code from 0, or blank, per person: a column with blanks has a level of its own for them, because
    /// totals must count the same people. Each breakdown names the places of its columns, at most 8.
    ///
    /// # Errors
    /// Refuses nobody, columns of different length, columns that do not exist, and more than 65,536 cells.
    ///
    /// ```
    /// use weighting::disclosure::{Rule, Tables, suppress};
    /// use weighting::progress::Progress;
    ///
    /// let area: Vec<_> = (0..90).map(|person| Some(person % 3)).collect();
    /// let age: Vec<_> = (0..90).map(|person| Some(usize::from(person > 80))).collect();
    /// let kind: Vec<_> = (0..90).map(|person| (person % 2 == 0).then_some(0)).collect();
    /// let published = Tables::of_breakdowns(&[area, age, kind], &[[0, 1], [0, 2]])?;
    /// let older_in_first = published.cell(&[(0, Some(0)), (1, Some(1))]).unwrap();
    /// let suppressed = suppress(&published.tables, &Rule::default(), &[], &Progress::silent())?;
    /// assert!(!suppressed.is_published(older_in_first));
    /// # Ok::<(), weighting::disclosure::DisclosureError>(())
    /// ```
    pub fn of_breakdowns<C: AsRef<[Option<usize>]>, B: AsRef<[usize]>>(
        columns: &[C],
        breakdowns: &[B],
    ) -> Result<Breakdowns, DisclosureError> {
        let columns: Vec<&[Option<usize>]> = columns.iter().map(AsRef::as_ref).collect();
        let people = columns.first().map_or(0, |column| column.len());
        if people == 0 || breakdowns.is_empty() {
            return Err(DisclosureError::NoCells);
        }
        if let Some(column) = columns.iter().position(|column| column.len() != people) {
            return Err(DisclosureError::ColumnsDiffer { column, given: columns[column].len(), expected: people });
        }
        let has_blanks: Vec<bool> = columns.iter().map(|column| column.contains(&None)).collect();
        let levels = |(column, blanks): (&&[Option<usize>], &bool)| {
            let known = column.iter().flatten().max().map_or(0, |most| most.saturating_add(1));
            known.saturating_add(usize::from(*blanks))
        };
        let sizes: Vec<usize> = columns.iter().zip(&has_blanks).map(levels).collect();
        let parts = parts(breakdowns, &sizes)?;
        let mut made = Breakdowns { tables: Self::new(), sizes, has_blanks, starts: BTreeMap::new() };
        for part in &parts {
            made.count(&columns, part, people)?;
        }
        parts.iter().try_for_each(|part| made.tie(part))?;
        Ok(made)
    }
}

/// All sets of columns that are published: the breakdowns and every part of them.
fn parts<B: AsRef<[usize]>>(breakdowns: &[B], sizes: &[usize]) -> Result<BTreeSet<Vec<usize>>, DisclosureError> {
    let too_many = DisclosureError::TooManyCells { most: MOST_CELLS };
    let mut parts = BTreeSet::new();
    for breakdown in breakdowns {
        let all: BTreeSet<usize> = breakdown.as_ref().iter().copied().collect();
        if let Some(&column) = all.iter().find(|column| **column >= sizes.len()) {
            return Err(DisclosureError::UnknownColumn { column, columns: sizes.len() });
        }
        if all.len() > MOST_COLUMNS {
            return Err(too_many);
        }
        for taken in 0..1_usize << all.len() {
            let part = all.iter().enumerate().filter(|(place, _)| taken >> place & 1 == 1);
            parts.insert(part.map(|(_, &column)| column).collect::<Vec<_>>());
        }
    }
    let cells = |part: &Vec<usize>| part.iter().try_fold(1_usize, |cells, &column| cells.checked_mul(sizes[column]));
    let all = parts.iter().try_fold(0_usize, |sum, part| sum.checked_add(cells(part)?));
    if all.is_some_and(|all| all <= MOST_CELLS) { Ok(parts) } else { Err(too_many) }
}

impl Breakdowns {
    /// The number of the cell that counts people with these levels, `None` for a blank; `None` where it is not published.
    ///
    /// # Shape and unit
    /// Pairs of a column and its level, in any order; no pairs for the number of all people.
    pub fn cell(&self, levels: &[(usize, Option<usize>)]) -> Option<usize> {
        let levels: BTreeMap<usize, Option<usize>> = levels.iter().copied().collect();
        let part: Vec<usize> = levels.keys().copied().collect();
        let start = self.starts.get(&part)?;
        let place = levels.into_iter().try_fold(0, |place, (column, level)| {
            let known = self.sizes[column] - usize::from(self.has_blanks[column]);
            let level = match level {
                Some(level) => Some(level).filter(|level| *level < known),
                None => Some(known).filter(|_| self.has_blanks[column]),
            };
            Some(place * self.sizes[column] + level?)
        });
        Some(start + place?)
    }

    /// Adds the table of some columns.
    fn count(&mut self, columns: &[&[Option<usize>]], part: &[usize], people: usize) -> Result<(), DisclosureError> {
        let mut counts = vec![0_u64; part.iter().map(|&column| self.sizes[column]).product()];
        // A blank stands after the last level.
        let level = |column: usize, person: usize| columns[column][person].unwrap_or(self.sizes[column] - 1);
        let place =
            |person: usize| part.iter().fold(0, |place, &column| place * self.sizes[column] + level(column, person));
        (0..people).map(place).for_each(|place| counts[place] += 1);
        self.starts.insert(part.to_vec(), self.tables.len());
        counts.into_iter().try_for_each(|people| self.tables.add_count(people).map(drop))
    }

    /// Ties the table of some columns to each table with one column less.
    fn tie(&mut self, part: &[usize]) -> Result<(), DisclosureError> {
        let cells: usize = part.iter().map(|&column| self.sizes[column]).product();
        for (place, &column) in part.iter().enumerate() {
            let less: Vec<usize> = part.iter().copied().filter(|other| *other != column).collect();
            let size = self.sizes[column];
            // Columns after this one vary faster.
            let inner: usize = part[place + 1..].iter().map(|&column| self.sizes[column]).product();
            let mut split = vec![Vec::with_capacity(size); cells / size];
            for cell in 0..cells {
                split[cell / (inner * size) * inner + cell % inner].push(self.starts[part] + cell);
            }
            for (total, split) in (self.starts[&less]..).zip(&split) {
                self.tables.tie(total, split)?;
            }
        }
        Ok(())
    }
}
