//! Rows of a sheet with what their columns are called, in one language.

use std::collections::{BTreeMap, BTreeSet};

use super::workbook::Sheet;
use crate::{languages::Named, plain::plain};

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
    /// The one of the columns that name none; empty where the file does not say it.
    pub unnamed: String,
}

/// In which language a sheet is read, and in which its words are; by their names in the headings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spoken<'l> {
    /// The one that is kept; empty for the columns that name none.
    pub kept: &'l str,
    /// The one whose words are taken where it has any.
    pub words: &'l str,
    /// The one of the columns that name none, where the file says it elsewhere.
    pub unnamed: &'l str,
}

/// Reads the rows of a sheet under its headings.
pub fn rows(sheet: &Sheet, language: &Spoken<'_>) -> Vec<Row> {
    let mut numbered = sheet.rows.iter().zip(1..).filter(|(row, _)| row.iter().any(|cell| !cell.trim().is_empty()));
    let Some((headings, _)) = numbered.next() else { return Vec::new() };
    let headings = read_all(headings, language.unnamed);
    let row = |(cells, number): (&Vec<String>, usize)| {
        let mut row = Row { number, cells: BTreeMap::new() };
        let filled = || headings.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        for ((column, own), cell) in filled() {
            // Of two columns the one that names the language says more.
            if own == language.kept || (own.is_empty() && !row.cells.contains_key(column)) {
                row.cells.insert(column.clone(), cell.clone());
            }
        }
        let is_group = row.text("type").to_ascii_lowercase().starts_with("begin");
        for ((column, own), cell) in filled() {
            // A heading that there is in this language alone would make the questionnaire another one.
            let has_place = !is_group || row.cells.contains_key(column);
            if !own.is_empty() && own == language.words && has_place && !plain(cell).words.is_empty() {
                row.cells.insert(column.clone(), cell.clone());
            }
        }
        row
    };
    numbered.map(row).collect()
}

/// Gives the languages that the headings of a sheet name, and which of them is read: English, the one that is the form's, the
/// columns that name none, or the first.
pub fn languages(sheet: &Sheet, default: &str) -> Languages {
    let headings = sheet.rows.iter().find(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let headings = headings.map(Vec::as_slice).unwrap_or_default();
    let is_default = |language: &str| {
        let starts = !default.is_empty() && language.to_lowercase().starts_with(&default.to_lowercase());
        starts || (Named::of(language) == Named::of(default) && Named::of(default) != Named::Unknown)
    };
    let is_named = read_all(headings, "").iter().any(|(_, language)| is_default(language));
    let unnamed = if is_named || Named::of(default) == Named::Unknown { "" } else { default };
    let headings = read_all(headings, unnamed);
    let labels = || headings.iter().filter(|(column, _)| column == "label").map(|(_, language)| language);
    let kept = labels().find(|language| Named::is_english(language));
    let kept = kept.or_else(|| labels().find(|language| is_default(language)));
    let kept = kept.or_else(|| labels().find(|language| language.is_empty())).or_else(|| labels().next());
    let kept = kept.cloned().unwrap_or_default();
    let all: BTreeSet<&String> = headings.iter().map(|(_, language)| language).collect();
    let others = all.into_iter().filter(|language| !language.is_empty() && **language != kept).cloned().collect();
    Languages { kept, others, unnamed: unnamed.to_owned() }
}

/// Reads headings; columns of words that name no language have the one that the file says elsewhere.
fn read_all(headings: &[String], unnamed: &str) -> Vec<(String, String)> {
    let named = |heading: &String| match read(heading) {
        (column, language) if language.is_empty() && matches!(column.as_str(), "label" | "hint") => {
            (column, unnamed.to_owned())
        }
        named => named,
    };
    headings.iter().map(named).collect()
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

    fn sheet(headings: &[&str], cells: &[&str]) -> Sheet {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        Sheet { name: String::new(), rows: vec![row(headings), row(cells)] }
    }

    #[test]
    fn a_sheet_is_read_in_english_where_it_can_be() {
        let kept = |headings: &[&str], wanted: &str| languages(&sheet(headings, &[]), wanted).kept;
        assert_eq!(kept(&["label::cy", "label::English (en)"], "cy"), "English (en)");
        assert_eq!(kept(&["label::fr", "label::cy"], "CY"), "cy");
        assert_eq!(kept(&["label::cy", "label"], ""), "");
        assert_eq!(kept(&["label::fr", "label::cy"], ""), "fr");
        assert_eq!(kept(&["label", "label::cy"], "English (en)"), "English (en)");
        let welsh = languages(&sheet(&["label", "label::English (en)"], &[]), "Welsh (cy)");
        assert_eq!((welsh.kept.as_str(), welsh.unnamed.as_str()), ("English (en)", "Welsh (cy)"));
        assert_eq!(welsh.others, ["Welsh (cy)"]);
        assert_eq!(languages(&sheet(&["label", "label::cy"], &[]), "default").unnamed, "");
    }

    #[test]
    fn words_of_another_language_stand_where_it_has_any() {
        let sheet =
            sheet(&["label::cy", "hint::cy", "label::en", "hint::en", "label"], &["Pam?", "", "Why?", "Say", "?"]);
        let read = |spoken: &str| {
            let rows = rows(&sheet, &Spoken { kept: "en", words: spoken, unnamed: "" });
            (rows[0].text("label").to_owned(), rows[0].text("hint").to_owned())
        };
        assert_eq!(read("en"), ("Why?".to_owned(), "Say".to_owned()));
        assert_eq!(read("cy"), ("Pam?".to_owned(), "Say".to_owned()));
    }
}
