//! Layers of the map: what the strategy shows on it besides the National Grid, such as its boundary.

use crate::{ids::MapLayerId, vocabulary::vocabulary};

/// The most layers; each of them is loaded by everybody who opens a map.
pub const MOST_LAYERS: usize = 12;
/// The most bytes of all layers together, as browsers load them: a telephone draws what it loads.
pub const MOST_BYTES: u64 = 1024 * 1024;
/// The most bytes of the file that it is read from.
pub const MOST_FILE_BYTES: usize = 5 * 1024 * 1024;
/// The most features of all layers together.
pub const MOST_FEATURES: u64 = 5_000;
/// The longest name of a layer, in characters.
pub const NAME_LIMIT: usize = 60;

vocabulary! {
    /// How a layer is drawn.
    Drawing {
        /// As a line with nothing within.
        Boundary = "boundary",
        /// Filled as land is.
        Land = "land",
        /// As rivers and lakes are.
        Water = "water",
        /// As dots with their names.
        Towns = "towns",
    }
}

/// What is known of a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapLayer {
    /// Its id.
    pub id: MapLayerId,
    /// What it shows.
    pub name: String,
    /// How it is drawn.
    pub drawing: Drawing,
    /// How many features it has.
    pub features: u64,
    /// How many bytes browsers load of it.
    pub size: u64,
    /// The hash of these, by which its address changes with them.
    pub digest: String,
}

/// Why a file is no layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerFault {
    /// No file was chosen, or there is nothing in it.
    Empty,
    /// The file is too large to be read.
    FileTooLarge,
    /// It is not GeoJSON.
    NotGeoJson,
    /// A coordinate is no longitude and latitude in or around Great Britain.
    NotThere,
    /// It has nothing that can be drawn.
    NothingToDraw,
    /// It has more features than there is room for.
    TooManyFeatures {
        /// How many it has.
        given: u64,
        /// How many there is room for.
        left: u64,
    },
    /// With the others it would be too large for whoever opens a map.
    TooLarge {
        /// How many bytes browsers would load of it.
        size: u64,
        /// How many there is room for.
        left: u64,
    },
    /// There are as many layers as there may be.
    TooManyLayers,
}

/// Says whether there is room for a layer beside the others.
///
/// # Errors
/// With what there is too much of.
pub fn room(others: &[MapLayer], layer: &MapLayer) -> Result<(), LayerFault> {
    if others.len() >= MOST_LAYERS {
        return Err(LayerFault::TooManyLayers);
    }
    let left = |most: u64, of: fn(&MapLayer) -> u64| others.iter().map(of).fold(most, u64::saturating_sub);
    let features = left(MOST_FEATURES, |other| other.features);
    if layer.features > features {
        return Err(LayerFault::TooManyFeatures { given: layer.features, left: features });
    }
    let bytes = left(MOST_BYTES, |other| other.size);
    if layer.size > bytes { Err(LayerFault::TooLarge { size: layer.size, left: bytes }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn layer(features: u64, size: u64) -> MapLayer {
        let (name, digest) = (String::new(), String::new());
        MapLayer { id: MapLayerId(Uuid::nil()), name, drawing: Drawing::Water, features, size, digest }
    }

    #[test]
    fn all_layers_together_have_as_much_room_as_one() {
        assert_eq!(room(&[], &layer(MOST_FEATURES, MOST_BYTES)), Ok(()));
        let others = [layer(2_000, 300_000), layer(2_999, 700_000)];
        let left = MOST_BYTES - 1_000_000;
        assert_eq!(room(&others, &layer(1, left)), Ok(()));
        assert_eq!(room(&others, &layer(2, left)), Err(LayerFault::TooManyFeatures { given: 2, left: 1 }));
        assert_eq!(room(&others, &layer(1, left + 1)), Err(LayerFault::TooLarge { size: left + 1, left }));
        let full = [layer(MOST_FEATURES + 1, MOST_BYTES + 1)];
        assert_eq!(room(&full, &layer(1, 1)), Err(LayerFault::TooManyFeatures { given: 1, left: 0 }));
        assert_eq!(room(&vec![layer(1, 1); MOST_LAYERS], &layer(1, 1)), Err(LayerFault::TooManyLayers));
    }
}
