//! The likelihood of rankings without ties, in one pass over flat rows and without a search or an allocation per row.
//!
//! With `Dⱼ` the sum of worths still to be chosen from at stage `j`, an item leaves at its stage after the stages before
//! it have given `T = Σ 1/Dⱼ` and `U = Σ 1/Dⱼ²`. Then the gradient is `wins − α T`, and the information between two items
//! is `−αᵢ αₖ U` of the one that leaves first, the smaller of the two.

use std::ops::Range;

use super::distinct::Distinct;
use crate::progress::Run;
use crate::ranking::{Unranked, item};
use crate::worth::WorthError;
use crate::worth::newton::{Imagined, Slopes, maximise};

/// From so many distinct rankings on, a part of them is fitted first to start from.
const MANY: usize = 8_192;

/// The number of lanes that rows of the table of `U` are padded to.
const LANES: usize = 4;
/// The number of rows whose pairs of items are added up together.
const GROUP: usize = 4;

/// Distinct rankings without ties; items that stand below the ranked ones are not kept but named again for each pass.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    items: usize,
    unranked: Unranked,
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

/// Room to name all items of one row.
struct Whole {
    /// How many items a row has at least: all of them where unranked items stand below, else none.
    least: usize,
    entries: Vec<u16>,
    /// The last row that ranked each item.
    ranked_in: Vec<usize>,
    row: usize,
}

impl Whole {
    fn of(plain: &Plain) -> Self {
        let least = if plain.unranked == Unranked::Below { plain.items } else { 0 };
        Self { least, entries: Vec::new(), ranked_in: vec![usize::MAX; plain.items], row: 0 }
    }

    /// The items of a row, those that stand below all ranked ones at the end.
    fn row<'a>(&'a mut self, ranked: &'a [u16]) -> &'a [u16] {
        if ranked.len() >= self.least {
            return ranked;
        }
        self.row += 1;
        for &entry in ranked {
            self.ranked_in[item(entry)] = self.row;
        }
        self.entries.clear();
        self.entries.extend_from_slice(ranked);
        let below = (0..).zip(&self.ranked_in).filter(|(_, row)| **row != self.row);
        self.entries.extend(below.map(|(entry, _): (u16, _)| entry));
        &self.entries
    }
}

/// What one pass sums up.
struct Sums {
    logs: f64,
    inverses: Vec<f64>,
    squares: Vec<f64>,
}

/// Room for one row.
struct Scratch {
    worths: Vec<f64>,
    inverses: Vec<f64>,
    leaving: Vec<f64>,
}

impl Plain {
    /// Lays out distinct rankings.
    pub(super) fn new(distinct: &Distinct, items: usize, unranked: Unranked) -> Self {
        let mut plain = Self {
            items,
            unranked,
            entries: Vec::new(),
            rows: Vec::with_capacity(distinct.len()),
            wins: vec![0.0; items],
        };
        for (number, &weight) in distinct.weights.iter().enumerate() {
            let ranked = distinct.row(number);
            let length = if unranked == Unranked::Below { items } else { ranked.len() };
            plain.add(ranked, ranked.len().min(length - 1), weight);
        }
        plain
    }

    fn add(&mut self, ranked: &[u16], stages: usize, weight: f64) {
        self.entries.extend_from_slice(ranked);
        ranked[..stages].iter().for_each(|&entry| self.wins[item(entry)] += weight);
        self.rows.push(Row { end: self.entries.len(), stages, weight });
    }

    /// How many choices between alternatives there are: the weighted sum over stages of the alternatives less one.
    pub(super) fn alternatives(&self) -> f64 {
        let free = |(row, ranked): (&Row, &[u16])| {
            let length = if self.unranked == Unranked::Below { self.items } else { ranked.len() };
            (0..row.stages).map(|stage| crate::sum::number(length - 1 - stage)).sum::<f64>() * row.weight
        };
        crate::sum::total(self.each_row().map(free))
    }

    /// Where to start: at the optimum of a part of the rankings where they are many, else at equal worths.
    pub(super) fn start(&self, pseudo: f64, run: &Run<'_, '_>) -> Vec<f64> {
        let equal = vec![0.0; self.items];
        if self.rows.len() < MANY {
            return equal;
        }
        let part = self.thinned(8);
        let found = maximise(part.start(pseudo, run), self.items, Imagined::without_ties(pseudo), run, |point| {
            part.slopes(point, run)
        });
        found.map_or(equal, |found| found.point)
    }

    /// Every so manieth ranking.
    fn thinned(&self, step: usize) -> Self {
        let (entries, rows, wins) = (Vec::new(), Vec::new(), vec![0.0; self.items]);
        let mut part = Self { items: self.items, unranked: self.unranked, entries, rows, wins };
        for (row, ranked) in self.each_row().step_by(step) {
            part.add(ranked, row.stages, row.weight);
        }
        part
    }

    /// Each row with what it ranks.
    fn each_row(&self) -> impl Iterator<Item = (&Row, &[u16])> {
        let mut start = 0;
        self.rows.iter().map(move |row| {
            let entries = &self.entries[start..row.end];
            start = row.end;
            (row, entries)
        })
    }

    /// The log-likelihood with its slopes.
    pub(super) fn slopes(&self, point: &[f64], run: &Run<'_, '_>) -> Result<Slopes, WorthError> {
        let sums = self.sums(point, run)?;
        let shifted = shifted(point);
        let worths: Vec<f64> = shifted.iter().map(|value| value.exp()).collect();
        let mut slopes = Slopes::zero(self.items);
        slopes.value = self.wins.iter().zip(&shifted).map(|(wins, value)| wins * value).sum::<f64>() - sums.logs;
        let stride = stride(self.items);
        for (i, worth) in worths.iter().enumerate() {
            let expected = worth * sums.inverses[i];
            slopes.gradient[i] = self.wins[i] - expected;
            for (j, other) in worths[..i].iter().enumerate() {
                slopes.information.add_both(i, j, -worth * other * sums.squares[i * stride + j]);
            }
            slopes.information.add(i, i, expected - worth * worth * sums.squares[i * stride + i]);
        }
        Ok(slopes)
    }

    /// Gives the score of each distinct ranking, one after the other.
    pub(super) fn each_score(&self, point: &[f64], mut take: impl FnMut(&[f64])) {
        let (mut scratch, mut whole, mut score) = (Scratch::new(point), Whole::of(self), vec![0.0; self.items]);
        for (row, ranked) in self.each_row() {
            let entries = whole.row(ranked);
            scratch.shrink(entries, row.stages);
            score.fill(0.0);
            let mut sum = 0.0;
            for (stage, &entry) in entries.iter().enumerate() {
                let chosen = stage < row.stages;
                sum += if chosen { scratch.inverses[stage] } else { 0.0 };
                score[item(entry)] = f64::from(u8::from(chosen)) - scratch.worths[item(entry)] * sum;
            }
            take(&score);
        }
    }

    /// Sums over rows, block by block so that rounding does not grow with their number.
    fn sums(&self, point: &[f64], run: &Run<'_, '_>) -> Result<Sums, WorthError> {
        let (mut scratch, mut whole) = (Scratch::new(point), Whole::of(self));
        let (mut all, mut block) = (Sums::zero(self.items), Sums::zero(self.items));
        let size = (self.items * self.items / 16).max(256);
        for (number, (row, ranked)) in self.each_row().enumerate() {
            let entries = whole.row(ranked);
            let leaving = (number % GROUP) * stride(self.items);
            let leaving = leaving..leaving + stride(self.items);
            block.add_row(row, entries, &mut scratch, leaving.clone());
            if 2 * entries.len() < self.items {
                block.add_smaller_of(entries, &mut scratch.leaving[leaving]);
            }
            if number % GROUP == GROUP - 1 {
                block.add_smaller(&mut scratch.leaving, self.items);
            }
            if number % size == size - 1 {
                all.take(&mut block);
                run.advance(0)?;
            }
        }
        block.add_smaller(&mut scratch.leaving, self.items);
        all.take(&mut block);
        Ok(all)
    }
}

impl Scratch {
    fn new(point: &[f64]) -> Self {
        let worths = shifted(point).iter().map(|value| value.exp()).collect();
        Self { worths, inverses: vec![0.0; point.len()], leaving: vec![0.0; GROUP * stride(point.len())] }
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
        Self { logs: 0.0, inverses: vec![0.0; items], squares: vec![0.0; items * stride(items)] }
    }

    /// Adds a row to the sums, and notes what each of its items leaves with.
    fn add_row(&mut self, row: &Row, entries: &[u16], scratch: &mut Scratch, leaving: Range<usize>) {
        self.logs += row.weight * scratch.shrink(entries, row.stages);
        let leaving = &mut scratch.leaving[leaving];
        let (mut sum, mut square) = (0.0, 0.0);
        for (inverse, &entry) in scratch.inverses[..row.stages].iter().zip(entries) {
            sum += inverse;
            square += inverse * inverse;
            self.inverses[item(entry)] += row.weight * sum;
            leaving[item(entry)] = row.weight * square;
        }
        for &entry in &entries[row.stages..] {
            self.inverses[item(entry)] += row.weight * sum;
            leaving[item(entry)] = row.weight * square;
        }
    }

    /// Adds, for each pair of items of one short row, the smaller of what they left with, and forgets it.
    fn add_smaller_of(&mut self, entries: &[u16], leaving: &mut [f64]) {
        for (later, &entry) in entries.iter().enumerate() {
            for &before in &entries[..=later] {
                let (high, low) = (item(entry).max(item(before)), item(entry).min(item(before)));
                self.squares[high * leaving.len() + low] += leaving[item(before)];
            }
        }
        leaving.fill(0.0);
    }

    /// Adds, for each pair of items of a group of rows, the smaller of what they left with, and forgets it.
    fn add_smaller(&mut self, leaving: &mut [f64], items: usize) {
        let stride = stride(items);
        let (first, rest) = leaving.split_at(stride);
        let (second, rest) = rest.split_at(stride);
        let (third, fourth) = rest.split_at(stride);
        for (i, squares) in self.squares.chunks_exact_mut(stride).enumerate() {
            let (a, b, c, d) = (first[i], second[i], third[i], fourth[i]);
            let lanes = (i / LANES + 1) * LANES;
            let rows = first[..lanes].iter().zip(&second[..lanes]).zip(&third[..lanes]).zip(&fourth[..lanes]);
            for (square, (((w, x), y), z)) in squares[..lanes].iter_mut().zip(rows) {
                *square += (smaller(*w, a) + smaller(*x, b)) + (smaller(*y, c) + smaller(*z, d));
            }
        }
        leaving.fill(0.0);
    }

    fn take(&mut self, block: &mut Self) {
        self.logs += std::mem::take(&mut block.logs);
        self.inverses.iter_mut().zip(&mut block.inverses).for_each(|(all, sum)| *all += std::mem::take(sum));
        self.squares.iter_mut().zip(&mut block.squares).for_each(|(all, sum)| *all += std::mem::take(sum));
    }
}

/// The smaller of two numbers, in the one instruction that minds no NaN.
fn smaller(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

fn stride(items: usize) -> usize {
    items.div_ceil(LANES) * LANES
}

/// Log worths moved so that the largest is 0.
fn shifted(point: &[f64]) -> Vec<f64> {
    let largest = point.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    point.iter().map(|value| value - largest).collect()
}
