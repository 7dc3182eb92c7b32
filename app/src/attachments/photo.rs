//! Photos and pictures, without what they say of themselves: where, when and with what they were taken. Which way up they are
//! shown stays.

use std::io::Cursor;

use axum::body::Bytes;
use domain::question::FileFormat;
use exif::{Field, In, Reader, Tag, Value, experimental::Writer};
use img_parts::{
    ImageEXIF,
    jpeg::{Jpeg, JpegSegment, markers},
    png::Png,
    riff::RiffContent,
    webp::{CHUNK_ALPH, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ICCP, CHUNK_VP8, CHUNK_VP8L, CHUNK_VP8X, WebP},
};

/// What has to stay of a PNG to draw it.
const PNG_KEPT: [[u8; 4]; 14] = [
    *b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"gAMA", *b"cHRM", *b"sRGB", *b"iCCP", *b"sBIT", *b"pHYs",
    *b"acTL", *b"fcTL", *b"fdAT",
];
/// What has to stay of a WebP to draw it.
const WEBP_KEPT: [[u8; 4]; 7] = [CHUNK_VP8X, CHUNK_ICCP, CHUNK_ANIM, CHUNK_ANMF, CHUNK_ALPH, CHUNK_VP8, CHUNK_VP8L];
/// The bit of a WebP's first chunk that promises a description of the picture.
const WEBP_DESCRIBED: u8 = 0b0000_0100;
/// How a picture is shown that is stored as it is seen; up to 8 there are other ways.
const UPRIGHT: u32 = 1;
const LAST_WAY: u32 = 8;

/// Gives a picture without what it says of itself; nothing, where it is none or cannot be read.
pub(crate) fn cleaned(bytes: &Bytes) -> Option<(FileFormat, Vec<u8>)> {
    let cleaned = |format, clean: fn(Bytes) -> Option<Vec<u8>>| Some((format, clean(bytes.clone())?));
    cleaned(FileFormat::Jpeg, jpeg)
        .or_else(|| cleaned(FileFormat::Png, png))
        .or_else(|| cleaned(FileFormat::Webp, webp))
}

fn jpeg(bytes: Bytes) -> Option<Vec<u8>> {
    let mut image = Jpeg::from_bytes(bytes).ok()?;
    image.dimensions()?;
    let upright = image.exif().and_then(|exif| orientation(&exif));
    image.segments_mut().retain(is_drawn);
    image.set_exif(upright);
    let scan: usize = 2 + image.segments().iter().map(JpegSegment::len).sum::<usize>();
    let mut written = image.encoder().bytes().to_vec();
    // Further pictures, films and what cameras write behind the picture have descriptions of their own.
    let end = end_of_scans(&written, scan)?;
    written.truncate(end);
    Some(written)
}

/// Says whether a segment is needed to draw the picture in its colours.
fn is_drawn(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => segment.contents().starts_with(b"Adobe"),
        marker => !is_description(marker),
    }
}

fn is_description(marker: u8) -> bool {
    (markers::APP0..=markers::APP15).contains(&marker) || marker == markers::COM
}

/// Finds where a picture ends whose scans begin at a place; nothing, where it describes itself between them.
fn end_of_scans(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let Some(found) = bytes.get(at..)?.iter().position(|byte| *byte == markers::P) else {
            return Some(bytes.len());
        };
        at += found + 1;
        let Some(marker) = bytes.get(at) else { return Some(bytes.len()) };
        match *marker {
            markers::P => {}
            markers::Z | markers::RST0..=markers::RST7 => at += 1,
            markers::EOI => return Some(at + 1),
            marker if is_description(marker) => return None,
            _ => {
                let length = bytes.get(at + 1..at + 3)?;
                at += 1 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
        }
    }
}

fn png(bytes: Bytes) -> Option<Vec<u8>> {
    let mut image = Png::from_bytes(bytes).ok()?;
    image.dimensions()?;
    let upright = image.exif().and_then(|exif| orientation(&exif));
    image.chunks_mut().retain(|chunk| PNG_KEPT.contains(&chunk.kind()));
    image.set_exif(upright);
    Some(image.encoder().bytes().to_vec())
}

fn webp(bytes: Bytes) -> Option<Vec<u8>> {
    let mut image = WebP::from_bytes(bytes).ok()?;
    image.dimensions()?;
    let upright = image.exif().and_then(|exif| orientation(&exif));
    image.chunks_mut().retain(|chunk| WEBP_KEPT.contains(&chunk.id()));
    for chunk in image.chunks_mut().iter_mut().filter(|chunk| chunk.id() == CHUNK_VP8X) {
        if let RiffContent::Data(data) = chunk.content_mut() {
            let mut promised = data.to_vec();
            promised.iter_mut().take(1).for_each(|flags| *flags &= !WEBP_DESCRIBED);
            *data = promised.into();
        }
    }
    image.set_exif(upright);
    Some(image.encoder().bytes().to_vec())
}

/// Writes anew which way up a picture is shown, and nothing else of what stood there.
fn orientation(exif: &Bytes) -> Option<Bytes> {
    let read = Reader::new().read_raw(exif.to_vec()).ok()?;
    let way = read.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    let way = u16::try_from(way).ok().filter(|_| (UPRIGHT + 1..=LAST_WAY).contains(&way))?;
    let field = Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value: Value::Short(vec![way]) };
    let mut writer = Writer::new();
    writer.push_field(&field);
    let mut written = Cursor::new(Vec::new());
    writer.write(&mut written, false).ok()?;
    Some(written.into_inner().into())
}

#[cfg(test)]
mod tests;
