//! Margins made of counts.

use super::{Ages, Choice, Counts, Misfit, Part, Provenance, Sex, Whom, bands};
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
        let mut levels: Vec<CountedLevel> = Vec::new();
        for category in listed().map(|listed| &listed.category) {
            if levels.iter().any(|level| level.code == *category) {
                continue;
            }
            let of = |&area: &usize| {
                let code = &self.areas[area].code;
                let found = listed().find(|listed| listed.category == *category && listed.area.code == *code);
                let lacking = || Misfit::NoCategory { area: code.clone(), category: category.clone() };
                found.map(|listed| listed.people).ok_or_else(lacking)
            };
            let people = areas.iter().map(of).sum::<Result<u64, Misfit>>()?;
            levels.push(CountedLevel {
                code: category.clone(),
                label: category.clone(),
                people,
                areas: self.codes(areas),
            });
        }
        Ok(levels)
    }
}
