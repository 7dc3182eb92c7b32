//! The formats of geographic programs: told by their content, each read into outlines.

mod geo_json;
mod geo_package;
mod kml;
mod shape_file;

use crate::{Fault, outlines::Outlines};

/// The most bytes of a file: a boundary of 20,000 corners takes a tenth of it.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
/// The most bytes of a file that is text, of which much more is needed in memory than it has.
pub const MOST_TEXT_BYTES: usize = 1024 * 1024;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// GeoJSON (RFC 7946), also in other reference systems, as it was before.
    GeoJson,
    /// `GeoPackage` of the Open Geospatial Consortium.
    GeoPackage,
    /// A shapefile, with its files in one archive.
    Shapefile,
    /// KML, by itself or in its archive (KMZ).
    Kml,
}

/// Reads all outlines of a file.
pub(crate) async fn outlines(file: Vec<u8>) -> Result<Outlines, Fault> {
    if file.is_empty() {
        return Err(Fault::Empty);
    }
    if file.len() > MOST_BYTES {
        return Err(Fault::TooLarge { at_most: bytes(MOST_BYTES) });
    }
    match file.as_slice() {
        [b'P', b'K', 3 | 5 | 7, ..] => shape_file::outlines(&file),
        [0, 0, 0x27, 0x0a, ..] => Err(Fault::BareShapefile),
        file if file.starts_with(b"SQLite format 3\0") => geo_package::outlines(file).await,
        file if is_picture(file) => Err(Fault::Picture),
        _ => text(&file),
    }
}

fn text(file: &[u8]) -> Result<Outlines, Fault> {
    let text = std::str::from_utf8(file).map_err(|_| Fault::UnknownFormat)?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let is_kml = text.starts_with('<');
    if !is_kml && !text.starts_with('{') {
        return Err(Fault::UnknownFormat);
    }
    if text.len() > MOST_TEXT_BYTES {
        return Err(Fault::TooLarge { at_most: bytes(MOST_TEXT_BYTES) });
    }
    if is_kml { kml::outlines(text) } else { geo_json::outlines(text) }
}

fn is_picture(file: &[u8]) -> bool {
    let beginnings: [&[u8]; 7] =
        [b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\xd0\xcf\x11\xe0"];
    let is_heic = file.get(4..8) == Some(b"ftyp");
    let is_webp = file.starts_with(b"RIFF");
    is_heic || is_webp || beginnings.iter().any(|beginning| file.starts_with(beginning))
}

fn bytes(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
