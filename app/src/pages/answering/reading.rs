//! A questionnaire as one person reads it, and how their forms say in which language that is.

use domain::{
    fields::Fields,
    language::{ENGLISH, Language},
    order::{self, OrderSeed},
    questionnaire::Questionnaire,
    vocabulary::Word as _,
};
use leptos::prelude::*;

use super::ORDER;

/// The field of the buttons that ask for another language. No question can have its name, which has what no name may have.
pub const LANGUAGE: &str = "read_in";
/// The field that names the language that a form was drawn in.
pub const DRAWN_IN: &str = "drawn_in";
/// The part of an address that asks for a language.
const ASKED: &str = "language";

/// Gives an address that asks for a language.
pub fn address_in(address: &str, language: Language) -> String {
    format!("{address}?{ASKED}={}", language.tag())
}

/// A questionnaire in the language and the order of whoever answers it.
pub struct Reading {
    /// What is asked.
    pub questionnaire: Questionnaire,
    /// The language that it is read in, if not in English.
    pub language: Option<Language>,
    /// The languages in which it can be read.
    pub languages: Vec<Language>,
    /// What the orders follow from in which it shows options at random, if it does.
    pub order: Option<OrderSeed>,
}

impl Reading {
    /// Puts a questionnaire into a language, if it can be read in it, and into an order.
    pub fn new(written: &Questionnaire, language: Option<Language>, order: Option<OrderSeed>) -> Self {
        let languages = written.spoken_languages();
        let language = language.filter(|language| languages.contains(language));
        let mut questionnaire = language.map_or_else(|| written.clone(), |language| written.spoken(language));
        let order = order::arranged(order, &mut questionnaire);
        Self { questionnaire, language, languages, order }
    }

    /// Keeps to the language and the order that a form was drawn in, or goes on in the language that it asks for; what has a
    /// draft keeps the order of that.
    #[must_use]
    pub fn drawn_as(self, written: &Questionnaire, posted: &Fields, has_draft: bool) -> Self {
        let drawn = OrderSeed::parse(posted.text(ORDER)).filter(|_| !has_draft);
        let (language, order) = (language_of(posted, self.language), drawn.or(self.order));
        self.read_as(written, language, order)
    }

    /// Puts the questionnaire into another language, if one is asked for.
    #[must_use]
    pub fn in_language(self, written: &Questionnaire, asked: Option<Language>) -> Self {
        let (language, order) = (asked.or(self.language), self.order);
        self.read_as(written, language, order)
    }

    /// Most forms come back as they were drawn, so that nothing has to be put together anew.
    fn read_as(self, written: &Questionnaire, language: Option<Language>, order: Option<OrderSeed>) -> Self {
        if (language, order) == (self.language, self.order) { self } else { Self::new(written, language, order) }
    }

    /// Names the other languages in which it can be read.
    pub fn others(&self) -> impl Iterator<Item = Language> {
        self.languages.iter().copied().filter(|language| Some(*language) != self.language)
    }

    /// Gives the field that tells a post which language its form was drawn in.
    pub(super) fn drawn_in_field(&self) -> Option<(String, String)> {
        let tag = self.language.map_or(ENGLISH, Language::tag);
        (!self.languages.is_empty()).then(|| (DRAWN_IN.to_owned(), tag.to_owned()))
    }

    /// Draws that field.
    pub(super) fn drawn_in(&self) -> Option<AnyView> {
        let (name, tag) = self.drawn_in_field()?;
        Some(view! { <input type="hidden" name=name value=tag/> }.into_any())
    }

    /// Draws the buttons of a form by which its page is read in another language; what was typed is stored with them.
    pub(super) fn switch(&self, form: &'static str) -> Option<AnyView> {
        if self.languages.is_empty() {
            return None;
        }
        let english = (self.language.is_some()).then_some((ENGLISH, "ltr", "English"));
        let others = self.others().map(|language| (language.tag(), language.direction(), language.own_name()));
        let buttons = english.into_iter().chain(others).map(|(tag, direction, name)| {
            view! {
                <li>
                    <button class="fm-link-button" type="submit" form=form name=LANGUAGE value=tag lang=tag dir=direction>
                        {name}
                    </button>
                </li>
            }
        });
        Some(
            view! {
                // The first button of the form, which is the one that the Enter key presses.
                <button class="govuk-visually-hidden" type="submit" form=form tabindex="-1" aria-hidden="true">"Save and continue"</button>
                <nav class="fm-languages" aria-label="Languages">
                    <ul class="fm-languages__list">{buttons.collect_view()}</ul>
                </nav>
            }
            .into_any(),
        )
    }
}

/// Reads which language a form asks for or was drawn in, which is none for English; `otherwise`, if it says nothing of
/// languages.
fn language_of(posted: &Fields, otherwise: Option<Language>) -> Option<Language> {
    let said = [LANGUAGE, DRAWN_IN].into_iter().map(|name| posted.text(name)).find(|said| !said.is_empty());
    said.map_or(otherwise, Language::from_word)
}
