//! Editions: what was published before limits what may be published after it.

use std::collections::BTreeMap;

use super::{
    super::{super::few::to_people, Results},
    Published,
    counts::Cells,
    shares::is_enough,
};

/// What was published of a run before.
pub struct Earlier {
    /// Every figure of the run.
    pub results: Results,
    /// What of it was published.
    pub published: Published,
}

/// A run cannot be published beside an earlier edition: both together would tell of fewer than 10 people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("some counts differ by fewer than 10 people from those of an earlier edition")]
pub struct TooAlike;

impl Published {
    /// Leaves out what [`Published::of`] does, and what gives fewer than 10 people away to readers of earlier editions.
    ///
    /// # Errors
    /// Refuses results of which any count is 1 to 9 people more or fewer than in an earlier edition.
    pub fn after(results: &Results, earlier: &[Earlier]) -> Result<Self, TooAlike> {
        let now = people(results);
        for edition in earlier {
            let before = people(&edition.results);
            let few = |(name, count): (&String, &u64)| {
                before.get(name).is_some_and(|before| (1..10).contains(&before.abs_diff(*count)))
            };
            // How many answered is always published, and together with how many there are tells who did not.
            let residents = edition.published.respondents.residents.unwrap_or(0);
            let is_few = (1..10).contains(&residents.abs_diff(to_people(results.respondents.answered)));
            if now.iter().any(few) || is_few {
                return Err(TooAlike);
            }
        }
        Ok(Self::beside(results, earlier))
    }

    /// Says of which count what is published; those that are not are `None`.
    pub(super) fn named(&self) -> BTreeMap<String, Option<u64>> {
        let people = &self.respondents;
        let mut named = BTreeMap::from([
            (FROZEN.to_owned(), people.frozen),
            (MISSING.to_owned(), people.missing),
            (LEFT_OUT.to_owned(), people.left_out),
            (RESIDENTS.to_owned(), people.residents),
            (answered(&self.question), people.answered),
        ]);
        for segment in &self.segments {
            named.insert(of_segment(segment.segment.as_deref()), segment.respondents);
            named.insert(answers(segment.segment.as_deref(), &self.question), segment.answered);
        }
        for margin in &self.margins {
            named.insert(of_level(&margin.margin, None), margin.unknown);
            for level in &margin.levels {
                named.insert(of_level(&margin.margin, Some(&level.label)), level.respondents);
            }
        }
        named
    }
}

/// The names of counts, which are the same in every edition.
pub(super) const FROZEN: &str = "frozen";
pub(super) const MISSING: &str = "missing";
pub(super) const LEFT_OUT: &str = "left out";
pub(super) const RESIDENTS: &str = "residents";

pub(super) fn answered(question: &str) -> String {
    format!("answered {question}")
}

pub(super) fn of_segment(segment: Option<&str>) -> String {
    format!("segment {}", segment.unwrap_or_default())
}

pub(super) fn answers(segment: Option<&str>, question: &str) -> String {
    format!("{} answered {question}", of_segment(segment))
}

pub(super) fn of_level(margin: &str, level: Option<&str>) -> String {
    format!("{margin} level {}", level.unwrap_or_default())
}

/// Counts everybody in every group that figures are of, with the rest of each group.
fn people(results: &Results) -> BTreeMap<String, u64> {
    let mut people = BTreeMap::new();
    if let Ok(cells) = Cells::of(results) {
        people.extend(cells.named.iter().filter_map(|(name, cell)| Some((name.clone(), cells.tables.people(*cell)?))));
    }
    let (question, all) = (&results.headline.question, &results.respondents);
    people.insert(format!("blank {question}"), to_people(all.residents.saturating_sub(all.answered)));
    let mut of_choice = |name: String, supporters: usize, answered: usize| {
        people.insert(format!("{name} not"), to_people(answered.saturating_sub(supporters)));
        people.insert(name, to_people(supporters));
    };
    for (place, item) in results.headline.items.iter().enumerate() {
        of_choice(format!("chose {question} {}", item.priority), item.supporters, all.answered);
        for segment in &results.segments {
            let name = format!("{} chose {}", answers(segment.segment.as_deref(), question), item.priority);
            of_choice(name, segment.supporters.get(place).copied().unwrap_or_default(), segment.answered);
        }
    }
    for campaign in &all.campaigns {
        people.insert(format!("campaign {}", campaign.number), campaign.responses);
    }
    people
}

/// Says whether an earlier edition left a priority out.
pub(super) fn was_left_out(earlier: &[Earlier], question: &str, label: &str) -> bool {
    let same = earlier.iter().filter(|edition| edition.published.question == question);
    same.filter(|edition| is_enough(edition.results.respondents.answered))
        .any(|edition| edition.published.withheld.iter().any(|withheld| withheld == label))
}
