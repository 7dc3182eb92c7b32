//! What a staff password has to be.

/// The fewest characters of a password.
pub const LEAST_CHARACTERS: usize = 12;
/// The most bytes of a password, so that hashing one is never costly.
pub const MOST_BYTES: usize = 1_024;

/// A reason to refuse a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordRefusal {
    /// It has fewer than [`LEAST_CHARACTERS`] characters.
    TooShort,
    /// It has more than [`MOST_BYTES`] bytes.
    TooLong,
    /// It is the email address of the account.
    IsTheEmail,
}

/// Judges a password for the account with an email address; spaces and letters of any script are welcome.
pub fn judge(password: &str, email: &str) -> Result<(), Vec<PasswordRefusal>> {
    let is_email = password.trim().to_lowercase() == email.trim().to_lowercase();
    let found = [
        (password.chars().count() < LEAST_CHARACTERS, PasswordRefusal::TooShort),
        (password.len() > MOST_BYTES, PasswordRefusal::TooLong),
        (is_email, PasswordRefusal::IsTheEmail),
    ];
    let refusals: Vec<_> = found.into_iter().filter(|(holds, _)| *holds).map(|(_, refusal)| refusal).collect();
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMAIL: &str = "staff.member@example.org";

    #[test]
    fn a_password_has_at_least_twelve_characters_whatever_they_are() {
        assert_eq!(judge("eleven char", EMAIL), Err(vec![PasswordRefusal::TooShort]));
        assert_eq!(judge("twelve chars", EMAIL), Ok(()));
        assert_eq!(judge(&"é".repeat(11), EMAIL), Err(vec![PasswordRefusal::TooShort]));
        assert_eq!(judge(&"é".repeat(12), EMAIL), Ok(()));
    }

    #[test]
    fn a_password_has_at_most_a_thousand_and_twenty_four_bytes() {
        assert_eq!(judge(&"a".repeat(1_024), EMAIL), Ok(()));
        assert_eq!(judge(&"é".repeat(513), EMAIL), Err(vec![PasswordRefusal::TooLong]));
    }

    #[test]
    fn the_address_of_the_account_is_not_a_password() {
        assert_eq!(judge(" Staff.Member@Example.org ", EMAIL), Err(vec![PasswordRefusal::IsTheEmail]));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        assert_eq!(judge("a@b.uk", "a@b.uk"), Err(vec![PasswordRefusal::TooShort, PasswordRefusal::IsTheEmail]));
    }
}
