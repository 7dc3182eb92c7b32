//! The pages and the news that staff write, as everybody reads them at this moment.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use domain::{
    article::{ArticleKind, ArticleText, shown},
    time::Moment,
};
use leptos::prelude::*;
use store::{ArticleVersion, StoreError, StoredArticle};

use super::{breadcrumbs, contact, documents::file_address, moment};
use crate::{
    error::PageError,
    parts::{Frame, Metadata, PictureFiles, article},
    state::AppState,
    visitor::Visitor,
    words::dates,
};

/// Makes the addresses of pages and news.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/pages", get(list))
        .route("/news", get(news))
        .route("/pages/{slug}", get(show))
        .route("/pages/{slug}/{number}", get(version))
}

/// Gives the address of an article.
pub(in crate::pages) fn address(slug: &str) -> String {
    format!("/pages/{slug}")
}

/// An article with the version that is shown now.
pub(in crate::pages) struct Shown {
    pub(in crate::pages) stored: StoredArticle,
    pub(in crate::pages) version: ArticleVersion,
    /// Since when everybody reads any version of it.
    pub(in crate::pages) since: Moment,
}

/// Lists the articles that are shown now, in their order.
pub(in crate::pages) async fn all_shown(state: &AppState) -> Result<Vec<Shown>, StoreError> {
    let mut all = Vec::new();
    for stored in state.store.list_articles().await? {
        let versions = state.store.list_article_versions(stored.id).await?;
        all.extend(of(state, stored, &versions));
    }
    Ok(all)
}

fn of(state: &AppState, stored: StoredArticle, versions: &[ArticleVersion]) -> Option<Shown> {
    let showings: Vec<_> = versions.iter().map(|version| version.showing).collect();
    let current = shown(&showings, state.clock.now()).filter(|_| stored.taken_down.is_none())?;
    let version = versions.iter().find(|version| version.showing == current)?.clone();
    let first = showings.iter().filter(|showing| !showing.is_called_off).map(|showing| showing.from).min();
    Some(Shown { stored, since: first.unwrap_or(current.from), version })
}

/// Finds where the files of the pictures of a text are, of documents that are published.
pub(in crate::pages) async fn pictures(state: &AppState, text: &ArticleText) -> Result<PictureFiles, StoreError> {
    let mut files = PictureFiles::new();
    for picture in text.sections.iter().filter_map(|section| section.picture.as_ref()) {
        if let Some((document, version)) = state.store.find_published_picture(picture.document).await? {
            files.insert(picture.document, file_address(&document, &version));
        }
    }
    Ok(files)
}

async fn list(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let all = all_shown(&state).await?;
    let lines = all.iter().filter(|shown| shown.stored.kind != ArticleKind::News).map(line).collect_view();
    let none = all.is_empty().then(|| view! { <p class="fm-empty">"No pages have been published here yet."</p> });
    let words = "What the strategy is, who prepares it, and what people ask.";
    Ok(Frame::new(&state, &visitor, "About the strategy").listed(Metadata::page("/pages", words)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"About the strategy"</h1>
            <p class="govuk-body-l">{words}</p>
            {none}
            <ul class="fm-listing">{lines}</ul>
            <p class="govuk-body"><a class="govuk-link" href="/news">"News"</a></p>
        }
    }))
}

async fn news(State(state): State<AppState>, visitor: Visitor) -> Result<Response, PageError> {
    let mut all = all_shown(&state).await?;
    all.retain(|shown| shown.stored.kind == ArticleKind::News);
    all.sort_by_key(|shown| std::cmp::Reverse(shown.since));
    let lines = all.iter().map(line).collect_view();
    let none = all.is_empty().then(|| view! { <p class="fm-empty">"No news has been published here yet."</p> });
    let words = "What has happened, the newest first.";
    Ok(Frame::new(&state, &visitor, "News").listed(Metadata::page("/news", words)).show(|| {
        view! {
            <h1 class="govuk-heading-xl">"News"</h1>
            <p class="govuk-body-l">{words}</p>
            {none}
            <ul class="fm-listing">{lines}</ul>
        }
    }))
}

fn line(shown: &Shown) -> impl IntoView + use<> {
    let day = (shown.stored.kind == ArticleKind::News).then(|| view! { <span>{dates::day_of(shown.since)}</span> });
    view! {
        <li class="fm-listing__item">
            <p class="fm-listing__title">
                <a class="govuk-link" href=address(&shown.stored.slug)>{shown.version.text.title.clone()}</a>
            </p>
            <p class="govuk-body govuk-!-margin-bottom-1">{shown.version.text.summary.clone()}</p>
            <p class="fm-listing__meta">{day}</p>
        </li>
    }
}

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let stored = state.store.find_article(&slug).await?.ok_or(PageError::NotFound)?;
    let versions = state.store.list_article_versions(stored.id).await?;
    if let Some(gone) = taken_down(&state, &visitor, &stored, &versions) {
        return Ok(gone);
    }
    let shown = of(&state, stored, &versions).ok_or(PageError::NotFound)?;
    page(&state, &visitor, &shown, &versions, None).await
}

/// Shows one version of a notice, whether or not another has taken its place.
async fn version(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
    let stored = state.store.find_article(&slug).await?.ok_or(PageError::NotFound)?;
    let versions = state.store.list_article_versions(stored.id).await?;
    if let Some(gone) = taken_down(&state, &visitor, &stored, &versions) {
        return Ok(gone);
    }
    let kind = stored.kind;
    let shown = of(&state, stored, &versions).filter(|_| kind == ArticleKind::Notice).ok_or(PageError::NotFound)?;
    let now = state.clock.now();
    let is_it = |version: &&ArticleVersion| {
        let showing = version.showing;
        showing.number == number && showing.from <= now && !showing.is_called_off
    };
    let asked = versions.iter().find(is_it).ok_or(PageError::NotFound)?.clone();
    page(&state, &visitor, &shown, &versions, Some(asked)).await
}

async fn page(
    state: &AppState,
    visitor: &Visitor,
    current: &Shown,
    versions: &[ArticleVersion],
    asked: Option<ArticleVersion>,
) -> Result<Response, PageError> {
    let drawn = asked.as_ref().unwrap_or(&current.version);
    let files = pictures(state, &drawn.text).await?;
    let (kind, text) = (current.stored.kind, drawn.text.clone());
    let (list, name) = if kind == ArticleKind::News { ("/news", "News") } else { ("/pages", "About the strategy") };
    let replaced = (drawn.showing.number != current.version.showing.number).then(|| {
        let href = address(&current.stored.slug);
        view! {
            <p class="govuk-inset-text">
                "This version was replaced. " <a class="govuk-link" href=href>"Read the newest version"</a> "."
            </p>
        }
    });
    let since = match kind {
        ArticleKind::News => Some(view! { <p class="govuk-caption-l">{moment(current.since)}</p> }.into_any()),
        ArticleKind::Notice => {
            Some(view! { <p class="govuk-body">"It holds since " {moment(drawn.showing.from)} "."</p> }.into_any())
        }
        ArticleKind::Page | ArticleKind::Questions | ArticleKind::Story => None,
    };
    let history = (kind == ArticleKind::Notice).then(|| history(state, current, versions));
    let metadata = Metadata::article(address(&current.stored.slug), &text.summary);
    let metadata = if asked.is_none() { Some(metadata) } else { None };
    Ok(Frame::new(state, visitor, text.title.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs(list, name)}
            <h1 class="govuk-heading-xl">{text.title.clone()}</h1>
            {replaced}
            {since}
            {article(kind, &text, &files)}
            {history}
        }
    }))
}

/// Lists the versions of a notice that were shown.
fn history(state: &AppState, current: &Shown, versions: &[ArticleVersion]) -> Option<AnyView> {
    let now = state.clock.now();
    let out = versions.iter().filter(|version| version.showing.from <= now && !version.showing.is_called_off);
    let lines: Vec<_> = out
        .map(|version| {
            let href = format!("{}/{}", address(&current.stored.slug), version.showing.number);
            let words = format!("Version {}, from {}", version.showing.number, dates::day_of(version.showing.from));
            let note = (!version.note.is_empty()).then(|| format!(": {}", version.note));
            view! { <li><a class="govuk-link" href=href>{words}</a> {note}</li> }
        })
        .collect();
    (lines.len() > 1).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Versions"</h2>
            <ul class="govuk-list govuk-list--bullet">{lines}</ul>
        }
        .into_any()
    })
}

/// Says that an article was taken down, when and why, if any version of it was ever shown.
fn taken_down(
    state: &AppState,
    visitor: &Visitor,
    stored: &StoredArticle,
    versions: &[ArticleVersion],
) -> Option<Response> {
    let (at, reason) = stored.taken_down.clone()?;
    versions.iter().find(|version| version.showing.from <= at && !version.showing.is_called_off)?;
    let title = "This page was taken down";
    Some(Frame::new(state, visitor, title).status(StatusCode::GONE).show(|| {
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">"It was taken down on " {moment(at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{reason}</blockquote>
            <p class="govuk-body">"If you want to ask about it, write to " {contact(state)} "."</p>
        }
    }))
}
