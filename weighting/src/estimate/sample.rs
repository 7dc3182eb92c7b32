//! The respondents as estimators see them: their weights, how they were drawn, and what their weights were fitted to.
//! Weights that were raked know the margins already, which makes estimates more precise than the weights alone show.

use std::borrow::Cow;

use super::{EstimateError, projection::Projection};
use crate::calibrate::Calibrated;
use crate::design::{Design, MOST_UNSEEN};
use crate::poststratify::PostStratified;
use crate::rake::Raked;
use crate::sum::{gram, number, total};

/// Respondents with their weights, ready to estimate from.
#[derive(Debug, Clone)]
pub struct Sample<'a> {
    weights: Cow<'a, [f64]>,
    design: Option<&'a Design>,
    projection: Option<Projection<'a>>,
}

impl<'a> Sample<'a> {
    /// Takes respondents who all count the same.
    ///
    /// # Errors
    /// Refuses no respondents, and more than [`MOST_UNSEEN`].
    pub fn unweighted(respondents: usize) -> Result<Self, EstimateError> {
        if respondents == 0 {
            return Err(EstimateError::NoWeight);
        }
        if respondents > MOST_UNSEEN {
            return Err(EstimateError::TooManyRespondents { respondents, most: MOST_UNSEEN });
        }
        Ok(Self { weights: Cow::Owned(vec![1.0; respondents]), design: None, projection: None })
    }

    /// Takes weights as given, without any knowledge of how they came to be.
    ///
    /// # Errors
    /// Refuses weights that are negative or not finite, and weights that add up to zero or overflow.
    pub fn fixed(weights: &'a [f64]) -> Result<Self, EstimateError> {
        check_weights(weights)?;
        Ok(Self { weights: Cow::Borrowed(weights), design: None, projection: None })
    }

    /// Takes a design with its own weights, as R's `svydesign` without calibration.
    pub fn of(design: &'a Design) -> Self {
        Self { weights: Cow::Borrowed(design.weights()), design: Some(design), projection: None }
    }

    /// Takes raked weights, and takes the margins into account in standard errors.
    ///
    /// # Errors
    /// Refuses margins that have more levels together than the projection on them takes.
    pub fn raked(raked: &'a Raked) -> Result<Self, EstimateError> {
        let projection = Some(Projection::on_margins(raked)?);
        Ok(Self { weights: Cow::Borrowed(raked.weights()), design: None, projection })
    }

    /// Takes raked weights, with standard errors as R's `rake` gives them.
    ///
    /// R takes the margins out of the scores by ten sweeps of plain means over the levels, whatever the base weights. Where
    /// those are equal this is [`Sample::raked`], but for what the eleventh sweep would change; where they are not,
    /// [`Sample::raked`] is the variance of Deville and Särndal (1992), as R's `calibrate(…, calfun = "raking")` has it.
    /// Give this only to agree with what R's `rake` published.
    ///
    #[must_use]
    pub fn raked_as_in_r(raked: &'a Raked) -> Self {
        Self { weights: Cow::Borrowed(raked.weights()), design: None, projection: Some(Projection::Sweeps(raked)) }
    }

    /// Takes the weights of a calibration made here, and takes its totals into account in standard errors.
    ///
    /// Some may be negative, which [`Method::Linear`](crate::calibrate::Method::Linear) can give: means, totals, ratios and
    /// covariances are estimated from them as R does, while shares, quantiles, tests of tables and models refuse them
    /// ([`EstimateError::NegativeWeight`]).
    ///
    /// # Errors
    /// Refuses weights that do not add up to more than zero, or overflow.
    pub fn calibration(calibrated: &'a Calibrated<'_>) -> Result<Self, EstimateError> {
        check_sum(calibrated.weights())?;
        let projection = Some(Projection::Calibration(calibrated.projector()));
        Ok(Self { weights: Cow::Borrowed(calibrated.weights()), design: None, projection })
    }

    /// Takes post-stratified weights, and takes the counts of the cells into account in standard errors.
    ///
    /// # Errors
    /// Refuses weights that add up to zero or overflow.
    pub fn post_stratified(post: &'a PostStratified) -> Result<Self, EstimateError> {
        check_weights(post.weights())?;
        Ok(Self { weights: Cow::Borrowed(post.weights()), design: None, projection: Some(Projection::Strata(post)) })
    }

    /// Takes weights that were calibrated elsewhere, and takes the totals of their auxiliaries into account in standard errors.
    ///
    /// Right for any calibration that meets the totals (linear, exponential or bounded), as R's `calibrate`.
    ///
    /// # Formula
    /// Scores are replaced by their residuals from least squares on the auxiliaries under the base weights.
    ///
    /// # Source
    /// Deville and Särndal (1992), *Journal of the American Statistical Association* 87(418).
    ///
    /// # Shape and unit
    /// One calibrated and one base weight per respondent; one column per auxiliary with a value for each respondent. The
    /// number of people is such an auxiliary if its total was known: a column of ones (R's intercept). Columns that follow
    /// from others do no harm. Calibrated weights may be negative, as in [`Sample::calibration`].
    ///
    /// # Errors
    /// Refuses lengths that differ, weights and auxiliaries that are not finite, negative base weights, weights that do not
    /// add up to more than zero, and more auxiliaries than the projection takes.
    pub fn calibrated<C: AsRef<[f64]>>(
        weights: &'a [f64],
        base: &[f64],
        auxiliaries: &[C],
    ) -> Result<Self, EstimateError> {
        check_sum(weights)?;
        check_weights(base)?;
        let lengths = std::iter::once(base.len()).chain(auxiliaries.iter().map(|column| column.as_ref().len()));
        for answers in lengths {
            check_length(answers, weights.len())?;
        }
        for column in auxiliaries {
            if let Some((row, &value)) = column.as_ref().iter().enumerate().find(|(_, value)| !value.is_finite()) {
                return Err(EstimateError::BadValue { row, value });
            }
        }
        let projection = Some(Projection::on_columns(auxiliaries, base)?);
        Ok(Self { weights: Cow::Borrowed(weights), design: None, projection })
    }

    /// Says how the respondents of raked, calibrated or fixed weights were drawn: standard errors follow the strata,
    /// clusters and finite populations of the design, and the weights stay those given here.
    ///
    /// # Errors
    /// Refuses a design of another number of respondents.
    pub fn drawn_by(self, design: &'a Design) -> Result<Self, EstimateError> {
        check_length(design.weights().len(), self.weights.len())?;
        Ok(Self { design: Some(design), ..self })
    }

    /// Gives the same sample with weights that add up to `total`, so that totals count people instead of respondents.
    ///
    /// # Errors
    /// Refuses a total that is not positive and finite, or so large or small that the weights cannot be held.
    pub fn scaled_to(self, people: f64) -> Result<Self, EstimateError> {
        if !(people > 0.0 && people.is_finite()) {
            return Err(EstimateError::BadTotal { total: people });
        }
        let factor = people / total(self.weights.iter().copied());
        if !factor.is_finite() || factor <= 0.0 {
            return Err(EstimateError::TooLarge);
        }
        let weights: Vec<f64> = self.weights.iter().map(|weight| weight * factor).collect();
        check_sum(&weights)?;
        Ok(Self { weights: Cow::Owned(weights), ..self })
    }

    /// One weight per respondent; negative only where a linear calibration made them so.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The weights, for what only makes sense where nobody counts for less than nothing.
    pub(crate) fn counts(&self) -> Result<&[f64], EstimateError> {
        match self.weights.iter().position(|weight| *weight < 0.0) {
            Some(row) => Err(EstimateError::NegativeWeight { row, weight: self.weights[row] }),
            None => Ok(&self.weights),
        }
    }

    /// The design's degrees of freedom; one less than respondents of any weight where there is no design.
    pub fn degrees_of_freedom(&self) -> f64 {
        self.degrees_of_freedom_where(|_| true)
    }

    /// The degrees of freedom of a domain: clusters less strata, counting those in which somebody is in the domain.
    pub fn degrees_of_freedom_where(&self, mut is_in: impl FnMut(usize) -> bool) -> f64 {
        let mut in_domain = |row: usize| self.weights[row] != 0.0 && is_in(row);
        match self.design {
            Some(design) => design.degrees_of_freedom_where(in_domain),
            None => number((0..self.weights.len()).filter(|&row| in_domain(row)).count().saturating_sub(1)),
        }
    }

    /// How many respondents of a domain weigh anything.
    pub(super) fn counted_where(&self, is_in: impl Fn(usize) -> bool) -> usize {
        self.weights.iter().enumerate().filter(|&(row, &weight)| weight > 0.0 && is_in(row)).count()
    }

    /// How many independent people of equal weight a domain is worth: Kish's effective size, and no more than its clusters.
    pub(super) fn independent_where(&self, is_in: impl Fn(usize) -> bool) -> f64 {
        let largest = self.weights.iter().copied().fold(0.0, f64::max);
        let inside =
            || self.weights.iter().enumerate().filter(|(row, _)| is_in(*row)).map(|(_, weight)| weight / largest);
        let effective = total(inside()).powi(2) / total(inside().map(|weight| weight * weight));
        let most = self.design.map_or_else(|| self.counted_where(&is_in), |design| design.clusters_where(&is_in));
        effective.min(number(most))
    }

    /// The covariance of any figures that have a linearised score for each respondent, as R's `svyrecvar`.
    ///
    /// This is how an estimate that is not offered here gets its standard error: give how much the figure changes for each
    /// respondent's weight.
    ///
    /// # Formula
    /// Scores less their projection on what the weights were fitted to, times the weights, summed to clusters; then
    /// `Σ_h (1 − f_h) n_h / (n_h − 1) Σ_i (z_hi − z̄_h)(z_hi − z̄_h)'` over the clusters `i` of each stratum `h`.
    ///
    /// # Source
    /// Binder (1983), *International Statistical Review* 51; Deville (1999), *Survey Methodology* 25(2).
    ///
    /// # Shape and unit
    /// One column of scores per figure, zero outside the figure's domain.
    ///
    /// # Errors
    /// Refuses a single respondent, columns of other lengths, scores that are not finite, and results too large to hold.
    pub fn covariance<C: AsRef<[f64]>>(&self, scores: &[C]) -> Result<Vec<Vec<f64>>, EstimateError> {
        if self.weights.len() < 2 {
            return Err(EstimateError::NoStandardError);
        }
        for column in scores.iter().map(AsRef::as_ref) {
            check_length(column.len(), self.weights.len())?;
            if let Some((row, &value)) = column.iter().enumerate().find(|(_, value)| !value.is_finite()) {
                return Err(EstimateError::BadValue { row, value });
            }
        }
        let deviations: Vec<_> = scores.iter().map(|column| self.deviations(column.as_ref().to_vec())).collect();
        let covariance = gram(&deviations);
        if covariance.iter().flatten().all(|entry| entry.is_finite()) {
            Ok(covariance)
        } else {
            Err(EstimateError::TooLarge)
        }
    }

    /// The influence value of each respondent on a figure that has linearised scores: what the figure gains, to first order,
    /// when the respondent is counted once more and the weights are made again.
    ///
    /// Columns of these are what [`Bootstrap::one_step`](crate::bootstrap::Bootstrap::one_step) takes, and the largest say
    /// on whom a figure hangs.
    ///
    /// # Formula
    /// `z_i = w_i e_i`, with `e` the scores less their projection on what the weights were fitted to.
    ///
    /// # Source
    /// Deville (1999), *Survey Methodology* 25(2).
    ///
    /// # Shape and unit
    /// One score per respondent, as for [`Sample::covariance`]: `(y_i − m) / Σ w` for a mean, 0 for those who did not answer.
    /// One value per respondent, in the unit of the figure.
    ///
    /// # Errors
    /// Refuses another number of scores, and scores that are not finite.
    pub fn influence(&self, scores: &[f64]) -> Result<Vec<f64>, EstimateError> {
        check_length(scores.len(), self.weights.len())?;
        if let Some((row, &value)) = scores.iter().enumerate().find(|(_, value)| !value.is_finite()) {
            return Err(EstimateError::BadValue { row, value });
        }
        let influence = self.weighted_residuals(scores.to_vec());
        if influence.iter().all(|value| value.is_finite()) { Ok(influence) } else { Err(EstimateError::TooLarge) }
    }

    /// Turns linearised scores into what each respondent adds to the figure's error.
    fn weighted_residuals(&self, mut scores: Vec<f64>) -> Vec<f64> {
        if let Some(projection) = &self.projection {
            projection.leave_residuals(&mut scores);
        }
        scores.iter_mut().zip(self.weights.iter()).for_each(|(score, weight)| *score *= weight);
        scores
    }

    /// Turns linearised scores into one deviation per cluster, of which products add up to covariances.
    pub(crate) fn deviations(&self, scores: Vec<f64>) -> Vec<f64> {
        self.deviations_where(scores, |_| true)
    }

    /// The same for a figure of a domain, outside of which all scores are zero.
    pub(super) fn deviations_where(&self, scores: Vec<f64>, is_in: impl Fn(usize) -> bool) -> Vec<f64> {
        let mut influence = self.weighted_residuals(scores);
        if let Some(design) = self.design {
            return design.deviations(&influence, &|row| self.is_touched(row, &is_in));
        }
        let n = number(influence.len());
        let mean = total(influence.iter().copied()) / n;
        let root = (n / (n - 1.0)).sqrt();
        for amount in &mut influence {
            *amount = (*amount - mean) * root;
        }
        influence
    }

    /// Whether a respondent adds to a figure of a domain: known totals tie everybody to it.
    fn is_touched(&self, row: usize, is_in: impl Fn(usize) -> bool) -> bool {
        self.knows_totals() || is_in(row)
    }

    /// Whether weights were fitted to known totals.
    pub(super) fn knows_totals(&self) -> bool {
        self.projection.is_some()
    }

    /// Whether errors depend on which strata a domain has somebody in.
    pub(super) fn averages(&self) -> bool {
        !self.knows_totals() && self.design.is_some_and(Design::averages)
    }

    /// Whether the design can tell how much a figure of a domain varies.
    pub(super) fn can_vary_where(&self, is_in: impl Fn(usize) -> bool) -> bool {
        !self.design.is_some_and(|design| design.has_no_average(&|row| self.is_touched(row, &is_in)))
    }

    /// How many deviations a figure has.
    pub(crate) fn clusters(&self) -> usize {
        self.design.map_or(self.weights.len(), Design::parts)
    }
}

pub(super) fn check_length(answers: usize, respondents: usize) -> Result<(), EstimateError> {
    if answers == respondents { Ok(()) } else { Err(EstimateError::LengthsDiffer { answers, respondents }) }
}

fn check_weights(weights: &[f64]) -> Result<(), EstimateError> {
    if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(EstimateError::BadWeight { row, weight: weights[row] });
    }
    check_sum(weights)
}

/// Refuses weights that cannot be calculated with; some may be negative.
fn check_sum(weights: &[f64]) -> Result<(), EstimateError> {
    if let Some(row) = weights.iter().position(|weight| !weight.is_finite()) {
        return Err(EstimateError::BadWeight { row, weight: weights[row] });
    }
    match total(weights.iter().copied()) {
        sum if sum <= 0.0 => Err(EstimateError::NoWeight),
        sum if !sum.is_finite() => Err(EstimateError::TooLarge),
        _ => Ok(()),
    }
}
