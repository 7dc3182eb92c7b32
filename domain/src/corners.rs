//! Corners: where a place lies that is larger than a point, as the grid references around its edge.

use crate::{
    answer::Location,
    grid_reference::GridReference,
    postcode::{is_area_and_grid_square, outward_code},
    refusal::Reason,
};

/// The fewest corners that enclose something.
pub const FEWEST_CORNERS: usize = 3;
/// The most corners of a place.
pub const MOST_CORNERS: usize = 30;

/// So many references say that an area is meant, and what is like them beside them too.
const FEWEST_BESIDE_A_SLIP: usize = 2;

/// A point in half metres, so that the middle of every square is a whole number.
type Point = (i64, i64);

/// Reads grid references that are parted by commas, semicolons or line ends; none, where anything else stands among them.
pub fn squares(typed: &str) -> Vec<GridReference> {
    parts(typed).map(square).collect::<Option<_>>().unwrap_or_default()
}

/// Gives the part beside two or more grid references that was meant to be one, and is none for the number of its figures.
pub fn slip(typed: &str) -> Option<&str> {
    let references = parts(typed).filter_map(square).count();
    let is_slip =
        |part: &&str| GridReference::is_meant(part) && GridReference::parse(part).is_none() && !is_postcode(part);
    parts(typed).find(is_slip).filter(|_| references >= FEWEST_BESIDE_A_SLIP)
}

/// Writes grid references so that [`squares`] reads them.
pub fn written(squares: &[GridReference]) -> String {
    let references: Vec<&str> = squares.iter().map(|square| square.written.as_str()).collect();
    references.join(", ")
}

/// Takes squares as a point, if all of them are the same, or as the corners of a place, in their order around the edge.
///
/// # Errors
/// With what has to be put right when there are too few or too many, or when two sides meet elsewhere than in a corner.
pub fn corners(mut squares: Vec<GridReference>) -> Result<Location, Reason> {
    squares.dedup_by_key(|square| middle(square));
    // Whoever walks around the edge may end where they began.
    if squares.len() > 1 && squares.first().map(middle) == squares.last().map(middle) {
        squares.pop();
    }
    let given = squares.len();
    if let [point] = squares.as_slice() {
        return Ok(Location::Grid(point.clone()));
    }
    if given < FEWEST_CORNERS {
        return Err(Reason::TooFewCorners { least: FEWEST_CORNERS });
    }
    if given > MOST_CORNERS {
        return Err(Reason::TooManyCorners { at_most: MOST_CORNERS, given });
    }
    let points: Vec<Point> = squares.iter().map(middle).collect();
    if sides_meet(&points) { Err(Reason::SidesCross) } else { Ok(Location::Corners(squares)) }
}

fn parts(typed: &str) -> impl Iterator<Item = &str> {
    typed.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty())
}

/// Reads one grid reference. What may also be the first half of a postcode is one only where it is written with a space, as
/// maps do.
fn square(typed: &str) -> Option<GridReference> {
    let is_reference = !is_postcode(typed) || typed.contains(char::is_whitespace);
    GridReference::parse(typed).filter(|_| is_reference)
}

/// Says whether words may be the first half of a postcode whose letters are those of a square too.
fn is_postcode(typed: &str) -> bool {
    outward_code(typed).as_deref().is_some_and(is_area_and_grid_square)
}

fn middle(square: &GridReference) -> Point {
    let half_metres = |metres: u32| 2 * i64::from(metres) + i64::from(square.precision);
    (half_metres(square.easting), half_metres(square.northing))
}

/// Says whether any two sides of a closed line have more in common than the corner between them.
fn sides_meet(corners: &[Point]) -> bool {
    let count = corners.len();
    let corner = |number: usize| corners[number % count];
    let turns_back = |number: usize| {
        let (before, at, after) = (corner(number), corner(number + 1), corner(number + 2));
        turn(before, at, after) == 0 && !is_in_box(at, before, after)
    };
    let is_met = |number: usize| {
        let apart = (number + 2..count).filter(|other| (other + 1) % count != number);
        apart
            .into_iter()
            .any(|other| have_common((corner(number), corner(number + 1)), (corner(other), corner(other + 1))))
    };
    (0..count).any(|number| turns_back(number) || is_met(number))
}

/// Says whether two sides have a point in common.
fn have_common((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let is_on = |point: Point, (from, to): (Point, Point)| turn(from, to, point) == 0 && is_in_box(point, from, to);
    let parts = |(from, to): (Point, Point), one: Point, other: Point| turn(from, to, one) * turn(from, to, other) < 0;
    is_on(a, (c, d))
        || is_on(b, (c, d))
        || is_on(c, (a, b))
        || is_on(d, (a, b))
        || (parts((a, b), c, d) && parts((c, d), a, b))
}

/// Gives 1 for a turn to the left on the way over three points, -1 for one to the right and 0 for none.
fn turn(from: Point, at: Point, to: Point) -> i64 {
    ((at.0 - from.0) * (to.1 - from.1) - (at.1 - from.1) * (to.0 - from.0)).signum()
}

fn is_in_box(point: Point, one: Point, other: Point) -> bool {
    let is_within = |value: i64, a: i64, b: i64| (a.min(b)..=a.max(b)).contains(&value);
    is_within(point.0, one.0, other.0) && is_within(point.1, one.1, other.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn judged(typed: &str) -> Result<String, Reason> {
        corners(squares(typed)).map(|kept| match kept {
            Location::Corners(corners) => written(&corners),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn references_are_parted_by_commas_semicolons_and_line_ends() {
        let corners = "SJ 395 880, SJ 396 880, SJ 396 881";
        for typed in [corners, "sj395880;SJ396880 ; SJ 396 881", "SJ 395 880\nSJ 396 880,\n\nSJ 396 881\n"] {
            assert_eq!(judged(typed).as_deref(), Ok(corners), "{typed:?}");
        }
    }

    #[test]
    fn where_anything_else_stands_among_them_there_are_none() {
        for typed in ["", ", ;", "SJ 395 880, the pond", "L17, L18, L19", "SK11, SK12, SK 1 1", "SJ 395 880 SJ 396 880"]
        {
            assert_eq!(squares(typed), [], "{typed:?}");
        }
    }

    #[test]
    fn a_way_around_that_ends_where_it_began_has_that_corner_once() {
        let closed = "SJ 395 880, SJ 396 880, SJ 396 880, SJ 396 881, SJ 395 880";
        assert_eq!(judged(closed).as_deref(), Ok("SJ 395 880, SJ 396 880, SJ 396 881"));
    }

    #[test]
    fn one_reference_however_often_it_is_given_is_a_point() {
        for typed in ["SJ 395 880", "SJ 395 880, sj395880", "SJ 395 880\nSJ 395 880; SJ 395 880"] {
            assert_eq!(
                corners(squares(typed)).ok(),
                GridReference::parse("SJ 395 880").map(Location::Grid),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn a_slip_beside_two_references_is_found_and_a_name_or_a_postcode_is_none() {
        for (third, found) in [
            ("SJ 400 88", Some("SJ 400 88")),
            ("sj4", Some("sj4")),
            ("SJ 400000 880000", Some("SJ 400000 880000")),
            ("SJ 400 880", None),
            ("the mill", None),
            ("SJ", None),
            ("SI 400 88", None),
            ("SK1", None),
            ("SK11", None),
        ] {
            assert_eq!(slip(&format!("SJ 390 880, {third}; SJ 400 890")), found, "{third}");
        }
        assert_eq!(slip("SJ 390 880, SJ 400 88"), None);
    }

    #[test]
    fn fewer_than_three_corners_or_more_than_thirty_are_refused() {
        let too_few = Err(Reason::TooFewCorners { least: 3 });
        assert_eq!(judged("SJ 395 880, SJ 396 880"), too_few);
        assert_eq!(judged("SJ 395 880, SJ 396 880, SJ 395 880"), too_few);
        let arc = |count: u32| (0..count).map(|n| format!("SJ {n:03} {:03}", n * n)).collect::<Vec<_>>().join(", ");
        assert!(judged(&arc(30)).is_ok());
        assert_eq!(judged(&arc(31)), Err(Reason::TooManyCorners { at_most: 30, given: 31 }));
    }

    #[test]
    fn sides_that_cross_touch_or_turn_back_are_refused() {
        for typed in [
            "SJ 390 880, SJ 400 890, SJ 400 880, SJ 390 890",
            "SJ 390 880, SJ 400 880, SJ 400 890, SJ 395 880",
            "SJ 390 880, SJ 395 880, SJ 400 880",
            "SJ 390 880, SJ 400 880, SJ 395 880, SJ 395 890",
        ] {
            assert_eq!(judged(typed), Err(Reason::SidesCross), "{typed}");
        }
        assert!(judged("SJ 390 880, SJ 400 880, SJ 395 885, SJ 400 890, SJ 390 890").is_ok());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cells in proptest::collection::vec((0u32..50_000, 0u32..130_000), 1..40)) {
            let drawn: Vec<_> =
                cells.iter().filter_map(|(east, north)| GridReference::at(east * 10, north * 10, 10)).collect();
            prop_assert_eq!(drawn.len(), cells.len());
            prop_assert_eq!(squares(&written(&drawn)), drawn);
        }

        #[test]
        fn whether_corners_are_taken_does_not_hang_on_its_first_corner_or_its_direction(
            cells in proptest::collection::vec((0u32..8, 0u32..8), 3..8), first in 0usize..8,
        ) {
            let drawn: Vec<_> =
                cells.iter().filter_map(|(east, north)| GridReference::at(east * 100, north * 100, 100)).collect();
            let mut turned = drawn.clone();
            turned.rotate_left(first % drawn.len());
            let reversed: Vec<_> = drawn.iter().rev().cloned().collect();
            let count = |squares: Vec<_>| {
                corners(squares).map(|kept| if let Location::Corners(corners) = kept { corners.len() } else { 1 })
            };
            prop_assert_eq!(count(turned), count(drawn.clone()));
            prop_assert_eq!(count(reversed), count(drawn));
        }
    }
}
