//! Files for analysts: one description of a sheet, and its rows written in each format as they come.
//!
//! Nothing here knows the database, a page or a respondent; all that is in memory at once is some rows. Questionnaires and the
//! files of other programs are the matter of `exchange`.

pub mod cell;
mod dictionary;
mod failure;
mod formats;
mod manifest;
mod measure;
mod packing;
mod sets;
mod sheet;
mod typed;

pub use self::{
    dictionary::dictionary,
    failure::Failure,
    formats::MOST_EXCEL_ROWS,
    manifest::{Facts, Manifest, Narrowing, VersionFact, WrittenFile},
    packing::{Order, Packing, measure, write},
    sets::polis::has_statements,
    sheet::{Asked, Described, RESPONSES, Row, Sheet},
};
