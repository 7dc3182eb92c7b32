//! How much land two boundaries have in common.

use domain::boundary::{Boundary, Corner, Ring};
use geo::{Area, BooleanOps, LineString, MultiPolygon, Polygon};
use num_traits::ToPrimitive;

/// Millimetres in a metre.
const MILLIMETRES: f64 = 1_000.0;

/// Gives the land that two boundaries share, in square metres.
pub fn shared_square_metres(one: &Boundary, other: &Boundary) -> f64 {
    let are_apart = match (one.bounds(), other.bounds()) {
        (Some((Corner(west, south), Corner(east, north))), Some((least, most))) => {
            most.0 < west || least.0 > east || most.1 < south || least.1 > north
        }
        _ => true,
    };
    if are_apart { 0.0 } else { in_metres(one).intersection(&in_metres(other)).unsigned_area() }
}

fn in_metres(boundary: &Boundary) -> MultiPolygon {
    let part = |part: &domain::boundary::Part| Polygon::new(line(&part.edge), part.holes.iter().map(line).collect());
    MultiPolygon(boundary.parts.iter().map(part).collect())
}

fn line(ring: &Ring) -> LineString {
    let metres = |millimetres: i64| millimetres.to_f64().map(|millimetres| millimetres / MILLIMETRES);
    ring.corners.iter().filter_map(|corner| Some((metres(corner.0)?, metres(corner.1)?))).collect()
}

#[cfg(test)]
mod tests {
    use domain::boundary::Part;

    use super::*;

    fn square(west: i64, south: i64, side: i64) -> Boundary {
        let (east, north) = (west + side, south + side);
        let metres = [(west, south), (east, south), (east, north), (west, north)];
        let corners = metres.map(|(east, north)| Corner(east * 1_000, north * 1_000)).to_vec();
        Boundary { parts: vec![Part { edge: Ring { corners }, holes: vec![] }] }
    }

    #[test]
    fn squares_share_what_lies_in_both() {
        let shared = |other: &Boundary| shared_square_metres(&square(340_000, 390_000, 100), other).round();
        assert_eq!(shared(&square(340_050, 390_050, 100)).to_string(), "2500");
        assert_eq!(shared(&square(340_000, 390_000, 100)).to_string(), "10000");
        assert_eq!(shared(&square(340_100, 390_000, 100)).to_string(), "0");
        assert_eq!(shared(&square(440_000, 390_000, 100)).to_string(), "0");
        assert_eq!(shared(&Boundary { parts: vec![] }).to_string(), "0");
    }
}
