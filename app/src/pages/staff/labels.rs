//! The words for segments and areas, which are those of the options that stand for them.

use domain::{ids::ConsultationId, question::AnswerOption, questionnaire::Questionnaire};
use store::StoreError;

use crate::{state::AppState, words::staff::NOT_STATED};

/// The words for the codes that responses carry.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    /// The segments in the order of the form.
    pub segments: Vec<(String, String)>,
    /// The areas in the order of the form.
    pub areas: Vec<(String, String)>,
}

impl Labels {
    /// Gathers the words of a questionnaire.
    pub(super) fn new(questionnaire: &Questionnaire) -> Self {
        let of = |question: Option<&String>| {
            let question = question.and_then(|id| questionnaire.question(id));
            gather(question.map_or(&[], |question| question.kind.options()))
        };
        let roles = &questionnaire.roles;
        Self { segments: of(roles.segment.as_ref()), areas: of(roles.margins.get("area_code")) }
    }

    /// Gathers the words of the current version of a consultation's questionnaire; none before it is published.
    pub(super) async fn current(state: &AppState, consultation: ConsultationId) -> Result<Self, StoreError> {
        let version = state.store.find_current_version(consultation).await?;
        Ok(version.map(|version| Self::new(&version.questionnaire)).unwrap_or_default())
    }

    /// Says a segment.
    pub(super) fn segment(&self, code: Option<&str>) -> String {
        say(&self.segments, code)
    }

    /// Says an area.
    pub(super) fn area(&self, code: Option<&str>) -> String {
        say(&self.areas, code)
    }
}

/// Gives each code once, with the labels of all options that stand for it.
fn gather(options: &[AnswerOption]) -> Vec<(String, String)> {
    let mut gathered: Vec<(String, String)> = Vec::new();
    for option in options {
        let Some(code) = &option.stands_for else { continue };
        match gathered.iter_mut().find(|(known, _)| known == code) {
            Some((_, label)) => *label = format!("{label} / {}", option.label),
            None => gathered.push((code.clone(), option.label.clone())),
        }
    }
    gathered
}

/// Says a code in words, or as it stands where the questionnaire does not have it any more.
fn say(labels: &[(String, String)], code: Option<&str>) -> String {
    let Some(code) = code else { return NOT_STATED.to_owned() };
    labels.iter().find(|(known, _)| known == code).map_or(code, |(_, label)| label).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_for_which_two_options_stand_is_said_with_both() {
        let option = |label: &str, code: Option<&str>| AnswerOption {
            label: label.into(),
            stands_for: code.map(str::to_owned),
            ..AnswerOption::default()
        };
        let options =
            [option("A school", Some("education")), option("Other", None), option("A student", Some("education"))];
        let labels = Labels { segments: gather(&options), areas: Vec::new() };
        assert_eq!(labels.segment(Some("education")), "A school / A student");
        assert_eq!(labels.segment(Some("gone")), "gone");
        assert_eq!(labels.segment(None), "Not stated");
    }
}
