//! Passwords that the process makes for staff, to be shown once and typed by a person.

use domain::time::Entropy;

/// Small letters and digits without those that are taken for others; 32, so that a byte falls on each equally often.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
/// Twenty characters of five bits each.
const LENGTH: usize = 20;

/// Makes a password with a hundred random bits, in groups of five characters.
pub fn random(entropy: &dyn Entropy) -> String {
    let mut bytes = [0; LENGTH];
    entropy.fill(&mut bytes);
    let letters = bytes.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    letters.chunks(5).map(String::from_iter).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemEntropy;

    #[test]
    fn a_random_password_is_long_readable_and_never_the_same() {
        let (one, other) = (random(&SystemEntropy), random(&SystemEntropy));
        assert_eq!(one.len(), 23);
        assert!(one.split('-').all(|group| group.len() == 5 && group.bytes().all(|byte| ALPHABET.contains(&byte))));
        assert_ne!(one, other);
    }
}
