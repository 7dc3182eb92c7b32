//! How evenly things are spread, as the sum of the squares of their counts: the smaller, the more even.

/// Counts how often each two of some options meet.
pub(super) struct Meetings {
    options: usize,
    counts: Vec<usize>,
}

impl Meetings {
    pub(super) fn new(options: usize, sets: &[Vec<usize>]) -> Self {
        let mut meetings = Self { options, counts: vec![0; options * options] };
        for set in sets {
            for (index, &one) in set.iter().enumerate() {
                for &other in &set[index + 1..] {
                    meetings.counts[one * options + other] += 1;
                    meetings.counts[other * options + one] += 1;
                }
            }
        }
        meetings
    }

    pub(super) fn of(&self, one: usize, other: usize) -> usize {
        self.counts[one * self.options + other]
    }

    /// Notes that an option is shown with others.
    pub(super) fn add(&mut self, option: usize, others: &[usize]) {
        self.change(option, others, |count| count + 1);
    }

    /// Notes that an option is not shown with others any more.
    pub(super) fn remove(&mut self, option: usize, others: &[usize]) {
        self.change(option, others, |count| count.saturating_sub(1));
    }

    fn change(&mut self, option: usize, others: &[usize], to: impl Fn(usize) -> usize) {
        for &other in others.iter().filter(|other| **other != option) {
            for place in [option * self.options + other, other * self.options + option] {
                self.counts[place] = to(self.counts[place]);
            }
        }
    }

    /// Gives the difference between the two options that meet most often and the two that meet least often.
    pub(super) fn spread(&self) -> usize {
        let pairs = (0..self.options).flat_map(|one| (one + 1..self.options).map(move |other| (one, other)));
        let counts: Vec<usize> = pairs.map(|(one, other)| self.of(one, other)).collect();
        counts.iter().max().unwrap_or(&0) - counts.iter().min().unwrap_or(&0)
    }

    /// Says how uneven the meetings are.
    pub(super) fn unevenness(&self) -> usize {
        self.counts.iter().map(|count| count * count).sum()
    }

    /// Says whether each option is compared with each other, directly or by way of others.
    pub(super) fn is_connected(&self) -> bool {
        let mut reached = vec![false; self.options];
        let mut next = vec![0];
        while let Some(option) = next.pop() {
            if !std::mem::replace(&mut reached[option], true) {
                next.extend((0..self.options).filter(|other| self.of(option, *other) > 0 && !reached[*other]));
            }
        }
        reached.iter().all(|is_reached| *is_reached)
    }
}
