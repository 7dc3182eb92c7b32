//! Choosing one option, or some.

use serde::{Deserialize, Serialize};

use super::{AnswerOption, Column, Expected, Values, cells::Cells, label};
use crate::{
    answer::{Answer, Chosen},
    fields::Fields,
    refusal::{Reason, Refusal},
};

/// The longest text that "other" takes, in characters.
pub const OTHER_LIMIT: usize = 200;

/// One of several options, shown as radio buttons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SingleChoice {
    /// What can be chosen.
    pub options: Vec<AnswerOption>,
}

/// Some of several options, shown as tick boxes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MultipleChoice {
    /// What can be chosen.
    pub options: Vec<AnswerOption>,
    /// How many may be chosen; any number, if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<usize>,
}

impl SingleChoice {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        match fields.all(id).next() {
            None => Ok(None),
            Some(value) => Ok(Some(Answer::Choice(chosen(&self.options, id, value, fields)?))),
        }
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let mut columns = vec![Column::whole(Values::one_of(&self.options))];
        columns.extend(words_columns(&self.options));
        columns
    }

    pub(super) fn cells(&self, chosen: &Chosen) -> Vec<String> {
        let mut cells = vec![chosen.option.clone()];
        cells.extend(words_cells(&self.options, std::slice::from_ref(chosen)));
        cells
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        let chosen = cells.option(0, self.options.iter());
        if let Some(option) = chosen {
            cells.post("", &option.id);
        }
        if chosen.is_some() || cells.text(0).is_empty() {
            words_fields(&self.options, 1, |option| chosen == Some(option), cells);
        }
    }
}

impl MultipleChoice {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut values: Vec<&str> = Vec::new();
        for value in fields.all(id) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            return Ok(None);
        }
        let mut all = Vec::new();
        for value in &values {
            all.push(chosen(&self.options, id, value, fields)?);
        }
        self.refuse_wrong_sets(id, &values)?;
        Ok(Some(Answer::Choices(all)))
    }

    fn refuse_wrong_sets(&self, id: &str, values: &[&str]) -> Result<(), Vec<Refusal>> {
        let alone = self.options.iter().find(|o| o.alone && values.contains(&o.id.as_str()));
        if let (Some(option), true) = (alone, values.len() > 1) {
            return Err(vec![Refusal::new(id, Reason::NotTogether { alone: option.label.clone() })]);
        }
        match self.at_most {
            Some(at_most) if values.len() > at_most => {
                Err(vec![Refusal::new(id, Reason::TooMany { at_most, chosen: values.len() })])
            }
            _ => Ok(()),
        }
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let mut columns: Vec<_> = self.options.iter().map(|o| Column::part(&o.id, &o.label, Values::Tick)).collect();
        columns.extend(words_columns(&self.options));
        columns
    }

    pub(super) fn cells(&self, all: &[Chosen]) -> Vec<String> {
        let is_chosen = |option: &AnswerOption| all.iter().any(|chosen| chosen.option == option.id);
        let mut cells: Vec<_> = self.options.iter().map(|o| u8::from(is_chosen(o)).to_string()).collect();
        cells.extend(words_cells(&self.options, all));
        cells
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        let mut chosen = Vec::new();
        for (option, column) in self.options.iter().zip(0..) {
            if cells.is_ticked(column, option) {
                cells.post("", &option.id);
                chosen.push(option);
            }
        }
        words_fields(&self.options, self.options.len(), |option| chosen.contains(&option), cells);
    }
}

/// Says a chosen option by its label, with the respondent's own words after it.
pub(super) fn say(options: &[AnswerOption], chosen: &Chosen) -> String {
    let label = label(options, &chosen.option);
    chosen.words.as_ref().map_or_else(|| label.to_owned(), |words| format!("{label}: {words}"))
}

fn chosen(options: &[AnswerOption], id: &str, value: &str, fields: &Fields) -> Result<Chosen, Vec<Refusal>> {
    let Some(option) = options.iter().find(|option| option.id == value) else {
        return Err(vec![Refusal::new(id, Reason::NotOffered)]);
    };
    if !option.asks_words {
        return Ok(Chosen { option: option.id.clone(), words: None });
    }
    let field = format!("{id}.{}", option.id);
    let words = fields.text(&field).to_owned();
    let typed = words.chars().count();
    if words.is_empty() {
        return Err(vec![Refusal::new(field, Reason::OtherNotSaid)]);
    }
    if typed > OTHER_LIMIT {
        return Err(vec![Refusal::new(field, Reason::TooLong { limit: OTHER_LIMIT, typed })]);
    }
    Ok(Chosen { option: option.id.clone(), words: Some(words) })
}

fn words_columns(options: &[AnswerOption]) -> impl Iterator<Item = Column> {
    let words =
        |o: &AnswerOption| Column::part(format!("{}.words", o.id), format!("{}, in words", o.label), Values::Words);
    options.iter().filter(|o| o.asks_words).map(words)
}

fn words_cells(options: &[AnswerOption], all: &[Chosen]) -> impl Iterator<Item = String> {
    options.iter().filter(|o| o.asks_words).map(|option| {
        all.iter().find(|chosen| chosen.option == option.id).and_then(|chosen| chosen.words.clone()).unwrap_or_default()
    })
}

/// Reads the words from the columns after a place; they belong to an option that has to be chosen too.
fn words_fields(
    options: &[AnswerOption],
    first: usize,
    is_chosen: impl Fn(&AnswerOption) -> bool,
    cells: &mut Cells<'_>,
) {
    for (option, column) in options.iter().filter(|o| o.asks_words).zip(first..) {
        let words = cells.text(column);
        if words.is_empty() || is_chosen(option) {
            cells.post(&option.id, words);
        } else {
            cells.refuse(column, Expected::NothingUnless(option.label.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> Vec<AnswerOption> {
        let option = |id: &str| AnswerOption { id: id.into(), label: id.to_uppercase(), ..AnswerOption::default() };
        vec![
            option("ponds"),
            option("hedges"),
            option("meadows"),
            AnswerOption { asks_words: true, ..option("other") },
            AnswerOption { alone: true, ..option("none") },
        ]
    }

    fn judge(at_most: Option<usize>, pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        MultipleChoice { options: options(), at_most }.judge("q", &Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn nothing_chosen_is_no_answer() {
        assert_eq!(judge(None, &[]), Ok(None));
        assert_eq!(SingleChoice { options: options() }.judge("q", &Fields::default()), Ok(None));
    }

    #[test]
    fn an_option_that_is_not_offered_is_refused() {
        assert_eq!(judge(None, &[("q", "bogs")]), Err(vec![Refusal::new("q", Reason::NotOffered)]));
    }

    #[test]
    fn a_box_posted_twice_counts_once() {
        let answer = judge(Some(1), &[("q", "ponds"), ("q", "ponds")]);
        assert_eq!(answer, Ok(Some(Answer::Choices(vec![Chosen { option: "ponds".into(), words: None }]))));
    }

    #[test]
    fn more_than_the_limit_is_refused_with_the_number_chosen() {
        let refusal = Refusal::new("q", Reason::TooMany { at_most: 1, chosen: 2 });
        assert_eq!(judge(Some(1), &[("q", "ponds"), ("q", "hedges")]), Err(vec![refusal]));
    }

    #[test]
    fn none_of_these_stands_alone() {
        let refusal = Refusal::new("q", Reason::NotTogether { alone: "NONE".into() });
        assert_eq!(judge(None, &[("q", "ponds"), ("q", "none")]), Err(vec![refusal]));
    }

    #[test]
    fn other_needs_its_words() {
        assert_eq!(judge(None, &[("q", "other")]), Err(vec![Refusal::new("q.other", Reason::OtherNotSaid)]));
        let answer = judge(None, &[("q", "other"), ("q.other", "canals")]);
        assert_eq!(
            answer,
            Ok(Some(Answer::Choices(vec![Chosen { option: "other".into(), words: Some("canals".into()) }])))
        );
    }

    #[test]
    fn an_export_has_a_column_for_each_option_and_one_for_the_words() {
        let kind = MultipleChoice { options: options(), at_most: None };
        let all = [Chosen { option: "other".into(), words: Some("canals".into()) }];
        assert_eq!(kind.columns().len(), 6);
        assert_eq!(kind.cells(&all), ["0", "0", "0", "1", "0", "canals"]);
    }
}
