//! Documents of Word, Excel and `OpenDocument`: written anew without who made them, with what was found in them and their text.

use std::io::{BufReader, Cursor, Read as _, Write as _};

use domain::{
    document::{DocumentFault, Finding, MOST_TEXT},
    question::FileFormat,
};
use quick_xml::escape::escape;
use roxmltree::Document;
use zip::{ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{
    Read,
    text::{self, Elements},
};

/// The most bytes that are unpacked of all parts together.
const MOST_READ: u64 = 128 * 1024 * 1024;
/// The most bytes of a part that says who made the document.
const MOST_ABOUT: u64 = 1024 * 1024;
/// How the names of the parts begin that sign a document.
const SIGNATURES: [&str; 2] = ["_xmlsignatures/", "meta-inf/documentsignatures.xml"];
/// Where an `OpenDocument` lists its parts, and what it says there of one that a password protects.
const MANIFEST: &str = "meta-inf/manifest.xml";
const LOCKED: &str = "encryption-data";
/// The part with the names of sheets.
const WORKBOOK: &str = "xl/workbook.xml";

const WORD: Elements = Elements {
    within: &["t"],
    without: &[],
    lines: &["p"],
    blanks: &["tab", "br"],
    changes: &["ins", "del", "moveFrom", "moveTo"],
    comments: &[],
    hidden: ("", "", &[]),
};
const EXCEL: Elements = Elements {
    within: &["t"],
    without: &["rPh"],
    lines: &["si", "is"],
    blanks: &[],
    changes: &[],
    comments: &[],
    hidden: ("sheet", "state", &["hidden", "veryHidden"]),
};
const OPEN: Elements = Elements {
    within: &["p", "h"],
    without: &["annotation", "tracked-changes"],
    lines: &["p", "h"],
    blanks: &["s", "tab", "line-break"],
    changes: &["changed-region"],
    comments: &["annotation"],
    hidden: ("table-properties", "display", &["false"]),
};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads a document of a format that is told already.
pub(super) fn read(bytes: &[u8], format: FileFormat) -> Result<Read, DocumentFault> {
    let mut archive = Archive::new(Cursor::new(bytes)).map_err(|_| DocumentFault::Unreadable)?;
    let names = names(&mut archive).ok_or(DocumentFault::Unreadable)?;
    if is_locked(&mut archive, &names) {
        return Err(DocumentFault::Locked);
    }
    let mut read = Read::default();
    look(&mut archive, &names, format, &mut read);
    if names.iter().any(|name| SIGNATURES.iter().any(|begin| small(name).starts_with(begin))) {
        if archive.offset() != 0 || !archive.comment().is_empty() {
            return Err(DocumentFault::NotTaken);
        }
        read.finds(Finding::Signed);
        read.bytes = bytes.to_vec().into();
        return Ok(read);
    }
    let (written, was_about) = anew(&mut archive, &names).map_err(|_| DocumentFault::Unreadable)?;
    if was_about {
        read.finds(Finding::AboutRemoved);
    }
    read.bytes = written.into();
    Ok(read)
}

/// Lists the names of the parts in their order.
fn names(archive: &mut Archive<'_>) -> Option<Vec<String>> {
    (0..archive.len()).map(|place| Some(archive.by_index_raw(place).ok()?.name().ok()?.into_owned())).collect()
}

fn small(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn is_locked(archive: &mut Archive<'_>, names: &[String]) -> bool {
    let is_packed_so = (0..names.len()).any(|place| archive.by_index_raw(place).is_ok_and(|part| part.encrypted()));
    is_packed_so || part(archive, names, MANIFEST).is_some_and(|manifest| manifest.contains(LOCKED))
}

/// Reads a short part that is text.
fn part(archive: &mut Archive<'_>, names: &[String], wanted: &str) -> Option<String> {
    let place = names.iter().position(|name| small(name) == wanted)?;
    let mut text = String::new();
    archive.by_index(place).ok()?.take(MOST_ABOUT).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Looks through the parts that people read, for their text and for what else is in them.
fn look(archive: &mut Archive<'_>, names: &[String], format: FileFormat, read: &mut Read) {
    let mut left = MOST_READ;
    for (place, name) in names.iter().enumerate() {
        let name = small(name);
        if is_comments(&name) {
            read.finds(Finding::Comments);
        }
        let Some(elements) = elements(format, &name) else { continue };
        let Ok(part) = archive.by_index(place) else { continue };
        let mut part = BufReader::new(part.take(left));
        let at_most = (4 * MOST_TEXT).saturating_sub(read.text.len());
        let told = text::read(&mut part, elements, at_most).unwrap_or_default();
        left = part.into_inner().limit();
        read.text.push_str(&told.text);
        for (is_found, finding) in [
            (told.has_changes, Finding::TrackedChanges),
            (told.has_comments, Finding::Comments),
            (told.has_hidden, Finding::HiddenSheets),
        ] {
            if is_found {
                read.finds(finding);
            }
        }
    }
}

/// Says whether a part of a document of Word or Excel has comments.
fn is_comments(name: &str) -> bool {
    let of_word = name.strip_prefix("word/comments").is_some();
    of_word || name.starts_with("xl/comments") || name.starts_with("xl/threadedcomments/")
}

/// Gives how a part is read, if people read it.
fn elements(format: FileFormat, name: &str) -> Option<&'static Elements> {
    let of_word = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];
    let of_excel = name == WORKBOOK || name == "xl/sharedstrings.xml" || name.starts_with("xl/worksheets/sheet");
    match format {
        FileFormat::Docx if of_word.contains(&name) => Some(&WORD),
        FileFormat::Xlsx if of_excel => Some(&EXCEL),
        FileFormat::Odt | FileFormat::Ods if name == "content.xml" => Some(&OPEN),
        _ => None,
    }
}

/// Writes a document anew without who made it, and says whether anything of that stood there.
fn anew(archive: &mut Archive<'_>, names: &[String]) -> ZipResult<(Vec<u8>, bool)> {
    let (mut writer, mut was_about) = (ZipWriter::new(Cursor::new(Vec::new())), false);
    for (place, name) in names.iter().enumerate() {
        let Some(about) = About::of(&small(name)) else {
            writer.raw_copy_file(archive.by_index_raw(place)?)?;
            continue;
        };
        let mut text = String::new();
        archive.by_index(place)?.take(MOST_ABOUT).read_to_string(&mut text)?;
        let kept = Kept::read(&text);
        was_about |= kept.says_more;
        writer.start_file(name.as_str(), SimpleFileOptions::default())?;
        writer.write_all(about.written(&kept).as_bytes())?;
    }
    Ok((writer.finish()?.into_inner(), was_about))
}

/// A part that says who made a document.
#[derive(Clone, Copy)]
enum About {
    Core,
    Program,
    Custom,
    Open,
}

/// What stays of such a part.
#[derive(Default)]
struct Kept {
    title: String,
    language: String,
    /// Whether there was more.
    says_more: bool,
}

impl Kept {
    fn read(text: &str) -> Self {
        let Ok(document) = Document::parse(text.trim_start_matches('\u{feff}')) else {
            return Self { says_more: true, ..Self::default() };
        };
        let mut kept = Self::default();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let words = node.text().unwrap_or_default().trim();
            match node.tag_name().name() {
                "title" => words.clone_into(&mut kept.title),
                "language" => words.clone_into(&mut kept.language),
                _ => kept.says_more |= !words.is_empty() || node.tag_name().name() == "document-statistic",
            }
        }
        kept
    }
}

impl About {
    fn of(name: &str) -> Option<Self> {
        match name {
            "docprops/core.xml" => Some(Self::Core),
            "docprops/app.xml" => Some(Self::Program),
            "docprops/custom.xml" => Some(Self::Custom),
            "meta.xml" => Some(Self::Open),
            _ => None,
        }
    }

    /// Writes the part with the title and the language alone, which screen readers say.
    fn written(self, kept: &Kept) -> String {
        const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
        const DC: &str = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
        let element = |name: &str, words: &str| match words {
            "" => String::new(),
            words => format!("<dc:{name}>{}</dc:{name}>", escape(words)),
        };
        let said = format!("{}{}", element("title", &kept.title), element("language", &kept.language));
        let body = match self {
            Self::Core => {
                let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
                format!("<cp:coreProperties xmlns:cp=\"{core}\" {DC}>{said}</cp:coreProperties>")
            }
            Self::Program => {
                let program = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
                format!("<Properties xmlns=\"{program}\"/>")
            }
            Self::Custom => {
                let custom = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
                format!("<Properties xmlns=\"{custom}\"/>")
            }
            Self::Open => {
                let office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
                format!(
                    "<office:document-meta xmlns:office=\"{office}\" {DC} office:version=\"1.3\"><office:meta>{said}</office:meta></office:document-meta>"
                )
            }
        };
        format!("{HEAD}{body}")
    }
}
