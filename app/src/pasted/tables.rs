//! Tables that were pasted, which word processors write without saying which row is their head: the first one becomes it.

use htmd::{Element, element_handler::Handlers};

/// Stand before each row and each cell while a table is put together.
const ROW: char = '\u{E003}';
const CELL: char = '\u{E004}';

/// The most cells of a table; of a larger one the words are kept alone.
const MOST_CELLS: usize = 20_000;

/// Writes a table; one of a single column is only a frame around words.
pub(super) fn table(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    let content = handlers.walk_children(element.node).content;
    let rows: Vec<Vec<&str>> = content.split(ROW).skip(1).map(|row| row.split(CELL).skip(1).collect()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    if width <= 1 || rows.len().saturating_mul(width) > MOST_CELLS {
        let framed: Vec<String> = rows.iter().flatten().map(|cell| format!("\n\n{}\n\n", cell.trim())).collect();
        return framed.concat();
    }
    let line = |row: &Vec<&str>| {
        let cells = (0..width).map(|place| row.get(place).map_or_else(String::new, |cell| inside(cell)));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(1, format!("|{}", " --- |".repeat(width)));
    format!("\n\n{}\n\n", lines.join("\n"))
}

/// Writes what a cell says on the one line that it has. A table in it keeps its words.
fn inside(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    words.join(" ").replace("\\|", "|").replace('|', "\\|")
}

/// Begins a row.
pub(super) fn row(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    format!("{ROW}{}", handlers.walk_children(element.node).content)
}

/// Begins a cell. What marks rows and cells of a table in it was used up by that.
pub(super) fn cell(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    format!("{CELL}{}", handlers.walk_children(element.node).content)
}
