//! What a set has besides the data: the script or the syntax that reads it.

pub(crate) mod spss;

/// Reads a set into R, from the dictionary beside it.
pub(crate) const R_SCRIPT: &str = include_str!("sets/read.R");
