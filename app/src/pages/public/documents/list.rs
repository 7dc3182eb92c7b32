//! The list of documents, by the year of the day that each bears.

use axum::{extract::State, response::Response};
use chrono::Datelike as _;
use domain::{fields::Fields, group::Group};
use leptos::prelude::*;
use store::{DocumentFilter, ListedDocument, Page, Readers};

use super::listed_title;
use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request, year},
        public::{day, gain::ADDRESS as CHECK},
        staff::select,
    },
    parts::{Frame, Metadata, Pagination},
    posted::InAddress,
    state::AppState,
    visitor::Visitor,
    words::{documents as words, numbers},
};

const PAGE_SIZE: u32 = 20;
const ADDRESS: &str = "/documents";
const INTRODUCTION: &str =
    "Files that belong to the strategy and to the groups that advise on it, with what each is for.";

pub(super) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let groups = state.store.list_groups().await?;
    let years = state.store.list_document_years(Readers::Everyone).await?;
    let filter = read(&fields);
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let found = on_list(state.store.list_documents(&filter, request).await?)?;
    let is_narrowed = filter != DocumentFilter::default();
    let filters = (!years.is_empty()).then(|| filters(&filter, &groups, &years));
    let base = base(&fields);
    Ok(Frame::new(&state, &visitor, "Documents").listed(Metadata::page(ADDRESS, INTRODUCTION)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"Documents"</h1>
            <p class="govuk-body-l">{INTRODUCTION}</p>
            <p class="govuk-body">
                "For developers: " <a class="govuk-link" href=CHECK>"check whether you may be exempt from biodiversity net gain"</a> "."
            </p>
            {filters}
            {list(&found, is_narrowed)}
            <Pagination current=request.number count=found.count() base=base/>
        }
    }))
}

/// Reads a filter; what is unknown in it finds nothing or narrows nothing.
fn read(fields: &Fields) -> DocumentFilter {
    let filled = |name: &str| Some(fields.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    let year = year(fields.text("year"));
    DocumentFilter { group: filled("group"), year, words: filled("words"), status: None, readers: Readers::Everyone }
}

fn base(fields: &Fields) -> String {
    let kept = fields.pairs().filter(|(name, value)| *name != "page" && !value.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    format!("{ADDRESS}?{query}&")
}

fn filters(filter: &DocumentFilter, groups: &[Group], years: &[i32]) -> impl IntoView + use<> {
    let groups: Vec<_> = groups.iter().map(|group| (group.slug.clone(), group.name.clone())).collect();
    let years: Vec<_> = years.iter().map(|year| (year.to_string(), year.to_string())).collect();
    let year = filter.year.map(|year| year.to_string());
    view! {
        <form class="fm-filters" method="get" action=ADDRESS>
            <div class="fm-filters__fields">
                {select("group", "Group", &groups, filter.group.as_deref())}
                {select("year", "Year", &years, year.as_deref())}
                <div class="govuk-form-group">
                    <label class="govuk-label" for="words">"Words in the title"</label>
                    <input class="govuk-input" id="words" name="words" type="search" value=filter.words.clone().unwrap_or_default()/>
                </div>
            </div>
            <button class="govuk-button govuk-button--secondary" type="submit">"Show documents"</button>
        </form>
    }
}

fn list(found: &Page<ListedDocument>, is_narrowed: bool) -> AnyView {
    if found.rows.is_empty() {
        let words = if is_narrowed {
            "No document is like that. Choose another group or year, or other words."
        } else {
            "No documents have been published here yet."
        };
        return view! { <p class="fm-empty">{words}</p> }.into_any();
    }
    let year = |listed: &ListedDocument| listed.stored.document.dated.year();
    let years = found.rows.chunk_by(move |one, next| year(one) == year(next)).map(|documents| {
        let items = documents.iter().map(item).collect_view();
        view! {
            <h2 class="govuk-heading-m">{documents.first().map(year)}</h2>
            <ul class="fm-listing">{items}</ul>
        }
    });
    let years = years.collect_view();
    view! {
        <p class="fm-count">{numbers::count(found.total, "document", "documents")}</p>
        {years}
    }
    .into_any()
}

fn item(listed: &ListedDocument) -> impl IntoView + use<> {
    let document = &listed.stored.document;
    let file = listed.current.as_ref().map(|version| view! { <span>{words::file(version)}</span> });
    let group = listed.group.as_ref().map(|group| view! { <span>{group.name.clone()}</span> });
    view! {
        <li class="fm-listing__item">
            {listed_title(document)}
            <p class="fm-listing__meta">
                <span>{day(document.dated)}</span>
                {file}
                {group}
            </p>
        </li>
    }
}
