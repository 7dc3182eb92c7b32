//! Columns that hold one JSON document as text, read and written in one place.
//!
//! serde's own message quotes what it could not read, which may be somebody's words, name or address; errors from here
//! tell the table, the row and the place in the document alone.

use std::fmt::Display;

use serde::{Serialize, de::DeserializeOwned};

use crate::StoreError;

/// Reads the document of a row.
pub(crate) fn read<T: DeserializeOwned>(
    table: &'static str,
    row: impl Display,
    document: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(document).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        StoreError::damaged(table, format!("{row} cannot be read from line {line}, column {column}"))
    })
}

/// Writes the document of a row.
pub(crate) fn write(table: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::damaged(table, "a document cannot be written"))
}
