//! The agenda or the minutes of a meeting as a page, and what differs between two versions. The public page and the preview of staff are
//! this one drawing.

use domain::record::{Action, Decision, Item, Matter, Person, PublicRecord, RecordKind};
use leptos::prelude::*;
use similar::ChangeTag;

use super::{Caption, SummaryRow, Table, summary_list};
use crate::{
    priorities,
    records::{Change, Related, declared, origin, owed, part, shown_name},
    rich_text,
    words::{Labelled, dates, records},
};

/// Draws a record below its heading.
pub fn record(record: &PublicRecord, related: &Related) -> AnyView {
    let items = (1..).zip(&record.text.items).map(|(place, one)| item(place, one, related)).collect_view();
    let contents = (1..).zip(&record.text.items).map(|(place, item): (usize, &Item)| {
        view! { <li><a class="govuk-link" href=format!("#item-{place}")>{item.title.clone()}</a></li> }
    });
    let contents = contents.collect_view();
    let (people, declarations) = match record.kind {
        RecordKind::Agenda => (None, None),
        RecordKind::Minutes => (people(&record.text.people), declarations(record)),
    };
    view! {
        <nav class="fm-screen-only" aria-labelledby="items">
            <h2 class="govuk-heading-m" id="items">"Items"</h2>
            <ol class="govuk-list govuk-list--number">{contents}</ol>
        </nav>
        {people}
        {declarations}
        {earlier(record, related)}
        {items}
        {next(record)}
        {acronyms(record)}
    }
    .into_any()
}

fn people(people: &[Person]) -> Option<AnyView> {
    let row = |table: Table, person: &Person| {
        let presence = person.presence.map_or("", Labelled::label);
        let presence = person.when.as_ref().map_or(presence.to_owned(), |when| format!("{presence}, {when}"));
        table.row(
            shown_name(person),
            [person.organisation.clone().into_any(), part(person).into_any(), presence.into_any()],
        )
    };
    (!people.is_empty()).then(|| {
        let caption = Caption::Spoken("Who was there, and who was not".to_owned());
        let table =
            Table::new("Who was there", caption, "Name").words("Organisation").words("Part").words("Attendance");
        view! {
            <section id="people">
                <h2 class="govuk-heading-l">"Who was there"</h2>
                {people.iter().fold(table, row).draw()}
            </section>
        }
        .into_any()
    })
}

fn declarations(record: &PublicRecord) -> Option<AnyView> {
    let lines: Vec<_> = record.text.declarations.iter().map(|one| view! { <li>{declared(one, record)}</li> }).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section id="declarations">
                <h2 class="govuk-heading-l">"Declarations of interest"</h2>
                <ul class="govuk-list govuk-list--bullet">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

/// Draws what the meeting hears of actions of earlier ones, each leading to the minutes that asked for it.
fn earlier(record: &PublicRecord, related: &Related) -> Option<AnyView> {
    let is_minutes = record.kind == RecordKind::Minutes;
    let row = |table: Table, matter: &Matter| {
        let origin = origin(matter);
        let origin = match related.meetings.get(&matter.key.meeting) {
            Some(address) => {
                let href = format!("{address}#action-{}", matter.key.number);
                view! { <a class="govuk-link" href=href>{origin}</a> }.into_any()
            }
            None => origin.into_any(),
        };
        let heard = is_minutes.then(|| {
            let state = records::state(matter.state);
            matter.note.as_ref().map_or(state.to_owned(), |note| format!("{state}: {note}")).into_any()
        });
        let cells = [matter.action.words.clone().into_any(), owed(&matter.action).into_any()];
        table.row(origin, cells.into_iter().chain(heard))
    };
    (!record.matters.is_empty()).then(|| {
        let caption = Caption::Spoken("Actions of earlier meetings that were open".to_owned());
        let table = Table::new("Actions of earlier meetings", caption, "Action").words("What").words("Who and when");
        let table = if is_minutes { table.words("What the meeting heard") } else { table };
        view! {
            <section id="matters">
                <h2 class="govuk-heading-l">"Actions of earlier meetings"</h2>
                {record.matters.iter().fold(table, row).draw()}
            </section>
        }
        .into_any()
    })
}

fn item(place: usize, item: &Item, related: &Related) -> AnyView {
    let presenter = item
        .presenter
        .as_ref()
        .map(|presenter| view! { <p class="govuk-hint">"Introduced by " {presenter.clone()}</p> });
    let exempt = item.exempt.map(|reason| view! { <p class="govuk-inset-text">{records::exempt(reason)}</p> });
    let discussion = (!item.discussion.is_empty())
        .then(|| view! { <div class="fm-prose" inner_html=rich_text::html(&item.discussion)></div> });
    let decisions = (!item.decisions.is_empty()).then(|| {
        let lines = item.decisions.iter().map(|one| decision(one, related)).collect_view();
        view! {
            <h3 class="govuk-heading-m">"Decisions"</h3>
            <ul class="govuk-list govuk-list--spaced">{lines}</ul>
        }
    });
    let actions = (!item.actions.is_empty()).then(|| actions(&item.actions));
    view! {
        <section id=format!("item-{place}")>
            <h2 class="govuk-heading-l">{format!("{place}. {}", item.title)}</h2>
            {presenter}
            {exempt}
            {discussion}
            {decisions}
            {actions}
        </section>
    }
    .into_any()
}

fn decision(decision: &Decision, related: &Related) -> AnyView {
    let priorities = decision.priorities.iter().filter_map(|code| Some((code, related.priorities.get(code)?)));
    let priorities: Vec<_> = priorities
        .map(|(code, title)| {
            view! { <li><a class="govuk-link" href=priorities::address(code)>{title.clone()}</a></li> }
        })
        .collect();
    let priorities = (!priorities.is_empty()).then(|| {
        view! {
            <p class="govuk-hint">"About these priorities:"</p>
            <ul class="govuk-list govuk-list--bullet">{priorities}</ul>
        }
    });
    let consultations = decision.consultations.iter().filter_map(|id| related.consultations.get(id));
    let consultations: Vec<_> = consultations
        .map(|(title, address)| view! { <a class="govuk-link" href=address.clone()>{title.clone()}</a> " " })
        .collect();
    let consultations =
        (!consultations.is_empty()).then(|| view! { <p class="govuk-hint">"Consultations: " {consultations}</p> });
    view! {
        <li id=format!("decision-{}", decision.number)>
            <strong>{records::decision(decision.course)} ":"</strong> " " {decision.words.clone()} {priorities} {consultations}
        </li>
    }
    .into_any()
}

fn actions(actions: &[Action]) -> AnyView {
    let row = |table: Table, action: &Action| {
        let number = action.number;
        let due = action.due.map_or("ongoing".to_owned(), dates::day);
        table.row(
            view! { <span id=format!("action-{number}")>{format!("Action {number}")}</span> },
            [action.words.clone().into_any(), action.owner.clone().into_any(), due.into_any()],
        )
    };
    let caption = Caption::Spoken("Actions of this item".to_owned());
    let table = Table::new("Actions", caption, "Action").words("What").words("Who").words("By when");
    view! {
        <h3 class="govuk-heading-m">"Actions"</h3>
        {actions.iter().fold(table, row).draw()}
    }
    .into_any()
}

fn next(record: &PublicRecord) -> Option<AnyView> {
    let next = record.next.as_ref()?;
    let hours = next.starts.map(|starts| format!(" at {}", dates::time(starts)));
    let place = (!next.place.is_empty()).then(|| format!(", {}", next.place));
    let drawn = view! {
        <section id="next">
            <h2 class="govuk-heading-l">"Next meeting"</h2>
            <p class="govuk-body">{dates::day(next.held_on)} {hours} {place}</p>
        </section>
    };
    Some(drawn.into_any())
}

fn acronyms(record: &PublicRecord) -> Option<AnyView> {
    let acronyms = &record.text.acronyms;
    (!acronyms.is_empty()).then(|| {
        let rows = acronyms.iter().map(|acronym| SummaryRow::new(acronym.short.clone(), acronym.long.clone()));
        view! {
            <section id="acronyms">
                <h2 class="govuk-heading-l">"Short words"</h2>
                {summary_list(rows)}
            </section>
        }
        .into_any()
    })
}

/// Draws what differs between two versions: what was taken out is struck through, and what was put in is underlined.
pub fn changes(changes: &[Change]) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="fm-empty">"Nothing that everybody reads is different."</p> }.into_any();
    }
    let run = |(words, tag): &(String, ChangeTag)| {
        match tag {
        ChangeTag::Equal => words.clone().into_any(),
        ChangeTag::Delete => {
            view! { <del class="fm-changes__out"><span class="govuk-visually-hidden">"Taken out: "</span>{words.clone()}</del> }.into_any()
        }
        ChangeTag::Insert => {
            view! { <ins class="fm-changes__in"><span class="govuk-visually-hidden">"Put in: "</span>{words.clone()}</ins> }.into_any()
        }
    }
    };
    let line = |change: &Change| match change {
        Change::Same(words) => view! { <p class="govuk-body">{words.clone()}</p> }.into_any(),
        Change::LeftOut => view! { <p class="govuk-hint">"What stands here is the same in both."</p> }.into_any(),
        Change::Words(runs) => view! { <p class="govuk-body">{runs.iter().map(run).collect_view()}</p> }.into_any(),
    };
    view! { <div class="fm-changes">{changes.iter().map(line).collect_view()}</div> }.into_any()
}
