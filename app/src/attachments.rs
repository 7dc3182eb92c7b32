//! Files that people give as answers, before they are kept: what is in each is told by its content, and what it says of who made
//! it, where and when is taken out of photos.
//!
//! Neither the name of a file nor what a browser calls it is believed. Viruses are looked for [apart](crate::scanning).

pub(crate) mod packed;
pub(crate) mod photo;

use axum::body::Bytes;
use domain::question::{FileFault, FileFormat, files::MOST_BYTES};
use sha2::{Digest, Sha256};

use crate::{error::PageError, reading::read_file};

/// What a PDF begins with.
const PDF: &[u8] = b"%PDF-";
/// How plain text begins that is meant for a program: markup, and documents of other programs.
const MARKUP: [&str; 3] = ["<", "{\\rtf", "%!PS"];

/// A file that came with a page.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The field that it was chosen in.
    pub field: String,
    /// Its name, as the browser gives it.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// A file as it can be kept, or why not.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// The field that it was chosen in.
    pub field: String,
    /// Its name, as the browser gives it.
    pub name: String,
    /// What is kept, or why nothing is.
    pub content: Result<Content, FileFault>,
}

/// What is kept of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What is in it.
    pub format: FileFormat,
    /// Its bytes, without what a photo says of itself.
    pub bytes: Vec<u8>,
    /// Their SHA-256.
    pub sha256: Vec<u8>,
}

/// Inspects files, when no others are being read.
///
/// # Errors
/// [`PageError::Broken`] when the reading broke off.
pub async fn inspect(chosen: Vec<Chosen>) -> Result<Vec<Inspected>, PageError> {
    if chosen.is_empty() {
        return Ok(Vec::new());
    }
    let inspect = |Chosen { field, name, bytes }| Inspected { field, name, content: content(bytes) };
    read_file(move || chosen.into_iter().map(inspect).collect()).await
}

fn content(bytes: Bytes) -> Result<Content, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() as u64 > MOST_BYTES {
        return Err(FileFault::TooLarge);
    }
    let (format, bytes) = told(bytes)?;
    if !FileFormat::OF_ANSWERS.contains(&format) {
        return Err(FileFault::NotTaken);
    }
    let sha256 = Sha256::digest(&bytes).to_vec();
    Ok(Content { format, bytes, sha256 })
}

/// Tells what is in a file by its content.
fn told(bytes: Bytes) -> Result<(FileFormat, Vec<u8>), FileFault> {
    if bytes.starts_with(PDF) {
        return Ok((FileFormat::Pdf, bytes.into()));
    }
    if let Some((format, cleaned)) = photo::cleaned(&bytes) {
        return Ok((format, cleaned));
    }
    if packed::is_packed(&bytes) {
        return packed::told(&bytes).map(|format| (format, bytes.into()));
    }
    if is_plain(&bytes) { Ok((FileFormat::Text, bytes.into())) } else { Err(FileFault::NotTaken) }
}

/// Says whether something is text that people read and no program carries out or draws.
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}');
    let has_controls =
        text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}'));
    let begins = text.trim_start();
    !has_controls && !begins.is_empty() && !MARKUP.iter().any(|markup| begins.starts_with(markup))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(bytes: &[u8]) -> Result<FileFormat, FileFault> {
        content(Bytes::copy_from_slice(bytes)).map(|content| content.format)
    }

    #[test]
    fn what_is_in_a_file_is_told_by_its_content() {
        assert_eq!(format(b"%PDF-1.7\n..."), Ok(FileFormat::Pdf));
        assert_eq!(format("\u{feff}Ponds, hedges\r\nand caf\u{e9}s".as_bytes()), Ok(FileFormat::Text));
        assert_eq!(format(b"MZ\x90\x00"), Err(FileFault::NotTaken));
        assert_eq!(format(&[0xff, 0xfe, b'a', 0]), Err(FileFault::NotTaken));
    }

    #[test]
    fn markup_is_not_taken_whatever_it_is_called() {
        for markup in ["<svg onload=alert(1)>", "\n <!doctype html>", "{\\rtf1", "%!PS-Adobe", "\u{feff}<?xml"] {
            assert_eq!(format(markup.as_bytes()), Err(FileFault::NotTaken), "{markup}");
        }
    }

    #[test]
    fn an_empty_file_and_one_that_is_too_large_are_not_taken() {
        assert_eq!(format(b""), Err(FileFault::Empty));
        assert_eq!(format(b" \n"), Err(FileFault::NotTaken));
        let limit = usize::try_from(MOST_BYTES).unwrap();
        assert_eq!(format(&vec![b'a'; limit]), Ok(FileFormat::Text));
        assert_eq!(format(&vec![b'a'; limit + 1]), Err(FileFault::TooLarge));
    }
}
