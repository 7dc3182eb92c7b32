//! Convex polygons, cut by lines.
//! Private to exact acceptability.

use crate::sum::total;

/// Below this share of the largest, a value at a corner is rounding and the corner lies on the line.
const ON_THE_LINE: f64 = 1e-13;

/// A function that is linear in a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    pub(super) at_zero: f64,
    pub(super) slope: [f64; 2],
}

impl Line {
    pub(super) fn minus(self, other: Self) -> Self {
        let slope = [self.slope[0] - other.slope[0], self.slope[1] - other.slope[1]];
        Self { at_zero: self.at_zero - other.at_zero, slope }
    }

    fn at(self, [x, y]: [f64; 2]) -> f64 {
        // A corner on the line must come out as close to 0 as its parts allow.
        let parts = [self.at_zero, self.slope[0] * x, self.slope[1] * y];
        let value = total(parts);
        if value.abs() <= ON_THE_LINE * parts.iter().fold(0.0, |most: f64, part| most.max(part.abs())) {
            0.0
        } else {
            value
        }
    }
}

/// A convex polygon by its corners in order, counter-clockwise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Polygon {
    corners: Vec<[f64; 2]>,
}

impl Polygon {
    pub(super) fn new(corners: Vec<[f64; 2]>) -> Self {
        Self { corners }
    }

    /// Cuts into the part where the line's value is above 0 and the part where it is not.
    pub(super) fn cut(self, line: Line) -> (Option<Self>, Option<Self>) {
        let values: Vec<f64> = self.corners.iter().map(|&corner| line.at(corner)).collect();
        if values.iter().all(|value| *value <= 0.0) {
            return (None, Some(self));
        }
        if values.iter().all(|value| *value >= 0.0) {
            return (Some(self), None);
        }
        let (mut above, mut below) = (Vec::new(), Vec::new());
        for (place, (&corner, &value)) in self.corners.iter().zip(&values).enumerate() {
            let next = (place + 1) % self.corners.len();
            if value >= 0.0 {
                above.push(corner);
            }
            if value <= 0.0 {
                below.push(corner);
            }
            if value * values[next] < 0.0
                || (value != 0.0 && values[next] != 0.0 && (value > 0.0) != (values[next] > 0.0))
            {
                let share = value / (value - values[next]);
                let other = self.corners[next];
                let crossing = [0, 1].map(|axis| corner[axis] + share * (other[axis] - corner[axis]));
                above.push(crossing);
                below.push(crossing);
            }
        }
        (Some(Self { corners: above }), Some(Self { corners: below }))
    }

    /// The area.
    pub(super) fn size(&self) -> f64 {
        (total(self.triangles().map(|(size, _)| size)) / 2.0).max(0.0)
    }

    /// The centre of mass.
    pub(super) fn center(&self) -> [f64; 2] {
        let size = total(self.triangles().map(|(size, _)| size));
        [0, 1].map(|axis| total(self.triangles().map(|(size, center)| size * center[axis])) / size)
    }

    /// Twice the area and the centre of each triangle that the first corner makes with the others.
    fn triangles(&self) -> impl Iterator<Item = (f64, [f64; 2])> {
        let first = self.corners.first().copied().unwrap_or_default();
        self.corners.windows(2).skip(1).map(move |pair| {
            let [a, b] = [0, 1].map(|corner: usize| [pair[corner][0] - first[0], pair[corner][1] - first[1]]);
            let center = [0, 1].map(|axis| first[axis] + (a[axis] + b[axis]) / 3.0);
            (a[0] * b[1] - a[1] * b[0], center)
        })
    }
}
