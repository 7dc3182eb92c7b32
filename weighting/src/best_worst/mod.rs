//! Priorities from best-worst questions (MaxDiff): of the items shown, which is best and which is worst.
//! Counts, the closed form, and three conditional logit models; weighted, with errors clustered by respondent.
//!
//! # Formula
//! With log worths `λ` and the items shown `A`:
//! * [`Model::Sequential`]: the best from `A` by `exp λ`, then the worst from what is left by `exp(−λ)`;
//! * [`Model::Marginal`]: the worst from all of `A`;
//! * [`Model::Paired`] (maxdiff): the pair of best `b` and worst `w` out of all ordered pairs by `exp(λ_b − λ_w)`.
//!
//! # Source
//! Louviere, Flynn and Marley (2015), *Best-Worst Scaling*; Aizaki and Fogarty (2023), *Journal of Choice Modelling* 46;
//! Lipovetsky and Conklin (2014), *Journal of Choice Modelling* 10, 60–68 for the closed form.
//!
//! ```
//! use weighting::best_worst::{BestWorst, Model, Task, counts};
//! use weighting::estimate::Sample;
//! use weighting::worth::{Basis, Pseudo};
//!
//! let shown = [0, 1, 2];
//! let task = |respondent, best, worst| Task { respondent, shown: &shown, best, worst };
//! let tasks = [task(0, 0, 2), task(0, 0, 1), task(1, 1, 2), task(2, 2, 1), task(2, 0, 2), task(1, 1, 0)];
//! let sample = Sample::unweighted(3)?;
//!
//! let fitted = BestWorst::fit(&sample, 3, &tasks, Model::default(), Pseudo::default())?;
//! assert_eq!(fitted.worths.shares(Basis::Sandwich)?.order()[0], 0);
//! assert_eq!(counts(&sample, 3, &tasks)?.best, [3.0, 2.0, 1.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R | here |
//! |---|---|
//! | `support.BWS::bws.count` | [`counts()`]; its `BW`, `stdBW`, `sqrtBW` are methods of [`Counts`] |
//! | `bws.dataset(model = "sequential")`, `clogit` | [`BestWorst::fit`] with [`Model::Sequential`] |
//! | `model = "marginal"`, `model = "maxdiff"` | [`Model::Marginal`], [`Model::Paired`] |
//! | `clogit(…, weights, cluster(ID), method = "breslow")` | errors by [`crate::worth::Basis::Sandwich`] |
//! | `coef` with a base item | `fitted.worths.log_worths(basis)?.against(base)` |
//! | `support.BWS::bws.sp` | `fitted.worths.shares(basis)` |
//! | `bwsTools::ae_mnl` | [`closed_form`] |

mod counts;
mod logit;

pub use counts::{ClosedForm, Counts, closed_form, counts};

use logit::Choices;

use crate::estimate::Sample;
use crate::linear::MOST_UNKNOWNS;
use crate::progress::Progress;
use crate::worth::newton::{Imagined, MOST_STEPS, maximise};
use crate::worth::{Beats, Connectivity, Fit, Made, Pseudo, WorthError};

/// One question that a respondent answered: of the items shown, the best and the worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Task<'a> {
    /// The respondent's place in the sample, from 0.
    pub respondent: usize,
    /// The items shown, from 0, in any order.
    pub shown: &'a [usize],
    /// The item named best.
    pub best: usize,
    /// The item named worst.
    pub worst: usize,
}

/// How best and worst are taken to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Model {
    /// The best out of all shown, then the worst out of the rest (R's "marginal sequential").
    #[default]
    Sequential,
    /// The best and the worst each out of all shown.
    Marginal,
    /// The pair of best and worst out of all ordered pairs (R's "maxdiff").
    Paired,
}

/// A fitted best-worst model.
#[derive(Debug, Clone, PartialEq)]
pub struct BestWorst {
    /// The log worths, their errors, and the evidence of the fit.
    pub worths: Fit,
    /// The log-likelihood where all worths are equal.
    pub null_log_likelihood: f64,
    model: Model,
}

/// The reasons to refuse best-worst answers.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BestWorstError {
    /// A task is of a respondent that the sample does not have.
    #[error("task {row} is of respondent {respondent}, but the sample has {respondents}")]
    UnknownRespondent {
        /// The task's place in the input, from 0.
        row: usize,
        /// The respondent as given.
        respondent: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// A task shows an item that does not exist.
    #[error("task {row} shows item {item}, but there are {items} items, numbered from 0")]
    UnknownItem {
        /// The task's place in the input, from 0.
        row: usize,
        /// The item as given.
        item: usize,
        /// How many items there are.
        items: usize,
    },
    /// A task shows an item twice.
    #[error("task {row} shows item {item} twice")]
    RepeatedItem {
        /// The task's place in the input, from 0.
        row: usize,
        /// The item.
        item: usize,
    },
    /// A task names an item best or worst that it does not show.
    #[error("task {row} names item {item}, which it does not show")]
    NotShown {
        /// The task's place in the input, from 0.
        row: usize,
        /// The item as given.
        item: usize,
    },
    /// A task names the same item best and worst.
    #[error("task {row} names item {item} best and worst")]
    SameItem {
        /// The task's place in the input, from 0.
        row: usize,
        /// The item.
        item: usize,
    },
    /// Lists of counts have different lengths, or none.
    #[error("there are {shown} counts of shown, {best} of best and {worst} of worst")]
    CountsDiffer {
        /// How many counts of shown there are.
        shown: usize,
        /// How many counts of best.
        best: usize,
        /// How many counts of worst.
        worst: usize,
    },
    /// Counts of an item are negative, not numbers, or more than it was shown.
    #[error("the counts of item {item} cannot be: best and worst together must not exceed shown")]
    BadCounts {
        /// The item, from 0.
        item: usize,
    },
    /// An item was named best, or worst, each time it was shown, so its log odds are infinite.
    #[error("item {item} was named the same each time it was shown: fit a model with pseudo-comparisons instead")]
    AlwaysTheSame {
        /// The item, from 0.
        item: usize,
    },
    /// The model could not be fitted.
    #[error(transparent)]
    Worth(#[from] WorthError),
}

impl BestWorst {
    /// Fits a model to the tasks of a sample, each with the weight of its respondent.
    ///
    /// # Formula
    /// Maximises `Σ w log P(answer)` over tasks with the chances at the head of [this module](self), and pseudo-comparisons as
    /// [`PlackettLuce::fit`](crate::plackett_luce::PlackettLuce::fit), by Newton's method with step halving.
    ///
    /// # Source
    /// Louviere, Flynn and Marley (2015), *Best-Worst Scaling*.
    ///
    /// # Shape and unit
    /// Any number of tasks per respondent, in any order, each of two or more items; respondents without any count in the
    /// design only. A task half answered is left out by the caller. Errors of the sandwich and of the design are clustered
    /// by respondent.
    ///
    /// # Errors
    /// Refuses tasks that contradict themselves, and items that are always best or worst where no pseudo-comparisons are
    /// allowed.
    pub fn fit(
        sample: &Sample<'_>,
        items: usize,
        tasks: &[Task<'_>],
        model: Model,
        pseudo: Pseudo,
    ) -> Result<Self, BestWorstError> {
        Self::fit_watched(sample, items, tasks, model, pseudo, &Progress::silent())
    }

    /// As [`BestWorst::fit`], telling how far it is: a step for each iteration, of which there are seldom more than ten.
    ///
    /// # Errors
    /// As [`BestWorst::fit`]; and [`WorthError::Cancelled`] where the watcher asks to stop.
    pub fn fit_watched(
        sample: &Sample<'_>,
        items: usize,
        tasks: &[Task<'_>],
        model: Model,
        pseudo: Pseudo,
        progress: &Progress<'_>,
    ) -> Result<Self, BestWorstError> {
        check(sample, items, tasks)?;
        let run = progress.start(MOST_STEPS);
        let weights = sample.weights();
        let unit = unit(weights);
        let connectivity = connectivity(sample, items, tasks);
        if connectivity.never_compared.len() == items {
            return Err(WorthError::NobodyAnswered.into());
        }
        let added = pseudo.settle(&connectivity)?;
        let choices = Choices::new(weights, unit, items, tasks, model);
        let optimum = maximise(vec![0.0; items], items, Imagined::without_ties(added / unit), &run, |point| {
            choices.slopes(point, &run)
        })?;
        let answered = choices.at(&optimum.point, tasks, weights.len());
        let made = Made { items, unit, pseudo: added, run: &run };
        let worths = Fit::new(optimum, made, connectivity, Some((sample, &answered)))?;
        let null_log_likelihood = choices.slopes(&vec![0.0; items], &run)?.value * unit;
        run.advance(MOST_STEPS).map_err(WorthError::from)?;
        Ok(Self { worths, null_log_likelihood, model })
    }

    /// The influence value of each respondent on each log worth, as
    /// [`PlackettLuce::influence`](crate::plackett_luce::PlackettLuce::influence): all tasks of a respondent together.
    ///
    /// # Formula
    /// `z_i = w_i e_i`, where `e` is `H⁻¹ s_i` less its projection on what the weights were fitted to: `s_i` the scores of the
    /// respondent's tasks added up, `H` the weighted information with the pseudo-comparisons.
    ///
    /// # Source
    /// Binder (1983), *International Statistical Review* 51.
    ///
    /// # Shape and unit
    /// The sample and the tasks that were fitted. One column per item, in the order of [`Fit::coefficients`] and for log worths
    /// with mean zero; one value per respondent in each.
    ///
    /// # Errors
    /// Refuses tasks that contradict themselves, and another number of respondents than were fitted.
    pub fn influence(&self, sample: &Sample<'_>, tasks: &[Task<'_>]) -> Result<Vec<Vec<f64>>, BestWorstError> {
        let (items, weights) = (self.worths.coefficients().len(), sample.weights());
        check(sample, items, tasks)?;
        let choices = Choices::new(weights, unit(weights), items, tasks, self.model);
        let answered = choices.at(self.worths.coefficients(), tasks, weights.len());
        Ok(self.worths.influence(sample, &answered)?)
    }
}

/// What weights are divided by, so that nothing over- or underflows.
fn unit(weights: &[f64]) -> f64 {
    weights.iter().copied().fold(0.0, f64::max)
}

/// Refuses tasks that contradict themselves, the sample or the items.
fn check(sample: &Sample<'_>, items: usize, tasks: &[Task<'_>]) -> Result<(), BestWorstError> {
    if !(2..=MOST_UNKNOWNS).contains(&items) {
        return Err(WorthError::BadItems { items, most: MOST_UNKNOWNS }.into());
    }
    let mut seen = vec![usize::MAX; items];
    let respondents = sample.counts().map_err(WorthError::from)?.len();
    for (row, task) in tasks.iter().enumerate() {
        if task.respondent >= respondents {
            return Err(BestWorstError::UnknownRespondent { row, respondent: task.respondent, respondents });
        }
        for &item in task.shown {
            let seen = seen.get_mut(item).ok_or(BestWorstError::UnknownItem { row, item, items })?;
            if std::mem::replace(seen, row) == row {
                return Err(BestWorstError::RepeatedItem { row, item });
            }
        }
        if let Some(item) = [task.best, task.worst].into_iter().find(|&item| seen.get(item) != Some(&row)) {
            return Err(BestWorstError::NotShown { row, item });
        }
        if task.best == task.worst {
            return Err(BestWorstError::SameItem { row, item: task.best });
        }
    }
    Ok(())
}

/// How the answers connect the items: the best is preferred to all shown, and all shown are preferred to the worst.
fn connectivity(sample: &Sample<'_>, items: usize, tasks: &[Task<'_>]) -> Connectivity {
    let mut beats = Beats::none(items);
    for task in tasks.iter().filter(|task| sample.weights()[task.respondent] > 0.0) {
        for &item in task.shown {
            beats.win(task.best, item);
            beats.win(item, task.worst);
        }
    }
    beats.connectivity()
}
