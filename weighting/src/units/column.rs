//! One numeric auxiliary in coordinates that keep the digits of normal equations.

use crate::sum::total;

/// Values beyond these cannot be scaled and multiplied without loss.
const LEAST: f64 = 1e-290;
const MOST: f64 = 1e290;
/// Below this share of its size, what is left of a column after centring is rounding.
const CONSTANT: f64 = 1e-14;

/// The change of coordinates of a column: `x ↦ (x − centre) / spread`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scaling {
    pub(crate) centre: f64,
    pub(crate) spread: f64,
}

/// What a column turns out to be.
pub(crate) enum Scaled {
    /// It varies.
    Varies(Scaling),
    /// It is the same number for everybody.
    Constant(f64),
    /// Its numbers are too large or too small to calculate with.
    Unusable,
}

impl Scaling {
    /// Measures a column; it is centred only where the sum of weights is known, since otherwise the shift would be lost.
    pub(crate) fn measure(values: &[f64], base: &[f64], centred: bool) -> Scaled {
        let first = values.first().copied().unwrap_or(0.0);
        let unit = values.iter().fold(0.0, |most: f64, value| most.max(value.abs()));
        if unit > MOST || (unit > 0.0 && unit < LEAST) {
            return Scaled::Unusable;
        }
        if values.iter().all(|value| value.to_bits() == first.to_bits()) || unit <= 0.0 {
            return Scaled::Constant(first);
        }
        let weight = total(base.iter().copied());
        let mean = total(values.iter().zip(base).map(|(value, base)| value / unit * base)) / weight * unit;
        let centre = if centred { mean } else { 0.0 };
        let squares = total(values.iter().zip(base).map(|(value, base)| ((value - centre) / unit).powi(2) * base));
        let spread = (squares / weight).sqrt();
        if spread > CONSTANT { Scaled::Varies(Self { centre, spread: spread * unit }) } else { Scaled::Constant(first) }
    }

    /// The total of the column in the new coordinates, where weights add up to `size` (anything where not centred).
    pub(crate) fn total(self, total: f64, size: f64) -> f64 {
        // Fused, because the two parts are nearly equal where values are far from zero.
        if self.centre == 0.0 { total / self.spread } else { self.centre.mul_add(-size, total) / self.spread }
    }

    /// The total in the old coordinates.
    pub(crate) fn total_back(self, total: f64, size: f64) -> f64 {
        if self.centre == 0.0 { total * self.spread } else { self.centre.mul_add(size, total * self.spread) }
    }
}

/// A numeric column with its scaling.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column<'a> {
    values: &'a [f64],
    centre: f64,
    per_spread: f64,
}

impl<'a> Column<'a> {
    pub(crate) fn new(values: &'a [f64], scaling: Scaling) -> Self {
        Self { values, centre: scaling.centre, per_spread: 1.0 / scaling.spread }
    }

    /// Writes the scaled values of the units from `first` on.
    pub(crate) fn copy_from(&self, first: usize, scaled: &mut [f64]) {
        let Self { values, centre, per_spread } = *self;
        scaled.iter_mut().zip(&values[first..]).for_each(|(scaled, value)| *scaled = (value - centre) * per_spread);
    }

    /// Adds the scaled values times a slope.
    pub(crate) fn add_to(&self, sums: &mut [f64], slope: f64) {
        let Self { values, centre, per_spread } = *self;
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += slope * ((value - centre) * per_spread));
    }
}
