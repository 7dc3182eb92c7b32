//! The headings of a file: which column holds what.

use std::collections::HashMap;

use domain::question::QuestionKind;
use export::cell;

use super::{CHANNEL, Form, MOST_COLUMNS, NUMBER, RECEIVED, remark::NotRead};

/// Columns of an export that are made anew for each response.
const MADE_ANEW: [&str; 9] =
    ["reference", "submitted", "invited", "version", "segment", "area", "read_in", "marks", "redacted"];
/// Another heading for the day on which a response came.
const RECEIVED_ON: &str = "received_on";

/// Where a file has what.
#[derive(Debug)]
pub(super) struct Layout {
    /// The headings as they are written.
    pub(super) headings: Vec<String>,
    /// The column of each question about a response.
    pub(super) about: Vec<Option<usize>>,
    /// The columns of each question that is asked.
    pub(super) asked: Vec<Placed>,
    pub(super) unread: Vec<String>,
    pub(super) missing: Vec<String>,
}

/// The columns of a question.
#[derive(Debug)]
pub(super) struct Placed {
    /// The column of each of its cells.
    pub(super) cells: Vec<Option<usize>>,
    pub(super) state: Option<usize>,
}

/// What a heading can mean.
#[derive(Clone, Copy)]
enum Meaning {
    MadeAnew,
    About(usize),
    Cell(usize, usize),
    State(usize),
}

impl Layout {
    /// Lays out the columns of a file by its headings.
    pub(super) fn new(headings: &[&str], form: &Form) -> Result<Self, NotRead> {
        if headings.len() > MOST_COLUMNS {
            return Err(NotRead::TooManyColumns);
        }
        let headings: Vec<String> = headings.iter().map(|heading| cell::read(heading).trim().to_owned()).collect();
        let meanings = meanings(form);
        let unplaced = |asked: &super::Asked| Placed { cells: vec![None; asked.columns.len()], state: None };
        let mut layout = Self {
            about: vec![None; form.about.len()],
            asked: form.asked.iter().map(unplaced).collect(),
            unread: Vec::new(),
            missing: Vec::new(),
            headings,
        };
        let mut found: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, heading) in layout.headings.iter().enumerate().filter(|(_, heading)| !heading.is_empty()) {
            let known = heading.to_lowercase();
            let name = if known == RECEIVED_ON && !meanings.contains_key(&known) { RECEIVED.to_owned() } else { known };
            found.entry(name).or_default().push(place);
        }
        for (name, places) in &found {
            layout.place(places, meanings.get(name).map_or(&[], Vec::as_slice))?;
        }
        layout.unread.sort_by_cached_key(|heading| layout.headings.iter().position(|known| known == heading));
        layout.judge(form)
    }

    /// Puts the columns with one heading in their places; where it means two things, the first column is the one of the export.
    fn place(&mut self, places: &[usize], meanings: &[Meaning]) -> Result<(), NotRead> {
        let heading = self.headings[places[0]].clone();
        if places.len() > meanings.len().max(1) {
            return Err(NotRead::HeadingTwice { heading });
        }
        let meanings = match meanings {
            [Meaning::MadeAnew, rest @ ..] if places.len() == 1 && !rest.is_empty() => rest,
            [] => {
                self.unread.push(heading);
                return Ok(());
            }
            all => all,
        };
        for (&place, meaning) in places.iter().zip(meanings) {
            match *meaning {
                Meaning::MadeAnew => {}
                Meaning::About(question) => self.about[question] = Some(place),
                Meaning::Cell(asked, cell) => self.asked[asked].cells[cell] = Some(place),
                Meaning::State(asked) => self.asked[asked].state = Some(place),
            }
        }
        Ok(())
    }

    /// Refuses headings with which nothing can be read, and names the columns that are not there.
    fn judge(mut self, form: &Form) -> Result<Self, NotRead> {
        for (question, place) in form.about.iter().zip(&self.about) {
            let needed = [CHANNEL, RECEIVED].into_iter().find(|id| *id == question.id);
            if let (Some(heading), None) = (needed, place) {
                return Err(NotRead::NoColumn { heading });
            }
        }
        if self.asked.iter().all(|placed| placed.cells.iter().all(Option::is_none)) {
            return Err(NotRead::NoQuestions);
        }
        for (asked, placed) in form.asked.iter().zip(&self.asked) {
            if let QuestionKind::Places(_) = asked.legible.kind {
                refuse_without_privacy(asked, placed)?;
            }
            let columns = asked.columns.iter().zip(&placed.cells);
            // What a comparison shows is there for people who read the file.
            let missing =
                columns.filter(|(column, cell)| cell.is_none() && column.name.rsplit('.').next() != Some("shown"));
            self.missing.extend(missing.map(|(column, _)| column.name.clone()));
        }
        Ok(self)
    }

    /// Gives the column of the number that the office gave.
    pub(super) fn number(&self, form: &Form) -> Option<usize> {
        let question = form.about.iter().position(|question| question.id == NUMBER)?;
        self.about[question]
    }
}

/// Refuses places of which nothing says whether they may be shown in public.
fn refuse_without_privacy(asked: &super::Asked, placed: &Placed) -> Result<(), NotRead> {
    let is_there = |name: &str| {
        asked.columns.iter().zip(&placed.cells).any(|(column, cell)| column.name == name && cell.is_some())
    };
    for column in &asked.columns {
        if let Some(place) = column.name.strip_suffix(".where") {
            let heading = format!("{place}.private");
            if is_there(&column.name) && !is_there(&heading) {
                return Err(NotRead::NoPrivate { heading });
            }
        }
    }
    Ok(())
}

/// Gives what each heading can mean, in the order in which an export has its columns.
fn meanings(form: &Form) -> HashMap<String, Vec<Meaning>> {
    let mut meanings: HashMap<String, Vec<Meaning>> = HashMap::new();
    let mut add = |name: &str, meaning: Meaning| meanings.entry(name.to_lowercase()).or_default().push(meaning);
    for name in MADE_ANEW {
        add(name, Meaning::MadeAnew);
    }
    for (place, question) in form.about.iter().enumerate() {
        add(&question.id, Meaning::About(place));
    }
    for (place, asked) in form.asked.iter().enumerate() {
        for (cell, column) in asked.columns.iter().enumerate() {
            add(&column.name, Meaning::Cell(place, cell));
        }
        add(&format!("{}.order", asked.legible.id), Meaning::MadeAnew);
        add(&format!("{}.state", asked.legible.id), Meaning::State(place));
    }
    meanings
}
