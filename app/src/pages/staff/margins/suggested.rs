//! What stands in the form before anybody has typed: the categories of the survey where the file has them.

use domain::{
    counts::{AGE_BAND, AREA_CODE, Ages, CountedMargin, Counts, Provenance, begins},
    fields::Fields,
    refusal::DatePart,
};
use exchange::counts::{Content, Loaded};

use super::{
    asked::Asked,
    made::{AREAS, BANDS, DATE, FROM, MARGINS, ROUNDING, SOURCE, YEAR},
};
use crate::words::margins::label;

/// The most areas of a file that are suggested all together.
const FEW_AREAS: usize = 20;
/// Bands that surveys often ask for, by single years of age and in groups of five.
const USUAL: [&[u8]; 2] = [&[16, 25, 35, 45, 55, 65, 75], &[15, 25, 35, 45, 55, 65, 75]];

/// Fills the form of a file.
pub(super) fn suggested(loaded: &Loaded, asked: &[Asked]) -> Fields {
    let counts = match &loaded.content {
        Content::Margins(margins) => return Fields::new(margins.iter().map(|margin| (MARGINS, margin.name.clone()))),
        Content::Counts(counts) => counts,
    };
    let mut pairs = vec![(AREAS.to_owned(), areas(counts, asked))];
    pairs.extend(counts.margins().into_iter().map(|name| (MARGINS.to_owned(), name)));
    pairs.extend(counts.years.last().map(|year| (YEAR.to_owned(), year.clone())));
    if let Some(begins) = bands(counts, asked) {
        let written: Vec<String> = begins.iter().map(u8::to_string).collect();
        pairs.push((BANDS.to_owned(), written.join(", ")));
        pairs.extend(begins.first().map(|from| (FROM.to_owned(), from.to_string())));
    }
    let Provenance { source, reference_date, rounding } = &loaded.provenance;
    pairs.push((SOURCE.to_owned(), source.clone()));
    if let Some(day) = reference_date {
        let parts = [(DatePart::Day, "%-d"), (DatePart::Month, "%-m"), (DatePart::Year, "%Y")];
        pairs.extend(parts.map(|(part, form)| (part.field(DATE), day.format(form).to_string())));
    }
    pairs.push((ROUNDING.to_owned(), rounding.unwrap_or(1).to_string()));
    Fields::new(pairs)
}

/// Lists the areas that the surveys tell apart and the file has; all, where it has few of which none is part of another.
fn areas(counts: &Counts, asked: &[Asked]) -> String {
    let told = asked.iter().filter(|asked| asked.margin == AREA_CODE).flat_map(Asked::stands);
    let mut lines: Vec<String> = Vec::new();
    for area in told.filter_map(|(code, _)| counts.areas.get(counts.area(code)?)) {
        let line = format!("{} {}", area.code, area.name);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let is_apart = || counts.areas.iter().all(|area| counts.areas.iter().all(|other| !area.may_hold(other)));
    if lines.is_empty() && counts.areas.len() <= FEW_AREAS && is_apart() {
        lines = counts.areas.iter().map(|area| format!("{} {}", area.code, area.name)).collect();
    }
    lines.join("\n")
}

/// Gives where the bands of the first survey begin, or usual ones that the file can give.
fn bands(counts: &Counts, asked: &[Asked]) -> Option<Vec<u8>> {
    if counts.ages().is_empty() {
        return None;
    }
    let survey = asked.iter().filter(|asked| asked.margin == AGE_BAND).find_map(|asked| {
        let mut bands = asked.stands().map(|(code, _)| Ages::from_code(code)).collect::<Option<Vec<_>>>()?;
        bands.sort_unstable();
        bands.dedup();
        begins(&bands)
    });
    let fits = |bands: &&[u8]| bands.iter().all(|age| counts.can_begin(*age).is_ok());
    survey.or_else(|| USUAL.into_iter().find(fits).map(<[u8]>::to_vec))
}

/// Names each level as the surveys do, or else as it is usual.
pub(super) fn name_levels(margin: &mut CountedMargin, asked: &[Asked]) {
    for level in &mut margin.levels {
        let said = asked.iter().filter(|asked| asked.margin == margin.name).flat_map(Asked::stands);
        let said = said.filter(|(code, _)| *code == level.code).map(|(_, words)| words.to_owned()).next();
        if let Some(words) = said {
            level.label = words;
        } else if level.label.is_empty() {
            level.label = label(&margin.name, &level.code);
        }
    }
}
