//! What people answered to each question, and what comments were about, as far as that may be public.

use domain::reply::TagFigure;

use super::{Block, Section, Sources, Wanting, address};
use crate::words::{
    numbers,
    published::{WHY_WITHHELD, or_withheld},
    staff::WITHHELD,
};

/// Says how each question was answered, or why that is left out.
pub(super) fn questions(sources: &Sources) -> Option<Section> {
    let mut blocks = vec![Block::words(
        "The question of the weighting, and those that say who people are, have figures of their own in other parts of this report. \
         How groups of people answered single questions is not given.",
    )];
    match &sources.tables {
        Ok(kept) => blocks.extend(kept.blocks.clone()),
        Err(wanting) => {
            blocks.push(Block::words(why(*wanting)));
            if let Wanting::Earlier(number) = wanting {
                let report = format!("{}/{number}", address(&sources.consultation.slug));
                blocks.push(Block::link("", format!("Consultation report {number}"), report));
            }
            if *wanting == Wanting::OpenData {
                let data = format!("/consultations/{}/data", sources.consultation.slug);
                blocks.push(Block::link("", "Open data", data));
            }
        }
    }
    Section::new("questions", "What people answered", blocks)
}

fn why(wanting: Wanting) -> &'static str {
    match wanting {
        Wanting::NoResults => "Tables of single questions stand here when results are public.",
        Wanting::Withheld => {
            "Tables of single questions are left out: with the published results they would give fewer than 10 people away."
        }
        Wanting::Deleted => {
            "Tables of single questions are left out: responses were deleted since the results were worked out, and the tables would tell how \
             these answered."
        }
        Wanting::Earlier(_) => {
            "Tables of single questions stand in an earlier report, of the responses that there were then. Others beside them could tell how a \
             few people answered who came or went since."
        }
        Wanting::OpenData => {
            "Tables of single questions stand in the open data. Others beside them could tell how a few people answered."
        }
    }
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
    let why = if is_withheld { format!(" {WHY_WITHHELD}") } else { String::new() };
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
