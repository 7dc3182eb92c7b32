//! The front of the site on one page: what stands there, and the ways to change it.

use axum::{extract::State, response::Response};
use domain::{front::HomePart, permission::Action, vocabulary::Word};
use leptos::prelude::*;

use super::{ADDRESS, TITLE, desk::Desk, list::List};
use crate::{
    error::PageError,
    pages::staff::kept::row_button,
    parts::{Caption, Frame, SummaryRow, Table, summary_list},
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, capital},
};

/// Shows the overview.
pub(super) async fn show(State(state): State<AppState>, staff: Staff) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, Action::ReadMinutes).await?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let lists = |list, heading, words| section(&desk, list, (heading, words), may_write);
    let has_strategy = desk.front().strategy.is_some();
    let figures = has_strategy.then(|| lists(List::Facts, "Figures", "Numbers that show why the strategy is needed."));
    let steps =
        has_strategy.then(|| lists(List::Steps, "Steps", "The steps on the way to the strategy, and how far each is."));
    let ways = lists(
        List::Ways,
        "Navigation",
        "The links at the top of every page. The name of the site leads home, and the search has its own place.",
    );
    Ok(Frame::new(&state, &staff.visitor, TITLE).show(|| {
        view! {
            <a class="govuk-back-link" href="/staff">"Staff home"</a>
            <h1 class="govuk-heading-l">{TITLE}</h1>
            <p class="govuk-body">
                "Everybody sees each change at once. "
                <a class="govuk-link" href="/">"See the home page"</a> " or "
                <a class="govuk-link" href=format!("{ADDRESS}/history")>"what stood there before"</a> "."
            </p>
            {strategy(&desk, may_write)}
            {figures}
            {steps}
            {home(&desk, may_write)}
            {ways}
        }
    }))
}

fn strategy(desk: &Desk<'_>, may_write: bool) -> AnyView {
    let href = format!("{ADDRESS}/strategy");
    let words = match &desk.front().strategy {
        None => {
            let write = may_write.then(|| view! { <a class="govuk-link" href=href>"Write them"</a> });
            view! { <p class="fm-empty">"There are no words about the strategy yet. " {write}</p> }.into_any()
        }
        Some(strategy) => {
            let row = SummaryRow::new("Title", strategy.title.clone());
            let row = if may_write { row.with_link(href, "Change", "the words about the strategy") } else { row };
            summary_list([row, SummaryRow::new("What it is", strategy.summary.clone())]).into_any()
        }
    };
    view! { <h2 class="govuk-heading-m" id="strategy">"The strategy"</h2> {words} }.into_any()
}

/// A button that sends a form without questions of its own.
fn button(desk: &Desk<'_>, action: String, words: &'static str, of: &str) -> AnyView {
    row_button(action, words, of, Some(desk.stored.revision))
}

fn section(desk: &Desk<'_>, list: List, (heading, words): (&'static str, &'static str), may_write: bool) -> AnyView {
    let rows = list.rows(desk.front());
    let base = format!("{ADDRESS}/{}", list.word());
    let table = Table::new(heading, Caption::Spoken(heading.to_owned()), capital(list.entry())).words(list.said());
    let table = if may_write { table.words("Change") } else { table };
    let is_empty = rows.is_empty();
    let is_full = rows.len() >= list.most();
    let table = rows.into_iter().enumerate().fold(table, |table, (place, [first, second, _])| {
        let ways = may_write.then(|| {
            let up = (place > 0).then(|| button(desk, format!("{base}/{place}/move"), "Move up", &first));
            let hidden = format!(" ‘{first}’");
            view! {
                <div>
                    <a class="govuk-link" href=format!("{base}/{place}")>
                        "Change" <span class="govuk-visually-hidden">{hidden}</span>
                    </a>
                    {up}
                </div>
            }
            .into_any()
        });
        table.row(first.clone(), [second.into_any()].into_iter().chain(ways))
    });
    let list_or_none = if is_empty {
        view! { <p class="fm-empty">{format!("There is no {} yet.", list.entry())}</p> }.into_any()
    } else {
        table.draw().into_any()
    };
    let add = (may_write && !is_full).then(|| {
        let words = format!("Add a {}", list.entry());
        view! { <p class="govuk-body"><a class="govuk-link" href=format!("{base}/new")>{words}</a></p> }
    });
    let full = (may_write && is_full)
        .then(|| view! { <p class="govuk-hint">{format!("There is room for {}, and no more.", list.most())}</p> });
    view! {
        <h2 class="govuk-heading-m" id=list.word()>{heading}</h2>
        <p class="govuk-body">{words}</p>
        {list_or_none}
        {add}
        {full}
    }
    .into_any()
}

fn home(desk: &Desk<'_>, may_write: bool) -> AnyView {
    let shown = &desk.front().home;
    let hidden: Vec<HomePart> = HomePart::ALL.iter().copied().filter(|part| !shown.contains(part)).collect();
    let table = Table::new("Parts", Caption::Spoken("Parts of the home page, in their order".to_owned()), "Part");
    let table = table.words("Shown");
    let table = if may_write { table.words("Change") } else { table };
    let all = shown.iter().map(|part| (*part, true)).chain(hidden.into_iter().map(|part| (part, false)));
    let table = all.enumerate().fold(table, |table, (place, (part, is_shown))| {
        let base = format!("{ADDRESS}/home/{}", part.word());
        let ways = may_write.then(|| {
            let up = (place > 0 && is_shown).then(|| button(desk, format!("{base}/move"), "Move up", part.label()));
            let toggle = if is_shown { "Hide" } else { "Show" };
            view! { <div>{up} {button(desk, format!("{base}/toggle"), toggle, part.label())}</div> }.into_any()
        });
        let said = if is_shown { "Yes" } else { "No" };
        table.row(part.label(), [said.into_any()].into_iter().chain(ways))
    });
    view! {
        <h2 class="govuk-heading-m" id="home">"The home page"</h2>
        <p class="govuk-body">"What stands below the title, in this order. A part of which there is nothing to say is left out by itself."</p>
        {table.draw()}
    }
    .into_any()
}
