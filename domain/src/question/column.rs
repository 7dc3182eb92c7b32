//! The columns that questions have in an export: how each is called, what it says, and what can stand in it.

use super::AnswerOption;

/// One column of an export, which comes from the questionnaire and not from the answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The heading: the question's id, and where an answer has parts, a dot and the part.
    pub name: String,
    /// What the column holds, in words.
    pub label: String,
    /// What can stand in it.
    pub values: Values,
}

/// What can stand in the cells of a column; every cell can be empty too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// What the respondent wrote, which may name somebody.
    Words,
    /// Names that this program gives, with spaces between them.
    Names,
    /// A number, perhaps below zero or with a fraction.
    Number,
    /// A whole number that is never below zero; some of them have a label.
    Whole(Vec<Value>),
    /// A day.
    Day,
    /// [`super::TICKED`] or [`super::NOT_TICKED`].
    Tick,
    /// The name of one of these.
    OneOf(Vec<Value>),
}

/// A value that has a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What stands in the cell.
    pub name: String,
    /// What it means, in words.
    pub label: String,
    /// Whether it says nothing about the question, as "don't know" does.
    pub is_missing: bool,
}

impl Column {
    /// Makes the column of a part of a question, or of all of it where the part has no name.
    pub(super) fn part(name: impl Into<String>, label: impl Into<String>, values: Values) -> Self {
        Self { name: name.into(), label: label.into(), values }
    }

    /// Makes the column of all of a question.
    pub(super) fn whole(values: Values) -> Self {
        Self::part("", "", values)
    }
}

impl Values {
    /// Gives what can stand in a column of which one cell holds one of some options.
    pub(super) fn one_of(options: &[AnswerOption]) -> Self {
        Self::OneOf(options.iter().map(Value::from).collect())
    }

    /// Joins what two versions of a questionnaire let stand in a column.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::OneOf(mut values), Self::OneOf(others)) => {
                add_missing(&mut values, others);
                Self::OneOf(values)
            }
            (Self::Whole(mut values), Self::Whole(others)) => {
                add_missing(&mut values, others);
                Self::Whole(values)
            }
            (one, other) if one == other => one,
            (Self::Words, _) | (_, Self::Words) => Self::Words,
            _ => Self::Names,
        }
    }

    /// Gives the values that have a label.
    pub fn labelled(&self) -> &[Value] {
        match self {
            Self::OneOf(values) | Self::Whole(values) => values,
            _ => &[],
        }
    }
}

impl Value {
    /// Makes a value that says something.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), is_missing: false }
    }
}

impl From<&AnswerOption> for Value {
    fn from(option: &AnswerOption) -> Self {
        Self { is_missing: option.missing, ..Self::new(&option.id, &option.label) }
    }
}

/// Adds the values whose names are not there yet; a later version of the words for one does not change it.
fn add_missing(values: &mut Vec<Value>, others: Vec<Value>) {
    for other in others {
        if values.iter().all(|known| known.name != other.name) {
            values.push(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_versions_of_a_column_give_all_the_values_of_both_once() {
        let of = |names: &[&str]| Values::OneOf(names.iter().map(|name| Value::new(*name, "a label")).collect());
        assert_eq!(of(&["a", "b"]).or(of(&["b", "c"])), of(&["a", "b", "c"]));
    }

    #[test]
    fn where_one_version_takes_words_the_column_is_one_of_words() {
        assert_eq!(Values::Number.or(Values::Words), Values::Words);
        assert_eq!(Values::Day.or(Values::Number), Values::Names);
        assert_eq!(Values::Day.or(Values::Day), Values::Day);
    }
}
