//! A question as a form field, one shape for each kind, complete without JavaScript.

mod best_worst;
mod choice;
mod contact;
mod date;
mod each;
mod files;
mod matrix;
mod pairwise;
mod pick;
mod places;
mod points;
mod radios;
mod ranking;
mod rating;
mod select;
mod text;

use domain::{
    fields::Fields,
    question::{Information, Question, QuestionKind},
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{
    DataLink, DataLinkProps, FieldError, FieldErrorProps, Input, InputExtra, Scripts, describe, error_of, field_id,
};

pub use self::{each::each_field, pick::pick_field};

/// A question with what was typed before and what has to be put right.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The question with the options that are offered.
    pub question: &'a Question,
    /// What was typed.
    pub fields: &'a Fields,
    /// What has to be put right.
    pub refusals: &'a [Refusal],
    /// Whether to say that the question may be left blank.
    pub marks_optional: bool,
    /// How many places a question for places shows at least.
    pub places: usize,
}

/// Draws a question as a form field.
pub fn question_field(asked: Asked<'_>) -> AnyView {
    match &asked.question.kind {
        QuestionKind::SingleChoice(kind) => choice::single(asked, kind),
        QuestionKind::MultipleChoice(kind) => choice::multiple(asked, kind),
        QuestionKind::YesNo(kind) => choice::yes_no(asked, kind),
        QuestionKind::Rating(kind) => rating::rating(asked, kind),
        QuestionKind::Matrix(kind) => matrix::matrix(asked, kind),
        QuestionKind::Ranking(kind) => ranking::ranking(asked, kind),
        QuestionKind::BestWorst(kind) => best_worst::best_worst(asked, kind),
        QuestionKind::Pairwise(kind) => pairwise::pairwise(asked, kind),
        QuestionKind::Points(kind) => points::points(asked, kind),
        QuestionKind::Number(kind) => text::number(asked, kind),
        QuestionKind::Date(_) => date::date(asked),
        QuestionKind::Text(kind) => text::text(asked, kind),
        QuestionKind::TextList(kind) => text::list(asked, kind),
        QuestionKind::Postcode => text::postcode(asked),
        QuestionKind::Places(kind) => places::places(asked, kind),
        QuestionKind::Contact(kind) => contact::contact(asked, kind),
        QuestionKind::Files(kind) => files::files(asked, kind),
        QuestionKind::Information(kind) => information(asked, kind),
    }
}

/// Says whether the fields of some questions have islands.
pub fn scripts<'a>(questions: impl IntoIterator<Item = &'a Question>) -> Scripts {
    let has_island = |question: &Question| match &question.kind {
        QuestionKind::Text(text) => text.multiline,
        kind => matches!(kind, QuestionKind::Places(_) | QuestionKind::Points(_) | QuestionKind::Ranking(_)),
    };
    if questions.into_iter().any(has_island) { Scripts::Islands } else { Scripts::None }
}

impl Asked<'_> {
    fn id(&self) -> &str {
        &self.question.id
    }

    fn name(&self, part: impl std::fmt::Display) -> String {
        format!("{}.{part}", self.question.id)
    }

    fn typed(&self, name: &str) -> String {
        self.fields.typed(name).to_owned()
    }

    fn error(&self, name: &str) -> Option<String> {
        error_of(self.refusals, name, &self.question.text)
    }

    fn is_wrong(&self) -> bool {
        self.refusals.iter().any(|refusal| self.question.owns(&refusal.field))
    }

    fn group_class(&self) -> &'static str {
        if self.is_wrong() { "govuk-form-group govuk-form-group--error" } else { "govuk-form-group" }
    }

    /// Gives the words of the question, and that it may be left blank where others on the page may not.
    fn words(&self) -> String {
        let optional = if self.marks_optional && !self.question.required { " (optional)" } else { "" };
        format!("{}{optional}", self.question.text)
    }

    fn hint(&self) -> Option<AnyView> {
        let id = format!("{}-hint", field_id(self.id()));
        self.question.hint.clone().map(|hint| view! { <div id=id class="govuk-hint">{hint}</div> }.into_any())
    }

    /// Draws the message for the question as a whole, where it has no field of its own.
    fn own_error(&self, name: &str) -> AnyView {
        FieldError(FieldErrorProps { name: name.to_owned(), message: self.error(name) }).into_any()
    }

    /// Draws several fields under the words of the question, with the message for `error_at` above them.
    fn fieldset(&self, error_at: &str, fields: AnyView) -> AnyView {
        let described = describe_group(self, error_at);
        view! {
            <div class=self.group_class()>
                <fieldset class="govuk-fieldset" aria-describedby=described>
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{self.words()}</legend>
                    {self.hint()}
                    {self.own_error(error_at)}
                    {fields}
                </fieldset>
            </div>
        }
        .into_any()
    }
}

fn describe_group(asked: &Asked<'_>, error_at: &str) -> Option<String> {
    let hint = asked.question.hint.is_some().then(|| format!("{}-hint", field_id(asked.id())));
    let error = asked.error(error_at).map(|_| format!("{}-error", field_id(error_at)));
    let parts: Vec<String> = [hint, error].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn information(asked: Asked<'_>, kind: &Information) -> AnyView {
    let link = kind.link.clone().zip(kind.link_text.clone());
    let link = link.map(|(address, words)| {
        view! { <p class="govuk-body">{DataLink(DataLinkProps { address, words })}</p> }
    });
    view! {
        <div class="govuk-inset-text">
            <p class="govuk-body">{asked.question.text.clone()}</p>
            {asked.question.hint.clone().map(|hint| view! { <p class="govuk-body">{hint}</p> })}
            {link}
        </div>
    }
    .into_any()
}

/// Draws one line of text with its label, hint and message.
fn input(asked: &Asked<'_>, name: &str, label: String, width: &'static str, extra: InputExtra) -> AnyView {
    let (typed, message) = (asked.typed(name), asked.error(name));
    Input { name: name.to_owned(), label, width, typed, message, extra }.draw()
}
