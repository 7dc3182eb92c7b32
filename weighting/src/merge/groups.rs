//! The levels of a margin as they grow together, and the search for whom a level may be merged with.

use super::{Few, MOST_LEVELS, Merge, MergeError, Merged, Neighbours, Reason};
use crate::margin::{Level, Margin, MarginError, Placement};

/// Levels that have been merged into one.
#[derive(Debug, Clone)]
pub(super) struct Group {
    levels: Vec<usize>,
    respondents: usize,
}

/// The groups of one margin in the order of their first levels; those without target and respondents are not among them.
pub(super) struct Groups<'a> {
    margin: &'a Margin,
    present: Vec<Group>,
    rule: Rule,
}

/// The declared neighbours by the places of levels.
enum Rule {
    InOrder,
    Pairs(Vec<(usize, usize)>),
}

impl<'a> Groups<'a> {
    pub(super) fn of(placement: &Placement<'a>, neighbours: &Neighbours) -> Result<Self, MergeError> {
        let margin = placement.margin;
        if margin.levels().len() > MOST_LEVELS {
            let (margin, levels) = (margin.name().to_owned(), margin.levels().len());
            return Err(MergeError::TooManyLevels { margin, levels, most: MOST_LEVELS });
        }
        let counts = placement.tally(placement.codes.len())?;
        for (level, &respondents) in margin.levels().iter().zip(&counts) {
            if level.target <= 0.0 && respondents > 0 {
                let (margin, level) = (margin.name().to_owned(), level.name.clone());
                return Err(MarginError::ZeroTarget { margin, level, respondents }.into());
            }
        }
        let used = counts.iter().enumerate().filter(|(level, _)| margin.levels()[*level].target > 0.0);
        let present = used.map(|(level, &respondents)| Group { levels: vec![level], respondents }).collect();
        Ok(Self { margin, present, rule: Rule::of(margin, neighbours)? })
    }

    /// The group with fewest respondents, if it has fewer than `least`.
    pub(super) fn smallest_below(&self, least: usize) -> Option<usize> {
        let few = self.present.iter().enumerate().filter(|(_, group)| group.respondents < least);
        few.min_by_key(|(place, group)| (group.respondents, *place)).map(|(place, _)| place)
    }

    /// The group that a level is in.
    pub(super) fn holding(&self, level: usize) -> Option<usize> {
        self.present.iter().position(|group| group.levels.contains(&level))
    }

    /// Merges a group with its neighbour.
    pub(super) fn merge(&mut self, small: usize, reason: Reason) -> Result<Merge, MergeError> {
        let margin = self.margin.name().to_owned();
        let (level, respondents) = (self.name(&self.present[small]), self.present[small].respondents);
        let refuse = || MergeError::NoNeighbour { margin: margin.clone(), level: level.clone(), respondents };
        // Of two groups only one would be left, and a margin of one level tells nothing.
        let large = self.neighbour(small).filter(|_| self.present.len() > 2).ok_or_else(refuse)?;
        let (into, into_respondents) = (self.name(&self.present[large]), self.present[large].respondents);
        let (first, second) = (small.min(large), small.max(large));
        let other = self.present.remove(second);
        let group = &mut self.present[first];
        group.levels.extend(other.levels);
        group.levels.sort_unstable();
        group.respondents += other.respondents;
        let merged = self.name(&self.present[first]);
        Ok(Merge { margin, level, respondents, into, into_respondents, merged, reason })
    }

    fn neighbour(&self, small: usize) -> Option<usize> {
        match &self.rule {
            Rule::InOrder => {
                let (before, after) = (small.checked_sub(1), Some(small + 1).filter(|next| *next < self.present.len()));
                let count = |place: &usize| self.present[*place].respondents;
                [before, after].into_iter().flatten().min_by_key(count)
            }
            Rule::Pairs(pairs) => {
                let mine = pairs.iter().filter(|(from, _)| self.present[small].levels.contains(from));
                mine.filter_map(|(_, into)| self.holding(*into)).find(|place| *place != small)
            }
        }
    }

    fn name(&self, group: &Group) -> String {
        let names: Vec<&str> = group.levels.iter().map(|&level| self.margin.levels()[level].name.as_str()).collect();
        names.join(" and ")
    }

    /// Makes the margin after merging; levels without target and respondents stay as they are, at the end.
    pub(super) fn finish(self, placement: &Placement<'_>, merges: Vec<Merge>, warn_below: usize) -> Merged {
        let old = self.margin.levels();
        let mut new_code = vec![0; old.len()];
        let mut levels = Vec::with_capacity(self.present.len());
        let mut warnings = Vec::new();
        for group in &self.present {
            group.levels.iter().for_each(|&level| new_code[level] = levels.len());
            let target = crate::sum::total(group.levels.iter().map(|&level| old[level].target));
            let (name, respondents) = (self.name(group), group.respondents);
            if respondents < warn_below {
                warnings.push(Few { margin: self.margin.name().to_owned(), level: name.clone(), respondents });
            }
            levels.push(Level { name, target });
        }
        for (code, level) in old.iter().enumerate().filter(|(code, _)| self.holding(*code).is_none()) {
            new_code[code] = levels.len();
            levels.push(level.clone());
        }
        let codes = placement.codes.iter().map(|code| code.map(|code| new_code[code])).collect();
        Merged { margin: self.margin.with_levels(levels), codes, merges, warnings }
    }
}

impl Rule {
    fn of(margin: &Margin, neighbours: &Neighbours) -> Result<Self, MergeError> {
        let Neighbours::Named(pairs) = neighbours else { return Ok(Self::InOrder) };
        let code = |level: &String| {
            let unknown = || MergeError::UnknownLevel { margin: margin.name().to_owned(), level: level.clone() };
            margin.code_of(level).ok_or_else(unknown)
        };
        let pairs = pairs.iter().map(|(from, into)| Ok((code(from)?, code(into)?)));
        Ok(Self::Pairs(pairs.collect::<Result<_, MergeError>>()?))
    }
}
