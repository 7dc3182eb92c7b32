//! Writing a boundary for maps and for geographic programs.

use domain::boundary::{Boundary, Part, Ring};
use geojson::{Geometry, GeometryValue, Position};
use num_traits::ToPrimitive;

use crate::system::to_degrees;

/// Millimetres in a metre.
const MILLIMETRES: f64 = 1_000.0;
/// Degrees are written to about a millimetre.
const PARTS_OF_A_DEGREE: f64 = 1e8;

/// Gives a boundary as a geometry of GeoJSON (RFC 7946), in degrees; none if it is off the grid.
pub fn geo_json(boundary: &Boundary) -> Option<Geometry> {
    let coordinates = boundary.parts.iter().map(part).collect::<Option<_>>()?;
    Some(Geometry::new(GeometryValue::MultiPolygon { coordinates }))
}

/// Gives the lines of a part, the edge against the clock and holes with it, as the standard asks.
fn part(part: &Part) -> Option<Vec<Vec<Position>>> {
    part.rings().enumerate().map(|(index, ring)| line(ring, index == 0)).collect()
}

fn line(ring: &Ring, is_edge: bool) -> Option<Vec<Position>> {
    let mut line = ring.corners.iter().map(|corner| position(corner.0, corner.1)).collect::<Option<Vec<_>>>()?;
    if is_against_the_clock(ring) != is_edge {
        line.reverse();
    }
    line.push(line.first()?.clone());
    Some(line)
}

fn is_against_the_clock(ring: &Ring) -> bool {
    let next = ring.corners.iter().cycle().skip(1);
    let doubled = ring
        .corners
        .iter()
        .zip(next)
        .map(|(a, b)| i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1));
    doubled.sum::<i128>() > 0
}

fn position(east: i64, north: i64) -> Option<Position> {
    let metres = |millimetres: i64| millimetres.to_f64().map(|millimetres| millimetres / MILLIMETRES);
    let (longitude, latitude) = to_degrees(metres(east)?, metres(north)?)?;
    let rounded = |degrees: f64| (degrees * PARTS_OF_A_DEGREE).round() / PARTS_OF_A_DEGREE;
    Some(Position::from([rounded(longitude), rounded(latitude)]))
}
