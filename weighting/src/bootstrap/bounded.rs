//! Raking of one replicate's cells within bounds: the calibration of [`crate::rake::rake_bounded`] on sums that change with
//! each replicate, started where the full sample came to rest.

use crate::calibrate::{Dual, Method, Point};
use crate::cells::Cells;
use crate::rake::{Bounds, TOLERANCE};
use crate::units::Units;

/// What the cells of every replicate have in common.
#[derive(Debug)]
pub(super) struct Bounded {
    bounds: Bounds,
    /// The cells with their levels; each replicate has base weights of its own.
    units: Units<'static>,
    /// Where Newton's method starts.
    start: Vec<f64>,
}

impl Bounded {
    pub(super) fn of(cells: &Cells, bounds: Bounds) -> Self {
        let units = Units::of_cells(Cells {
            of_row: Vec::new(),
            base: vec![0.0; cells.len()],
            respondents: Vec::new(),
            levels: cells.levels.clone(),
            sizes: cells.sizes.clone(),
        });
        Self { bounds, start: vec![0.0; units.unknowns()], units }
    }

    /// Solves the full sample, and starts all replicates from there.
    pub(super) fn start_from(&mut self, full: &[f64], targets: Vec<f64>) {
        if let Some(point) = self.solve(full, targets) {
            self.start = point.lambda;
        }
    }

    /// The weight of each cell relative to its base weight; none where no weights within the bounds meet the targets.
    pub(super) fn ratios(&self, before: &[f64], targets: Vec<f64>) -> Option<Vec<f64>> {
        self.solve(before, targets).map(|point| point.ratios)
    }

    fn solve(&self, before: &[f64], targets: Vec<f64>) -> Option<Point> {
        let mut units = self.units.clone();
        before.clone_into(&mut units.base);
        if !self.each_level_can(&units, &targets) {
            return None;
        }
        let (sizes, method) = (targets.clone(), Method::RakingBounded(self.bounds));
        let dual = Dual { units: &units, targets, sizes, method, freedoms: None, tolerance: TOLERANCE };
        let met = |point: &Point| point.miss <= TOLERANCE;
        // A start that suits the full sample may lie where another draw has no slope left.
        Some(dual.minimise_from(self.start.clone())).filter(met).or_else(|| Some(dual.minimise()).filter(met))
    }

    /// Whether each level alone could meet its target with all its weights at a bound.
    fn each_level_can(&self, units: &Units<'_>, targets: &[f64]) -> bool {
        let base = units.totals(&units.base);
        base.iter().zip(targets).all(|(base, target)| {
            let (least, most) = (base * self.bounds.lower(), base * self.bounds.upper());
            (least * (1.0 - TOLERANCE)..=most * (1.0 + TOLERANCE)).contains(target)
        })
    }
}
