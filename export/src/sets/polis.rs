//! A set for programs that read the exports of Polis: statements, votes on them, and who voted how.
//!
//! A statement is a question, or a row of one, whose answers say that people agree or do not. Polis knows no more than agreeing,
//! disagreeing and passing.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::question::{Value, Values};

use super::spool::Spool;
use crate::{
    Described, Failure, Manifest, Order, Row, Sheet, cell,
    formats::Out,
    measure::{Lines, Measure},
    packing::Pack,
};

/// The words of an answer that agrees, and of one that does not.
const FOR: [&str; 3] = ["agree", "support", "favour"];
const AGAINST: [&str; 3] = ["disagree", "oppose", "against"];
/// The heading of the column with the day of a response.
const DAY: &str = "submitted";
/// Whose the statements are: participants are counted from 1, and the team takes no part.
const TEAM: u64 = 0;
/// That a statement was let through.
const LET_THROUGH: &str = "1";

/// How somebody voted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Vote {
    Agree,
    Disagree,
    Pass,
}

/// Something with which people agree or not.
#[derive(Debug, PartialEq)]
struct Statement {
    column: usize,
    text: String,
    /// How each cell is read.
    votes: Votes,
}

/// How the cells of a column are read as votes.
#[derive(Debug, PartialEq)]
enum Votes {
    /// By the names of options.
    Named(Vec<(String, Vote)>),
    /// By points, from the one that is against to the one that is for, or the other way round.
    Points { against: i64, in_favour: i64 },
}

/// Says whether any question of a sheet can be told to programs that read the exports of Polis.
pub fn has_statements(sheet: &Sheet) -> bool {
    !statements(sheet).is_empty()
}

/// Writes the set while its rows come, and gives its manifest.
pub(crate) fn write<B>(order: &Order, rows: B, out: Out<'_>) -> Result<Manifest, Failure>
where
    B: Iterator<Item = Result<Vec<Row>, Failure>>,
{
    let sheet = &order.sheet;
    let statements = statements(sheet);
    let day = sheet.columns.iter().position(|column| column.name == DAY);
    let (mut measure, _) = Measure::new(sheet)?;
    let mut counts = vec![(0_u64, 0_u64); statements.len()];
    let (mut lines, mut spool, mut person, mut took_part) = (Lines::default(), Spool::new(1)?, 0_u64, 0_u64);
    let headings = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"].map(str::to_owned);
    let numbers = (0..statements.len()).map(|number| number.to_string());
    spool.add(0, raw(&mut lines, headings.into_iter().chain(numbers))?)?;
    let mut pack = Pack::begin(out);
    pack.add("votes.csv", |out| {
        out.write_all(raw(
            &mut lines,
            ["timestamp", "datetime", "comment-id", "voter-id", "vote"].map(str::to_owned),
        )?)?;
        for batch in rows {
            for row in batch? {
                measure.add(sheet, &row)?;
                person += 1;
                let votes: Vec<Option<Vote>> = statements.iter().map(|one| one.votes.read(&row[one.column])).collect();
                let (timestamp, datetime) = moment(day.map(|place| row[place].as_str()).unwrap_or_default());
                for ((vote, count), number) in votes.iter().zip(&mut counts).zip(0..) {
                    let Some(vote) = vote else { continue };
                    count.0 += u64::from(*vote == Vote::Agree);
                    count.1 += u64::from(*vote == Vote::Disagree);
                    let told =
                        [timestamp.clone(), datetime.clone(), number.to_string(), person.to_string(), vote.word()];
                    out.write_all(raw(&mut lines, told)?)?;
                }
                let how_many = |wanted: Option<Vote>| {
                    votes.iter().flatten().filter(|vote| wanted.is_none_or(|wanted| **vote == wanted)).count()
                };
                let [all, agree, disagree] =
                    [None, Some(Vote::Agree), Some(Vote::Disagree)].map(|vote| how_many(vote).to_string());
                took_part += u64::from(all != "0");
                let facts = [person.to_string(), String::new(), "0".to_owned(), all, agree, disagree];
                let cells = votes.iter().map(|vote| vote.map(Vote::word).unwrap_or_default());
                spool.add(0, raw(&mut lines, facts.into_iter().chain(cells))?)?;
            }
        }
        Ok(())
    })?;
    let manifest = measure.manifest(order);
    pack.add("participants-votes.csv", |out| Ok(spool.give(0, out)?))?;
    pack.add("comments.csv", |out| write_statements(order, &statements, &counts, out))?;
    let summary = [
        ("topic", order.facts.title.clone()),
        ("url", String::new()),
        ("voters", took_part.to_string()),
        ("voters-in-conv", manifest.rows.to_string()),
        ("commenters", "0".to_owned()),
        ("comments", statements.len().to_string()),
        ("groups", "0".to_owned()),
        ("conversation-description", String::new()),
    ];
    pack.add("summary.csv", |out| {
        for (name, value) in summary {
            out.write_all(lines.of_words(&[name.to_owned(), value])?)?;
        }
        Ok(())
    })?;
    pack.end(manifest)
}

fn write_statements(
    order: &Order,
    statements: &[Statement],
    counts: &[(u64, u64)],
    out: Out<'_>,
) -> Result<(), Failure> {
    let mut lines = Lines::default();
    let headings =
        ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"];
    out.write_all(raw(&mut lines, headings.map(str::to_owned))?)?;
    let since = order.facts.questionnaire_versions.first().map_or(order.facts.made_at, |version| version.published_at);
    let (timestamp, datetime) = said(since);
    for ((statement, (agrees, disagrees)), number) in statements.iter().zip(counts).zip(0_u64..) {
        let numbers = [number, TEAM, *agrees, *disagrees].map(|number| number.to_string());
        let text = cell::text(&statement.text).into_owned();
        let cells = [timestamp.clone(), datetime.clone()].into_iter().chain(numbers);
        out.write_all(raw(&mut lines, cells.chain([LET_THROUGH.to_owned(), text]))?)?;
    }
    Ok(())
}

/// Writes cells that this program makes, so that a vote of -1 stays a number.
fn raw(lines: &mut Lines, cells: impl IntoIterator<Item = String>) -> Result<&[u8], Failure> {
    lines.of(cells.into_iter().map(Cow::<str>::Owned))
}

/// Gives the first moment of a day in both of Polis's spellings; an answer is not told more exactly.
fn moment(day: &str) -> (String, String) {
    let day: Option<NaiveDate> = day.parse().ok();
    day.map(|day| said(day.and_time(NaiveTime::MIN).and_utc())).unwrap_or_default()
}

fn said(moment: DateTime<Utc>) -> (String, String) {
    let words = moment.format("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)");
    (moment.timestamp().to_string(), words.to_string())
}

fn statements(sheet: &Sheet) -> Vec<Statement> {
    let of = |(place, column): (usize, &Described)| {
        column.state?;
        let votes = Votes::of(&column.values)?;
        Some(Statement { column: place, text: column.label.clone(), votes })
    };
    sheet.columns.iter().enumerate().filter_map(of).collect()
}

impl Votes {
    /// Finds how a column can be read: some of its labels have to agree, and some not.
    fn of(values: &Values) -> Option<Self> {
        let read = |value: &Value| (value.name.clone(), Vote::said(&value.label));
        let read: Vec<(String, Vote)> = values.labelled().iter().map(read).collect();
        let has = |wanted: Vote| read.iter().any(|(_, vote)| *vote == wanted);
        if !has(Vote::Agree) || !has(Vote::Disagree) {
            return None;
        }
        let Values::Whole(_) = values else { return Some(Self::Named(read)) };
        let points = read.iter().filter(|(_, vote)| *vote != Vote::Pass);
        let points = points.filter_map(|(name, vote)| Some((name.parse::<i64>().ok()?, *vote)));
        let lowest = points.clone().min_by_key(|(point, _)| *point)?;
        let highest = points.max_by_key(|(point, _)| *point)?;
        match (lowest, highest) {
            ((against, Vote::Disagree), (in_favour, Vote::Agree))
            | ((in_favour, Vote::Agree), (against, Vote::Disagree)) => Some(Self::Points { against, in_favour }),
            _ => None,
        }
    }

    fn read(&self, cell: &str) -> Option<Vote> {
        match self {
            Self::Named(votes) => votes.iter().find(|(name, _)| name == cell).map(|(_, vote)| *vote),
            Self::Points { against, in_favour } => {
                let point: i64 = cell.parse().ok()?;
                // Twice as far, so that the middle between two points is whole.
                let (beyond, rises) = (2 * point - against - in_favour, in_favour > against);
                Some(match (beyond.signum(), rises) {
                    (0, _) => Vote::Pass,
                    (1, true) | (-1, false) => Vote::Agree,
                    _ => Vote::Disagree,
                })
            }
        }
    }
}

impl Vote {
    /// Reads what an option says; one that says both or neither passes.
    fn said(label: &str) -> Self {
        let has = |wanted: &[&str]| {
            let words = label.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            words.into_iter().any(|word| wanted.contains(&word.as_str()))
        };
        match (has(&FOR), has(&AGAINST)) {
            (true, false) if !has(&["neither", "not", "don"]) => Self::Agree,
            (false, true) if !has(&["neither", "not", "don"]) => Self::Disagree,
            _ => Self::Pass,
        }
    }

    /// Gives Polis's number for it.
    fn word(self) -> String {
        match self {
            Self::Agree => "1",
            Self::Disagree => "-1",
            Self::Pass => "0",
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_by_what_they_say_and_what_says_both_or_neither_passes() {
        for (label, vote) in [
            ("Strongly agree", Vote::Agree),
            ("Tend to disagree", Vote::Disagree),
            ("Neither agree nor disagree", Vote::Pass),
            ("I do not agree", Vote::Pass),
            ("Support in part", Vote::Agree),
            ("Oppose", Vote::Disagree),
            ("Not sure", Vote::Pass),
        ] {
            assert_eq!(Vote::said(label), vote, "{label}");
        }
    }

    #[test]
    fn points_between_two_labelled_ends_count_for_the_end_that_is_nearer() {
        let labelled = |low: &str, high: &str| Values::Whole(vec![Value::new("1", low), Value::new("5", high)]);
        let rising = Votes::of(&labelled("Strongly disagree", "Strongly agree")).unwrap();
        let falling = Votes::of(&labelled("Strongly agree", "Strongly disagree")).unwrap();
        let read = |votes: &Votes| ["1", "2", "3", "4", "5", ""].map(|cell| votes.read(cell).map(Vote::word));
        let all = |votes: [&str; 5]| votes.map(|vote| Some(vote.to_owned()));
        assert_eq!(read(&rising)[..5], all(["-1", "-1", "0", "1", "1"]));
        assert_eq!(read(&falling)[..5], all(["1", "1", "0", "-1", "-1"]));
        assert_eq!(read(&rising)[5], None);
    }

    #[test]
    fn what_asks_for_no_agreement_is_no_statement() {
        let of = |labels: &[&str]| Values::OneOf(labels.iter().map(|label| Value::new(*label, *label)).collect());
        assert_eq!(Votes::of(&of(&["Ponds", "Woods"])), None);
        assert_eq!(Votes::of(&of(&["Agree", "Don't know"])), None);
        assert!(Votes::of(&of(&["Agree", "Disagree"])).is_some());
        assert_eq!(Votes::of(&Values::Tick), None);
    }
}
