//! A public record laid out section by section, from which its files are made and by which its versions are compared.

use std::fmt::Write;

use domain::record::{Acronym, Action, Decision, Declaration, Item, Matter, Person, PublicRecord, RecordKind};

use crate::{
    blocks::{Block, BlockLink, BlockTable, Section},
    rich_text,
    words::{Labelled, dates, meetings, records},
};

/// Lays a record out.
pub fn laid_out(record: &PublicRecord) -> Vec<Section> {
    let sections = [
        Section::new("meeting", "The meeting", facts(record)),
        Section::new("people", "Who was there", people(record)),
        Section::new("declarations", "Declarations of interest", declarations(record)),
        Section::new("matters", "Actions of earlier meetings", earlier(record)),
    ];
    let items = (1..).zip(&record.text.items).filter_map(|(place, item)| {
        Section::new(&format!("item-{place}"), &format!("{place}. {}", item.title), said_of(item))
    });
    let last = [
        Section::new("next", "Next meeting", next(record)),
        Section::new("acronyms", "Short words", acronyms(&record.text.acronyms)),
    ];
    sections.into_iter().flatten().chain(items).chain(last.into_iter().flatten()).collect()
}

fn facts(record: &PublicRecord) -> Vec<Block> {
    let heading = &record.heading;
    let fact = |name: &str, value: String| (name.to_owned(), value);
    let mut facts = vec![fact("Group", heading.group.clone()), fact("Date", dates::day(heading.held_on))];
    facts.extend(dates::hours(heading.starts, heading.ends).map(|hours| fact("Time", hours)));
    facts.extend(Some(&heading.place).filter(|place| !place.is_empty()).map(|place| fact("Place", place.clone())));
    vec![Block::Facts(facts)]
}

fn people(record: &PublicRecord) -> Vec<Block> {
    if record.text.people.is_empty() || record.kind == RecordKind::Agenda {
        return Vec::new();
    }
    let row = |person: &Person| {
        let presence = person.presence.map_or("", Labelled::label).to_owned();
        let presence = person.when.as_ref().map_or(presence.clone(), |when| format!("{presence}, {when}"));
        vec![shown_name(person), person.organisation.clone().unwrap_or_default(), part(person), presence]
    };
    let columns = ["Name", "Organisation", "Part", "Attendance"].map(str::to_owned).to_vec();
    let rows = record.text.people.iter().map(row).collect();
    vec![Block::Table(BlockTable { caption: String::new(), columns, rows, base: String::new() })]
}

/// Gives the name of somebody as everybody reads it.
pub(crate) fn shown_name(person: &Person) -> String {
    if person.name.is_empty() { crate::words::groups::WITHHELD.to_owned() } else { person.name.clone() }
}

/// Says as what somebody came.
pub(crate) fn part(person: &Person) -> String {
    match &person.instead_of {
        Some(member) => format!("{} for {member}", person.part.label()),
        None => person.part.label().to_owned(),
    }
}

/// Says what somebody declared.
pub(crate) fn declared(declaration: &Declaration, record: &PublicRecord) -> String {
    let Declaration { who, interest, item, conduct, .. } = declaration;
    let place = item.and_then(|number| record.text.place(number));
    let place = place.map_or(String::new(), |place| format!(" (item {place})"));
    format!("{who}: {interest}{place}. {}.", conduct.label())
}

fn declarations(record: &PublicRecord) -> Vec<Block> {
    let lines: Vec<String> = record.text.declarations.iter().map(|one| declared(one, record)).collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

/// Says who does an action until when.
pub(crate) fn owed(action: &Action) -> String {
    match action.due {
        Some(due) => format!("{}, by {}", action.owner, dates::day(due)),
        None => format!("{}, ongoing", action.owner),
    }
}

/// Says where an action comes from.
pub(crate) fn origin(matter: &Matter) -> String {
    format!("Action {} of {}", matter.key.number, dates::day(matter.asked_on))
}

fn earlier(record: &PublicRecord) -> Vec<Block> {
    let line = |matter: &Matter| {
        let mut line = format!("{}: {} ({})", origin(matter), matter.action.words, owed(&matter.action));
        if record.kind == RecordKind::Minutes {
            // Writing into a string cannot fail.
            let _ = write!(line, ". {}", records::state(matter.state));
            let _ = matter.note.as_ref().map(|note| write!(line, ": {note}"));
        }
        line
    };
    let lines: Vec<String> = record.matters.iter().map(line).collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

/// Says what was decided.
pub(crate) fn decided(decision: &Decision) -> String {
    let words = format!("{}: {}", records::decision(decision.course), decision.words);
    if decision.priorities.is_empty() { words } else { format!("{words} (about {})", decision.priorities.join(", ")) }
}

fn said_of(item: &Item) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(item.presenter.as_ref().map(|presenter| Block::words(format!("Introduced by {presenter}"))));
    if let Some(reason) = item.exempt {
        blocks.push(Block::words(records::exempt(reason)));
    }
    blocks.extend(rich_text::blocks(&item.discussion));
    if !item.decisions.is_empty() {
        blocks.push(Block::heading("Decisions"));
        blocks.push(Block::List(item.decisions.iter().map(decided).collect()));
    }
    if !item.actions.is_empty() {
        blocks.push(Block::heading("Actions"));
        let line = |action: &Action| format!("Action {}: {} ({})", action.number, action.words, owed(action));
        blocks.push(Block::List(item.actions.iter().map(line).collect()));
    }
    if blocks.is_empty() {
        blocks.push(Block::words("Nothing is written of this item."));
    }
    blocks
}

fn next(record: &PublicRecord) -> Vec<Block> {
    let Some(next) = &record.next else { return Vec::new() };
    let hours = next.starts.map(|starts| format!(" at {}", dates::time(starts))).unwrap_or_default();
    let place = if next.place.is_empty() { String::new() } else { format!(", {}", next.place) };
    vec![Block::words(format!("{}{hours}{place}", dates::day(next.held_on)))]
}

fn acronyms(acronyms: &[Acronym]) -> Vec<Block> {
    if acronyms.is_empty() {
        return Vec::new();
    }
    vec![Block::Facts(acronyms.iter().map(|Acronym { short, long }| (short.clone(), long.clone())).collect())]
}

/// Writes a record as plain text, line by line.
pub fn text(record: &PublicRecord) -> String {
    let heading = &record.heading;
    let mut text = meetings::record_title(&heading.group, record.kind, heading.minutes, heading.held_on);
    text.push('\n');
    for section in laid_out(record) {
        // Writing into a string cannot fail.
        let _ = write!(text, "\n{}\n{}\n", section.heading, "-".repeat(section.heading.chars().count()));
        for block in section.blocks() {
            text.push_str(&lines(block));
        }
    }
    text
}

fn lines(block: &Block) -> String {
    match block {
        Block::Heading(words) | Block::Words(words) => format!("{words}\n"),
        Block::List(lines) => lines.iter().fold(String::new(), |text, line| text + "* " + line + "\n"),
        Block::Facts(facts) => {
            facts.iter().fold(String::new(), |text, (name, value)| text + name + ": " + value + "\n")
        }
        Block::Table(table) => {
            let row = |cells: &Vec<String>| cells.join(" | ");
            let rows = std::iter::once(&table.columns).chain(&table.rows).map(row);
            rows.fold(String::new(), |text, row| text + &row + "\n")
        }
        Block::Link(BlockLink { before, words, address }) => format!("{before}{words} ({address})\n"),
    }
}
