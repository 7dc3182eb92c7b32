//! Rates of the rounds, and what they come to.

use std::time::Duration;

/// The rates of the product and of the plain thing, a pair for each round.
#[derive(Debug, Default)]
pub struct Rates {
    rounds: Vec<(f64, f64)>,
}

impl Rates {
    /// Adds a round and shows it.
    pub fn add(&mut self, ours: f64, plain: f64) {
        self.rounds.push((ours, plain));
        println!("  round {}: {ours:.0} against {plain:.0} a second, ratio {:.3}", self.rounds.len(), ours / plain);
    }

    /// Shows the medians.
    pub fn conclude(&self, ours: &str, plain: &str) {
        let of = |part: fn(&(f64, f64)) -> f64| median(self.rounds.iter().map(part).collect());
        println!("{ours}: {:.0} a second (median of {} rounds)", of(|round| round.0), self.rounds.len());
        println!("{plain}: {:.0} a second", of(|round| round.1));
        println!("ratio: {:.3}", of(|(ours, plain)| ours / plain));
    }
}

/// Gives how many a second it were.
pub fn rate(count: u32, time: Duration) -> f64 {
    f64::from(count) / time.as_secs_f64()
}

/// Gives the middle of some values, or between the two in the middle.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        odd if odd % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_or_between_the_two_in_the_middle() {
        let close = |values: &[f64], expected: f64| (median(values.to_vec()) - expected).abs() < 1e-9;
        assert!(close(&[3.0, 1.0, 2.0], 2.0));
        assert!(close(&[4.0, 1.0, 2.0, 3.0], 2.5));
        assert!(close(&[7.0], 7.0));
    }
}
