//! What people answered to each question, and what comments were about, as far as that may be public.

use domain::reply::TagFigure;

use super::{Block, Section, Sources, Wanting};
use crate::words::{
    numbers,
    published::{and_why, or_withheld},
    staff::WITHHELD,
};

/// Says how each question was answered, or why that is left out.
pub(super) fn questions(sources: &Sources) -> Option<Section> {
    let data = |before: &str| {
        let address = format!("/consultations/{}/data", sources.consultation.slug);
        Block::link(before, "Open data", address)
    };
    let blocks = match &sources.tables {
        Ok(tables) => {
            let mut blocks = tables.clone();
            blocks.push(data("The same tables, others by groups of people, and files: "));
            blocks
        }
        Err(Wanting::OpenData) => {
            vec![Block::words("Tables of single questions stand here once they are published as open data.")]
        }
        Err(Wanting::OtherEdition) => vec![data("Tables of single questions go with another edition of the results: ")],
        Err(Wanting::OfEverybody) => vec![data("Tables of single questions, by groups of people: ")],
    };
    Section::new("questions", "What people answered", blocks)
}

/// Says in how many comments each tag was counted.
pub(super) fn comments(sources: &Sources) -> Option<Section> {
    if sources.tags.is_empty() {
        return None;
    }
    let row =
        |tag: &TagFigure| [tag.name.clone(), or_withheld(tag.counted.map(|counted| counted.comments), numbers::whole)];
    let rows: Vec<[String; 2]> = sources.tags.iter().map(row).collect();
    let is_withheld = rows.iter().any(|[_, comments]| comments == WITHHELD);
    let why = and_why(is_withheld);
    let base = format!(
        "Of the comments that were read and tagged so far. A comment can have several tags, and a number of an earlier reply or report is repeated where \
         it has changed by a few.{why}"
    );
    let blocks = vec![
        Block::words(
            "People wrote in their own words too. Comments are read by people, who say what each is about. No comment is quoted.",
        ),
        Block::table("What comments were about", ["Tag", "Comments"], rows, base),
    ];
    Section::new("comments", "What comments said", blocks)
}
