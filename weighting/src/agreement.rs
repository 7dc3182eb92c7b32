//! How far two people who sort the same things agree, plainly and beyond what chance gives.
//!
//! ```
//! use weighting::agreement::Agreement;
//!
//! let agreement = Agreement::of(&[&[20, 5], &[10, 15]])?;
//! assert!((agreement.observed - 0.7).abs() < 1e-12);
//! assert!((agreement.kappa.unwrap() - 0.4).abs() < 1e-12);
//! # Ok::<(), weighting::agreement::AgreementError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `irr::kappa2(ratings, weight = "unweighted")$value`, `sklearn.metrics.cohen_kappa_score` | [`Agreement::kappa`] |
//! | `irr::agree(ratings)$value / 100` | [`Agreement::observed`] |

use crate::sum::number;

/// Fewer things than this are too few to say how far two people agree.
pub const LEAST: usize = 10;

/// How far two people agree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// How many things both have sorted.
    pub n: usize,
    /// The share that both put into the same category.
    pub observed: f64,
    /// The share that they would by chance, each with their own shares of the categories.
    pub expected: f64,
    /// Cohen's kappa; none where chance alone gives full agreement, because both put all things into one category, or all but too few to be told.
    pub kappa: Option<f64>,
}

/// The reasons to refuse a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgreementError {
    /// The table does not have a column for each row.
    #[error("row {row} has {columns} columns, and the table has {rows} rows")]
    NotSquare {
        /// The row, from 0.
        row: usize,
        /// How many columns it has.
        columns: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// Too few things were sorted by both.
    #[error("{n} were sorted by both, and {least} are the least for saying how far two agree", least = LEAST)]
    TooFew {
        /// How many there are.
        n: usize,
    },
    /// The counts add up to more than a number can hold.
    #[error("the counts add up to more than can be held")]
    TooLarge,
}

impl Agreement {
    /// Measures how far two people agree.
    ///
    /// # Formula
    /// `κ = (p_o − p_e) / (1 − p_e)` with `p_o = Σ nᵢᵢ / n` and `p_e = Σ nᵢ. n.ᵢ / n²`.
    ///
    /// # Source
    /// Cohen (1960), "A coefficient of agreement for nominal scales", *Educational and Psychological Measurement* 20, 37–46.
    ///
    /// # Shape and unit
    /// A square table of counts: the categories of the one as rows, the same of the other as columns. Shares from 0 to 1; kappa
    /// from -1 to 1, 0 where they agree as often as chance gives.
    ///
    /// # Errors
    /// Refuses tables that are not square, fewer than [`LEAST`] things, and counts that overflow.
    pub fn of(table: &[&[usize]]) -> Result<Self, AgreementError> {
        let rows = table.len();
        if let Some((row, columns)) =
            table.iter().map(|row| row.len()).enumerate().find(|(_, columns)| *columns != rows)
        {
            return Err(AgreementError::NotSquare { row, columns, rows });
        }
        let counts = table.iter().flat_map(|row| row.iter());
        let n = counts.copied().try_fold(0, usize::checked_add).ok_or(AgreementError::TooLarge)?;
        if n < LEAST {
            return Err(AgreementError::TooFew { n });
        }
        let share = |count: usize| number(count) / number(n);
        let same: usize = (0..rows).map(|at| table[at][at]).sum();
        let margins = (0..rows).map(|at| (table[at].iter().sum(), table.iter().map(|row| row[at]).sum()));
        let margins: Vec<(usize, usize)> = margins.collect();
        let (observed, expected): (f64, f64) =
            (share(same), margins.iter().map(|(row, column)| share(*row) * share(*column)).sum());
        let kappa = (expected < 1.0).then(|| (observed - expected) / (1.0 - expected));
        Ok(Self { n, observed, expected, kappa })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kappa(table: &[&[usize]]) -> f64 {
        Agreement::of(table).unwrap().kappa.unwrap()
    }

    #[test]
    fn the_table_that_cohen_published_gives_what_he_published() {
        // Cohen (1960), table 1, as counts of 200: observed 0.70, by chance 0.41, kappa 0.29 / 0.59.
        let table: &[&[usize]] = &[&[88, 14, 18], &[10, 40, 10], &[2, 6, 12]];
        let agreement = Agreement::of(table).unwrap();
        assert_eq!(agreement.n, 200);
        assert!((agreement.observed - 0.70).abs() < 1e-12 && (agreement.expected - 0.41).abs() < 1e-12);
        assert!((agreement.kappa.unwrap() - 0.29 / 0.59).abs() < 1e-12);
    }

    #[test]
    fn two_categories_give_what_scikit_learn_gives() {
        // sklearn.metrics.cohen_kappa_score of scikit-learn 1.9.1, on the table written out case by case.
        let tables: [([[usize; 2]; 2], f64); 6] = [
            ([[20, 5], [10, 15]], 0.4),
            ([[45, 15], [25, 15]], 0.130_434_782_608_695_68),
            ([[25, 35], [5, 35]], 0.259_259_259_259_259_3),
            ([[1, 9], [9, 1]], -0.8),
            ([[118, 5], [2, 0]], -0.023_391_812_865_497_075),
            ([[10, 0], [0, 10]], 1.0),
        ];
        for ([first, second], expected) in tables {
            let found = kappa(&[&first, &second]);
            assert!((found - expected).abs() < 1e-12, "{first:?} {second:?}: {found}");
        }
    }

    #[test]
    fn it_does_not_matter_who_is_first_nor_in_which_order_the_categories_stand() {
        let plain = kappa(&[&[25, 35], &[5, 35]]);
        assert!((plain - kappa(&[&[25, 5], &[35, 35]])).abs() < 1e-12);
        assert!((plain - kappa(&[&[35, 5], &[35, 25]])).abs() < 1e-12);
    }

    #[test]
    fn where_both_use_one_category_alone_there_is_no_kappa_and_full_agreement() {
        let agreement = Agreement::of(&[&[0, 0], &[0, 12]]).unwrap();
        assert_eq!((agreement.kappa, agreement.observed.to_bits()), (None, 1.0_f64.to_bits()));
    }

    #[test]
    fn tables_that_say_nothing_are_refused() {
        assert_eq!(Agreement::of(&[&[9, 0], &[0, 0]]), Err(AgreementError::TooFew { n: 9 }));
        assert!(Agreement::of(&[&[9, 0], &[0, 1]]).is_ok());
        assert_eq!(Agreement::of(&[]), Err(AgreementError::TooFew { n: 0 }));
        let uneven = AgreementError::NotSquare { row: 1, columns: 1, rows: 2 };
        assert_eq!(Agreement::of(&[&[9, 0], &[0]]), Err(uneven));
        assert_eq!(Agreement::of(&[&[usize::MAX, 1], &[0, 0]]), Err(AgreementError::TooLarge));
    }
}
