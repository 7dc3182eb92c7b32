//! The list of articles, in the order in which pages are listed everywhere.

use std::cmp::Reverse;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    article::{ArticleKind, ArticleStatus, Showing, status},
    moving::move_up,
    permission::Action,
};
use leptos::prelude::*;
use store::{ArticleDraft, StoredArticle};

use super::{ADDRESS, TITLE};
use crate::{
    error::PageError,
    pages::staff::kept::row_button,
    parts::{Caption, Frame, Table},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates},
};

/// An article with what is written of it and where it stands.
struct Row {
    stored: StoredArticle,
    draft: ArticleDraft,
    status: ArticleStatus,
}

impl Row {
    fn is_news(&self) -> bool {
        self.stored.kind == ArticleKind::News
    }
}

async fn rows(state: &AppState) -> Result<Vec<Row>, PageError> {
    let now = state.clock.now();
    let mut rows = Vec::new();
    for stored in state.store.list_articles().await? {
        let draft = state.store.find_article_draft(stored.id).await?.ok_or(PageError::NotFound)?;
        let versions = state.store.list_article_versions(stored.id).await?;
        let showings: Vec<Showing> = versions.iter().map(|version| version.showing).collect();
        let status = status(&showings, stored.taken_down.is_some(), now);
        rows.push(Row { stored, draft, status });
    }
    Ok(rows)
}

/// Shows the list.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    staff.may(Action::ReadMinutes)?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let (mut news, pages): (Vec<Row>, Vec<Row>) = rows(&state).await?.into_iter().partition(Row::is_news);
    news.sort_by_key(|row| Reverse(row.draft.written_at));
    let new = may_write.then(|| {
        view! { <a class="govuk-button" href=format!("{ADDRESS}/new")>"Write a new page"</a> }
    });
    let no_pages = "No page is written yet. Begin with what visitors ask first: what the strategy is, who decides, and whom to write to.";
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            {new}
            <h2 class="govuk-heading-m">"Pages"</h2>
            <p class="govuk-body">"Everybody finds them in this order, once they are published."</p>
            {table("Pages", &pages, (no_pages, may_write))}
            <h2 class="govuk-heading-m">"News"</h2>
            <p class="govuk-body">"Everybody finds them by the day on which they were first shown, the newest first."</p>
            {table("News", &news, ("No news is written yet.", false))}
        }
    }))
}

fn table(name: &'static str, rows: &[Row], (none, is_ordered): (&'static str, bool)) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="fm-empty">{none}</p> }.into_any();
    }
    let table =
        Table::new(name, Caption::Spoken(name.to_owned()), "Title").words("Kind").words("Status").words("Last written");
    let table = if is_ordered { table.words("Order") } else { table };
    let row = |table: Table, (place, row): (usize, &Row)| {
        let href = format!("{ADDRESS}/{}", row.stored.slug);
        let order = is_ordered.then(|| {
            (place > 0).then(|| row_button(format!("{href}/move"), "Move up", &row.draft.text.title, None)).into_any()
        });
        let cells = [
            row.stored.kind.label().into_any(),
            tag(row.status).into_any(),
            dates::moment(row.draft.written_at).into_any(),
        ];
        let title = row.draft.text.title.clone();
        table.row(view! { <a class="govuk-link" href=href>{title}</a> }, cells.into_iter().chain(order))
    };
    rows.iter().enumerate().fold(table, row).draw().into_any()
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
    let mut articles = state.store.list_articles().await?;
    articles.retain(|article| article.kind != ArticleKind::News);
    let place = articles.iter().position(|article| article.slug == slug).ok_or(PageError::NotFound)?;
    let mut order: Vec<_> = articles.iter().map(|article| article.id).collect();
    move_up(&mut order, place);
    let work = state.store.write(move |mut write| Box::pin(async move { write.set_article_order(&order).await }));
    work.await?;
    tracing::info!(account = %staff.account.id, "somebody changed the order of pages");
    Ok(Redirect::to(ADDRESS).into_response())
}
