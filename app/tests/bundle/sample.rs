//! Made-up answers to three questions about the same priorities, and the evidence of a run on them.

use std::{collections::BTreeMap, ops::ControlFlow};

use app::{
    analysis::{
        Group, Method, Population, Scale, Tally, Vote,
        run::{Frozen, Results, execute},
    },
    bundle::{Evidence, FrozenSet, Mark, Particulars, SignedPlan, Written, write},
};
use chrono::DateTime;
use domain::{
    bundle::Standing,
    campaign::{FrozenCampaign, Treatment},
    plan::{Cutoffs, Estimator, Panel, Plan, PlannedLevel, PlannedMargin, Pooling, WeightBounds},
    question::AnswerOption,
    uses::RESIDENT,
};

/// What is asked: choosing, ranking and points, in this order.
pub const QUESTIONS: [(&str, Method, Estimator); 3] = [
    ("chosen", Method::Choosing, Estimator::SplitVote),
    ("ranked", Method::Ranking { places: 3 }, Estimator::BordaPoints),
    ("points", Method::Points, Estimator::SharedPoints),
];
/// The options: the last counts for no priority.
const OPTIONS: [(&str, Option<&str>); 5] =
    [("pond", Some("H1")), ("hedge", Some("H2")), ("wood", Some("H3")), ("heath", Some("H4")), ("other", None)];
/// How many responses a campaign has that is left out.
const LEFT_OUT: u64 = 3;

/// A way to make up answers and weigh them.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// How many residents there are.
    pub residents: u64,
    /// How many land managers.
    pub managers: u64,
    /// The question that makes the weighting, by its place in [`QUESTIONS`].
    pub headline: usize,
    /// Of 100 residents, how many are in each age.
    pub ages: [u64; 4],
    /// One of how many does not say their age; `None` where everybody does.
    pub unsaid: Option<u64>,
    /// Which ages may be merged with which; those beside each other where none is listed.
    pub merge_list: &'static [[&'static str; 2]],
    /// What a respondent may count for.
    pub bounds: WeightBounds,
    /// The seed of the plan.
    pub seed: u32,
    /// How many residents stand in a campaign that is told; with any, three more responses are left out with another.
    pub campaigners: u64,
    /// How many panels are pooled, residents among them; those of the others come besides all other responses.
    pub panels: usize,
}

/// The panels besides residents, with how many there are of each.
const OTHER_PANELS: [(&str, u64); 3] = [("land-manager", 40), ("organisation", 34), ("expert", 23)];

/// Answers that can be weighted to two margins within wide bounds.
pub const USUAL: Sample = Sample {
    residents: 420,
    managers: 30,
    headline: 0,
    ages: [15, 20, 30, 35],
    unsaid: Some(23),
    merge_list: &[],
    bounds: WeightBounds { floor: 20, cap: 500 },
    seed: 2_026,
    campaigners: 0,
    panels: 0,
};

/// Numbers that look like chance and are the same each time.
fn chance(row: u64, purpose: u64) -> u64 {
    let mixed = (row * 64 + purpose + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 32)
}

fn margin(name: &str, levels: &[(&str, u32)], merges_neighbours: bool) -> PlannedMargin {
    let level =
        |(code, count): &(&str, u32)| PlannedLevel { code: (*code).into(), label: code.to_uppercase(), count: *count };
    let levels = levels.iter().map(level).collect();
    PlannedMargin { name: name.into(), levels, merges_neighbours, merge_list: Vec::new(), source: "a count".into() }
}

impl Sample {
    pub fn plan(&self) -> Plan {
        let (question, _, estimator) = QUESTIONS[self.headline];
        Plan {
            headline: question.into(),
            estimator,
            margins: vec![
                PlannedMargin {
                    merges_neighbours: self.merge_list.is_empty(),
                    merge_list: self.merge_list.iter().map(|pair| pair.map(str::to_owned)).collect(),
                    ..margin("age", &[("16-29", 21_000), ("30-44", 24_000), ("45-64", 32_500), ("65+", 22_512)], true)
                },
                margin("sex", &[("female", 51_000), ("male", 49_000)], false),
            ],
            bounds: self.bounds,
            cutoffs: Cutoffs { medium: 30, high: 60 },
            top: 2,
            replicates: 200,
            seed: self.seed,
            reasons: "Everybody counts.".into(),
            pooling: self.pooling(),
            criteria: None,
        }
    }

    fn others(&self) -> &'static [(&'static str, u64)] {
        &OTHER_PANELS[..self.panels.saturating_sub(1)]
    }

    fn pooling(&self) -> Option<Pooling> {
        let others = self.others();
        let weight = 60 / u32::try_from(others.len()).ok().filter(|others| *others > 0)?;
        let other = |(segment, _): &(&str, u64)| Panel { segment: (*segment).into(), weight, least: 5, most: 70 };
        let mut panels = vec![Panel { segment: RESIDENT.into(), weight: 40, least: 20, most: 60 }];
        panels.extend(others.iter().map(other));
        Some(Pooling { panels, decided_by: "The board.".into(), decided_at: None })
    }

    fn age(&self, row: u64) -> usize {
        let (drawn, mut sum) = (chance(row, 1) % 100, 0);
        let is_past = |share: &&u64| {
            sum += **share;
            drawn >= sum
        };
        self.ages.iter().take(3).filter(is_past).count()
    }

    /// Makes the answers up, in an order of their own.
    pub fn tally(&self) -> Tally {
        let population = Population::planned(&self.plan()).unwrap();
        let (mut residents, mut managers) = (Group::default(), Group::default());
        for row in 0..self.residents {
            let is_man = chance(row, 2) % 100 < 38;
            let age = Some(self.age(row)).filter(|_| self.unsaid.is_none_or(|unsaid| row % unsaid > 0));
            residents.push(
                vec![age, Some(usize::from(is_man))],
                votes(row, is_man),
                Some(1).filter(|_| row < self.campaigners),
            );
        }
        for row in self.residents..self.residents + self.managers {
            managers.push(vec![None, None], votes(row, true), None);
        }
        let mut groups = BTreeMap::from([(Some(RESIDENT.to_owned()), residents), (None, managers)]);
        let mut row = self.residents + self.managers;
        for (segment, people) in self.others() {
            let mut group = Group::default();
            for place in 0..*people {
                group.push(vec![None, None], votes(row, place % 3 > 0), None);
                row += 1;
            }
            groups.insert(Some((*segment).to_owned()), group);
        }
        let mut tally = Tally::of(scales(), population, groups);
        if self.campaigners > 0 {
            let campaign = |(number, treatment, responses)| FrozenCampaign {
                number,
                name: format!("Letter {number}"),
                treatment,
                reason: "One website offered it.".into(),
                responses,
            };
            tally = tally.in_campaigns(
                &[(1, Treatment::Told, self.campaigners), (2, Treatment::LeftOut, LEFT_OUT)].map(campaign),
            );
            tally.left_out = usize::try_from(LEFT_OUT).unwrap();
        }
        tally
    }

    /// Runs the plan on the answers, two of whose respondents were deleted after they were frozen.
    pub fn evidence(&self) -> (Evidence, Results) {
        let mut tally = self.tally();
        tally.sort();
        let left_out = if self.campaigners > 0 { LEFT_OUT } else { 0 };
        let others: u64 = self.others().iter().map(|(_, people)| people).sum();
        let responses = self.residents + self.managers + others + 2 + left_out;
        let frozen = Frozen { responses, missing: 2 };
        let results = execute(&self.plan(), &tally, frozen, &|_, _| ControlFlow::Continue(())).unwrap();
        let at = DateTime::from_timestamp(1_780_000_000, 0).unwrap();
        let freeze = FrozenSet { number: 1, at, responses, fingerprint: "f".repeat(64) };
        let evidence = Evidence {
            particulars: Particulars {
                title: "What should come first?".into(),
                consultation: "first".into(),
                is_demonstration: true,
                run: 1,
                code_version: "0.1.0".into(),
                freeze,
            },
            plan: SignedPlan { number: 1, fixed_at: Some(at), signatures: 2, looks_before: 0, plan: self.plan() },
            tally,
            frozen: (0..responses).map(|place| mark(place, left_out)).collect(),
            results: serde_json::to_string(&results).unwrap(),
        };
        (evidence, results)
    }

    /// Writes the bundle that staff get.
    pub fn whole(&self) -> Written {
        write(&self.evidence().0, true).unwrap()
    }
}

fn mark(place: u64, left_out: u64) -> Mark {
    let mut hash = [0; 32];
    for (at, part) in (0..).zip(hash.chunks_mut(8)) {
        part.copy_from_slice(&chance(place, 40 + at).to_be_bytes());
    }
    let standing = match place {
        0..2 => Standing::Missing,
        _ if place < 2 + left_out => Standing::LeftOut,
        _ => Standing::There,
    };
    Mark { hash, standing }
}

fn scales() -> Vec<Scale> {
    let option = |(id, priority): &(&str, Option<&str>)| AnswerOption {
        id: (*id).into(),
        label: format!("More {id}"),
        priority: priority.map(str::to_owned),
        ..AnswerOption::default()
    };
    let scale = |(question, method, _): &(&str, Method, Estimator)| Scale {
        question: (*question).into(),
        text: format!("What is {question}?"),
        method: *method,
        options: OPTIONS.iter().map(option).collect(),
        left_out: Vec::new(),
    };
    QUESTIONS.iter().map(scale).collect()
}

/// What somebody answers to each question; men and women differ in their tastes.
fn votes(row: u64, is_man: bool) -> Vec<Option<Vote>> {
    let options = 0..OPTIONS.len();
    let taste: [u64; 5] = if is_man { [30, 45, 70, 20, 10] } else { [65, 40, 35, 20, 10] };
    let drawn = |option: usize, purpose: u64| chance(row, purpose + 5 + u64::try_from(option).unwrap()) % 100;
    let chosen: Vec<usize> = options.clone().filter(|option| drawn(*option, 0) < taste[*option]).collect();
    let mut order: Vec<usize> = options.clone().collect();
    order.sort_by_key(|option| drawn(*option, 5) * 50 / taste[*option]);
    order.truncate(1 + usize::try_from(chance(row, 3) % 3).unwrap());
    let points = |option: usize| f64::from(u32::try_from(drawn(option, 10) * taste[option] / 1_500).unwrap());
    let points: Vec<f64> = options.map(points).collect();
    let is_silent = chance(row, 4).is_multiple_of(15);
    vec![
        Some(Vote::Options(chosen)).filter(|vote| !is_silent && !vote.options().is_empty()),
        Some(Vote::Options(order)).filter(|_| !chance(row, 30).is_multiple_of(4)),
        Some(Vote::Points(points)).filter(|vote| vote.points().iter().any(|points| *points > 0.0)),
    ]
}
