//! Which projects a budget should fund: the method of equal shares, and the greedy rule beside it.
//! Each voter holds an equal part of the budget, in proportion to their weight, and projects are bought by those who want
//! them. Not a share of 1 but a set; for mean spend shares see [`crate::points`].
//!
//! # Formula
//! Voter `i` starts with `bᵢ`, the budget over the sum of weights, per unit of weight. A project of cost `c` is affordable
//! at `ρ` where `Σ wᵢ min(bᵢ, ρ uᵢ) = c` over its supporters. Again and again the project with the smallest `ρ` is bought,
//! and its supporters pay `min(bᵢ, ρ uᵢ)` each, until none is affordable. The utility `uᵢ` of a project that a voter
//! approves of is its cost ([`Utility::Cost`]) or 1 ([`Utility::Cardinality`]); or it is given as points.
//!
//! What is left is used by [`Completion::AddOne`]: everybody's starting money is raised by an increment and the method run
//! anew, until the result spends more than the budget, when the one before holds, or leaves no project that still fits.
//!
//! # Source
//! Peters, Pierczyński and Skowron (2021), *Proportional Participatory Budgeting with Additive Utilities*, *Advances in Neural
//! Information Processing Systems* 34;
//! completions as in Faliszewski et al. (2023), *Participatory Budgeting: Data, Tools, and Analysis*, IJCAI 32.
//!
//! Ties: projects whose `ρ` differ by less than a 10⁻¹² of itself are bought in the order in which they are listed.
//! Amounts are compared with the same tolerance, so that money split in thirds is still enough.
//!
//! ```
//! use weighting::budget::{Completion, Utility, equal_shares};
//! use weighting::estimate::Sample;
//!
//! // Two projects that six want, one that four others want; a plain majority would leave the four with nothing.
//! let approvals: Vec<_> = [vec![0, 1], vec![2]].into_iter().zip([6, 4]).flat_map(|(a, n)| vec![Some(a); n]).collect();
//! let costs = [60.0, 40.0, 40.0];
//! let funded = equal_shares(&Sample::unweighted(10)?, 100.0, &costs, &approvals, Utility::Cost, Completion::Stop)?;
//! assert_eq!(funded.chosen, [0, 2]);
//! assert!((funded.spent - 100.0).abs() < 1e-9);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | in Python (pabutools) | here |
//! |---|---|
//! | `method_of_equal_shares(…, sat_class=Cost_Sat)` | [`equal_shares`] with [`Utility::Cost`], [`Completion::Stop`] |
//! | `sat_class=Cardinality_Sat` | [`Utility::Cardinality`] |
//! | `sat_class=Additive_Cardinal_Sat` | [`equal_shares_of_points`] |
//! | `voter_budget_increment=1` | `Completion::AddOne { increment: 1.0 }` |
//! | `greedy_utilitarian_welfare` | [`greedy()`] |
//! | the same, watched and stopped | [`equal_shares_watched`], [`equal_shares_of_points_watched`] |
//! | a multiprofile with multiplicities | the weights of the [`Sample`] |

mod greedy;
mod purchase;

pub use greedy::greedy;

use purchase::{Market, Purse};

use crate::estimate::{EstimateError, Sample};
use crate::progress::{Cancelled, Progress};
use crate::sum::total;

/// The share of an amount by which two amounts may differ and still count as equal.
const EQUAL: f64 = 1e-12;
/// So often may everybody's money be raised.
pub const MOST_INCREMENTS: usize = 100_000;

/// What a project that a voter approves of is worth to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Utility {
    /// Its cost: large projects count for more.
    #[default]
    Cost,
    /// One, whatever its cost.
    Cardinality,
}

/// What becomes of money that is left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Completion {
    /// It is not spent.
    Stop,
    /// Everybody's starting money is raised by the increment, per unit of weight, again and again (`Add1`).
    AddOne {
        /// By how much, in the unit of costs.
        increment: f64,
    },
    /// As [`Completion::AddOne`], then projects that still fit are added by the greedy rule (`Add1U`).
    AddOneThenGreedy {
        /// By how much, in the unit of costs.
        increment: f64,
    },
}

/// A project that was bought, and at what price per unit of utility.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Purchase {
    /// The project, from 0.
    pub project: usize,
    /// The most that a supporter paid per unit of utility, `ρ`; `None` where the greedy rule added it.
    pub price: Option<f64>,
}

/// The projects that are funded.
#[derive(Debug, Clone, PartialEq)]
pub struct Funded {
    /// The projects in the order in which they were bought.
    pub chosen: Vec<usize>,
    /// The same with prices.
    pub purchases: Vec<Purchase>,
    /// What they cost together.
    pub spent: f64,
    /// What each voter paid, by weight; projects added by the greedy rule are not charged to anybody.
    pub paid: Vec<f64>,
    /// Everybody's starting money in the run that holds, per unit of weight.
    pub voter_budget: f64,
    /// How many times it was raised.
    pub increments: usize,
    /// Whether no wanted project is left that would still fit.
    pub exhaustive: bool,
}

/// The reasons to refuse to fund.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BudgetError {
    /// The budget is not a number above zero.
    #[error("a budget of {budget} cannot be spent")]
    BadBudget {
        /// The budget as given.
        budget: f64,
    },
    /// A cost is negative or not a number.
    #[error("project {project} costs {cost}, which cannot be")]
    BadCost {
        /// The project, from 0.
        project: usize,
        /// The cost as given.
        cost: f64,
    },
    /// The increment is not a number above zero.
    #[error("raising by {increment} leads nowhere: give an increment above 0")]
    BadIncrement {
        /// The increment as given.
        increment: f64,
    },
    /// The votes and the weights describe different numbers of respondents.
    #[error("there are votes of {votes} respondents and weights of {respondents}")]
    LengthsDiffer {
        /// How many votes there are, blank ones counted.
        votes: usize,
        /// How many respondents there are.
        respondents: usize,
    },
    /// A vote names a project that does not exist.
    #[error("respondent {row} votes for project {project}, but there are {projects}, numbered from 0")]
    UnknownProject {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The project as given.
        project: usize,
        /// How many projects there are.
        projects: usize,
    },
    /// A vote names a project twice.
    #[error("respondent {row} votes for project {project} twice")]
    RepeatedProject {
        /// The respondent's place in the input, from 0.
        row: usize,
        /// The project.
        project: usize,
    },
    /// Points are missing for a project, negative or not numbers.
    #[error("respondent {row} did not give points to the projects")]
    BadPoints {
        /// The respondent's place in the input, from 0.
        row: usize,
    },
    /// Nobody with any weight voted.
    #[error("nobody with any weight voted")]
    NobodyVoted,
    /// The money was raised very often without a result.
    #[error("no result after raising everybody's money {increments} times: give a larger increment")]
    TooManyIncrements {
        /// How often it was raised.
        increments: usize,
    },
    /// The sample was refused.
    #[error(transparent)]
    Sample(#[from] EstimateError),
    /// The watcher asked to stop.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// Funds projects by the method of equal shares from approvals.
///
/// # Formula
/// As at the head of [this module](self).
///
/// # Source
/// Peters, Pierczyński and Skowron (2021), *Advances in Neural Information Processing Systems* 34.
///
/// # Shape and unit
/// One cost per project, in any unit of money; for each respondent the projects approved of, from 0, in any order. Somebody
/// who voted for nothing holds their part of the budget all the same; somebody who did not vote (`None`) holds none.
///
/// # Errors
/// Refuses budgets, costs and increments that are no amounts, projects that do not exist, lengths that differ, and an
/// increment so small that it leads nowhere.
pub fn equal_shares<A: AsRef<[usize]>>(
    sample: &Sample<'_>,
    budget: f64,
    costs: &[f64],
    approvals: &[Option<A>],
    utility: Utility,
    completion: Completion,
) -> Result<Funded, BudgetError> {
    equal_shares_watched(sample, budget, costs, approvals, utility, completion, &Progress::silent())
}

/// As [`equal_shares`], telling how far it is: a step for each time everybody's money is raised.
///
/// # Shape and unit
/// The steps there may be are counted to where everybody could pay for everything that is wanted, where nothing is left to
/// wait for; most runs end long before.
///
/// # Errors
/// As [`equal_shares`]; and [`BudgetError::Cancelled`] where the watcher asks to stop.
pub fn equal_shares_watched<A: AsRef<[usize]>>(
    sample: &Sample<'_>,
    budget: f64,
    costs: &[f64],
    approvals: &[Option<A>],
    utility: Utility,
    completion: Completion,
    progress: &Progress<'_>,
) -> Result<Funded, BudgetError> {
    let market = Market::of_approvals(sample.counts()?, budget, costs, approvals, utility)?;
    fund(&market, sample.weights(), completion, progress)
}

/// Funds projects by the method of equal shares from points that each voter gives to projects.
///
/// # Formula
/// As at the head of [this module](self), with points as utilities.
///
/// # Source
/// As [`equal_shares`].
///
/// # Shape and unit
/// For each respondent one number of points per project, 0 for none, `None` for no vote; only proportions between a voter's
/// own points matter.
///
/// # Errors
/// As [`equal_shares`].
pub fn equal_shares_of_points<P: AsRef<[f64]>>(
    sample: &Sample<'_>,
    budget: f64,
    costs: &[f64],
    points: &[Option<P>],
    completion: Completion,
) -> Result<Funded, BudgetError> {
    equal_shares_of_points_watched(sample, budget, costs, points, completion, &Progress::silent())
}

/// As [`equal_shares_of_points`], telling how far it is, as [`equal_shares_watched`].
///
/// # Errors
/// As [`equal_shares_watched`].
pub fn equal_shares_of_points_watched<P: AsRef<[f64]>>(
    sample: &Sample<'_>,
    budget: f64,
    costs: &[f64],
    points: &[Option<P>],
    completion: Completion,
    progress: &Progress<'_>,
) -> Result<Funded, BudgetError> {
    let market = Market::of_points(sample.counts()?, budget, costs, points)?;
    fund(&market, sample.weights(), completion, progress)
}

fn fund(
    market: &Market,
    weights: &[f64],
    completion: Completion,
    progress: &Progress<'_>,
) -> Result<Funded, BudgetError> {
    let (purse, increments) = match completion {
        Completion::Stop => (market.run(market.start()), 0),
        Completion::AddOne { increment } | Completion::AddOneThenGreedy { increment } => {
            raise(market, increment, progress)?
        }
    };
    let mut purchases = purse.purchases.clone();
    if let Completion::AddOneThenGreedy { .. } = completion {
        market.add_greedily(&mut purchases);
    }
    let chosen: Vec<usize> = purchases.iter().map(|purchase| purchase.project).collect();
    let paid = |(voter, weight): (&Option<usize>, &f64)| voter.map_or(0.0, |voter| weight * purse.paid(voter));
    Ok(Funded {
        spent: total(chosen.iter().map(|&project| market.costs[project])),
        exhaustive: market.is_exhaustive(&chosen),
        paid: market.of_respondent.iter().zip(weights).map(paid).collect(),
        voter_budget: purse.start,
        chosen,
        purchases,
        increments,
    })
}

/// Raises everybody's money until the result overspends or nothing more fits.
fn raise(market: &Market, increment: f64, progress: &Progress<'_>) -> Result<(Purse, usize), BudgetError> {
    if !(increment > 0.0 && increment.is_finite()) {
        return Err(BudgetError::BadIncrement { increment });
    }
    let start = market.start();
    let enough = market.enough();
    let is_short = |increments: &usize| start + increment * crate::sum::number(*increments) < enough;
    let most = (0..MOST_INCREMENTS).find(|increments| !is_short(increments)).map_or(MOST_INCREMENTS, |last| last + 1);
    let run = progress.start(most);
    let mut held = market.run(start);
    for increments in 0..MOST_INCREMENTS {
        let chosen: Vec<usize> = held.purchases.iter().map(|purchase| purchase.project).collect();
        if market.is_exhaustive(&chosen) {
            run.advance(most)?;
            return Ok((held, increments));
        }
        run.advance(1)?;
        let next = market.run(start + increment * crate::sum::number(increments + 1));
        let spent = total(next.purchases.iter().map(|purchase| market.costs[purchase.project]));
        if spent > market.budget * (1.0 + EQUAL) {
            run.advance(most)?;
            return Ok((held, increments));
        }
        held = next;
    }
    Err(BudgetError::TooManyIncrements { increments: MOST_INCREMENTS })
}
