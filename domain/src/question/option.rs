//! The options of a question, and what choosing one of them means.

use serde::{Deserialize, Serialize};

use crate::questionnaire::OptionId;

/// Something that can be chosen, ranked or given points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// Its stable name.
    pub id: OptionId,
    /// What a person reads.
    pub label: String,
    /// Help under the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The code of the priority that it points at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<String>,
    /// The segment, the level of a margin or the consent that it stands for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<String>,
    /// Whether choosing it asks for words, as "other" does.
    #[serde(default, skip_serializing_if = "is_false")]
    pub asks_words: bool,
    /// Whether it cannot be chosen together with others, as "none of these" and "don't know".
    #[serde(default, skip_serializing_if = "is_false")]
    pub alone: bool,
    /// Whether choosing it says nothing about the question, as "don't know" does: such an answer is missing and never
    /// zero, while "none of these" is an answer that counts.
    #[serde(default, skip_serializing_if = "is_false")]
    pub missing: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
pub(super) fn is_false(value: &bool) -> bool {
    !value
}

/// Finds the label of an option, or gives its id where a later version no longer has it.
pub fn label<'a>(options: &'a [AnswerOption], id: &'a str) -> &'a str {
    options.iter().find(|option| option.id == id).map_or(id, |option| &option.label)
}
