//! The types of `XLSForm`, each as what it becomes here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    decimal::{Decimal, MOST_DECIMALS},
    editing::{names, read_options},
    question::{
        AnswerOption, Date, Files, Information, MultipleChoice, Number, Places, QuestionKind, Ranking, Rating,
        SingleChoice, Text, files::MOST_FILES,
    },
};

use super::{
    rows::Row,
    rule::{Rule, at_most},
};
use crate::{condition::Asked, expression::Sign, naming::Names, plain::plain, report::Reason};

/// The most characters of texts on one line and on several.
const SHORT: usize = 500;
const LONG: usize = 2_000;
/// The most answers beside a question.
const MOST_LINES: usize = 1_000;
/// The most points of a scale.
const LONGEST_SCALE: i64 = 10;

/// What a row becomes.
pub enum Becomes {
    /// A question, and by what later conditions ask for it.
    Question(Box<QuestionKind>, Option<Answered>),
    /// None, because there is no such kind.
    Nothing,
    /// None, because it asks nothing.
    Metadata,
}

/// By what conditions ask for a question.
pub enum Answered {
    /// One of these.
    One(Vec<(String, String)>),
    /// Some of these.
    Some(Vec<(String, String)>),
    /// A number.
    Number,
}

impl Answered {
    /// Gives what conditions ask of a question.
    pub fn of(self, question: &str) -> Asked {
        let question = question.to_owned();
        match self {
            Self::One(options) => Asked::Choice { question, options },
            Self::Some(options) => Asked::Several { question, options },
            Self::Number => Asked::Number { question },
        }
    }
}

/// Ways to write that one is chosen, some are chosen or all are ranked, before the name of the list.
const LISTS: [(&str, Chosen); 12] = [
    ("select_one_from_file", Chosen::File),
    ("select_multiple_from_file", Chosen::File),
    ("select_one_external", Chosen::File),
    ("select_one", Chosen::One),
    ("select one from", Chosen::One),
    ("select one", Chosen::One),
    ("select1", Chosen::One),
    ("select_multiple", Chosen::Some),
    ("select all that apply from", Chosen::Some),
    ("select all that apply", Chosen::Some),
    ("select multiple", Chosen::Some),
    ("rank", Chosen::Ranked),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Chosen {
    One,
    Some,
    Ranked,
    File,
}

/// Says whether a row asks for its answers in a random order.
pub fn is_mixed(row: &Row) -> bool {
    let parameters: String = row.text("parameters").split_whitespace().collect();
    parameters.to_ascii_lowercase().contains("randomize=true")
}

/// Gives what a row becomes, and what is not as it was.
pub fn becomes(row: &Row, choices: &BTreeMap<String, Vec<Row>>, notes: &mut Vec<Reason>) -> Becomes {
    let written = row.text("type");
    let lower = written.to_ascii_lowercase();
    let begins = |begin: &str| {
        let rest = lower.strip_prefix(begin)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| written[begin.len()..].trim().to_owned())
    };
    let list = LISTS.iter().find_map(|(begin, chosen)| Some((begins(begin)?, *chosen)));
    if let Some((list, chosen)) = list {
        return self::chosen(row, &list, chosen, choices, notes);
    }
    let rule = Rule::of(row);
    match lower.replace('_', " ").as_str() {
        "text" | "string" | "note text" | "phone number" | "url" => plainly(text(row, &rule, notes)),
        "barcode" => {
            notes.push(Reason::Scanned);
            plainly(text(row, &rule, notes))
        }
        "integer" | "int" => number(&rule, 0, notes),
        "decimal" => number(&rule, MOST_DECIMALS, notes),
        "range" => range(row, &rule, notes),
        "date" => plainly(date(&rule, notes)),
        "datetime" | "date time" => {
            notes.push(Reason::DayOnly);
            plainly(date(&rule, notes))
        }
        "note" => plainly(QuestionKind::Information(Information { link_text: None, link: None })),
        "acknowledge" | "trigger" => {
            notes.push(Reason::UsualAnswers);
            let option = AnswerOption { id: "ok".into(), label: "OK".into(), ..AnswerOption::default() };
            let kind = QuestionKind::MultipleChoice(MultipleChoice { options: vec![option], at_most: None });
            Becomes::Question(Box::new(kind), Some(Answered::Some(vec![("OK".into(), "ok".into())])))
        }
        "geopoint" | "location" | "gps" => {
            notes.push(Reason::PlaceByName);
            plainly(QuestionKind::Places(Places { at_most: 1, options: Vec::new() }))
        }
        "file" | "image" | "photo" | "add image prompt" | "add photo prompt" => {
            notes.push(Reason::FileLimits { at_most: MOST_FILES });
            plainly(QuestionKind::Files(Files { at_most: 1 }))
        }
        "calculate"
        | "hidden"
        | "start"
        | "end"
        | "today"
        | "deviceid"
        | "username"
        | "phonenumber"
        | "email"
        | "audit"
        | "simserial"
        | "subscriberid"
        | "start-geopoint"
        | "xml-external"
        | "csv-external"
        | "background-audio"
        | "background-geopoint"
        | "imei" => Becomes::Metadata,
        _ => Becomes::Nothing,
    }
}

fn plainly(kind: QuestionKind) -> Becomes {
    Becomes::Question(Box::new(kind), None)
}

fn chosen(
    row: &Row,
    list: &str,
    chosen: Chosen,
    choices: &BTreeMap<String, Vec<Row>>,
    notes: &mut Vec<Reason>,
) -> Becomes {
    if chosen == Chosen::File {
        return Becomes::Nothing;
    }
    let others = [" or_other", " or other", " or specify other"];
    let without = others.iter().find_map(|end| list.strip_suffix(end));
    let mut options = options(row, without.unwrap_or(list).trim(), choices, notes);
    if without.is_some() {
        let id = names::free("other", |name| options.iter().any(|(_, option)| option.id == name));
        options.push((
            "other".to_owned(),
            AnswerOption { id, label: "Other".to_owned(), asks_words: true, ..AnswerOption::default() },
        ));
    }
    if options.is_empty() {
        notes.push(Reason::NoAnswers);
    }
    let filter = row.text("choice_filter");
    if !filter.is_empty() {
        notes.push(Reason::Filter { filter: filter.to_owned() });
    }
    let codes = options.iter().map(|(code, option)| (code.clone(), option.id.clone())).collect();
    let options: Vec<AnswerOption> = options.into_iter().map(|(_, option)| option).collect();
    let rule = Rule::of(row);
    let (kind, names) = match chosen {
        Chosen::Some => {
            let at_most = at_most(&rule.bounds("count-selected", notes), &rule, notes);
            (QuestionKind::MultipleChoice(MultipleChoice { options, at_most }), Answered::Some(codes))
        }
        Chosen::Ranked => {
            rule.tell(notes);
            let places = options.len().max(1);
            (QuestionKind::Ranking(Ranking { options, options_from: None, places }), Answered::Some(codes))
        }
        _ => {
            rule.tell(notes);
            (QuestionKind::SingleChoice(SingleChoice { options }), Answered::One(codes))
        }
    };
    Becomes::Question(Box::new(kind), Some(names))
}

/// Makes the options of a list, or of the column beside the question, each with its code.
fn options(
    row: &Row,
    list: &str,
    choices: &BTreeMap<String, Vec<Row>>,
    notes: &mut Vec<Reason>,
) -> Vec<(String, AnswerOption)> {
    if list.is_empty() || (!choices.contains_key(list) && !row.text("choices").is_empty()) {
        let lines = row.text("choices").replace('|', "\n");
        if lines.lines().count() > MOST_LINES {
            notes.push(Reason::TooMany { kept: MOST_LINES });
        }
        let lines = lines.lines().take(MOST_LINES).collect::<Vec<_>>().join("\n");
        return read_options(&lines, &[]).into_iter().map(|option| (option.id.clone(), option)).collect();
    }
    let mut names = Names::of_options();
    let mut option = |choice: &Row| {
        let read = plain(choice.text("label"));
        notes.extend(read.losses);
        if choice
            .cells()
            .any(|(column, _)| column.starts_with("media:") || matches!(column, "image" | "audio" | "video"))
        {
            notes.push(Reason::Embedded { elements: vec![choice.text("name").to_owned()] });
        }
        let id = names.of_code(choice.text("name"), &read.words, "option");
        (choice.text("name").to_owned(), AnswerOption { id, label: read.words, ..AnswerOption::default() })
    };
    choices.get(list).into_iter().flatten().map(&mut option).collect()
}

fn text(row: &Row, rule: &Rule, notes: &mut Vec<Reason>) -> QuestionKind {
    let multiline = row.text("appearance").contains("multiline");
    let usual = if multiline { LONG } else { SHORT };
    let own = at_most(&rule.bounds("string-length", notes), rule, notes);
    if own.is_none() {
        notes.push(Reason::Limit { limit: usual });
    }
    QuestionKind::Text(Text { limit: own.unwrap_or(usual), multiline })
}

fn number(rule: &Rule, decimals: usize, notes: &mut Vec<Reason>) -> Becomes {
    let mut number = Number { unit: None, least: None, most: None, decimals };
    for (sign, written) in rule.bounds("answer", notes) {
        let Ok(value) = Decimal::parse(&written) else {
            rule.tell(notes);
            continue;
        };
        let beside = |step: i64| {
            let whole = written.parse::<i64>().ok().filter(|_| decimals == 0)?.checked_add(step)?;
            Decimal::parse(&whole.to_string()).ok()
        };
        let (bound, is_least) = match sign {
            Sign::AtLeast => (Some(value), true),
            Sign::AtMost => (Some(value), false),
            Sign::Above => (beside(1), true),
            Sign::Below => (beside(-1), false),
            Sign::Is | Sign::IsNot => {
                rule.tell(notes);
                continue;
            }
        };
        if bound.is_none() {
            notes.push(Reason::BoundIncluded { bound: written });
        }
        *(if is_least { &mut number.least } else { &mut number.most }) = Some(bound.unwrap_or(value));
    }
    Becomes::Question(Box::new(QuestionKind::Number(number)), Some(Answered::Number))
}

/// Makes a scale of a range from 0 or 1 to at most 10, and a number of any other.
fn range(row: &Row, rule: &Rule, notes: &mut Vec<Reason>) -> Becomes {
    let parameters = row.text("parameters").replace([';', ','], " ");
    let parameter = |name: &str| {
        let found = parameters.split_whitespace().filter_map(|each| each.split_once('=')).find(|(key, _)| *key == name);
        found.map(|(_, value)| value.to_owned())
    };
    let whole = |name: &str, usual: i64| parameter(name).map_or(Some(usual), |value| value.parse::<i64>().ok());
    let (start, end, step) = (whole("start", 1), whole("end", 10), whole("step", 1));
    rule.tell(notes);
    match (start, end, step) {
        (Some(least @ 0..=1), Some(most), Some(1)) if most > least && most <= LONGEST_SCALE => {
            notes.push(Reason::Ends);
            let (least, most) = (u8::try_from(least).unwrap_or(0), u8::try_from(most).unwrap_or(10));
            let labels = BTreeMap::from([(least, String::new()), (most, String::new())]);
            let kind = QuestionKind::Rating(Rating { least, most, labels, dont_know: None });
            Becomes::Question(Box::new(kind), Some(Answered::Number))
        }
        _ => {
            let bound = |name: &str| parameter(name).and_then(|value| Decimal::parse(&value).ok());
            if step != Some(1) {
                notes.push(Reason::Rule { rule: row.text("parameters").to_owned() });
            }
            let decimals = if start.is_some() && end.is_some() && step.is_some() { 0 } else { MOST_DECIMALS };
            let number = Number { unit: None, least: bound("start"), most: bound("end"), decimals };
            Becomes::Question(Box::new(QuestionKind::Number(number)), Some(Answered::Number))
        }
    }
}

fn date(rule: &Rule, notes: &mut Vec<Reason>) -> QuestionKind {
    let mut date = Date { earliest: None, latest: None };
    for (sign, written) in rule.bounds("answer", notes) {
        let day = NaiveDate::parse_from_str(&written, "%Y-%m-%d").ok();
        match (sign, day) {
            (Sign::AtLeast, Some(day)) => date.earliest = Some(day),
            (Sign::AtMost, Some(day)) => date.latest = Some(day),
            (Sign::Above, Some(day)) => date.earliest = day.succ_opt(),
            (Sign::Below, Some(day)) => date.latest = day.pred_opt(),
            _ => rule.tell(notes),
        }
    }
    QuestionKind::Date(date)
}
