//! One option for each of several rows.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Values, cells::Cells, label};
use crate::{
    answer::Answer,
    fields::Fields,
    questionnaire::OptionId,
    refusal::{Reason, Refusal},
};

/// Rows that are each answered with one of the same options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// What is asked about.
    pub rows: Vec<AnswerOption>,
    /// What can be said of each row.
    pub options: Vec<AnswerOption>,
}

impl Matrix {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut rows = BTreeMap::new();
        let mut refusals = Vec::new();
        for row in &self.rows {
            let field = format!("{id}.{}", row.id);
            match fields.text(&field) {
                "" => {}
                value if self.options.iter().any(|option| option.id == value) => {
                    rows.insert(row.id.clone(), value.to_owned());
                }
                _ => refusals.push(Refusal::new(field, Reason::NotOffered)),
            }
        }
        if refusals.is_empty() { Ok((!rows.is_empty()).then_some(Answer::Matrix(rows))) } else { Err(refusals) }
    }

    /// Names the rows that are left blank.
    pub(super) fn blanks(&self, id: &str, answer: Option<&Answer>) -> Vec<Refusal> {
        let is_blank =
            |row: &&AnswerOption| !matches!(answer, Some(Answer::Matrix(rows)) if rows.contains_key(&row.id));
        let refusal = |row: &AnswerOption| {
            Refusal::new(format!("{id}.{}", row.id), Reason::RowMissing { row: row.label.clone() })
        };
        self.rows.iter().filter(is_blank).map(refusal).collect()
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let column = |row: &AnswerOption| Column::part(&row.id, &row.label, Values::one_of(&self.options));
        self.rows.iter().map(column).collect()
    }

    pub(super) fn cells(&self, rows: &BTreeMap<OptionId, OptionId>) -> Vec<String> {
        self.rows.iter().map(|row| rows.get(&row.id).cloned().unwrap_or_default()).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        for (row, column) in self.rows.iter().zip(0..) {
            if let Some(option) = cells.option(column, self.options.iter()) {
                cells.post(&row.id, &option.id);
            }
        }
    }

    pub(super) fn say(&self, rows: &BTreeMap<OptionId, OptionId>) -> Vec<String> {
        let answered =
            |row: &AnswerOption| rows.get(&row.id).map(|o| format!("{}: {}", row.label, label(&self.options, o)));
        self.rows.iter().filter_map(answered).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> Matrix {
        let option = |id: &str| AnswerOption { id: id.into(), label: id.to_uppercase(), ..AnswerOption::default() };
        Matrix { rows: vec![option("trees"), option("rivers")], options: vec![option("better"), option("worse")] }
    }

    #[test]
    fn a_row_left_blank_stays_blank_beside_an_answered_one() {
        let answer = matrix().judge("q", &Fields::new([("q.rivers", "worse")])).unwrap().unwrap();
        let Answer::Matrix(rows) = &answer else { panic!("a matrix gives rows") };
        assert_eq!(matrix().cells(rows), ["", "worse"]);
    }

    #[test]
    fn no_row_answered_is_no_answer() {
        assert_eq!(matrix().judge("q", &Fields::default()), Ok(None));
    }

    #[test]
    fn where_an_answer_is_needed_each_blank_row_is_named() {
        let answer = matrix().judge("q", &Fields::new([("q.rivers", "worse")])).unwrap();
        let refusal = Refusal::new("q.trees", Reason::RowMissing { row: "TREES".into() });
        assert_eq!(matrix().blanks("q", answer.as_ref()), [refusal]);
        assert_eq!(matrix().blanks("q", None).len(), 2);
    }

    #[test]
    fn the_row_with_a_strange_value_is_named() {
        let refusal = Refusal::new("q.trees", Reason::NotOffered);
        assert_eq!(matrix().judge("q", &Fields::new([("q.trees", "best")])), Err(vec![refusal]));
    }
}
