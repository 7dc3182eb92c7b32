//! The files of documents, before they are kept: what is in each is told by its content, who made it is taken out where that can be
//! done safely, and its text is read for searching.
//!
//! Neither the name of a file nor what a browser calls it is believed. Viruses are looked for [apart](crate::scanning).

mod pdf;
mod table;
mod text;
mod written;

use axum::body::Bytes;
use domain::{
    document::{DocumentFault, Finding, MOST_BYTES, MOST_TEXT},
    question::{FileFault, FileFormat},
};
use sha2::{Digest, Sha256};

use crate::{
    attachments::{is_plain, packed, photo},
    error::PageError,
    reading::read_file,
};

/// What a PDF begins with.
const PDF: &[u8] = b"%PDF-";
/// How the names of tables end. Of plain text nothing else tells a table from prose with commas.
const TABLE: &str = ".csv";
/// What an archive ends with; a file that is kept as it came and is none may not have it anywhere.
const ARCHIVE_END: &[u8] = b"PK\x05\x06";

/// What is kept of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// What is in it.
    pub format: FileFormat,
    /// Its bytes as they are kept.
    pub bytes: Bytes,
    /// The SHA-256 of these.
    pub sha256: Vec<u8>,
    /// What was found in it.
    pub findings: Vec<Finding>,
    /// Its text; empty where there is none.
    pub text: String,
}

/// What became of a file of some format.
#[derive(Debug, Default)]
struct Read {
    bytes: Bytes,
    findings: Vec<Finding>,
    text: String,
}

impl Read {
    fn finds(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// Inspects a file, when no other is being read.
///
/// # Errors
/// [`PageError::Broken`] when the reading broke off.
pub async fn inspect(name: String, bytes: Bytes) -> Result<Result<Inspected, DocumentFault>, PageError> {
    read_file(move || inspected(&name, bytes)).await
}

fn inspected(name: &str, bytes: Bytes) -> Result<Inspected, DocumentFault> {
    if bytes.is_empty() {
        return Err(DocumentFault::Empty);
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(DocumentFault::TooLarge);
    }
    let (format, mut read) = read(name, bytes)?;
    if read.text.chars().nth(MOST_TEXT).is_some() {
        read.text = read.text.chars().take(MOST_TEXT).collect();
        read.finds(Finding::TextCut);
    }
    read.findings.sort();
    let sha256 = Sha256::digest(&read.bytes).to_vec();
    Ok(Inspected { format, bytes: read.bytes, sha256, findings: read.findings, text: read.text })
}

fn read(name: &str, bytes: Bytes) -> Result<(FileFormat, Read), DocumentFault> {
    if bytes.starts_with(PDF) {
        return Ok((FileFormat::Pdf, pdf::read(&bytes)?));
    }
    if let Some((format, cleaned)) = photo::cleaned(&bytes) {
        let findings = if cleaned == bytes { Vec::new() } else { vec![Finding::AboutRemoved] };
        return Ok((format, Read { bytes: cleaned.into(), findings, text: String::new() }));
    }
    if packed::is_packed(&bytes) {
        let format = packed::told(&bytes).map_err(fault)?;
        return Ok((format, written::read(&bytes, format)?));
    }
    if !is_plain(&bytes) {
        return Err(DocumentFault::NotTaken);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let is_table = name.to_ascii_lowercase().ends_with(TABLE) && table::is_table(&text);
    let format = if is_table { FileFormat::Csv } else { FileFormat::Text };
    let mut read = Read { bytes, findings: Vec::new(), text };
    if is_table && table::has_formulas(&read.text) {
        read.finds(Finding::Formulas);
    }
    Ok((format, read))
}

fn fault(fault: FileFault) -> DocumentFault {
    match fault {
        FileFault::Active => DocumentFault::Active,
        FileFault::TooLarge => DocumentFault::TooLarge,
        FileFault::Empty => DocumentFault::Empty,
        _ => DocumentFault::NotTaken,
    }
}

/// Says whether something that is kept as it came could be taken for an archive too.
fn ends_as_archive(bytes: &[u8]) -> bool {
    bytes.windows(ARCHIVE_END.len()).any(|window| window == ARCHIVE_END)
}

#[cfg(test)]
mod tests;
