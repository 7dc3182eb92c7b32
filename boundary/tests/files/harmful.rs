//! Files that are made to do harm: each gets an answer, soon, and takes little room.

use std::fmt::Write as _;

use boundary::{Fault, Format, MOST_BYTES, MOST_TEXT_BYTES};
use proptest::prelude::*;

use crate::{
    made::{archive, in_degrees, on_the_grid, shapes, square},
    read,
};

const DAMAGED: Fault = Fault::Damaged { format: Format::GeoJson };

#[test]
fn files_that_are_too_large_are_refused_before_they_are_read() {
    let too_large = |at_most: usize| Err(Fault::TooLarge { at_most: u64::try_from(at_most).unwrap() });
    assert_eq!(read(vec![b'P'; MOST_BYTES + 1]), too_large(MOST_BYTES));
    assert_eq!(read(format!("{{{}", " ".repeat(MOST_TEXT_BYTES))), too_large(MOST_TEXT_BYTES));
    let bomb = archive(&[("a.shp", &vec![0; MOST_BYTES + 1])]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(bomb), too_large(MOST_BYTES));
    let bomb = archive(&[("doc.kml", &vec![b' '; MOST_TEXT_BYTES + 1])]);
    assert_eq!(read(bomb), too_large(MOST_TEXT_BYTES));
}

#[test]
fn depth_is_refused() {
    assert_eq!(read(format!("{{\"type\":{}", "[".repeat(500_000))), Err(DAMAGED));
    let collections = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(5_000);
    assert_eq!(read(collections), Err(DAMAGED));
    let folders = format!("<kml>{}{}</kml>", "<Folder>".repeat(50_000), "</Folder>".repeat(50_000));
    assert!(read(folders).is_err());
}

#[test]
fn entities_and_definitions_of_a_kml_are_refused() {
    let outside = r#"<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Polygon>&a;</Polygon></kml>"#;
    let laughs = r#"<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><kml>&b;</kml>"#;
    for text in [outside, laughs] {
        assert_eq!(read(text), Err(Fault::Damaged { format: Format::Kml }));
    }
    let mut attributes = String::from("<kml ");
    for number in 0..60_000 {
        write!(attributes, "a{number}=\"\" ").unwrap();
    }
    assert!(read(attributes + "/>").is_err());
}

#[test]
fn numbers_that_are_none_are_refused_by_the_number_of_their_outline() {
    let good = format!("[{}]", square(339_500, 388_000));
    let vast = "[[[1e308,1e308],[-1e308,1e308],[0,0],[1e308,1e308]]]";
    assert_eq!(read(on_the_grid(&[&good, vast])), Err(Fault::OffTheGrid { outline: 2 }));
    assert_eq!(read(on_the_grid(&["[[[1],[2],[3],[1]]]"])), Err(Fault::NotANumber { outline: 1 }));
    assert_eq!(read(on_the_grid(&["[[[NaN,1],[2,1],[3,3],[1,1]]]"])), Err(DAMAGED));
    assert!(read(in_degrees(&["[[[1e400,1],[2,1],[3,3],[1,1]]]"])).is_err());
    let kml = "<kml><Polygon><coordinates>a,b 1,2 3,4</coordinates></Polygon></kml>";
    assert_eq!(read(kml), Err(Fault::NotANumber { outline: 1 }));
}

#[test]
fn more_corners_outlines_or_parts_than_can_be_judged_are_refused() {
    let mut line = String::from("[[");
    for number in 0..20_001 {
        write!(line, "[{number},0],").unwrap();
    }
    assert!(matches!(read(on_the_grid(&[&(line + "[0,0]]]")])), Err(Fault::TooManyCorners { .. })));
    let mut multi = String::from(r#"{"type":"MultiPolygon","coordinates":["#);
    multi += &vec!["[[[1,1]]]"; 10_000].join(",");
    assert!(matches!(read(multi + "]}"), Err(Fault::TooManyParts { .. })));
    let apart: Vec<String> = (0..51).map(|n| format!("[{}]", square(339_500 + n * 200, 388_000))).collect();
    let apart: Vec<&str> = apart.iter().map(String::as_str).collect();
    assert_eq!(read(on_the_grid(&apart)), Err(Fault::TooManyParts { at_most: 50, given: 51 }));
    assert!(read(on_the_grid(&apart[..50])).is_ok());
}

#[test]
fn a_geopackage_that_runs_or_lies_is_refused() {
    let good = include_bytes!("../data/fields.gpkg");
    let damaged = Err(Fault::Damaged { format: Format::GeoPackage });
    assert_eq!(read(&good[..5_000]), damaged);
    assert_eq!(read(&b"SQLite format 3\0"[..]), damaged);
    let mut runs = good.to_vec();
    let schema = b"gpkg_geometry_columns";
    let at = runs.windows(schema.len()).position(|window| window == schema).unwrap();
    runs[at] = b'x';
    assert!(read(runs).is_err());
}

#[test]
fn an_archive_that_lies_about_its_names_or_sizes_does_no_harm() {
    let shapes = shapes(339_500.0, 388_000.0);
    assert!(read(archive(&[("../../farm.shp", &shapes)])).is_ok(), "a name is never a path");
    let mut cut = archive(&[("farm.shp", &shapes)]);
    cut.truncate(cut.len() / 2);
    assert!(read(cut).is_err());
    let many: Vec<(String, &[u8])> = (0..101).map(|n| (format!("{n}.txt"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    assert_eq!(read(archive(&many)), Err(Fault::NoShapefile));
}

#[test]
fn a_shapefile_that_promises_more_than_it_has_is_refused() {
    let good = shapes(339_500.0, 388_000.0);
    // The numbers of parts and of points of the first record.
    for at in [144, 148] {
        for count in [i32::MAX, i32::MIN, -1, 1_000_000] {
            let mut lying = good.clone();
            lying[at..at + 4].copy_from_slice(&count.to_le_bytes());
            let read = read(archive(&[("a.shp", &lying)]));
            assert_eq!(read, Err(Fault::Damaged { format: Format::Shapefile }), "{at} {count}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_change_of_a_byte_breaks_the_reading(at in 0_usize..98_304, byte in any::<u8>(), which in 0_usize..4) {
        let files: [&[u8]; 4] = [
            include_bytes!("../data/fields.gpkg"),
            include_bytes!("../data/fields.zip"),
            include_bytes!("../data/fields.kml"),
            include_bytes!("../data/fields.geojson"),
        ];
        let mut file = files[which].to_vec();
        let length = file.len();
        file[at % length] = byte;
        let _ = read(file);
    }

    #[test]
    fn no_shape_breaks_the_judging(places in proptest::collection::vec((339_500_u32..339_540, 388_000_u32..388_040), 1..14)) {
        let mut line: Vec<String> = places.iter().map(|(east, north)| format!("[{east},{north}]")).collect();
        line.push(line[0].clone());
        if let Ok(read) = read(on_the_grid(&[&format!("[[{}]]", line.join(","))])) {
            prop_assert!(read.boundary.square_millimetres() > 0);
            prop_assert!(read.boundary.parts.iter().all(|part| part.edge.corners.len() >= 3));
        }
    }
}
