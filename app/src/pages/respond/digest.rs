//! A fingerprint of all answers, by which sending the same again is told from sending something else.

use domain::response::Submission;
use sha2::{Digest, Sha256};

/// Makes the fingerprint of a submission: the SHA-256 of its answers and contacts as JSON, whose maps are in order.
pub(super) fn digest(submission: &Submission) -> Vec<u8> {
    let document = serde_json::json!({ "answers": submission.outcomes, "contacts": contacts(submission) });
    Sha256::digest(document.to_string().as_bytes()).to_vec()
}

fn contacts(submission: &Submission) -> Vec<(&str, bool, bool)> {
    submission.contacts.iter().map(|c| (c.email.as_str(), c.updates, c.interview)).collect()
}

/// Writes a fingerprint for a hidden field.
pub(super) fn written(digest: &[u8]) -> String {
    use std::fmt::Write;
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
