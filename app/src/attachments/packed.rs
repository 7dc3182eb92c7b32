//! Documents that are packed as ZIP archives, told by their parts. None is unpacked but for short lists of what it holds.

use std::io::{Cursor, Read};

use domain::question::{FileFault, FileFormat};
use roxmltree::Document;
use zip::ZipArchive;

/// What a ZIP archive begins with.
const ZIP: &[u8] = b"PK\x03\x04";
/// The most parts of a document; those of a long one have some hundreds.
const MOST_PARTS: usize = 5_000;
/// The most bytes that are read of all parts together.
const MOST_READ: usize = 4 * 1024 * 1024;

/// The list of what a document of Word or Excel holds, and what it calls the document itself.
const TYPES: &str = "[content_types].xml";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
/// The part in which an `OpenDocument` says what it is, and what a text and a spreadsheet call themselves.
const MIMETYPE: &str = "mimetype";
const ODT: &str = "application/vnd.oasis.opendocument.text";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// What that list says of parts that carry out commands.
const COMMANDS: [&str; 5] = ["macroenabled", "vbaproject", "activex", "oleobject", "macrosheet"];
/// The parts of a document in which commands stand or that load something from elsewhere, by how their names begin or what they hold.
const FOLDERS: [&str; 4] = ["basic/", "scripts/", "xl/macrosheets/", "xl/externallinks/"];
const PARTS: [&str; 4] = ["vbaproject", "activex", "oleobject", "xl/connections.xml"];
/// How the names of the parts end that say what a document of Word leads to, and what it loads of that when it is opened.
const RELATIONS: &str = ".rels";
const LOADED: [&str; 5] = ["attachedtemplate", "mailmergesource", "mailmergeheadersource", "transform", "oleobject"];
/// What is said of what is no part of the document itself.
const ELSEWHERE: &str = "external";

/// Says whether something is a ZIP archive.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// Tells a document by its parts, and refuses one that can carry out commands or has a list that cannot be read whole.
pub(crate) fn told(bytes: &[u8]) -> Result<FileFormat, FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::NotTaken)?;
    if archive.len() > MOST_PARTS {
        return Err(FileFault::NotTaken);
    }
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| name.map(Into::into)).collect();
    let names = names.map_err(|_| FileFault::NotTaken)?;
    let (mut left, mut format) = (MOST_READ, Err(FileFault::NotTaken));
    for name in names {
        // Word takes the names of parts for the same in small and large letters.
        let small = name.to_ascii_lowercase();
        let mut part = || read(&mut archive, &name, &mut left).ok_or(FileFault::NotTaken);
        if FOLDERS.iter().any(|folder| small.starts_with(folder)) || PARTS.iter().any(|part| small.contains(part)) {
            return Err(FileFault::Active);
        } else if small == TYPES {
            let types = values(&part()?, "ContentType")?;
            if types.iter().any(|held| COMMANDS.iter().any(|word| held.contains(word))) {
                return Err(FileFault::Active);
            }
            let told = [(WORD, FileFormat::Docx), (EXCEL, FileFormat::Xlsx)];
            let told = told.into_iter().find(|(kind, _)| types.iter().any(|held| held == kind));
            format = told.map(|(_, told)| told).or(format.ok()).ok_or(FileFault::NotTaken);
        } else if small.ends_with(RELATIONS) {
            refuse_loading(&part()?)?;
        } else if small == MIMETYPE {
            let told = match part()?.trim() {
                ODT => Ok(FileFormat::Odt),
                ODS => Ok(FileFormat::Ods),
                _ => Err(FileFault::NotTaken),
            };
            format = format.or(told);
        }
    }
    format
}

/// Reads a part that is text and whole within the bytes that are left for it; nothing else is known well enough.
fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, left: &mut usize) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(*left as u64 + 1).read_to_string(&mut text).ok()?;
    *left = left.checked_sub(text.len())?;
    Some(text)
}

/// Refuses relations to what a program loads from elsewhere when the document is opened.
fn refuse_loading(relations: &str) -> Result<(), FileFault> {
    let relations = parsed(relations)?;
    let is_loaded = relations.descendants().any(|node| {
        let value = |name| small(node.attribute(name).unwrap_or_default());
        let kind = value("Type");
        let kind = kind.rsplit('/').next().unwrap_or_default();
        LOADED.contains(&kind) && value("TargetMode") == ELSEWHERE
    });
    if is_loaded { Err(FileFault::Active) } else { Ok(()) }
}

/// Gives all values of an attribute, in small letters and without blanks around them.
fn values(text: &str, attribute: &str) -> Result<Vec<String>, FileFault> {
    let document = parsed(text)?;
    Ok(document.descendants().filter_map(|node| node.attribute(attribute)).map(small).collect())
}

fn small(value: &str) -> String {
    value.trim().to_ascii_lowercase()
}

fn parsed(text: &str) -> Result<Document<'_>, FileFault> {
    // Word writes a mark of the order of bytes at times, which is no part of the XML.
    Document::parse(text.trim_start_matches('\u{feff}')).map_err(|_| FileFault::NotTaken)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    /// Where a document of Word names the template that it loads when it is opened.
    const SETTINGS: &str = "word/_rels/settings.xml.rels";

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, words) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(words.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn types(of: &str) -> String {
        format!("<Types><Override ContentType=\"{of}\"/></Types>")
    }

    fn word(more: &[(&str, &str)]) -> Vec<u8> {
        packed(&[&[("[Content_Types].xml", types(WORD).as_str()), ("word/document.xml", "<w/>")], more].concat())
    }

    fn relation(kind: &str, rest: &str) -> String {
        let kind = format!("http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}");
        format!("<Relationships><Relationship Type=\"{kind}\" {rest}/></Relationships>")
    }

    #[test]
    fn a_document_is_told_by_what_it_says_it_holds() {
        assert_eq!(told(&word(&[])), Ok(FileFormat::Docx));
        assert_eq!(told(&packed(&[(MIMETYPE, ODT), ("content.xml", "<o/>")])), Ok(FileFormat::Odt));
        assert_eq!(told(&packed(&[(MIMETYPE, ODS), ("content.xml", "<o/>")])), Ok(FileFormat::Ods));
        assert_eq!(told(&packed(&[("[Content_Types].xml", &types(EXCEL))])), Ok(FileFormat::Xlsx));
        assert_eq!(told(&packed(&[("notes.txt", "Ponds")])), Err(FileFault::NotTaken));
        assert_eq!(told(&packed(&[(MIMETYPE, "application/epub+zip")])), Err(FileFault::NotTaken));
        assert_eq!(told(b"PK\x03\x04 cut off"), Err(FileFault::NotTaken));
    }

    #[test]
    fn a_document_that_can_carry_out_commands_is_refused() {
        let macros = "application/vnd.ms-word.document.macroEnabled.main+xml";
        for of in [macros, "application/vnd.ms-word.document.m&#97;croEnabled.main+xml", "application/vnd.oleObject"] {
            assert_eq!(told(&packed(&[("[content_types].XML", &types(of))])), Err(FileFault::Active), "{of}");
        }
        for part in [
            "word/vbaProject.bin",
            "word/activeX/activeX1.xml",
            "word/embeddings/oleobject1.bin",
            "xl/macrosheets/sheet1.xml",
            "xl/externalLinks/externalLink1.xml",
            "xl/connections.xml",
        ] {
            assert_eq!(told(&word(&[(part, "")])), Err(FileFault::Active), "{part}");
        }
        assert_eq!(told(&packed(&[(MIMETYPE, ODT), ("Basic/Standard/Module1.xml", "")])), Err(FileFault::Active));
    }

    #[test]
    fn a_document_that_loads_its_template_from_elsewhere_is_refused() {
        for rest in [
            "TargetMode=\"External\" Target=\"https://example.org/t.dotm\"",
            "TargetMode=\"External\" Target=\"file:///C:/Normal.dotm\"",
            "TargetMode = ' &#69;xternal ' Target = 'HTTPS://example.org/t.dotm'",
        ] {
            let template = relation("attachedTemplate", rest);
            assert_eq!(told(&word(&[(SETTINGS, &template)])), Err(FileFault::Active), "{rest}");
            assert_eq!(told(&word(&[("word/_rels/Other.xml.RELS", &template)])), Err(FileFault::Active), "{rest}");
        }
        let link = relation("hyperlink", "TargetMode=\"External\" Target=\"https://example.org/\"");
        assert_eq!(told(&word(&[("word/_rels/document.xml.rels", &link)])), Ok(FileFormat::Docx));
        assert_eq!(
            told(&word(&[(SETTINGS, &relation("attachedTemplate", "Target=\"t.dotx\""))])),
            Ok(FileFormat::Docx)
        );
    }

    #[test]
    fn a_list_that_cannot_be_read_whole_is_not_taken() {
        for relations in ["no XML", "<!DOCTYPE a [<!ENTITY e 'External'>]><a/>"] {
            assert_eq!(told(&word(&[(SETTINGS, relations)])), Err(FileFault::NotTaken), "{relations}");
        }
        let padded = format!("{}<!--{}-->", relation("hyperlink", ""), " ".repeat(MOST_READ));
        assert_eq!(told(&word(&[(SETTINGS, &padded)])), Err(FileFault::NotTaken));
    }

    #[test]
    fn what_unpacks_to_more_than_is_read_is_not_unpacked_whole() {
        let bomb = packed(&[("[Content_Types].xml", &"0".repeat(64 * 1024 * 1024))]);
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert_eq!(told(&bomb), Err(FileFault::NotTaken));
    }
}
