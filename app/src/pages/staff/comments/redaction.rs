//! Redacting a comment: a new text with a reason. What was written stays, for those who code.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    permission::Action,
    question::Question,
    refusal::{Reason, Refusal},
};
use leptos::prelude::*;
use store::{Redaction, StoreError, StoredComment};

use super::{
    Asked, People,
    one::{Shown, text},
};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, draw, line, lines, messages},
        form::STATE,
    },
    parts::{ErrorSummary, Frame, scripts},
    posted::{InAddress, PostedLong},
    state::AppState,
    visitor::Staff,
    words::dates,
};

/// The most characters of a text: more than a question for words takes.
const TEXT_LIMIT: usize = 50_000;
const REASON_LIMIT: usize = 300;
const TEXT: &str = "text";
const REASON: &str = "reason";

fn questions() -> Vec<Question> {
    vec![
        lines(TEXT, "What the comment is to read as", TEXT_LIMIT)
            .hint("Put something like [a name] in the place of what is taken out. This text takes the place of the comment where it is read and searched for."),
        line(REASON, "Why?", REASON_LIMIT).hint("For example, It names a neighbour"),
    ]
}

/// Shows the form with what the comment reads as now.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(filter): InAddress,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &number), &filter, Action::CodeComments).await?;
    let fields = Fields::new([(TEXT, shown.comment.current())]);
    page(&state, &staff, &shown, (&fields, &[]), StatusCode::OK).await
}

/// Adds the new text.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, number)): Path<(String, String)>,
    InAddress(filter): InAddress,
    PostedLong(fields): PostedLong,
) -> Result<Response, PageError> {
    let shown = Shown::find(&state, &staff, (&slug, &number), &filter, Action::CodeComments).await?;
    let questions = questions();
    let told = Told::new(&questions, &fields);
    let (text, reason) = (told.needed_words(TEXT), told.needed_words(REASON));
    let mut refusals = told.refusals(&questions);
    if refusals.is_empty() && text == shown.comment.current() {
        refusals.push(Refusal::new(TEXT, Reason::NothingChanged));
    }
    if !refusals.is_empty() {
        return page(&state, &staff, &shown, (&fields, &refusals), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let before = shown.comment.redactions.len();
    if fields.text(STATE) != before.to_string() {
        return page(&state, &staff, &shown, (&fields, &[]), StatusCode::CONFLICT).await;
    }
    let (id, account) = (shown.comment.id, Some(staff.account.id));
    let redaction = Redaction { text, reason, account, made_at: state.clock.now() };
    let work =
        state.store.write(move |mut write| Box::pin(async move { write.add_redaction(id, before, &redaction).await }));
    let added: Result<(), StoreError> = work.await;
    match added {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, comment = %id, "somebody redacted a comment");
            Ok(Redirect::to(&shown.address("")).into_response())
        }
        Err(StoreError::Taken) => {
            let shown = Shown::find(&state, &staff, (&slug, &number), &filter, Action::CodeComments).await?;
            page(&state, &staff, &shown, (&fields, &[]), StatusCode::CONFLICT).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    state: &AppState,
    staff: &Staff,
    shown: &Shown,
    (fields, refusals): (&Fields, &[Refusal]),
    status: StatusCode,
) -> Result<Response, PageError> {
    let (asked, people) = (Asked::find(state, &shown.room.consultation).await?, People::find(state).await?);
    let comment = &shown.comment;
    let questions = questions();
    let title = format!("Redact comment {}", comment.number);
    // A refused form is still one of the redactions that were shown with it.
    let drawn_from =
        if refusals.is_empty() { comment.redactions.len().to_string() } else { fields.text(STATE).to_owned() };
    let changed = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Nothing was saved, because somebody has redacted this comment since the page was drawn. What they wrote is below. \
                 Save to put your text in its place."
            </p>
        }
    });
    let frame = Frame::new(state, &staff.visitor, title.clone()).status(status).scripts(scripts(&questions));
    Ok(frame.show(|| {
        view! {
            <a class="govuk-back-link" href=shown.address("")>{format!("Comment {}", comment.number)}</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <span class="govuk-caption-l">{asked.question(&comment.question).to_owned()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            {changed}
            {versions(comment, &people)}
            <form method="post" action=shown.address("/redact") novalidate>
                <input type="hidden" name=STATE value=drawn_from/>
                {draw(&questions, fields, refusals)}
                <button class="govuk-button" type="submit">"Save the redaction"</button>
            </form>
        }
    }))
}

/// Shows what was written, and all that it was redacted to.
fn versions(comment: &StoredComment, people: &People) -> AnyView {
    let redactions = comment.redactions.iter().map(|redaction| {
        view! {
            <h2 class="govuk-heading-s">{said(redaction, people)}</h2>
            {text(&redaction.text)}
        }
    });
    view! {
        <h2 class="govuk-heading-s">"As it was written"</h2>
        {text(&comment.text)}
        {redactions.collect_view()}
    }
    .into_any()
}

fn said(redaction: &Redaction, people: &People) -> String {
    let (who, when) = (people.say(redaction.account), dates::moment(redaction.made_at));
    format!("Redacted by {who}, {when}: {}", redaction.reason)
}

/// Shows beside a response the comments of it that were redacted, to those who may read both.
pub(in crate::pages::staff) async fn beside_response(
    state: &AppState,
    redacted: &[StoredComment],
    is_coder: bool,
) -> Result<Option<AnyView>, PageError> {
    if redacted.is_empty() {
        return Ok(None);
    }
    let people = People::find(state).await?;
    let words = if is_coder {
        "The answers below are as they were written. These comments were redacted, and this is what others read:"
    } else {
        "Some comments were redacted. Below they are as they read now."
    };
    let each = redacted.iter().filter(|_| is_coder).filter_map(|comment| {
        let last = comment.redactions.last()?;
        Some(view! {
            <p class="govuk-body govuk-!-font-weight-bold">{format!("Comment {}. {}", comment.number, said(last, &people))}</p>
            <p class="govuk-body fm-words" dir="auto">{last.text.clone()}</p>
        })
    });
    Ok(Some(
        view! { <div class="govuk-inset-text"><p class="govuk-body">{words}</p>{each.collect_view()}</div> }.into_any(),
    ))
}
