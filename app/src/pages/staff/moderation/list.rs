//! The list of responses that may be published, narrowed by where they stand, with the button that publishes.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{moderation::ModerationStage, permission::Action, vocabulary::Word};
use leptos::prelude::*;
use store::{Moderated, Page};

use super::{Room, is_moderator};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request},
        staff::filter::{options, select},
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{
        Labelled, dates,
        moderation::{MODERATION, TITLE},
        numbers,
    },
};

const PAGE_SIZE: u32 = 25;
/// The field with where a response stands.
const STAGE: &str = "stage";

/// How many responses stand where.
type Counts = BTreeMap<ModerationStage, u64>;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let (consultation, questions) = (room.consultation.id, &room.publishing.questions);
    let only = ModerationStage::from_word(fields.text(STAGE));
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let (found, counts) = state.store.list_moderated(consultation, questions, only, request).await?;
    let found = on_list(found)?;
    let next = state.store.find_next_to_moderate(consultation, questions, "").await?;
    let narrowed = only.map(|stage| format!("{STAGE}={}&", stage.word())).unwrap_or_default();
    let base = format!("{}?{narrowed}", room.address(""));
    Ok(Frame::new(&state, &staff.visitor, MODERATION).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{MODERATION}</h1>
            <p class="govuk-body">
                "Here are the responses whose senders said that what they wrote may be published. Nothing else of a response is published, and nothing before \
                 somebody has read it."
            </p>
            {questions_chosen(&room, &staff)}
            {if room.is_time { responses(&room, &staff, (&found, &counts), only, next.as_deref()) } else { too_early(&room) }}
            {room.is_time.then(|| view! {
                <Pagination current=found.request.number count=found.count() base=base/>
            })}
        }
    }))
}

/// Says which questions were chosen.
fn questions_chosen(room: &Room, staff: &Staff) -> AnyView {
    let items = room.publishing.asked.iter().map(|(_, words)| view! { <li>{words.clone()}</li> });
    let list = if room.publishing.asked.is_empty() {
        view! { <p class="govuk-body">"No question is chosen, so nothing is published."</p> }.into_any()
    } else {
        view! {
            <p class="govuk-body">"What people wrote is published for these questions:"</p>
            <ul class="govuk-list govuk-list--bullet">{items.collect_view()}</ul>
        }
        .into_any()
    };
    let choose = is_moderator(staff).then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=room.address("/questions")>"Choose the questions"</a>
            </p>
        }
    });
    view! { {list} {choose} }.into_any()
}

fn too_early(room: &Room) -> AnyView {
    let closes = dates::moment(room.consultation.closes_at);
    view! { <p class="govuk-inset-text">{format!("Responses can be looked at after the consultation has closed, on {closes}.")}</p> }
        .into_any()
}

fn responses(
    room: &Room,
    staff: &Staff,
    (found, counts): (&Page<Moderated>, &Counts),
    only: Option<ModerationStage>,
    next: Option<&str>,
) -> AnyView {
    let count = |stage: ModerationStage| counts.get(&stage).copied().unwrap_or(0);
    let said: Vec<String> = ModerationStage::ALL
        .iter()
        .map(|stage| format!("{}: {}", stage.label(), numbers::whole(count(*stage))))
        .collect();
    let start = next.filter(|_| is_moderator(staff)).map(|reference| {
        view! {
            <a class="govuk-button" href=room.address(&format!("/{reference}"))>"Look at these one after the other"</a>
        }
    });
    let public = (count(ModerationStage::Published) > 0).then(|| {
        let href = format!("/consultations/{}/responses", room.consultation.slug);
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{format!("See ‘{TITLE}’ as everybody does")}</a></p> }
    });
    view! {
        <p class="govuk-body">{said.join(". ")} "."</p>
        {start}
        {is_moderator(staff).then(|| release(room, count(ModerationStage::ToPublish)))}
        {public}
        <form class="fm-filters" method="get" role="search" aria-label="Narrow the list">
            <div class="fm-filters__fields">
                {select(STAGE, "Where it stands", &options::<ModerationStage>(), only.map(Word::word))}
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these responses"</button>
        </form>
        <p class="fm-count">{numbers::count(found.total, "response", "responses")}</p>
        {table(room, found)}
    }
    .into_any()
}

/// Draws the button that publishes what was decided; nothing, where nothing waits.
fn release(room: &Room, waiting: u64) -> Option<AnyView> {
    let words = format!("Publish {}", numbers::count(waiting, "response", "responses"));
    (waiting > 0).then(|| {
        view! {
            <form method="post" action=room.address("/publish")>
                <p class="govuk-body">
                    "Everybody reads them at once, each under a number that is drawn by chance. What you decide later can be published later."
                </p>
                <button class="govuk-button govuk-button--secondary" type="submit">{words}</button>
            </form>
        }
        .into_any()
    })
}

fn table(room: &Room, found: &Page<Moderated>) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No responses match. Change or clear the field above to see more."</p> }
            .into_any();
    }
    let caption = Caption::Spoken("Responses with how their words begin and where they stand".to_owned());
    let table = Table::new("Responses", caption, "Reference").words("How it begins").words("Where it stands");
    let row = |table: Table, response: &Moderated| {
        let href = room.address(&format!("/{}", response.reference));
        table.row(
            view! { <a class="govuk-link fm-together" href=href>{response.reference.clone()}</a> },
            [
                view! { <div class="fm-words" dir="auto">{response.beginning.clone()}</div> }.into_any(),
                stands(response).into_any(),
            ],
        )
    };
    found.rows.iter().fold(table, row).draw().into_any()
}

/// Says where a response stands, with the ground if it is not to be published.
pub(super) fn stands(response: &Moderated) -> String {
    match response.ground {
        Some(ground) => format!("{}. {}", response.stage.label(), ground.label()),
        None => response.stage.label().to_owned(),
    }
}
