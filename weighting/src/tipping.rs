//! The tipping point: how closely answering must go together with the answer before two priorities change places.
//! Standard errors cannot say this, for they know only those who answered. Nothing here estimates who did not.
//!
//! ```
//! use weighting::tipping::{Coverage, Spread};
//!
//! let coverage = Coverage::new(1_500, 1_200_000)?;
//! assert!((coverage.factor() - 28.27).abs() < 0.01);
//! // A correlation of 0.005 moves a mean by 0.14 standard deviations …
//! assert!((coverage.error(0.005, 1.0)? - 0.141).abs() < 0.001);
//! // … so a lead of 0.2 points with answers that differ by 2 points (standard deviation) falls at 0.0035.
//! let point = coverage.tipping_point(0.2, Spread::OfDifference(2.0))?;
//! assert!((point.rho - 0.2 / (28.266588 * 2.0)).abs() < 1e-9);
//! assert!(point.sentence("woodland", "wetland").starts_with("\"woodland\" leads \"wetland\""));
//! # Ok::<(), weighting::tipping::TippingError>(())
//! ```
//!
//! | in R / Python | here |
//! |---|---|
//! | Meng's data quality × data quantity × problem difficulty, `rho * sqrt((N - n) / n) * sigma` | [`Coverage::error`] |
//! | its effective sample size, `n / (N - n) / rho^2` | [`Coverage::effective_sample_size`] |

/// The reasons to refuse.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TippingError {
    /// Nobody answered.
    #[error("nobody answered")]
    NobodyAnswered,
    /// More people answered than there are.
    #[error("{respondents} people cannot have answered out of {population}")]
    TooManyRespondents {
        /// How many answered.
        respondents: u64,
        /// How many there are.
        population: u64,
    },
    /// Everybody answered with equal weight, so nothing is left to go wrong in this way.
    #[error("everybody answered, so the answers cannot miss anybody")]
    Everybody,
    /// A design effect is below 1, infinite or not a number.
    #[error("{design_effect} is not a design effect: it is 1 for equal weights and larger for others")]
    BadDesignEffect {
        /// The design effect as given.
        design_effect: f64,
    },
    /// A number is not finite, or negative where it must not be.
    #[error("{what} {value} cannot be used: give a finite number, not negative for a standard deviation")]
    BadValue {
        /// What the number is.
        what: &'static str,
        /// The number as given.
        value: f64,
    },
    /// A correlation does not lie between -1 and 1.
    #[error("{rho} is not a correlation: give a number from -1 to 1")]
    BadCorrelation {
        /// The number as given.
        rho: f64,
    },
    /// All answers are the same, so that none can go together with answering.
    #[error("all answers are the same, so who answered makes no difference to them")]
    NoSpread,
    /// Estimates, standard deviations or tiers describe different items.
    #[error("there are {given} {what} for {items} items")]
    LengthsDiffer {
        /// What was counted.
        what: &'static str,
        /// How many there are.
        given: usize,
        /// How many items there are.
        items: usize,
    },
    /// Tiers name an item that does not exist, twice or not at all.
    #[error("item {item} does not stand in exactly one tier")]
    BadTiers {
        /// The item's place, from 0.
        item: usize,
    },
    /// A result is too large to hold.
    #[error("a result is too large to calculate with: give the values in a larger unit")]
    TooLarge,
}

/// How many of how many people answered, and what their weights cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    respondents: u64,
    population: u64,
    design_effect: f64,
}

/// How answers spread between people, in the unit of the estimates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// The standard deviation of each person's answer on the one item less that on the other.
    OfDifference(f64),
    /// The standard deviations on each item, where it is not known how they go together: their sum is the most that the
    /// difference can have, and gives the smallest correlation that could do it.
    OfEach(f64, f64),
}

/// How closely answering must go together with the answer to undo a lead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TippingPoint {
    /// The correlation over the whole population between answering (1 or 0) and the answer; above 1 it cannot be.
    pub rho: f64,
    /// The lead that it undoes, in the unit of the estimates.
    pub gap: f64,
    /// The standard deviation it was worked out with, in the same unit.
    pub sigma: f64,
    /// How many of how many people answered.
    pub coverage: Coverage,
}

/// Two items that change places at a tipping point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swap {
    /// The item that leads now, from 0.
    pub leads: usize,
    /// The item that would lead, from 0.
    pub follows: usize,
    /// How closely answering must go together with preferring the second.
    pub point: TippingPoint,
}

impl Coverage {
    /// Takes how many people answered, and how many there are.
    ///
    /// # Errors
    /// Refuses nobody answering, and more answers than people.
    pub fn new(respondents: u64, population: u64) -> Result<Self, TippingError> {
        match respondents {
            0 => Err(TippingError::NobodyAnswered),
            n if n > population => Err(TippingError::TooManyRespondents { respondents, population }),
            _ => Ok(Self { respondents, population, design_effect: 1.0 }),
        }
    }

    /// Takes what unequal weights cost into account: see [`crate::quality::Kish`].
    ///
    /// # Errors
    /// Refuses a design effect below 1 or not finite.
    pub fn with_design_effect(self, design_effect: f64) -> Result<Self, TippingError> {
        if design_effect >= 1.0 && design_effect.is_finite() {
            Ok(Self { design_effect, ..self })
        } else {
            Err(TippingError::BadDesignEffect { design_effect })
        }
    }

    /// What multiplies a correlation and a standard deviation.
    ///
    /// # Formula
    /// `√((N − n) / n)`; with weights `√((1 − f + CV²) / f)` with `f = n / N` and `CV² = deff − 1`.
    ///
    /// # Source
    /// Meng (2018), *Annals of Applied Statistics* 12(2), equations 2.3 and 2.4.
    ///
    /// # Shape and unit
    /// A number without a unit.
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
    pub fn factor(&self) -> f64 {
        let (n, missed) = (self.respondents as f64, (self.population - self.respondents) as f64);
        ((missed + (self.design_effect - 1.0) * self.population as f64) / n).sqrt()
    }

    /// How far a mean lies from that of the whole population.
    ///
    /// # Formula
    /// `ρ √((N − n) / n) σ`, see [`Coverage::factor`].
    ///
    /// # Source
    /// Meng (2018).
    ///
    /// # Shape and unit
    /// `ρ` is the correlation between answering and the answer over the population, `σ` the answers' standard deviation; the
    /// result has the unit of `σ`.
    ///
    /// # Errors
    /// Refuses a `ρ` outside −1 to 1, and a `σ` that is negative or not finite.
    pub fn error(&self, rho: f64, sigma: f64) -> Result<f64, TippingError> {
        judge_correlation(rho)?;
        finite(rho * self.factor() * judged("the standard deviation", sigma, Sign::NotNegative)?)
    }

    /// How many people drawn at random would be as far off on average.
    ///
    /// # Formula
    /// `1 / (ρ × factor)²`, which for equal weights is `n / (N − n) / ρ²`; infinite where `ρ` or the factor is 0.
    ///
    /// # Source
    /// Meng (2018), section 3.
    ///
    /// # Shape and unit
    /// In people.
    ///
    /// # Errors
    /// Refuses a `ρ` outside −1 to 1.
    pub fn effective_sample_size(&self, rho: f64) -> Result<f64, TippingError> {
        judge_correlation(rho)?;
        Ok((rho * self.factor()).powi(-2))
    }

    /// The smallest correlation that undoes a lead.
    ///
    /// # Formula
    /// `ρ = gap / (√((N − n) / n) σ)`; `σ` is that of the difference, or the sum of both where only these are known.
    ///
    /// # Source
    /// Solved from Meng (2018).
    ///
    /// # Shape and unit
    /// The lead and the spread in one unit; the sign of the lead makes no difference.
    ///
    /// # Errors
    /// Refuses numbers that are not finite, negative standard deviations, answers without any spread, and everybody having
    /// answered.
    pub fn tipping_point(&self, gap: f64, spread: Spread) -> Result<TippingPoint, TippingError> {
        let gap = judged("the lead", gap, Sign::Any)?.abs();
        let sigma = match spread {
            Spread::OfDifference(sigma) => judged("the standard deviation", sigma, Sign::NotNegative)?,
            Spread::OfEach(first, second) => {
                let first = judged("the standard deviation", first, Sign::NotNegative)?;
                finite(first + judged("the standard deviation", second, Sign::NotNegative)?)?
            }
        };
        let factor = self.factor();
        if factor <= 0.0 {
            return Err(TippingError::Everybody);
        }
        if sigma <= 0.0 {
            return Err(TippingError::NoSpread);
        }
        Ok(TippingPoint { rho: finite(gap / factor / sigma)?, gap, sigma, coverage: *self })
    }

    /// The tipping point of each pair of neighbours in the order of the estimates, best first.
    ///
    /// # Formula
    /// [`Coverage::tipping_point`] with [`Spread::OfEach`].
    ///
    /// # Source
    /// Meng (2018), *Annals of Applied Statistics* 12(2), turned round.
    ///
    /// # Shape and unit
    /// One estimate and one standard deviation of the answers per item, in one unit; one swap fewer than items.
    ///
    /// # Errors
    /// As [`Coverage::tipping_point`], and refuses different numbers of estimates and standard deviations.
    pub fn neighbours(&self, estimates: &[f64], deviations: &[f64]) -> Result<Vec<Swap>, TippingError> {
        length("standard deviations", deviations.len(), estimates.len())?;
        let order = ordered(estimates)?;
        order.windows(2).map(|pair| self.swap(estimates, deviations, pair[0], pair[1])).collect()
    }

    /// The tipping point of each pair of neighbouring tiers: the smallest correlation that puts some item of the lower tier
    /// above some item of the upper.
    ///
    /// # Formula
    /// The smallest [`Coverage::tipping_point`] over all pairs across the border.
    ///
    /// # Source
    /// As [`Coverage::neighbours`].
    ///
    /// # Shape and unit
    /// As [`Coverage::neighbours`]; tiers best first, as [`crate::ranks::JointRanks::tiers`] gives them.
    ///
    /// # Errors
    /// As [`Coverage::neighbours`], and refuses tiers in which an item does not stand exactly once.
    pub fn tiers(
        &self,
        estimates: &[f64],
        deviations: &[f64],
        tiers: &[Vec<usize>],
    ) -> Result<Vec<Swap>, TippingError> {
        length("standard deviations", deviations.len(), estimates.len())?;
        judge_tiers(tiers, estimates.len())?;
        let tiers: Vec<&Vec<usize>> = tiers.iter().filter(|tier| !tier.is_empty()).collect();
        let mut swaps = Vec::new();
        for pair in tiers.windows(2) {
            let mut smallest: Option<Swap> = None;
            for (&upper, &lower) in pair[0].iter().flat_map(|upper| pair[1].iter().map(move |lower| (upper, lower))) {
                let swap = self.swap(estimates, deviations, upper, lower)?;
                smallest = Some(smallest.filter(|before| before.point.rho <= swap.point.rho).unwrap_or(swap));
            }
            swaps.extend(smallest);
        }
        Ok(swaps)
    }

    fn swap(&self, estimates: &[f64], deviations: &[f64], leads: usize, follows: usize) -> Result<Swap, TippingError> {
        // An item that is behind already needs nothing to be so.
        let gap = judged("the lead", estimates[leads] - estimates[follows], Sign::Any)?.max(0.0);
        let point = self.tipping_point(gap, Spread::OfEach(deviations[leads], deviations[follows]))?;
        Ok(Swap { leads, follows, point })
    }
}

impl TippingPoint {
    /// Whether any pattern of answering could do it at all.
    pub fn is_possible(&self) -> bool {
        self.rho <= 1.0
    }

    /// Says in words what would have to be true for the lead to be undone.
    pub fn sentence(&self, leads: &str, follows: &str) -> String {
        let Coverage { respondents, population, .. } = self.coverage;
        let lead =
            format!("\"{leads}\" leads \"{follows}\" among the {respondents} of {population} people who answered.");
        if !self.is_possible() {
            return format!("{lead} No pattern of who answered could have put them the wrong way round.");
        }
        // Rounded down, so that what is published is never more comfortable than what was found.
        let digits = if self.rho >= 0.01 { 1e3 } else { 1e5 };
        let rho = (self.rho * digits).floor() / digits;
        format!(
            "{lead} They would change places if answering went together with preferring \"{follows}\" with a correlation of \
             {rho} over the whole population. A correlation of 0 means that who answered has nothing to do with it, and 1 that \
             it decides everything."
        )
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Any,
    NotNegative,
}

fn judged(what: &'static str, value: f64, sign: Sign) -> Result<f64, TippingError> {
    let is_good = value.is_finite() && (sign == Sign::Any || value >= 0.0);
    if is_good { Ok(value) } else { Err(TippingError::BadValue { what, value }) }
}

fn judge_correlation(rho: f64) -> Result<(), TippingError> {
    if (-1.0..=1.0).contains(&rho) { Ok(()) } else { Err(TippingError::BadCorrelation { rho }) }
}

fn finite(value: f64) -> Result<f64, TippingError> {
    if value.is_finite() { Ok(value) } else { Err(TippingError::TooLarge) }
}

fn length(what: &'static str, given: usize, items: usize) -> Result<(), TippingError> {
    if given == items { Ok(()) } else { Err(TippingError::LengthsDiffer { what, given, items }) }
}

/// Items by estimate, best first; those that tie in the order given.
fn ordered(estimates: &[f64]) -> Result<Vec<usize>, TippingError> {
    if let Some(value) = estimates.iter().find(|value| !value.is_finite()) {
        return Err(TippingError::BadValue { what: "the estimate", value: *value });
    }
    let mut order: Vec<usize> = (0..estimates.len()).collect();
    order.sort_by(|&a, &b| estimates[b].total_cmp(&estimates[a]).then(a.cmp(&b)));
    Ok(order)
}

fn judge_tiers(tiers: &[Vec<usize>], items: usize) -> Result<(), TippingError> {
    let mut seen = vec![0_usize; items];
    for &item in tiers.iter().flatten() {
        *seen.get_mut(item).ok_or(TippingError::BadTiers { item })? += 1;
    }
    match seen.iter().position(|times| *times != 1) {
        Some(item) => Err(TippingError::BadTiers { item }),
        None => Ok(()),
    }
}
