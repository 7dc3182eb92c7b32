//! PDF documents: refused where they act, and written anew without who made them and without what they were before.

use std::time::{Duration, Instant};

use domain::document::{DocumentFault, Finding, MOST_TEXT};
use lopdf::{Dictionary, Document, LoadOptions, Object, Stream, xref::XrefRecovery};
use quick_xml::escape::escape;

use super::{Read, ends_as_archive};

/// The most bytes to which any one stream may unpack.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;
/// The most bytes of what a document says of itself.
const MOST_ABOUT: usize = 1024 * 1024;
/// How long its text may take to read; the rest of it is left out.
const PATIENCE: Duration = Duration::from_secs(20);

/// The entries of a dictionary by which something is carried out, or another file is carried along.
const ACTS: [&[u8]; 6] = [b"JS", b"JavaScript", b"EmbeddedFiles", b"EF", b"XFA", b"RichMediaContent"];
/// What an action may not do.
const ACTIONS: [&[u8]; 7] =
    [b"JavaScript", b"Launch", b"ImportData", b"SubmitForm", b"Rendition", b"RichMediaExecute", b"GoTo3DView"];
/// What may not stand on a page.
const MEDIA: [&[u8]; 5] = [b"RichMedia", b"Movie", b"Sound", b"Screen", b"3D"];
/// What stands on a page where somebody has commented on it.
const COMMENTS: [&[u8]; 11] = [
    b"Text",
    b"FreeText",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Caret",
    b"Ink",
    b"Line",
    b"FileAttachment",
];
/// The same as they stand in the bytes of a file that is kept as it came.
const ACTS_AS_WRITTEN: [&[u8]; 4] = [b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFile"];
/// What programs keep in a document for themselves, and what they say of a picture in it.
const FOR_PROGRAMS: [&[u8]; 2] = [b"PieceInfo", b"Metadata"];

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Read, DocumentFault> {
    let mut document = load(bytes)?;
    document.prune_objects();
    let mut read = Read::default();
    let mut is_signed = false;
    for object in document.objects.values() {
        look(object, &mut |dictionary| {
            is_signed |= dictionary.has(b"ByteRange");
            judge(dictionary, &mut read)
        })?;
    }
    let text = text(&document);
    if text.trim().is_empty() {
        read.finds(Finding::NoText);
    }
    if document.catalog().ok().is_none_or(|catalog| !catalog.has(b"StructTreeRoot")) {
        read.finds(Finding::NotTagged);
    }
    if is_signed {
        if ends_as_archive(bytes) {
            return Err(DocumentFault::NotTaken);
        }
        if ACTS_AS_WRITTEN.iter().any(|act| bytes.windows(act.len()).any(|window| window == *act)) {
            return Err(DocumentFault::Active);
        }
        read.finds(Finding::Signed);
        read.bytes = bytes.to_vec().into();
    } else {
        if forget(&mut document) {
            read.finds(Finding::AboutRemoved);
        }
        read.bytes = anew(&mut document, &text)?.into();
    }
    read.text = text;
    Ok(read)
}

fn load(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options);
    let document = document.map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => DocumentFault::Locked,
        _ => DocumentFault::Unreadable,
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(DocumentFault::Locked);
    }
    // Pieced together from what was found in it, it may lack something that nobody would miss before it is published.
    let is_whole = document.xref_recovery != Some(XrefRecovery::Reconstructed) && !document.get_pages().is_empty();
    if is_whole { Ok(document) } else { Err(DocumentFault::Unreadable) }
}

/// Shows each dictionary of an object to a judge, those in it too.
fn look(
    object: &Object,
    judge: &mut impl FnMut(&Dictionary) -> Result<(), DocumentFault>,
) -> Result<(), DocumentFault> {
    match object {
        Object::Array(objects) => objects.iter().try_for_each(|each| look(each, judge)),
        Object::Dictionary(dictionary) => look_in(dictionary, judge),
        Object::Stream(Stream { dict, .. }) => look_in(dict, judge),
        _ => Ok(()),
    }
}

fn look_in(
    dictionary: &Dictionary,
    judge: &mut impl FnMut(&Dictionary) -> Result<(), DocumentFault>,
) -> Result<(), DocumentFault> {
    judge(dictionary)?;
    dictionary.iter().try_for_each(|(_, each)| look(each, judge))
}

/// Refuses a dictionary that acts, and notes what else it tells.
fn judge(dictionary: &Dictionary, read: &mut Read) -> Result<(), DocumentFault> {
    let name = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).unwrap_or_default();
    let acts = ACTS.iter().any(|key| dictionary.has(key))
        || ACTIONS.contains(&name(b"S"))
        || name(b"Type") == b"EmbeddedFile"
        || (dictionary.has(b"Rect") && MEDIA.contains(&name(b"Subtype")));
    if acts {
        return Err(DocumentFault::Active);
    }
    // Only what has a place on a page is an annotation; fonts and pictures have subtypes too.
    if dictionary.has(b"Rect") {
        match name(b"Subtype") {
            b"Redact" => read.finds(Finding::Unredacted),
            kind if COMMENTS.contains(&kind) => read.finds(Finding::Comments),
            _ => {}
        }
    }
    Ok(())
}

/// Reads the text page by page, as long as there is room and time for it.
fn text(document: &Document) -> String {
    let (begun, mut text) = (Instant::now(), String::new());
    for number in document.get_pages().keys() {
        if text.len() > 4 * MOST_TEXT || begun.elapsed() > PATIENCE {
            break;
        }
        // A page that cannot be read has no text, and the others have.
        let page = document.extract_text_with_limit(&[*number], MOST_UNPACKED).unwrap_or_default();
        text.push_str(page.trim_end());
        text.push('\n');
    }
    text.replace('\0', "")
}

/// Takes out who made a document and with what; its title stays, and that it claims PDF/UA, which screen readers ask for.
fn forget(document: &mut Document) -> bool {
    let about = about(document);
    let mut was_about = false;
    for object in document.objects.values_mut() {
        was_about |= forget_in(object);
    }
    let info = document.trailer.remove(b"Info");
    let info =
        info.and_then(|info| document.dereference(&info).ok().and_then(|(_, info)| info.as_dict().ok().cloned()));
    if let Some(info) = info {
        was_about |= info.iter().any(|(key, _)| key != b"Title");
        if let Ok(title) = info.get(b"Title") {
            let kept = Dictionary::from_iter([(b"Title".to_vec(), title.clone())]);
            let kept = document.add_object(kept);
            document.trailer.set("Info", kept);
        }
    }
    if let Some(about) = about {
        let kind = [("Type", "Metadata"), ("Subtype", "XML")];
        let kind = Dictionary::from_iter(kind.map(|(key, name)| (key, Object::Name(name.into()))));
        let stream = document.add_object(Stream::new(kind, about.into_bytes()));
        if let Ok(catalog) = document.catalog_mut() {
            catalog.set("Metadata", stream);
        }
    }
    document.prune_objects();
    was_about
}

fn forget_in(object: &mut Object) -> bool {
    match object {
        Object::Array(objects) => objects.iter_mut().fold(false, |was, each| forget_in(each) | was),
        Object::Dictionary(dictionary) | Object::Stream(Stream { dict: dictionary, .. }) => {
            let was = FOR_PROGRAMS.iter().fold(false, |was, key| dictionary.remove(key).is_some() | was);
            dictionary.iter_mut().fold(was, |was, (_, each)| forget_in(each) | was)
        }
        _ => false,
    }
}

/// Writes what stays of what a document says of itself: its title, and which part of PDF/UA it claims. Nothing, where it claims none.
fn about(document: &Document) -> Option<String> {
    const UA: &str = "http://www.aiim.org/pdfua/ns/id/";
    const DC: &str = "http://purl.org/dc/elements/1.1/";
    const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let stream = document.catalog().ok()?.get_deref(b"Metadata", document).ok()?.as_stream().ok()?;
    let said = stream.decompressed_content_with_limit(MOST_ABOUT).unwrap_or_else(|_| stream.content.clone());
    let said = String::from_utf8(said).ok()?;
    let said = roxmltree::Document::parse(said.trim_start_matches('\u{feff}').trim_end_matches('\0')).ok()?;
    let part = said.descendants().find_map(|node| {
        let of_attribute = node.attribute((UA, "part"));
        of_attribute.or_else(|| node.has_tag_name((UA, "part")).then(|| node.text()).flatten())
    });
    let part =
        part.map(str::trim).filter(|part| part.len() == 1 && part.chars().all(|letter| letter.is_ascii_digit()))?;
    let title = said.descendants().find(|node| node.has_tag_name((DC, "title")));
    let title =
        title.and_then(|title| title.descendants().find_map(|node| node.text().filter(|text| !text.trim().is_empty())));
    let title = title.map_or_else(String::new, |title| {
        let title = escape(title.trim());
        format!("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>")
    });
    Some(format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"{RDF}\">\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"{DC}\" xmlns:pdfuaid=\"{UA}\">{title}<pdfuaid:part>{part}</pdfuaid:part>\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    ))
}

/// Writes a document anew, and sees that it still has the same pages with the same text.
fn anew(document: &mut Document, before: &str) -> Result<Vec<u8>, DocumentFault> {
    let pages = document.get_pages().len();
    let mut written = Vec::new();
    document.save_to(&mut written).map_err(|_| DocumentFault::Unreadable)?;
    let again = load(&written)?;
    if again.get_pages().len() == pages && text(&again) == before {
        Ok(written)
    } else {
        Err(DocumentFault::Unreadable)
    }
}
