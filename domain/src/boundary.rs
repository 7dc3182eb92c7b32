//! The boundary of a site: the land that it encloses, in parts, on the British National Grid.
//!
//! Corners are whole millimetres, so that areas are exact and two boundaries are equal or not. Reading one from a
//! file, judging it and writing it is in the room `boundary`.

use serde::{Deserialize, Serialize};

use crate::{eoi::Hectares, grid_reference::GridReference, refusal::Reason};

/// The most corners that all lines of a boundary may have together.
pub const MOST_CORNERS: usize = 20_000;
/// The most parts that a boundary may have; parts that touch along a line are one.
pub const MOST_PARTS: usize = 50;

/// Millimetres in a metre.
const MILLIMETRES: i64 = 1_000;
/// Square millimetres in a hundredth of a hectare.
const HUNDREDTH: i128 = 100 * 1_000_000;

/// Where a line turns: millimetres east and north of the grid's origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Corner(pub i64, pub i64);

impl Corner {
    /// Gives the square of the grid with sides of so many metres in which the corner lies; none outside the grid.
    pub fn square(self, precision: u32) -> Option<GridReference> {
        let metres = |millimetres: i64| u32::try_from(millimetres.div_euclid(MILLIMETRES)).ok();
        GridReference::at(metres(self.0)?, metres(self.1)?, precision)
    }
}

/// A line that ends where it begins; its first corner is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ring {
    /// The corners in their order.
    pub corners: Vec<Corner>,
}

impl Ring {
    /// Gives twice the area within, in square millimetres, by the formula of Gauss; it is exact.
    fn doubled_area(&self) -> i128 {
        let next = self.corners.iter().cycle().skip(1);
        let cross = |(a, b): (&Corner, &Corner)| i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1);
        self.corners.iter().zip(next).map(cross).sum::<i128>().abs()
    }
}

/// Land in one piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The line around it.
    pub edge: Ring,
    /// The lines around what lies within and does not belong to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holes: Vec<Ring>,
}

impl Part {
    /// Gives every line: the edge, then the holes.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        std::iter::once(&self.edge).chain(&self.holes)
    }

    fn doubled_area(&self) -> i128 {
        self.edge.doubled_area() - self.holes.iter().map(Ring::doubled_area).sum::<i128>()
    }
}

/// The land of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Boundary {
    /// Its parts; no two of them overlap.
    pub parts: Vec<Part>,
}

impl Boundary {
    /// Gives every line of every part.
    pub fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.parts.iter().flat_map(Part::rings)
    }

    /// Gives every corner of every line.
    pub fn corners(&self) -> impl Iterator<Item = Corner> {
        self.rings().flat_map(|ring| ring.corners.iter().copied())
    }

    /// Gives the area in square millimetres; it is exact.
    pub fn square_millimetres(&self) -> i128 {
        self.parts.iter().map(Part::doubled_area).sum::<i128>() / 2
    }

    /// Gives the area, rounded to the nearest hundredth of a hectare.
    ///
    /// # Errors
    /// When it is smaller or larger than a site may be.
    pub fn area(&self) -> Result<Hectares, Reason> {
        Hectares::of(u32::try_from((self.square_millimetres() + HUNDREDTH / 2) / HUNDREDTH).ok())
    }

    /// Gives the corners of the upright box around it, in the south-west and in the north-east; none without parts.
    pub fn bounds(&self) -> Option<(Corner, Corner)> {
        let first = self.corners().next()?;
        Some(self.corners().fold((first, first), |(least, most), corner| {
            (Corner(least.0.min(corner.0), least.1.min(corner.1)), Corner(most.0.max(corner.0), most.1.max(corner.1)))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(metres: &[(i64, i64)]) -> Ring {
        Ring { corners: metres.iter().map(|(east, north)| Corner(east * MILLIMETRES, north * MILLIMETRES)).collect() }
    }

    fn square(west: i64, south: i64, side: i64) -> Ring {
        ring(&[(west, south), (west + side, south), (west + side, south + side), (west, south + side)])
    }

    fn of(edge: Ring, holes: Vec<Ring>) -> Boundary {
        Boundary { parts: vec![Part { edge, holes }] }
    }

    #[test]
    fn a_square_of_a_hundred_metres_is_a_hectare() {
        let area = |boundary: Boundary| boundary.area().unwrap().to_string();
        assert_eq!(area(of(square(339_500, 388_000, 100), vec![])), "1.00");
        assert_eq!(area(of(ring(&[(0, 0), (300, 0), (0, 100)]), vec![])), "1.50");
    }

    #[test]
    fn what_lies_within_a_hole_does_not_count_whichever_way_around_it_is_drawn() {
        let mut hole = square(339_550, 388_050, 20);
        let with = |hole: &Ring| of(square(339_500, 388_000, 100), vec![hole.clone()]).area().unwrap().to_string();
        assert_eq!(with(&hole), "0.96");
        hole.corners.reverse();
        assert_eq!(with(&hole), "0.96");
    }

    #[test]
    fn an_area_is_rounded_to_the_nearest_hundredth_and_has_to_be_one() {
        assert_eq!(of(square(0, 0, 12), vec![]).area().unwrap().to_string(), "0.01");
        assert!(matches!(of(square(0, 0, 7), vec![]).area(), Err(Reason::TooSmall { .. })));
        assert!(matches!(of(square(0, 0, 32_000), vec![]).area(), Err(Reason::TooLarge { .. })));
    }

    #[test]
    fn a_corner_lies_in_a_square_and_a_boundary_in_a_box() {
        let boundary = of(square(339_500, 388_000, 100), vec![]);
        let (least, most) = boundary.bounds().unwrap();
        assert_eq!(least.square(100).unwrap().written, "SJ 395 880");
        assert_eq!(most, Corner(339_600_000, 388_100_000));
        assert_eq!(Corner(-1, 0).square(100), None);
        assert_eq!(Boundary { parts: vec![] }.bounds(), None);
    }

    #[test]
    fn what_is_stored_is_short_and_is_read_back() {
        let boundary = of(ring(&[(0, 0), (3, 0), (0, 1)]), vec![]);
        let stored = serde_json::to_string(&boundary).unwrap();
        assert_eq!(stored, r#"[{"edge":[[0,0],[3000,0],[0,1000]]}]"#);
        assert_eq!(serde_json::from_str::<Boundary>(&stored).unwrap(), boundary);
    }
}
