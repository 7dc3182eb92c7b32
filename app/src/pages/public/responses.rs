//! Published responses: what people wrote who let it be published, as redacted, in an order that tells nothing.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    consultation::Consultation,
    moderation::{ModerationGround, is_time},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Page, PageRequest, PublishedFilter, PublishedResponse};

use super::{breadcrumbs, contact};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request},
        staff::{csv_file, row_of, select},
        unlisted,
    },
    parts::{Frame, Pagination, details},
    posted::InAddress,
    publishing::{Publishing, filter, query},
    state::AppState,
    visitor::Visitor,
    words::{
        Labelled,
        moderation::{TITLE, count_in_public},
        numbers,
    },
};

const PAGE_SIZE: u32 = 20;
/// How many responses are read at once for a file.
const AT_ONCE: u32 = 500;
const HEADINGS: [&str; 4] = ["number", "question", "words", "organisation"];

/// A consultation whose responses are or were published.
struct Room {
    consultation: Consultation,
    publishing: Publishing,
}

impl Room {
    /// Enters it; there is none before the closing, and none where no words were ever to be published.
    async fn enter(state: &AppState, slug: &str) -> Result<Self, PageError> {
        let consultation = state.store.find_consultation(slug).await?.ok_or(PageError::NotFound)?;
        let publishing = Publishing::find(state, &consultation).await?;
        if publishing.remit.version == 0 || !is_time(&consultation, state.clock.now()) {
            return Err(PageError::NotFound);
        }
        Ok(Self { consultation, publishing })
    }

    fn address(&self, below: &str) -> String {
        format!("/consultations/{}/responses{below}", self.consultation.slug)
    }

    async fn list(
        &self,
        state: &AppState,
        filter: &PublishedFilter,
        request: PageRequest,
    ) -> Result<Page<PublishedResponse>, PageError> {
        let mut found =
            state.store.list_published(self.consultation.id, &self.publishing.questions, filter, request).await?;
        for response in &mut found.rows {
            let is_asked_for = |id: &String| filter.question.as_ref().is_none_or(|only| only == id);
            response.words.retain(|(question, _)| is_asked_for(question));
            self.sort(response);
        }
        Ok(found)
    }

    /// Puts words into the order in which they are asked for.
    fn sort(&self, response: &mut PublishedResponse) {
        response.words.sort_by_key(|(question, _)| self.publishing.place(question));
    }
}

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug).await?;
    let filter = filter(&fields);
    let found = on_list(room.list(&state, &filter, page_request(fields.text("page"), PAGE_SIZE)).await?)?;
    let published = room.publishing.count(&state, &room.consultation).await?;
    let grounds = state.store.count_grounds(room.consultation.id, &room.publishing.questions).await?;
    let query = query(&filter);
    let and = if query.is_empty() { "" } else { "&" };
    let base = format!("{}?{query}{and}", room.address(""));
    let file = format!("{}?{query}", room.address(".csv"));
    let download = (found.total > 0).then(|| {
        view! {
            <p class="govuk-body fm-screen-only">
                <a class="govuk-link" href=file download="">"Download these responses (CSV)"</a>
            </p>
        }
    });
    let title = format!("{TITLE}: {}", room.consultation.title);
    let page = Frame::new(&state, &visitor, title).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-xl">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-xl">{TITLE}</h1>
            {about(&room, published)}
            {rules(&grounds)}
            {search(&room, &filter)}
            <p class="fm-count">{numbers::count(found.total, "response", "responses")}</p>
            {list(&room, &found, published)}
            <Pagination current=found.request.number count=found.count() base=base/>
            {download}
            {taking_down(&state)}
        }
    });
    Ok(unlisted(page).await)
}

/// Shows one response, or says that it was taken down.
pub(super) async fn one(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug).await?;
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    let questions = &room.publishing.questions;
    let page = match state.store.find_published(room.consultation.id, questions, number).await? {
        Some(mut response) => {
            room.sort(&mut response);
            Frame::new(&state, &visitor, format!("Response {number}")).show(|| {
                view! {
                    {breadcrumbs("/consultations", "Consultations")}
                    <span class="govuk-caption-xl">{room.consultation.title.clone()}</span>
                    <h1 class="govuk-heading-xl">{format!("Response {number}")}</h1>
                    {content(&room, &response)}
                    <p class="govuk-body fm-screen-only"><a class="govuk-link" href=room.address("")>{TITLE}</a></p>
                    {taking_down(&state)}
                }
            })
        }
        None if state.store.was_published(room.consultation.id, number).await? => gone(&state, &visitor, &room, number),
        None => return Err(PageError::NotFound),
    };
    Ok(unlisted(page).await)
}

fn gone(state: &AppState, visitor: &Visitor, room: &Room, number: i64) -> Response {
    let title = format!("Response {number} was taken down");
    Frame::new(state, visitor, title.clone()).status(StatusCode::GONE).show(|| {
        view! {
            {breadcrumbs("/consultations", "Consultations")}
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "It was published here and is not any more. We take a response down when whoever sent it asks for that, or on another of the grounds that stand beside \
                 the list. We do not say which, because that could tell of a person."
            </p>
            <p class="govuk-body"><a class="govuk-link" href=room.address("")>{TITLE}</a></p>
            {taking_down(state)}
        }
    })
}

/// Gives the responses that are looked for as a file, of which no spreadsheet takes any words for a formula.
pub(super) async fn file(
    State(state): State<AppState>,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &slug).await?;
    let filter = filter(&fields);
    let mut rows = vec![row_of(HEADINGS)];
    for number in 1.. {
        let found = room.list(&state, &filter, PageRequest { number, size: AT_ONCE }).await?;
        for PublishedResponse { number, organisation, words } in &found.rows {
            let (number, organisation) = (number.to_string(), organisation.as_deref().unwrap_or_default());
            rows.extend(
                words.iter().map(|(id, text)| row_of([&number, room.publishing.question(id), text, organisation])),
            );
        }
        if number >= found.count() {
            break;
        }
    }
    Ok(unlisted(csv_file(&format!("{slug}-what-people-wrote.csv"), rows)?).await)
}

fn about(room: &Room, published: u64) -> impl IntoView + use<> {
    let consultation = format!("/consultations/{}", room.consultation.slug);
    view! {
        <p class="govuk-body-l">
            "These are the words of people who answered and let us publish them, and not of everybody who did."
        </p>
        <p class="govuk-body">
            "Somebody has read each before it was published, and has taken out personal details that they found. Who wrote it, what else they answered, where they live and when they \
             sent it is not here. Responses stand in an order that was drawn by chance. They are what people think, and have not been checked. "
            <a class="govuk-link" href=consultation>"About the consultation"</a>
        </p>
        <p class="govuk-body">{numbers::count(published, "response is published.", "responses are published.")}</p>
    }
}

/// Says on which grounds a response is not published, with how many are not, where these are not few.
fn rules(grounds: &BTreeMap<ModerationGround, u64>) -> impl IntoView + use<> {
    let line = |ground: &ModerationGround| {
        let count = count_in_public(grounds.get(ground).copied().unwrap_or(0));
        view! { <li>{format!("{}: {count}", ground.label())}</li> }
    };
    let lines = ModerationGround::ALL.iter().map(line).collect_view();
    let content = view! {
        <p class="govuk-body">
            "A response is published if its sender said that it may be, and nothing else speaks against it. What somebody thinks of us, or of the strategy, is no ground to \
             leave it out. These are the grounds, with how many responses are not published that may have been:"
        </p>
        <ul class="govuk-list govuk-list--bullet">{lines}</ul>
    };
    details("What we do not publish, and why", content.into_any())
}

fn search(room: &Room, filter: &PublishedFilter) -> impl IntoView + use<> {
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Search the responses">
            <div class="fm-filters__fields">
                <div class="govuk-form-group">
                    <label class="govuk-label" for="words">"Words in the responses"</label>
                    <input class="govuk-input" id="words" name="words" type="search" value=filter.words.clone().unwrap_or_default()/>
                </div>
                {select("question", "Question", &room.publishing.asked, filter.question.as_deref())}
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these responses"</button>
        </form>
    }
}

fn list(room: &Room, found: &Page<PublishedResponse>, published: u64) -> AnyView {
    if found.rows.is_empty() {
        let words = if published == 0 {
            "No response is published yet. Somebody reads each first, which takes time."
        } else {
            "No published response matches. Change or clear the fields above to see more."
        };
        return view! { <p class="fm-empty">{words}</p> }.into_any();
    }
    let items = found.rows.iter().map(|response| {
        let href = room.address(&format!("/{}", response.number));
        view! {
            <li class="fm-listing__item">
                <h2 class="fm-listing__title">
                    <a class="govuk-link" href=href>{format!("Response {}", response.number)}</a>
                </h2>
                {content(room, response)}
            </li>
        }
    });
    view! { <ul class="fm-listing">{items.collect_view()}</ul> }.into_any()
}

/// Draws the words of a response, each under its question, with the organisation if it may be named.
fn content(room: &Room, response: &PublishedResponse) -> impl IntoView + use<> {
    let organisation = response.organisation.clone().map(|name| {
        view! { <p class="govuk-body">"Answered for " <strong>{name}</strong></p> }
    });
    let words = response.words.iter().map(|(question, text)| {
        view! {
            <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">{room.publishing.question(question).to_owned()}</p>
            <blockquote class="govuk-inset-text fm-words govuk-!-margin-top-2" dir="auto">{text.clone()}</blockquote>
        }
    });
    view! { {organisation} {words.collect_view()} }
}

fn taking_down(state: &AppState) -> impl IntoView + use<> {
    view! {
        <p class="govuk-body">
            "If you sent one of these and want it taken down, write to " {contact(state)} " with your reference. If one of them tells of you, write to us too, with the number that it has here."
        </p>
    }
}
