//! Choosing yes or no, perhaps with "don't know".

use serde::{Deserialize, Serialize};

use super::{AnswerOption, SingleChoice, cells::Cells};
use crate::{answer::Answer, fields::Fields, refusal::Refusal};

/// The id of "yes".
pub const YES: &str = "yes";
/// The id of "no".
pub const NO: &str = "no";
/// The id of "don't know", which says nothing about the question.
pub const DONT_KNOW: &str = "dont-know";

/// Yes or no, shown as radio buttons beside each other; it is answered as a single choice is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct YesNo {
    /// Yes, no and perhaps "don't know", under these ids; only a document with other labels writes them out.
    #[serde(default = "standard", skip_serializing_if = "is_standard")]
    pub options: Vec<AnswerOption>,
}

impl YesNo {
    /// Makes the question with "yes" and "no" alone.
    pub fn new() -> Self {
        Self { options: standard() }
    }

    /// Adds "don't know".
    #[must_use]
    pub fn or_dont_know(mut self) -> Self {
        self.options.push(AnswerOption { alone: true, missing: true, ..option(DONT_KNOW, "Don’t know") });
        self
    }

    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        SingleChoice { options: self.options.clone() }.judge(id, fields)
    }

    pub(super) fn fields(&self, cells: &mut Cells<'_>) {
        if let Some(option) = cells.option(0, self.options.iter()) {
            cells.post("", &option.id);
        }
    }
}

impl Default for YesNo {
    fn default() -> Self {
        Self::new()
    }
}

fn standard() -> Vec<AnswerOption> {
    vec![option(YES, "Yes"), option(NO, "No")]
}

fn is_standard(options: &[AnswerOption]) -> bool {
    options == standard()
}

fn option(id: &str, label: &str) -> AnswerOption {
    AnswerOption { id: id.to_owned(), label: label.to_owned(), ..AnswerOption::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::{Answers, Chosen},
        refusal::Reason,
        routing::Condition,
    };

    fn judge(kind: &YesNo, typed: &str) -> Result<Option<Answer>, Vec<Refusal>> {
        kind.judge("q", &Fields::new([("q", typed)]))
    }

    fn chose(option: &str) -> Answer {
        Answer::Choice(Chosen { option: option.to_owned(), words: None })
    }

    #[test]
    fn no_is_an_answer_and_nothing_chosen_is_none() {
        assert_eq!(judge(&YesNo::new(), NO), Ok(Some(chose(NO))));
        assert_eq!(judge(&YesNo::new(), ""), Ok(None));
    }

    #[test]
    fn dont_know_is_taken_only_where_it_is_offered_and_says_nothing() {
        assert_eq!(judge(&YesNo::new(), DONT_KNOW), Err(vec![Refusal::new("q", Reason::NotOffered)]));
        let kind = YesNo::new().or_dont_know();
        assert_eq!(judge(&kind, DONT_KNOW), Ok(Some(chose(DONT_KNOW))));
        assert!(kind.options.iter().all(|option| option.missing == (option.id == DONT_KNOW)));
    }

    #[test]
    fn a_condition_reads_it_as_it_reads_a_single_choice() {
        let condition = Condition::Chose { question: "q".into(), any_of: vec![YES.into()] };
        assert!(condition.holds(&Answers::from([("q".to_owned(), chose(YES))])));
        assert!(!condition.holds(&Answers::from([("q".to_owned(), chose(NO))])));
    }

    #[test]
    fn the_usual_labels_need_not_be_written_into_a_document() {
        let read: YesNo = serde_json::from_str("{}").unwrap();
        assert_eq!(read, YesNo::new());
        assert_eq!(serde_json::to_string(&read).unwrap(), "{}");
        let other: YesNo = serde_json::from_str(&serde_json::to_string(&read.or_dont_know()).unwrap()).unwrap();
        assert_eq!(other.options.len(), 3);
    }
}
