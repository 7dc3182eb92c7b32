//! Writing an export from its rows: as one file, or as a set with all that belongs to it in a zip.

use std::io::{self, Write};

use domain::export::ExportFormat;
use sha2::{Digest, Sha256};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use crate::{
    Facts, Failure, Manifest, Row, Sheet, WrittenFile, dictionary,
    formats::{Out, begin},
    measure::{Measure, hex},
    sets::{R_SCRIPT, consult, polis, spss},
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
    match (order.format, order.packing) {
        (ExportFormat::Consult, _) => consult::write(order, rows, out),
        (ExportFormat::Polis, _) => polis::write(order, rows, out),
        (_, Packing::File) => Ok(write_data(order, rows, out)?.0),
        (_, Packing::Set) => write_set(order, rows, out),
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
    let mut pack = Pack::begin(out);
    let name = data_name(order);
    let (manifest, widths) = pack.add(&name, |out| write_data(order, rows, out))?;
    pack.add("dictionary.csv", |out| Ok(out.write_all(&dictionary(&order.sheet)?)?))?;
    match order.format {
        ExportFormat::R => pack.add("read.R", |out| Ok(out.write_all(R_SCRIPT.as_bytes())?))?,
        ExportFormat::Spss => {
            pack.add("read.sps", |out| Ok(out.write_all(spss::syntax(&order.sheet, &widths).as_bytes())?))?;
        }
        _ => {}
    }
    pack.end(manifest)
}

/// A zip that files are added to one after the other.
pub(crate) struct Pack<'o> {
    zip: ZipWriter<StreamWriter<Out<'o>>>,
    files: Vec<WrittenFile>,
}

impl<'o> Pack<'o> {
    pub(crate) fn begin(out: Out<'o>) -> Self {
        Self { zip: ZipWriter::new_stream(out), files: Vec::new() }
    }

    /// Adds a file, whose bytes somebody writes.
    pub(crate) fn add<T>(
        &mut self,
        name: &str,
        write: impl FnOnce(Out<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.start(name)?;
        let mut counted = Counted::new(&mut self.zip);
        let written = write(&mut counted)?;
        self.files.push(counted.end(name));
        Ok(written)
    }

    /// Ends with the manifest, which names all other files.
    pub(crate) fn end(mut self, manifest: Manifest) -> Result<Manifest, Failure> {
        let manifest = Manifest { files: std::mem::take(&mut self.files), ..manifest };
        self.start("manifest.json")?;
        self.zip.write_all(&serde_json::to_vec_pretty(&manifest)?)?;
        self.zip.finish()?;
        Ok(manifest)
    }

    fn start(&mut self, name: &str) -> Result<(), Failure> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        Ok(self.zip.start_file(name, options)?)
    }
}

/// Names the file with the data of a set.
fn data_name(order: &Order) -> String {
    let end = match order.format {
        ExportFormat::Csv | ExportFormat::R | ExportFormat::Consult | ExportFormat::Polis => "csv",
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
