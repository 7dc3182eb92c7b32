//! How the respondents came to be in the sample: their weights, strata, clusters and the finite populations they stand for.
//! The estimates themselves are in [`crate::estimate`]; a sample that selected itself needs none of this.
//!
//! A design says which answers are independent of each other. People of one cluster (a household, an organisation, a
//! village) are not, so the variance is worked out between clusters; strata that were sampled apart do not vary against
//! each other; and where a good part of a finite population was reached, the rest is all that can still surprise. Draws
//! within clusters ([`DesignBuilder::second_stage`]) count where a good part of the clusters was sampled; without them, a
//! finite population of clusters means that everybody in a cluster was asked.
//!
//! ```
//! use weighting::design::{Design, Population};
//! use weighting::estimate::{Sample, mean};
//!
//! // Two strata of villages; everybody asked in two of four villages of the first and two of ten of the second.
//! let strata = ["valley", "valley", "valley", "moor", "moor", "moor"];
//! let villages = [1, 1, 2, 3, 4, 4];
//! let villages_in_stratum = [4.0, 4.0, 4.0, 10.0, 10.0, 10.0];
//! let design = Design::of(6)
//!     .strata(&strata)
//!     .clusters(&villages)
//!     .population(Population::Sizes(&villages_in_stratum))
//!     .build()?;
//! assert_eq!(design.weights(), [2.0, 2.0, 2.0, 5.0, 5.0, 5.0]);
//! assert_eq!(design.degrees_of_freedom(), 2.0);
//!
//! let visits = [3.0, 5.0, 4.0, 9.0, 6.0, 8.0].map(Some);
//! let figure = mean(&Sample::of(&design), &visits)?;
//! assert!((figure.weighted - 139.0 / 21.0).abs() < 1e-12);
//! assert!(figure.standard_error.is_some());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in R's survey | here |
//! |---|---|
//! | `svydesign(id = ~1, weights = ~w)` | `Design::of(n).weights(&w).build()`, or [`crate::estimate::Sample::fixed`] |
//! | `svydesign(id = ~c, strata = ~s, weights = ~w, fpc = ~f)` | `.strata(&s).clusters(&c).population(Population::Sizes(&f))` |
//! | `svydesign(id = ~c + u, fpc = ~f + g)` | `.clusters(&c).population(Population::Sizes(&f)).second_stage(&u, Population::Sizes(&g))` |
//! | `nest = TRUE` | `.nesting(Nesting::WithinStrata)` |
//! | `options(survey.lonely.psu = …)` | `.lonely(`[`Lonely`]`)` |
//! | `degf(design)`, `degf(subset(design, …))` | [`Design::degrees_of_freedom`], [`Design::degrees_of_freedom_where`] |

mod builder;
mod deviations;

pub use builder::DesignBuilder;

use crate::sum::number;

/// The most respondents that are taken by their number alone, without a column that has a value for each of them.
pub const MOST_UNSEEN: usize = 1 << 26;

/// Whether cluster labels mean the same cluster wherever they occur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Nesting {
    /// Each cluster has a label of its own, so a label in two strata is a mistake and is refused.
    #[default]
    Distinct,
    /// Labels start again in each stratum (`nest = TRUE` of R's `svydesign`).
    WithinStrata,
}

/// The finite population behind each stratum, said once for each respondent as R's `fpc` is.
#[derive(Debug, Clone, Copy)]
pub enum Population<'a> {
    /// How many clusters (or people, in a sample of single people) the stratum has.
    Sizes(&'a [f64]),
    /// Which part of the stratum's clusters was sampled, above 0 and at most 1.
    Fractions(&'a [f64]),
}

/// What to do about a stratum with one cluster only, whose variance cannot be seen, unless it was sampled whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lonely {
    /// Refuses the design (`"fail"`).
    #[default]
    Refused,
    /// Takes the stratum as sampled with certainty: it adds nothing (`"certainty"` and `"remove"`).
    Certain,
    /// Takes the deviation from zero, the mean of the scores of a mean or ratio, which errs on the wide side; for a total it
    /// errs far on the wide side (`"adjust"`).
    Centred,
    /// Lets it add what the other strata add on average (`"average"`). The error of a domain averages over the strata with
    /// somebody in it, and there is none where all of those are lonely; covariances average over all strata. So does R.
    Average,
}

/// The reasons to refuse a design.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// There are no respondents.
    #[error("a design needs at least one respondent")]
    NoRespondents,
    /// There are said to be more respondents than are taken without seeing any of them.
    #[error(
        "there are said to be {respondents} respondents, and at most {most} are taken by number alone; give weights"
    )]
    TooManyRespondents {
        /// How many respondents there are said to be.
        respondents: usize,
        /// How many there may be.
        most: usize,
    },
    /// One of the columns describes another number of respondents.
    #[error("there are {given} {column} for {expected} respondents; give one for each respondent")]
    LengthsDiffer {
        /// Which column it is.
        column: &'static str,
        /// How many values it has.
        given: usize,
        /// How many respondents there are.
        expected: usize,
    },
    /// A weight is negative, infinite or not a number.
    #[error("respondent {row} has the weight {weight}; weights must be finite and not negative")]
    BadWeight {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The weight as given.
        weight: f64,
    },
    /// All weights are zero.
    #[error("the weights add up to nothing")]
    NoWeight,
    /// The weights add up to more than a number can hold.
    #[error("the weights add up to more than can be held; give them in a larger unit")]
    TooLarge,
    /// A cluster label occurs in two strata.
    #[error(
        "the cluster \"{cluster}\" lies in two strata; if labels start again in each stratum, nest them within strata"
    )]
    ClusterInTwoStrata {
        /// The cluster.
        cluster: String,
    },
    /// A population size or sampling fraction cannot be one.
    #[error("respondent {row} has the population size or sampling fraction {value}, which cannot be one")]
    BadPopulation {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The value as given.
        value: f64,
    },
    /// Respondents of one stratum disagree on its population.
    #[error("the stratum \"{stratum}\" has more than one population size; give all its respondents the same")]
    PopulationVaries {
        /// The stratum.
        stratum: String,
    },
    /// A stratum has more clusters in the sample than in the population.
    #[error("the stratum \"{stratum}\" has {clusters} clusters in the sample of {population} in the population")]
    PopulationTooSmall {
        /// The stratum.
        stratum: String,
        /// How many clusters were sampled.
        clusters: usize,
        /// How many there are said to be.
        population: f64,
    },
    /// A stratum has one cluster only, so its variance cannot be seen.
    #[error("the stratum \"{stratum}\" has only one cluster; join it to another stratum or choose how to count it")]
    LonelyCluster {
        /// The stratum.
        stratum: String,
    },
}

/// A judged design: a weight, a cluster and a stratum for each respondent.
#[derive(Debug, Clone)]
pub struct Design {
    weights: Vec<f64>,
    cluster_of: Vec<usize>,
    stratum_of: Vec<usize>,
    strata: Vec<Stratum>,
    lonely: Lonely,
    second: Option<Box<SecondStage>>,
}

/// What was drawn within the clusters.
#[derive(Debug, Clone)]
struct SecondStage {
    /// The draws within each cluster, which is a stratum here.
    design: Design,
    /// For each unit drawn, the root of the part of clusters that was sampled: what the second stage counts for.
    roots: Vec<f64>,
}

impl SecondStage {
    fn of(design: Design, stratum_of: &[usize], strata: &[Stratum]) -> Self {
        let root = |&cluster: &usize| strata[stratum_of[cluster]].fraction.sqrt();
        Self { roots: design.stratum_of.iter().map(root).collect(), design }
    }
}

impl Population<'_> {
    fn len(self) -> usize {
        match self {
            Self::Sizes(values) | Self::Fractions(values) => values.len(),
        }
    }
}

/// One stratum of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Stratum {
    /// The stratum's label.
    pub name: String,
    /// How many of its clusters are in the sample.
    pub clusters: usize,
    /// Which part of its clusters that is; 0 where the population counts as endless.
    pub fraction: f64,
}

impl Design {
    /// Begins a design of so many respondents; without more, all weigh the same and are independent.
    pub fn of(respondents: usize) -> DesignBuilder<'static> {
        DesignBuilder::of(respondents)
    }

    /// One weight per respondent.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The strata in the order of their labels; one without a name where none were given.
    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// How many clusters are in the sample.
    pub fn clusters(&self) -> usize {
        self.stratum_of.len()
    }

    /// The design's degrees of freedom, as R's `degf`.
    ///
    /// # Formula
    /// Clusters less strata, counting those with somebody of positive weight.
    ///
    /// # Source
    /// Korn and Graubard (1999), *Analysis of Health Surveys*.
    ///
    /// # Shape and unit
    /// A whole number, below 0 never; clusters of the first stage only.
    pub fn degrees_of_freedom(&self) -> f64 {
        self.degrees_of_freedom_where(|_| true)
    }

    /// How many clusters have somebody of positive weight in a domain.
    pub(crate) fn clusters_where(&self, mut is_in: impl FnMut(usize) -> bool) -> usize {
        let mut seen = vec![false; self.clusters()];
        for (row, &cluster) in self.cluster_of.iter().enumerate() {
            seen[cluster] |= self.weights[row] > 0.0 && is_in(row);
        }
        seen.into_iter().filter(|seen| *seen).count()
    }

    /// The degrees of freedom of a domain, as R's `degf(subset(design, …))`.
    ///
    /// # Formula
    /// Clusters less strata, counting those in which somebody of positive weight is in the domain.
    ///
    /// # Source
    /// Korn and Graubard (1999), *Analysis of Health Surveys*.
    ///
    /// # Shape and unit
    /// Asked once for each respondent, numbered from 0.
    pub fn degrees_of_freedom_where(&self, mut is_in: impl FnMut(usize) -> bool) -> f64 {
        let (mut cluster_seen, mut stratum_seen) = (vec![false; self.clusters()], vec![false; self.strata.len()]);
        for (row, &cluster) in self.cluster_of.iter().enumerate() {
            if self.weights[row] > 0.0 && is_in(row) {
                cluster_seen[cluster] = true;
                stratum_seen[self.stratum_of[cluster]] = true;
            }
        }
        let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count();
        number(count(&cluster_seen) - count(&stratum_seen))
    }
}

impl Stratum {
    /// How much the square of a deviation counts: `(1 − f) n / (n − 1)`, or `1 − f` for a lonely cluster.
    fn scale(&self) -> f64 {
        let clusters = number(self.clusters);
        (1.0 - self.fraction) * if self.clusters > 1 { clusters / (clusters - 1.0) } else { 1.0 }
    }
}
