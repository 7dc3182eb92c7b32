//! What can be estimated, and the step from answers to a figure with its deviations. Private but for [`Quantity`].

use super::{Estimate, EstimateError, Estimates, Sample, sample::check_length};
use crate::sum::{Compensated, gram, inner, number};

/// Something to estimate from the answers of the respondents.
#[derive(Debug, Clone, Copy)]
pub enum Quantity<'a> {
    /// The mean among those who answered.
    Mean(&'a [Option<f64>]),
    /// The total over those who answered.
    Total(&'a [Option<f64>]),
    /// The total of one answer over the total of another, among those who gave both.
    Ratio {
        /// What is divided.
        numerator: &'a [Option<f64>],
        /// What it is divided by.
        denominator: &'a [Option<f64>],
    },
}

/// A figure with the score of each respondent before weighting, and what it was made from.
pub(super) struct Figure<'a> {
    quantity: Quantity<'a>,
    pub(super) estimate: Estimate,
    pub(super) scores: Vec<f64>,
    /// The weights of those who answered.
    pub(super) base: f64,
    enough: bool,
}

impl Quantity<'_> {
    /// Whether a respondent counts towards the figure.
    pub(super) fn is_answered(&self, row: usize) -> bool {
        self.at(row).is_some()
    }

    /// The value of a respondent and what it is divided by.
    fn at(&self, row: usize) -> Option<(f64, f64)> {
        match *self {
            Self::Mean(values) | Self::Total(values) => values[row].map(|value| (value, 1.0)),
            Self::Ratio { numerator, denominator } => numerator[row].zip(denominator[row]),
        }
    }

    pub(super) fn check(&self, respondents: usize) -> Result<(), EstimateError> {
        let columns = match *self {
            Self::Mean(values) | Self::Total(values) => [values, values],
            Self::Ratio { numerator, denominator } => [numerator, denominator],
        };
        for column in columns {
            check_length(column.len(), respondents)?;
            let bad = |value: &Option<f64>| value.filter(|value| !value.is_finite());
            if let Some((row, value)) = column.iter().enumerate().find_map(|(row, v)| bad(v).map(|value| (row, value)))
            {
                return Err(EstimateError::BadValue { row, value });
            }
        }
        Ok(())
    }
}

impl<'a> Figure<'a> {
    pub(super) fn of(sample: &Sample<'_>, quantity: Quantity<'a>) -> Result<Self, EstimateError> {
        quantity.check(sample.weights().len())?;
        let at = |row| quantity.at(row);
        let weights = sample.weights();
        let sums =
            Sums::over(weights.iter().enumerate().filter_map(|(row, weight)| at(row).map(|(y, x)| (y, x, *weight))));
        let (answered, base) = (sums.answered, sums.base.value());
        // A total needs nobody to add up to anything, which those of a negative weight may not.
        if sums.counted == 0 || (base <= 0.0 && !matches!(quantity, Quantity::Total(_))) {
            return Err(EstimateError::NobodyAnswered);
        }
        let (below, plain_below) = match quantity {
            Quantity::Mean(_) => (base, number(answered)),
            Quantity::Total(_) => (1.0, 1.0),
            Quantity::Ratio { .. } => (sums.below.value(), sums.plain_below.value()),
        };
        if below.abs() <= 0.0 || plain_below.abs() <= 0.0 {
            return Err(EstimateError::NoDenominator);
        }
        let (weighted, unweighted) = (sums.weighted.value() / below, sums.unweighted.value() / plain_below);
        let centre = if matches!(quantity, Quantity::Total(_)) { 0.0 } else { weighted };
        let score = |row| at(row).map_or(0.0, |(y, x)| (y - centre * x) / below);
        let enough = if matches!(quantity, Quantity::Total(_)) { weights.len() >= 2 } else { sums.counted >= 2 };
        Ok(Self {
            quantity,
            estimate: Estimate { weighted, unweighted, answered, standard_error: None },
            scores: (0..weights.len()).map(score).collect(),
            base,
            enough,
        })
    }

    /// The same figure with its standard error, and the deviations that made it.
    pub(super) fn deviate(self, sample: &Sample<'_>) -> (Estimate, Option<Vec<f64>>) {
        let is_in = |row| self.quantity.is_answered(row);
        let enough = self.enough && sample.can_vary_where(is_in);
        let of_domain = (enough && sample.averages()).then(|| sample.deviations_where(self.scores.clone(), is_in));
        let deviations = enough.then(|| sample.deviations(self.scores));
        let variance = of_domain.as_ref().or(deviations.as_ref()).map(|column| inner(column, column));
        (Estimate { standard_error: variance.map(f64::sqrt), ..self.estimate }, deviations)
    }
}

/// What a figure is made from, added up in one pass.
#[derive(Default)]
struct Sums {
    answered: usize,
    /// Those of them who weigh anything: nobody else tells how much the figure varies.
    counted: usize,
    base: Compensated,
    weighted: Compensated,
    unweighted: Compensated,
    below: Compensated,
    plain_below: Compensated,
}

impl Sums {
    /// Takes for each answer its value, what it is divided by, and its weight.
    fn over(answers: impl Iterator<Item = (f64, f64, f64)>) -> Self {
        let mut sums = Self::default();
        for (value, divisor, weight) in answers {
            sums.answered += 1;
            sums.counted += usize::from(weight != 0.0);
            sums.base.add(weight);
            sums.weighted.add(value * weight);
            sums.unweighted.add(value);
            sums.below.add(divisor * weight);
            sums.plain_below.add(divisor);
        }
        sums
    }
}

/// Estimates several quantities of the same respondents together.
pub(super) fn combine(sample: &Sample<'_>, quantities: &[Quantity<'_>]) -> Result<Estimates, EstimateError> {
    let (mut each, mut columns) = (Vec::with_capacity(quantities.len()), Some(Vec::with_capacity(quantities.len())));
    for &quantity in quantities {
        let (estimate, deviations) = Figure::of(sample, quantity)?.deviate(sample);
        each.push(estimate);
        columns = columns.zip(deviations).map(|(mut columns, column)| {
            columns.push(column);
            columns
        });
    }
    finite(Estimates { each, covariance: columns.map(|columns| gram(&columns)) })
}

/// Estimates one quantity.
pub(super) fn one(sample: &Sample<'_>, quantity: Quantity<'_>) -> Result<Estimate, EstimateError> {
    let (estimate, _) = Figure::of(sample, quantity)?.deviate(sample);
    Ok(finite(Estimates { each: vec![estimate], covariance: None })?.each[0])
}

/// Refuses figures that overflowed.
pub(super) fn finite(estimates: Estimates) -> Result<Estimates, EstimateError> {
    let figures = estimates.each.iter().flat_map(|each| [each.weighted, each.unweighted]);
    let errors = estimates.each.iter().filter_map(|each| each.standard_error);
    let covariances = estimates.covariance.iter().flatten().flatten().copied();
    if figures.chain(errors).chain(covariances).all(f64::is_finite) {
        Ok(estimates)
    } else {
        Err(EstimateError::TooLarge)
    }
}
