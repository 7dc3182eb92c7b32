//! `folkmoot verify`: checks a bundle, and says what was checked and what differs.

use std::{fs, io, path::Path};

use app::{
    bundle::{MOST_NAMED, Verified, verify},
    words::numbers,
};
use domain::bundle::Grain;

use super::say;
use crate::{cli::VerifyArguments, failure::Failure};

/// The largest file that is read: no bundle of a million responses has so many bytes.
const MOST_BYTES: u64 = 1 << 28;

pub(super) fn run(arguments: &VerifyArguments) -> Result<(), Failure> {
    let shown = arguments.file.display().to_string();
    let not_readable = |reason: String| Failure::NotReadable { file: shown.clone(), reason };
    let bytes = read(&arguments.file).map_err(|error| not_readable(error.to_string()))?;
    let verified = verify(&bytes, arguments.fingerprint.as_deref()).map_err(|error| not_readable(error.to_string()))?;
    say(&told(&verified));
    let differences = u64::try_from(verified.differences.len()).unwrap_or(u64::MAX);
    match differences {
        0 => Ok(()),
        _ => {
            Err(Failure::Refused(format!("{shown}: {}", numbers::count(differences, "thing differs", "things differ"))))
        }
    }
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(file)?.len() > MOST_BYTES {
        return Err(io::Error::other("it is larger than any bundle"));
    }
    fs::read(file)
}

/// Says what was checked, and names each thing that differs.
fn told(verified: &Verified) -> String {
    let (manifest, of) = (&verified.manifest, &verified.manifest.particulars);
    let freeze = &of.freeze;
    let mut lines = vec![
        format!("Bundle of run {} of \"{}\", worked out by Folkmoot {}", of.run, of.title, of.code_version),
        format!("Fingerprint of the bundle: {}", verified.fingerprint),
        format!(
            "It rests on freeze {}, which has {}; {} deleted since",
            freeze.number,
            numbers::count(freeze.responses, "response", "responses"),
            numbers::count(manifest.missing, "was", "were")
        ),
    ];
    if of.is_demonstration {
        lines.push("The answers are made up for a demonstration".to_owned());
    }
    if of.code_version != env!("CARGO_PKG_VERSION") {
        lines.push(format!("This is Folkmoot {}; another version may count otherwise", env!("CARGO_PKG_VERSION")));
    }
    lines.push(match (manifest.grain, verified.figures) {
        (Grain::Hashes, _) => {
            let why = manifest.left_out.as_deref().unwrap_or("the answers are left out");
            format!("The figures cannot be worked out again from this file: {why}")
        }
        (_, Some(same)) => format!(
            "Worked out again from the answers: {} came out the same",
            numbers::count(same, "figure", "figures")
        ),
        (_, None) => "The figures could not be worked out again".to_owned(),
    });
    if !verified.is_packed_alike {
        lines.push("The archive around the files was not packed by Folkmoot, or was changed".to_owned());
    }
    if verified.differences.is_empty() {
        lines.push("Everything holds".to_owned());
    } else {
        lines.push(format!("What differs (at most {MOST_NAMED} figures are named):"));
        lines.extend(verified.differences.iter().map(|difference| format!("  {difference}")));
    }
    lines.join("\n") + "\n"
}
