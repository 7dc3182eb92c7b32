//! A record as it is written: its parts, each with the way to change it.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    permission::Action,
    record::{Declaration, Item, RecordKind, RecordText},
};
use leptos::prelude::*;

use super::{
    actions,
    desk::{Desk, below},
};
use crate::{
    error::PageError,
    pages::staff::{form::STATE, runs::say_who},
    parts::{Frame, SummaryRow, summary_list},
    rich_text,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates, meetings, numbers, records},
};

/// Shows a record.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, (&slug, &kind), Action::ReadMinutes).await?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let open = actions::open(&state, &desk.stored).await?;
    let title = desk.title();
    let back = meetings::meeting(&desk.stored.group.name, desk.stored.meeting.held_on);
    let written = format!(
        "Written last by {} on {}. Only staff read this page.",
        say_who(desk.draft.by.as_deref()),
        dates::moment(desk.draft.written_at)
    );
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        let publish = may_write.then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-button" href=desk.address("/release")>"Look at what everybody will read, and publish it"</a>
                </p>
            }
        });
        view! {
            <a class="govuk-back-link" href=below(&desk.stored, "")>{back}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{written}</p>
            {publish.clone()}
            {summary_list(rows(&desk, open.len(), may_write))}
            {(desk.kind == RecordKind::Minutes).then(|| declarations(&desk, may_write))}
            {items(&desk, may_write)}
            {publish}
        }
    }))
}

/// Lists the parts that are not items, each with what it has.
fn rows(desk: &Desk<'_>, open: usize, may_write: bool) -> Vec<SummaryRow> {
    let text = desk.text();
    let with = |row: SummaryRow, rest: &str, about: &'static str| {
        if may_write { row.with_link(desk.address(rest), "Change", about) } else { row }
    };
    let mut rows = Vec::new();
    if desk.kind == RecordKind::Minutes {
        rows.push(with(SummaryRow::new("Who was there", people(text)), "/people", "who was there"));
        let open = match open {
            0 => "None was open when the meeting began".to_owned(),
            open => format!(
                "{} open when the meeting began; of {} something is said",
                numbers::count(open, "was", "were"),
                text.updates.len()
            ),
        };
        rows.push(with(SummaryRow::new("Actions of earlier meetings", open), "/actions", "what was heard of actions"));
    }
    let some = |count: usize, one: &str, many: &str| match count {
        0 => "None".to_owned(),
        count => numbers::count(count, one, many),
    };
    let acronyms = SummaryRow::new("Short words", some(text.acronyms.len(), "short word", "short words"));
    rows.push(with(acronyms, "/acronyms", "short words"));
    let withheld = SummaryRow::new("Words that are withheld", some(text.withheld.len(), "passage", "passages"));
    rows.push(with(withheld, "/withheld", "what is withheld"));
    rows
}

fn people(text: &RecordText) -> String {
    let unsaid = text.people.iter().filter(|person| person.presence.is_none()).count();
    let all = numbers::count(text.people.len(), "person", "people");
    match unsaid {
        0 => all,
        unsaid => format!("{all}; it is not yet said of {unsaid} whether they were there"),
    }
}

fn declarations(desk: &Desk<'_>, may_write: bool) -> AnyView {
    let line = |declaration: &Declaration| {
        let words = format!("{}: {}. {}.", declaration.who, declaration.interest, declaration.conduct.label());
        let change = may_write.then(|| {
            let href = desk.address(&format!("/declarations/{}", declaration.number));
            let about = format!(" what {} declared", declaration.who);
            view! { <a class="govuk-link" href=href>"Change" <span class="govuk-visually-hidden">{about}</span></a> }
        });
        view! { <li>{words} " " {change}</li> }
    };
    let declared = &desk.text().declarations;
    let list = if declared.is_empty() {
        view! { <p class="fm-empty">"None."</p> }.into_any()
    } else {
        view! { <ul class="govuk-list govuk-list--bullet">{declared.iter().map(line).collect_view()}</ul> }.into_any()
    };
    let add = may_write.then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=desk.address("/declarations/new")>"Add a declaration of interest"</a>
            </p>
        }
    });
    view! {
        <h2 class="govuk-heading-m" id="declarations">"Declarations of interest"</h2>
        {list}
        {add}
    }
    .into_any()
}

fn items(desk: &Desk<'_>, may_write: bool) -> AnyView {
    let items = &desk.text().items;
    let count = items.len();
    let drawn = items.iter().enumerate().map(|(place, one)| item(desk, (place + 1, count), one, may_write));
    let drawn: Vec<_> = drawn.collect();
    let none = items.is_empty().then(|| view! { <p class="fm-empty">"There is no item yet."</p> });
    let add = may_write.then(|| {
        view! { <p class="govuk-body"><a class="govuk-button govuk-button--secondary" href=desk.address("/items/new")>"Add an item"</a></p> }
    });
    view! {
        <h2 class="govuk-heading-m" id="items">"Items"</h2>
        {none}
        {drawn}
        {add}
    }
    .into_any()
}

fn item(desk: &Desk<'_>, (place, count): (usize, usize), item: &Item, may_write: bool) -> AnyView {
    let heading = format!("{place}. {}", item.title);
    let presenter = item
        .presenter
        .as_ref()
        .map(|presenter| view! { <p class="govuk-hint">"Introduced by " {presenter.clone()}</p> });
    let exempt = item.exempt.map(|reason| view! { <p class="govuk-inset-text">{records::exempt(reason)}</p> });
    let discussion = (!item.discussion.is_empty())
        .then(|| view! { <div class="fm-prose" inner_html=rich_text::html(&item.discussion)></div> });
    let decisions = item.decisions.iter().map(|decision| {
        view! { <li>{format!("Decision {}. {}: {}", decision.number, records::decision(decision.course), decision.words)}</li> }.into_any()
    });
    let actions = item.actions.iter().map(|action| {
        let owed = crate::records::owed(action);
        view! { <li>{format!("Action {}: {} ({owed})", action.number, action.words)}</li> }.into_any()
    });
    let outcomes: Vec<_> = decisions.chain(actions).collect();
    let outcomes = (!outcomes.is_empty()).then(|| view! { <ul class="govuk-list govuk-list--bullet">{outcomes}</ul> });
    let tools = may_write.then(|| tools(desk, (place, count), item));
    view! {
        <section class="fm-outline" id=format!("item-{}", item.number)>
            <h3 class="govuk-heading-s">{heading}</h3>
            {presenter}
            {exempt}
            {discussion}
            {outcomes}
            {tools}
        </section>
    }
    .into_any()
}

/// Draws the ways to change an item and its place.
fn tools(desk: &Desk<'_>, (place, count): (usize, usize), item: &Item) -> AnyView {
    let href = desk.address(&format!("/items/{}", item.number));
    let about = format!(" item {place}, {}", item.title);
    let button = |to: &'static str, words: &'static str| {
        let (action, about) = (format!("{href}/move"), about.clone());
        let revision = desk.draft.revision;
        view! {
            <form method="post" action=action>
                <input type="hidden" name=STATE value=revision/>
                <button class="fm-link-button" type="submit" name="to" value=to>
                    {words} <span class="govuk-visually-hidden">{about}</span>
                </button>
            </form>
        }
    };
    let up = (place > 1).then(|| button("up", "Move up"));
    let down = (place < count).then(|| button("down", "Move down"));
    let hidden = about.clone();
    view! {
        <div class="fm-outline__ways">
            <a class="govuk-link" href=href.clone()>"Change" <span class="govuk-visually-hidden">{hidden}</span></a>
            {up}
            {down}
        </div>
    }
    .into_any()
}
