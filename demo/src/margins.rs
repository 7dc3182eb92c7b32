//! How many people live in the city region, by authority, age and sex: the margins to which residents are weighed.
//!
//! The counts are rounded one by one, so the three margins are brought to one total by whoever weighs with them.

const CENSUS: &str = include_str!("../data/census2021_lcr.csv");

/// The bands of age that the survey asks for, without the under-15s: the census has no figure from 16 or 18 on.
pub const AGE_BANDS: [&str; 7] = ["15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"];
/// The sexes that the census counts.
pub const SEXES: [&str; 2] = ["female", "male"];
/// The codes of the six authorities, with their names.
pub const AREAS: [(&str, &str); 6] = [
    ("E06000006", "Halton"),
    ("E08000011", "Knowsley"),
    ("E08000012", "Liverpool"),
    ("E08000013", "St Helens"),
    ("E08000014", "Sefton"),
    ("E08000015", "Wirral"),
];

/// How many people belong to one level of a margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The name of the level, for which options of the questionnaire stand.
    pub name: &'static str,
    /// How many people it has, from rounded figures.
    pub people: u32,
}

/// How many people belong to one band of age and one sex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointLevel {
    /// The band of age.
    pub age_band: &'static str,
    /// The sex.
    pub sex: &'static str,
    /// How many people there are of both, from rounded figures.
    pub people: u32,
}

/// The population aged 15 and over, counted in several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margins {
    /// By the code of the authority.
    pub area_code: Vec<Level>,
    /// By band of age.
    pub age_band: Vec<Level>,
    /// By sex.
    pub sex: Vec<Level>,
    /// By band of age and sex together.
    pub age_band_by_sex: Vec<JointLevel>,
}

impl Margins {
    /// Gives the single margins by the names that the questionnaire's roles have for them.
    pub fn by_name(&self) -> [(&'static str, &[Level]); 3] {
        [("age_band", &self.age_band), ("area_code", &self.area_code), ("sex", &self.sex)]
    }
}

struct Row {
    area: &'static str,
    sex: &'static str,
    age_band: &'static str,
    people: u32,
}

/// Adds up the census to the levels that the survey asks for.
pub fn margins() -> Margins {
    let rows: Vec<Row> = CENSUS.lines().skip(1).filter_map(row).collect();
    let people = |belongs: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| belongs(row)).map(|row| row.people).sum();
    let joint = |age_band| {
        let people = &people;
        SEXES.map(move |sex| JointLevel { age_band, sex, people: people(&|r| r.age_band == age_band && r.sex == sex) })
    };
    Margins {
        area_code: AREAS.map(|(name, _)| Level { name, people: people(&|row| row.area == name) }).into(),
        age_band: AGE_BANDS.map(|name| Level { name, people: people(&|row| row.age_band == name) }).into(),
        sex: SEXES.map(|name| Level { name, people: people(&|row| row.sex == name) }).into(),
        age_band_by_sex: AGE_BANDS.into_iter().flat_map(joint).collect(),
    }
}

/// Reads a line of the census; people under 15 give none.
fn row(line: &'static str) -> Option<Row> {
    let [area, _name, sex, five_years, people] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
    Some(Row { area, sex, age_band: band(five_years)?, people: people.parse().ok()? })
}

fn band(five_years: &str) -> Option<&'static str> {
    let youngest: usize = five_years.trim_end_matches('+').split('-').next()?.parse().ok()?;
    AGE_BANDS.get(youngest.checked_sub(15)? / 10).or(AGE_BANDS.last()).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::questionnaire::questionnaire;

    fn total(levels: &[Level]) -> u32 {
        levels.iter().map(|level| level.people).sum()
    }

    #[test]
    fn what_the_library_asks_about_people_stands_for_these_levels_and_no_others() {
        let entries = domain::library::included().iter().flat_map(|collection| &collection.entries);
        let margins = margins();
        let mut asked = BTreeSet::new();
        for entry in entries {
            for (margin, question) in &entry.item.roles.margins {
                let question = entry.item.content.questions().iter().find(|asked| asked.id == *question).unwrap();
                let stands_for = question.kind.options().iter().filter_map(|option| option.stands_for.as_deref());
                let levels = margins.by_name().into_iter().find(|(name, _)| name == margin).unwrap().1;
                let names: Vec<_> = levels.iter().map(|level| level.name).collect();
                assert_eq!(stands_for.collect::<Vec<_>>(), names, "{}", entry.id);
                asked.insert(margin.as_str());
            }
        }
        assert_eq!(asked, BTreeSet::from(["age_band", "sex"]));
    }

    #[test]
    fn every_line_of_the_census_is_read() {
        let read = CENSUS.lines().skip(1).filter(|line| row(line).is_some()).count();
        let lines = CENSUS.lines().skip(1).count();
        assert_eq!((read, lines), (6 * 2 * 16, 6 * 2 * 19));
    }

    #[test]
    fn the_sums_are_those_that_were_worked_out_by_hand() {
        let margins = margins();
        let ages: Vec<_> = margins.age_band_by_sex.iter().filter(|j| j.sex == "female").map(|j| j.people).collect();
        let areas: Vec<_> = margins.area_code.iter().map(|level| level.people).collect();
        assert_eq!(ages, [96_500, 107_300, 96_600, 100_900, 108_300, 85_200, 77_400]);
        assert_eq!(areas, [105_400, 126_200, 407_800, 152_100, 235_600, 266_300]);
    }

    #[test]
    fn each_margin_counts_the_same_people() {
        let margins = margins();
        let joint: u32 = margins.age_band_by_sex.iter().map(|level| level.people).sum();
        assert_eq!(margins.by_name().map(|(_, levels)| total(levels)), [joint; 3]);
    }

    #[test]
    fn the_levels_are_exactly_those_for_which_options_stand() {
        let questionnaire = questionnaire();
        let margins = margins();
        for (name, levels) in margins.by_name() {
            let question = questionnaire.question(&questionnaire.roles.margins[name]).unwrap();
            let asked: BTreeSet<_> = question.kind.options().iter().filter_map(|o| o.stands_for.as_deref()).collect();
            assert_eq!(asked, levels.iter().map(|level| level.name).collect(), "{name}");
        }
        assert_eq!(questionnaire.roles.margins.len(), 3);
    }
}
