//! Respondents collapsed to cells: everybody with the same level on every margin stands in one cell.
//! Raking depends on nothing else, so its cost does not grow with the number of respondents.

use std::collections::BTreeSet;

use crate::margin::Placement;
use crate::sum::Compensated;

/// The cells of a set of respondents over some margins, in the order of their level codes.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    /// The cell of each respondent.
    pub(crate) of_row: Vec<usize>,
    /// The sum of base weights in each cell.
    pub(crate) base: Vec<f64>,
    /// The respondents in each cell.
    pub(crate) respondents: Vec<usize>,
    /// For each margin, the level of each cell; one past the last level where the level is not known.
    pub(crate) levels: Vec<Vec<usize>>,
    /// For each margin, how many levels it has, the unknown one not counted.
    pub(crate) sizes: Vec<usize>,
}

impl Cells {
    /// Collapses respondents; codes must have been judged by [`Placement::count`] already.
    pub(crate) fn collapse(placements: &[Placement<'_>], base: &[f64]) -> Self {
        let sizes: Vec<usize> = placements.iter().map(|placement| placement.margin.levels().len()).collect();
        let (of_row, levels) =
            by_table(placements, &sizes, base.len()).unwrap_or_else(|| by_steps(placements, base.len()));
        let cells = levels.first().map_or(1, Vec::len);
        let (mut sums, mut respondents) = (vec![Compensated::default(); cells], vec![0; cells]);
        for (&cell, &weight) in of_row.iter().zip(base) {
            sums[cell].add(weight);
            respondents[cell] += 1;
        }
        Self { of_row, base: sums.into_iter().map(Compensated::value).collect(), respondents, levels, sizes }
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.base.len()
    }

    /// The sum of a quantity of the cells over each level of a margin, the unknown level last.
    pub(crate) fn by_level(&self, margin: usize, quantity: &[f64]) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.sizes[margin] + 1];
        for (&level, &amount) in self.levels[margin].iter().zip(quantity) {
            sums[level].add(amount);
        }
        sums.into_iter().map(Compensated::value).collect()
    }

    /// Where each margin's levels begin when all levels of all margins are put in one row, and how many that makes.
    pub(crate) fn offsets(&self) -> (Vec<usize>, usize) {
        let mut end = 0;
        let starts = self.sizes.iter().map(|size| {
            let start = end;
            end += size + 1;
            start
        });
        (starts.collect(), end)
    }
}

/// The cell of each respondent, and for each margin the level of each cell.
type Numbered = (Vec<usize>, Vec<Vec<usize>>);

/// Numbers cells in one pass, where a table of all combinations of levels is not much larger than the data.
fn by_table(placements: &[Placement<'_>], sizes: &[usize], respondents: usize) -> Option<Numbered> {
    let size = sizes.iter().try_fold(1_usize, |size, levels| size.checked_mul(levels.checked_add(1)?))?;
    if placements.is_empty() || size > respondents.checked_mul(4)?.checked_add(1_024)? {
        return None;
    }
    let mut seen = vec![false; size];
    let mut of_row = vec![0_usize; respondents];
    for (row, key) in of_row.iter_mut().enumerate() {
        for (placement, levels) in placements.iter().zip(sizes) {
            *key = *key * (levels + 1) + placement.codes[row].unwrap_or(*levels);
        }
        seen[*key] = true;
    }
    let mut number_of = vec![0_usize; size];
    let mut levels = vec![Vec::new(); sizes.len()];
    for key in (0..size).filter(|&key| seen[key]) {
        number_of[key] = levels[0].len();
        let mut rest = key;
        for (levels, size) in levels.iter_mut().zip(sizes).rev() {
            levels.push(rest % (size + 1));
            rest /= size + 1;
        }
    }
    for key in &mut of_row {
        *key = number_of[*key];
    }
    Some((of_row, levels))
}

/// Numbers cells margin by margin, so that no more is held than there are respondents.
fn by_steps(placements: &[Placement<'_>], respondents: usize) -> Numbered {
    let (mut of_row, mut cells) = (vec![0_usize; respondents], 1);
    let mut levels: Vec<Vec<usize>> = Vec::with_capacity(placements.len());
    for placement in placements {
        let size = placement.margin.levels().len();
        let keys: Vec<(usize, usize)> =
            of_row.iter().zip(placement.codes).map(|(&cell, code)| (cell, code.unwrap_or(size))).collect();
        let (distinct, numbers) = number_in_order(&keys, cells, size + 1);
        of_row = numbers;
        for known in &mut levels {
            *known = distinct.iter().map(|&(cell, _)| known[cell]).collect();
        }
        levels.push(distinct.iter().map(|&(_, level)| level).collect());
        cells = distinct.len();
    }
    (of_row, levels)
}

/// Gives the distinct keys in their own order, whatever the order of respondents, and for each respondent the number of
/// its key.
fn number_in_order(keys: &[(usize, usize)], cells: usize, levels: usize) -> (Vec<(usize, usize)>, Vec<usize>) {
    // A table of all possible keys spares a search per respondent, where the table is not much larger than the data.
    let Some(size) = cells.checked_mul(levels).filter(|&size| size <= 4 * keys.len() + 1_024) else {
        let distinct: Vec<_> = keys.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let numbers = keys.iter().map(|key| distinct.partition_point(|known| known < key)).collect();
        return (distinct, numbers);
    };
    let mut seen = vec![false; size];
    for &(cell, level) in keys {
        seen[cell * levels + level] = true;
    }
    let (mut distinct, mut number_of) = (Vec::new(), vec![0; size]);
    for key in (0..size).filter(|&key| seen[key]) {
        number_of[key] = distinct.len();
        distinct.push((key / levels, key % levels));
    }
    let numbers = keys.iter().map(|&(cell, level)| number_of[cell * levels + level]).collect();
    (distinct, numbers)
}

#[cfg(test)]
mod tests {
    use super::{Cells, by_steps, by_table};
    use crate::margin::{Margin, Placement};

    #[test]
    fn respondents_with_the_same_levels_share_a_cell_in_the_order_of_their_codes() {
        let age = Margin::new("age", [("young", 1.0), ("old", 1.0)]).unwrap();
        let sex = Margin::new("sex", [("F", 1.0), ("M", 1.0)]).unwrap();
        let ages = [Some(1), Some(0), Some(1), None];
        let sexes = [Some(0), Some(1), Some(0), Some(0)];
        let placements = [Placement::new(&age, &ages), Placement::new(&sex, &sexes)];
        let cells = Cells::collapse(&placements, &[1.0, 1.0, 2.5, 1.0]);
        assert_eq!(cells.of_row, [1, 0, 1, 2]);
        assert_eq!(cells.levels, [[0, 1, 2], [1, 0, 0]]);
        assert_eq!(cells.respondents, [1, 2, 1]);
        assert!((cells.base[1] - 3.5).abs() < 1e-15);
    }

    #[test]
    fn a_margin_with_far_more_levels_than_respondents_collapses_the_same_way() {
        let names = (0..5_000).map(|level| (level.to_string(), 1.0));
        let parish = Margin::new("parish", names).unwrap();
        let codes = [Some(4_000), None, Some(7), Some(4_000)];
        let cells = Cells::collapse(&[Placement::new(&parish, &codes)], &[1.0; 4]);
        assert_eq!(cells.of_row, [1, 2, 0, 1]);
        assert_eq!(cells.levels, [[7, 4_000, 5_000]]);
    }

    #[test]
    fn one_pass_and_many_number_the_cells_alike() {
        let margins = [3, 1, 4].map(|size| Margin::new("m", (0..size).map(|l| (l.to_string(), 1.0))).unwrap());
        let codes = [3, 1, 4].map(|size: usize| {
            (0..200_usize).map(|row| Some(row * row / 3 % (size + 1)).filter(|code| *code < size)).collect::<Vec<_>>()
        });
        let placements = [0, 1, 2].map(|m| Placement::new(&margins[m], &codes[m]));
        assert_eq!(by_table(&placements, &[3, 1, 4], 200).unwrap(), by_steps(&placements, 200));
    }
}
