//! Writing an export from its rows: as one file, or as a set with all that belongs to it in a zip.

use std::io::{self, Write};

use domain::export::ExportFormat;
use sha2::{Digest, Sha256};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    Facts, Failure, Manifest, Row, Sheet, WrittenFile, dictionary,
    formats::{Out, begin},
    measure::{Measure, hex},
    sets::{R_SCRIPT, spss},
};

/// What an export is packed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// The file with the data alone; a workbook has the dictionary and the manifest in it all the same.
    File,
    /// A zip with the data, the dictionary, the manifest, and what reads them.
    Set,
}

/// What is to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// What the rows are.
    pub sheet: Sheet,
    /// The format.
    pub format: ExportFormat,
    /// What it is packed in.
    pub packing: Packing,
    /// What the manifest says besides.
    pub facts: Facts,
}

/// Writes an export while its rows come, and gives its manifest.
///
/// # Errors
/// [`Failure`], after which what was written is no export.
pub fn write<B>(order: &Order, rows: B, out: &mut (dyn Write + Send)) -> Result<Manifest, Failure>
where
    B: Iterator<Item = Result<Vec<Row>, Failure>>,
{
    match order.packing {
        Packing::File => Ok(write_data(order, rows, out)?.0),
        Packing::Set => write_set(order, rows, out),
    }
}

/// Gives the manifest that an export would have, without writing it.
///
/// # Errors
/// [`Failure`], where the rows break off.
pub fn measure<B>(order: &Order, rows: B) -> Result<Manifest, Failure>
where
    B: Iterator<Item = Result<Vec<Row>, Failure>>,
{
    let order = Order { format: ExportFormat::Csv, packing: Packing::File, ..order.clone() };
    Ok(write_data(&order, rows, &mut io::sink())?.0)
}

/// Writes the data, and gives its manifest and the widths of its columns.
fn write_data<B>(order: &Order, rows: B, out: Out<'_>) -> Result<(Manifest, Vec<usize>), Failure>
where
    B: Iterator<Item = Result<Vec<Row>, Failure>>,
{
    let sheet = &order.sheet;
    let (mut measure, headings) = Measure::new(sheet)?;
    let mut data = begin(order.format, sheet, &headings, out)?;
    for batch in rows {
        for row in batch? {
            let line = measure.add(sheet, &row)?;
            data.add(sheet, &row, line)?;
        }
    }
    let (rows, sha256_of_csv, widths) = measure.end();
    let facts = order.facts.clone();
    let manifest = Manifest { facts, rows, columns: sheet.columns.len(), sha256_of_csv, files: Vec::new() };
    data.end(sheet, &manifest)?;
    Ok((manifest, widths))
}

fn write_set<B>(order: &Order, rows: B, out: Out<'_>) -> Result<Manifest, Failure>
where
    B: Iterator<Item = Result<Vec<Row>, Failure>>,
{
    let mut zip = ZipWriter::new_stream(out);
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let name = &data_name(order);
    zip.start_file(name, options)?;
    let mut counted = Counted::new(&mut zip);
    let (mut manifest, widths) = write_data(order, rows, &mut counted)?;
    manifest.files.push(counted.end(name));
    let mut others = vec![("dictionary.csv", dictionary(&order.sheet)?)];
    match order.format {
        ExportFormat::R => others.push(("read.R", R_SCRIPT.into())),
        ExportFormat::Spss => others.push(("read.sps", spss::syntax(&order.sheet, &widths).into())),
        _ => {}
    }
    for (name, bytes) in others {
        zip.start_file(name, options)?;
        let mut counted = Counted::new(&mut zip);
        counted.write_all(&bytes)?;
        manifest.files.push(counted.end(name));
    }
    zip.start_file("manifest.json", options)?;
    zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
    zip.finish()?;
    Ok(manifest)
}

/// Names the file with the data of a set.
fn data_name(order: &Order) -> String {
    let end = match order.format {
        ExportFormat::Csv | ExportFormat::R => "csv",
        ExportFormat::Excel => "xlsx",
        ExportFormat::Json => "jsonl",
        ExportFormat::Parquet => "parquet",
        ExportFormat::Spss => "tsv",
    };
    format!("{}.{end}", order.sheet.name)
}

/// Counts and hashes what is written through it.
struct Counted<'o> {
    out: Out<'o>,
    bytes: u64,
    digest: Sha256,
}

impl<'o> Counted<'o> {
    fn new(out: Out<'o>) -> Self {
        Self { out, bytes: 0, digest: Sha256::new() }
    }

    fn end(self, name: &str) -> WrittenFile {
        WrittenFile { name: name.to_owned(), bytes: self.bytes, sha256: hex(self.digest) }
    }
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
