//! Chance from a seed: the few ways of drawing that the demonstration needs.

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// A source of chance that gives the same for the same seed.
pub(crate) struct Dice(ChaCha8Rng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Says yes so many times in a hundred.
    pub(crate) fn percent(&mut self, chance: u32) -> bool {
        self.0.random_range(0..100) < chance
    }

    /// Draws a whole number below a limit, which is taken as at least one.
    pub(crate) fn below(&mut self, limit: u32) -> u32 {
        self.0.random_range(0..limit.max(1))
    }

    /// Draws a number between 0 and 1, never 0 itself.
    pub(crate) fn share(&mut self) -> f64 {
        1.0 - self.0.random::<f64>()
    }

    /// Draws one of several things that are all as likely.
    pub(crate) fn one_of<'a, T: ?Sized>(&mut self, things: &[&'a T]) -> &'a T {
        things[self.0.random_range(0..things.len())]
    }

    /// Draws one of several things by their weights.
    pub(crate) fn weighted<T: Copy>(&mut self, things: &[(T, u32)]) -> T {
        let mut left = self.below(things.iter().map(|(_, weight)| weight).sum());
        for (thing, weight) in things {
            if left < *weight {
                return *thing;
            }
            left -= weight;
        }
        things[things.len() - 1].0
    }

    /// Draws what a taste is worth today: the highest of several tastes so shaken wins as often as a logit model says.
    pub(crate) fn gumbel(&mut self) -> f64 {
        -(-self.share().ln()).max(f64::MIN_POSITIVE).ln()
    }

    /// Draws how long something takes that is as likely to end at any moment, in units of its mean.
    pub(crate) fn wait(&mut self) -> f64 {
        -self.share().ln()
    }

    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        things.shuffle(&mut self.0);
    }
}
