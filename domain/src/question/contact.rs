//! Asking whether somebody wants to hear more; the answer is personal and stored apart.

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answer, Contact},
    email::is_email,
    fields::Fields,
    refusal::{Reason, Refusal},
};

/// An email address with separate consents for each use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
}
