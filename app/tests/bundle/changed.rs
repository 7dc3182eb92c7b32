//! What is changed in a bundle is named.

use app::bundle::{Difference, MOST_NAMED, Verified, verify, write};
use domain::bundle::{Grain, Standing};

use crate::{
    sample::{Sample, USUAL},
    unpacked::Files,
};

fn said(verified: &Verified) -> Vec<String> {
    verified.differences.iter().map(ToString::to_string).collect()
}

/// Checks a bundle that was changed, and gives what is said of it.
fn checked(files: &Files) -> Vec<String> {
    said(&verify(&files.packed(), None).unwrap())
}

#[test]
fn a_bundle_that_nobody_touched_holds() {
    for headline in 0..3 {
        let bundle = Sample { headline, ..USUAL }.whole();
        let verified = verify(&bundle.bytes, Some(&bundle.fingerprint)).unwrap();
        assert_eq!(said(&verified), [""; 0]);
        assert!(verified.is_packed_alike && verified.figures.unwrap() > 100);
        assert_eq!(verified.manifest.grain, Grain::Whole);
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    assert_eq!(USUAL.whole().bytes, USUAL.whole().bytes);
}

#[test]
fn one_byte_in_any_file_is_named_with_its_file() {
    let bundle = USUAL.whole();
    let files = Files::of(&bundle.bytes);
    assert_eq!(
        files.names(),
        [
            "README.md",
            "method.md",
            "plan.json",
            "questions.json",
            "responses.csv",
            "frozen.csv",
            "results.json",
            "manifest.json",
        ]
    );
    for name in files.names() {
        let mut files = files.clone();
        let bytes = files.file(name);
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        match verify(&files.packed(), Some(&bundle.fingerprint)) {
            Ok(verified) => {
                assert!(said(&verified).iter().any(|line| line.contains(name)), "{name}: {:?}", said(&verified));
            }
            Err(error) => assert!(name == "manifest.json" && error.to_string().contains(name), "{name}: {error}"),
        }
    }
}

#[test]
fn a_manifest_that_is_not_the_published_one_is_told() {
    let bundle = USUAL.whole();
    let mut files = Files::of(&bundle.bytes);
    files.replace("manifest.json", "What should come first?", "What should come last?");
    assert_eq!(checked(&files), [""; 0], "nothing else knows the title");
    let verified = verify(&files.packed(), Some(&bundle.fingerprint)).unwrap();
    assert!(matches!(&verified.differences[..], [Difference::OtherBundle { .. }]));
    files.replace("manifest.json", "  \"run\": 1,", "  \"run\":  1,");
    assert_eq!(checked(&files), ["manifest.json is not written as Folkmoot writes it"]);
}

#[test]
fn files_that_were_taken_out_or_put_in_are_named() {
    let mut files = Files::of(&USUAL.whole().bytes);
    files.0.retain(|(name, _)| name != "method.md");
    files.0.push(("../extra.md".into(), Vec::new()));
    assert_eq!(checked(&files), ["method.md is missing", "../extra.md was added: the manifest does not list it"]);
    files.0.retain(|(name, _)| name != "responses.csv");
    assert!(checked(&files).contains(&"responses.csv cannot be read: it is not there".to_owned()));
}

#[test]
fn an_answer_more_or_less_changes_figures_even_where_the_manifest_is_made_right() {
    let whole = Files::of(&USUAL.whole().bytes);
    let text = whole.clone().text("responses.csv");
    let last = text
        .lines()
        .rfind(|line| line.starts_with("resident") && line.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap();
    for changed in [format!("{text}{last}\n"), text.replacen(&format!("{last}\n"), "", 1)] {
        let mut files = whole.clone();
        *files.file("responses.csv") = changed.into_bytes();
        files.list_again();
        let said = checked(&files);
        assert!(said[0].starts_with("responses that are there and count: "), "{said:?}");
        assert!(said.iter().any(|line| line.starts_with("headline.items[0].weight: ")), "{said:?}");
        assert_eq!(said.len(), 1 + MOST_NAMED + 1, "{said:?}");
        assert!(said.last().unwrap().starts_with("and "), "{said:?}");
    }
}

#[test]
fn one_answer_otherwise_changes_figures() {
    let mut files = Files::of(&USUAL.whole().bytes);
    let text = files.text("responses.csv");
    let line = text.lines().find(|line| line.starts_with("resident,,16-29,male,1,0,")).unwrap().to_owned();
    let text = text.replacen(&line, &line.replacen(",1,0,", ",0,1,", 1), 1);
    *files.file("responses.csv") = text.into_bytes();
    files.list_again();
    assert!(checked(&files).iter().any(|line| line.starts_with("headline.items[0].weight: ")));
}

#[test]
fn another_seed_changes_the_ranges() {
    let mut files = Files::of(&USUAL.whole().bytes);
    files.replace("plan.json", "\"seed\": 2026", "\"seed\": 2027");
    files.list_again();
    let said = checked(&files);
    assert_eq!(said[0], "the seed: 2027 in plan.json, 2026 in manifest.json");
    assert!(said.iter().any(|line| line.starts_with("headline.items[0].range[0]: ")), "{said:?}");
    assert!(!said.iter().any(|line| line.starts_with("headline.items[0].weight: ")), "{said:?}");
}

#[test]
fn a_figure_that_was_changed_is_named() {
    let (evidence, results) = USUAL.evidence();
    let mut files = Files::of(&write(&evidence, true).unwrap().bytes);
    let weight = results.headline.items[2].weight.to_string();
    files.replace("results.json", &format!("\"weight\":{weight}"), "\"weight\":0.5");
    files.list_again();
    let [said] = &checked(&files)[..] else { panic!("one figure differs: {:?}", checked(&files)) };
    assert_eq!(*said, format!("headline.items[2].weight: 0.5 in the file, {weight} recomputed"));
}

#[test]
fn a_pool_by_other_weights_than_were_signed_is_named() {
    let sample = Sample { panels: 2, ..USUAL };
    let whole = sample.whole();
    assert_eq!(checked(&Files::of(&whole.bytes)), [""; 0]);
    let mut files = Files::of(&whole.bytes);
    files.replace("plan.json", "\"weight\": 40", "\"weight\": 41");
    files.replace("plan.json", "\"weight\": 60", "\"weight\": 59");
    files.list_again();
    let said = checked(&files);
    assert!(said.contains(&"pooling.panels[0].weight: 40 in the file, 41 recomputed".to_owned()), "{said:?}");
    assert!(said.iter().any(|said| said.starts_with("pooling.pool.figures.shares[0]: ")), "{said:?}");
    assert!(!said.iter().any(|said| said.starts_with("headline")), "{said:?}");
}

#[test]
fn a_response_that_was_deleted_since_is_missing_from_the_figures_and_told() {
    let (mut evidence, _) = USUAL.evidence();
    evidence.tally = Sample { residents: USUAL.residents - 1, ..USUAL }.tally();
    evidence.tally.sort();
    evidence.frozen[7].standing = Standing::Missing;
    let verified = verify(&write(&evidence, true).unwrap().bytes, None).unwrap();
    assert_eq!(verified.manifest.missing, 3);
    assert!(
        said(&verified).contains(&"respondents.missing: 2 in the file, 3 recomputed".to_owned()),
        "{:?}",
        said(&verified)
    );
}

#[test]
fn a_campaign_that_is_counted_otherwise_or_not_at_all_is_named() {
    let sample = Sample { campaigners: 40, ..USUAL };
    let whole = Files::of(&sample.whole().bytes);
    assert_eq!(checked(&whole), [""; 0]);
    let mut otherwise = Files::of(&sample.whole().bytes);
    otherwise.replace("questions.json", "\"treatment\": \"told\"", "\"treatment\": \"own\"");
    otherwise.list_again();
    assert!(checked(&otherwise).iter().any(|said| said.contains("treatment")), "{:?}", checked(&otherwise));
    let mut counted = Files::of(&sample.whole().bytes);
    let frozen = counted.text("frozen.csv").replacen("left-out", "there", 1);
    *counted.file("frozen.csv") = frozen.into_bytes();
    counted.list_again();
    let said = checked(&counted);
    assert!(said.iter().any(|said| said.contains("responses that are there and count")), "{said:?}");
    assert!(said.iter().any(|said| said.contains("respondents.left_out: 3 in the file, 2 recomputed")), "{said:?}");
}
