//! The list of articles, in the order in which pages are listed everywhere.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    article::{ArticleStatus, Showing, status},
    permission::Action,
};
use leptos::prelude::*;
use store::{ArticleDraft, StoredArticle};

use super::{ADDRESS, TITLE};
use crate::{
    error::PageError,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates},
};

/// Shows the list.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let now = state.clock.now();
    let mut rows: Vec<(StoredArticle, ArticleDraft, ArticleStatus)> = Vec::new();
    for stored in state.store.list_articles().await? {
        let draft = state.store.find_article_draft(stored.id).await?.ok_or(PageError::NotFound)?;
        let versions = state.store.list_article_versions(stored.id).await?;
        let showings: Vec<Showing> = versions.iter().map(|version| version.showing).collect();
        let status = status(&showings, stored.taken_down.is_some(), now);
        rows.push((stored, draft, status));
    }
    let new = may_write.then(|| {
        view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Write a new page"</a> }
    });
    let list = if rows.is_empty() {
        view! {
            <p class="fm-empty">
                "No page is written yet. Begin with what visitors ask first: what the strategy is, who decides, and whom to write to."
            </p>
        }
        .into_any()
    } else {
        table(&rows, may_write)
    };
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">"Everybody finds published pages in this order, and news by its day."</p>
            {new}
            {list}
        }
    }))
}

fn table(rows: &[(StoredArticle, ArticleDraft, ArticleStatus)], may_write: bool) -> AnyView {
    let caption = Caption::Spoken("Pages and news, in their order".to_owned());
    let table = Table::new(TITLE, caption, "Page").words("Kind").words("Status").words("Last written");
    let table = if may_write { table.words("Order") } else { table };
    let rows = rows.iter().enumerate().fold(table, |table, (place, (stored, draft, status))| {
        let href = format!("{ADDRESS}/{}", stored.slug);
        let title = draft.text.title.clone();
        let order = may_write.then(|| {
            let button = (place > 0).then(|| {
                view! {
                    <form method="post" action=format!("{href}/move")>
                        <button class="fm-link-button" type="submit">
                            "Move up" <span class="govuk-visually-hidden">{format!(" ‘{title}’")}</span>
                        </button>
                    </form>
                }
            });
            button.into_any()
        });
        table.row(
            view! { <a class="govuk-link" href=href.clone()>{draft.text.title.clone()}</a> },
            [stored.kind.label().into_any(), tag(*status).into_any(), dates::moment(draft.written_at).into_any()]
                .into_iter()
                .chain(order),
        )
    });
    rows.draw().into_any()
}

/// Marks where an article stands.
pub(super) fn tag(status: ArticleStatus) -> impl IntoView {
    let colour = match status {
        ArticleStatus::Draft => "govuk-tag--yellow",
        ArticleStatus::Scheduled => "govuk-tag--blue",
        ArticleStatus::Shown => "govuk-tag--green",
        ArticleStatus::TakenDown => "govuk-tag--grey",
    };
    view! { <strong class=format!("govuk-tag {colour}")>{status.label()}</strong> }
}

/// Moves an article one place up.
pub(super) async fn move_it(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    staff.may(Action::WriteMinutes)?;
    let articles = state.store.list_articles().await?;
    let place = articles.iter().position(|article| article.slug == slug).ok_or(PageError::NotFound)?;
    let mut order: Vec<_> = articles.iter().map(|article| article.id).collect();
    if place > 0 {
        order.swap(place, place - 1);
    }
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_article_order(&order).await }));
    work.await?;
    tracing::info!(account = %staff.account.id, "somebody changed the order of pages");
    Ok(Redirect::to(ADDRESS).into_response())
}
