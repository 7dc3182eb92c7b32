//! In which capacity somebody speaks for the land, and who else has to know.

use serde::{Deserialize, Serialize};

use super::{Matter, Notice, reading::Reading, submitter::NAME_LIMIT};
use crate::{fields::Fields, refusal::Refusal, vocabulary::vocabulary};

/// The longest words for another role and for whom an agent acts, in characters.
const WORDS_LIMIT: usize = 200;

pub(super) const FIELDS: &[&str] =
    &["role", "role_words", "organisation", "acts_for", "authority", "landlord_aware", "tenants_aware"];

vocabulary! {
    /// What somebody is to the land.
    LandRole {
        /// Owns it alone.
        Owner = "owner",
        /// Owns it with others.
        JointOwner = "joint-owner",
        /// Rents it.
        Tenant = "tenant",
        /// Grazes or uses it under a licence.
        Licensee = "licensee",
        /// Has rights of common over it.
        Commoner = "commoner",
        /// Holds it in trust.
        Trustee = "trustee",
        /// Acts for somebody else.
        Agent = "agent",
        /// Speaks for a public body.
        PublicBody = "public-body",
        /// Speaks for a charity or another body that is neither public nor for profit.
        Ngo = "ngo",
        /// Something else, said in words.
        Other = "other",
    }

    /// Yes or no, where a blank is neither.
    YesNo {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
    }

    /// Whether the landlord knows.
    LandlordAware {
        /// They know.
        Yes = "yes",
        /// They do not know.
        No = "no",
        /// They will be told.
        NotYet = "not-yet",
    }

    /// Whether the tenants know.
    TenantsAware {
        /// They know.
        Yes = "yes",
        /// They do not know.
        No = "no",
        /// They will be told.
        NotYet = "not-yet",
        /// Nobody rents it.
        NoTenants = "no-tenants",
    }
}

impl LandRole {
    /// Says whether the role belongs to an organisation, whose name is then needed.
    pub fn is_organisation(self) -> bool {
        matches!(self, Self::PublicBody | Self::Ngo)
    }

    /// Says whether there is a landlord who should know.
    pub fn has_landlord(self) -> bool {
        matches!(self, Self::Tenant | Self::Licensee)
    }

    /// Says whether there may be tenants who should know.
    pub fn may_have_tenants(self) -> bool {
        matches!(self, Self::Owner | Self::JointOwner | Self::Trustee | Self::PublicBody | Self::Ngo)
    }
}

/// In which capacity somebody speaks for the land.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capacity {
    /// What they are to the land.
    pub role: LandRole,
    /// What another role is, in their words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role_words: Option<String>,
    /// The organisation or business that they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// For whom an agent acts, and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<Agency>,
    /// Whether the landlord knows; asked of those who have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landlord_aware: Option<LandlordAware>,
    /// Whether the tenants know; asked of those who may have some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenants_aware: Option<TenantsAware>,
}

/// For whom an agent acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// The person or business, in words.
    pub acts_for: String,
    /// Whether the agent has their authority in writing.
    pub has_written_authority: bool,
}

impl Capacity {
    pub(super) fn notices(&self) -> Vec<Notice> {
        let unwritten = self.agency.as_ref().is_some_and(|agency| !agency.has_written_authority);
        let landlord = matches!(self.landlord_aware, Some(LandlordAware::No | LandlordAware::NotYet));
        let tenants = matches!(self.tenants_aware, Some(TenantsAware::No | TenantsAware::NotYet));
        let found = [
            (unwritten, "authority", Matter::AuthorityNotWritten),
            (landlord, "landlord_aware", Matter::LandlordNotAware),
            (tenants, "tenants_aware", Matter::TenantsNotAware),
        ];
        found.into_iter().filter(|(holds, ..)| *holds).map(|(_, field, matter)| Notice { field, matter }).collect()
    }
}

pub(super) fn judge(fields: &Fields) -> Result<Capacity, Vec<Refusal>> {
    let mut form = Reading::new(fields);
    let role = form.one::<LandRole>("role");
    let Some(role) = form.need("role", role) else { return form.finish(None) };
    let organisation = form.line("organisation", NAME_LIMIT);
    if role.is_organisation() {
        form.need("organisation", organisation.as_ref());
    }
    let role_words = if role == LandRole::Other { form.words_for_other("role_words", WORDS_LIMIT) } else { None };
    let agency = if role == LandRole::Agent { agency(&mut form) } else { None };
    let landlord_aware = if role.has_landlord() { form.one("landlord_aware") } else { None };
    let tenants_aware = if role.may_have_tenants() { form.one("tenants_aware") } else { None };
    form.finish(Some(Capacity { role, role_words, organisation, agency, landlord_aware, tenants_aware }))
}

fn agency(form: &mut Reading) -> Option<Agency> {
    let acts_for = form.line("acts_for", WORDS_LIMIT);
    let acts_for = form.need("acts_for", acts_for);
    let authority = form.one::<YesNo>("authority");
    let authority = form.need("authority", authority);
    let known = acts_for.zip(authority);
    known.map(|(acts_for, authority)| Agency { acts_for, has_written_authority: authority == YesNo::Yes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Reason;

    fn judged(pairs: &[(&str, &str)]) -> Result<Capacity, Vec<Refusal>> {
        judge(&Fields::new(pairs.iter().copied()))
    }

    fn matters(pairs: &[(&str, &str)]) -> Vec<Matter> {
        judged(pairs).unwrap().notices().into_iter().map(|notice| notice.matter).collect()
    }

    #[test]
    fn a_public_body_and_a_charity_say_their_name() {
        for role in ["public-body", "ngo"] {
            assert_eq!(judged(&[("role", role)]), Err(vec![Refusal::new("organisation", Reason::Missing)]), "{role}");
            assert!(judged(&[("role", role), ("organisation", "The Body")]).is_ok(), "{role}");
        }
        assert!(judged(&[("role", "owner")]).is_ok());
    }

    #[test]
    fn an_agent_says_for_whom_and_whether_there_is_a_written_authority() {
        let both = vec![Refusal::new("acts_for", Reason::Missing), Refusal::new("authority", Reason::Missing)];
        assert_eq!(judged(&[("role", "agent")]), Err(both));
        let without = [("role", "agent"), ("acts_for", "The estate"), ("authority", "no")];
        assert_eq!(matters(&without), [Matter::AuthorityNotWritten]);
    }

    #[test]
    fn a_landlord_or_tenants_who_do_not_know_are_a_warning_and_never_a_refusal() {
        assert_eq!(matters(&[("role", "tenant"), ("landlord_aware", "no")]), [Matter::LandlordNotAware]);
        assert_eq!(matters(&[("role", "owner"), ("tenants_aware", "not-yet")]), [Matter::TenantsNotAware]);
        assert_eq!(matters(&[("role", "owner"), ("tenants_aware", "no-tenants")]), []);
        assert_eq!(matters(&[("role", "tenant")]), []);
    }

    #[test]
    fn what_is_typed_for_another_role_is_not_kept() {
        let capacity = judged(&[("role", "owner"), ("acts_for", "somebody"), ("landlord_aware", "no")]).unwrap();
        assert_eq!((capacity.agency, capacity.landlord_aware), (None, None));
    }

    #[test]
    fn another_role_is_said_in_words() {
        assert_eq!(judged(&[("role", "other")]), Err(vec![Refusal::new("role_words", Reason::OtherNotSaid)]));
        assert_eq!(judged(&[("role", "king")]), Err(vec![Refusal::new("role", Reason::NotOffered)]));
    }
}
