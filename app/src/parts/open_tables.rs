//! Open data for everybody: the tables, the files and under which licence they may be used.
//!
//! The page of an issue and what staff see before they release it are this one drawing.

use domain::question::files::size_words;
use leptos::prelude::*;
use store::OpenFile;

use super::{Caption, Table, details};
use crate::{
    analysis::crosstabs::{OpenCell, OpenGroup, OpenTable},
    open_data::OpenDocument,
    words::{hex, numbers, open_data, staff::WITHHELD},
};

/// Draws open data; the address is where their files are.
pub fn open_tables(document: &OpenDocument, files: &[OpenFile], address: &str) -> impl IntoView + use<> {
    let note =
        (!document.note.is_empty()).then(|| view! { <p class="govuk-body fm-words">{document.note.clone()}</p> });
    let tables = document.tables.iter().map(table).collect_view();
    let listed = files.iter().map(|file| self::file(file, address)).collect_view();
    view! {
        {note}
        <p class="govuk-body">"All figures are of the people who chose to respond, each counted once. " {open_data::ROUNDED}</p>
        <h2 class="govuk-heading-m">"Tables"</h2>
        {tables}
        <h2 class="govuk-heading-m">"Files"</h2>
        <ul class="govuk-list govuk-list--spaced">{listed}</ul>
        <h2 class="govuk-heading-m">"Licence"</h2>
        <p class="govuk-body fm-words">{document.licence.clone()}</p>
    }
}

fn file(file: &OpenFile, address: &str) -> impl IntoView + use<> {
    let link = format!("{address}/{}", file.name);
    let size = format!(" ({})", size_words(file.size));
    view! {
        <li>
            <a class="govuk-link" href=link download="">{file.name.clone()}</a> {size}
            <br/>
            <span class="govuk-body-s">"SHA-256 " <span class="fm-long-link">{hex(&file.hash)}</span></span>
        </li>
    }
}

fn table(table: &OpenTable) -> impl IntoView + use<> {
    let title = open_data::table(&table.text, &table.set_against());
    // Nobody in some groups may have been asked.
    let groups: Vec<&OpenGroup> = table.groups.iter().filter(|group| group.answered != Some(0)).collect();
    let begun = Table::new(title.clone(), Caption::Spoken(title.clone()), "Answer");
    let begun = groups.iter().fold(begun, |begun, group| begun.numbers(group.label.clone()));
    let answered = begun.row("People who answered", groups.iter().map(|group| or_withheld(group.answered)));
    let row = |drawn: Table, (place, (_, label)): (usize, &(String, String))| {
        let cell = |group: &&OpenGroup| cell(group.chosen.get(place).copied().flatten());
        drawn.row(label.clone(), groups.iter().map(cell))
    };
    let drawn = table.options.iter().enumerate().fold(answered, row).draw();
    let several = table.is_several.then(|| {
        view! { <p class="govuk-body">"People could choose several answers, so the percentages add up to more than 100."</p> }
    });
    details(title, view! { {drawn} {several} })
}

fn or_withheld(people: Option<u64>) -> AnyView {
    people.map_or_else(|| WITHHELD.to_owned(), numbers::whole).into_any()
}

fn cell(cell: Option<OpenCell>) -> AnyView {
    let Some(OpenCell { people, percent }) = cell else { return or_withheld(None) };
    let percent = percent.map(|percent| format!(" ({percent}%)")).unwrap_or_default();
    format!("{}{percent}", numbers::whole(people)).into_any()
}
