//! Judges what a file draws, and joins it to one boundary on the National Grid.

use domain::boundary::{Boundary, Corner, MOST_PARTS, Part, Ring};
use geo::{Area, BooleanOps, LineString, MultiPolygon, Orient, Polygon, bool_ops::FillRule, orient::Direction};
use num_traits::ToPrimitive;

use crate::{
    Fault, Note, Read, System,
    crossing::{Tangled, crossing},
    outlines::{Outline, Outlines, Place, Said},
};

/// The squares of 100 km in which some of England lies, by their letters.
const ENGLAND: [&str; 28] = [
    "NT", "NU", "NX", "NY", "NZ", "OV", "SD", "SE", "TA", "SJ", "SK", "TF", "TG", "SO", "SP", "TL", "TM", "SS", "ST",
    "SU", "TQ", "TR", "SV", "SW", "SX", "SY", "SZ", "TV",
];
/// How precise a reference is that says where something is wrong, in metres.
const NEAR: u32 = 10;
/// The side of the squares by which it is told whether land lies in England, in metres.
const COARSE: u32 = 10_000;
/// Where the British Isles lie, in degrees, so that latitude before longitude is seen.
const LATITUDES: std::ops::RangeInclusive<f64> = 49.0..=61.0;
const LONGITUDES: std::ops::RangeInclusive<f64> = -9.0..=2.0;
/// Land that overlaps by less than this is nothing to speak of: neighbouring fields are drawn no better.
const OVERLAP_TOLERANCE: f64 = 10.0;

const MILLIMETRES: f64 = 1_000.0;
const SQUARE_MILLIMETRES: f64 = MILLIMETRES * MILLIMETRES;

/// Judges what a file draws.
pub(crate) fn judge(mut drawn: Outlines) -> Result<Read, Fault> {
    let mut notes = Vec::new();
    drawn.all.retain(|outline| outline.lines.iter().any(|line| !line.is_empty()));
    if drawn.all.is_empty() {
        return Err(Fault::NoAreas { others: drawn.others });
    }
    refuse_what_is_no_number(&drawn.all)?;
    let system = system(&drawn, &mut notes)?;
    if system == System::Degrees && is_swapped(&drawn.all) {
        swap(&mut drawn.all);
        notes.push(Note::Swapped);
    }
    let areas = on_the_grid(&drawn.all, system, &mut notes)?;
    let boundary = join(&areas, &mut notes)?;
    if drawn.others > 0 {
        notes.push(Note::LeftOut { others: drawn.others });
    }
    in_england(&boundary, &mut notes)?;
    boundary.area().map_err(Fault::Area)?;
    Ok(Read { boundary, notes })
}

fn refuse_what_is_no_number(outlines: &[Outline]) -> Result<(), Fault> {
    let is_number = |outline: &Outline| places(outline).all(|(x, y)| x.is_finite() && y.is_finite());
    let odd = outlines.iter().position(|outline| !is_number(outline));
    odd.map_or(Ok(()), |index| Err(Fault::NotANumber { outline: index + 1 }))
}

fn places(outline: &Outline) -> impl Iterator<Item = Place> + Clone {
    outline.lines.iter().flatten().copied()
}

fn system(drawn: &Outlines, notes: &mut Vec<Note>) -> Result<System, Fault> {
    match &drawn.said {
        Said::System(system) => Ok(*system),
        Said::Other(name) => Err(Fault::UnknownSystem { name: Some(name.clone()) }),
        Said::Nothing => {
            let guessed = System::guessed(drawn.all.iter().flat_map(places));
            let system = guessed.ok_or(Fault::UnknownSystem { name: None })?;
            notes.push(Note::Assumed { system });
            Ok(system)
        }
    }
}

fn is_swapped(outlines: &[Outline]) -> bool {
    outlines.iter().flat_map(places).all(|(x, y)| LATITUDES.contains(&x) && LONGITUDES.contains(&y))
}

fn swap(outlines: &mut [Outline]) {
    for (x, y) in outlines.iter_mut().flat_map(|outline| &mut outline.lines).flatten() {
        std::mem::swap(x, y);
    }
}

/// Puts each outline on the grid, as the area within an odd number of its lines.
fn on_the_grid(outlines: &[Outline], system: System, notes: &mut Vec<Note>) -> Result<Vec<MultiPolygon>, Fault> {
    let mut open = 0;
    let areas = outlines.iter().enumerate().map(|(index, outline)| {
        let number = index + 1;
        let mut polygons = Vec::new();
        for line in outline.lines.iter().filter(|line| !line.is_empty()) {
            let corner =
                |place: &Place| system.to_grid(*place).and_then(corner).ok_or(Fault::OffTheGrid { outline: number });
            let mut corners = line.iter().map(corner).collect::<Result<Vec<_>, _>>()?;
            open += usize::from(!close(&mut corners));
            if corners.len() < 3 {
                continue;
            }
            refuse_crossing(&corners, number)?;
            polygons.push(Polygon::new(corners.into_iter().filter_map(coordinates).collect(), vec![]));
        }
        if polygons.is_empty() {
            return Err(Fault::TooFewCorners { outline: number });
        }
        let lines = MultiPolygon(polygons);
        Ok(lines.union_with_fill_rule(&MultiPolygon(vec![]), FillRule::EvenOdd).orient(Direction::Default))
    });
    let areas = areas.collect::<Result<_, _>>()?;
    if open > 0 {
        notes.push(Note::Closed { lines: open });
    }
    Ok(areas)
}

fn corner((easting, northing): Place) -> Option<Corner> {
    let millimetres = |metres: f64| (metres * MILLIMETRES).round().to_i64();
    Some(Corner(millimetres(easting)?, millimetres(northing)?))
}

fn coordinates(corner: Corner) -> Option<Place> {
    Some((corner.0.to_f64()?, corner.1.to_f64()?))
}

/// Takes away corners that repeat the one before, and the last if it is the first; says whether it was.
fn close(corners: &mut Vec<Corner>) -> bool {
    corners.dedup();
    let is_closed = corners.first() == corners.last();
    if is_closed {
        corners.pop();
    }
    is_closed
}

fn refuse_crossing(corners: &[Corner], outline: usize) -> Result<(), Fault> {
    match crossing(corners) {
        Ok(None) => Ok(()),
        Ok(Some(corner)) => Err(Fault::SidesCross { outline, near: corner.square(NEAR) }),
        Err(Tangled) => Err(Fault::Tangled { outline }),
    }
}

fn join(areas: &[MultiPolygon], notes: &mut Vec<Note>) -> Result<Boundary, Fault> {
    let joined = geo::unary_union(areas);
    let twice = areas.iter().map(Area::unsigned_area).sum::<f64>() - joined.unsigned_area();
    let square_metres = (twice / SQUARE_MILLIMETRES).round();
    if square_metres >= OVERLAP_TOLERANCE {
        notes.push(Note::Overlap { square_metres: square_metres.to_u64().unwrap_or(u64::MAX) });
    }
    let mut parts: Vec<Part> = joined.iter().filter_map(part).collect();
    if parts.is_empty() {
        return Err(Fault::TooFewCorners { outline: 1 });
    }
    if parts.len() > MOST_PARTS {
        return Err(Fault::TooManyParts { at_most: MOST_PARTS, given: parts.len() });
    }
    parts.sort_by(|one, other| one.edge.corners.cmp(&other.edge.corners));
    Ok(Boundary { parts })
}

fn part(polygon: &Polygon) -> Option<Part> {
    let mut holes: Vec<Ring> = polygon.interiors().iter().filter_map(ring).collect();
    holes.sort_by(|one, other| one.corners.cmp(&other.corners));
    Some(Part { edge: ring(polygon.exterior())?, holes })
}

/// Gives the ring from its least corner on, so that the same land is always written alike; none if it encloses nothing.
fn ring(line: &LineString) -> Option<Ring> {
    let corner = |place: &geo::Coord| Some(Corner(place.x.round().to_i64()?, place.y.round().to_i64()?));
    let mut corners = line.0.iter().map(corner).collect::<Option<Vec<_>>>()?;
    close(&mut corners);
    let (first, _) = corners.iter().enumerate().min_by_key(|(_, corner)| **corner)?;
    corners.rotate_left(first);
    (corners.len() >= 3).then_some(Ring { corners })
}

fn in_england(boundary: &Boundary, notes: &mut Vec<Note>) -> Result<(), Fault> {
    let is_there = |corner: Corner| {
        let square = corner.square(COARSE);
        square.is_some_and(|square| ENGLAND.iter().any(|letters| square.written.starts_with(letters)))
    };
    if !boundary.corners().any(is_there) {
        return Err(Fault::NotInEngland { near: boundary.corners().next().and_then(|corner| corner.square(NEAR)) });
    }
    if !boundary.corners().all(is_there) {
        notes.push(Note::PartlyOutside);
    }
    Ok(())
}
