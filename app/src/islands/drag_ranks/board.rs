//! Which options are ranked, and what a drop makes of them.

/// The options of a ranking by their places in its lists, and those that have a rank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Board {
    /// The words of all options.
    pub(super) labels: Vec<String>,
    /// The ranked ones, the first first.
    pub(super) ranked: Vec<usize>,
    ranks: usize,
}

/// Where something is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// After so many others that are ranked.
    Rank(usize),
    /// Among those that are not ranked.
    Rest,
}

impl Board {
    /// Makes a board of what the lists say: the place of each choice, of which 0 is that nothing is ranked.
    pub(super) fn new(labels: Vec<String>, ranks: usize, choices: impl Iterator<Item = usize>) -> Self {
        let mut ranked = Vec::new();
        for option in choices.filter_map(|choice| choice.checked_sub(1)).filter(|option| *option < labels.len()) {
            if !ranked.contains(&option) {
                ranked.push(option);
            }
        }
        Self { labels, ranked, ranks }
    }

    /// Gives the choice of each list.
    pub(super) fn choices(&self) -> Vec<i32> {
        let choice =
            |rank: usize| self.ranked.get(rank).and_then(|option| i32::try_from(*option + 1).ok()).unwrap_or(0);
        (0..self.ranks).map(choice).collect()
    }

    /// Gives the options without a rank, in the order of the lists.
    pub(super) fn rest(&self) -> impl Iterator<Item = usize> {
        (0..self.labels.len()).filter(|option| !self.ranked.contains(option))
    }

    /// Gives where an option stands.
    pub(super) fn target_of(&self, option: usize) -> Target {
        self.ranked.iter().position(|ranked| *ranked == option).map_or(Target::Rest, Target::Rank)
    }

    /// Drops an option; what has no rank left below it is not ranked any more.
    pub(super) fn moved(&self, option: usize, target: Target) -> Self {
        let mut ranked: Vec<usize> = self.ranked.iter().copied().filter(|other| *other != option).collect();
        if let Target::Rank(place) = target {
            ranked.insert(place.min(ranked.len()), option);
        }
        ranked.truncate(self.ranks);
        Self { ranked, ..self.clone() }
    }

    /// Says where an option went, and what lost its rank by that.
    pub(super) fn sentence(&self, option: usize, before: &Self) -> String {
        let lost = before.ranked.iter().copied().filter(|other| *other != option && !self.ranked.contains(other));
        let unranked = |option: usize| format!("{} is not ranked any more.", self.labels[option]);
        let own = match self.target_of(option) {
            Target::Rank(place) => format!("{} is now {} of {}.", self.labels[option], place + 1, self.ranks),
            Target::Rest => unranked(option),
        };
        std::iter::once(own).chain(lost.map(unranked)).collect::<Vec<_>>().join(" ")
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
        assert_eq!(board(3, &[0, 0, 0]).ranked, Vec::<usize>::new());
        assert_eq!(board(3, &[2, 1, 0]).ranked, [1, 0]);
        assert_eq!(board(3, &[2, 1, 0]).choices(), [2, 1, 0]);
    }

    #[test]
    fn gaps_and_what_was_chosen_twice_are_closed_by_the_next_drop() {
        let refused = board(3, &[0, 3, 3]);
        assert_eq!(refused.ranked, [2]);
        assert_eq!(refused.moved(0, Target::Rank(0)).choices(), [1, 3, 0]);
    }

    #[test]
    fn a_drop_puts_an_option_between_others_and_says_so() {
        let before = board(4, &[1, 2, 3, 0]);
        let after = before.moved(2, Target::Rank(0));
        assert_eq!(after.ranked, [2, 0, 1]);
        assert_eq!(after.sentence(2, &before), "Ponds is now 1 of 4.");
        assert_eq!(before.moved(0, Target::Rank(9)).ranked, [1, 2, 0]);
    }

    #[test]
    fn where_only_some_are_ranked_the_last_gives_way() {
        let before = board(2, &[1, 2]);
        let after = before.moved(3, Target::Rank(1));
        assert_eq!(after.ranked, [0, 3]);
        assert_eq!(after.sentence(3, &before), "Dunes is now 2 of 2. Rivers is not ranked any more.");
        assert_eq!(before.moved(3, Target::Rank(2)), before);
    }

    #[test]
    fn what_is_dropped_among_the_rest_has_no_rank() {
        let before = board(3, &[1, 2, 3]);
        let after = before.moved(1, Target::Rest);
        assert_eq!((after.ranked.as_slice(), after.rest().collect::<Vec<_>>()), (&[0, 2][..], vec![1, 3]));
        assert_eq!(after.sentence(1, &before), "Rivers is not ranked any more.");
        assert_eq!(before.moved(3, before.target_of(3)), before);
    }
}
