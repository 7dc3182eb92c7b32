//! Margins made of counts.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ages, Choice, Counts, MOST_LEVELS, Misfit, Part, Provenance, Sex, Whom, bands};
use crate::vocabulary::Word;

/// The margin by sex.
pub const SEX: &str = "sex";
/// The margin by bands of age.
pub const AGE_BAND: &str = "age_band";
/// The margin by area.
pub const AREA_CODE: &str = "area_code";

/// A margin with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedMargin {
    /// Its name, for example `sex`.
    pub name: String,
    /// Its levels in their order.
    pub levels: Vec<CountedLevel>,
    /// Where its counts come from.
    pub provenance: Provenance,
}

/// One level of a margin with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedLevel {
    /// The level as options stand for it.
    pub code: String,
    /// The level for people; empty where nobody has said it.
    pub label: String,
    /// How many people there are.
    pub people: u64,
    /// The codes of the areas that are summed.
    pub areas: Vec<String>,
}

impl CountedMargin {
    /// Counts the people of all levels.
    pub fn total(&self) -> u64 {
        self.levels.iter().map(|level| level.people).sum()
    }

    /// Gives by how much the total may be off, where each count of each area is by half of what it is rounded to.
    fn slack(&self) -> u64 {
        let counts: usize = self.levels.iter().map(|level| level.areas.len().max(1)).sum();
        (counts as u64).saturating_mul(self.provenance.rounding.unwrap_or(1)) / 2
    }
}

impl Counts {
    /// Lists the margins that can be made.
    pub fn margins(&self) -> Vec<String> {
        let by_sex = self.has_sex().then_some(SEX);
        let by_age = (!self.ages().is_empty()).then_some(AGE_BAND);
        let by_area = self.has_people().then_some(AREA_CODE);
        let mut margins: Vec<String> = [AGE_BAND, AREA_CODE, SEX]
            .into_iter()
            .filter(|name| [by_sex, by_age, by_area].contains(&Some(*name)))
            .map(str::to_owned)
            .collect();
        for listed in &self.listed {
            if !margins.contains(&listed.variable) {
                margins.push(listed.variable.clone());
            }
        }
        margins
    }

    /// Makes a margin; each level without a label but those of areas.
    ///
    /// # Errors
    /// With why the counts do not give it.
    pub fn make(&self, name: &str, choice: &Choice, provenance: &Provenance) -> Result<CountedMargin, Misfit> {
        let everywhere: Vec<usize> = choice.parts.iter().flat_map(|part| part.areas.iter().copied()).collect();
        let from = Ages::and_over(choice.from);
        let levels = match name {
            SEX => self.levels(
                &everywhere,
                choice.column,
                Sex::ALL.iter().map(|sex| (sex.word().to_owned(), Some(*sex), from)),
            ),
            AGE_BAND => {
                let bands = bands(&choice.begins).into_iter();
                self.levels(&everywhere, choice.column, bands.map(|ages| (ages.code(), None, ages)))
            }
            AREA_CODE => choice.parts.iter().map(|part| self.part(part, choice.column, from)).collect(),
            other => self.categories(other, &everywhere),
        }?;
        if levels.is_empty() {
            return Err(Misfit::NotInFile);
        }
        Ok(CountedMargin { name: name.to_owned(), levels, provenance: provenance.clone() })
    }

    fn levels(
        &self,
        areas: &[usize],
        column: usize,
        whoms: impl Iterator<Item = (String, Option<Sex>, Ages)>,
    ) -> Result<Vec<CountedLevel>, Misfit> {
        let level = |(code, sex, ages)| {
            let people = self.sum(areas, Whom { sex, ages }, column)?;
            Ok(CountedLevel { code, label: String::new(), people, areas: self.codes(areas) })
        };
        whoms.map(level).collect()
    }

    fn part(&self, part: &Part, column: usize, ages: Ages) -> Result<CountedLevel, Misfit> {
        let people = self.sum(&part.areas, Whom { sex: None, ages }, column)?;
        let (code, label) = (part.code.clone(), part.name.clone());
        Ok(CountedLevel { code, label, people, areas: self.codes(&part.areas) })
    }

    fn sum(&self, areas: &[usize], whom: Whom, column: usize) -> Result<u64, Misfit> {
        let people = areas.iter().map(|&area| self.people(area, whom, column)).sum::<Option<u64>>();
        people.ok_or(Misfit::NotInFile)
    }

    fn codes(&self, areas: &[usize]) -> Vec<String> {
        areas.iter().map(|&area| self.areas[area].code.clone()).collect()
    }

    /// Sums the categories of a variable, each of which every area has to have.
    fn categories(&self, variable: &str, areas: &[usize]) -> Result<Vec<CountedLevel>, Misfit> {
        let listed = || self.listed.iter().filter(|listed| listed.variable == variable);
        let people: BTreeMap<(&str, &str), u64> =
            listed().map(|listed| ((listed.category.as_str(), listed.area.code.as_str()), listed.people)).collect();
        let mut seen = BTreeSet::new();
        let categories: Vec<&str> =
            listed().map(|listed| listed.category.as_str()).filter(|category| seen.insert(*category)).collect();
        if categories.len() > MOST_LEVELS {
            return Err(Misfit::TooManyLevels { margin: variable.to_owned() });
        }
        let level = |category: &str| {
            let of = |&area: &usize| {
                let code = &self.areas[area].code;
                let lacking = || Misfit::NoCategory { area: code.clone(), category: category.to_owned() };
                people.get(&(category, code.as_str())).copied().ok_or_else(lacking)
            };
            let people = areas.iter().map(of).sum::<Result<u64, Misfit>>()?;
            let (code, label) = (category.to_owned(), category.to_owned());
            Ok(CountedLevel { code, label, people, areas: self.codes(areas) })
        };
        categories.into_iter().map(level).collect()
    }
}

/// Finds the margins whose people are others than those of the first by more than rounding explains.
pub fn unlike_first(margins: &[CountedMargin]) -> impl Iterator<Item = &CountedMargin> {
    let first = margins.first();
    let is_unlike = move |margin: &&CountedMargin| {
        first.is_some_and(|first| first.total().abs_diff(margin.total()) > first.slack() + margin.slack())
    };
    margins.iter().skip(1).filter(is_unlike)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Area, Listed};

    fn margin(rounding: Option<u64>, people: &[u64]) -> CountedMargin {
        let level = |&people: &u64| CountedLevel {
            code: people.to_string(),
            label: String::new(),
            people,
            areas: vec!["A".into(), "B".into()],
        };
        let provenance = Provenance { rounding, ..Provenance::default() };
        CountedMargin { name: people.len().to_string(), levels: people.iter().map(level).collect(), provenance }
    }

    #[test]
    fn margins_of_other_people_are_told_from_those_that_rounding_explains() {
        let unlike = |margins: &[CountedMargin]| unlike_first(margins).map(CountedMargin::total).collect::<Vec<_>>();
        let first = margin(Some(100), &[5_000, 5_000]);
        let (near, far) = (margin(Some(100), &[4_000, 4_000, 2_500]), margin(Some(100), &[4_000, 4_000, 2_501]));
        assert_eq!(unlike(&[first.clone(), near.clone(), far]), [10_501]);
        assert_eq!(unlike(&[margin(None, &[1, 2]), margin(None, &[3]), margin(None, &[7])]), [7]);
        assert_eq!(unlike(&[first]), [0; 0]);
        assert_eq!(unlike(&[]), [0; 0]);
    }

    fn categories(count: usize) -> Result<usize, Misfit> {
        let area = Area { code: "A".into(), name: "A".into() };
        let listed = |number: usize| {
            let (variable, category) = ("size".to_owned(), number.to_string());
            Listed { number, area: area.clone(), variable, category, people: 1 }
        };
        let (counts, _) =
            Counts::gather(vec![String::new()], 1, (Vec::new(), (0..count).map(listed).collect())).unwrap();
        let parts = crate::counts::parts(&counts, "A")?;
        let choice = Choice { parts, column: 0, from: 0, begins: Vec::new() };
        counts.make("size", &choice, &Provenance::default()).map(|margin| margin.levels.len())
    }

    #[test]
    fn a_margin_has_no_more_levels_than_a_survey_can_ask_for() {
        assert_eq!(categories(MOST_LEVELS), Ok(MOST_LEVELS));
        assert_eq!(categories(MOST_LEVELS + 1), Err(Misfit::TooManyLevels { margin: "size".into() }));
    }
}
