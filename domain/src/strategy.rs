//! The strategy as the home page presents it: words and figures, which each installation brings along as data.
//!
//! It is stored as one JSON document. What people answer about it lives with consultations, not here.

use serde::{Deserialize, Serialize};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// How far a step of the work is.
    Progress {
        /// It is finished.
        Done = "done",
        /// It is being done.
        Current = "current",
        /// It comes later.
        Next = "next",
    }
}

/// The strategy in the words of those who prepare it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Strategy {
    /// Its name.
    pub title: String,
    /// What it is, in a sentence or two.
    pub summary: String,
    /// What it will do, each beginning with a verb.
    #[serde(default)]
    pub aims: Vec<String>,
    /// Why it is needed.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// The steps on the way to it, in order.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// What its map shows so far, and what it will show.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<String>,
    /// Who leads the work, and with whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leadership: Option<String>,
    /// How owners and managers of land can take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landowners: Option<String>,
}

/// A number that shows why the strategy is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The number, as it is shown.
    pub figure: String,
    /// What the number counts.
    pub meaning: String,
}

/// One step on the way to the strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the step is.
    pub title: String,
    /// One sentence about it.
    pub summary: String,
    /// How far it is.
    pub progress: Progress,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strategy_needs_no_more_than_a_title_and_a_summary() {
        let strategy: Strategy = serde_json::from_str(r#"{ "title": "Plan", "summary": "What it is." }"#).unwrap();
        assert!(strategy.steps.is_empty() && strategy.map.is_none());
    }

    #[test]
    fn a_step_is_stored_with_the_word_of_its_progress() {
        let step = Step { title: "Map".into(), summary: "What is here.".into(), progress: Progress::Current };
        let stored = serde_json::to_string(&step).unwrap();
        assert_eq!(stored, r#"{"title":"Map","summary":"What is here.","progress":"current"}"#);
        assert_eq!(serde_json::from_str::<Step>(&stored).unwrap(), step);
    }

    #[test]
    fn a_misspelt_field_is_refused_and_not_lost_in_silence() {
        let document = r#"{ "title": "Plan", "summary": "What it is.", "step": [] }"#;
        assert!(serde_json::from_str::<Strategy>(document).is_err());
    }
}
