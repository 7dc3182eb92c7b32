//! Tables of single questions, as open data have them: they were audited there with all that is public, so that a report adds no figure
//! of its own.

use domain::crosstab::By;

use super::Block;
use crate::{
    analysis::crosstabs::{OpenCell, OpenTable},
    open_data::OpenDocument,
    words::{
        numbers,
        published::{and_why, or_withheld},
    },
};

/// Why a report has no tables of single questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanting {
    /// No open data are public.
    OpenData,
    /// Those that are public go with another edition of the results.
    OtherEdition,
    /// None of their tables shows anything of everybody.
    OfEverybody,
}

/// Draws the tables of open data as they are for everybody, one for each question.
///
/// # Errors
/// Says why there are none.
pub fn tables(document: &OpenDocument, edition: i64) -> Result<Vec<Block>, Wanting> {
    if document.edition != edition {
        return Err(Wanting::OtherEdition);
    }
    let mut drawn: Vec<&OpenTable> = Vec::new();
    for by in [By::Everybody, By::Segment] {
        for table in document.tables.iter().filter(|table| table.set_against() == by) {
            if drawn.iter().all(|known| known.question != table.question) {
                drawn.push(table);
            }
        }
    }
    let blocks: Vec<Block> = drawn.into_iter().filter_map(of_everybody).collect();
    if blocks.is_empty() { Err(Wanting::OfEverybody) } else { Ok(blocks) }
}

/// Draws the last group of a table, which holds all others; nothing where all of it is withheld.
fn of_everybody(table: &OpenTable) -> Option<Block> {
    let everybody = table.groups.last().filter(|group| group.chosen.iter().any(Option::is_some))?;
    let row = |((_, label), cell): (&(String, String), &Option<OpenCell>)| {
        let percent = cell.and_then(|cell| cell.percent).map(|percent| format!("{percent}%"));
        [
            label.clone(),
            or_withheld(cell.map(|cell| cell.people), numbers::whole),
            or_withheld(percent, |percent| percent),
        ]
    };
    let rows: Vec<[String; 3]> = table.options.iter().zip(&everybody.chosen).map(row).collect();
    let several = if table.is_several { " People could choose several answers." } else { "" };
    let why = and_why(everybody.chosen.iter().any(Option::is_none));
    let base = match everybody.answered {
        Some(answered) => format!(
            "Of {} who answered. Numbers of people are rounded to the nearest 5.{several}{why}",
            numbers::count(answered, "person", "people")
        ),
        None => format!("Of those who answered; how many they are is withheld.{several}{why}"),
    };
    Some(Block::table(table.text.clone(), ["Answer", "People", "Share"], rows, base))
}
