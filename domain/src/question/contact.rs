//! Asking whether somebody wants to hear more; the answer is personal and stored apart.

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answer, Contact},
    email::is_email,
    fields::Fields,
    refusal::{Reason, Refusal},
    telephone::is_telephone,
    vocabulary::{Word, vocabulary},
};

vocabulary! {
    /// By which ways somebody may leave word of how to reach them.
    Ways {
        /// By email.
        Email = "email",
        /// By telephone.
        Telephone = "telephone",
        /// By whichever they like, or both.
        Either = "either",
    }
}

/// An email address, a telephone number or either, with separate consents for each use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ContactDetails {
    /// By which ways people can be reached; by email, if not said.
    #[serde(default = "by_email", skip_serializing_if = "is_by_email")]
    pub ways: Ways,
    /// The words beside the box for news.
    pub updates_label: String,
    /// The words beside the box for an interview.
    pub interview_label: String,
}

fn by_email() -> Ways {
    Ways::Email
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_by_email(ways: &Ways) -> bool {
    *ways == Ways::Email
}

impl Ways {
    /// Says whether an email address is asked for.
    pub fn has_email(self) -> bool {
        self != Self::Telephone
    }

    /// Says whether a telephone number is asked for.
    pub fn has_telephone(self) -> bool {
        self != Self::Email
    }
}

impl ContactDetails {
    pub(super) fn judge(&self, id: &str, fields: &Fields) -> Result<Option<Answer>, Vec<Refusal>> {
        let filled = |part: &str| fields.is_filled(&format!("{id}.{part}"));
        let given = |part: &str, is_asked: bool| {
            Some(fields.text(&format!("{id}.{part}"))).filter(|typed| is_asked && !typed.is_empty())
        };
        let (updates, interview) = (filled("updates"), filled("interview"));
        let email = given("email", self.ways.has_email());
        let telephone = given("telephone", self.ways.has_telephone());
        if email.is_none() && telephone.is_none() {
            let reason = if self.ways == Ways::Either { Reason::NeitherEmailNorTelephone } else { Reason::Missing };
            let is_wanted = updates || interview;
            return if is_wanted { Err(vec![Refusal::new(self.first_field(id), reason)]) } else { Ok(None) };
        }
        let mut refusals = Vec::new();
        if email.is_some_and(|typed| !is_email(typed)) {
            refusals.push(Refusal::new(format!("{id}.email"), Reason::NotAnEmail));
        }
        if telephone.is_some_and(|typed| !is_telephone(typed)) {
            refusals.push(Refusal::new(format!("{id}.telephone"), Reason::NotATelephone));
        }
        if !updates && !interview {
            refusals.push(Refusal::new(format!("{id}.updates"), Reason::NeitherGiven));
        }
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let (email, telephone) = (email.map(str::to_owned), telephone.map(str::to_owned));
        Ok(Some(Answer::Contact(Contact { email, telephone, updates, interview })))
    }

    /// Gives the field in which somebody says how to reach them, the first if there are two.
    pub(super) fn first_field(&self, id: &str) -> String {
        let part = if self.ways.has_email() { Ways::Email } else { Ways::Telephone };
        format!("{id}.{}", part.word())
    }

    pub(super) fn say(&self, contact: &Contact) -> Vec<String> {
        let mut lines: Vec<String> = contact.email.iter().chain(&contact.telephone).cloned().collect();
        lines.extend(contact.updates.then(|| self.updates_label.clone()));
        lines.extend(contact.interview.then(|| self.interview_label.clone()));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(ways: Ways, pairs: &[(&str, &str)]) -> Result<Option<Answer>, Vec<Refusal>> {
        let asked = ContactDetails { ways, updates_label: "News".into(), interview_label: "Talk".into() };
        asked.judge("q", &Fields::new(pairs.iter().copied()))
    }

    #[test]
    fn nobody_has_to_leave_an_address() {
        for ways in Ways::ALL {
            assert_eq!(judge(*ways, &[]), Ok(None));
        }
    }

    #[test]
    fn an_address_without_a_use_is_not_kept() {
        let refusal = Refusal::new("q.updates", Reason::NeitherGiven);
        assert_eq!(judge(Ways::Email, &[("q.email", "ann@example.org")]), Err(vec![refusal]));
    }

    #[test]
    fn a_use_asks_for_the_way_that_is_offered() {
        let wanted = [("q.updates", "yes")];
        assert_eq!(judge(Ways::Email, &wanted), Err(vec![Refusal::new("q.email", Reason::Missing)]));
        assert_eq!(judge(Ways::Telephone, &wanted), Err(vec![Refusal::new("q.telephone", Reason::Missing)]));
        let neither = Refusal::new("q.email", Reason::NeitherEmailNorTelephone);
        assert_eq!(judge(Ways::Either, &wanted), Err(vec![neither]));
    }

    #[test]
    fn a_telephone_number_is_enough_where_either_is_taken() {
        let number = "0151 496 0000";
        let contact = Contact { email: None, telephone: Some(number.to_owned()), updates: false, interview: true };
        let typed = [("q.telephone", number), ("q.interview", "yes")];
        assert_eq!(judge(Ways::Either, &typed), Ok(Some(Answer::Contact(contact))));
    }

    #[test]
    fn each_way_is_judged_and_all_that_is_wrong_is_told_at_once() {
        let refused = judge(Ways::Either, &[("q.email", "ann"), ("q.telephone", "ring me")]).unwrap_err();
        let fields: Vec<&str> = refused.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["q.email", "q.telephone", "q.updates"]);
    }

    #[test]
    fn a_way_that_is_not_offered_is_not_kept() {
        assert_eq!(judge(Ways::Telephone, &[("q.email", "ann@example.org")]), Ok(None));
    }
}
