//! Who sends an expression of interest and how to reach them; all of it is personal.

use serde::{Deserialize, Serialize};

use super::reading::Reading;
use crate::{
    email::is_email,
    fields::Fields,
    postcode::full_postcode,
    refusal::{Reason, Refusal},
    telephone::is_telephone,
    vocabulary::vocabulary,
};

/// The longest name of a person or an organisation, in characters.
pub(super) const NAME_LIMIT: usize = 100;
/// The longest postal address, in characters.
pub const ADDRESS_LIMIT: usize = 500;
/// The longest email address or telephone number, in characters.
const REACH_LIMIT: usize = 254;

pub(super) const FIELDS: &[&str] =
    &["full_name", "email", "telephone", "preferred", "address", "postcode", "agent_name", "agent_reach"];

vocabulary! {
    /// A way to reach somebody.
    Channel {
        /// By email.
        Email = "email",
        /// By telephone.
        Telephone = "telephone",
        /// By letter.
        Post = "post",
        /// Through an agent.
        Agent = "agent",
    }
}

/// Who sends it and how to reach them; the way that they prefer is always filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitter {
    /// Their full name.
    pub full_name: String,
    /// The way in which they prefer to be reached.
    pub preferred: Channel,
    /// Their email address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub telephone: Option<String>,
    /// Their postal address without the postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Their whole postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// The agent to write to in their place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Agent>,
}

/// Somebody to write to in place of the submitter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The agent's name.
    pub name: String,
    /// The agent's email address or telephone number.
    pub reach: String,
}

pub(super) fn judge(fields: &Fields) -> Result<Submitter, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let full_name = form.line("full_name", NAME_LIMIT);
    let full_name = form.need("full_name", full_name);
    let email = form.parsed("email", |typed| shaped(typed, is_email, Reason::NotAnEmail));
    let telephone = form.parsed("telephone", |typed| shaped(typed, is_telephone, Reason::NotATelephone));
    let preferred = form.one("preferred");
    let preferred = form.need("preferred", preferred);
    let address = form.text("address", ADDRESS_LIMIT);
    let postcode = form.parsed("postcode", |typed| full_postcode(typed).ok_or(Reason::NotAFullPostcode));
    let mut agent = None;
    match preferred {
        Some(Channel::Email) => drop(form.need("email", email.as_ref())),
        Some(Channel::Telephone) => drop(form.need("telephone", telephone.as_ref())),
        Some(Channel::Post) => {
            form.need("address", address.as_ref());
            form.need("postcode", postcode.as_ref());
        }
        Some(Channel::Agent) => agent = agent_of(&mut form),
        None => {}
    }
    let known = full_name.zip(preferred);
    form.finish(known.map(|(full_name, preferred)| Submitter {
        full_name,
        preferred,
        email,
        telephone,
        address,
        postcode,
        agent,
    }))
}

fn agent_of(form: &mut Reading) -> Option<Agent> {
    let name = form.line("agent_name", NAME_LIMIT);
    let name = form.need("agent_name", name);
    let can_reach = |text: &str| is_email(text) || is_telephone(text);
    let reach = form.parsed("agent_reach", |typed| shaped(typed, can_reach, Reason::NeitherEmailNorTelephone));
    let reach = form.need("agent_reach", reach);
    name.zip(reach).map(|(name, reach)| Agent { name, reach })
}

fn shaped(typed: &str, has_shape: impl Fn(&str) -> bool, otherwise: Reason) -> Result<String, Reason> {
    let typed_length = typed.chars().count();
    if typed_length > REACH_LIMIT {
        return Err(Reason::TooLong { limit: REACH_LIMIT, typed: typed_length });
    }
    if has_shape(typed) { Ok(typed.to_owned()) } else { Err(otherwise) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(pairs: &[(&str, &str)]) -> Vec<(String, Reason)> {
        let refusals = judge(&Fields::new(pairs.iter().copied())).err().unwrap_or_default();
        refusals.into_iter().map(|refusal| (refusal.field, refusal.reason)).collect()
    }

    fn missing(fields: &[&str]) -> Vec<(String, Reason)> {
        fields.iter().map(|field| ((*field).to_owned(), Reason::Missing)).collect()
    }

    #[test]
    fn the_way_that_is_preferred_has_to_be_filled() {
        let name = ("full_name", "A. Name");
        assert_eq!(refused(&[name, ("preferred", "email")]), missing(&["email"]));
        assert_eq!(refused(&[name, ("preferred", "telephone"), ("email", "a@example.org")]), missing(&["telephone"]));
        assert_eq!(refused(&[name, ("preferred", "post")]), missing(&["address", "postcode"]));
        assert_eq!(refused(&[name, ("preferred", "agent")]), missing(&["agent_name", "agent_reach"]));
    }

    #[test]
    fn somebody_without_mail_or_telephone_can_be_reached_by_letter() {
        let by_post = [
            ("full_name", "A. Name"),
            ("preferred", "post"),
            ("address", "1 The Lane\nVillage"),
            ("postcode", "l171ap"),
        ];
        let submitter = judge(&Fields::new(by_post)).unwrap();
        assert_eq!(submitter.postcode.as_deref(), Some("L17 1AP"));
        assert_eq!(submitter.address.as_deref(), Some("1 The Lane\nVillage"));
    }

    #[test]
    fn an_agent_is_reached_by_mail_or_telephone() {
        let with = |reach: &'static str| {
            refused(&[("full_name", "A"), ("preferred", "agent"), ("agent_name", "B"), ("agent_reach", reach)])
        };
        assert_eq!(with("b@example.org"), []);
        assert_eq!(with("0151 496 0000"), []);
        assert_eq!(with("next door"), [("agent_reach".to_owned(), Reason::NeitherEmailNorTelephone)]);
    }

    #[test]
    fn everything_wrong_on_the_page_is_said_at_once() {
        let wrong = refused(&[("email", "ann"), ("telephone", "ring"), ("preferred", "owl"), ("postcode", "here")]);
        let fields: Vec<_> = wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["full_name", "email", "telephone", "preferred", "postcode"]);
    }

    #[test]
    fn a_name_has_one_line_and_at_most_a_hundred_characters() {
        let named =
            |name: &str| judge(&Fields::new([("full_name", name), ("preferred", "email"), ("email", "a@b.uk")]));
        assert_eq!(named("A\nBcc: B").unwrap().full_name, "A Bcc: B");
        assert!(named(&"é".repeat(100)).is_ok());
        assert!(named(&"é".repeat(101)).is_err());
    }
}
