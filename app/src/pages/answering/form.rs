//! A page of questions as a form, with what was typed and what has to be put right.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    draft::{Draft, Step, Walk, given},
    fields::Fields,
    refusal::Refusal,
};
use leptos::prelude::*;

use super::{ATTACH, Answering, DETACH, LANGUAGE, ORDER, Opened, VERSION};
use crate::{
    pages::{
        drafts::{CHECK, FORM, FROM, PageForm, Showing},
        given::typed_rows,
    },
    parts::{Asked, field_id, question_field, scripts, spoken},
    state::AppState,
    visitor::Visitor,
    words::refusals,
};

/// A page of questions as a form.
pub struct Form<'a, R> {
    /// What the page is drawn with.
    pub(super) state: &'a AppState,
    /// Who asks for it.
    pub(super) visitor: &'a Visitor,
    /// What is answered, and where.
    pub(super) room: &'a R,
    /// What was typed.
    pub(super) draft: &'a Draft,
    /// Where the page was opened from.
    pub(super) opened: &'a Opened,
    /// The files that are not kept, and why.
    pub(super) refused: &'a [Refusal],
}

impl<R: Answering> Form<'_, R> {
    /// Answers a post that has been stored: on to the next page, or the same page with what to put right.
    pub(super) fn answer(&self, page: &str, posted: &Fields) -> Response {
        let walk = self.walk(page);
        let Some(step) = walk.step(page) else {
            return self.room.to(walk.unfinished());
        };
        if let Some(stays) = self.stay(step, posted) {
            return stays;
        }
        let shown = posted.text("add-place").parse::<usize>().ok().filter(|shown| *shown <= 50);
        if let Some(shown) = shown.filter(|_| self.refused.is_empty()) {
            return Redirect::to(&self.room.address(&format!("{page}?places={shown}"))).into_response();
        }
        if posted.is_filled(LANGUAGE) && self.refused.is_empty() {
            let back = if posted.text(FROM) == CHECK { format!("{page}?{FROM}={CHECK}") } else { page.to_owned() };
            return Redirect::to(&self.room.address(&back)).into_response();
        }
        if posted.is_filled("save") && self.refused.is_empty() {
            return Redirect::to(&self.room.address("saved")).into_response();
        }
        if !step.refusals.is_empty() {
            return self.draw(step, Showing::Stored(StatusCode::UNPROCESSABLE_ENTITY));
        }
        let returns = posted.text(FROM) == CHECK;
        self.room.to(if returns { walk.unfinished() } else { walk.after(page) })
    }

    /// Answers a button that adds files or takes one away: the same page, with what is said of files and nothing else.
    fn stay(&self, step: &Step<'_>, posted: &Fields) -> Option<Response> {
        let (attached, detached) = (posted.text(ATTACH), posted.text(DETACH));
        if attached.is_empty() && detached.is_empty() {
            return None;
        }
        if self.refused.is_empty() {
            let from = if posted.text(FROM) == CHECK { format!("?{FROM}={CHECK}") } else { String::new() };
            let mut asked = step.questions.iter();
            let named = asked.clone().find(|question| question.id == attached);
            let question = named.or_else(|| asked.find(|question| question.kind.is_attached()));
            let field = question.map(|question| field_id(&question.id)).unwrap_or_default();
            return Some(Redirect::to(&format!("{}{from}#{field}", self.room.address(&step.page.id))).into_response());
        }
        let refusals = self.refused.to_vec();
        let step = Step { page: step.page, questions: step.questions.clone(), is_visited: true, refusals };
        Some(self.draw(&step, Showing::Stored(StatusCode::UNPROCESSABLE_ENTITY)))
    }

    /// Walks through the questionnaire; what is said of files on a page goes before what is said of its questions for files.
    fn walk(&self, page: &str) -> Walk<'_> {
        let mut walk = self.room.walk(self.draft);
        for step in walk.steps.iter_mut().filter(|step| step.page.id == page) {
            step.refusals.retain(|known| self.refused.iter().all(|refused| refused.field != known.field));
            step.refusals.extend_from_slice(self.refused);
        }
        walk
    }

    /// Draws the page again with the words that may not be stored; none, if they lead past it.
    pub(super) fn draw_again(&self, page: &str, posted: &Fields) -> Option<Response> {
        let walk = self.walk(page);
        Some(self.draw(walk.step(page)?, Showing::unstored(posted)))
    }

    /// Draws the page with the words that are stored and those that were put aside.
    pub(super) fn draw_both(&self, page: &str) -> Response {
        let walk = self.walk(page);
        match walk.step(page) {
            Some(step) => self.draw(step, Showing::Stored(StatusCode::CONFLICT)),
            None => Redirect::to(&self.room.address(page)).into_response(),
        }
    }

    /// Draws the page.
    pub(super) fn draw(&self, step: &Step<'_>, showing: Showing) -> Response {
        let room = self.room;
        let walk = room.walk(self.draft);
        let page = &step.page.id;
        let back = walk.before(page).map_or_else(|| room.home(), |before| room.address(&before.page.id));
        let place = 1 + walk.steps.iter().position(|other| &other.page.id == page).unwrap_or(0);
        let form = PageForm {
            desk: &room.held().desk,
            page,
            title: step.page.title.clone(),
            spoken_in: step.page.spoken_in,
            languages: room.reading().switch(FORM),
            back,
            number: (place, walk.steps.len()),
            note: room.note(),
            intro: intro(step),
            from: self.opened.from(),
            errors: messages(step),
            fields: self.questions(step),
            takes_files: step.page.asks_for_files(),
            draft: self.draft,
            aside: &|fields| typed_rows(step.page, fields),
            kept: "Your answers are kept each time you continue.",
            scripts: scripts(&step.questions),
        };
        form.draw(self.state, self.visitor, showing)
    }

    fn questions(&self, step: &Step<'_>) -> Vec<AnyView> {
        let nothing = Fields::default();
        let marks_optional = !is_all_optional(step);
        let places = self.opened.places();
        let asked = |question| {
            let fields = given(self.draft, &step.page.id, question).unwrap_or(&nothing);
            Asked { question, fields, refusals: &step.refusals, marks_optional, places }
        };
        // A button that adds a place would be the first of the form, and so the one that the Enter key presses.
        let first = view! { <button class="govuk-visually-hidden" type="submit" tabindex="-1" aria-hidden="true">"Save and continue"</button> };
        let version = view! { <input type="hidden" name=VERSION value=self.room.version()/> };
        let order = self.room.order().filter(|_| self.room.held().kept.is_none());
        let order = order.map(|seed| view! { <input type="hidden" name=ORDER value=seed.to_string()/> });
        let language = self.room.reading().drawn_in();
        let mut views = vec![version.into_any(), order.into_any(), language.into_any(), first.into_any()];
        let fields = step.questions.iter().map(|question| spoken(question.spoken_in, question_field(asked(question))));
        views.extend(fields);
        views
    }
}

fn is_all_optional(step: &Step<'_>) -> bool {
    step.questions.iter().all(|question| !question.required)
}

fn intro(step: &Step<'_>) -> Vec<AnyView> {
    let optional = is_all_optional(step).then(|| "You can leave any question on this page blank.".to_owned());
    let own = step.page.intro.clone().map(|intro| (step.page.spoken_in, intro));
    let lines = own.into_iter().chain(optional.map(|words| (None, words)));
    lines.map(|(language, line)| spoken(language, view! { <p class="govuk-body">{line}</p> })).collect()
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
