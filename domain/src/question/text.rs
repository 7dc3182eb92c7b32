//! Words: one text, or several short ones.

use serde::{Deserialize, Serialize};

use super::{Column, Values, cells::Cells};
use crate::{
    answer::Answer,
    fields::Fields,
    refusal::{Reason, Refusal},
};

/// One text, on one line or on several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The most characters that it takes.
    pub limit: usize,
    /// Whether it may have several lines.
    #[serde(default)]
    pub multiline: bool,
}

/// Several short texts, each in a field of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TextList {
    /// How many there are at most.
    pub at_most: usize,
    /// The most characters that each takes.
    pub limit: usize,
    /// What one of them is called, such as "Species".
    pub label: String,
}

impl Text {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        Ok(limited(id, self.limit, fields)?.map(Answer::Text))
    }
}

impl TextList {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let mut texts = Vec::new();
        for number in 1..=self.at_most {
            texts.extend(limited(&format!("{id}.{number}"), self.limit, fields)?);
        }
        Ok((!texts.is_empty()).then_some(Answer::Texts(texts)))
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let column =
            |number: usize| Column::part(number.to_string(), format!("{} {number}", self.label), Values::Words);
        (1..=self.at_most).map(column).collect()
    }

    pub(super) fn cells(&self, texts: &[String]) -> Vec<String> {
        (0..self.at_most).map(|index| texts.get(index).cloned().unwrap_or_default()).collect()
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        for number in 1..=self.at_most {
            cells.post(&number.to_string(), cells.text(number - 1));
        }
    }
}

fn limited(field: &str, limit: usize, fields: &Fields) -> Result<Option<String>, Vec<Refusal>> {
    let text = fields.text(field);
    let typed = text.chars().count();
    if typed > limit {
        return Err(vec![Refusal::new(field, Reason::TooLong { limit, typed })]);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_counts_characters_and_not_bytes() {
        let kind = Text { limit: 3, multiline: false };
        assert!(kind.judge("q", &Fields::new([("q", "éàü")])).is_ok());
        let refusal = Refusal::new("q", Reason::TooLong { limit: 3, typed: 4 });
        assert_eq!(kind.judge("q", &Fields::new([("q", "ponds"[..4].to_owned())])), Err(vec![refusal]));
    }

    #[test]
    fn gaps_between_several_texts_do_not_matter() {
        let kind = TextList { at_most: 3, limit: 20, label: "Species".into() };
        let answer = kind.judge("q", &Fields::new([("q.1", ""), ("q.3", "otter")]));
        assert_eq!(answer, Ok(Some(Answer::Texts(vec!["otter".into()]))));
    }
}
