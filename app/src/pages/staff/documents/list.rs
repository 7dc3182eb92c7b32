//! The list of documents, drafts and withdrawn ones among them.

use axum::{extract::State, response::Response};
use domain::{document::DocumentStatus, fields::Fields, permission::Action, vocabulary::Word as _};
use leptos::prelude::*;
use store::{DocumentFilter, ListedDocument, Page, Readers};

use super::{ADDRESS, TITLE};
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request},
        staff::filter::{options, select},
    },
    parts::{Caption, Frame, Pagination, Table},
    posted::InAddress,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, documents, numbers},
};

const PAGE_SIZE: u32 = 25;

/// Shows a page of the list.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let filter = read(&fields);
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let found = on_list(state.store.list_documents(&filter, request).await?)?;
    let groups = state.store.list_groups().await?;
    let groups: Vec<_> = groups.into_iter().map(|group| (group.slug, group.name)).collect();
    let new = may(&staff.account, Action::WriteMinutes).then(|| {
        view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Write down a new document"</a> }
    });
    let base = base(&fields);
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">"Files that are published here with what each is for, its day and its versions."</p>
            {new}
            <form class="fm-filters" method="get" action=ADDRESS>
                <div class="fm-filters__fields">
                    {select("group", "Group", &groups, filter.group.as_deref())}
                    {select("status", "Status", &options::<DocumentStatus>(), filter.status.map(DocumentStatus::word))}
                    <div class="govuk-form-group">
                        <label class="govuk-label" for="words">"Words in the title"</label>
                        <input class="govuk-input" id="words" name="words" type="search" value=filter.words.clone().unwrap_or_default()/>
                    </div>
                </div>
                <button class="govuk-button govuk-button--secondary" type="submit">"Show documents"</button>
            </form>
            {table(&found)}
            <Pagination current=request.number count=found.count() base=base/>
        }
    }))
}

/// Reads a filter; what is unknown in it narrows nothing.
fn read(fields: &Fields) -> DocumentFilter {
    let filled = |name: &str| Some(fields.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    DocumentFilter {
        group: filled("group"),
        year: None,
        words: filled("words"),
        status: DocumentStatus::from_word(fields.text("status")),
        readers: Readers::Staff,
    }
}

fn base(fields: &Fields) -> String {
    let kept = fields.pairs().filter(|(name, value)| *name != "page" && !value.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    format!("{ADDRESS}?{query}&")
}

fn table(found: &Page<ListedDocument>) -> AnyView {
    if found.rows.is_empty() {
        return view! { <p class="fm-empty">"There are no such documents."</p> }.into_any();
    }
    let caption = Caption::Spoken("Documents, the latest day first".to_owned());
    let table =
        Table::new(TITLE, caption, "Document").words("Group").words("Day").words("Status").words("Published file");
    let count = numbers::count(found.total, "document", "documents");
    view! {
        <p class="fm-count">{count}</p>
        {found.rows.iter().fold(table, row).draw()}
    }
    .into_any()
}

fn row(table: Table, listed: &ListedDocument) -> Table {
    let document = &listed.stored.document;
    let none = || view! { <span class="fm-no-answer">"None"</span> }.into_any();
    let group = listed.group.as_ref().map_or_else(none, |group| group.name.clone().into_any());
    let file = listed.current.as_ref().map_or_else(none, |version| documents::file(version).into_any());
    table.row(
        view! { <a class="govuk-link" href=format!("{ADDRESS}/{}", document.slug)>{document.title.clone()}</a> },
        [
            group,
            view! { <time class="fm-together" datetime=document.dated.to_string()>{dates::day(document.dated)}</time> }
                .into_any(),
            status(listed.stored.status).into_any(),
            file,
        ],
    )
}

/// Marks where a document stands.
pub(in crate::pages::staff) fn status(status: DocumentStatus) -> impl IntoView {
    let colour = match status {
        DocumentStatus::Draft => "govuk-tag--yellow",
        DocumentStatus::Published => "govuk-tag--green",
        DocumentStatus::Withdrawn => "govuk-tag--grey",
    };
    view! { <strong class=format!("govuk-tag {colour}")>{status.label()}</strong> }
}
