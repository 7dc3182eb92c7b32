//! One document: what it says of itself, its files, and what is worth thinking over.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    document::{Accessibility, DocumentStatus, DocumentVersion, Finding},
    permission::Action,
};
use leptos::prelude::*;
use store::StoredDocumentVersion;

use super::{ADDRESS, Room, TITLE, list::status};
use crate::{
    error::PageError,
    pages::{public::document_file, staff::form::STATE},
    parts::{Caption, Frame, SummaryRow, Table, details, summary_list},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, documents as words, hex, meetings},
};

/// Shows a document.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let room = Room::enter(&state, &staff, &slug, Action::ReadMinutes).await?;
    let may_write = may(&staff.account, Action::WriteMinutes) && room.stored.status.takes_versions();
    let about = about(&state, &room).await?;
    let title = room.document().title.clone();
    let public = (room.stored.status != DocumentStatus::Draft).then(|| {
        let href = format!("/documents/{}", room.document().slug);
        view! { <p class="govuk-body"><a class="govuk-link" href=href>"See it as everybody does"</a></p> }
    });
    let change = may_write.then(|| {
        let add = room.waiting().is_none().then(|| {
            let words = if room.versions.is_empty() { "Add the file" } else { "Add a new version" };
            view! { <a class="govuk-button" href=room.address("/file")>{words}</a> }
        });
        let withdraw = (room.stored.status == DocumentStatus::Published).then(|| {
            view! { <a class="govuk-link" href=room.address("/withdraw")>"Withdraw the document"</a> }
        });
        view! {
            <div class="govuk-button-group">
                {add}
                <a class="govuk-button govuk-button--secondary" href=room.address("/change")>"Change what is said of it"</a>
                {withdraw}
            </div>
        }
    });
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{status(room.stored.status)}</p>
            {withdrawn(&room)}
            {public}
            {about}
            {change}
            {waiting(&room, may_write)}
            {published(&room)}
        }
    }))
}

fn withdrawn(room: &Room) -> Option<impl IntoView + use<>> {
    room.stored.withdrawal.clone().map(|withdrawal| {
        view! {
            <div class="govuk-inset-text">
                <p class="govuk-body">"It was withdrawn on " {dates::moment(withdrawal.at)} ", for this reason:"</p>
                <p class="govuk-body fm-words">{withdrawal.reason}</p>
            </div>
        }
    })
}

async fn about(state: &AppState, room: &Room) -> Result<AnyView, PageError> {
    let document = room.document();
    let groups = state.store.list_groups().await?;
    let group = groups.into_iter().find(|group| Some(group.id) == document.group);
    let replaced = match document.supersedes {
        Some(other) => state.store.find_document_by_id(other).await?,
        None => None,
    };
    let replaced = replaced.map(|other| {
        let href = format!("{ADDRESS}/{}", other.document.slug);
        SummaryRow::new("Takes the place of", view! { <a class="govuk-link" href=href>{other.document.title}</a> })
    });
    let meetings = state.store.list_meetings_of_document(document.id).await?;
    let meetings = meetings.iter().map(|stored| {
        let name = meetings::meeting(&stored.group.name, stored.meeting.held_on);
        let href = format!("/staff/meetings/{}/papers", stored.meeting.slug);
        SummaryRow::new("Belongs to", view! { <a class="govuk-link" href=href>{name}</a> })
    });
    let rows = [
        SummaryRow::new("What it is for", document.purpose.clone()),
        SummaryRow::new("The day that it bears", dates::day(document.dated)),
        SummaryRow::new("Group", group.map_or_else(|| "No group".to_owned(), |group| group.name)),
        SummaryRow::new("Language", document.language.map_or("English", domain::language::Language::name)),
        SummaryRow::new("Can everybody read it?", document.accessibility.label()),
    ];
    Ok(summary_list(rows.into_iter().chain(replaced).chain(meetings)))
}

/// Draws the file that waits to be published, with what can be done with it.
fn waiting(room: &Room, may_write: bool) -> AnyView {
    let Some(stored) = room.versions.iter().find(|stored| stored.version.published_at.is_none()) else {
        let none = room.versions.is_empty().then(|| view! { <p class="fm-empty">"It has no file yet."</p> });
        return none.into_any();
    };
    let actions = may_write.then(|| {
        let content = view! {
            <form method="post" action=room.address("/file/remove")>
                <input type="hidden" name=STATE value=room.stored.revision.to_string()/>
                <button class="govuk-button govuk-button--warning" type="submit">"Remove this file"</button>
            </form>
        };
        view! {
            <div class="govuk-button-group">
                <a class="govuk-button" href=room.address("/publish")>"Publish this file"</a>
                <a class="govuk-link" href=room.address("/file")>"Choose another file"</a>
            </div>
            {details("Remove this file", content.into_any())}
        }
    });
    view! {
        <h2 class="govuk-heading-m">"File that waits to be published"</h2>
        {facts(room, stored)}
        {thoughts(room, &stored.version)}
        {actions}
    }
    .into_any()
}

fn facts(room: &Room, stored: &StoredDocumentVersion) -> AnyView {
    let version = &stored.version;
    summary_list([
        SummaryRow::new("File", link(room, version)),
        SummaryRow::new("Format and size", words::file(version)),
        SummaryRow::new("Added", by(&dates::moment(version.added_at), stored.added_by.as_deref())),
        SummaryRow::new("Viruses", words::viruses(version)),
        SummaryRow::new("SHA-256", view! { <code class="fm-long-link">{hex(&version.sha256)}</code> }),
    ])
}

fn by(when: &str, who: Option<&str>) -> String {
    who.map_or_else(|| when.to_owned(), |who| format!("{when} by {who}"))
}

fn link(room: &Room, version: &DocumentVersion) -> impl IntoView + use<> {
    let href = document_file(room.document(), version);
    view! { <a class="govuk-link fm-long-link" href=href>{version.file_name.clone()}</a> }
}

/// Lists what was found in a file and what else is worth thinking over. None of it forbids anything.
pub(super) fn thoughts(room: &Room, version: &DocumentVersion) -> impl IntoView + use<> {
    let document = room.document();
    let found = version
        .findings
        .iter()
        .filter(|finding| **finding != Finding::Scanned)
        .map(|finding| words::finding(*finding).to_owned());
    let disagreements = document.disagreements(Some(version)).into_iter();
    let disagreements = disagreements.map(|(named, warning)| words::disagreement(named, &warning, document.dated));
    let unread = match document.accessibility {
        Accessibility::Met => None,
        Accessibility::NotMet => {
            Some("You say that some people cannot read it. Give them another way, and say where in what it is for.")
        }
        Accessibility::NotChecked => {
            Some("Nobody has checked whether everybody can read it, also with a screen reader.")
        }
    };
    let all: Vec<_> =
        found.chain(disagreements).chain(unread.map(str::to_owned)).map(|words| view! { <li>{words}</li> }).collect();
    (!all.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-s">"Found in it, and worth thinking over"</h2>
            <ul class="govuk-list govuk-list--bullet">{all}</ul>
        }
    })
}

fn published(room: &Room) -> Option<AnyView> {
    let published: Vec<_> = room.versions.iter().filter(|stored| stored.version.published_at.is_some()).collect();
    let caption = Caption::Spoken("Published versions, the newest first".to_owned());
    let table =
        Table::new("Published versions", caption, "Version").words("File").words("Published").words("What changed");
    let row = |table: Table, stored: &&StoredDocumentVersion| {
        let version = &stored.version;
        let when = version.published_at.map(dates::moment).unwrap_or_default();
        let file = view! { <div>{link(room, version)} " (" {words::file(version)} ")"</div> };
        let cells = [
            file.into_any(),
            by(&when, stored.published_by.as_deref()).into_any(),
            view! { <span class="fm-words">{words::note(version)}</span> }.into_any(),
        ];
        table.row(version.number.to_string(), cells)
    };
    let current = published.first().map(|stored| thoughts(room, &stored.version));
    (!published.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Published versions"</h2>
            {published.iter().fold(table, row).draw()}
            {current}
        }
        .into_any()
    })
}
