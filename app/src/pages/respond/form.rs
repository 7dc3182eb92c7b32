//! A page of questions as a form, with what was typed and what has to be put right.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    draft::{Draft, Step},
    fields::Fields,
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{CHECK, Room, VERSION, conflict, page::Opened};
use crate::{
    pages::drafts::{later, tabs, unstored_notice},
    parts::{Asked, ErrorSummary, Frame, question_field},
    state::AppState,
    visitor::Visitor,
    words::refusals,
};

/// A page of questions as a form.
pub(super) struct Form<'a> {
    /// What the page is drawn with.
    pub(super) state: &'a AppState,
    /// Who asks for it.
    pub(super) visitor: &'a Visitor,
    /// The consultation and the version that is answered.
    pub(super) room: &'a Room,
    /// What was typed.
    pub(super) draft: &'a Draft,
    /// Where the page was opened from.
    pub(super) opened: &'a Opened,
}

/// What a page says besides its questions.
enum Note {
    /// Nothing.
    None,
    /// The words may not be stored; this is the fingerprint of those that the page showed first.
    Unstored(String),
}

impl Form<'_> {
    /// Answers a post that has been stored: on to the next page, or the same page with what to put right.
    pub(super) fn answer(&self, page: &str, posted: &Fields) -> Response {
        let walk = self.room.walk(self.draft);
        let Some(step) = walk.step(page) else {
            let next = walk.unfinished().map_or(CHECK, |step| &step.page.id);
            return Redirect::to(&self.room.address(next)).into_response();
        };
        if let Some(shown) = posted.text("add-place").parse::<usize>().ok().filter(|shown| *shown <= 50) {
            return Redirect::to(&self.room.address(&format!("{page}?places={shown}"))).into_response();
        }
        if posted.is_filled("save") {
            return Redirect::to(&self.room.address("saved")).into_response();
        }
        if !step.refusals.is_empty() {
            return self.draw(step, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let returns = posted.text("from") == CHECK;
        let next = if returns { walk.unfinished() } else { walk.after(page) };
        Redirect::to(&self.room.address(next.map_or(CHECK, |step| &step.page.id))).into_response()
    }

    /// Draws the page.
    pub(super) fn draw(&self, step: &Step<'_>, status: StatusCode) -> Response {
        self.draw_with(step, status, Note::None)
    }

    /// Draws the page again with the words that may not be stored; none, if they lead past it.
    pub(super) fn draw_again(&self, page: &str, posted: &Fields) -> Option<Response> {
        let walk = self.room.walk(self.draft);
        let note = Note::Unstored(posted.text(tabs::SHOWN).to_owned());
        Some(later(self.draw_with(walk.step(page)?, StatusCode::SERVICE_UNAVAILABLE, note)))
    }

    /// Draws the page with the words that are stored and those that were put aside.
    pub(super) fn draw_both(&self, page: &str) -> Response {
        let walk = self.room.walk(self.draft);
        match walk.step(page) {
            Some(step) => self.draw(step, StatusCode::CONFLICT),
            None => Redirect::to(&self.room.address(page)).into_response(),
        }
    }

    fn draw_with(&self, step: &Step<'_>, status: StatusCode, note: Note) -> Response {
        let room = self.room;
        let walk = room.walk(self.draft);
        let page = &step.page.id;
        let back = walk.before(page).map_or_else(
            || format!("/consultations/{}", room.consultation.slug),
            |before| room.address(&before.page.id),
        );
        let count = walk.steps.len();
        let place = 1 + walk.steps.iter().position(|other| &other.page.id == page).unwrap_or(0);
        let title = step.page.title.clone();
        let frame = Frame::new(self.state, self.visitor, title.clone()).status(status).personal().step();
        let frame = if step.questions.iter().any(has_island) { frame.with_islands() } else { frame };
        let errors = messages(step);
        let stored = tabs::fingerprint(self.draft, page);
        let aside = tabs::put_aside(self.draft, page).map(|fields| {
            let rows = conflict::rows(step.page, fields);
            tabs::aside_notice(fields, rows, room.address(page), stored.clone())
        });
        let (notice, shown) = match note {
            Note::None => (None, stored),
            Note::Unstored(shown) => (Some(unstored_notice()), shown),
        };
        frame.show(|| {
            view! {
                <a class="govuk-back-link" href=back>"Back"</a>
                <ErrorSummary errors=errors/>
                {notice}
                <p class="fm-progress">{format!("Page {place} of {count}")}</p>
                <h1 class="govuk-heading-l">{title}</h1>
                {step.page.intro.clone().map(|intro| view! { <p class="govuk-body">{intro}</p> })}
                {is_all_optional(step).then(|| view! { <p class="govuk-body">"You can leave any question on this page blank."</p> })}
                <form method="post" action=room.address(page) novalidate>
                    <input type="hidden" name=tabs::SHOWN value=shown/>
                    <input type="hidden" name=VERSION value=room.version.id.0.to_string()/>
                    {self.opened.is_from_check()
                        .then(|| view! { <input type="hidden" name="from" value=CHECK/> })}
                    {self.questions(step)}
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit">"Save and continue"</button>
                        <button class="govuk-button govuk-button--secondary" type="submit" name="save" value="yes">
                            "Save and come back later"
                        </button>
                    </div>
                </form>
                {aside}
                <p class="fm-kept">"Your answers are kept each time you continue."</p>
            }
        })
    }

    fn questions(&self, step: &Step<'_>) -> Vec<AnyView> {
        let nothing = Fields::default();
        let fields = self.draft.get(&step.page.id).unwrap_or(&nothing);
        let marks_optional = !is_all_optional(step);
        let places = self.opened.places();
        let asked = |question| Asked { question, fields, refusals: &step.refusals, marks_optional, places };
        // A button that adds a place would be the first of the form, and so the one that the Enter key presses.
        let first = view! { <button class="govuk-visually-hidden" type="submit" tabindex="-1" aria-hidden="true">"Save and continue"</button> };
        let mut views = vec![first.into_any()];
        views.extend(step.questions.iter().map(|question| question_field(asked(question))));
        views
    }
}

fn is_all_optional(step: &Step<'_>) -> bool {
    step.questions.iter().all(|question| !question.required)
}

fn has_island(question: &domain::question::Question) -> bool {
    matches!(&question.kind, domain::question::QuestionKind::Text(text) if text.multiline)
}

/// Says what has to be put right on a page, field by field, each with the words of its question.
fn messages(step: &Step<'_>) -> Vec<(String, String)> {
    let message = |refusal: &Refusal| {
        let question = step.questions.iter().find(|question| question.owns(&refusal.field));
        let asked = question.map_or("", |question| &question.text);
        (refusal.field.clone(), refusals::say(&refusal.reason, asked))
    };
    step.refusals.iter().map(message).collect()
}
