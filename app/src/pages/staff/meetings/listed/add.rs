//! The second step: what each line was taken for is looked over, and what is right is brought in.

use std::cmp::Reverse;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::Datelike as _;
use domain::{
    fields::Fields,
    ids::ListingId,
    permission::Action,
    refusal::{ListingFault, Reason, Refusal},
};
use leptos::prelude::*;
use store::StoreError;

use super::{
    BRING_IN, BROUGHT_IN,
    row::{ID, Known, OTHERS, Row, hidden},
};
use crate::{
    error::PageError,
    pages::staff::asking::{draw, messages},
    parts::{ErrorSummary, Frame, details},
    posted::Posted,
    state::AppState,
    visitor::Staff,
    words::{dates, meetings, numbers},
};

/// Brings in what was looked over.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let new = || ListingId::new(&*state.clock, &*state.entropy);
    let id = fields.text(ID).parse().map_or_else(|_| new(), ListingId);
    let next = format!("{BROUGHT_IN}/{id}");
    if state.store.find_listing(id).await?.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    let known = Known::find(&state, state.store.list_groups().await?).await?;
    let rows = known.rows(&fields);
    let listed = match known.judged(&state, &rows) {
        Ok(listed) if listed.is_empty() => {
            let first = rows.iter().find_map(|row| row.questions.last()).map(|question| question.id.clone());
            let refusals: Vec<_> =
                first.map(|field| Refusal::new(field, Reason::Listing(ListingFault::AllLeftOut))).into_iter().collect();
            return Ok(page((&state, &staff), &known, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &refusals)));
        }
        Ok(listed) => listed,
        Err(refusals) => {
            return Ok(page((&state, &staff), &known, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &refusals)));
        }
    };
    let (count, stamp) = (listed.len(), staff.stamp(&state));
    let work = state.store.write(move |mut write| Box::pin(async move { write.add_listing(id, &listed, stamp).await }));
    match work.await {
        Ok(()) => {
            tracing::info!(account = %staff.account.id, listing = %id, count, "somebody brought in minutes from a list");
            Ok(Redirect::to(&next).into_response())
        }
        // Somebody was quicker with the same list, or with a meeting of the same day, which the page now tells.
        Err(StoreError::Taken) if state.store.find_listing(id).await?.is_some() => {
            Ok(Redirect::to(&next).into_response())
        }
        Err(StoreError::Taken) => {
            let known = Known::find(&state, state.store.list_groups().await?).await?;
            let refusals = known.judged(&state, &known.rows(&fields)).err().unwrap_or_default();
            Ok(page((&state, &staff), &known, &fields, (StatusCode::CONFLICT, &refusals)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Draws the list as it was read, by the months of the meetings.
pub(super) fn page(
    (state, staff): (&AppState, &Staff),
    known: &Known,
    fields: &Fields,
    (status, refusals): (StatusCode, &[Refusal]),
) -> Response {
    let rows = known.rows(fields);
    let title = "Look over what was read";
    let questions: Vec<_> = rows.iter().flat_map(|row| row.questions.clone()).collect();
    let hidden = hidden(fields).into_iter().chain(rows.iter().flat_map(Row::hidden));
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let to_check = rows.iter().filter(|row| !row.is_left && !row.notes(known).is_empty()).count();
    let mut sorted: Vec<&Row> = rows.iter().collect();
    // Those without a day come first, then the latest.
    sorted.sort_by_key(|row| row.day().map(Reverse));
    let month = |row: &Row| row.day().map(|day| (day.year(), day.month()));
    let months = sorted.chunk_by(|one, next| month(one) == month(next)).map(|rows| {
        let day = rows.first().and_then(|row| row.day());
        let rows = rows.iter().map(|row| drawn(row, known, fields, refusals)).collect_view();
        view! {
            <h2 class="govuk-heading-m">{day.map_or_else(|| "The day has to be told".to_owned(), dates::month)}</h2>
            {rows}
        }
    });
    let months = months.collect_view();
    let meanwhile = (status == StatusCode::CONFLICT).then(|| {
        view! {
            <p class="govuk-inset-text" role="alert">
                "Somebody has written meetings down meanwhile, so nothing was brought in. Look over what is below once more, and bring it in if it still holds."
            </p>
        }
    });
    Frame::new(state, &staff.visitor, title).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=BRING_IN>"Paste another list"</a>
            <ErrorSummary errors=messages(&questions, refusals)/>
            <h1 class="govuk-heading-l">{title}</h1>
            {meanwhile}
            <p class="govuk-body">
                {numbers::count(rows.len(), "title was", "titles were")} " read. "
                {match to_check {
                    0 => "Nothing looks wrong.".to_owned(),
                    to_check => format!("{} something to check.", numbers::count(to_check, "has", "have")),
                }}
            </p>
            <p class="govuk-inset-text">
                "Everybody finds these records as soon as you bring them in, as on the site where they are now: group, day and kind, and later the files that you add. "
                "You can take all of them back together."
            </p>
            {others(fields)}
            <form method="post" action=format!("{BRING_IN}/add") novalidate>
                {hidden}
                {months}
                <button class="govuk-button" type="submit">"Bring these in"</button>
            </form>
        }
    })
}

fn drawn(row: &Row, known: &Known, fields: &Fields, refusals: &[Refusal]) -> impl IntoView + use<> {
    let notes = row.notes(known);
    let is_refused = refusals.iter().any(|refusal| row.questions.iter().any(|question| question.owns(&refusal.field)));
    let is_open = is_refused || (!row.is_left && (row.group(known).is_none() || row.day().is_none()));
    let becomes = match (row.group(known), row.kind(), row.day()) {
        _ if row.is_left => "It is left out.".to_owned(),
        (Some(group), Some(kind), Some(day)) => format!("It becomes: {}", meetings::title(group, kind, day)),
        _ => "Something has to be told before it can be brought in.".to_owned(),
    };
    let under = row.source.heading.clone().map(|heading| format!("It stood under ‘{heading}’. "));
    let notes = (!notes.is_empty()).then(|| {
        let notes = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
        view! { <ul class="govuk-list govuk-list--bullet">{notes}</ul> }
    });
    let questions = draw(&row.questions, fields, refusals);
    view! {
        <section class="fm-line">
            <h3 class="govuk-heading-s">{row.source.title.clone()}</h3>
            <p class="govuk-body">{under} {becomes}</p>
            {notes}
            <details class="govuk-details" open=is_open>
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">
                        "Change what was read" <span class="govuk-visually-hidden">{format!(" of ‘{}’", row.source.title)}</span>
                    </span>
                </summary>
                <div class="govuk-details__text">{questions}</div>
            </details>
        </section>
    }
}

/// Shows the lines that were taken for no titles, so that nobody misses one.
fn others(fields: &Fields) -> Option<impl IntoView + use<>> {
    let lines: Vec<String> = fields.text(OTHERS).lines().map(str::to_owned).collect();
    (!lines.is_empty()).then(|| {
        let count = numbers::count(lines.len(), "line was", "lines were");
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        details(
            format!("{count} left out, because no group and day are named"),
            view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> },
        )
    })
}
