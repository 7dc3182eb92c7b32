//! Words about translating a questionnaire.

use domain::translation::{Piece, Progress};

use crate::words::numbers::count;

/// Says what a piece is.
pub fn piece(piece: &Piece) -> &'static str {
    let name = piece.place.piece.as_str();
    let (first, last) = (name.split('.').next().unwrap_or(name), name.rsplit('.').next().unwrap_or(name));
    match (first, last) {
        ("title", _) => "Heading of the page",
        ("intro", _) => "Paragraph under the heading",
        ("text", _) => "Question",
        ("hint", _) => "Help under the question",
        ("option", "hint") => "Help under an answer",
        ("option", _) => "Answer",
        ("row", "hint") => "Help under a row",
        ("row", _) => "Row",
        ("point", _) => "Point on the scale",
        ("dont-know" | "no-preference", _) => "Answer that says nothing",
        ("best", _) => "What the best is",
        ("worst", _) => "What the worst is",
        ("unit", _) => "Unit",
        ("label", _) => "What one of them is called",
        ("updates" | "interview", _) => "What is agreed to",
        _ => "Words of a link",
    }
}

/// Says how far something is translated.
pub fn progress(progress: Progress) -> String {
    let Progress { pieces, missing, stale } = progress;
    match (missing, stale) {
        (0, 0) => format!("All {} translated", count(pieces, "text is", "texts are")),
        (missing, 0) => format!("{missing} of {pieces} missing"),
        (0, stale) => format!("{stale} to look at again"),
        (missing, stale) => format!("{missing} of {pieces} missing, {stale} to look at again"),
    }
}
