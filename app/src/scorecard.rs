//! The scorecard: a row for each priority with its figures, those of each other segment, and where all of them come from.

mod scores;

use domain::{
    plan::Support,
    question::{Value, Values},
    vocabulary::Word,
};
use export::{Described, Row, Sheet, cell};

use crate::{
    analysis::{
        is_small,
        run::{Item, Published, PublishedItem, Results},
        withheld,
    },
    appraisal::Appraisal,
    released::Released,
    words::{Labelled, staff::NOT_STATED},
};

/// What stands in place of figures that rest on too few people, or would give such figures away.
const TOO_SMALL: &str = "n too small";
/// The name of the column of those who did not say which segment they are of.
const NO_SEGMENT: &str = "not-stated";

/// A scorecard.
pub struct Scorecard {
    /// The segments beside the residents, by code and in words.
    segments: Vec<(String, String)>,
    lines: Vec<Line>,
    appraisal: Option<Appraisal>,
    from: Origin,
}

/// Where the figures of a scorecard come from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The edition that was released, if it was.
    pub edition: Option<i64>,
    /// The number of the plan.
    pub plan: i64,
    /// The number of the run.
    pub run: i64,
    /// The version of the program that worked it out.
    pub version: String,
}

/// One priority.
struct Line {
    priority: String,
    label: String,
    figures: Option<Figures>,
    segments: Vec<Option<f64>>,
    comments: Option<u64>,
}

struct Figures {
    support: Support,
    n: Option<u64>,
    answered: Option<u64>,
    unweighted: f64,
    weight: f64,
    range: (f64, f64),
    tier: usize,
}

impl Scorecard {
    /// Makes the scorecard of a run for staff; figures that rest on 1 to 4 people are left out.
    pub fn of_run(
        results: &Results,
        segment: impl Fn(Option<&str>) -> String,
        comments: impl Fn(&str) -> Option<u64>,
        (from, appraisal): (Origin, Option<Appraisal>),
    ) -> Self {
        let supporters: Vec<usize> = results.headline.items.iter().map(|item| item.supporters).collect();
        let few = withheld(&supporters);
        let answered = results.respondents.answered;
        let shares = |place: usize| -> Vec<Option<f64>> {
            let of = results.segments.iter().map(|segment| {
                let is_few = is_small(segment.answered) || withheld(&segment.supporters).get(place) != Some(&false);
                segment.shares.get(place).copied().filter(|_| !is_few)
            });
            of.collect()
        };
        let figures = |item: &Item| Figures {
            support: item.support,
            n: Some(item.supporters as u64),
            answered: Some(answered as u64),
            unweighted: item.unweighted,
            weight: item.weight,
            range: item.range,
            tier: item.tier,
        };
        let line = |(place, item): (usize, &Item)| Line {
            priority: item.priority.clone(),
            label: item.label.clone(),
            figures: (!few[place] && !is_small(answered)).then(|| figures(item)),
            segments: shares(place),
            comments: comments(&item.priority),
        };
        Self {
            segments: results.segments.iter().map(|one| named(one.segment.as_deref(), &segment)).collect(),
            lines: results.headline.items.iter().enumerate().map(line).collect(),
            appraisal,
            from,
        }
    }

    /// Makes the scorecard of an edition for everybody, of what was released alone.
    pub fn of_released(released: &Released) -> Self {
        let results = &released.results;
        let segment = |code: Option<&str>| released.segment(code, NOT_STATED).to_owned();
        let line = |item: &PublishedItem| Line {
            priority: item.priority.clone(),
            label: item.label.clone(),
            figures: Some(Figures {
                support: item.support,
                n: item.supporters,
                answered: results.respondents.answered,
                unweighted: item.unweighted,
                weight: item.weight,
                range: item.range,
                tier: item.tier,
            }),
            segments: shares(results, &item.label),
            comments: None,
        };
        let withheld = results.withheld.iter().map(|label| Line {
            priority: String::new(),
            label: label.clone(),
            figures: None,
            segments: shares(results, label),
            comments: None,
        });
        Self {
            segments: results.segments.iter().map(|one| named(one.segment.as_deref(), segment)).collect(),
            lines: results.items.iter().map(line).chain(withheld).collect(),
            appraisal: released.appraisal.clone(),
            from: Origin {
                edition: Some(released.edition),
                plan: released.basis.plan,
                run: released.basis.run,
                version: released.basis.code_version.clone(),
            },
        }
    }

    /// Says whether the numbers of comments are in it.
    fn has_comments(&self) -> bool {
        self.from.edition.is_none()
    }

    /// Gives the columns.
    pub fn sheet(&self) -> Sheet {
        let support = Support::ALL.iter().map(|support| Value::new(support.word(), support.label())).collect();
        let figures = [
            ("priority", "The code of the priority", Values::Names),
            ("title", "What it is called", Values::Words),
            ("support", "How much support it has, by the cut-offs of the plan", Values::OneOf(support)),
            ("n", "How many residents chose it, ranked it or gave it points", Values::Whole(Vec::new())),
            ("answered", "How many residents answered the question", Values::Whole(Vec::new())),
            ("unweighted", "Its share, everybody counted once", Values::Number),
            ("weight", "Its share, weighted", Values::Number),
            ("range_from", "The least that 95 of 100 re-runs with similar people gave", Values::Number),
            ("range_to", "The most that they gave", Values::Number),
            ("tier", "Its tier, from 1: those of one tier cannot be told apart", Values::Whole(Vec::new())),
        ];
        let segment = |(code, label): &(String, String)| {
            column(&format!("segment.{code}"), &format!("Its share among: {label}, unweighted"), Values::Number)
        };
        let words = "How many comments have a tag of a reply that rests on it; empty where no reply does";
        let comments = self.has_comments().then(|| column("comments", words, Values::Whole(Vec::new())));
        let edition = "The edition of the results";
        let edition = (!self.has_comments()).then(|| column("edition", edition, Values::Whole(Vec::new())));
        let from = [
            ("plan", "The number of the plan", Values::Whole(Vec::new())),
            ("run", "The number of the run", Values::Whole(Vec::new())),
            ("version", "The version of the program that worked it out", Values::Names),
            ("note", "Why there are no figures", Values::Words),
        ];
        let all = |columns: Vec<(&str, &str, Values)>| -> Vec<Described> {
            columns.into_iter().map(|(name, label, values)| column(name, label, values)).collect()
        };
        let columns = all(figures.to_vec()).into_iter().chain(self.segments.iter().map(segment));
        let columns = columns.chain(scores::columns(self.appraisal.as_ref()));
        let columns = columns.chain(comments).chain(edition).chain(all(from.to_vec())).collect();
        Sheet { name: "scorecard", columns, questions: Vec::new() }
    }

    /// Gives a row for each priority.
    pub fn rows(&self) -> Vec<Row> {
        self.lines.iter().map(|line| self.row(line)).collect()
    }

    /// Writes it as CSV, of which no spreadsheet takes a word for a formula.
    ///
    /// # Errors
    /// Fails only where memory cannot be written to.
    pub fn csv(&self) -> Result<Vec<u8>, csv::Error> {
        sheet_csv(&self.sheet(), &self.rows())
    }

    fn row(&self, line: &Line) -> Row {
        let figures = line.figures.as_ref();
        let share = |of: fn(&Figures) -> f64| figures.map(|figures| of(figures).to_string()).unwrap_or_default();
        let whole = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
        let mut row = vec![
            line.priority.clone(),
            line.label.clone(),
            figures.map(|figures| figures.support.word().to_owned()).unwrap_or_default(),
            whole(figures.and_then(|figures| figures.n)),
            whole(figures.and_then(|figures| figures.answered)),
            share(|figures| figures.unweighted),
            share(|figures| figures.weight),
            share(|figures| figures.range.0),
            share(|figures| figures.range.1),
            figures.map(|figures| figures.tier.to_string()).unwrap_or_default(),
        ];
        row.extend(line.segments.iter().map(|share| share.map(|share| share.to_string()).unwrap_or_default()));
        row.extend(scores::cells(self.appraisal.as_ref(), &line.label));
        row.extend(self.has_comments().then(|| whole(line.comments)));
        row.extend(self.from.edition.map(|edition| edition.to_string()));
        let note = if figures.is_none() { TOO_SMALL } else { "" };
        row.extend([self.from.plan.to_string(), self.from.run.to_string(), self.from.version.clone(), note.to_owned()]);
        row
    }
}

/// Describes a column of a priority.
fn column(name: &str, label: &str, values: Values) -> Described {
    Described { kind: "priority", ..Described::fact(name, label, values) }
}

/// Writes a sheet as CSV, of which no spreadsheet takes a word for a formula.
///
/// # Errors
/// Fails only where memory cannot be written to.
pub fn sheet_csv(sheet: &Sheet, rows: &[Row]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(sheet.columns.iter().map(|column| &column.name))?;
    for row in rows {
        writer.write_record(row.iter().map(|text| cell::text(text).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn named(code: Option<&str>, say: impl Fn(Option<&str>) -> String) -> (String, String) {
    (code.unwrap_or(NO_SEGMENT).to_owned(), say(code))
}

/// Gives the share of a priority in each segment, where it was released.
fn shares(results: &Published, label: &str) -> Vec<Option<f64>> {
    let of = results
        .segments
        .iter()
        .map(|segment| segment.shares.iter().find(|(known, _)| known == label).and_then(|(_, share)| *share));
    of.collect()
}
