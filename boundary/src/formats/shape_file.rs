//! Archives: a shapefile with its reference system, or a KMZ.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use shapefile::{Shape, ShapeReader, record::traits::HasXY};
use zip::{ZipArchive, result::ZipError};

use super::{MOST_BYTES, MOST_TEXT_BYTES, bytes, kml};
use crate::{
    Fault, Format, System,
    outlines::{Outlines, Said},
    system::name_in,
};

/// The most files in an archive: a shapefile has some ten.
const MOST_FILES: usize = 100;
/// The most bytes of the text that names the reference system.
const MOST_SYSTEM_BYTES: usize = 64 * 1024;

const DAMAGED: Fault = Fault::Damaged { format: Format::Shapefile };

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

pub(super) fn outlines(file: &[u8]) -> Result<Outlines, Fault> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| DAMAGED)?;
    if archive.len() > MOST_FILES {
        return Err(Fault::NoShapefile);
    }
    let names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    let with_ending = |ending: &str| -> Vec<&String> {
        let is_hidden = |name: &str| name.starts_with("__MACOSX/");
        let has_ending = |name: &str| name.to_ascii_lowercase().ends_with(ending);
        names.iter().filter(|name| has_ending(name) && !is_hidden(name)).collect()
    };
    if let [name] = with_ending(".kml").as_slice() {
        let unpacked = unpacked(&mut archive, name, MOST_TEXT_BYTES)?;
        let text = String::from_utf8(unpacked).map_err(|_| Fault::Damaged { format: Format::Kml })?;
        return kml::outlines(text.trim_start_matches('\u{feff}'));
    }
    match with_ending(".shp").as_slice() {
        [] => Err(Fault::NoShapefile),
        [name] => {
            let stem = &name[..name.len() - ".shp".len()];
            let is_its_system = |other: &&&String| other.len() == name.len() && other.starts_with(stem);
            let system = with_ending(".prj").into_iter().find(|other| is_its_system(&other)).cloned();
            let said = system.map_or(Ok(Said::Nothing), |system| said(&mut archive, &system))?;
            shapes(&unpacked(&mut archive, name, MOST_BYTES)?, said)
        }
        _ => Err(Fault::SeveralShapefiles),
    }
}

fn said(archive: &mut Archive, name: &str) -> Result<Said, Fault> {
    let unpacked = unpacked(archive, name, MOST_SYSTEM_BYTES)?;
    let text = String::from_utf8_lossy(&unpacked);
    let other = || Said::Other(name_in(&text).unwrap_or_default().to_owned());
    Ok(System::by_text(&text).map_or_else(other, Said::System))
}

/// Unpacks one file, whatever the archive says of its size.
fn unpacked(archive: &mut Archive, name: &str, at_most: usize) -> Result<Vec<u8>, Fault> {
    let refused = |error: ZipError| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Fault::Locked,
        _ => DAMAGED,
    };
    let mut content = Vec::new();
    let file = archive.by_name(name).map_err(refused)?;
    file.take(bytes(at_most) + 1).read_to_end(&mut content).map_err(|_| DAMAGED)?;
    if content.len() > at_most { Err(Fault::TooLarge { at_most: bytes(at_most) }) } else { Ok(content) }
}

fn shapes(file: &[u8], said: Said) -> Result<Outlines, Fault> {
    let mut reader = ShapeReader::new(Cursor::new(file)).map_err(|_| DAMAGED)?;
    let mut drawn = Outlines::new(said);
    for shape in reader.iter_shapes() {
        match shape.map_err(|_| DAMAGED)? {
            Shape::Polygon(polygon) => add(polygon.rings(), &mut drawn)?,
            Shape::PolygonM(polygon) => add(polygon.rings(), &mut drawn)?,
            Shape::PolygonZ(polygon) => add(polygon.rings(), &mut drawn)?,
            Shape::NullShape => {}
            _ => drawn.others += 1,
        }
    }
    Ok(drawn)
}

fn add<P: HasXY>(rings: &[shapefile::PolygonRing<P>], drawn: &mut Outlines) -> Result<(), Fault> {
    drawn.begin()?;
    rings.iter().try_for_each(|ring| drawn.line(ring.points().iter().map(|point| (point.x(), point.y()))))
}
