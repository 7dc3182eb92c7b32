//! Makes files as other programs write them.

use std::io::{Cursor, Write};

use shapefile::{Point, Polygon, PolygonRing, ShapeWriter};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A square of 100 m on the National Grid, from its south-west corner, closed.
pub(crate) fn square(west: u32, south: u32) -> String {
    let (east, north) = (west + 100, south + 100);
    format!("[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]")
}

/// A collection of polygons, each given by its lines, on the National Grid.
pub(crate) fn on_the_grid(polygons: &[&str]) -> String {
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"#;
    collection(crs, polygons)
}

/// A collection of polygons in degrees.
pub(crate) fn in_degrees(polygons: &[&str]) -> String {
    collection("", polygons)
}

fn collection(crs: &str, polygons: &[&str]) -> String {
    let feature = |lines: &&str| {
        format!(r#"{{"type":"Feature","properties":null,"geometry":{{"type":"Polygon","coordinates":{lines}}}}}"#)
    };
    let features: Vec<String> = polygons.iter().map(feature).collect();
    format!(r#"{{"type":"FeatureCollection",{crs}"features":[{}]}}"#, features.join(","))
}

/// An archive of files.
pub(crate) fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The lines of a shapefile with one square of 100 m, its hole written first.
pub(crate) fn shapes(west: f64, south: f64) -> Vec<u8> {
    let ring = |west: f64, south: f64, side: f64| {
        [(west, south), (west, south + side), (west + side, south + side), (west + side, south), (west, south)]
            .map(|(x, y)| Point::new(x, y))
            .to_vec()
    };
    let mut hole = ring(west + 10.0, south + 10.0, 20.0);
    hole.reverse();
    let square = PolygonRing::Outer(ring(west, south, 100.0));
    let mut file = Cursor::new(Vec::new());
    ShapeWriter::new(&mut file)
        .write_shapes(&vec![Polygon::with_rings(vec![PolygonRing::Inner(hole), square])])
        .unwrap();
    file.into_inner()
}
