//! The tables of a bundle: a row for each response that is still there, and a row for each that was frozen.

use std::collections::{BTreeMap, BTreeSet};

use domain::{bundle::Standing, freeze::Hash, vocabulary::Word};

use super::documents::{Asked, ScaleColumns};
use crate::{
    analysis::{Group, Method, Population, Tally, Vote},
    words::hex,
};

/// The headings of the table of frozen responses.
const FROZEN_HEADINGS: [&str; 2] = ["fingerprint", "state"];
/// How many letters and digits a fingerprint has.
const FINGERPRINT: usize = 64;

/// A frozen response, as the bundle tells of it: without its id, with which its fingerprint could be tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The fingerprint.
    pub hash: Hash,
    /// What became of it.
    pub standing: Standing,
}

/// How many frozen responses a table lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub responses: u64,
    pub missing: u64,
    pub left_out: u64,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadTable {
    #[error("its headings are not those that questions.json names")]
    Headings,
    #[error("line {line}: {reason}")]
    Line { line: u64, reason: &'static str },
    #[error("it is no table of comma-separated values")]
    Csv,
}

impl From<csv::Error> for BadTable {
    fn from(_: csv::Error) -> Self {
        Self::Csv
    }
}

/// Writes the answers, in the order of the tally, and gives how many rows they are.
pub(super) fn write_answers(tally: &Tally, questions: &Asked) -> Result<(Vec<u8>, u64), csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(questions.headings())?;
    let mut rows = 0;
    for (segment, group) in tally.groups() {
        for row in 0..group.respondents {
            let levels = tally.population.margins.iter().zip(&group.codes);
            let levels = levels.map(|(margin, column)| {
                let level = column[row].and_then(|code| margin.margin.levels().get(code));
                level.map(|level| level.name.clone()).unwrap_or_default()
            });
            let votes = tally.scales.iter().zip(&group.votes);
            let votes = votes.flat_map(|(scale, column)| {
                (0..scale.options.len()).map(|option| cell(scale.method, column[row].as_ref(), option))
            });
            let campaign = group.campaigns[row].map(|number| number.to_string()).unwrap_or_default();
            table.write_record(
                [segment.unwrap_or_default().to_owned(), campaign].into_iter().chain(levels).chain(votes),
            )?;
            rows += 1;
        }
    }
    Ok((finish(table)?, rows))
}

/// What a vote gives an option: 1 for a choice, the place in an order, or points; 0 for nothing, empty without a vote.
fn cell(method: Method, vote: Option<&Vote>, option: usize) -> String {
    let Some(vote) = vote else { return String::new() };
    match method {
        Method::Choosing => u8::from(vote.supports(option)).to_string(),
        Method::Ranking { .. } => {
            vote.options().iter().position(|ranked| *ranked == option).map_or(0, |place| place + 1).to_string()
        }
        Method::Points => vote.points().get(option).copied().unwrap_or_default().to_string(),
    }
}

/// Writes the frozen responses in the order of their fingerprints, which tells nothing of who they are.
pub(super) fn write_frozen(marks: &[Mark]) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(FROZEN_HEADINGS)?;
    let mut marks = marks.to_vec();
    marks.sort_unstable();
    for mark in marks {
        table.write_record([hex(&mark.hash).as_str(), mark.standing.word()])?;
    }
    finish(table)
}

fn finish(table: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    table.into_inner().map_err(|error| error.into_error().into())
}

/// Reads the answers into a tally of a population, and gives how many rows they are.
pub(super) fn read_answers(bytes: &[u8], questions: &Asked, population: Population) -> Result<(Tally, u64), BadTable> {
    let mut table = csv::Reader::from_reader(bytes);
    if !table.headers()?.iter().eq(questions.headings()) {
        return Err(BadTable::Headings);
    }
    let scales = questions.scales();
    let mut groups: BTreeMap<Option<String>, Group> = BTreeMap::new();
    let (mut record, mut rows) = (csv::StringRecord::new(), 0);
    while table.read_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        let bad = |reason| BadTable::Line { line, reason };
        let mut cells = record.iter();
        let segment = Some(cells.next().unwrap_or_default()).filter(|segment| !segment.is_empty());
        let campaign = Some(cells.next().unwrap_or_default()).filter(|cell| !cell.is_empty());
        let known = |number: &i64| questions.campaigns.iter().any(|campaign| campaign.number == *number);
        let number = |cell: &str| {
            cell.parse().ok().filter(known).ok_or_else(|| bad("a campaign that questions.json does not have"))
        };
        let campaign = campaign.map(number).transpose()?;
        let codes = population.margins.iter().zip(&mut cells).map(|(margin, cell)| {
            let code = || margin.margin.code_of(cell).ok_or_else(|| bad("a level that plan.json does not have"));
            (!cell.is_empty()).then(code).transpose()
        });
        let codes = codes.collect::<Result<Vec<_>, _>>()?;
        let mut votes = Vec::with_capacity(scales.len());
        for (scale, columns) in scales.iter().zip(&questions.questions) {
            let given: Vec<&str> = cells.by_ref().take(columns.options.len()).collect();
            votes.push(read_vote(scale.method, columns, &given).map_err(bad)?);
        }
        groups.entry(segment.map(str::to_owned)).or_default().push(codes, votes, campaign);
        rows += 1;
    }
    Ok((Tally::of(scales, population, groups).in_campaigns(&questions.campaigns), rows))
}

fn read_vote(method: Method, columns: &ScaleColumns, cells: &[&str]) -> Result<Option<Vote>, &'static str> {
    if cells.iter().all(|cell| cell.is_empty()) {
        return Ok(None);
    }
    let given: Option<Vec<u32>> = cells.iter().map(|cell| cell.parse().ok()).collect();
    let given = given.ok_or("an answer that is no whole number, or half an answer")?;
    if given.iter().all(|given| *given == 0) {
        return Err("an answer that gives nothing to anything");
    }
    match method {
        Method::Points => Ok(Some(Vote::Points(given.into_iter().map(f64::from).collect()))),
        Method::Choosing if given.iter().any(|given| *given > 1) => Err("a choice that is neither 0 nor 1"),
        Method::Choosing => Ok(Some(Vote::Options((0..given.len()).filter(|option| given[*option] == 1).collect()))),
        Method::Ranking { .. } => {
            let mut ranked: Vec<(u32, usize)> = given.into_iter().zip(0..columns.options.len()).collect();
            ranked.retain(|(place, _)| *place > 0);
            ranked.sort_unstable();
            let is_order = (1..).zip(&ranked).all(|(place, (given, _))| place == *given);
            is_order
                .then(|| Some(Vote::Options(ranked.into_iter().map(|(_, option)| option).collect())))
                .ok_or("an order with a place that nothing or more than one thing has")
        }
    }
}

/// Reads the table of frozen responses.
pub(super) fn read_frozen(bytes: &[u8]) -> Result<Listed, BadTable> {
    let mut table = csv::Reader::from_reader(bytes);
    if !table.headers()?.iter().eq(FROZEN_HEADINGS) {
        return Err(BadTable::Headings);
    }
    let (mut listed, mut seen) = (Listed::default(), BTreeSet::new());
    for (line, record) in (2..).zip(table.records()) {
        let record = record?;
        let (fingerprint, state) = (record.get(0).unwrap_or_default(), record.get(1).unwrap_or_default());
        let bad = |reason| Err(BadTable::Line { line, reason });
        if fingerprint.len() != FINGERPRINT || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return bad("no fingerprint");
        }
        if !seen.insert(fingerprint.to_owned()) {
            return bad("a fingerprint for the second time");
        }
        match Standing::from_word(state) {
            Some(Standing::Missing) => listed.missing += 1,
            Some(Standing::LeftOut) => listed.left_out += 1,
            Some(Standing::There) => {}
            None => return bad("a response that is neither there nor left out nor missing"),
        }
        listed.responses += 1;
    }
    Ok(listed)
}
