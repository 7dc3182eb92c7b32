//! Counts of best and worst, and the closed form that turns them into shares.

use super::{BestWorstError, Task, check};
use crate::estimate::Sample;
use crate::sum::Compensated;
use crate::worth::Shares;

/// How often each item was shown, named best and named worst; weighted.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// How often each item was shown.
    pub shown: Vec<f64>,
    /// How often each was named best.
    pub best: Vec<f64>,
    /// How often each was named worst.
    pub worst: Vec<f64>,
}

/// Log worths in closed form, item by item.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedForm {
    /// Best less worst over shown, from −1 to 1.
    pub net_scores: Vec<f64>,
    /// The log odds `b = log(p / (1 − p))` with `p = (shown + best − worst) / (2 shown)`.
    pub log_odds: Vec<f64>,
    /// The standard error of each log odds, `1 / √(2 shown · p (1 − p))`, as if answers were independent.
    pub standard_errors: Vec<f64>,
    /// The shares that the log odds make, by softmax, with the covariance of independent log odds.
    pub shares: Shares,
}

/// Counts best and worst choices, each with the weight of its respondent.
///
/// # Formula
/// `n_j = Σ w` over the tasks that show item `j`, `B_j` over those in which it is best, `W_j` over those in which it is worst.
///
/// # Source
/// Finn and Louviere (1992); the scores as in Aizaki and Fogarty (2023), *Journal of Choice Modelling* 46.
///
/// # Shape and unit
/// One task per question asked, any number per respondent; counts in the unit of weights.
///
/// # Errors
/// As [`super::BestWorst::fit`], except that no model must exist.
pub fn counts(sample: &Sample<'_>, items: usize, tasks: &[Task<'_>]) -> Result<Counts, BestWorstError> {
    check(sample, items, tasks)?;
    let mut sums = [(); 3].map(|()| vec![Compensated::default(); items]);
    for task in tasks {
        let weight = sample.weights()[task.respondent];
        task.shown.iter().for_each(|&item| sums[0][item].add(weight));
        sums[1][task.best].add(weight);
        sums[2][task.worst].add(weight);
    }
    let [shown, best, worst] = sums.map(|sums| sums.into_iter().map(Compensated::value).collect());
    Ok(Counts { shown, best, worst })
}

impl Counts {
    /// Best less worst, R's `BW`.
    ///
    /// # Formula
    /// `B − W`, in the unit of weights.
    ///
    /// # Source
    /// Finn and Louviere (1992), *Journal of Public Policy & Marketing* 11(2).
    ///
    /// # Shape and unit
    /// One figure per item.
    pub fn differences(&self) -> Vec<f64> {
        self.best.iter().zip(&self.worst).map(|(best, worst)| best - worst).collect()
    }

    /// Best less worst over shown, from −1 to 1, R's `stdBW`; 0 for an item never shown.
    ///
    /// # Formula
    /// `(B − W) / n`.
    ///
    /// # Source
    /// As [`Counts::differences`].
    ///
    /// # Shape and unit
    /// One figure per item.
    pub fn standardised(&self) -> Vec<f64> {
        let score = |(difference, shown): (f64, &f64)| if *shown > 0.0 { difference / shown } else { 0.0 };
        self.differences().into_iter().zip(&self.shown).map(score).collect()
    }

    /// The square root of best over worst; `None` for an item that was never named worst, which has no such ratio.
    ///
    /// # Formula
    /// `√(B / W)`.
    ///
    /// # Source
    /// Marley and Louviere (2005), *Journal of Mathematical Psychology* 49.
    ///
    /// # Shape and unit
    /// One figure per item, not negative.
    pub fn ratio_roots(&self) -> Vec<Option<f64>> {
        let ratio = |(best, worst): (&f64, &f64)| Some((best / worst).sqrt()).filter(|root| root.is_finite());
        self.best.iter().zip(&self.worst).map(ratio).collect()
    }

    /// The square roots of best over worst, over the largest of them; `None` where there is no such ratio, and for all
    /// items where none was ever named best and worst. R's `std.sqrtBW`.
    ///
    /// # Formula
    /// `√(B / W)` over the largest of these.
    ///
    /// # Source
    /// As [`Counts::ratio_roots`].
    ///
    /// # Shape and unit
    /// One figure from 0 to 1 per item.
    pub fn standardised_ratio_roots(&self) -> Vec<Option<f64>> {
        let roots = self.ratio_roots();
        let largest = roots.iter().flatten().copied().fold(0.0, f64::max);
        roots.into_iter().map(|root| root.map(|root| root / largest).filter(|root| root.is_finite())).collect()
    }

    /// The closed form of Lipovetsky and Conklin from these counts, as [`closed_form`].
    ///
    /// # Errors
    /// As [`closed_form`].
    pub fn closed_form(&self) -> Result<ClosedForm, BestWorstError> {
        closed_form(&self.shown, &self.best, &self.worst)
    }
}

/// Turns counts into log worths and shares in closed form, without any model of sets.
///
/// # Formula
/// `p = (n + B − W) / (2n)`, `b = log(p / (1 − p))`, standard error `1 / √(2n p (1 − p))`, shares by softmax of `b`.
///
/// # Source
/// Lipovetsky and Conklin (2014), *Journal of Choice Modelling* 10, 60–68.
///
/// # Shape and unit
/// For each item how often it was shown, named best and named worst, weighted or not.
///
/// # Errors
/// Refuses lists of different lengths, counts that are negative, exceed what was shown or are too large to calculate with,
/// and an item that was named best, or worst, each time it was shown.
pub fn closed_form(shown: &[f64], best: &[f64], worst: &[f64]) -> Result<ClosedForm, BestWorstError> {
    if shown.is_empty() || shown.len() != best.len() || shown.len() != worst.len() {
        return Err(BestWorstError::CountsDiffer { shown: shown.len(), best: best.len(), worst: worst.len() });
    }
    let (mut net_scores, mut log_odds, mut variances) = (Vec::new(), Vec::new(), Vec::new());
    for (item, ((&shown, &best), &worst)) in shown.iter().zip(best).zip(worst).enumerate() {
        let usable = (2.0 * shown).is_finite() && shown > 0.0 && best >= 0.0 && worst >= 0.0;
        if !usable || best + worst > shown * (1.0 + 1e-12) {
            return Err(BestWorstError::BadCounts { item });
        }
        let score = (best - worst) / shown;
        if score.abs() >= 1.0 {
            return Err(BestWorstError::AlwaysTheSame { item });
        }
        net_scores.push(score);
        log_odds.push((shown + best - worst).ln() - (shown - best + worst).ln());
        variances.push(2.0 / (shown * (1.0 - score) * (1.0 + score)));
    }
    let entry = |i: usize, j: usize| if i == j { variances[i] } else { 0.0 };
    let items = 0..shown.len();
    let covariance = items.clone().map(|i| items.clone().map(|j| entry(i, j)).collect()).collect();
    let shares = crate::worth::LogWorths { values: log_odds.clone(), covariance }.shares();
    let standard_errors = variances.iter().map(|variance| variance.sqrt()).collect();
    Ok(ClosedForm { net_scores, log_odds, standard_errors, shares })
}
