//! Columns that hold one JSON document as text, read and written in one place.
//!
//! serde's own message quotes what it could not read, which may be somebody's words, name or address; errors from here
//! tell the table, the row and the place in the document alone.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display},
    marker::PhantomData,
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};

use crate::StoreError;

/// Reads the document of a row.
pub(crate) fn read<T: DeserializeOwned>(
    table: &'static str,
    row: impl Display,
    document: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(document).map_err(|error| unreadable(table, row, &error))
}

/// Reads of the document of a row, which is a map, what it has under some names; the rest is passed over, which takes much less.
pub(crate) fn read_some<T: DeserializeOwned>(
    table: &'static str,
    row: impl Display,
    document: &str,
    names: &BTreeSet<String>,
) -> Result<BTreeMap<String, T>, StoreError> {
    let mut deserializer = serde_json::Deserializer::from_str(document);
    let read = Under(names, PhantomData).deserialize(&mut deserializer);
    read.and_then(|read| deserializer.end().map(|()| read)).map_err(|error| unreadable(table, row, &error))
}

fn unreadable(table: &'static str, row: impl Display, error: &serde_json::Error) -> StoreError {
    let (line, column) = (error.line(), error.column());
    StoreError::damaged(table, format!("{row} cannot be read from line {line}, column {column}"))
}

/// What a map has under these names.
struct Under<'n, T>(&'n BTreeSet<String>, PhantomData<T>);

/// A name in a map, which is copied only where it is kept.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Under<'_, T> {
    type Value = BTreeMap<String, T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Under<'_, T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = BTreeMap::new();
        while let Some(Name(name)) = map.next_key()? {
            if self.0.contains(name.as_ref()) {
                found.insert(name.into_owned(), map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Writes the document of a row.
pub(crate) fn write(table: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::damaged(table, "a document cannot be written"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_of_a_document_is_what_all_of_it_has_under_these_names() {
        let names = BTreeSet::from(["a".to_owned(), "d\"".to_owned(), "nowhere".to_owned()]);
        let read = read_some::<Vec<i64>>("table", 1, r#"{"a": [1], "b": {"a": [2]}, "c": "x", "d\"": [3, 4]}"#, &names);
        assert_eq!(read.unwrap(), BTreeMap::from([("a".to_owned(), vec![1]), ("d\"".to_owned(), vec![3, 4])]));
    }

    #[test]
    fn a_document_that_is_broken_where_nobody_looks_is_refused_all_the_same() {
        let names = BTreeSet::from(["a".to_owned()]);
        for broken in [r#"{"a": [1], "b": [}"#, r#"{"a": [1]} more"#, r#"{"a": ["secret"]}"#, "[]"] {
            let error = read_some::<Vec<i64>>("table", 1, broken, &names).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
