//! The pages and the news that staff write, as everybody reads them at this moment.

mod list;

pub(super) use self::list::{lines, order};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::get,
};
use domain::article::{ArticleKind, ArticleText, was_shown};
use leptos::prelude::*;
use store::{ArticleVersion, ShownArticle, StoreError, TakenDown};

use super::{breadcrumbs, contact, documents::file_address, moment};
use crate::{
    articles::address,
    error::PageError,
    parts::{Frame, Metadata, PictureFiles, article},
    state::AppState,
    visitor::Visitor,
    words::dates,
};

/// What the list of pages is called.
const PAGES: &str = "About the strategy";
/// What the list of news is called.
const NEWS: &str = "News";

/// Makes the addresses of pages and news.
pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/pages", get(list::pages))
        .route("/news", get(list::news))
        .route("/pages/{slug}", get(show))
        .route("/pages/{slug}/{number}", get(version))
}

/// What somebody finds at the address of an article.
enum AtAddress {
    /// The article, with the versions of a notice that were ever shown.
    Shown(Box<ShownArticle>, Vec<ArticleVersion>),
    TakenDown(TakenDown),
}

/// Finds what everybody finds at the address of an article now.
async fn find(state: &AppState, slug: &str) -> Result<AtAddress, PageError> {
    let now = state.clock.now();
    if let Some(shown) = state.store.find_shown_article(slug, now).await? {
        let versions =
            if shown.stored.kind == ArticleKind::Notice { list_shown(state, &shown).await? } else { Vec::new() };
        return Ok(AtAddress::Shown(Box::new(shown), versions));
    }
    let stored = state.store.find_article(slug).await?.ok_or(PageError::NotFound)?;
    let taken_down = stored.taken_down.ok_or(PageError::NotFound)?;
    let versions = state.store.list_article_versions(stored.id).await?;
    // Of what was taken down before it was ever shown nobody is told.
    let was_seen = |version: &ArticleVersion| {
        version.showing.number <= taken_down.through
            && version.called_off_at.is_none()
            && version.showing.from <= taken_down.at
    };
    if versions.iter().any(was_seen) { Ok(AtAddress::TakenDown(taken_down)) } else { Err(PageError::NotFound) }
}

/// Lists the versions of a notice that were ever shown, the newest first.
async fn list_shown(state: &AppState, notice: &ShownArticle) -> Result<Vec<ArticleVersion>, PageError> {
    let mut versions = state.store.list_article_versions(notice.stored.id).await?;
    let (showings, now): (Vec<_>, _) = (versions.iter().map(|version| version.showing).collect(), state.clock.now());
    versions.retain(|version| was_shown(version.showing, &showings, now));
    Ok(versions)
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

async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    match find(&state, &slug).await? {
        AtAddress::TakenDown(taken_down) => Ok(gone(&state, &visitor, &taken_down)),
        AtAddress::Shown(shown, versions) => page(&state, &visitor, &shown, (&versions, None)).await,
    }
}

/// Shows one version of a notice, whether or not another has taken its place.
async fn version(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let number: i64 = number.parse().map_err(|_| PageError::NotFound)?;
    match find(&state, &slug).await? {
        AtAddress::TakenDown(taken_down) => Ok(gone(&state, &visitor, &taken_down)),
        AtAddress::Shown(shown, versions) => {
            let asked = versions.iter().find(|version| version.showing.number == number).ok_or(PageError::NotFound)?;
            page(&state, &visitor, &shown, (&versions, Some(asked))).await
        }
    }
}

async fn page(
    state: &AppState,
    visitor: &Visitor,
    current: &ShownArticle,
    (versions, asked): (&[ArticleVersion], Option<&ArticleVersion>),
) -> Result<Response, PageError> {
    let drawn = asked.unwrap_or(&current.version);
    let files = pictures(state, &drawn.text).await?;
    let (kind, text) = (current.stored.kind, &drawn.text);
    let (list, name) = if kind == ArticleKind::News { ("/news", NEWS) } else { ("/pages", PAGES) };
    let own = address(&current.stored.slug);
    let replaced = (drawn.showing.number != current.version.showing.number).then(|| {
        view! {
            <p class="govuk-inset-text">
                "This version was replaced. " <a class="govuk-link" href=own.clone()>"Read the newest version"</a> "."
            </p>
        }
    });
    let since = match kind {
        ArticleKind::News => {
            Some(view! { <p class="govuk-body fm-listing__meta">{moment(current.since)}</p> }.into_any())
        }
        ArticleKind::Notice => {
            Some(view! { <p class="govuk-body">"It holds since " {moment(drawn.showing.from)} "."</p> }.into_any())
        }
        ArticleKind::Page | ArticleKind::Questions | ArticleKind::Story => None,
    };
    let history = history(&own, versions);
    let metadata = asked.is_none().then(|| Metadata::article(own.clone(), &text.summary));
    Ok(Frame::new(state, visitor, text.title.clone()).listed(metadata).show(|| {
        view! {
            {breadcrumbs(list, name)}
            <h1 class="govuk-heading-xl">{text.title.clone()}</h1>
            {replaced}
            {since}
            {article(kind, text, &files)}
            {history}
        }
    }))
}

/// Lists the versions of a notice that were shown, if there are several.
fn history(own: &str, versions: &[ArticleVersion]) -> Option<AnyView> {
    let line = |version: &ArticleVersion| {
        let href = format!("{own}/{}", version.showing.number);
        let words = format!("Version {}, from {}", version.showing.number, dates::day_of(version.showing.from));
        let note = (!version.note.is_empty()).then(|| format!(": {}", version.note));
        view! { <li><a class="govuk-link" href=href>{words}</a>{note}</li> }
    };
    (versions.len() > 1).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Versions"</h2>
            <ul class="govuk-list govuk-list--bullet">{versions.iter().map(line).collect_view()}</ul>
        }
        .into_any()
    })
}

/// Says that an article was taken down, when and why.
fn gone(state: &AppState, visitor: &Visitor, taken_down: &TakenDown) -> Response {
    let title = "This page was taken down";
    let TakenDown { at, reason, .. } = taken_down.clone();
    Frame::new(state, visitor, title).status(StatusCode::GONE).show(|| {
        view! {
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">"It was taken down on " {moment(at)} ", for this reason:"</p>
            <blockquote class="govuk-inset-text fm-words">{reason}</blockquote>
            <p class="govuk-body">"If you want to ask about it, write to " {contact(state)} "."</p>
            <p class="govuk-body"><a class="govuk-link" href="/pages">{PAGES}</a></p>
        }
    })
}
