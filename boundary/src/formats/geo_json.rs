//! GeoJSON: features, collections and bare geometries; also with the `crs` that programs still write.

use geojson::{GeoJson, Geometry, GeometryValue};

use crate::{
    Fault, Format, System,
    outlines::{Outlines, Place, Said},
};

const DAMAGED: Fault = Fault::Damaged { format: Format::GeoJson };

pub(super) fn outlines(text: &str) -> Result<Outlines, Fault> {
    let file: GeoJson = text.parse().map_err(|_| DAMAGED)?;
    let mut drawn = Outlines::new(said(&file));
    match &file {
        GeoJson::Geometry(geometry) => add(geometry, &mut drawn)?,
        GeoJson::Feature(feature) => feature.geometry.iter().try_for_each(|geometry| add(geometry, &mut drawn))?,
        GeoJson::FeatureCollection(collection) => {
            for feature in &collection.features {
                feature.geometry.iter().try_for_each(|geometry| add(geometry, &mut drawn))?;
            }
        }
    }
    Ok(drawn)
}

/// Finds the reference system: the one that `crs` names, or else degrees, if the numbers can be degrees.
fn said(file: &GeoJson) -> Said {
    let members = match file {
        GeoJson::Geometry(geometry) => &geometry.foreign_members,
        GeoJson::Feature(feature) => &feature.foreign_members,
        GeoJson::FeatureCollection(collection) => &collection.foreign_members,
    };
    let crs = members.as_ref().and_then(|members| members.get("crs"));
    let Some(name) = crs.and_then(|crs| crs["properties"]["name"].as_str()) else { return Said::Nothing };
    if name.ends_with("CRS84") {
        return Said::System(System::Degrees);
    }
    let code = name.rsplit(':').next().and_then(|code| code.parse().ok());
    code.and_then(System::by_code).map_or_else(|| Said::Other(name.to_owned()), Said::System)
}

fn add(geometry: &Geometry, drawn: &mut Outlines) -> Result<(), Fault> {
    match &geometry.value {
        GeometryValue::Polygon { coordinates } => polygon(coordinates, drawn),
        GeometryValue::MultiPolygon { coordinates } => {
            coordinates.iter().try_for_each(|coordinates| polygon(coordinates, drawn))
        }
        GeometryValue::GeometryCollection { geometries } => {
            geometries.iter().try_for_each(|geometry| add(geometry, drawn))
        }
        GeometryValue::Point { .. }
        | GeometryValue::MultiPoint { .. }
        | GeometryValue::LineString { .. }
        | GeometryValue::MultiLineString { .. } => {
            drawn.others += 1;
            Ok(())
        }
    }
}

fn polygon(lines: &[Vec<geojson::Position>], drawn: &mut Outlines) -> Result<(), Fault> {
    drawn.begin()?;
    lines.iter().try_for_each(|line| drawn.line(line.iter().map(place)))
}

fn place(position: &geojson::Position) -> Place {
    let number = |index: usize| position.as_slice().get(index).copied().unwrap_or(f64::NAN);
    (number(0), number(1))
}
