//! A fingerprint of all that is sent, by which sending the same again is told from sending something else.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// Makes the fingerprint of a document: the SHA-256 of its JSON, whose maps are in order.
pub fn digest(document: &Value) -> Vec<u8> {
    Sha256::digest(document.to_string().as_bytes()).to_vec()
}

/// Writes a fingerprint for a hidden field.
pub fn written(digest: &[u8]) -> String {
    use std::fmt::Write;
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
