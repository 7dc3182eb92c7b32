//! The list of pages in the order that staff gave them, and the list of news, the newest first.

use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::article::ArticleKind;
use leptos::prelude::*;
use serde::Deserialize;
use store::ShownArticle;

use super::{NEWS, PAGES};
use crate::{
    articles::address,
    error::PageError,
    pages::{
        listing::{on_list, page_request, part},
        public::moment,
    },
    parts::{Frame, Metadata, Pagination},
    state::AppState,
    visitor::Visitor,
};

/// How many news a page of the list has.
const PAGE_SIZE: u32 = 20;

/// What the address of the list of news asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The page of the list.
    page: String,
}

/// Lists the pages.
pub(super) async fn pages(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let mut all = state.store.list_shown_articles(state.clock.now()).await?;
    all.retain(|shown| shown.stored.kind != ArticleKind::News);
    let none = "No page has been published yet.";
    let words = "What the strategy is, who prepares it, and what people ask.";
    Ok(Frame::new(&state, &visitor, PAGES).listed(Metadata::page("/pages", words)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">{PAGES}</h1>
            <p class="govuk-body-l">{words}</p>
            {lines_or(&all, none)}
            <p class="govuk-body"><a class="govuk-link" href="/news">{NEWS}</a></p>
        }
    }))
}

/// Lists the news.
pub(super) async fn news(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let request = page_request(&asked.page, PAGE_SIZE);
    let found = on_list(part(&newest(&state).await?, request))?;
    let words = "What has happened, the newest first.";
    Ok(Frame::new(&state, &visitor, NEWS).listed(Metadata::page("/news", words)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">{NEWS}</h1>
            <p class="govuk-body-l">{words}</p>
            {lines_or(&found.rows, "No news has been published yet.")}
            <Pagination current=request.number count=found.count() base="/news?".to_owned()/>
            <p class="govuk-body"><a class="govuk-link" href="/feeds">"Hear of what is new by feed"</a></p>
        }
    }))
}

/// Reads the news that are shown now, the newest first.
async fn newest(state: &AppState) -> Result<Vec<ShownArticle>, PageError> {
    let mut all = state.store.list_shown_articles(state.clock.now()).await?;
    all.retain(|shown| shown.stored.kind == ArticleKind::News);
    order(&mut all);
    Ok(all)
}

/// Puts news in their order, the newest first.
pub(in crate::pages::public) fn order(news: &mut [ShownArticle]) {
    news.sort_by_key(|shown| std::cmp::Reverse(shown.since));
}

/// Draws a list of articles, or what is said where there is none.
fn lines_or(all: &[ShownArticle], none: &'static str) -> AnyView {
    if all.is_empty() { view! { <p class="fm-empty">{none}</p> }.into_any() } else { lines(all) }
}

/// Draws a list of articles, news with their day.
pub(in crate::pages::public) fn lines(all: &[ShownArticle]) -> AnyView {
    let line = |shown: &ShownArticle| {
        let day = (shown.stored.kind == ArticleKind::News)
            .then(|| view! { <p class="fm-listing__meta">{moment(shown.since)}</p> });
        view! {
            <li class="fm-listing__item">
                <p class="fm-listing__title">
                    <a class="govuk-link" href=address(&shown.stored.slug)>{shown.version.text.title.clone()}</a>
                </p>
                <p class="govuk-body govuk-!-margin-bottom-1">{shown.version.text.summary.clone()}</p>
                {day}
            </li>
        }
    };
    view! { <ul class="fm-listing">{all.iter().map(line).collect_view()}</ul> }.into_any()
}
