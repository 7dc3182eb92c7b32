//! One article: where it stands, what is written of it section by section, and its versions.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    article::{ArticleStatus, Section, scheduled},
    permission::Action,
};
use leptos::prelude::*;
use store::{ArticleVersion, TakenDown};

use super::{ADDRESS, TITLE, desk::Desk, list::tag};
use crate::{
    articles,
    error::PageError,
    pages::staff::{
        kept::{row_button, unmade},
        runs::say_who,
    },
    parts::{Caption, Frame, SummaryRow, Table, summary_list},
    rich_text,
    state::AppState,
    visitor::{Staff, may},
    words::{Labelled, dates},
};

/// Shows the article.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let desk = Desk::open(&state, &staff, &slug, Action::ReadMinutes).await?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let title = desk.text().title.clone();
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            <p class="govuk-body">{tag(desk.status())}</p>
            {standing(&desk)}
            {about(&desk, may_write)}
            {ways(&desk, may_write)}
            <h2 class="govuk-heading-m" id="sections">"Sections"</h2>
            {sections(&desk, may_write)}
            {versions(&desk, may_write)}
            {removal(&desk, may_write)}
        }
    }))
}

fn standing(desk: &Desk<'_>) -> AnyView {
    let href = articles::address(&desk.stored.slug);
    let now = desk.state.clock.now();
    match desk.status() {
        ArticleStatus::Draft => view! { <p class="govuk-body">"Nobody but staff sees it."</p> }.into_any(),
        ArticleStatus::Scheduled => {
            let from = scheduled(&desk.showings(), now).map(|next| dates::moment(next.from)).unwrap_or_default();
            view! { <p class="govuk-body">{format!("Everybody sees it from {from} on.")}</p> }.into_any()
        }
        ArticleStatus::Shown => {
            let next = scheduled(&desk.showings(), now)
                .map(|next| format!(" Version {} takes its place on {}.", next.number, dates::moment(next.from)));
            view! {
                <p class="govuk-body"><a class="govuk-link" href=href>"See it as everybody does"</a> "." {next}</p>
                {since(desk)}
            }
            .into_any()
        }
        ArticleStatus::TakenDown => {
            let said = desk.stored.taken_down.clone().map(|TakenDown { at, reason, .. }| {
                view! {
                    <div class="govuk-inset-text">
                        <p class="govuk-body">{format!("It was taken down on {}, for this reason:", dates::moment(at))}</p>
                        <p class="govuk-body fm-words">{reason}</p>
                    </div>
                }
            });
            said.into_any()
        }
    }
}

/// Says that something was written which no version has.
fn since(desk: &Desk<'_>) -> Option<AnyView> {
    let newest = desk.versions.iter().find(|version| !version.showing.is_off)?;
    (newest.revision < desk.draft.revision).then(|| {
        let words = format!(
            "Something was written since version {}. Only staff see it until you publish again.",
            newest.showing.number
        );
        view! { <p class="govuk-inset-text">{words}</p> }.into_any()
    })
}

fn about(desk: &Desk<'_>, may_write: bool) -> impl IntoView + use<> {
    let row = SummaryRow::new("What it is about", desk.text().summary.clone());
    let row =
        if may_write { row.with_link(desk.address("/about"), "Change", "what it is called and about") } else { row };
    summary_list([
        SummaryRow::new("Kind", desk.stored.kind.label()),
        SummaryRow::new("Address", articles::address(&desk.stored.slug)),
        row,
    ])
}

fn ways(desk: &Desk<'_>, may_write: bool) -> Option<AnyView> {
    let down = matches!(desk.status(), ArticleStatus::Shown | ArticleStatus::Scheduled).then(|| {
        view! { <a class="govuk-link" href=desk.address("/take-down")>"Take it down"</a> }
    });
    may_write.then(|| {
        view! {
            <div class="govuk-button-group">
                <a class="govuk-button" href=desk.address("/publish")>"Look at what everybody will read, and publish"</a>
                {down}
            </div>
        }
        .into_any()
    })
}

fn sections(desk: &Desk<'_>, may_write: bool) -> AnyView {
    let all = &desk.text().sections;
    let drawn = all.iter().enumerate().map(|(place, one)| section(desk, place, one, may_write)).collect_view();
    let none = all.is_empty().then(|| view! { <p class="fm-empty">"There is no section yet."</p> });
    let add = may_write.then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-button govuk-button--secondary" href=desk.address("/sections/new")>"Add a section"</a>
            </p>
        }
    });
    view! { {none} {drawn} {add} }.into_any()
}

fn section(desk: &Desk<'_>, place: usize, section: &Section, may_write: bool) -> AnyView {
    let name = if section.heading.is_empty() { format!("Section {}", place + 1) } else { section.heading.clone() };
    let href = desk.address(&format!("/sections/{}", section.number));
    let picture = section.picture.is_some().then(|| view! { <p class="govuk-hint">"With a picture."</p> });
    let tools = may_write.then(|| {
        let about = format!(" ‘{name}’");
        let up = (place > 0).then(|| row_button(format!("{href}/move"), "Move up", &name, Some(desk.draft.revision)));
        view! {
            <div class="fm-outline__ways">
                <a class="govuk-link" href=href.clone()>"Change" <span class="govuk-visually-hidden">{about}</span></a>
                {up}
            </div>
        }
    });
    view! {
        <section class="fm-outline">
            <h3 class="govuk-heading-s">{name.clone()}</h3>
            {picture}
            <div class="fm-prose" inner_html=rich_text::html(&section.words)></div>
            {tools}
        </section>
    }
    .into_any()
}

fn versions(desk: &Desk<'_>, may_write: bool) -> Option<AnyView> {
    let now = desk.state.clock.now();
    let caption = Caption::Spoken("Versions, the newest first".to_owned());
    let table =
        Table::new("Versions", caption, "Version").words("Shown from").words("Published by").words("What changed");
    let row = |table: Table, version: &ArticleVersion| {
        let showing = version.showing;
        let from = dates::moment(showing.from);
        let call_off = (may_write && showing.from > now && !showing.is_off).then(|| {
            let action = desk.address(&format!("/versions/{}/call-off", showing.number));
            view! {
                <form method="post" action=action>
                    <button class="fm-link-button" type="submit">
                        "Call it off" <span class="govuk-visually-hidden">{format!(" (version {})", showing.number)}</span>
                    </button>
                </form>
            }
        });
        let said = match version.called_off_at {
            Some(_) => format!("Called off; it was to be {from}"),
            None if showing.is_off => format!("Taken down; it was {from}"),
            None => from,
        };
        let note = if version.note.is_empty() { "The first version".to_owned() } else { version.note.clone() };
        table.row(
            showing.number.to_string(),
            [
                view! { <div>{said} {call_off}</div> }.into_any(),
                say_who(version.by.as_deref()).into_any(),
                view! { <span class="fm-words">{note}</span> }.into_any(),
            ],
        )
    };
    (!desk.versions.is_empty()).then(|| {
        view! {
            <h2 class="govuk-heading-m">"Versions"</h2>
            {desk.versions.iter().fold(table, row).draw()}
        }
        .into_any()
    })
}

fn removal(desk: &Desk<'_>, may_write: bool) -> Option<AnyView> {
    let may_go = may_write && desk.versions.is_empty();
    may_go.then(|| {
        let unmade = unmade("this page", "Nobody outside has seen it.", desk.address("/remove"));
        view! { <form method="post">{unmade}</form> }.into_any()
    })
}
