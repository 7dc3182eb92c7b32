//! The words that stand for variants in columns: serde's, so that a variant has one spelling everywhere.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::StoreError;

/// Gives the word of a variant without fields.
pub(crate) fn to_word(variant: impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Reads the word of a variant from a column of a table.
pub(crate) fn from_word<T: DeserializeOwned>(table: &'static str, word: &str) -> Result<T, StoreError> {
    serde_json::from_value(Value::String(word.to_owned()))
        .map_err(|_| StoreError::damaged(table, format!("unknown word {word}")))
}
