//! The documents that belong to a meeting: the papers of what is talked about there, and files of its minutes.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    fields::Fields,
    ids::DocumentId,
    meeting::PaperKind,
    permission::Action,
    question::Question,
    record::{Item, RecordKind},
    refusal::Refusal,
    vocabulary::Word as _,
};
use leptos::prelude::*;
use store::{DocumentFilter, ListedDocument, MeetingPaper, PageRequest, Readers, StoreError, StoredMeeting};

use super::desk::{below, find};
use crate::{
    error::PageError,
    pages::staff::{
        asking::{Asks, Told, choice, draw, messages, option},
        documents::status,
    },
    parts::{Caption, ErrorSummary, Frame, Table},
    posted::Posted,
    state::AppState,
    visitor::{Staff, may},
    words::{dates, documents, meetings},
};

const DOCUMENT: &str = "document";
const KIND: &str = "kind";
const ITEM: &str = "item";
/// How many documents can be chosen from, the latest first.
const OFFERED: PageRequest = PageRequest { number: 1, size: 300 };

/// A meeting with what belongs to it, and what could.
struct Room {
    stored: StoredMeeting,
    papers: Vec<MeetingPaper>,
    items: Vec<Item>,
    others: Vec<ListedDocument>,
}

impl Room {
    async fn enter(state: &AppState, staff: &Staff, slug: &str, action: Action) -> Result<Self, PageError> {
        let stored = find(state, staff, slug, action).await?;
        let papers = state.store.list_meeting_papers(stored.meeting.id).await?;
        let mut items = Vec::new();
        for kind in [RecordKind::Minutes, RecordKind::Agenda] {
            let draft = state.store.find_record_draft(stored.meeting.id, kind).await?;
            let more = draft.map(|draft| draft.text.items).unwrap_or_default();
            items = if items.is_empty() { more } else { items };
        }
        let filter = DocumentFilter { readers: Readers::Staff, ..DocumentFilter::default() };
        let mut others = state.store.list_documents(&filter, OFFERED).await?.rows;
        others.retain(|other| {
            other.stored.status.takes_versions()
                && papers.iter().all(|paper| paper.stored.document.id != other.stored.document.id)
        });
        Ok(Self { stored, papers, items, others })
    }

    fn questions(&self) -> Vec<Question> {
        let document = |listed: &ListedDocument| {
            let document = &listed.stored.document;
            option(&document.slug, &format!("{}, {}", document.title, dates::day(document.dated)))
        };
        let kinds = PaperKind::ALL.iter().map(|kind| option(kind.word(), meetings::paper(*kind))).collect();
        let item =
            |(place, item): (usize, &Item)| option(&item.number.to_string(), &format!("{}. {}", place + 1, item.title));
        let mut questions = vec![
            choice(DOCUMENT, "Which document?", self.others.iter().map(document).collect()),
            choice(KIND, "What is it to this meeting?", kinds),
        ];
        if !self.items.is_empty() {
            let items = self.items.iter().enumerate().map(item).collect();
            let hint = "Only for a paper. Leave it blank if the paper is about the meeting as a whole.";
            questions.push(choice(ITEM, "Which item is it about?", items).optional().hint(hint));
        }
        questions
    }

    /// Names the item of a paper as the record of the meeting has it now.
    fn item(&self, paper: &MeetingPaper) -> String {
        let place = paper.item.and_then(|number| self.items.iter().position(|item| item.number == number));
        place.map_or_else(String::new, |place| format!("{}. {}", place + 1, self.items[place].title))
    }
}

/// Shows what belongs to a meeting, with the form by which something is added.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadMinutes).await?;
    let kind = if room.stored.minutes.is_some() { PaperKind::Minutes } else { PaperKind::Paper };
    let usual = Fields::new([(KIND, kind.word())]);
    Ok(page((&state, &staff), &room, &usual, (StatusCode::OK, &[])))
}

/// Adds a document to a meeting.
pub(super) async fn add(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::WriteMinutes).await?;
    let questions = room.questions();
    let told = Told::new(&questions, &fields);
    let chosen = told
        .chosen(DOCUMENT)
        .and_then(|slug| room.others.iter().map(|other| &other.stored.document).find(|document| document.slug == slug));
    let Some((document, kind)) = chosen.zip(told.chosen(KIND).and_then(PaperKind::from_word)) else {
        let refusals = told.refusals(&questions);
        return Ok(page((&state, &staff), &room, &fields, (StatusCode::UNPROCESSABLE_ENTITY, &refusals)));
    };
    let item = told.chosen(ITEM).filter(|_| kind == PaperKind::Paper).and_then(|item| item.parse().ok());
    let (ids, stamp) = ((room.stored.meeting.id, document.id), staff.stamp(&state));
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.add_meeting_paper(ids, (kind, item), stamp).await }));
    match work.await {
        // Whoever was quicker did the same.
        Ok(()) | Err(StoreError::Taken) => {
            tracing::info!(account = %staff.account.id, meeting = %ids.0, document = %ids.1, "somebody added a paper to a meeting");
            Ok(Redirect::to(&below(&room.stored, "/papers")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a document from a meeting; it stays where documents are.
pub(super) async fn remove(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, document)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::WriteMinutes).await?;
    let document = document.parse().map(DocumentId).map_err(|_| PageError::NotFound)?;
    let meeting = stored.meeting.id;
    let work = state
        .store
        .write(move |mut write| Box::pin(async move { write.remove_meeting_paper(meeting, document).await }));
    match work.await {
        // Whoever was quicker did the same.
        Ok(()) | Err(StoreError::Changed) => {
            tracing::info!(account = %staff.account.id, meeting = %meeting, document = %document, "somebody took a paper from a meeting");
            Ok(Redirect::to(&below(&stored, "/papers")).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    (state, staff): (&AppState, &Staff),
    room: &Room,
    fields: &Fields,
    (status, refusals): (StatusCode, &[Refusal]),
) -> Response {
    let name = meetings::meeting(&room.stored.group.name, room.stored.meeting.held_on);
    let may_write = may(&staff.account, Action::WriteMinutes);
    let questions = room.questions();
    let errors = messages(&questions, refusals);
    let form = may_write.then(|| adding(room, &questions, fields, refusals));
    let title = "Papers and files";
    Frame::new(state, &staff.visitor, title).status(status).show(|| {
        view! {
            <a class="govuk-back-link" href=below(&room.stored, "")>"The meeting"</a>
            <ErrorSummary errors=errors/>
            <span class="govuk-caption-l">{name}</span>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">
                "Everybody finds these documents on the page of the meeting, once the meeting is public and each document is published."
            </p>
            {table(room, may_write)}
            {form}
        }
    })
}

fn adding(room: &Room, questions: &[Question], fields: &Fields, refusals: &[Refusal]) -> impl IntoView + use<> {
    let new = format!("/staff/documents/new?meeting={}", room.stored.meeting.slug);
    let known = (!room.others.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Add a document that is here already"</h2>
            <form method="post" action=below(&room.stored, "/papers/add") novalidate>
                {draw(questions, fields, refusals)}
                <button class="govuk-button govuk-button--secondary" type="submit">"Add it to the meeting"</button>
            </form>
        }
    });
    view! {
        <p class="govuk-body"><a class="govuk-button" href=new>"Add a new document"</a></p>
        {known}
    }
}

fn table(room: &Room, may_write: bool) -> AnyView {
    if room.papers.is_empty() {
        return view! { <p class="fm-empty">"Nothing belongs to this meeting yet."</p> }.into_any();
    }
    let caption = Caption::Spoken("Documents of this meeting".to_owned());
    let mut table =
        Table::new("Documents", caption, "Document").words("What it is").words("Status").words("Published file");
    if may_write {
        table = table.words("What you can do");
    }
    let row = |table: Table, paper: &MeetingPaper| {
        let document = &paper.stored.document;
        let item = room.item(paper);
        let what =
            if item.is_empty() { meetings::paper(paper.kind).to_owned() } else { format!("A paper of item {item}") };
        let file = paper.current.as_ref().map_or_else(
            || view! { <span class="fm-no-answer">"None"</span> }.into_any(),
            |version| documents::file(version).into_any(),
        );
        let away = may_write.then(|| {
            let action = below(&room.stored, &format!("/papers/{}/remove", document.id));
            view! {
                <form method="post" action=action>
                    <button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit">
                        "Take away" <span class="govuk-visually-hidden">{format!(" ‘{}’", document.title)}</span>
                    </button>
                </form>
            }
            .into_any()
        });
        let href = format!("/staff/documents/{}", document.slug);
        table.row(
            view! { <a class="govuk-link" href=href>{document.title.clone()}</a> },
            [what.into_any(), status(paper.stored.status).into_any(), file].into_iter().chain(away),
        )
    };
    room.papers.iter().fold(table, row).draw().into_any()
}
