//! Which options are ranked, and what a drop makes of them.

/// The options of a ranking by their places in its lists, and those that have a rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Board {
    /// The words of all options.
    pub(super) labels: Vec<String>,
    /// What each rank has, the first first, up to the last that has anything.
    pub(super) places: Vec<Option<usize>>,
    /// How many ranks there are.
    pub(super) ranks: usize,
}

/// Where something is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// After so many other places, of which some may be empty.
    Rank(usize),
    /// Among those that are not ranked.
    Rest,
}

impl Board {
    /// Makes a board of what the lists say: the place of each choice, of which 0 is that nothing is ranked.
    pub(super) fn new(labels: Vec<String>, ranks: usize, choices: impl Iterator<Item = usize>) -> Self {
        let mut places = Vec::new();
        for choice in choices {
            let option = choice.checked_sub(1).filter(|option| *option < labels.len());
            places.push(option.filter(|option| !places.contains(&Some(*option))));
        }
        Self { labels, places, ranks }.trimmed()
    }

    /// Leaves out the empty places after the last that has anything.
    fn trimmed(mut self) -> Self {
        let last = self.places.iter().rposition(Option::is_some);
        self.places.truncate(last.map_or(0, |last| last + 1));
        self
    }

    /// Gives the choice of each list.
    pub(super) fn choices(&self) -> Vec<i32> {
        let option = |rank: usize| self.places.get(rank).copied().flatten();
        let choice = |rank: usize| option(rank).and_then(|option| i32::try_from(option + 1).ok()).unwrap_or(0);
        (0..self.ranks).map(choice).collect()
    }

    /// Gives the options without a rank, in the order of the lists.
    pub(super) fn rest(&self) -> impl Iterator<Item = usize> {
        (0..self.labels.len()).filter(|option| !self.places.contains(&Some(*option)))
    }

    /// Gives where an option stands.
    pub(super) fn target_of(&self, option: usize) -> Target {
        self.places.iter().position(|place| *place == Some(option)).map_or(Target::Rest, Target::Rank)
    }

    /// Counts the places before one that another option has, or none.
    pub(super) fn others_before(&self, place: usize, option: usize) -> usize {
        self.places.iter().take(place).filter(|other| **other != Some(option)).count()
    }

    /// Says whether other options have all ranks.
    pub(super) fn is_full_without(&self, option: usize) -> bool {
        self.places.iter().flatten().filter(|other| **other != option).count() == self.ranks
    }

    /// Drops an option. An empty place takes it or is closed by it; what has no rank left below it is not ranked any more.
    pub(super) fn moved(&self, option: usize, target: Target) -> Self {
        if target == self.target_of(option) {
            return self.clone();
        }
        let mut places: Vec<_> = self.places.iter().copied().filter(|other| *other != Some(option)).collect();
        if let Target::Rank(place) = target {
            let place = place.min(places.len());
            let empty = (place..places.len()).chain((0..place).rev()).find(|place| places[*place].is_none());
            if let Some(empty) = empty {
                places.remove(empty);
            }
            places.insert(place - usize::from(empty.is_some_and(|empty| empty < place)), Some(option));
        }
        places.truncate(self.ranks);
        Self { places, ..self.clone() }.trimmed()
    }

    /// Says where an option went, and what lost its rank by that; or that there was no rank left for it.
    pub(super) fn sentence(&self, option: usize, before: &Self) -> String {
        let label = &self.labels[option];
        if self == before {
            return format!("All {} ranks are taken, so {label} is still not ranked.", self.ranks);
        }
        let lost = before.rest_of(self).filter(|other| *other != option);
        let unranked = |option: usize| format!("{} is not ranked any more.", self.labels[option]);
        let own = match self.target_of(option) {
            Target::Rank(place) => format!("{label} is now {} of {}.", place + 1, self.ranks),
            Target::Rest => unranked(option),
        };
        std::iter::once(own).chain(lost.map(unranked)).collect::<Vec<_>>().join(" ")
    }

    /// Gives what has a rank here and none in another.
    fn rest_of(&self, other: &Self) -> impl Iterator<Item = usize> {
        self.places.iter().flatten().copied().filter(|option| !other.places.contains(&Some(*option)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(ranks: usize, choices: &[usize]) -> Board {
        let labels = ["Woods", "Rivers", "Ponds", "Dunes"].map(str::to_owned).to_vec();
        Board::new(labels, ranks, choices.iter().copied())
    }

    #[test]
    fn what_the_lists_say_is_what_is_ranked() {
        assert_eq!(board(3, &[0, 0, 0]).places, []);
        assert_eq!(board(3, &[2, 1, 0]).places, [Some(1), Some(0)]);
        assert_eq!(board(3, &[2, 1, 0]).choices(), [2, 1, 0]);
    }

    #[test]
    fn an_option_has_the_number_of_its_list_after_a_place_that_is_empty() {
        let gap = board(3, &[0, 2, 0]);
        assert_eq!((gap.places.as_slice(), gap.choices()), (&[None, Some(1)][..], vec![0, 2, 0]));
        assert_eq!(gap.moved(1, Target::Rank(1)), gap, "it lies where it lay");
        assert_eq!(gap.moved(1, Target::Rank(0)).choices(), [2, 0, 0]);
        assert_eq!(gap.moved(0, Target::Rank(0)).choices(), [1, 2, 0]);
        assert_eq!(gap.moved(0, Target::Rank(2)).choices(), [2, 1, 0]);
        assert_eq!(gap.moved(1, Target::Rest).places, []);
    }

    #[test]
    fn what_was_chosen_twice_is_ranked_once() {
        let refused = board(3, &[0, 3, 3]);
        assert_eq!(refused.places, [None, Some(2)]);
        assert_eq!(refused.moved(0, Target::Rank(0)).choices(), [1, 3, 0]);
    }

    #[test]
    fn a_drop_puts_an_option_between_others_and_says_so() {
        let before = board(4, &[1, 2, 3, 0]);
        let after = before.moved(2, Target::Rank(0));
        assert_eq!(after.choices(), [3, 1, 2, 0]);
        assert_eq!(after.sentence(2, &before), "Ponds is now 1 of 4.");
        assert_eq!(before.moved(0, Target::Rank(9)).choices(), [2, 3, 1, 0]);
    }

    #[test]
    fn where_only_some_are_ranked_the_last_gives_way() {
        let before = board(2, &[1, 2]);
        let after = before.moved(3, Target::Rank(1));
        assert_eq!(after.choices(), [1, 4]);
        assert_eq!(after.sentence(3, &before), "Dunes is now 2 of 2. Rivers is not ranked any more.");
    }

    #[test]
    fn what_comes_after_the_last_rank_is_told_that_none_is_left() {
        let full = board(2, &[1, 2]);
        assert!(full.is_full_without(3) && !full.is_full_without(1) && !board(2, &[0, 2]).is_full_without(3));
        let after = full.moved(3, Target::Rank(2));
        assert_eq!(after, full);
        assert_eq!(after.sentence(3, &full), "All 2 ranks are taken, so Dunes is still not ranked.");
    }

    #[test]
    fn what_is_dropped_among_the_rest_has_no_rank() {
        let before = board(3, &[1, 2, 3]);
        let after = before.moved(1, Target::Rest);
        assert_eq!((after.choices(), after.rest().collect::<Vec<_>>()), (vec![1, 3, 0], vec![1, 3]));
        assert_eq!(after.sentence(1, &before), "Rivers is not ranked any more.");
        assert_eq!(before.moved(3, before.target_of(3)), before);
    }
}
