//! A questionnaire that asks one question of every kind, each on a page of its own.

use domain::questionnaire::Questionnaire;

/// Gives the questionnaire.
pub fn kinds() -> Questionnaire {
    serde_json::from_str(include_str!("kinds.json")).expect("the document of the kinds of question can be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_can_be_asked() {
        assert_eq!(kinds().check(), []);
    }
}
