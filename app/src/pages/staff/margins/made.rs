//! What is asked of a file of counts, and the margins that are made of the answers.

use domain::{
    counts::{
        AGE_BAND, AREA_CODE, Choice, CountedMargin, Counts, MOST_ROUNDED, Misfit, Provenance, SEX, ages_in, parts,
    },
    fields::Fields,
    question::Question,
    refusal::{Reason, Refusal},
};
use exchange::counts::{Content, Format, Loaded};

use crate::{
    pages::staff::asking::{Asks, Told, choices, date, line, lines, number, option},
    words::analysis,
};

pub(super) const AREAS: &str = "areas";
pub(super) const YEAR: &str = "year";
pub(super) const MARGINS: &str = "margins";
pub(super) const FROM: &str = "from";
pub(super) const BANDS: &str = "bands";
pub(super) const SOURCE: &str = "source";
pub(super) const DATE: &str = "date";
pub(super) const ROUNDING: &str = "rounding";

/// The most characters of the areas, of the ages and of the source.
const AREAS_LIMIT: usize = 20_000;
const BANDS_LIMIT: usize = 200;
const SOURCE_LIMIT: usize = 300;
/// The highest age from which people may count.
const OLDEST: u32 = 100;
/// The day of the year of which mid-year estimates are.
const MID_YEAR: (u32, u32) = (6, 30);

/// Lists what is asked of a file.
pub(super) fn questions(loaded: &Loaded) -> Vec<Question> {
    match &loaded.content {
        Content::Margins(margins) => vec![asked(margins.iter().map(|margin| margin.name.as_str()))],
        Content::Counts(counts) => of_counts(counts, loaded.format),
    }
}

fn asked<'a>(margins: impl Iterator<Item = &'a str>) -> Question {
    let option = |name: &str| match name {
        SEX => option(name, "Sex"),
        AGE_BAND => option(name, "Age, in bands"),
        AREA_CODE => option(name, "Area, each line above on its own"),
        other => option(other, &analysis::margin(other)),
    };
    choices(MARGINS, "Which counts do you want?", margins.map(option).collect())
        .hint("Those that are stored for the same are replaced as a whole. Others stay.")
}

fn of_counts(counts: &Counts, format: Format) -> Vec<Question> {
    let margins = counts.margins();
    let areas = lines(AREAS, "Which areas make up the strategy area?", AREAS_LIMIT).hint(
        "One a line, by its code or its name. Where one is the sum of several, write its code, its name, an equals sign and their \
         codes: E10000007 Derbyshire = E07000032, E07000033",
    );
    let year = (counts.years.len() > 1).then(|| line(YEAR, "Which year?", 4));
    let has_ages = !counts.ages().is_empty();
    let from = has_ages.then(|| {
        number(FROM, "From which age do people count?", 0, OLDEST)
            .hint(
                "The same for the counts by age, sex and area, and the youngest whom the survey asks. Counts by anything else are \
                 taken as they stand in the file.",
            )
    });
    let bands = has_ages.then(|| {
        let example = "For example 16, 25, 35, 45, 55, 65, 75. The last band has no end.";
        line(BANDS, "At which ages do the bands begin?", BANDS_LIMIT).optional().hint(example)
    });
    let date = (format != Format::MidYear).then(|| date(DATE, "Which day are the counts of?"));
    let rounding =
        number(ROUNDING, "To how many people is each count rounded?", 1, MOST_ROUNDED).hint("1 if it is not rounded.");
    let source =
        line(SOURCE, "Where do the counts come from?", SOURCE_LIMIT).hint("It stands wherever the counts are used.");
    let chosen = asked(margins.iter().map(String::as_str));
    [Some(areas), year, Some(chosen), from, bands, Some(source), date, Some(rounding)].into_iter().flatten().collect()
}

/// Makes the margins that were chosen, or says what has to be put right.
pub(super) fn made(loaded: &Loaded, fields: &Fields) -> Result<Vec<CountedMargin>, Vec<Refusal>> {
    let questions = questions(loaded);
    let mut told = Told::new(&questions, fields);
    let chosen = told.all_chosen(MARGINS);
    let margins = match &loaded.content {
        Content::Margins(margins) => margins.iter().filter(|margin| chosen.contains(&margin.name)).cloned().collect(),
        Content::Counts(counts) => make(counts, loaded.format, &chosen, &mut told),
    };
    let refusals = told.refusals(&questions);
    if refusals.is_empty() { Ok(margins) } else { Err(refusals) }
}

fn make(counts: &Counts, format: Format, chosen: &[String], told: &mut Told) -> Vec<CountedMargin> {
    let typed = told.needed_words(AREAS);
    let parts = fitting(told, AREAS, parts(counts, &typed)).unwrap_or_default();
    let year = told.words(YEAR);
    let column = year.as_ref().map_or(Some(0), |year| fitting(told, YEAR, counts.column(year)));
    let (from, begins) = ages(counts, chosen, told);
    let reference_date = match (format, year) {
        (Format::MidYear, year) => year.or_else(|| counts.years.first().cloned()).and_then(|year| mid_year(&year)),
        _ => told.date(DATE),
    };
    let provenance = Provenance { source: told.needed_words(SOURCE), reference_date, rounding: told.number(ROUNDING) };
    let choice = Choice { parts, column: column.unwrap_or_default(), from, begins };
    if told.is_refused() {
        return Vec::new();
    }
    let made = chosen.iter().map(|name| counts.make(name, &choice, &provenance)).collect();
    fitting(told, MARGINS, made).unwrap_or_default()
}

fn mid_year(year: &str) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_ymd_opt(year.parse().ok()?, MID_YEAR.0, MID_YEAR.1)
}

/// Reads the age from which people count, and those at which bands begin.
fn ages(counts: &Counts, chosen: &[String], told: &mut Told) -> (u8, Vec<u8>) {
    let from: u8 = told.number(FROM).unwrap_or_default();
    if !counts.ages().is_empty() {
        fitting(told, FROM, counts.can_begin(from));
    }
    let typed = told.words(BANDS).unwrap_or_default();
    let begins = fitting(told, BANDS, ages_in(&typed)).unwrap_or_default();
    if chosen.iter().any(|name| name == AGE_BAND) {
        match begins.first() {
            None => told.refuse(BANDS, Reason::Missing),
            Some(&begins) if begins != from => {
                told.refuse(BANDS, Reason::Misfit(Misfit::BeginsElsewhere { from, begins }));
            }
            Some(_) => {}
        }
        for &age in &begins {
            fitting(told, BANDS, counts.can_begin(age));
        }
    }
    (from, begins)
}

/// Gives what fits, and refuses the field where nothing does.
fn fitting<T>(told: &mut Told, field: &str, found: Result<T, Misfit>) -> Option<T> {
    found.map_err(|wrong| told.refuse(field, Reason::Misfit(wrong))).ok()
}
