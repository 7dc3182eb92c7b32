//! The form in which somebody says how the responses of a campaign count, and why.

use domain::{
    campaign::{NAME_LIMIT, RULING_REASON_LIMIT, Treatment, takes_two},
    fields::Fields,
    question::Question,
    refusal::Refusal,
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Campaign, NewRuling};

use super::super::asking::{Asks, Told, all, choice, draw, line, lines};

const NAME: &str = "name";
const TREATMENT: &str = "treatment";
const REASON: &str = "reason";

/// What is asked of a ruling; of a new campaign its name as well.
pub(super) fn questions(is_new: bool) -> Vec<Question> {
    let name = line(NAME, "What is the campaign called?", NAME_LIMIT)
        .hint("For example: the letter about the common. Results name it, so name no person.");
    let treatment = choice(TREATMENT, "How do its responses count?", all::<Treatment>());
    let reason = lines(REASON, "Why?", RULING_REASON_LIMIT)
        .hint("For example: 312 people sent the same letter, which was offered on a website. Everybody can read this.");
    is_new.then_some(name).into_iter().chain([treatment, reason]).collect()
}

/// A ruling as it was asked for.
pub(super) struct Asked {
    /// The name, where one was asked for.
    pub name: String,
    /// How responses are to count.
    pub treatment: Treatment,
    /// Why.
    pub reason: String,
}

impl Asked {
    /// Reads the form.
    ///
    /// # Errors
    /// Says what has to be put right.
    pub(super) fn read(is_new: bool, fields: &Fields) -> Result<Self, Vec<Refusal>> {
        let questions = questions(is_new);
        let told = Told::new(&questions, fields);
        let treatment = told.chosen(TREATMENT).and_then(Treatment::from_word);
        let (name, reason) = (told.needed_words(NAME), told.needed_words(REASON));
        match treatment {
            Some(treatment) if !told.is_refused() => Ok(Self { name, treatment, reason }),
            _ => Err(told.refusals(&questions)),
        }
    }

    /// Makes the ruling for a campaign of so many responses out of all; other campaigns may be left out already.
    pub(super) fn ruling(self, added: Vec<String>, responses: u64, others: &[&Campaign], of_all: u64) -> NewRuling {
        let in_force = others.iter().filter_map(|campaign| campaign.in_force());
        let left_out = in_force.filter(|ruling| ruling.treatment == Treatment::LeftOut);
        let takes_two = takes_two(self.treatment, responses, left_out.map(|ruling| ruling.responses).sum(), of_all);
        NewRuling { treatment: self.treatment, reason: self.reason, takes_two, added }
    }
}

/// Draws the form; `seen` names what the reader saw, so that nothing is stored of what they did not.
pub(super) fn form(
    is_new: bool,
    action: String,
    seen: &str,
    button: &'static str,
    (fields, refusals): (&Fields, &[Refusal]),
) -> impl IntoView + use<> {
    view! {
        <form method="post" action=action novalidate>
            <input type="hidden" name=SEEN value=seen.to_owned()/>
            {draw(&questions(is_new), fields, refusals)}
            <p class="govuk-body">
                "Whoever leaves out more than one in a hundred of all responses needs a second person, who confirms it on the page of the campaign."
            </p>
            <button class="govuk-button" type="submit">{button}</button>
        </form>
    }
}

/// The field that names what the reader saw.
pub(super) const SEEN: &str = "seen";
