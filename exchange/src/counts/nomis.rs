//! Tables of the census by Nomis: a row for each area, and a column for each sex and age, subtotals among them.

use chrono::NaiveDate;
use domain::counts::{Ages, Area, Provenance, Row, Whom};

use super::{
    NotRead,
    heading::{Found, cell, code, column},
    say,
};

/// What the heading of a column of counts ends with.
const VALUE: &str = "measures: value";
const SOURCE: &str = "Census, Office for National Statistics, by Nomis";
/// The year and the day of the census that these tables are of.
const CENSUS: &str = "2021";
const CENSUS_DAY: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 3, 21);

/// Where the columns stand.
#[derive(Debug)]
pub(super) struct Nomis {
    code: usize,
    name: usize,
    date: Option<usize>,
    counts: Vec<(usize, Whom)>,
}

impl Nomis {
    /// Finds the columns by their headings, if they are those of a table by sex or age.
    pub(super) fn begin(headings: &[String], found: &mut Found) -> Option<Self> {
        let counted = headings.iter().enumerate().filter(|(_, heading)| heading.ends_with(VALUE));
        let counts: Option<Vec<(usize, Whom)>> =
            counted.map(|(place, heading)| Some((place, whom(heading)?))).collect();
        let counts = counts.filter(|counts| !counts.is_empty())?;
        let (code, name) = (column(headings, &["geography code"])?, column(headings, &["geography"])?);
        found.years = vec![String::new()];
        // Numbers of the census are changed a little so that nobody can be found, so that sums differ as by rounding.
        found.provenance = Provenance { source: SOURCE.to_owned(), reference_date: None, rounding: Some(1) };
        Some(Self { code, name, date: column(headings, &["date"]), counts })
    }

    /// Takes a row.
    pub(super) fn take(&self, number: usize, cells: &[String], found: &mut Found) -> Result<(), NotRead> {
        let area = Area { code: code(number, cells, self.code)?, name: cell(cells, self.name).to_owned() };
        let date = self.date.map(|date| cell(cells, date)).unwrap_or_default();
        if date == CENSUS {
            found.provenance.reference_date = CENSUS_DAY;
        }
        for &(place, whom) in &self.counts {
            let people = vec![say::people(number, cell(cells, place))?];
            found.add(Row { number, area: area.clone(), whom, people })?;
        }
        Ok(())
    }
}

/// Reads whom a column counts from its heading, such as `sex: female; age: aged 1 year; measures: value`; nobody, where it says
/// anything else of them.
fn whom(heading: &str) -> Option<Whom> {
    let mut whom = Whom { sex: None, ages: Ages::ALL };
    for part in heading.split(';') {
        let (name, said) = part.split_once(':')?;
        match name.trim() {
            "sex" => whom.sex = say::sex(0, said).ok()?,
            "age" => whom.ages = say::ages(0, said).ok()?,
            "measures" => {}
            _ => return None,
        }
    }
    Some(whom)
}
