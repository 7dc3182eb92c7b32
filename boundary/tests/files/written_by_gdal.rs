//! Files that another program wrote.

use std::path::Path;

use boundary::{Note, System};
use domain::boundary::Corner;

use crate::{read, shape};

const ALL: [&str; 5] = ["fields.zip", "fields.gpkg", "fields-on-the-grid.geojson", "fields.geojson", "fields.kml"];
const ON_THE_GRID: [&str; 3] = ["fields.zip", "fields.gpkg", "fields-on-the-grid.geojson"];

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

#[test]
fn fields_of_every_format_are_the_same_land() {
    for name in ALL {
        let read = read(file(name)).unwrap();
        let (area, parts, holes) = shape(&read);
        // In degrees, millimetres are lost, and areas on the ground of the seven parameters differ by some parts in a million.
        assert!(["7.12", "7.11", "7.13"].contains(&area.as_str()), "{name}: {area}");
        assert_eq!((parts, holes), (2, 1), "{name}: the hedge between two fields is no boundary");
        assert_eq!(read.notes, [], "{name}");
    }
}

#[test]
fn fields_on_the_grid_are_alike_to_the_millimetre() {
    let [first, rest @ ..] = ON_THE_GRID.map(|name| read(file(name)).unwrap().boundary);
    assert_eq!(first.area().unwrap().to_string(), "7.12");
    assert_eq!(first.bounds(), Some((Corner(339_500_000, 388_000_000), Corner(340_200_000, 388_200_000))));
    for other in rest {
        assert_eq!(other, first);
    }
}

#[test]
fn fields_in_degrees_lie_within_the_five_metres_of_the_seven_parameters() {
    let [on_the_grid, in_degrees] = ["fields.gpkg", "fields.geojson"].map(|name| read(file(name)).unwrap().boundary);
    let (least, most) = on_the_grid.bounds().unwrap();
    let (other_least, other_most) = in_degrees.bounds().unwrap();
    for (one, other) in [(least, other_least), (most, other_most)] {
        assert!((one.0 - other.0).abs() < 5_000 && (one.1 - other.1).abs() < 5_000, "{one:?} {other:?}");
    }
}

#[test]
fn nobody_who_is_named_in_a_file_comes_out() {
    for name in ALL {
        let read = format!("{:?}", read(file(name)).unwrap());
        assert!(!read.contains("owner") && !read.contains("synthetic"), "{name}: {read}");
    }
}

#[test]
fn a_geopackage_that_was_left_with_a_log_is_read() {
    let mut file = file("fields.gpkg");
    file[18..20].fill(2);
    assert_eq!(shape(&read(file).unwrap()).0, "7.12");
}

#[test]
fn what_is_written_for_a_map_is_read_back_as_the_same_land() {
    let boundary = read(file("fields.gpkg")).unwrap().boundary;
    let written = boundary::geo_json(&boundary).unwrap().to_string();
    let again = read(written).unwrap();
    assert_eq!(
        (again.notes.as_slice(), shape(&again).0.as_str()),
        (&[Note::Assumed { system: System::Degrees }][..], "7.12")
    );
    let same = boundary::shared_square_metres(&boundary, &again.boundary);
    assert!((same - 71_200.0).abs() < 1.0, "{same}");
}
