//! Rows of a sheet with what their columns are called, in one language.

use std::collections::{BTreeMap, BTreeSet};

use super::workbook::Sheet;

/// Other words for columns, as people and older programs write them.
const ALIASES: [(&str, &str); 14] = [
    ("caption", "label"),
    ("command", "type"),
    ("list name", "list_name"),
    ("value", "name"),
    ("tag", "name"),
    ("relevance", "relevant"),
    ("bind:relevant", "relevant"),
    ("bind:constraint", "constraint"),
    ("bind:jr:constraintmsg", "constraint_message"),
    ("bind:required", "required"),
    ("bind:readonly", "read_only"),
    ("readonly", "read_only"),
    ("bind:calculate", "calculation"),
    ("control:appearance", "appearance"),
];

/// A row: what stands in it by the names of the columns, and its number in the sheet.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The number, from 1, as a spreadsheet shows it.
    pub number: usize,
    cells: BTreeMap<String, String>,
}

impl Row {
    /// Gives what stands in a column, or nothing.
    pub fn text(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", |text| text.trim())
    }

    /// Gives each column with what stands in it.
    pub fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells.iter().map(|(column, text)| (column.as_str(), text.trim())).filter(|(_, text)| !text.is_empty())
    }
}

/// The languages that headings name.
#[derive(Debug, Default)]
pub struct Languages {
    /// The one that is read; empty where that is the one without a name.
    pub kept: String,
    /// The others.
    pub others: Vec<String>,
}

/// Reads the rows of a sheet under its headings, and the languages that these name.
pub fn rows(sheet: &Sheet, language: &str) -> (Vec<Row>, Languages) {
    let mut numbered = sheet.rows.iter().zip(1..).filter(|(row, _)| row.iter().any(|cell| !cell.trim().is_empty()));
    let Some((headings, _)) = numbered.next() else { return Default::default() };
    let headings: Vec<(String, String)> = headings.iter().map(|heading| read(heading)).collect();
    let languages: BTreeSet<String> =
        headings.iter().map(|(_, language)| language.clone()).filter(|language| !language.is_empty()).collect();
    let kept = kept(&headings, language);
    let others = languages.into_iter().filter(|language| *language != kept).collect();
    let row = |(cells, number): (&Vec<String>, usize)| {
        let mut row = Row { number, cells: BTreeMap::new() };
        for ((column, language), cell) in headings.iter().zip(cells) {
            let is_kept = language.is_empty() || *language == kept;
            if is_kept && !cell.trim().is_empty() {
                row.cells.insert(column.clone(), cell.clone());
            }
        }
        row
    };
    let rows = numbered.map(row).collect();
    (rows, Languages { kept, others })
}

/// Gives the language that is read: the one that is asked for, or the first where no column is without one.
fn kept(headings: &[(String, String)], wanted: &str) -> String {
    let labels = || headings.iter().filter(|(column, _)| column == "label").map(|(_, language)| language);
    let is_there =
        |language: &&String| !wanted.is_empty() && language.to_lowercase().starts_with(&wanted.to_lowercase());
    if let Some(found) = labels().find(is_there) {
        return found.clone();
    }
    let has_plain = labels().any(String::is_empty);
    if has_plain { String::new() } else { labels().next().cloned().unwrap_or_default() }
}

/// Reads a heading: the column and the language, if it names one.
fn read(heading: &str) -> (String, String) {
    let heading = heading.trim();
    let (column, language) = heading.split_once("::").unwrap_or((heading, ""));
    let (column, language) = match (column.split_once(':'), language) {
        (Some((column, language)), "") if matches!(column.to_ascii_lowercase().as_str(), "label" | "hint") => {
            (column, language)
        }
        _ => (column, language),
    };
    let column = column.trim().to_ascii_lowercase();
    if column == "bind" || column == "control" || column == "media" {
        return read(&format!("{column}:{language}"));
    }
    let column = ALIASES.iter().find(|(alias, _)| *alias == column).map_or(column.as_str(), |(_, column)| column);
    (column.to_owned(), language.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_in_the_ways_that_people_write_them() {
        for (heading, column, language) in [
            ("label", "label", ""),
            ("Label::English (en)", "label", "English (en)"),
            ("label:Welsh", "label", "Welsh"),
            ("bind:relevant", "relevant", ""),
            ("bind::relevant", "relevant", ""),
            ("list name", "list_name", ""),
            ("media::image", "media:image", ""),
        ] {
            assert_eq!(read(heading), (column.to_owned(), language.to_owned()), "{heading}");
        }
    }

    #[test]
    fn the_language_that_is_asked_for_is_kept() {
        let rows_of = |language: &str| {
            let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
            let sheet =
                Sheet { name: String::new(), rows: vec![cells(["label::en", "label::cy"]), cells(["Why?", "Pam?"])] };
            let (rows, languages) = rows(&sheet, language);
            (rows[0].text("label").to_owned(), languages.others)
        };
        assert_eq!(rows_of(""), ("Why?".to_owned(), vec!["cy".to_owned()]));
        assert_eq!(rows_of("CY"), ("Pam?".to_owned(), vec!["en".to_owned()]));
    }
}
