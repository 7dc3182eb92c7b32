//! Which counts of people may be published: all of them as one system of cells and sums, so that none gives another away.

use weighting::{
    disclosure::{DisclosureError, Rule, Tables, Zeros, suppress},
    progress::Progress,
};

use super::{
    super::{super::few::to_people, MarginShares, Results, SegmentShares},
    editions::Earlier,
    names::{self, FROZEN, LEFT_OUT, MISSING, RESIDENTS, answers, of_level, of_segment},
    shares::is_enough,
};

/// The counts that may be published; those that may not are `None`.
pub(super) struct Counts {
    pub(super) frozen: Option<u64>,
    pub(super) missing: Option<u64>,
    pub(super) left_out: Option<u64>,
    pub(super) residents: Option<u64>,
    pub(super) answered: Option<u64>,
    pub(super) margins: Vec<MarginCounts>,
    pub(super) segments: Vec<SegmentCounts>,
}

/// The counts of one margin.
pub(super) struct MarginCounts {
    pub(super) unknown: Option<u64>,
    pub(super) levels: Vec<Option<u64>>,
}

/// The counts of one segment.
pub(super) struct SegmentCounts {
    pub(super) respondents: Option<u64>,
    pub(super) answered: Option<u64>,
}

/// The cells of the system.
pub(super) struct Cells {
    pub(super) tables: Tables,
    /// Those that editions have in common, by name.
    pub(super) named: Vec<(String, usize)>,
    frozen: usize,
    missing: usize,
    left_out: usize,
    residents: usize,
    answered: usize,
    /// The levels of each margin, and last those on none.
    margins: Vec<Vec<usize>>,
    segments: Vec<(usize, usize)>,
}

impl Cells {
    /// Lays out all counts of a run: who is frozen is deleted since, a resident or of another segment; of each of these some answered;
    /// and each resident is on a level of each margin or on none.
    pub(super) fn of(results: &Results) -> Result<Self, DisclosureError> {
        let mut tables = Tables::new();
        let respondents = &results.respondents;
        let (residents, answered) = split(&mut tables, respondents.residents, respondents.answered)?;
        let segment = |segment: &SegmentShares| split(&mut tables, segment.respondents, segment.answered);
        let segments: Vec<(usize, usize)> = results.segments.iter().map(segment).collect::<Result<_, _>>()?;
        let missing = tables.add_count(respondents.missing)?;
        let all: Vec<usize> = segments.iter().map(|(all, _)| *all).chain([residents]).collect();
        let there = tables.add_total(&all)?;
        let left_out = tables.add_count(to_people(respondents.left_out))?;
        let frozen = tables.add_total(&[there, missing, left_out])?;
        let mut margins = Vec::new();
        for margin in &results.weights.margins {
            let levels = margin.levels.iter().map(|level| level.respondents).chain([margin.unknown]);
            let cells = levels.map(|people| tables.add_count(to_people(people))).collect::<Result<Vec<_>, _>>()?;
            tables.tie(residents, &cells)?;
            margins.push(cells);
        }
        // What everything else rests on is shown whatever else has to be left out for it.
        tables.set_published(answered)?;
        let question = &results.headline.question;
        let mut named = vec![
            (FROZEN.to_owned(), frozen),
            (MISSING.to_owned(), missing),
            (LEFT_OUT.to_owned(), left_out),
            (RESIDENTS.to_owned(), residents),
            (names::answered(question), answered),
        ];
        for (segment, (all, answered)) in results.segments.iter().zip(&segments) {
            let code = segment.segment.as_deref();
            named.extend([(of_segment(code), *all), (answers(code, question), *answered)]);
        }
        for (margin, cells) in results.weights.margins.iter().zip(&margins) {
            let labels = margin.levels.iter().map(|level| Some(level.label.as_str())).chain([None]);
            named.extend(labels.zip(cells).map(|(label, cell)| (of_level(&margin.margin, label), *cell)));
        }
        Ok(Self { tables, named, frozen, missing, left_out, residents, answered, margins, segments })
    }
}

impl Cells {
    /// Leaves out what an earlier edition left out, and takes what it showed as known.
    fn stay_with(&mut self, earlier: &[Earlier]) -> Result<(), DisclosureError> {
        for edition in earlier {
            let before = edition.published.named();
            for (name, cell) in &self.named {
                match before.get(name) {
                    Some(None) => self.tables.set_withheld(*cell)?,
                    Some(Some(people)) if self.tables.people(*cell) == Some(*people) => {
                        self.tables.set_published(*cell)?;
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// Adds some people and those of them who answered, and gives the cells of both.
fn split(tables: &mut Tables, all: usize, answered: usize) -> Result<(usize, usize), DisclosureError> {
    let did = tables.add_count(to_people(answered))?;
    let did_not = tables.add_count(to_people(all.saturating_sub(answered)))?;
    Ok((tables.add_total(&[did, did_not])?, did))
}

impl Counts {
    /// Leaves out every count but that of those who answered, where these are enough.
    pub(super) fn none(results: &Results) -> Self {
        let answered = results.respondents.answered;
        let margin = |margin: &MarginShares| MarginCounts { unknown: None, levels: vec![None; margin.levels.len()] };
        let segment = |_: &SegmentShares| SegmentCounts { respondents: None, answered: None };
        Self {
            frozen: None,
            missing: None,
            left_out: None,
            residents: None,
            answered: is_enough(answered).then(|| to_people(answered)),
            margins: results.weights.margins.iter().map(margin).collect(),
            segments: results.segments.iter().map(segment).collect(),
        }
    }

    /// Leaves out what gives fewer than 10 people away, and as little else as hides it; the audit of what is left holds.
    ///
    /// # Errors
    /// Says why no such pattern is found, and then no count may be published but that of those who answered.
    pub(super) fn of(results: &Results, earlier: &[Earlier]) -> Result<Self, DisclosureError> {
        let mut cells = Cells::of(results)?;
        cells.stay_with(earlier)?;
        // That nobody is in a group, or left a question blank, tells nothing of anybody.
        let rule = Rule { zeros: Zeros::Shown, ..Rule::default() };
        let suppressed = suppress(&cells.tables, &rule, &[], &Progress::silent())?;
        let shown = |cell: usize| suppressed.is_published(cell).then(|| cells.tables.people(cell)).flatten();
        let margin = |margin: &Vec<usize>| {
            let (unknown, levels) = margin.split_last()?;
            Some(MarginCounts { unknown: shown(*unknown), levels: levels.iter().map(|cell| shown(*cell)).collect() })
        };
        let segment =
            |(all, answered): &(usize, usize)| SegmentCounts { respondents: shown(*all), answered: shown(*answered) };
        Ok(Self {
            frozen: shown(cells.frozen),
            missing: shown(cells.missing),
            left_out: shown(cells.left_out),
            residents: shown(cells.residents),
            answered: shown(cells.answered),
            margins: cells.margins.iter().filter_map(margin).collect(),
            segments: cells.segments.iter().map(segment).collect(),
        })
    }
}
