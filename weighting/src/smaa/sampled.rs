//! Rank acceptability from drawn weightings, for any number of panels and for scores that are uncertain themselves.
//! Everything is counted in whole numbers, so that threads may add it up in any order to the same bits.

use rayon::prelude::*;

use super::sampler::{BLOCK, Weightings};
use super::{Acceptability, Draws, Evaluation, SmaaError, WeightLimits, judge};
use crate::draw::Stream;
use crate::pool::{Errors, Panels};
use crate::progress::{Progress, Run};
use crate::ranks::root;
use crate::sum::number;

/// The whole number that stands for a weight of 1 in sums: 2⁵⁰.
const ONE: f64 = 1_125_899_906_842_624.0;
/// Confidence factors are drawn this many times less often than weightings.
const CONFIDENCE_SHARE: usize = 10;
/// The first stream of the draws for confidence factors.
const CONFIDENCE_STREAM: u64 = 1 << 62;

/// Whether panels' values are taken as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scores {
    /// As they are.
    AsGiven,
    /// Drawn from normal distributions with the panels' standard errors or covariances.
    Uncertain,
}

/// Estimates rank acceptability from weightings drawn uniformly within the limits.
///
/// # Formula
/// `b_ir` is the share of draws in which item `i` has rank `r`; central weights are the mean of the draws that put the item
/// first. With [`Scores::Uncertain`] each draw also draws all scores, and the confidence factor is the share of a tenth as
/// many further draws of scores in which the item is first under its central weights.
///
/// # Source
/// Lahdelma and Salminen (2001); Tervonen and Lahdelma (2007) for the number of draws; Tervonen, van Valkenhoef, Baştürk and
/// Postmus (2013) for the walk.
///
/// # Shape and unit
/// As [`acceptability`](super::acceptability). Draws come from `ChaCha8`, a stream for each 4,096 of them: the same bits for
/// any number of threads. Progress counts draws.
///
/// # Errors
/// As [`acceptability`](super::acceptability), and refuses uncertain scores without errors or with matrices that are no
/// covariance.
pub fn sampled_acceptability(
    panels: &Panels,
    limits: &WeightLimits,
    scores: Scores,
    draws: Draws,
    progress: &Progress<'_>,
) -> Result<Acceptability, SmaaError> {
    judge(panels, limits)?;
    if draws.count == 0 {
        return Err(SmaaError::NoDraws);
    }
    let scatter = Scatter::of(panels, scores)?;
    let weightings = Weightings::within(limits, draws.seed);
    let extra = if scores == Scores::Uncertain { draws.count.div_ceil(CONFIDENCE_SHARE) } else { 0 };
    let run = progress.start(draws.count.saturating_add(extra));
    let count = |(block, size): (u64, usize)| {
        let mut tally = Tally::zero(panels);
        let mut judge = Scorer::of(panels, &scatter);
        weightings.draw(draws.seed, block, size, |weights, stream| {
            judge.draw(stream);
            tally.count(weights, judge.ranked(weights));
        });
        run.advance(size)?;
        Ok::<_, SmaaError>(tally)
    };
    let tally = blocks(draws.count).map(count).try_reduce(|| Tally::zero(panels), |a, b| Ok(a.plus(&b)))?;
    let central = tally.central();
    let again = Draws { count: extra, seed: draws.seed };
    let first = first_under_central(panels, &scatter, &central, again, &run)?;
    let share = |first: u64| if extra == 0 { 1.0 } else { counted(first) / number(extra) };
    let confidence = central.iter().zip(first).map(|(central, first)| central.as_ref().map(|_| share(first))).collect();
    let evaluation = Evaluation::Sampled { draws, sampler: weightings.sampler };
    Ok(Acceptability { rank: tally.shares(draws.count), central, confidence, evaluation })
}

/// How many draws of scores put each item first under its central weights.
fn first_under_central(
    panels: &Panels,
    scatter: &Scatter,
    central: &[Option<Vec<f64>>],
    draws: Draws,
    run: &Run<'_, '_>,
) -> Result<Vec<u64>, SmaaError> {
    let seen = |(block, size): (u64, usize)| {
        let mut first = vec![0_u64; central.len()];
        let (mut judge, mut stream) = (Scorer::of(panels, scatter), Stream::new(draws.seed, CONFIDENCE_STREAM + block));
        for _ in 0..size {
            judge.draw(&mut stream);
            for (item, weights) in central.iter().enumerate() {
                first[item] += u64::from(weights.as_ref().is_some_and(|weights| judge.is_first(item, weights)));
            }
        }
        run.advance(size)?;
        Ok::<_, SmaaError>(first)
    };
    let sum = |a: Vec<u64>, b: Vec<u64>| Ok(a.into_iter().zip(b).map(|(a, b)| a + b).collect());
    blocks(draws.count).map(seen).try_reduce(|| vec![0_u64; central.len()], sum)
}

/// The numbers and sizes of blocks that make so many draws.
fn blocks(draws: usize) -> impl IndexedParallelIterator<Item = (u64, usize)> {
    (0..draws.div_ceil(BLOCK)).into_par_iter().map(move |block| (block as u64, BLOCK.min(draws - block * BLOCK)))
}

/// How scores scatter around what the panels said.
enum Scatter {
    None,
    Standard(Vec<Vec<f64>>),
    Covariance(Vec<Vec<f64>>),
}

impl Scatter {
    fn of(panels: &Panels, scores: Scores) -> Result<Self, SmaaError> {
        match (scores, &panels.errors) {
            (Scores::AsGiven, _) => Ok(Self::None),
            (Scores::Uncertain, Errors::Unknown) => Err(SmaaError::NoErrors),
            (Scores::Uncertain, Errors::Standard(errors)) => Ok(Self::Standard(errors.clone())),
            (Scores::Uncertain, Errors::Covariance(matrices)) => {
                let roots = matrices
                    .iter()
                    .enumerate()
                    .map(|(panel, matrix)| root(matrix).map_err(|source| SmaaError::Covariance { panel, source }));
                Ok(Self::Covariance(roots.collect::<Result<_, _>>()?))
            }
        }
    }
}

/// Draws scores and ranks items by them.
struct Scorer<'a> {
    panels: &'a Panels,
    scatter: &'a Scatter,
    scores: Vec<Vec<f64>>,
    normal: Vec<f64>,
    values: Vec<f64>,
    order: Vec<usize>,
}

impl<'a> Scorer<'a> {
    fn of(panels: &'a Panels, scatter: &'a Scatter) -> Self {
        let items = panels.items();
        let scores = panels.values().to_vec();
        Self {
            panels,
            scatter,
            scores,
            normal: vec![0.0; items],
            values: vec![0.0; items],
            order: (0..items).collect(),
        }
    }

    fn draw(&mut self, stream: &mut Stream) {
        let items = self.normal.len();
        let said = self.panels.values();
        for (panel, scores) in self.scores.iter_mut().enumerate() {
            match self.scatter {
                Scatter::None => return,
                Scatter::Standard(errors) => {
                    for ((score, said), error) in scores.iter_mut().zip(&said[panel]).zip(&errors[panel]) {
                        *score = said + error * stream.normal();
                    }
                }
                Scatter::Covariance(roots) => {
                    self.normal.iter_mut().for_each(|normal| *normal = stream.normal());
                    for (item, (score, said)) in scores.iter_mut().zip(&said[panel]).enumerate() {
                        let row = &roots[panel][item * items..][..=item];
                        *score = said + row.iter().zip(&self.normal).map(|(root, normal)| root * normal).sum::<f64>();
                    }
                }
            }
        }
    }

    fn pool(&mut self, weights: &[f64]) {
        self.values.fill(0.0);
        for (weight, scores) in weights.iter().zip(&self.scores) {
            self.values.iter_mut().zip(scores).for_each(|(value, score)| *value += weight * score);
        }
    }

    /// The items and their ranks, from 0, best first; those that tie share the better rank.
    fn ranked(&mut self, weights: &[f64]) -> impl Iterator<Item = (usize, usize)> {
        self.pool(weights);
        let (values, order) = (&self.values, &mut self.order);
        order.sort_unstable_by(|&a, &b| values[b].total_cmp(&values[a]));
        let mut shared = 0;
        (0..order.len()).map(move |place| {
            if place > 0 && values[order[place]] < values[order[place - 1]] {
                shared = place;
            }
            (order[place], shared)
        })
    }

    fn is_first(&mut self, item: usize, weights: &[f64]) -> bool {
        self.pool(weights);
        self.values.iter().all(|value| *value <= self.values[item])
    }
}

/// What the draws of some blocks gave.
struct Tally {
    items: usize,
    /// How often item `i` had rank `r`, from 0, at `i * items + r`.
    ranks: Vec<u64>,
    /// The sums of weights in whole numbers over the draws that put the item first, at `i * panels + p`.
    first: Vec<u128>,
}

impl Tally {
    fn zero(panels: &Panels) -> Self {
        let items = panels.items();
        Self { items, ranks: vec![0; items * items], first: vec![0; items * panels.len()] }
    }

    fn count(&mut self, weights: &[f64], ranked: impl Iterator<Item = (usize, usize)>) {
        for (item, rank) in ranked {
            self.ranks[item * self.items + rank] += 1;
            if rank == 0 {
                let sums = &mut self.first[item * weights.len()..][..weights.len()];
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a weight lies between 0 and 1"
                )]
                sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += (weight * ONE) as u128);
            }
        }
    }

    fn plus(mut self, other: &Self) -> Self {
        self.ranks.iter_mut().zip(&other.ranks).for_each(|(sum, more)| *sum += more);
        self.first.iter_mut().zip(&other.first).for_each(|(sum, more)| *sum += more);
        self
    }

    fn shares(&self, draws: usize) -> Vec<Vec<f64>> {
        let share = |&count: &u64| counted(count) / number(draws);
        self.ranks.chunks_exact(self.items).map(|row| row.iter().map(share).collect()).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "a mean of weights needs no more than 53 bits")]
    fn central(&self) -> Vec<Option<Vec<f64>>> {
        let panels = self.first.len() / self.items;
        let central = |(sums, ranks): (&[u128], &[u64])| {
            let times = counted(ranks[0]);
            (times > 0.0).then(|| sums.iter().map(|&sum| sum as f64 / ONE / times).collect())
        };
        self.first.chunks_exact(panels).zip(self.ranks.chunks_exact(self.items)).map(central).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of draws are far below 2^53")]
fn counted(count: u64) -> f64 {
    count as f64
}
