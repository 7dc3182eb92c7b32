//! Questionnaires in spreadsheets: `XLSForm` with its sheets `survey`, `choices` and `settings`, and a single sheet whose answers
//! stand beside the questions.
//!
//! Outer groups become pages; groups within them hand their condition on to their questions.

mod kinds;
mod rows;
mod rule;
pub mod workbook;

use std::collections::BTreeMap;

use domain::{
    question::{Information, Question, QuestionKind},
    questionnaire::{Page, Questionnaire, Roles},
    routing::Condition,
};

use self::{
    kinds::{Becomes, becomes, is_mixed},
    rows::{Languages, Row, Spoken, rows},
    workbook::Sheet,
};
use crate::{
    Brought, Format, Imported,
    condition::Known,
    expression, languages,
    naming::Names,
    plain::{placeholders, plain},
    read::NotRead,
    report::{self, Note, Place, Reason, Text},
};

/// How deep groups may lie in each other.
const DEEPEST: usize = 32;
/// The most answers of all questions together: many questions may share one list.
const MOST_OPTIONS: usize = 50_000;

/// Reads sheets.
pub fn read(sheets: &[Sheet]) -> Result<Imported, NotRead> {
    let sheet = |name: &str| sheets.iter().find(|sheet| sheet.name.trim().eq_ignore_ascii_case(name));
    let settings = sheet("settings").map(|sheet| rows(sheet, &Spoken::default())).unwrap_or_default();
    let setting = |names: &[&str]| {
        let found =
            settings.first().and_then(|row| names.iter().map(|name| row.text(name)).find(|text| !text.is_empty()));
        found.unwrap_or_default().to_owned()
    };
    // A file with one sheet need not call it anything.
    let survey =
        sheet("survey").or_else(|| sheets.first().filter(|_| sheets.len() == 1)).ok_or(NotRead::NoSurveySheet)?;
    let form = Form { title: setting(&["form_title", "title", "form title"]), survey, choices: sheet("choices") };
    let Languages { kept, others, unnamed } = rows::languages(survey, &setting(&["default_language"]));
    languages::read(&kept, &others, |words| form.read_in(&Spoken { kept: &kept, words, unnamed: &unnamed }))
}

/// What of a file is read once for each language.
struct Form<'a> {
    title: String,
    survey: &'a Sheet,
    choices: Option<&'a Sheet>,
}

impl Form<'_> {
    fn read_in(&self, language: &Spoken<'_>) -> Result<Imported, NotRead> {
        let asked = rows(self.survey, language);
        if !asked.iter().any(|row| !row.text("type").is_empty()) {
            return Err(NotRead::NoColumn { column: "type" });
        }
        let mut reader = Reader { title: self.title.clone(), page_names: Names::of_pages(), ..Reader::default() };
        for choice in self.choices.map(|sheet| rows(sheet, language)).unwrap_or_default() {
            reader.choices.entry(choice.text("list_name").to_owned()).or_default().push(choice);
        }
        for row in &asked {
            reader.row(row);
            if reader.options > MOST_OPTIONS {
                return Err(NotRead::TooLarge);
            }
        }
        reader.pages.retain(|page| !page.questions.is_empty());
        if reader.pages.is_empty() {
            return Err(NotRead::NoQuestions);
        }
        Ok(Imported {
            format: Format::Spreadsheet,
            title: reader.title,
            questionnaire: Questionnaire { pages: reader.pages, roles: Roles::default() },
            brought: reader.brought,
            report: reader.report,
        })
    }
}

/// A group that is open: what its questions are shown on, or that it is answered several times over.
struct Group {
    shown_when: Option<Condition>,
    is_repeated: bool,
}

/// What is known while rows are read from the first to the last.
#[derive(Default)]
struct Reader {
    title: String,
    choices: BTreeMap<String, Vec<Row>>,
    /// How many answers there are to choose from so far.
    options: usize,
    groups: Vec<Group>,
    /// Whether the last page is that of a group that is open.
    is_in_page: bool,
    /// The last page of questions that stand in no group.
    last_between: Option<usize>,
    pages: Vec<Page>,
    page_names: Names,
    names: Names,
    known: Known,
    brought: Vec<Brought>,
    report: Vec<Note>,
}

impl Reader {
    fn note(&mut self, place: &Place, reason: Reason) {
        report::add(&mut self.report, Note { place: place.clone(), reason });
    }

    fn words(&mut self, place: &Place, text: &str) -> String {
        let read = plain(text);
        for loss in read.losses.into_iter().chain(placeholders(&read.words)) {
            self.note(place, loss);
        }
        read.words
    }

    fn row(&mut self, row: &Row) {
        let kind = row.text("type").to_ascii_lowercase().replace('_', " ");
        let kind = kind.split_whitespace().collect::<Vec<_>>().join(" ");
        match kind.as_str() {
            "" => self.without_type(row),
            "begin group" => self.begin(row, false),
            "begin repeat" | "begin loop" => self.begin(row, true),
            _ if kind.starts_with("begin loop") => self.begin(row, true),
            "end group" | "end repeat" | "end loop" => self.end(row),
            _ => self.question(row),
        }
    }

    /// Tells of a row that has words and no type; one without words is a remark.
    fn without_type(&mut self, row: &Row) {
        let words = plain(row.text("label")).words;
        if !words.is_empty() {
            self.note(&place(row), Reason::NoSuchKind { kind: String::new(), words });
        }
    }

    fn begin(&mut self, row: &Row, is_repeated: bool) {
        let place = place(row);
        let shown_when = self.shown_when(&place, row);
        let title = self.words(&place, row.text("label"));
        let is_within = self.groups.iter().any(|group| group.is_repeated);
        if self.groups.len() >= DEEPEST {
            self.note(&place, Reason::TooMany { kept: DEEPEST });
            return;
        }
        self.groups.push(Group { shown_when: None, is_repeated });
        if is_repeated || is_within {
            let words = if title.is_empty() { row.text("name").to_owned() } else { title };
            self.note(&place, Reason::Repeated { words });
        } else if self.groups.len() == 1 {
            self.page(&place, title, shown_when);
            self.is_in_page = true;
        } else {
            if !title.is_empty() {
                self.heading(&place, title, shown_when.clone());
            }
            if let Some(group) = self.groups.last_mut() {
                group.shown_when = shown_when;
            }
        }
    }

    fn end(&mut self, row: &Row) {
        if self.groups.pop().is_none() {
            self.note(&place(row), Reason::Metadata { kind: row.text("type").to_owned() });
        }
        if self.groups.is_empty() {
            self.is_in_page = false;
        }
    }

    fn page(&mut self, place: &Place, title: String, shown_when: Option<Condition>) {
        let mut title = title;
        if title.is_empty() {
            let number = self.pages.len() + 1;
            let is_first = number == 1 && !self.title.is_empty();
            title = if is_first { self.title.clone() } else { format!("Page {number}") };
            self.note(place, Reason::HeadingGiven);
        }
        let id = self.page_names.of_words(&title, "page");
        self.pages.push(Page { shown_when, ..Page::new(id, title) });
    }

    /// Gives the page that a question stands on: questions between groups have one of their own.
    fn add(&mut self, place: &Place, question: Question) {
        let is_open = self.is_in_page || (self.groups.is_empty() && self.is_between());
        if !is_open {
            self.page(place, String::new(), None);
            self.last_between = Some(self.pages.len() - 1);
        }
        self.brought.push(Brought { code: place.code.clone(), questions: vec![question.id.clone()] });
        if let Some(page) = self.pages.last_mut() {
            page.questions.push(question);
        }
    }

    /// Says whether the last page is one of questions that stand in no group.
    fn is_between(&self) -> bool {
        self.last_between.is_some_and(|page| page + 1 == self.pages.len())
    }

    fn heading(&mut self, place: &Place, text: String, shown_when: Option<Condition>) {
        let id = self.names.of_code(&place.code, &text, "heading");
        let kind = QuestionKind::Information(Information { link_text: None, link: None });
        let shown_when = self.with_groups(shown_when);
        self.add(place, Question { shown_when, ..Question::new(id, text, kind) });
    }

    fn question(&mut self, row: &Row) {
        let place = place(row);
        let text = plain(row.text("label")).words;
        if self.groups.iter().any(|group| group.is_repeated) {
            self.note(&place, Reason::Repeated { words: text });
            return;
        }
        let mut notes = Vec::new();
        let (kind, asked) = match becomes(row, &self.choices, &mut notes) {
            Becomes::Question(kind, asked) => (*kind, asked),
            Becomes::Nothing => {
                let kind = row.text("type").to_owned();
                self.note(&place, Reason::NoSuchKind { kind, words: text });
                return;
            }
            Becomes::Metadata => {
                self.note(&place, Reason::Metadata { kind: row.text("type").to_owned() });
                return;
            }
        };
        self.options += kind.options().len();
        let id = self.names.of_code(row.text("name"), &text, "question");
        let place = Place { question: Some(id.clone()), ..place };
        let text = self.words(&place, row.text("label"));
        let hint = Some(self.words(&place, row.text("hint"))).filter(|hint| !hint.is_empty());
        if text.is_empty() {
            notes.push(Reason::NoWords);
        }
        notes.extend(others(row));
        for reason in notes {
            self.note(&place, reason);
        }
        let own = self.shown_when(&place, row);
        let shown_when = self.with_groups(own);
        let required = kind.is_asked()
            && matches!(row.text("required").to_ascii_lowercase().as_str(), "yes" | "true" | "true()" | "1");
        if let Some(asked) = asked.map(|asked| asked.of(&id)) {
            self.known.add(row.text("name"), asked);
        }
        let random_order = kind.can_be_mixed() && is_mixed(row);
        self.add(&place, Question { hint, required, shown_when, random_order, ..Question::new(id, text, kind) });
    }

    /// Reads the condition of a row.
    fn shown_when(&mut self, place: &Place, row: &Row) -> Option<Condition> {
        let written = row.text("relevant");
        if written.is_empty() || matches!(written, "true()" | "1") {
            return None;
        }
        let condition = expression::read(written).and_then(|read| self.known.condition(&read));
        if condition.is_none() {
            self.note(place, Reason::Condition { condition: written.to_owned() });
        }
        condition
    }

    /// Puts the conditions of the groups that are open before that of a question.
    fn with_groups(&self, own: Option<Condition>) -> Option<Condition> {
        let groups = self.groups.iter().filter_map(|group| group.shown_when.clone());
        let mut all: Vec<Condition> = groups.chain(own).collect();
        if all.len() < 2 { all.pop() } else { Some(Condition::All(all)) }
    }
}

/// Names a row, by its number where it has no name.
fn place(row: &Row) -> Place {
    let name = row.text("name");
    Place::of(if name.is_empty() { format!("row {}", row.number) } else { name.to_owned() })
}

/// Tells what stands in columns that are not brought over.
fn others(row: &Row) -> Vec<Reason> {
    const READ: [&str; 12] = [
        "type",
        "name",
        "label",
        "hint",
        "relevant",
        "required",
        "constraint",
        "parameters",
        "choices",
        "appearance",
        "choice_filter",
        "note",
    ];
    let note = |(column, value): (&str, &str)| {
        let (name, value) = (column.to_owned(), value.to_owned());
        match column {
            column if READ.contains(&column) || column.is_empty() => None,
            "constraint_message" | "required_message" => Some(Reason::Text { which: Text::RuleBroken, words: value }),
            "default" => Some(Reason::Default { answer: value }),
            "calculation" => Some(Reason::Rule { rule: value }),
            "read_only" if !matches!(value.to_ascii_lowercase().as_str(), "yes" | "true" | "true()") => None,
            column if column.starts_with("media:") || matches!(column, "image" | "audio" | "video") => {
                Some(Reason::Embedded { elements: vec![value] })
            }
            _ => Some(Reason::Setting { name, value }),
        }
    };
    let mut notes: Vec<Reason> = row.cells().filter_map(note).collect();
    let required = row.text("required").to_ascii_lowercase();
    if !matches!(required.as_str(), "" | "yes" | "true" | "true()" | "1" | "no" | "false" | "false()" | "0") {
        notes.push(Reason::Rule { rule: format!("required: {}", row.text("required")) });
    }
    notes
}
