//! What a replicate adds up in each cell, and the figures that follow once the cells are raked.

use super::Bootstrap;
use super::column::{BLANK, Judged};
use super::refusal::Failure;
use crate::sum::Compensated;

/// What is added up, times multiplicity, over each cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// The respondents.
    Everybody,
    /// The answers to a column, a blank as 0.
    Answers(usize),
    /// Those who answered a column.
    Answered(usize),
}

/// Where each sum of a cell stands: those in small whole numbers first, then the others.
#[derive(Debug)]
pub(super) struct Layout {
    /// Sums in whole numbers.
    pub(super) small: Vec<Source>,
    /// Sums in numbers of any size.
    pub(super) wide: Vec<Source>,
    /// For each column, where its answers and those who answered are added up.
    slots: Vec<(usize, usize)>,
    /// The largest number among small sources.
    pub(super) largest: u8,
}

impl Layout {
    pub(super) fn of(columns: &[Judged<'_>], all_wide: bool) -> Self {
        let mut layout = Self { small: Vec::new(), wide: Vec::new(), slots: Vec::new(), largest: 1 };
        let everybody = if all_wide { &mut layout.wide } else { &mut layout.small };
        everybody.push(Source::Everybody);
        for (index, column) in columns.iter().enumerate() {
            let sources = match column {
                Judged::Codes(codes) if !all_wide => {
                    let answers = codes.iter().copied().filter(|code| *code != BLANK);
                    layout.largest = answers.fold(layout.largest, u8::max);
                    &mut layout.small
                }
                _ => &mut layout.wide,
            };
            sources.push(Source::Answers(index));
            if column.has_blanks() {
                sources.push(Source::Answered(index));
            }
        }
        let sources = || layout.small.iter().chain(&layout.wide);
        let at = |source| sources().position(|known| *known == source);
        // Everybody has the first place of all, whichever list it is in.
        let slot = |index| (at(Source::Answers(index)).unwrap_or(0), at(Source::Answered(index)).unwrap_or(0));
        layout.slots = (0..columns.len()).map(slot).collect();
        layout
    }

    /// How many sums a cell has.
    pub(super) fn width(&self) -> usize {
        self.small.len() + self.wide.len()
    }
}

impl Bootstrap {
    /// How many sums a replicate has over all cells.
    pub(super) fn sums_each(&self) -> usize {
        self.ratios.len() * self.layout.width()
    }

    /// The sums of all cells where each place counts so many times, whole or not.
    pub(super) fn sums(&self, times: impl Fn(usize) -> f64) -> Vec<f64> {
        let width = self.layout.width();
        let mut sums = Vec::with_capacity(self.sums_each());
        let mut start = 0;
        for &end in &self.places.ends {
            let mut cell = vec![Compensated::default(); width];
            for place in start..end {
                let weight = times(place) * self.base.places.as_ref().map_or(1.0, |base| base[place]);
                let sources = self.layout.small.iter().chain(&self.layout.wide);
                for (sum, source) in cell.iter_mut().zip(sources) {
                    sum.add(weight * self.value(*source, place));
                }
            }
            sums.extend(cell.into_iter().map(Compensated::value));
            start = end;
        }
        sums
    }

    /// What one place adds to a sum.
    pub(super) fn value(&self, source: Source, place: usize) -> f64 {
        match source {
            Source::Everybody => 1.0,
            Source::Answers(column) => self.columns[column].at(place).unwrap_or(0.0),
            Source::Answered(column) => f64::from(u8::from(self.columns[column].at(place).is_some())),
        }
    }

    /// The weight of each cell relative to its base weight in a replicate with these sums.
    pub(super) fn rake_sums(&self, sums: &[f64]) -> Result<Vec<f64>, Failure> {
        self.rake_cells(&self.before(sums))
    }

    /// The sum of base weights in each cell of a replicate with these sums.
    pub(super) fn before(&self, sums: &[f64]) -> Vec<f64> {
        let cells = sums.chunks_exact(self.layout.width()).zip(&self.base.cells);
        cells.map(|(sums, base)| sums[0] * base).collect()
    }

    /// The weight of each cell relative to its base weight in a replicate with these sums of base weights.
    pub(super) fn rake_cells(&self, before: &[f64]) -> Result<Vec<f64>, Failure> {
        let somebody = before.iter().any(|&weight| weight > 0.0);
        somebody.then(|| self.margins.ratios(before)).flatten().ok_or(Failure::NotRaked)
    }

    /// The mean of each column, from the sums of all cells and the cells' weights.
    pub(super) fn figures_of(&self, sums: &[f64], ratios: &[f64]) -> Result<Vec<f64>, Failure> {
        let mut totals = vec![0.0; self.layout.width()];
        let cells = sums.chunks_exact(totals.len()).zip(ratios).zip(&self.base.cells);
        for ((sums, ratio), base) in cells {
            let weight = ratio * base;
            totals.iter_mut().zip(sums).for_each(|(total, sum)| *total += weight * sum);
        }
        let figure = |(column, &(answers, answered)): (usize, &(usize, usize))| {
            let weight = totals[answered];
            if weight > 0.0 { Ok(totals[answers] / weight) } else { Err(Failure::NobodyDrawn { column }) }
        };
        self.layout.slots.iter().enumerate().map(figure).collect()
    }
}
