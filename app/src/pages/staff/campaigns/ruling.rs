//! The form in which somebody says how the responses of a campaign count, and why.

use std::collections::BTreeSet;

use domain::{
    campaign::{NAME_LIMIT, RULING_REASON_LIMIT, Treatment, takes_two},
    fields::Fields,
    question::Question,
    reference,
    refusal::{Reason, Refusal},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Campaign, NewRuling};

use super::super::asking::{Asks, Told, all, choice, draw, line, lines};

const NAME: &str = "name";
const TREATMENT: &str = "treatment";
const REASON: &str = "reason";
const TAKEN_OUT: &str = "taken-out";

/// The longest list of references to take out: some 300.
const TAKEN_OUT_LIMIT: usize = 4_000;

/// Which ruling is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RulingForm {
    /// The first of a new campaign.
    First,
    /// One with which responses are added.
    Adding,
    /// The next on a campaign as it stands.
    Next,
}

/// What is asked of a ruling; of a new campaign its name as well.
pub(super) fn questions(which: RulingForm) -> Vec<Question> {
    let name = line(NAME, "What is the campaign called?", NAME_LIMIT)
        .hint("For example: the letter about the common. Results name it, so name no person.");
    let treatment = choice(TREATMENT, "How do its responses count?", all::<Treatment>());
    let taken_out = lines(TAKEN_OUT, "Which responses do not belong to it?", TAKEN_OUT_LIMIT)
        .hint("Their references, with spaces or commas between them. They are taken out of the campaign and each counts again. Leave it empty if all belong to it.")
        .optional();
    let reason = lines(REASON, "Why?", RULING_REASON_LIMIT)
        .hint("For example: 312 people sent the same letter, which was offered on a website. Everybody can read this.");
    let name = (which == RulingForm::First).then_some(name);
    let taken_out = (which == RulingForm::Next).then_some(taken_out);
    name.into_iter().chain([treatment]).chain(taken_out).chain([reason]).collect()
}

/// A ruling as it was asked for.
pub(super) struct Asked {
    /// The name, where one was asked for.
    pub name: String,
    /// How responses are to count.
    pub treatment: Treatment,
    /// Why.
    pub reason: String,
    /// The references of those that are to be taken out.
    pub taken_out: BTreeSet<String>,
}

impl Asked {
    /// Reads the form; only responses of the campaign can be taken out.
    ///
    /// # Errors
    /// Says what has to be put right.
    pub(super) fn read(which: RulingForm, fields: &Fields, inside: &[String]) -> Result<Self, Vec<Refusal>> {
        let questions = questions(which);
        let mut told = Told::new(&questions, fields);
        let treatment = told.chosen(TREATMENT).and_then(Treatment::from_word);
        let (name, reason) = (told.needed_words(NAME), told.needed_words(REASON));
        let mut taken_out = BTreeSet::new();
        let typed = told.needed_words(TAKEN_OUT);
        for typed in typed.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|typed| !typed.is_empty())
        {
            match reference::parse(typed).filter(|reference| inside.contains(reference)) {
                Some(reference) => drop(taken_out.insert(reference)),
                None => told.refuse(TAKEN_OUT, Reason::NotInCampaign { typed: typed.to_owned() }),
            }
        }
        match treatment {
            Some(treatment) if !told.is_refused() => Ok(Self { name, treatment, reason, taken_out }),
            _ => Err(told.refusals(&questions)),
        }
    }

    /// Makes the ruling for a campaign of so many responses out of all; other campaigns may be left out already.
    pub(super) fn ruling(self, added: Vec<String>, responses: u64, others: &[&Campaign], of_all: u64) -> NewRuling {
        let in_force = others.iter().filter_map(|campaign| campaign.in_force());
        let left_out = in_force.filter(|ruling| ruling.treatment == Treatment::LeftOut);
        let responses = responses.saturating_sub(self.taken_out.len() as u64);
        let takes_two = takes_two(self.treatment, responses, left_out.map(|ruling| ruling.responses).sum(), of_all);
        let taken_out = self.taken_out.into_iter().collect();
        NewRuling { treatment: self.treatment, reason: self.reason, takes_two, added, taken_out }
    }
}

/// Draws the form; `seen` names what the reader saw, so that nothing is stored of what they did not.
pub(super) fn form(
    which: RulingForm,
    action: String,
    seen: &str,
    button: &'static str,
    (fields, refusals): (&Fields, &[Refusal]),
) -> impl IntoView + use<> {
    view! {
        <form method="post" action=action novalidate>
            <input type="hidden" name=SEEN value=seen.to_owned()/>
            {draw(&questions(which), fields, refusals)}
            <p class="govuk-body">
                "Whoever leaves out more than one in a hundred of all responses needs a second person, who confirms it on the page of the campaign."
            </p>
            <button class="govuk-button" type="submit">{button}</button>
        </form>
    }
}

/// The field that names what the reader saw.
pub(super) const SEEN: &str = "seen";
