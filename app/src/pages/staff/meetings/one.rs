//! One meeting: when and where it is, who knows of it, and how far its agenda and minutes have come.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{group::StatutoryBasis, meeting::MinutesKind, permission::Action, record::RecordKind, vocabulary::Word};
use leptos::prelude::*;
use store::{RecordDraft, RecordVersion, StoredMeeting};

use super::{
    ADDRESS, TITLE, actions,
    begun::{EMPTY, FROM, KIND, LAST},
    desk::{below, find},
};
use crate::{
    clear_days::{AGENDA_DAYS, clear_days, last_day},
    error::PageError,
    pages::staff::runs::say_who,
    parts::{Frame, SummaryRow, summary_list},
    records::{address, record_address},
    state::AppState,
    visitor::{Staff, may},
    words::{dates, meetings, numbers, records},
};

/// What the page shows of one record.
struct Shown<'a> {
    stored: &'a StoredMeeting,
    kind: RecordKind,
    draft: Option<RecordDraft>,
    newest: Option<&'a RecordVersion>,
    may_write: bool,
}

/// Shows the meeting.
pub(super) async fn show(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let stored = find(&state, &staff, &slug, Action::ReadMinutes).await?;
    let may_write = may(&staff.account, Action::WriteMinutes);
    let versions = state.store.list_record_versions(stored.meeting.id).await?;
    let newest = |kind: RecordKind| versions.iter().find(|version| version.kind == kind);
    let agenda = state.store.find_record_draft(stored.meeting.id, RecordKind::Agenda).await?;
    let minutes = state.store.find_record_draft(stored.meeting.id, RecordKind::Minutes).await?;
    let open = actions::open(&state, &stored).await?;
    let papers = state.store.list_meeting_papers(stored.meeting.id).await?.len();
    let group = state.store.find_group(&stored.group.slug).await?;
    let is_bound = group.is_some_and(|group| group.charter.basis == StatutoryBasis::PartVa);
    // What counts is when the agenda was first out.
    let first = versions.iter().rfind(|version| version.kind == RecordKind::Agenda);
    let notice = clear(&stored, first, is_bound, state.today());
    let shown = |kind, draft| Shown { stored: &stored, kind, draft, newest: newest(kind), may_write };
    let (agenda, minutes) = (shown(RecordKind::Agenda, agenda), shown(RecordKind::Minutes, minutes));
    let title = meetings::meeting(&stored.group.name, stored.meeting.held_on);
    Ok(Frame::new(&state, &staff.visitor, title.clone()).show(|| {
        view! {
            <a class="govuk-back-link" href=ADDRESS>{TITLE}</a>
            <h1 class="govuk-heading-l">{title}</h1>
            {known(&stored, may_write)}
            {arranged(&stored, may_write)}
            <h2 class="govuk-heading-m">"Agenda"</h2>
            {notice}
            {agenda.draw()}
            <h2 class="govuk-heading-m">"Minutes"</h2>
            {minutes.draw()}
            <h2 class="govuk-heading-m">"Papers and files"</h2>
            {belonging(&stored, papers)}
            <h2 class="govuk-heading-m">"Actions of earlier meetings"</h2>
            <p class="govuk-body">{carried(open.len())}</p>
        }
    }))
}

fn belonging(stored: &StoredMeeting, papers: usize) -> impl IntoView + use<> {
    let words = match papers {
        0 => "No document belongs to this meeting yet.".to_owned(),
        papers => format!("{} to this meeting.", numbers::count(papers, "document belongs", "documents belong")),
    };
    view! {
        <p class="govuk-body">
            {words} " " <a class="govuk-link" href=below(stored, "/papers")>"Papers and files of this meeting"</a>
        </p>
    }
}

fn carried(open: usize) -> String {
    match open {
        0 => "None is open when the meeting begins.".to_owned(),
        open => format!(
            "{} open when the meeting begins. The agenda and the minutes list them by themselves.",
            numbers::count(open, "is", "are")
        ),
    }
}

/// Says who knows of the meeting, and lets everybody know.
fn known(stored: &StoredMeeting, may_write: bool) -> AnyView {
    if stored.is_public() {
        let href = address(&stored.meeting.slug);
        return view! { <p class="govuk-body"><a class="govuk-link" href=href>"See it as everybody does"</a></p> }
            .into_any();
    }
    let announce = may_write.then(|| {
        view! {
            <form method="post" action=below(stored, "/announce")>
                <button class="govuk-button govuk-button--secondary" type="submit">"Announce the meeting"</button>
            </form>
        }
    });
    view! {
        <p class="govuk-inset-text">
            "Nobody but staff knows of this meeting. Announcing it shows everybody its day, time and place, and nothing of what is written."
        </p>
        {announce}
    }
    .into_any()
}

fn arranged(stored: &StoredMeeting, may_write: bool) -> impl IntoView + use<> {
    let arrangements = &stored.arrangements;
    let words = |words: &str| if words.is_empty() { Vec::new() } else { vec![words.to_owned()] };
    let rows = [
        SummaryRow::new("Group", stored.group.name.clone()),
        SummaryRow::new("Day", dates::day(stored.meeting.held_on)),
        SummaryRow::said("Time", meetings::hours(arrangements).into_iter().collect()),
        SummaryRow::said("Place", words(&arrangements.place)),
        SummaryRow::said("How people can come", words(&arrangements.joining)),
    ];
    let called_off = arrangements.called_off.clone().map(|reason| SummaryRow::said("Called off", vec![reason]));
    let change = may_write.then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=below(stored, "/change")>"Change when and where it is, or call it off"</a>
            </p>
        }
    });
    view! { {summary_list(rows.into_iter().chain(called_off))} {change} }
}

/// Says how many clear days lie between the agenda and the meeting, or by when it has to be out.
fn clear(
    stored: &StoredMeeting,
    agenda: Option<&RecordVersion>,
    is_bound: bool,
    today: chrono::NaiveDate,
) -> Option<AnyView> {
    let held_on = stored.meeting.held_on;
    if stored.arrangements.called_off.is_some() {
        return None;
    }
    let law = if is_bound {
        "The law asks for this."
    } else {
        "The law does not ask this group for it; it is good practice."
    };
    let words = match agenda {
        Some(version) => {
            let out = domain::time::in_england(version.released_at).date_naive();
            let days = clear_days(out, held_on);
            (days < AGENDA_DAYS).then(|| {
                let days = numbers::count(days, "clear working day", "clear working days");
                format!("The agenda was published {days} before the meeting, not {AGENDA_DAYS}. {law}")
            })?
        }
        None if today > held_on => return None,
        None => {
            let last = dates::day(last_day(held_on));
            if last_day(held_on) < today {
                format!(
                    "There are no longer {AGENDA_DAYS} clear working days before the meeting: the agenda should have been published by {last}. {law}"
                )
            } else {
                format!(
                    "Publish the agenda by {last}, so that there are {AGENDA_DAYS} clear working days before the meeting. {law}"
                )
            }
        }
    };
    Some(view! { <p class="govuk-inset-text">{words}</p> }.into_any())
}

impl Shown<'_> {
    fn draw(&self) -> AnyView {
        let Some(draft) = &self.draft else { return self.unbegun() };
        let name = records::record(self.kind);
        let href = format!("/staff{}", record_address(&self.stored.meeting.slug, self.kind, None));
        let items = numbers::count(draft.text.items.len(), "item", "items");
        let written = format!(
            "{items}, written last by {} on {}.",
            say_who(draft.by.as_deref()),
            dates::moment(draft.written_at)
        );
        let out = match self.newest {
            None => "Nothing of it is published.".to_owned(),
            Some(version) => {
                let what = format!("{} (version {})", records::version(version.step), version.number);
                let since = dates::day_of(version.released_at);
                let newer = if version.revision < draft.revision { " It has been written in since then." } else { "" };
                format!("{what} published on {since}.{newer}")
            }
        };
        let words = if self.may_write { format!("Write the {name}") } else { format!("Read the {name}") };
        let publish = self.may_write.then(|| {
            view! { <a class="govuk-link" href=format!("{href}/release")>{format!("Look at what everybody will read, and publish the {name}")}</a> }
        });
        view! {
            <p class="govuk-body">{written} " " {out}</p>
            <div class="govuk-button-group">
                <a class="govuk-button govuk-button--secondary" href=href.clone()>{words}</a>
                {publish}
            </div>
        }
        .into_any()
    }

    /// Draws the way to begin a record.
    fn unbegun(&self) -> AnyView {
        let name = records::record(self.kind);
        let none = view! { <p class="fm-empty">{format!("No {name} are written here yet.").replace("No agenda are", "No agenda is")}</p> };
        if !self.may_write {
            return none.into_any();
        }
        let action = format!("/staff{}/begin", record_address(&self.stored.meeting.slug, self.kind, None));
        let choices: Vec<(&str, &str, &str)> = match self.kind {
            RecordKind::Agenda => vec![
                (FROM, LAST, "With the items of the meeting before, to be changed"),
                (FROM, EMPTY, "Without any item"),
            ],
            RecordKind::Minutes => {
                MinutesKind::ALL.iter().map(|kind| (KIND, kind.word(), meetings::kind(*kind))).collect()
            }
        };
        let choice = |(place, (field, word, label)): (usize, &(&'static str, &'static str, &'static str))| {
            let id = format!("{name}-{word}");
            view! {
                <div class="govuk-radios__item">
                    <input class="govuk-radios__input" type="radio" id=id.clone() name=*field value=*word checked={place == 0}/>
                    <label class="govuk-label govuk-radios__label" for=id>{*label}</label>
                </div>
            }
        };
        let legend = match self.kind {
            RecordKind::Agenda => "How does the agenda begin?",
            RecordKind::Minutes => {
                "What do you write? It begins with the items of the agenda and the members of the group."
            }
        };
        view! {
            {none}
            <form method="post" action=action>
                <div class="govuk-form-group">
                    <fieldset class="govuk-fieldset">
                        <legend class="govuk-fieldset__legend">{legend}</legend>
                        <div class="govuk-radios govuk-radios--small">{choices.iter().enumerate().map(choice).collect_view()}</div>
                    </fieldset>
                </div>
                <button class="govuk-button govuk-button--secondary" type="submit">{format!("Begin the {name}")}</button>
            </form>
        }
        .into_any()
    }
}
