//! JSON Lines: one document on each line, so that neither who writes nor who reads holds all of them.

use super::{Out, Rows};
use crate::{Failure, Manifest, Row, Sheet, typed::Typed};

/// A file of JSON Lines.
pub(super) struct Json<'o> {
    out: Out<'o>,
    /// What stands before the value of each column.
    names: Vec<String>,
    line: Vec<u8>,
}

impl<'o> Json<'o> {
    /// Begins with nothing, as the format has no head.
    pub(super) fn begin(sheet: &Sheet, out: Out<'o>) -> Result<Self, Failure> {
        let name = |name: &String| Ok(format!("{}:", serde_json::to_string(name)?));
        let names: Result<_, serde_json::Error> = sheet.columns.iter().map(|column| name(&column.name)).collect();
        Ok(Self { out, names: names?, line: Vec::new() })
    }
}

impl Rows for Json<'_> {
    fn add(&mut self, sheet: &Sheet, row: &Row, _: &[u8]) -> Result<(), Failure> {
        self.line.clear();
        let mut before = b'{';
        for ((column, text), name) in sheet.columns.iter().zip(row).zip(&self.names) {
            self.line.push(before);
            self.line.extend_from_slice(name.as_bytes());
            match Typed::read(column, text)? {
                Typed::Empty => self.line.extend_from_slice(b"null"),
                Typed::Number(number) => serde_json::to_writer(&mut self.line, &number)?,
                Typed::Whole(number) => serde_json::to_writer(&mut self.line, &number)?,
                Typed::Tick(is_ticked) => serde_json::to_writer(&mut self.line, &is_ticked)?,
                Typed::Text(_) | Typed::Day(_) => serde_json::to_writer(&mut self.line, text)?,
            }
            before = b',';
        }
        self.line.extend_from_slice(b"}\n");
        Ok(self.out.write_all(&self.line)?)
    }

    fn end(self: Box<Self>, _: &Sheet, _: &Manifest) -> Result<(), Failure> {
        Ok(())
    }
}
