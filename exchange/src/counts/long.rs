//! Lists with a row for each count: by sex, by age, by both, by anything else, or margins as they were downloaded here.

use domain::counts::{Ages, Area, CountedLevel, CountedMargin, Fault, Listed, MOST_LEVELS, Provenance, Row, Sex, Whom};

use super::{
    NotRead,
    heading::{Found, cell, code, column},
    say,
};

/// The headings of the code of the area, of what people are counted by, and of a category of it.
const AREA_CODE: &str = "area_code";
const VARIABLE: &str = "variable";
const CATEGORY: &str = "category";
/// How the heading of counts may end that says to how many people they are rounded.
const ROUNDED: &str = "count_rounded_";
/// What stands between sex and age in a category of both.
const BY: &str = " x ";

/// Where the columns stand.
#[derive(Debug)]
pub(super) struct Long {
    code: usize,
    name: Option<usize>,
    counted: Counted,
    count: usize,
    source: Option<usize>,
    date: Option<usize>,
    rounding: Option<usize>,
}

/// How a row says whom it counts.
#[derive(Debug)]
enum Counted {
    /// In two columns.
    SexAndAge { sex: usize, age: usize },
    /// By the name of what people are counted by, and a category of it.
    Variable { variable: usize, category: usize },
    /// The same, with the level for people: a margin as it was downloaded here.
    Level { variable: usize, category: usize, label: usize },
}

/// A row of a margin that was downloaded here.
#[derive(Debug)]
pub(super) struct MarginRow {
    number: usize,
    name: String,
    level: CountedLevel,
    provenance: Provenance,
}

impl Long {
    /// Finds the columns by their headings, if they are those of a list.
    pub(super) fn begin(headings: &[String], found: &mut Found) -> Option<Self> {
        let named = |names: &[&str]| column(headings, names);
        let by_variable = named(&[VARIABLE]).zip(named(&[CATEGORY]));
        let counted = match (by_variable, named(&["label"])) {
            (Some((variable, category)), Some(label)) => Counted::Level { variable, category, label },
            (Some((variable, category)), None) => Counted::Variable { variable, category },
            (None, _) => Counted::SexAndAge { sex: named(&["sex"])?, age: named(&["age_band", "age"])? },
        };
        let rounded = headings.iter().position(|heading| heading.starts_with(ROUNDED));
        let count = named(&["count"]).or(rounded)?;
        found.years = vec![String::new()];
        found.provenance.rounding = rounded.and_then(|rounded| headings[rounded][ROUNDED.len()..].parse().ok());
        Some(Self {
            code: named(&[AREA_CODE])?,
            name: named(&["area_name"]),
            counted,
            count,
            source: named(&["source"]),
            date: named(&["reference_date"]),
            rounding: named(&["rounding"]),
        })
    }

    /// Says whether the rows are of margins that were downloaded here.
    pub(super) fn is_of_margins(&self) -> bool {
        matches!(self.counted, Counted::Level { .. })
    }

    /// Gives the column whose cells hold the codes of several areas.
    pub(super) fn codes(&self) -> Option<usize> {
        self.is_of_margins().then_some(self.code)
    }

    /// Takes a row.
    pub(super) fn take(&self, number: usize, cells: &[String], found: &mut Found) -> Result<(), NotRead> {
        let people = say::people(number, cell(cells, self.count))?;
        let said = |column: Option<usize>| column.map(|column| cell(cells, column)).unwrap_or_default();
        let mut provenance = Provenance {
            source: said(self.source).to_owned(),
            reference_date: say::day(number, said(self.date))?,
            rounding: say::rounding(number, said(self.rounding))?,
        };
        let named = |heading: &'static str, column: usize| say::name(number, heading, cell(cells, column));
        if let Counted::Level { variable, category, label } = self.counted {
            let (name, level) = (named(VARIABLE, variable)?, named(CATEGORY, category)?);
            let codes = cell(cells, self.code).split_whitespace();
            let areas = codes.map(|code| say::name(number, AREA_CODE, code)).collect::<Result<_, _>>()?;
            let level = CountedLevel { code: level, label: cell(cells, label).to_owned(), people, areas };
            found.margins.push(MarginRow { number, name, level, provenance });
            return Ok(());
        }
        let code = code(number, cells, self.code).and_then(|code| say::name(number, AREA_CODE, &code))?;
        provenance.rounding = provenance.rounding.or(found.provenance.rounding);
        if found.rows.is_empty() && found.listed.is_empty() {
            found.provenance = provenance;
        } else {
            agree(number, &found.provenance, &provenance)?;
        }
        let name = said(self.name);
        let area = Area { name: if name.is_empty() { code.clone() } else { name.to_owned() }, code };
        let whom = match self.counted {
            Counted::SexAndAge { sex, age } => {
                let ages = say::ages(number, cell(cells, age))?;
                Some(Whom { sex: say::sex(number, cell(cells, sex))?, ages })
            }
            Counted::Variable { variable, category } | Counted::Level { variable, category, .. } => {
                let (variable, category) = (named(VARIABLE, variable)?, named(CATEGORY, category)?);
                let whom = whom(number, &variable.to_lowercase(), &category)?;
                if whom.is_none() {
                    found.listed.push(Listed { number, area: area.clone(), variable, category, people });
                }
                whom
            }
        };
        whom.map_or(Ok(()), |whom| found.add(Row { number, area, whom, people: vec![people] }))
    }
}

/// Reads whom a category counts; nobody, where people are counted by something else than sex and age.
fn whom(row: usize, variable: &str, category: &str) -> Result<Option<Whom>, NotRead> {
    let by = |sex: Option<Sex>, ages: Ages| Ok(Some(Whom { sex, ages }));
    match variable {
        "total" | "all" | "population" => by(None, Ages::ALL),
        "sex" => by(say::sex(row, category)?, Ages::ALL),
        "age" | "age_band" => by(None, say::ages(row, category)?),
        "sex x age" | "sex x age_band" => {
            let halves = category.split_once(BY).ok_or_else(|| NotRead::NotAges { row, value: category.to_owned() })?;
            by(say::sex(row, halves.0)?, say::ages(row, halves.1)?)
        }
        _ => Ok(None),
    }
}

/// Refuses a row that says something else of where its count comes from than those before.
fn agree(row: usize, before: &Provenance, now: &Provenance) -> Result<(), NotRead> {
    let differs = |column| Err(NotRead::Differs { row, column });
    if before.source != now.source {
        return differs("source");
    }
    if before.reference_date != now.reference_date {
        return differs("reference_date");
    }
    if before.rounding == now.rounding { Ok(()) } else { differs("rounding") }
}

/// Puts the rows of margins together.
pub(super) fn margins(rows: Vec<MarginRow>) -> Result<Vec<CountedMargin>, NotRead> {
    let mut margins: Vec<CountedMargin> = Vec::new();
    for MarginRow { number, name, level, provenance } in rows {
        let Some(margin) = margins.iter_mut().find(|margin| margin.name == name) else {
            margins.push(CountedMargin { name, levels: vec![level], provenance });
            continue;
        };
        agree(number, &margin.provenance, &provenance)?;
        if margin.levels.iter().any(|before| before.code == level.code) {
            let area = level.areas.join(" ");
            return Err(Fault::CategoryTwice { row: number, area, category: level.code }.into());
        }
        if margin.levels.len() == MOST_LEVELS {
            return Err(Fault::TooManyLevels { margin: name }.into());
        }
        margin.levels.push(level);
    }
    if margins.is_empty() { Err(Fault::Nothing.into()) } else { Ok(margins) }
}
