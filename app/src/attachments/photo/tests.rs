use exif::Rational;
use img_parts::{png::PngChunk, riff::RiffChunk};

use super::*;

/// Words that stand where a picture says where, when or by whom it was taken.
const TOLD: &[u8] = b"53.4084N taken by Ann";

fn field(tag: Tag, value: Value) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value }
}

/// Makes what a camera writes: which way up, who, and where.
fn exif(way: u16) -> Vec<u8> {
    let degree = Rational { num: 53, denom: 1 };
    let fields = [
        field(Tag::Orientation, Value::Short(vec![way])),
        field(Tag::Artist, Value::Ascii(vec![TOLD.to_vec()])),
        field(Tag::GPSLatitude, Value::Rational(vec![degree; 3])),
    ];
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut written = Cursor::new(Vec::new());
    writer.write(&mut written, true).unwrap();
    written.into_inner()
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[markers::P, marker], length.as_slice(), contents].concat()
}

/// Makes a photo as a phone writes it, with a scan and with what follows the picture.
fn photo(way: u16, scan: &[u8], after: &[u8]) -> Bytes {
    let parts = [
        vec![markers::P, markers::SOI],
        segment(markers::APP0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        segment(markers::APP1, &[b"Exif\0\0".as_slice(), &exif(way)].concat()),
        segment(markers::APP1, &[b"http://ns.adobe.com/xap/1.0/\0", TOLD].concat()),
        segment(markers::APP2, b"ICC_PROFILE\0\x01\x01colours"),
        segment(markers::APP13, TOLD),
        segment(markers::COM, TOLD),
        segment(markers::SOF0, &[8, 0, 2, 0, 3, 1, 1, 0x11, 0]),
        segment(markers::SOS, &[1, 1, 0, 0, 63, 0]),
        scan.to_vec(),
        after.to_vec(),
    ];
    parts.concat().into()
}

fn tells(bytes: &[u8]) -> bool {
    bytes.windows(TOLD.len()).any(|window| window == TOLD)
}

fn way_up(exif: Option<Bytes>) -> Option<u32> {
    let read = Reader::new().read_raw(exif?.to_vec()).unwrap();
    assert_eq!(read.fields().count(), 1);
    read.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)
}

#[test]
fn a_photo_loses_all_that_it_says_of_itself_but_which_way_up_it_is() {
    let scan = [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9];
    let given = photo(6, &scan, &[b"\xff\xd8\xff\xe1", TOLD].concat());
    assert!(tells(&given));

    let (format, kept) = cleaned(&given).unwrap();

    assert_eq!(format, FileFormat::Jpeg);
    assert!(!tells(&kept));
    assert!(kept.ends_with(&scan));
    let kept = Jpeg::from_bytes(kept.into()).unwrap();
    assert_eq!((kept.dimensions(), way_up(kept.exif())), (Some((3, 2)), Some(6)));
    let kinds: Vec<u8> = kept.segments().iter().map(JpegSegment::marker).collect();
    assert_eq!(kinds, [markers::APP0, markers::APP1, markers::APP2, markers::SOF0, markers::SOS]);
}

#[test]
fn a_photo_that_stands_upright_says_nothing_at_all() {
    let (_, kept) = cleaned(&photo(1, &[0x12, 0xff, 0xd9], b"")).unwrap();
    assert_eq!(Jpeg::from_bytes(kept.into()).unwrap().exif(), None);
}

#[test]
fn a_photo_of_several_scans_ends_where_the_last_of_them_does() {
    let table = segment(markers::DHT, &[0x10, 0xff, 0xd9]);
    let scan = [&[0x12], table.as_slice(), &segment(markers::SOS, &[1, 1, 0, 0, 63, 0]), &[0x34, 0xff, 0xd9]].concat();
    let (_, kept) = cleaned(&photo(1, &scan, TOLD)).unwrap();
    assert!(kept.ends_with(&scan));
}

#[test]
fn a_photo_that_describes_itself_between_its_scans_is_not_taken() {
    let scan = [&[0x12], segment(markers::COM, TOLD).as_slice(), &[0xff, 0xd9]].concat();
    assert_eq!(cleaned(&photo(1, &scan, b"")), None);
}

#[test]
fn a_photo_that_breaks_off_is_kept_as_far_as_it_goes() {
    let (_, kept) = cleaned(&photo(1, &[0x12, 0x34], b"")).unwrap();
    assert!(kept.ends_with(&[0x12, 0x34]));
}

#[test]
fn a_picture_as_png_keeps_only_what_draws_it() {
    let head = [0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0];
    let exif = exif(3);
    let parts: [([u8; 4], &[u8]); 6] =
        [(*b"IHDR", &head), (*b"tEXt", TOLD), (*b"eXIf", &exif), (*b"tIME", TOLD), (*b"IDAT", b"x"), (*b"IEND", b"")];
    let mut given = Png::from_bytes(Bytes::from_static(b"\x89PNG\r\n\x1a\n")).unwrap();
    given.chunks_mut().extend(parts.map(|(kind, contents)| PngChunk::new(kind, Bytes::copy_from_slice(contents))));
    let given = [given.encoder().bytes().as_ref(), TOLD].concat();

    let (format, kept) = cleaned(&given.into()).unwrap();

    assert_eq!((format, tells(&kept)), (FileFormat::Png, false));
    let kept = Png::from_bytes(kept.into()).unwrap();
    assert_eq!(way_up(kept.exif()), Some(3));
    let kinds: Vec<[u8; 4]> = kept.chunks().iter().map(PngChunk::kind).collect();
    assert_eq!(kinds, [*b"IHDR", *b"eXIf", *b"IDAT", *b"IEND"]);
}

#[test]
fn a_picture_as_webp_keeps_only_what_draws_it() {
    let exif = exif(8);
    let parts: [([u8; 4], &[u8]); 4] = [
        (CHUNK_VP8X, &[0b0000_1100, 0, 0, 0, 2, 0, 0, 1, 0, 0]),
        (CHUNK_VP8, b"\x50\x5a\x00\x9d\x01\x2a\x03\x00\x02\x00"),
        (*b"EXIF", &exif),
        (*b"XMP ", TOLD),
    ];
    let chunk =
        |(id, contents): ([u8; 4], &[u8])| RiffChunk::new(id, RiffContent::Data(Bytes::copy_from_slice(contents)));
    let subchunks = parts.map(chunk).into();
    let riff = RiffChunk::new(*b"RIFF", RiffContent::List { kind: Some(*b"WEBP"), subchunks });
    let given = [riff.encoder().bytes().as_ref(), TOLD].concat();

    let (format, kept) = cleaned(&given.into()).unwrap();

    assert_eq!((format, tells(&kept)), (FileFormat::Webp, false));
    let kept = WebP::from_bytes(kept.into()).unwrap();
    assert_eq!(way_up(kept.exif()), Some(8));
    let flags = kept.chunk_by_id(CHUNK_VP8X).and_then(|chunk| chunk.content().data()).unwrap()[0];
    assert_eq!(flags, 0b0000_1000);
}

#[test]
fn what_begins_as_a_picture_and_is_none_is_not_taken() {
    for begun in [&b"\xff\xd8\xff\xe0"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\x04\0\0\0WEBP", b"GIF89a"] {
        assert_eq!(cleaned(&Bytes::copy_from_slice(begun)), None, "{begun:?}");
    }
}
