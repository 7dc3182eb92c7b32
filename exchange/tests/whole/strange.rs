//! Files that nobody meant: cut off, mangled, in other encodings, or made to do harm.

use exchange::NotRead;
use proptest::prelude::*;

use super::sample;

const SAMPLES: [&str; 5] =
    ["limesurvey-261.lss", "limesurvey-627.lss", "own-constructs.lss", "own-xlsform.csv", "own-citizen-space.json"];

#[test]
fn a_file_that_cannot_be_read_says_why() {
    assert_eq!(exchange::read(b""), Err(NotRead::Empty));
    assert_eq!(exchange::read(b" \r\n\t"), Err(NotRead::Empty));
    assert_eq!(exchange::read(&vec![b' '; 6 * 1024 * 1024]), Err(NotRead::TooLarge));
    assert_eq!(exchange::read(b"%PDF-1.7 and so on"), Err(NotRead::UnknownFormat));
    assert_eq!(exchange::read(&[0x89, b'P', b'N', b'G', 0, 1, 2, 0xff]), Err(NotRead::UnknownFormat));
    assert_eq!(exchange::read(b"caf\xe9"), Err(NotRead::NotUtf8));
    let wide: Vec<u8> = "\u{feff}<document/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(exchange::read(&wide), Err(NotRead::NotUtf8));
}

#[test]
fn words_that_a_database_might_not_take_do_not_come_in() {
    let bell =
        r#"{"format":"folkmoot questionnaire","format_version":1,"title":"A\u0000","questionnaire":{"pages":[]}}"#;
    assert_eq!(exchange::read(bell.as_bytes()), Err(NotRead::ControlCharacters));
    let text = "type,label\ntext,Why\u{7} not?\n";
    let form = exchange::read(text.as_bytes()).unwrap();
    assert_eq!(form.questionnaire.pages[0].questions[0].text, "Why not?");
}

#[test]
fn a_file_made_to_take_long_does_not() {
    let rows = "text,same,Why?\n".repeat(1_001);
    assert_eq!(exchange::read(format!("type,name,label\n{rows}").as_bytes()), Err(NotRead::TooMany { most: 1_000 }));
    let options: Vec<String> = (0..900).map(|number| format!("Answer {number}")).collect();
    let options = options.join("|");
    let rows = format!("select_one,\"{options}\"\n").repeat(60);
    assert_eq!(exchange::read(format!("type,choices\n{rows}").as_bytes()), Err(NotRead::TooLarge));
}

#[test]
fn xml_that_would_grow_or_reach_out_is_refused() {
    let bomb = r#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><document>&b;</document>"#;
    assert!(matches!(exchange::read(bomb.as_bytes()), Err(NotRead::DamagedXml { .. })));
    let outside = r#"<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><document>&f;</document>"#;
    assert!(matches!(exchange::read(outside.as_bytes()), Err(NotRead::DamagedXml { .. })));
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(exchange::read(deep.as_bytes()).is_err());
    let many = format!(
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><q><rows>{}</rows></q></document>",
        "<row/>".repeat(60_000)
    );
    assert_eq!(exchange::read(many.as_bytes()), Err(NotRead::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), begin in 0_usize..5) {
        let begins: [&[u8]; 5] = [b"", b"<document>", b"{\"format\":", b"PK\x03\x04", b"type,label\n"];
        drop(exchange::read(&[begins[begin], &bytes].concat()));
    }

    #[test]
    fn no_part_of_a_sample_breaks_the_reader(which in 0..SAMPLES.len(), cut in 0.0_f64..1.0) {
        let bytes = sample(SAMPLES[which]);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a small file")]
        let cut = (bytes.len() as f64 * cut) as usize;
        let read = exchange::read(&bytes[..cut.min(bytes.len() - 2)]);
        // A table that is cut off is a shorter table.
        prop_assert!(SAMPLES[which] == "own-xlsform.csv" || read.is_err());
    }

    #[test]
    fn no_mangled_sample_breaks_the_reader(
        which in 0..SAMPLES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..12_usize), 1..12),
    ) {
        let mut bytes = sample(SAMPLES[which]);
        for (place, byte, length) in changes {
            let place = place.index(bytes.len());
            let end = (place + length).min(bytes.len());
            bytes.splice(place..end, [byte]);
        }
        if let Ok(imported) = exchange::read(&bytes) {
            drop(imported.questionnaire.check());
        }
    }
}
