//! Replicates several at a time: draws a block, adds it to the sums of each replicate, and goes on to the next block, so
//! that the answers pass through the cache once for all of them.

use std::ops::Range;

use rayon::prelude::*;

use super::cell_sums::Source;
use super::clusters::fill_all;
use super::column::{BLANK, Judged};
use super::dot::{Operands, Run, STRIDE, add_products};
use super::draw::{BLOCK, Stream};
use super::refusal::{BootstrapError, Failure};
use super::replicates::Replicates;
use super::wide::dot;
use super::{Bootstrap, Plan};
use crate::progress::Progress;

/// The most replicates that are made together.
const MOST: usize = 32;
/// The sums that replicates made together may take up, in numbers, where that leaves more than one.
const ROOM: usize = 1 << 19;
/// The draws of clusters that replicates made together may take up, where that leaves more than one.
const ROOM_FOR_DRAWS: usize = 1 << 22;
/// How many places of the slower path fit the fastest cache for all replicates.
const WINDOW: usize = 512;

impl Bootstrap {
    /// Draws replicates and takes the weighted mean of each column in each of them.
    ///
    /// # Formula
    /// For replicate `b`, `m_i` Poisson(1) for each respondent or for each cluster
    /// ([`clustered`](Self::clustered)), weights from raking `m_i d_i` to the margins with `d_i` the
    /// base weight, and `Σ w y / Σ w` over those who answered. No finite-population correction: respondents who chose
    /// to answer are no sample of a list.
    ///
    /// # Source
    /// Hanley and `MacGibbon` (2006), *Computer Methods and Programs in Biomedicine* 83(1), for Poisson multiplicities;
    /// Canty and Davison (1999), *The Statistician* 48(3), for raking each replicate again.
    ///
    /// # Shape and unit
    /// One figure per column, in the column's unit.
    ///
    /// # Errors
    /// Refuses a plan without replicates or with too many, too many failed replicates, and a watcher that stops the run.
    pub fn means(&self, plan: Plan, progress: &Progress<'_>) -> Result<Replicates, BootstrapError> {
        plan.check(self.figures.len())?;
        let draws = self.clusters.as_ref().map_or(0, |clusters| clusters.draws);
        let size = (ROOM / self.sums_each().max(1)).min(ROOM_FOR_DRAWS / draws.max(1)).clamp(1, MOST);
        let run = progress.start(plan.replicates);
        let starts = (0..plan.replicates).into_par_iter().step_by(size);
        let tiles = starts.map_init(
            || Tile::of(self),
            |tile, start| {
                let replicates = start..plan.replicates.min(start + size);
                let made = tile.make(plan.seed, replicates.clone());
                run.advance(replicates.len()).map(|()| made)
            },
        );
        let tiles = tiles.collect::<Result<Vec<_>, _>>()?;
        plan.keep(self.figures.clone(), tiles.into_iter().flatten())
    }
}

impl Bootstrap {
    /// The sums of all cells where everybody counts once.
    pub(super) fn full_sums(&self) -> Vec<f64> {
        let mut tile = Tile::of(self);
        tile.add_all(1, |_, _, places| places.fill(1));
        tile.sums
    }
}

impl Plan {
    /// Puts replicates together, or refuses where too many of them failed.
    pub(super) fn keep(
        self,
        figures: Vec<f64>,
        made: impl Iterator<Item = Result<Vec<f64>, Failure>>,
    ) -> Result<Replicates, BootstrapError> {
        let mut replicates = Replicates::of(figures);
        let mut failures = Vec::new();
        for (number, made) in made.enumerate() {
            match made {
                Ok(row) if replicates.push(number, &row) => {}
                Ok(_) => failures.push(Failure::NotFinite),
                Err(failure) => {
                    replicates.failed.push(number);
                    failures.push(failure);
                }
            }
        }
        failures.sort_unstable();
        let most_frequent = failures.chunk_by(PartialEq::eq).max_by_key(|alike| alike.len()).map(|alike| alike[0]);
        let failed = failures.len();
        let allowed = crate::sum::number(failed) <= self.most_failed * crate::sum::number(self.replicates);
        match most_frequent {
            Some(reason) if !allowed || replicates.len() < 2 => {
                Err(BootstrapError::TooManyFailed { failed, replicates: self.replicates, reason })
            }
            _ => Ok(replicates),
        }
    }
}

/// Room for the replicates that are made together, used again for the next.
struct Tile<'a> {
    bootstrap: &'a Bootstrap,
    multiplicities: Vec<u8>,
    /// The draws of clusters, where there are any.
    drawn: Vec<u8>,
    columns: Vec<u8>,
    runs: Vec<Run>,
    sums: Vec<f64>,
    weights: Vec<f64>,
    values: Vec<f64>,
}

impl<'a> Tile<'a> {
    fn of(bootstrap: &'a Bootstrap) -> Self {
        let columns = vec![0; bootstrap.layout.small.len() * STRIDE];
        let values = vec![0.0; WINDOW];
        let (runs, sums, weights) = (vec![], vec![], vec![]);
        Self { bootstrap, multiplicities: vec![], drawn: vec![], columns, runs, sums, weights, values }
    }

    /// Makes some replicates: the figures of each, or why there are none.
    fn make(&mut self, seed: u64, replicates: Range<usize>) -> Vec<Result<Vec<f64>, Failure>> {
        let bootstrap = self.bootstrap;
        let stream = |replicate: usize| Stream::of(seed, (replicates.start + replicate) as u64);
        match &bootstrap.clusters {
            None => self.add_all(replicates.len(), |replicate, block, places| stream(replicate).fill(block, places)),
            Some(clusters) => {
                let mut drawn = std::mem::take(&mut self.drawn);
                drawn.resize(replicates.len() * clusters.draws, 0);
                let each = drawn.chunks_exact_mut(clusters.draws).enumerate();
                each.for_each(|(replicate, drawn)| fill_all(stream(replicate), drawn));
                self.add_all(replicates.len(), |replicate, block, places| {
                    clusters.copy(&drawn[replicate * clusters.draws..], block, places);
                });
                self.drawn = drawn;
            }
        }
        let figures = |sums| bootstrap.figures_of(sums, &bootstrap.rake_sums(sums)?);
        self.sums.chunks_exact(bootstrap.sums_each()).map(figures).collect()
    }

    /// Adds up all respondents in so many replicates, each counted as the draw of its block says.
    fn add_all(&mut self, replicates: usize, draw: impl Fn(usize, u64, &mut [u8])) {
        let bootstrap = self.bootstrap;
        let each = bootstrap.sums_each();
        self.sums.clear();
        self.sums.resize(replicates * each, 0.0);
        self.multiplicities.resize(replicates * STRIDE, 0);
        for (block, start) in (0_u64..).zip((0..bootstrap.respondents()).step_by(BLOCK)) {
            let len = BLOCK.min(bootstrap.respondents() - start);
            self.find_runs(start, len);
            for (replicate, places) in self.multiplicities.chunks_exact_mut(STRIDE).enumerate() {
                draw(replicate, block, &mut places[..len]);
            }
            self.add_small(start, len, each);
            if !bootstrap.layout.wide.is_empty() {
                (0..len).step_by(WINDOW).for_each(|from| self.add_wide(start, from..len.min(from + WINDOW), each));
            }
        }
    }

    /// Finds which places of a block belong to which cell.
    fn find_runs(&mut self, start: usize, len: usize) {
        let (ends, width) = (&self.bootstrap.places.ends, self.bootstrap.layout.width());
        self.runs.clear();
        let (mut at, mut cell) = (start, ends.partition_point(|&end| end <= start));
        while at < start + len {
            let end = ends[cell].min(start + len);
            self.runs.push(Run { start: at - start, len: end - at, at: cell * width });
            (at, cell) = (end, cell + 1);
        }
    }

    fn add_small(&mut self, start: usize, len: usize, each: usize) {
        let layout = &self.bootstrap.layout;
        if layout.small.is_empty() {
            return;
        }
        for (&source, column) in layout.small.iter().zip(self.columns.chunks_exact_mut(STRIDE)) {
            self.bootstrap.fill_small(source, start, &mut column[..len]);
        }
        let (multiplicities, columns) = (&self.multiplicities, &self.columns);
        let operands = Operands { multiplicities, columns, largest: layout.largest };
        add_products(operands, &self.runs, &mut self.sums, each);
    }

    /// Adds the part of a block to the sums of all sources that are not small.
    fn add_wide(&mut self, start: usize, window: Range<usize>, each: usize) {
        let bootstrap = self.bootstrap;
        let base = bootstrap.base.places.as_ref().map(|base| &base[start + window.start..start + window.end]);
        self.weights.clear();
        for places in self.multiplicities.chunks_exact(STRIDE) {
            let times = places[window.clone()].iter().copied().map(f64::from);
            match base {
                Some(base) => self.weights.extend(times.zip(base).map(|(times, base)| times * base)),
                None => self.weights.extend(times),
            }
        }
        let first = bootstrap.layout.small.len();
        for (slot, &source) in (first..).zip(&bootstrap.layout.wide) {
            for (value, place) in self.values.iter_mut().zip(start + window.start..start + window.end) {
                *value = bootstrap.value(source, place);
            }
            for (sums, weights) in self.sums.chunks_exact_mut(each).zip(self.weights.chunks_exact(window.len())) {
                for run in &self.runs {
                    let (from, to) = (run.start.max(window.start), (run.start + run.len).min(window.end));
                    if from < to {
                        let within = from - window.start..to - window.start;
                        sums[run.at + slot] += dot(&weights[within.clone()], &self.values[within]);
                    }
                }
            }
        }
    }
}

impl Bootstrap {
    /// Writes what places from this one on add to a sum of small whole numbers.
    fn fill_small(&self, source: Source, start: usize, into: &mut [u8]) {
        let codes = |column: usize| match &self.columns[column] {
            Judged::Codes(codes) => codes[start..start + into.len()].iter(),
            Judged::Numbers(_) => [].iter(),
        };
        match source {
            Source::Everybody => into.fill(1),
            Source::Answers(column) => {
                let codes = codes(column);
                into.iter_mut().zip(codes).for_each(|(into, &code)| *into = if code == BLANK { 0 } else { code });
            }
            Source::Answered(column) => {
                let codes = codes(column);
                into.iter_mut().zip(codes).for_each(|(into, &code)| *into = u8::from(code != BLANK));
            }
        }
    }
}
