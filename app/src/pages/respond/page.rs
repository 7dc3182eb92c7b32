//! One page of questions.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use domain::{
    consultation::Phase,
    draft::{Draft, Step},
    fields::Fields,
    ids::ResponseId,
    refusal::Refusal,
    response::{Response as Answered, ResponseStatus},
};
use leptos::prelude::*;
use serde::Deserialize;
use store::StoreError;

use super::{CHECK, Room, conflict, cookie_name};
use crate::{
    error::PageError,
    pages::drafts::cookie,
    parts::{Asked, ErrorSummary, Frame, question_field},
    posted::Posted,
    secret::Secret,
    state::AppState,
    visitor::Visitor,
    words::refusals,
};

/// Where a page was opened from and how much of it is shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Opened {
    /// `check` when somebody changes an answer from the check page, to which the page then leads back.
    from: Option<String>,
    /// How many places are shown at least.
    places: Option<usize>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, page)): Path<(String, String)>,
    Query(opened): Query<Opened>,
    cookies: CookieJar,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    room.version.questionnaire.page(&page).ok_or(PageError::NotFound)?;
    if room.phase != Phase::Open {
        return Ok(Redirect::to(&format!("/consultations/{slug}")).into_response());
    }
    if room.is_submitted() {
        return Ok(Redirect::to(&room.address("receipt")).into_response());
    }
    let draft = room.typed();
    let walk = room.walk(&draft);
    if !walk.may_visit(&page) {
        let next = walk.unfinished().map_or(CHECK, |step| &step.page.id);
        return Ok(Redirect::to(&room.address(next)).into_response());
    }
    let step = walk.step(&page).ok_or(PageError::NotFound)?;
    Ok(Form { state: &state, visitor: &visitor, room: &room, draft: &draft, opened: &opened }
        .draw(step, StatusCode::OK))
}

pub(super) async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, page)): Path<(String, String)>,
    cookies: CookieJar,
    Posted(posted): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug, &cookies).await?;
    let asked = room.version.questionnaire.page(&page).ok_or(PageError::NotFound)?;
    let mut fields = posted.clone();
    fields.retain(|name| asked.questions.iter().any(|question| question.owns(name)));
    if room.phase != Phase::Open {
        return Ok(conflict::too_late(&state, &visitor, &room, asked, &fields));
    }
    if room.is_submitted() {
        return Ok(conflict::sent_before(&state, &visitor, &room, &page, &fields));
    }
    let secret = match store_page(&state, &room, &page, fields.clone()).await {
        Ok(secret) => secret,
        Err(StoreError::Changed) => return Ok(conflict::sent_before(&state, &visitor, &room, &page, &fields)),
        Err(error) => return Err(error.into()),
    };
    let cookies = cookies.add(cookie::give(&state, &cookie_name(&slug), &secret));
    let mut draft = room.typed();
    draft.insert(page.clone(), fields);
    let opened = Opened { from: Some(posted.text("from").to_owned()), places: None };
    let form = Form { state: &state, visitor: &visitor, room: &room, draft: &draft, opened: &opened };
    Ok((cookies, form.answer(&page, &posted)).into_response())
}

/// Stores what was typed on a page, in a new draft if there is none, and gives the secret of the draft.
async fn store_page(state: &AppState, room: &Room, page: &str, fields: Fields) -> Result<Secret, StoreError> {
    let now = state.clock.now();
    let page = page.to_owned();
    if let (Some(draft), Some(secret)) = (&room.draft, &room.secret) {
        let id = draft.response.id;
        let work = state
            .store
            .write(move |mut write| Box::pin(async move { write.set_draft_page(id, &page, &fields, now).await }));
        work.await?;
        return Ok(secret.clone());
    }
    let secret = Secret::new(&*state.entropy);
    let response = new_draft(state, room);
    let hash = secret.hash();
    let work = state.store.write(move |mut write| {
        Box::pin(async move {
            write.add_draft(&response, &hash).await?;
            write.set_draft_page(response.id, &page, &fields, now).await
        })
    });
    let stored: Result<(), StoreError> = work.await;
    stored.map(|()| secret)
}

/// Makes a response that has nothing in it yet.
pub(super) fn new_draft(state: &AppState, room: &Room) -> Answered {
    Answered {
        id: ResponseId::new(&*state.clock, &*state.entropy),
        consultation: room.consultation.id,
        version: room.version.id,
        status: ResponseStatus::Draft,
        reference: None,
        segment: None,
        area: None,
        started_at: state.clock.now(),
        submitted_at: None,
    }
}

/// A page of questions as a form.
struct Form<'a> {
    state: &'a AppState,
    visitor: &'a Visitor,
    room: &'a Room,
    draft: &'a Draft,
    opened: &'a Opened,
}

impl Form<'_> {
    /// Answers a post that has been stored: on to the next page, or the same page with what to put right.
    fn answer(&self, page: &str, posted: &Fields) -> Response {
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

    fn draw(&self, step: &Step<'_>, status: StatusCode) -> Response {
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
        frame.show(|| {
            view! {
                <a class="govuk-back-link" href=back>"Back"</a>
                <ErrorSummary errors=errors/>
                <p class="fm-progress">{format!("Page {place} of {count}")}</p>
                <h1 class="govuk-heading-l">{title}</h1>
                {step.page.intro.clone().map(|intro| view! { <p class="govuk-body">{intro}</p> })}
                {is_all_optional(step).then(|| view! { <p class="govuk-body">"You can leave any question on this page blank."</p> })}
                <form method="post" action=room.address(page) novalidate>
                    {(self.opened.from.as_deref() == Some(CHECK))
                        .then(|| view! { <input type="hidden" name="from" value=CHECK/> })}
                    {self.questions(step)}
                    <div class="govuk-button-group">
                        <button class="govuk-button" type="submit">"Save and continue"</button>
                        <button class="govuk-button govuk-button--secondary" type="submit" name="save" value="yes">
                            "Save and come back later"
                        </button>
                    </div>
                </form>
                <p class="fm-kept">"Your answers are kept each time you continue."</p>
            }
        })
    }

    fn questions(&self, step: &Step<'_>) -> Vec<AnyView> {
        let nothing = Fields::default();
        let fields = self.draft.get(&step.page.id).unwrap_or(&nothing);
        let marks_optional = !is_all_optional(step);
        let places = self.opened.places.unwrap_or(1);
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
