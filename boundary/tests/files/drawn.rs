//! What people draw, rightly and wrongly.

use boundary::{Fault, Format, Note, System};

use crate::{
    made::{archive, in_degrees, on_the_grid, shapes, square},
    read, shape,
};

fn near(fault: &Fault) -> &str {
    match fault {
        Fault::SidesCross { near: Some(near), .. } | Fault::NotInEngland { near: Some(near) } => &near.written,
        _ => "nowhere",
    }
}

#[test]
fn a_line_that_crosses_itself_is_refused_with_its_number_and_place() {
    let tie = "[[[339500,388000],[339600,388100],[339600,388000],[339500,388100],[339500,388000]]]";
    let whole = format!("[{}]", square(340_000, 388_000));
    let fault = read(on_the_grid(&[&whole, tie])).unwrap_err();
    assert!(matches!(fault, Fault::SidesCross { outline: 2, .. }), "{fault:?}");
    assert_eq!(near(&fault), "SJ 3960 8800");
}

#[test]
fn a_line_that_does_not_end_where_it_began_is_closed_and_told() {
    let open = "[[[339500,388000],[339600,388000],[339600,388100],[339500,388100]]]";
    let read = read(on_the_grid(&[open])).unwrap();
    assert_eq!((shape(&read).0.as_str(), read.notes), ("1.00", vec![Note::Closed { lines: 1 }]));
}

#[test]
fn latitude_before_longitude_is_put_right_and_told() {
    let right = "[[[-2.911,53.385],[-2.909,53.385],[-2.909,53.386],[-2.911,53.385]]]";
    let swapped = "[[[53.385,-2.911],[53.385,-2.909],[53.386,-2.909],[53.385,-2.911]]]";
    let (right, swapped) = (read(in_degrees(&[right])).unwrap(), read(in_degrees(&[swapped])).unwrap());
    assert_eq!(swapped.boundary, right.boundary);
    assert!(swapped.notes.contains(&Note::Swapped) && !right.notes.contains(&Note::Swapped));
}

#[test]
fn metres_without_a_system_are_taken_for_the_national_grid_and_told() {
    let read = read(in_degrees(&[&format!("[{}]", square(339_500, 388_000))])).unwrap();
    assert_eq!(read.notes, [Note::Assumed { system: System::NationalGrid }]);
    assert_eq!(shape(&read).0, "1.00");
}

#[test]
fn land_that_two_outlines_cover_counts_once_and_is_told() {
    let (one, other) = (format!("[{}]", square(339_500, 388_000)), format!("[{}]", square(339_550, 388_000)));
    let read = read(on_the_grid(&[&one, &other])).unwrap();
    assert_eq!(shape(&read), ("1.50".to_owned(), 1, 0));
    assert_eq!(read.notes, [Note::Overlap { square_metres: 5_000 }]);
}

#[test]
fn the_order_of_the_outlines_and_where_they_begin_change_nothing() {
    let (one, other) = (format!("[{}]", square(339_500, 388_000)), format!("[{}]", square(339_700, 388_000)));
    let turned = "[[[339600,388100],[339500,388100],[339500,388000],[339600,388000],[339600,388100]]]";
    let first = read(on_the_grid(&[&one, &other])).unwrap();
    let second = read(on_the_grid(&[&other, turned])).unwrap();
    assert_eq!(first, second);
}

#[test]
fn points_and_lines_are_left_out_and_told_and_alone_are_refused() {
    let point = r#"{"type":"Feature","properties":null,"geometry":{"type":"Point","coordinates":[-2.9,53.4]}}"#;
    let alone = format!(r#"{{"type":"FeatureCollection","features":[{point},{point}]}}"#);
    assert_eq!(read(alone), Err(Fault::NoAreas { others: 2 }));
    let area = in_degrees(&["[[[-2.911,53.385],[-2.909,53.385],[-2.909,53.386],[-2.911,53.385]]]"]);
    let both = area.replace("\"features\":[", &format!("\"features\":[{point},"));
    assert!(read(both).unwrap().notes.contains(&Note::LeftOut { others: 1 }));
}

#[test]
fn land_outside_england_is_refused_and_on_its_edge_told() {
    let aberystwyth = format!("[{}]", square(258_000, 281_000));
    let fault = read(on_the_grid(&[&aberystwyth])).unwrap_err();
    assert_eq!(near(&fault), "SN 5800 8100");
    let paris = in_degrees(&["[[[2.35,48.86],[2.36,48.86],[2.36,48.87],[2.35,48.86]]]"]);
    assert_eq!(read(paris), Err(Fault::OffTheGrid { outline: 1 }));
    let edge = on_the_grid(&["[[[299000,210000],[301000,210000],[301000,211000],[299000,210000]]]"]);
    assert_eq!(read(edge).unwrap().notes, [Note::PartlyOutside]);
}

#[test]
fn an_area_has_to_be_one_that_a_site_may_have() {
    let sliver = on_the_grid(&["[[[339500,388000],[339501,388000],[339501,388001],[339500,388000]]]"]);
    assert!(matches!(read(sliver), Err(Fault::Area(_))));
    let line = on_the_grid(&["[[[339500,388000],[339600,388000],[339500,388000]]]"]);
    assert_eq!(read(line), Err(Fault::TooFewCorners { outline: 1 }));
    let flat = on_the_grid(&["[[[339500,388000],[339600,388000],[339700,388000],[339500,388000]]]"]);
    assert_eq!(read(flat), Err(Fault::TooFewCorners { outline: 1 }));
}

#[test]
fn a_shapefile_without_its_system_is_read_and_told_and_its_hole_may_stand_first() {
    let read = read(archive(&[("a/farm.shp", &shapes(339_500.0, 388_000.0))])).unwrap();
    assert_eq!(shape(&read), ("0.96".to_owned(), 1, 1));
    assert_eq!(read.notes, [Note::Assumed { system: System::NationalGrid }]);
}

#[test]
fn a_system_that_we_do_not_read_is_refused_by_its_name() {
    let lambert = br#"PROJCS["RGF93 / Lambert-93",GEOGCS["RGF93"],AUTHORITY["EPSG","2154"]]"#;
    let file = archive(&[("farm.shp", &shapes(339_500.0, 388_000.0)), ("farm.prj", lambert)]);
    assert_eq!(read(file), Err(Fault::UnknownSystem { name: Some("RGF93 / Lambert-93".to_owned()) }));
    let json = on_the_grid(&["[[[1,1],[2,1],[2,2],[1,1]]]"]).replace("27700", "2154");
    assert_eq!(read(json), Err(Fault::UnknownSystem { name: Some("urn:ogc:def:crs:EPSG::2154".to_owned()) }));
}

#[test]
fn an_archive_has_one_shapefile_or_one_kml() {
    let shapes = shapes(339_500.0, 388_000.0);
    assert_eq!(read(archive(&[("notes.txt", b"none")])), Err(Fault::NoShapefile));
    assert_eq!(read(archive(&[("a.shp", &shapes), ("b.shp", &shapes)])), Err(Fault::SeveralShapefiles));
    let of_a_mac = archive(&[("a.shp", &shapes), ("__MACOSX/._a.shp", b"nothing")]);
    assert!(read(of_a_mac).is_ok());
    let kml = include_bytes!("../data/fields.kml");
    assert_eq!(shape(&read(archive(&[("doc.kml", kml)])).unwrap()).1, 2);
    assert_eq!(read(shapes), Err(Fault::BareShapefile));
}

#[test]
fn pictures_and_other_files_are_told_apart() {
    for picture in [&b"%PDF-1.7"[..], b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"\0\0\0\x18ftypheic"] {
        assert_eq!(read(picture), Err(Fault::Picture), "{picture:?}");
    }
    assert_eq!(read(""), Err(Fault::Empty));
    assert_eq!(read("east,north\n1,2"), Err(Fault::UnknownFormat));
    assert_eq!(read("<html><body>no map</body></html>"), Err(Fault::UnknownFormat));
    assert_eq!(read(r#"{"name":"no map"}"#), Err(Fault::Damaged { format: Format::GeoJson }));
}
