//! The clock and the randomness of the process: the only places that ask the machine for a date, or for what has to be secret.
//! How long a request takes, and numbers that only join lines of the log, are asked for where they are needed.

use domain::time::{Clock, Entropy, Moment, to_microseconds};
use rand::Rng as _;

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

/// The randomness of the operating system, stretched by a generator that is fit for secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
    fn now(&self) -> Moment {
        to_microseconds(chrono::Utc::now())
    }
}

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the randomness that everything else is given")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}
