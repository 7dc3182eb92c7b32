//! Readers who know all that is published and try to work out what is not.

mod reader;

use domain::{
    campaign::FrozenCampaign,
    plan::{Estimator, Support},
};

use self::reader::Reader;
use super::{
    super::super::few::to_people,
    super::{Draws, Headline, Item, LevelShares, MarginShares, Quality, Respondents, Results, SegmentShares, Weights},
    *,
};

/// How many made-up results are tried.
const TRIED: u64 = 60;

/// Numbers without a pattern, the same each time.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        // The generator of Knuth's MMIX; its upper bits are the better ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// Some people in each of so many groups; in every third group few.
    pub(super) fn groups(&mut self, count: usize) -> Vec<usize> {
        (0..count).map(|_| if self.below(3) == 0 { self.below(12) } else { 10 + self.below(120) }).collect()
    }
}

fn number(people: usize) -> f64 {
    u32::try_from(people).unwrap().into()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// Residents who each chose one priority, and so many who left the question blank.
pub(super) fn results(
    supporters: &[usize],
    blank: usize,
    margins: &[Vec<usize>],
    segments: &[(usize, Vec<usize>)],
) -> Results {
    let answered: usize = supporters.iter().sum();
    let mut items: Vec<Item> = supporters.iter().enumerate().map(|(place, one)| item(place, *one, answered)).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.supporters));
    for (place, item) in items.iter_mut().enumerate() {
        (item.rank, item.tier) = (place + 1, place + 1);
    }
    let residents = answered + blank;
    let in_order = |supporters: &[usize]| -> Vec<usize> {
        items.iter().map(|item| supporters[item.priority.parse::<usize>().unwrap()]).collect()
    };
    let segments = segments.iter().enumerate().map(|(place, (blank, supporters))| {
        let answered: usize = supporters.iter().sum();
        let supporters = in_order(supporters);
        SegmentShares {
            segment: Some(format!("segment {place}")),
            respondents: answered + blank,
            answered,
            shares: supporters.iter().map(|one| share(*one, answered)).collect(),
            supporters,
        }
    });
    let segments: Vec<SegmentShares> = segments.collect();
    let others: usize = segments.iter().map(|segment| segment.respondents).sum();
    Results {
        respondents: Respondents {
            frozen: to_people(residents + others),
            missing: 0,
            residents,
            answered,
            left_out: 0,
            campaigns: Vec::new(),
        },
        weights: Weights {
            refusal: Some("the plan weights to nothing".into()),
            quality: Quality::Red,
            effective: number(answered),
            design_effect: 1.0,
            at_floor: 0,
            at_cap: 0,
            merged: Vec::new(),
            margins: margins.iter().map(|levels| margin(levels, residents)).collect(),
        },
        headline: Headline {
            question: "chosen".into(),
            text: "Which?".into(),
            estimator: Estimator::SplitVote,
            items,
            draws: Draws { made: 1_000, failed: 0, are_steps: false },
        },
        checks: Vec::new(),
        swaps: Vec::new(),
        segments,
        others: Vec::new(),
        pooling: None,
    }
}

fn item(place: usize, supporters: usize, answered: usize) -> Item {
    let share = share(supporters, answered);
    Item {
        priority: place.to_string(),
        label: format!("Priority {place}"),
        supporters,
        supported_unweighted: share,
        supported: share,
        support: Support::Low,
        unweighted: share,
        weight: share,
        range: (share * 0.9, share * 1.1),
        unweighted_rank: 1,
        rank: 1,
        ranks: (1, 1),
        rank_probabilities: vec![1.0],
        top_probability: 0.5,
        tier: 1,
    }
}

/// A margin with people on its levels, the others on none.
fn margin(levels: &[usize], residents: usize) -> MarginShares {
    let known: usize = levels.iter().sum();
    let level = |(place, people): (usize, &usize)| LevelShares {
        label: format!("level {place}"),
        respondents: *people,
        share: share(*people, known),
        weighted: share(*people, known),
        population: 1.0 / number(levels.len()),
    };
    MarginShares {
        margin: "sex".into(),
        source: "a count".into(),
        unknown: residents - known,
        levels: levels.iter().enumerate().map(level).collect(),
    }
}

/// Splits people over levels, and leaves some on none.
fn levels(numbers: &mut Numbers, residents: usize) -> Vec<usize> {
    let mut left = residents - numbers.below(15).min(residents);
    let count = 2 + numbers.below(4);
    (1..=count)
        .map(|place| {
            let people = if place == count { left } else { numbers.below(left / 2 + 1) };
            left -= people;
            people
        })
        .collect()
}

#[test]
fn nobody_can_work_out_a_group_of_fewer_than_ten_from_all_that_is_published() {
    let mut shown = 0;
    for seed in 0..TRIED {
        let mut numbers = Numbers(seed);
        let size = 3 + numbers.below(6);
        let (supporters, blank) = (numbers.groups(size), numbers.below(25));
        let residents = supporters.iter().sum::<usize>() + blank;
        let margins = [levels(&mut numbers, residents), levels(&mut numbers, residents)];
        let segments: Vec<_> = (0..numbers.below(4)).map(|_| (numbers.below(15), numbers.groups(size))).collect();
        let results = results(&supporters, blank, &margins, &segments);
        let published = Published::of(&results);
        assert_eq!(Reader::of(&published, &results).found(), Vec::<String>::new(), "seed {seed}: {published:#?}");
        shown += usize::from(published.without_counts.is_none() && !published.items.is_empty());
    }
    assert!(shown * 10 >= 9 * usize::try_from(TRIED).unwrap(), "only {shown} of {TRIED} could be published");
}

#[test]
fn a_reader_finds_a_small_group_that_nothing_but_itself_is_left_out_for() {
    let results = results(&[100, 60, 3], 40, &[vec![90, 97, 4]], &[(20, vec![40, 30, 20])]);
    let mut published = Published::of(&results);
    assert_eq!(Reader::of(&published, &results).found(), Vec::<String>::new());
    published.respondents.residents = Some(203);
    published.margins[0].unknown = Some(12);
    published.margins[0].levels[0].respondents = Some(90);
    published.margins[0].levels[1].respondents = Some(97);
    published.margins[0].levels[2].respondents = None;
    assert_eq!(Reader::of(&published, &results).found(), ["level 2 of margin 0"]);
}

#[test]
fn a_priority_with_few_supporters_takes_the_next_with_it() {
    let published = Published::of(&results(&[120, 60, 30, 3], 20, &[], &[]));
    assert_eq!(published.withheld, ["Priority 2", "Priority 3"]);
    let names: Vec<&str> = published.items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(names, ["Priority 0", "Priority 1"]);
    assert_eq!((published.items[0].supporters, published.items[0].supported_unweighted), (Some(120), Some(0.563)));
}

#[test]
fn what_nearly_everybody_chose_is_not_counted() {
    let mut many = results(&[195, 120], 20, &[], &[]);
    many.respondents.answered = 200;
    many.respondents.residents = 220;
    let published = Published::of(&many);
    let supported: Vec<_> = published.items.iter().map(|item| (item.supporters, item.supported)).collect();
    assert_eq!(supported.len(), 2);
    assert_eq!(supported[0], (None, None), "only 5 did not");
    assert_eq!(supported[1].0, Some(120));
}

#[test]
fn where_few_answered_nothing_is_published() {
    let published = Published::of(&results(&[5, 4], 20, &[], &[]));
    assert_eq!((published.items, published.respondents.answered), (Vec::new(), None));
    assert!(published.without_counts.is_some());
}

#[test]
fn a_check_that_leaves_few_out_is_counted_and_not_shown() {
    let mut results = results(&[120, 60], 20, &[], &[]);
    let outcome =
        CheckOutcome { same_top: true, moved: "Priority 0".into(), by: 0.012_34, rank_changes: 0, tau: Some(1.0) };
    let check = |leaves_out: usize| super::super::Checked {
        what: format!("without {leaves_out}"),
        leaves_out,
        outcome: Some(outcome.clone()),
        refusal: None,
    };
    results.checks = vec![check(0), check(9), check(10)];
    let checks = Published::of(&results).checks;
    assert_eq!((checks.same_top, checks.made), (3, 3));
    let shown: Vec<_> =
        checks.shown.iter().map(|check| (check.what.as_str(), check.outcome.as_ref().unwrap().by)).collect();
    assert_eq!(shown, [("without 0", 0.012), ("without 10", 0.012)]);
}

#[test]
fn why_something_cannot_be_worked_out_names_nobody() {
    let mut results = results(&[120, 60], 20, &[], &[]);
    results.weights.refusal = Some("the level \"male\" has 3 respondents".into());
    let check = super::super::Checked {
        what: "weights up to 3 times the mean".into(),
        leaves_out: 0,
        outcome: None,
        refusal: Some("needs weights of 4.2 times the mean".into()),
    };
    results.checks = vec![check];
    let written = serde_json::to_string(&Published::of(&results)).unwrap();
    assert!(!written.contains("3 respondents") && !written.contains("4.2"), "{written}");
    assert!(written.contains("too few responded, or they differ too much"), "{written}");
}

#[test]
fn the_few_who_chose_nothing_that_counts_are_not_told_by_all_the_others() {
    let mut few = results(&[120, 75], 20, &[], &[]);
    few.respondents.answered = 200;
    few.respondents.residents = 220;
    let published = Published::of(&few);
    assert!(published.items.iter().all(|item| item.supporters.is_none() && item.supported.is_none()), "{published:?}");
    assert!(published.withholds_anything());
}

#[test]
fn something_is_withheld_or_nothing() {
    assert!(!Published::of(&results(&[120, 60], 20, &[vec![100, 100]], &[])).withholds_anything());
    assert!(Published::of(&results(&[120, 60, 3], 20, &[], &[])).withholds_anything());
    assert!(Published::of(&results(&[120, 60], 20, &[], &[(2, vec![4, 3])])).withholds_anything());
}

#[test]
fn an_edition_in_which_a_campaign_has_a_few_more_is_refused() {
    let with = |responses: u64| {
        let mut results = results(&[120, 60], 20, &[], &[]);
        let campaign = FrozenCampaign {
            number: 1,
            name: "A letter".into(),
            treatment: Treatment::Told,
            reason: "One website offered it".into(),
            responses,
        };
        results.respondents.campaigns = vec![campaign];
        results
    };
    assert_eq!(Published::after(&with(103), &[earlier(&with(100))]), Err(TooAlike));
    assert!(Published::after(&with(110), &[earlier(&with(100))]).is_ok());
}

fn earlier(results: &Results) -> Earlier {
    Earlier { results: results.clone(), published: Published::of(results) }
}

#[test]
fn two_editions_that_differ_by_few_people_are_refused_together() {
    let first = results(&[120, 60, 30], 20, &[vec![130, 80]], &[]);
    let same = Published::after(&first, &[earlier(&first)]);
    assert_eq!(same, Ok(Published::of(&first)), "another plan on the same responses");
    for few in [results(&[123, 60, 30], 20, &[vec![130, 80]], &[]), results(&[120, 60, 30], 29, &[vec![130, 80]], &[])]
    {
        assert_eq!(Published::after(&few, &[earlier(&first)]), Err(TooAlike));
    }
    let split = results(&[137, 63, 30], 20, &[vec![150, 80]], &[]);
    assert_eq!(Published::after(&split, &[earlier(&first)]), Err(TooAlike), "3 of the 20 who came chose the second");
    let many = results(&[140, 60, 30], 20, &[vec![150, 80]], &[]);
    assert!(Published::after(&many, &[earlier(&first)]).is_ok());
}

#[test]
fn what_an_edition_left_out_stays_left_out_in_the_next() {
    let first = results(&[120, 60, 30, 3], 40, &[vec![130, 100, 4]], &[]);
    let second = results(&[140, 60, 30, 3], 40, &[vec![150, 100, 4]], &[]);
    let (before, after) = (Published::of(&first), Published::after(&second, &[earlier(&first)]).unwrap());
    assert_eq!(before.withheld, after.withheld);
    let is_hidden = |published: &Published| -> Vec<bool> {
        published.margins[0].levels.iter().map(|level| level.respondents.is_none()).collect()
    };
    assert!(is_hidden(&before)[2]);
    for (before, after) in is_hidden(&before).into_iter().zip(is_hidden(&after)) {
        assert!(!before || after, "what was hidden is not shown later");
    }
}

#[test]
fn what_is_published_is_the_same_after_being_stored() {
    let published = Published::of(&results(&[120, 60, 30, 3], 20, &[vec![100, 90]], &[(3, vec![20, 30, 40, 50])]));
    let stored = serde_json::to_string(&published).unwrap();
    assert_eq!(serde_json::from_str::<Published>(&stored).unwrap(), published);
}
