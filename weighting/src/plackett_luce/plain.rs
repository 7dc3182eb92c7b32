//! The likelihood of rankings without ties, in one pass over flat rows and without a search or an allocation per row.
//!
//! With `Dⱼ` the sum of worths still to be chosen from at stage `j`, an item leaves at its stage after the stages before
//! it have given `T = Σ 1/Dⱼ` and `U = Σ 1/Dⱼ²`. Then the gradient is `wins − α T`, and the information between two items
//! is `−αᵢ αₖ U` of the one that leaves first, the smaller of the two.

use super::distinct::Distinct;
use crate::ranking::{Unranked, item};
use crate::worth::newton::{Slopes, maximise};

/// How many distinct rankings make a part that is worth fitting first.
const PART: usize = 4_096;

/// The number of lanes that rows of the table of `U` are padded to.
const LANES: usize = 4;

/// Distinct rankings without ties.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    items: usize,
    entries: Vec<u16>,
    rows: Vec<Row>,
    wins: Vec<f64>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    end: usize,
    stages: usize,
    weight: f64,
}

/// What one pass sums up.
struct Sums {
    logs: f64,
    sums: Vec<f64>,
    squares: Vec<f64>,
}

/// Room for one row.
struct Scratch {
    worths: Vec<f64>,
    inverses: Vec<f64>,
    leaving: Vec<f64>,
}

impl Plain {
    /// Lays out distinct rankings; items left out follow the ranked ones where they stand below them.
    pub(super) fn new(distinct: &Distinct, items: usize, unranked: Unranked) -> Self {
        let (mut entries, mut rows, mut wins) = (Vec::new(), Vec::with_capacity(distinct.len()), vec![0.0; items]);
        let mut ranked = vec![usize::MAX; items];
        for (number, &weight) in distinct.weights.iter().enumerate() {
            let row = distinct.row(number);
            entries.extend_from_slice(row);
            row.iter().for_each(|&entry| ranked[item(entry)] = number);
            let mut length = row.len();
            if unranked == Unranked::Below && length < items {
                entries.extend((0..).zip(&ranked).filter(|(_, at)| **at != number).map(|(entry, _): (u16, _)| entry));
                length = items;
            }
            let stages = row.len().min(length - 1);
            row[..stages].iter().for_each(|&entry| wins[item(entry)] += weight);
            rows.push(Row { end: entries.len(), stages, weight });
        }
        Self { items, entries, rows, wins }
    }

    /// How many choices between alternatives there are: the weighted sum over stages of the alternatives less one.
    pub(super) fn alternatives(&self) -> f64 {
        let free = |(row, entries): (&Row, &[u16])| {
            (0..row.stages).map(|stage| crate::sum::number(entries.len() - 1 - stage)).sum::<f64>() * row.weight
        };
        crate::sum::total(self.each_row().map(free))
    }

    /// Where to start: at the optimum of a part of the rankings where they are many, else at equal worths.
    pub(super) fn start(&self, pseudo: f64) -> Vec<f64> {
        let equal = vec![0.0; self.items];
        let step = self.rows.len() / PART;
        if step < 4 {
            return equal;
        }
        let part = self.thinned(step);
        maximise(equal.clone(), self.items, pseudo, |point| part.slopes(point)).map_or(equal, |optimum| optimum.point)
    }

    /// Every so manieth ranking.
    fn thinned(&self, step: usize) -> Self {
        let mut part = Self { items: self.items, entries: Vec::new(), rows: Vec::new(), wins: vec![0.0; self.items] };
        for (row, entries) in self.each_row().step_by(step) {
            part.entries.extend_from_slice(entries);
            entries[..row.stages].iter().for_each(|&entry| part.wins[item(entry)] += row.weight);
            part.rows.push(Row { end: part.entries.len(), ..*row });
        }
        part
    }

    fn each_row(&self) -> impl Iterator<Item = (&Row, &[u16])> {
        let mut start = 0;
        self.rows.iter().map(move |row| {
            let entries = &self.entries[start..row.end];
            start = row.end;
            (row, entries)
        })
    }

    /// The log-likelihood with its slopes.
    pub(super) fn slopes(&self, point: &[f64]) -> Slopes {
        let sums = self.sums(point);
        let shifted = shifted(point);
        let worths: Vec<f64> = shifted.iter().map(|value| value.exp()).collect();
        let mut slopes = Slopes::zero(self.items);
        slopes.value = self.wins.iter().zip(&shifted).map(|(wins, value)| wins * value).sum::<f64>() - sums.logs;
        let stride = stride(self.items);
        for (i, worth) in worths.iter().enumerate() {
            let expected = worth * sums.sums[i];
            slopes.gradient[i] = self.wins[i] - expected;
            for (j, other) in worths[..i].iter().enumerate() {
                slopes.information.add_both(i, j, -worth * other * sums.squares[i * stride + j]);
            }
            slopes.information.add(i, i, expected - worth * worth * sums.squares[i * stride + i]);
        }
        slopes
    }

    /// The score of each distinct ranking, row by row.
    pub(super) fn scores(&self, point: &[f64]) -> Vec<f64> {
        let mut scratch = Scratch::new(point);
        let mut scores = vec![0.0; self.rows.len() * self.items];
        for ((row, entries), score) in self.each_row().zip(scores.chunks_exact_mut(self.items)) {
            scratch.shrink(entries, row.stages);
            let mut sum = 0.0;
            for (stage, &entry) in entries.iter().enumerate() {
                let chosen = stage < row.stages;
                sum += if chosen { scratch.inverses[stage] } else { 0.0 };
                score[item(entry)] = f64::from(u8::from(chosen)) - scratch.worths[item(entry)] * sum;
            }
        }
        scores
    }

    /// Sums over rows, block by block so that rounding does not grow with their number.
    fn sums(&self, point: &[f64]) -> Sums {
        let mut scratch = Scratch::new(point);
        let (mut all, mut block) = (Sums::zero(self.items), Sums::zero(self.items));
        let size = (self.items * self.items / 16).max(256);
        for (number, (row, entries)) in self.each_row().enumerate() {
            block.logs += row.weight * scratch.shrink(entries, row.stages);
            let (mut sum, mut square) = (0.0, 0.0);
            if entries.len() < self.items {
                scratch.leaving.fill(0.0);
            }
            for (stage, &entry) in entries.iter().enumerate() {
                if stage < row.stages {
                    let inverse = scratch.inverses[stage];
                    sum += inverse;
                    square += inverse * inverse;
                }
                block.sums[item(entry)] += row.weight * sum;
                scratch.leaving[item(entry)] = row.weight * square;
            }
            block.add_smaller(entries, &scratch.leaving, self.items);
            if (number + 1) % size == 0 {
                all.take(&mut block);
            }
        }
        all.take(&mut block);
        all
    }
}

impl Scratch {
    fn new(point: &[f64]) -> Self {
        let worths = shifted(point).iter().map(|value| value.exp()).collect();
        Self { worths, inverses: vec![0.0; point.len()], leaving: vec![0.0; stride(point.len())] }
    }

    /// Fills in the inverse of what is left at each stage, and gives the sum of the logarithms of what is left.
    fn shrink(&mut self, entries: &[u16], stages: usize) -> f64 {
        let mut left: f64 = entries[stages..].iter().map(|&entry| self.worths[item(entry)]).sum();
        let (mut logs, mut product) = (0.0, 1.0_f64);
        for (inverse, &entry) in self.inverses[..stages].iter_mut().zip(&entries[..stages]).rev() {
            left += self.worths[item(entry)];
            *inverse = left.recip();
            product *= left;
            // One logarithm for many factors, taken before they leave the range of numbers.
            if !(1e-150..1e150).contains(&product) {
                logs += product.ln();
                product = 1.0;
            }
        }
        logs + product.ln()
    }
}

impl Sums {
    fn zero(items: usize) -> Self {
        Self { logs: 0.0, sums: vec![0.0; items], squares: vec![0.0; items * stride(items)] }
    }

    /// Adds, for each pair of items of a row, the smaller of what they left with.
    fn add_smaller(&mut self, entries: &[u16], leaving: &[f64], items: usize) {
        let stride = stride(items);
        if 2 * entries.len() < items {
            for (later, &entry) in entries.iter().enumerate() {
                for &before in &entries[..=later] {
                    let (high, low) = (item(entry).max(item(before)), item(entry).min(item(before)));
                    self.squares[high * stride + low] += leaving[item(before)];
                }
            }
            return;
        }
        for (i, squares) in self.squares.chunks_exact_mut(stride).enumerate() {
            let (here, lanes) = (leaving[i], (i / LANES + 1) * LANES);
            for (square, &other) in squares[..lanes].iter_mut().zip(&leaving[..lanes]) {
                *square += if other < here { other } else { here };
            }
        }
    }

    fn take(&mut self, block: &mut Self) {
        self.logs += std::mem::take(&mut block.logs);
        self.sums.iter_mut().zip(&mut block.sums).for_each(|(all, sum)| *all += std::mem::take(sum));
        self.squares.iter_mut().zip(&mut block.squares).for_each(|(all, sum)| *all += std::mem::take(sum));
    }
}

fn stride(items: usize) -> usize {
    items.div_ceil(LANES) * LANES
}

/// Log worths moved so that the largest is 0.
fn shifted(point: &[f64]) -> Vec<f64> {
    let largest = point.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    point.iter().map(|value| value - largest).collect()
}
