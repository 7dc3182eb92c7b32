//! The mid-year estimates: a row for each council, sex and year of age, and a column for each year.

use domain::counts::{Ages, Area, Provenance, Row, Whom};

use super::{
    NotRead,
    heading::{Found, cell, code, column},
    say,
};

/// How the headings of a year begin.
const YEAR: &str = "population_";
/// How the headings of the code and of the name of a council begin; the year of its boundaries follows.
const CODE: &str = "ladcode";
const NAME: &str = "laname";
const SOURCE: &str = "Mid-year population estimates, Office for National Statistics";
/// The oldest age, which stands for everybody older too.
const OLDEST: u8 = 90;

/// Where the columns stand.
#[derive(Debug)]
pub(super) struct MidYear {
    code: usize,
    name: usize,
    sex: usize,
    age: usize,
    years: Vec<usize>,
}

impl MidYear {
    /// Finds the columns by their headings, if they are those of the estimates.
    pub(super) fn begin(headings: &[String], found: &mut Found) -> Option<Self> {
        let begins = |start: &str| headings.iter().position(|heading| heading.starts_with(start));
        let year = |(place, heading): (usize, &String)| Some((place, heading.strip_prefix(YEAR)?.to_owned()));
        let (years, names): (Vec<usize>, Vec<String>) = headings.iter().enumerate().filter_map(year).unzip();
        let (sex, age) = (column(headings, &["sex"])?, column(headings, &["age"])?);
        let layout = Self { code: begins(CODE)?, name: begins(NAME)?, sex, age, years };
        if layout.years.is_empty() {
            return None;
        }
        found.years = names;
        found.provenance = Provenance { source: SOURCE.to_owned(), ..Provenance::default() };
        Some(layout)
    }

    /// Takes a row.
    pub(super) fn take(&self, number: usize, cells: &[String], found: &mut Found) -> Result<(), NotRead> {
        let area = Area { code: code(number, cells, self.code)?, name: cell(cells, self.name).to_owned() };
        let ages = say::ages(number, cell(cells, self.age))?;
        let ages = if ages == Ages::one(OLDEST) { Ages::and_over(OLDEST) } else { ages };
        let whom = Whom { sex: say::sex(number, cell(cells, self.sex))?, ages };
        let people = self.years.iter().map(|&year| say::people(number, cell(cells, year)));
        found.add(Row { number, area, whom, people: people.collect::<Result<_, _>>()? })
    }
}
