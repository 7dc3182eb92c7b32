//! Whether bounds leave room for each total by itself: a necessary test that names the cause.

use super::prepare::{Place, Prepared};
use super::{CalibrateError, Method};
use crate::rake::Side;
use crate::sum::total;

/// How far beyond what is possible a total may lie before it counts as impossible.
const SLACK: f64 = 1e-10;

/// Refuses a column whose total no weights within the method's range can reach, whatever the others.
///
/// Costs a sort per column, so it is asked only when steps have failed.
pub(super) fn test_columns(prepared: &Prepared<'_>, method: Method) -> Result<(), CalibrateError> {
    let (lower, upper) = method.range();
    if lower == f64::NEG_INFINITY {
        return Ok(());
    }
    for (auxiliary, place) in prepared.auxiliaries.iter().zip(&prepared.places) {
        let super::Auxiliary::Column { name, values, total } = *auxiliary else { continue };
        if let Place::Column { .. } = place {
            let (least, most) = reach(prepared, values, lower, upper);
            let slack = SLACK * least.abs().max(most.abs()).max(total.abs());
            if total < least - slack || total > most + slack {
                return Err(CalibrateError::OutOfReach { auxiliary: name.to_owned(), total, least, most });
            }
        }
    }
    Ok(())
}

/// Refuses bounds that the level in most need cannot keep even with all its weights at the bound; costs next to nothing.
pub(super) fn test_levels(prepared: &Prepared<'_>, method: Method) -> Result<(), CalibrateError> {
    let (lower, upper) = method.range();
    if lower == f64::NEG_INFINITY {
        return Ok(());
    }
    let base = prepared.units.totals(&prepared.units.base);
    let mut worst: Option<(f64, CalibrateError)> = None;
    for (auxiliary, place) in prepared.auxiliaries.iter().zip(&prepared.places) {
        let (start, levels) = match *place {
            Place::Levels { margin, start } => {
                (start, margin.levels().iter().map(|level| level.name.as_str()).collect())
            }
            Place::Constant { start, .. } => (start, vec!["everybody"]),
            Place::Nothing | Place::Column { .. } => continue,
        };
        for (unknown, level) in (start..).zip(levels).filter(|(unknown, _)| base[*unknown] > 0.0) {
            let needed = prepared.targets[unknown] / base[unknown];
            let above = needed > upper;
            let (excess, side, bound) =
                if above { (needed / upper, Side::Upper, upper) } else { (lower / needed, Side::Lower, lower) };
            if excess > 1.0 + SLACK && worst.as_ref().is_none_or(|(most, _)| excess > *most) {
                let (auxiliary, level) = (auxiliary.name().to_owned(), level.to_owned());
                worst = Some((excess, CalibrateError::OutOfBounds { auxiliary, level, side, bound, needed }));
            }
        }
    }
    worst.map_or(Ok(()), |(_, refusal)| Err(refusal))
}

/// The least and the greatest total of a column under ratios between the bounds, with the sum of weights that is asked for
/// where there is one: then all that is left above the lower bound goes to the respondents with the largest values first.
fn reach(prepared: &Prepared<'_>, values: &[f64], lower: f64, upper: f64) -> (f64, f64) {
    let (base, unit) = (&prepared.base.scaled, prepared.base.mean);
    let Some(size) = prepared.population.map(|population| population / unit) else {
        let bound = |value: f64, high: f64, low: f64| {
            if value > 0.0 {
                value * high
            } else if value < 0.0 {
                value * low
            } else {
                0.0
            }
        };
        let sum =
            |high: f64, low: f64| total(values.iter().zip(base).map(|(value, base)| base * bound(*value, high, low)));
        return (sum(lower, upper) * unit, sum(upper, lower) * unit);
    };
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|a, b| values[*b].total_cmp(&values[*a]));
    let floor = total(values.iter().zip(base).map(|(value, base)| value * base * lower));
    let spare = size - lower * total(base.iter().copied());
    let mut most = vec![floor];
    most.extend(fill(order.iter().copied(), values, base, spare, upper - lower));
    let mut least = vec![floor];
    least.extend(fill(order.into_iter().rev(), values, base, spare, upper - lower));
    (total(least) * unit, total(most) * unit)
}

/// What respondents add to a total when weight is given out in this order, each up to `room` times the base weight.
fn fill<'a>(
    order: impl Iterator<Item = usize> + 'a,
    values: &'a [f64],
    base: &'a [f64],
    mut spare: f64,
    room: f64,
) -> impl Iterator<Item = f64> + 'a {
    order.map(move |row| {
        let given = (base[row] * room).min(spare.max(0.0));
        spare -= given;
        given * values[row]
    })
}
