//! Post-stratification: weights that meet a full joint table of cells, and the residuals that its estimates vary by.
//! Where only the totals of each variable are known, and not the table, that is [`crate::rake`].
//!
//! ```
//! use weighting::poststratify::{joint_codes, joint_margin, poststratify};
//!
//! let table = joint_margin("age by sex", &[&["under 45", "45 and over"], &["F", "M"]], &[300.0, 310.0, 200.0, 190.0])?;
//! let ages = [Some(0), Some(0), Some(1), Some(1), Some(1)];
//! let sexes = [Some(0), Some(1), Some(0), Some(1), Some(1)];
//! let codes = joint_codes(&[2, 2], &[&ages, &sexes])?;
//! let post = poststratify(&table, &codes, None)?;
//! assert_eq!(post.weights(), [300.0, 310.0, 200.0, 95.0, 95.0]);
//!
//! let hours = [1.0, 4.0, 2.0, 6.0, 8.0];
//! assert_eq!(post.stratum_means(&hours)?[3], Some(7.0));
//! assert_eq!(post.residuals(&hours)?, [0.0, 0.0, 0.0, -1.0, 1.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `survey::postStratify(d, ~f, population)` | [`poststratify`] with a [`Margin`] |
//! | `survey::postStratify(d, ~f + g, table)` | [`joint_margin`] and [`joint_codes`] first |
//! | `weights(post)` | [`PostStratified::weights`] |
//! | residuals inside `svymean(~y, post)` | [`PostStratified::residuals`] |
//! | `balance` `adjust(method = "poststratify")`, `samplics` `poststratify` | [`poststratify`] |

use crate::base::{BadBase, Base};
use crate::margin::{Margin, MarginError, Placement};
use crate::sum::{Compensated, number, total};

/// How one cell of the table came out.
#[derive(Debug, Clone, PartialEq)]
pub struct PostStratum {
    /// The cell's name.
    pub name: String,
    /// Its count in the population.
    pub target: f64,
    /// How many respondents stand for it.
    pub respondents: usize,
    /// The sum of their base weights, in units of the population.
    pub base: f64,
    /// What base weights are multiplied by; none where the cell has nobody.
    pub factor: Option<f64>,
}

/// The reasons to refuse to post-stratify.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PoststratifyError {
    /// The table cannot be weighted to; an empty cell must be merged with another first.
    #[error(transparent)]
    Margin(#[from] MarginError),
    /// Nobody answered.
    #[error("there are no respondents to weight")]
    NoRespondents,
    /// The base weights, scores or codes describe another number of respondents.
    #[error("there are {given} values for {expected} respondents")]
    LengthsDiffer {
        /// How many values there are.
        given: usize,
        /// How many respondents there are.
        expected: usize,
    },
    /// A base weight is not positive and finite, or vanishes beside the others.
    #[error("respondent {row} has the base weight {weight}, which cannot be used")]
    BadBase {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The base weight as given.
        weight: f64,
    },
    /// The table does not have one count per combination of levels.
    #[error("the table has {counts} counts for {cells} combinations of levels")]
    TableSize {
        /// How many counts there are.
        counts: usize,
        /// How many combinations there are.
        cells: usize,
    },
    /// There are as many codes of variables as sizes, or a code is beyond its size.
    #[error("the codes of variable {variable} do not fit the sizes given")]
    BadCodes {
        /// The variable's place, from 0.
        variable: usize,
    },
}

/// Post-stratified weights, and how they came to be.
#[derive(Debug, Clone)]
pub struct PostStratified {
    weights: Vec<f64>,
    base: Vec<f64>,
    codes: Vec<Option<usize>>,
    strata: Vec<PostStratum>,
}

/// Names the cells of a joint table: every combination of levels, the last variable's level changing fastest.
///
/// # Shape and unit
/// For each variable its levels; then one count per combination, in row-major order. A cell is named by its levels with
/// " and " between them.
///
/// # Errors
/// Refuses another number of counts than combinations, and what [`Margin::new`] refuses.
pub fn joint_margin(name: &str, levels: &[&[&str]], counts: &[f64]) -> Result<Margin, PoststratifyError> {
    let cells = levels.iter().try_fold(1_usize, |cells, levels| cells.checked_mul(levels.len()));
    if cells != Some(counts.len()) || levels.is_empty() {
        return Err(PoststratifyError::TableSize { counts: counts.len(), cells: cells.unwrap_or(usize::MAX) });
    }
    let named = (0..counts.len()).map(|cell| {
        let mut rest = cell;
        let mut parts: Vec<&str> = Vec::with_capacity(levels.len());
        for levels in levels.iter().rev() {
            parts.push(levels[rest % levels.len()]);
            rest /= levels.len();
        }
        parts.reverse();
        (parts.join(" and "), counts[cell])
    });
    Ok(Margin::new(name, named)?)
}

/// Gives each respondent's cell in a joint table, in the order of [`joint_margin`]; not known where one level is not.
///
/// # Errors
/// Refuses no variables, variables of different lengths, and codes beyond the number of levels.
pub fn joint_codes(sizes: &[usize], variables: &[&[Option<usize>]]) -> Result<Vec<Option<usize>>, PoststratifyError> {
    let Some(first) = variables.first().filter(|_| sizes.len() == variables.len()) else {
        return Err(PoststratifyError::BadCodes { variable: sizes.len().min(variables.len()) });
    };
    let mut cells = vec![Some(0_usize); first.len()];
    for (variable, (&size, codes)) in sizes.iter().zip(variables).enumerate() {
        if codes.len() != cells.len() {
            return Err(PoststratifyError::LengthsDiffer { given: codes.len(), expected: cells.len() });
        }
        for (cell, code) in cells.iter_mut().zip(*codes) {
            if code.is_some_and(|code| code >= size) {
                return Err(PoststratifyError::BadCodes { variable });
            }
            let bad = PoststratifyError::BadCodes { variable };
            *cell = match (*cell, *code) {
                (Some(cell), Some(code)) => {
                    Some(cell.checked_mul(size).and_then(|cell| cell.checked_add(code)).ok_or(bad)?)
                }
                _ => None,
            };
        }
    }
    Ok(cells)
}

/// Weighs respondents to the counts of a table of cells.
///
/// # Formula
/// `w_i = d_i · N_h / Σ_{k in h} d_k` for a respondent of cell `h` with population count `N_h`. Those whose cell is not
/// known keep their share of the total, and the counts apply to the rest, scaled.
///
/// # Source
/// Holt and Smith (1979), *Journal of the Royal Statistical Society A* 142(1).
///
/// # Shape and unit
/// One code per respondent, base weights in any unit (all alike where `None`); weights add up to the total of the table.
///
/// # Errors
/// Refuses no respondents, lengths that differ, base weights that are not positive and finite, a cell with a count and
/// nobody in it, and a cell with respondents and a count of zero.
pub fn poststratify(
    table: &Margin,
    codes: &[Option<usize>],
    base: Option<&[f64]>,
) -> Result<PostStratified, PoststratifyError> {
    if codes.is_empty() {
        return Err(PoststratifyError::NoRespondents);
    }
    let counts = Placement::new(table, codes).count(codes.len())?;
    let base = Base::judge(base, codes.len()).map_err(PoststratifyError::of_base)?.scaled;
    let mut sums = vec![Compensated::default(); table.levels().len()];
    for (base, code) in base.iter().zip(codes).filter_map(|(base, code)| code.map(|code| (base, code))) {
        sums[code].add(*base);
    }
    let sums: Vec<f64> = sums.into_iter().map(Compensated::value).collect();
    let per_head = table.total() / number(codes.len());
    let known = total(sums.iter().copied());
    let strata = table.levels().iter().zip(&sums).zip(counts).map(|((level, sum), respondents)| PostStratum {
        name: level.name.clone(),
        target: level.target,
        respondents,
        base: sum * per_head,
        // All base weights are of mean 1 here, so those who are known weigh `known` of `n`.
        factor: (respondents > 0).then(|| level.target / table.total() * (known / sum)),
    });
    let strata: Vec<PostStratum> = strata.collect();
    let factor = |code: &Option<usize>| code.and_then(|code| strata[code].factor).unwrap_or(1.0);
    let weights = base.iter().zip(codes).map(|(base, code)| base * factor(code) * per_head).collect();
    Ok(PostStratified { weights, base, codes: codes.to_vec(), strata })
}

impl PostStratified {
    /// One weight per respondent in the order given; they add up to the total of the table.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// How each cell came out.
    pub fn strata(&self) -> &[PostStratum] {
        &self.strata
    }

    /// The mean of a quantity in each cell under base weights; none where the cell has nobody.
    ///
    /// # Errors
    /// Refuses another number of values than respondents.
    pub fn stratum_means(&self, values: &[f64]) -> Result<Vec<Option<f64>>, PoststratifyError> {
        self.check_length(values)?;
        let mut means = self.means(values);
        means.pop();
        Ok(means)
    }

    /// Takes from each score the mean of its cell under base weights.
    ///
    /// # Formula
    /// `e_i = y_i − Σ_{k in h} d_k y_k / Σ_{k in h} d_k`. The linearised standard error of a post-stratified estimate comes
    /// from `w · e` in place of `w · y`. Where some cells are not known, how many are known is left to chance, and with it the
    /// part that the table speaks for: with `s` the shares of the table, `ȳ_K = Σ s_h ȳ_h` and `ȳ` the weighted mean of all,
    /// `(ȳ_K − ȳ) d / w` is added to those who are known and the others are left at `y_i − ȳ`.
    ///
    /// # Source
    /// Deville and Särndal (1992), *Journal of the American Statistical Association* 87(418).
    ///
    /// # Shape and unit
    /// One score per respondent; residuals have their unit.
    ///
    /// # Errors
    /// Refuses another number of scores than respondents.
    pub fn residuals(&self, scores: &[f64]) -> Result<Vec<f64>, PoststratifyError> {
        self.check_length(scores)?;
        let mut residuals = scores.to_vec();
        self.leave_residuals(&mut residuals);
        Ok(residuals)
    }

    /// Takes from each score, one per respondent, the mean of its cell.
    pub(crate) fn leave_residuals(&self, scores: &mut [f64]) {
        let means = self.means(scores);
        let target = total(self.strata.iter().map(|stratum| stratum.target));
        let known = total(self.strata.iter().zip(&means).map(|(s, mean)| s.target / target * mean.unwrap_or(0.0)));
        let unknown =
            total(self.base.iter().zip(&self.codes).filter(|(_, code)| code.is_none()).map(|(base, _)| *base));
        let unknown = unknown / total(self.base.iter().copied());
        let others = means[self.strata.len()].unwrap_or(known);
        let all = known + unknown * (others - known);
        for (score, code) in scores.iter_mut().zip(&self.codes) {
            let of_cell = |code: usize| {
                // A cell of which somebody is known has both.
                let (mean, factor) = (means[code].unwrap_or(0.0), self.strata[code].factor.unwrap_or(1.0));
                mean - (known - all) / factor
            };
            *score -= code.map_or(all, of_cell);
        }
    }

    fn check_length(&self, values: &[f64]) -> Result<(), PoststratifyError> {
        if values.len() == self.codes.len() {
            return Ok(());
        }
        Err(PoststratifyError::LengthsDiffer { given: values.len(), expected: self.codes.len() })
    }

    /// The mean of each cell under base weights, that of those whose cell is not known last.
    fn means(&self, values: &[f64]) -> Vec<Option<f64>> {
        let mut sums = vec![(Compensated::default(), Compensated::default()); self.strata.len() + 1];
        for ((value, base), code) in values.iter().zip(&self.base).zip(&self.codes) {
            let (sum, weight) = &mut sums[code.unwrap_or(self.strata.len())];
            sum.add(value * base);
            weight.add(*base);
        }
        let mean =
            |(sum, weight): (Compensated, Compensated)| (weight.value() > 0.0).then(|| sum.value() / weight.value());
        sums.into_iter().map(mean).collect()
    }
}

impl PoststratifyError {
    fn of_base(fault: BadBase) -> Self {
        match fault {
            BadBase::Length { given, expected } => Self::LengthsDiffer { given, expected },
            BadBase::Weight { row, weight } => Self::BadBase { row, weight },
        }
    }
}
