//! Sets of files: what reads the data, and the whole of those that are made for one program alone.

pub(crate) mod consult;
pub(crate) mod polis;
mod spool;
pub(crate) mod spss;

/// Reads a set into R, from the dictionary beside it.
pub(crate) const R_SCRIPT: &str = include_str!("sets/read.R");
