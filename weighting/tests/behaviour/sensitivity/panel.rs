//! People made by arithmetic who share out points, with a campaign among them.

use weighting::margin::{Margin, Placement};
use weighting::sensitivity::{Pipeline, Priorities};

pub const ITEMS: usize = 4;

#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub age: Option<usize>,
    pub area: usize,
    pub base: f64,
    pub points: [f64; ITEMS],
    pub campaign: bool,
    pub first: usize,
    pub last: Option<usize>,
}

#[derive(Debug, Clone)]
pub struct Panel(pub Vec<Person>);

pub const AREAS: [&str; 3] = ["hills", "moor", "valley"];

/// What a panel is made into before a pipeline borrows it.
pub struct Made {
    pub age: Margin,
    pub area: Margin,
    pub ages: Vec<Option<usize>>,
    pub areas: Vec<Option<usize>>,
    pub names: Vec<Option<&'static str>>,
    pub base: Vec<f64>,
    pub campaign: Vec<bool>,
    pub first: Vec<Option<usize>>,
    pub last: Vec<Option<usize>>,
    pub influence: Vec<Vec<f64>>,
}

impl Panel {
    pub fn of(people: usize) -> Self {
        let mut state = 5_u64;
        let mut draw = |below: u8| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u8::try_from((state >> 33) % u64::from(below)).unwrap()
        };
        let person = |row: usize| {
            let campaign = row % 5 == 3;
            let age = usize::from(draw(3).min(draw(3)));
            let mut points = [(); ITEMS].map(|()| f64::from(draw(10)));
            points[age] += 4.0;
            points[0] += 1.0;
            Person {
                age: (draw(12) > 0).then_some(age),
                area: usize::from(draw(3)),
                base: 1.0 + f64::from(draw(2)),
                points: if campaign { [0.0, 0.0, 1.0, 9.0] } else { points },
                campaign,
                first: usize::from(draw(4)),
                last: (draw(5) > 0).then(|| usize::from(draw(4))),
            }
        };
        Self((0..people).map(person).collect())
    }

    pub fn made(&self) -> Made {
        let margin = |name: &str, levels: [(&str, f64); 3]| Margin::new(name, levels).unwrap();
        let people = || self.0.iter();
        let influence = (0..ITEMS).map(|item| people().map(|person| person.points[item] - 4.0).collect());
        Made {
            age: margin("age", [("young", 50.0), ("middle", 33.0), ("old", 17.0)]),
            area: margin("area", [("hills", 25.0), ("moor", 45.0), ("valley", 30.0)]),
            ages: people().map(|person| person.age).collect(),
            areas: people().map(|person| Some(person.area)).collect(),
            names: people().map(|person| Some(AREAS[person.area])).collect(),
            base: people().map(|person| person.base).collect(),
            campaign: people().map(|person| person.campaign).collect(),
            first: people().map(|person| Some(person.first)).collect(),
            last: people().map(|person| person.last).collect(),
            influence: influence.collect(),
        }
    }

    /// The shares of all points under weights.
    pub fn shares(&self, weights: &[f64]) -> Vec<f64> {
        let sums = std::array::from_fn::<f64, ITEMS, _>(|item| {
            self.0.iter().zip(weights).map(|(person, weight)| weight * person.points[item]).sum()
        });
        sums.iter().map(|sum| sum / sums.iter().sum::<f64>()).collect()
    }

    /// Those of whom something holds.
    pub fn only(&self, holds: impl Fn(&Person) -> bool) -> Self {
        Self(self.0.iter().copied().filter(holds).collect())
    }
}

impl Made {
    pub fn placements(&self) -> [Placement<'_>; 2] {
        [Placement::new(&self.age, &self.ages), Placement::new(&self.area, &self.areas)]
    }

    /// The pipeline with everything there is to check.
    pub fn pipeline<'a>(
        &'a self,
        placements: &'a [Placement<'a>],
        estimator: &'a (impl Fn(&[f64]) -> Priorities + Sync + 'a),
        other: &'a (impl Fn(&[f64]) -> Priorities + Sync + 'a),
    ) -> Pipeline<'a> {
        Pipeline::of(placements, estimator)
            .base(&self.base)
            .groups("area", &self.names)
            .block("the letter", &self.campaign)
            .influence(&self.influence)
            .presented(&self.first, &self.last)
            .other("equal votes", other)
            .top(2)
    }
}

#[track_caller]
pub fn same(left: &[f64], right: &[f64], tolerance: f64) {
    assert_eq!(left.len(), right.len());
    for (left, right) in left.iter().zip(right) {
        assert!((left - right).abs() <= tolerance, "{left} against {right}");
    }
}
