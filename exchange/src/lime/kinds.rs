//! The kinds of question of `LimeSurvey`, each as what it becomes here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    decimal::{Decimal, MOST_DECIMALS},
    question::{
        AnswerOption, Date, Files, Information, Matrix, MultipleChoice, Number, QuestionKind, Ranking, Rating,
        SingleChoice, Text, YesNo, files::MOST_FILES,
    },
};

use super::survey::{Asked, Part};
use crate::{
    naming::Names,
    plain::{Plain, plain},
    report::Reason,
};

/// The most characters of texts, where a survey sets no limit itself.
const SHORT: usize = 500;
const LONG: usize = 2_000;
const HUGE: usize = 5_000;
/// The code of the answer in words.
pub const OTHER: &str = "-oth-";

/// What a question becomes.
#[derive(Debug)]
pub enum Becomes {
    /// Questions: each with the end of its code, what is added to its words, and its kind.
    Questions(Vec<Piece>),
    /// None, because there is no such kind; with the name that `LimeSurvey` shows for it.
    Nothing(&'static str),
}

/// One of the questions that a question becomes.
#[derive(Debug)]
pub struct Piece {
    /// The end of its code, if it is one of several.
    pub code: String,
    /// Its words after those of the question.
    pub words: String,
    /// Its kind.
    pub kind: QuestionKind,
    /// The codes of what can be chosen, with our names for them.
    pub options: Vec<(String, String)>,
}

/// Gives what a question becomes, and what is not as it was.
pub fn becomes(asked: &Asked, notes: &mut Vec<Reason>) -> Becomes {
    let mut made = Made { asked, notes };
    match asked.kind.as_str() {
        "L" | "!" => Becomes::Questions(vec![made.single()]),
        "O" => {
            made.notes.push(Reason::CommentApart);
            Becomes::Questions(vec![made.single(), Made::comment()])
        }
        "M" => Becomes::Questions(vec![made.multiple()]),
        "P" => {
            made.notes.push(Reason::CommentsTogether);
            Becomes::Questions(vec![made.multiple(), Made::comment()])
        }
        "Y" => one(QuestionKind::YesNo(YesNo::new()), pairs(&[("Y", "yes"), ("N", "no")])),
        "G" => made.usual(&[("F", "Female"), ("M", "Male")]),
        "5" => {
            made.notes.push(Reason::Ends);
            let labels = BTreeMap::from([(1, String::new()), (5, String::new())]);
            one(QuestionKind::Rating(Rating { least: 1, most: 5, labels, dont_know: None }), Vec::new())
        }
        "A" => made.numbers(5),
        "B" => made.numbers(10),
        "C" => made.table(&[("Y", "Yes"), ("U", "Uncertain"), ("N", "No")]),
        "E" => made.table(&[("I", "Increase"), ("S", "Same"), ("D", "Decrease")]),
        "F" | "H" => Becomes::Questions(vec![made.matrix(0, String::new(), String::new())]),
        "1" => made.two_tables(),
        "R" => made.ranking(),
        "N" => one(made.number(), Vec::new()),
        "K" => made.split(Made::number),
        "D" => one(made.date(), Vec::new()),
        "S" => one(made.text(SHORT), Vec::new()),
        "T" => one(made.text(LONG), Vec::new()),
        "U" => one(made.text(HUGE), Vec::new()),
        "Q" => made.split(|made| made.text(SHORT)),
        "X" => one(QuestionKind::Information(Information { link_text: None, link: None }), Vec::new()),
        "|" => one(made.files(), Vec::new()),
        "I" => Becomes::Nothing("Language switch"),
        "*" => Becomes::Nothing("Equation"),
        ":" => Becomes::Nothing("Array (Numbers)"),
        ";" => Becomes::Nothing("Array (Texts)"),
        _ => Becomes::Nothing("?"),
    }
}

fn one(kind: QuestionKind, options: Vec<(String, String)>) -> Becomes {
    Becomes::Questions(vec![Piece { code: String::new(), words: String::new(), kind, options }])
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(code, id)| ((*code).to_owned(), (*id).to_owned())).collect()
}

/// A question that is being made.
struct Made<'a, 'n> {
    asked: &'a Asked,
    notes: &'n mut Vec<Reason>,
}

impl Made<'_, '_> {
    fn setting(&self, name: &str) -> Option<&str> {
        self.asked.attributes.get(name).map(String::as_str)
    }

    fn words(&mut self, html: &str) -> String {
        let Plain { words, losses } = plain(html);
        self.notes.extend(losses);
        words
    }

    /// Makes options, and tells their codes with our names.
    fn options(&mut self, parts: &[&Part]) -> (Vec<AnswerOption>, Vec<(String, String)>) {
        let mut names = Names::of_options();
        let (mut options, mut codes) = (Vec::new(), Vec::new());
        for part in parts {
            let label = self.words(&part.words);
            let id = names.of_code(&part.code, &label, "option");
            if !matches!(part.relevance.as_str(), "" | "1") {
                self.notes.push(Reason::Condition { condition: format!("{}: {}", part.code, part.relevance) });
            }
            codes.push((part.code.clone(), id.clone()));
            options.push(AnswerOption { id, label, ..AnswerOption::default() });
        }
        if options.is_empty() {
            self.notes.push(Reason::NoAnswers);
        }
        (options, codes)
    }

    /// Makes what can be chosen, with "other" and with what cannot be chosen together with the rest.
    fn choices(&mut self, parts: &[&Part]) -> (Vec<AnswerOption>, Vec<(String, String)>) {
        let (mut options, mut codes) = self.options(parts);
        let alone: Vec<&str> = self.setting("exclude_all_others").unwrap_or_default().split([';', ',']).collect();
        for ((code, _), option) in codes.iter().zip(&mut options) {
            option.alone = alone.iter().any(|each| each.trim() == code);
        }
        if self.asked.has_other {
            let own = self.setting("other_replace_text").map(str::to_owned);
            let label = own.map_or_else(|| "Other".to_owned(), |label| self.words(&label));
            let id = domain::editing::names::free("other", |name| options.iter().any(|option| option.id == name));
            codes.push((OTHER.to_owned(), id.clone()));
            options.push(AnswerOption { id, label, asks_words: true, ..AnswerOption::default() });
        }
        (options, codes)
    }

    fn single(&mut self) -> Piece {
        let answers: Vec<&Part> = self.asked.answers.iter().filter(|answer| answer.scale == 0).collect();
        let (options, codes) = self.choices(&answers);
        let kind = QuestionKind::SingleChoice(SingleChoice { options });
        Piece { code: String::new(), words: String::new(), kind, options: codes }
    }

    fn multiple(&mut self) -> Piece {
        let parts: Vec<&Part> = self.asked.parts.iter().collect();
        let (options, codes) = self.choices(&parts);
        let at_most = self.count("max_answers");
        self.at_least(1);
        let kind = QuestionKind::MultipleChoice(MultipleChoice { options, at_most });
        Piece { code: String::new(), words: String::new(), kind, options: codes }
    }

    fn comment() -> Piece {
        let kind = QuestionKind::Text(Text { limit: LONG, multiline: true });
        Piece { code: "comment".to_owned(), words: "your comment".to_owned(), kind, options: Vec::new() }
    }

    /// Makes a single choice from answers that `LimeSurvey` itself shows.
    fn usual(&mut self, answers: &[(&str, &str)]) -> Becomes {
        self.notes.push(Reason::UsualAnswers);
        let option = |(code, label): &(&str, &str)| AnswerOption {
            id: code.to_ascii_lowercase(),
            label: (*label).to_owned(),
            ..AnswerOption::default()
        };
        let options: Vec<AnswerOption> = answers.iter().map(option).collect();
        let codes = answers.iter().zip(&options).map(|((code, _), option)| ((*code).to_owned(), option.id.clone()));
        let codes = codes.collect();
        one(QuestionKind::SingleChoice(SingleChoice { options }), codes)
    }

    fn numbers(&mut self, most: usize) -> Becomes {
        let numbers: Vec<String> = (1..=most).map(|number| number.to_string()).collect();
        let answers: Vec<_> = numbers.iter().map(|number| (number.as_str(), number.as_str())).collect();
        self.table(&answers)
    }

    /// Makes a table from answers that `LimeSurvey` itself shows.
    fn table(&mut self, answers: &[(&str, &str)]) -> Becomes {
        self.notes.push(Reason::UsualAnswers);
        let rows: Vec<&Part> = self.asked.parts.iter().collect();
        let (rows, _) = self.options(&rows);
        let option = |(code, label): &(&str, &str)| AnswerOption {
            id: code.to_ascii_lowercase(),
            label: (*label).to_owned(),
            ..AnswerOption::default()
        };
        one(QuestionKind::Matrix(Matrix { rows, options: answers.iter().map(option).collect() }), Vec::new())
    }

    fn matrix(&mut self, scale: i64, code: String, words: String) -> Piece {
        let rows: Vec<&Part> = self.asked.parts.iter().filter(|part| part.scale == 0).collect();
        let (rows, _) = self.options(&rows);
        let answers: Vec<&Part> = self.asked.answers.iter().filter(|answer| answer.scale == scale).collect();
        let (options, _) = self.options(&answers);
        Piece { code, words, kind: QuestionKind::Matrix(Matrix { rows, options }), options: Vec::new() }
    }

    fn two_tables(&mut self) -> Becomes {
        self.notes.push(Reason::TwoTables);
        let headers = ["dualscale_headerA", "dualscale_headerB"].map(|name| self.setting(name).map(str::to_owned));
        let tables = (0..).zip(headers).map(|(scale, header)| {
            let words = header.map_or_else(|| format!("scale {}", scale + 1), |header| self.words(&header));
            self.matrix(scale, format!("scale{}", scale + 1), words)
        });
        Becomes::Questions(tables.collect())
    }

    fn ranking(&mut self) -> Becomes {
        let listed = if self.asked.answers.is_empty() { &self.asked.parts } else { &self.asked.answers };
        let listed: Vec<&Part> = listed.iter().collect();
        let (options, codes) = self.options(&listed);
        let places = self.count("max_answers").unwrap_or(options.len()).clamp(1, options.len().max(1));
        if self.asked.mandatory == "Y" && places > 1 && self.setting("min_answers").is_none() {
            self.notes.push(Reason::AtLeast { count: places.to_string() });
        }
        self.at_least(1);
        one(QuestionKind::Ranking(Ranking { options, options_from: None, places }), codes)
    }

    /// Makes a question of each part, because each has words of its own.
    fn split(&mut self, kind: impl Fn(&mut Self) -> QuestionKind) -> Becomes {
        self.notes.push(Reason::SplitUp { into: self.asked.parts.len() });
        let pieces = self.asked.parts.iter().map(|part| {
            let words = self.words(&part.words);
            Piece { code: part.code.clone(), words, kind: kind(self), options: Vec::new() }
        });
        Becomes::Questions(pieces.collect())
    }

    fn number(&mut self) -> QuestionKind {
        let [least, most] = ["min_num_value_n", "max_num_value_n"].map(|name| {
            let written = self.setting(name)?.to_owned();
            let read = Decimal::parse(&written).ok();
            if read.is_none() {
                self.notes.push(Reason::Rule { rule: format!("{name}: {written}") });
            }
            read
        });
        let unit = self.setting("suffix").map(str::to_owned).map(|unit| self.words(&unit));
        let is_whole = self.setting("num_value_int_only") == Some("1");
        QuestionKind::Number(Number { unit, least, most, decimals: if is_whole { 0 } else { MOST_DECIMALS } })
    }

    fn date(&mut self) -> QuestionKind {
        let [earliest, latest] = ["date_min", "date_max"].map(|name| {
            let written = self.setting(name)?.to_owned();
            // A year alone means its first day, or its last.
            let day = if name == "date_min" { format!("{written}-01-01") } else { format!("{written}-12-31") };
            let read = [&written, &day].iter().find_map(|day| NaiveDate::parse_from_str(day, "%Y-%m-%d").ok());
            if read.is_none() {
                self.notes.push(Reason::Rule { rule: format!("{name}: {written}") });
            }
            read
        });
        if self.setting("date_format").is_some_and(|format| format.contains([':', 'H'])) {
            self.notes.push(Reason::DayOnly);
        }
        QuestionKind::Date(Date { earliest, latest })
    }

    fn files(&mut self) -> QuestionKind {
        let most = self.count("max_num_of_files");
        self.notes.push(Reason::FileLimits { at_most: MOST_FILES });
        QuestionKind::Files(Files { at_most: most.unwrap_or(1).min(MOST_FILES) })
    }

    fn text(&mut self, usual: usize) -> QuestionKind {
        let own = self.setting("maximum_chars").and_then(|limit| limit.parse().ok()).filter(|limit| *limit > 0);
        if own.is_none() {
            self.notes.push(Reason::Limit { limit: usual });
        }
        QuestionKind::Text(Text { limit: own.unwrap_or(usual), multiline: usual > SHORT })
    }

    /// Gives a number that is set, and tells where it is not written as one.
    fn count(&mut self, name: &str) -> Option<usize> {
        let written = self.setting(name)?.to_owned();
        let read = written.parse().ok().filter(|count| *count > 0);
        if read.is_none() {
            self.notes.push(Reason::Rule { rule: format!("{name}: {written}") });
        }
        read
    }

    fn at_least(&mut self, held: usize) {
        let Some(count) = self.setting("min_answers").map(str::to_owned) else { return };
        let is_held = self.asked.mandatory == "Y" && count.parse() == Ok(held);
        if !is_held && count != "0" {
            self.notes.push(Reason::AtLeast { count });
        }
    }
}
