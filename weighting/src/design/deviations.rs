//! The variance of a design, as one column of numbers per figure: their squares add up to its variance and their products
//! with another figure's to the covariance, so strata, clusters and finite populations are dealt with here and only here.

use super::{Design, Lonely, Stratum};
use crate::sum::{Compensated, number};

impl Design {
    /// Turns what each respondent adds to a figure into scaled deviations of the clusters from their stratum's mean.
    ///
    /// A stratum with nobody in `is_in` says nothing of how much lonely strata vary.
    ///
    /// # Formula
    /// `√((1 − f_h) n_h / (n_h − 1)) (z_hi − z̄_h)` for cluster `i` of stratum `h`, with `z_hi` the cluster's sum. With a
    /// second stage then the same within each cluster, times `√f_h`: `V = V₁ + Σ_h f_h Σ_i V₂(h, i)`.
    ///
    /// # Source
    /// The ultimate-cluster estimator; Hansen, Hurwitz and Madow (1953), *Sample Survey Methods and Theory*. Two stages:
    /// Cochran (1977), *Sampling Techniques*, chapter 10, as R's `svyrecvar`.
    pub(crate) fn deviations(&self, influence: &[f64], is_in: &dyn Fn(usize) -> bool) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.clusters()];
        self.cluster_of.iter().zip(influence).for_each(|(&cluster, &amount)| sums[cluster].add(amount));
        let sums: Vec<f64> = sums.into_iter().map(Compensated::value).collect();
        let means = self.stratum_means(&sums);
        let roots: Vec<f64> = self.strata.iter().map(|stratum| stratum.scale().sqrt() * self.share(stratum)).collect();
        let spread = self.averaged(is_in);
        let deviations = sums.iter().zip(&self.stratum_of);
        let mut all: Vec<f64> =
            deviations.map(|(sum, &stratum)| (sum - means[stratum]) * roots[stratum] * spread).collect();
        if let Some(second) = &self.second {
            let within = second.design.deviations(influence, is_in).into_iter().zip(&second.roots);
            all.extend(within.map(|(deviation, root)| deviation * root));
        }
        all
    }

    /// How many deviations a figure has: the clusters, and the units drawn within them.
    pub(crate) fn parts(&self) -> usize {
        self.clusters() + self.second.as_ref().map_or(0, |second| second.design.clusters())
    }

    /// What the clusters of each stratum deviate from.
    fn stratum_means(&self, sums: &[f64]) -> Vec<f64> {
        let mut of_strata = vec![Compensated::default(); self.strata.len()];
        self.stratum_of.iter().zip(sums).for_each(|(&stratum, &sum)| of_strata[stratum].add(sum));
        let is_centred = |stratum: &Stratum| self.lonely == Lonely::Centred && is_lonely(stratum);
        let means = self.strata.iter().zip(of_strata);
        means.map(|(s, sum)| if is_centred(s) { 0.0 } else { sum.value() / number(s.clusters) }).collect()
    }

    /// 0 for a stratum whose deviations do not count.
    fn share(&self, stratum: &Stratum) -> f64 {
        let counts = stratum.clusters > 1 || (self.lonely == Lonely::Centred && is_lonely(stratum));
        f64::from(u8::from(counts))
    }

    /// What all deviations are stretched by, so that lonely strata add what the others add on average.
    fn averaged(&self, is_in: &dyn Fn(usize) -> bool) -> f64 {
        match self.lonely_among(is_in) {
            (lonely, all) if lonely > 0 && lonely < all => (number(all) / number(all - lonely)).sqrt(),
            _ => 1.0,
        }
    }

    /// Whether lonely strata are to add what the others add on average, and there are any.
    pub(crate) fn averages(&self) -> bool {
        self.lonely == Lonely::Average && self.strata.iter().any(is_lonely)
    }

    /// The same, and there are no others among those with somebody inside.
    pub(crate) fn has_no_average(&self, is_in: &dyn Fn(usize) -> bool) -> bool {
        let (lonely, all) = self.lonely_among(is_in);
        lonely > 0 && lonely == all
    }

    /// How many of the strata with somebody inside are lonely and to be averaged, and how many there are.
    fn lonely_among(&self, is_in: &dyn Fn(usize) -> bool) -> (usize, usize) {
        if !self.averages() {
            return (0, self.strata.len());
        }
        let mut seen = vec![false; self.strata.len()];
        for (_, &cluster) in self.cluster_of.iter().enumerate().filter(|(row, _)| is_in(*row)) {
            seen[self.stratum_of[cluster]] = true;
        }
        let inside = || self.strata.iter().zip(&seen).filter(|(_, seen)| **seen);
        (inside().filter(|(stratum, _)| is_lonely(stratum)).count(), inside().count())
    }
}

/// Whether a stratum has one cluster and was not sampled whole.
pub(super) fn is_lonely(stratum: &Stratum) -> bool {
    stratum.clusters == 1 && stratum.fraction < 1.0
}
