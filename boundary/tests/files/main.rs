//! Whole files: what GDAL writes, what people draw wrong, and what is made to do harm.

#![expect(clippy::unwrap_used, reason = "the functions around the tests may panic as the tests do")]

mod drawn;
mod harmful;
mod made;
mod written_by_gdal;

use boundary::{Fault, Read};

/// Reads a file, as the pages do.
fn read(file: impl Into<Vec<u8>>) -> Result<Read, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(boundary::read(file.into()))
}

/// The area of a boundary in hectares, and how many parts and holes it has.
fn shape(read: &Read) -> (String, usize, usize) {
    let holes = read.boundary.parts.iter().map(|part| part.holes.len()).sum();
    (read.boundary.area().unwrap().to_string(), read.boundary.parts.len(), holes)
}
