//! What a file has to look like: its headings, and what can stand below each.

use domain::question::Question;

use super::{CHANNEL, Form, NUMBER, RECEIVED};

/// A column, and the question that it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Explained<'f> {
    /// The heading.
    pub heading: &'f str,
    /// What the column holds, in words.
    pub label: &'f str,
    /// The question.
    pub question: &'f Question,
    /// The place of the column among those of the question.
    pub column: usize,
}

/// Gives the headings of a file for a form.
pub fn headings(form: &Form) -> Vec<String> {
    explained(form).map(|column| column.heading.to_owned()).collect()
}

/// Gives each column of a file for a form.
pub fn explained(form: &Form) -> impl Iterator<Item = Explained<'_>> {
    let about = [NUMBER, CHANNEL, RECEIVED].into_iter();
    let about = about.filter_map(|id| form.about.iter().find(|question| question.id == id));
    let about = about.map(|question| Explained { heading: &question.id, label: &question.text, question, column: 0 });
    let asked = form.asked.iter().flat_map(|asked| {
        asked.columns.iter().enumerate().map(|(column, of)| Explained {
            heading: &of.name,
            label: &of.label,
            question: &asked.legible,
            column,
        })
    });
    about.chain(asked)
}
