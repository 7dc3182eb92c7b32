//! The fields of one page, drawn with their words, what was typed, and what has to be put right.

use domain::{eoi::EoiStep, fields::Fields};
use leptos::prelude::*;

use crate::{
    parts::{Choice, Choices, Input, InputExtra, LongText},
    words::{Labelled, eoi},
};

/// The classes of the label of a field that stands for itself.
const LABEL: &str = "govuk-label govuk-label--s";

/// Whether a field may be left blank.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It has to be filled, always or where its heading or hint says so.
    Needed,
    /// It may be left blank.
    Optional,
}

/// One page of the form.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    /// The page with what has to be put right.
    pub(super) step: &'a EoiStep,
    /// What was typed on it.
    pub(super) fields: &'a Fields,
}

impl<'a> Form<'a> {
    fn message(self, name: &str) -> Option<String> {
        self.step.refusals.iter().find(|refusal| refusal.field == name).map(eoi::refusal)
    }

    /// Draws a field for one line of text.
    pub(super) fn line(self, name: &'static str, need: Need, width: &'static str, extra: InputExtra) -> AnyView {
        let hint = eoi::field(name).hint.map(str::to_owned);
        let field = Input {
            name: name.to_owned(),
            label: label(name, need),
            width,
            typed: self.fields.typed(name).to_owned(),
            message: self.message(name),
            extra: InputExtra { label_class: LABEL, hint, ..extra },
        };
        field.in_group()
    }

    /// Draws the field for words that belongs to the choice above it.
    pub(super) fn words_beside(self, name: &'static str) -> AnyView {
        let field = Input {
            name: name.to_owned(),
            label: format!("{}, if you choose it", eoi::field(name).label),
            width: "govuk-!-width-two-thirds",
            typed: self.fields.typed(name).to_owned(),
            message: self.message(name),
            extra: InputExtra::default(),
        };
        field.in_group()
    }

    /// Draws fields that only some people have to fill, with the words that say who.
    pub(super) fn only(who: &'static str, fields: Vec<AnyView>) -> AnyView {
        view! {
            <div class="fm-only-some">
                <fieldset class="govuk-fieldset">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{who}</legend>
                    {fields}
                </fieldset>
            </div>
        }
        .into_any()
    }

    /// Draws a field for text on several lines, with a count if it has a limit.
    pub(super) fn long_text(self, name: &'static str, need: Need, rows: u32, limit: Option<usize>) -> AnyView {
        let field = LongText {
            name: name.to_owned(),
            label: label(name, need),
            label_class: LABEL,
            hint: eoi::field(name).hint.map(str::to_owned),
            typed: self.fields.typed(name).to_owned(),
            message: self.message(name),
            rows,
            limit,
        };
        field.in_group()
    }

    /// Makes a field for the choices of an enum.
    pub(super) fn choices<W: Labelled>(self, name: &'static str, need: Need) -> Choices<'a> {
        self.offering(name, need, Choice::all::<W>())
    }

    /// Makes a field for some choices.
    pub(super) fn offering(self, name: &'static str, need: Need, offered: Vec<Choice>) -> Choices<'a> {
        Choices {
            name,
            legend: label(name, need),
            hint: eoi::field(name).hint.map(str::to_owned),
            offered,
            fields: self.fields,
            message: self.message(name),
            beside: None,
        }
    }
}

fn label(name: &str, need: Need) -> String {
    let optional = if need == Need::Optional { " (optional)" } else { "" };
    format!("{}{optional}", eoi::field(name).label)
}
