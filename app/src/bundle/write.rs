//! Writing a bundle: each file, the manifest over them, and all of them packed.

use std::io::{self, Cursor, Write};

use domain::bundle::{Grain, Standing};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    TooClose,
    documents::{Asked, FORMAT, FORMAT_VERSION, ListedFile, Manifest, Particulars, SignedPlan, fingerprint, written},
    grain::public_grain,
    names,
    rows::{Mark, write_answers, write_frozen},
};
use crate::analysis::Tally;

/// All that a bundle is made of.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What is known of the run.
    pub particulars: Particulars,
    /// The plan.
    pub plan: SignedPlan,
    /// The answers that are still there, sorted.
    pub tally: Tally,
    /// Every frozen response.
    pub frozen: Vec<Mark>,
    /// The results as they are stored.
    pub results: String,
}

/// A bundle that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its fingerprint: the SHA-256 of the manifest.
    pub fingerprint: String,
}

/// A file before it is packed.
struct File {
    name: &'static str,
    bytes: Vec<u8>,
    rows: Option<u64>,
}

impl Evidence {
    /// Gives the grain at which the evidence may be published, and why not at a finer one.
    pub fn public_grain(&self) -> (Grain, Option<TooClose>) {
        match public_grain(&self.tally) {
            Ok(()) => (Grain::Rows, None),
            Err(reason) => (Grain::Hashes, Some(reason)),
        }
    }
}

/// Writes a bundle for everybody, at the finest grain at which nobody can be told by it; or, if asked for it whole, for staff.
///
/// # Errors
/// Fails where a document cannot be written, which nothing that was stored can bring about.
pub fn write(evidence: &Evidence, is_whole: bool) -> io::Result<Written> {
    let (grain, reason) = if is_whole { (Grain::Whole, None) } else { evidence.public_grain() };
    let mut questions = Asked::of(&evidence.tally);
    if !grain.has_rows() {
        // How many responses each has can be few, and there are no rows that name them.
        questions.campaigns.clear();
    }
    let file = |name, bytes| File { name, bytes, rows: None };
    let mut files = vec![
        file(names::README, include_bytes!("readme.md").to_vec()),
        file(names::METHOD, include_bytes!("method.md").to_vec()),
        file(names::PLAN, written(&evidence.plan)?),
        file(names::QUESTIONS, written(&questions)?),
    ];
    if grain.has_rows() {
        let (bytes, rows) = write_answers(&evidence.tally, &questions)?;
        files.push(File { name: names::RESPONSES, bytes, rows: Some(rows) });
    }
    let responses = u64::try_from(evidence.frozen.len()).ok();
    files.push(File { name: names::FROZEN, bytes: write_frozen(&evidence.frozen)?, rows: responses });
    files.extend(results(evidence, grain).map(|bytes| file(names::RESULTS, bytes)));
    let missing = evidence.frozen.iter().filter(|mark| mark.standing == Standing::Missing).count();
    let listed = |file: &File| ListedFile {
        name: file.name.to_owned(),
        bytes: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
        rows: file.rows,
        sha256: fingerprint(&file.bytes),
    };
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        particulars: evidence.particulars.clone(),
        seed: evidence.plan.plan.seed,
        missing: u64::try_from(missing).unwrap_or(u64::MAX),
        grain,
        left_out: reason.map(|reason| reason.to_string()),
        results_fingerprint: grain.has_rows().then(|| fingerprint(evidence.results.as_bytes())),
        files: files.iter().map(listed).collect(),
    };
    let document = written(&manifest)?;
    let print = fingerprint(&document);
    files.push(file(names::MANIFEST, document));
    let bytes = pack(files.iter().map(|file| (file.name, file.bytes.as_slice())))?;
    Ok(Written { bytes, manifest, fingerprint: print })
}

/// Gives the results that a bundle of a grain may have: where the answers are left out, so are the figures that rest on few of them.
fn results(evidence: &Evidence, grain: Grain) -> Option<Vec<u8>> {
    grain.has_rows().then(|| evidence.results.clone().into_bytes())
}

/// Packs files in their order; the same files give the same bytes.
pub(super) fn pack<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of every file is the first that the format knows: when a bundle was packed is no evidence.
    let time = zip::DateTime::default();
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(time);
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
