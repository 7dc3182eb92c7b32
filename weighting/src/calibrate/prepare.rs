//! Judges the input of a calibration and turns it into units, coordinates and targets.

use super::{Auxiliary, CalibrateError, Calibration};
use crate::base::{BadBase, Base};
use crate::cells::Cells;
use crate::linear::MOST_UNKNOWNS;
use crate::margin::{Margin, MarginError, Placement, TOTALS_TOLERANCE};
use crate::sum::number;
use crate::units::{Column, Scaled, Scaling, Units};

/// What became of one auxiliary.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place<'a> {
    /// The levels of a margin, from this unknown on.
    Levels { margin: &'a Margin, start: usize },
    /// A column that is `value` for everybody.
    Constant { value: f64, start: usize },
    /// A column of zeros, which weighs nothing.
    Nothing,
    /// A column that varies, by its place among the unknowns.
    Column { scaling: Scaling, index: usize },
}

/// Judged input: units of mean base weight 1, and targets in their coordinates.
pub(super) struct Prepared<'a> {
    pub(super) auxiliaries: &'a [Auxiliary<'a>],
    pub(super) places: Vec<Place<'a>>,
    pub(super) base: Base,
    pub(super) units: Units<'a>,
    pub(super) targets: Vec<f64>,
    /// The size of the population that the totals imply, where one of them says it.
    pub(super) population: Option<f64>,
    /// How freely each respondent's weight may move, where that differs; the largest is near 1.
    pub(super) freedoms: Option<Vec<f64>>,
    /// What the freedoms were multiplied by.
    pub(super) freedom_unit: f64,
}

impl<'a> Prepared<'a> {
    pub(super) fn of(asked: &Calibration<'a>) -> Result<Self, CalibrateError> {
        let auxiliaries = asked.auxiliaries;
        let respondents = respondents(asked)?;
        auxiliaries.iter().try_for_each(|auxiliary| auxiliary.judge(respondents))?;
        let population = population(auxiliaries)?;
        let mut base = Base::judge(asked.base, respondents).map_err(CalibrateError::of_base)?;
        if let (None, Some(population)) = (asked.base, population) {
            base.mean = population / number(respondents);
        }
        let (freedoms, freedom_unit) = freedoms(asked.variances, respondents)?;
        let scaled = auxiliaries.iter().map(|auxiliary| auxiliary.scaled(&base.scaled, population.is_some()));
        let scaled: Vec<Option<Scaled>> = scaled.collect::<Result<_, _>>()?;
        let mut prepared = Self {
            auxiliaries,
            places: Vec::new(),
            units: units(auxiliaries, &scaled, &base, freedoms.is_some()),
            base,
            targets: Vec::new(),
            population,
            freedoms,
            freedom_unit,
        };
        prepared.place(&scaled);
        prepared.aim()?;
        Ok(prepared)
    }

    /// Adds constants and columns to the units, which have the margins already, and notes where each auxiliary went.
    fn place(&mut self, scaled: &[Option<Scaled>]) {
        // Cells keep one more unknown per margin, for levels that are not known.
        let spare = usize::from(self.units.is_of_cells());
        let mut start = 0;
        for (auxiliary, scaled) in self.auxiliaries.iter().zip(scaled) {
            let place = match (auxiliary, scaled) {
                (Auxiliary::Margin(placement), _) => {
                    let place = Place::Levels { margin: placement.margin, start };
                    start += placement.margin.levels().len() + spare;
                    place
                }
                (Auxiliary::Intercept { .. }, _) => self.add_constant(1.0),
                (_, Some(Scaled::Constant(value))) if *value != 0.0 => self.add_constant(*value),
                _ => Place::Nothing,
            };
            self.places.push(place);
        }
        for (index, auxiliary) in self.auxiliaries.iter().enumerate() {
            if let (Auxiliary::Column { values, .. }, Some(Scaled::Varies(scaling))) = (auxiliary, &scaled[index]) {
                self.places[index] = Place::Column { scaling: *scaling, index: self.units.unknowns() };
                self.units.add_column(Column::new(values, *scaling));
            }
        }
    }

    fn add_constant(&mut self, value: f64) -> Place<'a> {
        let start = self.units.unknowns();
        self.units.add_constant();
        Place::Constant { value, start }
    }

    /// Puts the totals into the coordinates of the units.
    fn aim(&mut self) -> Result<(), CalibrateError> {
        let most = MOST_UNKNOWNS;
        if self.units.unknowns() > most {
            return Err(CalibrateError::TooManyAuxiliaries { auxiliaries: self.units.unknowns(), most });
        }
        self.targets = vec![0.0; self.units.unknowns()];
        for (auxiliary, place) in self.auxiliaries.iter().zip(&self.places) {
            match *place {
                Place::Levels { margin, start } => {
                    let targets = self.targets[start..].iter_mut().zip(margin.levels());
                    targets.for_each(|(target, level)| *target = level.target / self.base.mean);
                }
                Place::Constant { value, start } => self.targets[start] = auxiliary.total() / value / self.base.mean,
                Place::Nothing => {}
                Place::Column { scaling, index } => {
                    // In the population's own unit, where a size is often a whole number and so exact.
                    let population = self.population.unwrap_or(0.0);
                    self.targets[index] = scaling.total(auxiliary.total(), population) / self.base.mean;
                }
            }
            let bad = || CalibrateError::BadTotal { auxiliary: auxiliary.name().into(), total: auxiliary.total() };
            if self.targets.iter().any(|target| !target.is_finite()) {
                return Err(bad());
            }
        }
        Ok(())
    }
}

impl Auxiliary<'_> {
    /// Refuses what cannot be calibrated to, whatever the weights.
    fn judge(&self, respondents: usize) -> Result<(), CalibrateError> {
        let name = || self.name().to_owned();
        match self {
            Self::Margin(placement) => {
                placement.count(respondents)?;
                let unknown = placement.codes.iter().position(Option::is_none);
                unknown.map_or(Ok(()), |row| Err(CalibrateError::UnknownLevel { margin: name(), row }))
            }
            Self::Intercept { total } if total.is_finite() && *total >= f64::MIN_POSITIVE => Ok(()),
            Self::Column { total, values, .. } if total.is_finite() => {
                if values.len() != respondents {
                    let (given, expected) = (values.len(), respondents);
                    return Err(CalibrateError::LengthsDiffer { name: name(), given, expected });
                }
                values
                    .iter()
                    .position(|value| !value.is_finite())
                    .map_or(Ok(()), |row| Err(CalibrateError::BadValue { auxiliary: name(), row, value: values[row] }))
            }
            Self::Intercept { total } | Self::Column { total, .. } => {
                Err(CalibrateError::BadTotal { auxiliary: name(), total: *total })
            }
        }
    }

    /// Measures a column; nothing for what is not one.
    fn scaled(&self, base: &[f64], centred: bool) -> Result<Option<Scaled>, CalibrateError> {
        let Self::Column { name, values, total } = self else { return Ok(None) };
        let auxiliary = || (*name).to_owned();
        match Scaling::measure(values, base, centred) {
            Scaled::Unusable => {
                let size = |row: &usize| values[*row].abs();
                let row = (0..values.len()).max_by(|a, b| size(a).total_cmp(&size(b))).unwrap_or(0);
                Err(CalibrateError::BadValue { auxiliary: auxiliary(), row, value: values[row] })
            }
            Scaled::Constant(value) if value == 0.0 && *total != 0.0 => {
                Err(CalibrateError::OutOfReach { auxiliary: auxiliary(), total: *total, least: 0.0, most: 0.0 })
            }
            scaled => Ok(Some(scaled)),
        }
    }

    /// The size of the population that this auxiliary implies, if any.
    fn population(&self) -> Option<f64> {
        match self {
            Self::Margin(placement) => Some(placement.margin.total()),
            Self::Intercept { total } => Some(*total),
            Self::Column { values, total, .. } => {
                let first = *values.first()?;
                let constant = first != 0.0 && values.iter().all(|value| value.to_bits() == first.to_bits());
                constant.then_some(total / first)
            }
        }
    }
}

fn respondents(asked: &Calibration<'_>) -> Result<usize, CalibrateError> {
    let from = |auxiliary: &Auxiliary<'_>| match auxiliary {
        Auxiliary::Margin(placement) => Some(placement.codes.len()),
        Auxiliary::Column { values, .. } => Some(values.len()),
        Auxiliary::Intercept { .. } => None,
    };
    if asked.auxiliaries.is_empty() {
        return Err(CalibrateError::NoAuxiliaries);
    }
    let known = asked.auxiliaries.iter().find_map(from).or(asked.base.map(<[f64]>::len));
    known.filter(|respondents| *respondents > 0).ok_or(CalibrateError::NoRespondents)
}

/// The size of the population, on which all auxiliaries that imply one must agree.
fn population(auxiliaries: &[Auxiliary<'_>]) -> Result<Option<f64>, CalibrateError> {
    let mut known: Option<(&str, f64)> = None;
    for (name, size) in auxiliaries.iter().filter_map(|each| each.population().map(|size| (each.name(), size))) {
        if !size.is_finite() || size < f64::MIN_POSITIVE {
            return Err(CalibrateError::BadTotal { auxiliary: name.into(), total: size });
        }
        match known {
            None => known = Some((name, size)),
            Some((first, total)) if (total - size).abs() > TOTALS_TOLERANCE * total.max(size) => {
                let (first, second) = (first.to_owned(), name.to_owned());
                let disagree = MarginError::TotalsDisagree { first, first_total: total, second, second_total: size };
                return Err(disagree.into());
            }
            Some(_) => {}
        }
    }
    Ok(known.map(|(_, size)| size))
}

/// One over each variance, relative to their mean.
fn freedoms(variances: Option<&[f64]>, respondents: usize) -> Result<(Option<Vec<f64>>, f64), CalibrateError> {
    let Some(variances) = variances else { return Ok((None, 1.0)) };
    let judged = Base::judge(Some(variances), respondents).map_err(CalibrateError::of_variances)?;
    let freedoms: Vec<f64> = judged.scaled.iter().map(|variance| 1.0 / variance).collect();
    match freedoms.iter().position(|freedom| !freedom.is_finite()) {
        Some(row) => Err(CalibrateError::of_variances(BadBase::Weight { row, weight: variances[row] })),
        None => Ok((Some(freedoms), judged.mean)),
    }
}

/// Cells where nothing is numeric, and otherwise one unit per respondent; with the margins and nothing else yet.
fn units<'a>(auxiliaries: &[Auxiliary<'a>], scaled: &[Option<Scaled>], base: &Base, varied: bool) -> Units<'a> {
    let placements: Vec<Placement<'_>> = auxiliaries.iter().filter_map(Auxiliary::placement).collect();
    let numeric = scaled.iter().any(|scaled| matches!(scaled, Some(Scaled::Varies(_))));
    if !numeric && !varied && !placements.is_empty() {
        return Units::of_cells(Cells::collapse(&placements, &base.scaled));
    }
    let mut units = Units::of_rows(base.scaled.clone());
    for placement in placements {
        let codes = placement.codes.iter().flatten().copied().collect();
        units.add_factor(codes, placement.margin.levels().len());
    }
    units
}
