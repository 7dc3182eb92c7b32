//! Words about the layers of the map, for those who add them.

use domain::{
    map_layer::{Drawing, LayerFault, MOST_BYTES, MOST_FEATURES, MOST_FILE_BYTES, MOST_LAYERS},
    question::files::size_words,
};

use super::{Labelled, numbers::whole};

impl Labelled for Drawing {
    fn label(self) -> &'static str {
        match self {
            Self::Boundary => "A boundary: a strong line",
            Self::Land => "Land: green areas",
            Self::Water => "Water: blue lines and areas",
            Self::Towns => "Towns: dots with their names",
        }
    }
}

/// Says why a file is no layer and what to do.
pub fn fault(fault: LayerFault) -> String {
    match fault {
        LayerFault::Empty => "Choose a file that has something in it".to_owned(),
        LayerFault::FileTooLarge => {
            format!("Choose a file of up to {}. {SIMPLER}", size_words(MOST_FILE_BYTES as u64))
        }
        LayerFault::NotGeoJson => {
            "Choose a GeoJSON file. In QGIS, export the layer and choose the format GeoJSON".to_owned()
        }
        LayerFault::NotThere => {
            "The places in the file have to be longitude and latitude in Great Britain. In QGIS, export the layer with the \
             reference system EPSG:4326"
                .to_owned()
        }
        LayerFault::NothingToDraw => "Choose a file with points, lines or areas. There are none in this one".to_owned(),
        LayerFault::TooManyFeatures { given, left } => format!(
            "There are {} points, lines or areas in this file. All layers together may have {}, and there is room for {}",
            whole(given),
            whole(MOST_FEATURES),
            whole(left)
        ),
        LayerFault::TooLarge { size, left } => format!(
            "People who open the map would have to load {} of this file. All layers together may have {}, and there is room for \
             {}. {SIMPLER}",
            size_words(size),
            size_words(MOST_BYTES),
            size_words(left)
        ),
        LayerFault::TooManyLayers => format!("There are {MOST_LAYERS} layers. Remove one to add another"),
    }
}

/// How a file becomes smaller.
const SIMPLER: &str = "In QGIS, choose Vector, Geometry Tools, Simplify to make it smaller";
