//! Editions: what was published before limits what may be published after it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use weighting::disclosure::THRESHOLD;

use super::{
    super::{
        super::{few::to_people, makeup::number},
        Results,
    },
    Published,
    counts::Cells,
    names::{
        FROZEN, LEFT_OUT, MISSING, RESIDENTS, answered, answers, blank, chose, not, of_level, of_segment,
        of_those_chose,
    },
    shares::is_enough,
};

/// What was published of a run before.
pub struct Earlier {
    /// Every figure of the run.
    pub results: Results,
    /// What of it was published.
    pub published: Published,
}

/// A count that something public rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// How many people.
    pub people: u64,
    /// Whether it was shown; `None` where nothing was said of it.
    pub shown: Option<bool>,
}

impl Earlier {
    /// Gives each count that the edition rests on by its name. A share that tells how many people it is of shows their number.
    pub fn known(&self) -> BTreeMap<String, Known> {
        let Self { results, published } = self;
        let mut shown: BTreeMap<String, bool> =
            published.named().into_iter().map(|(name, count)| (name, count.is_some())).collect();
        let question = &results.headline.question;
        for item in &results.headline.items {
            let public = published.items.iter().find(|public| public.priority == item.priority);
            let told = public.is_some_and(|public| {
                public.supporters.is_some() || tells(public.unweighted, item.supporters, results.respondents.answered)
            });
            shown.insert(chose(question, &item.priority), told);
        }
        for (segment, public) in results.segments.iter().zip(&published.segments) {
            for (place, item) in results.headline.items.iter().enumerate() {
                let supporters = segment.supporters.get(place).copied().unwrap_or_default();
                let share = public.shares.iter().find(|(label, _)| *label == item.label).and_then(|(_, share)| *share);
                let told =
                    share.map_or(Some(false), |share| tells(share, supporters, segment.answered).then_some(true));
                let name = of_those_chose(&answers(segment.segment.as_deref(), question), &item.priority);
                shown.extend(told.map(|told| (name, told)));
            }
        }
        let known = |(name, people): (String, u64)| {
            let shown = shown.get(&name).copied();
            (name, Known { people, shown })
        };
        people(results).into_iter().map(known).collect()
    }
}

/// Says whether what readers know by now and something that is published beside it tell of fewer than 10 people: a count differs by a few, or
/// the one shows what the other leaves out.
pub fn tell_of_few(now: &BTreeMap<String, Known>, beside: &BTreeMap<String, Known>) -> bool {
    now.iter().filter_map(|(name, now)| Some((now, beside.get(name)?))).any(|(now, other)| {
        let is_shown_here_alone = now.shown == Some(true) && other.shown == Some(false);
        are_few_apart(now.people, other.people) || (now.people == other.people && is_shown_here_alone)
    })
}

/// Says whether whoever knows two counts knows of fewer people than a figure may stand on.
fn are_few_apart(one: u64, other: u64) -> bool {
    (1..THRESHOLD).contains(&one.abs_diff(other))
}

/// Says whether a share of those who answered tells how many people it is of.
fn tells(share: f64, people: usize, answered: usize) -> bool {
    (share * number(answered) - number(people)).abs() < 0.5
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
            let few =
                |(name, count): (&String, &u64)| before.get(name).is_some_and(|before| are_few_apart(*before, *count));
            // How many answered is always published, and together with how many there are tells who did not.
            let residents = edition.published.respondents.residents.unwrap_or(0);
            let is_few = are_few_apart(residents, to_people(results.respondents.answered));
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

/// Counts everybody in every group that figures are of, with the rest of each group.
fn people(results: &Results) -> BTreeMap<String, u64> {
    let mut people = BTreeMap::new();
    if let Ok(cells) = Cells::of(results) {
        people.extend(cells.named.iter().filter_map(|(name, cell)| Some((name.clone(), cells.tables.people(*cell)?))));
    }
    let (question, all) = (&results.headline.question, &results.respondents);
    people.insert(blank(question), to_people(all.residents.saturating_sub(all.answered)));
    let mut of_choice = |name: String, supporters: usize, answered: usize| {
        people.insert(not(&name), to_people(answered.saturating_sub(supporters)));
        people.insert(name, to_people(supporters));
    };
    for (place, item) in results.headline.items.iter().enumerate() {
        of_choice(chose(question, &item.priority), item.supporters, all.answered);
        for segment in &results.segments {
            let name = of_those_chose(&answers(segment.segment.as_deref(), question), &item.priority);
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
