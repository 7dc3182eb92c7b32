//! CSV: the lines as they are measured.

use super::{Out, Rows};
use crate::{Failure, Manifest, Row, Sheet};

/// A file of CSV.
pub(super) struct Csv<'o> {
    out: Out<'o>,
}

impl<'o> Csv<'o> {
    /// Begins with the headings.
    pub(super) fn begin(headings: &[u8], out: Out<'o>) -> Result<Self, Failure> {
        out.write_all(headings)?;
        Ok(Self { out })
    }
}

impl Rows for Csv<'_> {
    fn add(&mut self, _: &Sheet, _: &Row, line: &[u8]) -> Result<(), Failure> {
        Ok(self.out.write_all(line)?)
    }

    fn end(self: Box<Self>, _: &Sheet, _: &Manifest) -> Result<(), Failure> {
        Ok(())
    }
}
