//! The description of a sheet, from which every format is written.

use domain::{
    question::{Value, Values},
    questionnaire::QuestionId,
};

/// One row: a text for each column, as [`domain::question::Question::cells`] gives them, empty where there is no answer.
pub type Row = Vec<String>;

/// What a sheet is called whose rows are responses.
pub const RESPONSES: &str = "responses";

/// What the columns of a sheet are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What the file with the rows is called in a set, and the sheet in a workbook.
    pub name: &'static str,
    /// The columns in their order.
    pub columns: Vec<Described>,
    /// The questions to which columns belong, in the order of these.
    pub questions: Vec<Asked>,
}

/// A question of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which one, as columns name it.
    pub id: QuestionId,
    /// What it asks; the labels of its columns begin with it.
    pub text: String,
    /// Whether its answers tell what kind of person answers, by which other programs narrow what they show.
    pub tells_who: bool,
}

/// One column with all that an analyst has to know of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// Its stable name.
    pub name: String,
    /// What it holds, in words.
    pub label: String,
    /// The question to which it belongs, if any.
    pub question: Option<QuestionId>,
    /// What kind of question that is, or what else the column is, by a stable word.
    pub kind: &'static str,
    /// What can stand in it.
    pub values: Values,
    /// The place of the column that says why a cell of this one is empty.
    pub state: Option<usize>,
}

impl Described {
    /// Makes a column that belongs to no question.
    pub fn fact(name: &str, label: &str, values: Values) -> Self {
        let (name, label) = (name.to_owned(), label.to_owned());
        Self { name, label, question: None, kind: "response", values, state: None }
    }

    /// Names the type of its cells by a stable word.
    pub fn type_word(&self) -> &'static str {
        match self.values {
            Values::Words => "words",
            Values::Names => "names",
            Values::Number => "number",
            Values::Whole(_) => "whole",
            Values::Day => "day",
            Values::Tick => "tick",
            Values::OneOf(_) => "choice",
        }
    }

    /// Gives the values that have a label.
    pub(crate) fn labelled(&self) -> &[Value] {
        self.values.labelled()
    }
}
