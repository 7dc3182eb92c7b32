//! Where a line crosses itself. Everything is whole millimetres, so that the answer is exact.

use domain::boundary::Corner;
use rstar::{AABB, RTree, RTreeObject};

/// The most pairs of sides near each other that are compared, which bounds the work for a line that is made to cost much.
const MOST_PAIRS: usize = 2_000_000;

/// A line whose sides are too many and too near to each other to be compared.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tangled;

/// One side of a line, with its place in it.
#[derive(Clone, Copy, Debug)]
struct Side {
    number: usize,
    from: Corner,
    to: Corner,
}

impl RTreeObject for Side {
    type Envelope = AABB<[i64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        AABB::from_corners([self.from.0, self.from.1], [self.to.0, self.to.1])
    }
}

/// Gives a corner near the first place where two sides of a closed line cross. Sides that only touch do not.
pub(crate) fn crossing(corners: &[Corner]) -> Result<Option<Corner>, Tangled> {
    let next = corners.iter().cycle().skip(1);
    let sides: Vec<Side> = corners
        .iter()
        .zip(next)
        .enumerate()
        .map(|(number, (from, to))| Side { number, from: *from, to: *to })
        .collect();
    let tree = RTree::bulk_load(sides.clone());
    let mut pairs = 0;
    for side in sides {
        for other in tree.locate_in_envelope_intersecting(&side.envelope()) {
            pairs += 1;
            if pairs > MOST_PAIRS {
                return Err(Tangled);
            }
            if other.number > side.number && do_cross(side, *other) {
                return Ok(Some(side.from.max(other.from)));
            }
        }
    }
    Ok(None)
}

fn do_cross(side: Side, other: Side) -> bool {
    let parts = |side: Side, other: Side| turn(side, other.from) * turn(side, other.to) < 0;
    parts(side, other) && parts(other, side)
}

/// Gives 1 for a point to the left of a side, -1 for one to the right and 0 for one in its direction.
fn turn(Side { from, to, .. }: Side, point: Corner) -> i64 {
    // The grid is 1.3e9 mm long and 7e8 mm wide, so that the products are at most 9.1e17.
    ((to.0 - from.0) * (point.1 - from.1) - (to.1 - from.1) * (point.0 - from.0)).signum()
}

#[cfg(test)]
mod tests {
    use geo::Validation;
    use num_traits::ToPrimitive;
    use proptest::prelude::*;

    use super::*;

    fn corners(places: &[(i64, i64)]) -> Vec<Corner> {
        places.iter().map(|(east, north)| Corner(*east, *north)).collect()
    }

    #[test]
    fn a_bow_tie_crosses_and_a_square_does_not() {
        assert_eq!(crossing(&corners(&[(0, 0), (10, 0), (10, 10), (0, 10)])), Ok(None));
        assert!(crossing(&corners(&[(0, 0), (10, 10), (10, 0), (0, 10)])).unwrap().is_some());
    }

    #[test]
    fn what_only_touches_does_not_cross() {
        let touches = corners(&[(0, 0), (10, 0), (10, 10), (5, 0), (0, 10)]);
        let twice_at_a_corner = corners(&[(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10)]);
        let spike = corners(&[(0, 0), (10, 0), (20, 0), (10, 0), (10, 10)]);
        for line in [touches, twice_at_a_corner, spike] {
            assert_eq!(crossing(&line), Ok(None), "{line:?}");
        }
    }

    #[test]
    fn the_largest_grid_does_not_overflow() {
        let most = (700_000_000, 1_300_000_000);
        let line = corners(&[(0, 0), (most.0, most.1), (most.0, 0), (0, most.1)]);
        assert!(crossing(&line).unwrap().is_some());
    }

    #[test]
    fn a_line_that_is_made_to_cost_much_is_given_up() {
        // Long slanting needles, each in the box of all others.
        let needle = |number: i64| [Corner(number * 10, 0), Corner(1_000_000 + number * 10, 1_000_000)];
        let line: Vec<Corner> = (0..5_000).flat_map(needle).collect();
        assert!(!matches!(crossing(&line), Ok(None)));
        let comb: Vec<Corner> = (0..5_000)
            .flat_map(|n| [Corner(n * 20, 0), Corner(1_000_000 + n * 20, 1_000_000), Corner(n * 20 + 10, 0)])
            .collect();
        assert_eq!(crossing(&comb), Err(Tangled));
    }

    proptest! {
        #[test]
        fn whatever_crosses_is_refused_by_another_judge_too(
            places in proptest::collection::vec((0_i64..12, 0_i64..12), 3..9)
        ) {
            let line = corners(&places);
            if crossing(&line).unwrap().is_some() {
                let number = |whole: i64| whole.to_f64().unwrap();
                let ring: geo::LineString = places.iter().map(|(x, y)| (number(*x), number(*y))).collect();
                prop_assert!(!geo::Polygon::new(ring, vec![]).is_valid());
            }
        }

        #[test]
        fn where_it_begins_and_which_way_it_goes_change_nothing(
            places in proptest::collection::vec((0_i64..12, 0_i64..12), 3..9), first in 0_usize..9,
        ) {
            let mut turned = corners(&places);
            let crosses = crossing(&turned).unwrap().is_some();
            let length = turned.len();
            turned.rotate_left(first % length);
            prop_assert_eq!(crossing(&turned).unwrap().is_some(), crosses);
            turned.reverse();
            prop_assert_eq!(crossing(&turned).unwrap().is_some(), crosses);
        }
    }
}
