//! Words about a questionnaire for those who write it: kinds of question, steps, and what a step was refused for.

pub mod changes;
pub mod conditions;
pub mod library;
pub mod translation;
pub mod uses;

use domain::{
    editing::{Kind, Step, User},
    question::Ways,
    questionnaire::Questionnaire,
};

use super::Labelled;

impl Labelled for Kind {
    fn label(self) -> &'static str {
        match self {
            Self::SingleChoice => "Choose one",
            Self::MultipleChoice => "Choose some",
            Self::YesNo => "Yes or no",
            Self::Rating => "Rate on a scale",
            Self::Matrix => "Table: one answer for each row",
            Self::Ranking => "Put in order",
            Self::BestWorst => "Best and worst of several sets",
            Self::Pairwise => "One of two, several times",
            Self::Points => "Share out points",
            Self::Number => "Number",
            Self::Date => "Date",
            Self::Text => "Words",
            Self::TextList => "Several short texts",
            Self::Postcode => "Postcode",
            Self::Places => "Places",
            Self::Contact => "Email address or telephone number",
            Self::Files => "Files",
            Self::Information => "Words to read, no question",
        }
    }

    fn hint(self) -> Option<&'static str> {
        Some(match self {
            Self::Rating => "For example from 1, not important, to 5, very important",
            Self::Ranking => "All of a list, or only the first few",
            Self::BestWorst => "People see a few at a time and choose the best and the worst. Good for long lists",
            Self::Pairwise => "People see two at a time and choose one",
            Self::Points => "All of the points have to be given",
            Self::Text => "On one line or on several",
            Self::TextList => "Such as up to five species",
            Self::Postcode => "Only the first half is kept",
            Self::Places => {
                "By postcode, grid reference, corners of an area or name, with why each matters. There is a map to draw on"
            }
            Self::Contact => "For news and interviews. Kept apart from the answers",
            Self::Files => "Documents, photos and pictures that people add to their answers",
            _ => return None,
        })
    }
}

impl Labelled for Ways {
    fn label(self) -> &'static str {
        match self {
            Self::Email => "By email",
            Self::Telephone => "By telephone",
            Self::Either => "By email, by telephone or both",
        }
    }
}

/// Says what a step did, as the end of ‘Undo: …’.
pub fn step(step: Step, subject: &str) -> String {
    let done = match step {
        Step::Begin => return "began the draft".to_owned(),
        Step::AddPage => "added the page",
        Step::SetPage => "changed the page",
        Step::MovePage => "moved the page",
        Step::CopyPage => "copied the page",
        Step::RemovePage => "removed the page",
        Step::AddQuestion => "added",
        Step::SetQuestion => "changed",
        Step::SetUse => "set the use of",
        Step::MoveQuestion => "moved",
        Step::CopyQuestion => "copied",
        Step::RemoveQuestion => "removed",
        Step::AddFromLibrary => "added from the library",
        Step::Translate => "changed the translation into",
        Step::Replace => "replaced everything with",
    };
    format!("{done} ‘{subject}’")
}

/// Says why something cannot be removed.
pub fn in_use(questionnaire: &Questionnaire, question: &str, users: &[User]) -> String {
    let asked = asked(questionnaire, question);
    let users: Vec<String> = users.iter().map(|user| self::user(questionnaire, user)).collect();
    format!("‘{asked}’ cannot be removed yet, because its answer is used by {}", users.join(", "))
}

/// Gives the words of a question, or its name where it is not there.
pub fn asked<'a>(questionnaire: &'a Questionnaire, question: &'a str) -> &'a str {
    questionnaire.question(question).map_or(question, |question| &question.text)
}

fn user(questionnaire: &Questionnaire, user: &User) -> String {
    match user {
        User::Page(page) => {
            let title = questionnaire.page(page).map_or(page, |page| &page.title);
            format!("the page ‘{title}’")
        }
        User::Question(question) => format!("‘{}’", asked(questionnaire, question)),
        User::Segment => "the count of who answers".to_owned(),
        User::Organisation => "the list of organisations".to_owned(),
        User::Consent => "the publishing of what people write".to_owned(),
        User::Margin(_) => "the weighting by population".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_question_is_needed_for_is_said_in_words() {
        let question =
            serde_json::json!({ "id": "coast", "text": "Do you visit the coast?", "kind": { "yes_no": {} } });
        let page = serde_json::json!({ "id": "you", "title": "About you", "questions": [question] });
        let questionnaire: Questionnaire = serde_json::from_value(serde_json::json!({ "pages": [page] })).unwrap();
        let users = [User::Page("you".into()), User::Question("coast".into()), User::Segment];
        let expected = "‘Do you visit the coast?’ cannot be removed yet, because its answer is used by \
                        the page ‘About you’, ‘Do you visit the coast?’, the count of who answers";
        assert_eq!(in_use(&questionnaire, "coast", &users), expected);
    }
}
