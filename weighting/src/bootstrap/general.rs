//! Replicates of what is not a mean: any statistic of the replicate weights, one step along influence values, and
//! replicates whose multiplicities the caller gives.

use rayon::prelude::*;

use super::clusters::fill_all;
use super::draw::{BLOCK, Stream};
use super::refusal::{BootstrapError, Failure};
use super::replicates::Replicates;
use super::wide::dot;
use super::{Bootstrap, Plan};
use crate::progress::Progress;
use crate::sum::{number, total};

impl Bootstrap {
    /// Gives how many times a replicate counts each respondent, in the order in which respondents were given.
    pub fn multiplicities(&self, seed: u64, replicate: usize) -> Vec<u8> {
        let drawn = self.drawn(seed, replicate);
        let mut multiplicities = vec![0; drawn.len()];
        self.places.order.iter().zip(drawn).for_each(|(&row, times)| multiplicities[row as usize] = times);
        multiplicities
    }

    /// Gives the raked weights of a replicate, of mean 1, in the order in which respondents were given.
    ///
    /// # Errors
    /// Says why the replicate cannot be made.
    pub fn weights(&self, seed: u64, replicate: usize) -> Result<Vec<f64>, Failure> {
        let drawn = self.drawn(seed, replicate);
        self.weights_of(|place| f64::from(drawn[place]), None)
    }

    /// Draws replicates and takes a statistic of the weights in each of them.
    ///
    /// The statistic is given one weight per respondent, of mean 1, in the order in which respondents were given, from
    /// several threads at once. It says that it has no value by a figure that is not finite.
    ///
    /// # Formula
    /// `θ_b = T(w_b)`, with `w_b` the weights raked again from the multiplicities that [`means`](Self::means) draws.
    ///
    /// # Source
    /// As [`means`](Self::means).
    ///
    /// # Shape and unit
    /// As many figures as the statistic gives for the full sample; `8 n` bytes for each thread.
    ///
    /// # Errors
    /// As [`means`](Self::means).
    pub fn with_replicates(
        &self,
        plan: Plan,
        progress: &Progress<'_>,
        statistic: impl Fn(&[f64]) -> Vec<f64> + Sync,
    ) -> Result<Replicates, BootstrapError> {
        let full = self.weights_of(|_| 1.0, Some(&self.ratios)).map_err(|_| BootstrapError::NoRespondents)?;
        let figures = statistic(&full);
        drop(full);
        plan.check(figures.len())?;
        if let Some(column) = figures.iter().position(|figure| !figure.is_finite()) {
            return Err(BootstrapError::TooLarge { column });
        }
        let run = progress.start(plan.replicates);
        let made = (0..plan.replicates).into_par_iter().map(|replicate| {
            let made = self.weights(plan.seed, replicate).map(|weights| statistic(&weights));
            run.advance(1).map(|()| made)
        });
        plan.keep(figures, made.collect::<Result<Vec<_>, _>>()?.into_iter())
    }

    /// Takes one step from estimates along their influence values in each replicate, in place of estimating again.
    ///
    /// # Formula
    /// `θ_b = θ + Σ_i (m_i − 1) z_i`, with the multiplicities that [`means`](Self::means) draws. Where `z` is residualised
    /// on the margins, as estimators here give it, this stands for raking each replicate again to first order.
    ///
    /// # Source
    /// Davison and Hinkley (1997), *Bootstrap Methods and their Application*, section 2.7.
    ///
    /// # Shape and unit
    /// One estimate per figure; for each figure one influence value per respondent, weight included, in the order in which
    /// respondents were given and in the figure's unit.
    ///
    /// # Errors
    /// Refuses influence values of another length or that are not finite; and as [`means`](Self::means).
    pub fn one_step<C: AsRef<[f64]>>(
        &self,
        plan: Plan,
        progress: &Progress<'_>,
        estimates: &[f64],
        influence: &[C],
    ) -> Result<Replicates, BootstrapError> {
        plan.check(estimates.len())?;
        if let Some(column) = estimates.iter().position(|estimate| !estimate.is_finite()) {
            return Err(BootstrapError::TooLarge { column });
        }
        let columns = self.influence_by_place(estimates.len(), influence)?;
        let start: Vec<f64> = estimates.iter().zip(&columns).map(|(from, z)| from - total(z.iter().copied())).collect();
        let run = progress.start(plan.replicates);
        let made = (0..plan.replicates).into_par_iter().map(|replicate| {
            let stepped = step(&self.drawn(plan.seed, replicate), &start, &columns);
            run.advance(1).map(|()| Ok(stepped))
        });
        plan.keep(estimates.to_vec(), made.collect::<Result<Vec<_>, _>>()?.into_iter())
    }

    /// Makes replicates whose multiplicities are given: one number per respondent and replicate, whole or not.
    ///
    /// # Formula
    /// As [`means`](Self::means), with the multiplicities given in place of drawn ones.
    ///
    /// # Source
    /// As [`means`](Self::means).
    ///
    /// # Shape and unit
    /// Multiplicities in the order in which respondents were given; 1 counts a respondent as the full sample does.
    /// `most_failed` is as in [`Plan`].
    ///
    /// # Errors
    /// Refuses multiplicities of another length, negative or not finite; and as [`means`](Self::means).
    pub fn means_given<C: AsRef<[f64]> + Sync>(
        &self,
        multiplicities: &[C],
        most_failed: f64,
    ) -> Result<Replicates, BootstrapError> {
        let plan = Plan { replicates: multiplicities.len(), seed: 0, most_failed };
        plan.check(self.figures.len())?;
        for (replicate, times) in multiplicities.iter().enumerate() {
            self.check_multiplicities(replicate, times.as_ref())?;
        }
        let made = multiplicities.par_iter().map(|times| {
            let times = times.as_ref();
            let sums = self.sums(|place| times[self.places.order[place] as usize]);
            self.figures_of(&sums, &self.rake_sums(&sums)?)
        });
        plan.keep(self.figures.clone(), made.collect::<Vec<_>>().into_iter())
    }

    fn check_multiplicities(&self, replicate: usize, times: &[f64]) -> Result<(), BootstrapError> {
        let (given, respondents) = (times.len(), self.respondents());
        if given != respondents {
            return Err(BootstrapError::MultiplicityLength { replicate, given, respondents });
        }
        match times.iter().position(|times| !times.is_finite() || *times < 0.0) {
            Some(row) => Err(BootstrapError::BadMultiplicity { replicate, row, times: times[row] }),
            None => Ok(()),
        }
    }

    /// The multiplicity of each place.
    fn drawn(&self, seed: u64, replicate: usize) -> Vec<u8> {
        let stream = Stream::of(seed, replicate as u64);
        let mut drawn = vec![0; self.clusters.as_ref().map_or(self.respondents(), |clusters| clusters.draws)];
        fill_all(stream, &mut drawn);
        match &self.clusters {
            Some(clusters) => clusters.of_place.iter().map(|&draw| drawn[draw as usize]).collect(),
            None => drawn,
        }
    }

    /// The weights, of mean 1, where each place counts so many times; raked, unless the cells' weights are known.
    fn weights_of(&self, times: impl Fn(usize) -> f64, ratios: Option<&[f64]>) -> Result<Vec<f64>, Failure> {
        let base = |place: usize| self.base.places.as_ref().map_or(1.0, |base| base[place]);
        let starts = std::iter::once(&0).chain(&self.places.ends);
        let cells = || starts.clone().zip(&self.places.ends).map(|(&start, &end)| start..end);
        let count = |cell: std::ops::Range<usize>| total(cell.map(|place| times(place) * base(place)));
        let before: Vec<f64> = cells().zip(&self.base.cells).map(|(cell, base)| count(cell) * base).collect();
        let ratios = match ratios {
            Some(ratios) => ratios.to_vec(),
            None => self.rake_cells(&before)?,
        };
        let scale =
            number(self.respondents()) / total(before.iter().zip(&ratios).map(|(before, ratio)| before * ratio));
        let mut weights = vec![0.0; self.respondents()];
        for (cell, weight) in cells().zip(ratios.iter().zip(&self.base.cells).map(|(ratio, base)| ratio * base * scale))
        {
            for place in cell {
                weights[self.places.order[place] as usize] = weight * times(place) * base(place);
            }
        }
        Ok(weights)
    }

    fn influence_by_place<C: AsRef<[f64]>>(
        &self,
        figures: usize,
        influence: &[C],
    ) -> Result<Vec<Vec<f64>>, BootstrapError> {
        if influence.len() != figures {
            return Err(BootstrapError::InfluenceColumns { influence: influence.len(), estimates: figures });
        }
        let respondents = self.respondents();
        let columns = influence.iter().enumerate().map(|(column, values)| {
            let values = values.as_ref();
            if values.len() != respondents {
                return Err(BootstrapError::LengthsDiffer { column, answers: values.len(), respondents });
            }
            match values.iter().position(|value| !value.is_finite()) {
                Some(row) => Err(BootstrapError::BadValue { column, row, value: values[row] }),
                None => Ok(self.places.order.iter().map(|&row| values[row as usize]).collect()),
            }
        });
        columns.collect()
    }
}

/// One step from where nobody is counted to where everybody is counted as often as drawn.
fn step(drawn: &[u8], start: &[f64], columns: &[Vec<f64>]) -> Vec<f64> {
    let mut figures = start.to_vec();
    let mut times = vec![0.0; BLOCK];
    for (drawn, first) in drawn.chunks(BLOCK).zip((0..).step_by(BLOCK)) {
        times.iter_mut().zip(drawn).for_each(|(times, &drawn)| *times = f64::from(drawn));
        for (figure, column) in figures.iter_mut().zip(columns) {
            *figure += dot(&times[..drawn.len()], &column[first..first + drawn.len()]);
        }
    }
    figures
}
