//! Taking an article down, with the reason that everybody reads who comes by its address.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    article::{ArticleStatus, NOTE_LIMIT},
    fields::Fields,
    permission::Action,
    question::Question,
};
use leptos::prelude::*;
use store::StoreError;

use super::desk::Desk;
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, lines},
        form::{self, Form, Showing},
        kept::{CHANGED, Kept},
    },
    posted::Posted,
    state::AppState,
    visitor::Staff,
};

const REASON: &str = "reason";

fn questions() -> Vec<Question> {
    vec![
        lines(REASON, "Why is it taken down?", NOTE_LIMIT)
            .hint("Everybody reads this who comes by its address. Name nobody in it."),
    ]
}

fn draw(desk: &Desk<'_>, fields: &Fields, showing: Showing<&'static str>) -> Response {
    let kept = Kept { home: (desk.address(""), "The page"), revision: desk.stored.revision.to_string() };
    let intro =
        "Its address says from now on that it was taken down, when and why. Publishing a new version puts it up again.";
    let form = Form {
        state: desk.state,
        staff: desk.staff,
        room: &kept,
        title: format!("Take ‘{}’ down", desk.text().title),
        intro: vec![view! { <p class="govuk-body">{intro}</p> }.into_any()],
        action: desk.address("/take-down"),
        hidden: Vec::new(),
        questions: questions(),
        more: None,
    };
    form.draw(fields, showing)
}

async fn open<'a>(state: &'a AppState, staff: &'a Staff, slug: &str) -> Result<Desk<'a>, PageError> {
    let desk = Desk::open(state, staff, slug, Action::WriteMinutes).await?;
    match desk.status() {
        ArticleStatus::Shown | ArticleStatus::Scheduled => Ok(desk),
        ArticleStatus::Draft | ArticleStatus::TakenDown => Err(PageError::Status(StatusCode::CONFLICT)),
    }
}

/// Asks why.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = open(&state, &staff, &slug).await?;
    Ok(draw(&desk, &Fields::default(), Showing::Opened))
}

/// Takes it down.
pub(super) async fn take_down(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let desk = open(&state, &staff, &slug).await?;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    if told.is_refused() {
        return Ok(draw(&desk, &fields, Showing::Refused(told.refusals(&questions))));
    }
    let (id, seen, reason) = (desk.stored.id, form::seen(&fields), told.needed_words(REASON));
    let stamp = staff.stamp(&state);
    let work = state.store.write(move |mut write| {
        Box::pin(async move { write.set_article_taken_down((id, seen), &reason, stamp).await })
    });
    match work.await {
        Ok(()) => {
            state.navigation.forget();
            tracing::info!(account = %staff.account.id, article = %id, "somebody took a page down");
            Ok(Redirect::to(&desk.address("")).into_response())
        }
        Err(StoreError::Changed) => {
            let desk = Desk::open(&state, &staff, &slug, Action::WriteMinutes).await?;
            Ok(draw(&desk, &fields, Showing::Changed(CHANGED)))
        }
        Err(error) => Err(error.into()),
    }
}
