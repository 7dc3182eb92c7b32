//! Which options are compared with which: made once, when a question is written, and kept in the questionnaire.
//!
//! A design is balanced: each option is shown about equally often, each two options meet about equally often, and each
//! stands about equally often in each place. What chance decides comes from [`Entropy`], so a seed makes it again.

mod balance;
mod chance;
mod pairs;
mod sets;

use crate::{questionnaire::OptionId, time::Entropy};

use self::chance::Chance;
use super::{ComparedPair, ComparedSet};

/// Why no design can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDesign {
    /// There are fewer options than one comparison shows.
    TooFewOptions {
        /// How many are needed.
        least: usize,
    },
    /// So few comparisons would leave options out, or leave groups of them that are never compared.
    TooFewComparisons {
        /// How many are needed.
        least: usize,
    },
    /// A set has to show at least three options, or best and worst say the same.
    SetTooSmall,
}

/// Makes sets of options for best and worst, in which each option is shown twice or more.
///
/// # Errors
/// [`NoDesign`] where the numbers do not allow a balanced design.
pub fn best_worst(
    options: &[OptionId],
    shown: usize,
    sets: usize,
    entropy: &dyn Entropy,
) -> Result<Vec<ComparedSet>, NoDesign> {
    if shown < 3 {
        return Err(NoDesign::SetTooSmall);
    }
    if options.len() < shown {
        return Err(NoDesign::TooFewOptions { least: shown });
    }
    let least = (2 * options.len()).div_ceil(shown);
    if sets < least {
        return Err(NoDesign::TooFewComparisons { least });
    }
    let mut chance = Chance::new(entropy);
    let made = sets::make(options.len(), shown, sets, &mut chance);
    let ids = chance.ids(made.len());
    let named = |(id, set): (String, Vec<usize>)| ComparedSet {
        id,
        options: set.into_iter().map(|option| options[option].clone()).collect(),
    };
    Ok(ids.into_iter().zip(made).map(named).collect())
}

/// Makes pairs of options: as many as are asked for, and no more than there are.
///
/// # Errors
/// [`NoDesign`] where so few pairs would leave options that are never compared with the others, even by way of others.
pub fn pairwise(options: &[OptionId], pairs: usize, entropy: &dyn Entropy) -> Result<Vec<ComparedPair>, NoDesign> {
    if options.len() < 2 {
        return Err(NoDesign::TooFewOptions { least: 2 });
    }
    let least = options.len() - 1;
    if pairs < least {
        return Err(NoDesign::TooFewComparisons { least });
    }
    let mut chance = Chance::new(entropy);
    let made = pairs::make(options.len(), pairs, &mut chance);
    let ids = chance.ids(made.len());
    let named = |(id, (left, right)): (String, (usize, usize))| ComparedPair {
        id,
        left: options[left].clone(),
        right: options[right].clone(),
    };
    Ok(ids.into_iter().zip(made).map(named).collect())
}

#[cfg(test)]
mod tests;
