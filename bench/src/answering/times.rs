//! How long requests took.

use std::time::Duration;

/// The times of all requests, by what was asked.
#[derive(Debug, Default)]
pub struct Times {
    /// Posts of a page of questions.
    pub posts: Vec<Duration>,
    /// Posts that send the whole response.
    pub sends: Vec<Duration>,
    /// Pages that were read.
    pub gets: Vec<Duration>,
}

impl Times {
    /// Adds the times of somebody else.
    pub fn add(&mut self, other: Self) {
        self.posts.extend(other.posts);
        self.sends.extend(other.sends);
        self.gets.extend(other.gets);
    }

    /// Counts the requests.
    pub fn count(&self) -> usize {
        self.posts.len() + self.sends.len() + self.gets.len()
    }

    /// Shows the times of each kind.
    pub fn print(&mut self) {
        let kinds = [("page post", &mut self.posts), ("sending", &mut self.sends), ("page read", &mut self.gets)];
        for (what, times) in kinds {
            let [median, p95, p99, most] = [50, 95, 99, 100].map(|percent| percentile(times, percent));
            println!("{what}: median {median:.1} ms, p95 {p95:.1}, p99 {p99:.1}, longest {most:.1} ({})", times.len());
        }
    }
}

/// Gives the shortest time, in milliseconds, that so many in a hundred do not exceed.
pub fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_times() {
        let mut times: Vec<_> = (1..=200).rev().map(Duration::from_millis).collect();
        let close = |percent: usize, expected: f64, times: &mut [Duration]| {
            assert!((percentile(times, percent) - expected).abs() < 1e-9, "{percent}");
        };
        close(50, 100.0, &mut times);
        close(95, 190.0, &mut times);
        close(99, 198.0, &mut times);
        close(100, 200.0, &mut times);
        close(95, 7.0, &mut [Duration::from_millis(7)]);
        assert!(percentile(&mut [], 50).is_nan());
    }
}
