//! Asking whether somebody wants to hear more; the answer is personal and stored apart.

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answer, Contact},
    fields::Fields,
    refusal::{Reason, Refusal},
};

/// An e-mail address with separate consents for each use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactDetails {
    /// The words beside the box for news.
    pub updates_label: String,
    /// The words beside the box for an interview.
    pub interview_label: String,
}

impl ContactDetails {
    pub(super) fn judge(id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let field = format!("{id}.email");
        let (updates, interview) =
            (fields.is_filled(&format!("{id}.updates")), fields.is_filled(&format!("{id}.interview")));
        let email = fields.text(&field);
        if !updates && !interview && email.is_empty() {
            return Ok(None);
        }
        if email.is_empty() {
            return Err(vec![Refusal::new(field, Reason::Missing)]);
        }
        if !is_email(email) {
            return Err(vec![Refusal::new(field, Reason::NotAnEmail)]);
        }
        if !updates && !interview {
            return Err(vec![Refusal::new(format!("{id}.updates"), Reason::NeitherGiven)]);
        }
        Ok(Some(Answer::Contact(Contact { email: email.to_owned(), updates, interview })))
    }

    pub(super) fn say(&self, contact: &Contact) -> Vec<String> {
        let mut lines = vec![contact.email.clone()];
        lines.extend(contact.updates.then(|| self.updates_label.clone()));
        lines.extend(contact.interview.then(|| self.interview_label.clone()));
        lines
    }
}

/// Says whether a text has the form of an e-mail address; whether mail arrives there nobody can know.
pub fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let labels = || host.split('.');
    !name.is_empty()
        && text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c))
        && !name.contains('@')
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        ContactDetails::judge("q", &Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn nobody_has_to_leave_an_address() {
        assert_eq!(judge(&[]), Ok(None));
    }

    #[test]
    fn an_address_without_a_use_is_not_kept() {
        let refusal = Refusal::new("q.updates", Reason::NeitherGiven);
        assert_eq!(judge(&[("q.email", "ann@example.org")]), Err(vec![refusal]));
    }

    #[test]
    fn a_line_break_cannot_smuggle_a_second_recipient_into_an_address() {
        assert!(!is_email("a@example.org\nBcc: b@example.org"));
        assert!(!is_email("a@example.org,b@example.org"));
        assert!(is_email("first.last+nature@example.co.uk"));
    }
}
