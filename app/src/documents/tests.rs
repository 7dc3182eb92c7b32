//! Files as programs write them, and as somebody writes them who means harm.

use std::io::{Cursor, Read as _, Write as _};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

const SAMPLE_PDF: &[u8] = include_bytes!("../../../tests/support/samples/synthetic.pdf");
const SAMPLE_XLSX: &[u8] = include_bytes!("../../../tests/support/samples/synthetic.xlsx");
const SAMPLE_ODS: &[u8] = include_bytes!("../../../tests/support/samples/synthetic.ods");
const WORD_TYPES: &str = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";

fn inspect(name: &str, bytes: &[u8]) -> Result<Inspected, DocumentFault> {
    inspected(name, Bytes::copy_from_slice(bytes))
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(words.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn unpacked(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = Vec::new();
    for place in 0..archive.len() {
        archive.by_index(place).unwrap().read_to_end(&mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

fn word(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let core = "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>Gain &amp; plan</dc:title><dc:creator>canary-author</dc:creator>\
                <cp:lastModifiedBy>canary-editor</cp:lastModifiedBy><cp:revision>7</cp:revision><dc:language>cy</dc:language></cp:coreProperties>";
    let program =
        "<Properties xmlns='p'><Company>canary-company</Company><Manager>canary-manager</Manager></Properties>";
    let document = format!("<w:document xmlns:w='w'>{body}</w:document>");
    let usual = [
        ("[Content_Types].xml", WORD_TYPES),
        ("docProps/core.xml", core),
        ("docProps/app.xml", program),
        ("word/document.xml", &document),
    ];
    packed(&[&usual, more].concat())
}

/// Gives the sample with something done to it.
fn changed(change: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(SAMPLE_PDF).unwrap();
    change(&mut document);
    let mut written = Vec::new();
    document.save_to(&mut written).unwrap();
    written
}

fn in_catalog(key: &'static str, value: impl Into<Object>) -> Vec<u8> {
    changed(|document| document.catalog_mut().unwrap().set(key, value.into()))
}

fn on_page(annotation: Dictionary) -> Vec<u8> {
    changed(|document| {
        let page = document.page_iter().next().unwrap();
        document.get_dictionary_mut(page).unwrap().set("Annots", vec![annotation.into()]);
    })
}

#[test]
fn a_document_loses_who_made_it_and_keeps_its_title_its_language_and_its_text() {
    let file = word(
        "<w:p><w:r><w:t>Ponds &amp; </w:t><w:tab/><w:t>caf&#233;s</w:t></w:r></w:p><w:p><w:t>Hedges</w:t></w:p>",
        &[],
    );
    let kept = inspect("plan.docx", &file).unwrap();
    assert_eq!((kept.format, &kept.findings[..]), (FileFormat::Docx, &[Finding::AboutRemoved][..]));
    assert_eq!(kept.text, "Ponds & cafés\nHedges\n");
    let all = unpacked(&kept.bytes);
    assert!(!all.contains("canary"), "{all}");
    assert!(all.contains("<dc:title>Gain &amp; plan</dc:title><dc:language>cy</dc:language>"), "{all}");
    assert!(all.contains("<w:t>Hedges</w:t>"), "{all}");
    assert_eq!(Sha256::digest(&kept.bytes).to_vec(), kept.sha256);
    let again = inspect("plan.docx", &kept.bytes).unwrap();
    assert_eq!((again.findings, again.text), (Vec::new(), kept.text), "what is kept has nothing more to lose");
}

#[test]
fn comments_and_tracked_changes_are_told_and_what_was_deleted_is_no_text() {
    let body = "<w:p><w:ins><w:t>new</w:t></w:ins><w:del><w:delText>old</w:delText></w:del></w:p>";
    let kept = inspect("plan.docx", &word(body, &[("word/comments.xml", "<w/>")])).unwrap();
    assert_eq!(kept.findings, [Finding::AboutRemoved, Finding::Comments, Finding::TrackedChanges]);
    assert_eq!(kept.text, "new\n");
    let content = "<o xmlns:o='o'><o:tracked-changes><o:changed-region><o:p>old</o:p></o:changed-region></o:tracked-changes>\
                   <o:p>new<o:annotation><o:p>Who wrote this?</o:p></o:annotation><o:s/>words</o:p></o>";
    let open = packed(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)]);
    let kept = inspect("plan.odt", &open).unwrap();
    assert_eq!(kept.findings, [Finding::Comments, Finding::TrackedChanges]);
    assert_eq!(kept.text.trim(), "new words");
}

#[test]
fn spreadsheets_as_a_program_writes_them_are_read_and_stay_whole() {
    for (name, file, format) in [("t.xlsx", SAMPLE_XLSX, FileFormat::Xlsx), ("t.ods", SAMPLE_ODS, FileFormat::Ods)] {
        let kept = inspect(name, file).unwrap();
        assert_eq!((kept.format, &kept.findings[..]), (format, &[Finding::AboutRemoved][..]), "{name}");
        assert!(["Site", "Area", "Pond"].iter().all(|cell| kept.text.contains(cell)), "{}", kept.text);
        let parts = |bytes: &[u8]| ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap().len();
        assert_eq!(parts(&kept.bytes), parts(file), "{name}");
        let first = |bytes: &[u8]| {
            ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap().by_index(0).unwrap().name().unwrap().into_owned()
        };
        assert_eq!(first(&kept.bytes), first(file), "an OpenDocument begins with what it is");
        assert!(!unpacked(&kept.bytes).contains("LibreOffice"), "{name}");
    }
}

#[test]
fn sheets_that_do_not_show_are_told() {
    let types = "<Types><Override ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
    let of = |state: &str| {
        let workbook =
            format!("<workbook><sheets><sheet name=\"a\"/><sheet name=\"b\" state=\"{state}\"/></sheets></workbook>");
        inspect("t.xlsx", &packed(&[("[Content_Types].xml", types), ("xl/workbook.xml", &workbook)])).unwrap().findings
    };
    assert_eq!([of("veryHidden"), of("visible")], [vec![Finding::HiddenSheets], Vec::new()]);
}

#[test]
fn a_signed_document_stays_as_it_came_and_says_so() {
    let file = word("<w:p/>", &[("_xmlsignatures/sig1.xml", "<s/>")]);
    let kept = inspect("plan.docx", &file).unwrap();
    assert_eq!((kept.bytes.to_vec(), kept.findings), (file.clone(), vec![Finding::Signed]));
    let hidden_before = [b"#!/bin/sh\n".as_slice(), &file].concat();
    assert_eq!(inspect("plan.docx", &hidden_before), Err(DocumentFault::NotTaken));
}

#[test]
fn a_document_that_a_password_protects_is_not_taken() {
    let manifest = "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>";
    let parts = [("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", manifest)];
    assert_eq!(inspect("a.odt", &packed(&parts)), Err(DocumentFault::Locked));
    let locked = changed(|document| {
        document.trailer.set("ID", vec![Object::string_literal("one"), Object::string_literal("two")]);
        let version = lopdf::EncryptionVersion::V2 {
            document,
            owner_password: "owner",
            user_password: "user",
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
    });
    assert_eq!(inspect("a.pdf", &locked), Err(DocumentFault::Locked));
}

#[test]
fn a_pdf_as_a_browser_writes_it_loses_the_program_and_keeps_pages_text_and_tags() {
    let kept = inspect("sample.pdf", SAMPLE_PDF).unwrap();
    assert_eq!((kept.format, &kept.findings[..]), (FileFormat::Pdf, &[Finding::AboutRemoved][..]));
    assert!(kept.text.contains("It lists ponds and hedges."), "{}", kept.text);
    assert!(!String::from_utf8_lossy(&kept.bytes).contains("Chrome"));
    let written = Document::load_mem(&kept.bytes).unwrap();
    assert_eq!(written.get_pages().len(), 1);
    assert!(written.catalog().unwrap().has(b"StructTreeRoot") && written.catalog().unwrap().has(b"Lang"));
    let title = written.trailer.get_deref(b"Info", &written).unwrap().as_dict().unwrap().get(b"Title").unwrap().clone();
    assert_eq!(title.as_str().unwrap(), b"Synthetic sample");
    assert_eq!(inspect("sample.pdf", &kept.bytes).unwrap().findings, []);
}

#[test]
fn a_pdf_says_of_itself_only_that_it_is_for_screen_readers() {
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:Description \
               xmlns:u='http://www.aiim.org/pdfua/ns/id/' xmlns:dc='http://purl.org/dc/elements/1.1/' u:part='1'>\
               <dc:title><r:Alt><r:li>A title</r:li></r:Alt></dc:title><dc:creator>canary</dc:creator></r:Description></r:RDF></x:xmpmeta>";
    let with = |xmp: &str| {
        let xmp = xmp.as_bytes().to_vec();
        changed(|document| {
            let about = document.add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp));
            document.catalog_mut().unwrap().set("Metadata", about);
        })
    };
    let kept = inspect("a.pdf", &with(xmp)).unwrap();
    let written = String::from_utf8_lossy(&kept.bytes).into_owned();
    assert!(written.contains("<pdfuaid:part>1</pdfuaid:part>") && written.contains(">A title<"), "{written}");
    assert!(!written.contains("canary"));
    let kept = inspect("a.pdf", &with(&xmp.replace("u:part='1'", ""))).unwrap();
    assert!(!String::from_utf8_lossy(&kept.bytes).contains("xmpmeta"));
}

#[test]
fn a_pdf_that_acts_or_carries_files_is_not_taken() {
    let script =
        || dictionary! { "S" => Object::Name(b"JavaScript".to_vec()), "JS" => Object::string_literal("app.alert(1)") };
    let launch = || dictionary! { "S" => Object::Name(b"Launch".to_vec()), "F" => Object::string_literal("calc.exe") };
    let rect = || Object::from(vec![0.into(), 0.into(), 9.into(), 9.into()]);
    let files = dictionary! { "EmbeddedFiles" => dictionary! { "Names" => Vec::<Object>::new() } };
    for (what, file) in [
        ("a script when it is opened", in_catalog("OpenAction", script())),
        ("a script among the names", in_catalog("Names", dictionary! { "JavaScript" => script() })),
        ("a form of XFA", in_catalog("AcroForm", dictionary! { "XFA" => Object::string_literal("x") })),
        ("files inside", in_catalog("Names", files)),
        ("a program to be started", on_page(dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => launch() })),
        ("a film", on_page(dictionary! { "Subtype" => "RichMedia", "Rect" => rect() })),
    ] {
        assert_eq!(inspect("a.pdf", &file), Err(DocumentFault::Active), "{what}");
    }
    let link = dictionary! { "S" => "URI", "URI" => Object::string_literal("https://example.org/") };
    let link = on_page(dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => link });
    assert!(inspect("a.pdf", &link).is_ok());
}

#[test]
fn what_is_worth_thinking_over_in_a_pdf_is_told() {
    let rect = || Object::from(vec![0.into(), 0.into(), 9.into(), 9.into()]);
    let of = |kind: &str| {
        inspect("a.pdf", &on_page(dictionary! { "Subtype" => Object::Name(kind.into()), "Rect" => rect() }))
            .unwrap()
            .findings
    };
    assert_eq!(of("Highlight"), [Finding::AboutRemoved, Finding::Comments]);
    assert_eq!(of("Redact"), [Finding::AboutRemoved, Finding::Unredacted]);
    let bare = changed(|document| {
        document.catalog_mut().unwrap().remove(b"StructTreeRoot");
        let page = document.page_iter().next().unwrap();
        document.get_dictionary_mut(page).unwrap().remove(b"Contents");
    });
    assert_eq!(inspect("a.pdf", &bare).unwrap().findings, [Finding::AboutRemoved, Finding::NotTagged, Finding::NoText]);
}

#[test]
fn a_signed_pdf_stays_as_it_came_unless_something_acts_anywhere_in_it() {
    let signature = || dictionary! { "Type" => "Sig", "ByteRange" => vec![0.into(), 1.into()] };
    let signed = in_catalog("Perms", signature());
    let kept = inspect("a.pdf", &signed).unwrap();
    assert_eq!((kept.bytes.to_vec(), kept.findings), (signed.clone(), vec![Finding::Signed]));
    let before = [&signed[..], b"\n% 1 0 obj <</S /JavaScript>> endobj\n"].concat();
    assert_eq!(inspect("a.pdf", &before), Err(DocumentFault::Active));
    let archive = [signed, packed(&[("a", "b")])].concat();
    assert_eq!(inspect("a.pdf", &archive), Err(DocumentFault::NotTaken));
}

#[test]
fn what_stands_behind_a_pdf_is_gone_from_it() {
    let kept = inspect("a.pdf", &[SAMPLE_PDF, &packed(&[("canary", "canary")])[..]].concat());
    assert!(kept.is_ok_and(|kept| !kept.bytes.windows(6).any(|window| window == b"canary")));
}

#[test]
fn what_is_no_whole_document_is_not_taken() {
    assert_eq!(inspect("a.pdf", b"%PDF-1.7\n..."), Err(DocumentFault::Unreadable));
    assert_eq!(inspect("a.pdf", &SAMPLE_PDF[..SAMPLE_PDF.len() / 3]), Err(DocumentFault::Unreadable));
    assert_eq!(inspect("a.pdf", b""), Err(DocumentFault::Empty));
    for markup in ["<svg onload=alert(1)>", "<!doctype html><p>", "{\\rtf1", "MZ\u{0}"] {
        assert_eq!(inspect("a.pdf", markup.as_bytes()), Err(DocumentFault::NotTaken), "{markup}");
    }
    let limit = usize::try_from(MOST_BYTES).unwrap();
    assert_eq!(inspect("a.txt", &vec![b'a'; limit + 1]), Err(DocumentFault::TooLarge));
}

#[test]
fn a_document_that_unpacks_to_far_more_than_it_is_gives_no_more_text_than_is_kept() {
    let body = format!("<w:p><w:t>{}</w:t></w:p>", "pond ".repeat(12_000_000));
    let bomb = word(&body, &[]);
    assert!(bomb.len() < 1_000_000, "{}", bomb.len());
    let kept = inspect("plan.docx", &bomb).unwrap();
    assert_eq!(kept.text.chars().count(), MOST_TEXT);
    assert!(kept.findings.contains(&Finding::TextCut));
}

#[test]
fn a_table_is_told_from_prose_by_its_name_and_its_rows() {
    let of = |name: &str, text: &str| inspect(name, text.as_bytes()).map(|kept| (kept.format, kept.findings));
    assert_eq!(of("a.csv", "Site,Area\nPond,4\n"), Ok((FileFormat::Csv, Vec::new())));
    assert_eq!(of("a.CSV", "Site,Area\nPond,=1+1\n"), Ok((FileFormat::Csv, vec![Finding::Formulas])));
    assert_eq!(of("a.txt", "Site,Area\nPond,4\n"), Ok((FileFormat::Text, Vec::new())));
    assert_eq!(of("a.csv", "Ponds"), Ok((FileFormat::Text, Vec::new())));
}
