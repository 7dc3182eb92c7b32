//! Priorities from comparisons of two items at a time, by the model of Bradley and Terry, with the effect of order.
//! From counts of wins, or from the weighted comparisons of respondents. Here a tie is half a win for each. Davidson's model,
//! in which ties have a prevalence of their own, is [`crate::plackett_luce`] fitted to pairs.
//!
//! # Formula
//! `P(i beats j) = 1 / (1 + exp(−(λᵢ − λⱼ + γ z)))`, with `z = 1` where `i` has the advantage of the order (shown first, or
//! at home), `−1` where `j` has it, and 0 where nobody has.
//!
//! # Source
//! Bradley and Terry (1952), *Biometrika* 39, 324–345; the order effect in additive form as in Agresti (2002),
//! *Categorical Data Analysis*, section 10.6; pseudo-comparisons after Turner et al. (2020).
//!
//! ```
//! use weighting::bradley_terry::{Advantage, BradleyTerry, Contest, Order};
//! use weighting::worth::{Basis, Pseudo};
//!
//! // Each line: who was shown first, who second, how often the first and the second were preferred.
//! let contests = [(0, 1, 20.0, 10.0), (1, 0, 16.0, 14.0), (0, 2, 25.0, 5.0), (1, 2, 18.0, 12.0), (2, 1, 15.0, 15.0)]
//!     .map(|(first, second, first_wins, second_wins)| Contest {
//!         first, second, first_wins, second_wins, advantage: Advantage::First,
//!     });
//! let fitted = BradleyTerry::of_counts(3, &contests, Order::Fitted, Pseudo::Never)?;
//! let abilities = fitted.worths.log_worths(Basis::Model)?.against(0)?;
//! assert!(abilities.values[2] < abilities.values[1] && abilities.values[1] < 0.0);
//! assert!(fitted.order_effect(Basis::Model)?.is_some_and(|effect| effect.value > 0.0));
//! # Ok::<(), weighting::bradley_terry::BradleyTerryError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | `BTm(cbind(win1, win2), player1, player2)` | [`BradleyTerry::of_counts`] with [`Order::Ignored`] |
//! | `BTm(…, formula = ~ team + at.home)` | with [`Order::Fitted`] and [`Contest::advantage`] |
//! | `BTabilities(mod)`, `coef(mod)` | `fitted.worths.log_worths(Basis::Model)?.against(0)` |
//! | `qvcalc(BTabilities(mod))` | [`crate::worth::LogWorths::quasi_variances`] |
//! | `deviance`, `df.residual`, `logLik` | fields of [`BradleyTerry`] |
//! | ties by Davidson: `PlackettLuce(pairs)`, `BTm` has none | [`crate::plackett_luce::PlackettLuce::fit`], each pair added by [`crate::ranking::Rankings::add_groups`] |
//! | win rates beside it | [`crate::aggregate::Pairwise::win_rates`] |
//! | `choix.ilsr_pairwise`, `choix.opt_pairwise` | [`BradleyTerry::of_comparisons`] |

mod likelihood;
mod tally;

use likelihood::{Compared, deviance, slopes};
use tally::Tally;

use crate::estimate::Sample;
use crate::linear::MOST_UNKNOWNS;
use crate::progress::Progress;
use crate::sum::number;
use crate::worth::newton::{Imagined, MOST_STEPS, maximise};
use crate::worth::{Answers, Basis, Coefficient, Fit, Made, Pseudo, WorthError};

/// Which of two items has the advantage of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advantage {
    /// The first: it was shown first, or plays at home.
    First,
    /// The second.
    Second,
    /// Neither: on neutral ground.
    Nobody,
}

/// Whether the effect of order is part of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Order is taken to have no effect.
    Ignored,
    /// The effect of order is fitted.
    Fitted,
}

/// How often each of two items was preferred to the other, under one order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contest {
    /// The first item, from 0.
    pub first: usize,
    /// The second item.
    pub second: usize,
    /// How often the first was preferred; need not be whole.
    pub first_wins: f64,
    /// How often the second was preferred.
    pub second_wins: f64,
    /// Who had the advantage of the order.
    pub advantage: Advantage,
}

/// What came out of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The first item was preferred.
    First,
    /// The second item was preferred.
    Second,
    /// Neither was: half a win for each.
    Tied,
}

/// A comparison that a respondent made; the item shown first has the advantage of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// The respondent's place in the sample, from 0.
    pub respondent: usize,
    /// The item shown first, from 0.
    pub first: usize,
    /// The item shown second.
    pub second: usize,
    /// What came out.
    pub outcome: Outcome,
}

/// A fitted Bradley–Terry model.
#[derive(Debug, Clone, PartialEq)]
pub struct BradleyTerry {
    /// The log worths, their errors, and the evidence of the fit.
    pub worths: Fit,
    /// Twice what the log-likelihood lacks to that of a model with a chance of its own for each contest.
    pub deviance: f64,
    /// The deviance where all chances are one half.
    pub null_deviance: f64,
    /// Contests with any count, less the degrees of freedom.
    pub residual_degrees_of_freedom: f64,
    /// The log-likelihood of the counts as binomial, with the number of ways in which each can come about.
    pub binomial_log_likelihood: f64,
    order: Order,
}

/// The reasons to refuse comparisons.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BradleyTerryError {
    /// A contest or comparison names an item that does not exist.
    #[error("contest {row} names item {item}, but there are {items} items, numbered from 0")]
    UnknownItem {
        /// The contest's place in the input, from 0.
        row: usize,
        /// The item as given.
        item: usize,
        /// How many items there are.
        items: usize,
    },
    /// An item is compared with itself.
    #[error("contest {row} compares item {item} with itself")]
    SameItem {
        /// The contest's place in the input, from 0.
        row: usize,
        /// The item.
        item: usize,
    },
    /// A count of wins is negative, infinite or not a number.
    #[error("contest {row} counts {wins} wins")]
    BadCount {
        /// The contest's place in the input, from 0.
        row: usize,
        /// The count as given.
        wins: f64,
    },
    /// A comparison names a respondent that the sample does not have.
    #[error("comparison {row} is of respondent {respondent}, but the sample has {respondents}")]
    UnknownRespondent {
        /// The comparison's place in the input, from 0.
        row: usize,
        /// The respondent as given.
        respondent: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// The model could not be fitted.
    #[error(transparent)]
    Worth(#[from] WorthError),
}

impl Contest {
    /// 1 where the first has the advantage, −1 where the second has it.
    fn direction(&self) -> f64 {
        match self.advantage {
            Advantage::First => 1.0,
            Advantage::Second => -1.0,
            Advantage::Nobody => 0.0,
        }
    }

    fn total(&self) -> f64 {
        self.first_wins + self.second_wins
    }

    fn check(&self, row: usize, items: usize) -> Result<(), BradleyTerryError> {
        if let Some(item) = [self.first, self.second].into_iter().find(|&item| item >= items) {
            return Err(BradleyTerryError::UnknownItem { row, item, items });
        }
        if self.first == self.second {
            return Err(BradleyTerryError::SameItem { row, item: self.first });
        }
        match [self.first_wins, self.second_wins].into_iter().find(|wins| !(wins.is_finite() && *wins >= 0.0)) {
            Some(wins) => Err(BradleyTerryError::BadCount { row, wins }),
            None => Ok(()),
        }
    }
}

impl BradleyTerry {
    /// Fits the model to counts of wins.
    ///
    /// # Formula
    /// Maximises `Σ wins log P` with the chances at the head of [this module](self), and pseudo-comparisons as
    /// [`PlackettLuce::fit`](crate::plackett_luce::PlackettLuce::fit), by Newton's method with step halving.
    ///
    /// # Source
    /// Bradley and Terry (1952), *Biometrika* 39, 324–345.
    ///
    /// # Shape and unit
    /// One line per pair and order, or several of the same; items are numbered from 0. Errors are those of the model.
    ///
    /// # Errors
    /// Refuses items that do not exist, negative counts, items that always win or lose where no pseudo-comparisons are
    /// allowed, and an effect of order that cannot be told from the items.
    pub fn of_counts(
        items: usize,
        contests: &[Contest],
        order: Order,
        pseudo: Pseudo,
    ) -> Result<Self, BradleyTerryError> {
        let tally = Tally::of_counts(items, contests)?;
        Self::fit(items, &tally, order, pseudo, None, &Progress::silent())
    }

    /// Fits the model to the comparisons of a sample, each with the weight of its respondent.
    ///
    /// # Formula
    /// As [`BradleyTerry::of_counts`], with weights as counts. Each comparison is a contest of its own in the deviance.
    ///
    /// # Source
    /// As [`BradleyTerry::of_counts`]; errors by design after Binder (1983), *International Statistical Review* 51.
    ///
    /// # Shape and unit
    /// Any number of comparisons per respondent, in any order; respondents without any count in the design only. Errors of
    /// the sandwich and of the design are clustered by respondent.
    ///
    /// # Errors
    /// As [`BradleyTerry::of_counts`], and refuses respondents that the sample does not have.
    pub fn of_comparisons(
        sample: &Sample<'_>,
        items: usize,
        comparisons: &[Comparison],
        order: Order,
        pseudo: Pseudo,
    ) -> Result<Self, BradleyTerryError> {
        Self::of_comparisons_watched(sample, items, comparisons, order, pseudo, &Progress::silent())
    }

    /// As [`BradleyTerry::of_comparisons`], telling how far it is: a step for each iteration, of which there are seldom more
    /// than ten.
    ///
    /// # Errors
    /// As [`BradleyTerry::of_comparisons`]; and [`WorthError::Cancelled`] where the watcher asks to stop.
    pub fn of_comparisons_watched(
        sample: &Sample<'_>,
        items: usize,
        comparisons: &[Comparison],
        order: Order,
        pseudo: Pseudo,
        progress: &Progress<'_>,
    ) -> Result<Self, BradleyTerryError> {
        let tally = Tally::of_comparisons(sample.counts().map_err(WorthError::from)?, items, comparisons)?;
        Self::fit(items, &tally, order, pseudo, Some((sample, comparisons)), progress)
    }

    fn fit(
        items: usize,
        tally: &Tally,
        order: Order,
        pseudo: Pseudo,
        respondents: Option<(&Sample<'_>, &[Comparison])>,
        progress: &Progress<'_>,
    ) -> Result<Self, BradleyTerryError> {
        if !(2..MOST_UNKNOWNS).contains(&items) {
            return Err(WorthError::BadItems { items, most: MOST_UNKNOWNS - 1 }.into());
        }
        let Tally { contests, unit, .. } = tally;
        let (unit, run) = (*unit, progress.start(MOST_STEPS));
        let connectivity = tally.beats(items).connectivity();
        if connectivity.never_compared.len() == items {
            return Err(WorthError::NobodyAnswered.into());
        }
        let added = pseudo.settle(&connectivity)?;
        let size = items + usize::from(order == Order::Fitted);
        let optimum = maximise(vec![0.0; size], items, Imagined::without_ties(added / unit), &run, |point| {
            Ok(slopes(contests, unit, items, point))
        })?;
        let point = optimum.point.clone();
        let compared = respondents
            .map(|(sample, comparisons)| (sample, Compared::at(&point, items, comparisons, sample.weights().len())));
        let answers = compared.as_ref().map(|(sample, compared)| (*sample, compared as &dyn Answers));
        let worths = Fit::new(optimum, Made { items, unit, pseudo: added, run: &run }, connectivity, answers)?;
        run.advance(MOST_STEPS).map_err(WorthError::from)?;
        let used = number(worths.degrees_of_freedom());
        Ok(Self {
            deviance: deviance(contests, items, &point),
            null_deviance: deviance(contests, items, &vec![0.0; size]),
            residual_degrees_of_freedom: number(tally.counted) - used,
            binomial_log_likelihood: worths.log_likelihood + tally.log_ways,
            worths,
            order,
        })
    }

    /// The influence value of each respondent on each coefficient, as
    /// [`PlackettLuce::influence`](crate::plackett_luce::PlackettLuce::influence): all comparisons of a respondent together.
    ///
    /// # Formula
    /// `z_i = w_i e_i`, where `e` is `H⁻¹ s_i` less its projection on what the weights were fitted to: `s_i` the scores of the
    /// respondent's comparisons added up, `H` the weighted information with the pseudo-comparisons.
    ///
    /// # Source
    /// Binder (1983), *International Statistical Review* 51.
    ///
    /// # Shape and unit
    /// The sample and the comparisons that were fitted. One column per coefficient, in the order of [`Fit::coefficients`]: log
    /// worths with mean zero, then the effect of order where it was fitted. One value per respondent in each.
    ///
    /// # Errors
    /// Refuses comparisons as [`BradleyTerry::of_comparisons`], and another number of respondents than were fitted.
    pub fn influence(
        &self,
        sample: &Sample<'_>,
        comparisons: &[Comparison],
    ) -> Result<Vec<Vec<f64>>, BradleyTerryError> {
        let point = self.worths.coefficients();
        let items = point.len() - usize::from(self.order == Order::Fitted);
        Tally::of_comparisons(sample.counts().map_err(WorthError::from)?, items, comparisons)?;
        let compared = Compared::at(point, items, comparisons, sample.weights().len());
        Ok(self.worths.influence(sample, &compared)?)
    }

    /// The effect of order on the log odds, `γ`; `None` where it was ignored.
    ///
    /// # Errors
    /// As [`Fit::log_worths`].
    pub fn order_effect(&self, basis: Basis) -> Result<Option<Coefficient>, WorthError> {
        match self.order {
            Order::Ignored => Ok(None),
            Order::Fitted => self.worths.further(0, basis).map(Some),
        }
    }

    /// Akaike's criterion of the binomial log-likelihood, as R reports it.
    ///
    /// # Formula
    /// `2 (degrees of freedom − log-likelihood)`, with [`BradleyTerry::binomial_log_likelihood`].
    ///
    /// # Source
    /// Akaike (1974), *IEEE Transactions on Automatic Control* 19(6).
    ///
    /// # Shape and unit
    /// In units of twice the log-likelihood.
    pub fn aic(&self) -> f64 {
        2.0 * (number(self.worths.degrees_of_freedom()) - self.binomial_log_likelihood)
    }
}
