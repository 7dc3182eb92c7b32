//! Which priorities may be published: those for which enough people stand, as long as those that are left out cannot be worked out.

use weighting::disclosure::{Rule, THRESHOLD, Tables, audit};

use super::super::super::{few::to_people, makeup::number};

/// The shares of some priorities, as one group of people gave them.
pub(super) struct Given<'a> {
    /// How many answered.
    pub(super) answered: usize,
    /// How many chose each, ranked it or gave it points.
    pub(super) supporters: &'a [usize],
    /// The share of each, everybody counted once.
    pub(super) shares: &'a [f64],
    /// What they stand in order of.
    pub(super) order: &'a [f64],
}

impl Given<'_> {
    /// Says for each priority whether it is left out; nothing where none can be shown.
    ///
    /// Left out are those with fewer supporters than the threshold, and the least of the others until each of the few could be so many
    /// people that it stays hidden. The shares add up to one, and what is left out stands below all that is shown: whoever knows both
    /// knows the sum of what is left out, and how large each part of it can be at the most.
    pub(super) fn left_out(&self) -> Option<Vec<bool>> {
        let size = self.shares.len();
        if size == 0 || !is_enough(self.answered) {
            return None;
        }
        let mut lowest: Vec<usize> = (0..size).collect();
        lowest.sort_by(|one, other| self.order[*one].total_cmp(&self.order[*other]));
        let few = lowest.iter().rposition(|place| !is_enough(self.supporters[*place])).map_or(0, |place| 1 + place);
        let count = (few..size).find(|count| self.is_hidden_among(&lowest, *count))?;
        let left_out: Vec<bool> = (0..size).map(|place| lowest[..count].contains(&place)).collect();
        self.is_audited(&left_out).then_some(left_out)
    }

    /// How many people the shares are shares of: nobody's answers count for more than one.
    fn people(&self) -> f64 {
        number(self.supporters.iter().sum::<usize>().min(self.answered))
    }

    /// Says whether the lowest priorities, so many of them, hide each that has few supporters.
    fn is_hidden_among(&self, lowest: &[usize], count: usize) -> bool {
        let votes = |place: &usize| self.shares[*place] * self.people();
        let (hidden, shown) = lowest.split_at(count);
        let sum: f64 = hidden.iter().map(votes).sum();
        // What is left out may be as large as the least that is shown; where another order puts it higher, as large as it is.
        let most = shown.iter().map(votes).fold(f64::INFINITY, f64::min);
        let most = hidden.iter().map(votes).fold(most, f64::max).min(sum);
        let least = (sum - most * number(count.saturating_sub(1))).max(0.0);
        count == 0 || most - least >= threshold()
    }

    /// Says whether the audit of all that readers see holds for every priority with few supporters.
    fn is_audited(&self, left_out: &[bool]) -> bool {
        let audited = || {
            let mut tables = Tables::new();
            let votes = self.shares.iter().map(|share| share * self.people());
            let cells: Vec<usize> = votes
                .zip(self.supporters)
                .map(|(votes, supporters)| tables.add_sum(votes, to_people(*supporters), threshold()))
                .collect::<Result<_, _>>()?;
            let total = tables.add_total(&cells)?;
            tables.set_published(total)?;
            let hidden: Vec<usize> = cells.into_iter().filter(|cell| left_out[*cell]).collect();
            audit(&tables, &hidden)
        };
        let is_few = |cell: usize| !is_enough(self.supporters[cell]);
        audited().is_ok_and(|intervals| {
            intervals.iter().all(|each| !is_few(each.cell) || each.width() >= threshold() - TOLERANCE)
        })
    }
}

/// How far a width that was worked out may be from what it is.
const TOLERANCE: f64 = 1e-6;

fn threshold() -> f64 {
    usize::try_from(THRESHOLD).map_or(f64::INFINITY, number)
}

/// Says whether a figure may rest on so many people; that nobody chose something is said of everybody, and is left out too.
pub(super) fn is_enough(people: usize) -> bool {
    Rule::default().allows(to_people(people))
}

/// Says whether a number of people out of others may be published: neither they nor the rest are few.
pub(super) fn is_safe_part(part: usize, whole: usize) -> bool {
    is_enough(part) && whole.checked_sub(part).is_some_and(is_enough)
}

/// Rounds a share to a rounded of a point.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1e3).round() / 1e3
}
