//! The box of the British National Grid that the strategy covers.

use serde::{Deserialize, Serialize};

use crate::grid_reference::GridReference;

/// The rectangle between two eastings and two northings, in metres from the grid's origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategyArea {
    /// The least easting.
    pub west: u32,
    /// The least northing.
    pub south: u32,
    /// The greatest easting.
    pub east: u32,
    /// The greatest northing.
    pub north: u32,
}

impl StrategyArea {
    /// Says whether any part of the square of a grid reference lies within.
    pub fn touches(&self, reference: &GridReference) -> bool {
        let overlaps = |start: u32, least: u32, most: u32| start < most && start + reference.precision > least;
        overlaps(reference.easting, self.west, self.east) && overlaps(reference.northing, self.south, self.north)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: StrategyArea = StrategyArea { west: 318_000, south: 375_000, east: 362_000, north: 426_000 };

    fn touches(typed: &str) -> bool {
        BOX.touches(&GridReference::parse(typed).unwrap())
    }

    #[test]
    fn a_square_inside_or_across_the_edge_counts_as_within() {
        assert!(touches("SJ 395 880"));
        assert!(touches("SJ 37"));
    }

    #[test]
    fn a_square_beyond_the_edge_is_outside() {
        assert!(!touches("TQ 336 805"));
        assert!(!touches("SJ 62000 80000"));
        assert!(touches("SJ 61999 80000"));
    }
}
