//! The list of proposals, narrowed and sorted, with where each stands.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    permission::Action,
    sift::{ProposalKind, SiftStage, Sifted},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Page, StoredProposal};

use super::{
    Room,
    filter::{Filter, MINE, SORTS},
};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request, part},
        staff::{
            comments::coder,
            filter::{options, select},
        },
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::Staff,
    words::{
        Labelled, numbers,
        scoring::value,
        sift::{self as words, TITLE},
    },
};

const PAGE_SIZE: u32 = 25;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadResponses).await?;
    let filter = Filter::read(&fields);
    let matching = filter.matching(&room, staff.account.id);
    let found = on_list(part(&matching, page_request(fields.text("page"), PAGE_SIZE)))?;
    let query = filter.query();
    let and = if query.is_empty() { "" } else { "&" };
    let base = format!("{}?{query}{and}", room.address(""));
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <span class="govuk-caption-l">{room.consultation.title.clone()}</span>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "A proposal is one thing that is asked for in comments, at a workshop or in a letter. Two people screen it, each for themselves; two people score what \
                 came through; those who decide say what becomes of it. Every step is kept."
            </p>
            {ways(&room, &staff)}
            {if room.proposals.is_empty() { empty(&room, &staff) } else { filled(&room, &filter, &found) }}
            <Pagination current=found.request.number count=found.count() base=base/>
        }
    }))
}

/// Leads to what can be done besides reading the list.
fn ways(room: &Room, staff: &Staff) -> impl IntoView + use<> {
    let new = coder(staff).map(|_| view! { <a class="govuk-button" href=room.address("/new")>"Add a proposal"</a> });
    let comments = format!("/staff/consultations/{}/comments", room.consultation.slug);
    view! {
        {new}
        <ul class="govuk-list">
            <li><a class="govuk-link" href=room.address("/questions")>"See the questions and criteria"</a></li>
            <li><a class="govuk-link" href=comments>"Read the comments"</a></li>
            <li><a class="govuk-link" href=room.address(".csv")>"Download the sift (CSV)"</a></li>
        </ul>
    }
}

fn empty(room: &Room, staff: &Staff) -> AnyView {
    let comments = format!("/staff/consultations/{}/comments", room.consultation.slug);
    let how = coder(staff).map(|_| {
        view! {
            " Open a " <a class="govuk-link" href=comments>"comment"</a> " that asks for something and choose ‘Make a proposal of this’, or add one that came from \
             elsewhere."
        }
    });
    view! { <p class="fm-empty">"There are no proposals yet." {how}</p> }.into_any()
}

fn filled(room: &Room, filter: &Filter, found: &Page<&StoredProposal>) -> AnyView {
    let mine = [(MINE.to_owned(), "Waiting for me".to_owned())];
    let stages: Vec<_> = mine.into_iter().chain(options::<SiftStage>()).collect();
    let sort = SORTS.iter().map(|(word, label)| {
        view! { <option value=*word selected=*word == filter.sort>{*label}</option> }
    });
    view! {
        <form class="fm-filters" method="get" role="search" aria-label="Narrow the list">
            <div class="fm-filters__fields">
                {select("stage", "Where it stands", &stages, filter.stage_word())}
                {select("kind", "Kind", &options::<ProposalKind>(), filter.kind.map(Word::word))}
                <div class="govuk-form-group">
                    <label class="govuk-label" for="words">"Words in the proposals"</label>
                    <input class="govuk-input" id="words" name="words" type="search" value=filter.words.clone()/>
                </div>
                <div class="govuk-form-group">
                    <label class="govuk-label" for="sort">"Order"</label>
                    <select class="govuk-select" id="sort" name="sort">{sort.collect_view()}</select>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show these proposals"</button>
        </form>
        <p class="fm-count">{numbers::count(found.total, "proposal matches", "proposals match")}</p>
        {table(room, found)}
    }
    .into_any()
}

fn table(room: &Room, found: &Page<&StoredProposal>) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"No proposals match. Change or clear the fields above to see more."</p> }
            .into_any();
    }
    let places = room.places();
    let table = Table::new("Proposals", Caption::Spoken("Proposals with where each stands".to_owned()), "Proposal")
        .words("Kind")
        .words("Where it stands")
        .numbers("Comments")
        .numbers("Value out of 100")
        .numbers("Place");
    let row = |table: Table, stored: &&StoredProposal| {
        let sifted = &stored.sifted;
        let href = room.address_of(sifted.number, "");
        let value = sifted.value(&room.sieves).map(value).unwrap_or_default();
        let place = places.get(&sifted.number).map(ToString::to_string).unwrap_or_default();
        table.row(
            view! { <a class="govuk-link" href=href>{format!("{}: {}", sifted.number, sifted.proposal.title)}</a> },
            [
                sifted.proposal.kind.label().into_any(),
                stands(sifted, room).into_any(),
                numbers::whole(sifted.proposal.comments.len() as u64).into_any(),
                value.into_any(),
                place.into_any(),
            ],
        )
    };
    found.rows.iter().fold(table, row).draw().into_any()
}

/// Says where a proposal stands, and if it is decided, what.
pub(super) fn stands(sifted: &Sifted, room: &Room) -> String {
    match (sifted.stage(&room.sieves), sifted.decision()) {
        (SiftStage::Decided, Some(decision)) => words::course(decision),
        (stage, _) => stage.label().to_owned(),
    }
}

/// Draws which proposals rest on a comment, and the way to make another of it.
pub(in super::super) fn of_comment(
    slug: &str,
    number: i64,
    proposals: &[StoredProposal],
    may_make: bool,
) -> impl IntoView + use<> {
    let base = format!("/staff/consultations/{slug}/sift");
    let resting = proposals.iter().filter(|stored| stored.sifted.proposal.comments.contains(&number));
    let links = resting.map(|stored| {
        let (of, title) = (stored.sifted.number, &stored.sifted.proposal.title);
        view! { <div><a class="govuk-link" href=format!("{base}/{of}")>{format!("{of}: {title}")}</a></div> }
    });
    let links: Vec<_> = links.collect();
    let none = links.is_empty().then_some("None. ");
    let make = may_make.then(|| {
        view! { <a class="govuk-link" href=format!("{base}/new?comments={number}")>"Make a proposal of this"</a> }
    });
    view! { {links} {none} {make} }
}
