//! Secrets that a browser or an email carries: 128 random bits, of which only a hash is stored, except in an email with a link
//! until that is sent.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::time::Entropy;
use sha2::{Digest, Sha256};

/// A secret as it travels in a cookie or a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Makes a new secret.
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 16];
        entropy.fill(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Takes a secret from a cookie or a link.
    pub fn from_outside(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Gives the text that travels.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Gives the hash by which the store finds what belongs to the secret.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}
