//! One question as a table, without what would give fewer than 10 people away.

use domain::question::{AnswerOption, DONT_KNOW, Question, QuestionKind, Rating};
use weighting::{
    disclosure::{DisclosureError, Rule, Tables, Zeros, suppress},
    progress::Progress,
};

use super::{
    super::{Block, ReportTable},
    Count,
};
use crate::{
    analysis::run::share,
    words::{
        numbers,
        published::{WHY_WITHHELD, or_withheld, percent},
        staff::WITHHELD,
    },
};

/// What people read for answers that only an earlier version offered.
const EARLIER: &str = "An answer that was offered earlier";
/// What people read for those who answered other rows of a question and not this.
const NOT_HERE: &str = "No answer to this";

/// Whom a question was asked of.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    /// How many responses count.
    pub(super) responses: u64,
    /// Whether an answer to another question decides who is asked.
    pub(super) is_of_some: bool,
}

/// What of a question can be shown.
pub(super) struct Drawn {
    /// Its table, where its answers can be counted one by one.
    pub(super) block: Option<Block>,
    /// How many answered, where they cannot.
    pub(super) answered: Option<String>,
    /// Whether nothing is withheld.
    pub(super) is_complete: bool,
}

/// How the answers to a question can be counted.
enum Shape {
    /// Everybody gives one answer.
    One(Vec<(String, u64)>),
    /// Everybody can give several.
    Several(Vec<(String, u64)>),
    /// Everybody gives one answer for each row.
    Rows { columns: Vec<String>, rows: Vec<(String, Vec<u64>)> },
    /// They are not counted one by one.
    Apart,
}

/// The counts that may be shown: how many answered, and the parts that they fall into.
struct Shown {
    answered: Option<u64>,
    parts: Vec<Vec<Option<u64>>>,
}

/// Draws a question.
pub(super) fn draw(question: &Question, count: &Count, whole: Whole) -> Drawn {
    let shape = Shape::of(question, count);
    let parts = shape.parts(count);
    let shown = Shown::of(&parts, count, whole).unwrap_or_else(|_| Shown::nothing(&parts));
    let is_complete = shown.answered.is_some() && shown.parts.iter().flatten().all(Option::is_some);
    let base = base(&shape, &shown, whole, is_complete);
    let block = shape.table(&question.text, &shown, base).map(Block::Table);
    let answered = block.is_none().then(|| or_withheld(shown.answered, numbers::whole));
    Drawn { block, answered, is_complete }
}

/// Draws how many answered questions whose answers are not counted one by one.
pub(super) fn others(rows: Vec<[String; 2]>, responses: u64) -> Option<Block> {
    let is_withheld = rows.iter().any(|[_, answered]| answered == WITHHELD);
    let why = if is_withheld { format!(" {WHY_WITHHELD}") } else { String::new() };
    let base = format!("Of {}.{why}", numbers::count(responses, "response that counts", "responses that count"));
    let caption = "Questions answered in words, places, files, numbers or in order";
    (!rows.is_empty()).then(|| Block::table(caption, ["Question", "People who answered"], rows, base))
}

impl Shape {
    fn of(question: &Question, count: &Count) -> Self {
        let chosen = |options: Vec<(String, String)>| -> Vec<(String, u64)> {
            options.into_iter().map(|(option, label)| (label, count.of("", &option))).collect()
        };
        match &question.kind {
            QuestionKind::SingleChoice(kind) => Self::one(chosen(pairs(&kind.options)), count),
            QuestionKind::YesNo(kind) => Self::one(chosen(pairs(&kind.options)), count),
            QuestionKind::Rating(kind) => Self::one(chosen(points(kind)), count),
            QuestionKind::MultipleChoice(kind) => Self::Several(chosen(pairs(&kind.options))),
            QuestionKind::Matrix(kind) => {
                let row = |row: &AnswerOption| {
                    let cells = kind.options.iter().map(|option| count.of(&row.id, &option.id)).collect();
                    (row.label.clone(), with_rest(cells, count))
                };
                let columns = kind.options.iter().map(|option| option.label.clone()).chain([NOT_HERE.to_owned()]);
                Self::Rows { columns: columns.collect(), rows: kind.rows.iter().map(row).collect() }
            }
            _ => Self::Apart,
        }
    }

    fn one(mut chosen: Vec<(String, u64)>, count: &Count) -> Self {
        let known = chosen.iter().map(|(_, people)| people).sum();
        let earlier = count.answered.saturating_sub(known);
        chosen.extend((earlier > 0).then(|| (EARLIER.to_owned(), earlier)));
        Self::One(chosen)
    }

    /// Gives the parts into which those who answered fall, once for each way to part them.
    fn parts(&self, count: &Count) -> Vec<Vec<u64>> {
        match self {
            Self::One(chosen) => vec![chosen.iter().map(|(_, people)| *people).collect()],
            Self::Several(chosen) => chosen.iter().map(|(_, people)| with_rest(vec![*people], count)).collect(),
            Self::Rows { rows, .. } => rows.iter().map(|(_, cells)| cells.clone()).collect(),
            Self::Apart => Vec::new(),
        }
    }

    fn table(&self, caption: &str, shown: &Shown, base: String) -> Option<ReportTable> {
        let of_answered = |people: Option<u64>| people.zip(shown.answered).and_then(|(part, all)| share(part, all));
        let line = |label: &String, people: Option<u64>| {
            vec![label.clone(), or_withheld(people, numbers::whole), or_withheld(of_answered(people), percent)]
        };
        let single = ["Answer", "People", "Of those who answered"].map(str::to_owned).to_vec();
        let (columns, rows) = match self {
            Self::One(chosen) => {
                let people = shown.parts.first().into_iter().flatten();
                (single, chosen.iter().zip(people).map(|((label, _), people)| line(label, *people)).collect())
            }
            Self::Several(chosen) => {
                let people = shown.parts.iter().filter_map(|part| part.first());
                (single, chosen.iter().zip(people).map(|((label, _), people)| line(label, *people)).collect())
            }
            Self::Rows { columns, rows } => {
                let cell = |people: &Option<u64>| match (*people, of_answered(*people)) {
                    (Some(people), Some(share)) => format!("{} ({})", numbers::whole(people), percent(share)),
                    _ => WITHHELD.to_owned(),
                };
                let row = |((label, _), part): (&(String, Vec<u64>), &Vec<Option<u64>>)| {
                    std::iter::once(label.clone()).chain(part.iter().map(cell)).collect()
                };
                let columns = std::iter::once("About".to_owned()).chain(columns.iter().cloned()).collect();
                (columns, rows.iter().zip(&shown.parts).map(row).collect::<Vec<Vec<String>>>())
            }
            Self::Apart => return None,
        };
        Some(ReportTable { caption: caption.to_owned(), columns, rows, base })
    }
}

/// Says of whom the figures of a question are.
fn base(shape: &Shape, shown: &Shown, whole: Whole, is_complete: bool) -> String {
    let responses = numbers::count(whole.responses, "response that counts", "responses that count");
    let answered = match shown.answered {
        Some(answered) => {
            format!("{} answered, of {responses}.", numbers::count(answered, "person", "people"))
        }
        None => format!("How many people answered, of {responses}, is withheld."),
    };
    let of_some = if whole.is_of_some { " Not everybody was asked." } else { "" };
    let several = if matches!(shape, Shape::Several(_)) { " Everybody could choose several." } else { "" };
    let why = if is_complete { String::new() } else { format!(" {WHY_WITHHELD}") };
    format!("{answered}{of_some}{several} Each counts once; nothing is weighted.{why}")
}

/// Adds those who answered the question and are in none of the cells.
fn with_rest(mut cells: Vec<u64>, count: &Count) -> Vec<u64> {
    let known = cells.iter().sum();
    cells.push(count.answered.saturating_sub(known));
    cells
}

fn pairs(options: &[AnswerOption]) -> Vec<(String, String)> {
    options.iter().map(|option| (option.id.clone(), option.label.clone())).collect()
}

fn points(kind: &Rating) -> Vec<(String, String)> {
    let point = |point: u8| (point.to_string(), kind.say_point(point));
    let unknown = kind.dont_know.clone().map(|label| (DONT_KNOW.to_owned(), label));
    kind.points().map(point).chain(unknown).collect()
}

impl Shown {
    /// Leaves out what gives fewer than 10 people away: everybody knows how many responses count, and who is asked where another answer
    /// decides it.
    ///
    /// # Errors
    /// Says why no such pattern is found, and then nothing may be shown.
    fn of(parts: &[Vec<u64>], count: &Count, whole: Whole) -> Result<Self, DisclosureError> {
        let mut tables = Tables::new();
        let answered = tables.add_count(count.answered)?;
        let blank = tables.add_count(count.blank)?;
        let asked = tables.add_total(&[answered, blank])?;
        let others = tables.add_count(whole.responses.saturating_sub(count.answered + count.blank))?;
        let all = tables.add_total(&[asked, others])?;
        tables.set_published(all)?;
        if whole.is_of_some {
            tables.set_published(asked)?;
        }
        let mut cells = Vec::new();
        for part in parts {
            let part = part.iter().map(|people| tables.add_count(*people)).collect::<Result<Vec<_>, _>>()?;
            tables.tie(answered, &part)?;
            cells.push(part);
        }
        // That nobody gave an answer tells nothing of anybody.
        let rule = Rule { zeros: Zeros::Shown, ..Rule::default() };
        let suppressed = suppress(&tables, &rule, &[], &Progress::silent())?;
        let shown = |cell: &usize| suppressed.is_published(*cell).then(|| tables.people(*cell)).flatten();
        Ok(Self {
            answered: shown(&answered),
            parts: cells.iter().map(|part| part.iter().map(shown).collect()).collect(),
        })
    }

    fn nothing(parts: &[Vec<u64>]) -> Self {
        Self { answered: None, parts: parts.iter().map(|part| vec![None; part.len()]).collect() }
    }
}
