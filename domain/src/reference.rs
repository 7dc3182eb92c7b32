//! The reference that a person keeps: short, unambiguous when read aloud, and with a character that catches slips.

use crate::time::Entropy;

/// The characters of a reference: no I, L, O or U, which are taken for others.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many characters are random; the last one of nine checks them.
const RANDOM: usize = 8;

/// Makes a new reference, for example `7K3-M9Q-XF2`.
pub fn new(entropy: &dyn Entropy) -> String {
    let mut bytes = [0_u8; RANDOM];
    entropy.fill(&mut bytes);
    let mut values: Vec<u8> = bytes.iter().map(|byte| byte % 32).collect();
    values.push(check(&values));
    let letters: Vec<char> = values.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect();
    letters.chunks(3).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Reads a reference as a person types it, in any case, with or without hyphens, and gives its written form.
pub fn parse(typed: &str) -> Option<String> {
    let values: Vec<u8> =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '-').map(value).collect::<Option<_>>()?;
    let (last, first) = values.split_last()?;
    if first.len() != RANDOM || check(first) != *last {
        return None;
    }
    let letters: Vec<char> = values.iter().map(|v| char::from(ALPHABET[usize::from(*v)])).collect();
    Some(letters.chunks(3).map(String::from_iter).collect::<Vec<_>>().join("-"))
}

fn value(letter: char) -> Option<u8> {
    let plain = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|a| char::from(*a) == plain).and_then(|index| u8::try_from(index).ok())
}

/// Weighs each place differently and by an odd number, so that one wrong character always shows, and most swaps do.
fn check(values: &[u8]) -> u8 {
    let sum: u32 = values.iter().zip(0_u32..).map(|(value, place)| u32::from(*value) * (2 * place + 1)).sum();
    u8::try_from(sum % 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting;

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for (byte, value) in bytes.iter_mut().zip(7..) {
                *byte = value;
            }
        }
    }

    #[test]
    fn a_reference_is_read_back_however_it_is_typed() {
        let written = new(&Counting);
        assert_eq!(written.len(), 11);
        assert_eq!(parse(&written), Some(written.clone()));
        assert_eq!(parse(&written.to_lowercase().replace('-', " ")), Some(written));
    }

    #[test]
    fn one_wrong_character_is_always_noticed() {
        let written = new(&Counting);
        for place in [0, 1, 2, 4, 5, 6, 8, 9, 10] {
            for letter in ALPHABET.iter().map(|a| char::from(*a)) {
                let mut wrong: Vec<char> = written.chars().collect();
                if wrong[place] != letter {
                    wrong[place] = letter;
                    assert_eq!(parse(&String::from_iter(wrong)), None);
                }
            }
        }
    }
}
