//! The people who answer the survey of the demonstration: what each types on each page, and when.
//!
//! Nobody here is real. Who answers is skewed as such surveys are: older people, people who care about nature, and two
//! of the six authorities are heard more than their numbers, so that weighting has something to put right.

mod answers;
mod places;
mod profile;
mod tastes;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use domain::{
    answer::Answers,
    draft::Draft,
    fields::Fields,
    questionnaire::{Page, Questionnaire},
    time::Moment,
};

use self::profile::Profile;
use crate::{
    arrivals::{self, Rhythm},
    dice::Dice,
    questionnaire::questionnaire,
};

/// What one person typed, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The fields of each page, as a browser posts them.
    pub draft: Draft,
    /// When the first page was stored.
    pub started_at: Moment,
    /// When the response was submitted.
    pub submitted_at: Moment,
}

/// Makes up people who answer between the opening of the survey and a later moment, in the order of their submitting.
///
/// The same seed gives the same people.
pub fn drafts(seed: u64, count: usize, opens_at: Moment, until: Moment) -> Vec<Person> {
    let questionnaire = questionnaire();
    let mut dice = Dice::new(seed);
    let mut people: Vec<Person> = profile::profiles(&mut dice, count)
        .iter()
        .map(|profile| {
            let draft = fill(&questionnaire, profile, &mut dice);
            let rhythm = if profile.in_campaign { Rhythm::Campaign } else { Rhythm::Own };
            let (started_at, submitted_at) = arrivals::visit(&mut dice, rhythm, opens_at, until);
            Person { draft, started_at, submitted_at }
        })
        .collect();
    people.sort_by_key(|person| person.submitted_at);
    people
}

/// Fills each page that a person is shown, in order, since what is shown depends on the answers before.
fn fill(questionnaire: &Questionnaire, profile: &Profile, dice: &mut Dice) -> Draft {
    let mut answers = Answers::new();
    let mut draft = Draft::new();
    for page in &questionnaire.pages {
        if page.shown_when.as_ref().is_none_or(|condition| condition.holds(&answers)) {
            draft.insert(page.id.clone(), fill_page(questionnaire, page, profile, &mut answers, dice));
        }
    }
    draft
}

fn fill_page(
    questionnaire: &Questionnaire,
    page: &Page,
    profile: &Profile,
    answers: &mut Answers,
    dice: &mut Dice,
) -> Fields {
    let mut typed = Vec::new();
    for question in &page.questions {
        if question.shown_when.as_ref().is_some_and(|condition| !condition.holds(answers)) {
            continue;
        }
        let offered = match question.kind.options_from() {
            Some(_) => Cow::Owned(questionnaire.offered(question, answers)),
            None => Cow::Borrowed(question),
        };
        let pairs = answers::typed(&offered, profile, dice);
        if let Ok(Some(answer)) = offered.judge(&Fields::new(pairs.clone())) {
            answers.insert(question.id.clone(), answer);
        }
        typed.extend(pairs);
    }
    Fields::new(typed)
}
