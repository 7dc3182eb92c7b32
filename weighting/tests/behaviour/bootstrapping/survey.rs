//! Respondents made by arithmetic, for the bootstrap to draw from.

use weighting::bootstrap::{BLANK, Bootstrap, Column, Plan, Replicates};
use weighting::margin::{Margin, Placement};
use weighting::progress::Progress;

/// Respondents with an age, a sex, a base weight, a score with blanks, a pick and an amount.
#[derive(Debug, Clone)]
pub struct Survey {
    pub people: Vec<Person>,
    pub weighted: bool,
}

#[derive(Debug, Clone, Copy)]
pub struct Person {
    pub age: Option<usize>,
    pub sex: Option<usize>,
    pub base: f64,
    pub score: u8,
    pub pick: u8,
    pub amount: Option<f64>,
}

fn margins() -> [Margin; 2] {
    let age = Margin::new("age", [("young", 30.0), ("middle", 45.0), ("old", 25.0)]).unwrap();
    [age, Margin::new("sex", [("F", 51.0), ("M", 49.0)]).unwrap()]
}

impl Survey {
    /// People made by arithmetic, all cells taken.
    pub fn of(people: usize) -> Self {
        let mut state = 1_u64;
        let mut draw = |below: u8| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            u8::try_from((state >> 33) % u64::from(below)).unwrap()
        };
        let person = |_| Person {
            age: Some(usize::from(draw(3).min(draw(3)))),
            sex: Some(usize::from(draw(2))),
            base: 1.0 + f64::from(draw(4)),
            score: if draw(10) == 0 { BLANK } else { draw(11) },
            pick: draw(2),
            amount: (draw(8) > 0).then(|| f64::from(draw(200)) / 7.0),
        };
        Self { people: (0..people).map(person).collect(), weighted: false }
    }

    pub fn prepared<T>(&self, then: impl FnOnce(&[Placement<'_>], Option<&[f64]>, &[Column<'_>]) -> T) -> T {
        let [age, sex] = margins();
        let ages: Vec<_> = self.people.iter().map(|person| person.age).collect();
        let sexes: Vec<_> = self.people.iter().map(|person| person.sex).collect();
        let base: Vec<_> = self.people.iter().map(|person| person.base).collect();
        let scores: Vec<_> = self.people.iter().map(|person| person.score).collect();
        let picks: Vec<_> = self.people.iter().map(|person| person.pick).collect();
        let amounts: Vec<_> = self.people.iter().map(|person| person.amount).collect();
        let columns = [Column::Codes(&scores), Column::Codes(&picks), Column::Answers(&amounts)];
        let placements = [Placement::new(&age, &ages), Placement::new(&sex, &sexes)];
        then(&placements, self.weighted.then_some(&base[..]), &columns)
    }

    pub fn bootstrap(&self) -> Bootstrap {
        self.prepared(Bootstrap::reraked).unwrap()
    }

    pub fn answers(&self) -> [Vec<Option<f64>>; 3] {
        let score = |person: &Person| Some(person.score).filter(|&score| score != BLANK).map(f64::from);
        let people = || self.people.iter();
        [
            people().map(score).collect(),
            people().map(|person| Some(f64::from(person.pick))).collect(),
            people().map(|person| person.amount).collect(),
        ]
    }
}

pub fn plan(replicates: usize) -> Plan {
    Plan { most_failed: 0.5, ..Plan::new(replicates, 2_026) }
}

pub fn replicates(bootstrap: &Bootstrap, replicates: usize) -> Replicates {
    bootstrap.means(plan(replicates), &Progress::silent()).unwrap()
}

#[track_caller]
pub fn same(left: &[f64], right: &[f64], tolerance: f64) {
    assert_eq!(left.len(), right.len());
    for (left, right) in left.iter().zip(right) {
        assert!((left - right).abs() <= tolerance * right.abs().max(1.0), "{left} against {right}");
    }
}
