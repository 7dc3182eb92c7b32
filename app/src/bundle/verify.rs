//! Checking a bundle: that its files are those of the manifest, and that every figure comes out again.

use std::ops::ControlFlow;

use domain::plan::{LEAST_REPLICATES, MOST_PANELS, MOST_REPLICATES};
use serde_json::Value;

use super::{
    compare::{Differing, differing},
    documents::{Asked, Manifest, SignedPlan, fingerprint, written},
    names,
    read::{NotABundle, Unpacked, unpack},
    rows::{Listed, read_answers, read_frozen},
    write::pack,
};
use crate::analysis::{
    Population, Tally,
    run::{Frozen, execute},
};

/// How many figures that differ are named.
pub const MOST_NAMED: usize = 50;

/// One thing in which a bundle differs from what it says or from what comes out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Difference {
    /// It is another bundle than the one that is meant.
    #[error(
        "the fingerprint of this bundle is {found}, not {meant}: its manifest.json is not the one that was published"
    )]
    OtherBundle {
        /// The fingerprint that was given.
        meant: String,
        /// The fingerprint of the file.
        found: String,
    },
    /// The manifest has been written by something else.
    #[error("manifest.json is not written as Folkmoot writes it")]
    Rewritten,
    /// A file that the manifest lists is not there.
    #[error("{0} is missing")]
    Missing(String),
    /// A file is there that the manifest does not list.
    #[error("{0} was added: the manifest does not list it")]
    Added(String),
    /// A file cannot be unpacked.
    #[error("{0} is damaged and cannot be unpacked")]
    Damaged(String),
    /// A file is not the one that the manifest lists.
    #[error("{file} has another fingerprint than the manifest says: {found}, not {listed}")]
    Changed {
        /// The file.
        file: String,
        /// The SHA-256 that it has.
        found: String,
        /// The SHA-256 that the manifest lists.
        listed: String,
    },
    /// A file cannot be read for what it is.
    #[error("{file} cannot be read: {reason}")]
    Unreadable {
        /// The file.
        file: &'static str,
        /// Why.
        reason: String,
    },
    /// Two files say different things.
    #[error("{what}: {one} in {first}, {other} in {second}")]
    Disagreeing {
        /// What they speak of.
        what: &'static str,
        /// The first file.
        first: &'static str,
        /// What it says.
        one: String,
        /// The second file.
        second: &'static str,
        /// What that says.
        other: String,
    },
    /// The figures cannot be worked out from the answers.
    #[error("the figures cannot be worked out again: {0}")]
    NoFigures(String),
    /// A figure comes out otherwise.
    #[error("{path}: {} in the file, {} recomputed", say(in_file.as_ref()), say(recomputed.as_ref()))]
    Figure {
        /// Where it stands in the results.
        path: String,
        /// What the file says.
        in_file: Option<Value>,
        /// What comes out.
        recomputed: Option<Value>,
    },
    /// More figures come out otherwise than are named.
    #[error("and {0} more figures")]
    MoreFigures(usize),
}

fn say(figure: Option<&Value>) -> String {
    figure.map_or_else(|| "nothing".to_owned(), Value::to_string)
}

/// What was found in a bundle.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its fingerprint.
    pub fingerprint: String,
    /// How many figures of the results came out the same; `None` where the bundle has no answers to work them out from.
    pub figures: Option<usize>,
    /// Whether the archive is packed as Folkmoot packs it, byte by byte.
    pub is_packed_alike: bool,
    /// What differs; nothing where everything holds.
    pub differences: Vec<Difference>,
}

/// Checks a bundle, against the fingerprint that was published if that is given.
///
/// # Errors
/// Says why the file is no bundle.
pub fn verify(bytes: &[u8], published: Option<&str>) -> Result<Verified, NotABundle> {
    let unpacked = unpack(bytes)?;
    let mut differences = Vec::new();
    if let Some(meant) =
        published.map(|meant| meant.trim().to_lowercase()).filter(|meant| *meant != unpacked.fingerprint)
    {
        differences.push(Difference::OtherBundle { meant, found: unpacked.fingerprint.clone() });
    }
    files(&unpacked, &mut differences);
    let figures = match content(&unpacked, &mut differences) {
        Ok(figures) => figures,
        Err(difference) => {
            differences.push(difference);
            None
        }
    };
    let Unpacked { manifest, fingerprint, files, .. } = unpacked;
    let known = names::ALL.iter().filter_map(|name| Some((*name, files.get(*name)?.as_slice())));
    let is_packed_alike = pack(known).is_ok_and(|packed| packed == bytes);
    Ok(Verified { manifest, fingerprint, figures, is_packed_alike, differences })
}

/// Compares the files with the manifest.
fn files(unpacked: &Unpacked, differences: &mut Vec<Difference>) {
    let document = unpacked.files.get(names::MANIFEST);
    if written(&unpacked.manifest).ok().as_ref() != document {
        differences.push(Difference::Rewritten);
    }
    let listed = &unpacked.manifest.files;
    for file in listed {
        let damaged = unpacked.damaged.contains(&file.name);
        match unpacked.files.get(&file.name) {
            None if damaged => differences.push(Difference::Damaged(file.name.clone())),
            None => differences.push(Difference::Missing(file.name.clone())),
            Some(bytes) => {
                let found = fingerprint(bytes);
                if found != file.sha256 || u64::try_from(bytes.len()) != Ok(file.bytes) {
                    let listed = file.sha256.clone();
                    differences.push(Difference::Changed { file: file.name.clone(), found, listed });
                }
            }
        }
    }
    let there = unpacked.files.keys().chain(&unpacked.damaged);
    let is_added = |name: &&String| *name != names::MANIFEST && listed.iter().all(|file| file.name != **name);
    differences.extend(there.filter(is_added).cloned().map(Difference::Added));
}

/// Reads what is in the files and compares it with the manifest and the results; gives how many figures came out the same.
fn content(unpacked: &Unpacked, differences: &mut Vec<Difference>) -> Result<Option<usize>, Difference> {
    let manifest = &unpacked.manifest;
    let plan: SignedPlan = document(unpacked, names::PLAN)?;
    let frozen = read_frozen(file(unpacked, names::FROZEN)?).map_err(|error| unreadable(names::FROZEN, error))?;
    let mut agree = |what, first, one: u64, second, other: u64| {
        if one != other {
            let (one, other) = (one.to_string(), other.to_string());
            differences.push(Difference::Disagreeing { what, first, one, second, other });
        }
    };
    agree("the seed", names::PLAN, plan.plan.seed.into(), names::MANIFEST, manifest.seed.into());
    let responses = manifest.particulars.freeze.responses;
    agree("frozen responses", names::FROZEN, frozen.responses, names::MANIFEST, responses);
    agree("missing responses", names::FROZEN, frozen.missing, names::MANIFEST, manifest.missing);
    if !manifest.grain.has_rows() {
        return Ok(None);
    }
    let (mut tally, rows) = answers(unpacked, &plan)?;
    tally.left_out = usize::try_from(frozen.left_out).unwrap_or(usize::MAX);
    let there = frozen.responses.saturating_sub(frozen.missing).saturating_sub(frozen.left_out);
    agree("responses that are there and count", names::RESPONSES, rows, names::FROZEN, there);
    let results = file(unpacked, names::RESULTS)?;
    let stored = fingerprint(results);
    if manifest.results_fingerprint.as_ref() != Some(&stored) {
        let listed = manifest.results_fingerprint.clone().unwrap_or_else(|| "none".to_owned());
        let what = "the fingerprint of the results";
        let (first, second) = (names::RESULTS, names::MANIFEST);
        differences.push(Difference::Disagreeing { what, first, one: stored, second, other: listed });
    }
    let in_file: Value = serde_json::from_slice(results).map_err(|error| unreadable(names::RESULTS, error))?;
    let recomputed = recomputed(&plan, &tally, frozen)?;
    let found = differing(&in_file, &recomputed);
    let same = count(&recomputed).saturating_sub(found.len());
    let more = found.len().saturating_sub(MOST_NAMED);
    differences.extend(found.into_iter().take(MOST_NAMED).map(Difference::from));
    differences.extend((more > 0).then_some(Difference::MoreFigures(more)));
    Ok(Some(same))
}

impl From<Differing> for Difference {
    fn from(Differing { path, in_file, recomputed }: Differing) -> Self {
        Self::Figure { path, in_file, recomputed }
    }
}

/// Reads the answers into numbers, in the order in which a run takes them.
fn answers(unpacked: &Unpacked, plan: &SignedPlan) -> Result<(Tally, u64), Difference> {
    let population = Population::planned(&plan.plan).map_err(|error| unreadable(names::PLAN, error))?;
    let questions: Asked = document(unpacked, names::QUESTIONS)?;
    if !questions.suits(&population) {
        return Err(unreadable(names::QUESTIONS, "its margins are not those of plan.json"));
    }
    let read = read_answers(file(unpacked, names::RESPONSES)?, &questions, population);
    let (mut tally, rows) = read.map_err(|error| unreadable(names::RESPONSES, error))?;
    tally.sort();
    Ok((tally, rows))
}

/// Works every figure out again.
fn recomputed(plan: &SignedPlan, tally: &Tally, frozen: Listed) -> Result<Value, Difference> {
    let no_figures = |reason: String| Difference::NoFigures(reason);
    // A file from anybody must not keep this machine busy for ever.
    if !(LEAST_REPLICATES..=MOST_REPLICATES).contains(&plan.plan.replicates) {
        return Err(no_figures(format!("plan.json says to draw {} times, which no plan may", plan.plan.replicates)));
    }
    if plan.plan.pooling.as_ref().is_some_and(|pooling| pooling.panels.len() > MOST_PANELS) {
        return Err(no_figures("plan.json pools more panels than any plan may".to_owned()));
    }
    let frozen = Frozen { responses: frozen.responses, missing: frozen.missing };
    let executed = execute(&plan.plan, tally, frozen, &|_, _| ControlFlow::Continue(()));
    let results = executed.map_err(|error| no_figures(error.to_string()))?;
    serde_json::to_value(results).map_err(|error| no_figures(error.to_string()))
}

/// Counts the figures and words of a document.
fn count(document: &Value) -> usize {
    match document {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 1,
    }
}

fn file<'a>(unpacked: &'a Unpacked, name: &'static str) -> Result<&'a [u8], Difference> {
    unpacked.files.get(name).map(Vec::as_slice).ok_or_else(|| unreadable(name, "it is not there"))
}

fn document<T: serde::de::DeserializeOwned>(unpacked: &Unpacked, name: &'static str) -> Result<T, Difference> {
    serde_json::from_slice(file(unpacked, name)?).map_err(|error| unreadable(name, error))
}

fn unreadable(file: &'static str, reason: impl ToString) -> Difference {
    Difference::Unreadable { file, reason: reason.to_string() }
}
