//! A table that is read down its columns on a wide screen, and row by row on a phone.
//!
//! On a phone each row becomes a card in which every cell has the name of its column before it, so that nothing has to be
//! moved sideways. Roles are written out because a browser may forget them when a style changes how a table is laid out.

use leptos::prelude::*;

/// How many columns there may be before their letters are made smaller.
const COMFORTABLE: usize = 6;

/// A table under construction: columns first, then rows.
#[must_use]
pub struct Table {
    caption: Caption,
    region: String,
    columns: Vec<Column>,
    rows: Vec<AnyView>,
}

/// What a table is called.
pub enum Caption {
    /// A title that everybody sees.
    Title(String),
    /// Words for those who cannot see the table, where a heading above already names it.
    Spoken(String),
}

struct Column {
    heading: String,
    holds: Holds,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Words,
    Numbers,
    Drawings,
}

impl Table {
    /// Begins a table of which the first column names the rows; `region` names the part of the page that it is in.
    pub fn new(region: impl Into<String>, caption: Caption, first: impl Into<String>) -> Self {
        Self { caption, region: region.into(), columns: Vec::new(), rows: Vec::new() }.column(first, Holds::Words)
    }

    /// Adds a column of words.
    pub fn words(self, heading: impl Into<String>) -> Self {
        self.column(heading, Holds::Words)
    }

    /// Adds a column of numbers, which stand under each other on the right.
    pub fn numbers(self, heading: impl Into<String>) -> Self {
        self.column(heading, Holds::Numbers)
    }

    /// Adds a column of drawings that repeat what the numbers say.
    pub fn drawings(self) -> Self {
        self.column("", Holds::Drawings)
    }

    fn column(mut self, heading: impl Into<String>, holds: Holds) -> Self {
        self.columns.push(Column { heading: heading.into(), holds });
        self
    }

    /// Adds a row: its name, and a cell for each further column.
    pub fn row(mut self, name: impl IntoAny, cells: impl IntoIterator<Item = AnyView>) -> Self {
        let cells = self.columns[1..].iter().zip(cells).map(|(column, cell)| column.cell(cell)).collect_view();
        self.rows.push(
            view! {
                <tr class="govuk-table__row" role="row">
                    <th class="govuk-table__header" scope="row" role="rowheader">{name.into_any()}</th>
                    {cells}
                </tr>
            }
            .into_any(),
        );
        self
    }

    /// Draws the table.
    pub fn draw(self) -> impl IntoView {
        let is_dense = self.columns.len() > COMFORTABLE;
        let class = if is_dense { "govuk-table fm-table fm-table--dense" } else { "govuk-table fm-table" };
        let caption = match self.caption {
            Caption::Title(title) => view! { <caption class="fm-figure__title">{title}</caption> }.into_any(),
            Caption::Spoken(words) => view! { <caption class="govuk-visually-hidden">{words}</caption> }.into_any(),
        };
        view! {
            <div class="fm-scroll" role="region" aria-label=self.region tabindex="0">
                <table class=class role="table">
                    {caption}
                    <thead class="govuk-table__head" role="rowgroup">
                        <tr class="govuk-table__row" role="row">{self.columns.iter().map(Column::head).collect_view()}</tr>
                    </thead>
                    <tbody class="govuk-table__body" role="rowgroup">{self.rows}</tbody>
                </table>
            </div>
        }
    }
}

impl Column {
    fn head(&self) -> AnyView {
        let heading = self.heading.clone();
        let class = match self.holds {
            Holds::Words => "govuk-table__header",
            Holds::Numbers => "govuk-table__header govuk-table__header--numeric",
            Holds::Drawings => {
                return view! { <td class="govuk-table__cell fm-bars__cell" role="cell"></td> }.into_any();
            }
        };
        view! { <th class=class scope="col" role="columnheader">{heading}</th> }.into_any()
    }

    fn cell(&self, content: AnyView) -> AnyView {
        let class = match self.holds {
            Holds::Words => "govuk-table__cell",
            Holds::Numbers => "govuk-table__cell govuk-table__cell--numeric",
            Holds::Drawings => "govuk-table__cell fm-bars__cell",
        };
        let heading = (self.holds != Holds::Drawings).then(|| self.heading.clone());
        view! { <td class=class role="cell" data-heading=heading>{content}</td> }.into_any()
    }
}
