//! What is said about a consultation: its phase, who can answer, and how long that takes.

use domain::{
    consultation::{Consultation, ConsultationKind, Phase},
    invitation::Admission,
    questionnaire::Questionnaire,
};

use super::{Labelled, numbers};

/// How long one question takes, in seconds: the early survey's 30 or so take most people about 10 minutes.
const SECONDS_FOR_A_QUESTION: usize = 20;
/// Times are said in steps of so many minutes; anything finer would not be true.
const STEP: usize = 5;

/// Names a phase.
pub fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Upcoming => "Not open yet",
        Phase::Open => "Open",
        Phase::Closed => "Closed",
    }
}

impl Labelled for ConsultationKind {
    fn label(self) -> &'static str {
        match self {
            Self::EarlySurvey => "Early survey",
            Self::LandManagersSurvey => "Land managers’ survey",
            Self::FormalConsultation => "Consultation on the draft strategy",
        }
    }
}

/// Says who can answer.
pub fn audience(consultation: &Consultation) -> &'static str {
    if consultation.admission == Admission::Invited {
        return "People whom we invite.";
    }
    match consultation.kind {
        ConsultationKind::EarlySurvey | ConsultationKind::FormalConsultation => {
            "Anyone who lives, works or spends time in the area, people who manage land there, and organisations."
        }
        ConsultationKind::LandManagersSurvey => "People who farm, own or manage land in the area, and their agents.",
    }
}

/// Says what answers can still change, because that is what they are asked for.
pub fn influence(kind: ConsultationKind) -> &'static str {
    match kind {
        ConsultationKind::EarlySurvey => {
            "The priorities are not set yet. Your answers are weighed together with scientific evidence when they are."
        }
        ConsultationKind::LandManagersSurvey => {
            "The measures are not set yet. What you say helps to choose those that work on real farms and sites."
        }
        ConsultationKind::FormalConsultation => {
            "The strategy is a draft. It can still change before it is agreed and published."
        }
    }
}

/// Says how long answering takes and how much is asked.
pub fn length(questionnaire: &Questionnaire) -> String {
    let asked = questionnaire.questions().filter(|question| question.kind.is_asked());
    let (count, required) =
        asked.fold((0, 0), |(count, required), question| (count + 1, required + usize::from(question.required)));
    let blank = if required == 0 { "any question" } else { "most questions" };
    let questions = numbers::count(u64::try_from(count).unwrap_or(u64::MAX), "question", "questions");
    format!("About {} minutes for up to {questions}. You can leave {blank} blank.", minutes(count))
}

fn minutes(questions: usize) -> usize {
    (questions * SECONDS_FOR_A_QUESTION).div_ceil(60 * STEP).max(1) * STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_to_answer_is_rounded_up_to_five_minutes() {
        assert_eq!(minutes(0), 5);
        assert_eq!(minutes(15), 5);
        assert_eq!(minutes(16), 10);
        assert_eq!(minutes(30), 10);
    }

    #[test]
    fn the_length_says_whether_something_has_to_be_answered() {
        let questionnaire = |required: bool| -> Questionnaire {
            let question = serde_json::json!({
                "id": "why", "text": "Why?", "required": required, "kind": { "text": { "limit": 100 } },
            });
            let page = serde_json::json!({ "id": "one", "title": "One", "questions": [question] });
            serde_json::from_value(serde_json::json!({ "pages": [page] })).unwrap()
        };
        let free = "About 5 minutes for up to 1 question. You can leave any question blank.";
        assert_eq!(length(&questionnaire(false)), free);
        assert_eq!(length(&questionnaire(true)), free.replace("any question", "most questions"));
    }
}
