//! Reading a layer of the map from GeoJSON (RFC 7946): told by its content, and made as small as a browser needs it.
//!
//! Of each feature its shape and its name are kept. Places are rounded to about a metre.

use domain::{
    ids::MapLayerId,
    map_layer::{Drawing, LayerFault, MOST_FILE_BYTES, MapLayer},
};
use geojson::{Feature, FeatureCollection, GeoJson, Geometry, GeometryValue, JsonObject, Position};
use sha2::{Digest, Sha256};

use crate::words::hex;

/// The mark that some programs put before the text of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
/// The degrees in and around Great Britain. Metres of the National Grid, and degrees in the wrong order, are outside.
const LONGITUDES: std::ops::RangeInclusive<f64> = -12.0..=4.0;
const LATITUDES: std::ops::RangeInclusive<f64> = 48.0..=62.0;
/// The parts of a degree that are kept.
const PARTS: f64 = 100_000.0;
/// Enough of a hash that no two layers share an address.
const DIGEST_BYTES: usize = 16;
/// The property in which names are.
const NAME: &str = "name";

/// A layer that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// How many features it has.
    pub features: usize,
    /// What browsers draw.
    pub document: String,
}

/// Reads a file.
///
/// # Errors
/// With why it is no layer.
pub fn read(file: &[u8]) -> Result<Read, LayerFault> {
    if file.len() > MOST_FILE_BYTES {
        return Err(LayerFault::FileTooLarge);
    }
    let text = file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file).trim_ascii();
    if text.is_empty() {
        return Err(LayerFault::Empty);
    }
    let text = str::from_utf8(text).map_err(|_| LayerFault::NotGeoJson)?;
    let features = match text.parse::<GeoJson>().map_err(|_| LayerFault::NotGeoJson)? {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(geometry) => vec![geometry.into()],
    };
    let features: Vec<Feature> = features.into_iter().filter_map(small).collect::<Result<_, _>>()?;
    if features.is_empty() {
        return Err(LayerFault::NothingToDraw);
    }
    let count = features.len();
    let document = FeatureCollection { bbox: None, features, foreign_members: None }.to_string();
    Ok(Read { features: count, document })
}

impl Read {
    /// Makes the layer of a name, with what browsers draw.
    pub fn into_layer(self, id: MapLayerId, name: String, drawing: Drawing) -> (MapLayer, String) {
        let Self { features, document } = self;
        let hash = Sha256::digest(&document);
        let digest = hex(&hash[..DIGEST_BYTES]);
        (MapLayer { id, name, drawing, features: features as u64, size: document.len() as u64, digest }, document)
    }
}

/// Keeps what is drawn of a feature; nothing, where it has no shape.
fn small(feature: Feature) -> Option<Result<Feature, LayerFault>> {
    let name = feature.properties.as_ref().and_then(name_of);
    let properties = name.map(|name| JsonObject::from_iter([(NAME.to_owned(), name.into())]));
    let mut value = feature.geometry?.value;
    let mut drawn = 0;
    if let Err(fault) = each_position(&mut value, &mut |position| {
        drawn += 1;
        round(position)
    }) {
        return Some(Err(fault));
    }
    let geometry = Some(Geometry { value, bbox: None, foreign_members: None });
    (drawn > 0).then(|| Ok(Feature { geometry, properties, ..Feature::default() }))
}

fn name_of(properties: &JsonObject) -> Option<String> {
    let (_, name) = properties.iter().find(|(key, _)| key.eq_ignore_ascii_case(NAME))?;
    name.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

fn each_position(
    value: &mut GeometryValue,
    work: &mut impl FnMut(&mut Position) -> Result<(), LayerFault>,
) -> Result<(), LayerFault> {
    match value {
        GeometryValue::Point { coordinates } => work(coordinates),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            coordinates.iter_mut().try_for_each(work)
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            coordinates.iter_mut().flatten().try_for_each(work)
        }
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter_mut().flatten().flatten().try_for_each(work),
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter_mut().try_for_each(|geometry| each_position(&mut geometry.value, &mut *work))
        }
    }
}

/// Rounds a position, and drops its height if it has one.
fn round(position: &mut Position) -> Result<(), LayerFault> {
    let &[longitude, latitude, ..] = position.as_slice() else { return Err(LayerFault::NotGeoJson) };
    if !LONGITUDES.contains(&longitude) || !LATITUDES.contains(&latitude) {
        return Err(LayerFault::NotThere);
    }
    *position = Position::from([longitude, latitude].map(|degrees| (degrees * PARTS).round() / PARTS));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(file: &str) -> Option<LayerFault> {
        read(file.as_bytes()).err()
    }

    fn point(longitude: f64, latitude: f64) -> String {
        format!(r#"{{ "type": "Point", "coordinates": [{longitude}, {latitude}, 12.5] }}"#)
    }

    #[test]
    fn the_shapes_and_the_names_of_a_file_are_kept_and_nothing_else() {
        let file = format!(
            r#"{{ "type": "FeatureCollection", "crs": null, "features": [
                {{ "type": "Feature", "properties": {{ "NAME": " Hale ", "owner": "Somebody" }}, "geometry": {} }},
                {{ "type": "Feature", "properties": {{ "name": 7 }}, "geometry": null }}
            ] }}"#,
            point(-2.799_999_61, 53.333_333_3)
        );
        let read = read([BYTE_ORDER_MARK, file.as_bytes()].concat().as_slice()).unwrap();
        assert_eq!(read.features, 1);
        assert!(read.document.contains(r#""coordinates":[-2.8,53.33333]"#), "{}", read.document);
        assert!(read.document.contains(r#""properties":{"name":"Hale"}"#), "{}", read.document);
        assert!(!read.document.contains("owner"), "{}", read.document);
    }

    #[test]
    fn what_is_read_is_read_as_the_same_again() {
        let ring = "[[-3,53],[-2,53],[-2,54],[-3,53]]";
        let shapes = [
            format!(r#"{{ "type": "LineString", "coordinates": {ring} }}"#),
            format!(r#"{{ "type": "Polygon", "coordinates": [{ring}] }}"#),
            format!(r#"{{ "type": "MultiPolygon", "coordinates": [[{ring}], [{ring}]] }}"#),
            format!(r#"{{ "type": "GeometryCollection", "geometries": [{}] }}"#, point(-3.0, 53.0)),
        ];
        for shape in shapes {
            let first = read(shape.as_bytes()).unwrap();
            assert_eq!(read(first.document.as_bytes()).unwrap(), first, "{shape}");
        }
    }

    #[test]
    fn what_is_no_layer_is_refused_with_the_reason() {
        assert_eq!(fault(" \n"), Some(LayerFault::Empty));
        for file in
            ["<kml/>", "{}", r#"{ "type": "Feature" "#, "PK\u{3}\u{4}", r#"{ "type": "Point", "coordinates": [1] }"#]
        {
            assert_eq!(fault(file), Some(LayerFault::NotGeoJson), "{file}");
        }
        for (longitude, latitude) in [(339_500.0, 388_000.0), (53.4, -2.9), (-2.9, 75.0)] {
            assert_eq!(fault(&point(longitude, latitude)), Some(LayerFault::NotThere));
        }
        for file in
            [r#"{ "type": "FeatureCollection", "features": [] }"#, r#"{ "type": "MultiPoint", "coordinates": [] }"#]
        {
            assert_eq!(fault(file), Some(LayerFault::NothingToDraw), "{file}");
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_not_read() {
        assert_eq!(fault(&" ".repeat(MOST_FILE_BYTES + 1)), Some(LayerFault::FileTooLarge));
    }
}
