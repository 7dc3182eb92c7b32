//! A digest of all that is sent, by which sending the same again is told from sending something else.
//!
//! It is keyed by the draft's secret, which the store does not have, except in an email with a link until that is sent: who
//! reads the database otherwise cannot try addresses or names until one fits.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::{secret::Secret, words::hex};

/// Makes the digest of a document: the HMAC-SHA256 of its JSON, whose maps are in order.
/// What only its own browser sees needs no key.
///
/// # Panics
/// Never: HMAC takes a key of any length.
pub fn digest(secret: Option<&Secret>, document: &Value) -> Vec<u8> {
    let key = secret.map_or("", Secret::expose);
    let mut digest = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    digest.update(document.to_string().as_bytes());
    digest.finalize().into_bytes().to_vec()
}

/// Writes a digest for a hidden field.
pub fn written(digest: &[u8]) -> String {
    hex(digest)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_digest_is_an_hmac_under_the_secret_and_another_under_another() {
        let document = json!("what do ya want for nothing?");
        let one = digest(Some(&Secret::from_outside("Jefe")), &document);
        assert_eq!(written(&one), "6e5c2a18febccaca669ac5f4415342714850e76ba86824a3371270e6dd69956f");
        assert_ne!(one, digest(Some(&Secret::from_outside("Jeff")), &document));
        assert_ne!(one, digest(None, &document));
    }
}
