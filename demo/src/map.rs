//! What the map of the demonstration shows: a few lines and dots, drawn by hand and rough, which say so.

use domain::map_layer::Drawing;

/// A layer as staff would add it.
#[derive(Clone, Copy, Debug)]
pub struct Layer {
    /// What it shows.
    pub name: &'static str,
    /// How it is drawn.
    pub drawing: Drawing,
    /// What is in the file.
    pub file: &'static str,
}

/// The layers in their order.
pub const LAYERS: [Layer; 3] = [
    Layer {
        name: "a rough outline (synthetic)",
        drawing: Drawing::Boundary,
        file: include_str!("../data/outline.json"),
    },
    Layer { name: "rivers (rough)", drawing: Drawing::Water, file: include_str!("../data/rivers.json") },
    Layer { name: "towns", drawing: Drawing::Towns, file: include_str!("../data/towns.json") },
];
