//! The search of everything that anyone reads: one form, whose address can be kept, and what it finds.

use axum::{Router, extract::State, middleware, response::Response, routing::get};
use domain::{
    fields::Fields,
    group::Group,
    language::Language,
    search::{Excerpt, FoundKind, FoundOrder, LONGEST, Piece, Query},
    vocabulary::Word,
};
use leptos::prelude::*;
use store::{Found, FoundFilter};

use crate::{
    error::PageError,
    pages::{
        listing::{on_list, page_request, year},
        public::gain::ADDRESS as CHECK,
        staff::{options, select},
        unlisted,
    },
    parts::{Frame, Pagination},
    posted::InAddress,
    search::{How, Outcome, address, is_narrow, search, shown},
    state::AppState,
    visitor::Visitor,
    words::{Labelled, numbers, search as words},
};

const PAGE_SIZE: u32 = 10;
const ADDRESS: &str = "/search";

/// Makes the address of the search. No page of results is for search engines: what it leads to is.
pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/search", get(show)).layer(middleware::map_response(unlisted))
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    InAddress(fields): InAddress,
) -> Result<Response, PageError> {
    let groups = state.store.list_groups().await?;
    let years = state.store.list_found_years().await?;
    let filter = read(&fields);
    let typed: String = fields.text("q").trim().chars().filter(|letter| !letter.is_control()).collect();
    let request = page_request(fields.text("page"), PAGE_SIZE);
    let query = Query::read(&typed);
    let typed: String = typed.chars().take(LONGEST).collect();
    let mut outcome = search(&state.store, &query, &filter, request).await?;
    outcome.found = on_list(outcome.found)?;
    let title = if query.is_empty() { "Search".to_owned() } else { format!("{typed} – Search") };
    let form = form(&typed, &filter, &groups, &years);
    let base = base(&typed, &fields);
    Ok(Frame::new(&state, &visitor, title).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"Search"</h1>
            {form}
            {query.is_cut.then(|| view! { <p class="govuk-inset-text">{words::cut()}</p> })}
            {results(&typed, &query, &outcome)}
            <Pagination current=request.number count=outcome.found.count() base=base/>
        }
    }))
}

/// Reads a filter; what is unknown in it narrows nothing.
fn read(fields: &Fields) -> FoundFilter {
    let filled = |name: &str| Some(fields.text(name).trim().to_owned()).filter(|text| !text.is_empty());
    FoundFilter {
        kind: FoundKind::from_word(fields.text("kind")),
        group: filled("group").filter(|group| !group.contains('\0')),
        year: year(fields.text("year")),
        order: FoundOrder::from_word(fields.text("order")).unwrap_or(FoundOrder::Relevance),
    }
}

fn base(typed: &str, fields: &Fields) -> String {
    let kept =
        fields.pairs().filter(|(name, value)| ["kind", "group", "year", "order"].contains(name) && !value.is_empty());
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("q", typed).extend_pairs(kept).finish();
    format!("{ADDRESS}?{query}&")
}

fn form(typed: &str, filter: &FoundFilter, groups: &[Group], years: &[i32]) -> AnyView {
    let groups: Vec<_> = groups.iter().map(|group| (group.slug.clone(), group.name.clone())).collect();
    let years: Vec<_> = years.iter().map(|year| (year.to_string(), year.to_string())).collect();
    let year = filter.year.map(|year| year.to_string());
    let is_open = is_narrow(filter) || filter.order != FoundOrder::Relevance;
    view! {
        <form class="fm-search" method="get" action=ADDRESS role="search">
            <div class="govuk-form-group">
                <label class="govuk-label govuk-label--m" for="q">"Words to look for"</label>
                <div class="govuk-hint" id="q-hint">
                    "Minutes, decisions, documents and what is in their files, consultations and groups. Put “quotation marks” around words that stand together, and a minus before a word that must not be there."
                </div>
                <div class="fm-search__row">
                    <input class="govuk-input fm-search__words" id="q" name="q" type="search" aria-describedby="q-hint" value=typed.to_owned()/>
                    <button class="govuk-button fm-search__button" type="submit">"Search"</button>
                </div>
            </div>
            <details class="govuk-details" open=is_open>
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">"Choose the kind, the group, the year or the order"</span>
                </summary>
                <div class="govuk-details__text fm-filters__fields">
                    {select("kind", "Kind", &options::<FoundKind>(), filter.kind.map(Word::word))}
                    {select("group", "Group", &groups, filter.group.as_deref())}
                    {select("year", "Year", &years, year.as_deref())}
                    {order(filter.order)}
                </div>
            </details>
        </form>
    }
    .into_any()
}

fn order(chosen: FoundOrder) -> impl IntoView {
    let option = |order: &FoundOrder| {
        view! { <option value=order.word() selected=*order == chosen>{order.label()}</option> }
    };
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label" for="order">"Order"</label>
            <select class="govuk-select" id="order" name="order">{FoundOrder::ALL.iter().map(option).collect_view()}</select>
        </div>
    }
}

fn results(typed: &str, query: &Query, outcome: &Outcome) -> AnyView {
    if query.is_empty() {
        let asked = (!typed.is_empty())
            .then(|| view! { <p class="fm-empty">"Type at least one word that has to be there."</p> });
        return asked.into_any();
    }
    let Outcome { found, how, query: meant } = outcome;
    if found.rows.is_empty() {
        return nothing(typed, how);
    }
    let how = words::how(how, typed, &meant.to_string()).map(|how| view! { <p class="govuk-inset-text">{how}</p> });
    let items = found.rows.iter().map(|found| item(found, meant)).collect_view();
    view! {
        <h2 class="govuk-visually-hidden">"Results"</h2>
        {how}
        <p class="fm-count">{numbers::count(found.total, "result", "results")}</p>
        <ul class="fm-listing">{items}</ul>
    }
    .into_any()
}

fn nothing(typed: &str, how: &How) -> AnyView {
    let wider = match how {
        How::OnlyElsewhere(total) => {
            let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", typed).finish();
            let href = format!("{ADDRESS}?{query}");
            let link =
                view! { <p class="govuk-body"><a class="govuk-link" href=href>{words::elsewhere(*total)}</a></p> };
            Some(link.into_any())
        }
        How::AsTyped | How::Corrected | How::SomeWords => None,
    };
    view! {
        <h2 class="govuk-heading-m">{format!("Nothing was found for ‘{typed}’")}</h2>
        {wider}
        <p class="govuk-body">"You can:"</p>
        <ul class="govuk-list govuk-list--bullet">
            <li>"use fewer words, or others that mean the same"</li>
            <li>"leave out the kind, the group and the year"</li>
            <li>
                "look through the lists of " <a class="govuk-link" href="/consultations">"consultations"</a> ", "
                <a class="govuk-link" href="/minutes">"minutes"</a> ", " <a class="govuk-link" href="/documents">"documents"</a>
                " and " <a class="govuk-link" href="/groups">"groups"</a>
            </li>
            <li>
                "if you mean to build, " <a class="govuk-link" href=CHECK>"check whether you may be exempt from biodiversity net gain"</a>
            </li>
        </ul>
    }
    .into_any()
}

fn item(found: &Found, query: &Query) -> AnyView {
    let shown = shown(found, query);
    let tag = found.language.map(Language::tag);
    let group = found.group.clone().filter(|_| found.kind != FoundKind::Group);
    let said = (!shown.said.pieces.is_empty()).then(|| view! { <p class="fm-found">{part(&shown.said)}</p> });
    let in_file = shown.in_file.map(|excerpt| {
        view! { <p class="fm-found" lang=tag><span lang="en-GB">"In the file: "</span> {part(&excerpt)}</p> }
    });
    view! {
        <li class="fm-listing__item">
            <h3 class="fm-listing__title">
                <a class="govuk-link" href=address(found) lang=tag>{words::title(found)}</a>
            </h3>
            {said}
            {in_file}
            <p class="fm-listing__meta">
                <span>{found.kind.label()}</span>
                {group.map(|group| view! { <span>{group}</span> })}
                {words::day(found).map(|day| view! { <span>{day}</span> })}
            </p>
        </li>
    }
    .into_any()
}

/// Draws a part of a text as text, with what was looked for marked.
fn part(excerpt: &Excerpt) -> impl IntoView + use<> {
    let piece = |Piece { words, is_found }: &Piece| {
        if *is_found { view! { <mark>{words.clone()}</mark> }.into_any() } else { words.clone().into_any() }
    };
    let (before, after) = (excerpt.begins_within.then_some("… "), excerpt.ends_within.then_some(" …"));
    view! { {before} {excerpt.pieces.iter().map(piece).collect_view()} {after} }
}
