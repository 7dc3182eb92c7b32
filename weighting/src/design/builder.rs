//! Collects what is known of a design and judges it: lengths, labels, populations and lonely clusters.

use std::fmt::Display;

use super::{
    Design, DesignError, Lonely, MOST_UNSEEN, Nesting, Population, SecondStage, Stratum, deviations::is_lonely,
};
use crate::sum::{number, total};

/// A design on its way to being judged; begun by [`Design::of`].
#[derive(Debug, Clone)]
pub struct DesignBuilder<'a> {
    respondents: usize,
    weights: Option<&'a [f64]>,
    strata: Option<Labels>,
    clusters: Option<Labels>,
    nesting: Nesting,
    population: Option<Population<'a>>,
    second: Option<(Labels, Population<'a>)>,
    lonely: Lonely,
}

/// Labels as numbers in the order of the labels, and what each number is called.
#[derive(Debug, Clone)]
struct Labels {
    codes: Vec<usize>,
    names: Vec<String>,
}

impl Labels {
    fn of<L: Ord + Display>(labels: &[L]) -> Self {
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by(|&a, &b| labels[a].cmp(&labels[b]));
        let (mut codes, mut names) = (vec![0; labels.len()], Vec::new());
        for (place, &row) in order.iter().enumerate() {
            if place == 0 || labels[order[place - 1]] != labels[row] {
                names.push(labels[row].to_string());
            }
            codes[row] = names.len() - 1;
        }
        Self { codes, names }
    }
}

impl DesignBuilder<'static> {
    pub(super) fn of(respondents: usize) -> Self {
        let (nesting, lonely) = (Nesting::default(), Lonely::default());
        Self {
            respondents,
            weights: None,
            strata: None,
            clusters: None,
            nesting,
            population: None,
            second: None,
            lonely,
        }
    }
}

impl<'a> DesignBuilder<'a> {
    /// Gives each respondent a sampling weight. Without weights everybody stands for the clusters in the population over
    /// those sampled, where populations are given, and for 1 where they are not.
    pub fn weights<'b>(self, weights: &'b [f64]) -> DesignBuilder<'b>
    where
        'a: 'b,
    {
        DesignBuilder { weights: Some(weights), ..self }
    }

    /// Puts each respondent in a stratum by its label.
    #[must_use]
    pub fn strata<L: Ord + Display>(self, labels: &[L]) -> Self {
        Self { strata: Some(Labels::of(labels)), ..self }
    }

    /// Puts each respondent in a first-stage cluster by its label.
    #[must_use]
    pub fn clusters<L: Ord + Display>(self, labels: &[L]) -> Self {
        Self { clusters: Some(Labels::of(labels)), ..self }
    }

    /// Says whether cluster labels start again in each stratum.
    #[must_use]
    pub fn nesting(self, nesting: Nesting) -> Self {
        Self { nesting, ..self }
    }

    /// Says how large the population behind each stratum is, so that variances carry the finite-population correction.
    pub fn population<'b>(self, population: Population<'b>) -> DesignBuilder<'b>
    where
        'a: 'b,
    {
        DesignBuilder { population: Some(population), ..self }
    }

    /// Says which units were drawn within each cluster, and how many of them the cluster has: the second stage of
    /// `svydesign(id = ~c + u, fpc = ~f + g)`. Labels may start again in each cluster.
    ///
    /// The population of the first stage must be given as well: only where a good part of all clusters was drawn does what
    /// varies within them add to the variance between them.
    pub fn second_stage<'b, L: Ord + Display>(self, labels: &[L], population: Population<'b>) -> DesignBuilder<'b>
    where
        'a: 'b,
    {
        DesignBuilder { second: Some((Labels::of(labels), population)), ..self }
    }

    /// Says what to do about strata with one cluster.
    #[must_use]
    pub fn lonely(self, lonely: Lonely) -> Self {
        Self { lonely, ..self }
    }

    /// Judges the design.
    ///
    /// # Errors
    /// Refuses no respondents; more than [`super::MOST_UNSEEN`] without any column; columns of other lengths; weights that are negative, not finite, all zero or too large
    /// together; a cluster label in two strata, unless labels are nested; populations that vary within a stratum or are
    /// smaller than what was sampled; and a lonely cluster, unless told what to do about it.
    pub fn build(self) -> Result<Design, DesignError> {
        let expected = self.respondents;
        if expected == 0 {
            return Err(DesignError::NoRespondents);
        }
        self.check_lengths()?;
        let strata = self.strata.unwrap_or_else(|| Labels { codes: vec![0; expected], names: vec![String::new()] });
        let (cluster_of, stratum_of) = nest(&strata, self.clusters, self.nesting)?;
        let second = self.second.map(|second| within(&cluster_of, second, self.lonely)).transpose()?;
        let mut counts = vec![0_usize; strata.names.len()];
        for &stratum in &stratum_of {
            counts[stratum] += 1;
        }
        let fractions = match self.population {
            None => vec![0.0; counts.len()],
            Some(population) => fractions(population, &strata, &counts)?,
        };
        let strata_made = strata.names.into_iter().zip(counts).zip(fractions);
        let strata_made: Vec<Stratum> =
            strata_made.map(|((name, clusters), fraction)| Stratum { name, clusters, fraction }).collect();
        if let Some(stratum) = strata_made.iter().find(|stratum| self.lonely == Lonely::Refused && is_lonely(stratum)) {
            return Err(DesignError::LonelyCluster { stratum: stratum.name.clone() });
        }
        let weight = |stratum: usize| match strata_made[stratum].fraction {
            fraction if fraction > 0.0 => 1.0 / fraction,
            _ => 1.0,
        };
        let weights = if let Some(weights) = self.weights {
            weights.to_vec()
        } else {
            let inside = |row: usize| second.as_ref().map_or(1.0, |second| second.weights[row]);
            strata.codes.iter().enumerate().map(|(row, &stratum)| weight(stratum) * inside(row)).collect()
        };
        let second = second.map(|design| Box::new(SecondStage::of(design, &stratum_of, &strata_made)));
        check_weights(&weights)?;
        Ok(Design { weights, cluster_of, stratum_of, strata: strata_made, lonely: self.lonely, second })
    }

    fn check_lengths(&self) -> Result<(), DesignError> {
        let population = self.population;
        let columns = [
            ("weights", self.weights.map(<[f64]>::len)),
            ("strata", self.strata.as_ref().map(|labels| labels.codes.len())),
            ("clusters", self.clusters.as_ref().map(|labels| labels.codes.len())),
            ("population sizes", population.map(Population::len)),
            ("labels of the second stage", self.second.as_ref().map(|(labels, _)| labels.codes.len())),
            ("population sizes of the second stage", self.second.as_ref().map(|(_, population)| population.len())),
        ];
        let wrong = columns.iter().find(|(_, given)| given.is_some_and(|given| given != self.respondents));
        match wrong {
            Some(&(column, Some(given))) => {
                Err(DesignError::LengthsDiffer { column, given, expected: self.respondents })
            }
            // Without any column the number alone decides how much memory is taken.
            _ if self.respondents > MOST_UNSEEN && columns.iter().all(|(_, given)| given.is_none()) => {
                Err(DesignError::TooManyRespondents { respondents: self.respondents, most: MOST_UNSEEN })
            }
            _ => Ok(()),
        }
    }
}

/// The second stage as a design of its own, in which each cluster of the first is a stratum.
fn within(clusters: &[usize], second: (Labels, Population<'_>), lonely: Lonely) -> Result<Design, DesignError> {
    let (units, population) = second;
    let within = DesignBuilder { clusters: Some(units), ..DesignBuilder::of(clusters.len()) };
    within.strata(clusters).nesting(Nesting::WithinStrata).population(population).lonely(lonely).build()
}

/// Numbers the clusters stratum by stratum: the cluster of each respondent, and the stratum of each cluster.
fn nest(strata: &Labels, clusters: Option<Labels>, nesting: Nesting) -> Result<(Vec<usize>, Vec<usize>), DesignError> {
    let Some(clusters) = clusters else {
        return Ok(((0..strata.codes.len()).collect(), strata.codes.clone()));
    };
    let mut pairs: Vec<(usize, usize)> = strata.codes.iter().copied().zip(clusters.codes.iter().copied()).collect();
    let each = pairs.clone();
    pairs.sort_unstable();
    pairs.dedup();
    if nesting == Nesting::Distinct {
        let mut seen = vec![false; clusters.names.len()];
        for &(_, cluster) in &pairs {
            if std::mem::replace(&mut seen[cluster], true) {
                return Err(DesignError::ClusterInTwoStrata { cluster: clusters.names[cluster].clone() });
            }
        }
    }
    let cluster_of = each.iter().map(|pair| pairs.partition_point(|known| known < pair)).collect();
    Ok((cluster_of, pairs.into_iter().map(|(stratum, _)| stratum).collect()))
}

/// The part of each stratum's clusters that was sampled.
fn fractions(population: Population<'_>, strata: &Labels, counts: &[usize]) -> Result<Vec<f64>, DesignError> {
    let (Population::Sizes(values) | Population::Fractions(values)) = population;
    let is_size = matches!(population, Population::Sizes(_));
    let mut given: Vec<Option<f64>> = vec![None; counts.len()];
    for (row, (&value, &stratum)) in values.iter().zip(&strata.codes).enumerate() {
        if !value.is_finite() || value <= 0.0 || (!is_size && value > 1.0) {
            return Err(DesignError::BadPopulation { row, value });
        }
        let known = *given[stratum].get_or_insert(value);
        if (known - value).abs() > f64::EPSILON * known {
            return Err(DesignError::PopulationVaries { stratum: strata.names[stratum].clone() });
        }
    }
    let fraction = |(stratum, value): (usize, &Option<f64>)| {
        let value = value.unwrap_or(f64::INFINITY);
        let fraction = if is_size { number(counts[stratum]) / value } else { value };
        if fraction > 1.0 {
            let stratum_name = strata.names[stratum].clone();
            return Err(DesignError::PopulationTooSmall {
                stratum: stratum_name,
                clusters: counts[stratum],
                population: value,
            });
        }
        Ok(fraction)
    };
    given.iter().enumerate().map(fraction).collect()
}

fn check_weights(weights: &[f64]) -> Result<(), DesignError> {
    if let Some(row) = weights.iter().position(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(DesignError::BadWeight { row, weight: weights[row] });
    }
    match total(weights.iter().copied()) {
        sum if sum <= 0.0 => Err(DesignError::NoWeight),
        sum if !sum.is_finite() => Err(DesignError::TooLarge),
        _ => Ok(()),
    }
}
