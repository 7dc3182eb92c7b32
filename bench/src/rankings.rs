//! Full rankings of any number of people from a fixed seed: each a chain of choices by chances that the items have.
//! As with the survey, their numbers mean nothing.

use weighting::ranking::{RankingError, Rankings, Unranked};

use crate::numbers::Numbers;

/// How many items everybody ranks.
pub const RANKED: usize = 20;

/// The orders that people put the items in, best first.
#[derive(Debug, Clone)]
pub struct Orders(pub Vec<[u8; RANKED]>);

impl Orders {
    /// Makes the orders of so many people.
    pub fn of(respondents: usize) -> Self {
        let mut numbers = Numbers(2_026);
        Self((0..respondents).map(|_| numbers.order()).collect())
    }

    /// The orders as the estimator takes them.
    ///
    /// # Errors
    /// Never: each names every item once.
    pub fn rankings(&self) -> Result<Rankings, RankingError> {
        let mut rankings = Rankings::new(RANKED, Unranked::Below)?;
        self.0.iter().try_for_each(|order| rankings.add_order(&order.map(usize::from)))?;
        Ok(rankings)
    }
}

impl Numbers {
    /// An order in which the item `k` is chosen `20 + 2 k` times where item 0 is chosen 20 times.
    fn order(&mut self) -> [u8; RANKED] {
        let mut left: Vec<u8> = (0..).take(RANKED).collect();
        [(); RANKED].map(|()| {
            let worth = |item: u8| 20 + 2 * usize::from(item);
            let mut drawn = self.below(left.iter().map(|&item| worth(item)).sum());
            let place = left.iter().position(|&item| {
                let is_drawn = drawn < worth(item);
                drawn = drawn.saturating_sub(worth(item));
                is_drawn
            });
            left.remove(place.unwrap_or(0))
        })
    }
}
