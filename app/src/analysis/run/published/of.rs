//! Leaving out of results what may not be published.

use domain::{campaign::FrozenCampaign, uses::RESIDENT};

use super::{
    super::{
        super::few::to_people, CheckOutcome, Checked, Item, LevelShares, MarginShares, OtherQuestion, PanelShares,
        PoolRefusal, Pooled, Respondents, Results, SegmentShares, Swapped, Weights,
    },
    Published, PublishedCampaign, PublishedCheck, PublishedChecks, PublishedItem, PublishedLevel, PublishedMargin,
    PublishedOther, PublishedPool, PublishedRespondents, PublishedSegment, PublishedWeights, ShownPanel,
    counts::{Counts, MarginCounts, SegmentCounts},
    editions::{Earlier, was_left_out},
    shares::{Given, is_enough, is_safe_part, rounded},
};

/// What is said of figures that are not weighted. Why that is so in a run can name a handful of people.
const NOT_WEIGHTED: &str = "too few responded, or they differ too much from the people who live here to be weighted within the bounds of the plan";
/// What is said of a check that cannot be made.
const NOT_CHECKED: &str = "It cannot be worked out for those who responded.";

impl Published {
    /// Leaves out of results what rests on fewer than 10 people or would give such a group away.
    pub fn of(results: &Results) -> Self {
        Self::beside(results, &[])
    }

    /// Leaves out what readers of earlier editions could work out as well.
    pub(super) fn beside(results: &Results, earlier: &[Earlier]) -> Self {
        let (counts, without_counts) = match Counts::of(results, earlier) {
            Ok(counts) => (counts, None),
            Err(error) => (Counts::none(results), Some(error.to_string())),
        };
        let (shown, hidden) = parted(results, earlier);
        let answered = results.respondents.answered;
        let names: Vec<&str> = shown.iter().map(|item| item.label.as_str()).collect();
        let mut withheld: Vec<String> = hidden.iter().map(|item| item.label.clone()).collect();
        // In their own order they would tell how they stand.
        withheld.sort();
        let margins = results.weights.margins.iter().zip(&counts.margins);
        let segments = results.segments.iter().zip(&counts.segments);
        Self {
            question: results.headline.question.clone(),
            text: results.headline.text.clone(),
            estimator: results.headline.estimator,
            draws: results.headline.draws,
            respondents: PublishedRespondents {
                frozen: counts.frozen,
                missing: counts.missing,
                residents: counts.residents,
                answered: counts.answered,
                left_out: counts.left_out,
                campaigns: campaigns(&results.respondents),
            },
            weights: weights(&results.weights, answered),
            items: shown.iter().map(|item| published_item(item, answered, gives_rest_away(results))).collect(),
            withheld,
            checks: checks(results, &names),
            swaps: results.swaps.iter().filter(|swap| is_among(swap, &names)).cloned().collect(),
            margins: margins.map(|(margin, shown)| published_margin(margin, shown, counts.residents)).collect(),
            segments: segments
                .map(|(segment, shown)| published_segment(segment, shown, &results.headline.items))
                .collect(),
            pool: results.pooling.as_ref().map(|pooled| pool(pooled, results, &shown, &counts)),
            others: results.others.iter().filter(|other| is_enough(other.answered)).map(published_other).collect(),
            without_counts,
        }
    }
}

impl Published {
    /// Says whether any figure is left out.
    pub fn withholds_anything(&self) -> bool {
        let people = &self.respondents;
        let counts = [people.frozen, people.missing, people.residents, people.answered, people.left_out];
        let levels = self.margins.iter().flat_map(|margin| {
            std::iter::once(margin.unknown).chain(margin.levels.iter().map(|level| level.respondents))
        });
        let segments = self.segments.iter().flat_map(|segment| [segment.respondents, segment.answered]);
        let mut shares = self.segments.iter().flat_map(|segment| &segment.shares);
        let checks = self.checks.shown.iter().filter(|check| check.outcome.is_some()).count();
        !self.withheld.is_empty()
            || self.without_counts.is_some()
            || checks < self.checks.made
            || counts.into_iter().chain(levels).chain(segments).any(|count| count.is_none())
            || self.items.iter().any(|item| item.supporters.is_none())
            || shares.any(|(_, share)| share.is_none())
            || self.weights.at_cap.is_none()
    }
}

/// Parts the priorities into those that can be shown and those that cannot.
fn parted<'a>(results: &'a Results, earlier: &[Earlier]) -> (Vec<&'a Item>, Vec<&'a Item>) {
    let items = &results.headline.items;
    let supporters: Vec<usize> = items.iter().map(|item| item.supporters).collect();
    let given = Given {
        answered: results.respondents.answered,
        supporters: &supporters,
        shares: &items.iter().map(|item| item.unweighted).collect::<Vec<_>>(),
        order: &items.iter().map(|item| item.weight).collect::<Vec<_>>(),
    };
    let mut left_out = given.left_out().unwrap_or_else(|| vec![true; items.len()]);
    for (item, is_out) in items.iter().zip(&mut left_out) {
        *is_out |= was_left_out(earlier, &results.headline.question, &item.label);
    }
    let of = |is_out: bool| items.iter().zip(&left_out).filter(move |(_, out)| **out == is_out).map(|(item, _)| item);
    (of(false).collect(), of(true).collect())
}

/// Names the campaigns. How many responses each has is left out: beside the counts it would give others away.
fn campaigns(respondents: &Respondents) -> Vec<PublishedCampaign> {
    let published = |campaign: &FrozenCampaign| PublishedCampaign {
        name: campaign.name.clone(),
        treatment: campaign.treatment,
        reason: campaign.reason.clone(),
    };
    respondents.campaigns.iter().map(published).collect()
}

/// Says whether a few answered and chose nothing that counts for a priority: then the numbers of all others would tell how many they are.
fn gives_rest_away(results: &Results) -> bool {
    let supporters: usize = results.headline.items.iter().map(|item| item.supporters).sum();
    let rest = results.respondents.answered.checked_sub(supporters);
    rest.is_some_and(|rest| rest > 0 && !is_enough(rest))
}

fn published_item(item: &Item, answered: usize, gives_rest_away: bool) -> PublishedItem {
    let is_safe = !gives_rest_away && is_safe_part(item.supporters, answered);
    PublishedItem {
        priority: item.priority.clone(),
        label: item.label.clone(),
        supporters: is_safe.then(|| to_people(item.supporters)),
        supported_unweighted: is_safe.then(|| rounded(item.supported_unweighted)),
        supported: is_safe.then(|| rounded(item.supported)),
        support: item.support,
        unweighted: rounded(item.unweighted),
        weight: rounded(item.weight),
        range: (rounded(item.range.0), rounded(item.range.1)),
        rank: item.rank,
        ranks: item.ranks,
        rank_probabilities: item.rank_probabilities.iter().map(|share| rounded(*share)).collect(),
        top_probability: rounded(item.top_probability),
        tier: item.tier,
    }
}

fn weights(weights: &Weights, answered: usize) -> PublishedWeights {
    let is_shown = is_enough(answered);
    let at_cap = weights.at_cap == 0 || is_safe_part(weights.at_cap, answered);
    PublishedWeights {
        refusal: weights.refusal.as_ref().map(|_| NOT_WEIGHTED.to_owned()),
        quality: weights.quality,
        effective: is_shown.then(|| whole(weights.effective)),
        design_effect: is_shown.then(|| rounded(weights.design_effect)),
        at_cap: (is_shown && at_cap).then(|| to_people(weights.at_cap)),
        merged: weights.merged.clone(),
    }
}

/// Rounds an effective number of people down to a whole one.
fn whole(effective: f64) -> u64 {
    effective.to_string().split('.').next().and_then(|whole| whole.parse().ok()).unwrap_or_default()
}

fn is_among(swap: &Swapped, names: &[&str]) -> bool {
    [&swap.leads, &swap.follows].iter().all(|name| names.contains(&name.as_str()))
}

fn checks(results: &Results, names: &[&str]) -> PublishedChecks {
    let (same_top, made) = results.same_top();
    let is_shown = |check: &&Checked| {
        let is_safe = check.leaves_out == 0 || is_safe_part(check.leaves_out, results.respondents.answered);
        is_safe && check.outcome.as_ref().is_none_or(|outcome| names.contains(&outcome.moved.as_str()))
    };
    let published = |check: &Checked| PublishedCheck {
        what: check.what.clone(),
        refusal: check.refusal.as_ref().map(|_| NOT_CHECKED.to_owned()),
        outcome: check.outcome.as_ref().map(|outcome| CheckOutcome {
            by: rounded(outcome.by),
            tau: outcome.tau.map(rounded),
            ..outcome.clone()
        }),
    };
    PublishedChecks { same_top, made, shown: results.checks.iter().filter(is_shown).map(published).collect() }
}

/// Gives what can be shown of a margin. Shares are of those on any level where all of these are shown, and otherwise of all residents,
/// so that they say no more than the counts beside them.
fn published_margin(margin: &MarginShares, shown: &MarginCounts, residents: Option<u64>) -> PublishedMargin {
    let on_any: Option<u64> = shown.levels.iter().copied().sum();
    let base = on_any.or(residents);
    let level = |(level, respondents): (&LevelShares, &Option<u64>)| PublishedLevel {
        label: level.label.clone(),
        respondents: *respondents,
        share: respondents.zip(base).and_then(|(part, base)| share(part, base)),
        weighted: on_any.map(|_| rounded(level.weighted)),
        population: rounded(level.population),
    };
    PublishedMargin {
        margin: margin.margin.clone(),
        source: margin.source.clone(),
        is_of_known: on_any.is_some(),
        unknown: shown.unknown,
        levels: margin.levels.iter().zip(&shown.levels).map(level).collect(),
    }
}

fn share(part: u64, base: u64) -> Option<f64> {
    let number = |people: u64| u32::try_from(people).map_or(f64::MAX, f64::from);
    (base > 0).then(|| rounded(number(part) / number(base)))
}

/// Gives the shares of a segment that can be shown, in the order of the weighting; nothing where none can.
fn shown_shares(segment: &SegmentShares, shown: &SegmentCounts) -> Option<Vec<Option<f64>>> {
    let given = Given {
        answered: segment.answered,
        supporters: &segment.supporters,
        shares: &segment.shares,
        order: &segment.shares,
    };
    let left_out = shown.answered.and_then(|_| given.left_out())?;
    let shares = segment.shares.iter().zip(&left_out);
    Some(shares.map(|(share, is_out)| (!is_out).then(|| rounded(*share))).collect())
}

/// Pools what is published of the panels by themselves.
fn pool(pooled: &Pooled, results: &Results, shown: &[&Item], counts: &Counts) -> PublishedPool {
    let items = &results.headline.items;
    let residents = || ShownPanel {
        answered: counts.answered,
        shares: items
            .iter()
            .map(|item| shown.iter().any(|shown| std::ptr::eq(*shown, item)).then(|| rounded(item.weight)))
            .collect(),
    };
    let panel = |panel: &PanelShares| {
        let mut segments = results.segments.iter().zip(&counts.segments);
        let found = segments.find(|(segment, _)| segment.segment.as_deref() == Some(panel.segment.as_str()));
        match found {
            _ if panel.segment == RESIDENT => residents(),
            Some((segment, counts)) => {
                ShownPanel { answered: counts.answered, shares: shown_shares(segment, counts).unwrap_or_default() }
            }
            None => ShownPanel { answered: None, shares: Vec::new() },
        }
    };
    let panels: Vec<ShownPanel> = pooled.panels.iter().map(panel).collect();
    let pool = PublishedPool::of(pooled, items, &panels, rounded);
    // Which panel is too small, or gave nothing, would tell of its few people.
    PublishedPool { refusal: pool.refusal.map(|_| PoolRefusal::Withheld), ..pool }
}

/// Gives what can be shown of a segment: the priorities by name, those that can be shown first and each part in the order of names,
/// so that the order tells nothing.
fn published_segment(segment: &SegmentShares, shown: &SegmentCounts, items: &[Item]) -> PublishedSegment {
    let shares = shown_shares(segment, shown).map(|shares| {
        let mut shares: Vec<_> = items.iter().map(|item| item.label.clone()).zip(shares).collect();
        shares.sort_by(|(one, _), (other, _)| one.cmp(other));
        shares
    });
    PublishedSegment {
        segment: segment.segment.clone(),
        respondents: shown.respondents,
        answered: shown.answered,
        shares: shares.unwrap_or_default(),
    }
}

/// Gives the agreement alone: how many answered would give away, beside another edition, who left a question blank.
fn published_other(other: &OtherQuestion) -> PublishedOther {
    PublishedOther { text: other.text.clone(), shared: other.shared, tau: other.tau.map(rounded) }
}
