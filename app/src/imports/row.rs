//! The rows of a file, one after the other: from cells to a response, or to what is wrong with them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::{
    answer::Answer,
    draft::{Draft, Walk},
    fields::Fields,
    question::{Expected, Question, QuestionKind},
    refusal::Refusal,
    response::{Channel, Submission},
    vocabulary::Word,
};
use export::cell;

use super::{
    Asked, CHANNEL, Form, MOST_REMARKS, Matter, NUMBER, RECEIVED, Reading, Remark, Row,
    header::{Layout, Placed},
};

/// What an export writes for each state of a question: the first has an answer, the last two were not asked.
const STATES: [&str; 4] = ["answered", "blank", "skipped", "not-in-version"];
/// What a spreadsheet writes where a formula, or words that it took for one, came to nothing.
const BROKEN: [&str; 8] = ["#NAME?", "#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"];
/// The most characters of a cell that a remark repeats.
const REPEATED: usize = 80;

/// The rows that were read so far.
pub(super) struct Rows<'f> {
    form: &'f Form,
    layout: &'f Layout,
    pub(super) reading: Reading,
    /// The first row with each number of the office.
    numbers: HashMap<String, usize>,
    /// The first row with the same cells.
    same: HashMap<String, usize>,
}

impl<'f> Rows<'f> {
    pub(super) fn new(form: &'f Form, layout: &'f Layout) -> Self {
        let reading = Reading::default();
        Self { form, layout, reading, numbers: HashMap::new(), same: HashMap::new() }
    }

    /// Reads the next row.
    pub(super) fn read(&mut self, number: usize, cells: &[&str]) {
        let mut line = Line { form: self.form, layout: self.layout, number, cells, remarks: Vec::new() };
        line.refuse_cells_without_heading();
        let about = line.about();
        let answers = line.answers();
        if let Some(office) = about.as_ref().and_then(|about| about.your_number.clone()) {
            if let Some(reference) = self.form.taken.get(&office) {
                let matter = Matter::NumberTaken { reference: reference.clone() };
                line.remark(self.layout.number(self.form), matter);
            }
            let first = *self.numbers.entry(office).or_insert(number);
            if first != number {
                line.remark(self.layout.number(self.form), Matter::NumberTwice { first });
            }
        }
        let first = *self.same.entry(line.all_but_number()).or_insert(number);
        if first != number {
            line.remark(None, Matter::SameAs { first });
        }
        let remarks = line.remarks;
        self.reading.count += 1;
        if remarks.iter().any(|remark| remark.matter.is_refusal()) {
            self.reading.refused += 1;
        } else if let Some((about, submission)) = about.zip(answers) {
            let About { channel, received_on, your_number } = about;
            self.reading.rows.push(Row { number, channel, received_on, your_number, submission });
        }
        for remark in remarks {
            let reading = &mut self.reading;
            let count = if remark.matter.is_refusal() { &mut reading.refusals } else { &mut reading.notes };
            *count += 1;
            if *count <= MOST_REMARKS {
                reading.remarks.push(remark);
            }
        }
    }
}

/// Says whether a cell holds what a spreadsheet writes in place of something that it could not work out or show.
fn is_broken(cell: &str) -> bool {
    let cell = cell.trim();
    BROKEN.contains(&cell) || (cell.len() > 2 && cell.bytes().all(|byte| byte == b'#'))
}

/// What stands beside the answers.
struct About {
    channel: Channel,
    received_on: NaiveDate,
    your_number: Option<String>,
}

/// One row, with what is found to say of it.
struct Line<'r> {
    form: &'r Form,
    layout: &'r Layout,
    number: usize,
    cells: &'r [&'r str],
    remarks: Vec<Remark>,
}

impl<'r> Line<'r> {
    /// Gives a cell as it was typed; one that is not there is empty.
    fn cell(&self, column: Option<usize>) -> &'r str {
        column.and_then(|column| self.cells.get(column)).map_or("", |cell| cell::read(cell))
    }

    fn remark(&mut self, column: Option<usize>, matter: Matter) {
        let heading = column.and_then(|column| self.layout.headings.get(column));
        self.remark_at(heading.cloned().unwrap_or_default(), column, matter);
    }

    fn remark_at(&mut self, heading: String, column: Option<usize>, matter: Matter) {
        let typed = self.cell(column).trim();
        let repeated: String = typed.chars().take(REPEATED).collect();
        let more = if repeated.len() < typed.len() { "…" } else { "" };
        self.remarks.push(Remark { row: self.number, column: heading, typed: format!("{repeated}{more}"), matter });
    }

    fn refuse_cells_without_heading(&mut self) {
        let heading = |column: usize| self.layout.headings.get(column).map_or("", String::as_str);
        let lost = |column: &usize| heading(*column).is_empty() && !self.cells[*column].trim().is_empty();
        if let Some(column) = (0..self.cells.len()).find(lost) {
            self.remark_at(String::new(), Some(column), Matter::NoHeading);
        }
    }

    /// Gives all that stands in the row besides the number of the office.
    fn all_but_number(&self) -> String {
        let number = self.layout.number(self.form);
        let cells = self.cells.iter().enumerate().filter(|(column, _)| Some(*column) != number);
        cells.flat_map(|(_, cell)| [cell.trim(), "\u{1f}"]).collect()
    }

    /// Judges how and when the response came.
    fn about(&mut self) -> Option<About> {
        let form = self.form;
        let (mut channel, mut received_on, mut your_number) = (None, None, None);
        for (question, &column) in form.about.iter().zip(&self.layout.about) {
            match (question.id.as_str(), self.judge(question, column)) {
                (CHANNEL, Some(answer)) => channel = answer.option().and_then(Channel::from_word),
                (RECEIVED, Some(Answer::Date(day))) => received_on = Some(day),
                (NUMBER, Some(Answer::Text(text))) => your_number = Some(text),
                _ => {}
            }
        }
        Some(About { channel: channel?, received_on: received_on?, your_number })
    }

    /// Judges a question that has one cell.
    fn judge(&mut self, question: &Question, column: Option<usize>) -> Option<Answer> {
        match question.fields(&[self.cell(column)]).map(|fields| question.judge(&fields)) {
            Ok(Ok(answer)) => return answer,
            Ok(Err(refusals)) => {
                for Refusal { reason, .. } in refusals {
                    self.remark(column, Matter::Refused { reason, asked: question.text.clone() });
                }
            }
            Err(misread) => {
                for misread in misread {
                    self.remark(column, Matter::Misread(misread.expected));
                }
            }
        }
        None
    }

    /// Judges the answers as they are judged page by page.
    fn answers(&mut self) -> Option<Submission> {
        let form = self.form;
        let mut pages: HashMap<&str, Vec<(String, String)>> = HashMap::new();
        let mut answered = HashSet::new();
        for (place, (asked, placed)) in form.asked.iter().zip(&self.layout.asked).enumerate() {
            let fields = self.fields(asked, placed);
            if fields.pairs().next().is_some() {
                answered.insert(place);
            }
            let pairs = fields.pairs().map(|(name, value)| (name.to_owned(), value.to_owned()));
            pages.entry(&asked.page).or_default().extend(pairs);
        }
        let page = |id: &String| (id.clone(), Fields::new(pages.remove(id.as_str()).unwrap_or_default()));
        let draft: Draft = form.questionnaire.pages.iter().map(|page| &page.id).map(page).collect();
        let walk = Walk::new(&form.questionnaire, &draft);
        self.refuse(&walk, &draft);
        self.compare_states(&walk, &answered);
        let is_refused = self.remarks.iter().any(|remark| remark.matter.is_refusal());
        if is_refused { None } else { Submission::new(&form.questionnaire, &draft).ok() }
    }

    /// Reads the cells of a question; none of them where one cannot be read.
    fn fields(&mut self, asked: &Asked, placed: &Placed) -> Fields {
        let cells: Vec<&str> = placed.cells.iter().map(|column| self.cell(*column)).collect();
        let broken = (0..cells.len()).filter(|cell| is_broken(cells[*cell])).collect::<Vec<_>>();
        if !broken.is_empty() {
            for cell in broken {
                self.remark(placed.cells[cell], Matter::Broken);
            }
            return Fields::default();
        }
        if asked.legible.kind.is_attached() && !cells[0].trim().is_empty() {
            self.remark(placed.cells[0], Matter::NoFiles);
        }
        match asked.legible.fields(&cells) {
            Ok(fields) => fields,
            Err(misread) => {
                for misread in misread {
                    self.remark(placed.cells[misread.column], Matter::Misread(misread.expected));
                }
                Fields::default()
            }
        }
    }

    /// Tells what the judge refuses, and what a ranking has beyond what was chosen before.
    fn refuse(&mut self, walk: &Walk<'_>, draft: &Draft) {
        let form = self.form;
        for step in &walk.steps {
            for Refusal { field, reason } in &step.refusals {
                let asked = form.asked.iter().position(|asked| asked.legible.owns(field));
                if let Some(place) = asked {
                    let asked = form.asked[place].legible.text.clone();
                    self.remark_in(place, field, Matter::Refused { reason: reason.clone(), asked });
                }
            }
            for question in &step.questions {
                let QuestionKind::Ranking(kind) = &question.kind else { continue };
                for rank in kind.ranks().end() + 1..=kind.places {
                    let field = format!("{}.{rank}", question.id);
                    let is_filled = draft.get(&step.page.id).is_some_and(|fields| fields.is_filled(&field));
                    let asked = form.asked.iter().position(|asked| asked.legible.id == question.id);
                    if let (true, Some(place)) = (is_filled, asked) {
                        self.remark_in(place, &field, Matter::NotChosenBefore);
                    }
                }
            }
        }
    }

    /// Tells something of the column that a field was read from, whether the file has that or not.
    fn remark_in(&mut self, place: usize, field: &str, matter: Matter) {
        let asked = &self.form.asked[place];
        let cell = asked.legible.column_of(field);
        self.remark_at(asked.columns[cell].name.clone(), self.layout.asked[place].cells[cell], matter);
    }

    /// Compares what the file says of each question with what came of it.
    fn compare_states(&mut self, walk: &Walk<'_>, answered: &HashSet<usize>) {
        let shown: HashSet<&str> = walk.steps.iter().flat_map(|step| &step.questions).map(|q| q.id.as_str()).collect();
        // What is shown hangs on answers that are still to be put right.
        let is_known = !self.remarks.iter().any(|remark| remark.matter.is_refusal());
        for (place, (asked, placed)) in self.form.asked.iter().zip(&self.layout.asked).enumerate() {
            let (is_answered, is_shown) = (answered.contains(&place), shown.contains(asked.legible.id.as_str()));
            let state = self.cell(placed.state).trim().to_lowercase();
            let matter = match (STATES.iter().position(|known| *known == state), is_answered) {
                (None, _) if !state.is_empty() => {
                    Some(Matter::Misread(Expected::OneOf(STATES.map(str::to_owned).into())))
                }
                // What the sheet says of files is told where it names them.
                (Some(0), false) if asked.legible.kind.is_attached() => None,
                (Some(0), false) if is_known => Some(Matter::NothingAnswered),
                (Some(1..), true) => Some(Matter::AnsweredAfterAll),
                (Some(2..), false) if is_known && is_shown => Some(Matter::Asked),
                _ => None,
            };
            if let Some(matter) = matter {
                self.remark(placed.state, matter);
            }
            if is_known && is_answered && !is_shown {
                let column = placed.cells.iter().flatten().copied().find(|column| !self.cell(Some(*column)).is_empty());
                self.remark(column, Matter::NotAsked);
            }
        }
    }
}
