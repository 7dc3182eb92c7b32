//! Documents that are packed as ZIP archives, told by their parts. None is unpacked but for a short list of what it holds.

use std::io::{Cursor, Read};

use domain::question::{FileFault, FileFormat};
use zip::ZipArchive;

/// What a ZIP archive begins with.
const ZIP: &[u8] = b"PK\x03\x04";
/// The most parts of a document; those of a long one have some hundreds.
const MOST_PARTS: usize = 5_000;
/// The most bytes that are read of a part.
const MOST_READ: u64 = 256 * 1024;

/// The list of what a document of Word holds, and what it calls the document itself.
const TYPES: &str = "[Content_Types].xml";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
/// The part in which an `OpenDocument` says what it is, and what a text calls itself.
const MIMETYPE: &str = "mimetype";
const ODT: &str = "application/vnd.oasis.opendocument.text";
/// What the list of a document of Word says of parts that carry out commands.
const COMMANDS: [&str; 3] = ["macroEnabled", "vbaProject", "activeX"];
/// The parts of a document in which commands stand, by how their names begin or what they hold.
const FOLDERS: [&str; 2] = ["Basic/", "Scripts/"];
const PARTS: [&str; 3] = ["vbaProject", "activeX", "oleObject"];
/// Where a document of Word names the template that it loads when it is opened, and how one names an address.
const SETTINGS: &str = "word/_rels/settings.xml.rels";
const ELSEWHERE: [&str; 3] = ["Target=\"http", "Target=\"ftp", "Target=\"\\\\"];

/// Says whether something is a ZIP archive.
pub(super) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
}

/// Tells a document by its parts, and refuses one that can carry out commands.
pub(super) fn told(bytes: &[u8]) -> Result<FileFormat, FileFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFault::NotTaken)?;
    if archive.len() > MOST_PARTS {
        return Err(FileFault::NotTaken);
    }
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let mut part = |name: &str| read(&mut archive, name).unwrap_or_default();
    let (types, mimetype, settings) = (part(TYPES), part(MIMETYPE), part(SETTINGS));
    let loads_elsewhere = ELSEWHERE.iter().any(|address| settings.contains(address));
    let is_command = |name: &String| {
        FOLDERS.iter().any(|folder| name.starts_with(folder)) || PARTS.iter().any(|part| name.contains(part))
    };
    let is_active = COMMANDS.iter().any(|word| types.contains(word)) || names.iter().any(is_command);
    if is_active || loads_elsewhere {
        return Err(FileFault::Active);
    }
    if types.contains(WORD) {
        Ok(FileFormat::Docx)
    } else if mimetype.trim() == ODT {
        Ok(FileFormat::Odt)
    } else {
        Err(FileFault::NotTaken)
    }
}

fn read(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.take(MOST_READ).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, words) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(words.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn word(more: &[(&str, &str)]) -> Vec<u8> {
        let types = format!("<Types><Override ContentType=\"{WORD}\"/></Types>");
        packed(&[&[(TYPES, types.as_str()), ("word/document.xml", "<w/>")], more].concat())
    }

    #[test]
    fn a_document_is_told_by_what_it_says_it_holds() {
        assert_eq!(told(&word(&[])), Ok(FileFormat::Docx));
        assert_eq!(told(&packed(&[(MIMETYPE, ODT), ("content.xml", "<o/>")])), Ok(FileFormat::Odt));
        assert_eq!(told(&packed(&[("notes.txt", "Ponds")])), Err(FileFault::NotTaken));
        assert_eq!(told(&packed(&[(MIMETYPE, "application/epub+zip")])), Err(FileFault::NotTaken));
        assert_eq!(told(b"PK\x03\x04 cut off"), Err(FileFault::NotTaken));
    }

    #[test]
    fn a_document_that_can_carry_out_commands_is_refused() {
        let macros = WORD
            .replace("openxmlformats-officedocument.wordprocessingml", "ms-word")
            .replace("main", "macroEnabled.main");
        assert_eq!(told(&packed(&[(TYPES, &macros)])), Err(FileFault::Active));
        for part in ["word/vbaProject.bin", "word/activeX/activeX1.xml", "word/embeddings/oleObject1.bin"] {
            assert_eq!(told(&word(&[(part, "")])), Err(FileFault::Active), "{part}");
        }
        assert_eq!(told(&packed(&[(MIMETYPE, ODT), ("Basic/Standard/Module1.xml", "")])), Err(FileFault::Active));
    }

    #[test]
    fn a_document_that_loads_its_template_from_elsewhere_is_refused() {
        let template = |target: &str| format!("<Relationship TargetMode=\"External\" Target=\"{target}\"/>");
        assert_eq!(told(&word(&[(SETTINGS, &template("https://example.org/t.dotm"))])), Err(FileFault::Active));
        assert_eq!(told(&word(&[(SETTINGS, &template("file:///C:/Normal.dotm"))])), Ok(FileFormat::Docx));
    }

    #[test]
    fn what_unpacks_to_more_than_is_read_is_not_unpacked_whole() {
        let bomb = packed(&[(TYPES, &"0".repeat(64 * 1024 * 1024))]);
        assert!(bomb.len() < 100_000, "{}", bomb.len());
        assert_eq!(told(&bomb), Err(FileFault::NotTaken));
    }
}
