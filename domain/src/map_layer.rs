//! Layers of the map: what the strategy shows on it besides the National Grid, such as its boundary.

use crate::{ids::MapLayerId, vocabulary::vocabulary};

/// The most layers; each of them is loaded by everybody who opens a map.
pub const MOST_LAYERS: usize = 12;
/// The most bytes of a layer as browsers load it.
pub const MOST_BYTES: usize = 1024 * 1024;
/// The most bytes of the file that it is read from.
pub const MOST_FILE_BYTES: usize = 5 * 1024 * 1024;
/// The most features of a layer.
pub const MOST_FEATURES: usize = 5_000;
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
    /// It has more features than a layer may have.
    TooManyFeatures {
        /// How many it has.
        given: usize,
    },
    /// It would be too large for whoever opens a map.
    TooLarge {
        /// How many bytes browsers would load.
        size: usize,
    },
    /// There are as many layers as there may be.
    TooManyLayers,
}
