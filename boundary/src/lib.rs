//! Reads the boundary of a site from the files of geographic programs, judges it, and puts it on the National Grid.
//!
//! A file is read in three hops: its format gives outlines as they are written (`formats`), the reference system puts
//! them on the grid (`system`), and what they cover together is judged and joined (`judge`). Attributes, names and
//! heights in a file are never read, because they may name people.

mod crossing;
mod fault;
mod formats;
mod judge;
mod outlines;
mod shared;
mod system;
mod written;

use domain::boundary::Boundary;

pub use self::{
    fault::{Fault, Note},
    formats::{Format, MOST_BYTES, MOST_TEXT_BYTES},
    shared::shared_square_metres,
    system::System,
    written::geo_json,
};

/// A boundary as it was read, and what somebody should know of how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The land.
    pub boundary: Boundary,
    /// What was assumed, changed or left out, for the eyes of whoever sent the file.
    pub notes: Vec<Note>,
}

/// Reads the boundary that a file draws.
///
/// The format is told by the content. At most [`MOST_BYTES`] are read, and of text [`MOST_TEXT_BYTES`].
///
/// # Errors
/// With what is wrong with the file, and in which of its outlines.
pub async fn read(file: Vec<u8>) -> Result<Read, Fault> {
    let outlines = formats::outlines(file).await?;
    judge::judge(outlines)
}
