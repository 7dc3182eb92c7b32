//! KML: every polygon wherever it stands. Only its lines are read, and no entity is ever expanded.

use roxmltree::{Document, Node};

use crate::{
    Fault, Format, System,
    outlines::{Outlines, Place, Said},
};

/// The longest tag, in bytes. Attributes are compared each with each, which takes long for very many.
const LONGEST_TAG: usize = 4 * 1024;

pub(super) fn outlines(text: &str) -> Result<Outlines, Fault> {
    const DAMAGED: Fault = Fault::Damaged { format: Format::Kml };
    let is_too_long = |after: &str| after.find('>').unwrap_or(after.len()) > LONGEST_TAG;
    if text.split('<').skip(1).any(is_too_long) {
        return Err(DAMAGED);
    }
    let file = Document::parse(text).map_err(|_| DAMAGED)?;
    if file.root_element().tag_name().name() != "kml" {
        return Err(Fault::UnknownFormat);
    }
    let mut drawn = Outlines::new(Said::System(System::Degrees));
    for node in file.descendants() {
        match node.tag_name().name() {
            "Polygon" => polygon(node, &mut drawn)?,
            "Point" | "LineString" | "Track" => drawn.others += 1,
            _ => {}
        }
    }
    Ok(drawn)
}

fn polygon(polygon: Node, drawn: &mut Outlines) -> Result<(), Fault> {
    drawn.begin()?;
    for node in polygon.descendants().filter(|node| node.tag_name().name() == "coordinates") {
        drawn.line(node.text().unwrap_or_default().split_whitespace().map(place))?;
    }
    Ok(())
}

/// Reads longitude, latitude and perhaps a height, with commas between them.
fn place(written: &str) -> Place {
    let mut numbers = written.split(',').map(|number| number.parse().unwrap_or(f64::NAN));
    let mut number = || numbers.next().unwrap_or(f64::NAN);
    (number(), number())
}
