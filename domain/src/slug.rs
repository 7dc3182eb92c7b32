//! Names for addresses and files, made from words that people write.

/// Makes a name of small letters, digits and hyphens from the first words of a text; empty where it has none of these.
pub fn from_words(text: &str, most_words: usize, longest: usize) -> String {
    let plain = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let words = text.split(|c: char| c.is_whitespace() || c == '-').map(plain).filter(|word| !word.is_empty());
    let mut name = words.take(most_words).collect::<Vec<_>>().join("-");
    name.truncate(longest);
    name.truncate(name.trim_end_matches('-').len());
    name
}
